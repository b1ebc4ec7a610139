"""What stands above the ranking on the Summary: what follows the points, and what was exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scorecard.certainty import Certainty, Verdict
from scorecard.certainty_words import verdict_sentence
from scorecard.excel.leader_words import headline
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import ScorecardLayout


@dataclass(frozen=True)
class SummaryText:
    """The first lines: `headline` is a formula's present result, '' where nothing is live."""

    headline: str
    sentences: tuple[str, ...]

    @property
    def line_count(self) -> int:
        """How many rows the lines take."""
        return bool(self.headline) + len(self.sentences)


def summary_text(
    disclosure: Disclosure,
    layout: ScorecardLayout,
    certainty: Certainty | None,
    sentences: Sequence[str],
    created_at: datetime,
) -> SummaryText:
    """The lines above the ranking.

    Where points can be changed, who leads is a formula, and each of the `sentences` says of which
    day it is. Elsewhere everything is of that day and the sentences stand as they are.
    """
    verdict = ""
    if certainty is not None and certainty.verdict is not Verdict.NOTHING:
        verdict = verdict_sentence(certainty)
    if not (disclosure.shows_scorecard and layout.evaluation.ranked_order):
        return SummaryText("", tuple(s for s in (*sentences, verdict) if s))
    day = created_at.astimezone(UTC).date().isoformat()
    told = [f"As exported on {day}: {sentence}" for sentence in sentences]
    if verdict:
        told.append(f"Verdict as exported on {day}: {verdict}")
    return SummaryText(headline(layout), tuple(told))
