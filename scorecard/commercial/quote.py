"""One candidate's quote, read from its answers and converted into the brief's currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scorecard.catalogue import Commercial
from scorecard.commercial.currency import exchange_factor
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.results import RateBasis
from scorecard.model import Answer, Brief, Cell, Row


class PriceUnit(StrEnum):
    """What a price line is the price of; the options of the question on them."""

    FTE_MONTH = "per_fte_month"
    HOUR = "per_hour"
    MINUTE = "per_minute"
    CONTACT = "per_contact"
    RESOLVED_CONTACT = "per_resolved_contact"
    OUTCOME = "per_outcome"
    BASE_FEE_MONTH = "base_fee_month"


@dataclass(frozen=True)
class PriceLine:
    """A price in the brief's currency; `channel` is '' for all, else as `channel_key` gives it.

    It holds from so many contacts a month on: the channel's where it names one, else all.
    """

    unit: PriceUnit
    channel: str
    from_contacts: float
    price: float


@dataclass(frozen=True)
class Part:
    """One part of the rate: in it, not in it (with what it costs an hour, where said), or unsaid.

    What it is of the rate is stated as `percentage`, in per cent, or as `amount_per_hour`.
    """

    id: str
    in_the_rate: bool = False
    not_in_the_rate: bool = False
    extra_per_hour: float | None = None
    percentage: float | None = None
    amount_per_hour: float | None = None

    @property
    def is_missing(self) -> bool:
        """Whether it is neither in the rate nor priced beside it."""
        return not self.in_the_rate and self.extra_per_hour is None


@dataclass(frozen=True)
class Performance:
    """What the candidate says of one channel; None where it says nothing."""

    aht_minutes: float | None
    fcr_pct: float | None
    occupancy_pct: float | None
    concurrency: float | None


@dataclass(frozen=True)
class Quote:
    """All money in the brief's currency; percentages as stated; None where nothing is stated."""

    headline: float | None
    loaded: float | None
    parts: tuple[Part, ...]
    model_id: str
    basis: RateBasis | None
    lines: tuple[PriceLine, ...]
    set_up_fee: float | None
    ramp_fee: float | None
    minimum_volume: float | None
    overtime_surcharge_pct: float | None
    peak_surcharge_pct: float | None
    indexation_pct: float | None
    contract_months: float | None
    quality_bonus_pct: float | None
    counts_issues: bool
    performance: Mapping[str, Performance]
    shrinkage_pct: float | None
    ramp_weeks: float | None = None
    says_what_is_counted: bool = True
    repeated_channels: tuple[str, ...] = ()

    def part(self, part_id: str) -> Part:
        """The statement on a part; an unsaid one where there is none."""
        return next((part for part in self.parts if part.id == part_id), Part(part_id))


def channel_key(name: str) -> str:
    """A channel's name as it is compared: without regard to case, spaces and hyphens."""
    return "".join(character for character in name.casefold() if character.isalnum())


def read_quote(
    answers: Mapping[str, Answer], brief: Brief, commercial: Commercial, ledger: Ledger
) -> Quote | None:
    """The quote, or None (with the problem noted) where its currency cannot be converted."""
    reader = _Reader(answers, commercial)
    factor = _factor(reader, brief, ledger)
    if factor is None:
        return None
    basis = reader.text("rate_basis")
    convention = reader.text("volume_convention")
    return Quote(
        headline=reader.money("headline_rate", factor),
        loaded=reader.money("loaded_rate", factor),
        parts=tuple(_parts(reader, commercial, factor)),
        model_id=reader.text("pricing_model") or "",
        basis=RateBasis(basis) if basis in set(RateBasis) else None,
        lines=tuple(_lines(reader, factor)),
        set_up_fee=reader.money("set_up_fee", factor),
        ramp_fee=reader.money("ramp_fee", factor),
        minimum_volume=reader.number("minimum_volume"),
        overtime_surcharge_pct=reader.number("overtime_surcharge"),
        peak_surcharge_pct=reader.number("peak_surcharge"),
        indexation_pct=reader.number("indexation"),
        contract_months=reader.number("contract_months"),
        quality_bonus_pct=reader.number("quality_bonus"),
        counts_issues=convention == "issues",
        performance=_performance(reader),
        shrinkage_pct=reader.number("shrinkage"),
        ramp_weeks=reader.number_of(commercial.ramp_weeks_question),
        says_what_is_counted=convention is not None,
        repeated_channels=_repeated_channels(reader),
    )


