"""One field of the brief: its heading with why and source, the control, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import ASSUMPTION, BriefField, Catalogue, InvalidValueError
from scorecard.facts import is_stated, raised_warnings
from scorecard.ui.brief_basis import known_field, value_of
from scorecard.ui.brief_cost_notes import show_cost_notes
from scorecard.ui.brief_saving import (
    change_of,
    key_of,
    save_field,
    scope_of,
    show_field_outcome,
    title_of,
)
from scorecard.ui.number_field import number_typed, show_number, show_plainly, text_of
from scorecard.ui.outcomes import failed, outcome_of, remember
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_MOST_SEGMENTS = 5
# The field that was jumped to from the list of gaps.
WANTED_KEY = "brief:wanted"
# The widest span that a calendar offers; what is too early gets a message instead of nothing.
_CALENDAR = (date(1900, 1, 1), date(2200, 12, 31))


def show_field_heading(opened: OpenSelection, field: str) -> None:
    """The field's title (what the list of gaps jumps to), its state, and why it is asked."""
    known = known_field(opened.catalogue, field)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(literal(title_of(opened.catalogue, field)), anchor=False, width="content")
        _show_state(opened, field, known)
    if known is not None:
        st.caption(literal(known.why))


def show_sources(opened: OpenSelection, fields: Sequence[str]) -> None:
    """Where the questions of a section come from, in a fold below them.

    A sign for help beside each title would be one more stop of the Tab key before every field.
    """
    catalogue = opened.catalogue
    known = [(field, known_field(catalogue, field)) for field in fields]
    lines = [
        f"- {literal(title_of(catalogue, field))}: {_sources(catalogue, entry.sources)}"
        for field, entry in known
        if entry is not None
    ]
    if lines:
        with st.expander("Where these questions come from", type="compact"):
            st.markdown("\n".join(lines))


def _show_state(opened: OpenSelection, field: str, known: BriefField | None) -> None:
    """Whether the field is refused, missing or optional; nothing beside one that is stated."""
    outcome = outcome_of(scope_of(opened.selection), field)
    if outcome is not None and outcome.problem:
        st.badge("Not saved, see below", icon=":material/error:", color="red")
    elif known is not None and not is_stated(opened.selection.brief, field):
        if st.session_state.get(WANTED_KEY) == field:
            st.badge("Fill in here", icon=":material/edit:", color="blue")
        elif not known.needed:
            st.badge("Optional", color="gray")
        else:
            st.badge("Missing", icon=":material/pending:", color="orange")


def _sources(catalogue: Catalogue, sources: Sequence[str]) -> str:
    titles = [
        "an assumption" if source == ASSUMPTION else catalogue.sources_by_id[source].title
        for source in sources
        if source == ASSUMPTION or source in catalogue.sources_by_id
    ]
    return f"Source: {literal('; '.join(titles))}"


def _show_after(
    opened: OpenSelection,
    title: str,
    field: str,
    convert: Callable[[object], object] = lambda typed: typed,
) -> None:
    """What became of the field's last change, and what its value warns of."""
    show_field_outcome(opened.selection, title, field, convert)
    show_cost_notes(opened, field)
    with st.container():
        for warning in raised_warnings(opened.catalogue, opened.selection.brief):
            if warning.field == field:
                st.warning(
                    f"{literal(warning.advice)} {_sources(opened.catalogue, warning.sources)}",
                    title=literal(warning.message),
                    icon=":material/warning:",
                )


def show_text_field(opened: OpenSelection, field: str, *, placeholder: str = "") -> None:
    """A line of text."""
    title, key = _begun(opened, field, getattr(opened.selection.brief, field))
    st.text_input(
        title,
        key=key,
        label_visibility="collapsed",
        placeholder=placeholder,
        disabled=_is_closed(opened),
        on_change=change_of(opened.selection, title, field),
    )
    _show_after(opened, title, field)


def show_long_text_field(opened: OpenSelection, field: str, *, placeholder: str = "") -> None:
    """A paragraph of text."""
    title, key = _begun(opened, field, getattr(opened.selection.brief, field))
    st.text_area(
        title,
        key=key,
        height=100,
        label_visibility="collapsed",
        placeholder=placeholder,
        disabled=_is_closed(opened),
        on_change=change_of(opened.selection, title, field),
    )
    _show_after(opened, title, field)


def show_number_field(
    opened: OpenSelection, field: str, *, unit: str, disabled: bool = False
) -> None:
    """A number with its unit; impossible numbers are refused with a message, not corrected."""
    brief = opened.selection.brief
    title, key = _begun(opened, field, text_of(value_of(brief, field)), text_of)
    currency = brief.currency if brief.currency in unit.split() else ""
    known = known_field(opened.catalogue, field)
    is_whole = known is not None and known.whole
    read = partial(_read, title, unit, currency, is_whole)
    save = change_of(opened.selection, title, field, read)

    @uninterrupted
    def changed() -> None:
        save()
        show_plainly(key, unit, currency)

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_number(
            title,
            key=key,
            on_change=changed,
            is_labelled=False,
            placeholder="Not stated",
            disabled=disabled or _is_closed(opened),
            width=200,
        )
        st.markdown(literal(unit), width="content")
    _show_after(opened, title, field, read)


