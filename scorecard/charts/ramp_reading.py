"""What a candidate promises as a ramp, and the largest one that it has shown."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import FigureReference
from scorecard.charts.reading import all_rows
from scorecard.charts.wording import readable, short
from scorecard.evaluation import Evaluation
from scorecard.facts import Case, derive
from scorecard.model import Candidate, Row

SEATS_QUESTION = "seats_promised"
WEEKS_QUESTION = "ramp_weeks_promised"
HISTORY_QUESTION = "ramp_history"
_BEYOND = FigureReference(
    name="beyond_proven_ramp", reads=(SEATS_QUESTION, WEEKS_QUESTION, HISTORY_QUESTION)
)


@dataclass(frozen=True)
class Ramp:
    """One candidate's promise and the largest ramp that it has shown, by agents."""

    candidate: Candidate
    case: Case
    weeks: float | None
    seats: float | None
    shown: Row | None
    is_beyond: bool | None

    def shown_number(self, column: str) -> float | None:
        """A number of the largest ramp shown, None where it is not stated."""
        cell = (self.shown or {}).get(column)
        return float(cell) if isinstance(cell, float | int) else None

    @property
    def promise(self) -> str:
        """The promise in words."""
        seats = (
            "an unstated number of seats" if self.seats is None else f"{short(self.seats)} seats"
        )
        weeks = "an unstated time" if self.weeks is None else weeks_words(self.weeks)
        return f"{seats} in {weeks}"

    @property
    def shown_words(self) -> str:
        """The largest ramp shown in words."""
        if self.shown is None:
            return "no ramp shown"
        weeks = self.shown_number("weeks")
        time = "an unstated time" if weeks is None else weeks_words(weeks)
        account = str(self.shown.get("account") or "an unnamed customer")
        return f"{short(self.shown_number('agents') or 0.0)} agents in {time} for {account}"

    @property
    def quality(self) -> str:
        """The quality of the largest ramp at 90 days in words."""
        return readable(str((self.shown or {}).get("quality_at_90_days") or "not stated"))

    @property
    def verdict(self) -> str:
        """The promise against what was shown, in words."""
        if self.is_beyond is None:
            return "cannot be compared yet"
        return "larger or faster than any ramp shown" if self.is_beyond else "within a ramp shown"


def weeks_words(weeks: float) -> str:
    """'1 week', '2 weeks', '7.5 weeks'."""
    return f"{short(weeks)} {'week' if weeks == 1 else 'weeks'}"


def read_ramps(evaluation: Evaluation) -> list[Ramp]:
    """Every candidate's ramp in the order of the ranking."""
    cases = evaluation.cases
    return [_read(evaluation.candidates[row], cases[row]) for row in all_rows(evaluation)]


def _read(candidate: Candidate, case: Case) -> Ramp:
    history = case.rows(HISTORY_QUESTION) or ()
    sized = [row for row in history if isinstance(row.get("agents"), float | int)]
    beyond = derive(_BEYOND, case).number
    return Ramp(
        candidate=candidate,
        case=case,
        weeks=case.number(WEEKS_QUESTION),
        seats=case.number(SEATS_QUESTION),
        shown=max(sized, key=lambda row: float(row["agents"] or 0.0), default=None),
        is_beyond=None if beyond is None else beyond > 0,
    )
