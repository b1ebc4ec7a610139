"""Due diligence: the quote is a section of its own that says at once what it comes to."""

import json

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection, currency_of_question
from scorecard.cost_words import amounts
from scorecard.model import Answer, Brief, ChannelBaseline, ExchangeRate, InteractionVolume
from scorecard.ui.due_diligence.answer_table import with_unit_beside
from scorecard.ui.due_diligence.benchmarks import benchmark_words, benchmarks_of_question
from scorecard.ui.due_diligence.quote import channels_offered
from scorecard.ui.due_diligence.sections import form_sections, section_of_question

BRIEF = Brief(
    currency="EUR",
    volumes=(InteractionVolume(interaction_type="Orders", contacts_per_month=4000),),
    channels=(
        ChannelBaseline(channel="Voice", share_pct=60, csat_pct=80, fcr_pct=70, aht_minutes=6),
        ChannelBaseline(channel="E-mail", share_pct=40, csat_pct=80, fcr_pct=60, aht_minutes=9),
    ),
    open_hours_per_week=60,
)
PERFORMANCE, SHRINKAGE, CURRENCY = "performance_by_channel", "shrinkage_pct", "quote_currency"


def quote(storage, *, brief=BRIEF, **answers):
    stored_empty(storage, "Atlas", "Borealis", brief=brief)
    for question, value in answers.items():
        save(storage, question, value)
    return open_page("due_diligence", "empty", section="quote")


def save(storage, question, value, candidate="c0"):
    answer = Answer(candidate_id=candidate, question_id=question, status="answered", value=value)
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)


def texts(app):
    parts = [*app.subheader, *app.markdown, *app.caption, *app.warning, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def warnings(app):
    return " \n".join(str(warning.value) for warning in app.warning).replace("\\", "")


def control(app, question):
    widgets = [*app.text_input, *app.selectbox]
    return next(w for w in widgets if str(w.key).startswith(f"due:c0:{question}:value:"))


def test_the_quote_follows_the_commercials_and_counts_for_itself(storage):
    catalogue = load_catalogue()
    sections = form_sections(catalogue)
    ids = [section.id for section in sections]
    assert ids[ids.index("commercials") + 1] == "quote"
    by_id = {section.id: section for section in sections}
    assert not any(question.section for question in by_id["commercials"].questions)
    # Every question of the form stands in exactly one section.
    assert sum(len(section.questions) for section in sections) == len(catalogue.questions)
    app = quote(storage, quote_currency="EUR")
    total = len(by_id["quote"].questions)
    assert f"Quote: 1 of {total} settled" in texts(app)
    assert f"Quote {total - 1}" in texts(app)
    assert section_of_question(catalogue, CURRENCY) == "quote"
    assert section_of_question(catalogue, "headline_rate_per_hour") == "commercials"


def test_the_top_shows_what_the_engine_makes_of_the_quote_and_both_places(storage):
    selection = stored_worked(storage)
    costs = cost_of_selection(selection, storage.catalogue(OPERATOR, selection.id))
    for cost in costs.candidates[:3]:
        app = open_page("due_diligence", selection.id, section="quote", candidate=cost.candidate_id)
        shown = {metric.label: metric.value for metric in app.metric}
        assert shown["Loaded rate per productive hour"] == amounts(
            cost.loaded_rate.per_productive_hour, "EUR"
        )
        assert shown["Cost per resolved contact"] == amounts(cost.cost_per_resolved_contact, "EUR")
        assert "of 5 by headline rate" in texts(app)
        assert "of 5 by cost per resolved contact" in texts(app)


def test_the_figures_follow_what_is_typed(storage):
    app = quote(storage, headline_rate_per_hour=20.0, rate_basis="productive")
    before = {metric.label: metric.value for metric in app.metric}
    control(app, SHRINKAGE).set_value("30").run()
    save(storage, "loaded_rate_per_hour", 24.0)
    app.run()
    after = {metric.label: metric.value for metric in app.metric}
    assert before["Cost per resolved contact"] != after["Cost per resolved contact"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"channel": "Voice", "fcr_pct": 0.0}, "Voice: a first-contact resolution of 0 %"),
        ({"channel": "E-mail", "occupancy_pct": 0.0}, "E-mail: an occupancy of 0 %"),
        ({"channel": "E-mail", "occupancy_pct": 100.0}, "E-mail: an occupancy of 100 %"),
    ],
)
def test_impossible_performance_is_said_at_the_table_and_at_the_top(storage, rows, message):
    app = quote(storage, headline_rate_per_hour=20.0, performance_by_channel=(rows,))
    assert message in warnings(app)
    assert "There is no cost per resolved contact yet" in texts(app)
    assert texts(app).count(message) == 2
    shown = {metric.label: metric.value for metric in app.metric}
    # Resolution plays no part in the loaded rate; without an occupancy there is none.
    has_rate = "fcr_pct" in rows
    assert shown.get("Cost per resolved contact") == ("No figure yet" if has_rate else None)
    assert ("Loaded rate per productive hour" in shown) is has_rate


