"""The monthly cost of one candidate's work under each pricing model, over the volume."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.cost_models_figure import ModelLine, models_figure
from scorecard.charts.wording import joined, mid_sentence, name_in_text, sentence
from scorecard.commercial import Costs, Crossing, ModelComparison, ModelCost, cost_at
from scorecard.cost_words import whole_amount, whole_amounts
from scorecard.evaluation import Evaluation

LOW, HIGH = "low", "high"
# The plot goes a little beyond the volumes that are compared.
_BEFORE, _BEYOND = 0.85, 1.05


def pricing_models_chart(
    evaluation: Evaluation, costs: Costs, candidate_id: str, estimate: str = HIGH
) -> Chart:
    """Lines of the monthly cost in one estimate ('low' or 'high'), crossings marked.

    Models that cost the same at every volume share a line. A candidate that does not exist
    raises KeyError.
    """
    cost = costs.by_candidate.get(candidate_id)
    comparison = None if cost is None else cost.models
    if comparison is None or not comparison.models:
        because = costs.unavailable_because or (
            "without a price and the brief's volumes no model can be worked out"
        )
        return empty_chart("No pricing models to compare", because)
    lines = model_lines(comparison, estimate)
    first, last = _volumes(comparison)
    candidate = evaluation.candidates[evaluation.position[candidate_id]]
    name = name_in_text(candidate.name)
    return Chart(
        figure=models_figure(
            lines,
            comparison.scenarios,
            crossings_drawn(comparison, estimate),
            costs.currency,
            volumes=(first, last),
        ),
        title=_title(name, comparison, estimate, costs.currency),
        text_alternative=sentence(
            f"lines of the monthly cost of {name} from {whole_amount(first)} to "
            f"{whole_amount(last)} contacts, {estimate} estimate; at the brief's volume: "
            f"{joined([_at_brief(line, comparison) for line in lines], 7)}."
        ),
        table=table(
            ("Pricing model", *_scenario_columns(comparison, costs.currency)),
            [_record(model) for model in comparison.models],
        ),
    )


def crossings_drawn(comparison: ModelComparison, estimate: str) -> tuple[Crossing, ...]:
    """The crossings of one estimate that have a ring: those between the chart's volumes."""
    first, last = _volumes(comparison)
    found = crossings_of(comparison, model_lines(comparison, estimate), estimate)
    return tuple(crossing for crossing in found if first <= crossing.contacts <= last)


def _volumes(comparison: ModelComparison) -> tuple[float, float]:
    """The lowest and the highest volume of the chart."""
    contacts = [scenario.contacts for scenario in comparison.scenarios]
    return min(contacts) * _BEFORE, max(contacts) * _BEYOND


def model_lines(comparison: ModelComparison, estimate: str) -> tuple[ModelLine, ...]:
    """One line for all models that cost the same at every volume, those proposed first."""
    ordered = sorted(
        comparison.models, key=lambda model: (not model.is_proposed, not model.is_quoted)
    )
    groups: dict[tuple[object, ...], list[ModelCost]] = {}
    for model in ordered:
        key = tuple(
            (round(p.start, 6), round(p.at_zero, 6), round(p.slope, 9))
            for p in getattr(model, estimate)
        )
        groups.setdefault(key, []).append(model)
    return tuple(
        ModelLine(tuple(models), getattr(models[0], estimate)) for models in groups.values()
    )


def crossings_of(
    comparison: ModelComparison, lines: Sequence[ModelLine], estimate: str
) -> tuple[Crossing, ...]:
    """The crossings of one estimate, each pair of lines once, in the order of their volume."""
    line_of = {model.model_id: n for n, line in enumerate(lines) for model in line.models}
    found: dict[tuple[int, int, int], Crossing] = {}
    for crossing in comparison.crossings:
        if crossing.estimate == estimate:
            key = (
                round(crossing.contacts),
                line_of[crossing.cheaper_below],
                line_of[crossing.cheaper_above],
            )
            found.setdefault(key, crossing)
    return tuple(sorted(found.values(), key=lambda crossing: crossing.contacts))


def _title(name: str, comparison: ModelComparison, estimate: str, currency: str) -> str:
    proposed = next((m for m in comparison.models if m.is_proposed), comparison.models[0])
    steps = [
        (scenario, getattr(span, estimate))
        for scenario, span in zip(comparison.scenarios, proposed.by_scenario, strict=True)
        if not scenario.is_peak
    ]
    base = next((cost for scenario, cost in steps if scenario.factor == 1.0), 0.0)
    month = whole_amount(base, currency)
    what = f"{name} proposes “{mid_sentence(proposed.title)}”: {month} a month"
    changes = [
        f"{_change(cost / base)} at {scenario.label} volume"
        for scenario, cost in (
            min(steps, key=lambda step: step[0].factor),
            max(steps, key=lambda step: step[0].factor),
        )
        if base > 0 and scenario.factor != 1.0
    ]
    return ", ".join([what, *changes])


def _change(ratio: float) -> str:
    pct = round(100 * (ratio - 1))
    if pct == 0:
        return "the same"
    return f"{abs(pct)} % {'more' if pct > 0 else 'less'}"


def _at_brief(line: ModelLine, comparison: ModelComparison) -> str:
    base = next((s for s in comparison.scenarios if s.factor == 1.0), comparison.scenarios[0])
    return f"{mid_sentence(line.title)} {whole_amount(cost_at(line.pieces, base.contacts))}"


def _scenario_columns(comparison: ModelComparison, currency: str) -> list[str]:
    return [
        f"{s.label}: {whole_amount(s.contacts)} contacts ({currency})" for s in comparison.scenarios
    ]


def _record(model: ModelCost) -> tuple[object, ...]:
    return (model.title, *(whole_amounts(span) for span in model.by_scenario))
