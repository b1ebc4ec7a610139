"""The figure of the red-flag matrix: a mark for each candidate and family of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.grid import UPRIGHT_AT_MOST, Grid, omission
from scorecard.charts.layout import SMALL_FONT_PX, draw
from scorecard.charts.legend import Key
from scorecard.charts.palette import INK, QUIET, SEVERITY_SIGNS
from scorecard.charts.wording import hover
from scorecard.evaluation import Evaluation
from scorecard.red_flags import Finding, State

_RAISED_IN_ALL, _CRITICAL = "Raised in all", "of these critical"
_MARK_PX, _SMALL_MARK_PX = 15, 10

_KINDS: dict[str, dict[str, Any]] = {
    **{
        severity.value: {
            "symbol": sign.symbol,
            "color": sign.colour,
            "line": {"color": INK, "width": 1},
        }
        for severity, sign in SEVERITY_SIGNS.items()
    },
    "unknown": {"symbol": "circle-open", "color": INK, "line": {"width": 1.5}},
    "clear": {"symbol": "circle", "color": QUIET, "line": {"color": QUIET, "width": 1}},
    "not applicable": {"symbol": "line-ew", "color": INK, "line": {"color": INK, "width": 1.5}},
}
_CHARACTERS = {
    **{severity.value: sign.character for severity, sign in SEVERITY_SIGNS.items()},
    "unknown": "○",
    "clear": "•",
    "not applicable": "–",
}
_SMALLER = {"clear": 0.4, "not applicable": 0.6, "unknown": 0.85}


@dataclass(frozen=True)
class Family:
    """The rules on one matter; `findings` are every candidate's deciding one, in row order."""

    title: str
    findings: tuple[Finding, ...]

    def count(self, state: State) -> int:
        """How many candidates are in this state."""
        return sum(finding.state is state for finding in self.findings)

    def gravest(self, state: State) -> int:
        """Strength of the gravest finding in this state, 0 when there is none."""
        return max((f.rule.severity.strength for f in self.findings if f.state is state), default=0)


def flag_matrix_figure(
    evaluation: Evaluation, families: Sequence[Family], rows: Sequence[int]
) -> go.Figure:
    """The figure for these candidates, with the counts first and the families in their order.

    With many candidates only as many of the first families are drawn as can be read.
    """
    names = tuple(evaluation.candidates[row].name for row in rows)
    are_across = Grid(names, ()).candidates_are_across
    counted = (_RAISED_IN_ALL, _CRITICAL) if are_across else (_RAISED_IN_ALL,)
    drawn = families if are_across else families[: UPRIGHT_AT_MOST - len(counted)]
    grid = Grid(names, (*counted, *(family.title for family in drawn)))
    marks: dict[str, list[tuple[int, int, str]]] = {kind: [] for kind in _KINDS}
    for subject, family in enumerate(drawn, start=len(counted)):
        for candidate, row in enumerate(rows):
            finding = family.findings[row]
            x, y = grid.place(candidate, subject)
            marks[_kind(finding)].append((x, y, _hover(names[candidate], finding)))
    size = _MARK_PX if are_across else _SMALL_MARK_PX
    used = {kind: places for kind, places in marks.items() if places}
    is_short = len(drawn) < len(families)
    return draw(
        [
            *(_marks(kind, places, size) for kind, places in used.items()),
            _counts(evaluation, grid, rows),
        ],
        axes=grid.axes(),
        plot_height_px=grid.plot_height_px,
        head_px=grid.head_px,
        foot_px=grid.foot_px,
        keys=[Key(_CHARACTERS[kind], str(_KINDS[kind]["color"]), kind) for kind in used],
        keys_in_corner=grid.candidates_are_across,
        remark=omission(len(drawn), len(families), "gravest") if is_short else "",
    )


def _kind(finding: Finding) -> str:
    return finding.rule.severity.value if finding.is_raised else state_words(finding)


def _marks(kind: str, marks: Sequence[tuple[int, int, str]], size: int) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _, _ in marks],
        y=[y for _, y, _ in marks],
        mode="markers",
        name=kind,
        marker=_KINDS[kind] | {"size": round(size * _SMALLER.get(kind, 1.0))},
        customdata=[text for _, _, text in marks],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _counts(evaluation: Evaluation, grid: Grid, rows: Sequence[int]) -> go.Scatter:
    places, texts = [], []
    for candidate, row in enumerate(rows):
        counts = (len(evaluation.flags_shown[row]), len(evaluation.critical_flags(row)))
        for subject, count in enumerate(counts if grid.candidates_are_across else counts[:1]):
            places.append(grid.place(candidate, subject))
            texts.append(f"<b>{count}</b>" if count else "0")
    return go.Scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        name="raised",
        text=texts,
        textfont={"color": INK, "size": SMALL_FONT_PX + 2 * grid.candidates_are_across},
        hoverinfo="skip",
    )


def state_words(finding: Finding) -> str:
    """What the rule comes to, in words."""
    if finding.is_raised:
        return f"{finding.rule.severity.value} flag raised"
    return finding.state.value.replace("_", " ")


def _hover(name: str, finding: Finding) -> str:
    lines = [f"<b>{hover(name)}</b>", hover(finding.rule.title), state_words(finding)]
    if finding.is_raised:
        lines.append(hover(finding.message))
    if finding.state in (State.RAISED, State.UNKNOWN):
        lines.append(hover(f"Ask next: {finding.rule.ask_next}"))
    return "<br>".join(lines)