def _read(title: str, unit: str, currency: str, is_whole: bool, held: object) -> object:
    return number_typed(held, unit, currency, what=title, is_whole=is_whole)


def show_date_field(opened: OpenSelection, field: str) -> None:
    """A date, not before the earliest that the catalogue takes for possible."""
    selection = opened.selection
    title, key = _begun(opened, field, getattr(selection.brief, field))
    earliest = opened.catalogue.settings.earliest_date

    @uninterrupted
    def changed() -> None:
        day = st.session_state[key]
        if day is not None and day < earliest:
            problem = InvalidValueError(
                f"{title}: {day.isoformat()} is before {earliest.isoformat()}; check the year"
            )
            remember(scope_of(selection), field, failed(problem, day))
            return
        save_field(selection, title, field, day)

    st.date_input(
        title,
        value=None,
        min_value=_CALENDAR[0],
        max_value=_CALENDAR[1],
        format="YYYY-MM-DD",
        key=key,
        label_visibility="collapsed",
        width=200,
        disabled=_is_closed(opened),
        on_change=changed,
    )
    _show_after(opened, title, field)


def show_choice_field(
    opened: OpenSelection, field: str, options: Mapping[str, str], *, disabled: bool = False
) -> None:
    """One of a few options (value → words), all visible; choosing it again takes it back."""
    stored = str(getattr(opened.selection.brief, field)) or None
    title, key = _begun(opened, field, stored)
    # Segments that do not fit in one row look torn apart; pills do not.
    control = st.segmented_control if len(options) <= _MOST_SEGMENTS else st.pills
    control(
        title,
        list(options),
        format_func=lambda value: options[value],
        key=key,
        label_visibility="collapsed",
        disabled=disabled or _is_closed(opened),
        on_change=change_of(opened.selection, title, field, _chosen),
        wrap=True,
    )
    _show_after(opened, title, field, _chosen)


def show_selection_field(
    opened: OpenSelection,
    field: str,
    options: Sequence[str],
    words: Callable[[str], str],
    *,
    disabled: bool = False,
) -> None:
    """One of many options, in a drop-down list."""
    title, key = _begun(opened, field, str(getattr(opened.selection.brief, field)))
    st.selectbox(
        title,
        list(options),
        format_func=words,
        key=key,
        label_visibility="collapsed",
        disabled=disabled or _is_closed(opened),
        on_change=change_of(opened.selection, title, field),
    )
    _show_after(opened, title, field)


def show_tags_field(opened: OpenSelection, field: str, *, placeholder: str) -> None:
    """A list of words that the buyer types."""
    stored = list(getattr(opened.selection.brief, field))
    title, key = _begun(opened, field, stored)
    st.multiselect(
        title,
        list(dict.fromkeys([*stored, *(st.session_state.get(key) or [])])),
        key=key,
        accept_new_options=True,
        label_visibility="collapsed",
        placeholder=placeholder,
        disabled=_is_closed(opened),
        on_change=change_of(opened.selection, title, field, tidied),
    )
    _show_after(opened, title, field, tidied)


def show_frameworks_field(opened: OpenSelection, field: str) -> None:
    """The compliance frameworks of the catalogue, as many as the brief names."""
    stored = list(getattr(opened.selection.brief, field))
    title, key = _begun(opened, field, stored)
    titles = {framework.id: framework.title for framework in opened.catalogue.frameworks}
    st.multiselect(
        title,
        list(dict.fromkeys([*titles, *stored])),
        format_func=lambda framework: titles.get(framework, framework),
        key=key,
        label_visibility="collapsed",
        placeholder="Choose frameworks",
        disabled=_is_closed(opened),
        on_change=change_of(opened.selection, title, field, tidied),
    )
    _show_after(opened, title, field, tidied)


def _begun(
    opened: OpenSelection,
    field: str,
    shown: object,
    as_held: Callable[[object], object] = lambda typed: typed,
) -> tuple[str, str]:
    show_field_heading(opened, field)
    return title_of(opened.catalogue, field), key_of(opened.selection, field, shown, as_held)


def _is_closed(opened: OpenSelection) -> bool:
    return not may_change(opened, Action.EDIT_BRIEF)


def _chosen(option: object) -> object:
    return option or ""


def tidied(typed: object) -> object:
    """Typed words without spaces around them, each once whatever its case, empty ones left out."""
    tags = [" ".join(str(tag).split()) for tag in typed] if isinstance(typed, list) else []
    first_written = {tag.casefold(): tag for tag in reversed(tags) if tag}
    return [tag for tag in dict.fromkeys(tags) if first_written.get(tag.casefold()) == tag]
