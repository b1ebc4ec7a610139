"""The files of the page: award record and debriefs, built on the click, and their names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC
from io import BytesIO

from scorecard.access import Action, Actor, require
from scorecard.awarding import debrief_of
from scorecard.excel.award_workbook import write_award_workbook
from scorecard.excel.debrief_workbook import write_debrief_workbook
from scorecard.model import AwardRecord, CandidateStanding, Debriefing, SealedAward
from scorecard.report.award import write_award
from scorecard.report.debrief import write_debrief
from scorecard.ui.downloads import file_stem
from scorecard.ui.exports import note_export
from scorecard.ui.uninterrupted import uninterrupted


@uninterrupted
def award_html(actor: Actor, sealed: SealedAward, record: AwardRecord) -> bytes:
    """The award record as an HTML file."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "award record (HTML)")
    return write_award(sealed, record)


@uninterrupted
def award_workbook(actor: Actor, sealed: SealedAward, record: AwardRecord) -> bytes:
    """The award record as a workbook."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "award record (Excel)")
    return write_award_workbook(sealed, record)


@uninterrupted
def award_json(actor: Actor, sealed: SealedAward, record: AwardRecord) -> bytes:
    """The very text that the fingerprint was taken of."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "award record (JSON)")
    return sealed.text.encode("utf-8")


@uninterrupted
def debrief_html(
    actor: Actor, record: AwardRecord, debriefing: Debriefing, candidate_id: str
) -> bytes:
    """One candidate's debrief as an HTML file."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "debrief (HTML)")
    return write_debrief(debrief_of(record, candidate_id, debriefing.disclosed))


@uninterrupted
def debrief_workbook(
    actor: Actor, record: AwardRecord, debriefing: Debriefing, candidate_id: str
) -> bytes:
    """One candidate's debrief as a workbook."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "debrief (Excel)")
    return write_debrief_workbook(debrief_of(record, candidate_id, debriefing.disclosed))


@uninterrupted
def all_debriefs(actor: Actor, record: AwardRecord, debriefing: Debriefing) -> bytes:
    """A ZIP with both files of every candidate; the same round gives the same bytes."""
    require(actor, Action.EXPORT, record.selection_id)
    note_export(actor, record.selection_id, "all debriefs (ZIP)")
    moment = debriefing.prepared_at.astimezone(UTC).timetuple()[:6]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for stem, candidate in named_files(debriefed(record)):
            debrief = debrief_of(record, candidate.candidate_id, debriefing.disclosed)
            for ending, content in (
                ("html", write_debrief(debrief)),
                ("xlsx", write_debrief_workbook(debrief)),
            ):
                entry = zipfile.ZipInfo(f"{stem}.{ending}", moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
    return buffer.getvalue()


def debriefed(record: AwardRecord) -> tuple[CandidateStanding, ...]:
    """The candidates who can be debriefed: of whoever was erased nothing is left to tell."""
    has_criteria = bool(record.standing.criteria)
    return tuple(c for c in record.standing.candidates if c.criteria or not has_criteria)


def named_files(candidates: Iterable[CandidateStanding]) -> list[tuple[str, CandidateStanding]]:
    """A file name without ending for each candidate, none twice."""
    named: dict[str, CandidateStanding] = {}
    for candidate in candidates:
        stem = free = f"debrief-{file_stem(candidate.name)}"
        number = 1
        while free in named:
            number += 1
            free = f"{stem}-{number}"
        named[free] = candidate
    return list(named.items())
