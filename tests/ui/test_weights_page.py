"""Criteria and weights: points save themselves, wrong ones stay, anchors move with a reason."""

import pytest
from building import AS_OF, number_catalogue, number_selection
from pages import (
    OPERATOR,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    texts_of,
)

from scorecard.access import Actor, Role
from scorecard.catalogue import Anchor, LevelsValue, PointsValue, load_catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Phase
from scorecard.ui.weights_anchors import (
    catalogue_with,
    cells_of,
    changed_values,
    problems_of,
    with_another_anchor,
    with_cells,
    without_anchor,
)
from scorecard.ui.weights_points import points_from_group_order, spread
from scorecard.ui.weights_words import ranking_change

CRITERION = "named_leaders"
ATTRITION = "attrition_early"


def field(app, name, selection="empty"):
    return app.text_input(key=f"weights:{selection}:{name}")


def press(app, label):
    return next(b for b in app.button if b.label.replace("\\", "") == label).click().run()


def stored_points(storage, selection="empty"):
    return storage.load(OPERATOR, selection).points


def opened_on(criterion_id, selection, group_id):
    """The page with one criterion and all its folds of anchors open."""
    app = open_page("weights", selection)
    app.session_state["weights:open_group"] = group_id
    app.session_state["weights:open_criterion"] = criterion_id
    app.session_state[f"weights:{selection}:anchors:{criterion_id}:0:fold"] = True
    return app.run()


def test_the_worked_selection_says_which_group_has_the_largest_say(storage):
    selection = stored_worked(storage)
    app = open_page("weights", selection.id)
    assert not app.exception
    assert "Floor management decides 25 % of the result." in texts_of(app)
    assert "100 points in all" in texts_of(app)