def test_shrinkage_of_a_hundred_per_cent_is_refused_at_the_field_and_stored_nowhere(storage):
    app = quote(storage, headline_rate_per_hour=20.0)
    assert not app.warning
    control(app, SHRINKAGE).set_value("100").run()
    refused = " ".join(str(error.value) for error in app.error).replace("\\", "")
    assert "Not saved" in refused
    assert "100 % of paid time is impossible" in refused
    assert storage.load(OPERATOR, "empty").answer("c0", SHRINKAGE).value is None


def test_a_shrinkage_of_a_hundred_per_cent_that_is_stored_already_is_said_at_the_field(storage):
    app = quote(storage, headline_rate_per_hour=20.0, shrinkage_pct=100.0)
    assert "A shrinkage of 100 % leaves no time for contacts" in warnings(app)


def test_an_unknown_currency_leads_to_the_exchange_rates_of_the_brief(storage):
    app = quote(storage, headline_rate_per_hour=90.0)
    control(app, CURRENCY).set_value("PLN").run()
    assert "The quote is in PLN, and the brief has no rate of exchange for it" in warnings(app)
    app.button(key=f"due_note_c0:{CURRENCY}").click().run()
    assert app.session_state["brief_section"] == "Price and rules"
    assert app.session_state["brief:wanted"] == "exchange_rates"


def test_zero_volume_leads_to_the_brief(storage):
    zero = InteractionVolume(interaction_type="Orders", contacts_per_month=0)
    app = quote(
        storage,
        brief=BRIEF.model_copy(update={"volumes": (zero,)}),
        headline_rate_per_hour=20.0,
    )
    assert "every volume is zero" in texts(app)
    app.button(key="due_quote_c0:problem:0").click().run()
    assert app.session_state["brief:wanted"] == "volumes"


def test_what_does_not_fit_together_stands_at_its_question_with_what_to_ask(storage):
    app = quote(storage, headline_rate_per_hour=20.0)
    said = "".join(str(info.value) for info in app.info).replace("\\", "")
    assert "It was not said for which hour the rate is" in said
    assert "Ask next: For which hour do you invoice" in said


def test_a_problem_of_another_section_is_one_click_away(storage):
    app = quote(storage)
    assert "No price is stated from which a cost could be calculated" in texts(app)
    app.button(key="due_quote_c0:problem:0").click().run()
    assert app.session_state["due:section"] == "commercials"
    assert "No price is stated" in warnings(app)


def test_money_is_asked_in_the_currency_of_the_quote(storage):
    brief = BRIEF.model_copy(
        update={"exchange_rates": (ExchangeRate(currency="PLN", brief_units_per_one=0.23),)}
    )
    app = quote(storage, brief=brief, quote_currency="PLN", headline_rate_per_hour=90.0)
    assert "Set-up fee (PLN)" in texts(app)
    assert "Set-up fee (EUR)" not in texts(app)
    assert "(PLN)" in editor(app, "prices make up your invoice")
    # What the calculation gives is in the currency of the brief.
    assert {m.label: m.value for m in app.metric}["Cost per resolved contact"].endswith("EUR")
    selection = storage.load(OPERATOR, "empty")
    catalogue = load_catalogue()
    asked = "headline_rate_per_hour"
    assert currency_of_question(catalogue, selection, "c0", asked) == "PLN"
    assert currency_of_question(catalogue, selection, "c1", asked) == "EUR"
    assert currency_of_question(catalogue, selection, "c0", "overflow_rate_per_hour") == "EUR"


