"""The history sheet: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from pydantic import JsonValue, TypeAdapter

from scorecard.catalogue import value_in_words
from scorecard.commercial import currency_of_question
from scorecard.evaluation import Evaluation
from scorecard.excel.book import TITLE_HEIGHT_POINTS, Book, lines_needed
from scorecard.model import AnswerValue, HistoryEntry

SHEET_NAME = "History"
HEADER_ROW = 3
HEADINGS = ("When (UTC)", "Who", "What", "Subject", "Before", "After", "Reason", "Revision")
WIDTHS = (17.0, 20.0, 22.0, 40.0, 38.0, 38.0, 38.0, 9.0)
MOST_CHARACTERS = 300
MOST_ENTRIES = 5_000
MOST_LINES = 8
# Counters that every write moves; they say nothing about what somebody changed.
BOOKKEEPING = frozenset({"version", "candidate_id", "question_id"})

_VALUE: TypeAdapter[AnswerValue] = TypeAdapter(AnswerValue)


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
        before, after = _difference(entry, evaluation)
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


def _difference(entry: HistoryEntry, evaluation: Evaluation) -> tuple[str, str]:
    """What stood there and what stands there now; of two records only the fields that differ."""
    words = _Words(entry.subject, evaluation)
    before, after = entry.before, entry.after
    if isinstance(before, dict) and isinstance(after, dict):
        moved = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return (
            words.fields({key: before.get(key) for key in moved}),
            words.fields({key: after.get(key) for key in moved}),
        )
    return words.whole(before), words.whole(after)


class _Words:
    """What an entry holds as somebody would say it, with the catalogue's titles and labels."""

    def __init__(self, subject: str, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        kind, _, rest = subject.partition(":")
        candidate_id, _, question_id = rest.rpartition(":")
        known = evaluation.catalogue.questions_by_id
        self._question = known.get(question_id) if kind == "answer" else None
        self._candidate_id = candidate_id

    def whole(self, content: JsonValue) -> str:
        """A whole record, or the one thing that stood there."""
        if isinstance(content, dict):
            return self.fields(content)
        return "" if content is None else _cut(_plain(content))

    def fields(self, record: dict[str, JsonValue]) -> str:
        """Each field with its name."""
        return _cut("; ".join(self._named(record)))

    def _named(self, record: dict[str, JsonValue]) -> Iterator[str]:
        criteria = self._evaluation.catalogue.criteria_by_id
        for key, content in record.items():
            if key in BOOKKEEPING or content in (None, "", [], {}):
                continue
            name = criteria[key].title if key in criteria else key.replace("_", " ")
            value = self._answered(content) if key == "value" else _plain(content)
            yield f"{name}: {value}"

    def _answered(self, content: JsonValue) -> str:
        """An answer's value with its unit, options and rows by their labels."""
        if self._question is None or isinstance(content, bool | dict | None):
            return _plain(content)
        selection, catalogue = self._evaluation.selection, self._evaluation.catalogue
        currency = currency_of_question(catalogue, selection, self._candidate_id, self._question.id)
        value = _VALUE.validate_python(tuple(content) if isinstance(content, list) else content)
        return value_in_words(self._question, value, currency)


def _plain(content: JsonValue) -> str:
    """A value without the marks of a program: `yes`, `a, b`, `title ISO 27001, issuer X`."""
    if content is None:
        return "none"
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, dict):
        filled = [(k, v) for k, v in content.items() if v not in (None, "", [], {})]
        return ", ".join(f"{key.replace('_', ' ')} {_plain(value)}" for key, value in filled)
    if isinstance(content, list):
        nested = any(isinstance(item, dict | list) for item in content)
        return (" | " if nested else ", ").join(_plain(item) for item in content)
    return f"{content:,.10g}" if isinstance(content, float) else str(content)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS].rstrip()}…"
