"""A day that somebody typed into a cell, in the ways of several countries, or why it is none."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from scorecard.excel.grid import shortened
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.typed_words import Unclear

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
# A smaller number is rather a year or a count than a day's serial number.
_LEAST_SERIAL, _LAST_SERIAL = 10_000, 110_000
_MONTHS = (
    ("january", "jan", "januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari"),
    ("february", "feb", "februar", "février", "fevrier", "febrero", "fevereiro", "febbraio",
     "februari"),
    ("march", "mar", "märz", "mrz", "marz", "mars", "marzo", "março", "marco", "maart"),
    ("april", "apr", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maio", "maggio", "mei"),
    ("june", "jun", "juni", "juin", "junio", "junho", "giugno"),
    ("july", "jul", "juli", "juillet", "julio", "julho", "luglio"),
    ("august", "aug", "août", "aout", "agosto", "augustus"),
    ("september", "sep", "sept", "septembre", "septiembre", "setembro", "settembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "ottobre"),
    ("november", "nov", "novembre", "noviembre", "novembro"),
    ("december", "dec", "dezember", "dez", "décembre", "decembre", "diciembre", "dezembro",
     "dicembre"),
)  # fmt: skip
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?: de)? ([^\W\d]+)\.?,?(?: de)? (\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def typed_day(cell: FilledCell) -> date:
    """The day in a cell. Raises Unclear, also where day and month could be exchanged."""
    value = cell.value
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case bool() | timedelta():
            raise Unclear(f"“{shortened(cell.text)}” is not a date")
        case int() | float():
            if float(value).is_integer() and _LEAST_SERIAL <= value <= _LAST_SERIAL:
                return _FIRST_SERIAL_DAY + timedelta(days=int(value))
            raise Unclear(f"“{shortened(cell.text)}” is not a date; write it as 2026-11-22")
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", str(value))).strip()
    try:
        return _day_in(text)
    except Unclear:
        raise
    except ValueError as problem:
        raise Unclear(f"“{shortened(text)}” is no day of the calendar") from problem


def _day_in(text: str) -> date:
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first <= 12 and second <= 12 and first != second:
            raise Unclear(
                f"“{text}” can be {date(year, second, first)} or {date(year, first, second)}; "
                "write the one that is meant in that way"
            )
        return date(year, first, second) if second > 12 else date(year, second, first)
    match = _DAY_FIRST.fullmatch(text)
    if match and (month := _MONTH_NUMBERS.get(match[2].casefold())):
        return date(int(match[3]), month, int(match[1]))
    match = _MONTH_FIRST.fullmatch(text)
    if match and (month := _MONTH_NUMBERS.get(match[1].casefold())):
        return date(int(match[3]), month, int(match[2]))
    raise Unclear(f"“{shortened(text)}” is not a date; write it as 2026-11-22")
