"""A page drawn again, against a bare page of as many elements with the same ready-made figures."""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.driving import running
from bench.filled_selection import filled_selection
from bench.ratio import Ratio
from pages import OPERATOR, stored_worked
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from scorecard.catalogue import load_catalogue
from scorecard.storage import open_storage

REPETITIONS = 25
PATIENCE_SECONDS = 60.0
APP = Path(__file__).resolve().parents[2] / "app.py"

# The yardstick draws what the plan lists: nothing is computed, the figures are ready.
BARE_PAGE = """
import json
from pathlib import Path
import pandas as pd
import plotly.io
import streamlit as st

@st.cache_resource(show_spinner=False)
def ready():
    plan = json.loads(Path({plan!r}).read_text())
    return plan["elements"], plan["blocks"], [plotly.io.from_json(f) for f in plan["figures"]]

elements, blocks, figures = ready()
rows = st.cache_resource(lambda: pd.DataFrame({{"a": range(40), "b": ["words"] * 40}}))()
waiting = list(figures)
draw = {{
    "heading": lambda i: st.subheader(f"Heading {{i}}"),
    "number_input": lambda i: st.number_input(f"Number {{i}}", key=f"k{{i}}"),
    "text_input": lambda i: st.text_input(f"Text {{i}}", key=f"k{{i}}"),
    "text_area": lambda i: st.text_area(f"Text {{i}}", key=f"k{{i}}"),
    "date_input": lambda i: st.date_input(f"Date {{i}}", key=f"k{{i}}"),
    "selectbox": lambda i: st.selectbox(f"One {{i}}", "abcde", key=f"k{{i}}"),
    "multiselect": lambda i: st.multiselect(f"Several {{i}}", "abcde", key=f"k{{i}}"),
    "radio": lambda i: st.radio(f"One {{i}}", "abcde", key=f"k{{i}}"),
    "checkbox": lambda i: st.checkbox(f"Tick {{i}}", key=f"k{{i}}"),
    "button": lambda i: st.button(f"Press {{i}}", key=f"k{{i}}"),
    "button_group": lambda i: st.segmented_control(f"One {{i}}", "abc", key=f"k{{i}}"),
    "download_button": lambda i: st.download_button(f"File {{i}}", b"x", key=f"k{{i}}"),
    "alert": lambda i: st.error(f"Alert {{i}}"),
    "progress": lambda i: st.progress(0.5, text=f"Progress {{i}}"),
    "metric": lambda i: st.metric(f"Metric {{i}}", i),
    "arrow_data_frame": lambda i: st.dataframe(rows, key=f"k{{i}}"),
    "plotly_chart": lambda i: st.plotly_chart(waiting.pop(0), key=f"k{{i}}"),
}}
for i, kind in enumerate(elements):
    with st.container(border=i % 2 == 0) if i < blocks else st.empty().container():
        draw.get(kind, lambda i: st.markdown(f"Words **{{i}}** and more words"))(i)
"""

FROZEN_APP = """
import gc
from pathlib import Path
import numpy, pandas, plotly.graph_objects, sqlalchemy
import streamlit as st
app = st.App(Path({page!r}))
gc.collect()
gc.freeze()
"""


@dataclass
class Drawn:
    """What a page consists of: its elements by kind, its containers, its figures as JSON."""

    elements: list[str] = field(default_factory=list)
    blocks: int = 0
    figures: list[str] = field(default_factory=list)


