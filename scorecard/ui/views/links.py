"""Links and export: what leaves this tool, to whom, and what will they see?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from scorecard.access import Action, SharedPart, may
from scorecard.report import write_shared_report
from scorecard.settings import Mode
from scorecard.sharing import shows_breakdown
from scorecard.ui import frame, state
from scorecard.ui.downloads import (
    document_bytes,
    document_file_name,
    preview_bytes,
    shortlist_bytes,
    shortlist_file_name,
)
from scorecard.ui.links.inviting import show_invitation
from scorecard.ui.links.list import PART_WORDS, show_links
from scorecard.ui.links.making import (
    LABEL,
    PROBLEM,
    UNNAMED,
    Wish,
    made_link,
    make_link,
    own_address,
    seating_of_next_link,
    source_of_wish,
    view_of_wish,
)
from scorecard.ui.links.report_download import show_report_button
from scorecard.ui.links.words import links_sentence
from scorecard.ui.shared_views import shared_workbook
from scorecard.ui.text import literal
from scorecard.ui.views.shared import show_view

DEFAULT_DAYS = 14
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

opened = frame.require_selection()
actor = state.actor()
may_share = may(actor, Action.MANAGE_LINKS, opened.id)
links = state.storage().list_links(actor, opened.id) if may_share else ()
frame.show_heading("What leaves this tool?", links_sentence(links, datetime.now(UTC)))

with st.container(border=True):
    st.markdown("**Files**")
    with st.container(horizontal=True):
        st.download_button(
            "Excel shortlist",
            data=partial(shortlist_bytes, actor, opened),
            file_name=shortlist_file_name(opened),
            mime=WORKBOOK_TYPE,
            on_click="ignore",
            icon=":material/table_view:",
            type="primary",
        )
        show_report_button(actor, opened)
        st.download_button(
            "JSON document",
            data=partial(document_bytes, actor, opened.id),
            file_name=document_file_name(opened),
            mime="application/json",
            on_click="ignore",
            icon=":material/data_object:",
        )
    st.caption(
        "The workbook has the ranking, every answer with its evidence, the flags and the method. "
        "The report is one HTML file for the board paper; print it for a PDF. "
        "The JSON document is a complete backup: restore it on the selections page."
    )

if not may_share:
    st.caption("Only owners of the selection make links.")
    st.stop()

if state.settings().mode is Mode.LOCAL:
    st.info(
        "This app runs for you alone on this machine, so a link that you make now opens in your "
        "own browser and nowhere else: try it, and send the workbook for now. To open the app up, "
        "stop it and start it with `make share`. Links made before then work too, with the new "
        f"address in place of `{own_address()}`.",
        title="Links open on this machine only for now",
        icon=":material/computer:",
    )


def wish() -> Wish:
    """What the fields say now: a callback must not use what an earlier run read from them."""
    entered = st.session_state
    is_hidden = bool(entered.get("links:hidden"))
    return Wish(
        label=str(entered.get(LABEL) or "").strip(),
        parts=frozenset(entered.get("links:parts") or ()),
        names_hidden=is_hidden,
        frozen=entered.get("links:kind") == "Frozen",
        expires_on=entered.get("links:until"),
        seating=seating_of_next_link(opened) if is_hidden else None,
    )


shown_link = made_link(opened.id)


def make_wished_link() -> None:
    """Makes the link that the fields describe."""
    make_link(opened, wish(), shown_link)


with st.container(border=True):
    st.markdown("**New link**")
    st.text_input(
        "For whom",
        key=LABEL,
        placeholder="Steering group, 26 November",
        max_chars=200,
    )
    # It stays until the button is pressed again: a button that moves up when the name is left
    # loses the click that left it.
    with st.container():
        if st.session_state.get(UNNAMED):
            st.error(
                "Say whom the link is for: it tells you later which one to revoke. "
                "Nothing was made yet.",
                icon=":material/error:",
            )
    st.pills(
        "What they see",
        [part for part in PART_WORDS if part is not SharedPart.RANKING],
        selection_mode="multi",
        default=[SharedPart.FLAGS],
        format_func=lambda part: PART_WORDS[part].capitalize(),
        key="links:parts",
        help="The ranking is always shown; contacts, notes and the history never are.",
    )
    if not wish().scope.costs and not shows_breakdown(opened.evaluation, wish().scope):
        st.caption(
            "Without costs, values by criterion stay hidden too: the value of a price could be "
            "worked out from the others."
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Live or frozen",
            ["Live", "Frozen"],
            default="Live",
            required=True,
            key="links:kind",
            help="A live link follows every later change; a frozen one keeps showing what stands "
            "now.",
        )
        st.date_input(
            "Open until",
            value=state.today() + timedelta(days=DEFAULT_DAYS),
            min_value=state.today(),
            format="YYYY-MM-DD",
            key="links:until",
            help="The link closes at the end of this day, or when you revoke it.",
            width=180,
        )
        st.toggle(
            "Hide the candidates' names",
            key="links:hidden",
            help="Candidate A, B, C instead of names; then no free text and no files either.",
        )
    st.button(
        "Make the link",
        type="primary",
        icon=":material/add_link:",
        on_click=make_wished_link,
    )
    if st.session_state.get(PROBLEM):
        st.error(literal(st.session_state[PROBLEM]), icon=":material/error:")
    if made := shown_link:
        st.success(
            "Copy it now and send it: the app does not keep the address, so it cannot be shown "
            "again later.",
            title=f"The link for {literal(made.label)}",
            icon=":material/link:",
        )
        st.code(made.address, language=None, wrap_lines=True)
    preview = st.expander(
        "Preview what they will see",
        key="links:preview",
        on_change="rerun",
        icon=":material/visibility:",
    )
    if preview.open:
        with preview:
            wished = wish()
            view, source = view_of_wish(opened, wished), source_of_wish(opened, wished)
            show_view(
                view,
                key="preview",
                source=source,
                workbook=partial(
                    preview_bytes,
                    actor,
                    opened.id,
                    "workbook",
                    partial(shared_workbook, view, source),
                ),
                report=partial(
                    preview_bytes,
                    actor,
                    opened.id,
                    "report (HTML)",
                    partial(write_shared_report, view),
                ),
            )

show_invitation(opened)
show_links(opened.id, links)
