"""The award record as one self-contained HTML file, in the look of the board report."""

from __future__ import annotations

from scorecard.awarding import (
    CONCERN_WORDS,
    at_the_start,
    flags_in_words,
    gates_in_words,
    integrity_sentence,
    override_in_words,
    range_in_words,
)
from scorecard.coverage import whole_pct_covered
from scorecard.model import AwardRecord, Integrity, SealedAward
from scorecard.report.heading import Fact, Heading, long_day
from scorecard.report.page import rendered

TEMPLATE = "award.html.j2"
KIND = "Award record"


def write_award(sealed: SealedAward, record: AwardRecord) -> bytes:
    """The record with its fingerprint as UTF-8 HTML; `record` is what the sealed text says."""
    standing = record.standing
    return rendered(
        TEMPLATE,
        heading=_heading(sealed, record),
        record=record,
        standing=standing,
        chosen=record.chosen,
        sealed=sealed,
        integrity=integrity_sentence(sealed),
        is_sound=sealed.integrity is not Integrity.CHANGED,
        concern_words=CONCERN_WORDS,
        overrides=[
            (candidate.name, override_in_words(candidate))
            for candidate in standing.candidates
            if candidate.override_reason
        ],
        range_in_words=range_in_words,
        gates_in_words=gates_in_words,
        flags_in_words=flags_in_words,
        weights=sorted(standing.criteria, key=lambda weight: -weight.weight_pct),
        long_day=long_day,
        at_the_start=at_the_start,
        whole_pct_covered=whole_pct_covered,
    )


def _heading(sealed: SealedAward, record: AwardRecord) -> Heading:
    standing = record.standing
    recorded = record.recorded_at
    return Heading(
        kind=KIND,
        title=record.selection_title,
        standing="Decided" if sealed.integrity is not Integrity.CHANGED else "Changed",
        standing_reason=integrity_sentence(sealed),
        is_provisional=sealed.integrity is not Integrity.UNCHANGED,
        facts=(
            Fact("Record", str(record.number)),
            Fact("Recorded", f"{recorded:%Y-%m-%d %H:%M} UTC by {record.recorded_by}"),
            Fact("Judged as of", long_day(standing.as_of)),
            Fact("Revision", str(standing.revision)),
            Fact("Catalogue", standing.catalogue_version),
            Fact("Seed", str(standing.seed)),
        ),
        footer=f"{record.selection_title} · award record {record.number} · {sealed.sha256[:16]}",
    )
