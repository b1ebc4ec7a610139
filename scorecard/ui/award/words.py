"""The sentences of the page of the award."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.awarding import at_the_start, since_sealed_sentence
from scorecard.model import Integrity, Phase, SealedAward
from scorecard.sentences import count_in_words
from scorecard.ui.state import OpenSelection


def award_sentence(opened: OpenSelection, awards: Sequence[SealedAward]) -> str:
    """Who was chosen and when, or that nothing is on file yet."""
    if not awards:
        if not opened.selection.candidates:
            return "There is nobody to choose yet."
        return "No decision is on file yet."
    record = awards[-1].record
    if record is None:
        return "The decision on file cannot be read any more."
    signed = len(record.signatures)
    people = "person" if signed == 1 else "people"
    parts = [
        f"{at_the_start(record.chosen.name)} was chosen; {count_in_words(signed)} {people} signed, "
        f"and the record was sealed on {record.recorded_at.date().isoformat()}."
    ]
    if record.replaces:
        parts.append("It replaces an earlier record.")
    if opened.selection.phase is not Phase.DECIDED:
        parts.append(
            "The decision was taken back on the Brief since; the record stays as it was signed."
        )
    return " ".join(parts)


def since_sealed(opened: OpenSelection, awards: Sequence[SealedAward]) -> str:
    """Why a decided selection shows other figures than its record in force; '' where it does not.

    A record that was changed after it was signed says nothing about what was sealed.
    """
    if opened.selection.phase is not Phase.DECIDED or not awards:
        return ""
    record = awards[-1].record
    if record is None or awards[-1].integrity is Integrity.CHANGED:
        return ""
    return since_sealed_sentence(record, opened.evaluation)
