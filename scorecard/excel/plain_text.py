"""Text that somebody typed, made safe for a cell, a header or a footer, and otherwise unchanged."""

from __future__ import annotations

import re

CELL_LIMIT_CHARACTERS = 32_767
# Two parts, their codes and the page number must fit into Excel's 255.
HEADER_PART_LIMIT_CHARACTERS = 100

# What XML 1.0 cannot carry (control characters, lone surrogates, non-characters), and the
# C1 control characters, which no reader shows.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str) -> str:
    """The text as it may stand in a cell.

    Control characters are taken out; what is longer than Excel allows (counted in UTF-16 units)
    is shortened and says so.
    """
    if _UNWANTED.search(text) or "\r" in text:
        text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > CELL_LIMIT_CHARACTERS:
        text = _shortened(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes exactly this shape for ready-made rich text and would write it as XML.
        text += " "
    return text


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks included, as one space."""
    return " ".join(_UNWANTED.sub(" ", text).split())


def header_text(text: str) -> str:
    """The text for a page header or footer, where `&` begins a code and space is short."""
    line = one_line(text)
    coded = _header_coded(line)
    while _utf16_units(coded) > HEADER_PART_LIMIT_CHARACTERS:
        line = line[:-2].rstrip() + "…"
        coded = _header_coded(line)
    return coded


def _header_coded(line: str) -> str:
    # A doubled & prints as one. XlsxWriter counts every `&G` as the place of a picture, doubled
    # or not, and drops the whole header when it finds none, hence the space.
    return line.replace("&", "&&").replace("&&G", "&& G").replace("&&[", "&& [")


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str) -> str:
    if _utf16_units(text) <= CELL_LIMIT_CHARACTERS:
        return text
    encoded = text.encode("utf-16-le")
    note = f" … [shortened from {len(text):,} characters]"
    kept = encoded[: 2 * (CELL_LIMIT_CHARACTERS - len(note))]
    return kept.decode("utf-16-le", errors="ignore") + note
