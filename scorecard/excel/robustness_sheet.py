"""The robustness sheet: how sure the ranking is, what would tip it, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.certainty import Certainty, NextQuestion
from scorecard.certainty_words import assumptions, how_sure
from scorecard.excel.book import (
    GREY_TEXT,
    TITLE_HEIGHT_POINTS,
    Book,
    Sheet,
    lines_needed,
    wrapped_lines,
)
from scorecard.excel.scope import Disclosure
from scorecard.robustness import Tipping
from scorecard.sentences import asked_in_a_table

SHEET_NAME = "Robustness"
WIDTHS = (26.0, 22.0, 24.0, *(11.0,) * 9)
LAST_TEXT_COLUMN = 8
PARAGRAPH_CHARACTERS = sum(WIDTHS[: LAST_TEXT_COLUMN + 1])
QUESTIONS_AT_MOST = 25
RANKS_AT_MOST = 9
HEADER_LINES = 2
CANNOT = "cannot change it"


def write_robustness(book: Book, disclosure: Disclosure, certainty: Certainty) -> None:
    """Writes the paragraph, rank acceptability, tipping weights and the next best questions."""
    sheet = book.sheet(SHEET_NAME, header_row=3)
    sheet.widths(WIDTHS)
    sheet.text(0, 0, f"How sure is the ranking? {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    simulation = certainty.full.simulation
    method = (
        f"{book.heading.standing}. {book.heading.revision_line}. {simulation.samples:,} samples, "
        f"seed {simulation.seed}; standard error of a share at most "
        f"{100 * certainty.full.standard_error():.1f} percentage points. "
        f"Varied: {assumptions(simulation, certainty)}. As exported: other points on the sheet "
        "Scorecard do not change this sheet."
    )
    grey = book.style(font_color=GREY_TEXT, text_wrap=True, valign="top")
    sheet.paragraph(1, LAST_TEXT_COLUMN, method, grey, lines_needed(method, PARAGRAPH_CHARACTERS))
    paragraph = how_sure(certainty)
    wrapped = book.style(text_wrap=True, valign="top")
    lines = lines_needed(paragraph, PARAGRAPH_CHARACTERS)
    sheet.paragraph(2, LAST_TEXT_COLUMN, paragraph, wrapped, lines)
    if not certainty.candidates:
        return
    writer = _Tables(book, sheet, disclosure, certainty)
    row = writer.ranks(4)
    row = writer.tipping(row, "Group", [g.title for g in certainty.groups], certainty.by_group)
    titles = [criterion.title for criterion in certainty.evaluation.criteria]
    row = writer.tipping(row, "Criterion", titles, certainty.by_criterion)
    writer.questions(row)


@dataclass
class _Tables:
    """Writes one table below the other; each method returns the row where the next begins."""

    book: Book
    sheet: Sheet
    disclosure: Disclosure
    certainty: Certainty

    def __post_init__(self) -> None:
        line = {"bottom": 1, "bottom_color": "#E3E3E3"}
        self.words = self.book.style(text_wrap=True, **line)
        self.share = self.book.style(num_format="0%", align="right", **line)
        self.weight = self.book.style(num_format="0.0%", align="right", **line)
        self.points = self.book.style(num_format="0.0", align="right", **line)
        names = self.disclosure.names
        position = self.disclosure.evaluation.position
        self.names = {c.id: names[position[c.id]] for c in self.certainty.candidates}

    def _name(self, row: int) -> str:
        return self.names[self.certainty.candidates[row].id]

    def ranks(self, row: int) -> int:
        """Rank acceptability: in what share of cases a candidate takes which rank."""
        certainty = self.certainty
        count = len(certainty.candidates)
        shown = min(count, RANKS_AT_MOST)
        headings = ["Candidate", "First, only weights varied", "First at its central weights"]
        headings += [f"Rank {rank + 1}" for rank in range(shown)]
        self.sheet.texts(row, headings, self.book.header_style())
        self.sheet.height(row, HEADER_LINES)
        for place in range(count):
            at = row + 1 + place
            self.sheet.text(at, 0, self._name(place), self.words)
            self.sheet.height(at, wrapped_lines(self._name(place), WIDTHS[0]))
            alone = float(certainty.weights_only.ranks[place, 0])
            self.sheet.number(at, 1, alone, self.share)
            self.sheet.number(at, 2, float(certainty.full.confidence[place]), self.share)
            for rank in range(shown):
                share = float(certainty.full.ranks[place, rank])
                self.sheet.number(at, 3 + rank, share, self.share)
        self.sheet.worksheet.conditional_format(
            row + 1,
            3,
            row + count,
            2 + shown,
            {"type": "data_bar", "bar_color": "#8EC3E6", "min_type": "num", "min_value": 0}
            | {"max_type": "num", "max_value": 1, "bar_solid": True},
        )
        return row + count + 3

    def tipping(self, row: int, kind: str, titles: list[str], tipping: Tipping) -> int:
        """Tipping weights, the smallest change first; those that cannot change it last."""
        headings = [kind, "Draws level there", "Tipping weight", "Weight now", "Change"]
        self.sheet.texts(row, headings, self.book.header_style())
        self.sheet.height(row, HEADER_LINES)
        change = np.where(np.isnan(tipping.change), np.inf, np.abs(tipping.change))
        for place, part in enumerate(np.argsort(change, kind="stable")):
            at = row + 1 + place
            self.sheet.text(at, 0, titles[part], self.words)
            self.sheet.height(at, wrapped_lines(titles[part], WIDTHS[0]))
            overtaken_by = int(tipping.overtaken_by[part])
            if overtaken_by < 0:
                self.sheet.text(at, 1, "nobody", self.words)
                self.sheet.text(at, 2, CANNOT, self.words)
                self.sheet.blank(at, 4, self.weight)
            else:
                self.sheet.text(at, 1, self._name(overtaken_by), self.words)
                self.sheet.number(at, 2, float(tipping.tipping[part]), self.weight)
                self.sheet.number(at, 4, float(tipping.change[part]), self.weight)
            self.sheet.number(at, 3, float(tipping.weight[part]), self.weight)
        return row + len(titles) + 3

    def questions(self, row: int) -> None:
        """Which answer would change most, with what to ask and whom."""
        headings = ["Candidate", "Question", "Ask whom", "Changes who is first"]
        headings += ["Changes the shortlist", "Largest change", "Answer now", "What to ask"]
        self.sheet.texts(row, headings, self.book.header_style())
        self.sheet.height(row, HEADER_LINES)
        asked = self.certainty.questions[:QUESTIONS_AT_MOST]
        for place, question in enumerate(asked):
            self._question(row + 1 + place, question)
        if not asked:
            self.sheet.text(row + 1, 0, "Nothing is open or only claimed.", self.words)

    def _question(self, at: int, question: NextQuestion) -> None:
        self.sheet.text(at, 0, self.names[question.candidate.id], self.words)
        self.sheet.text(at, 1, question.question.label, self.words)
        whom = asked_in_a_table(question.question.ask_whom)
        self.sheet.text(at, 2, whom, self.words)
        self.sheet.number(at, 3, question.leader_changes, self.share)
        self.sheet.number(at, 4, question.shortlist_changes, self.share)
        self.sheet.number(at, 5, question.swing, self.points)
        self.sheet.text(at, 6, question.standing, self.words)
        self.sheet.text(at, 7, question.question.text, self.book.style(valign="top"))
        texts = (self.names[question.candidate.id], question.question.label, whom)
        lines = [wrapped_lines(t, width) for t, width in zip(texts, WIDTHS, strict=False)]
        self.sheet.height(at, max(*lines, wrapped_lines(question.standing, WIDTHS[6])))
