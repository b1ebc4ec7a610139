"""Reads the sheet of costs back: figures by section, label, candidate and side."""

from __future__ import annotations

from typing import Any

SIDES = ("low", "high")


def header_of_grid(sheet: Any) -> int:
    """The row with the candidates' names above the grid."""
    return next(row for row in range(1, 200) if sheet.cell(row + 1, 1).value == "Figure"
                and sheet.cell(row + 1, 2).value == "From")  # fmt: skip


def places(sheet: Any) -> dict[tuple[str, str, str, str], tuple[int, int]]:
    """(section, label, candidate, side) → row and column of the grid's cell."""
    top = header_of_grid(sheet)
    names = {
        column + offset: (str(sheet.cell(top, column).value), side)
        for column in range(4, sheet.max_column + 1, 2)
        if sheet.cell(top, column).value
        for offset, side in enumerate(SIDES)
    }
    found: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    section = ""
    for row in range(top + 2, sheet.max_row + 1):
        label = str(sheet.cell(row, 1).value or "").strip()
        if not label:
            break
        beside = [sheet.cell(row, column).value for column in names]
        if label == "Parts of the rate":
            continue
        whose = [name for name, side in names.values() if side == "low"]
        if all(
            isinstance(cell, str) and name.startswith(cell.rstrip("…"))
            for name, cell in zip(whose, beside[::2], strict=True)
        ):
            section = label.split(",")[0]
            continue
        for column, (name, side) in names.items():
            found[section, label, name, side] = (row, column)
    return found


def grid(sheet: Any) -> dict[tuple[str, str, str, str], Any]:
    """(section, label, candidate, side) → what the cell holds."""
    return {key: sheet.cell(*place).value for key, place in places(sheet).items()}


def rows_below(sheet: Any, first_heading: str, second_heading: str) -> list[list[Any]]:
    """The rows of a table from below its header to the first row without a label."""
    top = next(
        row
        for row in range(1, sheet.max_row + 1)
        if sheet.cell(row, 1).value == first_heading and sheet.cell(row, 2).value == second_heading
    )
    found = []
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value is None:
            break
        found.append([cell.value for cell in sheet[row]])
    return found


def input_place(sheet: Any, title: str, side: str) -> tuple[int, int]:
    """The cell of a figure that may be changed."""
    row = next(r for r in range(1, 60) if sheet.cell(r, 1).value == title)
    return row, 4 + SIDES.index(side)