def test_an_impossible_amount_is_named_in_the_currency_of_the_quote(storage):
    app = quote(storage, quote_currency="USD")
    fee = control(app, "set_up_fee")
    # What reads the page aloud gets the name as it is written.
    assert fee.label == "Set-up fee (USD)"
    fee.set_value("-5").run()
    said = " ".join(error.value for error in app.error).replace("\\", "")
    assert "Set-up fee: -5 USD is impossible; the least possible is 0 USD." in said
    assert "once" not in said


def test_the_price_stands_beside_what_it_is_for_and_that_stays_in_sight(storage):
    columns = json.loads(editor(quote(storage), "prices make up your invoice"))
    question = load_catalogue().questions_by_id["price_lines"]
    assert [c.id for c in question.columns] == ["unit", "price", "channel", "from_contacts"]
    assert columns["unit"]["pinned"] is True
    assert not columns["price"].get("pinned")
    # With the boxes that mark a row and the channel, all fit the card on a laptop's screen: 548 px.
    widths = [columns[name]["width"] for name in ("unit", "price", "from_contacts")]
    assert sum(widths) + 35 + 110 <= 548
    assert columns["from_contacts"]["label"] == "From contacts a month"


@pytest.mark.parametrize(
    ("label", "unit", "shown"),
    [
        ("Agents per team lead", "agents per team lead", "Agents per team lead"),
        ("Contacts calibrated a week", "contacts a week", "Contacts calibrated a week"),
        ("Weeks to full volume, promised", "weeks", "Weeks to full volume, promised"),
        ("Handle time (AHT)", "minutes", "Handle time (AHT) (minutes)"),
        ("Peak overflow capacity", "% of seats", "Peak overflow capacity (% of seats)"),
        ("Set-up fee", "", "Set-up fee"),
    ],
)
def test_a_unit_that_the_label_says_is_not_said_twice(label, unit, shown):
    assert with_unit_beside(label, unit) == shown


def editor(app, question_words):
    """The columns of the table whose question has these words, as the browser gets them."""
    catalogue = load_catalogue()
    text = next(q.text for q in catalogue.questions if question_words in q.text)
    return next(d.proto.columns for d in app.dataframe if d.proto.alt == text)


def test_channels_are_chosen_from_those_of_the_brief_and_what_is_stored_stays(storage):
    fax = ({"channel": "Fax", "fcr_pct": 50.0},)
    app = quote(storage, headline_rate_per_hour=20.0, performance_by_channel=fax)
    columns = json.loads(editor(app, "On which handle time"))
    assert columns["channel"]["type_config"]["options"] == ["Voice", "E-mail", "Fax"]
    assert json.loads(editor(app, "prices make up"))["channel"]["type_config"]["type"] == (
        "selectbox"
    )
    selection = storage.load(OPERATOR, "empty")
    catalogue = load_catalogue()
    assert channels_offered(catalogue, selection, PERFORMANCE) == {"channel": ("Voice", "E-mail")}
    assert channels_offered(catalogue, selection, "rate_parts") == {}
    no_channels = selection.model_copy(update={"brief": Brief()})
    assert channels_offered(catalogue, no_channels, PERFORMANCE) == {}


def test_reference_figures_stand_beside_the_question_and_are_nobodys(storage):
    app = quote(storage)
    shown = texts(app)
    catalogue = load_catalogue()
    (shrinkage,) = benchmarks_of_question(catalogue, SHRINKAGE)
    assert f"Reference, not this candidate's: {benchmark_words(catalogue, shrinkage)}" in shown
    source = catalogue.sources_by_id[shrinkage.sources[0]].title
    assert source in shown
    assert "26–35 % of paid time" in shown
    assert f"; {shrinkage.date})" in shown


def test_without_cost_data_there_is_no_section_and_nothing_at_the_fields(storage):
    catalogue = load_catalogue()
    older = catalogue.model_copy(
        update={
            "commercial": None,
            "questions": tuple(q for q in catalogue.questions if not q.section),
        }
    )
    assert "quote" not in [section.id for section in form_sections(older)]


@pytest.mark.parametrize("store", [stored_worked, stored_fifty])
def test_the_quote_opens_for_the_worked_selection_and_for_fifty(storage, store):
    selection = store(storage)
    app = open_page("due_diligence", selection.id, section="quote")
    assert not app.exception
    assert "What this quote comes to" in texts(app)
