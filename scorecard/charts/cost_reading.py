"""What the charts of costs read: rows in the order of cost, and what missing parts make of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial import CandidateCost, CostRanks, Costs, ServiceCost, Span
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate
from scorecard.scoring import is_price

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CostRow:
    """One candidate's cost per resolved contact and its places.

    `as_quoted` is the cost if what the quote leaves out cost nothing; `hatched_from` is where in
    the range the part begins that rests on missing parts alone (None: none of it does).
    """

    candidate: Candidate
    cost: CandidateCost
    ranks: CostRanks

    @property
    def span(self) -> Span | None:
        """The cost per resolved contact, low to high."""
        return self.cost.cost_per_resolved_contact

    @property
    def as_quoted(self) -> Span | None:
        """The same with nothing added for missing parts."""
        return None if self.cost.service is None else per_resolved_as_quoted(self.cost.service)

    @property
    def hatched_from(self) -> float | None:
        """Where the part of the range begins that is there only because parts are missing."""
        span, quoted = self.span, self.as_quoted
        if span is None or quoted is None or quoted.high >= span.high * (1 - 1e-12):
            return None
        return max(span.low, quoted.high)


def cost_rows(evaluation: Evaluation, costs: Costs) -> tuple[CostRow, ...]:
    """Every candidate, the cheapest resolution first, those without a figure last."""
    rows = [
        CostRow(candidate, costs.by_candidate[candidate.id], costs.ranks_by_candidate[candidate.id])
        for candidate in evaluation.candidates
        if candidate.id in costs.by_candidate
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.span is None, r.ranks.resolved, r.candidate.position))
    )


def per_resolved_as_quoted(service: ServiceCost) -> Span:
    """Cost per resolved contact over the contract if the missing parts cost nothing.

    The contract is the month times a growth factor plus one-off fees, in either estimate.
    """

    def share(name: str) -> float:
        month, contract = getattr(service.month, name), getattr(service.contract, name)
        per_resolved, once = getattr(service.per_resolved, name), getattr(service.one_off, name)
        if not contract or not month:
            return float(per_resolved)
        stated = once + (contract - once) * getattr(service.month_as_stated, name) / month
        return float(per_resolved * stated / contract)

    return Span(share("low"), share("high"))


def value_without_cost(evaluation: Evaluation) -> Floats | None:
    """Overall values 0–100 without the criteria that rest on a price (candidates,).

    The other weights are scaled to 100 %; None where nothing else has weight.
    """
    kept = [k for k, criterion in enumerate(evaluation.criteria) if not is_price(criterion)]
    weight = float(evaluation.weights[kept].sum()) if kept else 0.0
    if weight <= 0:
        return None
    return np.asarray(evaluation.contributions[:, kept].sum(axis=1) / weight, dtype=np.float64)
