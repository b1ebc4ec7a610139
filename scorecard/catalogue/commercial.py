"""What the cost calculation reads and assumes: questions by role, figures, models' caveats."""

from __future__ import annotations

import unicodedata
from typing import Self

from pydantic import Field, model_validator

from scorecard.catalogue.criteria import Sources
from scorecard.model import Record

# Ids that the calculation treats in a way of their own.
PARTS_WITH_A_ROLE = ("shrinkage",)
MODELS_WITH_A_ROLE = ("hourly", "per_fte", "hybrid")


class QuoteQuestions(Record):
    """Which question answers which part of a quote, by id."""

    headline_rate: str
    loaded_rate: str
    rate_parts: str
    pricing_model: str
    lock_in_months: str
    quote_currency: str
    rate_basis: str
    price_lines: str
    set_up_fee: str
    ramp_fee: str
    minimum_volume: str
    overtime_surcharge: str
    peak_surcharge: str
    indexation: str
    contract_months: str
    quality_bonus: str
    service_credit: str
    volume_convention: str
    performance: str
    shrinkage: str


class PartTreatments(Record):
    """What the treatments of a rate's part mean, as option ids of the question on the parts."""

    in_the_rate: tuple[str, ...] = Field(min_length=1)
    not_in_the_rate: tuple[str, ...] = Field(min_length=1)
    as_percentage: str


class RatePart(Record):
    """One part of a loaded rate: its unscaled share of what a missing breakdown can hide."""

    id: str = Field(min_length=1)
    share: float = Field(gt=0)


class AssumedFigure(Record):
    """A figure that counts where nobody stated one; one figure where low and high are equal."""

    title: str = Field(min_length=1)
    low: float
    high: float
    unit: str = Field(min_length=1)
    sources: Sources
    rationale: str = Field(min_length=1)

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("`low` is above `high`")
        return self


class ShareFigure(AssumedFigure):
    """An assumed figure in per cent that must lie between 0 and 100, both excluded."""

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if not (self.low > 0 and self.high < 100):
            raise ValueError("must lie between 0 and 100 per cent, both excluded")
        return self


class CostAssumptions(Record):
    """Every figure that the calculation falls back on, by name."""

    hidden_share_pct: ShareFigure
    paid_hours_per_fte_month: AssumedFigure
    weeks_per_month: AssumedFigure
    open_hours_per_week: AssumedFigure
    peak_hours_share_pct: ShareFigure
    peak_to_trough_ratio: AssumedFigure
    shrinkage_pct: ShareFigure
    occupancy_asynchronous_pct: ShareFigure
    occupancy_without_volumes_pct: ShareFigure
    peak_surcharge_share_pct: AssumedFigure
    overtime_share_pct: AssumedFigure
    contract_months: AssumedFigure
    hybrid_base_share_pct: ShareFigure
    benefits_loading_pct: AssumedFigure
    overheads_pct: AssumedFigure
    tools_pct_of_wages: AssumedFigure
    annual_attrition_pct: AssumedFigure
    replacement_cost_pct_of_yearly_wage: AssumedFigure
    wage_growth_pct_per_year: AssumedFigure
    in_house_uncertainty_pct: AssumedFigure
    programme_manager_fte: AssumedFigure
    programme_manager_times_agent_wage: AssumedFigure
    # Added later: a copy of the catalogue from before counts without them.
    shrinkage_not_stated_pct: ShareFigure | None = None
    busiest_to_quietest_hour_ratio: AssumedFigure | None = None
    peak_months_share_pct: ShareFigure | None = None
    open_surcharge_pct: AssumedFigure | None = None
    open_fee_pct_of_month: AssumedFigure | None = None
    open_indexation_pct: AssumedFigure | None = None
    open_quality_bonus_pct: AssumedFigure | None = None
    ramp_weeks: AssumedFigure | None = None
    ramp_billed_share_pct: AssumedFigure | None = None


