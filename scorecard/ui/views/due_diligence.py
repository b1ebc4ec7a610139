"""Due diligence: what has this candidate answered, and what does it do to its place?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate, Status
from scorecard.red_flags import Finding
from scorecard.ui import frame
from scorecard.ui.due_diligence.question_card import show_question
from scorecard.ui.due_diligence.quote import show_quote_summary
from scorecard.ui.due_diligence.sections import form_sections, is_quote
from scorecard.ui.due_diligence.side_panel import show_side_panel
from scorecard.ui.due_diligence.words import (
    due_diligence_sentence,
    no_reply_words,
    standing_line,
)
from scorecard.ui.permission import may_change, show_read_only
from scorecard.ui.text import literal, shortened

opened = frame.require_selection()
selection, catalogue, evaluation = opened.selection, opened.catalogue, opened.evaluation

if not selection.candidates:
    frame.show_heading(
        "What has each candidate answered?", "There is no candidate yet: add the first one."
    )
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

candidates = {candidate.id: candidate for candidate in selection.candidates}
sections = form_sections(catalogue)


def chosen(name: str, allowed: list[str]) -> None:
    """Puts into the session what the page's address asks for, once; else what was chosen last.

    The address names ids, so that a link survives a new name or another count in a label.
    """
    asked = st.query_params.get(name)
    key = f"due:{name}"
    if st.session_state.get(key) in allowed:
        return
    remembered = st.session_state.get(f"{key}:last")
    st.session_state[key] = next((v for v in (asked, remembered) if v in allowed), allowed[0])


def remember(name: str) -> None:
    """Keeps a choice in the page's address and across pages."""
    value = st.session_state[f"due:{name}"]
    st.session_state[f"due:{name}:last"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


chosen("candidate", list(candidates))
chosen("section", [section.id for section in sections])
remember("candidate")
remember("section")


def step(by: int) -> None:
    """Moves to the previous or next candidate."""
    ids = list(candidates)
    here = st.session_state.get("due:candidate")
    index = ids.index(here) if here in ids else 0
    st.session_state["due:candidate"] = ids[(index + by) % len(ids)]


def open_section(section_id: str) -> None:
    """Opens a section of the form."""
    st.session_state["due:section"] = section_id


with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    candidate_id = st.selectbox(
        "Candidate",
        list(candidates),
        format_func=lambda key: shortened(candidates[key].name, 60),
        key="due:candidate",
        width=320,
    )
    st.button(
        "Previous",
        icon=":material/chevron_left:",
        on_click=step,
        args=(-1,),
        disabled=len(candidates) < 2,
    )
    st.button(
        "Next",
        icon=":material/chevron_right:",
        on_click=step,
        args=(1,),
        disabled=len(candidates) < 2,
    )

candidate: Candidate = candidates[candidate_id]
row = evaluation.position[candidate_id]
frame.show_heading(
    f"What has {candidate.name} answered?", due_diligence_sentence(opened, candidate_id)
)


titles, still_open = {}, []
for form_section in sections:
    left = len(form_section.questions) - form_section.settled(selection, candidate_id)
    done = "" if left else " :material/check:"
    titles[form_section.id] = f"{literal(form_section.short_title)}{done}"
    if left:
        still_open.append(f"{form_section.short_title} {left}")

picked = st.pills(
    "Section",
    list(titles),
    format_func=titles.__getitem__,
    key="due:section",
    required=True,
    label_visibility="collapsed",
    wrap=True,
)


# Not inside the pills: with figures in each of them they would not fit into one row.
st.caption(literal(f"Open: {', '.join(still_open)}" if still_open else "Nothing is open."))

section = next(s for s in sections if s.id == (picked or sections[0].id))


def flags_by_question(evaluation: Evaluation, row: int) -> dict[str, list[Finding]]:
    """The candidate's shown flags by the question that they read."""
    result: dict[str, list[Finding]] = {}
    for finding in evaluation.flags_shown[row]:
        result.setdefault(finding.rule.reads, []).append(finding)
    return result


flags = flags_by_question(evaluation, row)
place = sections.index(section)

editable = may_change(opened, Action.EDIT_ANSWERS)
waiting = any(
    selection.answer(candidate_id, question.id).status is Status.OPEN
    for question in section.questions
)

# The side panel scrolls away in a long section; the sidebar stays.
frame.show_below_leader(literal(standing_line(evaluation, row)))

with st.container(horizontal=True, gap="medium"):
    with st.container():
        settled, total = section.settled(selection, candidate_id), len(section.questions)
        st.subheader(literal(f"{section.title}: {settled} of {total} settled"), anchor=False)
        show_read_only(opened, Action.EDIT_ANSWERS, "The answers")
        if editable and waiting and (words := no_reply_words(opened)):
            st.caption(literal(words))
        if is_quote(catalogue, section):
            show_quote_summary(opened, candidate_id, open_section)
        for question in section.questions:
            show_question(
                opened,
                question,
                candidate_id,
                tuple(flags.get(question.id, ())),
                disabled=not editable,
            )
        st.markdown(f"**{literal(standing_line(evaluation, row))}**")
        if place + 1 < len(sections):
            st.button(
                f"Next section: {literal(sections[place + 1].title)}",
                icon=":material/arrow_forward:",
                on_click=open_section,
                args=(sections[place + 1].id,),
                type="primary",
            )
        elif st.button("See the ranking", icon=":material/leaderboard:", type="primary"):
            frame.go_to("ranking.py")
    with st.container(width=290):
        show_side_panel(evaluation, row, section.id, open_section)
