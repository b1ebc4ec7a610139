"""The calculated cost per resolved contact, read as if it were a candidate's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scorecard.catalogue import Catalogue, CriterionInput, PriceValue
from scorecard.facts import Case
from scorecard.model import Answer, Evidence, Status

REJECTED = (Status.REFUSED, Status.NO_REPLY)


def is_cost_input(item: CriterionInput) -> bool:
    """Whether the input is the cost that is calculated from the whole quote."""
    return isinstance(item.value, PriceValue) and item.value.is_cost


@dataclass(frozen=True)
class CostReader:
    """Candidate id → lowest and highest cost per resolved contact, and what it rests on."""

    costs: Mapping[str, tuple[float, float]]
    catalogue: Catalogue

    def middle_and_spread(self, case: Case) -> tuple[float, float]:
        """The middle of the range and how far it reaches to either side; NaN and 0 without one."""
        ends = self.costs.get(case.candidate_id)
        if ends is None:
            return np.nan, 0.0
        return (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2

    def status(self, case: Case) -> Status:
        """Answered where there is a cost; refused only where every price of the quote is."""
        if case.candidate_id in self.costs:
            return Status.ANSWERED
        statuses = [answer.status for answer in self._prices(case)]
        if statuses and all(status in REJECTED for status in statuses):
            return Status.REFUSED if Status.REFUSED in statuses else Status.NO_REPLY
        return Status.OPEN

    def is_evidenced(self, case: Case) -> bool:
        """Whether the price that the cost rests on is more than a claim."""
        return self.deciding_answer(case).evidence_on(case.as_of) is not Evidence.CLAIMED

    def deciding_answer(self, case: Case) -> Answer:
        """The price that the cost rests on; where none is answered, the first that is asked for."""
        prices = self._prices(case)
        answered = [answer for answer in prices if answer.status is Status.ANSWERED]
        return (answered or prices)[0]

    def _prices(self, case: Case) -> list[Answer]:
        """The answers that name a price, the most telling first."""
        commercial = self.catalogue.commercial
        if commercial is None:
            raise LookupError("a cost is valued, but the catalogue has no cost data")
        asked = commercial.questions
        return [case.answer(q) for q in (asked.price_lines, asked.loaded_rate, asked.headline_rate)]
