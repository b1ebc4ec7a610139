"""The shortlist as a workbook, and an existing scorecard brought along as CSV or XLSX."""

from scorecard.excel.existing_scorecard import (
    ImportedScorecard,
    ScorecardFault,
    read_existing_scorecard,
)
from scorecard.excel.scope import SheetScope
from scorecard.excel.shortlist import write_shortlist

__all__ = [
    "ImportedScorecard",
    "ScorecardFault",
    "SheetScope",
    "read_existing_scorecard",
    "write_shortlist",
]
