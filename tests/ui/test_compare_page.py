"""Compare: the first two of the ranking by default, differences first, answers in words."""

import pytest
from building import AS_OF, number_catalogue, number_selection
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.catalogue import load_catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Answer
from scorecard.ui.compare_rows import default_rows, in_order, question_rows


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.subheader]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def chosen(app, selection):
    return app.session_state[f"compare:{selection}:candidates"]


def test_the_first_two_of_the_ranking_are_compared_until_somebody_chooses(storage):
    selection = stored_worked(storage)
    app = open_page("compare", selection.id)
    assert not app.exception
    assert chosen(app, selection.id) == ["aldermoor", "brisa"]
    assert "Aldermoor Care beats Brisa Contacto on Workforce stability" in texts(app)


def test_the_choice_stands_in_the_address_and_comes_back_from_it(storage):
    selection = stored_worked(storage)
    app = open_page("compare", selection.id)
    widget = next(w for w in app.button_group if str(w.key).endswith(":candidates"))
    widget.set_value(["cobaltlane", "dunmere"]).run()
    assert app.query_params["compare"] in ("cobaltlane,dunmere", ["cobaltlane,dunmere"])
    again = open_page("compare", selection.id)
    again.session_state[f"compare:{selection.id}:candidates"] = ["cobaltlane", "dunmere"]
    again.run()
    assert "Dunmere Dialogue beats Cobalt Lane on" in texts(again)


def test_any_number_of_candidates_stand_side_by_side(storage):
    selection = stored_worked(storage)
    app = open_page("compare", selection.id)
    everybody = [candidate.id for candidate in selection.candidates]
    app.session_state[f"compare:{selection.id}:candidates"] = everybody
    app.run()
    assert not app.exception
    overview = app.dataframe[0].value
    assert list(overview["Rank"]) == ["1", "2", "3", "4", "5"]
    table = next(d.value for d in app.dataframe if "Criterion" in d.value.columns)
    assert {candidate.name for candidate in selection.candidates} <= set(table.columns)


def test_the_pair_of_the_waterfall_can_be_chosen_among_more_than_two(storage):
    selection = stored_worked(storage)
    app = open_page("compare", selection.id)
    app.session_state[f"compare:{selection.id}:candidates"] = ["aldermoor", "brisa", "everhall"]
    app.run()
    evaluation_rows = app.selectbox(key="compare:first").options
    assert len(evaluation_rows) == 3
    app.selectbox(key="compare:first").set_value(
        [c.id for c in selection.candidates].index("everhall")
    ).run()
    assert "Everhall Support" in texts(app).split("Criterion by criterion")[0]
    assert not app.exception


def test_one_chosen_candidate_asks_for_a_second(storage):
    selection = stored_worked(storage)
    app = open_page("compare", selection.id)
    app.session_state[f"compare:{selection.id}:candidates"] = ["brisa"]
    app.run()
    assert "Choose at least two candidates" in texts(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("names", "said"), [((), "There are no candidates yet"), (("Atlas",), "only one candidate")]
)
def test_without_two_candidates_the_page_offers_to_add_them(storage, names, said):
    stored_empty(storage, *names)
    app = open_page("compare", "empty")
    assert said in texts(app)
    assert [b for b in app.button if b.label == "Add candidates"]


