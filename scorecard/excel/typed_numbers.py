"""The number in a cell of a questionnaire, or why there is none."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from scorecard.catalogue import UnclearNumber, number_in_text
from scorecard.catalogue import plain_number as plain_number_of
from scorecard.excel.grid import shortened
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.typed_words import Unclear, refuse_not_applicable

# As many digits as a spreadsheet program keeps; 0.181 × 100 is 18.1, not 18.099999999999998.
SIGNIFICANT_DIGITS = 12


def typed_number(
    cell: FilledCell, unit: str, currency: str = "", *, is_whole: bool = False
) -> float:
    """The number in a cell; `currency` is the code for an amount of money, else ''.

    A cell in per cent counts in per cent where the unit has the sign. Raises Unclear.
    """
    is_share = "%" in unit
    value = cell.value
    match value:
        case bool() | datetime() | date() | timedelta():
            raise Unclear(f"“{shortened(cell.text)}” is not a number")
        case int() | float():
            number = float(value)
            if cell.is_percentage:
                if not is_share:
                    raise Unclear(f"a percentage; asked for: {unit or 'a figure'}")
                number *= 100
            return _kept(number)
    try:
        return _kept(number_in_text(str(value), unit, currency, is_whole=is_whole))
    except UnclearNumber as problem:
        refuse_not_applicable(str(value))
        raise Unclear(str(problem)) from problem


def plain_number(digits: str, typed: str) -> float:
    """Digits with separators as a number; Unclear where "1,234" could be read in two ways."""
    try:
        return plain_number_of(digits, typed)
    except UnclearNumber as problem:
        raise Unclear(str(problem)) from problem


def _kept(number: float) -> float:
    if not math.isfinite(number):
        raise Unclear("the number must be finite")
    return float(f"{number:.{SIGNIFICANT_DIGITS}g}")
