"""The ASGI entry: `streamlit run app.py` serves scorecard/ui/main.py with all that surrounds it."""

from __future__ import annotations

import gc

# What is imported stays, and every collection on the way would walk through all of it once more:
# with collections the imports take half as long again.
gc.disable()

from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402

import streamlit as st  # noqa: E402

from scorecard.ui.server.start import server_parts  # noqa: E402
from scorecard.ui.server.waiting_messages import hear_every_message  # noqa: E402
from scorecard.ui.settled_memory import settle_from_now_on  # noqa: E402

_parts = server_parts()
hear_every_message()

app = st.App(
    Path(__file__).resolve().parent / "scorecard" / "ui" / "main.py",
    routes=_parts.routes,
    middleware=_parts.middleware,
    lifespan=_parts.lifespan,
)

for _module in (
    *("numpy", "pandas", "plotly.graph_objects", "sqlalchemy"),
    *("scorecard.charts", "scorecard.excel", "scorecard.storage"),
):
    import_module(_module)
settle_from_now_on()
