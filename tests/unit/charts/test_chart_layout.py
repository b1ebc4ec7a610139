"""What all figures share: inks, legends that fit, cheap imports."""

import json
import subprocess
import sys

from unit.charts.chart_cases import key_words, scored

from scorecard.charts import on_background, ranking_chart
from scorecard.charts.legend import Key, legend_height_px, legend_notes
from scorecard.charts.palette import INK, INK_ON_DARK, INK_ON_LIGHT

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
    keys = [Key("■", INK, "x" * 12)] * 7
    notes = legend_notes(keys, left_px=100, top_px=30)
    lefts = sorted({note["xshift"] for note in notes})
    # 30 px for the sign and 6.2 px a character: three columns of 104 px.
    assert len(lefts) == 3
    assert all(-100 <= left < NARROWEST_PX - 100 for left in lefts)
    assert legend_height_px(keys) == 3 * 19
    assert legend_height_px([]) == 0


def test_a_long_entry_has_a_line_of_its_own():
    keys = [Key("■", INK, "x" * 30)] * 2
    assert len({note["yshift"] for note in legend_notes(keys, left_px=0, top_px=0)}) == 2


def test_the_figure_is_as_high_as_what_it_holds():
    few = ranking_chart(scored({"Atlas": [80]}, {"floor": 1.0})).figure
    more = ranking_chart(scored({f"C{n}": [n] for n in range(9)}, {"floor": 1.0})).figure
    assert more.layout.height > few.layout.height
    for figure in (few, more):
        margin = figure.layout.margin
        lowest = min(note.yshift for note in figure.layout.annotations if note.name)
        assert -lowest + 19 <= margin.b
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
