"""A native stacked bar chart: what each group contributes to every overall value."""

from __future__ import annotations

from typing import Any

from scorecard.excel.book import INK, Book, Sheet
from scorecard.excel.contribution_details import chart_title, is_anything_lent
from scorecard.excel.plain_text import one_line
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
# The colours of the chart on screen, which a test compares: Okabe and Ito's hues, then grey.
HUES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
GREY = "#999999"
HATCHING = "wide_upward_diagonal"
BORDER = {"color": "#FFFFFF", "width": 0.75}
LENT = "hatched: counted for open answers"


def insert_contributions_chart(
    book: Book, sheet: Sheet, layout: ScorecardLayout, *, at_row: int, width_characters: float
) -> None:
    """Inserts the chart to the right of one that is as wide.

    It follows the scorecard sheet, title included. Whoever is in the ranking is shown, best first;
    the groups stack in the catalogue's order, and the hatched end of a segment is what open answers
    are counted for.
    """
    count = len(layout.evaluation.ranked_order)
    last_column = FIRST_CANDIDATE_COLUMN + count - 1
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    colours = _colours(layout)
    hatches = is_anything_lent(layout)
    without_a_key: list[int] = []
    for number, group in enumerate(layout.groups):
        colour = colours[number]
        categories = [SCORECARD, HEADER_ROW, FIRST_CANDIDATE_COLUMN, HEADER_ROW, last_column]
        row = layout.contribution_part_row["settled"][group.id]
        chart.add_series(
            {
                "name": [SCORECARD, row, 0],
                "categories": categories,
                "values": [SCORECARD, row, FIRST_CANDIDATE_COLUMN, row, last_column],
                "fill": {"color": colour},
                "border": BORDER,
                "gap": 60,
            }
        )
        if not hatches:
            continue
        row = layout.contribution_part_row["lent"][group.id]
        chart.add_series(
            {
                "name": [SCORECARD, row, 0],
                "categories": categories,
                "values": [SCORECARD, row, FIRST_CANDIDATE_COLUMN, row, last_column],
                "pattern": {"pattern": HATCHING, "fg_color": "#FFFFFF", "bg_color": colour},
                "border": BORDER,
                "gap": 60,
            }
        )
        without_a_key.append(2 * number + 1)
    if hatches:
        _add_key_of_hatching(chart, layout, last_column)
    title_cell = [SCORECARD, layout.finding_row["title"], FIRST_CANDIDATE_COLUMN]
    chart.set_title({"name": title_cell, "name_font": {"size": 11, "bold": True}})
    legend = {"position": "bottom", "font": {"color": INK}, "delete_series": without_a_key}
    chart.set_legend(legend)
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
    options = {
        "description": one_line(chart_title(layout)),
        "object_position": 1,
        "x_offset": beside,
        "y_offset": 4,
    }
    sheet.worksheet.insert_chart(at_row, 0, chart, options)


def _colours(layout: ScorecardLayout) -> list[str]:
    """A colour for each group: the hues in the catalogue's order, and grey to an eighth.

    Of more than eight, the seven heaviest have hues and the others grey.
    """
    weights = layout.evaluation.group_weights
    heaviest = sorted(range(len(weights)), key=lambda k: (-weights[k], k))
    alone = sorted(heaviest if len(heaviest) <= len(HUES) + 1 else heaviest[: len(HUES)])
    colours = dict(zip(alone, (*HUES, GREY), strict=False))
    return [colours.get(k, GREY) for k in range(len(weights))]


def _add_key_of_hatching(chart: Any, layout: ScorecardLayout, last_column: int) -> None:
    """Adds a series of empty cells, of which only the key in the legend is seen.

    It also makes the number of series odd: LibreOffice counts them from the other end when it
    leaves keys out, and then still leaves out those of the hatched series.
    """
    row = min(layout.contribution_part_row["lent"].values()) - 1
    chart.add_series(
        {
            "name": LENT,
            "categories": [SCORECARD, HEADER_ROW, FIRST_CANDIDATE_COLUMN, HEADER_ROW, last_column],
            "values": [SCORECARD, row, FIRST_CANDIDATE_COLUMN, row, last_column],
            "pattern": {"pattern": HATCHING, "fg_color": "#FFFFFF", "bg_color": GREY},
            "border": BORDER,
            "gap": 60,
        }
    )
