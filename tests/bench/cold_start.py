"""From starting the server to the first page, against a bare app with the same imports."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.driving import cold_start
from bench.ratio import Ratio

REPETITIONS = 5
ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"

# Runs the first page once and prints every module that is loaded by then and is not the
# product's own: what the bare app imports too.
LISTING = """
import json, runpy, sys
from streamlit.testing.v1 import AppTest
runpy.run_path(sys.argv[1])
page = AppTest.from_file(sys.argv[2], default_timeout=60).run()
assert not page.exception, page.exception
print(json.dumps([
    name for name in sys.modules
    if name.partition(".")[0] not in ("scorecard", "streamlit", "__main__", "__mp_main__")
]))
"""

BARE_APP = """
import contextlib, importlib
import streamlit as st
for name in {names!r}:
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
st.title("A bare app with the same imports")
"""


def run() -> list[Ratio]:
    """Both cold starts, in turn, with a database that is there already."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.sqlite3"
        environment = {"SCORECARD_DATABASE_URL": f"sqlite:///{database}", "SCORECARD_MODE": "local"}
        bare = Path(folder) / "bare_app.py"
        bare.write_text(BARE_APP.format(names=_imported(environment)), encoding="utf-8")
        cold_start(APP, environment)
        cold_start(bare, environment)
        pairs = [
            (cold_start(APP, environment), cold_start(bare, environment))
            for _ in range(REPETITIONS)
        ]
    return [
        Ratio("Cold start to health", statistics.median(app.health_ms for app, _ in pairs)),
        Ratio(
            "Cold start to first page",
            statistics.median(app.first_page_ms for app, _ in pairs),
            statistics.median(other.first_page_ms for _, other in pairs),
            budget=1.3,
            note="a bare app with the same imports",
        ),
    ]


def _imported(environment: dict[str, str]) -> list[str]:
    main = ROOT / "scorecard" / "ui" / "main.py"
    listing = subprocess.run(
        [sys.executable, "-c", LISTING, str(APP), str(main)],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names: list[str] = json.loads(listing.stdout.splitlines()[-1])
    return names
