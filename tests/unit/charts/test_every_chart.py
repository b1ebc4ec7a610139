"""What holds for every chart: hostile names, none, one and fifty candidates, narrow screens."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
import streamlit
from building import AS_OF
from unit.charts.chart_cases import foreign_markup, strings

from scorecard import charts
from scorecard.catalogue.loader import load_catalogue, shipped_folder
from scorecard.certainty import Certainty, assess
from scorecard.charts import Chart
from scorecard.commercial import cost_of_selection
from scorecard.document import read_document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Candidate, Selection
from scorecard.robustness import Simulation

HOSTILE = '<a href="javascript:alert(1)">Click</a><i>x</i> %{x} $x^2$ &lt;b&gt;'
# A screen of 390 px leaves a chart 326 inside the page's and the panel's edges.
NARROW_PX, WIDE_PX = 326, 700

Draw = Callable[[Evaluation], Chart]


def with_costs(draw: Callable[..., Chart], *, of_first: bool = False) -> Draw:
    """A chart of costs as one of an evaluation; `of_first` for those of a single candidate."""

    def drawn(evaluation: Evaluation) -> Chart:
        found = cost_of_selection(evaluation.selection, evaluation.catalogue)
        first = evaluation.candidates[0].id if evaluation.candidates else ""
        return draw(evaluation, found, *([first] if of_first else []))

    return drawn


CHARTS: dict[str, Draw] = {
    "ranking": charts.ranking_chart,
    "contributions": charts.contributions_chart,
    "heat map": charts.value_heat_map,
    "red flags": charts.red_flag_matrix,
    "attrition": charts.attrition_chart,
    "ramp": charts.ramp_chart,
    "loaded rate": charts.loaded_rate_chart,
    "documents": charts.compliance_documents_chart,
    "groups": lambda e: charts.group_comparison_chart(e, range(min(3, len(e.candidates)))),
    "waterfall": lambda e: charts.difference_waterfall(e, 0, len(e.candidates) - 1),
    "cost per resolved contact": with_costs(charts.cost_per_resolved_chart),
    "savings": with_costs(charts.savings_chart),
    "value for money": with_costs(charts.value_for_money_chart),
    "steps to the loaded rate": with_costs(charts.rate_waterfall_chart, of_first=True),
    "pricing models": with_costs(charts.pricing_models_chart, of_first=True),
}
# Tables whose rows are groups, rules, steps or pricing models.
NAMELESS_TABLES = ("waterfall", "red flags", "steps to the loaded rate", "pricing models")
FEW_CASES = Simulation(samples=200, seed=1)
ROBUSTNESS: dict[str, Callable[[Certainty], Chart]] = {
    "ranks": charts.rank_acceptability_chart,
    "pairs": charts.pairwise_chart,
    "tipping groups": charts.tipping_chart,
    "tipping criteria": partial(charts.tipping_chart, by_group=False),
    "next questions": charts.next_questions_chart,
}


def value_functions() -> dict[str, Draw]:
    """The value function of the first question of every kind."""
    found: dict[str, Draw] = {}
    for criterion in load_catalogue().criteria:
        for item in criterion.inputs:
            found.setdefault(
                f"value by {item.value.kind}",
                partial(
                    charts.value_function_chart,
                    criterion_id=criterion.id,
                    question_id=item.question,
                ),
            )
    return found


EVERY_CHART = CHARTS | value_functions()


def worked_selection() -> Selection:
    path = shipped_folder() / "examples" / "worked_selection.json"
    return read_document(path.read_bytes()).selection


def evaluated(selection: Selection) -> Evaluation:
    return evaluate(selection, load_catalogue(), as_of=AS_OF)


@cache
def worked() -> Evaluation:
    return evaluated(worked_selection())


def multiplied(count: int) -> Selection:
    """The worked selection with its candidates taken over and over again."""
    source = worked_selection()
    candidates, answers = [], []
    for position in range(count):
        origin = source.candidates[position % len(source.candidates)]
        name = origin.name if position < len(source.candidates) else f"Candidate {position + 1}"
        candidates.append(Candidate(id=f"c{position}", name=name, position=position))
        answers += [
            a.model_copy(update={"candidate_id": f"c{position}"})
            for a in source.answers
            if a.candidate_id == origin.id
        ]
    return source.model_copy(
        update={
            "candidates": tuple(candidates),
            "answers": tuple(answers),
            "attachments": (),
        }
    )


@cache
def fifty() -> Evaluation:
    return evaluated(multiplied(50))


@cache
def hostile() -> Evaluation:
    source = worked_selection()
    renamed = [
        c.model_copy(update={"name": f"{n} {HOSTILE}"}) for n, c in enumerate(source.candidates)
    ]
    noted = [
        a.model_copy(update={"value": _poisoned(a.value)}) if isinstance(a.value, tuple) else a
        for a in source.answers
    ]
    return evaluated(
        source.model_copy(update={"candidates": tuple(renamed), "answers": tuple(noted)})
    )


def _poisoned(value):
    """The same table with markup in its free-text cells."""
    return tuple(
        row | {column: HOSTILE for column in ("account", "issuer", "scope") if row.get(column)}
        if isinstance(row, dict)
        else row
        for row in value
    )


@pytest.mark.parametrize("name", EVERY_CHART)
def test_the_worked_selection_is_drawn_with_title_words_and_table(name):
    chart = EVERY_CHART[name](worked())
    assert not chart.is_empty
    assert len(chart.figure.data) > 0
    assert chart.title
    assert chart.text_alternative.endswith(".")
    assert len(chart.table) > 0
    assert chart.table.columns.is_unique


@pytest.mark.parametrize("name", EVERY_CHART)
def test_a_hostile_name_is_inert_in_the_figure_and_as_typed_in_the_table(name):
    chart = EVERY_CHART[name](hostile())
    assert foreign_markup(chart.figure) == []
    shown = " ".join(strings(chart.figure.to_plotly_json()))
    assert "<a" not in shown
    in_table = [str(cell) for cell in (*chart.table.columns, *chart.table.to_numpy().ravel())]
    assert any(HOSTILE in cell for cell in in_table) or name in NAMELESS_TABLES


@pytest.mark.parametrize("name", EVERY_CHART)
def test_templates_never_contain_a_name(name):
    # A name such as '%{x}' inside a template would be replaced by plotly.
    figure = EVERY_CHART[name](hostile()).figure
    for trace in figure.data:
        for template in (trace.hovertemplate, getattr(trace, "texttemplate", None)):
            assert template is None or HOSTILE[:10] not in str(template)


@pytest.mark.parametrize("name", [n for n in EVERY_CHART if n != "waterfall"])
def test_without_candidates_nothing_is_drawn_and_it_says_what_to_do(name):
    empty = evaluated(
        worked_selection().model_copy(update={"candidates": (), "answers": (), "attachments": ()})
    )
    chart = EVERY_CHART[name](empty)
    if name.startswith("value by"):
        # A value function can be looked at before anybody has answered.
        assert not chart.is_empty
        return
    assert chart.is_empty
    assert len(chart.figure.data) == 0
    assert len(chart.table) == 0


@pytest.mark.parametrize("name", [n for n in EVERY_CHART if n != "waterfall"])
def test_one_candidate_is_drawn_and_never_called_a_leader(name):
    chart = EVERY_CHART[name](evaluated(multiplied(1)))
    assert not chart.is_empty
    assert "leads" not in chart.title


@pytest.mark.parametrize("name", EVERY_CHART)
def test_fifty_candidates_are_drawn_without_a_wall_of_words(name):
    chart = EVERY_CHART[name](fifty())
    assert not chart.is_empty
    assert len(chart.title) < 220
    assert len(chart.text_alternative) < 900


@pytest.mark.parametrize("name", EVERY_CHART)
def test_no_chart_has_two_vertical_axes_a_pie_a_gauge_or_a_radar(name):
    figure = EVERY_CHART[name](worked()).figure
    assert "yaxis2" not in figure.layout.to_plotly_json()
    assert {t.type for t in figure.data} <= {"bar", "scatter", "heatmap"}


@pytest.mark.parametrize("name", ["red flags", "heat map", "pairs"])
def test_the_legend_of_a_grid_stands_beside_the_names_of_its_columns_and_not_above_them(name):
    if name in ROBUSTNESS:
        certainty = assess(worked(), simulation=FEW_CASES, claim_discount=0.1)
        layout = ROBUSTNESS[name](certainty).figure.layout
    else:
        layout = EVERY_CHART[name](worked()).figure.layout
    # A narrow screen turns the names, so that they have room for their length above the plot.
    names_px = 24 + 0.48 * 12 * max(len(text) for text in layout.xaxis.ticktext)
    keys = [note for note in layout.annotations if note.name and "<span" in note.text]
    assert len(keys) > 2
    for key in keys:
        assert 0 < key.yshift < names_px
        # The sign and the words end before the first column.
        words = re.sub(r"<[^>]*>", "", key.text)[2:]
        assert key.xshift + 24 + 6.2 * len(words) < 0


_OVERFLOWS = """([json, width]) => {
  const f = JSON.parse(json); f.layout.width = width; Plotly.purge(plot);
  f.layout.font = {...f.layout.font, family: 'Source Sans'};
  return Plotly.newPlot(plot, f.data, f.layout).then(() => {
    const box = plot.querySelector('.main-svg').getBoundingClientRect();
    return [...plot.querySelectorAll('text')].filter(t => {
      const r = t.getBoundingClientRect();
      return r.width && (r.left < box.left - 2 || r.right > box.right + 2
                         || r.top < box.top - 2 || r.bottom > box.bottom + 2);
    }).map(t => t.textContent);
  });
}"""


def _page_font() -> str:
    """The style sheet of the font in which Streamlit shows charts: a machine's own may be wider."""
    folder = Path(streamlit.__file__).parent / "static/static/media"
    (file,) = folder.glob("SourceSansVF-Upright.ttf.*.woff2")
    data = b64encode(file.read_bytes()).decode()
    return f"@font-face {{ font-family: 'Source Sans'; src: url(data:font/woff2;base64,{data}); }}"


