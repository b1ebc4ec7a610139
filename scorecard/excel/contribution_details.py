"""Details of the scorecard sheet that the chart of contributions is drawn from, as formulas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scorecard.excel.book import BAND_FILL, Book, Sheet
from scorecard.excel.plain_text import cell_text
from scorecard.excel.scorecard_layout import (
    FIRST_CANDIDATE_COLUMN,
    GROUP_COLUMN,
    HEADER_ROW,
    ScorecardLayout,
    column_letters,
)

PART_TITLES = {
    "settled": "Contributions by group, of what is settled",
    "lent": "Contributions by group, lent by open answers",
    "spread": "How far apart the contributions of those in the ranking lie",
}
FINDING_LABELS = {
    "widest": "Place of the group that sets the ranking apart most",
    "highest": "Who has most of it",
    "lowest": "Who has least of it",
    "title": "Title of the chart of contributions",
}
# A difference that one decimal would not show.
INVISIBLE = 0.05
MOST_CHARACTERS = 30
NOTHING_APART = "No group sets the candidates apart"

Floats = NDArray[np.float64]


def write_contribution_details(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    """Writes what is settled and what is lent, by group, and the finding that titles the chart."""
    if not layout.groups:
        return
    value = book.style(num_format="0.0", align="right")
    settled = _settled(layout)
    lent = layout.evaluation.group_contributions - settled
    for part, title in PART_TITLES.items():
        rows = layout.contribution_part_row[part]
        first = min(rows.values())
        sheet.text(first - 1, GROUP_COLUMN, title, book.style(bold=True, bg_color=BAND_FILL))
        for group in layout.groups:
            sheet.text(rows[group.id], GROUP_COLUMN, group.title)
    for index, group in enumerate(layout.groups):
        first, last = layout.rows_of_group[group.id]
        weights = layout.weights_range(first, last)
        for r in layout.candidate_order:
            column = layout.column_of[r]
            low = layout.block_part("low", r, group.id)
            row = layout.contribution_part_row["settled"][group.id]
            sheet.formula(
                row, column, f"=SUMPRODUCT({weights},{low})", float(settled[r, index]), value
            )
            whole = layout.cell(layout.contribution_row[group.id], r)
            sheet.formula(
                layout.contribution_part_row["lent"][group.id], column,
                f"={whole}-{layout.cell(row, r)}", float(lent[r, index]), value,
            )  # fmt: skip
    if layout.evaluation.ranked_order:
        _write_finding(book, sheet, layout)


def is_anything_lent(layout: ScorecardLayout) -> bool:
    """Whether open answers are counted for anything of somebody in the ranking."""
    evaluation = layout.evaluation
    ranked = list(evaluation.ranked_order)
    return bool((evaluation.values.headline > evaluation.values.low)[ranked].any())


def chart_title(layout: ScorecardLayout) -> str:
    """What the chart of contributions says of these data; the cell's formula says the same."""
    evaluation = layout.evaluation
    start = "Provisional: " if evaluation.is_provisional else ""
    rows = list(evaluation.ranked_order)
    added = evaluation.group_contributions[rows]
    names = [_shortened(evaluation.candidates[row].name) for row in rows]
    widest = _widest(layout)
    title, column = layout.groups[widest].title, added[:, widest]
    if len(rows) == 1:
        overall = float(evaluation.overall[rows[0]])
        return f"{start}{title} gives {names[0]} the most: {column[0]:.1f} of {overall:.1f}"
    if float(np.ptp(column)) < INVISIBLE:
        return f"{start}{NOTHING_APART}"
    first, last = int(np.argmax(column)), int(np.argmin(column))
    return (
        f"{start}{title} sets the candidates apart most: {column[first]:.1f} for {names[first]}, "
        f"{column[last]:.1f} for {names[last]}"
    )


def _settled(layout: ScorecardLayout) -> Floats:
    """Weight × lowest value still possible, by candidate and group."""
    evaluation = layout.evaluation
    low = evaluation.values.low * evaluation.weights
    members = [[c.group == group.id for c in evaluation.criteria] for group in layout.groups]
    return np.column_stack([low[:, chosen].sum(axis=1) for chosen in members])


