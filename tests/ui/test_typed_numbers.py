"""Numbers as people of many countries type them: understood, or refused beside their field."""

import pytest
from pages import (
    OPERATOR,
    come_back,
    open_page,
    stored_empty,
    stored_worked,
    texts_of,
)

from scorecard.catalogue import InvalidValueError
from scorecard.model import Answer, Brief, Status
from scorecard.ui.brief_sections import BOUGHT, OWN_TEAM, RULES, VOLUME
from scorecard.ui.number_field import number_typed, text_of
from scorecard.ui.reconnection import NOT_SAVED
from scorecard.ui.weights_words import points_as_text

ATTRITION, CRITERION = "attrition_120d_pct", "named_leaders"
RATIO = "brief:empty:peak_to_trough_ratio"
WAGE = "brief:empty:in_house.base_wage_per_hour"
POINTS = f"weights:empty:points:{CRITERION}"
AMBIGUOUS = "“1,234” can be 1234 or 1.234; write 1234 or 1.2340"
# What is typed and why it is refused.
UNCLEAR = [
    ("abc12x", "“abc12x” holds more than a number"),
    ("about a fifth", "“about a fifth” is not a number; write digits, such as 12.5"),
    ("1,234", AMBIGUOUS),
    ("1.2.3", "“1.2.3” is not a number that can be read; write it like 12.5"),
]


def said(app):
    return texts_of(app).replace("\\", "")


def answer_field(app, question=ATTRITION):
    prefix = f"due:c0:{question}:value:"
    return next(field for field in app.text_input if str(field.key).startswith(prefix))


def answer(storage, question=ATTRITION):
    return storage.load(OPERATOR, "empty").answer("c0", question)


def test_what_is_counted_is_not_advised_to_be_written_with_decimals(storage):
    app = brief(storage, BOUGHT)
    app.text_input(key="brief:empty:seats_required").set_value("12.000").run()
    assert "write 12000 or 12" in said(app)
    assert "12.0000" not in said(app)
    app = open_page("due_diligence", "empty", section="capacity_and_ramp")
    answer_field(app, "seats_promised").set_value("12.000").run()
    assert "write 12000 or 12" in said(app)
    assert "12.0000" not in said(app)


def workforce(storage):
    stored_empty(storage, "Atlas")
    return open_page("due_diligence", "empty", section="workforce_stability")


def brief(storage, section=VOLUME, **stated):
    stored_empty(storage, "Atlas", brief=Brief(**stated))
    return open_page("brief", "empty", brief_section=section)


def brief_of(storage):
    return storage.load(OPERATOR, "empty").brief


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("9,4", 9.4, "9.4"),
        ("9.4", 9.4, "9.4"),
        ("18.1 %", 18.1, "18.1"),
        ("18,1%", 18.1, "18.1"),
        ("17,0", 17.0, "17"),
    ],
)
def test_an_answer_is_understood_with_a_comma_and_with_its_unit(storage, typed, number, shown):
    app = workforce(storage)
    answer_field(app).set_value(typed).run()
    assert not app.exception
    assert answer(storage).value == number
    assert answer_field(app).value == shown
    assert "Saved" in said(app)


@pytest.mark.parametrize(("typed", "why"), UNCLEAR)
def test_an_unclear_answer_is_not_stored_and_stays_with_the_reason(storage, typed, why):
    app = workforce(storage)
    answer_field(app).set_value("17").run()
    answer_field(app).set_value(typed).run()
    assert f"Not saved. Attrition in the first 120 days: {why}" in said(app)
    assert answer_field(app).value == typed
    assert answer(storage).value == 17
    # Another section and back: it is still typed.
    app.session_state["due:section"] = "commercials"
    app.run()
    app.session_state["due:section"] = "workforce_stability"
    app.run()
    assert answer_field(app).value == typed
    answer_field(app).set_value("9,4").run()
    assert answer(storage).value == 9.4
    assert "Not saved" not in said(app)


def test_an_unclear_first_answer_leaves_the_question_open(storage):
    app = workforce(storage)
    answer_field(app).set_value("abc12x").run()
    assert (answer(storage).status, answer(storage).value) == (Status.OPEN, None)


