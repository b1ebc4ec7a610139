"""The three orders of cost side by side, with places that the sheet works out itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.commercial import CandidateCost, Span
from scorecard.excel.book import lines_needed
from scorecard.excel.cost_matrix import FROM_COLUMN, LABEL_COLUMN, NONE
from scorecard.excel.cost_tables import Tables
from scorecard.excel.scorecard_layout import column_letters
from scorecard.scoring.ranking import DECIMALS

HEADINGS = (
    "Candidate", "Pricing model", "Headline an hour", "Place", "Loaded rate, low", "high",
    "middle", "Place", "Per resolved contact, low", "high", "middle", "Place",
)  # fmt: skip
HEADLINE, RATE, EACH = 2, 4, 8


@dataclass(frozen=True)
class Origins:
    """The formulas, without =, of one candidate's figures; '' where one stands as exported."""

    headline: str = ""
    rate: tuple[str, str] = ("", "")
    each: tuple[str, str] = ("", "")


def write_orders(tables: Tables, row: int, rows: Sequence[tuple[CandidateCost, Origins]]) -> int:
    """Writes the table from `row` on and returns the next free row.

    Figures are low, high and their middle; places go by the middle, as the engine's do.
    """
    tables.sheet.texts(row, HEADINGS, tables.book.header_style())
    tables.sheet.height(row, 2)
    area = (row + 2, row + 1 + len(rows))
    models = {model.id: model.title for model in tables.commercial.pricing_models}
    for at, (cost, origins) in enumerate(rows, start=row + 1):
        name = tables.names[cost.candidate_id]
        tables.sheet.text(at, LABEL_COLUMN, name, tables.words)
        tables.sheet.height(at, lines_needed(name, 32))
        model = "" if cost.service is None else models.get(cost.service.model_id, "")
        tables.sheet.text(at, FROM_COLUMN, model, tables.words)
        _Order(tables, at, area).write(cost, origins)
    return row + 1 + len(rows)


@dataclass(frozen=True)
class _Order:
    """One candidate's row; `area` are the first and the last row of all, counted from 1."""

    tables: Tables
    at: int
    area: tuple[int, int]

    def write(self, cost: CandidateCost, origins: Origins) -> None:
        ranks = self.tables.costs.ranks_by_candidate[cost.candidate_id]
        rate = None if cost.loaded_rate is None else cost.loaded_rate.per_productive_hour
        self._headline(cost.headline, origins.headline, ranks.headline)
        self._span(RATE, rate, origins.rate, ranks.loaded)
        self._span(EACH, cost.cost_per_resolved_contact, origins.each, ranks.resolved)

    def _headline(self, headline: float | None, origin: str, place: int) -> None:
        if headline is None:
            self._nothing(HEADLINE, 2)
            return
        rounded = round(headline, DECIMALS)
        self._figure(HEADLINE, f"ROUND({origin},{DECIMALS})" if origin else "", rounded)
        self._place(HEADLINE + 1, place)

    def _span(self, column: int, span: Span | None, origins: tuple[str, str], place: int) -> None:
        if span is None:
            self._nothing(column, 4)
            return
        self._figure(column, origins[0], span.low)
        self._figure(column + 1, origins[1], span.high)
        low, high = (f"{column_letters(c)}{self.at + 1}" for c in (column, column + 1))
        middle = f"ROUND(({low}+{high})/2,{DECIMALS})"
        self._figure(column + 2, middle, round(span.middle, DECIMALS))
        self._place(column + 3, place)

    def _figure(self, column: int, formula: str, cached: float) -> None:
        sheet, style = self.tables.sheet, self.tables.money
        if formula:
            sheet.formula(self.at, column, f"={formula}", cached, style)
        else:
            sheet.number(self.at, column, cached, style)

    def _place(self, column: int, cached: int) -> None:
        letters, (first, last) = column_letters(column - 1), self.area
        formula = f"=RANK({letters}{self.at + 1},{letters}${first}:{letters}${last},1)"
        self.tables.sheet.formula(self.at, column, formula, cached, self.tables.place)

    def _nothing(self, column: int, count: int) -> None:
        self.tables.sheet.texts(self.at, [NONE] * count, self.tables.centred, column=column)
