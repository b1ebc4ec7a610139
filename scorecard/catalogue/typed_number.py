"""A number that somebody typed, with its unit and separators, or why it is none; and as text again.

Countries write numbers differently, and "1,234" is two numbers: nothing is guessed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from scorecard.catalogue.answer_check import InvalidValueError

EXAMPLE = "12.5"
_QUOTED_CHARACTERS = 40

_NUMBER = re.compile(r"([+-]?)\s*(\d[\d.,' ]*|[.,]\d+)")
_GROUPED_BY_SPACE = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?")
_WITH_EXPONENT = re.compile(r"\d[eE][+-]?\d")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
# What `number_in_text` would take for either of two numbers.
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
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
_ABBREVIATED = {"min": "minute", "s": "second", "sec": "second"}


class UnclearNumber(InvalidValueError):
    """What was typed is no number, or could be two; the message says why.

    `advice` says how to write it, where the message does not say so itself.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.advice = advice


def number_in_text(
    typed: str, unit: str = "", currency: str = "", *, is_whole: bool = False
) -> float:
    """The number in a text, which may also hold its own unit or currency.

    `currency` is the code for an amount of money, else ''. What `is_whole` is counted in whole
    numbers: nobody is advised to write decimals. Raises UnclearNumber.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", typed).replace("−", "-")).strip()
    found = _NUMBER.search(text)
    if found is None:
        raise UnclearNumber(
            f"“{_quoted(text)}” is not a number", f"write digits, such as {EXAMPLE}"
        )
    if _WITH_EXPONENT.search(text):
        raise _unreadable(text)
    before, after = text[: found.start()], text[found.end() :]
    if _NUMBER.search(after):
        raise UnclearNumber(f"“{_quoted(text)}” holds more than one number; give one")
    _check_surroundings(f"{before} {after}".strip(), unit, currency, text)
    number = plain_number(found[2].strip(), text, is_whole=is_whole)
    if not math.isfinite(number):
        raise UnclearNumber("the number must be finite")
    return -number if found[1] == "-" else number


def plain_number(digits: str, typed: str, *, is_whole: bool = False) -> float:
    """Digits with separators as a number; UnclearNumber where "1,234" could be read in two ways."""
    digits = digits.strip(" '")
    compact = digits.replace(" ", "").replace("'", "")
    grouped_by_space = compact != digits
    if grouped_by_space and not _GROUPED_BY_SPACE.fullmatch(digits):
        raise _unreadable(typed)
    commas, points = compact.count(","), compact.count(".")
    if commas and points:
        decimal = "," if compact.rfind(",") > compact.rfind(".") else "."
        thousands = "." if decimal == "," else ","
        whole, _, fraction = compact.rpartition(decimal)
        if not _is_grouped(whole, thousands) or thousands in fraction or decimal in whole:
            raise _unreadable(typed)
        return float(f"{whole.replace(thousands, '')}.{fraction or 0}")
    separator = "," if commas else "."
    count = commas + points
    if count > 1:
        if not _is_grouped(compact, separator):
            raise _unreadable(typed)
        return float(compact.replace(separator, ""))
    if count == 1 and not grouped_by_space:
        whole, _, fraction = compact.partition(separator)
        if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole.strip("0"):
            smaller = whole if is_whole else f"{whole}.{fraction}0"
            raise UnclearNumber(
                f"“{_quoted(typed)}” can be {whole}{fraction} or {whole}.{fraction}; write "
                f"{whole}{fraction} or {smaller}"
            )
    return float(compact.replace(",", "."))


def number_as_text(number: float) -> str:
    """The number with as many decimals as it has, as `number_in_text` reads it again.

    Without an exponent or a separator of thousands; 1.234 becomes 1.2340, which is one number only.
    """
    number = float(number) + 0.0  # not -0
    if number.is_integer():
        return f"{number:.0f}"
    text = format(Decimal(repr(number)), "f")
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text


def _unreadable(typed: str) -> UnclearNumber:
    return UnclearNumber(
        f"“{_quoted(typed)}” is not a number that can be read", f"write it like {EXAMPLE}"
    )


def _is_grouped(whole: str, separator: str) -> bool:
    first, *others = whole.split(separator)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)


def _check_surroundings(words: str, unit: str, currency: str, typed: str) -> None:
    """Raises UnclearNumber for anything beside the number but its own unit or currency."""
    if "%" in words:
        if "%" not in unit:
            raise UnclearNumber(
                f"“{_quoted(typed)}” is a percentage; asked for: {unit or 'a figure'}"
            )
        words = words.replace("%", " ")
    for symbol, codes in sorted(_SYMBOLS.items(), key=lambda entry: -len(entry[0])):
        if symbol in words:
            if currency not in codes:
                asked = currency or unit or "a figure"
                raise UnclearNumber(f"“{_quoted(typed)}” is in {symbol}; asked for: {asked}")
            words = words.replace(symbol, " ")
    known = {_stem(word) for word in _words(unit)} | {currency.casefold()} | _HARMLESS_WORDS
    unknown = [word for word in _words(words) if _stem(word) not in known]
    if unknown:
        asked = f"{currency} {unit}".strip() or "figures"
        asked = f"a number in {asked}" if unit or currency else "a number"
        raise UnclearNumber(
            f"“{_quoted(typed)}” holds more than {asked}",
            f"write the number alone, such as {EXAMPLE}",
        )


def _words(text: str) -> list[str]:
    # Every sign counts: "(12)" is minus twelve to an accountant, and "~12" is about twelve.
    return re.findall(r"[^\W\d_]+|[^\w\s.]|[\d_]", text.casefold())


def _stem(word: str) -> str:
    word = _ABBREVIATED.get(word, word)
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _QUOTED_CHARACTERS:
        return line
    return line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"
