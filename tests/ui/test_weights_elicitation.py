"""Guided weighting on the page Criteria and weights: swings and best-worst comparisons."""

import pytest
from building import AS_OF, number_catalogue, number_selection
from pages import OPERATOR, open_page, stored_empty, stored_worked

from scorecard.catalogue import load_catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Brief
from scorecard.scoring import Comparisons, best_worst_weights
from scorecard.ui.weights_best_worst_words import consistency_in_words, latitude_in_words
from scorecard.ui.weights_swing_words import swing_lines

GROUPS = [group.id for group in load_catalogue().groups]
FLOOR, TOOLS = "floor_management", "tooling_fit"
WORKFORCE = "workforce_stability"


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def press(app, label):
    return next(b for b in app.button if b.label.replace("\\", "") == label).click().run()


def labels(app):
    return [b.label for b in app.button]


def with_fold(name, selection="empty"):
    app = open_page("weights", selection)
    app.session_state[f"weights:fold:{name}"] = True
    return app.run()


def swing(app, name, first=FLOOR, level="groups"):
    return app.text_input(key=f"weights:swing:empty:{level}:{first}:{name}")


def first_swing(app, name, level="groups"):
    return app.selectbox(key=f"weights:swing:empty:{level}:first").set_value(name).run()


def group_shares(storage):
    stored = storage.load(OPERATOR, "empty")
    catalogue = load_catalogue()
    criteria = {c.id: c.group for c in catalogue.criteria}
    counted = evaluate(stored, catalogue, as_of=AS_OF).criteria
    shares = dict.fromkeys(GROUPS, 0.0)
    for criterion in counted:
        shares[criteria[criterion.id]] += stored.points[criterion.id]
    return shares


def test_swings_of_the_groups_are_stored_in_proportion_with_the_method_and_the_judgements(storage):
    # 100 for floor management, 50 for one other, 25 for the rest (six): 300 in all.
    stored_empty(storage, "Atlas")
    app = first_swing(with_fold("swing"), FLOOR)
    assert "has 100 points" in texts(app)
    assert "7 more to rate" in texts(app)
    assert "Use these weights" not in labels(app)
    others = [name for name in GROUPS if name != FLOOR]
    for number, name in enumerate(others):
        swing(app, name).set_value("50" if number == 0 else "25")
    app.run()
    assert not app.exception
    press(app, "Use these weights")
    shares = group_shares(storage)
    assert shares[FLOOR] == pytest.approx(100 * 100 / 300)
    assert shares[others[0]] == pytest.approx(100 * 50 / 300)
    assert shares[others[1]] == pytest.approx(100 * 25 / 300)
    assert storage.load(OPERATOR, "empty").weight_method == "swing"
    (entry,) = storage.history(OPERATOR, "empty", subject="weights")
    assert entry.after["method"] == "swing"
    assert entry.reason.startswith("Swings: Floor management 100, ")


def test_inside_a_group_the_other_groups_keep_their_points(storage):
    stored_empty(storage)
    before = storage.load(OPERATOR, "empty").points
    app = with_fold("swing")
    app.segmented_control(key="weights:swing:level").set_value("in_group").run()
    app.selectbox(key="weights:swing:group").set_value(WORKFORCE).run()
    members = [c.id for c in load_catalogue().criteria_of_group(WORKFORCE)]
    app = first_swing(app, members[0], WORKFORCE)
    for name in members[1:]:
        swing(app, name, members[0], WORKFORCE).set_value("0")
    app.run()
    press(app, "Use these weights")
    after = storage.load(OPERATOR, "empty").points
    assert after[members[0]] == pytest.approx(sum(before[name] for name in members))
    assert all(after[name] == 0 for name in members[1:])
    assert {i: p for i, p in after.items() if i not in members} == {
        i: p for i, p in before.items() if i not in members
    }


def test_the_swings_are_shown_in_the_words_of_the_anchors(storage):
    stored_empty(storage)
    app = with_fold("swing")
    assert "Attrition in the first 120 days: from" in texts(app)
    assert "Which swing would you make first?" in [box.label for box in app.selectbox]


