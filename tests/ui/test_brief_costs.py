"""Brief: what costs need is asked with its default beside it, and says what it holds up."""

from datetime import UTC, date, datetime

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.catalogue import InvalidValueError, PriceValue, load_catalogue
from scorecard.model import (
    Answer,
    Brief,
    Candidate,
    ChannelBaseline,
    ExchangeRate,
    InHouse,
    InteractionVolume,
    Phase,
    Selection,
)
from scorecard.storage import StorageError
from scorecard.ui.brief_basis import is_offered, prices_by_cost, value_of, with_value
from scorecard.ui.brief_columns import CHANNELS, EXCHANGE_RATES, STAFFING
from scorecard.ui.brief_defaults import default_words, staffing_words
from scorecard.ui.brief_places import (
    OWN_TEAM,
    RULES,
    SECTIONS,
    VOLUME,
    section_of,
    sections_of,
)
from scorecard.ui.brief_rows import checked_rows, with_stored_rest
from scorecard.ui.brief_words import brief_sentence

VOICE = ChannelBaseline(channel="Voice", share_pct=100, csat_pct=80, fcr_pct=70, aht_minutes=6)
QUOTED_ON = Brief(
    currency="EUR",
    volumes=(InteractionVolume(interaction_type="Orders", contacts_per_month=4000),),
    channels=(VOICE,),
)
WAGE = "in_house.base_wage_per_hour"


def opened(storage, section, brief=None):
    stored_empty(storage, "Atlas", "Borealis", brief=brief)
    return open_page("brief", "empty", brief_section=section)


def key(field):
    return f"brief:empty:{field}"


def texts(app):
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.error, *app.warning]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def brief_of(storage):
    return storage.load(OPERATOR, "empty").brief


def change_by_somebody_else(storage, **changes):
    selection = storage.load(OPERATOR, "empty")
    theirs = selection.brief.model_copy(update=changes)
    storage.save_brief(OPERATOR, "empty", theirs, expected_version=selection.version)


def priced_by_rate():
    """A catalogue as it was copied before costs were calculated."""
    catalogue = load_catalogue()
    criteria = []
    for criterion in catalogue.criteria:
        inputs = tuple(
            item.model_copy(update={"value": item.value.model_copy(update={"basis": "rate"})})
            if isinstance(item.value, PriceValue)
            else item
            for item in criterion.inputs
        )
        criteria.append(criterion.model_copy(update={"inputs": inputs}))
    questions = tuple(question for question in catalogue.questions if not question.section)
    asked = {question.id for question in questions}
    criteria = [c for c in criteria if {item.question for item in c.inputs} <= asked]
    return catalogue.model_copy(
        update={
            "criteria": tuple(criteria),
            "questions": questions,
            "commercial": None,
            "benchmarks": tuple(b for b in catalogue.benchmarks if b.question in asked),
            "red_flags": (),
            "gates": (),
        }
    )


def stored_with(storage, catalogue):
    selection = Selection(
        id="empty",
        title="Before costs",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        phase=Phase.COLLECTING,
        brief=Brief(),
        points={criterion.id: criterion.points for criterion in catalogue.criteria},
        candidates=(Candidate(id="c0", name="Atlas", position=0),),
    )
    return storage.create_selection(OPERATOR, selection, catalogue)


def test_nothing_lacking_is_not_said_without_the_assumptions_that_fields_still_show(storage):
    complete = Brief(
        volumes=(InteractionVolume(interaction_type="All", contacts_per_month=5000),),
        channels=(ChannelBaseline(channel="Voice", share_pct=100, aht_minutes=6, fcr_pct=70),),
        open_hours_per_week=60,
        peak_to_trough_ratio=1.5,
        busiest_to_quietest_hour_ratio=2,
        contract_months=24,
    )
    stored_empty(storage, "Atlas", brief=complete)
    app = open_page("brief", "empty", brief_section=VOLUME)
    assert "Assumed for costs" in texts(app)
    assert "All that costs need of the brief is stated" not in texts(app)
    assert "All that every cost needs of the brief is stated" in texts(app)
    assert "still take an assumption where a field is empty" in texts(app)


def test_what_is_given_or_taken_has_its_sign_before_the_figure():
    words = default_words(load_catalogue(), Brief(), "in_house.uncertainty_pct")
    assert words.startswith("Assumed for costs: ±10 %. ")