def _widest(layout: ScorecardLayout) -> int:
    added = layout.evaluation.group_contributions[list(layout.evaluation.ranked_order)]
    # Of one candidate alone the largest contribution is told.
    return int(np.argmax(np.ptp(added, axis=0) if len(added) > 1 else added[0]))


def _write_finding(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    evaluation = layout.evaluation
    rows = list(evaluation.ranked_order)
    added = evaluation.group_contributions[rows]
    value = book.style(num_format="0.0", align="right")
    first_column = column_letters(FIRST_CANDIDATE_COLUMN)
    last_column = column_letters(FIRST_CANDIDATE_COLUMN + len(rows) - 1)

    def across(row: int) -> str:
        return f"${first_column}${row + 1}:${last_column}${row + 1}"

    def cell(name: str) -> str:
        return f"${first_column}${layout.finding_row[name] + 1}"

    for index, group in enumerate(layout.groups):
        contributions = across(layout.contribution_row[group.id])
        least = f"-MIN({contributions})" if len(rows) > 1 else ""
        spread = np.ptp(added[:, index]) if len(rows) > 1 else added[0, index]
        sheet.formula(
            layout.contribution_part_row["spread"][group.id], FIRST_CANDIDATE_COLUMN,
            f"=MAX({contributions}){least}", float(spread), value,
        )  # fmt: skip
    spreads = _down(layout.contribution_part_row["spread"], first_column)
    titles = _down(layout.contribution_row, column_letters(GROUP_COLUMN))
    all_rows = list(layout.contribution_row.values())
    block = f"${first_column}${all_rows[0] + 1}:${last_column}${all_rows[-1] + 1}"
    names = across(HEADER_ROW)
    of_widest = f"INDEX({block},{cell('widest')},0)"
    widest = _widest(layout)

    def named(pick: str) -> str:
        found = f"INDEX({names},MATCH({pick}({of_widest}),{of_widest},0))"
        return (
            f'=IF(LEN({found})>{MOST_CHARACTERS},LEFT({found},{MOST_CHARACTERS - 1})&"…",{found})'
        )

    def name_at(place: int) -> str:
        return _shortened(evaluation.candidates[rows[place]].name)

    provisional = "Provisional: " if evaluation.is_provisional else ""
    group_title = f"INDEX({titles},{cell('widest')})"
    highest, lowest = f"FIXED(MAX({of_widest}),1)", f"FIXED(MIN({of_widest}),1)"
    if len(rows) == 1:
        overall = layout.cell(layout.result_row["overall"], rows[0])
        told = (
            f'{group_title}&" gives "&{cell("highest")}&" the most: "&{highest}&" of "'
            f"&FIXED({overall},1)"
        )
    else:
        told = (
            f'IF(MAX({spreads})<{INVISIBLE},"{NOTHING_APART}",{group_title}'
            f'&" sets the candidates apart most: "&{highest}&" for "&{cell("highest")}&", "'
            f'&{lowest}&" for "&{cell("lowest")})'
        )
    formulas: dict[str, tuple[str, float | str]] = {
        "widest": (f"=MATCH(MAX({spreads}),{spreads},0)", widest + 1),
        "highest": (named("MAX"), name_at(int(np.argmax(added[:, widest])))),
        "lowest": (named("MIN"), name_at(int(np.argmin(added[:, widest])))),
        "title": (f'="{provisional}"&{told}', chart_title(layout)),
    }
    for name, (formula, cached) in formulas.items():
        row = layout.finding_row[name]
        sheet.text(row, GROUP_COLUMN, FINDING_LABELS[name])
        sheet.formula(row, FIRST_CANDIDATE_COLUMN, formula, cached)


def _shortened(name: str) -> str:
    name = cell_text(name)
    return name if len(name) <= MOST_CHARACTERS else f"{name[: MOST_CHARACTERS - 1]}…"


def _down(rows: dict[str, int], letters: str) -> str:
    places = list(rows.values())
    return f"${letters}${places[0] + 1}:${letters}${places[-1] + 1}"
