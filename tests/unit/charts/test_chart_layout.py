"""What all figures share: inks, legends that fit, cheap imports."""

import json
import re
import subprocess
import sys

from unit.charts.chart_cases import key_words, scored

from scorecard.charts import on_background, ranking_chart
from scorecard.charts.legend import Key, legend_height_px, legend_parts
from scorecard.charts.palette import CLEAR, INK, INK_ON_DARK, INK_ON_LIGHT

NARROWEST_PX = 350


def test_on_a_background_every_text_has_that_page_s_ink_and_the_data_are_the_same():
    figure = ranking_chart(scored({"Atlas": [80], "Borealis": [60]}, {"floor": 1.0})).figure
    for dark, ink in ((False, INK_ON_LIGHT), (True, INK_ON_DARK)):
        inked = on_background(figure, dark=dark)
        assert INK not in inked.to_json()
        assert inked.layout.font.color == ink
        assert list(inked.data[0].x) == list(figure.data[0].x)
    assert INK in figure.to_json()


def test_the_legend_stands_in_columns_that_fit_the_narrowest_screen():
    keys = [Key("■", INK, "x" * 10)] * 7
    notes, _ = legend_parts(keys, left_px=100, top_px=30)
    lefts = sorted({note["xshift"] for note in notes})
    # 30 px for the sign and 6.2 px a character: three columns of 92 px in 300.
    assert len(lefts) == 3
    assert all(-100 <= left < NARROWEST_PX - 100 for left in lefts)
    assert legend_height_px(keys) == 3 * 19
    assert legend_height_px([]) == 0


def test_a_drawn_sign_has_an_outline_and_lies_over_its_character_which_keeps_its_room():
    notes, signs = legend_parts([Key("▲", "#E69F00", "major")], left_px=40, top_px=19)
    assert "▲" in notes[0]["text"]
    assert CLEAR in notes[0]["text"]
    assert signs[0]["fillcolor"] == "#E69F00"
    assert signs[0]["line"] == {"color": INK, "width": 1}
    corners = [
        tuple(float(number) for number in corner.split(","))
        for corner in re.findall(r"[-\d.]+,[-\d.]+", signs[0]["path"])
    ]
    # The entry starts 40 px left of the plot; its line of 19 px has its middle at 9.5, set at 10.
    assert all(-40 <= x <= -28 for x, _ in corners)
    assert {y for _, y in corners} == {6.0, 14.0}


def test_a_remark_has_a_line_below_the_entries():
    keys = [Key("■", INK, "one")]
    notes, _ = legend_parts(keys, "the 15 gravest of 30", left_px=0, top_px=38)
    assert [note["yshift"] for note in notes] == [28, 10]
    assert legend_height_px(keys, "the 15 gravest of 30") == 38


def test_a_chart_keeps_one_figure_for_each_page():
    chart = ranking_chart(scored({"Atlas": [80]}, {"floor": 1.0}))
    assert chart.on_page(dark=True) is chart.on_page(dark=True)
    assert chart.on_page(dark=True).layout.font.color == INK_ON_DARK
    assert chart.on_page(dark=False).layout.font.color == INK_ON_LIGHT


def test_a_long_entry_has_a_line_of_its_own():
    keys = [Key("■", INK, "x" * 30)] * 2
    notes, _ = legend_parts(keys, left_px=0, top_px=0)
    assert len({note["yshift"] for note in notes}) == 2


def test_the_figure_is_as_high_as_what_it_holds():
    few = ranking_chart(scored({"Atlas": [80]}, {"floor": 1.0})).figure
    more = ranking_chart(scored({f"C{n}": [n] for n in range(9)}, {"floor": 1.0})).figure
    assert more.layout.height > few.layout.height
    for figure in (few, more):
        margin = figure.layout.margin
        highest = max(note.yshift for note in figure.layout.annotations if note.name)
        lowest = min(note.yshift for note in figure.layout.annotations if note.name)
        # Lines of 19 px, given by their middle, between the plot and the figure's upper edge.
        assert lowest - 9.5 >= 0
        assert highest + 9.5 <= margin.t
        assert figure.layout.height > margin.t + margin.b


def test_nothing_zooms_or_moves_under_a_thumb():
    layout = ranking_chart(scored({"Atlas": [80]}, {"floor": 1.0})).figure.layout
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange


def test_names_that_are_shortened_alike_keep_rows_of_their_own():
    start = "The very same long beginning of a name "
    chart = ranking_chart(scored({f"{start}{n}": [n] for n in range(3)}, {"floor": 1.0}))
    assert len(chart.figure.layout.yaxis.tickvals) == 3
    assert len(set(chart.figure.data[0].y)) == 3


def test_importing_the_charts_costs_neither_pandas_nor_plotly_express():
    code = (
        "import json, sys, scorecard.charts; "
        "print(json.dumps([m for m in ('pandas', 'plotly.express', 'streamlit') "
        "if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_keys_are_read_as_sign_and_words():
    chart = ranking_chart(scored({"Atlas": [80]}, {"floor": 1.0}))
    assert "■ overall value" in key_words(chart.figure)
