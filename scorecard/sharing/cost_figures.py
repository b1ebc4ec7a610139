"""What of the calculated costs a link with costs shows: figures for each candidate, no words.

Channels, interaction types, remarks, problems and the own team are left out: the brief's volumes
and what somebody typed stand in them. In place of the problems one sentence says what is lacking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import JsonValue

from scorecard.commercial import (
    CandidateCost,
    CostRanks,
    Costs,
    LoadedRate,
    Problem,
    RateBasis,
    ServiceCost,
    Span,
    cost_of_selection,
)
from scorecard.evaluation import Evaluation
from scorecard.sharing.scope import ShareScope

# What the calculation says of it may quote what somebody typed.
NO_SERVICE = "That needs the brief's volumes and a price for each of its channels."


def shared_costs(evaluation: Evaluation, ids: Mapping[str, str], scope: ShareScope) -> Costs | None:
    """The costs of the whole evaluation as a link shows them; None without the part `costs`.

    `ids` are the ids that the link uses for candidates. None too where there is no figure at all.
    Amounts of a month and of the contract are those of one resolved contact a month, so that they
    do not tell the brief's volumes.
    """
    if not scope.costs:
        return None
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue, with_comparisons=False)
    if all(cost.headline is None and cost.service is None for cost in costs.candidates):
        return None
    candidates = tuple(_candidate(cost, ids[cost.candidate_id]) for cost in costs.candidates)
    return Costs(
        currency=costs.currency,
        candidates=candidates,
        in_house=None,
        problems=_problems(candidates),
        ranks=tuple(
            CostRanks(
                candidate_id=ids[ranks.candidate_id],
                headline=ranks.headline,
                loaded=ranks.loaded,
                resolved=ranks.resolved,
            )
            for ranks in costs.ranks
        ),
    )


def costs_json(costs: Costs | None) -> JsonValue:
    """Shared costs for a snapshot."""
    if costs is None:
        return None
    return {
        "currency": costs.currency,
        "candidates": [
            {
                "candidate": cost.candidate_id,
                "headline": cost.headline,
                "loaded_rate": None if cost.loaded_rate is None else asdict(cost.loaded_rate),
                "service": None if cost.service is None else asdict(cost.service),
            }
            for cost in costs.candidates
        ],
        "ranks": [asdict(ranks) for ranks in costs.ranks],
    }


def costs_of_json(content: dict[str, Any] | None) -> Costs | None:
    """What `costs_json` wrote; KeyError, TypeError or ValueError for anything else."""
    if content is None:
        return None
    currency = content["currency"]
    candidates = tuple(_candidate_of_json(entry, currency) for entry in content["candidates"])
    return Costs(
        currency=currency,
        candidates=candidates,
        in_house=None,
        problems=_problems(candidates),
        ranks=tuple(CostRanks(**ranks) for ranks in content["ranks"]),
    )


def _problems(candidates: tuple[CandidateCost, ...]) -> tuple[Problem, ...]:
    """Why nobody's quote comes to a cost per resolved contact, in words of our own."""
    if any(cost.service is not None for cost in candidates):
        return ()
    return (Problem("", "brief:volumes", NO_SERVICE),)


def _candidate(cost: CandidateCost, candidate_id: str) -> CandidateCost:
    return CandidateCost(
        candidate_id=candidate_id,
        currency=cost.currency,
        headline=cost.headline,
        loaded_rate=None if cost.loaded_rate is None else _rate(cost.loaded_rate),
        service=None if cost.service is None else _service(cost.service),
        models=None,
        savings=None,
    )


def _rate(rate: LoadedRate) -> LoadedRate:
    return LoadedRate(
        headline=rate.headline,
        basis=rate.basis,
        basis_low=rate.basis_low,
        basis_high=rate.basis_high,
        steps=(),
        per_productive_hour=rate.per_productive_hour,
        as_stated=rate.as_stated,
        missing_parts=rate.missing_parts,
        missing_share=rate.missing_share,
        shrinkage=rate.shrinkage,
        occupancy=rate.occupancy,
    )


def _service(service: ServiceCost) -> ServiceCost:
    share = 1 / service.resolved
    return ServiceCost(
        model_id=service.model_id,
        contacts=service.contacts * share,
        resolved=1.0,
        counts_issues=service.counts_issues,
        productive_hours=service.productive_hours * share,
        paid_agents=service.paid_agents * share,
        channels=(),
        interaction_types=(),
        cells=(),
        month=service.month * share,
        month_as_stated=service.month_as_stated * share,
        minimum_factor=service.minimum_factor,
        one_off=service.one_off * share,
        contract_months=service.contract_months,
        indexation=service.indexation,
        contract=service.contract * share,
        per_resolved=service.per_resolved,
        per_resolved_month=service.per_resolved_month,
        season_factor=service.season_factor,
        variable=None if service.variable is None else service.variable * share,
        base_fee=service.base_fee * share,
        surcharge=service.surcharge,
        bonus=service.bonus,
    )


_RATE_SPANS = ("per_productive_hour", "as_stated", "shrinkage", "occupancy")
_SERVICE_SPANS = (
    *("paid_agents", "month", "month_as_stated", "one_off", "contract", "indexation"),
    *("per_resolved", "per_resolved_month", "season_factor", "variable", "surcharge"),
)
_EMPTY: dict[str, Any] = {"channels": (), "interaction_types": (), "cells": ()}


def _candidate_of_json(entry: dict[str, Any], currency: str) -> CandidateCost:
    rate, service = entry["loaded_rate"], entry["service"]
    return CandidateCost(
        candidate_id=entry["candidate"],
        currency=currency,
        headline=entry["headline"],
        loaded_rate=None if rate is None else _rate_of_json(rate),
        service=(
            None
            if service is None
            else ServiceCost(**_with_spans(service, _SERVICE_SPANS) | _EMPTY)
        ),
        models=None,
        savings=None,
    )


def _rate_of_json(content: dict[str, Any]) -> LoadedRate:
    basis = content["basis"]
    named = {
        "basis": None if basis is None else RateBasis(basis),
        "basis_low": RateBasis(content["basis_low"]),
        "basis_high": RateBasis(content["basis_high"]),
        "missing_parts": tuple(content["missing_parts"]),
        "steps": (),
    }
    return LoadedRate(**(_with_spans(content, _RATE_SPANS) | named))


def _with_spans(content: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return content | {name: _span(content[name]) for name in names if name in content}


def _span(written: Any) -> Span | None:
    if isinstance(written, int | float):
        # Before a figure could be open, snapshots held it as one number.
        return Span(written, written)
    return None if written is None else Span(**written)