def test_open_hours_are_stored_and_the_default_goes_when_they_are_stated(storage):
    app = opened(storage, VOLUME, QUOTED_ON)
    assert "Assumed for costs: 60 hours a week. Twelve hours on five days." in texts(app)
    assert app.text_input(key=key("open_hours_per_week")).value == ""
    app.text_input(key=key("open_hours_per_week")).set_value("72").run()
    assert brief_of(storage).open_hours_per_week == 72
    assert "Assumed for costs: 60 hours a week" not in texts(app)
    app.button(key=key("open_hours_per_week:undo")).click().run()
    assert brief_of(storage).open_hours_per_week is None


def test_more_hours_than_a_week_has_are_refused(storage):
    app = opened(storage, VOLUME, QUOTED_ON)
    app.text_input(key=key("open_hours_per_week")).set_value("169").run()
    assert "169 is impossible; the most possible is 168" in texts(app)
    assert brief_of(storage).open_hours_per_week is None


def test_the_abbreviations_of_the_tables_are_spelled_out(storage):
    app = opened(storage, VOLUME, QUOTED_ON)
    assert "FCR: resolved at the first contact. AHT: average handling time." in texts(app)


def test_zero_open_hours_say_at_the_field_that_nobody_could_be_staffed(storage):
    app = opened(storage, VOLUME, QUOTED_ON)
    app.text_input(key=key("open_hours_per_week")).set_value("0").run()
    assert "nobody could be staffed" in "".join(str(w.value) for w in app.warning)
    assert "Costs wait for “Open hours a week”" in texts(app)


def test_a_volume_of_zero_is_said_at_the_volumes(storage):
    zero = InteractionVolume(interaction_type="Orders", contacts_per_month=0)
    app = opened(storage, VOLUME, QUOTED_ON.model_copy(update={"volumes": (zero,)}))
    assert "every volume is zero" in "".join(str(w.value) for w in app.warning)


def test_an_empty_brief_says_what_costs_wait_for_without_shouting_at_the_fields(storage):
    app = opened(storage, VOLUME)
    waiting = "“Volume by interaction type” and “Channel mix and today's quality by channel”"
    assert f"Costs wait for {waiting}." in texts(app)
    assert "Costs cannot be calculated yet" in texts(app)
    assert "no volume is stated" in texts(app)
    assert not app.warning


def test_the_sentence_names_what_costs_assume_once_they_can_be_calculated():
    catalogue = load_catalogue()
    assert (
        "Costs take an assumption for “Open hours a week”, “Ratio of peak to trough” and two more."
    ) in brief_sentence(catalogue, QUOTED_ON)
    stated = {
        "open_hours_per_week": 60,
        "peak_to_trough_ratio": 2,
        "busiest_to_quietest_hour_ratio": 1.8,
        "contract_months": 24,
    }
    assert "Costs" not in brief_sentence(catalogue, QUOTED_ON.model_copy(update=stated))


def test_a_catalogue_that_asks_nothing_of_the_brief_does_not_call_an_empty_one_complete():
    nothing_asked = load_catalogue().model_copy(update={"brief_fields": (), "commercial": None})
    assert brief_sentence(nothing_asked, Brief()) == (
        "This selection's catalogue lists nothing that candidates need in order to quote."
    )


def test_a_quote_in_another_currency_asks_for_its_exchange_rate(storage):
    app = opened(storage, RULES, QUOTED_ON)
    assert "Not needed while all quotes are in EUR." in texts(app)
    answer = Answer(candidate_id="c0", question_id="quote_currency", status="answered", value="PLN")
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app.run()
    assert "Quotes in PLN have no cost yet" in texts(app)
    assert "Costs wait for “Exchange rates”" in texts(app)
    change_by_somebody_else(
        storage, exchange_rates=(ExchangeRate(currency="PLN", brief_units_per_one=0.23),)
    )
    app.run()
    assert "Quotes in PLN have no cost yet" not in texts(app)
    assert "No day yet for PLN" in texts(app)


def test_a_figure_of_the_own_team_is_stored_and_taken_out_again(storage):
    app = opened(storage, OWN_TEAM, QUOTED_ON)
    assert "5–10 % of wages" in texts(app)
    app.text_input(key=key(WAGE)).set_value("16.8").run()
    assert brief_of(storage).in_house == InHouse(base_wage_per_hour=16.8)
    app.text_input(key=key(WAGE)).set_value("").run()
    assert brief_of(storage).in_house is None


def test_an_impossible_figure_of_the_own_team_stays_at_its_field(storage):
    app = opened(storage, OWN_TEAM, QUOTED_ON)
    app.text_input(key=key("in_house.shrinkage_pct")).set_value("118").run()
    assert "Shrinkage: 118 is impossible; the most possible is 100" in texts(app)
    assert app.text_input(key=key("in_house.shrinkage_pct")).value == "118"
    assert brief_of(storage).in_house is None


