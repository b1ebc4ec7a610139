"""Sealed records for tests, as the storage seals them."""

from __future__ import annotations

from building import AS_OF, number_catalogue, number_selection

from scorecard.awarding import concerns_about, drafted_award
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import AwardRecord, SealedAward, Signature, canonical_json, fingerprint


def record_of(
    evaluation: Evaluation, chosen: str, *, signer: str = "Ines Okafor", **fields: str
) -> AwardRecord:
    draft = drafted_award(
        evaluation,
        candidate_id=chosen,
        reasons=fields.pop("reasons", "Said in the record only."),
        concern_reasons={c.concern: "Weighed." for c in concerns_about(evaluation, chosen)},
        signatures=[Signature(name=signer, role="Head", signed_on=AS_OF)],
    )
    return AwardRecord.model_validate(
        {
            **draft.model_dump(),
            "id": "award",
            "number": 1,
            "recorded_by": "Ana",
            "recorded_at": "2026-11-22T09:00:00Z",
            "salt": "5a17",
        }
    )


def sealed(record: AwardRecord) -> SealedAward:
    text = canonical_json(record)
    return SealedAward(id=record.id, text=text, sha256=fingerprint(text))


def small_evaluation() -> Evaluation:
    catalogue = number_catalogue({"quality": (0, 10), "price": (20, 10)})
    selection = number_selection(
        {"Atlas": [8, 12], "=Borealis": [6, 15]}, {"quality": 3.0, "price": 1.0}
    )
    return evaluate(selection, catalogue, as_of=AS_OF)
