"""What the cost calculation finds out: the types that pages, charts and workbooks read.

Money is in the brief's currency, unrounded; `money` rounds where it is shown. Shares are 0–1
unless a name says pct.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scorecard.commercial.span import NOTHING, UNCHANGED, Span


@dataclass(frozen=True)
class Problem:
    """Why something cannot be calculated, at the field where it can be mended.

    `candidate_id` is '' where the brief is at fault. `place` is 'question:ID' or 'brief:FIELD'.
    """

    candidate_id: str
    place: str
    text: str


@dataclass(frozen=True)
class Remark:
    """Something in a quote that does not fit together or needs a look, and what to ask."""

    candidate_id: str
    question_id: str
    text: str
    ask: str = ""


@dataclass(frozen=True)
class AssumptionUsed:
    """A figure that nobody stated and that was taken from the data, or from the brief.

    `origin` is 'data' or 'brief' (the buyer's baseline in place of the candidate's own figure).
    """

    id: str
    title: str
    value: Span
    unit: str
    sources: tuple[str, ...]
    rationale: str
    origin: str = "data"


class RateBasis(StrEnum):
    """What an hour of the quote is; the options of the question on it have the same ids."""

    PAID = "paid"
    LOGGED_IN = "logged_in"
    PRODUCTIVE = "productive"


class StepKind(StrEnum):
    """What a step of the waterfall from headline to loaded rate is."""

    HEADLINE = "headline"
    CANDIDATES_LOADING = "candidates_loading"
    STATED_PART = "stated_part"
    MISSING_PARTS = "missing_parts"
    SHRINKAGE = "shrinkage"
    OCCUPANCY = "occupancy"


@dataclass(frozen=True)
class RateStep:
    """One step of the waterfall: an amount added, or a division, for the low and high estimate.

    `added` is what the step adds to the rate; `after` the rate once it is added. `divisor` is
    None for amounts. `part_ids` are the rate's parts that the step is about. A missing part is
    to be hatched: nobody stated it.
    """

    kind: StepKind
    label: str
    added: Span
    after: Span
    divisor: Span | None = None
    part_ids: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True)
class LoadedRate:
    """The comparable cost of one productive hour and how it came about.

    `headline` is the hourly price as quoted, on the basis that the quote names. `basis` is None
    where it was not said; `basis_low` and `basis_high` are how the two estimates read it.
    `missing_share` is the labelled share of the parts that nobody stated. `shrinkage` and
    `occupancy` are shares of paid and of logged-in time; those of the estimate that uses none of
    them are still stated.
    """

    headline: float
    basis: RateBasis | None
    basis_low: RateBasis
    basis_high: RateBasis
    steps: tuple[RateStep, ...]
    per_productive_hour: Span
    as_stated: Span
    missing_parts: tuple[str, ...]
    missing_share: float
    shrinkage: Span
    occupancy: Span


@dataclass(frozen=True)
class Staffing:
    """The people that a channel needs.

    `offered_load_peak` and `_trough` are in erlangs (agents busy at once). Agents are those
    logged in at the same time; `paid_agents` are full-time posts, shrinkage included.
    `productive_hours` and `logged_in_hours` are per month. For asynchronous work the loads,
    agents at peak and trough and the service levels are None.
    """

    is_live: bool
    productive_hours: float
    logged_in_hours: Span
    occupancy: Span
    paid_agents: Span
    offered_load_peak: float | None = None
    offered_load_trough: float | None = None
    agents_peak: int | None = None
    agents_trough: int | None = None
    service_level_peak: float | None = None
    service_level_trough: float | None = None


@dataclass(frozen=True)
class ChannelCost:
    """One channel: its contacts a month, what handling them takes, and what it costs a month.

    `aht_minutes` and `fcr` are means over the interaction types. `from_candidate` says of AHT
    and FCR whether the candidate stated them (else today's baseline counts). `per_resolved` is
    that of a month, without the one-off fees.
    """

    channel: str
    contacts: float
    resolved: float
    aht_minutes: float
    fcr: float
    aht_from_candidate: bool
    fcr_from_candidate: bool
    concurrency: float
    staffing: Staffing
    loaded_rate: Span | None
    month: Span
    per_resolved: Span


@dataclass(frozen=True)
class TypeCost:
    """One interaction type over all channels, or within one (`channel` then names it)."""

    interaction_type: str
    channel: str
    contacts: float
    resolved: float
    productive_hours: float
    month: Span
    per_resolved: Span


@dataclass(frozen=True)
class ServiceCost:
    """What the whole service costs with a candidate.

    `month` is a month of the first year at the brief's volume, with the variable price
    (`variable`), base fee, surcharges, minimum volume and (high only) the quality bonus;
    `month_as_stated` the same with nothing added for missing parts. `season_factor` is the mean
    invoice of busy and quiet months over that of `month`. `contract` adds set-up and ramp fee once
    and indexation from the second year on. `per_resolved` divides the contract by all contacts
    that it resolves: the figure to compare; `per_resolved_month` leaves the one-off fees, seasons
    and indexation out. `minimum_factor` is above 1 where the minimum volume is invoiced.
    """

    model_id: str
    contacts: float
    resolved: float
    counts_issues: bool
    productive_hours: float
    paid_agents: Span
    channels: tuple[ChannelCost, ...]
    interaction_types: tuple[TypeCost, ...]
    cells: tuple[TypeCost, ...]
    month: Span
    month_as_stated: Span
    minimum_factor: float
    one_off: Span
    contract_months: int
    indexation: Span
    contract: Span
    per_resolved: Span
    per_resolved_month: Span
    season_factor: Span = UNCHANGED
    variable: Span | None = None
    base_fee: float = 0.0
    surcharge: Span = UNCHANGED
    bonus: float = 1.0


@dataclass(frozen=True)
class VolumeScenario:
    """A volume at which the pricing models are compared; `factor` is relative to the brief's."""

    id: str
    label: str
    factor: float
    contacts: float
    is_peak: bool


@dataclass(frozen=True)
class Piece:
    """One straight piece of a model's monthly cost: from `start` contacts a month on."""

    start: float
    at_zero: float
    slope: float

    def cost(self, contacts: float) -> float:
        """The cost of a month with so many contacts, as if the piece had no end."""
        return self.at_zero + self.slope * contacts


@dataclass(frozen=True)
class ModelCost:
    """One pricing model applied to a candidate's volumes.

    A model is quoted, or derived: `break_even_price` (per `price_unit`, an hour and a full-time
    post being paid ones; of a hybrid the price per contact beside its base fee) is then the price
    at which it costs as much as the proposed model at the brief's volume, surcharges and bonus
    included. `by_scenario` is the monthly cost for each scenario of the comparison. `low` and
    `high` are the cost in straight pieces.
    """

    model_id: str
    title: str
    is_quoted: bool
    is_proposed: bool
    price_unit: str
    break_even_price: Span | None
    by_scenario: tuple[Span, ...]
    low: tuple[Piece, ...]
    high: tuple[Piece, ...]
    best_for: str
    beware: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Crossing:
    """The volume from which on one model is cheaper than another, in one of the two estimates."""

    contacts: float
    cheaper_below: str
    cheaper_above: str
    estimate: str


@dataclass(frozen=True)
class ModelComparison:
    """A candidate's volumes under each pricing model."""

    scenarios: tuple[VolumeScenario, ...]
    models: tuple[ModelCost, ...]
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True)
class CostLine:
    """One line of the in-house baseline, a month."""

    id: str
    label: str
    month: Span


