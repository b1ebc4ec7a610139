"""Which reference figures stand beside costs, and how they are told."""

from __future__ import annotations

from unit.commercial.cost_building import E_MAIL_BRIEF, selection

from scorecard.catalogue import load_catalogue
from scorecard.commercial import Costs, cost_of_selection
from scorecard.reference_words import cost_references, quote_benchmarks

CATALOGUE = load_catalogue()
# By reading data/benchmarks.toml: what concerns a rate, its parts, and bonus and credit.
ABOUT_QUOTES = {
    *("Loaded hour, offshore", "Loaded hour, nearshore", "Loaded hour, United States"),
    "Hour, Philippines, as providers advertise it",
    "True cost that a headline rate can hide",
    "Shrinkage, middle half of centres",
    *("Philippine rate: agent", "Philippine rate: management", "Philippine rate: support staff"),
    "Philippine rate: facilities and technology",
    *("Philippine rate: telecommunication", "Philippine rate: margin"),
    *("Bonus for satisfaction of 88 % and more", "Credit for satisfaction below 75 %"),
}
# What concerns the own team's cost, savings against it, and governing a partner.
ABOUT_THE_OWN_TEAM = {
    *("Base wage, Philippines and India", "Base wage, Colombia and Guatemala"),
    *("Base wage, Mexico", "Base wage, Costa Rica", "In-house loaded cost over base wage"),
    *("Benefits loading", "Offshore savings on rates", "Offshore savings on total cost"),
    "Yearly attrition, United States",
    "Posts on the buyer's side that govern the partner",
}


def costs_of(brief: dict[str, object]) -> Costs:
    return cost_of_selection(selection(brief, {"Atlas": {"headline_rate_per_hour": 18}}), CATALOGUE)


def test_without_an_own_team_only_what_concerns_quotes_is_listed() -> None:
    found = [reference.title for reference in cost_references(CATALOGUE, costs_of(E_MAIL_BRIEF))]
    assert set(found) == ABOUT_QUOTES
    assert len(found) == len(ABOUT_QUOTES)


def test_where_the_own_team_s_cost_is_known_what_concerns_it_is_listed_once_too() -> None:
    brief = E_MAIL_BRIEF | {"in_house": {"base_wage_per_hour": 21.5}}
    found = [reference.title for reference in cost_references(CATALOGUE, costs_of(brief))]
    assert set(found) == ABOUT_QUOTES | ABOUT_THE_OWN_TEAM
    assert len(found) == len(set(found))


def test_a_reference_tells_its_range_unit_source_and_date() -> None:
    references = {r.title: r for r in cost_references(CATALOGUE, costs_of(E_MAIL_BRIEF))}
    offshore = references["Loaded hour, offshore"]
    assert (offshore.low, offshore.high, offshore.range_in_words) == (12, 18, "12–18")
    assert (offshore.unit, offshore.date) == ("USD per hour", "2025")
    assert offshore.source == CATALOGUE.sources_by_id["piton_2025"].title
    # The source gives one figure.
    assert references["Philippine rate: margin"].range_in_words == "30"
    assert references["Loaded hour, offshore"].note == ""
    assert "0.75 to 0.60" in references["True cost that a headline rate can hide"].note


def test_a_figure_that_an_expert_adds_for_another_term_of_the_quote_is_listed_too() -> None:
    about_fees = CATALOGUE.benchmarks[0].model_copy(
        update={"id": "set_up", "title": "Set-up fee", "question": "set_up_fee"}
    )
    wider = CATALOGUE.model_copy(update={"benchmarks": (about_fees, *CATALOGUE.benchmarks)})
    assert quote_benchmarks(wider)[0].title == "Set-up fee"


def test_a_catalogue_without_cost_data_has_none_for_quotes() -> None:
    assert quote_benchmarks(CATALOGUE.model_copy(update={"commercial": None})) == ()
