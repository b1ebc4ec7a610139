"""The head of a printed page: what it is about, how it stands, and from which data it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scorecard.certainty import Certainty
from scorecard.evaluation import Evaluation
from scorecard.model import Phase

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Fact:
    """A label with what it says: `Revision`, `12`."""

    label: str
    text: str


@dataclass(frozen=True)
class Heading:
    """Kind of page, title, standing (such as `Provisional`) with its reason, and the facts below.

    footer stands at the foot of every printed page.
    """

    kind: str
    title: str
    standing: str
    standing_reason: str
    is_provisional: bool
    facts: tuple[Fact, ...]
    footer: str


def heading_of(
    evaluation: Evaluation,
    *,
    kind: str,
    written_on: date,
    written_by: str,
    certainty: Certainty | None = None,
) -> Heading:
    """The head of a page made from an evaluation; `written_by` may be ''."""
    selection, catalogue = evaluation.selection, evaluation.catalogue
    if evaluation.is_provisional:
        standing, reason = "Provisional", "Responses are still open, so everything may still move."
    elif selection.phase is Phase.DECIDED:
        standing, reason = "Decided", "The decision has been taken."
    else:
        standing, reason = "Responses closed", "What is not answered counts as it stands."
    by = f" by {written_by}" if written_by else ""
    simulation = certainty.full.simulation if certainty is not None else None
    seed = simulation.seed if simulation else catalogue.settings.robustness.seed
    return Heading(
        kind=kind,
        title=selection.title,
        standing=standing,
        standing_reason=reason,
        is_provisional=evaluation.is_provisional,
        facts=(
            Fact("Judged as of", long_day(evaluation.as_of)),
            Fact("Written", f"{long_day(written_on)}{by}"),
            Fact("Revision", str(evaluation.revision)),
            Fact("Catalogue", catalogue.version),
            Fact("Seed", str(seed)),
        ),
        footer=f"{selection.title} · as of {long_day(evaluation.as_of)}",
    )


def long_day(day: date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
