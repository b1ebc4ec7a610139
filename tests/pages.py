"""Opens the app for page tests: a database of its own, a selection in it, AppTest on main."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from scorecard.access import local_operator
from scorecard.catalogue import Catalogue, Kind, Question, load_catalogue
from scorecard.document import read_document
from scorecard.model import (
    Answer,
    AnswerValue,
    Brief,
    Candidate,
    ChannelBaseline,
    InteractionVolume,
    Phase,
    Selection,
)
from scorecard.storage import Storage, open_storage
from scorecard.ui import frame

ROOT = Path(__file__).parents[1]
MAIN = ROOT / "scorecard" / "ui" / "main.py"
WORKED = ROOT / "data" / "examples" / "worked_selection.json"
OPERATOR = local_operator()


def use_database(monkeypatch: Any, tmp_path: Path) -> Storage:
    """Points the app at an empty database and returns the same storage for the test's own eyes."""
    url = f"sqlite:///{tmp_path / 'pages.sqlite3'}"
    monkeypatch.setenv("SCORECARD_DATABASE_URL", url)
    st.cache_resource.clear()
    st.cache_data.clear()
    return open_storage(url)


def open_page(view: str, selection_id: str | None = None, **query: str) -> AppTest:
    """Runs a page, with a selection open."""
    app = AppTest.from_file(MAIN, default_timeout=30)
    if selection_id is not None:
        app.query_params["selection"] = selection_id
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(f"views/{view}.py").run()


def texts_of(app: AppTest) -> str:
    """Titles, text, captions and errors of a page, without the escapes of Markdown."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.error]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def stored_worked(storage: Storage) -> Selection:
    """The worked selection, stored."""
    document = read_document(WORKED.read_bytes())
    catalogue = document.catalogue or load_catalogue()
    return storage.create_selection(OPERATOR, document.selection, catalogue)


def stored_empty(storage: Storage, *names: str, brief: Brief | None = None) -> Selection:
    """A selection with the shipped catalogue and candidates who have answered nothing."""
    catalogue = load_catalogue()
    selection = Selection(
        id="empty",
        title="Empty",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        phase=Phase.COLLECTING,
        brief=brief or Brief(),
        points={criterion.id: criterion.points for criterion in catalogue.criteria},
        candidates=tuple(
            Candidate(id=f"c{position}", name=name, position=position)
            for position, name in enumerate(names)
        ),
    )
    return storage.create_selection(OPERATOR, selection, catalogue)


def stored_fifty(storage: Storage) -> Selection:
    """Fifty candidates who have answered everything, each a little differently."""
    catalogue = load_catalogue()
    candidates = [Candidate(id=f"c{n}", name=f"Partner {n:02d}", position=n) for n in range(50)]
    selection = Selection(
        id="fifty",
        title="Fifty",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        phase=Phase.CLOSED,
        brief=Brief(
            volumes=(InteractionVolume(interaction_type="All", contacts_per_month=5000),),
            channels=(
                ChannelBaseline(channel="Voice", share_pct=60, aht_minutes=6, fcr_pct=70),
                ChannelBaseline(channel="E-mail", share_pct=40, aht_minutes=8, fcr_pct=65),
            ),
            target_cost_per_resolved_contact=8,
            ceiling_cost_per_resolved_contact=34,
            response_deadline=date(2026, 10, 1),
        ),
        points={criterion.id: criterion.points for criterion in catalogue.criteria},
        candidates=tuple(candidates),
        answers=tuple(_answers(catalogue, candidates)),
    )
    return storage.create_selection(OPERATOR, selection, catalogue)


def _answers(catalogue: Catalogue, candidates: list[Candidate]) -> list[Answer]:
    return [
        Answer(
            candidate_id=candidate.id,
            question_id=question.id,
            status="answered",
            value=_value(question, place + 3 * number),
        )
        for number, candidate in enumerate(candidates)
        for place, question in enumerate(catalogue.questions)
    ]


def _value(question: Question, seed: int) -> AnswerValue:
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            low = question.minimum or 0.0
            return low + seed % max(1, min(40, int((question.maximum or 60) - low)))
        case Kind.CHOICE:
            return question.options[seed % len(question.options)].id
        case Kind.RATING:
            return float(seed % 6)
        case Kind.CHECKLIST:
            return tuple(o.id for n, o in enumerate(question.options) if (seed + n) % 3)
        case Kind.TAGS:
            return ("German", "English")
        case Kind.DATE:
            return f"2026-0{1 + seed % 9}-11"
        case Kind.TEXT:
            return f"Text {seed}"
        case Kind.TABLE:
            return _rows(question, seed)


def _rows(question: Question, seed: int) -> AnswerValue:
    bases = [{question.row_column: o.id} for o in question.fixed_rows] or [{}, {}]
    rows = []
    for number, base in enumerate(bases):
        row: dict[str, float | str | None] = dict(base)
        for column in question.columns:
            if column.id in row:
                continue
            match column.kind:
                case Kind.CHOICE:
                    row[column.id] = column.options[(seed + number) % len(column.options)].id
                case Kind.NUMBER | Kind.MONEY:
                    row[column.id] = float(5 + (seed + number) % 90)
                case Kind.DATE:
                    row[column.id] = f"202{4 + (seed + number) % 4}-03-0{1 + number}"
                case _:
                    row[column.id] = f"{column.label} {number + 1}"
        rows.append(row)
    return tuple(rows)


def table_of(app: AppTest, alternative: str) -> Any:
    """The table whose text alternative contains these words."""
    return next(d for d in app.dataframe if alternative in d.proto.alt)


def change_table(
    app: AppTest,
    alternative: str,
    *,
    edited: dict[int, dict[str, object]] | None = None,
    added: list[dict[str, object]] | None = None,
) -> AppTest:
    """The page after the browser sent these changes of a table, all since it was drawn."""
    changes = {"edited_rows": edited or {}, "added_rows": added or [], "deleted_rows": []}
    states = app._tree.get_widget_states()
    table = table_of(app, alternative)
    states.widgets.add(id=table.proto.id, string_value=json.dumps(changes))
    return app._run(states)


def come_back(left: AppTest, **opened: bool) -> AppTest:
    """The same browser at a server that was started anew: its first message holds all fields.

    `opened` are folds that stand open; AppTest does not send these as a browser does.
    """
    app = AppTest.from_file(MAIN, default_timeout=30)
    for key, is_open in opened.items():
        app.session_state[key] = is_open
    app.query_params.update(left.query_params)
    # What AppTest sends itself once a page has been drawn, and nothing of the old session.
    app._page_hash = left._finished_page_script_hash
    return app._run(left._tree.get_widget_states())


def held(app: AppTest) -> WidgetStates:
    """All that a browser sends now, with what was typed and clicked since the page was drawn."""
    return app._tree.get_widget_states()


def run_in_haste(app: AppTest, first: WidgetStates, second: WidgetStates) -> AppTest:
    """The page after two messages, the second of which came before the first had drawn anything.

    A click that stands in both is a click on the same button twice.
    """
    newer = iter([RerunData(widget_states=second, page_script_hash=app._page_hash)])
    show_sidebar = frame.show_sidebar

    def cut_short() -> None:
        for data in newer:
            raise RerunException(data)
        show_sidebar()

    with patch.object(frame, "show_sidebar", cut_short):
        return app._run(widget_state=first)


def click_twice(app: AppTest, button: Any) -> AppTest:
    """The page after two clicks on a button, the second before the page was drawn anew."""
    button.click()
    return run_in_haste(app, held(app), held(app))
