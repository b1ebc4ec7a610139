"""The sheet of costs behind a share link: figures of an hour and of a resolved contact.

Volumes, amounts of a month or the contract, the own team and what somebody typed are no part of
it: it reads nothing else than headline, loaded rate and cost per resolved contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.catalogue import AssumedFigure
from scorecard.commercial import CandidateCost, Costs, LoadedRate
from scorecard.cost_words import cost_sentence
from scorecard.excel.book import GREY_TEXT, TITLE_HEIGHT_POINTS, Book, lines_needed
from scorecard.excel.cost_matrix import CANDIDATE_WIDTH, FACTOR, SHARE, SIDES, WIDTHS
from scorecard.excel.cost_orders_table import HEADINGS as ORDER_HEADINGS
from scorecard.excel.cost_orders_table import Origins, write_orders
from scorecard.excel.cost_reference_table import write_references
from scorecard.excel.cost_tables import HIGH, LAST_TEXT_COLUMN, LOW, Tables
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import ScorecardLayout, column_letters
from scorecard.reference_words import cost_references

SHEET_NAME = "Cost"
TEXT_CHARACTERS = sum(WIDTHS) + CANDIDATE_WIDTH * (LAST_TEXT_COLUMN - 2)
HOW_TO_READ = (
    "Low and high are what is still possible; places go by the middle. Yellow cells may be "
    "changed: loaded rates and their places follow. Every other figure stands as calculated by the "
    "program at the export, the cost per resolved contact among them. Volumes, and amounts of a "
    "month or of the contract, are not part of this link."
)
STEPS_NOTE = (
    "Stated is what the quote asks for an hour with all that it says to come on top, made one of a "
    "productive hour by shrinkage and occupancy."
)
STEP_HEADINGS = (
    "Candidate", "Parts not in the price or not stated", "Unit",
    "Stated, as exported, low", "high, as exported",
    "Missing share of the parts, as exported, low", "high, as exported",
    "÷ what they can hide, low", "high", "Loaded rate, low", "high",
)  # fmt: skip
STATED, MISSING, DIVISOR, RATE = 3, 5, 7, 9


def write_shared_cost(
    book: Book, disclosure: Disclosure, layout: ScorecardLayout, costs: Costs
) -> None:
    """Writes the sheet; nothing where the catalogue has no cost data.

    `costs` are what the link shows of those of the evaluation's selection.
    """
    evaluation = disclosure.evaluation
    commercial = evaluation.catalogue.commercial
    if commercial is None:
        return
    names = dict(zip((c.id for c in evaluation.candidates), disclosure.names, strict=True))
    order = [
        costs.by_candidate[evaluation.candidates[row].id]
        for row in layout.candidate_order
        if evaluation.candidates[row].id in costs.by_candidate
    ]
    sheet = book.sheet(SHEET_NAME, header_row=0)
    sheet.widths((*WIDTHS, *(CANDIDATE_WIDTH,) * (LAST_TEXT_COLUMN - 1)))
    tables = Tables(book, sheet, evaluation.catalogue, costs, names)
    orders_row = _heading(tables) + 1
    hidden = commercial.assumptions.hidden_share_pct
    hidden_row = orders_row + len(order) + 3
    steps = _Steps(tables, hidden, hidden_at=hidden_row + 1, row=hidden_row + 5)
    tables.section(orders_row - 1, "Three orders", len(ORDER_HEADINGS) - 1)
    write_orders(tables, orders_row, [(cost, steps.origins(n)) for n, cost in enumerate(order)])
    tables.section(hidden_row - 1, "The figure that nobody stated: change it here", HIGH)
    tables.inputs(hidden_row, (("in:hidden", hidden, SHARE),))
    tables.section(steps.row - 2, "From what is stated to the loaded rate")
    tables.note(steps.row - 1, STEPS_NOTE, TEXT_CHARACTERS)
    row = steps.write(order) + 1
    references = cost_references(evaluation.catalogue, costs)
    write_references(tables, row, references, TEXT_CHARACTERS)
    sheet.worksheet.freeze_panes(1, 1)


def _heading(tables: Tables) -> int:
    book, sheet = tables.book, tables.sheet
    sheet.text(0, 0, f"What it costs: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    currency = tables.costs.currency
    line = f"{book.heading.standing}. {book.heading.revision_line}. Amounts in {currency}."
    sheet.text(1, 0, line, book.style(font_color=GREY_TEXT))
    sentence = cost_sentence(tables.costs, tables.names)
    strong = book.style(bold=True, font_size=12, text_wrap=True)
    lines = lines_needed(sentence, TEXT_CHARACTERS * 0.8) + 1
    sheet.paragraph(2, LAST_TEXT_COLUMN, sentence, strong, lines)
    return tables.note(3, HOW_TO_READ, TEXT_CHARACTERS) + 1


@dataclass(frozen=True)
class _Steps:
    """The table from stated to loaded rate; its header stands in `row`, counted from 0.

    `hidden_at` is the row with the low and high of what missing parts can hide.
    """

    tables: Tables
    hidden: AssumedFigure
    hidden_at: int
    row: int

    def origins(self, place: int) -> Origins:
        """Where the loaded rate of the candidate at a place stands."""
        low, high = (self._cell(RATE + n, self.row + 1 + place) for n in range(2))
        return Origins(rate=(low, high))

    def write(self, order: Sequence[CandidateCost]) -> int:
        """Writes a row for each candidate and returns the next free one."""
        sheet, header = self.tables.sheet, self.tables.book.header_style()
        sheet.texts(self.row, STEP_HEADINGS[:STATED], header)
        centred = self.tables.book.header_style(centred=True)
        sheet.texts(self.row, STEP_HEADINGS[STATED:], centred, column=STATED)
        sheet.height(self.row, 3)
        unit = f"{self.tables.costs.currency} an hour"
        for at, cost in enumerate(order, start=self.row + 1):
            name = self.tables.names[cost.candidate_id]
            sheet.text(at, 0, name, self.tables.words)
            parts = "" if cost.loaded_rate is None else self._parts(cost.loaded_rate)
            sheet.text(at, 1, parts, self.tables.words)
            sheet.text(at, 2, unit, self.tables.words)
            sheet.height(at, max(lines_needed(name, 32), lines_needed(parts, 34)))
            if cost.loaded_rate is None:
                dashes = ["–"] * (len(STEP_HEADINGS) - STATED)
                sheet.texts(at, dashes, self.tables.centred, column=STATED)
            else:
                self._candidate(at, cost.loaded_rate)
        return self.row + 1 + len(order)

    def _candidate(self, at: int, rate: LoadedRate) -> None:
        sheet, book = self.tables.sheet, self.tables.book
        line: dict[str, object] = {"bottom": 1, "bottom_color": "#E3E3E3", "align": "right"}
        factor = book.style(num_format=FACTOR, **line)
        for n, side in enumerate(SIDES):
            stated, loaded = (getattr(r, side) for r in (rate.as_stated, rate.per_productive_hour))
            divisor = stated / loaded if loaded else 1.0
            share = (1 - divisor) / (getattr(self.hidden, side) / 100)
            sheet.number(at, STATED + n, stated, self.tables.money)
            sheet.number(at, MISSING + n, share, self.tables.share)
            hidden = f"${column_letters(LOW + n)}${self.hidden_at + 1}"
            formula = f"=1-{hidden}*{self._cell(MISSING + n, at)}"
            sheet.formula(at, DIVISOR + n, formula, divisor, factor)
            formula = f"={self._cell(STATED + n, at)}/{self._cell(DIVISOR + n, at)}"
            sheet.formula(at, RATE + n, formula, loaded, self.tables.money)

    def _parts(self, rate: LoadedRate) -> str:
        question = self.tables.commercial.questions.rate_parts
        labels = self.tables.catalogue.option_labels
        return ", ".join(labels.get((question, part), part) for part in rate.missing_parts)

    @staticmethod
    def _cell(column: int, row: int) -> str:
        return f"{column_letters(column)}{row + 1}"
