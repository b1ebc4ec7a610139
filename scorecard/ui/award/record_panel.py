"""The record on file: what it says, whether it is what was signed, and its files."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from scorecard.awarding import (
    CONCERN_WORDS,
    at_the_start,
    flags_in_words,
    gates_in_words,
    integrity_sentence,
    override_in_words,
    range_in_words,
    shortlist_in_words,
    signatures_in_words,
)
from scorecard.coverage import whole_pct_covered
from scorecard.model import AwardRecord, Integrity, SealedAward
from scorecard.ui.award.files import award_html, award_json, award_workbook
from scorecard.ui.award.recording import scope_of
from scorecard.ui.downloads import file_stem
from scorecard.ui.state import OpenSelection, actor
from scorecard.ui.text import literal

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_record(opened: OpenSelection, sealed: SealedAward, *, may_correct: bool) -> None:
    """The record in force."""
    record = sealed.record
    with st.container(border=True, key=f"{scope_of(opened)}:record_panel"):
        show_integrity(sealed)
        if record is None:
            return
        st.markdown(f"**{literal(at_the_start(record.chosen.name))}** was chosen.")
        _paragraph("Reasons", record.reasons)
        for concern in record.concerns:
            _paragraph(
                f"In spite of: {CONCERN_WORDS[concern.concern].lower()}",
                f"{concern.finding} Reason: {concern.reason}",
            )
        if record.replaces:
            _paragraph("Replaces an earlier record", record.correction_reason)
        _paragraph("Signed", signatures_in_words(record))
        _paragraph("Shortlist", shortlist_in_words(record) or "Nobody was shortlisted.")
        _paragraph("Equal values", record.standing.tie_break)
        _show_standing(record)
        st.caption(
            f"Record {record.number} · recorded {record.recorded_at:%Y-%m-%d %H:%M} UTC by "
            f"{literal(record.recorded_by)} · revision {record.standing.revision} · catalogue "
            f"{literal(record.standing.catalogue_version)} · seed {record.standing.seed}"
        )
        st.caption("Fingerprint (SHA-256)")
        st.code(sealed.sha256, language=None, wrap_lines=True)
        _show_files(opened, sealed, record, may_correct=may_correct)


def show_integrity(sealed: SealedAward) -> None:
    """The result of checking the record's text against its fingerprint, just now."""
    sentence = literal(integrity_sentence(sealed))
    match sealed.integrity:
        case Integrity.UNCHANGED:
            st.markdown(f":material/verified: {sentence}")
        case Integrity.PARTS_ERASED:
            st.info(sentence, icon=":material/ink_eraser:")
        case Integrity.CHANGED:
            st.error(sentence, icon=":material/gpp_bad:")


def _paragraph(title: str, text: str) -> None:
    st.markdown(f"**{literal(title)}:** {literal(text)}")


def _show_standing(record: AwardRecord) -> None:
    candidates = record.standing.candidates
    st.markdown(literal(f"The ranking as it stood: {record.standing.headline}"))
    st.dataframe(
        pd.DataFrame(
            {
                "rank": [c.rank or None for c in candidates],
                "candidate": [c.name for c in candidates],
                "overall": [c.overall for c in candidates],
                "range": [range_in_words(c) for c in candidates],
                "evidenced": [c.overall_evidenced for c in candidates],
                "coverage": [whole_pct_covered(c.coverage_pct) for c in candidates],
                "gates": [gates_in_words(c) for c in candidates],
                "flags": [flags_in_words(c) for c in candidates],
                "override": [override_in_words(c) for c in candidates],
            }
        ),
        hide_index=True,
        placeholder="–",
        column_config={
            "rank": st.column_config.NumberColumn("Rank", format="%d", width="small"),
            "candidate": st.column_config.TextColumn("Candidate"),
            "overall": st.column_config.NumberColumn("Overall value", format="%.1f"),
            "range": st.column_config.TextColumn("Possible values"),
            "evidenced": st.column_config.NumberColumn("As evidenced", format="%.1f"),
            "coverage": st.column_config.NumberColumn("Coverage, %", format="%.0f"),
            "gates": st.column_config.TextColumn("Gates"),
            "flags": st.column_config.TextColumn("Red flags"),
            "override": st.column_config.TextColumn("Override"),
        },
        alt="The ranking as it stood when the decision was recorded",
    )


def _show_files(
    opened: OpenSelection, sealed: SealedAward, record: AwardRecord, *, may_correct: bool
) -> None:
    scope = f"{scope_of(opened)}:{sealed.id}"
    stem = f"award-{file_stem(record.selection_title)}-{record.number}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Record as HTML",
            data=partial(award_html, actor(), sealed, record),
            file_name=f"{stem}.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/article:",
            key=f"{scope}:html",
        )
        st.download_button(
            "Record as Excel",
            data=partial(award_workbook, actor(), sealed, record),
            file_name=f"{stem}.xlsx",
            mime=WORKBOOK_TYPE,
            on_click="ignore",
            icon=":material/table_view:",
            key=f"{scope}:xlsx",
        )
        st.download_button(
            "Record as JSON",
            data=partial(award_json, actor(), sealed, record),
            file_name=f"{stem}.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/data_object:",
            key=f"{scope}:json",
            help="The very text that the fingerprint was taken of.",
        )

        def correct() -> None:
            st.session_state[f"{scope_of(opened)}:correcting"] = True

        if may_correct:
            st.button(
                "Correct this record",
                key=f"{scope}:correct",
                icon=":material/edit_document:",
                on_click=correct,
            )


def show_earlier(earlier: tuple[SealedAward, ...]) -> None:
    """A fold with the records that were replaced."""
    if not earlier:
        return
    with st.expander(f"Earlier records ({len(earlier)})", icon=":material/history:"):
        for sealed in reversed(earlier):
            record = sealed.record
            show_integrity(sealed)
            if record is not None:
                _paragraph(
                    f"Record {record.number}", f"{at_the_start(record.chosen.name)} was chosen."
                )
                _paragraph("Reasons", record.reasons)
                _paragraph("Signed", signatures_in_words(record))
            st.caption(f"Fingerprint {sealed.sha256}")
