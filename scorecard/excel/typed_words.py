"""What somebody typed into a cell, understood without guessing: options, ticks, entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from scorecard.catalogue import Option
from scorecard.excel.grid import shortened
from scorecard.excel.intake_grid import FilledCell

_YES = {"yes", "y", "x", "✓", "✔", "☑", "true", "1", "ja", "j", "oui", "o", "sí", "si", "sì", "sim",
        "tak", "wahr", "vrai"}  # fmt: skip
_NO = {"no", "n", "✗", "✘", "☐", "false", "0", "nein", "non", "não", "nao", "nie", "nee", "-", "–",
       "falsch", "faux"}  # fmt: skip
_NOT_APPLICABLE = {"n/a", "na", "n.a.", "not applicable", "does not apply", "entfällt", "n.v.t."}


class Unclear(ValueError):
    """What was typed cannot be understood without guessing; the message says why."""


def typed_option(cell: FilledCell, options: Sequence[Option]) -> str:
    """The id of the option that a cell names. Raises Unclear."""
    typed = plain(cell.text)
    for option in options:
        if typed in (plain(option.label), plain(option.id)):
            return option.id
    beginning = [o.id for o in options if len(typed) >= 3 and plain(o.label).startswith(typed)]
    if len(beginning) == 1:
        return beginning[0]
    refuse_not_applicable(typed)
    known = "; ".join(option.label for option in options)
    raise Unclear(f"“{shortened(cell.text)}” is none of: {known}")


def typed_tick(cell: FilledCell) -> bool:
    """Whether a cell of a checklist says yes. Raises Unclear."""
    typed = plain(cell.text)
    if typed in _YES:
        return True
    if typed in _NO:
        return False
    refuse_not_applicable(typed)
    raise Unclear(f"“{shortened(cell.text)}” is neither yes nor no")


def typed_tags(cell: FilledCell) -> tuple[str, ...]:
    """The entries of a cell, apart by semicolons or lines, else by commas."""
    text = cell.text
    separator = r"[;\n]" if re.search(r"[;\n]", text) else ","
    parts = (" ".join(part.split()) for part in re.split(separator, text))
    return tuple(dict.fromkeys(part for part in parts if part))


def plain(text: str) -> str:
    """Text for a comparison: without case, with single spaces, composed alike."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def refuse_not_applicable(text: str) -> None:
    """Raises Unclear where somebody wrote that the question does not apply."""
    if plain(text) in _NOT_APPLICABLE:
        raise Unclear(
            f"“{shortened(text)}”: whether a question does not apply is decided by the buyer, with "
            "a reason, on Due diligence"
        )
