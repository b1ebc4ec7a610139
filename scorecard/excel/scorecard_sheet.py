"""The scorecard sheet: criteria by candidates, with weights that can be changed in place."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scorecard.excel.book import (
    BAND_FILL,
    GREY_TEXT,
    HEADER_FILL,
    SPACER_HEIGHT_POINTS,
    TITLE_HEIGHT_POINTS,
    VALUE_FILL,
    Book,
    Sheet,
    lines_needed,
)
from scorecard.excel.contribution_details import write_contribution_details
from scorecard.excel.leader_details import write_leader_details
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import (
    BLOCKS,
    CRITERION_COLUMN,
    FIRST_CANDIDATE_COLUMN,
    FIRST_CRITERION_ROW,
    GROUP_COLUMN,
    HEADER_ROW,
    POINTS_COLUMN,
    SHEET_NAME,
    WEIGHT_COLUMN,
    ScorecardLayout,
    column_letters,
)
from scorecard.excel.scorecard_results import VALUE_FORMAT, write_results
from scorecard.excel.words import open_policy_in_words
from scorecard.model import Status
from scorecard.scoring import NothingToWeighError, scaled

if TYPE_CHECKING:
    from xlsxwriter.format import Format

CANDIDATES_A_PAGE = 12
ROWS_ON_ONE_PAGE = 62
WIDTHS = (29.0, 40.0, 8.0, 9.0)
CANDIDATE_WIDTH = 13.0
COMMENT_WIDTH = 34.0
RANGES_A_RULE = 50

COMMENT_HEADING = "Your comment"
NOT_IN_A_NAME = re.compile(r"\W")
MOST_NAME_CHARACTERS = 255

OPEN_SIGN, PARTLY_SIGN, REJECTED_SIGN = "○", "◐", "✕"
BLOCK_TITLES = {
    "low": "Lowest value still possible (open answers at 0)",
    "high": "Highest value still possible (open answers at 100)",
    "evidenced": "Value as evidenced (a bare claim counts no more than an open answer)",
    "settled": "Share of the criterion that is settled",
}

Floats = NDArray[np.float64]


def write_scorecard(book: Book, disclosure: Disclosure, layout: ScorecardLayout) -> None:
    """Writes the sheet; the overall values and everything below are live formulas."""
    pages_wide = max(1, math.ceil(len(layout.candidate_order) / CANDIDATES_A_PAGE))
    last_row = layout.details_header_row - 2
    sheet = book.sheet(
        SHEET_NAME,
        header_row=HEADER_ROW,
        pages_wide=pages_wide,
        pages_high=1 if last_row < ROWS_ON_ONE_PAGE else 0,
    )
    if pages_wide > 1:
        sheet.worksheet.repeat_columns(GROUP_COLUMN, WEIGHT_COLUMN)
    sheet.widths((*WIDTHS, *[CANDIDATE_WIDTH] * len(layout.candidate_order), COMMENT_WIDTH))
    _write_heading(book, sheet, disclosure, layout)
    _write_criteria(book, sheet, layout)
    _write_values(book, sheet, layout)
    write_results(book, sheet, disclosure, layout)
    _write_blocks(book, sheet, layout)
    sheet.worksheet.freeze_panes(FIRST_CRITERION_ROW, FIRST_CANDIDATE_COLUMN)
    sheet.worksheet.print_area(0, 0, last_row, layout.comment_column)
    _name_ranges(book, layout)


def _write_heading(
    book: Book, sheet: Sheet, disclosure: Disclosure, layout: ScorecardLayout
) -> None:
    evaluation = layout.evaluation
    sheet.text(0, 0, f"Scorecard: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    note = book.style(font_color=GREY_TEXT)
    counted = open_policy_in_words(evaluation.open_policy)
    lines = (
        f"{book.heading.standing}. {book.heading.revision_line}.",
        "Values run from 0 to 100. Overall value = sum of weight × value, rounded to 9 decimals.",
        f"{OPEN_SIGN} open, counted as {counted} · {PARTLY_SIGN} partly open · "
        f"{REJECTED_SIGN} refused or no reply, which is worth 0",
        "Change points in column C: weights, overall values, ranges and ranks follow, and so does "
        "the Summary. Yellow cells are open; the rest is protected without a password.",
    )
    for row, line in enumerate(lines, start=1):
        sheet.text(row, 0, line, note)
    sheet.worksheet.set_row(HEADER_ROW - 1, SPACER_HEIGHT_POINTS)
    sheet.texts(HEADER_ROW, ("Group", "Criterion"), book.header_style())
    sheet.texts(
        HEADER_ROW, ("Points", "Weight"), book.header_style(centred=True), column=POINTS_COLUMN
    )
    names = [disclosure.names[row] for row in layout.candidate_order]
    sheet.texts(HEADER_ROW, names, book.header_style(centred=True), column=FIRST_CANDIDATE_COLUMN)
    sheet.text(HEADER_ROW, layout.comment_column, COMMENT_HEADING, book.header_style())
    longest = max((lines_needed(name, CANDIDATE_WIDTH - 3) for name in names), default=1)
    sheet.height(HEADER_ROW, max(2, longest))


def _write_criteria(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    evaluation = layout.evaluation
    plain = book.style(text_wrap=True)
    entry = book.entry_style(num_format="0.##", font_color="#0000B3", align="right")
    comment = book.entry_style(text_wrap=True)
    share = book.style(num_format="0.0%", align="right")
    points = _points(layout)
    for k in layout.criterion_order:
        criterion = evaluation.criteria[k]
        row = layout.row_of[criterion.id]
        group = evaluation.catalogue.group_of_criterion[criterion.id]
        sheet.text(row, GROUP_COLUMN, group.title, plain)
        sheet.text(row, CRITERION_COLUMN, criterion.title, plain)
        sheet.height(
            row,
            max(lines_needed(group.title, WIDTHS[0]), lines_needed(criterion.title, WIDTHS[1])),
        )
        sheet.number(row, POINTS_COLUMN, points[k], entry)
        sheet.blank(row, layout.comment_column, comment)
        total = f"SUM({layout.points_range()})"
        own = f"{column_letters(POINTS_COLUMN)}{row + 1}"
        formula = f"=IF({total}=0,0,{own}/{total})"
        sheet.formula(row, WEIGHT_COLUMN, formula, float(evaluation.weights[k]), share)
    row = layout.total_row
    bold = {"bold": True, "top": 1, "align": "right"}
    sheet.text(row, CRITERION_COLUMN, "Total", book.style(bold=True, top=1))
    sheet.blank(row, GROUP_COLUMN, book.style(top=1))
    sheet.formula(
        row, POINTS_COLUMN, f"=SUM({layout.points_range()})", float(points.sum()),
        book.style(num_format="0.##", **bold),
    )  # fmt: skip
    sheet.formula(
        row, WEIGHT_COLUMN, f"=SUM({layout.weights_range()})", float(evaluation.weights.sum()),
        book.style(num_format="0.0%", **bold),
    )  # fmt: skip


def _points(layout: ScorecardLayout) -> Floats:
    """The points as the selection states them, or weights × 100 where others were tried."""
    evaluation = layout.evaluation
    stated = np.array(
        [evaluation.selection.points.get(c.id, 0.0) for c in evaluation.criteria], dtype=np.float64
    )
    try:
        is_used = bool(np.allclose(scaled(stated), evaluation.weights, rtol=0, atol=1e-15))
    except NothingToWeighError:
        is_used = not evaluation.weights.any()
    return stated if is_used else evaluation.weights * 100.0


def _write_values(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    styles = {
        sign: _value_style(book, sign) for sign in ("", OPEN_SIGN, PARTLY_SIGN, REJECTED_SIGN)
    }
    signs = _signs(layout)
    headline = layout.evaluation.values.headline
    coloured: list[str] = []
    for candidate_row in layout.candidate_order:
        column = layout.column_of[candidate_row]
        run_start: int | None = None
        for k in layout.criterion_order:
            row = layout.row_of[layout.evaluation.criteria[k].id]
            sign = signs[candidate_row][k]
            sheet.number(row, column, float(headline[candidate_row, k]), styles[sign])
            # Open cells keep their hatching: the colours mean values that somebody gave.
            if sign == OPEN_SIGN and run_start is not None:
                coloured.append(_down(column, run_start, row - 1))
                run_start = None
            elif sign != OPEN_SIGN and run_start is None:
                run_start = row
        if run_start is not None:
            coloured.append(_down(column, run_start, layout.last_criterion_row))
    for start in range(0, len(coloured), RANGES_A_RULE):
        ranges = coloured[start : start + RANGES_A_RULE]
        sheet.worksheet.conditional_format(
            ranges[0].split(" ")[0],
            {
                "type": "2_color_scale",
                "min_type": "num", "min_value": 0, "min_color": "#FFFFFF",
                "max_type": "num", "max_value": 100, "max_color": VALUE_FILL,
                "multi_range": " ".join(ranges),
            },
        )  # fmt: skip


def _name_ranges(book: Book, layout: ScorecardLayout) -> None:
    """Names the points and weights, as a whole and by criterion: `points_price`, `weight_price`."""
    if not layout.row_of:
        return
    ranges = {"points": layout.points_range(), "weights": layout.weights_range()}
    for criterion_id, row in layout.row_of.items():
        name = NOT_IN_A_NAME.sub("_", criterion_id)
        ranges[f"points_{name}"] = f"${column_letters(POINTS_COLUMN)}${row + 1}"
        ranges[f"weight_{name}"] = f"${column_letters(WEIGHT_COLUMN)}${row + 1}"
    for name, cells in ranges.items():
        book.workbook.define_name(name[:MOST_NAME_CHARACTERS], f"={SHEET_NAME}!{cells}")


def _down(column: int, first_row: int, last_row: int) -> str:
    letters = column_letters(column)
    return f"{letters}{first_row + 1}:{letters}{last_row + 1}"


def _value_style(book: Book, sign: str) -> Format:
    number_format = f'0.0" {sign}"' if sign else VALUE_FORMAT
    border = {"bottom": 4, "bottom_color": "#BFBFBF", "align": "right"}
    if sign == OPEN_SIGN:
        hatched = {"pattern": 14, "fg_color": "#A6A6A6", "bg_color": "#FFFFFF"}
        return book.style(num_format=number_format, italic=True, **hatched, **border)
    return book.style(num_format=number_format, **border)


def _signs(layout: ScorecardLayout) -> list[list[str]]:
    """One sign a candidate and criterion; '' where nothing needs saying."""
    evaluation = layout.evaluation
    matrix, settled = evaluation.inputs, evaluation.values.settled
    columns = [
        np.flatnonzero(matrix.criterion_index == k).tolist()
        for k in range(len(evaluation.criteria))
    ]
    rejected = (Status.REFUSED, Status.NO_REPLY)
    result = []
    for row in range(len(evaluation.candidates)):
        statuses = matrix.statuses[row]
        signs = []
        for k, inputs in enumerate(columns):
            share = settled[row, k]
            if share <= 0:
                signs.append(OPEN_SIGN)
            elif share < 1 - 1e-9:
                signs.append(PARTLY_SIGN)
            else:
                signs.append(REJECTED_SIGN if any(statuses[c] in rejected for c in inputs) else "")
        result.append(signs)
    return result


def _write_blocks(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    evaluation = layout.evaluation
    arrays: dict[str, Floats] = {
        "low": evaluation.values.low,
        "high": evaluation.values.high,
        "evidenced": evaluation.values.evidenced,
        "settled": evaluation.values.settled,
    }
    row = layout.details_header_row
    sheet.text(
        row, 0,
        "Details behind the ranges, the evidenced values and the coverage (not printed)",
        book.style(bold=True, font_color=HEADER_FILL),
    )  # fmt: skip
    plain = book.style()
    value_style = book.style(num_format="0.0", align="right")
    share_style = book.style(num_format="0%", align="right")
    _write_distances(sheet, layout, value_style)
    write_leader_details(book, sheet, layout)
    write_contribution_details(book, sheet, layout)
    for block in BLOCKS:
        first = layout.block_first_row[block]
        sheet.text(first - 1, 0, BLOCK_TITLES[block], book.style(bold=True, bg_color=BAND_FILL))
        style = share_style if block == "settled" else value_style
        for offset, k in enumerate(layout.criterion_order):
            row = first + offset
            criterion = evaluation.criteria[k]
            group = evaluation.catalogue.group_of_criterion[criterion.id]
            sheet.texts(row, (group.title, criterion.title), plain)
            for candidate_row in layout.candidate_order:
                column = layout.column_of[candidate_row]
                sheet.number(row, column, float(arrays[block][candidate_row, k]), style)


def _write_distances(sheet: Sheet, layout: ScorecardLayout, style: Format) -> None:
    """Writes how far the range reaches above and below: the whiskers of the Summary's chart."""
    evaluation = layout.evaluation
    ends = {
        "above": ("high", evaluation.overall_high - evaluation.overall),
        "below": ("low", evaluation.overall - evaluation.overall_low),
    }
    for distance, (end, lengths) in ends.items():
        row = layout.distance_row[distance]
        sheet.text(row, GROUP_COLUMN, f"Distance from the overall value to its {end} end")
        for r in layout.candidate_order:
            overall = layout.cell(layout.result_row["overall"], r)
            far = layout.cell(layout.result_row[end], r)
            formula = f"=ABS({far}-{overall})"
            sheet.formula(row, layout.column_of[r], formula, float(lengths[r]), style)
