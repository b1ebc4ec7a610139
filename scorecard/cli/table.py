"""Plain-text tables whose columns line up in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from scorecard.cli.faults import one_line


def text_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right_aligned: Collection[str] = ()
) -> str:
    """Headings and rows as lines; columns named in `right_aligned` line up on the right."""
    lines = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        "  ".join(
            _padded(cell, width, to_the_right=heading in right_aligned)
            for cell, width, heading in zip(line, widths, headings, strict=True)
        ).rstrip()
        for line in lines
    )


def _padded(cell: str, width: int, *, to_the_right: bool) -> str:
    padding = " " * (width - _width(cell))
    return padding + cell if to_the_right else cell + padding


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: two for wide characters, none for accents."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