def test_a_number_in_groups_is_understood_for_an_amount(storage):
    stored_empty(storage, "Atlas", brief=Brief(currency="EUR"))
    app = open_page("due_diligence", "empty", section="quote")
    answer_field(app, "set_up_fee").set_value("€ 1.234,50").run()
    assert answer(storage, "set_up_fee").value == 1234.5
    answer_field(app, "set_up_fee").set_value("$ 12").run()
    assert "“$ 12” is in $; asked for: EUR" in said(app)
    assert answer(storage, "set_up_fee").value == 1234.5


def test_the_same_number_written_otherwise_changes_nothing(storage):
    app = workforce(storage)
    answer_field(app).set_value("17").run()
    version = answer(storage).version
    answer_field(app).set_value("17,0 %").run()
    assert answer(storage).version == version
    assert answer_field(app).value == "17"


def test_undo_after_a_comma_puts_back_what_stood_there(storage):
    app = workforce(storage)
    answer_field(app).set_value("17").run()
    answer_field(app).set_value("9,4").run()
    next(b for b in app.button if ":undo:" in str(b.key)).click().run()
    assert answer(storage).value == 17
    assert answer_field(app).value == "17"


def test_a_comma_that_a_new_server_has_not_seen_can_be_saved(storage):
    left = workforce(storage)
    answer_field(left).set_value("9,4")
    app = come_back(left)
    assert NOT_SAVED in "".join(str(w.proto.title) for w in app.warning)
    assert "Yours, not saved: 9.4 %" in "".join(w.value for w in app.warning).replace("\\", "")
    next(b for b in app.button if ":mine:" in str(b.key)).click().run()
    assert answer(storage).value == 9.4


def test_an_unclear_answer_that_a_new_server_has_not_seen_is_refused(storage):
    left = workforce(storage)
    answer_field(left).set_value("1,234")
    app = come_back(left)
    assert AMBIGUOUS in said(app)
    assert answer_field(app).value == "1,234"
    assert answer(storage).value is None


@pytest.mark.parametrize("number", [9.4, 1.234, 100 / 3])
def test_a_field_in_which_nothing_was_typed_says_nothing_to_a_new_server(storage, number):
    stored_empty(storage, "Atlas")
    stated = Answer(candidate_id="c0", question_id=ATTRITION, status="answered", value=number)
    storage.save_answer(OPERATOR, "empty", stated, expected_version=0)
    app = come_back(open_page("due_diligence", "empty", section="workforce_stability"))
    assert NOT_SAVED not in said(app)
    assert not [e for e in app.error if "Not saved" in str(e.value)]
    assert answer(storage).value == number


@pytest.mark.parametrize(("typed", "number"), [("1,8", 1.8), ("1.8", 1.8), ("2,0", 2.0)])
def test_a_figure_of_the_brief_is_understood_with_a_comma(storage, typed, number):
    app = brief(storage)
    app.text_input(key=RATIO).set_value(typed).run()
    assert not app.exception
    assert brief_of(storage).peak_to_trough_ratio == number
    assert app.text_input(key=RATIO).value == f"{number:g}"


def test_a_share_and_an_amount_of_the_brief_may_have_their_units(storage):
    app = brief(storage, OWN_TEAM, currency="EUR")
    app.text_input(key="brief:empty:in_house.shrinkage_pct").set_value("32,5 %").run()
    app.text_input(key=WAGE).set_value("€ 16,80").run()
    assert brief_of(storage).in_house.shrinkage_pct == 32.5
    assert brief_of(storage).in_house.base_wage_per_hour == 16.8
    app.text_input(key=WAGE).set_value("17 %").run()
    assert "“17 %” is a percentage; asked for: EUR per paid hour" in said(app)


@pytest.mark.parametrize(("typed", "why"), UNCLEAR)
def test_an_unclear_figure_of_the_brief_stays_with_the_reason(storage, typed, why):
    app = brief(storage, peak_to_trough_ratio=2)
    app.text_input(key=RATIO).set_value(typed).run()
    assert f"Ratio of peak to trough: {why}" in said(app)
    assert app.text_input(key=RATIO).value == typed
    assert brief_of(storage).peak_to_trough_ratio == 2
    app.button(key=f"{RATIO}:take").click().run()
    assert app.text_input(key=RATIO).value == "2"
    assert not app.error


