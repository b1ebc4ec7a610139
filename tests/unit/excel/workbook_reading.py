"""Reads a written workbook back with openpyxl, finding things by what is printed beside them."""

from __future__ import annotations

from io import BytesIO

import openpyxl


def opened(content, *, results=True):
    return openpyxl.load_workbook(BytesIO(content), data_only=results)


def header_row(sheet, first_heading):
    for row in range(1, 40):
        if any(sheet.cell(row, column).value == first_heading for column in range(1, 4)):
            return row
    raise AssertionError(f"no header beginning with {first_heading!r} on {sheet.title}")


def table(sheet, first_heading):
    """The rows below a header as dictionaries by heading."""
    row = header_row(sheet, first_heading)
    headings = [cell.value for cell in sheet[row]]
    return [
        dict(zip(headings, [cell.value for cell in cells], strict=True))
        for cells in sheet.iter_rows(min_row=row + 1)
    ]


def scorecard_rows(sheet):
    """Label → candidate → value: results and contributions by column A, criteria by column B."""
    row = header_row(sheet, "Group")
    names = {
        c.column: c.value
        for c in sheet[row]
        if c.column > 4 and c.value not in (None, "Your comment")
    }
    found = {}
    for cells in sheet.iter_rows(min_row=row + 1):
        if cells[0].value and "Details behind" in str(cells[0].value):
            break
        is_criterion = cells[0].value and cells[1].value
        label = cells[1].value if is_criterion else cells[0].value
        if label is not None:
            found[label] = {names[c.column]: c.value for c in cells if c.column in names}
    return found


def all_text(workbook):
    """Every string that the workbook's cells hold."""
    return [
        cell.value
        for sheet in workbook.worksheets
        for cells in sheet.iter_rows()
        for cell in cells
        if isinstance(cell.value, str)
    ]
