"""What the charts of costs read: rows in the order of cost, and what missing parts make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.charts.wording import mid_sentence
from scorecard.commercial import CandidateCost, CostRanks, Costs, ServiceCost, Span
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate
from scorecard.scoring import is_price

Floats = NDArray[np.float64]
_ROUNDING = 1e-12
NO_FIGURE = "no figure"


@dataclass(frozen=True)
class CostRow:
    """One candidate's cost per resolved contact and its places.

    `as_quoted` is the cost if what the quote leaves out cost nothing. `only_missing_low` is the end
    of the low estimate that is there only because parts are missing, `only_missing_high` that of
    the high one as far as it goes beyond the low one (None: nothing is).
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
    def only_missing_low(self) -> Span | None:
        """From the low estimate as quoted to the low estimate."""
        span, quoted = self.span, self.as_quoted
        if span is None or quoted is None or not _is_less(quoted.low, span.low):
            return None
        return Span(quoted.low, span.low)

    @property
    def only_missing_high(self) -> Span | None:
        """From the high estimate as quoted, or the low one where that is more, to the high one."""
        span, quoted = self.span, self.as_quoted
        if span is None or quoted is None or not _is_less(quoted.high, span.high):
            return None
        start = max(span.low, quoted.high)
        return Span(start, span.high) if _is_less(start, span.high) else None

    @property
    def rests_on_missing(self) -> bool:
        """Whether either estimate would be lower if the missing parts cost nothing."""
        return self.only_missing_low is not None or self.only_missing_high is not None

    @property
    def still_possible(self) -> Span | None:
        """The range beyond the low estimate that the quote as it stands leaves open."""
        span, missing = self.span, self.only_missing_high
        if span is None:
            return None
        end = span.high if missing is None else missing.low
        return Span(span.low, end) if _is_less(span.low, end) else None


def _is_less(one: float, other: float) -> bool:
    """Less by more than rounding errors come to."""
    return one < other * (1 - _ROUNDING)


def whole_reason(cost: CandidateCost) -> str:
    """Why there is no cost per resolved contact, and what to do."""
    return cost.problems[0].text if cost.problems else "nothing was quoted yet"


def reason(cost: CandidateCost) -> str:
    """The same in the few words that fit beside a name: up to the first stop."""
    return mid_sentence(re.split(r"[.;](?=\s|$)", whole_reason(cost))[0])


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