@pytest.mark.browser
def test_no_text_is_cut_off_on_a_narrow_or_a_wide_screen(chromium):
    from plotly.offline import get_plotlyjs

    cut = {}
    page = chromium.new_page(viewport={"width": 800, "height": 3000})
    page.set_content('<body style="margin:0"><div id="plot"></div>')
    page.add_style_tag(content=_page_font())
    assert page.evaluate("document.fonts.load('12px \"Source Sans\"').then(f => f.length)") == 1
    page.add_script_tag(content=get_plotlyjs())
    for label, result in (("worked", worked()), ("fifty", fifty()), ("hostile", hostile())):
        certainty = assess(result, simulation=FEW_CASES, claim_discount=0.1)
        drawn = {name: draw(result) for name, draw in EVERY_CHART.items()}
        drawn |= {name: draw(certainty) for name, draw in ROBUSTNESS.items()}
        for name, chart in drawn.items():
            figure = chart.figure.to_json()
            for width in (NARROW_PX, WIDE_PX):
                found = page.evaluate(_OVERFLOWS, [figure, width])
                if found:
                    cut[label, name, width] = found
    # The measure itself: a figure much too narrow is found to be cut off.
    assert page.evaluate(_OVERFLOWS, [figure, 120])
    page.close()

    assert cut == {}
