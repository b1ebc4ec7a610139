"""The buyer's brief: what is bought, at what volumes, under which conditions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from scorecard.model.answer import NOTE_LIMIT_CHARACTERS, SHORT_TEXT_LIMIT_CHARACTERS
from scorecard.model.commercial import ExchangeRate, InHouse
from scorecard.model.record import Record


class OpenPolicy(StrEnum):
    """How an open answer counts in the headline: neutral is value 50, worst is value 0."""

    NEUTRAL = "neutral"
    WORST = "worst"


class PriceFormula(StrEnum):
    """How the price criterion turns a rate into a value; all but `anchored` are relative."""

    ANCHORED = "anchored"
    LOWEST_PROPORTIONAL = "lowest_proportional"
    LINEAR = "linear"


class InteractionVolume(Record):
    """Contacts a month of one interaction type (order status, billing, …).

    Handle time and first-contact resolution, where stated, take the place of the channel's.
    """

    interaction_type: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    contacts_per_month: float | None = Field(default=None, ge=0)
    aht_minutes: float | None = Field(default=None, ge=0)
    fcr_pct: float | None = Field(default=None, ge=0, le=100)


class ChannelBaseline(Record):
    """One channel's share of the contacts, today's in-house quality figures, and how it is staffed.

    handling: live (someone waits) or asynchronous; '' leaves it to the channel's name.
    service_level_pct of the contacts are to be answered within answer_seconds. concurrency: how
    many contacts an agent handles at the same time.
    """

    channel: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    share_pct: float | None = Field(default=None, ge=0, le=100)
    csat_pct: float | None = Field(default=None, ge=0, le=100)
    fcr_pct: float | None = Field(default=None, ge=0, le=100)
    aht_minutes: float | None = Field(default=None, ge=0)
    handling: str = Field(default="", pattern="^(live|asynchronous|)$")
    service_level_pct: float | None = Field(default=None, ge=0, le=100)
    answer_seconds: float | None = Field(default=None, ge=0)
    concurrency: float | None = Field(default=None, ge=1)


class Tool(Record):
    """A tool in use and who brings it: buyer, partner, or '' while undecided."""

    name: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    purpose: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    brought_by: str = Field(default="", pattern="^(buyer|partner|)$")


class GateSetting(Record):
    """The buyer's decision on a gate: an opt-in gate switched on, or a gate waived."""

    gate_id: str
    state: str = Field(pattern="^(on|waived)$")
    reason: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)

    @model_validator(mode="after")
    def _waiver_has_a_reason(self) -> Self:
        if self.state == "waived" and not self.reason.strip():
            raise ValueError("waiving a gate needs a reason")
        return self


class Brief(Record):
    """Everything a candidate must know to quote, and the rules fixed before quotes arrive.

    None and empty mean 'not stated yet'. Rates are in `currency` per productive hour.
    peak_share_pct and overtime_share_pct: the share of the work that is invoiced with the peak
    or the overtime surcharge. peak_to_trough_ratio: the busiest month over the quietest.
    """

    services: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    volumes: tuple[InteractionVolume, ...] = ()
    channels: tuple[ChannelBaseline, ...] = ()
    peak_to_trough_ratio: float | None = Field(default=None, ge=1)
    busiest_to_quietest_hour_ratio: float | None = Field(default=None, ge=1)
    coverage_hours: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    languages: tuple[str, ...] = ()
    delivery_regions: tuple[str, ...] = ()
    seats_required: float | None = Field(default=None, ge=0)
    compliance_needed: tuple[str, ...] = ()
    compliance_nice_to_have: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    escalation_rules: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    keep_in_house: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    hand_over: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)

    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    target_rate_per_hour: float | None = Field(default=None, gt=0)
    ceiling_rate_per_hour: float | None = Field(default=None, gt=0)
    target_cost_per_resolved_contact: float | None = Field(default=None, gt=0)
    ceiling_cost_per_resolved_contact: float | None = Field(default=None, gt=0)
    price_formula: PriceFormula = PriceFormula.ANCHORED
    exchange_rates: tuple[ExchangeRate, ...] = ()
    open_hours_per_week: float | None = Field(default=None, ge=0, le=168)
    contract_months: float | None = Field(default=None, ge=0, le=600)
    peak_share_pct: float | None = Field(default=None, ge=0, le=100)
    overtime_share_pct: float | None = Field(default=None, ge=0, le=100)
    in_house: InHouse | None = None
    response_deadline: date | None = None

    programme_manager_fte: float | None = Field(default=None, ge=0)
    programme_manager_named: str = Field(default="", pattern="^(yes|no|)$")
    exit_criteria: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)

    contract_basis: str = Field(
        default="", pattern="^(hourly|per_fte|per_minute|per_contact|per_resolved|outcome|hybrid|)$"
    )
    aht_penalties: str = Field(default="", pattern="^(yes|no|)$")
    lock_in_months: float | None = Field(default=None, ge=0)
    ramp_weeks_demanded: float | None = Field(default=None, ge=0)

    open_policy_while_collecting: OpenPolicy = OpenPolicy.NEUTRAL
    open_policy_once_closed: OpenPolicy = OpenPolicy.WORST
    tie_break: str = ""
    gate_settings: tuple[GateSetting, ...] = ()

    @model_validator(mode="after")
    def _targets_are_below_ceilings(self) -> Self:
        for what, target, ceiling in (
            ("rate", self.target_rate_per_hour, self.ceiling_rate_per_hour),
            (
                "cost per resolved contact",
                self.target_cost_per_resolved_contact,
                self.ceiling_cost_per_resolved_contact,
            ),
        ):
            if target is not None and ceiling is not None and target >= ceiling:
                raise ValueError(
                    f"the target {what} ({target:g}) must be below the ceiling {what} ({ceiling:g})"
                )
        return self

    @model_validator(mode="after")
    def _one_exchange_rate_a_currency(self) -> Self:
        seen: set[str] = set()
        for rate in self.exchange_rates:
            if rate.currency in seen:
                raise ValueError(f"there are two exchange rates for {rate.currency}")
            if rate.currency == self.currency and rate.brief_units_per_one != 1:
                raise ValueError(f"{rate.currency} is the brief's own currency; its rate is 1")
            seen.add(rate.currency)
        return self

    @property
    def contacts_per_month(self) -> float:
        """The sum of the volumes that are stated."""
        return sum(v.contacts_per_month or 0.0 for v in self.volumes)
