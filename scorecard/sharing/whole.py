"""An evaluation whose criteria are rolled into one, where values by criterion may not be shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scorecard.catalogue import (
    ASSUMPTION,
    Catalogue,
    Criterion,
    CriterionInput,
    Group,
    Kind,
    Question,
    RatingValue,
)
from scorecard.evaluation import Evaluation
from scorecard.scoring import CriterionValues, InputMatrix

WHOLE_ID = "overall"
WHOLE_TITLE = "All criteria together"


def as_a_whole(evaluation: Evaluation) -> Evaluation:
    """The same ranking with one criterion that stands for all: the overall value itself."""
    group = Group(
        id=WHOLE_ID,
        title=WHOLE_TITLE,
        short_title=WHOLE_TITLE,
        why="This link does not show costs, and therefore no values by criterion.",
        sources=(ASSUMPTION,),
    )
    question = Question(
        id=WHOLE_ID,
        group=WHOLE_ID,
        label=WHOLE_TITLE,
        text="What do all criteria come to?",
        kind=Kind.TEXT,
        why=group.why,
        good_evidence="The evidence of each criterion.",
        ask_whom="Whoever shared this",
        sources=(ASSUMPTION,),
    )
    criterion = Criterion(
        id=WHOLE_ID,
        group=WHOLE_ID,
        title=WHOLE_TITLE,
        question=question.text,
        why=group.why,
        points=1,
        inputs=(
            CriterionInput(
                question=WHOLE_ID,
                value=RatingValue(kind="rating", sources=(ASSUMPTION,), rationale=group.why),
            ),
        ),
        evidence_rule=question.good_evidence,
        sources=(ASSUMPTION,),
    )
    catalogue, ranked = evaluation.catalogue, not evaluation.nothing_ranked_because
    return replace(
        evaluation,
        selection=evaluation.selection.model_copy(update={"points": {WHOLE_ID: float(ranked)}}),
        # Not model_copy: that would keep look-ups cached before these were added.
        catalogue=Catalogue(
            **{name: getattr(catalogue, name) for name in Catalogue.model_fields}
            | {
                "groups": (*catalogue.groups, group),
                "questions": (*catalogue.questions, question),
                "criteria": (criterion,),
            }
        ),
        criteria=(criterion,),
        criteria_out=(),
        weights=np.array([float(ranked)]),
        values=CriterionValues(
            headline=evaluation.overall[:, None],
            low=evaluation.overall_low[:, None],
            high=evaluation.overall_high[:, None],
            evidenced=evaluation.overall_evidenced[:, None],
            settled=evaluation.coverage_pct[:, None] / 100.0,
        ),
        inputs=no_inputs(len(evaluation.candidates)),
    )


def no_inputs(candidate_count: int) -> InputMatrix:
    """No question behind any value, so that nothing can be opened into its answers."""
    shape = (candidate_count, 0)
    return InputMatrix(
        inputs=(),
        criterion_index=np.zeros(0, dtype=np.int64),
        shares=np.zeros(0),
        performance=np.zeros(shape),
        values=np.zeros(shape),
        statuses=((),) * candidate_count,
        applicable=np.zeros(shape, dtype=np.bool_),
        settled=np.zeros(shape, dtype=np.bool_),
        evidenced=np.zeros(shape, dtype=np.bool_),
        clamped=np.zeros(shape, dtype=np.bool_),
    )
