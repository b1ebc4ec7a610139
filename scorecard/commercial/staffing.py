"""The agents that a workload needs: Erlang C where somebody waits, workload elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorecard.commercial.erlang import agents_needed, service_level
from scorecard.commercial.results import Staffing
from scorecard.commercial.span import Span
from scorecard.commercial.workload import Workload


def staff(workload: Workload, shrinkage: Span, paid_hours_per_post: float) -> tuple[Staffing, ...]:
    """The staffing of each channel.

    `shrinkage` is a share (0–1) of paid time, `paid_hours_per_post` per month. A channel's agents
    take all its interaction types. The busy part of the open hours runs at the pace of the peak,
    the rest at that of the trough; each is staffed for the service level by itself.
    """
    demand = workload.demand
    hours = workload.productive_hours.sum(axis=1)
    contacts = workload.contacts.sum(axis=1)
    seconds = hours / contacts * 3600
    pace = np.array([[demand.hours.peak], [demand.hours.trough]])
    loads = pace * hours / demand.open_hours
    agents = agents_needed(loads, workload.service_level, workload.answer_seconds, seconds)
    levels = service_level(agents, loads, workload.answer_seconds, seconds)
    busy = demand.hours.busy_share
    open_hours = demand.open_hours * np.array([busy, 1 - busy])
    rostered = open_hours @ agents
    result = []
    for channel in range(len(demand.channels)):
        productive = float(hours[channel])
        if demand.is_live(channel):
            logged_in = Span(float(rostered[channel]), float(rostered[channel]))
        else:
            occupancy = workload.occupancy[channel]
            logged_in = Span(productive / occupancy.high, productive / occupancy.low)
        live = demand.is_live(channel)
        result.append(
            Staffing(
                is_live=live,
                productive_hours=productive,
                logged_in_hours=logged_in,
                occupancy=Span(productive / logged_in.high, productive / logged_in.low),
                paid_agents=paid_hours(logged_in, shrinkage) * (1 / paid_hours_per_post),
                offered_load_peak=float(loads[0, channel]) if live else None,
                offered_load_trough=float(loads[1, channel]) if live else None,
                agents_peak=int(agents[0, channel]) if live else None,
                agents_trough=int(agents[1, channel]) if live else None,
                service_level_peak=float(levels[0, channel]) if live else None,
                service_level_trough=float(levels[1, channel]) if live else None,
            )
        )
    return tuple(result)


def paid_hours(logged_in_hours: Span, shrinkage: Span) -> Span:
    """Hours on the payroll for so many logged-in hours: shrinkage (0–1) divides."""
    return Span(
        logged_in_hours.low / (1 - shrinkage.low), logged_in_hours.high / (1 - shrinkage.high)
    )


def blended_occupancy(staffing: Sequence[Staffing]) -> Span:
    """Productive over logged-in hours of all channels together."""
    productive = sum(channel.productive_hours for channel in staffing)
    return Span(
        productive / sum(channel.logged_in_hours.high for channel in staffing),
        productive / sum(channel.logged_in_hours.low for channel in staffing),
    )
