"""A decision about a stored selection, drafted in a line."""

from __future__ import annotations

from datetime import date

from scorecard.access import Actor
from scorecard.awarding import concerns_about, drafted_award
from scorecard.evaluation import evaluate
from scorecard.model import AwardDraft, Signature
from scorecard.rules_fixed import RulesFixed
from scorecard.storage import Storage

AS_OF = date(2026, 11, 22)


def draft_of(
    storage: Storage,
    actor: Actor,
    selection_id: str,
    chosen: str = "Atlas",
    *,
    rules: RulesFixed | None = None,
    **fields: str,
) -> AwardDraft:
    evaluation = evaluate(
        storage.load(actor, selection_id), storage.catalogue(actor, selection_id), as_of=AS_OF
    )
    return drafted_award(
        evaluation,
        candidate_id=chosen,
        reasons=fields.pop("reasons", "The better quality."),
        concern_reasons={c.concern: "As agreed." for c in concerns_about(evaluation, chosen)},
        signatures=[Signature(name="Ines Okafor", role="Head of service", signed_on=AS_OF)],
        rules=rules,
        **fields,
    )
