"""Tipping weights: how far one weight must move, the others in proportion, to change the order.

Closed form. With the weight of a criterion (or group) at t and all others scaled by
(1 − t)/(1 − w), the lead of i over j is linear in t:

    lead(t) = t · (vᵢ − vⱼ) + (1 − t) · (rᵢ − rⱼ)

where v is the value on that criterion (the weighted mean within a group) and r the overall value
on the rest. It is zero at one t at most (Triantaphyllou & Sánchez 1997 treat the same question with
the other weights fixed).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.robustness.problem import Floats, Ints, Problem


@dataclass(frozen=True)
class Slices:
    """Each criterion or group set against the rest.

    weight: (parts,) its weight now; own: (alternatives × parts) value on it; rest: the overall
    value on everything else, NaN where nothing else has weight.
    """

    weight: Floats
    own: Floats
    rest: Floats


@dataclass(frozen=True)
class Tipping:
    """Where the leader changes, for each part (criterion or group).

    weight: (parts,) weights now; tipping: the nearest weight at which the leader changes, NaN
    where no weight from 0 to 1 changes it; overtaken_by: who is level with the leader there, −1
    where nobody.
    """

    weight: Floats
    tipping: Floats
    overtaken_by: Ints

    @property
    def change(self) -> Floats:
        """How far the weight must move (signed), NaN where it cannot change the leader."""
        return self.tipping - self.weight


def criterion_slices(problem: Problem) -> Slices:
    """Every criterion against the rest."""
    return _slices(problem, np.eye(len(problem.weights)))


def group_slices(problem: Problem) -> Slices:
    """Every group against the rest; within a group the proportions stay."""
    groups = int(problem.group.max()) + 1 if problem.group.size else 0
    membership = np.zeros((len(problem.weights), groups))
    membership[np.arange(len(problem.weights)), problem.group] = 1.0
    return _slices(problem, membership)


def _slices(problem: Problem, membership: Floats) -> Slices:
    contributions = problem.values * problem.weights
    weight = problem.weights @ membership
    inside = contributions @ membership
    sizes = membership.sum(axis=0)
    # A part without weight takes its criteria in equal proportions.
    unweighted = (problem.values @ membership) / np.where(sizes > 0, sizes, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(weight > 0, inside / np.where(weight > 0, weight, 1.0), unweighted)
        left = 1.0 - weight
        rest = np.where(
            left > 1e-12,
            (contributions.sum(axis=1, keepdims=True) - inside) / np.where(left > 1e-12, left, 1.0),
            np.nan,
        )
    return Slices(np.asarray(weight), np.asarray(own), np.asarray(rest))


def leader_tipping(slices: Slices, leader: int) -> Tipping:
    """The smallest change of each weight at which `leader` is no longer alone in front."""
    at = _crossings(slices, leader)
    at[leader] = np.nan
    distance = np.abs(at - slices.weight)
    nobody = np.isnan(distance).all(axis=0)
    nearest = np.argmin(np.where(np.isnan(distance), np.inf, distance), axis=0)
    parts = np.arange(len(slices.weight))
    return Tipping(
        weight=slices.weight,
        tipping=np.where(nobody, np.nan, at[nearest, parts]),
        overtaken_by=np.where(nobody, -1, nearest).astype(np.int64),
    )


def pair_crossings(slices: Slices) -> Floats:
    """For each pair the weight at which their order reverses (alternatives × alternatives × parts).

    NaN where no weight from 0 to 1 does, and for two that are level at every weight.
    """
    own = slices.own[:, None, :] - slices.own[None, :, :]
    rest = slices.rest[:, None, :] - slices.rest[None, :, :]
    return _zero(own, rest)


def _crossings(slices: Slices, leader: int) -> Floats:
    return _zero(slices.own[leader] - slices.own, slices.rest[leader] - slices.rest)


def _zero(own: Floats, rest: Floats) -> Floats:
    slope = rest - own
    with np.errstate(divide="ignore", invalid="ignore"):
        at = np.where(np.abs(slope) > 1e-12, rest / np.where(slope == 0, 1.0, slope), np.nan)
    # At exactly 0 or 1 two are level, but no weight lies beyond, so nobody gets ahead.
    at = np.where((at > 1e-12) & (at < 1 - 1e-12), at, np.nan)
    return np.asarray(at, dtype=np.float64)


def overall_along(slices: Slices, part: int, at: Floats) -> Floats:
    """Overall values while the weight of one part runs through `at` (weights × alternatives)."""
    rest = np.where(np.isnan(slices.rest[:, part]), 0.0, slices.rest[:, part])
    return at[:, None] * slices.own[:, part] + (1.0 - at[:, None]) * rest
