"""The tables around the grid of costs: figures to change, savings, gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scorecard.catalogue import AssumedFigure, Catalogue, Commercial
from scorecard.commercial import (
    AssumptionUsed,
    Costs,
    InHouseCost,
    Problem,
    Savings,
    ServiceCost,
)
from scorecard.cost_words import (
    break_even_in_words,
    chance,
    only_missing_in_words,
    whole_amounts,
)
from scorecard.excel.book import Book, Sheet, lines_needed
from scorecard.excel.cost_matrix import (
    FIRST_COLUMN,
    FROM_COLUMN,
    LABEL_COLUMN,
    MONEY,
    SHARE,
    UNIT_COLUMN,
    WHOLE_MONEY,
    Grid,
)
from scorecard.excel.scorecard_layout import column_letters
from scorecard.excel.words import sources_in_words

LOW, HIGH = FIRST_COLUMN, FIRST_COLUMN + 1
# As wide as text below the grid is spread: label, origin, unit and this many more columns.
LAST_TEXT_COLUMN = FIRST_COLUMN + 7
AS_EXPORTED = "as calculated by the program at the export; these do not follow the yellow cells"


@dataclass
class Tables:
    """Writes the tables; each method returns the next free row."""

    book: Book
    sheet: Sheet
    catalogue: Catalogue
    costs: Costs
    names: Mapping[str, str]

    def __post_init__(self) -> None:
        line = {"bottom": 1, "bottom_color": "#E3E3E3"}
        self.words = self.book.style(text_wrap=True, **line)
        self.money = self.book.style(num_format=MONEY, align="right", **line)
        self.whole = self.book.style(num_format=WHOLE_MONEY, align="right", **line)
        self.share = self.book.style(num_format=SHARE, align="right", **line)
        self.place = self.book.style(num_format="0", align="center", bold=True, **line)
        self.centred = self.book.style(align="center", **line)

    def section(self, row: int, title: str, last_column: int = LAST_TEXT_COLUMN) -> int:
        """A heading over the columns up to the last."""
        for column in range(last_column + 1):
            self.sheet.blank(row, column, self.book.section_style())
        self.sheet.text(row, 0, title, self.book.section_style())
        self.sheet.worksheet.set_row(row, 20)
        return row + 1

    def note(self, row: int, text: str, width_characters: float) -> int:
        """A line of explanation in grey."""
        lines = lines_needed(text, width_characters)
        self.sheet.paragraph(row, LAST_TEXT_COLUMN, text, self.book.note_style(), lines)
        return row + 1

    def inputs(self, row: int, shown: Sequence[tuple[str, AssumedFigure, str]]) -> int:
        """The figures that a reader may change: name, what it is, and its cells' look."""
        self.sheet.texts(row, ["Figure", "Source", "Unit", "Low", "High"], self.book.header_style())
        for at, (_, figure, look) in enumerate(shown, start=row + 1):
            scale = 0.01 if look == SHARE else 1.0
            source = sources_in_words(figure.sources, self.catalogue)
            self.sheet.text(at, LABEL_COLUMN, figure.title, self.words)
            self.sheet.text(at, FROM_COLUMN, source, self.words)
            unit = figure.unit.removeprefix("% ")
            self.sheet.text(at, UNIT_COLUMN, unit, self.words)
            entry = self.book.entry_style(num_format=look, align="right")
            self.sheet.number(at, LOW, figure.low * scale, entry)
            self.sheet.number(at, HIGH, figure.high * scale, entry)
            self.sheet.height(at, max(lines_needed(figure.title, 32), lines_needed(source, 32)))
        return row + 1 + len(shown)

    def in_house(self, row: int, in_house: InHouseCost) -> tuple[int, dict[str, str]]:
        """The own team's month; also the addresses of its sum, and of what it resolves."""
        self.sheet.texts(row, ["A month", "", "", "Low", "High"], self.book.header_style())
        at = row + 1
        for line in in_house.lines:
            self.sheet.texts(at, [line.label, "Brief, else assumed", self.costs.currency],
                             self.words)  # fmt: skip
            self.sheet.number(at, LOW, line.month.low, self.whole)
            self.sheet.number(at, HIGH, line.month.high, self.whole)
            at += 1
        strong = self.book.style(bold=True, num_format=WHOLE_MONEY, align="right", top=1)
        each = self.book.style(bold=True, num_format=MONEY, align="right")
        bold = self.book.style(bold=True, text_wrap=True, top=1)
        found: dict[str, str] = {}
        self.sheet.texts(at, ["Cost of a month", "sum", self.costs.currency], bold)
        self.sheet.texts(at + 1, ["Resolved contacts", "Brief", "contacts"], self.words)
        self.sheet.texts(at + 2, ["Per resolved contact", "month ÷ resolved contacts",
                                  self.costs.currency], bold)  # fmt: skip
        for column, side in ((LOW, "low"), (HIGH, "high")):
            letters = column_letters(column)
            month, resolved = getattr(in_house.month, side), in_house.resolved
            total = f"=SUM({letters}{row + 2}:{letters}{at})"
            self.sheet.formula(at, column, total, month, strong)
            self.sheet.number(at + 1, column, resolved, self.whole)
            formula = f"={letters}{at + 1}/{letters}{at + 2}"
            self.sheet.formula(at + 2, column, formula, month / resolved, each)
            found[side] = f"${letters}${at + 1}"
        return at + 3, found

    def savings(self, row: int, order: Sequence[str], grid: Grid, team: Mapping[str, str]) -> int:
        """Saved a month, as formulas; over the contract as the program calculated it."""
        headings = ["Candidate", "Over the contract, as exported", "Saved at all",
                    "Partner, low", "high", "Programme manager, low", "high",
                    "Saved a month, low", "high", "Earned back", "Only missing parts"]  # fmt: skip
        self.sheet.texts(row, headings, self.book.header_style())
        self.sheet.height(row, 3)
        at = row + 1
        for place, candidate_id in enumerate(order):
            cost = self.costs.by_candidate[candidate_id]
            if cost.savings is not None and cost.service is not None:
                self.sheet.text(at, LABEL_COLUMN, self.names[candidate_id], self.words)
                self._saved(at, place, cost.service, cost.savings, grid=grid, team=team)
                at += 1
        return at

    def _saved(
        self,
        at: int,
        place: int,
        service: ServiceCost,
        saved: Savings,
        *,
        grid: Grid,
        team: Mapping[str, str],
    ) -> None:
        contract = whole_amounts(saved.contract, self.costs.currency)
        self.sheet.text(at, 1, contract, self.words)
        self.sheet.text(at, 2, chance(saved.probability), self.words)
        for offset, side in ((0, "low"), (1, "high")):
            # As many resolved contacts as today, over busy and quiet months: as exported.
            month, own = getattr(service.month, side), getattr(saved.partner_month, side)
            partner = f"={grid.address('month', place, side)}*{own / month:.17g}"
            self.sheet.formula(at, 3 + offset, partner, own, self.whole)
            manager = getattr(saved.programme_manager_month, side)
            self.sheet.number(at, 5 + offset, manager, self.whole)
            outside = [f"{column_letters(c + (1 - offset))}{at + 1}" for c in (3, 5)]
            formula = f"={team[side]}-{outside[0]}-{outside[1]}"
            self.sheet.formula(at, 7 + offset, formula, getattr(saved.month, side), self.whole)
        earned = break_even_in_words(saved, service.contract_months)
        self.sheet.text(at, 9, earned, self.words)
        self.sheet.text(at, 10, only_missing_in_words(saved), self.words)
        self.sheet.height(at, max(2, lines_needed(earned, 11)))

    def listed(
        self,
        row: int,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
    ) -> int:
        """Words in three columns, the last one spread over the rest of the width."""
        last = LAST_TEXT_COLUMN
        header = self.book.header_style()
        self.sheet.texts(row, headings[:2], header)
        self.sheet.worksheet.merge_range(row, 2, row, last, "", header)
        self.sheet.text(row, 2, headings[2], header)
        for at, cells in enumerate(rows, start=row + 1):
            self.sheet.texts(at, cells[:2], self.words)
            self.sheet.worksheet.merge_range(at, 2, at, last, "", self.words)
            self.sheet.text(at, 2, cells[2], self.words)
            lines = max(
                lines_needed(text, width) for text, width in zip(cells, widths, strict=True)
            )
            self.sheet.height(at, lines)
        return row + 1 + len(rows)

    def gaps(self, order: Sequence[str]) -> list[tuple[str, str, str]]:
        """Terms that nobody stated, problems, and what does not fit together."""
        labels = {q.id: q.label for q in self.catalogue.questions}
        found: list[tuple[str, str, str]] = []
        for problem in self.costs.problems:
            found.append(("Brief", problem.place.removeprefix("brief:"), problem.text))
        for remark in self.costs.remarks:
            found.append(("Brief", remark.question_id, f"{remark.text} {remark.ask}".strip()))
        for candidate_id in order:
            cost, name = self.costs.by_candidate[candidate_id], self.names[candidate_id]
            found += [(name, _place(problem, labels), problem.text) for problem in cost.problems]
            found += [
                (name, labels.get(r.question_id, r.question_id), f"{r.text} {r.ask}".strip())
                for r in cost.remarks
            ]
            if cost.service is not None:
                found += [
                    (
                        name,
                        labels[q],
                        "Not stated: low counts nothing for it, high an assumed figure. Ask.",
                    )
                    for q in cost.not_stated
                ]
        return found

    def assumptions(self, order: Sequence[str]) -> list[tuple[str, str, str]]:
        """Every figure that nobody stated, with its range, source and reason."""
        used: dict[str, AssumptionUsed] = {}
        costs = [self.costs.by_candidate[candidate_id] for candidate_id in order]
        everywhere = [cost.assumptions for cost in costs]
        if self.costs.in_house is not None:
            # Of the own team its own figures are none.
            own = self.costs.in_house.assumptions
            everywhere.append(tuple(entry for entry in own if entry.origin != "brief"))
        for entry in (entry for entries in everywhere for entry in entries):
            used.setdefault(entry.id, entry)
        return [self._assumption(entry) for entry in used.values()]

    def _assumption(self, entry: AssumptionUsed) -> tuple[str, str, str]:
        low, high = f"{entry.value.low:g}", f"{entry.value.high:g}"
        figure = low if low == high else f"{low}–{high}"
        source = "the brief"
        if entry.origin != "brief":
            source = sources_in_words(entry.sources, self.catalogue)
        return entry.title, f"{figure} {entry.unit}", f"{entry.rationale} Source: {source}."

    @property
    def commercial(self) -> Commercial:
        """What the catalogue knows about costs; ValueError where it has no such data."""
        if self.catalogue.commercial is None:
            raise ValueError("this catalogue has no cost data")
        return self.catalogue.commercial


def _place(problem: Problem, labels: Mapping[str, str]) -> str:
    question_id = problem.place.removeprefix("question:")
    return labels.get(question_id, question_id.removeprefix("brief:"))
