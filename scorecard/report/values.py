"""Every candidate's value on every criterion as coloured tables, and the weights behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.charts import value_heat_map
from scorecard.charts.palette import ink_upon, value_colour
from scorecard.evaluation import Evaluation
from scorecard.model import Status
from scorecard.report.subject import Subject

_REJECTED = {Status.REFUSED, Status.NO_REPLY}


@dataclass(frozen=True)
class ValueCell:
    """One value: its words, its colours, and how it stands (settled, partly open or open)."""

    text: str
    colour: str
    ink: str
    state: str


@dataclass(frozen=True)
class ValueRow:
    """One criterion with its weight in per cent, and a cell a candidate."""

    title: str
    weight: str
    cells: tuple[ValueCell, ...]


@dataclass(frozen=True)
class ValueGroup:
    """The criteria of one group."""

    title: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True)
class ValueTable:
    """One table for as many candidates as fit side by side."""

    names: tuple[str, ...]
    groups: tuple[ValueGroup, ...]


def values_title(subject: Subject) -> str:
    """What the table shows, in a sentence."""
    return value_heat_map(subject.evaluation).title


def value_tables(subject: Subject) -> tuple[ValueTable, ...]:
    """The values of everybody; the heaviest criterion of a group stands first."""
    evaluation = subject.evaluation
    return tuple(
        ValueTable(
            names=tuple(subject.short_name(row) for row in rows),
            groups=tuple(
                ValueGroup(
                    group.title,
                    tuple(
                        ValueRow(
                            evaluation.criteria[column].title,
                            f"{100 * float(evaluation.weights[column]):.1f} %",
                            tuple(_cell(evaluation, row, column) for row in rows),
                        )
                        for column in _columns(evaluation, group.id)
                    ),
                )
                for group in evaluation.groups
            ),
        )
        for rows in subject.row_pages
    )


def _columns(evaluation: Evaluation, group_id: str) -> list[int]:
    heaviest = np.argsort(-evaluation.weights, kind="stable").tolist()
    return [column for column in heaviest if evaluation.criteria[column].group == group_id]


def _cell(evaluation: Evaluation, row: int, column: int) -> ValueCell:
    settled = float(evaluation.values.settled[row, column])
    if settled <= 0:
        return ValueCell("open", "", "", "open")
    value = float(evaluation.values.headline[row, column])
    colour = value_colour(value)
    matrix = evaluation.inputs
    fed_by = np.flatnonzero(matrix.criterion_index == column)
    statuses = {matrix.statuses[row][k] for k in fed_by.tolist()} - {Status.NOT_APPLICABLE}
    text = f"{value:.0f}"
    if statuses and statuses <= _REJECTED:
        text += " ×"
    return ValueCell(text, colour, ink_upon(colour), "partly" if settled < 1 else "settled")


@dataclass(frozen=True)
class WeightRow:
    """A group or, below it, a criterion with its share of the result in per cent."""

    title: str
    weight: str
    length: float
    is_group: bool


def weight_rows(subject: Subject) -> tuple[WeightRow, ...]:
    """Groups, the heaviest first, each followed by its criteria where there is more than one."""
    evaluation = subject.evaluation
    widest = max(float(evaluation.group_weights.max(initial=0.0)), 1e-9)

    def row(title: str, weight: float, *, is_group: bool) -> WeightRow:
        return WeightRow(title, f"{100 * weight:.1f} %", 100 * weight / widest, is_group)

    rows = []
    for k in np.argsort(-evaluation.group_weights, kind="stable").tolist():
        group = evaluation.groups[k]
        rows.append(row(group.title, float(evaluation.group_weights[k]), is_group=True))
        rows += [
            row(evaluation.criteria[c].title, float(evaluation.weights[c]), is_group=False)
            for c in _columns(evaluation, group.id)
        ]
    return tuple(rows)