def test_candidates_who_have_answered_nothing_are_level_and_alike(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("compare", "empty")
    assert not app.exception
    assert "Atlas and Borealis are level on every group." in texts(app)
    assert "the same answers to every question of this section" in texts(app)


def test_only_differing_answers_are_shown_until_all_are_asked_for(storage):
    stored_empty(storage, "Atlas", "Borealis")
    for candidate, value in (("c0", 12.0), ("c1", 17.0)):
        answer = Answer(
            candidate_id=candidate,
            question_id="agents_per_team_lead",
            status="answered",
            value=value,
        )
        storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("compare", "empty")
    shown = texts(app)
    assert "12 agents per team lead · claimed" in shown
    assert "17 agents per team lead · claimed" in shown
    assert "Knowledge" not in shown.split("Answer by answer")[1]
    app.toggle(key="compare:only_differing").set_value(False).run()
    assert "open" in texts(app)


def test_with_all_weights_zero_the_page_sends_to_the_weights(storage):
    stored_empty(storage, "Atlas", "Borealis")
    points = storage.load(OPERATOR, "empty").points
    storage.save_points(OPERATOR, "empty", dict.fromkeys(points, 0.0), expected_points=points)
    app = open_page("compare", "empty")
    assert [b for b in app.button if b.label == "Set the weights"]


def test_fifty_candidates_are_chosen_from_a_list_and_all_compared(storage):
    selection = stored_fifty(storage)
    app = open_page("compare", selection.id)
    assert not app.exception
    assert app.multiselect
    app.session_state[f"compare:{selection.id}:candidates"] = [c.id for c in selection.candidates]
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 50


def test_a_name_that_looks_like_markdown_is_shown_as_it_was_typed(storage):
    stored_empty(storage, "**Bold** $x$ [a](http://b)", "Borealis")
    app = open_page("compare", "empty")
    assert r"\*\*Bold\*\* \$x\$" in " ".join(m.value for m in app.markdown)


def three():
    catalogue = number_catalogue({"x": (0, 100), "y": (0, 100)})
    matrix = {"Atlas": (80, 40), "Borealis": (70, 90), "Cobalt": (10, 50)}
    return evaluate(number_selection(matrix, {"x": 3, "y": 1}), catalogue, as_of=AS_OF)


def test_the_default_is_the_first_two_of_the_ranking_in_its_order():
    # Overall: Atlas 0.75·80 + 0.25·40 = 70, Borealis 75, Cobalt 20.
    evaluation = three()
    assert default_rows(evaluation) == (1, 0)
    assert in_order(evaluation, (2, 0, 1)) == (1, 0, 2)


def test_answers_that_differ_only_in_their_evidence_differ():
    evaluation = three()
    assert [row.differs for row in question_rows(evaluation, (0, 1))] == [True, True]
    same = number_selection({"Atlas": (5, 5), "Borealis": (5, 5)}, {"x": 1, "y": 1})
    alike = evaluate(same, evaluation.catalogue, as_of=AS_OF)
    assert [row.differs for row in question_rows(alike, (0, 1))] == [False, False]


def test_what_the_buyer_saw_is_not_called_a_claim(storage):
    stored_empty(storage, "Atlas", "Borealis")
    for candidate, value in (("c0", 4.0), ("c1", 2.0)):
        answer = Answer(
            candidate_id=candidate,
            question_id="floor_management_maturity_seen",
            status="answered",
            value=value,
        )
        storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    shown = texts(open_page("compare", "empty"))
    assert "4 of 5 · seen by the buyer" in shown
    assert "claimed" not in shown


def test_taking_a_candidate_out_of_the_comparison_takes_it_out_of_the_pair(storage):
    selection = stored_worked(storage)
    key = f"compare:{selection.id}:candidates"
    app = open_page("compare", selection.id)
    app.session_state[key] = ["aldermoor", "brisa", "cobaltlane", "dunmere"]
    app.run()
    app.selectbox(key="compare:first").set_value(
        [c.id for c in selection.candidates].index("cobaltlane")
    ).run()
    app.session_state[key] = ["aldermoor", "brisa", "dunmere"]
    app.run()
    assert not app.exception
    assert "Cobalt Lane" not in app.markdown[0].value


def test_amounts_of_a_quote_stand_in_its_own_currency_and_differ_from_the_same_in_another(storage):
    stored_empty(storage, "Atlas", "Borealis")
    for candidate, question, value in (
        ("c0", "quote_currency", "GBP"),
        ("c0", "headline_rate_per_hour", 11.0),
        ("c1", "headline_rate_per_hour", 11.0),
    ):
        given = Answer(candidate_id=candidate, question_id=question, status="answered", value=value)
        storage.save_answer(OPERATOR, "empty", given, expected_version=0)
    selection = storage.load(OPERATOR, "empty")
    evaluation = evaluate(selection, load_catalogue(), as_of=AS_OF)
    rows = {row.question.id: row for row in question_rows(evaluation, (0, 1))}
    assert rows["headline_rate_per_hour"].words == ("GBP 11.00", "USD 11.00")
    assert rows["headline_rate_per_hour"].differs
