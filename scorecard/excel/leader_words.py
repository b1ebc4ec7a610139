"""Who leads and by how much in words, as the formulas of the scorecard sheet come to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorecard.coverage import whole_pct_covered
from scorecard.excel.plain_text import cell_text
from scorecard.excel.scorecard_layout import ScorecardLayout
from scorecard.scoring.ranking import DECIMALS
from scorecard.sentences import SMALLEST_SHOWN, joined

NAMED_IN_A_TIE = 3


def headline(layout: ScorecardLayout) -> str:
    """Who leads by how much, who are tied, or why nobody leads; the cell's formula says the same.

    The sentence of the pages without what decides the lead, for somebody who is ranked.
    """
    evaluation = layout.evaluation
    start = "Provisional: " if evaluation.is_provisional else ""
    if evaluation.leader_withheld_because:
        because = _withheld(layout) or evaluation.leader_withheld_because
        return f"No leader yet: {cell_text(because)}."
    names = [cell_text(evaluation.candidates[row].name) for row in evaluation.ranked_order]
    overall = f"{float(np.round(evaluation.overall[evaluation.ranked_order[0]], DECIMALS)):.1f}"
    tied = len(evaluation.leaders)
    if tied > 1:
        return f"{start}{several(names[:tied])} are tied at {overall}."
    if len(names) == 1:
        return f"{start}{names[0]} is the only candidate in the ranking."
    lead = lead_of(layout)
    if lead == 0:
        level = several(names[: _level_with_first(layout)])
        return f"{start}{level} are equal at {overall}; the tie-break puts {names[0]} first."
    by = f"{lead:.1f}" if lead >= SMALLEST_SHOWN else "less than 0.1"
    return f"{start}{names[0]} leads {names[1]} by {by}."


def lead_of(layout: ScorecardLayout) -> float:
    """The lead as the cells have it: of overall values rounded to nine decimals."""
    evaluation = layout.evaluation
    rounded = np.round(evaluation.overall, DECIMALS)
    if len(evaluation.ranked_order) < 2:
        return 0.0
    first, second = evaluation.ranked_order[:2]
    return float(np.round(rounded[first] - rounded[second], DECIMALS))


def _level_with_first(layout: ScorecardLayout) -> int:
    """How many of those in the ranking have the first one's overall value."""
    evaluation = layout.evaluation
    rounded = np.round(evaluation.overall, DECIMALS)
    order = evaluation.ranked_order
    return sum(bool(rounded[row] == rounded[order[0]]) for row in order)


def several(names: Sequence[str]) -> str:
    """`A and B`, `A, B and C`; of more than three the first two, and how many there are besides."""
    if len(names) <= NAMED_IN_A_TIE:
        return joined(names)
    shown = NAMED_IN_A_TIE - 1
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"


def lacking(layout: ScorecardLayout) -> list[int]:
    """Rows of those in front who are covered to less than a leader needs, best first."""
    evaluation = layout.evaluation
    needed = evaluation.catalogue.settings.leader_coverage_pct
    in_front = evaluation.ranked_order[: max(2, len(evaluation.leaders))]
    return [r for r in in_front if round(float(evaluation.coverage_pct[r]), DECIMALS) < needed]


def _withheld(layout: ScorecardLayout) -> str:
    evaluation = layout.evaluation
    needed = evaluation.catalogue.settings.leader_coverage_pct
    if evaluation.unanswered_order and len(evaluation.ranked_order) < 2:
        return ""
    rows = lacking(layout)
    names = [cell_text(evaluation.candidates[row].name) for row in rows]
    covered = [whole_pct_covered(evaluation.coverage_pct[row]) for row in rows]
    parts = [
        f"{name} {verb} {share} %"
        for name, share, verb in zip(names, covered, ("is covered to", "to"), strict=False)
    ]
    if len(rows) > 2:
        parts.append(f"{len(rows) - 2} more to less than {needed:g} %")
    return f"{joined(parts)} of the weight; a leader is announced from {needed:g} %"