@dataclass(frozen=True)
class _Reader:
    """Answers by the role that commercial.toml gives them."""

    answers: Mapping[str, Answer]
    commercial: Commercial

    def _value(self, role: str) -> object:
        return self._value_of(getattr(self.commercial.questions, role))

    def _value_of(self, question_id: str) -> object:
        answer = self.answers.get(question_id)
        return None if answer is None else answer.value

    def number_of(self, question_id: str) -> float | None:
        value = self._value_of(question_id)
        return float(value) if isinstance(value, int | float) else None

    def number(self, role: str) -> float | None:
        return self.number_of(getattr(self.commercial.questions, role))

    def money(self, role: str, factor: float) -> float | None:
        number = self.number(role)
        return None if number is None else number * factor

    def text(self, role: str) -> str | None:
        value = self._value(role)
        return value if isinstance(value, str) else None

    def rows(self, role: str) -> tuple[Row, ...]:
        value = self._value(role)
        if not isinstance(value, tuple):
            return ()
        return tuple(row for row in value if isinstance(row, dict))


def _factor(reader: _Reader, brief: Brief, ledger: Ledger) -> float | None:
    question_id = reader.commercial.questions.quote_currency
    currency = reader.text("quote_currency")
    if currency is None:
        roles = ("headline_rate", "loaded_rate")
        if reader.rows("price_lines") or any(reader.number(role) is not None for role in roles):
            ledger.remark(
                question_id,
                f"The quote names no currency: its amounts are taken to be in {brief.currency}.",
                "In which currency are the amounts of the quote?",
            )
        return 1.0
    factor = exchange_factor(currency, brief)
    if factor is None:
        ledger.problem(
            f"question:{question_id}",
            f"The quote is in {currency}, and the brief has no rate of exchange for it. Enter what "
            f"one {currency} is worth in {brief.currency}, with its date, on the brief.",
        )
    return factor


def _parts(reader: _Reader, commercial: Commercial, factor: float) -> list[Part]:
    treatments = commercial.treatments
    known = {part.id for part in commercial.parts}
    parts = []
    for row in reader.rows("rate_parts"):
        part_id, treatment = str(row.get("part")), row.get("treatment")
        if part_id not in known:
            continue
        amount = _cell_number(row.get("amount"))
        outside = treatment in treatments.not_in_the_rate
        is_amount = treatment in treatments.in_the_rate and treatment != treatments.as_percentage
        parts.append(
            Part(
                id=part_id,
                in_the_rate=treatment in treatments.in_the_rate,
                not_in_the_rate=outside,
                extra_per_hour=amount * factor if outside and amount is not None else None,
                percentage=amount if treatment == treatments.as_percentage else None,
                amount_per_hour=amount * factor if is_amount and amount is not None else None,
            )
        )
    return parts


def _lines(reader: _Reader, factor: float) -> list[PriceLine]:
    lines = []
    for row in reader.rows("price_lines"):
        price = _cell_number(row.get("price"))
        if price is not None and row.get("unit") in set(PriceUnit):
            channel = row.get("channel")
            lines.append(
                PriceLine(
                    unit=PriceUnit(str(row["unit"])),
                    channel=channel_key(channel) if isinstance(channel, str) else "",
                    from_contacts=_cell_number(row.get("from_contacts")) or 0.0,
                    price=price * factor,
                )
            )
    return lines


def _performance(reader: _Reader) -> dict[str, Performance]:
    return {
        channel_key(str(row.get("channel"))): Performance(
            aht_minutes=_cell_number(row.get("aht_minutes")),
            fcr_pct=_cell_number(row.get("fcr_pct")),
            occupancy_pct=_cell_number(row.get("occupancy_pct")),
            concurrency=_cell_number(row.get("concurrent_chats")),
        )
        for row in reader.rows("performance")
        if row.get("channel")
    }


def _repeated_channels(reader: _Reader) -> tuple[str, ...]:
    """Channels for which two rows state a handle time or resolution, as the last names them."""
    names = [str(row["channel"]) for row in reader.rows("performance") if row.get("channel")]
    counts = Counter(channel_key(name) for name in names)
    return tuple({channel_key(n): n for n in names if counts[channel_key(n)] > 1}.values())


def _cell_number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