def test_points_typed_for_a_criterion_are_stored_with_one_entry_and_the_method(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("6.5").run()
    assert not app.exception
    assert stored_points(storage)[CRITERION] == 6.5
    entries = storage.history(OPERATOR, "empty", subject="weights")
    assert [(e.after["points"], e.after["method"]) for e in entries] == [
        ({CRITERION: 6.5}, "points")
    ]
    assert "Saved" in texts_of(app)


def test_shares_and_the_total_follow_what_is_typed(storage):
    # The price is out without rates on the brief: 93 of the 100 points count. Floor management
    # has 25; with 4 → 11 for one criterion it has 32 of 100: 32.0 %.
    stored_empty(storage)
    app = open_page("weights", "empty")
    assert "93 points in all" in texts_of(app)
    field(app, f"points:{CRITERION}").set_value("11").run()
    assert "100 points in all" in texts_of(app)
    assert "Floor management decides 32 % of the result." in texts_of(app)


def test_negative_points_are_refused_and_stay_in_the_field(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("-2").run()
    assert "-2 is negative; the least is 0" in texts_of(app)
    assert field(app, f"points:{CRITERION}").value == "-2"
    assert stored_points(storage)[CRITERION] == 4


def test_an_emptied_field_is_refused_with_what_to_write(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("").run()
    assert "write a number, 0 or more" in texts_of(app)
    assert stored_points(storage)[CRITERION] == 4


def test_a_refused_number_can_be_put_back(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("-2").run()
    press(app, "Put back what was stored")
    assert field(app, f"points:{CRITERION}").value == "4"
    assert not app.error


def test_all_weights_zero_is_refused_and_what_was_typed_stays(storage):
    stored_empty(storage, "Atlas")
    points = stored_points(storage)
    zero = {i: (5.0 if i == CRITERION else 0.0) for i in points}
    storage.save_points(OPERATOR, "empty", zero, expected_points=points)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("0").run()
    assert "all weights would be zero" in texts_of(app)
    assert field(app, f"points:{CRITERION}").value == "0"
    assert stored_points(storage)[CRITERION] == 5


def test_a_groups_points_are_spread_in_the_proportions_that_its_criteria_have(storage):
    # Workforce stability: 5, 2, 3, 3 of 13 in the catalogue. Doubled to 26: 10, 4, 6, 6.
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, "group:workforce_stability").set_value("26").run()
    points = stored_points(storage)
    ids = ("attrition_early", "attrition_yearly", "attrition_transparency", "employment_practice")
    assert [points[i] for i in ids] == pytest.approx([10, 4, 6, 6])


def test_a_group_without_points_takes_the_proportions_of_the_catalogue_or_equal_parts():
    none = {"a": 0.0, "b": 0.0}
    assert spread(9.0, ("a", "b"), none, {"a": 1.0, "b": 2.0}) == pytest.approx({"a": 3, "b": 6})
    assert spread(9.0, ("a", "b"), none, none) == pytest.approx({"a": 4.5, "b": 4.5})


def test_rescaling_keeps_the_proportions_and_gives_a_total_of_one_hundred(storage):
    selection = stored_worked(storage)
    before = stored_points(storage, selection.id)
    app = open_page("weights", selection.id)
    field(app, f"points:{CRITERION}", selection.id).set_value("104").run()
    assert "200 points in all" in texts_of(app)
    press(app, "Rescale to 100")
    points = stored_points(storage, selection.id)
    assert sum(points.values()) == pytest.approx(100)
    # 104 of 200 and, of the others, half of what they had.
    assert points[CRITERION] == pytest.approx(52)
    assert points["price"] == pytest.approx(before["price"] / 2)


def test_undo_puts_back_the_points_before_the_change(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("9").run()
    press(app, "Undo")
    assert stored_points(storage)[CRITERION] == 4
    assert field(app, f"points:{CRITERION}").value == "4"


def test_somebody_elses_change_shows_both_values_and_mine_can_be_kept(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    storage.save_points(OPERATOR, "empty", {CRITERION: 7.0}, expected_points={CRITERION: 4.0})
    field(app, f"points:{CRITERION}").set_value("9").run()
    shown = texts_of(app)
    assert "7" in shown and "9" in shown and "in the meantime" in shown
    assert stored_points(storage)[CRITERION] == 7
    press(app, "Keep mine")
    assert stored_points(storage)[CRITERION] == 9


def test_somebody_elses_change_can_be_taken_instead(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    storage.save_points(OPERATOR, "empty", {CRITERION: 7.0}, expected_points={CRITERION: 4.0})
    field(app, f"points:{CRITERION}").set_value("9").run()
    press(app, "Take the stored one")
    assert field(app, f"points:{CRITERION}").value == "7"
    assert stored_points(storage)[CRITERION] == 7


def test_a_profile_replaces_points_set_by_hand_only_after_a_second_look(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("9").run()
    app.session_state["weights:fold:profiles"] = True
    app.run()
    app.selectbox(key="weights:profile").set_value("healthcare").run()
    assert app.button(key="weights:profile:apply").disabled
    next(b for b in app.checkbox if "set by hand" in b.label).check().run()
    app.button(key="weights:profile:apply").click().run()
    wanted = load_catalogue().profile("healthcare").points
    points = stored_points(storage)
    counted = {i: p for i, p in wanted.items() if i != "price"}
    assert {i: points[i] for i in counted} == pytest.approx(counted)
    assert storage.load(OPERATOR, "empty").weight_method == "profile:healthcare"


def test_a_profile_over_a_profile_needs_no_second_look_and_can_be_undone(storage):
    selection = stored_worked(storage)
    profile = load_catalogue().profile("retail")
    before = dict(profile.points)
    storage.save_points(
        OPERATOR, selection.id, before, expected_points=stored_points(storage, selection.id)
    )
    app = open_page("weights", selection.id)
    app.session_state["weights:fold:profiles"] = True
    app.run()
    app.selectbox(key="weights:profile").set_value("b2b_saas").run()
    app.button(key="weights:profile:apply").click().run()
    assert stored_points(storage, selection.id) == load_catalogue().profile("b2b_saas").points
    press(app, "Undo")
    assert stored_points(storage, selection.id) == before


def test_an_order_of_importance_gives_the_groups_their_rank_order_centroid(storage):
    # Eight groups: the first gets (1 + 1/2 + … + 1/8) / 8 = 0.339732…, the last 1/64.
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("weights", "empty")
    app.session_state["weights:fold:order"] = True
    app.run()
    press(app, "Start from today's order")
    order = app.multiselect[0].value
    assert order[0] == "floor_management"
    press(app, "Use these weights")
    points = stored_points(storage)
    catalogue = load_catalogue()
    floor = sum(points[c.id] for c in catalogue.criteria_of_group("floor_management"))
    last = sum(points[c.id] for c in catalogue.criteria_of_group(order[-1]) if c.id != "price")
    assert floor == pytest.approx(100 * 761 / 2240)
    assert last == pytest.approx(100 / 64)
    assert storage.load(OPERATOR, "empty").weight_method == "rank_order_centroid"


def test_inside_an_ordered_group_the_proportions_stay():
    # Groups x (a 1, b 3) and y (c 4); y first: 75 and 25, of which a gets a quarter.
    groups = {"a": "x", "b": "x", "c": "y"}
    catalogue = number_catalogue(dict.fromkeys(groups, (0, 10)), groups)
    selection = number_selection({"A": (1, 2, 3)}, {"a": 1, "b": 3, "c": 4})
    evaluation = evaluate(selection, catalogue, as_of=AS_OF)
    points = points_from_group_order(evaluation, ["y", "x"])
    assert points == pytest.approx({"a": 6.25, "b": 18.75, "c": 75.0})


def test_a_criterion_is_taken_out_with_a_reason_and_brought_back(storage):
    stored_empty(storage, "Atlas")
    app = opened_on(CRITERION, "empty", "floor_management")
    app.button(key=f"weights:exclude:{CRITERION}").click().run()
    assert "needs a reason" in texts_of(app)
    assert CRITERION not in storage.load(OPERATOR, "empty").excluded_criteria
    app.text_area(key=f"weights:empty:exclude:{CRITERION}").set_value("No team of our own").run()
    app.button(key=f"weights:exclude:{CRITERION}").click().run()
    assert storage.load(OPERATOR, "empty").excluded_criteria == {CRITERION: "No team of our own"}
    assert "Out for all candidates: No team of our own" in texts_of(app)
    press(app, "Bring back")
    assert storage.load(OPERATOR, "empty").excluded_criteria == {}
    assert stored_points(storage)[CRITERION] == 4


def test_the_last_criterion_with_points_cannot_be_taken_out(storage):
    stored_empty(storage)
    points = stored_points(storage)
    only = {i: (5.0 if i == CRITERION else 0.0) for i in points}
    storage.save_points(OPERATOR, "empty", only, expected_points=points)
    app = opened_on(CRITERION, "empty", "floor_management")
    app.text_area(key=f"weights:empty:exclude:{CRITERION}").set_value("Not needed").run()
    app.button(key=f"weights:exclude:{CRITERION}").click().run()
    assert "all weights would be zero" in texts_of(app)
    assert storage.load(OPERATOR, "empty").excluded_criteria == {}


def test_the_price_is_shown_as_out_until_the_brief_has_its_anchors(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    app.session_state["weights:open_group"] = "commercials"
    app.run()
    unset = "the brief does not set a target and a ceiling cost per resolved contact"
    assert unset in texts_of(app)
    assert app.button(key="weights:rates:price")


def test_an_opened_criterion_shows_question_evidence_and_sources_in_words(storage):
    selection = stored_worked(storage)
    app = opened_on(ATTRITION, selection.id, "workforce_stability")
    assert not app.exception
    shown = texts_of(app)
    criterion = load_catalogue().criteria_by_id[ATTRITION]
    assert criterion.question in shown
    assert criterion.evidence_rule in shown
    assert "How to Choose a BPO Partner" in shown
    assert "an assumption, not a published figure" in shown
    assert app.get("plotly_chart")


def anchor_of(storage, selection="empty"):
    value = storage.catalogue(OPERATOR, selection).criteria_by_id[ATTRITION].inputs[0].value
    return [(point.performance, point.value) for point in value.points]


def anchor_key(cell, selection="empty", nonce=0):
    return f"weights:{selection}:anchors:{ATTRITION}:0:{nonce}:{cell}"


def test_before_the_first_answer_an_anchor_moves_without_a_reason(storage):
    stored_empty(storage, "Atlas")
    app = opened_on(ATTRITION, "empty", "workforce_stability")
    app.text_input(key=anchor_key("2:performance")).set_value("16").run()
    app.button(key=f"weights:empty:anchors:{ATTRITION}:0:apply").click().run()
    assert not app.exception
    assert (16.0, 30.0) in anchor_of(storage)
    moved = storage.catalogue(OPERATOR, "empty").criteria_by_id[ATTRITION].inputs[0].value
    assert moved.sources == ("assumption",)
    assert "Local operator" in moved.rationale


def test_after_an_answer_an_anchor_moves_only_with_a_reason_that_the_history_keeps(storage):
    selection = stored_worked(storage)
    app = opened_on(ATTRITION, selection.id, "workforce_stability")
    before = anchor_of(storage, selection.id)
    key = f"weights:{selection.id}:anchors:{ATTRITION}:0"
    app.text_input(key=anchor_key("2:value", selection.id)).set_value("20").run()
    assert "Values on this criterion that would change" in texts_of(app)
    app.button(key=f"{key}:apply").click().run()
    assert "needs a reason" in texts_of(app)
    assert anchor_of(storage, selection.id) == before
    app.text_area(key=f"{key}:reason").set_value("Steering group, 20 November").run()
    app.button(key=f"{key}:apply").click().run()
    assert (18.0, 20.0) in anchor_of(storage, selection.id)
    entry = storage.history(OPERATOR, selection.id, subject="catalogue")[0]
    assert entry.reason == "Steering group, 20 November"


def test_the_preview_names_whose_value_changes_and_by_how_much(storage):
    # Brisa states 22 %: between 18 (30) and 30 (0) that is 30 − 30·4/12 = 20. With 24 at 18 %
    # it is 24 − 24·4/12 = 16.
    selection = stored_worked(storage)
    app = opened_on(ATTRITION, selection.id, "workforce_stability")
    app.text_input(key=anchor_key("2:value", selection.id)).set_value("24").run()
    assert "Brisa Contacto: 20.0 → 16.0" in texts_of(app)


def test_anchors_that_turn_back_are_refused_at_the_field(storage):
    stored_empty(storage)
    app = opened_on(ATTRITION, "empty", "workforce_stability")
    app.text_input(key=anchor_key("2:value")).set_value("90").run()
    assert "must go on to fall" in texts_of(app)
    assert not [b for b in app.button if b.label == "Apply"]
    app.text_input(key=anchor_key("2:value")).set_value("130").run()
    assert "130 is impossible: a value is 0 to 100" in texts_of(app)
    assert (18.0, 30.0) in anchor_of(storage)


def test_a_moved_anchor_can_be_undone(storage):
    stored_empty(storage)
    before = anchor_of(storage)
    app = opened_on(ATTRITION, "empty", "workforce_stability")
    app.text_input(key=anchor_key("2:value")).set_value("20").run()
    app.button(key=f"weights:empty:anchors:{ATTRITION}:0:apply").click().run()
    assert anchor_of(storage) != before
    press(app, "Undo")
    assert anchor_of(storage) == before


def test_the_history_lists_who_changed_which_points(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("6").run()
    app.session_state["weights:history"] = True
    app.run()
    row = app.dataframe[0].value.iloc[0]
    title = load_catalogue().criteria_by_id[CRITERION].title
    assert row["What"] == f"{title} 4 → 6"
    assert row["Method"] == "points typed by hand"


def test_the_history_tells_an_undo_and_a_rescaling_from_points_that_were_typed(storage):
    stored_empty(storage)
    app = open_page("weights", "empty")
    field(app, f"points:{CRITERION}").set_value("9").run()
    press(app, "Undo")
    field(app, f"points:{CRITERION}").set_value("104").run()
    next(b for b in app.button if "100" in b.label).click().run()
    app.session_state["weights:history"] = True
    app.run()
    table = app.dataframe[0].value
    assert list(table["Method"]) == ["", "points typed by hand", "", "points typed by hand"]
    assert list(table["Reason"]) == [
        "Rescaled to a total of 100, in the same proportions",
        "",
        "Undone: what stood there before",
        "",
    ]
    press(app, "Undo")
    assert app.dataframe[0].value["Reason"].iloc[0] == "Undone: what stood there before"


def test_with_nothing_and_with_fifty_candidates_the_page_runs(storage):
    stored_empty(storage)
    assert not open_page("weights", "empty").exception
    selection = stored_fifty(storage)
    app = open_page("weights", selection.id)
    field(app, f"points:{CRITERION}", selection.id).set_value("40").run()
    assert not app.exception
    assert stored_points(storage, selection.id)[CRITERION] == 40


def four(a, b, c, d, weights, *, phase=Phase.CLOSED):
    catalogue = number_catalogue({"x": (0, 100), "y": (0, 100)})
    selection = number_selection(
        {"Atlas": a, "Borealis": b, "Cobalt": c, "Dorado": d}, weights, phase=phase
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def test_a_swap_below_an_unmoved_leader_is_said_in_one_sentence():
    # x alone: Atlas 90, Borealis 60, Cobalt 50, Dorado 10; y alone: 90, 50, 60, 10.
    answers = ((90, 90), (60, 50), (50, 60), (10, 10))
    before, after = four(*answers, {"x": 1, "y": 0}), four(*answers, {"x": 0, "y": 1})
    assert ranking_change(before, after) == ("Atlas stays first; Borealis and Cobalt swap places.")


def test_a_new_leader_is_named_with_whom_it_passes():
    # x alone: 90, 60, 50, 10; y alone: 20, 60, 50, 95: Dorado from last to first, Atlas last.
    answers = ((90, 20), (60, 60), (50, 50), (10, 95))
    before, after = four(*answers, {"x": 1, "y": 0}), four(*answers, {"x": 0, "y": 1})
    told = ranking_change(before, after)
    assert told == "Dorado and Atlas swap places, Dorado is now first; nobody else changes place."


def test_nobody_moving_is_said_too():
    answers = ((90, 90), (60, 60), (50, 50), (10, 10))
    before, after = four(*answers, {"x": 1, "y": 0}), four(*answers, {"x": 0, "y": 1})
    assert ranking_change(before, after) == "Atlas stays first; nobody else changes place."


def test_where_nobody_has_answered_nothing_moves():
    blank = ((None, None),) * 4
    before = four(*blank, {"x": 1, "y": 0}, phase=Phase.COLLECTING)
    after = four(*blank, {"x": 0, "y": 1}, phase=Phase.COLLECTING)
    assert ranking_change(before, after) == "Nobody has answered anything yet, so nothing moves."


def test_while_no_leader_is_announced_a_change_speaks_of_places_only():
    # Borealis' x counts 50: with x alone below Atlas's 55; half and half (50 + 60) / 2 = 55 above
    # Atlas's (55 + 45) / 2 = 50.
    answers = ((55, 45), (None, 60), (10, 10), (5, 5))
    before = four(*answers, {"x": 1, "y": 0}, phase=Phase.COLLECTING)
    after = four(*answers, {"x": 1, "y": 1}, phase=Phase.COLLECTING)
    told = ranking_change(before, after)
    assert told.startswith("No leader yet: Borealis is covered to 50 % of the weight")
    assert told.endswith("; Atlas and Borealis swap places.")
    assert "is first" not in told and "stays first" not in told
    assert ranking_change(after, after).endswith("; nobody changes place.")
    settled = four((45, 45), (40, 40), (10, 10), (5, 5), {"x": 1, "y": 1})
    assert ranking_change(after, settled).startswith("Atlas is now first")
    assert "the lead goes" not in ranking_change(after, settled)


def points_value(*pairs):
    anchors = tuple(Anchor(performance=p, value=v) for p, v in pairs)
    return PointsValue(kind="points", points=anchors, sources=("assumption",), rationale="test")


def test_anchors_survive_the_way_through_the_fields():
    value = points_value((0, 0), (10, 60), (30, 100))
    assert with_cells(value, cells_of(value)) == value


def test_an_added_anchor_stands_in_the_widest_gap_and_changes_no_value():
    # The widest gap is 10 to 30; its middle is 20, worth (60 + 100) / 2 = 80 already.
    value = points_value((0, 0), (10, 60), (30, 100))
    added = with_cells(value, with_another_anchor(cells_of(value)))
    assert added == points_value((0, 0), (10, 60), (20, 80), (30, 100))
    assert with_cells(value, without_anchor(cells_of(added), 2)) == value


def test_each_impossible_anchor_is_named_at_its_field():
    value = points_value((0, 0), (10, 60), (30, 100))
    cells = cells_of(value)
    assert problems_of(value, cells) == {}
    assert list(problems_of(value, {**cells, "1:performance": 0.0})) == ["1:performance"]
    assert list(problems_of(value, {**cells, "2:value": 40.0})) == ["2:value"]
    assert list(problems_of(value, {**cells, "1:value": None})) == ["1:value"]
    level = {**cells, "1:value": 0.0, "2:value": 0.0}
    assert list(problems_of(value, level)) == ["2:value"]


def test_levels_must_lie_between_zero_and_one_hundred_and_differ():
    value = LevelsValue(
        kind="levels", levels={"yes": 100, "no": 0}, sources=("assumption",), rationale="test"
    )
    assert problems_of(value, {"yes": 101.0, "no": 0.0}) == {
        "yes": "101 is impossible: a value is 0 to 100."
    }
    assert list(problems_of(value, {"yes": 5.0, "no": 5.0})) == ["no"]


def test_a_moved_anchor_changes_the_values_that_lie_beside_it_and_no_others():
    # Values on x: Atlas 80, Borealis 20. With 50 at 40 instead of 40: 40 + … Atlas at 80 lies
    # between (50, 80) and (100, 100): 80 + 20·30/50 = 92; Borealis 80·20/50 = 32.
    catalogue = number_catalogue({"x": (0, 100)})
    selection = number_selection({"Atlas": (80,), "Borealis": (20,), "Cobalt": (100,)}, {"x": 1})
    before = evaluate(selection, catalogue, as_of=AS_OF)
    moved = catalogue_with(catalogue, "x", 0, points_value((0, 0), (50, 80), (100, 100)))
    after = evaluate(selection, moved, as_of=AS_OF)
    changes = {c.name: (c.before, c.after) for c in changed_values(before, after, "x")}
    assert changes == {"Atlas": (80, pytest.approx(92)), "Borealis": (20, pytest.approx(32))}


def test_an_answer_recorded_as_refused_alone_needs_no_reason(storage):
    selection = stored_empty(storage, "Atlas")
    refused = Answer(candidate_id="c0", question_id="attrition_120d_pct", status="refused")
    storage.save_answer(OPERATOR, selection.id, refused, expected_version=0)
    app = opened_on(ATTRITION, "empty", "workforce_stability")
    app.text_input(key=anchor_key("2:value")).set_value("20").run()
    app.button(key=f"weights:empty:anchors:{ATTRITION}:0:apply").click().run()
    assert (18.0, 20.0) in anchor_of(storage)


def test_moved_anchors_stand_in_the_history_with_their_reason(storage):
    selection = stored_worked(storage)
    app = opened_on(ATTRITION, selection.id, "workforce_stability")
    key = f"weights:{selection.id}:anchors:{ATTRITION}:0"
    app.text_input(key=anchor_key("2:value", selection.id)).set_value("20").run()
    app.text_area(key=f"{key}:reason").set_value("Steering group").run()
    app.button(key=f"{key}:apply").click().run()
    app.session_state["weights:history"] = True
    app.run()
    row = app.dataframe[-1].value.iloc[0]
    title = load_catalogue().criteria_by_id[ATTRITION].title
    assert (row["What"], row["Reason"]) == (f"Anchors moved: {title}", "Steering group")


def test_an_observer_reads_the_weights_but_every_field_is_closed(storage, monkeypatch):
    selection = stored_worked(storage)
    monkeypatch.setattr("scorecard.ui.state.actor", lambda: Actor("Olga", Role.OBSERVER))
    app = open_page("weights", selection.id)
    assert not app.exception
    assert all(number.disabled for number in app.text_input)
    assert "an owner of the selection can change them" in texts_of(app)
