"""What was understood of a score sheet, in one sentence, and its roles in a word or two."""

from __future__ import annotations

from scorecard.excel import ColumnRole, Orientation, RowRole, Understanding
from scorecard.ui.selections_import_corrections import HOLDS


def understood_sentence(found: Understanding) -> str:
    """“4 criteria, 2 candidates; the weights sum to 100; scores run from 0 to 5.”"""
    parts = [
        f"{_counted(len(found.mapping.rows), 'criterion', 'criteria')}, "
        f"{_counted(len(found.candidates), 'candidate', 'candidates')}"
    ]
    total = sum(criterion.weight for criterion in found.criteria)
    if total:
        parts.append(f"the weights sum to {total:.6g}")
    scales = {(criterion.low, criterion.high) for criterion in found.criteria}
    if len(scales) == 1:
        ((low, high),) = scales
        parts.append(f"scores run from {low:g} to {high:g}")
    elif scales:
        parts.append("scores run on scales of their own")
    problems = len(found.problems)
    if problems:
        parts.append(f"{_counted(problems, 'thing', 'things')} to settle")
    return "; ".join(parts) + "."


def column_word(found: Understanding, column: int) -> str:
    """What a column (of the grid with criteria in rows) is taken for; candidates by name."""
    reading = found.columns[column]
    if reading.role is ColumnRole.CANDIDATE:
        return reading.name
    return HOLDS[reading.role]


def row_word(found: Understanding, row: int) -> str:
    """What a row (of the grid with criteria in rows) is taken for."""
    first = found.mapping.header_row
    below = first + found.mapping.header_depth
    if row < first:
        return "above"
    if row < below:
        return "header"
    role = found.rows[row - below].role
    if role is RowRole.EMPTY:
        return ""
    return str(role)


def row_and_column(found: Understanding) -> tuple[str, str]:
    """What lies across and what down in the file: (“Row”, “Column”), or the other way round."""
    if found.mapping.orientation is Orientation.ROWS:
        return "Row", "Column"
    return "Column", "Row"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
