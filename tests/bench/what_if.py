"""One move of a what-if slider, against a bare fragment of the same sliders and ready table."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bench.driving import running
from bench.filled_selection import filled_selection
from bench.open_page import Fragment, OpenPage
from bench.page_rerun import APP, FROZEN_APP
from bench.ratio import Ratio, median_ms
from pages import OPERATOR
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState

from scorecard.catalogue import load_catalogue
from scorecard.evaluation import evaluate
from scorecard.storage import open_storage
from scorecard.what_if import group_points, reweighed

CANDIDATES = 50
AS_OF = date(2026, 11, 22)
REPETITIONS = 41
BUDGET = 1.5
WHAT_IF = "What if"

# The yardstick: as many sliders, lines and buttons, and the very table that the product drew,
# read once. Nothing is computed when a slider moves.
BARE_PAGE = """
from pathlib import Path
import pyarrow
import streamlit as st

table = st.cache_resource(
    lambda: pyarrow.ipc.open_stream(Path({table!r}).read_bytes()).read_pandas(),
    show_spinner=False,
)()

@st.fragment
def moving():
    left, right = st.columns([8, 5])
    with right:
        for place in range({sliders}):
            st.slider(f"Slider {{place}}", 0.0, 100.0, 20.0, step=1.0, key=f"s{{place}}")
        st.button("Press")
    with left:
        st.markdown("**Words**")
        st.dataframe(table, hide_index=True, height=520)
        st.caption("More words")

moving()
"""


def run() -> list[Ratio]:
    """The arithmetic alone, and the fragment over the websocket as a browser drives it."""
    catalogue = load_catalogue()
    selection = filled_selection(catalogue, CANDIDATES)
    evaluation = evaluate(selection, catalogue, as_of=AS_OF)
    points = group_points(evaluation)
    moved = points | {next(iter(points)): 40.0}
    arithmetic_ms = median_ms(lambda: reweighed(evaluation, moved), repetitions=51)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        stored = open_storage(url).create_selection(OPERATOR, selection, catalogue)
        environment = {"SCORECARD_DATABASE_URL": url, "SCORECARD_MODE": "local"}
        with ExitStack() as servers:
            product = servers.enter_context(running(APP, environment))
            product_ms, bare_ms, note = asyncio.run(
                _moves(servers, product, f"selection={stored.id}", Path(folder))
            )
    size = f"{CANDIDATES} candidates"
    return [
        Ratio(f"What-if: ranks of {size} under other weights", arithmetic_ms),
        Ratio(f"What-if: a slider moved, {size}", product_ms, bare_ms, BUDGET, note),
    ]


async def _moves(
    servers: ExitStack, product: str, query: str, folder: Path
) -> tuple[float, float, str]:
    page = OpenPage(product, "robustness", query)
    await page.open()
    await page.draw()
    part = next(p for p in page.choices if WHAT_IF in [o.content for o in p.options])
    chosen = WidgetState(id=part.id)
    chosen.string_array_value.data.append(WHAT_IF)
    await page.draw(widgets=[chosen])
    fragment = _with_sliders(page)
    table = next(e.dataframe for e in fragment.elements if e.WhichOneof("type") == "dataframe")
    (folder / "table.arrow").write_bytes(table.arrow_data.data)
    count = len(_sliders(fragment))

    script = folder / "bare_what_if.py"
    script.write_text(
        BARE_PAGE.format(table=str(folder / "table.arrow"), sliders=count), encoding="utf-8"
    )
    app = folder / "bare_what_if_app.py"
    app.write_text(FROZEN_APP.format(page=str(script)), encoding="utf-8")
    bare = OpenPage(servers.enter_context(running(app, {})), "", "")
    await bare.open()
    await bare.draw()
    bare_fragment = _with_sliders(bare)
    assert len(_sliders(bare_fragment)) == count

    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(REPETITIONS + 2):
        for opened, held, kept, measured in (
            (page, fragment, [chosen], times[0]),
            (bare, bare_fragment, [], times[1]),
        ):
            # Every move asks for another ranking, as a hand on the slider does.
            duration_ms = await opened.draw(held.id, [*kept, *_moved(held, 10.0 + turn)])
            assert held.id in opened.fragments
            assert any(
                e.WhichOneof("type") == "dataframe" for e in opened.fragments[held.id].elements
            )
            if turn > 1:
                measured.append(duration_ms)
    await page.close()
    await bare.close()
    note = f"a bare fragment of {count} sliders and the same table, both frozen"
    return statistics.median(times[0]), statistics.median(times[1]), note


def _with_sliders(page: OpenPage) -> Fragment:
    return next(fragment for fragment in page.fragments.values() if _sliders(fragment))


def _sliders(fragment: Fragment) -> list[Slider]:
    return [e.slider for e in fragment.elements if e.WhichOneof("type") == "slider"]


def _moved(fragment: Fragment, points: float) -> list[WidgetState]:
    """All sliders as a browser sends them, the first one moved to these points."""
    states = []
    for place, slider in enumerate(_sliders(fragment)):
        state = WidgetState(id=slider.id)
        state.double_array_value.data.append(slider.default[0] if place else points)
        states.append(state)
    return states
