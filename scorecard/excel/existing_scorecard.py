"""An existing scorecard, brought along as CSV or XLSX, becomes a selection with its own catalogue.

One row a criterion, columns `criterion, weight, low, high`, then one column a candidate. `low`
is the performance worth 0 and `high` the one worth 100; a cell holds a number, nothing (open),
`refused` or `n/a`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scorecard.catalogue import Catalogue
from scorecard.catalogue.loader import load_catalogue
from scorecard.document import Document
from scorecard.excel.archive import is_xlsx
from scorecard.excel.csv_grid import read_csv
from scorecard.excel.grid import Grid, ScorecardFault
from scorecard.excel.imported_selection import imported_catalogue, imported_selection
from scorecard.excel.plain_text import one_line
from scorecard.excel.scorecard_table import ScorecardTable, read_table
from scorecard.excel.sheet_grids import check_length
from scorecard.excel.xlsx_grid import read_xlsx
from scorecard.model import Status
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE

__all__ = ["ImportedScorecard", "ScorecardFault", "read_existing_scorecard", "scorecard_of"]

MOST_FILE_NAME_CHARACTERS = 120


@dataclass(frozen=True)
class ImportedScorecard:
    """The scorecard as a document, and what has to be said about how it was read."""

    document: Document
    messages: tuple[str, ...] = ()


def read_existing_scorecard(
    content: bytes,
    file_name: str,
    *,
    created_at: datetime,
    reference: Catalogue | None = None,
) -> ImportedScorecard:
    """Reads the bytes of a CSV or XLSX file.

    The selection's phase is 'collecting': open cells count as the policy for open responses
    says. `reference` (the shipped catalogue by default) gives the method's own settings.
    Raises ScorecardFault, in one line with file, row and column, for anything that cannot be
    read without guessing.
    """
    name = base_name(file_name, "scorecard")
    table = read_table(_grid(content, name))
    return scorecard_of(table, content, created_at=created_at, reference=reference)


def scorecard_of(
    table: ScorecardTable,
    content: bytes,
    *,
    created_at: datetime,
    reference: Catalogue | None = None,
) -> ImportedScorecard:
    """The document that a table stands for, and what has to be said about its numbers."""
    catalogue = imported_catalogue(table, created_at, reference or load_catalogue())
    selection = imported_selection(table, catalogue, content, created_at)
    return ImportedScorecard(Document(selection=selection, catalogue=catalogue), _messages(table))


def base_name(file_name: str, otherwise: str) -> str:
    """The last part of a file's name on one line, or `otherwise` where nothing is left."""
    last = one_line(file_name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return last[:MOST_FILE_NAME_CHARACTERS] or otherwise


def _grid(content: bytes, file_name: str) -> Grid:
    check_length(content, file_name)
    return read_xlsx(content, file_name) if is_xlsx(content) else read_csv(content, file_name)


def _messages(table: ScorecardTable) -> tuple[str, ...]:
    grid = table.grid
    messages = list(grid.notes)
    total = sum(criterion.weight for criterion in table.criteria)
    if abs(total - 1.0) > 1e-9:
        messages.append(f"{grid.place()}: the weights sum to {total:.10g}; rescaled to 1")
    messages += _clamped(table)
    messages += _not_applicable(table)
    still_open = sum(cell is Status.OPEN for c in table.criteria for cell in c.cells)
    if still_open:
        are = "cell is" if still_open == 1 else "cells are"
        messages.append(
            f"{grid.place()}: {still_open} {are} open; responses count as still open, so an open "
            f"cell counts {NEUTRAL_VALUE:g}, and {WORST_VALUE:g} once responses are closed"
        )
    return tuple(messages)


def _clamped(table: ScorecardTable) -> list[str]:
    messages = []
    for criterion in table.criteria:
        least, most = sorted((criterion.low, criterion.high))
        for candidate, cell in zip(table.candidates, criterion.cells, strict=True):
            if isinstance(cell, Status) or least <= cell <= most:
                continue
            nearest = least if cell < least else most
            end, value = ("low", 0) if nearest == criterion.low else ("high", 100)
            place = table.grid.place(criterion.row, candidate.column, candidate.name)
            messages.append(
                f"{place}: {cell:g} is beyond {end} {nearest:g} and counts as {nearest:g}, "
                f"worth {value}"
            )
    return messages


def _not_applicable(table: ScorecardTable) -> list[str]:
    messages = []
    for criterion in table.criteria:
        marked = [
            candidate
            for candidate, cell in zip(table.candidates, criterion.cells, strict=True)
            if cell is Status.NOT_APPLICABLE
        ]
        if len(marked) == len(table.candidates):
            messages.append(
                f"{table.grid.place(criterion.row)}: “{criterion.name}” is n/a for every "
                "candidate, so it is out and the other weights are rescaled"
            )
            continue
        for candidate in marked:
            place = table.grid.place(criterion.row, candidate.column, candidate.name)
            messages.append(
                f"{place}: n/a for some candidates only; a criterion is in for all or out for "
                "all, so it counts as open here"
            )
    return messages
