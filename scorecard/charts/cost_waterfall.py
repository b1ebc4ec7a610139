"""From a candidate's headline rate to its loaded rate per productive hour, step by step."""

from __future__ import annotations

import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import (
    SMALL_FONT_PX,
    TITLED_AXIS_PX,
    Axes,
    draw,
    number_axis,
    pattern,
    row_axis,
)
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import BLUE, CLEAR, INK, SKY
from scorecard.charts.wording import hover, inert, joined, label, mid_sentence, name_in_text
from scorecard.commercial import CandidateCost, Costs, LoadedRate, RateStep, Span, StepKind
from scorecard.cost_words import amount, amounts, figures, loaded_rate_sentence
from scorecard.evaluation import Evaluation

STEP_TITLES = {
    StepKind.HEADLINE: "Price of an hour",
    StepKind.CANDIDATES_LOADING: "Candidate's own loading",
    StepKind.MISSING_PARTS: "Parts left out",
    StepKind.SHRINKAGE: "Shrinkage",
    StepKind.OCCUPANCY: "Occupancy",
}
LOADED = "Loaded rate"

_ROW_PX, _LABEL_CHARACTERS, _BELOW_CHARACTERS = 52, 17, 18
_LOW_SHIFT, _HIGH_SHIFT, _BAR_WIDTH = -0.14, 0.22, 0.3
_NUMBERS_PX = 84


def rate_waterfall_chart(evaluation: Evaluation, costs: Costs, candidate_id: str) -> Chart:
    """Two bars a step, the low estimate above the high one; what nobody stated is hatched.

    A candidate that does not exist raises KeyError.
    """
    columns = step_columns(costs.currency)
    cost = costs.by_candidate.get(candidate_id)
    if cost is None or cost.loaded_rate is None:
        because = costs.unavailable_because or (
            "the quote has no hourly or full-time rate from which it could be built"
        )
        return empty_chart("No loaded rate per productive hour", because, columns)
    candidate = evaluation.candidates[evaluation.position[candidate_id]]
    name, rate = name_in_text(candidate.name), cost.loaded_rate
    steps = [
        f"{mid_sentence(step_title(step))} "
        f"{divided_by(step) or ('+' if n else '') + amounts(step.added)}"
        for n, step in enumerate(rate.steps)
    ]
    return Chart(
        figure=_figure(rate, costs.currency, made_from(cost)),
        title=loaded_rate_sentence(name, rate, costs.currency),
        text_alternative=(
            f"Steps for {name}, low and high estimate: {joined(steps, 9)}; in the end "
            f"{amounts(rate.per_productive_hour, costs.currency)} per productive hour."
        ),
        table=table(columns, [step_record(step) for step in rate.steps]),
    )


def step_columns(currency: str) -> tuple[str, ...]:
    """The columns of the steps as a table."""
    return ("Step", "Divided by", f"Adds ({currency})", f"Rate then ({currency})", "In full")


def step_record(step: RateStep) -> tuple[str, ...]:
    """One step as a line of the table, low to high."""
    return (
        step_title(step),
        "" if step.divisor is None else figures(step.divisor, 3),
        "" if step.kind is StepKind.HEADLINE else amounts(step.added),
        amounts(step.after),
        step.label,
    )


def step_title(step: RateStep) -> str:
    """A step in a few words; its label says all."""
    return STEP_TITLES.get(step.kind) or step.label.partition(",")[0]


def divided_by(step: RateStep) -> str:
    """`÷ 0.75–0.66`, or '' where the step adds an amount."""
    return "" if step.divisor is None else f"÷ {figures(step.divisor)}"


def made_from(cost: CandidateCost) -> str:
    """What the steps begin with where it is another figure than the headline rate; else ''."""
    rate = cost.loaded_rate
    if rate is None or cost.headline is None or amount(rate.headline) == amount(cost.headline):
        return ""
    return mid_sentence(rate.steps[0].label)


def beginning_sentence(cost: CandidateCost) -> str:
    """Why the steps begin with another figure than the headline rate; '' where they do not."""
    made, rate = made_from(cost), cost.loaded_rate
    if not made or rate is None or cost.headline is None:
        return ""
    return (
        f"The steps begin with {amount(rate.headline, cost.currency)}, the {made}, because this "
        f"price is billed; the headline rate is stated as {amount(cost.headline, cost.currency)}."
    )


