"""The answers sheet: what every candidate said to every question, and how well it is supported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scorecard.catalogue import Criterion, DerivedValue, Question
from scorecard.catalogue.answer_words import STATUS_WORDS, answer_in_words
from scorecard.commercial import currency_of_answer
from scorecard.evaluation import Evaluation
from scorecard.excel.book import (
    GREY_TEXT,
    OPEN_FILL,
    TITLE_HEIGHT_POINTS,
    Book,
    Sheet,
    wrapped_lines,
)
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import SHEET_NAME as SCORECARD
from scorecard.excel.scorecard_layout import ScorecardLayout, column_letters
from scorecard.excel.words import evidence_in_words, verification_in_words
from scorecard.model import Answer, Status
from scorecard.scoring import input_shares

if TYPE_CHECKING:
    from xlsxwriter.format import Format

SHEET_NAME = "Answers with evidence"
HEADER_ROW = 3
PAGES_WIDE = 2
# Heading and width in characters.
COLUMNS = {
    "candidate": ("Candidate", 18.0),
    "group": ("Group", 18.0),
    "question": ("Question", 30.0),
    "answer": ("Answer", 38.0),
    "status": ("Status", 12.0),
    "evidence": ("Evidence", 13.0),
    "document": ("Document", 24.0),
    "issuer": ("Issuer", 18.0),
    "issued": ("Issued on", 11.0),
    "expires": ("Expires on", 11.0),
    "scope": ("Scope", 26.0),
    "verification": ("Verified by, how, when", 26.0),
    "note": ("Note", 36.0),
    "source": ("Source", 24.0),
    "as_of": ("As of", 11.0),
    "criterion": ("Feeds the criterion", 26.0),
    "value": ("Value 0–100", 9.0),
    "share": ("Share of the criterion", 10.0),
    "link": ("On the scorecard", 16.0),
}
# What an answer counts for, which is left out together with the scorecard.
WEIGHED = {"criterion", "value", "share", "link"}
DAYS = {"issued", "expires", "as_of"}
MEASURED = (
    "candidate", "group", "question", "answer", "status", "evidence", "document", "issuer", "scope",
    "verification", "note", "source", "criterion",
)  # fmt: skip
MOST_LINES = 6


@dataclass(frozen=True)
class _Feed:
    """One place where a question counts: the criterion, and the input's column if it has one."""

    criterion: Criterion
    input_column: int | None


def write_answers(
    book: Book, disclosure: Disclosure, layout: ScorecardLayout
) -> dict[tuple[str, str], str]:
    """Writes a row for each candidate and question; one more where it feeds several criteria.

    Returns where each answer stands: (candidate id, question id) → address with the sheet's name.
    """
    sheet = book.sheet(SHEET_NAME, header_row=HEADER_ROW, pages_wide=PAGES_WIDE)
    sheet.worksheet.repeat_columns(0, 2)
    names = [n for n in COLUMNS if disclosure.shows_scorecard or n not in WEIGHED]
    sheet.widths([COLUMNS[name][1] for name in names])
    sheet.text(0, 0, f"Answers with evidence: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    sheet.text(1, 0, f"{book.heading.standing}. {book.heading.revision_line}.",
               book.style(font_color=GREY_TEXT))  # fmt: skip
    sheet.texts(HEADER_ROW, [COLUMNS[name][0] for name in names], book.header_style())
    sheet.height(HEADER_ROW, max(wrapped_lines(*COLUMNS[name]) for name in names))
    rows = _Rows(book, sheet, disclosure, layout, names)
    row = rows.write()
    sheet.worksheet.autofilter(HEADER_ROW, 0, max(HEADER_ROW + 1, row - 1), len(names) - 1)
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, names.index("question") + 1)
    letters = column_letters(names.index("answer"))
    return {key: f"'{SHEET_NAME}'!{letters}{at + 1}" for key, at in rows.row_of.items()}