def test_without_a_base_wage_the_other_figures_say_what_is_missing(storage):
    brief = QUOTED_ON.model_copy(update={"in_house": InHouse(overheads_pct=40)})
    app = opened(storage, OWN_TEAM, brief)
    assert "the base wage is not stated" in texts(app)
    # Savings wait for it, costs do not.
    assert "Costs wait for" not in texts(app)
    full = QUOTED_ON.model_copy(
        update={"in_house": InHouse(base_wage_per_hour=17, shrinkage_pct=100)}
    )
    change_by_somebody_else(storage, in_house=full.in_house)
    app.run()
    assert "a shrinkage of 100 % leaves no time" in "".join(str(w.value) for w in app.warning)


def test_two_may_write_different_figures_of_the_own_team_at_once(storage):
    app = opened(storage, OWN_TEAM, QUOTED_ON)
    change_by_somebody_else(storage, in_house=InHouse(overheads_pct=40))
    app.text_input(key=key(WAGE)).set_value("16.8").run()
    assert brief_of(storage).in_house == InHouse(base_wage_per_hour=16.8, overheads_pct=40)
    assert not app.error


def test_the_same_figure_changed_by_both_shows_both_and_mine_can_win(storage):
    app = opened(storage, OWN_TEAM, QUOTED_ON)
    change_by_somebody_else(storage, in_house=InHouse(base_wage_per_hour=15.5))
    app.text_input(key=key(WAGE)).set_value("16.8").run()
    assert "Stored now: 15.5. Not saved: 16.8." in texts(app)
    assert brief_of(storage).in_house == InHouse(base_wage_per_hour=15.5)
    app.button(key=key(f"{WAGE}:keep")).click().run()
    assert brief_of(storage).in_house == InHouse(base_wage_per_hour=16.8)


def test_a_selection_that_prices_by_rate_keeps_its_rates_and_gets_nothing_new(storage):
    catalogue = priced_by_rate()
    assert not prices_by_cost(catalogue)
    assert OWN_TEAM not in sections_of(catalogue)
    stored_with(storage, catalogue)
    app = open_page("brief", "empty", brief_section=RULES)
    assert not app.exception
    shown = {widget.key for widget in app.text_input}
    assert key("target_rate_per_hour") in shown
    assert key("target_cost_per_resolved_contact") not in shown
    assert key("contract_months") not in shown
    app.text_input(key=key("target_rate_per_hour")).set_value("18").run()
    assert "Set the ceiling rate" in texts(app)
    app.session_state["brief_section"] = VOLUME
    app.run()
    assert key("open_hours_per_week") not in {widget.key for widget in app.text_input}
    assert "How each channel is answered" not in texts(app)
    assert "Cost" not in texts(app)


@pytest.mark.parametrize(
    "anchor", ["target_cost_per_resolved_contact", "ceiling_cost_per_resolved_contact"]
)
def test_storage_takes_another_anchor_of_the_cost_only_with_a_reason_once_answered(storage, anchor):
    stored_empty(storage, "Atlas", brief=QUOTED_ON)
    change_by_somebody_else(storage, **{anchor: 12.0})
    answer = Answer(candidate_id="c0", question_id="set_up_fee", status="answered", value=0.0)
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    with pytest.raises(StorageError, match=anchor.replace("_", " ")):
        change_by_somebody_else(storage, **{anchor: 13.0})
    assert value_of(brief_of(storage), anchor) == 12


def test_a_selection_that_prices_by_cost_offers_no_rates(storage):
    catalogue = load_catalogue()
    assert prices_by_cost(catalogue)
    assert not is_offered(catalogue, "target_rate_per_hour")
    app = opened(storage, RULES)
    shown = {widget.key for widget in app.text_input}
    assert key("target_rate_per_hour") not in shown
    assert key("ceiling_cost_per_resolved_contact") in shown


