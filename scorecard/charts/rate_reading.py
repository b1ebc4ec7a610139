"""What a candidate says its rate is made of: the parts stated, and the parts missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scorecard.charts.panels import short_status
from scorecard.charts.reading import all_rows
from scorecard.charts.wording import readable, short
from scorecard.cost_words import amount
from scorecard.evaluation import Evaluation
from scorecard.facts import Case
from scorecard.model import Candidate, Row

PARTS_QUESTION = "rate_parts"
HEADLINE_QUESTION = "headline_rate_per_hour"
LOADED_QUESTION = "loaded_rate_per_hour"


class Treatment(StrEnum):
    """How a part of the rate is dealt with; the last two are missing."""

    FIGURE = "stated with a figure"
    INCLUDED = "included, no figure"
    OUTSIDE = "not in rate"
    NOT_SAID = "not said"


@dataclass(frozen=True)
class Slot:
    """One part of one candidate's rate: `short` for its slot, `words` for hover and table."""

    title: str
    treatment: Treatment
    short: str
    words: str

    @property
    def is_missing(self) -> bool:
        """Whether the part is outside the rate, or nothing is said about it."""
        return self.treatment in (Treatment.OUTSIDE, Treatment.NOT_SAID)


@dataclass(frozen=True)
class Rate:
    """One candidate's rates per hour and the parts of which it says they are made."""

    candidate: Candidate
    case: Case
    headline: float | None
    loaded: float | None
    slots: tuple[Slot, ...]

    @property
    def missing(self) -> tuple[Slot, ...]:
        """The parts that are missing."""
        return tuple(slot for slot in self.slots if slot.is_missing)

    @property
    def words(self) -> str:
        """Headline and the candidate's own loaded rate: '16.00 → 21.50', '9.50 → ?', or '24.00'."""
        headline = "?" if self.headline is None else amount(self.headline)
        loaded = "?" if self.loaded is None else amount(self.loaded)
        return headline if headline == loaded else f"{headline} → {loaded}"


def parts_of_rate(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """Id and title of every part: the question's fixed rows, or whatever the answers list."""
    question = evaluation.catalogue.questions_by_id.get(PARTS_QUESTION)
    if question is not None and question.fixed_rows:
        return tuple((row.id, row.label) for row in question.fixed_rows)
    listed = dict.fromkeys(
        str(row.get("part"))
        for case in evaluation.cases
        for row in case.rows(PARTS_QUESTION) or ()
        if row.get("part")
    )
    return tuple((part, readable(part)) for part in listed)


def read_rates(evaluation: Evaluation, parts: Sequence[tuple[str, str]]) -> list[Rate]:
    """Every candidate's rate in the order of the ranking."""
    cases = evaluation.cases
    currency = evaluation.selection.brief.currency
    return [
        _read(evaluation.candidates[row], cases[row], parts, currency)
        for row in all_rows(evaluation)
    ]


def _read(
    candidate: Candidate, case: Case, parts: Sequence[tuple[str, str]], currency: str
) -> Rate:
    rows = case.rows(PARTS_QUESTION)
    listed = {str(row.get("part")): row for row in rows or ()}
    nothing = short_status(case.answer(PARTS_QUESTION)) if rows is None else "not said"
    return Rate(
        candidate=candidate,
        case=case,
        headline=case.number(HEADLINE_QUESTION),
        loaded=case.number(LOADED_QUESTION),
        slots=tuple(_slot(title, listed.get(part), nothing, currency) for part, title in parts),
    )


def _slot(title: str, row: Row | None, nothing: str, currency: str) -> Slot:
    treatment, stated = (row or {}).get("treatment"), (row or {}).get("amount")
    if treatment == "not_included":
        return Slot(title, Treatment.OUTSIDE, "", "not in the rate")
    if treatment not in ("amount", "percentage", "included"):
        return Slot(title, Treatment.NOT_SAID, "", nothing)
    if not isinstance(stated, float | int):
        return Slot(title, Treatment.INCLUDED, "in", "included, no figure")
    if treatment == "percentage":
        return Slot(title, Treatment.FIGURE, f"{short(stated)}%", f"{short(stated)} % of the rate")
    return Slot(title, Treatment.FIGURE, amount(stated), f"{currency} {amount(stated)} per hour")
