"""The ASGI entry: `streamlit run app.py` serves scorecard/ui/main.py with all that surrounds it."""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path

import streamlit as st

from scorecard.ui.server.start import server_parts

_parts = server_parts()

app = st.App(
    Path(__file__).resolve().parent / "scorecard" / "ui" / "main.py",
    routes=_parts.routes,
    middleware=_parts.middleware,
    lifespan=_parts.lifespan,
)

# Streamlit collects the oldest generation after every run of a script. Frozen, the thousands of
# objects of these modules are no longer walked through each time.
for _module in (
    *("numpy", "pandas", "plotly.graph_objects", "sqlalchemy"),
    *("scorecard.charts", "scorecard.excel", "scorecard.storage"),
):
    import_module(_module)
gc.collect()
gc.freeze()
