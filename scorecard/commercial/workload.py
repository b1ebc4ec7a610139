"""What handling the contacts takes with one candidate: handle time, resolution, staffing terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.demand import Demand
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.quote import Performance, channel_key
from scorecard.commercial.results import AssumptionUsed
from scorecard.commercial.span import Span
from scorecard.model import ChannelBaseline

Floats = NDArray[np.float64]

NOTHING_SAID = Performance(None, None, None, None)
CORRECT_BRIEF = "Enter or correct it on the brief."


@dataclass(frozen=True)
class Workload:
    """Contacts a month, handle time and first-contact resolution, (channels × types).

    `contacts` include repeats, whatever the quote counts. `concurrency`, service level (0–1),
    answer time and occupancy are per channel; the occupancy counts for asynchronous channels only.
    """

    demand: Demand
    contacts: Floats
    aht_minutes: Floats
    fcr: Floats
    concurrency: Floats
    service_level: Floats
    answer_seconds: Floats
    occupancy: tuple[Span, ...]
    aht_stated: tuple[bool, ...]
    fcr_stated: tuple[bool, ...]
    counts_issues: bool
    has_resolution: bool = True

    @property
    def resolved(self) -> Floats:
        """Contacts that are resolved at once, a month."""
        return self.contacts * self.fcr

    @property
    def counted(self) -> Floats:
        """What the quote counts as volume, a month: contacts, or the issues behind them.

        An issue that is solved at each contact with the same chance needs 1 ÷ FCR contacts, so
        that there are as many issues as contacts resolved at once.
        """
        return self.resolved if self.counts_issues else self.contacts

    @property
    def contacts_at_a_time(self) -> float:
        """The mean over all handled minutes."""
        return float((self.contacts * self.aht_minutes).sum() / 60 / self.productive_hours.sum())

    @property
    def productive_hours(self) -> Floats:
        """Hours a month in which agents handle contacts, several chats at a time as one."""
        return self.contacts * self.aht_minutes / 60 / self.concurrency[:, None]


def read_workload(
    demand: Demand,
    performance: Mapping[str, Performance],
    counts_issues: bool,
    ledger: Ledger,
    performance_question: str,
) -> Workload | None:
    """The workload, or None where nobody could be staffed; problems are noted at their fields.

    A resolution that is impossible or unknown stops only what is reckoned by resolved contacts:
    all then count as resolved, and `has_resolution` is False. Where the candidate says nothing,
    today's figures of the brief count, noted as such.
    """
    reader = _Reader(demand, performance, ledger, performance_question)
    channels = range(len(demand.channels))
    aht = np.array([reader.aht(channel) for channel in channels])
    fcr = np.minimum(np.array([reader.fcr_pct(channel) for channel in channels]), 100.0) / 100
    occupancy = tuple(reader.occupancy(channel) for channel in channels)
    concurrency = np.array([reader.concurrency(channel) for channel in channels])
    service_level = np.array([reader.service_level(channel) for channel in channels])
    seconds = [
        channel.answer_seconds if channel.answer_seconds is not None else kind.answer_seconds
        for channel, kind in zip(demand.channels, demand.kinds, strict=True)
    ]
    reader.report_unknown_channels()
    if reader.has_failed:
        return None
    return Workload(
        demand=demand,
        contacts=demand.volume,
        aht_minutes=aht,
        fcr=fcr,
        concurrency=concurrency,
        service_level=service_level,
        answer_seconds=np.array(seconds, dtype=float),
        occupancy=occupancy,
        aht_stated=tuple(reader.said(channel).aht_minutes is not None for channel in channels),
        fcr_stated=tuple(reader.said(channel).fcr_pct is not None for channel in channels),
        counts_issues=counts_issues,
        has_resolution=not reader.has_failed_resolution,
    )


class _Reader:
    def __init__(
        self,
        demand: Demand,
        performance: Mapping[str, Performance],
        ledger: Ledger,
        question_id: str,
    ) -> None:
        self.demand = demand
        self.performance = performance
        self.ledger = ledger
        self.question_id = question_id
        self.has_failed = False
        self.has_failed_resolution = False

    def said(self, channel: int) -> Performance:
        return self.performance.get(
            channel_key(self.demand.channels[channel].channel), NOTHING_SAID
        )

    def aht(self, channel: int) -> list[float]:
        """Minutes by interaction type; their mean is the channel's where one is stated."""
        baseline = self.demand.channels[channel]
        figure = _Figure("aht", "a handle time of 0 minutes", "no handle time (AHT)", "minutes")
        own = self.said(channel).aht_minutes
        of_types = [interaction.aht_minutes for interaction in self.demand.types]
        return self._by_type(figure, channel, own, baseline.aht_minutes, of_types)

    def fcr_pct(self, channel: int) -> list[float]:
        """Per cent by interaction type; their mean is the channel's where one is stated."""
        baseline = self.demand.channels[channel]
        nothing = "a first-contact resolution of 0 %"
        figure = _Figure("fcr", nothing, "no first-contact resolution (FCR)", "%")
        own = self.said(channel).fcr_pct
        of_types = [interaction.fcr_pct for interaction in self.demand.types]
        return self._by_type(figure, channel, own, baseline.fcr_pct, of_types)

    def _by_type(
        self,
        figure: _Figure,
        channel: int,
        own: float | None,
        of_channel: float | None,
        of_types: list[float | None],
    ) -> list[float]:
        baseline = self.demand.channels[channel]
        failed = [100.0] * len(of_types)
        zero = [
            interaction.interaction_type
            for interaction, stated in zip(self.demand.types, of_types, strict=True)
            if stated == 0
        ]
        if zero:
            what = f"{', '.join(zero)}: {figure.nothing}"
            self._fail_at("brief:volumes", what, CORRECT_BRIEF, figure.id)
            return failed
        if own == 0:
            self._fail(baseline, figure.nothing, "question", figure.id)
            return failed
        if of_channel == 0 and (own is None or None in of_types):
            self._fail(baseline, figure.nothing, "brief", figure.id)
            return failed
        if own is None:
            if of_channel is None and None in of_types:
                self._fail(baseline, figure.unsaid, "question", figure.id)
                return failed
            words = "handle time" if figure.id == "aht" else "first-contact resolution"
            self._from_the_brief(baseline, figure.id, words, of_channel, figure.unit)
        of_each = [of_channel if stated is None else stated for stated in of_types]
        if None in of_each:
            # Nothing to compare the types that have a figure of their own with.
            return [own or 1.0] * len(of_types)
        return _around(own or of_channel, [float(each or 0.0) for each in of_each],
                       self.demand.volume[channel])  # fmt: skip

    def occupancy(self, channel: int) -> Span:
        """A share of logged-in time; of no account for a live channel."""
        own = self.said(channel).occupancy_pct
        if self.demand.is_live(channel):
            if own is not None:
                name = self.demand.channels[channel].channel
                self.ledger.remark(
                    self.question_id,
                    f"{name}: the stated occupancy of {own:g} % counts nowhere. Where somebody "
                    "waits, it follows from the volume and the service level.",
                )
            return Span(1.0, 1.0)
        if own is None:
            return self.ledger.assume("occupancy_asynchronous_pct") * 0.01
        if not 0 < own < 100:
            baseline = self.demand.channels[channel]
            self._fail(baseline, f"an occupancy of {own:g} %", "question", "occupancy")
        return Span(own / 100, own / 100)

    def concurrency(self, channel: int) -> float:
        baseline, kind = self.demand.channels[channel], self.demand.kinds[channel]
        own = self.said(channel).concurrency
        if own is None:
            own = baseline.concurrency
        if own is None:
            own = kind.concurrency
            if own != 1:
                self.ledger.note(
                    AssumptionUsed(
                        f"concurrency:{kind.id}",
                        f"{baseline.channel}: contacts at the same time",
                        Span(own, own),
                        "contacts",
                        kind.sources,
                        kind.rationale,
                    )
                )
        return own

    def service_level(self, channel: int) -> float:
        baseline, kind = self.demand.channels[channel], self.demand.kinds[channel]
        if not self.demand.is_live(channel):
            return 0.0
        level = baseline.service_level_pct
        if level is None:
            level = kind.service_level_pct
            self.ledger.note(
                AssumptionUsed(
                    f"service_level:{kind.id}",
                    f"{baseline.channel}: answered in time",
                    Span(level, level),
                    f"% within {kind.answer_seconds:g} seconds",
                    kind.sources,
                    kind.rationale,
                )
            )
        if not 0 < level < 100:
            self._fail(baseline, f"a service level of {level:g} %", "brief")
        return level / 100

    def report_unknown_channels(self) -> None:
        """Remarks on rows that name no channel of the brief: they count nowhere."""
        known = {channel_key(channel.channel) for channel in self.demand.channels}
        if set(self.performance) - known:
            self.ledger.remark(
                self.question_id,
                "A row names a channel that the brief does not have, or that has no share; "
                "it counts nowhere.",
                "To which channel of the brief does the row belong?",
            )

    def _from_the_brief(
        self, baseline: ChannelBaseline, what: str, words: str, value: float | None, unit: str
    ) -> None:
        if value is not None:
            self.ledger.note(
                AssumptionUsed(
                    f"{what}:{channel_key(baseline.channel)}",
                    f"{baseline.channel}: {words} of today's own team",
                    Span(value, value),
                    unit,
                    (),
                    "The candidate has stated none; the brief's baseline counts.",
                    origin="brief",
                )
            )

    def _fail(self, baseline: ChannelBaseline, what: str, where: str, figure_id: str = "") -> None:
        if where == "question" and self.ledger.candidate_id:
            place = f"question:{self.question_id}"
            # The brief asks for handle time and resolution of today, and for no occupancy.
            remedy = "Enter the candidate's figure, or today's on the brief."
            if figure_id == "occupancy":
                remedy = "Correct it, or leave it open."
        else:
            place, remedy = "brief:channels", CORRECT_BRIEF
        self._fail_at(place, f"{baseline.channel}: {what}", remedy, figure_id)

    def _fail_at(self, place: str, what: str, remedy: str, figure_id: str = "") -> None:
        if figure_id == "fcr":
            self.has_failed_resolution = True
        else:
            self.has_failed = True
        self.ledger.problem(place, f"{what}; no cost can be calculated from it. {remedy}")


@dataclass(frozen=True)
class _Figure:
    """A figure by channel and type: how a zero and a missing one are called, and its unit."""

    id: str
    nothing: str
    unsaid: str
    unit: str


def _around(mean: float | None, of_types: list[float], volumes: Floats) -> list[float]:
    """The types' figures in their proportions, scaled so that their mean is the stated one.

    Without a stated mean they stay as they are.
    """
    if mean is None:
        return of_types
    own_mean = float(np.average(of_types, weights=volumes))
    return [mean * each / own_mean for each in of_types]
