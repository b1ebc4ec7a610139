"""The sentence under the title of the page of links and exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scorecard.sentences import count_in_words
from scorecard.storage import Link


def links_sentence(links: Sequence[Link], now: datetime) -> str:
    """How many links are open and how often they were opened."""
    live = [link for link in links if link.is_valid_at(now)]
    if not live:
        return "No link is open; files leave only when you download them."
    opened = sum(link.opened_count for link in live)
    are = "link is" if len(live) == 1 else "links are"
    if opened == 0:
        times = "never opened yet"
    else:
        together = "" if len(live) == 1 else " in all"
        times = f"opened {'once' if opened == 1 else f'{opened} times'}{together}"
    return f"{count_in_words(len(live)).capitalize()} {are} open, {times}."
