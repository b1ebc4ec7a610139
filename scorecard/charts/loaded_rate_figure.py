"""The figure of the loaded rate: a slot for each part, and the rates in a second panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import (
    FEW_CANDIDATES,
    SMALL_FONT_PX,
    candidate_labels,
    column_axis,
    draw,
    panel_title,
    pattern,
)
from scorecard.charts.legend import CROSS_HATCHED, HATCHED, Key
from scorecard.charts.palette import BLUE, CLEAR, INK, SKY, candidate_colour, ink_upon
from scorecard.charts.panels import (
    BAR_SHIFT,
    BAR_WIDTH,
    GAP,
    missing_bars,
    missing_hover,
    numbers,
    panel_axis,
    short_status,
    two_axes,
)
from scorecard.charts.rate_reading import (
    HEADLINE_QUESTION,
    LOADED_QUESTION,
    Rate,
    Treatment,
)
from scorecard.charts.wording import hover, inert, joined, label, mid_sentence, status_words
from scorecard.cost_words import amount

_COLOURS = {
    Treatment.FIGURE: BLUE,
    Treatment.INCLUDED: SKY,
    Treatment.OUTSIDE: CLEAR,
    Treatment.NOT_SAID: CLEAR,
}
_HATCHING = {Treatment.OUTSIDE: "x", Treatment.NOT_SAID: "/"}
# The slots need more room than the rates: seven of them stand side by side.
_SPLIT = 0.66
_HEAD_PX = 142
_PART_CHARACTERS = 20


def loaded_rate_figure(
    rates: Sequence[Rate], parts: Sequence[tuple[str, str]], currency: str
) -> go.Figure:
    """Both panels for at least one candidate; rates in `currency` per hour."""
    highest = max(max(rate.headline or 0.0, rate.loaded or 0.0) for rate in rates)
    return draw(
        [
            *(_slots(rates, place) for place in range(len(parts))),
            _rates(rates, lambda rate: rate.loaded, 0.4, currency),
            _rates(rates, lambda rate: rate.headline, 1.0, currency),
            *_numbers(rates),
            *_missing(rates, highest),
        ],
        axes=two_axes(
            candidate_labels([rate.candidate.name for rate in rates], 14),
            column_axis([label(title, _PART_CHARACTERS, 1) for _, title in parts])
            | {"tickangle": -90},
            panel_axis(highest),
            _SPLIT,
        ),
        plot_height_px=len(rates) * (46 if len(rates) <= FEW_CANDIDATES else 36),
        head_px=_HEAD_PX,
        keys=_keys(rates),
        annotations=[panel_title(f"{inert(currency)}<br>per hour", x=_SPLIT + GAP / 2, y_shift=4)],
    )


def _slots(rates: Sequence[Rate], place: int) -> go.Bar:
    """One slot of every candidate's stacked bar; all slots are equally wide."""
    slots = [rate.slots[place] for rate in rates]
    colours = [_COLOURS[slot.treatment] for slot in slots]
    return go.Bar(
        orientation="h",
        base=[place - 0.47] * len(slots),
        x=[0.94] * len(slots),
        y=list(range(len(slots))),
        width=0.62,
        marker={
            "color": colours,
            "line": {"color": INK, "width": 0.8},
            "pattern": pattern([_HATCHING.get(slot.treatment, "") for slot in slots]),
        },
        text=[slot.short for slot in slots],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "size": SMALL_FONT_PX,
            "color": [INK if colour == CLEAR else ink_upon(colour) for colour in colours],
        },
        customdata=[
            f"<b>{hover(rate.candidate.name)}</b><br>{hover(slot.title)}: {hover(slot.words)}"
            for rate, slot in zip(rates, slots, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _rates(
    rates: Sequence[Rate], number: Callable[[Rate], float | None], opacity: float, currency: str
) -> go.Bar:
    known = [(place, r, n) for place, r in enumerate(rates) if (n := number(r)) is not None]
    return go.Bar(
        orientation="h",
        x=[n for _, _, n in known],
        y=[place + BAR_SHIFT for place, _, _ in known],
        base=0,
        width=BAR_WIDTH,
        xaxis="x2",
        marker={
            "color": [candidate_colour(rate.candidate) for _, rate, _ in known],
            "opacity": opacity,
            "line": {"color": INK, "width": 0.5},
        },
        customdata=[_rate_hover(rate, currency) for _, rate, _ in known],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _is_known(rate: Rate) -> bool:
    return rate.headline is not None or rate.loaded is not None


def _numbers(rates: Sequence[Rate]) -> list[go.Scatter]:
    places = [place for place, rate in enumerate(rates) if _is_known(rate)]
    return [numbers(places, [rates[place].words for place in places], "x2")] if places else []


def _missing(rates: Sequence[Rate], highest: float) -> list[Any]:
    places = [place for place, rate in enumerate(rates) if not _is_known(rate)]
    answers = [rate.case.answer(HEADLINE_QUESTION) for rate in rates]
    return missing_bars(
        places,
        [short_status(answers[place]) for place in places],
        [missing_hover(rates[place].candidate.name, "rate", answers[place]) for place in places],
        highest=highest,
        axis="x2",
    )


def _rate_hover(rate: Rate, currency: str) -> str:
    def said(number: float | None, question: str) -> str:
        if number is None:
            return status_words(rate.case.answer(question).status)
        return f"{currency} {amount(number)}"

    titles = [mid_sentence(slot.title) for slot in rate.missing]
    gone = f"missing: {joined(titles, len(rate.slots))}" if titles else "all parts stated"
    return (
        f"<b>{hover(rate.candidate.name)}</b>"
        f"<br>headline rate per hour: {said(rate.headline, HEADLINE_QUESTION)}"
        f"<br>the candidate's own loaded rate, per hour: {said(rate.loaded, LOADED_QUESTION)}"
        f"<br>{hover(gone)}"
    )


def _keys(rates: Sequence[Rate]) -> list[Key]:
    used = {slot.treatment for rate in rates for slot in rate.slots}
    signs = {Treatment.OUTSIDE: CROSS_HATCHED, Treatment.NOT_SAID: HATCHED}
    keys = [
        Key(
            signs.get(treatment, "■"),
            INK if treatment in signs else _COLOURS[treatment],
            f"missing, {treatment.value}" if treatment in signs else treatment.value,
        )
        for treatment in Treatment
        if treatment in used
    ]
    return [*keys, Key("→", INK, "pale: candidate's own loaded rate")]
