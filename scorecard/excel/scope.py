"""Which parts of a workbook a reader gets: everything for the analyst, a share link's parts else.

What a link hides, names and amounts of money, is decided in one place: the evaluation behind a link
is reduced by `scorecard.sharing` before it comes here. What is left to say is which sheets and rows
would stand empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scorecard.evaluation import Evaluation


@dataclass(frozen=True)
class SheetScope:
    """The parts of the workbook behind a share link.

    ranking: the ranking and the scorecard. flags: the red flags. evidence: the answers with
    their evidence. breakdown: values by criterion. costs: what the quotes come to. questions: the
    ids of the questions whose answers are listed; None for all.
    """

    ranking: bool = True
    flags: bool = True
    evidence: bool = True
    breakdown: bool = True
    costs: bool = True
    questions: frozenset[str] | None = None


@dataclass(frozen=True)
class Disclosure:
    """One evaluation with the parts of it that one reader gets."""

    evaluation: Evaluation
    sharing: SheetScope | None = None

    @property
    def scope(self) -> SheetScope:
        """The share link's scope; everything where the workbook is the analyst's own."""
        return self.sharing or SheetScope()

    @property
    def shows_history(self) -> bool:
        """Whether changes with their authors may be written: never behind a share link."""
        return self.sharing is None

    @property
    def shows_scorecard(self) -> bool:
        """Whether values by criterion are written."""
        return self.scope.ranking and self.scope.breakdown

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each candidate is called, in the evaluation's order."""
        return tuple(candidate.name for candidate in self.evaluation.candidates)

    def lists_answers_to(self, question_id: str) -> bool:
        """Whether the question has rows on the sheet of answers."""
        return self.scope.questions is None or question_id in self.scope.questions
