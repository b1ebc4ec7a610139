"""The right control for each kind of question, and its value in both directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from scorecard.catalogue import Column, Kind, Question
from scorecard.model import AnswerValue, Row
from scorecard.ui.text import literal

SEGMENTS_AT_MOST = 5
SEGMENT_CHARACTERS_AT_MOST = 60
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)

Changed = Callable[[], None]


def show_control(
    question: Question,
    stored: AnswerValue | None,
    currency: str,
    key: str,
    changed: Changed,
    *,
    is_held: bool,
    disabled: bool,
) -> None:
    """Shows the control, holding the stored value when it is first drawn under this key.

    With `is_held` the browser has a value for it that this session has not seen.

    Limits are not given to the browser, which would drop what was typed without a word; the
    value is checked when it is saved, and the message stands beside it. `disabled` shows it only.
    """
    label = control_label(question, currency)
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            # Not as the field's default: one that has a default cannot be emptied.
            if key not in st.session_state and not is_held:
                st.session_state[key] = float(stored) if isinstance(stored, float | int) else None
            st.number_input(
                label,
                value=None,
                step=0.1 if question.unit == "%" else 1.0,
                format="%g",
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
                placeholder="Open",
                width=260,
            )
        case Kind.CHOICE:
            _choice(question, label, stored, key, changed, disabled=disabled)
        case Kind.RATING:
            st.radio(
                label,
                [option.id for option in question.options],
                index=int(stored) if isinstance(stored, float | int) else None,
                format_func=lambda o: f"{o} · {literal(question.option_label(o))}",
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
            )
        case Kind.CHECKLIST:
            st.pills(
                label,
                [option.id for option in question.options],
                selection_mode="multi",
                default=list(_items(stored)),
                format_func=question.option_label,
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
                wrap=True,
            )
        case Kind.TAGS:
            st.multiselect(
                label,
                list(_items(stored)),
                default=list(_items(stored)),
                accept_new_options=True,
                placeholder="Type and press Enter",
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
            )
        case Kind.DATE:
            st.date_input(
                label,
                value=date.fromisoformat(stored) if isinstance(stored, str) else None,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format="YYYY-MM-DD",
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
                width=260,
            )
        case Kind.TEXT:
            st.text_area(
                label,
                value=stored if isinstance(stored, str) else "",
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
                height=100,
            )
        case Kind.TABLE:
            _table(question, stored, currency, key, changed, disabled=disabled)


def read_control(question: Question, key: str) -> object:
    """What the control holds now: None where it is empty, else a value for `checked_value`."""
    held = st.session_state.get(key)
    match question.kind:
        case Kind.RATING:
            return None if held is None else float(held)
        case Kind.CHECKLIST | Kind.TAGS:
            return tuple(held or ())
        case Kind.TEXT:
            return held or None
        case Kind.TABLE:
            return _edited_rows(question, st.session_state.get(_seed_key(key), ()), held or {})
        case _:
            return held


def control_label(question: Question, currency: str) -> str:
    """The question in a few words, with its unit or currency."""
    unit = currency if question.kind is Kind.MONEY else question.unit
    suffix = f" ({literal(unit)})" if unit and question.kind in (Kind.NUMBER, Kind.MONEY) else ""
    return f"{literal(question.label)}{suffix}"


def _items(stored: AnswerValue | None) -> tuple[str, ...]:
    if not isinstance(stored, tuple):
        return ()
    return tuple(item for item in stored if isinstance(item, str))


def _choice(
    question: Question,
    label: str,
    stored: AnswerValue | None,
    key: str,
    changed: Changed,
    *,
    disabled: bool,
) -> None:
    ids = [option.id for option in question.options]
    characters = sum(len(option.label) for option in question.options)
    chosen = stored if stored in ids else None
    if len(ids) <= SEGMENTS_AT_MOST and characters <= SEGMENT_CHARACTERS_AT_MOST:
        st.segmented_control(
            label,
            ids,
            default=chosen,
            format_func=question.option_label,
            key=key,
            on_change=changed,
            disabled=disabled,
            label_visibility="collapsed",
            wrap=True,
        )
        return
    st.radio(
        label,
        ids,
        index=None if chosen is None else ids.index(str(chosen)),
        format_func=lambda option_id: literal(question.option_label(option_id)),
        key=key,
        on_change=changed,
        disabled=disabled,
        label_visibility="collapsed",
    )


def _seed_key(key: str) -> str:
    return f"{key}:seed"


def _table(
    question: Question,
    stored: AnswerValue | None,
    currency: str,
    key: str,
    changed: Changed,
    *,
    disabled: bool,
) -> None:
    if key not in st.session_state:
        # Drawn for the first time, or again after another page: the editor's own changes are gone.
        st.session_state[_seed_key(key)] = _seed_rows(question, stored)
    seed = st.session_state[_seed_key(key)]
    frame = pd.DataFrame(
        {c.id: [_cell_for_editor(c, row.get(c.id)) for row in seed] for c in question.columns},
        dtype=object,
    )
    st.data_editor(
        frame,
        key=key,
        on_change=changed,
        disabled=disabled,
        hide_index=True,
        num_rows="fixed" if question.fixed_rows else "dynamic",
        column_config={c.id: _column_config(question, c, currency) for c in question.columns},
        placeholder="–",
        alt=question.text,
    )


def _seed_rows(question: Question, stored: AnswerValue | None) -> tuple[Row, ...]:
    rows = tuple(r for r in stored if isinstance(r, dict)) if isinstance(stored, tuple) else ()
    if not question.fixed_rows:
        return rows
    by_id = {row.get(question.row_column): row for row in rows}
    return tuple(
        by_id.get(option.id, {question.row_column: option.id}) for option in question.fixed_rows
    )


def _cell_for_editor(column: Column, cell: object) -> object:
    if column.kind is Kind.DATE and isinstance(cell, str) and cell:
        return date.fromisoformat(cell)
    return cell


def _column_config(question: Question, column: Column, currency: str) -> Any:
    unit = currency if column.kind is Kind.MONEY else column.unit
    label = f"{column.label} ({unit})" if unit else column.label
    fixed = bool(question.fixed_rows) and column.id == question.row_column
    options = question.fixed_rows if fixed else column.options
    # Not "required": the editor would keep an incomplete row to itself, without a word.
    shared: dict[str, Any] = {
        "label": label,
        "help": column.help or None,
        "disabled": fixed,
    }
    config = st.column_config
    if options:
        labels = {option.id: option.label for option in options}
        return config.SelectboxColumn(
            **shared, options=list(labels), format_func=lambda o: labels.get(str(o), str(o))
        )
    match column.kind:
        case Kind.NUMBER | Kind.MONEY:
            return config.NumberColumn(**shared, format="%g")
        case Kind.DATE:
            return config.DateColumn(**shared, format="YYYY-MM-DD", min_value=FIRST_DAY)
        case _:
            return config.TextColumn(**shared)


def _edited_rows(
    question: Question, seed: tuple[Row, ...], edits: Mapping[str, Any]
) -> tuple[Row, ...]:
    rows: list[dict[str, Any]] = [dict(row) for row in seed]
    for index, cells in edits.get("edited_rows", {}).items():
        # After a reconnection the browser may hold changes of rows that are gone.
        if int(index) < len(rows):
            rows[int(index)].update(cells)
    deleted = {int(index) for index in edits.get("deleted_rows", ())}
    kept = [row for index, row in enumerate(rows) if index not in deleted]
    added = [dict(row) for row in edits.get("added_rows", ())]
    known = {column.id for column in question.columns}
    cleaned = [{c: v for c, v in row.items() if c in known} for row in (*kept, *added)]
    if question.fixed_rows:
        # A fixed row of which nothing is filled in says nothing yet.
        return tuple(
            row
            for row in cleaned
            if any(v not in (None, "") for c, v in row.items() if c != question.row_column)
        )
    return tuple(row for row in cleaned if any(v not in (None, "") for v in row.values()))
