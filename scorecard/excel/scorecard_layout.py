"""Where everything stands on the scorecard sheet, for the sheet itself and whoever links to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from scorecard.catalogue import Group
from scorecard.evaluation import Evaluation

SHEET_NAME = "Scorecard"
GROUP_COLUMN, CRITERION_COLUMN, POINTS_COLUMN, WEIGHT_COLUMN = range(4)
FIRST_CANDIDATE_COLUMN = 4
HEADER_ROW = 6
FIRST_CRITERION_ROW = HEADER_ROW + 1

RESULTS = (
    "overall",
    "rank",
    "in_ranking",
    "gates",
    "low",
    "high",
    "rank_best",
    "rank_worst",
    "evidenced",
    "rank_evidenced",
    "coverage",
    "tie_break",
)
# Who leads: of the first two rows every candidate has a cell, of the others there is one.
LEADER_DETAILS = ("place", "lacking", "in_front", "leader", "lead", "headline")
# What the chart of contributions says, from which group and between whom.
FINDINGS = ("widest", "highest", "lowest", "title")
CONTRIBUTION_PARTS = ("settled", "lent", "spread")
BLOCKS = ("low", "high", "evidenced", "settled")


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    remaining = column + 1
    while remaining:
        remaining, letter = divmod(remaining - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True)
class ScorecardLayout:
    """Rows and columns, counted from 0, of the scorecard sheet of one evaluation."""

    evaluation: Evaluation

    @cached_property
    def candidate_order(self) -> tuple[int, ...]:
        """The evaluation's rows as the columns show them: by rank, then whoever has none."""
        return self.evaluation.listed_order

    @cached_property
    def column_of(self) -> dict[int, int]:
        """Row of the evaluation → column of the sheet."""
        return {row: FIRST_CANDIDATE_COLUMN + i for i, row in enumerate(self.candidate_order)}

    @property
    def comment_column(self) -> int:
        """The column where a reader comments on a criterion."""
        return FIRST_CANDIDATE_COLUMN + len(self.candidate_order)

    @cached_property
    def criterion_order(self) -> tuple[int, ...]:
        """Indices of the criteria, those of a group together, so that a group is one range."""
        position = {group.id: i for i, group in enumerate(self.evaluation.groups)}
        criteria = self.evaluation.criteria
        return tuple(sorted(range(len(criteria)), key=lambda k: position[criteria[k].group]))

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Criterion id → row of the sheet."""
        criteria = self.evaluation.criteria
        return {criteria[k].id: FIRST_CRITERION_ROW + i for i, k in enumerate(self.criterion_order)}

    @cached_property
    def rows_of_group(self) -> dict[str, tuple[int, int]]:
        """Group id → first and last row of its criteria."""
        result = {}
        criteria = self.evaluation.criteria
        for group_id, members in groupby(self.criterion_order, key=lambda k: criteria[k].group):
            rows = [self.row_of[criteria[k].id] for k in members]
            result[group_id] = (rows[0], rows[-1])
        return result

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in the order of their rows."""
        return self.evaluation.groups

    @property
    def criterion_rows(self) -> int:
        """How many rows the criteria take; one empty row where every criterion is out."""
        return max(1, len(self.evaluation.criteria))

    @property
    def last_criterion_row(self) -> int:
        """The last row of criteria."""
        return FIRST_CRITERION_ROW + self.criterion_rows - 1

    @property
    def total_row(self) -> int:
        """The row of the sums of points and weights."""
        return self.last_criterion_row + 1

    @cached_property
    def tie_break(self) -> tuple[str, str] | None:
        """The declared tie-break in force: ('evidenced', ''), ('criterion', id), ('group', id)."""
        kind, _, name = self.evaluation.selection.brief.tie_break.partition(":")
        known = {
            "evidenced": {""},
            "criterion": set(self.row_of),
            "group": set(self.rows_of_group),
        }
        return (kind, name) if name in known.get(kind, set()) else None

    @cached_property
    def result_row(self) -> dict[str, int]:
        """Name of a result (see RESULTS) → its row; without what this selection has not."""
        absent = set()
        if self.tie_break is None:
            absent.add("tie_break")
        if not any(self.evaluation.gates):
            absent.add("gates")
        present = [name for name in RESULTS if name not in absent]
        return {name: self.total_row + 2 + i for i, name in enumerate(present)}

    @property
    def contributions_header_row(self) -> int:
        """The row above the contributions by group."""
        return max(self.result_row.values()) + 2

    @cached_property
    def contribution_row(self) -> dict[str, int]:
        """Group id → row of its contributions."""
        first = self.contributions_header_row + 1
        return {group.id: first + i for i, group in enumerate(self.groups)}

    @property
    def details_header_row(self) -> int:
        """The row that announces the detail blocks below the printed page."""
        return self.contributions_header_row + len(self.groups) + 2

    @cached_property
    def distance_row(self) -> dict[str, int]:
        """'above' and 'below': the rows of the distances to the ends of the range."""
        return {"above": self.details_header_row + 1, "below": self.details_header_row + 2}

    @cached_property
    def leader_row(self) -> dict[str, int]:
        """Name of a figure behind the leader (see LEADER_DETAILS) → its row."""
        first = self.distance_row["below"] + 3
        return {name: first + i for i, name in enumerate(LEADER_DETAILS)}

    def leader_cell(self, name: str) -> str:
        """Address of a single figure behind the leader for another sheet: `Scorecard!$E$52`."""
        letters = column_letters(FIRST_CANDIDATE_COLUMN)
        return f"{SHEET_NAME}!${letters}${self.leader_row[name] + 1}"

    @cached_property
    def finding_row(self) -> dict[str, int]:
        """Name of a figure behind the chart of contributions (see FINDINGS) → its row."""
        first = max(self.leader_row.values()) + 2
        return {name: first + i for i, name in enumerate(FINDINGS)}

    @cached_property
    def contribution_part_row(self) -> dict[str, dict[str, int]]:
        """'settled' and 'lent': group id → the row of that part of its contributions.

        'spread': group id → the row of how far its contributions lie apart.
        """
        first = max(self.finding_row.values()) + 3
        size = len(self.groups) + 2
        return {
            part: {group.id: first + n * size + i for i, group in enumerate(self.groups)}
            for n, part in enumerate(CONTRIBUTION_PARTS)
        }

    @cached_property
    def block_first_row(self) -> dict[str, int]:
        """Name of a detail block (see BLOCKS) → the row of its first criterion."""
        size = self.criterion_rows + 2
        parts = len(CONTRIBUTION_PARTS) * (len(self.groups) + 2)
        first = max(self.finding_row.values()) + 3 + parts
        return {name: first + i * size for i, name in enumerate(BLOCKS)}

    def cell(self, row: int, candidate_row: int) -> str:
        """Address of a candidate's cell without the sheet: `E12`."""
        return f"{column_letters(self.column_of[candidate_row])}{row + 1}"

    def reference(self, row: int, candidate_row: int) -> str:
        """Address of a candidate's cell for another sheet: `Scorecard!$E$12`."""
        letters = column_letters(self.column_of[candidate_row])
        return f"{SHEET_NAME}!${letters}${row + 1}"

    def first_candidates(self, distance: str, count: int) -> str:
        """The first candidates' cells of a distance row: `Scorecard!$E$50:$H$50`."""
        row = self.distance_row[distance] + 1
        first = column_letters(FIRST_CANDIDATE_COLUMN)
        last = column_letters(FIRST_CANDIDATE_COLUMN + count - 1)
        return f"{SHEET_NAME}!${first}${row}:${last}${row}"

    def across(self, result: str) -> str:
        """All candidates' cells of a result row: `$E$40:$H$40`."""
        row = self.result_row[result] + 1
        first = column_letters(FIRST_CANDIDATE_COLUMN)
        last = column_letters(FIRST_CANDIDATE_COLUMN + len(self.candidate_order) - 1)
        return f"${first}${row}:${last}${row}"

    def weights_range(self, first_row: int | None = None, last_row: int | None = None) -> str:
        """The weight cells: `$D$6:$D$30`, or those of some rows."""
        return self._down(WEIGHT_COLUMN, first_row, last_row, fixed=True)

    def points_range(self) -> str:
        """The points cells: `$C$6:$C$30`."""
        return self._down(POINTS_COLUMN, None, None, fixed=True)

    def values_range(
        self, candidate_row: int, first_row: int | None = None, last_row: int | None = None
    ) -> str:
        """A candidate's values: `E$6:E$30`, or those of some rows."""
        return self._down(self.column_of[candidate_row], first_row, last_row, fixed=False)

    def block_range(self, block: str, candidate_row: int) -> str:
        """A candidate's cells in a detail block."""
        first = self.block_first_row[block]
        return self.values_range(candidate_row, first, first + self.criterion_rows - 1)

    def block_part(self, block: str, candidate_row: int, group_id: str) -> str:
        """A candidate's cells in a detail block, those of one group."""
        first, last = self.rows_of_group[group_id]
        offset = self.block_first_row[block] - FIRST_CRITERION_ROW
        return self.values_range(candidate_row, first + offset, last + offset)

    def _down(
        self, column: int, first_row: int | None, last_row: int | None, *, fixed: bool
    ) -> str:
        first = (FIRST_CRITERION_ROW if first_row is None else first_row) + 1
        last = (self.last_criterion_row if last_row is None else last_row) + 1
        letters = ("$" if fixed else "") + column_letters(column)
        return f"{letters}${first}:{letters}${last}"
