"""Properties of shared views and snapshots, whatever the selection."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.access import SharedPart
from scorecard.evaluation import Evaluation, evaluate
from scorecard.sharing import (
    SharedView,
    ShareScope,
    SnapshotFaultError,
    freeze,
    shared_view,
    thaw,
)

MADE_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ANCHORS = {"speed": (0.0, 10.0), "quality": (1.0, 5.0), "loss": (30.0, 0.0)}
CATALOGUE = number_catalogue(ANCHORS)

scopes = st.builds(
    ShareScope.of,
    st.frozensets(st.sampled_from(list(SharedPart))),
    names_hidden=st.booleans(),
)
cells = st.one_of(
    st.none(), st.floats(-5, 40), st.sampled_from(["refused", "no_reply", "not_applicable"])
)
# Long enough that no word of the catalogue is one by chance.
names = st.text(alphabet="abcÄßéж -'.$", min_size=4, max_size=20).map(lambda t: f"Zq{t}qZ")


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    """Up to four candidates with any answers, statuses and names."""
    drawn = draw(st.lists(names, max_size=4, unique_by=lambda n: " ".join(n.casefold().split())))
    matrix = {name: [draw(cells) for _ in ANCHORS] for name in drawn}
    selection = number_selection(matrix, dict.fromkeys(ANCHORS, 1.0))
    return evaluate(selection, CATALOGUE, as_of=AS_OF)


def view_of(evaluation: Evaluation, scope: ShareScope) -> SharedView:
    return shared_view(evaluation, scope, shared_by="Dana", made_at=MADE_AT)


def assert_same(first: object, second: object) -> None:
    """Equality through dataclasses, tuples and arrays, NaN equal to NaN."""
    if isinstance(first, np.ndarray):
        np.testing.assert_array_equal(first, second)
    elif dataclasses.is_dataclass(first):
        assert type(first) is type(second)
        for field in dataclasses.fields(first):
            assert_same(getattr(first, field.name), getattr(second, field.name))
    elif isinstance(first, tuple) and isinstance(second, tuple):
        assert len(first) == len(second)
        for one, other in zip(first, second, strict=True):
            assert_same(one, other)
    else:
        assert first == second


@settings(max_examples=60, deadline=None)
@given(evaluations(), scopes)
def test_freezing_keeps_every_field_of_a_view_to_the_last_digit(
    evaluation: Evaluation, scope: ShareScope
) -> None:
    view = view_of(evaluation, scope)
    thawed = thaw(json.loads(json.dumps(freeze(view))))
    assert_same(dataclasses.replace(view, is_frozen=True), thawed)


@settings(max_examples=60, deadline=None)
@given(evaluations(), scopes)
def test_hidden_names_are_nowhere_in_a_view(evaluation: Evaluation, scope: ShareScope) -> None:
    view = view_of(evaluation, scope)
    text = json.dumps(freeze(view), ensure_ascii=False) + view.sentence
    for candidate in evaluation.candidates:
        if scope.names_hidden:
            assert candidate.name not in text
        assert candidate.id == candidate.name  # so that a leaking id would be caught too


@settings(max_examples=60, deadline=None)
@given(evaluations(), scopes)
def test_answers_are_in_a_view_only_with_the_part_evidence(
    evaluation: Evaluation, scope: ShareScope
) -> None:
    answers = view_of(evaluation, scope).evaluation.selection.answers
    # The catalogue of this case has no question about money.
    expected = len(evaluation.selection.answers) if scope.evidence else 0
    assert len(answers) == expected


def test_the_ranking_is_in_every_scope() -> None:
    assert SharedPart.RANKING in ShareScope.of([]).parts


def test_who_answered_what_weighs_nothing_stands_once_where_no_answers_are_shown() -> None:
    selection = number_selection(
        {"Atlas": [5.0, 3.0], "Borealis": [5.0, None]}, {"speed": 0.0, "quality": 1.0}
    )
    anchors = {"speed": ANCHORS["speed"], "quality": ANCHORS["quality"]}
    evaluation = evaluate(selection, number_catalogue(anchors), as_of=AS_OF)
    assert evaluation.rank.tolist() == [1, 2]
    view = view_of(evaluation, ShareScope.of([]))
    for shown in (view, thaw(freeze(view))):
        assert shown.evaluation.nothing_answered == (False, False)
        assert shown.evaluation.listed_order == (0, 1)


def test_a_title_that_names_a_candidate_is_covered() -> None:
    selection = number_selection({"Atlas": [1.0]}, {"speed": 1.0}).model_copy(
        update={"title": "Atlas or nobody"}
    )
    evaluation = evaluate(selection, number_catalogue({"speed": (0, 10)}), as_of=AS_OF)
    hidden = view_of(evaluation, ShareScope.of([], names_hidden=True))
    assert hidden.title == "Candidate A or nobody"
    assert view_of(evaluation, ShareScope.of([])).title == "Atlas or nobody"


def test_a_scorecard_brought_along_that_names_a_candidate_is_covered() -> None:
    catalogue = number_catalogue({"speed": (0, 10)})
    criterion = catalogue.criteria[0].model_copy(update={"title": "Reply of Atlas in time"})
    own = catalogue.model_copy(update={"criteria": (criterion,)})
    selection = number_selection({"Atlas": [1.0]}, {"speed": 1.0})
    evaluation = evaluate(selection, own, as_of=AS_OF)
    hidden = view_of(evaluation, ShareScope.of([], names_hidden=True))
    assert hidden.evaluation.criteria[0].title == "Reply of Candidate A in time"


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        "text",
        {},
        {"format": "partner-scorecard/selection"},
        {"format": "partner-scorecard/shared-view", "format_version": 2},
        {"format": "partner-scorecard/shared-view", "format_version": 1},
    ],
)
def test_what_is_no_snapshot_is_refused(damage: object) -> None:
    with pytest.raises(SnapshotFaultError, match="snapshot"):
        thaw(damage)  # type: ignore[arg-type]


def test_a_snapshot_with_a_row_missing_is_refused() -> None:
    evaluation = evaluate(
        number_selection({"Atlas": [1.0], "Borealis": [2.0]}, {"speed": 1.0}),
        CATALOGUE,
        as_of=AS_OF,
    )
    snapshot = freeze(view_of(evaluation, ShareScope.everything()))
    assert isinstance(snapshot, dict)
    numbers = snapshot["numbers"]
    assert isinstance(numbers, dict)
    numbers["overall"] = [1.0]
    with pytest.raises(SnapshotFaultError, match="damaged"):
        thaw(snapshot)
