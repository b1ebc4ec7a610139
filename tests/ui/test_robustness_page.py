"""Robustness: how sure, which weight tips, what to ask next; what-ifs that store nothing."""

from datetime import UTC, datetime

import pytest
from building import AS_OF, number_catalogue, number_selection
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.access import Actor, Role
from scorecard.catalogue import load_catalogue
from scorecard.certainty import assess
from scorecard.evaluation import evaluate
from scorecard.model import (
    Answer,
    Brief,
    Candidate,
    ChannelBaseline,
    InteractionVolume,
    Selection,
    Status,
)
from scorecard.ui.robustness.ranks import beliefs_table
from scorecard.ui.robustness.running import Run, is_long, quick
from scorecard.ui.robustness.weights_that_tip import crossings
from scorecard.ui.robustness.what_if import ranking_table
from scorecard.ui.robustness.words import (
    pair_in_words,
    removals_in_words,
    what_if_in_words,
    without_criteria_in_words,
)
from scorecard.what_if import reweighed

WHAT_IF, HANGS_ON = "What if", "What it hangs on"
GROUPS = {"floor": "floor_management", "price": "commercials"}


@pytest.fixture
def worked(storage):
    return stored_worked(storage)


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error, *app.subheader, *app.warning]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def opened_at(part, selection_id):
    app = open_page("robustness", selection_id)
    app.session_state["robustness:part"] = part
    return app.run()


def slider(app, group_id):
    return next(s for s in app.slider if str(s.key).endswith(f":points:{group_id}"))


def ranking(app):
    return next(d.value for d in app.dataframe if "Saved" in d.value.columns)


def press(app, label):
    return next(b for b in app.button if b.label.replace("\\", "") == label).click().run()


def kept(app, name):
    next(t for t in app.text_input if str(t.key).endswith(":scenario_name")).set_value(name)
    return press(app, "Keep as a scenario")


def stored_state(storage, selection):
    return (
        storage.load(OPERATOR, selection.id),
        storage.revision(OPERATOR, selection.id),
        storage.history(OPERATOR, selection.id),
    )


def test_without_candidates_the_page_says_so_and_offers_to_add_them(storage):
    stored_empty(storage)
    app = open_page("robustness", "empty")
    assert not app.exception
    assert "Nobody is ranked yet" in texts(app)
    assert [b for b in app.button if b.label == "Add candidates"]


def test_one_candidate_has_nobody_to_be_overtaken_by(storage):
    stored_empty(storage, "Atlas")
    attrition = {"question_id": "attrition_120d_pct", "status": "answered", "value": 10.0}
    answer = Answer.model_validate({"candidate_id": "c0", **attrition})
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("robustness", "empty")
    assert not app.exception
    assert "Atlas is alone in the ranking: it takes two" in texts(app)


def test_with_all_weights_zero_it_leads_to_the_weights(storage):
    stored_empty(storage, "Atlas", "Borealis")
    points = storage.load(OPERATOR, "empty").points
    storage.save_points(OPERATOR, "empty", dict.fromkeys(points, 0.0), expected_points=points)
    app = open_page("robustness", "empty")
    assert not app.exception
    assert "Nothing is weighed yet" in texts(app)
    assert [b for b in app.button if b.label == "Set the weights"]


