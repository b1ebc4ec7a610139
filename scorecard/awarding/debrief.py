"""What a candidate is told afterwards: its own values, and of the winner what the owner ticked.

All of it comes from the award record, so that a debrief always says the same. Nothing of any other
candidate goes in: a text that names one says "another candidate" there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from scorecard.awarding.name_cover import ANOTHER, NameCover
from scorecard.awarding.words import at_the_start
from scorecard.model import (
    AwardRecord,
    CandidateStanding,
    CriterionStanding,
    CriterionWeight,
    DebriefFigures,
    Disclosed,
    GateStanding,
)
from scorecard.scoring import NEUTRAL_VALUE, told_of_old_reason

THE_CHOSEN = "the chosen candidate"
NOT_DISCLOSED = "not disclosed"
NOTHING_TO_COMPARE = "open, nothing to compare"
_SMALLEST_SHOWN = 0.05


@dataclass(frozen=True)
class DebriefRow:
    """One criterion: weight in per cent, own value (0–100, None withheld), and against the winner.

    `winner` is the winner's value, None unless disclosed; `comparison` the band in words, or that
    it is not disclosed, '' in the winner's own debrief; `is_open` where no answer stands behind
    the own value, only what an open answer counts.
    """

    title: str
    weight_pct: float
    own: float | None
    winner: float | None
    comparison: str
    is_open: bool = False


@dataclass(frozen=True)
class Debrief:
    """The debrief of one candidate. '' and None mean that something is not told."""

    candidate_id: str
    candidate_name: str
    title: str
    decided_on: date
    as_of: date
    revision: int
    catalogue_version: str
    is_winner: bool
    opening: str
    winner_name: str
    own_overall: float | None
    winner_overall: float | None
    standing: str
    rows: tuple[DebriefRow, ...]
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    gaps: tuple[str, ...]
    gates: tuple[str, ...]
    flags: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def tells_bands(self) -> bool:
        """Whether it says of any criterion how the own value stands to the winner's."""
        return any(row.comparison not in ("", NOT_DISCLOSED) for row in self.rows)

    @property
    def tells_winner_values(self) -> bool:
        """Whether it says any of the winner's values by criterion."""
        return any(row.winner is not None for row in self.rows)


def debrief_of(
    record: AwardRecord, candidate_id: str, disclosed: Iterable[Disclosed] = ()
) -> Debrief:
    """The debrief of a candidate of the record; KeyError when the record has no such candidate."""
    return _Writer(record, record.candidate(candidate_id), frozenset(disclosed)).written()


