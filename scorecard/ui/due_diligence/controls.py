"""The right control for each kind of question, and its value in both directions."""

from __future__ import annotations

from datetime import date

import streamlit as st

from scorecard.catalogue import Kind, Question
from scorecard.model import AnswerValue
from scorecard.ui.due_diligence.answer_table import (
    FIRST_DAY,
    Changed,
    Offered,
    edited_rows,
    rows_understood,
    show_table,
    with_unit_beside,
)
from scorecard.ui.number_field import number_typed, show_number, show_plainly, text_of
from scorecard.ui.text import literal

SEGMENTS_AT_MOST = 5
SEGMENT_CHARACTERS_AT_MOST = 60
RADIO_OPTIONS_AT_MOST = 12
LAST_DAY = date(2100, 12, 31)


def show_control(
    question: Question,
    stored: AnswerValue | None,
    currency: str,
    key: str,
    changed: Changed,
    *,
    is_held: bool,
    disabled: bool,
    offered: Offered | None = None,
    entries: tuple[str, ...] = (),
    empty: str = "Open",
) -> None:
    """Shows the control, holding the stored value when it is first drawn under this key.

    `stored` may also be a draft that was refused.

    With `is_held` the browser has a value for it that this session has not seen.

    Limits are not given to the browser, which would drop what was typed without a word; the
    value is checked when it is saved, and the message stands beside it. `disabled` shows it only.
    `offered` are the words that the cells of a column of text may be chosen from, by column;
    `entries` those of the brief that can be picked where words are typed. `empty` is what stands in
    the control while it holds nothing.
    """
    label = control_label(question, currency)
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            if key not in st.session_state and not is_held:
                st.session_state[key] = text_of(stored)
            show_number(
                label,
                key=key,
                on_change=changed,
                disabled=disabled,
                is_labelled=False,
                placeholder=empty,
                width=260,
            )
        case Kind.CHOICE:
            _choice(question, label, stored, key, changed, disabled=disabled, empty=empty)
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
                format_func=lambda o: literal(question.option_label(o)),
                key=key,
                on_change=changed,
                disabled=disabled,
                label_visibility="collapsed",
                wrap=True,
            )
        case Kind.TAGS:
            st.multiselect(
                label,
                list(dict.fromkeys((*_items(stored), *entries))),
                default=list(_items(stored)),
                accept_new_options=True,
                placeholder="Pick, or type and press Enter" if entries else "Type and press Enter",
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
            show_table(
                question, stored, currency, key, changed, offered=offered or {}, disabled=disabled
            )


def read_control(question: Question, key: str) -> object:
    """What the control holds now: None where it is empty, numbers still as they were typed."""
    held = st.session_state.get(key)
    match question.kind:
        case Kind.RATING:
            return None if held is None else float(held)
        case Kind.CHECKLIST | Kind.TAGS:
            return tuple(held or ())
        case Kind.TEXT | Kind.NUMBER | Kind.MONEY:
            return held or None
        case Kind.TABLE:
            return edited_rows(question, key, held or {})
        case _:
            return held


def understood(question: Question, raw: object, currency: str) -> object:
    """What a control holds as a value for `checked_value`, None where that is nothing.

    Raises InvalidValueError for a number that cannot be read without guessing.
    """
    if question.kind is Kind.TABLE and isinstance(raw, tuple):
        return rows_understood(question, raw, currency)
    if question.kind not in (Kind.NUMBER, Kind.MONEY):
        return raw
    return number_typed(
        raw,
        question.unit,
        _currency_typed(question, currency),
        what=question.label,
        is_whole=question.whole,
    )


def show_understood(question: Question, key: str, currency: str) -> None:
    """Writes a number that was understood plainly into its control, which shows what counts."""
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        show_plainly(key, question.unit, _currency_typed(question, currency))


def _currency_typed(question: Question, currency: str) -> str:
    return currency if question.kind is Kind.MONEY else ""


def draft_of(raw: object) -> AnswerValue | None:
    """What a control held and was refused, as the control takes it when it is drawn again."""
    if isinstance(raw, date):
        return raw.isoformat()
    return raw if isinstance(raw, str | float | int | tuple) else None


def control_label(question: Question, currency: str) -> str:
    """The question in a few words, with its unit or currency."""
    unit = currency if question.kind is Kind.MONEY else question.unit
    if question.kind not in (Kind.NUMBER, Kind.MONEY):
        unit = ""
    # A bracket that Markdown reads as one would be read aloud with its backslash.
    return with_unit_beside(literal(question.label), literal(unit))


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
    empty: str,
) -> None:
    ids = [option.id for option in question.options]
    characters = sum(len(option.label) for option in question.options)
    chosen = stored if stored in ids else None
    if len(ids) <= SEGMENTS_AT_MOST and characters <= SEGMENT_CHARACTERS_AT_MOST:
        st.segmented_control(
            label,
            ids,
            default=chosen,
            format_func=lambda option_id: literal(question.option_label(option_id)),
            key=key,
            on_change=changed,
            disabled=disabled,
            label_visibility="collapsed",
            wrap=True,
        )
        return
    if len(ids) > RADIO_OPTIONS_AT_MOST:
        st.selectbox(
            label,
            ids,
            index=None if chosen is None else ids.index(str(chosen)),
            format_func=question.option_label,
            key=key,
            on_change=changed,
            disabled=disabled,
            label_visibility="collapsed",
            placeholder=empty,
            width=260,
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
