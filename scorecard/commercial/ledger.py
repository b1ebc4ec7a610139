"""What comes up while one candidate's cost is calculated: problems, remarks, assumptions."""

from __future__ import annotations

from scorecard.catalogue import AssumedFigure, Commercial
from scorecard.commercial.results import AssumptionUsed, Problem, Remark
from scorecard.commercial.span import Span


class Ledger:
    """Collects for one candidate ('' for the brief), each entry once, in the order of its use."""

    def __init__(self, candidate_id: str, commercial: Commercial) -> None:
        self.candidate_id = candidate_id
        self._commercial = commercial
        self._problems: dict[Problem, None] = {}
        self._remarks: dict[Remark, None] = {}
        self._assumptions: dict[str, AssumptionUsed] = {}
        self._not_stated: dict[str, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why something cannot be calculated."""
        return tuple(self._problems)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What does not fit together."""
        return tuple(self._remarks)

    @property
    def assumptions(self) -> tuple[AssumptionUsed, ...]:
        """What counted although nobody stated it."""
        return tuple(self._assumptions.values())

    @property
    def not_stated(self) -> tuple[str, ...]:
        """Questions about terms that are open."""
        return tuple(self._not_stated)

    def problem(self, place: str, text: str) -> None:
        """Notes why something cannot be calculated; `place` is 'question:ID' or 'brief:FIELD'."""
        self._problems.setdefault(Problem(self.candidate_id, place, text))

    def remark(self, question_id: str, text: str, ask: str = "") -> None:
        """Notes what does not fit together, and what to ask."""
        self._remarks.setdefault(Remark(self.candidate_id, question_id, text, ask))

    def leave_open(self, question_id: str) -> None:
        """Notes a term that the quote leaves open: to be asked."""
        self._not_stated.setdefault(question_id)

    def knows(self, name: str) -> bool:
        """Whether the catalogue has an assumed figure of this name: older copies lack some."""
        return getattr(self._commercial.assumptions, name) is not None

    def assume(self, name: str, otherwise: Span | None = None) -> Span:
        """The assumed figure of this name, noted as used.

        Where an older catalogue lacks it, `otherwise` counts, and nothing is noted.
        """
        figure: AssumedFigure | None = getattr(self._commercial.assumptions, name)
        if figure is None:
            if otherwise is None:
                raise LookupError(f"the catalogue has no assumed figure '{name}'")
            return otherwise
        return self.assumed(name, figure.title, Span(figure.low, figure.high), figure)

    def assumed(self, name: str, title: str, value: Span, basis: AssumedFigure) -> Span:
        """A figure that rests on an assumption of the data, noted as used."""
        entry = AssumptionUsed(
            name, title, value, basis.unit, basis.sources, basis.rationale, origin="data"
        )
        return self.note(entry).value

    def note(self, entry: AssumptionUsed) -> AssumptionUsed:
        """Notes an assumption that was made elsewhere."""
        return self._assumptions.setdefault(entry.id, entry)
