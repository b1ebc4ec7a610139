"""Workbooks out and in: the shortlist, questionnaires both ways, an existing scorecard."""

from scorecard.excel.existing_scorecard import (
    ImportedScorecard,
    ScorecardFault,
    read_existing_scorecard,
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
from scorecard.excel.shortlist import write_shortlist

__all__ = [
    "CellState",
    "ImportedScorecard",
    "Intake",
    "IntakeCell",
    "IntakeFault",
    "ReturnedQuestionnaire",
    "ScorecardFault",
    "SheetScope",
    "compare_questionnaire",
    "open_questionnaire",
    "read_existing_scorecard",
    "read_questionnaire",
    "write_questionnaire",
    "write_shortlist",
]
