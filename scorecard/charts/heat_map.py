"""Every candidate's value on every criterion, with what is open hatched instead of coloured."""

from __future__ import annotations

import numpy as np

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.heat_map_figure import cells_of, heat_map_figure, is_open
from scorecard.charts.reading import NO_CANDIDATES, all_rows
from scorecard.charts.wording import (
    counted,
    decimal,
    joined,
    name_in_text,
)
from scorecard.evaluation import Evaluation


def value_heat_map(evaluation: Evaluation) -> Chart:
    """Values 0–100 as one hue from pale to dark; hatched where nothing of a criterion is settled.

    Up to twelve candidates stand across with the values written in their cells; more stand down
    the side. A hatched strip shows how much of a cell is open; a cross is an answer refused or
    never sent.
    """
    if not evaluation.candidates:
        return empty_chart("No candidates yet", NO_CANDIDATES, ("Criterion",))
    if not evaluation.criteria:
        return empty_chart(
            "No criterion is in the ranking",
            "every criterion is out; take one back in on the page Criteria and weights",
            ("Criterion",),
        )
    cells = cells_of(evaluation, all_rows(evaluation))
    return Chart(
        figure=heat_map_figure(evaluation, cells),
        title=_title(evaluation),
        text_alternative=_text_alternative(evaluation),
        table=table(
            ("Group", "Criterion", *(evaluation.candidates[row].name for row in cells.rows)),
            [
                (
                    evaluation.catalogue.group_of_criterion[criterion.id].title,
                    criterion.title,
                    *(_table_cell(evaluation, row, column) for row in cells.rows),
                )
                for column, criterion in enumerate(evaluation.criteria)
            ],
        ),
    )


def _table_cell(evaluation: Evaluation, row: int, column: int) -> float | None:
    if is_open(evaluation, row, column):
        return None
    return round(float(evaluation.values.headline[row, column]), 1)


def _open_count(evaluation: Evaluation) -> int:
    return int((evaluation.values.settled <= 0).sum())


def _title(evaluation: Evaluation) -> str:
    values = evaluation.values.headline
    settled = evaluation.values.settled > 0
    open_count, all_count = _open_count(evaluation), settled.size
    ending = f"; {open_count} of {all_count} values open" if open_count else ""
    if not settled.any():
        return "Nothing is answered yet: every value is open"
    if len(evaluation.candidates) == 1:
        return _title_of_one(evaluation) + ending
    top = np.where(settled, values, -np.inf)
    bottom = np.where(settled, values, np.inf)
    comparable = settled.sum(axis=0) > 1
    if not comparable.any():
        return f"No criterion is answered by two candidates yet{ending}"
    spread = np.where(comparable, top.max(axis=0) - bottom.min(axis=0), -np.inf)
    column = int(np.argmax(spread))
    if spread[column] < 0.05:
        return f"The candidates are equal on every criterion{ending}"
    first, last = int(np.argmax(top[:, column])), int(np.argmin(bottom[:, column]))
    return (
        f"Furthest apart on “{evaluation.criteria[column].title}”: "
        f"{decimal(values[first, column])} for {name_in_text(evaluation.candidates[first].name)}, "
        f"{decimal(values[last, column])} for {name_in_text(evaluation.candidates[last].name)}"
        f"{ending}"
    )


def _title_of_one(evaluation: Evaluation) -> str:
    values = evaluation.values.headline[0]
    answered = np.flatnonzero(evaluation.values.settled[0] > 0)
    best = int(answered[np.argmax(values[answered])])
    worst = int(answered[np.argmin(values[answered])])
    name = name_in_text(evaluation.candidates[0].name)
    if best == worst:
        title = evaluation.criteria[best].title
        return f"{name} has one criterion answered: “{title}”, {decimal(values[best])}"
    return (
        f"{name} is strongest on “{evaluation.criteria[best].title}” ({decimal(values[best])}) "
        f"and weakest on “{evaluation.criteria[worst].title}” ({decimal(values[worst])})"
    )


def _text_alternative(evaluation: Evaluation) -> str:
    names = joined([name_in_text(candidate.name) for candidate in evaluation.candidates])
    open_count = _open_count(evaluation)
    are = "1 is open and hatched" if open_count == 1 else f"{open_count} are open and hatched"
    return (
        f"A grid of {counted(len(evaluation.criteria), 'criterion', 'criteria')} by "
        f"{counted(len(evaluation.candidates), 'candidate')} ({names}), darker for a higher value "
        f"from 0 to 100; {are if open_count else 'none is open'}."
    )
