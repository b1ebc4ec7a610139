"""A page drawn again, against a bare page of as many elements with the same ready-made figures."""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.driving import running
from bench.filled_selection import filled_selection
from bench.open_page import Drawn, OpenPage
from bench.ratio import Ratio
from pages import OPERATOR, stored_worked

from scorecard.catalogue import load_catalogue
from scorecard.storage import open_storage

REPETITIONS = 25
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
    "menu_button": lambda i: st.menu_button(f"More {{i}}", "abc", key=f"k{{i}}"),
    "download_button": lambda i: st.download_button(f"File {{i}}", b"x", key=f"k{{i}}"),
    "alert": lambda i: st.error(f"Alert {{i}}"),
    "progress": lambda i: st.progress(0.5, text=f"Progress {{i}}"),
    "metric": lambda i: st.metric(f"Metric {{i}}", i),
    "dataframe": lambda i: st.dataframe(rows, key=f"k{{i}}"),
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
            _medians(
                [(product, page, query), (frozen, "", ""), (stock, "", "")], len(drawn.figures)
            )
        )
    note = f"a bare page of {len(drawn.elements)} elements, {len(drawn.figures)} figures"
    return [
        Ratio(title, product_ms, frozen_ms, budget=1.5, note=f"{note}, both frozen"),
        Ratio(title, product_ms, stock_ms, budget=1.0, note=f"{note}, as it comes"),
    ]


async def _medians(pages: list[tuple[str, str, str]], figures: int) -> list[float]:
    """Medians of drawing each page again, taken in turn so that a slow moment hits all.

    Each must draw so many figures every time.
    """
    async with ExitStackOfPages(pages) as opened:
        times: list[list[float]] = [[] for _ in pages]
        for _ in range(REPETITIONS):
            for page, measured in zip(opened, times, strict=True):
                measured.append(await page.draw())
                assert len(page.drawn.figures) == figures, "another page was drawn"
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


async def _drawn(address: str, page: str, query: str) -> Drawn:
    opened = OpenPage(address, page, query)
    await opened.open()
    await opened.draw()
    await opened.close()
    return opened.drawn