class _Rows:
    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        disclosure: Disclosure,
        layout: ScorecardLayout,
        names: list[str],
    ) -> None:
        self.sheet, self.disclosure, self.layout = sheet, disclosure, layout
        self.evaluation: Evaluation = disclosure.evaluation
        self.at = {name: column for column, name in enumerate(names)}
        line = {"bottom": 1, "bottom_color": "#E3E3E3"}
        self.words: Format = book.style(text_wrap=True, **line)
        self.unanswered: Format = book.style(
            text_wrap=True, italic=True, bg_color=OPEN_FILL, **line
        )
        self.day: Format = book.style(num_format="yyyy-mm-dd", align="left", **line)
        self.value: Format = book.style(num_format="0.0", align="right", **line)
        self.share: Format = book.style(num_format="0%", align="right", **line)
        self.linked: Format = book.style(font_color="#0B57A4", underline=1, **line)
        self.row_of: dict[tuple[str, str], int] = {}
        self.feeds = _feeds(self.evaluation) if disclosure.shows_scorecard else {}
        self.shares = (
            input_shares(self.evaluation.inputs, len(self.evaluation.criteria))
            if self.evaluation.criteria
            else np.zeros((len(self.evaluation.candidates), 0))
        )

    def write(self) -> int:
        """Writes everything; returns the next free row."""
        catalogue = self.evaluation.catalogue
        groups = {group.id: group.title for group in catalogue.groups}
        questions = [
            (question, groups[question.group], self.feeds.get(question.id, ()))
            for question in catalogue.questions
            if self.disclosure.lists_answers_to(question.id)
        ]
        asked_in = self.evaluation.selection.brief.currency
        recorded = self.evaluation.selection.answers_by_candidate()
        row = HEADER_ROW + 1
        for r in self.layout.candidate_order:
            candidate_id = self.evaluation.candidates[r].id
            answers = recorded[candidate_id]
            for question, group, feeds in questions:
                answer = answers.get(question.id)
                if answer is None:
                    answer = Answer.model_construct(
                        candidate_id=candidate_id, question_id=question.id
                    )
                self.row_of[candidate_id, question.id] = row
                for feed in feeds or (None,):
                    currency = currency_of_answer(catalogue, answers, question.id, asked_in)
                    title = feed.criterion.title if feed else ""
                    self._answer(
                        row, r, question, answer, group=group, currency=currency, criterion=title
                    )
                    self._feed(row, r, question, feed)
                    row += 1
        return row

    def _answer(
        self,
        row: int,
        r: int,
        question: Question,
        answer: Answer,
        *,
        group: str,
        currency: str,
        criterion: str,
    ) -> None:
        at, sheet, style = self.at, self.sheet, self.words
        status = STATUS_WORDS[answer.status]
        shown = {
            "candidate": self.disclosure.names[r],
            "group": group,
            "criterion": criterion,
            "status": status,
            "question": question.label,
            "answer": answer_in_words(question, answer, currency),
            "evidence": evidence_in_words(question, answer, self.evaluation.as_of),
        }
        sheet.text(row, at["candidate"], self.disclosure.names[r], style)
        sheet.text(row, at["group"], group, style)
        sheet.text(row, at["question"], question.label, style)
        is_answered = answer.status is Status.ANSWERED
        state_style = style if is_answered else self.unanswered
        sheet.text(row, at["answer"], shown["answer"], state_style)
        sheet.text(row, at["status"], status, state_style)
        sheet.text(row, at["evidence"], shown["evidence"], style)
        sheet.day(row, at["as_of"], answer.as_of, self.day)
        shown |= self._typed(row, answer)
        lines = max(wrapped_lines(shown[n], COLUMNS[n][1]) for n in MEASURED if n in shown)
        sheet.height(row, min(lines, MOST_LINES))

    def _typed(self, row: int, answer: Answer) -> dict[str, str]:
        note = answer.note
        if answer.not_applicable_reason:
            reason = f"Not applicable: {answer.not_applicable_reason}"
            note = f"{reason}\n{note}" if note else reason
        document = answer.document
        shown = {
            "document": document.title if document else "",
            "issuer": document.issuer if document else "",
            "scope": document.scope if document else "",
            "verification": verification_in_words(answer),
            "note": note,
            "source": answer.source,
        }
        for name, text in shown.items():
            self.sheet.text(row, self.at[name], text, self.words)
        issued = document.issued_on if document else None
        expires = document.expires_on if document else None
        self.sheet.day(row, self.at["issued"], issued, self.day)
        self.sheet.day(row, self.at["expires"], expires, self.day)
        return shown

    def _feed(self, row: int, r: int, question: Question, feed: _Feed | None) -> None:
        at, sheet = self.at, self.sheet
        if "criterion" not in at:
            return
        if feed is None:
            sheet.text(row, at["criterion"], "not weighed", self.words)
        else:
            sheet.text(row, at["criterion"], feed.criterion.title, self.words)
        column = None if feed is None else feed.input_column
        matrix = self.evaluation.inputs
        if column is not None and matrix.settled[r, column]:
            sheet.number(row, at["value"], float(matrix.values[r, column]), self.value)
        else:
            sheet.blank(row, at["value"], self.value)
        if column is None:
            sheet.blank(row, at["share"], self.share)
        else:
            held = float(self.shares[r, column]) if matrix.applicable[r, column] else 0.0
            sheet.number(row, at["share"], held, self.share)
        target_row = None if feed is None else self.layout.row_of.get(feed.criterion.id)
        if target_row is None:
            sheet.blank(row, at["link"], self.words)
            return
        cell = self.layout.cell(target_row, r)
        sheet.link(row, at["link"], f"{SCORECARD}!{cell}", f"{SCORECARD} {cell}", self.linked)


def _feeds(evaluation: Evaluation) -> dict[str, tuple[_Feed, ...]]:
    """Question id → where it counts. What a derived figure reads beside its own has no column."""
    found: dict[str, list[_Feed]] = {}
    for column, item in enumerate(evaluation.inputs.inputs):
        criterion = evaluation.criteria[int(evaluation.inputs.criterion_index[column])]
        found.setdefault(item.question, []).append(_Feed(criterion, column))
        for other in _also_read(item.value):
            if other != item.question:
                found.setdefault(other, []).append(_Feed(criterion, None))
    return {question: tuple(feeds) for question, feeds in found.items()}


def _also_read(value: object) -> Iterator[str]:
    if isinstance(value, DerivedValue):
        yield from value.figure.reads
