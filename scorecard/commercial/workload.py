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
from scorecard.model import ChannelBaseline, InteractionVolume

Floats = NDArray[np.float64]

NOTHING_SAID = Performance(None, None, None, None)


@dataclass(frozen=True)
class Workload:
    """Contacts a month, handle time and first-contact resolution, (channels × types).

    `contacts` include repeats. `concurrency`, service level (0–1), answer time and occupancy are
    per channel; the occupancy counts for asynchronous channels only.
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

    @property
    def resolved(self) -> Floats:
        """Contacts that are resolved at once, a month."""
        return self.contacts * self.fcr

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
    """The workload, or None with the problems noted at their fields.

    Where the candidate says nothing, today's figures of the brief count, noted as such.
    """
    reader = _Reader(demand, performance, ledger, performance_question)
    channels = range(len(demand.channels))
    aht = np.array([[reader.aht(c, t) for t in demand.types] for c in channels])
    fcr = np.array([[reader.fcr_pct(c, t) for t in demand.types] for c in channels]) / 100
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
        # An issue that is solved at each contact with the same chance needs 1 ÷ FCR contacts.
        contacts=demand.volume / fcr if counts_issues else demand.volume,
        aht_minutes=aht,
        fcr=fcr,
        concurrency=concurrency,
        service_level=service_level,
        answer_seconds=np.array(seconds, dtype=float),
        occupancy=occupancy,
        aht_stated=tuple(reader.said(channel).aht_minutes is not None for channel in channels),
        fcr_stated=tuple(reader.said(channel).fcr_pct is not None for channel in channels),
        counts_issues=counts_issues,
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

    def said(self, channel: int) -> Performance:
        return self.performance.get(
            channel_key(self.demand.channels[channel].channel), NOTHING_SAID
        )

    def aht(self, channel: int, interaction: InteractionVolume) -> float:
        """Minutes; a type's own handle time moves with the candidate's of the channel."""
        baseline = self.demand.channels[channel]
        own = self.said(channel).aht_minutes
        if own is not None and own <= 0:
            return self._fail(baseline, "a handle time of 0 minutes", "question")
        stated = _combined(own, baseline.aht_minutes, interaction.aht_minutes)
        if stated is None:
            return self._fail(baseline, "no handle time (AHT)", "question")
        if stated <= 0:
            return self._fail(baseline, "a handle time of 0 minutes", "brief")
        if own is None:
            self._from_the_brief(baseline, "aht", "handle time", baseline.aht_minutes, "minutes")
        return stated

    def fcr_pct(self, channel: int, interaction: InteractionVolume) -> float:
        """Per cent, 100 at most; a type's own figure moves with the candidate's of the channel."""
        baseline = self.demand.channels[channel]
        own = self.said(channel).fcr_pct
        if own is not None and own <= 0:
            return self._fail(baseline, "a first-contact resolution of 0 %", "question")
        stated = _combined(own, baseline.fcr_pct, interaction.fcr_pct)
        if stated is None:
            return self._fail(baseline, "no first-contact resolution (FCR)", "question")
        if stated <= 0:
            return self._fail(baseline, "a first-contact resolution of 0 %", "brief")
        if own is None:
            self._from_the_brief(baseline, "fcr", "first-contact resolution", baseline.fcr_pct, "%")
        return min(stated, 100.0)

    def occupancy(self, channel: int) -> Span:
        """A share of logged-in time; of no account for a live channel."""
        if self.demand.is_live(channel):
            return Span(1.0, 1.0)
        own = self.said(channel).occupancy_pct
        if own is None:
            return self.ledger.assume("occupancy_asynchronous_pct") * 0.01
        if not 0 < own < 100:
            baseline = self.demand.channels[channel]
            self._fail(baseline, f"an occupancy of {own:g} %", "question")
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

    def _fail(self, baseline: ChannelBaseline, what: str, where: str) -> float:
        self.has_failed = True
        if where == "question" and self.ledger.candidate_id:
            place = f"question:{self.question_id}"
            remedy = "Enter the candidate's figure, or today's on the brief."
        else:
            place = "brief:channels"
            remedy = "Enter or correct it on the brief."
        self.ledger.problem(
            place, f"{baseline.channel}: {what}; no cost can be calculated from it. {remedy}"
        )
        return 1.0


def _combined(own: float | None, of_channel: float | None, of_type: float | None) -> float | None:
    """The candidate's figure, moved by how the type differs from the channel today."""
    if own is None:
        return of_type if of_type is not None else of_channel
    if of_type is not None and of_channel:
        return own * of_type / of_channel
    return own