def _figure(rate: LoadedRate, currency: str, made: str) -> go.Figure:
    places = list(range(len(rate.steps)))
    last = len(rate.steps)
    end = max(step.after.high for step in rate.steps) * 1.05
    labels = [
        *(_label(step, made if not n else "") for n, step in enumerate(rate.steps)),
        f"<b>{LOADED}</b>",
    ]
    return draw(
        [
            _estimate(rate, "low", currency),
            _estimate(rate, "high", currency),
            _texts(rate, end),
            _connectors(rate, "low"),
            _connectors(rate, "high"),
        ],
        axes=Axes(
            x=number_axis(0, end, f"{inert(currency)} an hour", nticks=5),
            y=row_axis(labels, [*places, last]),
        ),
        plot_height_px=len(labels) * _ROW_PX,
        foot_px=TITLED_AXIS_PX,
        right_px=_NUMBERS_PX,
        keys=_keys(rate),
    )


def _label(step: RateStep, made: str) -> str:
    lines = label(step_title(step), _LABEL_CHARACTERS)
    below = inert(divided_by(step)) or label(made, _BELOW_CHARACTERS)
    return (
        f'{lines}<br><span style="font-size:{SMALL_FONT_PX}px">{below}</span>' if below else lines
    )


def _pieces(rate: LoadedRate, name: str) -> list[tuple[float, float]]:
    """Where each bar begins and how long it is; the last is the loaded rate itself."""
    pieces = []
    for step in rate.steps:
        after, added = getattr(step.after, name), getattr(step.added, name)
        pieces.append((0.0, after) if step.kind is StepKind.HEADLINE else (after - added, added))
    return [*pieces, (0.0, getattr(rate.per_productive_hour, name))]


def _estimate(rate: LoadedRate, name: str, currency: str) -> go.Bar:
    pieces = _pieces(rate, name)
    shift, colour = (_LOW_SHIFT, SKY) if name == "low" else (_HIGH_SHIFT, BLUE)
    hatched = [step.is_missing for step in rate.steps] + [False]
    return go.Bar(
        orientation="h",
        name=f"{name} estimate",
        base=[base for base, _ in pieces],
        x=[length for _, length in pieces],
        y=[place + shift for place in range(len(pieces))],
        width=_BAR_WIDTH,
        marker={
            "color": [CLEAR if missing else colour for missing in hatched],
            "line": {"color": INK, "width": 0.8},
            "pattern": pattern(["/" if missing else "" for missing in hatched]),
        },
        customdata=[*(_hover(step, name, currency) for step in rate.steps), _last(rate, currency)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _texts(rate: LoadedRate, end: float) -> go.Scatter:
    texts = [
        amounts(step.after) if not n else _added(step.added) for n, step in enumerate(rate.steps)
    ]
    return go.Scatter(
        x=[end] * (len(texts) + 1),
        y=list(range(len(texts) + 1)),
        mode="text",
        text=[f" {text}" for text in texts] + [f" <b>{amounts(rate.per_productive_hour)}</b>"],
        textposition="middle right",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        cliponaxis=False,
        hoverinfo="skip",
        name="figures",
    )


def _added(added: Span) -> str:
    return ("+" if added.low >= 0 else "") + amounts(added)


def _connectors(rate: LoadedRate, name: str) -> go.Scatter:
    """Dotted lines from the end of each bar to the beginning of the next."""
    shift = _LOW_SHIFT if name == "low" else _HIGH_SHIFT
    x: list[float | None] = []
    y: list[float | None] = []
    for place, step in enumerate(rate.steps):
        at = getattr(step.after, name)
        x += [at, at, None]
        y += [place + shift, place + 1 + shift, None]
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": INK, "width": 1, "dash": "dot"}, hoverinfo="skip"
    )


def _keys(rate: LoadedRate) -> list[Key]:
    keys = [Key("■", SKY, "low estimate"), Key("■", BLUE, "high estimate")]
    if any(step.is_missing for step in rate.steps):
        keys.append(Key(HATCHED, INK, "nobody stated it"))
    return keys


def _hover(step: RateStep, name: str, currency: str) -> str:
    code = inert(currency)
    lines = [f"<b>{hover(step.label)}</b>", f"{name} estimate"]
    if step.divisor is not None:
        lines.append(f"divides the rate by {getattr(step.divisor, name):.3f}")
    if step.kind is not StepKind.HEADLINE:
        lines.append(f"adds {amount(getattr(step.added, name), code)} an hour")
    lines.append(f"the rate is then {amount(getattr(step.after, name), code)} an hour")
    return "<br>".join(lines)


def _last(rate: LoadedRate, currency: str) -> str:
    return (
        f"<b>{LOADED}</b><br>{amounts(rate.per_productive_hour, inert(currency))} an hour of work"
    )