def run() -> list[Ratio]:
    """Each page against the bare one with the garbage collector frozen, and as it comes."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        storage = open_storage(url)
        worked = stored_worked(storage).id
        catalogue = load_catalogue()
        fifty = storage.create_selection(OPERATOR, filled_selection(catalogue, 50), catalogue).id
        questions = len(catalogue.questions_of_group("floor_management"))
        for title, page, query in (
            (
                f"Due diligence, {questions} questions",
                "due_diligence",
                f"selection={worked}&section=floor_management",
            ),
            ("Ranking, worked selection", "ranking", f"selection={worked}"),
            ("Ranking, 50 candidates", "ranking", f"selection={fifty}"),
        ):
            ratios += _measured(title, page, query, url, Path(folder))
    return ratios


def _measured(title: str, page: str, query: str, url: str, folder: Path) -> list[Ratio]:
    environment = {"SCORECARD_DATABASE_URL": url, "SCORECARD_MODE": "local"}
    with ExitStack() as servers:
        product = servers.enter_context(running(APP, environment))
        drawn = asyncio.run(_drawn(product, page, query))
        bare_page = folder / "bare_page.py"
        plan = folder / "plan.json"
        plan.write_text(json.dumps(vars(drawn)), encoding="utf-8")
        bare_page.write_text(BARE_PAGE.format(plan=str(plan)), encoding="utf-8")
        frozen_app = folder / "frozen_app.py"
        frozen_app.write_text(FROZEN_APP.format(page=str(bare_page)), encoding="utf-8")
        frozen = servers.enter_context(running(frozen_app, {}))
        stock = servers.enter_context(running(bare_page, {}))
        product_ms, frozen_ms, stock_ms = asyncio.run(
            _medians([(product, page, query), (frozen, "", ""), (stock, "", "")])
        )
    note = f"a bare page of {len(drawn.elements)} elements, {len(drawn.figures)} figures"
    return [
        Ratio(title, product_ms, frozen_ms, budget=1.5, note=f"{note}, both frozen"),
        Ratio(title, product_ms, stock_ms, budget=1.0, note=f"{note}, as it comes"),
    ]


async def _medians(pages: list[tuple[str, str, str]]) -> list[float]:
    """Medians of drawing each page again, taken in turn so that a slow moment hits all."""
    async with ExitStackOfPages(pages) as opened:
        times: list[list[float]] = [[] for _ in pages]
        for _ in range(REPETITIONS):
            for page, measured in zip(opened, times, strict=True):
                measured.append(await page.draw())
    return [statistics.median(measured) for measured in times]


class ExitStackOfPages:
    """Several pages that are open at the same time, each in a session of its own."""

    def __init__(self, pages: list[tuple[str, str, str]]) -> None:
        self._pages = [OpenPage(*page) for page in pages]

    async def __aenter__(self) -> list[OpenPage]:
        """Opens all and draws each twice, so that every cache is filled."""
        for page in self._pages:
            await page.open()
            await page.draw()
            await page.draw()
        return self._pages

    async def __aexit__(self, *_raised: object) -> None:
        for page in self._pages:
            await page.close()


class OpenPage:
    """A page in a session of its own, driven over the websocket as a browser does."""

    def __init__(self, address: str, name: str, query: str) -> None:
        self._address, self._name, self._query = address, name, query
        self._hash = ""
        self._socket: ClientConnection | None = None
        self.drawn = Drawn()

    async def open(self) -> None:
        """Connects."""
        self._socket = await connect(
            f"ws://{self._address}/_stcore/stream",
            origin=f"http://{self._address}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )

    async def close(self) -> None:
        """Ends the session."""
        assert self._socket is not None
        await self._socket.close()

    async def draw(self) -> float:
        """Milliseconds from asking for a run of the script to its last message."""
        assert self._socket is not None
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_script_hash = self._hash
        request.rerun_script.page_name = "" if self._hash else self._name
        self.drawn = Drawn()
        started = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                message = ForwardMsg()
                message.ParseFromString(await self._socket.recv())  # type: ignore[arg-type]
                kind = message.WhichOneof("type")
                if kind == "new_session":
                    self._hash = message.new_session.page_script_hash
                elif kind == "delta":
                    self._note(message)
                elif kind == "script_finished":
                    assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                    return 1000 * (time.perf_counter() - started)

    def _note(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") == "add_block":
            self.drawn.blocks += 1
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        self.drawn.elements.append(kind)
        if kind == "plotly_chart":
            self.drawn.figures.append(element.plotly_chart.spec)


async def _drawn(address: str, page: str, query: str) -> Drawn:
    opened = OpenPage(address, page, query)
    await opened.open()
    await opened.draw()
    await opened.close()
    return opened.drawn
