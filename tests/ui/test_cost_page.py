"""Cost: the sentence, every part of the page, ways to the field, and what is missing."""

import json
from datetime import date

import pytest
from pages import (
    OPERATOR,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    texts_of,
)

from scorecard.access import Actor, Role
from scorecard.catalogue import Catalogue, load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.cost_words import cost_sentence
from scorecard.evaluation import evaluate
from scorecard.model import ExchangeRate
from scorecard.ui import costs as cached_costs
from scorecard.ui import state
from scorecard.ui.cost.newer_catalogue import with_cost_data

PARTS = ("Loaded rate", "Channels", "Pricing models", "Savings", "Value for money")


@pytest.fixture
def worked(storage):
    return stored_worked(storage)


def opened_at(part, selection_id):
    app = open_page("cost", selection_id)
    app.session_state["cost:part"] = part
    return app.run()


def press(app, label):
    return next(b for b in app.button if b.label == label).click().run()


def tables(app):
    return [frame.value for frame in app.dataframe]


def without_cost_data():
    """The shipped catalogue as it was before costs were calculated: price was the loaded rate."""
    shipped = load_catalogue()
    content = shipped.model_dump(mode="json")
    for criterion in content["criteria"]:
        for item in criterion["inputs"]:
            if item["value"].pop("basis", None):
                item["question"] = "loaded_rate_per_hour"
    content["commercial"] = None
    content["questions"] = [q for q in content["questions"] if q["section"] != "quote"]
    return Catalogue.model_validate(content)


def stored_with_old_catalogue(storage, worked):
    old = without_cost_data()
    asked = {question.id for question in old.questions}
    answers = tuple(a for a in worked.answers if a.question_id in asked)
    selection = worked.model_copy(update={"id": "old", "title": "Old", "answers": answers})
    return storage.create_selection(OPERATOR, selection, old)


def test_the_sentence_under_the_title_is_computed_from_the_quotes(worked):
    app = open_page("cost", worked.id)
    assert not app.exception
    costs = cost_of_selection(worked, load_catalogue())
    names = {candidate.id: candidate.name for candidate in worked.candidates}
    assert app.title[0].value == "What does a resolved contact really cost?"
    assert cost_sentence(costs, names) in texts_of(app)


def test_the_first_look_says_that_the_cheapest_headline_is_not_the_cheapest_resolution(worked):
    text = texts_of(open_page("cost", worked.id))
    assert "The cheapest headline is not the cheapest resolution: Cobalt Lane" in text
    assert "could still be off by" in text


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_page_is_drawn(worked, part):
    app = opened_at(part, worked.id)
    assert not app.exception
    assert len(app.get("plotly_chart")) == (1 if part == "Channels" else 2)
    assert tables(app)


def test_the_quote_that_is_cheapest_by_headline_is_looked_at_first_and_the_choice_is_kept(worked):
    app = open_page("cost", worked.id)
    picker = next(box for box in app.selectbox if box.label == "Candidate")
    assert picker.value == "cobaltlane"
    picker.set_value("brisa").run()
    assert app.query_params["candidate"] in ("brisa", ["brisa"])
    app.session_state["cost:part"] = "Savings"
    app.run()
    app.session_state["cost:part"] = "Channels"
    app.run()
    assert next(box for box in app.selectbox if box.label == "Candidate").value == "brisa"


def test_a_channel_says_whose_handle_time_and_resolution_counts(worked):
    app = opened_at("Channels", worked.id)
    costs, worked_how, steps, types = tables(app)
    assert list(costs["Channel"]) == list(worked_how["Channel"]) == ["Voice", "E-mail", "Chat"]
    assert list(costs.columns)[1] == "Per resolved contact (EUR)"
    assert all("candidate's" in cell for cell in worked_how["Handle time"])
    assert list(steps["Step"])[-1] == "= per resolved contact"
    assert len(types) == len(worked.brief.volumes)
    picker = next(box for box in app.selectbox if box.label == "Channel")
    picker.set_value("Voice").run()
    assert set(tables(app)[3]["Channel"]) == {"Voice"}


def test_the_answer_stands_in_the_first_column_after_the_name(worked):
    # What a phone shows without scrolling sideways.
    orders = tables(opened_at("Value for money", worked.id))[0]
    assert list(orders.columns)[:2] == ["Candidate", "Per resolved contact"]
    assert list(orders.iloc[0])[:2] == ["Everhall Support", "1st: 10.09–10.91"]
    saved = tables(opened_at("Savings", worked.id))[0]
    assert list(saved.columns)[:3] == ["Candidate", "Fees earned back", "Missing parts"]
    # From month 5 in the best case; in the worst not within the 24 months of the contract.
    assert list(saved.iloc[-1])[:2] == ["Cobalt Lane", "month 5, or not in 24"]
    models = tables(opened_at("Pricing models", worked.id))[0]
    assert list(models.columns)[:2] == ["Pricing model", "Brief: 5,000"]
    assert "(derived: 15.13–18.85 EUR a paid hour)" in texts_of(
        opened_at("Pricing models", worked.id)
    )


