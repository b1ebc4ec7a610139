"""The sentence of the Selections page, and titles that no other selection has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scorecard.model import Phase, name_key
from scorecard.sentences import count_in_words
from scorecard.storage import SelectionSummary

MOST_TITLE_CHARACTERS = 200


def selections_sentence(summaries: Sequence[SelectionSummary]) -> str:
    """How many are open, decided and archived: “Three open, one decided.”"""
    archived = sum(summary.archived for summary in summaries)
    decided = sum(s.phase is Phase.DECIDED and not s.archived for s in summaries)
    still_open = len(summaries) - archived - decided
    parts = [
        f"{count_in_words(count)} {word}"
        for count, word in (
            (still_open, "open"),
            (decided, "decided"),
            (archived, "archived"),
        )
        if count
    ]
    if not parts:
        return "No selection yet."
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def free_title(wanted: str, taken: Iterable[str]) -> str:
    """The wanted title, or the first of “(copy)”, “(copy 2)”, … that no other selection has."""
    keys = {name_key(title) for title in taken}
    title = " ".join(wanted.split())[:MOST_TITLE_CHARACTERS]
    number = 1
    while name_key(title) in keys:
        ending = " (copy)" if number == 1 else f" (copy {number})"
        title = f"{' '.join(wanted.split())[: MOST_TITLE_CHARACTERS - len(ending)]}{ending}"
        number += 1
    return title