def test_an_unclear_target_is_not_stored_with_the_ceiling(storage):
    # Storage would take "1.234" for a number.
    app = brief(storage, RULES, currency="EUR")
    app.text_input(key="brief:empty:target_cost_per_resolved_contact").set_value("1.234").run()
    app.text_input(key="brief:empty:ceiling_cost_per_resolved_contact").set_value("28").run()
    assert brief_of(storage).ceiling_cost_per_resolved_contact == 28
    assert brief_of(storage).target_cost_per_resolved_contact is None
    assert "“1.234” can be 1234 or 1.234" in said(app)


def test_frozen_anchors_are_read_alike_in_their_dialog(storage):
    stored_empty(
        storage,
        "Atlas",
        brief=Brief(
            currency="EUR",
            target_cost_per_resolved_contact=18,
            ceiling_cost_per_resolved_contact=28,
        ),
    )
    stated = Answer(candidate_id="c0", question_id=ATTRITION, status="answered", value=12.0)
    storage.save_answer(OPERATOR, "empty", stated, expected_version=0)
    app = open_page("brief", "empty", brief_section=RULES)
    dialog = "brief:empty:unfreeze"
    send = f"FormSubmitter:{dialog}:form-Change and keep the reason"
    app.button(key=dialog).click().run()
    app.text_input(key=f"{dialog}:target_cost_per_resolved_contact").set_value("abc12x")
    app.text_area(key=f"{dialog}:reason").set_value("Board, 3 December")
    app.button(key=send).click().run()
    problem = str(app.session_state[f"{dialog}:problem"])
    assert problem.startswith("Target cost per resolved contact: “abc12x” holds more than a number")
    assert brief_of(storage).target_cost_per_resolved_contact == 18
    app.button(key=dialog).click().run()
    app.text_input(key=f"{dialog}:target_cost_per_resolved_contact").set_value("€ 16,5")
    app.text_area(key=f"{dialog}:reason").set_value("Board, 3 December")
    app.button(key=send).click().run()
    assert brief_of(storage).target_cost_per_resolved_contact == 16.5


@pytest.mark.parametrize(
    ("typed", "points"), [("7,5", 7.5), ("7.5", 7.5), ("7,5 points", 7.5), ("7,1234", 7.1234)]
)
def test_points_are_understood_with_a_comma(storage, typed, points):
    stored_empty(storage, "Atlas")
    app = open_page("weights", "empty")
    app.text_input(key=POINTS).set_value(typed).run()
    assert not app.exception
    assert storage.load(OPERATOR, "empty").points[CRITERION] == points
    assert app.text_input(key=POINTS).value == f"{points:g}"


@pytest.mark.parametrize(
    ("typed", "why"), [*UNCLEAR, ("7 %", "“7 %” is a percentage; asked for: points")]
)
def test_unclear_points_stay_with_the_reason(storage, typed, why):
    stored_empty(storage, "Atlas")
    app = open_page("weights", "empty")
    app.text_input(key=POINTS).set_value(typed).run()
    shown = said(app).replace("a number in points", "a number")
    assert f"Not saved: {why}" in shown
    assert app.text_input(key=POINTS).value == typed
    assert storage.load(OPERATOR, "empty").points[CRITERION] == 4


def test_unclear_points_of_a_group_change_none_of_its_criteria(storage):
    stored_empty(storage, "Atlas")
    before = storage.load(OPERATOR, "empty").points
    app = open_page("weights", "empty")
    app.text_input(key="weights:empty:group:floor_management").set_value("30x").run()
    assert "“30x” holds more than a number" in said(app)
    assert storage.load(OPERATOR, "empty").points == before


def test_a_third_is_shown_with_two_decimals_and_what_was_typed_with_its_own():
    assert points_as_text(100 / 3) == "33.33"
    assert points_as_text(12.345) == "12.3450"
    assert points_as_text(33.330000000000005) == "33.33"
    assert points_as_text(25) == "25"


SWING = "weights:swing:empty:groups:floor_management:workforce_stability"


def swing(storage, typed):
    stored_empty(storage)
    app = open_page("weights", "empty")
    app.session_state["weights:fold:swing"] = True
    app.run()
    app.selectbox(key="weights:swing:empty:groups:first").set_value("floor_management").run()
    app.text_input(key=SWING).set_value(typed).run()
    assert not app.exception
    return app


def left_to_rate(app):
    return int(said(app).partition(" more to rate")[0].split()[-1])


