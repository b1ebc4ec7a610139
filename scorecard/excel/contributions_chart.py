"""A native stacked bar chart: what each group contributes to every overall value."""

from __future__ import annotations

from scorecard.excel.book import INK, Book, Sheet
from scorecard.excel.ranking_chart import (
    BAR_PIXELS,
    FRAME_PIXELS,
    LEGEND_PIXELS,
    MOST_BROAD_BARS,
    PIXELS_A_CHARACTER,
    SLIM_BAR_PIXELS,
)
from scorecard.excel.scorecard_layout import FIRST_CANDIDATE_COLUMN, HEADER_ROW, ScorecardLayout
from scorecard.excel.scorecard_layout import SHEET_NAME as SCORECARD

GAP_PIXELS = 14
# Okabe and Ito's hues that carry dark labels, then greys for whatever comes after seven.
HUES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
GREYS = ("#7F7F7F", "#BFBFBF")


def insert_contributions_chart(
    book: Book, sheet: Sheet, layout: ScorecardLayout, *, at_row: int, width_characters: float
) -> None:
    """Inserts the chart to the right of one that is as wide.

    It follows the scorecard sheet's contributions by group. Whoever is in the ranking is shown,
    best first; the groups stack in the catalogue's order.
    """
    count = len(layout.evaluation.ranked_order)
    last_column = FIRST_CANDIDATE_COLUMN + count - 1
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    colours = (*HUES, *GREYS)
    for number, group in enumerate(layout.groups):
        row = layout.contribution_row[group.id]
        chart.add_series(
            {
                "name": [SCORECARD, row, 0],
                "categories": [
                    SCORECARD, HEADER_ROW, FIRST_CANDIDATE_COLUMN, HEADER_ROW, last_column,
                ],
                "values": [SCORECARD, row, FIRST_CANDIDATE_COLUMN, row, last_column],
                "fill": {"color": colours[min(number, len(colours) - 1)]},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 60,
            }
        )  # fmt: skip
    title = "What each group of criteria contributes to the overall value"
    chart.set_title({"name": title, "name_font": {"size": 13, "bold": True}})
    chart.set_legend({"position": "bottom", "font": {"color": INK}})
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"min": 0, "max": 100, "major_gridlines": grid, "num_format": "0"})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 11}})
    bar_pixels = BAR_PIXELS if count <= MOST_BROAD_BARS else SLIM_BAR_PIXELS
    chart.set_size(
        {
            "width": round(width_characters * PIXELS_A_CHARACTER),
            "height": FRAME_PIXELS + LEGEND_PIXELS + bar_pixels * count,
        }
    )
    beside = round(width_characters * PIXELS_A_CHARACTER) + GAP_PIXELS
    options = {"description": title, "object_position": 1, "x_offset": beside, "y_offset": 4}
    sheet.worksheet.insert_chart(at_row, 0, chart, options)
