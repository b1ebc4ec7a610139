"""Which criteria are in the ranking, and what the quotes cost where one of them asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecard.catalogue import Catalogue, Criterion, PriceValue
from scorecard.commercial import Costs, cost_of_selection
from scorecard.facts import FIGURE_OF_WORKLOAD, PRICE_OF_WORKLOAD, figures_read
from scorecard.model import Brief, PriceFormula, Selection
from scorecard.scoring import is_cost_input


@dataclass(frozen=True)
class CriterionOut:
    """A criterion that is out for all candidates, and why."""

    criterion: Criterion
    reason: str


@dataclass(frozen=True)
class CalculatedQuotes:
    """What the quotes come to, as far as the ranking and the red flags read it.

    costs: candidate id → lowest and highest cost per resolved contact; figures: candidate id →
    figures of the quote by name. Both only where a criterion that is in, or a red flag, asks for
    them and the quote allows it.
    """

    costs: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class CriteriaInForce:
    """The criteria that are in, those that are out for all, and what the quotes come to."""

    criteria: tuple[Criterion, ...]
    out: tuple[CriterionOut, ...]
    quotes: CalculatedQuotes


def criteria_in_force(selection: Selection, catalogue: Catalogue) -> CriteriaInForce:
    """Sorts the catalogue's criteria, and calculates costs only where one of them needs it."""
    brief = selection.brief
    criteria, out = [], []
    for criterion in catalogue.criteria:
        if criterion.id in selection.excluded_criteria:
            out.append(CriterionOut(criterion, selection.excluded_criteria[criterion.id]))
        elif unset := _unset_anchors(criterion, brief):
            out.append(CriterionOut(criterion, unset))
        else:
            criteria.append(criterion)
    if not any(_asks_for_cost(c) for c in criteria) and not _a_flag_asks_for_cost(catalogue):
        return CriteriaInForce(tuple(criteria), tuple(out), CalculatedQuotes())
    costs = cost_of_selection(selection, catalogue, with_comparisons=False)
    because = costs.unavailable_because or costs.nothing_calculated_because
    if because:
        reason = f"no cost can be calculated: {because}"
        out += [CriterionOut(c, reason) for c in criteria if _asks_for_cost(c)]
        criteria = [c for c in criteria if not _asks_for_cost(c)]
    quotes = CalculatedQuotes(_ends(costs), _figures(costs))
    return CriteriaInForce(tuple(criteria), tuple(out), quotes)


def _asks_for_cost(criterion: Criterion) -> bool:
    return any(is_cost_input(item) for item in criterion.inputs)


def _a_flag_asks_for_cost(catalogue: Catalogue) -> bool:
    return catalogue.commercial is not None and any(
        FIGURE_OF_WORKLOAD in figures_read(rule.raised_when) for rule in catalogue.red_flags
    )


def _unset_anchors(criterion: Criterion, brief: Brief) -> str:
    """What the brief lacks for a price criterion, or ''."""
    if brief.price_formula is not PriceFormula.ANCHORED:
        return ""
    for item in criterion.inputs:
        if isinstance(item.value, PriceValue) and None in item.value.target_and_ceiling(brief):
            price = "cost per resolved contact" if item.value.is_cost else "rate per hour"
            return f"the brief does not set a target and a ceiling {price}"
    return ""


def _ends(costs: Costs) -> dict[str, tuple[float, float]]:
    spans = {cost.candidate_id: cost.cost_per_resolved_contact for cost in costs.candidates}
    return {key: (span.low, span.high) for key, span in spans.items() if span is not None}


def _figures(costs: Costs) -> dict[str, dict[str, float]]:
    """The month's price of each post that the workload needs, the middle of both ranges.

    As the quote states it: what a missing breakdown may hide would hide an abnormally low price.
    """
    return {
        cost.candidate_id: {
            PRICE_OF_WORKLOAD: cost.service.month_as_stated.middle / cost.service.paid_agents.middle
        }
        for cost in costs.candidates
        if cost.service is not None and cost.service.paid_agents.middle > 0
    }


def cost_obstacles(selection: Selection, catalogue: Catalogue) -> Mapping[str, str]:
    """Candidate id → the first question because of which its cost cannot be calculated."""
    found = {}
    for cost in cost_of_selection(selection, catalogue, with_comparisons=False).candidates:
        places = [problem.place.partition(":") for problem in cost.problems]
        asked = [place for kind, _, place in places if kind == "question"]
        if asked and asked[0] in catalogue.questions_by_id:
            found[cost.candidate_id] = asked[0]
    return found
