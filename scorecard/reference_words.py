"""Reference figures beside costs: which they are, and their range, unit, source and date in words.

They are the catalogue's, to hold a quote against; nothing is calculated with them. Workbook, report
and command line list the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import Benchmark, Catalogue
from scorecard.commercial import Costs, Span
from scorecard.cost_words import figures
from scorecard.sentences import source_titles

REFERENCE_TITLE = "Reference figures: none of them is a fact about a candidate"
REFERENCE_NOTE = (
    "Published figures to hold a quote against. None of them enters a calculation; currencies are "
    "as published."
)
# What a contract asks of the notice is no part of what it costs.
_NO_COST = {"lock_in_months"}
_OWN_TEAM_FIELDS = ("in_house", "programme_manager_fte")


@dataclass(frozen=True)
class Reference:
    """One reference figure; `low` and `high` are equal where its source gives one figure."""

    id: str
    title: str
    low: float
    high: float
    unit: str
    source: str
    date: str
    note: str

    @property
    def range_in_words(self) -> str:
        """`12–18`, or the one figure."""
        return figures(Span(self.low, self.high))


def cost_references(catalogue: Catalogue, costs: Costs) -> tuple[Reference, ...]:
    """What concerns quotes and, where its cost is calculated, the own team; catalogue order."""
    about_quotes = quote_benchmarks(catalogue)
    about_team = () if costs.in_house is None else _own_team_benchmarks(catalogue)
    chosen = {benchmark.id for benchmark in (*about_quotes, *about_team)}
    return tuple(
        Reference(
            id=benchmark.id,
            title=benchmark.title,
            low=benchmark.low,
            high=benchmark.high,
            unit=benchmark.unit,
            source=source_titles(benchmark.sources, catalogue),
            date=benchmark.date,
            note=benchmark.note,
        )
        for benchmark in catalogue.benchmarks
        if benchmark.id in chosen
    )


def quote_benchmarks(catalogue: Catalogue) -> tuple[Benchmark, ...]:
    """Those beside a question that the cost of a quote is read from."""
    if catalogue.commercial is None:
        return ()
    asked = set(catalogue.commercial.questions.model_dump(exclude=_NO_COST).values())
    return tuple(b for b in catalogue.benchmarks if b.question in asked)


def _own_team_benchmarks(catalogue: Catalogue) -> tuple[Benchmark, ...]:
    return tuple(
        b for b in catalogue.benchmarks if b.brief_field.partition(".")[0] in _OWN_TEAM_FIELDS
    )
