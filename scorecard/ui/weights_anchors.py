"""Anchors that are being changed: what is wrong with them, and the catalogue that they give."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from scorecard.catalogue import (
    ASSUMPTION,
    OWN_ANCHORS,
    Anchor,
    Catalogue,
    ChecklistValue,
    Criterion,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    ValueFunction,
)
from scorecard.evaluation import Evaluation
from scorecard.model import Record

PERFORMANCE, VALUE = "performance", "value"
Cells = Mapping[str, float | None]
Movable = PointsValue | DerivedValue | LevelsValue | ChecklistValue


@dataclass(frozen=True)
class ChangedValue:
    """One candidate whose value on a criterion the new anchors would change, 0–100."""

    name: str
    before: float
    after: float


def field(row: int, side: str) -> str:
    """The name of one cell of the anchors: row 0 is the first; side is performance or value."""
    return f"{row}:{side}"


def cells_of(value: Movable) -> dict[str, float | None]:
    """What can be typed over: performance and value of each anchor, or a number an option."""
    match value:
        case LevelsValue():
            return dict(value.levels)
        case ChecklistValue():
            return dict(value.item_points)
        case PointsValue() | DerivedValue():
            cells: dict[str, float | None] = {}
            for row, anchor in enumerate(value.points):
                cells[field(row, PERFORMANCE)] = anchor.performance
                cells[field(row, VALUE)] = anchor.value
            return cells


def problems_of(value: Movable, cells: Cells) -> dict[str, str]:
    """What is wrong with the cells, by cell; empty when they can be used."""
    match value:
        case LevelsValue():
            return _level_problems(cells)
        case ChecklistValue():
            return _item_problems(cells)
        case PointsValue() | DerivedValue():
            return _point_problems(cells)


def with_cells(value: Movable, cells: Cells) -> Movable:
    """The value function with other cells, which must be without problems."""
    numbers = {name: float(cell) for name, cell in cells.items() if cell is not None}
    match value:
        case LevelsValue():
            return LevelsValue(**{**_fields(value), "levels": numbers})
        case ChecklistValue():
            return ChecklistValue(**{**_fields(value), "item_points": numbers})
        case PointsValue() | DerivedValue():
            anchors = tuple(
                Anchor(
                    performance=numbers[field(row, PERFORMANCE)], value=numbers[field(row, VALUE)]
                )
                for row in range(rows_in(cells))
            )
            return type(value)(**{**_fields(value), "points": anchors})


def rows_in(cells: Cells) -> int:
    """How many anchors the cells hold."""
    return len(cells) // 2


def with_another_anchor(cells: Cells) -> dict[str, float | None]:
    """The cells with an anchor in the middle of the widest gap, where it changes no value yet."""
    rows = _rows(cells)
    gaps = [
        (b[0] - a[0] if a[0] is not None and b[0] is not None else 0.0)
        for a, b in itertools.pairwise(rows)
    ]
    if not gaps or max(gaps) <= 0:
        return _cells([*rows, (None, None)])
    widest = gaps.index(max(gaps))
    before, after = rows[widest], rows[widest + 1]
    middle = (_mean(before[0], after[0]), _mean(before[1], after[1]))
    return _cells([*rows[: widest + 1], middle, *rows[widest + 1 :]])


def without_anchor(cells: Cells, row: int) -> dict[str, float | None]:
    """The cells less one anchor; the others close up."""
    return _cells([pair for index, pair in enumerate(_rows(cells)) if index != row])


_Row = tuple[float | None, float | None]


def _rows(cells: Cells) -> list[_Row]:
    return [
        (cells[field(row, PERFORMANCE)], cells[field(row, VALUE)]) for row in range(rows_in(cells))
    ]


def _cells(rows: Sequence[_Row]) -> dict[str, float | None]:
    cells: dict[str, float | None] = {}
    for row, (performance, worth) in enumerate(rows):
        cells[field(row, PERFORMANCE)] = performance
        cells[field(row, VALUE)] = worth
    return cells


def _mean(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else (first + second) / 2


def _point_problems(cells: Cells) -> dict[str, str]:
    problems: dict[str, str] = {}
    rows = _rows(cells)
    for row, (performance, worth) in enumerate(rows):
        if performance is None:
            problems[field(row, PERFORMANCE)] = "Write the performance, or remove this anchor."
        if worth is None:
            problems[field(row, VALUE)] = "Write a value from 0 to 100."
        elif not 0 <= worth <= 100:
            problems[field(row, VALUE)] = f"{worth:g} is impossible: a value is 0 to 100."
    if problems:
        return problems
    performances = [p for p, _ in rows if p is not None]
    values = [v for _, v in rows if v is not None]
    for row in range(1, len(rows)):
        if performances[row] <= performances[row - 1]:
            problems[field(row, PERFORMANCE)] = (
                f"Must be above the anchor before it ({performances[row - 1]:g})."
            )
    steps = [after - before for before, after in itertools.pairwise(values)]
    direction = next((step for step in steps if step), 0.0)
    if direction == 0:
        problems[field(len(rows) - 1, VALUE)] = (
            "All anchors have the same value: nothing would be judged."
        )
    for row, step in enumerate(steps, start=1):
        if step * direction < 0:
            turn = "rise" if direction > 0 else "fall"
            problems[field(row, VALUE)] = (
                f"The values {turn} up to {values[row - 1]:g}; they must go on to {turn}, "
                "or stay level."
            )
    return problems


def _level_problems(cells: Cells) -> dict[str, str]:
    problems = {}
    for option, worth in cells.items():
        if worth is None:
            problems[option] = "Write a value from 0 to 100."
        elif not 0 <= worth <= 100:
            problems[option] = f"{worth:g} is impossible: a value is 0 to 100."
    if not problems and len(set(cells.values())) == 1:
        problems[list(cells)[-1]] = "All options have the same value: nothing would be judged."
    return problems


def _item_problems(cells: Cells) -> dict[str, str]:
    problems = {}
    for item, points in cells.items():
        if points is None:
            problems[item] = "Write the item's points, 0 or more."
        elif points < 0:
            problems[item] = f"{points:g} is negative; the least is 0."
    if not problems and sum(points or 0.0 for points in cells.values()) == 0:
        problems[list(cells)[-1]] = "At least one item needs points."
    return problems


def marked_as_moved(value: Movable, by: str, on: date, reason: str) -> Movable:
    """The value function as the buyer's own: no longer sourced, and saying who moved it."""
    because = f": {reason.strip()}" if reason.strip() else ""
    rationale = f"{OWN_ANCHORS}{by} on {on.isoformat()}{because}"
    return type(value)(**{**_fields(value), "sources": (ASSUMPTION,), "rationale": rationale})