class ChannelKind(Record):
    """How channels with one of these words in their name are staffed.

    The kind without words is for all others, of whose names nothing is known. The service level and
    concurrency count for live channels where the brief states none.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    handling: str = Field(pattern="^(live|asynchronous)$")
    service_level_pct: float = Field(default=80, gt=0, lt=100)
    answer_seconds: float = Field(default=20, ge=0)
    concurrency: float = Field(default=1, ge=1)
    sources: Sources
    rationale: str = Field(min_length=1)

    @property
    def is_guessed(self) -> bool:
        """Whether a channel is of this kind only because its name says nothing.

        Older catalogues name no words for e-mail and the rest, which nobody waits for.
        """
        return not self.words and self.handling == "live"


class PricingModel(Record):
    """A pricing model: an option of the question on it, its unit of price, and its caveat.

    `price_unit` is an option of the price lines' unit; '' for the hybrid of several.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    price_unit: str = ""
    best_for: str = Field(min_length=1)
    beware: str = Field(min_length=1)
    sources: Sources


class VolumeStep(Record):
    """A volume at which the models are compared, as a factor of the brief's."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=1)
    factor: float = Field(gt=0)
    sources: Sources


class CostNotes(Record):
    """From where on a result is explained beside its figure; it changes no figure.

    `low_live_occupancy_pct`: below it a live channel's volume is called too small for its hours.
    `rate_wider_than_cost`: how many times the loaded rate's range is wider than the cost's.
    `exchange_factor`: how many times a converted hour lies outside the benchmarks
    `hour_benchmarks`, for briefs in one of `comparable_currencies`, to be doubted.
    `headline_differs_pct`: by how much the headline may differ from what the price lines come to.
    """

    low_live_occupancy_pct: float = Field(gt=0, lt=100)
    rate_wider_than_cost: float = Field(gt=1)
    exchange_factor: float = Field(gt=1)
    hour_benchmarks: tuple[str, ...] = Field(min_length=1)
    comparable_currencies: tuple[str, ...] = Field(min_length=1)
    headline_differs_pct: float | None = Field(default=None, gt=0)
    sources: Sources
    rationale: str = Field(min_length=1)


class Commercial(Record):
    """Everything that the cost calculation knows besides answers and brief.

    `ramp_weeks_question` asks how long the ramp takes: it is read for savings and is no part of the
    quote; '' in copies of the catalogue from before it was read.
    """

    questions: QuoteQuestions
    ramp_weeks_question: str = ""
    treatments: PartTreatments
    parts: tuple[RatePart, ...] = Field(min_length=1)
    parts_sources: Sources
    parts_rationale: str = Field(min_length=1)
    assumptions: CostAssumptions
    channel_kinds: tuple[ChannelKind, ...] = Field(min_length=1)
    pricing_models: tuple[PricingModel, ...] = Field(min_length=1)
    volume_steps: tuple[VolumeStep, ...] = Field(min_length=1)
    notes: CostNotes | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        others = [kind.id for kind in self.channel_kinds if not kind.words]
        if len(others) != 1:
            raise ValueError("`channel_kinds` needs exactly one kind without words, for the rest")
        for name in ("parts", "channel_kinds", "pricing_models", "volume_steps"):
            ids = [entry.id for entry in getattr(self, name)]
            if len(set(ids)) != len(ids):
                raise ValueError(f"`{name}` has an id twice")
        for name, needed in (("parts", PARTS_WITH_A_ROLE), ("pricing_models", MODELS_WITH_A_ROLE)):
            ids = [entry.id for entry in getattr(self, name)]
            for role in needed:
                if role not in ids:
                    raise ValueError(
                        f"`{name}` needs the id '{role}', by which the calculation knows it"
                    )
        return self

    def kind_of_channel(self, name: str) -> ChannelKind:
        """The kind whose word the channel's name contains, accents aside, else that of the rest."""
        folded = _without_accents(name)
        for kind in self.channel_kinds:
            if any(_without_accents(word) in folded for word in kind.words):
                return kind
        return next(kind for kind in self.channel_kinds if not kind.words)

    def share_of_part(self, part_id: str) -> float:
        """A part's share (0–1) of what a missing breakdown can hide; 0 for an unknown part."""
        total = sum(part.share for part in self.parts)
        return sum(part.share for part in self.parts if part.id == part_id) / total


def _without_accents(text: str) -> str:
    """The text in small letters, so that Teléfono and Telefono are one word."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
