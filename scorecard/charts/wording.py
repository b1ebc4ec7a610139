"""Numbers, names and counts as the charts' titles and hover texts say them."""

from __future__ import annotations

import html
import textwrap
import unicodedata
from collections.abc import Sequence
from datetime import date

from scorecard.evaluation import Evaluation
from scorecard.model import Status

MINUS = "−"
ELLIPSIS = "…"
NAME_CHARACTERS_IN_TITLE = 32
HOVER_LINE_CHARACTERS = 44
HOVER_LINES = 6
# Characters that would turn the direction of the text around them.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])

_STATUS_WORDS = {
    Status.ANSWERED: "answered",
    Status.OPEN: "open",
    Status.NO_REPLY: "no reply by the deadline",
    Status.REFUSED: "refused to answer",
    Status.NOT_APPLICABLE: "not applicable",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def decimal(number: float) -> str:
    """One decimal, with a real minus sign and no negative zero."""
    text = f"{number + 0.0:.1f}"
    return text.replace("-", MINUS) if float(text) else "0.0"


def nothing_ranked(evaluation: Evaluation) -> str:
    """Why nobody is ranked, and which page helps."""
    helps = "do so on the page Criteria and weights"
    if not evaluation.criteria:
        helps = "the page Criteria and weights says why"
    return f"{evaluation.nothing_ranked_because}; {helps}"


def signed(number: float) -> str:
    """One decimal with its sign: +9.2, −3.1, 0.0."""
    text = decimal(number)
    return f"+{text}" if number > 0 and text != "0.0" else text


def short(number: float) -> str:
    """At most two decimals and no needless zeros; thousands apart."""
    return f"{round(number, 2) + 0.0:,.10g}".replace("-", MINUS)


def beside(number: float, threshold: float | None) -> str:
    """One decimal, or as many more as keep the number visibly apart from the threshold."""
    if threshold is None or number == threshold:
        return decimal(number)
    for decimals in range(1, 6):
        text = f"{number:.{decimals}f}"
        if float(text) != threshold:
            return text.replace("-", MINUS)
    return f"{number:.10g}".replace("-", MINUS)


def counted(count: int, singular: str, plural: str = "") -> str:
    """'1 candidate', '3 candidates'."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def joined(names: Sequence[str], at_most: int = 3) -> str:
    """'A', 'A and B', 'A, B and C', 'A, B and 3 others'."""
    if len(names) > at_most:
        kept = max(1, at_most - 1)
        return f"{', '.join(names[:kept])} and {counted(len(names) - kept, 'other')}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def mid_sentence(title: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins an abbreviation."""
    starts_abbreviation = len(title) > 1 and title[1].isupper()
    return title if starts_abbreviation else title[:1].lower() + title[1:]


def title_in_text(evaluation: Evaluation, title: str) -> str:
    """A title inside a sentence; names of somebody's own scorecard keep their capitals."""
    return title if evaluation.catalogue.is_brought_along else mid_sentence(title)


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def status_words(status: Status) -> str:
    """What an answer's status means, in words."""
    return _STATUS_WORDS[status]


def day_words(day: date) -> str:
    """'22 Nov 2026'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def readable(identifier: str) -> str:
    """An id as words: 'iso_27001' is 'iso 27001'."""
    return identifier.replace("_", " ")


def provisional(evaluation: Evaluation) -> str:
    """'Provisional: ' while responses are open, otherwise ''."""
    return "Provisional: " if evaluation.is_provisional else ""


def one_line(text: str) -> str:
    """The text without line breaks, control characters and marks that turn its direction."""
    spaced = " ".join(text.translate(_TURNING).split())
    return "".join(c for c in spaced if unicodedata.category(c) != "Cc")


def name_in_text(name: str) -> str:
    """A name as plain text for a sentence, shortened with an ellipsis."""
    line = one_line(name)
    if len(line) <= NAME_CHARACTERS_IN_TITLE:
        return line
    return line[: NAME_CHARACTERS_IN_TITLE - 1].rstrip() + ELLIPSIS


def inert(text: str) -> str:
    """Text that plotly shows as it is: it would take <b>, <a href=…> and &amp; for markup."""
    return html.escape(one_line(text), quote=False)


def label(text: str, line_characters: int = 16, lines: int = 2) -> str:
    """Inert text in at most so many lines, the last one shortened with an ellipsis."""
    line = one_line(text)
    wrapped = textwrap.wrap(line, width=line_characters)
    if len(wrapped) > lines:
        kept = wrapped[: lines - 1]
        rest = line[sum(len(part) + 1 for part in kept) :] if kept else line
        wrapped = [*kept, rest[: line_characters - 1].rstrip() + ELLIPSIS]
    return "<br>".join(html.escape(line, quote=False) for line in wrapped)


def hover(text: str) -> str:
    """Inert text for a hover box, wrapped to lines that fit a narrow screen."""
    return label(text, HOVER_LINE_CHARACTERS, HOVER_LINES)
