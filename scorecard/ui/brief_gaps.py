"""What the Brief shows beside its fields: the phase, the gaps to jump to, the warnings."""

from __future__ import annotations

import re

import streamlit as st

from scorecard.catalogue import BriefField
from scorecard.facts import missing_fields, raised_warnings
from scorecard.sentences import count_in_words
from scorecard.ui.brief_basis import IN_HOUSE, is_offered
from scorecard.ui.brief_cost_notes import WAGE, fields_that_hold_up_costs
from scorecard.ui.brief_defaults import (
    assumed_fields,
    assumed_for_some,
    channels_guessed,
    guessed_words,
)
from scorecard.ui.brief_fields import WANTED_KEY
from scorecard.ui.brief_phase import show_phase
from scorecard.ui.brief_places import (
    JUMPED_KEY,
    SECTION_KEY,
    place_of,
    section_of,
    sections_of,
)
from scorecard.ui.brief_saving import scope_of, title_of
from scorecard.ui.costs import costs_of
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal


def show_rail(opened: OpenSelection, section: str) -> None:
    """The rail beside the section that is on screen."""
    show_phase(opened)
    _show_gaps(opened, section)
    _show_costs(opened, section)
    _show_warnings(opened, section)


def _show_gaps(opened: OpenSelection, section: str) -> None:
    catalogue, brief = opened.catalogue, opened.selection.brief
    needed = [f for f in catalogue.brief_fields if f.needed and is_offered(catalogue, f.field)]
    gaps = (field for field in missing_fields(catalogue, brief) if field in needed)
    missing = sorted(gaps, key=lambda field: place_of(field.field))
    if not needed:
        return
    done = len(needed) - len(missing)
    with st.container(border=True, gap="small"):
        st.progress(done / len(needed), text=f"{done} of {len(needed)} needed entries stated")
        if not missing:
            st.markdown(":material/check_circle: Nothing that candidates need is missing.")
            return
        for name in sections_of(catalogue):
            fields = [field for field in missing if section_of(field.field) == name]
            if fields:
                _show_gaps_of(opened, name, fields, is_here=name == section)


def _show_gaps_of(
    opened: OpenSelection, section: str, fields: list[BriefField], *, is_here: bool
) -> None:
    with st.container(gap=None):
        if is_here:
            links = [f"- [{literal(field.title)}](#{anchor(field.title)})" for field in fields]
            st.markdown("\n".join([f"**{section}: to fill in here**", "", *links]))
            return
        st.caption(section)
        for field in fields:
            _show_jump(opened, field, section)


def _show_jump(opened: OpenSelection, field: BriefField, section: str) -> None:
    st.button(
        literal(field.title),
        key=f"{scope_of(opened.selection)}:jump:{field.field}",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=open_section,
        args=(section, field.field),
    )


def _show_costs(opened: OpenSelection, section: str) -> None:
    """Whether costs can be calculated from the brief, and on which assumptions."""
    if opened.catalogue.commercial is None:
        return
    waiting = sorted(fields_that_hold_up_costs(opened), key=place_of)
    assumed = sorted(assumed_fields(opened.catalogue, opened.selection.brief), key=place_of)
    with st.container(border=True, gap="small"):
        if waiting:
            any_cost = any(c.cost_per_resolved_contact for c in costs_of(opened).candidates)
            whose = "Some costs" if any_cost else "Costs"
            st.markdown(f":material/payments: **{whose} cannot be calculated yet**")
            _show_ways(opened, section, "No cost without", waiting)
        elif assumed:
            st.markdown(":material/payments: **Costs rest on assumptions**")
        else:
            _show_that_nothing_is_lacking(opened)
        if assumed:
            _show_ways(opened, section, "Assumed while empty", assumed)
        if guessed := channels_guessed(opened.catalogue, opened.selection.brief):
            st.caption(literal(guessed_words(opened.catalogue, guessed)))


def _show_that_nothing_is_lacking(opened: OpenSelection) -> None:
    if not assumed_for_some(opened.catalogue, opened.selection.brief):
        st.markdown(":material/check_circle: All that costs need of the brief is stated.")
        return
    st.markdown(":material/check_circle: All that every cost needs of the brief is stated.")
    st.caption(
        "Some quotes, and your own team's cost, still take an assumption where a field is empty: "
        "it stands beside the field as “Assumed for costs”."
    )


def _show_ways(opened: OpenSelection, section: str, words: str, fields: list[str]) -> None:
    with st.container(gap=None):
        st.caption(words)
        for field in fields:
            title = title_of(opened.catalogue, field)
            if section_of(field) == section:
                st.markdown(f"- [{literal(title)}](#{anchor(title)})")
                continue
            st.button(
                literal(title),
                key=f"{scope_of(opened.selection)}:cost:{field}",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=open_section,
                args=(section_of(field), field),
            )


def open_section(section: str, field: str) -> None:
    """Puts a section of the Brief on screen, with a mark beside the field that is meant."""
    st.session_state[SECTION_KEY] = section
    st.session_state[JUMPED_KEY] = True
    st.session_state[WANTED_KEY] = WAGE if field == IN_HOUSE else field


def anchor(title: str) -> str:
    """The anchor that the browser gives a heading with this text."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", title.casefold())).strip("-")


def _show_warnings(opened: OpenSelection, section: str) -> None:
    raised = raised_warnings(opened.catalogue, opened.selection.brief)
    elsewhere = [warning for warning in raised if section_of(warning.field) != section]
    if not elsewhere:
        return
    plural = "warning" if len(elsewhere) == 1 else "warnings"
    count = count_in_words(len(elsewhere)).capitalize()
    with st.container(border=True, gap="small"):
        st.markdown(f":material/warning: **{count} {plural} about your own terms**")
        for warning in elsewhere:
            target = section_of(warning.field)
            with st.container(gap=None):
                st.markdown(literal(warning.message))
                st.button(
                    "Go to the entry",
                    key=f"{scope_of(opened.selection)}:warning:{warning.id}",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    on_click=open_section,
                    args=(target, warning.field),
                )
