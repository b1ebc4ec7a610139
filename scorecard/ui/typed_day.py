"""A day typed into a cell of a table: the cells are text, as the browser's calendar misreads it."""

from __future__ import annotations

import re

HOW_TO_WRITE_A_DAY = "Write it as 2026-11-22 (year, month, day) or 22.11.2026."

_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")


def as_iso_day(typed: object) -> object:
    """Text with dots (day, month, year) as `2026-11-22`; anything else as it is, to be checked.

    With slashes day and month could be exchanged: that stays, and is refused.
    """
    if not isinstance(typed, str):
        return typed
    match = _DOTTED.fullmatch(typed.strip())
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else typed.strip()


def help_for_days(about: str) -> str:
    """The help of a column of days: what it is about and how a day is written."""
    return f"{about.rstrip('.')}. {HOW_TO_WRITE_A_DAY}" if about else HOW_TO_WRITE_A_DAY