@pytest.mark.parametrize("candidate", ["cobaltlane", "brisa", "everhall", "aldermoor"])
def test_the_words_on_rings_fit_the_chart(worked, candidate):
    app = open_page("cost", worked.id, candidate=candidate)
    app.session_state["cost:part"] = "Pricing models"
    app.run()
    chart = json.loads(app.get("plotly_chart")[1].proto.spec)
    has_rings = "crossings" in [drawn.get("name") for drawn in chart["data"]]
    assert ("Rings mark where" in texts_of(app)) == has_rings
    assert ("There are no rings" in texts_of(app)) != has_rings


def test_the_loaded_rate_says_why_it_begins_elsewhere_and_what_published_rates_are(worked):
    text = texts_of(open_page("cost", worked.id, candidate="cobaltlane"))
    assert "The steps begin with 11.88 EUR, the full-time price by its paid hours" in text
    assert "Published hourly rates are mostly not per productive hour" in text


def test_many_without_a_figure_are_grouped_by_reason_in_a_sentence_with_names_in_a_fold(storage):
    stored_empty(storage, *(f"P{n}" for n in range(7)))
    app = open_page("cost", "empty")
    assert "7 candidates have no figure: 7 because no price is stated" in texts_of(app)
    assert "Who has no figure (7)" in [fold.label for fold in app.expander]
    assert [b.label for b in app.button if "due diligence" in b.label] == [
        "Open P0 in due diligence"
    ]
    press(app, "Open P0 in due diligence")
    assert "What has P0 answered?" in texts_of(app)


def test_assumptions_and_reference_figures_stand_with_their_sources(worked):
    app = open_page("cost", worked.id)
    app.session_state["cost:assumptions:cobaltlane"] = True
    app.session_state["cost:benchmarks:rate"] = True
    app.run()
    found = {column: frame for frame in tables(app) for column in frame.columns}
    assert all(found["From"]["From"])
    assert all(found["Reference figure"]["Source"])
    assert "not this candidate's" in " ".join(str(e.label) for e in app.expander)


def test_a_remark_leads_to_its_question_in_due_diligence(worked):
    costs = cost_of_selection(worked, load_catalogue())
    cost = next(c for c in costs.candidates if c.remarks)
    app = open_page("cost", worked.id, candidate=cost.candidate_id)
    assert cost.remarks[0].ask in texts_of(app)
    press(app, "Open the question in due diligence")
    assert f"What has {worked.candidates[costs.candidates.index(cost)].name} answered?" in (
        texts_of(app)
    )


def test_a_quote_in_another_currency_says_at_which_rate_of_which_day(storage, worked):
    rates = (ExchangeRate(currency="PLN", brief_units_per_one=0.23, as_of=date(2026, 11, 2)),)
    answers = tuple(
        a.model_copy(update={"value": "PLN"})
        if (a.candidate_id, a.question_id) == ("cobaltlane", "quote_currency")
        else a
        for a in worked.answers
    )
    zloty = worked.model_copy(
        update={
            "id": "zloty",
            "title": "Zloty",
            "brief": worked.brief.model_copy(update={"exchange_rates": rates}),
            "answers": answers,
        }
    )
    storage.create_selection(OPERATOR, zloty, load_catalogue())
    app = open_page("cost", "zloty")
    assert (
        "Quoted in PLN, converted at 0.23 EUR for 1 PLN: the brief's rate, of 2 Nov 2026."
        in texts_of(app)
    )
    # 11.90 zloty an hour at 0.23 are 2.737 euro.
    assert "2.74 EUR an hour" in texts_of(app)


def test_without_volumes_the_page_leads_to_the_section_of_the_brief(storage, worked):
    brief = worked.brief.model_copy(update={"volumes": ()})
    storage.create_selection(
        OPERATOR,
        worked.model_copy(update={"id": "bare", "title": "Bare", "brief": brief}),
        load_catalogue(),
    )
    app = open_page("cost", "bare")
    assert "no volume is stated" in texts_of(app)
    press(app, "Open the field in the brief")
    assert app.title[0].value == "Can candidates quote on the brief?"
    assert app.session_state["brief_section"] == "Volumes and channels"


