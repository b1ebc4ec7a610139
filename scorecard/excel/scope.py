"""What a workbook may show: everything for the analyst, a share link's scope for the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from scorecard.catalogue import (
    Catalogue,
    Criterion,
    DerivedValue,
    Kind,
    PriceValue,
    Question,
    RedFlagRule,
    questions_read,
)
from scorecard.evaluation import Evaluation


@dataclass(frozen=True)
class SheetScope:
    """What a share link allows in the workbook.

    ranking: the ranking and the scorecard. flags: the red flags. evidence: the answers with
    their evidence. costs: amounts of money and how they are valued; without them, where the
    ranking rests on costs, there are no values by criterion either. names_hidden: candidates are
    called "Candidate A" and so on, and no free text, note, source or document is written.
    """

    ranking: bool = True
    flags: bool = True
    costs: bool = True
    evidence: bool = True
    names_hidden: bool = False


def hidden_name(position: int) -> str:
    """What the candidate at a position (from 0) is called when names are hidden."""
    letters = ""
    remaining = position + 1
    while remaining:
        remaining, letter = divmod(remaining - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"Candidate {letters}"


def cost_questions(catalogue: Catalogue) -> frozenset[str]:
    """The ids of the questions whose answers hold amounts of money.

    Those are answered with money, alone or in a column of a table, or feed the price criterion; in
    the price's own group a number without a unit is an amount too.
    """
    priced = {
        item.question
        for criterion in catalogue.criteria
        for item in criterion.inputs
        if isinstance(item.value, PriceValue)
    }
    groups = {question.group for question in catalogue.questions if question.id in priced}

    def holds_money(question: Question) -> bool:
        parts = ((question.kind, question.unit), *((c.kind, c.unit) for c in question.columns))
        return any(
            kind is Kind.MONEY or (kind is Kind.NUMBER and not unit and question.group in groups)
            for kind, unit in parts
        )

    return frozenset(priced | {q.id for q in catalogue.questions if holds_money(q)})


@dataclass(frozen=True)
class Disclosure:
    """One evaluation as one reader may see it."""

    evaluation: Evaluation
    sharing: SheetScope | None = None

    @property
    def scope(self) -> SheetScope:
        """The share link's scope; everything where the workbook is the analyst's own."""
        return self.sharing or SheetScope()

    @property
    def shows_free_text(self) -> bool:
        """Whether anything that somebody typed may be written."""
        return not self.scope.names_hidden

    @property
    def shows_history(self) -> bool:
        """Whether changes with their authors may be written: never behind a share link."""
        return self.sharing is None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each candidate is called, in the evaluation's order."""
        candidates = self.evaluation.candidates
        if not self.scope.names_hidden:
            return tuple(candidate.name for candidate in candidates)
        # The fixed position, so that nobody changes letters when another is removed.
        positions = [candidate.position for candidate in candidates]
        if len(set(positions)) < len(positions) or min(positions, default=0) < 0:
            positions = list(range(len(candidates)))
        return tuple(hidden_name(position) for position in positions)

    def without_names(self, text: str) -> str:
        """A sentence with every candidate's name replaced where names are hidden."""
        if not self.scope.names_hidden or not self.evaluation.candidates:
            return text
        aliases = {
            candidate.name.casefold(): alias
            for candidate, alias in zip(self.evaluation.candidates, self.names, strict=True)
        }
        # The longest first, so that "Atlas" does not cut "Atlas North" in two.
        pattern = "|".join(re.escape(name) for name in sorted(aliases, key=len, reverse=True))
        return re.sub(
            rf"(?<!\w)(?:{pattern})(?!\w)",
            lambda found: aliases.get(found.group().casefold(), "a candidate"),
            text,
            flags=re.IGNORECASE,
        )

    @cached_property
    def _withheld_questions(self) -> frozenset[str]:
        return frozenset() if self.scope.costs else cost_questions(self.evaluation.catalogue)

    @cached_property
    def shows_scorecard(self) -> bool:
        """Whether values by criterion may be written.

        Not where costs are withheld and the ranking rests on them: whoever knows the overall value
        and every other criterion can work out how the price was valued.
        """
        return self.scope.ranking and all(
            self.shows_anchors_of(criterion) for criterion in self.evaluation.criteria
        )

    def shows_answers_to(self, question_id: str) -> bool:
        """Whether answers to the question may be written."""
        return question_id not in self._withheld_questions

    def shows_anchors_of(self, criterion: Criterion) -> bool:
        """Whether the anchors may be written: with them a value gives the amount away."""
        read = {item.question for item in criterion.inputs}
        for item in criterion.inputs:
            if isinstance(item.value, DerivedValue):
                read.update(item.value.figure.reads)
        return read.isdisjoint(self._withheld_questions)

    def shows_numbers_of(self, rule: RedFlagRule) -> bool:
        """Whether the numbers that raised a flag may be written."""
        return self._withheld_questions.isdisjoint(questions_read(rule.raised_when))