@dataclass(frozen=True)
class _Writer:
    record: AwardRecord
    own: CandidateStanding
    ticks: frozenset[Disclosed]

    @property
    def winner(self) -> CandidateStanding:
        return self.record.chosen

    @property
    def figures(self) -> DebriefFigures | None:
        return self.record.debrief_figures

    @property
    def most_named(self) -> int:
        """Without a number for it, only what added most of all is named."""
        return 1 if self.figures is None else self.figures.most_named

    @property
    def is_winner(self) -> bool:
        return self.own.candidate_id == self.winner.candidate_id

    @property
    def is_price_relative(self) -> bool:
        return self.record.standing.is_price_relative and self.has_price

    @property
    def has_price(self) -> bool:
        return any(criterion.is_price for criterion in self.record.standing.criteria)

    def written(self) -> Debrief:
        standing = self.record.standing
        winner_overall, withheld = self._winner_overall()
        rows = tuple(self._rows())
        debrief = Debrief(
            candidate_id=self.own.candidate_id,
            candidate_name=self.own.name,
            title=self.record.selection_title,
            decided_on=max(signature.signed_on for signature in self.record.signatures),
            as_of=standing.as_of,
            revision=standing.revision,
            catalogue_version=standing.catalogue_version,
            is_winner=self.is_winner,
            opening=self._opening(),
            winner_name=self.winner.name if self._names_winner else "",
            # Its own price's value would give away the lowest quote.
            own_overall=None if self.is_price_relative else self.own.overall,
            winner_overall=winner_overall,
            standing=self._place(),
            rows=rows,
            strengths=self._strengths(),
            improvements=self._improvements(),
            gaps=self._gaps(),
            gates=tuple(_gate(gate) for gate in self.own.gates if gate.state in ("fail", "open")),
            flags=self._flags(),
            remarks=(*withheld, *self._remarks()),
        )
        if debrief.tells_bands and self.figures is not None:
            debrief = replace(debrief, remarks=(*debrief.remarks, _bands_in_words(self.figures)))
        return self._without_others(debrief)

    @property
    def _names_winner(self) -> bool:
        return not self.is_winner and Disclosed.WINNER_NAME in self.ticks

    def _opening(self) -> str:
        if self.is_winner:
            return (
                f"Thank you for taking part. {at_the_start(self.own.name)} was chosen. "
                "This page shows how your answers were valued, so that both sides start from the "
                "same picture."
            )
        winner = at_the_start(self.winner.name)
        chosen = f" {winner} was chosen." if self._names_winner else ""
        return (
            "Thank you for the time and care that you put into your answers. The decision went to "
            f"another provider this time.{chosen} This page shows how your answers were valued, "
            "and what would have helped most."
        )

    def _place(self) -> str:
        count = len(self.record.standing.candidates)
        among = ""
        if Disclosed.CANDIDATE_COUNT in self.ticks:
            among = f"{count} candidate{'' if count == 1 else 's'} took part."
        if Disclosed.OWN_RANK not in self.ticks:
            return among
        place = f"Your rank was {self.own.rank}." if self.own.rank else "You were not ranked."
        return f"{place} {among}".strip()

    def _winner_overall(self) -> tuple[float | None, tuple[str, ...]]:
        if self.is_winner or Disclosed.WINNER_OVERALL not in self.ticks:
            return None, ()
        priced = self.has_price and Disclosed.PRICE not in self.ticks
        if (priced and Disclosed.WINNER_VALUES in self.ticks) or self.is_price_relative:
            return None, (
                "The overall value of the chosen candidate is left out, because the value of a "
                "price could be worked out from it.",
            )
        return self.winner.overall, ()

    def _rows(self) -> Iterable[DebriefRow]:
        winner_values = {c.criterion_id: c for c in self.winner.criteria}
        for weight, own in self._weighed():
            theirs = winner_values.get(weight.criterion_id)
            is_hidden = weight.is_price and self.is_price_relative
            comparison, winner = "", None
            if not self.is_winner:
                comparison = NOT_DISCLOSED
                if theirs is not None and not is_hidden:
                    winner = theirs.value if self._tells_value(weight) else None
                    if self._tells_band(weight):
                        comparison = (
                            NOTHING_TO_COMPARE
                            if _is_open(own)
                            else compared(own.value, theirs.value, self.figures)
                        )
            yield DebriefRow(
                weight.title,
                weight.weight_pct,
                None if is_hidden else own.value,
                winner,
                comparison,
                _is_open(own) and not is_hidden,
            )

    def _tells_band(self, weight: CriterionWeight) -> bool:
        return (Disclosed.PRICE if weight.is_price else Disclosed.WINNER_BANDS) in self.ticks

    def _tells_value(self, weight: CriterionWeight) -> bool:
        is_told = not weight.is_price or Disclosed.PRICE in self.ticks
        return is_told and Disclosed.WINNER_VALUES in self.ticks

    def _weighed(self) -> list[tuple[CriterionWeight, CriterionStanding]]:
        """The criteria, the heaviest first, with the candidate's own standing on them."""
        own = {c.criterion_id: c for c in self.own.criteria}
        return [
            (weight, own[weight.criterion_id])
            for weight in sorted(self.record.standing.criteria, key=lambda w: -w.weight_pct)
            if weight.criterion_id in own
        ]

    def _judged(self) -> list[tuple[CriterionWeight, CriterionStanding]]:
        return [
            (weight, own)
            for weight, own in self._weighed()
            if not (weight.is_price and self.is_price_relative)
        ]

    def _strengths(self) -> tuple[str, ...]:
        earned = [
            (weight.weight_pct * own.value / 100, weight, own)
            for weight, own in self._judged()
            if own.settled > 0
        ]
        if not earned:
            nothing = "No answer that could be valued reached us, so that nothing stood out."
            return (nothing,) if self._judged() else ()
        # Below what an open answer counts, an answer is no strength, however heavy it weighs.
        strong = [entry for entry in earned if entry[2].value >= NEUTRAL_VALUE]
        if not strong:
            highest = max(own.value for _, _, own in earned)
            return (f"Nothing stood out: your highest value was {highest:.0f} of 100.",)
        best = sorted(strong, key=lambda entry: -entry[0])[: self.most_named]
        return tuple(
            f"{weight.title}: {own.value:.0f} of 100{_partly_open(own)}, worth {points:.1f} of "
            "your overall value."
            for points, weight, own in best
            if points >= _SMALLEST_SHOWN
        )

    def _improvements(self) -> tuple[str, ...]:
        missing = [
            (weight.weight_pct * (100 - own.value) / 100, weight, own)
            for weight, own in self._judged()
        ]
        most = sorted(missing, key=lambda entry: -entry[0])[: self.most_named]
        most.sort(key=lambda entry: not _is_open(entry[2]))
        return tuple(
            _improvement(points, weight, own)
            for points, weight, own in most
            if points >= _SMALLEST_SHOWN
        )

    def _gaps(self) -> tuple[str, ...]:
        lists = (
            ("No answer had reached us on", [_not_answered(c) for c in self.own.criteria]),
            ("We have not rated", [c.unrated_questions for c in self.own.criteria]),
            ("No answer was given on", [c.unanswered_questions for c in self.own.criteria]),
            (
                "Answers were given without a document or a check on",
                [c.claimed_questions for c in self.own.criteria],
            ),
        )
        sentences = []
        for words, found in lists:
            labels = list(dict.fromkeys(label for labels in found for label in labels))
            if labels:
                sentences.append(f"{words}: {'; '.join(labels)}.")
        return tuple(sentences)

    def _flags(self) -> tuple[str, ...]:
        if Disclosed.OWN_FLAGS not in self.ticks:
            return ()
        return tuple(
            f"{flag.title} ({flag.severity}): {flag.message}"
            for flag in self.own.flags
            if flag.is_own
        )

    def _remarks(self) -> tuple[str, ...]:
        if not self.is_price_relative:
            return ()
        return (
            "Prices were valued relative to the quotes received. The value of your price, and "
            "with it your overall value, is left out, because another quote could be worked "
            "out from it.",
        )

    def _without_others(self, debrief: Debrief) -> Debrief:
        names = {c.name: ANOTHER for c in self.record.standing.candidates}
        names[self.winner.name] = self.winner.name if self._names_winner else THE_CHOSEN
        names[self.own.name] = self.own.name
        cover = NameCover(names)
        return replace(
            debrief,
            title=cover.text(debrief.title),
            standing=cover.text(debrief.standing),
            rows=tuple(replace(row, title=cover.text(row.title)) for row in debrief.rows),
            strengths=cover.texts(debrief.strengths),
            improvements=cover.texts(debrief.improvements),
            gaps=cover.texts(debrief.gaps),
            gates=cover.texts(debrief.gates),
            flags=cover.texts(debrief.flags),
        )


