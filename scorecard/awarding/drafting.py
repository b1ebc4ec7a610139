"""A decision put together with the ranking that it rests on, ready to be recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.awarding.concerns import concerns_about
from scorecard.awarding.standing import standing_of
from scorecard.evaluation import Evaluation
from scorecard.model import AwardDraft, Concern, ConcernReason, DebriefFigures, Signature
from scorecard.rules_fixed import RulesFixed


def drafted_award(
    evaluation: Evaluation,
    *,
    candidate_id: str,
    reasons: str,
    concern_reasons: Mapping[Concern, str],
    signatures: Sequence[Signature],
    replaces: str = "",
    correction_reason: str = "",
    figures_for_older_copies: DebriefFigures | None = None,
    rules: RulesFixed | None = None,
) -> AwardDraft:
    """The draft of an award record.

    Every concern that the choice raises must have its reason in `concern_reasons`; reasons for
    concerns that it does not raise are left out. `figures_for_older_copies` are kept for the
    debriefs where the selection's copy of the catalogue was made before it had such figures.
    `rules` are since when its rules are in force, as its history shows.
    Raises KeyError for an unknown candidate and ValidationError for a reason or signature that is
    missing or too long.
    """
    kept = evaluation.catalogue.settings.debrief
    return AwardDraft(
        selection_id=evaluation.selection.id,
        selection_title=evaluation.selection.title,
        chosen_candidate_id=candidate_id,
        reasons=reasons.strip(),
        concerns=tuple(
            ConcernReason(
                concern=raised.concern,
                finding=raised.finding,
                reason=concern_reasons.get(raised.concern, "").strip(),
            )
            for raised in concerns_about(evaluation, candidate_id)
        ),
        signatures=tuple(signatures),
        standing=standing_of(evaluation, rules),
        replaces=replaces,
        correction_reason=correction_reason.strip(),
        debrief_figures=figures_for_older_copies if kept is None else kept.figures,
    )
