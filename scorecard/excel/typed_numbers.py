"""A number that somebody typed into a cell, with its unit and separators, or why it is none."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta

from scorecard.excel.grid import shortened
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.typed_words import Unclear, refuse_not_applicable

# As many digits as a spreadsheet program keeps; 0.181 × 100 is 18.1, not 18.099999999999998.
SIGNIFICANT_DIGITS = 12

_NUMBER = re.compile(r"([+-]?)\s*(\d[\d.,' ]*|[.,]\d+)")
_GROUPED_BY_SPACE = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_SYMBOLS = {
    "€": {"EUR"},
    "£": {"GBP"},
    "¥": {"JPY", "CNY"},
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "COP", "CLP", "ARS"},
    "₹": {"INR"},
    "₱": {"PHP"},
    "zł": {"PLN"},
    "R$": {"BRL"},
}
_HARMLESS_WORDS = {"per", "a", "an", "the", "of", "p", "in", "/", "h", "hr"}


def typed_number(cell: FilledCell, unit: str, currency: str = "") -> float:
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
                    raise Unclear(f"a percentage, but the answer is asked in {unit or 'figures'}")
                number *= 100
            return _kept(number)
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", str(value)).replace("−", "-")).strip()
    found = _NUMBER.search(text)
    if found is None:
        refuse_not_applicable(text)
        raise Unclear(f"“{shortened(text)}” is not a number")
    before, after = text[: found.start()], text[found.end() :]
    if _NUMBER.search(after):
        raise Unclear(f"“{shortened(text)}” holds more than one number; give one")
    _check_surroundings(f"{before} {after}".strip(), unit, currency, text)
    number = plain_number(found[2].strip(), text)
    return _kept(-number if found[1] == "-" else number)


def _kept(number: float) -> float:
    if not math.isfinite(number):
        raise Unclear("the number must be finite")
    return float(f"{number:.{SIGNIFICANT_DIGITS}g}")


def plain_number(digits: str, typed: str) -> float:
    """Digits with separators as a number; Unclear where "1,234" could be read in two ways."""
    digits = digits.strip(" '")
    compact = digits.replace(" ", "").replace("'", "")
    grouped_by_space = compact != digits
    if grouped_by_space and not _GROUPED_BY_SPACE.fullmatch(digits):
        raise Unclear(f"“{shortened(typed)}” is not a number that can be read")
    commas, points = compact.count(","), compact.count(".")
    if commas and points:
        decimal = "," if compact.rfind(",") > compact.rfind(".") else "."
        thousands = "." if decimal == "," else ","
        whole, _, fraction = compact.rpartition(decimal)
        if not _is_grouped(whole, thousands) or thousands in fraction or decimal in whole:
            raise Unclear(f"“{shortened(typed)}” is not a number that can be read")
        return float(f"{whole.replace(thousands, '')}.{fraction or 0}")
    separator = "," if commas else "."
    count = commas + points
    if count > 1:
        if not _is_grouped(compact, separator):
            raise Unclear(f"“{shortened(typed)}” is not a number that can be read")
        return float(compact.replace(separator, ""))
    if count == 1 and not grouped_by_space:
        whole, _, fraction = compact.partition(separator)
        if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole.strip("0"):
            raise Unclear(
                f"“{shortened(typed)}” can be {whole}{fraction} or {whole}.{fraction}; write it "
                "without a separator of thousands"
            )
    return float(compact.replace(",", "."))


def _is_grouped(whole: str, separator: str) -> bool:
    first, *others = whole.split(separator)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)


def _check_surroundings(words: str, unit: str, currency: str, typed: str) -> None:
    """Raises Unclear for anything beside the number but its own unit or currency."""
    if "%" in words:
        if "%" not in unit:
            raise Unclear(
                f"“{shortened(typed)}” is a percentage, but {unit or 'a figure'} is asked"
            )
        words = words.replace("%", " ")
    for symbol, codes in sorted(_SYMBOLS.items(), key=lambda entry: -len(entry[0])):
        if symbol in words:
            if currency not in codes:
                asked = currency or unit or "a figure"
                raise Unclear(f"“{shortened(typed)}” is in {symbol}, but {asked} is asked")
            words = words.replace(symbol, " ")
    known = {_stem(word) for word in _words(unit)} | {currency.casefold()} | _HARMLESS_WORDS
    unknown = [word for word in _words(words) if _stem(word) not in known]
    if unknown:
        asked = f"{currency} {unit}".strip() or "a number"
        raise Unclear(f"“{shortened(typed)}” holds more than a number in {asked}")


def _words(text: str) -> list[str]:
    # Every sign counts: "(12)" is minus twelve to an accountant, and "~12" is about twelve.
    return re.findall(r"[^\W\d_]+|[^\w\s.]|[\d_]", text.casefold())


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
