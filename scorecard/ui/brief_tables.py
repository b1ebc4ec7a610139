"""The editable tables of the brief: volumes, channels and tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import InvalidValueError
from scorecard.model import Selection
from scorecard.ui.brief_columns import CHANNELS, STAFFING, BriefColumn, BriefTable
from scorecard.ui.brief_cost_notes import show_cost_notes
from scorecard.ui.brief_fields import show_field_heading
from scorecard.ui.brief_rows import (
    Row,
    checked_rows,
    edited_rows,
    rows_held,
    say_the_same,
    with_stored_rest,
)
from scorecard.ui.brief_saving import save_field, scope_of, show_field_outcome, title_of
from scorecard.ui.number_field import text_of
from scorecard.ui.outcomes import Outcome, failed, forget_stored, outcome_of, remember
from scorecard.ui.permission import may_change
from scorecard.ui.reconnection import NOT_SAVED, WHY_NOT_SAVED, keys_held_by_browser
from scorecard.ui.state import OpenSelection, open_selection
from scorecard.ui.text import chosen_from_a_list
from scorecard.ui.typed_day import help_for_days
from scorecard.ui.uninterrupted import uninterrupted

# With more columns than these, those with numbers are kept narrow, so that all are in sight.
_MOST_WIDE_COLUMNS = 4


def show_table(opened: OpenSelection, table: BriefTable) -> None:
    """The table's heading, the editor and what became of the last change."""
    show_field_heading(opened, table.field)
    _show_editor(opened, table, title_of(opened.catalogue, table.field))
    show_cost_notes(opened, table.field)


def show_further_columns(opened: OpenSelection, table: BriefTable, title: str) -> None:
    """A second table for more columns of the same rows, which are added and named in the first."""
    _show_editor(opened, table, title)


def _show_editor(opened: OpenSelection, table: BriefTable, title: str) -> None:
    selection = opened.selection
    forget_stored(scope_of(selection), table.field)
    rows, key = _source(selection, table)
    narrow = len(table.columns) > _MOST_WIDE_COLUMNS
    st.data_editor(
        _frame(table, rows),
        key=key,
        num_rows="fixed" if table.id else "dynamic",
        hide_index=True,
        column_config={c.id: _column_config(c, narrow=narrow) for c in table.columns},
        on_change=_change_of(opened, table, title, rows, key),
        disabled=not may_change(opened, Action.EDIT_BRIEF)
        or ([table.columns[0].id] if table.id else False),
        placeholder="–",
        alt=title,
    )
    _compare_with_browser(selection, table, rows, key)
    show_field_outcome(selection, title, table.field, shown_at=table.place)


def _source(selection: Selection, table: BriefTable) -> tuple[list[Row], str]:
    """The rows that the editor began with, and its key.

    They stay as they were while the editor holds its changes, and begin anew (under a new key)
    when the storage holds something else than the editor shows.
    """
    base = f"{scope_of(selection)}:{table.place}"
    stored = [row.model_dump() for row in getattr(selection.brief, table.field)]
    generation = int(st.session_state.get(f"{base}:generation", 0))
    begun: list[Row] | None = st.session_state.get(f"{base}:source")
    key = f"{base}:{generation}"
    outcome = outcome_of(scope_of(selection), table.place)
    wrong = outcome.typed if outcome is not None and outcome.problem else None
    if begun is None and (held := _generation_in_browser(base)):
        # Drawn as the browser holds it, and compared with what is stored once it is drawn.
        st.session_state[f"{base}:generation"] = held
        st.session_state[f"{base}:unchecked"] = True
        return stored, f"{base}:{held}"
    if begun is not None and key in st.session_state:
        if wrong is not None:
            return begun, key
        try:
            if say_the_same(table, edited_rows(begun, st.session_state[key]), stored):
                return begun, key
        except IndexError:
            pass
    begun = [dict(row) for row in wrong] if isinstance(wrong, list) else stored
    key = f"{base}:{generation + 1}"
    st.session_state[f"{base}:generation"] = generation + 1
    st.session_state[f"{base}:source"] = begun
    return begun, key


def _generation_in_browser(base: str) -> int:
    """The newest editor of this table that a browser brings along to a new server, 0 without."""
    ends = (k.removeprefix(f"{base}:") for k in keys_held_by_browser() if k.startswith(f"{base}:"))
    return max((int(end) for end in ends if end.isdecimal()), default=0)


def _compare_with_browser(
    selection: Selection, table: BriefTable, rows: Sequence[Row], key: str
) -> None:
    """Begins the editor anew from what the browser held, and offers to save it if it is not."""
    base = key.rpartition(":")[0]
    if not st.session_state.pop(f"{base}:unchecked", False):
        return
    typed = rows_held(table, rows, st.session_state[key])
    if not say_the_same(table, typed, rows):
        problem = f"{NOT_SAVED}. {WHY_NOT_SAVED}"
        outcome = Outcome(problem=problem, typed=typed, was_lost=True)
        remember(scope_of(selection), table.place, outcome)
    st.rerun()


def _change_of(
    opened: OpenSelection, table: BriefTable, title: str, rows: Sequence[Row], key: str
) -> Callable[[], None]:
    selection = opened.selection

    @uninterrupted
    def changed() -> None:
        typed = edited_rows(rows, st.session_state[key])
        try:
            checked = checked_rows(table, typed, opened.catalogue.settings.earliest_date)
        except InvalidValueError as problem:
            remember(scope_of(selection), table.place, failed(problem, typed))
            return
        # Another table of the field may have been changed since this one was drawn.
        now = open_selection() or opened
        stored = [row.model_dump() for row in getattr(now.selection.brief, table.field)]
        rows_now = with_stored_rest(table, checked, stored)
        if save_field(selection, title, table.field, rows_now, shown_at=table.place):
            _draw_others_anew(selection, table)

    return changed


def _draw_others_anew(selection: Selection, table: BriefTable) -> None:
    """Lets the other tables of the field begin anew: their rows hold what is no longer stored."""
    for other in (CHANNELS, STAFFING):
        is_other = other.field == table.field and other.place != table.place
        outcome = outcome_of(scope_of(selection), other.place)
        if is_other and not (outcome is not None and outcome.problem):
            st.session_state.pop(f"{scope_of(selection)}:{other.place}:source", None)


def _frame(table: BriefTable, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.id: pd.Series(
                [_shown(column, row.get(column.id)) for row in rows], dtype="string"
            )
            for column in table.columns
        }
    )


def _shown(column: BriefColumn, cell: object) -> object:
    if column.is_number and cell is not None:
        return text_of(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return None if cell == "" else cell


def _column_config(column: BriefColumn, *, narrow: bool) -> Any:
    if column.is_date:
        return st.column_config.TextColumn(column.label, help=help_for_days(column.help))
    if column.is_number:
        # The browser's own cells for numbers drop the comma of "0,35" without a word.
        return st.column_config.TextColumn(
            column.label,
            alignment="right",
            help=column.help or None,
            width="small" if narrow else None,
        )
    if column.options:
        return st.column_config.SelectboxColumn(
            chosen_from_a_list(column.label),
            options=list(column.options),
            help=column.help or None,
            width="small" if narrow else None,
            format_func=_option_words,
        )
    return st.column_config.TextColumn(column.label)


def _option_words(option: object) -> str:
    """Words begin with a capital; codes such as EUR stay as they are."""
    words = str(option)
    return words.capitalize() if words.islower() else words
