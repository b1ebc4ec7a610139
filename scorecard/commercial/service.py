"""The cost of the whole service with one candidate: by channel, type, month and contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.model_choice import ModelChoice
from scorecard.commercial.quote import PriceUnit
from scorecard.commercial.results import ChannelCost, ServiceCost, Staffing, TypeCost
from scorecard.commercial.span import Span
from scorecard.commercial.tariff import Tariff
from scorecard.commercial.terms import Terms, growth_factors

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Invoice:
    """The invoice of a month, (channels × types): low, high, and its sum as the quote states it."""

    low: Floats
    high: Floats
    stated: Span

    @property
    def total(self) -> Span:
        """Of all channels and types."""
        return Span(float(self.low.sum()), float(self.high.sum()))


def invoice_of(
    tariff: Tariff, terms: Terms, volume_factor: float = 1.0, posts_factor: float = 1.0
) -> Invoice:
    """The invoice of a month with so many times the brief's volume.

    At least the minimum volume is invoiced, at the prices that the invoiced volume reaches;
    full-time posts are hired for `posts_factor` times the brief's volume and paid for it in a
    quieter month too. The base fee is spread over channels and types by productive hours.
    """
    volume = tariff.volume
    invoiced = max(volume_factor * volume, terms.minimum_volume)
    factor = invoiced / volume
    if PriceUnit.FTE_MONTH in tariff.units:
        factor = max(factor, posts_factor)
    amounts = tariff.variable(invoiced)
    hours = tariff.workload.productive_hours
    fee = tariff.base_fee(invoiced) * hours / hours.sum()

    def month(variable: Floats, surcharge: float, bonus: float) -> Floats:
        return np.asarray((variable * surcharge * factor + fee) * bonus)

    return Invoice(
        low=month(amounts.low, terms.surcharge.low, 1.0),
        high=month(amounts.high, terms.surcharge.high, terms.bonus),
        stated=Span(
            float(month(amounts.stated_low, terms.surcharge.low, 1.0).sum()),
            float(month(amounts.stated_high, terms.surcharge.high, terms.bonus).sum()),
        ),
    )


def mean_invoice(
    tariff: Tariff, terms: Terms, volume_factor: float = 1.0, posts_factor: float = 1.0
) -> tuple[Span, Span]:
    """The mean over busy and quiet months, and the same as the quote states it."""
    pace = tariff.workload.demand.months
    busy = invoice_of(tariff, terms, volume_factor * pace.peak, posts_factor)
    quiet = invoice_of(tariff, terms, volume_factor * pace.trough, posts_factor)
    share = pace.busy_share
    return (
        busy.total * share + quiet.total * (1 - share),
        busy.stated * share + quiet.stated * (1 - share),
    )


def service_cost(choice: ModelChoice, tariff: Tariff, terms: Terms) -> ServiceCost:
    """What the brief's volumes cost under a candidate's prices and terms."""
    workload = tariff.workload
    resolved = float(workload.resolved.sum())
    invoice = invoice_of(tariff, terms)
    billed = max(tariff.volume, terms.minimum_volume)
    amounts = tariff.variable(billed)
    month = invoice.total
    mean = mean_invoice(tariff, terms)[0]
    season = Span(_near_one(mean.low / month.low), _near_one(mean.high / month.high))
    one_off = terms.one_off + Span(
        terms.open_fees.low * month.low, terms.open_fees.high * month.high
    )
    growth = Span(
        *(
            float(growth_factors(rate, terms.contract_months).sum())
            for rate in (terms.indexation.low, terms.indexation.high)
        )
    )
    contract = one_off + Span(
        month.low * season.low * growth.low, month.high * season.high * growth.high
    )
    return ServiceCost(
        model_id=choice.model_id,
        contacts=float(workload.contacts.sum()),
        resolved=resolved,
        counts_issues=workload.counts_issues,
        productive_hours=float(workload.productive_hours.sum()),
        paid_agents=_sum(staffing.paid_agents for staffing in tariff.staffing),
        channels=tuple(_channels(tariff, billed, invoice.low, invoice.high)),
        interaction_types=tuple(_types(tariff, invoice.low, invoice.high)),
        cells=tuple(_cells(tariff, invoice.low, invoice.high)),
        month=month,
        month_as_stated=invoice.stated,
        minimum_factor=max(1.0, terms.minimum_volume / tariff.volume),
        one_off=one_off,
        contract_months=terms.contract_months,
        indexation=terms.indexation,
        contract=contract,
        per_resolved=contract * (1 / (resolved * terms.contract_months)),
        per_resolved_month=month * (1 / resolved),
        season_factor=season,
        variable=Span(float(amounts.low.sum()), float(amounts.high.sum())),
        base_fee=tariff.base_fee(billed),
        surcharge=terms.surcharge,
        bonus=terms.bonus,
    )


def _near_one(factor: float) -> float:
    """What is no more than rounding away from 1 is 1: most prices have no season."""
    return 1.0 if abs(factor - 1) < 1e-12 else factor


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
            loaded_rate=rates[row],
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
