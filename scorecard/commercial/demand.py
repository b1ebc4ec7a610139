"""The contacts that the brief describes, by channel and interaction type."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import ChannelKind, Commercial
from scorecard.commercial.ledger import Ledger
from scorecard.model import Brief, ChannelBaseline, InteractionVolume

Floats = NDArray[np.float64]

LIVE = "live"


@dataclass(frozen=True)
class Pace:
    """How unevenly contacts come: a share of the time (0–1) is busy, at so many times the rest."""

    busy_share: float
    peak_to_trough: float

    @property
    def peak(self) -> float:
        """The pace at peak over the mean pace."""
        return self.peak_to_trough / (1 - self.busy_share + self.busy_share * self.peak_to_trough)

    @property
    def trough(self) -> float:
        """The pace at trough over the mean pace."""
        return self.peak / self.peak_to_trough


@dataclass(frozen=True)
class Demand:
    """Volumes a month as the brief states them, (channels × interaction types).

    Every interaction type comes in by the same mix of channels. `open_hours` are per month; within
    a month some hours are busier than others, and within a year some months.
    """

    channels: tuple[ChannelBaseline, ...]
    kinds: tuple[ChannelKind, ...]
    types: tuple[InteractionVolume, ...]
    volume: Floats
    open_hours: float
    hours: Pace
    months: Pace

    @property
    def total(self) -> float:
        """All volumes a month."""
        return float(self.volume.sum())

    def is_live(self, channel: int) -> bool:
        """Whether somebody waits on the line in this channel."""
        return (self.channels[channel].handling or self.kinds[channel].handling) == LIVE


def read_demand(brief: Brief, commercial: Commercial, ledger: Ledger) -> Demand | None:
    """The demand, or None with the problems noted where volumes, channels or hours are missing."""
    types = tuple(volume for volume in brief.volumes if volume.contacts_per_month)
    left_out = [v.interaction_type for v in brief.volumes if v.contacts_per_month is None]
    if left_out:
        ledger.remark(
            "volumes",
            f"Without a number and left out of the cost: {', '.join(left_out)}.",
            "How many contacts a month are they?",
        )
    if not types:
        said = "every volume is zero" if brief.volumes and not left_out else "no volume is stated"
        ledger.problem(
            "brief:volumes",
            f"Cost per resolved contact: {said}. Enter the contacts a month by interaction type.",
        )
    shares = _shares(brief.channels, ledger)
    open_week = brief.open_hours_per_week
    if open_week is None:
        open_week = ledger.assume("open_hours_per_week").low
    elif open_week == 0:
        ledger.problem(
            "brief:open_hours_per_week",
            "Zero open hours a week: nobody could be staffed. Enter how many hours you are open.",
        )
    hours, months = _pace_of_hours(brief, ledger), _pace_of_months(brief, ledger)
    weeks = ledger.assume("weeks_per_month").low
    if not types or shares is None or open_week == 0:
        return None
    used = [index for index, share in enumerate(shares) if share > 0]
    channels = tuple(brief.channels[index] for index in used)
    kinds = tuple(commercial.kind_of_channel(channel.channel) for channel in channels)
    _remark_guessed_handling(channels, kinds, ledger)
    by_type = np.array([volume.contacts_per_month for volume in types], dtype=float)
    return Demand(
        channels=channels,
        kinds=kinds,
        types=types,
        volume=np.outer([shares[index] for index in used], by_type),
        open_hours=open_week * weeks,
        hours=hours,
        months=months,
    )


def _remark_guessed_handling(
    channels: tuple[ChannelBaseline, ...], kinds: tuple[ChannelKind, ...], ledger: Ledger
) -> None:
    for channel, kind in zip(channels, kinds, strict=True):
        if kind.is_guessed and not channel.handling:
            ledger.remark(
                "channels",
                f"{channel.channel}: the name does not say whether somebody waits in this channel; "
                f"it counts as {kind.handling}.",
                "Set its handling on the brief.",
            )


def _pace_of_hours(brief: Brief, ledger: Ledger) -> Pace:
    busy = ledger.assume("peak_hours_share_pct").low / 100
    ratio = brief.busiest_to_quietest_hour_ratio
    if ratio is None and not ledger.knows("busiest_to_quietest_hour_ratio"):
        # A catalogue from before the two were told apart has one ratio for hours and months.
        ratio = brief.peak_to_trough_ratio
        name = "peak_to_trough_ratio"
    else:
        name = "busiest_to_quietest_hour_ratio"
    return Pace(busy, ledger.assume(name).low if ratio is None else ratio)


def _pace_of_months(brief: Brief, ledger: Ledger) -> Pace:
    if not ledger.knows("peak_months_share_pct"):
        return Pace(ledger.assume("peak_hours_share_pct").low / 100, 1.0)
    ratio = brief.peak_to_trough_ratio
    if ratio is None:
        ratio = ledger.assume("peak_to_trough_ratio").low
    return Pace(ledger.assume("peak_months_share_pct").low / 100, ratio)


def _shares(channels: tuple[ChannelBaseline, ...], ledger: Ledger) -> list[float] | None:
    """Each channel's share of the contacts (sum 1), or None with the problem noted."""
    place = "brief:channels"
    if not channels:
        ledger.problem(place, "No channel is stated. Enter the channels with their shares.")
        return None
    stated = [channel.share_pct for channel in channels]
    known = sum(share for share in stated if share is not None)
    unstated = stated.count(None)
    rest = max(100.0 - known, 0.0)
    if unstated == len(channels) > 1 or known + (rest if unstated else 0) <= 0:
        ledger.problem(
            place, "The channels' shares of the contacts are not stated. Enter them in per cent."
        )
        return None
    if unstated:
        names = ", ".join(c.channel for c in channels if c.share_pct is None)
        if len(channels) > 1:
            ledger.remark("channels", f"Takes what is left of 100 %: {names}, {rest:g} % in all.")
        stated = [rest / unstated if share is None else share for share in stated]
    elif round(known, 9) != 100:
        ledger.remark("channels", f"The shares sum to {known:g} % and are scaled to 100 %.")
    total = sum(share or 0.0 for share in stated)
    return [(share or 0.0) / total for share in stated]
