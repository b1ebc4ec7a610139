"""The parts of one score sheet that its understanding rests on."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.excel.cell_figures import Figures
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_header import Header
from scorecard.excel.scorecard_rows import RowReading


@dataclass(frozen=True)
class SheetParts:
    """Cells, header, columns and rows; `certainty` says how much it looks like a scorecard.

    `weights_in_names` says that the criteria's names hold the weights, as in `Quality (30%)`.
    """

    figures: Figures
    header: Header
    columns: tuple[ColumnReading, ...]
    rows: tuple[RowReading, ...]
    certainty: float
    weights_in_names: bool = False
