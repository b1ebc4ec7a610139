"""The history sheet: who changed what, when, from what to what, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC

from pydantic import JsonValue

from scorecard.evaluation import Evaluation
from scorecard.excel.book import TITLE_HEIGHT_POINTS, Book, lines_needed
from scorecard.model import HistoryEntry

SHEET_NAME = "History"
HEADER_ROW = 3
HEADINGS = ("When (UTC)", "Who", "What", "Subject", "Before", "After", "Reason", "Revision")
WIDTHS = (17.0, 20.0, 22.0, 40.0, 38.0, 38.0, 38.0, 9.0)
MOST_CHARACTERS = 300
MOST_ENTRIES = 5_000
MOST_LINES = 8
# Counters that every write moves; they say nothing about what somebody changed.
BOOKKEEPING = frozenset({"version", "candidate_id", "question_id"})


def write_history(book: Book, evaluation: Evaluation, history: Sequence[HistoryEntry]) -> None:
    """Writes one row an entry, the newest first, and says where older ones are left out."""
    entries = sorted(history, key=lambda entry: (entry.at, entry.revision), reverse=True)
    shown = entries[:MOST_ENTRIES]
    sheet = book.sheet(SHEET_NAME, header_row=HEADER_ROW)
    sheet.widths(WIDTHS)
    sheet.text(0, 0, f"History: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    count = f"{len(entries):,} changes" if len(entries) != 1 else "One change"
    if len(shown) < len(entries):
        count = f"The newest {len(shown):,} of {count}"
    sheet.text(1, 0, f"{count}, the newest first.", book.style())
    sheet.texts(HEADER_ROW, HEADINGS, book.header_style())
    style = book.style(text_wrap=True, bottom=1, bottom_color="#E3E3E3")
    number = book.style(num_format="0", align="right", bottom=1, bottom_color="#E3E3E3")
    for row, entry in enumerate(shown, start=HEADER_ROW + 1):
        before, after = _difference(entry)
        cells = (
            entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"),
            entry.actor,
            entry.action.replace("_", " "),
            _subject(entry.subject, evaluation),
            before,
            after,
            _cut(entry.reason),
        )
        sheet.texts(row, cells, style)
        sheet.number(row, len(cells), entry.revision, number)
        lines = max(
            lines_needed(text, width * 0.95) for text, width in zip(cells, WIDTHS, strict=False)
        )
        sheet.height(row, min(lines, MOST_LINES))
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.worksheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(shown), len(HEADINGS) - 1)


def _subject(subject: str, evaluation: Evaluation) -> str:
    """`Atlas · Attrition in 120 days` for `answer:ID:QUESTION`, as far as the ids are known."""
    kind, _, rest = subject.partition(":")
    names = {candidate.id: candidate.name for candidate in evaluation.selection.candidates}
    if kind == "answer":
        candidate_id, _, question_id = rest.rpartition(":")
        question = evaluation.catalogue.questions_by_id.get(question_id)
        label = question.label if question else question_id
        return f"{names.get(candidate_id, candidate_id)} · {label}"
    if kind == "criterion":
        criterion = evaluation.catalogue.criteria_by_id.get(rest)
        return f"criterion · {criterion.title if criterion else rest}"
    if kind == "candidate":
        return f"candidate · {names.get(rest, rest)}"
    return subject.replace(":", " · ")


def _difference(entry: HistoryEntry) -> tuple[str, str]:
    """What stood there and what stands there now; of two records only the fields that differ."""
    before, after = entry.before, entry.after
    if isinstance(before, dict) and isinstance(after, dict):
        moved = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return (
            _fields({key: before.get(key) for key in moved}),
            _fields({key: after.get(key) for key in moved}),
        )
    return _whole(before), _whole(after)


def _whole(content: JsonValue) -> str:
    if isinstance(content, dict):
        return _fields(content)
    return "" if content is None else _cut(_plain(content))


def _fields(record: dict[str, JsonValue]) -> str:
    return _cut("; ".join(_named(record)))


def _named(record: dict[str, JsonValue]) -> Iterator[str]:
    for key, content in record.items():
        if key not in BOOKKEEPING and content not in (None, "", [], {}):
            yield f"{key.replace('_', ' ')}: {_plain(content)}"


def _plain(content: JsonValue) -> str:
    if isinstance(content, str):
        return content
    return json.dumps(content, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS].rstrip()}…"