def test_every_kind_of_value_function_has_a_worst_and_a_best_in_words():
    catalogue = load_catalogue()
    brief = Brief(
        currency="EUR",
        target_cost_per_resolved_contact=9,
        ceiling_cost_per_resolved_contact=18.5,
    )
    lines = dict(
        line.split(": ", 1)
        for criterion in catalogue.criteria
        for line in swing_lines(catalogue, (criterion,), brief)
    )
    assert len(lines) == len(catalogue.criteria)
    assert (
        lines["Cost per resolved contact"]
        == "from the ceiling of EUR 18.50 to the target of EUR 9.00"
    )
    for criterion in catalogue.criteria:
        swings = lines[criterion.title].split(" · ")
        assert len(swings) == len(criterion.inputs)
        for words in swings:
            worst, best = words.partition("from ")[2].rsplit(" to ", 1)
            assert worst
            assert best
            assert worst != best
    without = swing_lines(catalogue, catalogue.criteria, Brief())
    assert "Cost per resolved contact: from the ceiling to the target" in without


def test_among_several_criteria_each_is_told_by_its_question_with_the_largest_share():
    catalogue = load_catalogue()
    criteria = catalogue.criteria_of_group(FLOOR)
    routines = next(c for c in criteria if c.id == "floor_routines")
    (whole,) = swing_lines(catalogue, (routines,), Brief())
    (told,) = (
        line for line in swing_lines(catalogue, criteria, Brief()) if line[:14] == whole[:14]
    )
    assert whole.startswith(told.removesuffix(" · 2 more"))
    assert told.endswith("to 10 agents per team lead · 2 more")


def test_a_falling_anchor_runs_from_the_high_number_to_the_low_one():
    catalogue = number_catalogue({"leavers": (30.0, 5.0), "quality": (0.0, 10.0)})
    lines = swing_lines(catalogue, catalogue.criteria, Brief())
    assert lines == ("Leavers: from 30 to 5 points", "Quality: from 0 to 10 points")


def comparison(app, more, less):
    return app.selectbox(key=f"weights:best_worst:empty:groups:{FLOOR}:{TOOLS}:{more}:{less}")


def compared(app, best_to_others, others_to_worst, direct):
    prefix = "weights:best_worst:empty:groups"
    app.selectbox(key=f"{prefix}:best").set_value(FLOOR).run()
    app.selectbox(key=f"{prefix}:worst:{FLOOR}").set_value(TOOLS).run()
    comparison(app, FLOOR, TOOLS).set_value(direct).run()
    others = [name for name in GROUPS if name not in (FLOOR, TOOLS)]
    for name, over, under in zip(others, best_to_others, others_to_worst, strict=True):
        comparison(app, FLOOR, name).set_value(over)
        comparison(app, name, TOOLS).set_value(under)
    return app.run()


def test_consistent_comparisons_of_the_groups_give_the_weights_behind_them(storage):
    # Ratios to the least: 8 for floor management, then 4, 4, 4, 2, 2, 2 and 1: 27 in all.
    stored_empty(storage, "Atlas")
    app = compared(with_fold("best_worst"), (2, 2, 2, 4, 4, 4), (4, 4, 4, 2, 2, 2), 8)
    assert not app.exception
    assert "Consistency ratio 0.00 (0 fits perfectly, 1 not at all): consistent." in texts(app)
    press(app, "Use these weights")
    shares = group_shares(storage)
    assert shares[FLOOR] == pytest.approx(100 * 8 / 27)
    assert shares[TOOLS] == pytest.approx(100 * 1 / 27)
    assert storage.load(OPERATOR, "empty").weight_method == "best-worst"
    (entry,) = storage.history(OPERATOR, "empty", subject="weights")
    assert entry.after["method"] == "best-worst"
    assert entry.reason.startswith("Floor management counts most, Tooling fit least: 8; ")
    assert entry.reason.endswith("Consistency ratio 0.00 (consistent)")


def test_contradicting_comparisons_say_which_fits_least_before_anything_is_stored(storage):
    # The first: 8 × 8 = 64 against 8, the worst that the scale allows.
    stored_empty(storage)
    before = storage.load(OPERATOR, "empty").points
    app = compared(with_fold("best_worst"), (8, 2, 2, 4, 4, 4), (8, 4, 4, 2, 2, 2), 8)
    first = next(g for g in load_catalogue().groups if g.id not in (FLOOR, TOOLS))
    assert "Consistency ratio 1.00 (0 fits perfectly, 1 not at all): inconsistent." in texts(app)
    assert f"The comparisons of {first.title} fit least." in texts(app)
    assert storage.load(OPERATOR, "empty").points == before


