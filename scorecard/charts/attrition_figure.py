"""The figure of attrition: the first 120 days in one panel, a year in the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import (
    FEW_CANDIDATES,
    candidate_labels,
    draw,
    panel_title,
    threshold_line,
)
from scorecard.charts.legend import HATCHED, Key, coloured
from scorecard.charts.palette import INK, SEVERITY_SIGNS, candidate_colour
from scorecard.charts.panels import (
    BAR_SHIFT,
    BAR_WIDTH,
    GAP,
    MARK_SHIFT,
    ROW_PX,
    ROW_PX_OF_MANY,
    missing_bars,
    missing_hover,
    numbers,
    panel_axis,
    short_status,
    two_axes,
)
from scorecard.charts.reading import Threshold
from scorecard.charts.wording import beside, decimal, hover, short
from scorecard.facts import leavers_over_headcount_pct
from scorecard.model import Answer, Candidate


@dataclass(frozen=True)
class Attrition:
    """One candidate's two figures in per cent; None where there is no number."""

    candidate: Candidate
    cohort_answer: Answer
    annual_answer: Answer
    cohort_pct: float | None
    annual_pct: float | None

    @property
    def converted_pct(self) -> float | None:
        """The cohort figure as yearly leavers over headcount; None where it has no finite one."""
        if self.cohort_pct is None:
            return None
        converted = leavers_over_headcount_pct(self.cohort_pct)
        return converted if math.isfinite(converted) else None


@dataclass(frozen=True)
class _Panel:
    """One figure of every candidate: its axis, numbers, answers and the line that it may have."""

    axis: str
    subject: str
    numbers: tuple[float | None, ...]
    answers: tuple[Answer, ...]
    threshold: Threshold | None
    highest: float


def attrition_figure(
    people: Sequence[Attrition], cohort_line: Threshold | None, annual_line: Threshold | None
) -> go.Figure:
    """Both panels for at least one candidate, in the order given."""
    converted = [person.converted_pct for person in people]
    cohort = _panel(
        "x",
        "lost in the first 120 days",
        [(p.cohort_pct, p.cohort_answer) for p in people],
        cohort_line,
    )
    annual = _panel(
        "x2",
        "a year, as stated",
        [(p.annual_pct, p.annual_answer) for p in people],
        annual_line,
        [n for n in converted if n is not None],
    )
    shapes: list[dict[str, Any]] = []
    annotations = [
        panel_title("First 120 days, %", x=0.0),
        panel_title("A year, %", x=0.5 + GAP / 2),
    ]
    traces: list[Any] = []
    for panel in (cohort, annual):
        traces += [*_bars(people, panel), *_missing(people, panel)]
        if panel.threshold is not None:
            text = f"{short(panel.threshold.number)} %"
            line, words = threshold_line(
                panel.threshold.number, text, axis=panel.axis.removeprefix("x")
            )
            shapes.append(line)
            annotations.append(words)
    return draw(
        [*traces, _conversions(people)],
        axes=two_axes(
            candidate_labels([p.candidate.name for p in people], 14),
            panel_axis(cohort.highest),
            panel_axis(annual.highest),
        ),
        plot_height_px=len(people) * (ROW_PX if len(people) <= FEW_CANDIDATES else ROW_PX_OF_MANY),
        head_px=40,
        keys=_keys(cohort, annual),
        shapes=shapes,
        annotations=annotations,
    )


def _panel(
    axis: str,
    subject: str,
    figures: Sequence[tuple[float | None, Answer]],
    threshold: Threshold | None,
    also_drawn: Sequence[float] = (),
) -> _Panel:
    known = [number for number, _ in figures if number is not None]
    lines = [threshold.number] if threshold is not None else []
    return _Panel(
        axis=axis,
        subject=subject,
        numbers=tuple(number for number, _ in figures),
        answers=tuple(answer for _, answer in figures),
        threshold=threshold,
        highest=max([*known, *lines, *also_drawn], default=0.0),
    )


def _bars(people: Sequence[Attrition], panel: _Panel) -> list[Any]:
    known = [(place, n) for place, n in enumerate(panel.numbers) if n is not None]
    if not known:
        return []
    bars = go.Bar(
        orientation="h",
        x=[n for _, n in known],
        y=[place + BAR_SHIFT for place, _ in known],
        width=BAR_WIDTH,
        xaxis=panel.axis,
        marker={
            "color": [candidate_colour(people[place].candidate) for place, _ in known],
            "line": {"color": INK, "width": 0.5},
        },
        customdata=[
            f"<b>{hover(people[place].candidate.name)}</b><br>{panel.subject} "
            f"{_number(n, panel.threshold)} %{_comparison(n, panel.threshold)}"
            for place, n in known
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    texts = [_text(n, panel.threshold) for _, n in known]
    return [bars, numbers([place for place, _ in known], texts, panel.axis)]


def _number(number: float, threshold: Threshold | None) -> str:
    return beside(number, None if threshold is None else threshold.number)


def _text(number: float, threshold: Threshold | None) -> str:
    text = f"{_number(number, threshold)} %"
    if threshold is None or number <= threshold.number:
        return text
    sign = SEVERITY_SIGNS[threshold.rule.severity]
    return f"<b>{text}</b> {coloured(sign.character, sign.colour)}"


def _comparison(number: float, threshold: Threshold | None) -> str:
    if threshold is None:
        return ""
    if number > threshold.number:
        return f"<br>above {short(threshold.number)} %: {threshold.rule.severity.value} red flag"
    return f"<br>not above {short(threshold.number)} %"


def _missing(people: Sequence[Attrition], panel: _Panel) -> list[Any]:
    places = [place for place, n in enumerate(panel.numbers) if n is None]
    return missing_bars(
        places,
        [short_status(panel.answers[place]) for place in places],
        [
            missing_hover(people[place].candidate.name, panel.subject, panel.answers[place])
            for place in places
        ],
        highest=panel.highest,
        axis=panel.axis,
    )


def _conversions(people: Sequence[Attrition]) -> go.Scatter:
    drawn = [(place, p, n) for place, p in enumerate(people) if (n := p.converted_pct) is not None]
    return go.Scatter(
        x=[n for _, _, n in drawn],
        y=[place + MARK_SHIFT for place, _, _ in drawn],
        xaxis="x2",
        mode="markers",
        marker={"symbol": "diamond-open", "size": 9, "color": INK, "line": {"width": 1.5}},
        name="120 days as a year (approximate)",
        customdata=[
            f"<b>{hover(p.candidate.name)}</b><br>{decimal(p.cohort_pct or 0.0)} % in 120 days "
            f"is about {decimal(n)} %<br>yearly leavers over headcount, if people<br>"
            "left at one pace all year; more leave early,<br>so it is an approximation"
            for _, p, n in drawn
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _keys(*panels: _Panel) -> list[Key]:
    raised = {
        panel.threshold.rule.severity
        for panel in panels
        if panel.threshold is not None
        and any(n is not None and n > panel.threshold.number for n in panel.numbers)
    }
    keys = [
        Key(sign.character, sign.colour, f"{severity.value} red flag")
        for severity, sign in SEVERITY_SIGNS.items()
        if severity in raised
    ]
    if any(n is None for panel in panels for n in panel.numbers):
        keys.append(Key(HATCHED, INK, "not known"))
    return [*keys, Key("◇", INK, "120 days as a year (approximate)")]
