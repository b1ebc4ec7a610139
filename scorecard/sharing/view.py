"""What one share link shows: the reduced evaluation with who shared it, when, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scorecard.catalogue import Question
from scorecard.commercial import Costs
from scorecard.evaluation import Evaluation
from scorecard.model import Answer, Candidate
from scorecard.sentences import carriers_sentence, lead_sentence, ranking_sentence
from scorecard.sharing.cost_figures import shared_costs
from scorecard.sharing.costs import cost_questions
from scorecard.sharing.reduction import reduced, shared_ids
from scorecard.sharing.scope import ShareScope
from scorecard.sharing.whole import WHOLE_ID


@dataclass(frozen=True)
class SharedView:
    """All that a shared page, its charts and its workbook are made from.

    evaluation: reduced to `scope`, so that nothing else is in it. made_at: the moment whose state
    it shows. is_frozen: whether it stays as it was at that moment. costs: what the quotes come to,
    where the scope has costs and somebody's quote allows a figure.
    """

    evaluation: Evaluation
    scope: ShareScope
    shared_by: str
    made_at: datetime
    is_frozen: bool = False
    costs: Costs | None = None

    @property
    def title(self) -> str:
        """The selection's title, with labels for candidates' names where they are hidden."""
        return self.evaluation.selection.title

    @property
    def is_broken_down(self) -> bool:
        """Whether values by criterion are there."""
        return all(criterion.id != WHOLE_ID for criterion in self.evaluation.criteria)

    @property
    def sentence(self) -> str:
        """Who leads and by how much; what decides it and the flags as far as they are shown."""
        if self.is_broken_down and self.scope.flags:
            return ranking_sentence(self.evaluation)
        if not self.scope.flags or not self.evaluation.candidates:
            return self.lead
        return f"{self.lead} {carriers_sentence(self.evaluation)}"

    @property
    def lead(self) -> str:
        """Who leads and by how much, without what decides it and without flags."""
        return lead_sentence(self.evaluation, names_decider=False)

    def shared_questions(self) -> tuple[Question, ...]:
        """The questions whose answers are shown, in catalogue order."""
        costs = cost_questions(self.evaluation.catalogue)
        return tuple(
            question
            for question in self.evaluation.catalogue.questions
            if question.id != WHOLE_ID
            and (self.scope.costs if question.id in costs else self.scope.evidence)
        )

    def answers_of(self, candidate: Candidate) -> tuple[tuple[Question, Answer], ...]:
        """The candidate's shown answers, open ones included, in catalogue order."""
        selection = self.evaluation.selection
        return tuple(
            (question, selection.answer(candidate.id, question.id))
            for question in self.shared_questions()
        )


def shared_view(
    evaluation: Evaluation, scope: ShareScope, *, shared_by: str, made_at: datetime
) -> SharedView:
    """What a link with this scope shows of the evaluation; `made_at` has a time zone."""
    return SharedView(
        reduced(evaluation, scope),
        scope,
        shared_by,
        made_at,
        costs=shared_costs(evaluation, shared_ids(evaluation.selection), scope),
    )