def compared(own: float, winner: float, figures: DebriefFigures | None) -> str:
    """How the own value stands to the winner's, in words.

    Without figures for how far apart they must be, only which of them is the higher one.
    """
    better = "better" if own > winner else "below"
    if figures is None:
        return "level" if f"{own:.1f}" == f"{winner:.1f}" else better
    size = abs(own - winner)
    if size < figures.level_within_points:
        return "about level"
    return f"clearly {better}" if size >= figures.clear_from_points else f"somewhat {better}"


def _bands_in_words(figures: DebriefFigures) -> str:
    return (
        f"About level: within {figures.level_within_points:g} points of 100; clearly: "
        f"{figures.clear_from_points:g} points or more."
    )


def _is_open(own: CriterionStanding) -> bool:
    """Whether no answer stands behind the value: it is only what an open answer counts."""
    return own.settled <= 0 and bool(own.open_questions)


def _not_answered(own: CriterionStanding) -> tuple[str, ...]:
    """The open questions to which the candidate could have answered."""
    return tuple(label for label in own.open_questions if label not in own.unrated_questions)


def _partly_open(own: CriterionStanding) -> str:
    return " with a part counted for open answers" if own.open_questions else ""


def _improvement(points: float, weight: CriterionWeight, own: CriterionStanding) -> str:
    if _is_open(own) and not _not_answered(own):
        return (
            f"We have not rated {weight.title}; it counted {own.value:.0f} of 100 as an open "
            f"answer, up to {points:.1f} less on your overall value than the best rating."
        )
    if _is_open(own):
        return (
            f"No answer that could be valued reached us on {weight.title}; it counted "
            f"{own.value:.0f} of 100 as an open answer, up to {points:.1f} less on your overall "
            "value than the best answer."
        )
    return (
        f"{weight.title}: up to {points:.1f} more on your overall value; you reached "
        f"{own.value:.0f} of 100{_partly_open(own)}."
    )


def _gate(gate: GateStanding) -> str:
    state = "was not met" if gate.state == "fail" else "was still open"
    return f"{gate.title} {state}: {gate.told_reason or told_of_old_reason(gate.reason)}."