def test_until_all_are_compared_there_is_nothing_to_use(storage):
    stored_empty(storage)
    app = with_fold("best_worst")
    app.selectbox(key="weights:best_worst:empty:groups:best").set_value(FLOOR).run()
    app.selectbox(key=f"weights:best_worst:empty:groups:worst:{FLOOR}").set_value(TOOLS).run()
    assert "The other comparisons follow" in texts(app)
    comparison(app, FLOOR, TOOLS).set_value(3).run()
    assert "12 more to compare" in texts(app)
    assert "Use these weights" not in labels(app)


def test_no_comparison_can_be_larger_than_that_of_the_best_with_the_worst(storage):
    stored_empty(storage)
    app = with_fold("best_worst")
    app.selectbox(key="weights:best_worst:empty:groups:best").set_value(FLOOR).run()
    app.selectbox(key=f"weights:best_worst:empty:groups:worst:{FLOOR}").set_value(TOOLS).run()
    comparison(app, FLOOR, TOOLS).set_value(3).run()
    assert len(comparison(app, FLOOR, WORKFORCE).options) == 3


def test_a_scorecard_of_one_group_compares_its_criteria(storage):
    catalogue = number_catalogue({"quality": (0, 100), "cost": (100, 0)})
    selection = number_selection({"Atlas": [50, 50]}, {"quality": 60, "cost": 40})
    storage.create_selection(OPERATOR, selection, catalogue)
    app = with_fold("swing", "test")
    app.selectbox(key="weights:swing:test:all:first").set_value("quality").run()
    app.text_input(key="weights:swing:test:all:quality:cost").set_value("25").run()
    press(app, "Use these weights")
    assert storage.load(OPERATOR, "test").points == pytest.approx({"quality": 80, "cost": 20})
    app = with_fold("best_worst", "test")
    prefix = "weights:best_worst:test:all"
    app.selectbox(key=f"{prefix}:best").set_value("cost").run()
    app.selectbox(key=f"{prefix}:worst:cost").set_value("quality").run()
    app.selectbox(key=f"{prefix}:cost:quality:cost:quality").set_value(4).run()
    press(app, "Use these weights")
    assert storage.load(OPERATOR, "test").points == pytest.approx({"quality": 20, "cost": 80})


def test_a_single_criterion_leaves_nothing_to_compare(storage):
    selection = number_selection({"Atlas": [50]}, {"quality": 60})
    storage.create_selection(OPERATOR, selection, number_catalogue({"quality": (0, 100)}))
    for name in ("swing", "best_worst"):
        assert "There is nothing to compare" in texts(with_fold(name, "test"))


def test_the_origin_of_the_weights_names_the_method(storage):
    selection = stored_worked(storage)
    points = selection.points
    storage.save_points(
        OPERATOR,
        selection.id,
        {next(iter(points)): 31.0},
        expected_points=points,
        method="best-worst",
    )
    app = open_page("weights", selection.id)
    assert "Found by best-worst comparisons" in texts(app)


def test_the_latitude_names_the_widest_range_and_is_silent_where_there_is_none():
    figures, titles = load_catalogue().elicitation, {"b": "Floor", "w": "Tools", "x": "Costs"}
    fixed = best_worst_weights(
        Comparisons("b", "w", {"x": 2, "w": 4}, {"x": 2}), figures.consistency_index
    )
    assert latitude_in_words(fixed, titles) == ""
    assert "fit least" not in consistency_in_words(fixed, figures, titles)
    # y misses by 1 (4 × 4 against 8), which leaves x a range: at ξ = 1 the ratio is 9 and x lies
    # between max(2 − 1, 9/5) = 1.8 and min(2 + 1, 9/3) = 3 times the worst.
    loose = best_worst_weights(
        Comparisons("b", "w", {"x": 4, "y": 4, "w": 8}, {"x": 2, "y": 4}),
        figures.consistency_index,
    )
    # 1.8 / (9 + 3 + 1.8 + 1) = 12 %, 3 / (9 + 3 + 3 + 1) = 19 %
    assert "Costs could count 12 to 19 % of what is compared." in latitude_in_words(
        loose, titles | {"y": "Ramp"}
    )
