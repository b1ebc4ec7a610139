"""Workbooks out and in: the shortlist, questionnaires both ways, an existing scorecard."""

from scorecard.excel.existing_scorecard import (
    ImportedScorecard,
    ScorecardFault,
    read_existing_scorecard,
    scorecard_of,
)
from scorecard.excel.intake import (
    CellState,
    Intake,
    IntakeCell,
    IntakeFault,
    ReturnedQuestionnaire,
    compare_questionnaire,
    open_questionnaire,
    read_questionnaire,
)
from scorecard.excel.questionnaire import write_questionnaire
from scorecard.excel.scope import SheetScope
from scorecard.excel.scorecard_mapping import (
    ColumnRole,
    Corrections,
    Inference,
    Mapping,
    Orientation,
    Problem,
    RowRole,
)
from scorecard.excel.scorecard_reading import apply
from scorecard.excel.scorecard_understanding import (
    Understanding,
    likeliest_sheet,
    sheet_in_words,
    understand,
)
from scorecard.excel.sheet_grids import read_paste, read_sheets
from scorecard.excel.shortlist import write_shortlist

__all__ = [
    "CellState",
    "ColumnRole",
    "Corrections",
    "ImportedScorecard",
    "Inference",
    "Intake",
    "IntakeCell",
    "IntakeFault",
    "Mapping",
    "Orientation",
    "Problem",
    "ReturnedQuestionnaire",
    "RowRole",
    "ScorecardFault",
    "SheetScope",
    "Understanding",
    "apply",
    "compare_questionnaire",
    "likeliest_sheet",
    "open_questionnaire",
    "read_existing_scorecard",
    "read_paste",
    "read_questionnaire",
    "read_sheets",
    "scorecard_of",
    "sheet_in_words",
    "understand",
    "write_questionnaire",
    "write_shortlist",
]