def test_a_swing_of_120_says_that_none_is_worth_more_than_the_first_and_counts_for_nothing(storage):
    app = swing(storage, "120")
    assert "Not counted: 120 is impossible. Write 0 to 100" in said(app)
    assert app.text_input(key=SWING).value == "120"
    left = left_to_rate(app)
    app.text_input(key=SWING).set_value("62,5").run()
    assert left_to_rate(app) == left - 1
    assert "Not counted" not in said(app)
    assert app.text_input(key=SWING).value == "62.5"


def test_an_unclear_swing_says_why_and_stays(storage):
    app = swing(storage, "1,234")
    assert AMBIGUOUS in said(app)
    assert app.text_input(key=SWING).value == "1,234"


def anchors(storage):
    stored_empty(storage, "Atlas")
    app = open_page("weights", "empty")
    app.session_state["weights:open_group"] = "workforce_stability"
    app.session_state["weights:open_criterion"] = "attrition_early"
    app.session_state["weights:empty:anchors:attrition_early:0:fold"] = True
    return app.run()


ANCHOR = "weights:empty:anchors:attrition_early:0"


def test_an_anchor_is_understood_with_a_comma_and_its_unit(storage):
    app = anchors(storage)
    app.text_input(key=f"{ANCHOR}:0:2:performance").set_value("16,5 %").run()
    app.button(key=f"{ANCHOR}:apply").click().run()
    value = storage.catalogue(OPERATOR, "empty").criteria_by_id["attrition_early"].inputs[0].value
    assert 16.5 in [point.performance for point in value.points]


def test_an_unclear_anchor_says_why_and_nothing_redraws_it_away(storage):
    app = anchors(storage)
    key = f"{ANCHOR}:0:2:performance"
    app.text_input(key=key).set_value("abc12x").run()
    assert "“abc12x” holds more than a number" in said(app)
    assert not [b for b in app.button if b.label == "Apply"]
    app.button(key=f"{ANCHOR}:add").click().run()
    assert app.text_input(key=key).value == "abc12x"


def test_a_share_of_the_simulation_is_understood_with_a_comma(storage):
    selection = stored_worked(storage)
    app = open_page("robustness", selection.id)
    field = next(n for n in app.text_input if n.label == "Claims count less, %")
    field.set_value("12,5 %").run()
    assert "bare claims 12.5 % less" in said(app)
    field = next(n for n in app.text_input if n.label == "Claims count less, %")
    field.set_value("abc12x").run()
    assert "“abc12x” holds more than a number" in said(app)
    assert "counts meanwhile" in said(app)


def test_half_a_simulated_case_is_refused(storage):
    selection = stored_worked(storage)
    app = open_page("robustness", selection.id)
    next(n for n in app.text_input if n.label == "Simulated cases").set_value("1000,5").run()
    assert "A whole number from 100 to 200,000; 10,000 counts meanwhile." in said(app)


def bring(storage):
    app = open_page("selections")
    app.button(key="selections:bring").click().run()
    table = "Criterion\tWeight\tAtlas\nDesign\t50\t4\nPrice\t50\t900\n"
    app.text_area(key="selections:paste").set_value(table)
    return app.run()


def scale(app):
    return next(n for n in app.text_input if str(n.key).endswith(":high"))


def test_the_scale_of_a_sheet_is_understood_or_stays_with_the_reason(storage):
    app = bring(storage)
    scale(app).set_value("1.234,5").run()
    assert "Scores run from 0 to 1234.5, because you said so." in said(app)
    scale(app).set_value("abc12x").run()
    assert "Not taken over: “abc12x” holds more than a number" in said(app)
    assert scale(app).value == "abc12x"
    assert "Scores run from 0 to 1234.5" in said(app)
    next(b for b in app.button if str(b.key).endswith(":forget")).click().run()
    assert not app.exception
    assert "abc12x" not in said(app)
    assert scale(app).value != "abc12x"


def test_what_a_field_holds_is_read_and_shown():
    assert [text_of(held) for held in (None, 18.1, "abc")] == ["", "18.1", "abc"]
    assert [number_typed(held) for held in (None, " ", 5, "9,4")] == [None, None, 5.0, 9.4]
    with pytest.raises(InvalidValueError, match=r"^Ramp: “x” is not a number; write digits"):
        number_typed("x", what="Ramp")