def catalogue_with(
    catalogue: Catalogue, criterion_id: str, input_index: int, value: ValueFunction
) -> Catalogue:
    """The catalogue with one value function replaced."""

    def replaced(criterion: Criterion) -> Criterion:
        if criterion.id != criterion_id:
            return criterion
        inputs = list(criterion.inputs)
        inputs[input_index] = CriterionInput(
            question=inputs[input_index].question, share=inputs[input_index].share, value=value
        )
        return Criterion(**{**_fields(criterion), "inputs": tuple(inputs)})

    criteria = tuple(replaced(criterion) for criterion in catalogue.criteria)
    return Catalogue(**{**_fields(catalogue), "criteria": criteria})


def changed_values(
    before: Evaluation, after: Evaluation, criterion_id: str
) -> tuple[ChangedValue, ...]:
    """Whose value on the criterion differs between two evaluations, largest change first."""
    column = next((k for k, c in enumerate(before.criteria) if c.id == criterion_id), None)
    if column is None:
        return ()
    old, new = before.values.headline[:, column], after.values.headline[:, column]
    rows = [int(r) for r in np.flatnonzero(np.abs(new - old) > 1e-9)]
    rows.sort(key=lambda r: -abs(float(new[r] - old[r])))
    return tuple(
        ChangedValue(before.candidates[r].name, float(old[r]), float(new[r])) for r in rows
    )


def _fields(record: Record) -> dict[str, Any]:
    # Not dict(record): that would take cached properties of the old catalogue along.
    return {name: getattr(record, name) for name in type(record).model_fields}
