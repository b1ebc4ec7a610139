"""A shared view as JSON and back: what a frozen link keeps of the moment when it was made.

Only what the link shows goes in, because only that is in a view. A frozen link therefore shows the
same page and the same workbook whatever is answered later, and its row in the database holds
nothing that its holder may not see.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue, ValidationError

from scorecard.access import SharedPart
from scorecard.catalogue import Catalogue, Criterion, CriterionInput, Gate
from scorecard.criteria_in_force import CriterionOut
from scorecard.evaluation import Evaluation
from scorecard.model import Evidence, OpenPolicy, Selection, Status
from scorecard.red_flags import Finding, State
from scorecard.scoring import (
    CriterionValues,
    GateInForce,
    GateResult,
    GateState,
    InputMatrix,
    told_of_old_reason,
)
from scorecard.sharing.cost_figures import costs_json, costs_of_json
from scorecard.sharing.scope import ShareScope
from scorecard.sharing.view import SharedView

FORMAT = "partner-scorecard/shared-view"
FORMAT_VERSION = 1

_CANDIDATE_NUMBERS = (
    *("overall", "overall_low", "overall_high", "overall_evidenced", "coverage_pct"),
    *("rank", "rank_best", "rank_worst", "rank_evidenced"),
)
_VALUES = ("headline", "low", "high", "evidenced", "settled")
_INPUT_CELLS = ("performance", "values", "applicable", "settled", "evidenced", "clamped")
# None where every settled value is exact, and absent from older snapshots.
_INPUT_ENDS = ("values_low", "values_high")


class SnapshotFaultError(ValueError):
    """The JSON is not a snapshot that this program can show."""


def freeze(view: SharedView) -> JsonValue:
    """The view as JSON; every number comes back from `thaw` to the last digit."""
    evaluation = view.evaluation
    parts: list[JsonValue] = [part.value for part in sorted(view.scope.parts)]
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "shared_by": view.shared_by,
        "made_at": view.made_at.isoformat(),
        "parts": parts,
        "names_hidden": view.scope.names_hidden,
        "selection": evaluation.selection.model_dump(mode="json"),
        "catalogue": evaluation.catalogue.model_dump(mode="json"),
        "as_of": evaluation.as_of.isoformat(),
        "criteria": [criterion.id for criterion in evaluation.criteria],
        "criteria_out": [
            {"criterion": out.criterion.id, "reason": out.reason} for out in evaluation.criteria_out
        ],
        "weights": _json(evaluation.weights),
        "values": {name: _json(getattr(evaluation.values, name)) for name in _VALUES},
        "inputs": _inputs_json(evaluation.inputs),
        "numbers": {name: _json(getattr(evaluation, name)) for name in _CANDIDATE_NUMBERS},
        "nothing_answered": list(evaluation.nothing_answered),
        "gates_in_force": _gates_in_force_json(evaluation),
        "gates": [[_gate_json(result) for result in results] for results in evaluation.gates],
        "findings": [[_finding_json(f) for f in findings] for findings in evaluation.findings],
        "open_policy": evaluation.open_policy.value,
        "nothing_ranked_because": evaluation.nothing_ranked_because,
        "costs": costs_json(view.costs),
    }


def thaw(snapshot: JsonValue) -> SharedView:
    """The frozen view that `freeze` wrote; raises SnapshotFaultError for anything else."""
    if not isinstance(snapshot, dict) or snapshot.get("format") != FORMAT:
        raise SnapshotFaultError("this is no snapshot of a shared page")
    if snapshot.get("format_version") != FORMAT_VERSION:
        raise SnapshotFaultError(
            "this snapshot was made by another version of the program: make a new link"
        )
    try:
        return _view(snapshot)
    except (ValidationError, KeyError, TypeError, ValueError) as problem:
        raise SnapshotFaultError("this snapshot is damaged: make a new link") from problem


def _view(content: dict[str, Any]) -> SharedView:
    selection = Selection.model_validate(content["selection"])
    catalogue = Catalogue.model_validate(content["catalogue"])
    criteria = tuple(catalogue.criteria_by_id[i] for i in content["criteria"])
    numbers = content["numbers"]
    scope = ShareScope(
        frozenset(SharedPart(part) for part in content["parts"]), content["names_hidden"]
    )
    rows = len(selection.candidates)
    evaluation = Evaluation(
        selection=selection,
        catalogue=catalogue,
        as_of=date.fromisoformat(content["as_of"]),
        candidates=selection.candidates,
        criteria=criteria,
        criteria_out=_criteria_out(content["criteria_out"], catalogue.criteria_by_id),
        weights=_floats(content["weights"], (len(criteria),)),
        values=CriterionValues(
            **{name: _floats(content["values"][name], (rows, len(criteria))) for name in _VALUES}
        ),
        inputs=_inputs(content["inputs"], rows),
        overall=_floats(numbers["overall"], (rows,)),
        overall_low=_floats(numbers["overall_low"], (rows,)),
        overall_high=_floats(numbers["overall_high"], (rows,)),
        overall_evidenced=_floats(numbers["overall_evidenced"], (rows,)),
        coverage_pct=_floats(numbers["coverage_pct"], (rows,)),
        rank=_whole_numbers(numbers["rank"]),
        rank_best=_whole_numbers(numbers["rank_best"]),
        rank_worst=_whole_numbers(numbers["rank_worst"]),
        rank_evidenced=_whole_numbers(numbers["rank_evidenced"]),
        # Older snapshots give everybody a rank.
        nothing_answered=tuple(content.get("nothing_answered", [False] * rows)),
        gates=_gates(content, scope),
        findings=_findings(content["findings"], selection, catalogue),
        open_policy=OpenPolicy(content["open_policy"]),
        nothing_ranked_because=content["nothing_ranked_because"],
    )
    return SharedView(
        evaluation=evaluation,
        scope=scope,
        shared_by=content["shared_by"],
        made_at=datetime.fromisoformat(content["made_at"]),
        is_frozen=True,
        # Snapshots from before costs were calculated have none.
        costs=costs_of_json(content.get("costs")),
    )


def _criteria_out(
    content: list[dict[str, str]], criteria: dict[str, Criterion]
) -> tuple[CriterionOut, ...]:
    return tuple(CriterionOut(criteria[out["criterion"]], out["reason"]) for out in content)


def _inputs_json(matrix: InputMatrix) -> dict[str, JsonValue]:
    return {
        "inputs": [item.model_dump(mode="json") for item in matrix.inputs],
        "criterion_index": _json(matrix.criterion_index),
        "shares": _json(matrix.shares),
        "statuses": [[status.value for status in row] for row in matrix.statuses],
        **{name: _json(getattr(matrix, name)) for name in _INPUT_CELLS},
        **{
            name: None if (e := getattr(matrix, name)) is None else _json(e) for name in _INPUT_ENDS
        },
    }


def _inputs(content: dict[str, Any], rows: int) -> InputMatrix:
    inputs = tuple(CriterionInput.model_validate(item) for item in content["inputs"])
    shape = (rows, len(inputs))
    low, high = (
        None if content.get(name) is None else _floats(content[name], shape) for name in _INPUT_ENDS
    )
    return InputMatrix(
        inputs=inputs,
        criterion_index=_whole_numbers(content["criterion_index"]),
        shares=_floats(content["shares"], (len(inputs),)),
        performance=_floats(content["performance"], shape),
        values=_floats(content["values"], shape),
        statuses=tuple(tuple(Status(s) for s in row) for row in content["statuses"]),
        applicable=_marks(content["applicable"], shape),
        settled=_marks(content["settled"], shape),
        evidenced=_marks(content["evidenced"], shape),
        clamped=_marks(content["clamped"], shape),
        values_low=low,
        values_high=high,
    )


def _gates_in_force_json(evaluation: Evaluation) -> list[JsonValue]:
    results = evaluation.gates[0] if evaluation.gates else ()
    return [
        {
            "gate": result.in_force.gate.model_dump(mode="json"),
            "item": result.in_force.item,
            "title": result.in_force.title,
            "waiver_reason": result.in_force.waiver_reason,
        }
        for result in results
    ]


def _gate_json(result: GateResult) -> dict[str, JsonValue]:
    return {
        "state": result.state.value,
        "public_reason": result.public_reason,
        "answer_detail": result.answer_detail,
        "buyers_words": result.buyers_words,
    }


def _gates(content: dict[str, Any], scope: ShareScope) -> tuple[tuple[GateResult, ...], ...]:
    in_force = [
        GateInForce(
            gate=Gate.model_validate(gate["gate"]),
            item=gate["item"],
            title=gate["title"],
            waiver_reason=gate["waiver_reason"],
        )
        for gate in content["gates_in_force"]
    ]
    return tuple(
        tuple(_gate(gate, result, scope) for gate, result in zip(in_force, results, strict=True))
        for results in content["gates"]
    )


def _gate(in_force: GateInForce, content: dict[str, Any], scope: ShareScope) -> GateResult:
    if "reason" not in content:
        return GateResult(
            in_force=in_force,
            state=GateState(content["state"]),
            public_reason=content["public_reason"],
            answer_detail=content["answer_detail"],
            buyers_words=content["buyers_words"],
        )
    # Older snapshots keep one text, which held the buyer's words in narrower scopes too.
    is_detailed = scope.evidence and scope.free_text
    reason = content["reason"] if is_detailed else told_of_old_reason(content["reason"])
    return GateResult(in_force, GateState(content["state"]), reason)


def _finding_json(finding: Finding) -> dict[str, JsonValue]:
    return {
        "rule": finding.rule.id,
        "state": finding.state.value,
        "message": finding.message,
        "value": finding.value,
        "threshold": finding.threshold,
        "unit": finding.unit,
        "detail": finding.detail,
        "evidence": finding.evidence.value,
    }


def _findings(
    content: list[list[dict[str, Any]]], selection: Selection, catalogue: Catalogue
) -> tuple[tuple[Finding, ...], ...]:
    rules = {rule.id: rule for rule in catalogue.red_flags}
    return tuple(
        tuple(
            Finding(
                rule=rules[finding["rule"]],
                candidate_id=candidate.id,
                state=State(finding["state"]),
                message=finding["message"],
                value=finding["value"],
                threshold=finding["threshold"],
                unit=finding["unit"],
                detail=finding["detail"],
                evidence=Evidence(finding["evidence"]),
            )
            for finding in findings
        )
        for candidate, findings in zip(selection.candidates, content, strict=True)
    )


def _json(array: NDArray[Any] | None) -> JsonValue:
    """The array as nested lists; what is not a number, and no array at all, None."""
    if array is None:
        return None
    values: JsonValue = array.tolist()
    return _without_nan(values)


def _without_nan(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _floats(content: JsonValue, shape: tuple[int, ...]) -> NDArray[np.float64]:
    # None becomes NaN.
    return np.array(content, dtype=np.float64).reshape(shape)


def _marks(content: JsonValue, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.array(content, dtype=np.bool_).reshape(shape)


def _whole_numbers(content: JsonValue) -> NDArray[np.int64]:
    return np.array(content, dtype=np.int64)
