"""What must hold for every selection, searched for counter-examples by Hypothesis."""

import numpy as np
import pandas as pd
import pytest
from building import AS_OF, number_catalogue, number_selection
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM

from scorecard.evaluation import evaluate
from scorecard.model import Brief, Phase

CELL = st.one_of(
    st.floats(-20, 120).map(lambda x: round(x, 3)),
    st.sampled_from([None, "refused", "no_reply"]),
)
PHASE = st.sampled_from([Phase.COLLECTING, Phase.CLOSED])


@st.composite
def problems(draw, cell=CELL, least_candidates=1):
    count = draw(st.integers(1, 5))
    names = [f"c{i}" for i in range(count)]
    anchors = {n: draw(st.sampled_from([(0.0, 100.0), (100.0, 0.0), (20.0, 35.5)])) for n in names}
    weights = {n: draw(st.floats(0.01, 50)) for n in names}
    rows = draw(
        st.lists(
            st.lists(cell, min_size=count, max_size=count), min_size=least_candidates, max_size=6
        )
    )
    return anchors, weights, {f"x{i}": row for i, row in enumerate(rows)}, draw(PHASE)


def run(anchors, weights, matrix, phase):
    return evaluate(
        number_selection(matrix, weights, phase=phase), number_catalogue(anchors), as_of=AS_OF
    )


@given(problems(), st.data())
@settings(deadline=None)
def test_adding_a_candidate_never_changes_the_others(problem, data):
    anchors, weights, matrix, phase = problem
    row = data.draw(st.lists(CELL, min_size=len(weights), max_size=len(weights)))
    before = run(*problem)
    after = run(anchors, weights, {**matrix, "new": row}, phase)
    assert after.overall[:-1] == pytest.approx(before.overall, abs=1e-11)
    order = [r for r in after.ranked_order if r < len(matrix)]
    assert order == list(before.ranked_order)


@given(problems(), st.data())
@settings(deadline=None)
def test_a_better_answer_never_lowers_an_overall_value(problem, data):
    anchors, weights, matrix, phase = problem
    name = data.draw(st.sampled_from(list(matrix)))
    column = data.draw(st.integers(0, len(weights) - 1))
    worst, best = list(anchors.values())[column]
    cell = matrix[name][column]
    step = data.draw(st.floats(0.001, 50)) * (1 if best > worst else -1)
    better = cell + step if isinstance(cell, float) else best
    improved = {n: list(r) for n, r in matrix.items()}
    improved[name][column] = better
    row = list(matrix).index(name)
    before, after = run(*problem), run(anchors, weights, improved, phase)
    assert after.overall[row] >= before.overall[row] - 1e-9
    assert after.overall_evidenced[row] >= before.overall_evidenced[row] - 1e-9


@given(problems())
@settings(deadline=None)
def test_ranges_contain_the_headline_and_evidence_never_adds(problem):
    evaluation = run(*problem)
    assert (evaluation.overall_low <= evaluation.overall + 1e-9).all()
    assert (evaluation.overall <= evaluation.overall_high + 1e-9).all()
    assert (evaluation.overall_evidenced <= evaluation.overall + 1e-9).all()
    assert (evaluation.rank_best <= evaluation.rank).all()
    assert (evaluation.rank <= evaluation.rank_worst).all()


@given(problems())
@settings(deadline=None)
def test_contributions_sum_to_the_overall_value(problem):
    evaluation = run(*problem)
    assert evaluation.contributions.sum(axis=1) == pytest.approx(evaluation.overall)
    assert evaluation.group_contributions.sum(axis=1) == pytest.approx(evaluation.overall)


@given(problems(cell=st.floats(0, 100).map(lambda x: round(x, 3)), least_candidates=2))
@settings(deadline=None)
@pytest.mark.filterwarnings("ignore:Alternatives with indices")
def test_the_weighted_sum_and_its_ranks_agree_with_pymcdm(problem):
    anchors, weights, matrix, phase = problem
    anchors = dict.fromkeys(anchors, (0.0, 100.0))
    evaluation = run(anchors, weights, matrix, phase)
    shares = np.array(list(weights.values())) / sum(weights.values())
    method = WSM(normalization_function=lambda column, cost=False: column / 100)
    oracle = method(np.array(list(matrix.values())), shares, np.ones(len(shares)))
    assert evaluation.overall / 100 == pytest.approx(oracle)
    # pandas' min-method rank on values rounded alike is the competition rank of an outsider.
    expected = pd.Series(oracle * 100).round(9).rank(method="min", ascending=False)
    rounded = np.round(evaluation.overall, 9)
    if len(set(np.round(oracle * 100, 7))) == len(oracle) and len(set(rounded)) == len(rounded):
        assert evaluation.rank.tolist() == expected.astype(int).tolist()


# Few values and equal weights, so that many overall values are equal.
STEPS = st.sampled_from([0.0, 50.0, 100.0])


@given(
    st.lists(st.lists(st.one_of(st.none(), STEPS), min_size=2, max_size=2), min_size=1, max_size=4),
    st.sampled_from(["", "criterion:a", "criterion:b", "evidenced"]),
    PHASE,
    st.data(),
)
@settings(deadline=None)
def test_every_rank_lies_within_the_possible_ones_under_any_tie_break(rows, tie_break, phase, data):
    anchors = {"a": (0.0, 100.0), "b": (0.0, 100.0)}

    def ranked(matrix):
        selection = number_selection(
            matrix, {"a": 1.0, "b": 1.0}, phase=phase, brief=Brief(tie_break=tie_break)
        )
        return evaluate(selection, number_catalogue(anchors), as_of=AS_OF)

    before = ranked({f"x{i}": row for i, row in enumerate(rows)})
    assert (before.rank_best <= before.rank).all()
    assert (before.rank <= before.rank_worst).all()
    told = [[data.draw(STEPS) if cell is None else cell for cell in row] for row in rows]
    after = ranked({f"x{i}": row for i, row in enumerate(told)})
    # Who had answered nothing had no rank before.
    had = before.rank > 0
    assert (before.rank_best <= after.rank)[had].all()
    assert (after.rank <= before.rank_worst)[had].all()