def test_with_nothing_answered_it_leads_to_the_answers(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("robustness", "empty")
    assert not app.exception
    assert "Nobody is ranked yet: it takes two to ask who would overtake whom." in texts(app)
    assert [b for b in app.button if b.label == "Record answers"]


def test_the_worked_selection_says_how_sure_which_weight_tips_and_what_to_ask(worked):
    app = open_page("robustness", worked.id)
    assert not app.exception
    shown = texts(app)
    assert app.title[0].value == "How sure is this?"
    assert "Aldermoor Care is a clear leader." in shown
    assert "Clear leader]" in shown
    assert "Brisa Contacto draws level when Workforce stability" in shown
    assert "Find out next all the same: Aldermoor Care's answer to “Brand-voice sample”" in shown
    assert "10,000 simulated cases, seed 1: one standard error of a share is at most 0.5" in shown
    assert "Aldermoor Care is ahead of Brisa Contacto in 96 %" in shown
    assert len(app.get("plotly_chart")) == 5


def test_fifty_candidates_have_every_chart_and_part(storage):
    selection = stored_fifty(storage)
    for part in ("How sure", WHAT_IF, HANGS_ON):
        app = opened_at(part, selection.id)
        assert not app.exception
    app = opened_at("How sure", selection.id)
    assert len(app.get("plotly_chart")) == 5
    assert "of 10,000 simulated cases" in texts(app)


def test_what_is_known_of_the_weights_can_be_chosen(worked):
    app = open_page("robustness", worked.id)
    model = next(w for w in app.button_group if str(w.key).endswith(":model"))
    model.set_value("uniform").run()
    assert not app.exception
    assert "every set of weights as likely" in texts(app)
    assert not [n for n in app.text_input if n.label == "Give or take, %"]


def test_an_impossible_figure_is_said_beside_its_field_and_the_default_counts(worked):
    app = open_page("robustness", worked.id)
    field = next(n for n in app.text_input if n.label == "Give or take, %")
    field.set_value("0").run()
    assert not app.exception
    assert "From 0.1 to 100; 20 counts meanwhile." in texts(app)
    assert "weights give or take 20 %" in texts(app)


def test_another_discount_of_claims_is_used_and_said(worked):
    app = open_page("robustness", worked.id)
    field = next(n for n in app.text_input if n.label == "Claims count less, %")
    field.set_value("35").run()
    assert "bare claims 35 % less" in texts(app)


def test_a_question_opens_in_due_diligence_at_its_candidate(worked):
    app = open_page("robustness", worked.id)
    first = next(b for b in app.button if b.label == "Open in due diligence")
    # No answer changes the outcome here, so what only the buyer can rate is not what to ask first.
    assert "brand_voice_sample" not in first.key
    candidate = worked.candidate(first.key.split(":")[2])
    first.click().run()
    assert not app.exception
    assert app.title[0].value == f"What has {candidate.name} answered?"


def test_what_one_would_have_to_believe_is_a_table_of_groups(worked):
    app = open_page("robustness", worked.id)
    app.session_state["robustness:beliefs"] = True
    app.run()
    assert "Brisa Contacto is first in 4 % of the cases" in texts(app)
    table = next(d.value for d in app.dataframe if "Weight on average where first" in d.value)
    assert table["Weight now"].sum() == pytest.approx(100)
    assert table["Weight on average where first"].sum() == pytest.approx(100)


def test_a_moved_slider_moves_the_ranking_and_stores_nothing(storage, worked):
    before = stored_state(storage, worked)
    app = opened_at(WHAT_IF, worked.id)
    assert "Aldermoor Care stays first" in texts(app)
    assert ranking(app)["Rank"].tolist() == ["1", "2", "3", "4", "5"]
    slider(app, "domain_depth").set_value(100.0).run()
    assert not app.exception
    table = ranking(app)
    assert table["Candidate"].tolist()[:2] == ["Brisa Contacto", "Aldermoor Care"]
    assert [rank.split() for rank in table["Rank"][:2]] == [["1", "↑1"], ["2", "↓1"]]
    assert table["Saved"][0].startswith("2 · ")
    assert "Brisa Contacto takes the lead from Aldermoor Care" in texts(app)
    assert stored_state(storage, worked) == before


def test_the_sliders_go_back_to_the_saved_weights(worked):
    app = opened_at(WHAT_IF, worked.id)
    slider(app, "domain_depth").set_value(100.0).run()
    press(app, "Back to the saved weights")
    assert slider(app, "domain_depth").value == 11
    assert "nobody changes place" in texts(app)


def test_a_slider_that_nobody_moved_follows_a_new_saved_weight(storage, worked):
    app = opened_at(WHAT_IF, worked.id)
    slider(app, "commercials").set_value(50.0).run()
    points = storage.load(OPERATOR, worked.id).points
    doubled = {i: 2 * p for i, p in points.items() if i == "named_leaders"}
    storage.save_points(OPERATOR, worked.id, doubled, expected_points=points)
    app.run()
    # Named leaders had 4 of 100 points: with 8 floor management has 29 of 104, 27.9 %.
    assert slider(app, "floor_management").value == 27.9
    assert slider(app, "commercials").value == 50


def test_all_sliders_at_zero_weigh_nothing_and_say_so(worked):
    app = opened_at(WHAT_IF, worked.id)
    for one in app.slider:
        one.set_value(0.0)
    app.run()
    assert not app.exception
    assert "Every slider stands at 0" in texts(app)


def question(app, question_id, candidate_id):
    next(s for s in app.selectbox if str(s.key).endswith(":candidate")).set_value(candidate_id)
    next(s for s in app.selectbox if str(s.key).endswith(":question")).set_value(question_id)
    return app.run()


def test_another_answer_counts_in_the_what_if_and_is_never_stored(storage, worked):
    before = stored_state(storage, worked)
    app = question(opened_at(WHAT_IF, worked.id), "attrition_120d_pct", "aldermoor")
    now = ranking(app).set_index("Candidate")["Overall value"]["Aldermoor Care"]
    field = next(n for n in app.text_input if ":answer:" in str(n.key))
    field.set_value("40").run()
    assert not app.exception
    assert "→ **40 %**" in texts(app)
    after = ranking(app).set_index("Candidate")["Overall value"]["Aldermoor Care"]
    assert after < now
    assert stored_state(storage, worked) == before
    press(app, "Take back")
    assert "40 %" not in texts(app)
    assert ranking(app).set_index("Candidate")["Overall value"]["Aldermoor Care"] == now


def test_an_answer_is_tried_as_refused_and_then_with_a_value_again(storage, worked):
    before = stored_state(storage, worked)
    app = question(opened_at(WHAT_IF, worked.id), "attrition_120d_pct", "aldermoor")
    now = ranking(app).set_index("Candidate")["Overall value"]["Aldermoor Care"]
    statuses = next(g for g in app.button_group if ":status:" in str(g.key))
    statuses.set_value("refused").run()
    assert not app.exception
    assert "→ **refused**" in texts(app)
    assert ranking(app).set_index("Candidate")["Overall value"]["Aldermoor Care"] < now
    app.run()
    next(n for n in app.text_input if ":answer:" in str(n.key)).set_value("40").run()
    assert "→ **40 %**" in texts(app)
    assert not next(g for g in app.button_group if ":status:" in str(g.key)).value
    assert stored_state(storage, worked) == before


def test_an_impossible_answer_is_refused_with_the_reason_and_does_not_count(worked):
    app = question(opened_at(WHAT_IF, worked.id), "attrition_120d_pct", "aldermoor")
    next(n for n in app.text_input if ":answer:" in str(n.key)).set_value("-3").run()
    assert "Not counted." in texts(app)
    assert "-3 % is impossible" in texts(app)
    assert "Take back" not in [b.label for b in app.button]


def test_a_what_if_is_kept_listed_and_compared_without_touching_the_selection(storage, worked):
    before = storage.load(OPERATOR, worked.id), storage.revision(OPERATOR, worked.id)
    app = opened_at(WHAT_IF, worked.id)
    slider(app, "domain_depth").set_value(100.0).run()
    kept(app, "Domain first")
    assert not app.exception
    assert "Kept as “Domain first”." in texts(app)
    (scenario,) = storage.list_scenarios(OPERATOR, worked.id)
    # 100 points beside the 89 of the others: 100 of 189.
    domain = [c.id for c in evaluation_of(storage, worked).criteria if c.group == "domain_depth"]
    assert sum(scenario.points[i] for i in domain) == pytest.approx(100 * 100 / 189)
    assert "Domain 53 % instead of 11 %" in texts(app)
    assert "Brisa Contacto leads in “Domain first”; Aldermoor Care as saved" in texts(app)
    assert (storage.load(OPERATOR, worked.id), storage.revision(OPERATOR, worked.id)) == before


def evaluation_of(storage, selection):
    catalogue = storage.catalogue(OPERATOR, selection.id)
    return evaluate(storage.load(OPERATOR, selection.id), catalogue, as_of=AS_OF)


def test_a_name_that_is_taken_or_missing_is_refused_and_what_was_tried_stays(storage, worked):
    app = opened_at(WHAT_IF, worked.id)
    slider(app, "domain_depth").set_value(100.0).run()
    kept(app, "Domain first")
    kept(app, "domain FIRST")
    assert "Not kept. There is a scenario named 'Domain first' already." in texts(app)
    kept(app, " ")
    assert "1 to 200 characters" in texts(app)
    assert slider(app, "domain_depth").value == 100
    assert len(storage.list_scenarios(OPERATOR, worked.id)) == 1


def test_what_changes_nothing_is_not_kept(storage, worked):
    app = kept(opened_at(WHAT_IF, worked.id), "Same")
    assert "This what-if changes nothing" in texts(app)
    assert storage.list_scenarios(OPERATOR, worked.id) == ()


def stored_scenario(storage, selection, name="Attrition worse"):
    answer = Answer(
        candidate_id="aldermoor",
        question_id="attrition_120d_pct",
        status=Status.ANSWERED,
        value=40.0,
    )
    return storage.create_scenario(OPERATOR, selection.id, name=name, points={}, answers=[answer])


def test_a_scenario_is_loaded_into_sliders_and_answers(storage, worked):
    stored_scenario(storage, worked)
    app = opened_at(WHAT_IF, worked.id)
    slider(app, "domain_depth").set_value(100.0).run()
    press(app, "Load")
    assert slider(app, "domain_depth").value == 11
    assert "→ **40 %**" in texts(app)


def test_a_scenario_is_renamed_and_deleted(storage, worked):
    stored_scenario(storage, worked)
    app = opened_at(WHAT_IF, worked.id)
    next(t for t in app.text_input if t.label == "Name").set_value("Worse").run()
    press(app, "Rename")
    assert [s.name for s in storage.list_scenarios(OPERATOR, worked.id)] == ["Worse"]
    press(app, "Delete this scenario")
    assert not app.exception
    assert storage.list_scenarios(OPERATOR, worked.id) == ()
    assert "“Worse” is deleted." in texts(app)


def test_somebody_elses_rename_is_shown_and_nothing_is_deleted_unseen(storage, worked):
    scenario = stored_scenario(storage, worked)
    app = opened_at(WHAT_IF, worked.id)
    storage.rename_scenario(
        OPERATOR, worked.id, scenario.id, name="Theirs", expected_version=scenario.version
    )
    press(app, "Delete this scenario")
    assert "Not deleted." in texts(app)
    assert "in the meantime" in texts(app)
    assert len(storage.list_scenarios(OPERATOR, worked.id)) == 1


def test_what_of_a_scenario_no_longer_applies_is_said(storage, worked):
    stored_scenario(storage, worked)
    version = storage.load(OPERATOR, worked.id).candidate("aldermoor").version
    storage.remove_candidate(OPERATOR, worked.id, "aldermoor", expected_version=version)
    app = opened_at(WHAT_IF, worked.id)
    assert not app.exception
    assert "An answer of a candidate who has been removed since." in texts(app)


def test_an_observer_tries_things_out_but_keeps_nothing(storage, worked, monkeypatch):
    stored_scenario(storage, worked)
    monkeypatch.setattr("scorecard.ui.state.actor", lambda: Actor("Olga", Role.OBSERVER))
    app = opened_at(WHAT_IF, worked.id)
    assert not app.exception
    assert "Owners of the selection keep scenarios" in texts(app)
    labels = [button.label for button in app.button]
    assert "Load" in labels
    assert not {"Keep as a scenario", "Rename", "Delete this scenario"} & set(labels)
    slider(app, "domain_depth").set_value(100.0).run()
    assert "Brisa Contacto takes the lead" in texts(app)


def test_what_the_result_hangs_on_names_criterion_dominance_and_open_gates(worked):
    shown = texts(opened_at(HANGS_ON, worked.id))
    assert "Without “Attrition in the first 120 days” Brisa Contacto would lead" in shown
    assert "every value is measured against anchors, never against another candidate" in shown
    assert "**Cobalt Lane** is nowhere better and somewhere worse than Aldermoor Care." in shown
    assert "It could share place 1 but never hold it alone" in shown
    assert "everybody is first" not in shown
    assert "**Everhall Support**: Compliance" in shown


def with_samples(app, count):
    next(n for n in app.text_input if n.label == "Simulated cases").set_value(str(count))
    return app.run()


def test_a_long_run_shows_progress_and_can_be_cancelled(storage):
    selection = stored_fifty(storage)
    app = with_samples(open_page("robustness", selection.id), 200_000)
    assert not app.exception
    run = app.session_state["robustness:run"]
    assert not run.is_finished
    assert "of 10,000 simulated cases" in texts(app)
    press(app, "Cancel")
    assert run.wait(60)
    assert run.certainty is None
    app.run()
    assert "The run of 200,000 cases was cancelled. What is shown rests on 10,000." in texts(app)
    assert "Cancel" not in [button.label for button in app.button]


def test_a_long_run_replaces_what_is_shown_when_it_is_done(worked):
    app = with_samples(open_page("robustness", worked.id), 50_000)
    assert app.session_state["robustness:run"].wait(60)
    app.run()
    assert not app.exception
    assert "In 50,000 simulated cases" in texts(app)
    assert "50,000 simulated cases, seed 1: one standard error of a share is at most 0.2" in texts(
        app
    )


def certain(matrix, weights, **options):
    catalogue = number_catalogue(dict.fromkeys(weights, (0.0, 100.0)), GROUPS)
    evaluation = evaluate(number_selection(matrix, weights), catalogue, as_of=AS_OF)
    return assess(evaluation, claim_discount=0.0, **options)


# Atlas 0.7·90 + 0.3·20 = 69, Borealis 0.7·50 + 0.3·70 = 56.
TWO = {"Atlas": [90, 20], "Borealis": [50, 70]}
WEIGHTS = {"floor": 7.0, "price": 3.0}


def test_a_run_in_a_thread_gives_the_same_digits_as_one_at_once(storage, worked):
    from scorecard.ui.robustness.options import default_options

    evaluation = evaluation_of(storage, worked)
    options = default_options(evaluation)
    run = Run(evaluation, options, "key")
    run.start()
    assert run.wait(60)
    at_once = assess(evaluation, simulation=options.simulation)
    assert run.certainty is not None
    assert (run.certainty.full.ranks == at_once.full.ranks).all()
    assert not is_long(evaluation, options)
    assert quick(evaluation, options) == options


def test_a_pair_is_compared_in_a_sentence():
    certainty = certain({"Atlas": [90, 90], "Borealis": [50, 70]}, WEIGHTS)
    assert pair_in_words(certainty, 0, 1) == "Atlas is ahead of Borealis in 100 % of the cases."
    assert pair_in_words(certainty, 1, 0) == (
        "Borealis is ahead of Atlas in 0 % of the cases, behind in 100 %."
    )


def test_two_alike_are_level():
    certainty = certain({"Atlas": [50, 70], "Borealis": [50, 70]}, WEIGHTS)
    assert pair_in_words(certainty, 0, 1).endswith("in 0 % of the cases, level in 100 %.")


def test_the_crossings_of_a_pair_are_those_of_hand_arithmetic():
    # Level at 90t + 20(1−t) = 50t + 70(1−t), t = 5/9; commercials 4/9.
    table, never = crossings(certain(TWO, WEIGHTS), 0, 1, by_group=True)
    assert dict(zip(table["Weight of"], table["They are level at"], strict=True)) == pytest.approx(
        {"Floor management": 500 / 9, "Commercials": 400 / 9}
    )
    assert never == []
    # At 100 % for price both have 70, but neither gets ahead there.
    table, never = crossings(certain({"A": [90, 70], "B": [50, 70]}, WEIGHTS), 0, 1, by_group=True)
    assert table.empty
    assert sorted(never) == ["Commercials", "Floor management"]


def test_nobody_has_to_believe_anything_for_whom_is_never_first():
    certainty = certain({"Atlas": [90, 90], "Borealis": [50, 70]}, WEIGHTS)
    assert beliefs_table(certainty, 1).empty
    assert beliefs_table(certainty, 0)["Difference"].abs().max() < 2


def test_leaving_out_the_criterion_that_carries_the_leader_is_named():
    # Without floor Borealis leads 70 to 20; without price Atlas 90 to 50.
    assert without_criteria_in_words(certain(TWO, WEIGHTS)) == (
        "Without “Floor” Borealis would lead; without any other, Atlas stays first."
    )
    assert without_criteria_in_words(certain({"A": [9, 9], "B": [5, 7]}, WEIGHTS)) == (
        "A leads whichever criterion is left out."
    )


def test_with_relative_prices_it_is_said_whose_removal_changes_the_winner():
    certainty = certain({**TWO, "Cobalt": [10, 10]}, WEIGHTS)
    _, borealis, cobalt = certainty.candidates
    certainty.__dict__["winner_changes_without"] = ((cobalt, borealis),)
    assert removals_in_words(certainty).endswith("without Cobalt, Borealis would be first.")


def test_a_what_if_is_told_in_a_sentence():
    saved = certain({**TWO, "Cobalt": [10, 10]}, WEIGHTS).evaluation
    # Half and half: Atlas 55, Borealis 60.
    half = reweighed(saved, {"floor_management": 50.0, "commercials": 50.0})
    assert what_if_in_words(saved, half) == (
        "Borealis takes the lead from Atlas by 5.0; 2 change their place."
    )
    same = reweighed(saved, {"floor_management": 70.0, "commercials": 30.0})
    assert what_if_in_words(saved, same) == (
        "Atlas stays first, 13.0 ahead of Borealis; nobody changes place."
    )


def test_who_has_answered_nothing_is_not_called_out_in_a_what_if():
    # Saved: Atlas 0.7·90 + 0.3·20 = 69, Borealis 0.7·50 + 0.3·70 = 56.
    saved = certain({**TWO, "Cobalt": [None, None]}, WEIGHTS).evaluation
    half = reweighed(saved, {"floor_management": 50.0, "commercials": 50.0})
    table = ranking_table(saved, half)
    assert table["Rank"].tolist() == ["1  ↑1", "2  ↓1", "–"]
    assert table["Saved"].tolist() == ["2 · 56.0", "1 · 69.0", "– · –"]
    assert table["Overall value"].isna().tolist() == [False, False, True]


def test_one_answer_may_be_asked_for_by_two_criteria_of_a_candidate(storage):
    # The parts of the rate decide completeness as a claim and leave the cost a range.
    answers = [
        {"question_id": "price_lines", "value": [{"unit": "per_hour", "price": 20.0}]},
        {
            "question_id": "rate_parts",
            "value": [
                {"part": part.id, "treatment": "included"}
                for part in load_catalogue().questions_by_id["rate_parts"].fixed_rows
            ],
        },
    ]
    selection = Selection(
        id="twice",
        title="Asked for twice",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        brief=Brief(
            volumes=(InteractionVolume(interaction_type="All", contacts_per_month=5000),),
            channels=(ChannelBaseline(channel="E-mail", share_pct=100, aht_minutes=6, fcr_pct=70),),
            target_cost_per_resolved_contact=1,
            ceiling_cost_per_resolved_contact=20,
        ),
        points={"price": 1.0, "rate_completeness": 1.0},
        candidates=(Candidate(id="a", name="Atlas"), Candidate(id="b", name="Borealis")),
        answers=tuple(
            Answer.model_validate({"candidate_id": name, "status": "answered", **answer})
            for name in "ab"
            for answer in answers
        ),
    )
    storage.create_selection(OPERATOR, selection, load_catalogue())
    app = open_page("robustness", "twice")
    assert not app.exception
    asked = [button.key for button in app.button if "rate_parts" in str(button.key)]
    assert len(asked) == len(set(asked)) > 2
