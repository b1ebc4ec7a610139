"""The sentence under the title of the page of links and exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scorecard.sentences import count_in_words
from scorecard.storage import Link


def links_sentence(links: Sequence[Link], now: datetime) -> str:
    """How many links are open; how often each was opened stands in the list, which follows it."""
    live = sum(link.is_valid_at(now) for link in links)
    if not live:
        return "No link is open; files leave only when you download them."
    are = "link is" if live == 1 else "links are"
    return f"{count_in_words(live).capitalize()} {are} open; files leave when you download them."