@dataclass(frozen=True)
class InHouseCost:
    """Today's own team at the brief's volumes, a month; `per_resolved` is that of a month."""

    lines: tuple[CostLine, ...]
    month: Span
    per_resolved: Span
    resolved: float
    paid_agents: Span
    wage_growth: Span
    assumptions: tuple[AssumptionUsed, ...]


@dataclass(frozen=True)
class Savings:
    """In-house cost less the candidate's, for resolving as many contacts as the team does today.

    The buyer's programme manager is on the candidate's side. `partner_month` and `month` are the
    mean of busy and quiet months after the ramp of `ramp_months`, in which the own team is paid in
    full beside the partner. `month_share` is relative to the middle of the in-house month.
    `probability` is that of saving anything over the contract, both sides uniform between low and
    high and independent. A break-even month is the first from which on the cumulative savings cover
    the one-off fees and the ramp; None: not within the contract. `only_missing_parts`
    is which share of the savings that the quote shows as it stands is only what it leaves out;
    above 1 nothing is saved; None where the quote shows no savings.
    """

    partner_month: Span
    programme_manager_month: Span
    month: Span
    month_share: Span
    contract: Span
    probability: float
    break_even_month_best: int | None
    break_even_month_middle: int | None
    break_even_month_worst: int | None
    only_missing_parts: Span | None
    ramp_months: Span = NOTHING


@dataclass(frozen=True)
class CandidateCost:
    """Everything about one candidate's cost; a part is None where `problems` say why not.

    `not_stated` are the terms (question ids) that the quote leaves open and of which nothing is
    counted: to be asked, not to be taken for zero.
    """

    candidate_id: str
    currency: str
    headline: float | None
    loaded_rate: LoadedRate | None
    service: ServiceCost | None
    models: ModelComparison | None
    savings: Savings | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    assumptions: tuple[AssumptionUsed, ...] = ()
    not_stated: tuple[str, ...] = ()

    @property
    def cost_per_resolved_contact(self) -> Span | None:
        """Over the contract, everything included; None where `problems` say why not."""
        return None if self.service is None else self.service.per_resolved


@dataclass(frozen=True)
class CostRanks:
    """A candidate's place by headline, loaded rate and cost per resolved contact; 1 is cheapest.

    Places go by the middle of the range; equal ones share a place. 0: no figure.
    """

    candidate_id: str
    headline: int
    loaded: int
    resolved: int


@dataclass(frozen=True)
class Costs:
    """The cost of every candidate, in the selection's order.

    `unavailable_because` is not empty where the selection's copy of the catalogue has no cost
    data: nothing is calculated then. `nothing_calculated_because` is what the brief lacks for any
    candidate's cost. `problems` and `remarks` are those of the brief.
    """

    currency: str
    candidates: tuple[CandidateCost, ...]
    in_house: InHouseCost | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ranks: tuple[CostRanks, ...] = ()
    unavailable_because: str = ""
    nothing_calculated_because: str = ""

    @cached_property
    def by_candidate(self) -> dict[str, CandidateCost]:
        """Candidate id → cost."""
        return {cost.candidate_id: cost for cost in self.candidates}

    @cached_property
    def ranks_by_candidate(self) -> dict[str, CostRanks]:
        """Candidate id → places."""
        return {ranks.candidate_id: ranks for ranks in self.ranks}
