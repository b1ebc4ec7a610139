"""The cost of the whole service with one candidate: by channel, type, month and contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.model_choice import ModelChoice
from scorecard.commercial.results import ChannelCost, ServiceCost, Staffing, TypeCost
from scorecard.commercial.span import Span
from scorecard.commercial.tariff import Tariff
from scorecard.commercial.terms import Terms, growth_factors

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Month:
    """The invoice of a month, (channels × types), for one estimate."""

    cells: Floats

    @property
    def total(self) -> float:
        return float(self.cells.sum())


def service_cost(choice: ModelChoice, tariff: Tariff, terms: Terms) -> ServiceCost:
    """What the brief's volumes cost under a candidate's prices and terms.

    The base fee is spread over channels and types by productive hours.
    """
    workload = tariff.workload
    contacts = float(workload.contacts.sum())
    resolved = float(workload.resolved.sum())
    factor = max(1.0, terms.minimum_volume / contacts)
    billed = max(contacts, terms.minimum_volume)
    amounts = tariff.variable(billed)
    hours = workload.productive_hours
    fee = tariff.base_fee(billed) * hours / hours.sum()

    def invoice(variable: Floats, surcharge: float, bonus: float) -> _Month:
        return _Month((variable * surcharge * factor + fee) * bonus)

    low = invoice(amounts.low, terms.surcharge.low, 1.0)
    high = invoice(amounts.high, terms.surcharge.high, terms.bonus)
    stated = Span(
        invoice(amounts.stated_low, terms.surcharge.low, 1.0).total,
        invoice(amounts.stated_high, terms.surcharge.high, terms.bonus).total,
    )
    month = Span(low.total, high.total)
    growth = float(growth_factors(terms.indexation, terms.contract_months).sum())
    contract = month * growth + terms.one_off
    return ServiceCost(
        model_id=choice.model_id,
        contacts=contacts,
        resolved=resolved,
        counts_issues=workload.counts_issues,
        productive_hours=float(hours.sum()),
        paid_agents=_sum(staffing.paid_agents for staffing in tariff.staffing),
        channels=tuple(_channels(tariff, billed, low.cells, high.cells)),
        interaction_types=tuple(_types(tariff, low.cells, high.cells)),
        cells=tuple(_cells(tariff, low.cells, high.cells)),
        month=month,
        month_as_stated=stated,
        minimum_factor=factor,
        one_off=terms.one_off,
        contract_months=terms.contract_months,
        indexation=terms.indexation,
        contract=contract,
        per_resolved=contract * (1 / (resolved * terms.contract_months)),
        per_resolved_month=month * (1 / resolved),
    )


def _sum(spans: Iterator[Span]) -> Span:
    total = Span(0.0, 0.0)
    for span in spans:
        total += span
    return total


def _channels(tariff: Tariff, billed: float, low: Floats, high: Floats) -> Iterator[ChannelCost]:
    workload = tariff.workload
    rates = tariff.hourly_rates(billed)
    for row, channel in enumerate(workload.demand.channels):
        contacts = float(workload.contacts[row].sum())
        resolved = float(workload.resolved[row].sum())
        month = Span(float(low[row].sum()), float(high[row].sum()))
        staffing: Staffing = tariff.staffing[row]
        yield ChannelCost(
            channel=channel.channel,
            contacts=contacts,
            resolved=resolved,
            aht_minutes=float((workload.contacts[row] * workload.aht_minutes[row]).sum())
            / contacts,
            fcr=resolved / contacts,
            aht_from_candidate=workload.aht_stated[row],
            fcr_from_candidate=workload.fcr_stated[row],
            concurrency=float(workload.concurrency[row]),
            staffing=staffing,
            loaded_rate=None if rates is None else rates[row],
            month=month,
            per_resolved=month * (1 / resolved),
        )


def _types(tariff: Tariff, low: Floats, high: Floats) -> Iterator[TypeCost]:
    for column, interaction in enumerate(tariff.workload.demand.types):
        yield _type_cost(
            tariff,
            (slice(None), column),
            low,
            high,
            interaction_type=interaction.interaction_type,
            channel="",
        )


def _cells(tariff: Tariff, low: Floats, high: Floats) -> Iterator[TypeCost]:
    for row, channel in enumerate(tariff.workload.demand.channels):
        for column, interaction in enumerate(tariff.workload.demand.types):
            name = interaction.interaction_type
            yield _type_cost(
                tariff,
                (row, column),
                low,
                high,
                interaction_type=name,
                channel=channel.channel,
            )


def _type_cost(
    tariff: Tariff,
    where: tuple[int | slice, int],
    low: Floats,
    high: Floats,
    *,
    interaction_type: str,
    channel: str,
) -> TypeCost:
    workload = tariff.workload
    resolved = float(workload.resolved[where].sum())
    month = Span(float(low[where].sum()), float(high[where].sum()))
    return TypeCost(
        interaction_type=interaction_type,
        channel=channel,
        contacts=float(workload.contacts[where].sum()),
        resolved=resolved,
        productive_hours=float(workload.productive_hours[where].sum()),
        month=month,
        per_resolved=month * (1 / resolved),
    )
