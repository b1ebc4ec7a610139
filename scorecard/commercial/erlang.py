"""Erlang B and C: how many agents a load needs so that contacts are answered in time.

Reference: Cooper, Introduction to Queueing Theory (1981), chapter 3; Koole, Call Center
Optimization (2013), chapter 4. Contacts arrive at random and wait as long as it takes, service
times are exponential, agents are alike. Loads are in erlangs (contacts handled at once).
All functions work on arrays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def blocking_probability(agents: ArrayLike, load: ArrayLike) -> Floats:
    """Erlang B: the share of contacts that find all agents busy, were none allowed to wait.

    Exact through the Poisson distribution: P(X = agents) / P(X ≤ agents) with the mean `load`.
    """
    # Imported here, because it takes a quarter of a second that the first page can do without.
    from scipy import special

    count = np.asarray(agents, dtype=float)
    offered = np.asarray(load, dtype=float)
    log_mass = special.xlogy(count, offered) - offered - special.gammaln(count + 1)
    return np.asarray(np.exp(log_mass - np.log(special.pdtr(count, offered))), dtype=float)


def waiting_probability(agents: ArrayLike, load: ArrayLike) -> Floats:
    """Erlang C: the share of contacts that wait; 1 where the agents cannot keep up."""
    count = np.asarray(agents, dtype=float)
    offered = np.asarray(load, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        blocked = blocking_probability(count, offered)
        busy = offered / count
        waits = blocked / (1 - busy * (1 - blocked))
    return np.where(count > offered, waits, 1.0)


def service_level(
    agents: ArrayLike, load: ArrayLike, answer_seconds: ArrayLike, handle_seconds: ArrayLike
) -> Floats:
    """The share of contacts answered within `answer_seconds`; 0 where agents cannot keep up."""
    count = np.asarray(agents, dtype=float)
    offered = np.asarray(load, dtype=float)
    spare = np.maximum(count - offered, 0.0)
    handle = np.asarray(handle_seconds, dtype=float)
    delay = np.exp(-spare * np.asarray(answer_seconds, dtype=float) / handle)
    answered = 1 - waiting_probability(count, offered) * delay
    return np.where(count > offered, answered, 0.0)


def agents_needed(
    load: ArrayLike,
    service_level_share: ArrayLike,
    answer_seconds: ArrayLike,
    handle_seconds: ArrayLike,
) -> NDArray[np.int64]:
    """The fewest agents whose service level reaches the share (0–1, below 1).

    At least one, and always more than the load. By bisection: the service level rises with the
    number of agents.
    """
    offered, share, answer, handle = np.broadcast_arrays(
        *(
            np.asarray(given, dtype=float)
            for given in (load, service_level_share, answer_seconds, handle_seconds)
        )
    )
    low = np.floor(offered).astype(np.int64)
    high = low + 1
    reached = service_level(high, offered, answer, handle) >= share
    while not reached.all():
        high = np.where(reached, high, low + 2 * (high - low))
        reached = service_level(high, offered, answer, handle) >= share
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = service_level(middle, offered, answer, handle) >= share
        high = np.where(enough & (high - low > 1), middle, high)
        low = np.where(~enough & (high - low > 1), middle, low)
    return np.asarray(high, dtype=np.int64)
