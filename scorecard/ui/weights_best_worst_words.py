"""What best-worst comparisons say about themselves: consistency, latitude, and for the history."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue import Elicitation
from scorecard.scoring import BestWorst, Comparisons

# A range of weights narrower than this, in percentage points, is not worth a sentence.
NARROW_PCT = 1.0


def consistency_in_words(found: BestWorst, figures: Elicitation, titles: Mapping[str, str]) -> str:
    """The consistency ratio, what it means, and which comparison fits least."""
    band = figures.band(found.consistency_ratio)
    least = ""
    if found.fits_least:
        least = f" The comparisons of {titles[found.fits_least]} fit least."
    return (
        f"Consistency ratio {found.consistency_ratio:.2f} (0 fits perfectly, 1 not at all): "
        f"{band.title}. {band.meaning}{least}"
    )


def latitude_in_words(found: BestWorst, titles: Mapping[str, str]) -> str:
    """Between which weights the comparisons leave a choice, of the widest; '' where there is none.

    The weights shown are in the middle.
    """
    widths = {name: found.high[name] - found.low[name] for name in titles}
    widest = max(widths, key=widths.__getitem__)
    if 100 * widths[widest] < NARROW_PCT:
        return ""
    return (
        "The comparisons leave some choice, of which these weights are the middle: "
        f"{titles[widest]} could count {100 * found.low[widest]:.0f} to "
        f"{100 * found.high[widest]:.0f} % of what is compared."
    )


def comparisons_in_words(
    given: Comparisons, found: BestWorst, figures: Elicitation, titles: Mapping[str, str]
) -> str:
    """The judgements and how consistent they are, for the history of the weights."""
    others = [name for name in titles if name not in (given.best, given.worst)]
    compared = "".join(
        f"; {titles[name]} {given.best_to_others[name]:g} and {given.others_to_worst[name]:g}"
        for name in others
    )
    return (
        f"{titles[given.best]} counts most, {titles[given.worst]} least: "
        f"{given.best_to_others[given.worst]:g}{compared}. Consistency ratio "
        f"{found.consistency_ratio:.2f} ({figures.band(found.consistency_ratio).title})"
    )
