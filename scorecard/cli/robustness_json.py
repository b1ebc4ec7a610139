"""How sure the ranking is, as JSON: shares and weights 0–1, unrounded; null where there is none."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence

from scorecard.certainty import Certainty, NextQuestion
from scorecard.model import Candidate
from scorecard.robustness import Tipping, WeightModel

Json = dict[str, object]


def robustness_json(certainty: Certainty, messages: tuple[str, ...]) -> str:
    """The whole result as JSON text; the same certainty gives the same text.

    Candidates stand by name, criteria and groups by id; candidates are those in the ranking.
    """
    evaluation, full = certainty.evaluation, certainty.full
    names = [candidate.name for candidate in certainty.candidates]
    simulation = full.simulation
    around = simulation.model is WeightModel.AROUND
    content: Json = {
        "title": evaluation.selection.title,
        "verdict": certainty.verdict.value,
        "rank_acceptability": {
            name: row.tolist() for name, row in zip(names, full.ranks, strict=True)
        },
        "central_weights": {
            name: _weights(certainty, row)
            for name, row in zip(names, full.central_weights.tolist(), strict=True)
        },
        "confidence_factor": dict(zip(names, full.confidence.tolist(), strict=True)),
        "tipping_weights": {
            "criteria": _tipping(
                [criterion.id for criterion in evaluation.criteria],
                certainty.by_criterion if names else None,
                certainty.candidates,
            ),
            "groups": _tipping(
                [group.id for group in certainty.groups],
                certainty.by_group if names else None,
                certainty.candidates,
            ),
        },
        "pairwise": {
            name: {other: share for other, share in zip(names, row, strict=True) if other != name}
            for name, row in zip(names, full.pairwise.tolist(), strict=True)
        },
        "next_questions": [_question(question) for question in certainty.questions],
        "never_first": [candidate.name for candidate in certainty.never_first] if names else [],
        "not_ranked": _not_ranked(certainty),
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.title,
                "group": criterion.group,
                "weight": float(weight),
            }
            for criterion, weight in zip(evaluation.criteria, evaluation.weights, strict=True)
        ],
        "samples": simulation.samples,
        "seed": simulation.seed,
        "standard_error": full.standard_error(),
        "weights": simulation.model.value,
        "spread_pct": 100 * simulation.spread if around else None,
        "claim_discount_pct": 100 * certainty.problem.claim_discount,
        "shortlist_size": certainty.shortlist_size,
        "catalogue_version": evaluation.catalogue.version,
        "revision": evaluation.revision,
        "as_of": evaluation.as_of.isoformat(),
        "messages": list(messages),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def _weights(certainty: Certainty, row: Sequence[float]) -> dict[str, float] | None:
    """The central weights of a candidate by criterion id; None for one that is never first."""
    if any(math.isnan(weight) for weight in row):
        return None
    ids = [criterion.id for criterion in certainty.evaluation.criteria]
    return dict(zip(ids, row, strict=True))


def _tipping(
    ids: Iterable[str], tipping: Tipping | None, candidates: Sequence[Candidate]
) -> dict[str, Json]:
    """For each id its weight, the nearest one at which the leader changes, and who is level."""
    if tipping is None:
        return {}
    result: dict[str, Json] = {}
    for part, name in enumerate(ids):
        at, by = float(tipping.tipping[part]), int(tipping.overtaken_by[part])
        tips = not math.isnan(at)
        result[name] = {
            "weight": float(tipping.weight[part]),
            "tipping_weight": at if tips else None,
            "change": float(tipping.change[part]) if tips else None,
            "overtaken_by": candidates[by].name if tips else None,
        }
    return result


def _question(question: NextQuestion) -> Json:
    return {
        "candidate": question.candidate.name,
        "question": question.question.id,
        "label": question.question.label,
        "text": question.question.text,
        "criterion": question.criterion.id,
        "status": "range" if question.is_range else "open" if question.is_open else "claimed",
        "leader_changes": question.leader_changes,
        "shortlist_changes": question.shortlist_changes,
        "swing": question.swing,
        "ask_whom": question.question.ask_whom,
    }


def _not_ranked(certainty: Certainty) -> list[str]:
    ranked = {candidate.id for candidate in certainty.candidates}
    return [c.name for c in certainty.evaluation.candidates if c.id not in ranked]