def test_without_quotes_the_page_leads_to_the_first_candidates_quote(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("cost", "empty")
    assert not app.exception
    assert "No quote can be worked out yet" in texts_of(app)
    press(app, "Open the question in due diligence")
    assert "What has Atlas answered?" in texts_of(app)


def test_without_candidates_the_page_offers_to_add_them(storage):
    stored_empty(storage)
    app = open_page("cost", "empty")
    assert "There are no candidates yet" in texts_of(app)
    assert [b for b in app.button if b.label == "Add candidates"]


def test_one_candidate_is_not_called_cheapest(storage, worked):
    only = worked.candidates[0]
    one = worked.model_copy(
        update={
            "id": "one",
            "title": "One",
            "candidates": (only,),
            "answers": tuple(a for a in worked.answers if a.candidate_id == only.id),
            "attachments": (),
        }
    )
    storage.create_selection(OPERATOR, one, load_catalogue())
    for part in PARTS:
        app = opened_at(part, "one")
        assert not app.exception
        assert f"{only.name} resolves a contact for" in texts_of(app)
        assert "cheapest" not in texts_of(app).casefold()


def test_fifty_candidates_are_shown_in_every_part(storage):
    fifty = stored_fifty(storage)
    for part in PARTS:
        app = opened_at(part, fifty.id)
        assert not app.exception


def test_a_page_drawn_again_reuses_the_costs_until_something_changes(storage, worked, monkeypatch):
    calls = []

    def counted(selection, catalogue):
        calls.append(selection.revision)
        return cost_of_selection(selection, catalogue)

    monkeypatch.setattr(cached_costs, "cost_of_selection", counted)
    app = open_page("cost", worked.id)
    app.run()
    app.session_state["cost:part"] = "Savings"
    app.run()
    assert len(calls) == 1
    answer = worked.answer("brisa", "headline_rate_per_hour")
    storage.save_answer(
        OPERATOR,
        worked.id,
        answer.model_copy(update={"value": 30.0}),
        expected_version=storage.load(OPERATOR, worked.id)
        .answer("brisa", "headline_rate_per_hour")
        .version,
    )
    app.run()
    assert len(calls) == 2


def test_an_old_catalogue_takes_over_the_cost_questions_and_the_ranking_stays(storage, worked):
    old = stored_with_old_catalogue(storage, worked)
    before = evaluate(old, without_cost_data(), as_of=state.today())
    app = open_page("cost", old.id)
    assert "does not ask what a quote costs" in texts_of(app)
    press(app, "Take over the cost questions")
    assert not app.exception
    kept = storage.catalogue(OPERATOR, old.id)
    assert kept.commercial == load_catalogue().commercial
    assert {"price_lines", "rate_basis"} <= set(kept.questions_by_id)
    after = evaluate(storage.load(OPERATOR, old.id), kept, as_of=state.today())
    assert after.criteria == before.criteria
    assert after.overall.tolist() == before.overall.tolist()
    assert "does not ask what a quote costs" not in texts_of(app)


def test_who_may_not_change_the_catalogue_is_told_who_can(storage, worked, monkeypatch):
    old = stored_with_old_catalogue(storage, worked)
    reader = Actor(name="Reader", role=Role.OBSERVER, selection_ids=frozenset({old.id}))
    monkeypatch.setattr(state, "actor", lambda: reader)
    app = open_page("cost", old.id)
    assert not [b for b in app.button if b.label == "Take over the cost questions"]
    assert "an owner of the selection can change them" in texts_of(app)


def test_a_catalogue_that_asks_for_no_rates_cannot_take_cost_questions_over():
    shipped = load_catalogue()
    imported = without_cost_data().model_copy(update={"questions": (), "groups": ()})
    assert with_cost_data(imported, shipped) is None
    assert with_cost_data(without_cost_data(), shipped) is not None


def test_a_missing_exchange_rate_leads_to_the_brief(storage, worked):
    answers = tuple(
        a.model_copy(update={"value": "PLN"})
        if (a.candidate_id, a.question_id) == ("cobaltlane", "quote_currency")
        else a
        for a in worked.answers
    )
    storage.create_selection(
        OPERATOR,
        worked.model_copy(update={"id": "unconverted", "title": "Unconverted", "answers": answers}),
        load_catalogue(),
    )
    app = open_page("cost", "unconverted")
    press(app, "Open the field in the brief")
    assert app.title[0].value == "Can candidates quote on the brief?"
    assert app.session_state["brief_section"] == "Price and rules"
