"""One candidate on the Candidates page: where it stands, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import streamlit as st

from scorecard.access import Action
from scorecard.coverage import whole_pct_covered
from scorecard.model import Candidate, Selection
from scorecard.ui import frame
from scorecard.ui.candidates_mark import show_mark
from scorecard.ui.candidates_saving import (
    FIELD_TITLES,
    candidate_scope,
    change_of,
    mark_today,
    remove,
    save_field,
)
from scorecard.ui.candidates_standing import Reply, Standing
from scorecard.ui.outcomes import outcome_of, seeded, show_outcome
from scorecard.ui.permission import may_change
from scorecard.ui.questionnaires import show_questionnaire
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened
from scorecard.ui.uninterrupted import uninterrupted

_BadgeColour = Literal["gray", "blue", "orange", "green"]
_REPLY_BADGES: dict[Reply, tuple[str, str, _BadgeColour]] = {
    Reply.NOT_ASKED: ("Not asked yet", ":material/outgoing_mail:", "gray"),
    Reply.RECORDED: ("Answers recorded", ":material/edit_note:", "blue"),
    Reply.WAITING: ("Waiting for the reply", ":material/hourglass_empty:", "blue"),
    Reply.TO_BE_CHASED: ("To be chased", ":material/notification_important:", "orange"),
    Reply.REPLIED: ("Replied", ":material/check:", "green"),
}
_MENU = {
    "asked_on": ":material/outgoing_mail: Mark as asked today",
    "replied_on": ":material/mark_email_read: Mark as replied today",
    "chased_on": ":material/notifications: Mark as chased today",
    "remove": ":material/delete: Remove",
}
_NEXT_STEP = {
    Reply.NOT_ASKED: ("asked_on", "Asked today"),
    Reply.RECORDED: ("replied_on", "Replied today"),
    Reply.WAITING: ("replied_on", "Replied today"),
    Reply.TO_BE_CHASED: ("chased_on", "Chased today"),
}
_CALENDAR = (date(1900, 1, 1), date(2200, 12, 31))


def show_card(opened: OpenSelection, standing: Standing) -> None:
    """The candidate's card with its next step, its menu and its details."""
    selection, candidate = opened.selection, standing.candidate
    scope = candidate_scope(selection, candidate)
    with st.container(border=True, gap="small", key=f"{scope}:card"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show_mark(candidate)
            st.markdown(f"**{literal(shortened(candidate.name, 80))}**", width="content")
            label, icon, colour = _REPLY_BADGES[standing.reply]
            st.badge(label, icon=icon, color=colour)
            if standing.critical_flags:
                count = len(standing.critical_flags)
                st.badge(
                    f"{count} critical flag{'' if count == 1 else 's'}",
                    icon=":material/flag:",
                    color="red",
                    help=literal("; ".join(standing.critical_flags)),
                )
            st.space("stretch")
            _show_actions(opened, standing, scope)
        st.markdown(f":small[{_exchange_words(candidate)}]")
        covered = (
            "No answers yet"
            if standing.nothing_answered
            else f"{whole_pct_covered(standing.coverage_pct)} % of the weight covered"
        )
        st.progress(
            standing.coverage_pct / 100,
            text=f"{covered} · {standing.open_count} "
            f"question{'' if standing.open_count == 1 else 's'} open",
        )
        st.caption(
            " · ".join(
                f"{literal(title)} {settled}/{total}"
                for title, settled, total in standing.by_section
            )
        )
        for field in ("asked_on", "replied_on", "chased_on"):
            outcome = outcome_of(scope, field)
            if outcome is not None and f"{scope}:{field}" not in st.session_state:
                show_outcome(scope, field, _saver(selection, candidate, field))
        _show_details(opened, standing, scope)


def _exchange_words(candidate: Candidate) -> str:
    parts = [
        literal(" · ".join(p for p in (candidate.contact_name, candidate.contact_email) if p))
        or "No contact yet"
    ]
    for field, word in (
        ("asked_on", "asked"),
        ("replied_on", "replied"),
        ("chased_on", "chased"),
    ):
        day = getattr(candidate, field)
        if day is not None:
            parts.append(f"{word} {day.isoformat()}")
    return " · ".join(parts)


def _show_actions(opened: OpenSelection, standing: Standing, scope: str) -> None:
    selection, candidate = opened.selection, standing.candidate
    with st.container(horizontal=True, gap="small", width="content"):
        if st.button("Due diligence", key=f"{scope}:due", icon=":material/fact_check:"):
            st.switch_page(
                frame.page_path("due_diligence.py"),
                query_params={"selection": selection.id, "candidate": candidate.id},
            )
        show_questionnaire(opened, candidate, f"{scope}:questionnaire")
        if not may_change(opened, Action.EDIT_CANDIDATES):
            return
        step = _NEXT_STEP.get(standing.reply)
        if step is not None:
            field, label = step
            st.button(
                label,
                key=f"{scope}:next",
                icon=":material/today:",
                on_click=mark_today,
                args=(selection, candidate, field),
            )

        @uninterrupted
        def chosen() -> None:
            action = st.session_state[f"{scope}:menu"]
            if action in FIELD_TITLES:
                mark_today(selection, candidate, action)

        action = st.menu_button(
            "More",
            list(_MENU),
            key=f"{scope}:menu",
            format_func=lambda option: _MENU[option],
            on_click=chosen,
        )
        if action == "remove":
            _confirm_removal(selection, candidate)


@st.dialog("Remove a candidate", icon=":material/delete:")
def _confirm_removal(selection: Selection, candidate: Candidate) -> None:
    count = sum(answer.candidate_id == candidate.id for answer in selection.answers)
    answers = "answer" if count == 1 else "answers"
    st.markdown(
        f"Remove **{literal(candidate.name)}** with its {count} {answers}? It leaves the ranking "
        "and every chart. You can bring it back, with all it answered, at any time."
    )
    if st.button(
        "Remove",
        key=f"{candidate_scope(selection, candidate)}:remove",
        type="primary",
        icon=":material/delete:",
        on_click=remove,
        args=(selection, candidate),
    ):
        st.rerun()


def _saver(selection: Selection, candidate: Candidate, field: str) -> Callable[[object], None]:
    @uninterrupted
    def save(value: object) -> None:
        save_field(selection, candidate, field, value)

    return save


def _show_details(opened: OpenSelection, standing: Standing, scope: str) -> None:
    asked = len(standing.clarifications)
    clarified = f" · {asked} clarification{'' if asked == 1 else 's'} asked" if asked else ""
    details = st.expander(
        f"Name, contact, dates and note{clarified}",
        key=f"{scope}:details",
        on_change="rerun",
        type="compact",
    )
    if not details.open:
        return
    selection, candidate = opened.selection, standing.candidate
    earliest = opened.catalogue.settings.earliest_date
    closed = not may_change(opened, Action.EDIT_CANDIDATES)
    with details:
        for clarification in standing.clarifications:
            asked_on = f" ({clarification.asked_on.isoformat()})" if clarification.asked_on else ""
            st.markdown(
                f":material/help: **{literal(clarification.question.label)}**{asked_on}: "
                f"{literal(clarification.text)}"
            )
        with st.container(horizontal=True, gap="small"):
            for field in ("name", "contact_name", "contact_email"):
                with st.container(width=240):
                    st.text_input(
                        FIELD_TITLES[field],
                        key=seeded(scope, field, getattr(candidate, field)),
                        on_change=change_of(selection, candidate, field, earliest),
                        disabled=closed,
                    )
                    show_outcome(scope, field, _saver(selection, candidate, field))
            for field in ("asked_on", "replied_on", "chased_on"):
                with st.container(width=160):
                    st.date_input(
                        FIELD_TITLES[field],
                        value=None,
                        min_value=_CALENDAR[0],
                        max_value=_CALENDAR[1],
                        format="YYYY-MM-DD",
                        key=seeded(scope, field, getattr(candidate, field)),
                        on_change=change_of(selection, candidate, field, earliest),
                        disabled=closed,
                    )
                    show_outcome(scope, field, _saver(selection, candidate, field))
        st.text_area(
            FIELD_TITLES["note"],
            key=seeded(scope, "note", candidate.note),
            height=80,
            on_change=change_of(selection, candidate, "note", earliest),
            disabled=closed,
        )
        show_outcome(scope, "note", _saver(selection, candidate, "note"))
