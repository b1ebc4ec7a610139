"""Value for money: the frontier, whom it leaves out, and names that can be read at their marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from building import AS_OF
from unit.charts.chart_cases import trace
from unit.charts.test_cost_charts import ATLAS, BOREALIS, NOTHING_BROKEN_DOWN, judged
from unit.charts.test_every_chart import fifty, worked

from scorecard.charts import value_for_money_chart
from scorecard.charts.cost_reading import value_without_cost
from scorecard.charts.cost_value_figure import Point, value_figure
from scorecard.charts.palette import EXCLUDED_GREY
from scorecard.commercial import Span, cost_of_selection
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Candidate
from scorecard.scoring import GateState, is_price


def test_more_value_for_less_money_is_said_without_reserve_only_where_ranges_are_apart():
    # Atlas 8.00–10.00, Borealis 3.75: apart. As above 5.00–6.25 and 6.00: not.
    sure = judged({"Atlas": ATLAS | NOTHING_BROKEN_DOWN, "Borealis": BOREALIS})
    unsure = judged({"Atlas": ATLAS, "Borealis": BOREALIS | NOTHING_BROKEN_DOWN})
    for (evaluation, costs), end in ((sure, ""), (unsure, " by the middle of the ranges")):
        points = {c.id: 1.0 for c in evaluation.catalogue.criteria}
        weighed = evaluate(evaluation.selection, evaluation.catalogue, as_of=AS_OF, points=points)
        values = np.zeros_like(weighed.values.headline)
        values[weighed.position["Borealis"]] = 90
        better = replace(
            weighed,
            values=replace(weighed.values, headline=values),
            overall=values @ weighed.weights,
        )
        assert value_for_money_chart(better, costs).title == (
            f"Provisional: Borealis gives more value for less money than Atlas{end}"
        )


def test_the_value_without_cost_is_that_of_a_ranking_in_which_price_has_no_points():
    evaluation = worked()
    without = {
        criterion.id: 0.0 if is_price(criterion) else points
        for criterion in evaluation.catalogue.criteria
        if (points := evaluation.selection.points.get(criterion.id)) is not None
    }
    other = evaluate(evaluation.selection, evaluation.catalogue, as_of=AS_OF, points=without)
    assert any(is_price(criterion) for criterion in evaluation.criteria)
    assert value_without_cost(evaluation) == pytest.approx(other.overall)


def test_the_frontier_joins_those_whom_nobody_beats():
    evaluation = worked()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    chart = value_for_money_chart(evaluation, costs)
    table = chart.table
    value = [float(text) for text in table["Overall value without cost"]]
    spans = [costs.by_candidate[c.id].cost_per_resolved_contact for c in evaluation.candidates]
    by_name = {c.name: span for c, span in zip(evaluation.candidates, spans, strict=True)}
    middle = [by_name[name].middle for name in table["Candidate"]]
    beaten = [
        any(
            value[b] >= value[a] and middle[b] <= middle[a] and (value[b], middle[b]) != at
            for b in range(len(value))
        )
        for a, at in enumerate(zip(value, middle, strict=True))
    ]
    assert ["no" if out else "yes" for out in beaten] == list(table["Efficient"])
    assert "yes" in list(table["Efficient"])


@pytest.mark.parametrize("shown", [worked, fifty])
def test_everybody_on_the_frontier_has_a_name_at_its_mark(shown):
    evaluation = shown()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    chart = value_for_money_chart(evaluation, costs)
    efficient = chart.table[chart.table["Efficient"] == "yes"]["Candidate"]
    written = {note.text for note in chart.figure.layout.annotations}
    assert len(efficient) > 1
    assert set(efficient) <= written


def test_no_name_is_written_across_the_line_of_the_frontier():
    # In pixels of a plot 250 wide and 340 high, as on a narrow phone; a name is 16 high.
    evaluation = worked()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    figure = value_for_money_chart(evaluation, costs).figure
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range
    line = trace(figure, "efficient frontier")
    at = [
        ((x - x0) / (x1 - x0) * 250, (y - y0) / (y1 - y0) * 340)
        for x, y in zip(line.x, line.y, strict=True)
    ]
    corners = [p for a, b in pairwise(at) for p in (a, (b[0], a[1]))] + [at[-1]]
    names = [note for note in figure.layout.annotations if note.xref == "x"]
    assert len(names) == 5
    for name in names:
        left = (name.x - x0) / (x1 - x0) * 250 + (name.xshift or name.ax)
        left -= 6.4 * len(name.text) if name.xanchor == "right" else 0
        up = (name.y - y0) / (y1 - y0) * 340 + (name.yshift if name.ay is None else -name.ay)
        right, low, high = left + 6.4 * len(name.text), up - 8, up + 8
        for a, b in pairwise(corners):
            apart = max(a[0], b[0]) <= left or min(a[0], b[0]) >= right
            assert apart or max(a[1], b[1]) <= low or min(a[1], b[1]) >= high, name.text


def crowd():
    """Six on a frontier, close together, and dearer ones of less value all around and below."""
    places = [(10 + n / 2, 50 + 3 * n, True) for n in range(6)]
    for n in range(44):
        cost, value = 10.5 + (1.7 * n) % 4, 42 + 0.4 * n
        if not any(c >= cost and v <= value for c, v, is_first in places if is_first):
            places.append((cost, value, False))
    return [
        Point(
            Candidate(id=f"c{n}", name=f"Candidate of a long name {n}", position=n),
            value,
            Span(cost - 0.3, cost + 0.3),
            is_efficient,
            is_excluded=False,
        )
        for n, (cost, value, is_efficient) in enumerate(places)
    ]


@pytest.mark.parametrize("width", [250, 760])
def test_in_a_crowd_no_name_covers_another_and_no_line_to_one_passes_through_a_mark(width):
    points = crowd()
    figure = value_figure(points, "EUR", 0)
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range

    def pixels(cost, value):
        return (cost - x0) / (x1 - x0) * width, (value - y0) / (y1 - y0) * 340

    names = [note for note in figure.layout.annotations if note.xref == "x"]
    boxes = []
    assert len(names) == 6
    for name in names:
        x, y = pixels(name.x, name.y)
        right, up = (name.ax, -name.ay) if name.showarrow else (name.xshift, name.yshift)
        left = x + right - (6.4 * len(name.text) if name.xanchor == "right" else 0)
        boxes.append((left, left + 6.4 * len(name.text), y + up))
        line = [(x + right * k / 50, y + up * k / 50) for k in range(51) if name.showarrow]
        others = [
            pixels(p.cost.middle, p.value)
            for p in points
            if (p.cost.middle, p.value) != (name.x, name.y)
        ]
        assert all(max(abs(a - c), abs(b - d)) > 5 for a, b in line for c, d in others)
    for one, other in combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0]
        assert apart or abs(one[2] - other[2]) >= 16


def test_whom_a_gate_excludes_is_grey_and_never_on_the_frontier():
    evaluation = worked()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    cheapest = next(ranks for ranks in costs.ranks if ranks.resolved == 1).candidate_id
    out = failing(evaluation, evaluation.position[cheapest])
    chart = value_for_money_chart(out, costs)
    name = out.candidates[out.position[cheapest]].name
    row = chart.table.set_index("Candidate").loc[name]
    assert row["Efficient"] == "excluded by a gate"
    assert trace(chart.figure, name).marker.color == EXCLUDED_GREY


def failing(evaluation: Evaluation, row: int) -> Evaluation:
    """The same with one gate failed by one candidate."""
    gates = list(evaluation.gates)
    first, *others = gates[row]
    gates[row] = (replace(first, state=GateState.FAIL), *others)
    return replace(evaluation, gates=tuple(gates))
