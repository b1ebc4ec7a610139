"""Reading one returned questionnaire, against openpyxl opening the same file and doing nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
from bench.ratio import Ratio, median_pair_ms
from unit.excel.questionnaire_case import CATALOGUE, empty_selection, random_answers
from unit.excel.questionnaire_filling import filled

from scorecard.excel import read_questionnaire

CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)
BUDGET = 1.5
# What matching, checking and comparing may take beside 1.5 times the opening.
ALLOWANCE_MS = 50.0


def run() -> list[Ratio]:
    """Milliseconds of the whole intake, and of bare opening and bare reading of the same file.

    The budget is 1.5 times the opening plus 50 ms; the yardstick shown is that sum divided by 1.5,
    so that the ratio is within the budget exactly when the intake is.
    """
    selection = empty_selection()
    content = filled(selection, CATALOGUE, "c0", random_answers(1), created_at=CREATED_AT)
    intake = read_questionnaire(content, "reply.xlsx", selection, CATALOGUE)
    assert len(intake.acceptable) > 50, "the file is not the filled one"

    def read() -> object:
        return read_questionnaire(content, "reply.xlsx", selection, CATALOGUE)

    def opened() -> object:
        return openpyxl.load_workbook(BytesIO(content), read_only=True)

    product, opening = median_pair_ms(read, opened, repetitions=15)
    _, every_cell = median_pair_ms(opened, lambda: _every_cell(content), repetitions=7)
    title = f"Intake of a questionnaire with {len(intake.cells)} answers"
    return [
        Ratio(
            title,
            product,
            opening + ALLOWANCE_MS / BUDGET,
            BUDGET,
            f"openpyxl opening it ({opening:.1f} ms) with {ALLOWANCE_MS:g} ms allowed beside",
        ),
        Ratio("  the same", product, every_cell, None, "openpyxl reading every cell"),
    ]


def _every_cell(content: bytes) -> int:
    workbook = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return sum(1 for sheet in workbook for row in sheet.iter_rows() for _ in row)