def test_what_the_cost_page_calls_the_own_team_leads_to_the_base_wage(storage):
    assert section_of("in_house") == OWN_TEAM
    app = opened(storage, OWN_TEAM, QUOTED_ON)
    app.session_state["brief:wanted"] = WAGE
    app.run()
    assert texts(app).count("Fill in here") == 1


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("store", [stored_worked, stored_fifty])
def test_every_section_opens_with_costs_and_without_an_error(storage, section, store):
    selection = store(storage)
    app = open_page("brief", selection.id, brief_section=section)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"currency": "USD"}, "Row 1, One unit is worth: enter a figure for USD"),
        ({"currency": "USD", "brief_units_per_one": 0}, "0 is impossible; it must be above 0"),
        (
            {"currency": "USD", "brief_units_per_one": 0.9, "as_of": "1989-12-31"},
            "1989-12-31 is before 1990-01-01; check the year",
        ),
        ({"currency": "XXX", "brief_units_per_one": 1}, "“XXX” is not one of"),
        ({"brief_units_per_one": 0.9}, "Row 1: name the currency"),
        (
            {"currency": "USD", "brief_units_per_one": 0.9, "as_of": "soon"},
            "“soon” is not a day",
        ),
    ],
)
def test_an_exchange_rate_that_cannot_be_says_where_and_why(row, message):
    with pytest.raises(InvalidValueError, match=message.replace(".", r"\.")):
        checked_rows(EXCHANGE_RATES, [row], date(1990, 1, 1))


def test_an_exchange_rate_is_kept_with_its_day():
    row = {"currency": "USD", "brief_units_per_one": 0.92, "as_of": "2026-11-20"}
    (checked,) = checked_rows(EXCHANGE_RATES, [row])
    brief = with_value(Brief(currency="EUR"), "exchange_rates", [checked])
    expected = ExchangeRate(currency="USD", brief_units_per_one=0.92, as_of=date(2026, 11, 20))
    assert brief.exchange_rates == (expected,)


def test_each_of_the_two_tables_of_channels_leaves_the_columns_of_the_other_alone():
    stored = [{**VOICE.model_dump(), "handling": "live", "service_level_pct": 80.0}]
    # The table of the mix still holds the row as it was before the other table was changed.
    stale = [{**VOICE.model_dump(), "share_pct": 60.0}]
    (kept,) = with_stored_rest(CHANNELS, checked_rows(CHANNELS, stale), stored)
    assert (kept["share_pct"], kept["handling"], kept["service_level_pct"]) == (60, "live", 80)
    (other,) = with_stored_rest(STAFFING, [{"channel": "Voice", "concurrency": 2.0}], stored)
    assert (other["concurrency"], other["aht_minutes"]) == (2, 6)


def test_what_is_taken_for_an_empty_cell_is_said_by_kind_of_channel():
    catalogue = load_catalogue()
    voice, mail = ChannelBaseline(channel="Hotline"), ChannelBaseline(channel="E-mail")
    words = staffing_words(catalogue, Brief(channels=(voice, mail)))
    assert words[0].startswith(
        "Hotline, where a cell is empty: live, 80 % answered within 20 seconds, 1 contact at a time"
    )
    assert words[1].startswith("E-mail, where a cell is empty: asynchronous; nobody waits")
    stated = {"handling": "live", "service_level_pct": 90, "answer_seconds": 10, "concurrency": 1}
    assert staffing_words(catalogue, Brief(channels=(voice.model_copy(update=stated),))) == ()


def test_a_channel_whose_name_says_nothing_is_listed_with_the_field_to_set(storage):
    unknown = VOICE.model_copy(update={"channel": "Fernsprecher"})
    app = opened(storage, VOLUME, QUOTED_ON.model_copy(update={"channels": (unknown,)}))
    assert "- [How each channel is answered](#how-each-channel-is-answered)" in texts(app)
    assert (
        "The name “Fernsprecher” does not say whether somebody waits; it counts as live. Set "
        "“Handling” in the table of how each channel is answered."
    ) in texts(app)
    assert "Fernsprecher, where a cell is empty: live, 80 % answered" in texts(app)
    assert "Costs take an assumption for “How each channel is answered”" in texts(app)
    stated = unknown.model_copy(update={"handling": "asynchronous"})
    change_by_somebody_else(storage, channels=(stated,))
    app.run()
    assert "does not say whether somebody waits" not in texts(app)
    assert "Costs take an assumption for “How each channel" not in texts(app)


def test_a_default_is_said_only_while_its_field_is_empty():
    catalogue = load_catalogue()
    assert default_words(catalogue, Brief(), "contract_months").startswith(
        "Assumed for costs: 24 months."
    )
    assert default_words(catalogue, Brief(contract_months=36), "contract_months") == ""
    assert default_words(catalogue, Brief(), WAGE) == ""
    assert default_words(priced_by_rate(), Brief(), "contract_months") == ""


def test_a_value_inside_the_own_team_is_read_and_replaced():
    brief = with_value(Brief(), "in_house.overheads_pct", 45)
    assert value_of(brief, "in_house.overheads_pct") == 45
    assert value_of(Brief(), "in_house.overheads_pct") is None
    assert with_value(brief, "in_house.overheads_pct", None).in_house is None
