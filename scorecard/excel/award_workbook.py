"""The award record as a workbook: the decision, the ranking as it stood, the weights."""

from __future__ import annotations

from scorecard.awarding import (
    CONCERN_WORDS,
    flags_in_words,
    gates_in_words,
    integrity_sentence,
    override_in_words,
    range_in_words,
    shortlist_in_words,
)
from scorecard.excel.book import Book, Heading, lines_needed
from scorecard.model import AwardRecord, CandidateStanding, SealedAward

LABEL_WIDTH, TEXT_WIDTH = 26.0, 100.0
RANKING = {
    "Rank": 7.0,
    "Candidate": 24.0,
    "Overall value": 10.0,
    "Possible values": 14.0,
    "As evidenced": 10.0,
    "Rank as evidenced": 10.0,
    "Coverage, %": 10.0,
    "Shortlisted": 16.0,
    "Gates": 40.0,
    "Red flags": 64.0,
    "Override": 40.0,
}
NUMBERS_FROM, HEADER_ROW = 2, 2


def write_award_workbook(sealed: SealedAward, record: AwardRecord) -> bytes:
    """The record as the bytes of an XLSX file; `record` is what the sealed text says."""
    standing = record.standing
    book = Book(
        Heading(
            title=f"Award record: {record.selection_title}",
            standing=f"Decided: {record.chosen.name}",
            revision_line=(
                f"As of {standing.as_of.isoformat()} · revision {standing.revision} · "
                f"catalogue {standing.catalogue_version} · record {record.number}"
            ),
            created_at=record.recorded_at,
            facts={"Selection": record.selection_id, "SHA-256 of the record": sealed.sha256},
        )
    )
    _decision(book, sealed, record)
    _ranking(book, record)
    _weights(book, record)
    book.protect()
    return book.close()


def _decision(book: Book, sealed: SealedAward, record: AwardRecord) -> None:
    sheet = book.sheet("Decision", header_row=0)
    sheet.widths((LABEL_WIDTH, TEXT_WIDTH))
    sheet.text(0, 0, book.heading.title, book.title_style())
    standing = record.standing
    rows = [
        ("Chosen", record.chosen.name),
        ("Reasons", record.reasons),
        *(
            (
                f"In spite of: {CONCERN_WORDS[concern.concern].lower()}",
                f"{concern.finding}\nReason: {concern.reason}",
            )
            for concern in record.concerns
        ),
        ("Shortlist", shortlist_in_words(record) or "nobody was shortlisted"),
        *(("Signed", f"{s.name}, {s.role}, {s.signed_on.isoformat()}") for s in record.signatures),
        ("Ranking", standing.headline),
        ("Equal values", standing.tie_break),
        ("Open answers", f"counted as {standing.open_policy}; phase: {standing.phase}"),
        ("Recorded", f"{record.recorded_at:%Y-%m-%d %H:%M} UTC by {record.recorded_by}"),
        ("Revision", str(standing.revision)),
        ("Catalogue", standing.catalogue_version),
        ("Seed", str(standing.seed)),
    ]
    if record.replaces:
        replaced = f"{record.correction_reason}\nFingerprint of the earlier record: "
        rows.append(("Replaces a record", f"{replaced}{record.replaces_sha256}"))
    rows += [
        ("Fingerprint (SHA-256)", sealed.sha256),
        ("Checked when written", integrity_sentence(sealed)),
    ]
    label = book.style(bold=True, text_wrap=True, bottom=1, bottom_color="#E3E3E3")
    words = book.style(text_wrap=True, bottom=1, bottom_color="#E3E3E3")
    for row, (name, text) in enumerate(rows, start=2):
        sheet.text(row, 0, name, label)
        sheet.text(row, 1, text, words)
        sheet.height(row, max(lines_needed(text, TEXT_WIDTH), lines_needed(name, LABEL_WIDTH)))


def _ranking(book: Book, record: AwardRecord) -> None:
    sheet = book.sheet("Ranking as it stood", header_row=HEADER_ROW)
    sheet.widths(list(RANKING.values()))
    sheet.text(0, 0, "The ranking as it stood", book.title_style())
    sheet.texts(HEADER_ROW, list(RANKING), book.header_style())
    sheet.height(HEADER_ROW, 2)
    line = {"bottom": 1, "bottom_color": "#E3E3E3"}
    words = book.style(text_wrap=True, indent=1, **line)
    number = book.style(num_format="0.0", align="right", **line)
    whole = book.style(num_format="0", align="right", **line)
    for row, candidate in enumerate(record.standing.candidates, start=HEADER_ROW + 1):
        is_chosen = candidate.candidate_id == record.chosen_candidate_id
        name = f"{candidate.name} (chosen)" if is_chosen else candidate.name
        texts = {
            1: name,
            3: range_in_words(candidate),
            7: _shortlisted(candidate),
            8: gates_in_words(candidate),
            9: flags_in_words(candidate),
            10: override_in_words(candidate),
        }
        for column, text in texts.items():
            sheet.text(row, column, text, words)
        for column, rank in ((0, candidate.rank), (5, candidate.rank_evidenced)):
            if rank:
                sheet.number(row, column, rank, whole)
            else:
                sheet.text(row, column, "–", whole)
        sheet.number(row, 2, candidate.overall, number)
        sheet.number(row, 4, candidate.overall_evidenced, number)
        sheet.number(row, 6, candidate.coverage_pct, number)
        widths = list(RANKING.values())
        sheet.height(row, max(lines_needed(text, widths[c]) for c, text in texts.items()))
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, NUMBERS_FROM)


def _weights(book: Book, record: AwardRecord) -> None:
    sheet = book.sheet("Weights", header_row=HEADER_ROW)
    sheet.widths((60.0, 12.0))
    sheet.text(0, 0, "Weights", book.title_style())
    sheet.texts(HEADER_ROW, ("Criterion", "Weight, %"), book.header_style())
    number = book.style(num_format="0.00", align="right")
    weights = sorted(record.standing.criteria, key=lambda weight: -weight.weight_pct)
    for row, weight in enumerate(weights, start=HEADER_ROW + 1):
        sheet.text(row, 0, weight.title, book.style(text_wrap=True))
        sheet.number(row, 1, weight.weight_pct, number)


def _shortlisted(candidate: CandidateStanding) -> str:
    if not candidate.is_shortlisted:
        return ""
    remark = candidate.shortlist_remark
    return f"yes, {remark}" if remark else "yes"
