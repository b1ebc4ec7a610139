"""What a report is about, and which parts of it this reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scorecard.certainty import Certainty
from scorecard.charts.reading import all_rows
from scorecard.charts.wording import name_in_text
from scorecard.commercial import Costs
from scorecard.evaluation import Evaluation
from scorecard.rules_fixed import RulesFixed

# Of more candidates than these, red flags that are not critical are left to the workbook.
MOST_IN_DETAIL = 8
# As many candidates stand side by side in a table on an upright page.
COLUMNS_ON_A_PAGE = 8


@dataclass(frozen=True)
class Subject:
    """An evaluation with the sentences about it and what is shown of it.

    lead: who leads, without more; remarks: what is left out, for the reader to know; rules: since
    when the rules are in force, None where that is not told.
    """

    evaluation: Evaluation
    sentence: str
    lead: str
    certainty: Certainty | None = None
    costs: Costs | None = None
    shows_breakdown: bool = True
    shows_flags: bool = True
    shows_evidence: bool = True
    shows_costs: bool = True
    remarks: tuple[str, ...] = ()
    rules: RulesFixed | None = None

    @property
    def rows(self) -> tuple[int, ...]:
        """Every candidate's row: the ranked ones best first, then the others."""
        return all_rows(self.evaluation)

    @property
    def row_pages(self) -> tuple[tuple[int, ...], ...]:
        """The same in lots that fit side by side, of much the same size."""
        rows = self.rows
        lots = -(-len(rows) // COLUMNS_ON_A_PAGE)
        ends = [round(lot * len(rows) / lots) for lot in range(lots + 1)] if lots else []
        return tuple(rows[start:end] for start, end in pairwise(ends))

    @property
    def rows_in_detail(self) -> frozenset[int]:
        """The shortlist and the first of the ranking, of whom everything is said."""
        shortlist = {r for r in self.rows if self.evaluation.candidates[r].shortlisted}
        return frozenset(shortlist | set(self.rows[:MOST_IN_DETAIL]))

    def name(self, row: int) -> str:
        """What the candidate in this row is called."""
        return self.evaluation.candidates[row].name

    def short_name(self, row: int) -> str:
        """The same, shortened with an ellipsis, for the head of a column or beside a bar."""
        return name_in_text(self.name(row))
