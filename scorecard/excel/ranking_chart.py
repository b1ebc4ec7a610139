"""A native bar chart of the ranking, which follows the cells when weights are changed."""

from __future__ import annotations

from scorecard.excel.book import BAR_FILL, Book, Sheet
from scorecard.excel.scorecard_layout import ScorecardLayout

PIXELS_A_CHARACTER = 7.2
FRAME_PIXELS = 110
# The chart beside this one has a legend; both are as high, so that their bars stay in line.
LEGEND_PIXELS = 60
BAR_PIXELS, SLIM_BAR_PIXELS = 34, 18
MOST_BROAD_BARS = 15
INK = "#404040"


def insert_ranking_chart(
    book: Book,
    sheet: Sheet,
    layout: ScorecardLayout,
    *,
    first_row: int,
    columns: tuple[int, int],
    at_row: int,
    is_live: bool,
    width_characters: float,
) -> None:
    """Inserts the chart at a row, from the first column on.

    The table's ranked candidates begin in `first_row`; `columns` are those of the names and of
    the overall values. `is_live` says that there is a scorecard sheet, whose distances the
    whiskers follow.
    """
    evaluation = layout.evaluation
    order = list(evaluation.ranked_order)
    last_row = first_row + len(order) - 1
    names, values = columns
    above = (evaluation.overall_high - evaluation.overall)[order]
    below = (evaluation.overall - evaluation.overall_low)[order]
    is_open = bool(above.any() or below.any())
    series: dict[str, object] = {
        "name": "Overall value",
        "categories": [sheet.name, first_row, names, last_row, names],
        "values": [sheet.name, first_row, values, last_row, values],
        "fill": {"color": BAR_FILL},
        "gap": 60,
        "data_labels": {
            "value": True,
            "num_format": "0.0",
            "position": "inside_base",
            "font": {"color": "#FFFFFF", "bold": True},
        },
    }
    # Other points reorder the candidates, but not the rows: then they are no longer best first.
    title = "Overall value" if is_live else "Overall value, best first"
    if is_open:
        title += "; the line shows what open answers still allow"
        # The scorecard sheet has the candidates in the same order as the table.
        upward, downward = (layout.first_candidates(d, len(order)) for d in ("above", "below"))
        series["y_error_bars"] = {
            "type": "custom",
            "plus_values": f"={upward}" if is_live else above.tolist(),
            "plus_data": above.tolist(),
            "minus_values": f"={downward}" if is_live else below.tolist(),
            "minus_data": below.tolist(),
            "line": {"color": INK, "width": 1.25},
        }
    chart = book.workbook.add_chart({"type": "bar"})
    chart.show_hidden_data()
    chart.add_series(series)
    chart.set_title({"name": title, "name_font": {"size": 13, "bold": True}})
    chart.set_legend({"none": True})
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"min": 0, "max": 100, "major_gridlines": grid, "num_format": "0"})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 11}})
    bar_pixels = BAR_PIXELS if len(order) <= MOST_BROAD_BARS else SLIM_BAR_PIXELS
    height_pixels = FRAME_PIXELS + bar_pixels * len(order)
    chart.set_size({"width": round(width_characters * PIXELS_A_CHARACTER), "height": height_pixels})
    options = {"description": title, "object_position": 1, "x_offset": 2, "y_offset": 4}
    sheet.worksheet.insert_chart(at_row, 0, chart, options)
