"""The evaluation as JSON: values 0–100 unrounded, rank null where a gate excludes."""

from __future__ import annotations

import json

from scorecard.cli.standing import leader_name, no_leader_because, rows_in_order
from scorecard.evaluation import Evaluation
from scorecard.red_flags import Finding
from scorecard.scoring import GateResult

Json = dict[str, object]


def ranking_json(evaluation: Evaluation, messages: tuple[str, ...]) -> str:
    """The whole result as JSON text; the same evaluation gives the same text."""
    selection = evaluation.selection
    return json.dumps(
        {
            "title": selection.title,
            "ranking": [_candidate(evaluation, row) for row in rows_in_order(evaluation)],
            "criteria": [
                {
                    "id": criterion.id,
                    "title": criterion.title,
                    "group": criterion.group,
                    "weight": float(weight),
                }
                for criterion, weight in zip(evaluation.criteria, evaluation.weights, strict=True)
            ],
            "criteria_out": [
                {"id": out.criterion.id, "title": out.criterion.title, "reason": out.reason}
                for out in evaluation.criteria_out
            ],
            "catalogue_version": evaluation.catalogue.version,
            "revision": evaluation.revision,
            "as_of": evaluation.as_of.isoformat(),
            "provisional": evaluation.is_provisional,
            "open_policy": evaluation.open_policy.value,
            "leader": leader_name(evaluation),
            "leader_withheld_because": no_leader_because(evaluation),
            "messages": list(messages),
        },
        ensure_ascii=False,
        indent=2,
        allow_nan=False,
    )


def _candidate(evaluation: Evaluation, row: int) -> Json:
    return {
        "candidate": evaluation.candidates[row].name,
        "rank": _rank(evaluation.rank[row]),
        "overall_value": float(evaluation.overall[row]),
        "low": float(evaluation.overall_low[row]),
        "high": float(evaluation.overall_high[row]),
        "rank_best": _rank(evaluation.rank_best[row]),
        "rank_worst": _rank(evaluation.rank_worst[row]),
        "overall_value_evidenced": float(evaluation.overall_evidenced[row]),
        "rank_evidenced": _rank(evaluation.rank_evidenced[row]),
        "coverage_pct": float(evaluation.coverage_pct[row]),
        "nothing_answered": evaluation.nothing_answered[row],
        "gates": [_gate(result) for result in evaluation.gates[row]],
        "flags": [_flag(finding) for finding in evaluation.flags_shown[row]],
    }


def _rank(rank: int) -> int | None:
    return int(rank) or None


def _gate(result: GateResult) -> Json:
    return {
        "id": result.in_force.gate.id,
        "title": result.title,
        "state": result.state.value,
        "reason": result.reason,
    }


def _flag(finding: Finding) -> Json:
    return {
        "id": finding.rule.id,
        "title": finding.rule.title,
        "severity": finding.rule.severity.value,
        "message": finding.message,
        "question": finding.rule.reads,
        "value": finding.value,
        "threshold": finding.threshold,
        "unit": finding.unit,
        "evidence": finding.evidence.value,
        "ask_next": finding.rule.ask_next,
        "sources": list(finding.rule.sources),
    }
