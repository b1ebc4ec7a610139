"""Figures derived from tables of answers, by hand."""

from datetime import date

import pytest

from scorecard.catalogue import FigureReference
from scorecard.facts import Case, derive, figure_names
from scorecard.model import Answer, Brief

AS_OF = date(2026, 11, 22)


def case(answers, peers=(), brief=None):
    def built(values):
        return {
            q: Answer(candidate_id="x", question_id=q, status="answered", value=v)
            if not isinstance(v, Answer)
            else v
            for q, v in values.items()
        }

    return Case("x", built(answers), brief or Brief(), AS_OF, tuple(built(p) for p in peers))


def figure(name, reads, answers, parameters=None, **kwargs):
    reference = FigureReference(name=name, reads=tuple(reads), parameters=parameters or {})
    return derive(reference, case(answers, **kwargs))


RAMPS = (
    {"account": "Grocer", "agents": 80.0, "weeks": 9.0},
    {"account": "Bank", "agents": 120.0, "weeks": 14.0},
)


def test_proven_share_is_the_largest_ramp_over_the_seats_promised():
    found = figure("proven_share_pct", ["seats", "ramps"], {"seats": 160.0, "ramps": RAMPS})
    assert found.number == pytest.approx(75.0)
    assert found.detail == "120 agents proven, 160 promised"


@pytest.mark.parametrize(
    ("seats", "weeks", "beyond"),
    [
        (80.0, 9.0, 0.0),
        (80.0, 8.0, 1.0),  # as large as a proven ramp, but faster
        (130.0, 20.0, 1.0),  # larger than any proven ramp
        (100.0, 14.0, 0.0),  # the bank's ramp covers it
    ],
)
def test_a_promise_is_beyond_proof_when_no_ramp_was_as_large_and_as_quick(seats, weeks, beyond):
    answers = {"s": seats, "w": weeks, "r": RAMPS}
    assert figure("beyond_proven_ramp", ["s", "w", "r"], answers).number == beyond


def test_a_ramp_as_large_without_its_weeks_leaves_the_promise_undecided():
    rows = ({"account": "Bank", "agents": 250.0, "weeks": None},)
    assert (
        figure("beyond_proven_ramp", ["s", "w", "r"], {"s": 200.0, "w": 8.0, "r": rows}).number
        is None
    )


def test_a_promise_without_any_ramp_shown_is_beyond_proof():
    found = figure("beyond_proven_ramp", ["s", "w", "r"], {"s": 10.0, "w": 8.0, "r": ()})
    assert (found.number, found.detail) == (1.0, "no ramp has been shown")


def test_rate_parts_count_as_stated_by_amount_percentage_or_inclusion():
    parts = ("wfm", "qa", "team_lead", "training")
    rows = (
        {"part": "wfm", "treatment": "amount", "amount": 0.4},
        {"part": "qa", "treatment": "included", "amount": None},
        {"part": "team_lead", "treatment": "not_included", "amount": None},
    )
    parameters = {"parts": parts, "stated": ("amount", "percentage", "included")}
    found = figure("rate_parts_stated_pct", ["r"], {"r": rows}, parameters)
    assert found.number == pytest.approx(50.0)
    assert found.detail == "missing: team lead, training"


DOCUMENTS = (
    {"document_type": "iso_27001", "held": "yes", "issuer": "TÜV", "scope": "Sofia site"}
    | {"issued_on": "2025-01-01", "expires_on": "2026-11-21", "covers_site": "yes"},
    {"document_type": "gdpr_dpa", "held": "yes", "issuer": "Counsel", "scope": "all clients"}
    | {"issued_on": "2026-01-01", "expires_on": None, "covers_site": "no"},
    {"document_type": "soc_2", "held": "yes", "issuer": None, "scope": None}
    | {"issued_on": None, "expires_on": None, "covers_site": "unknown"},
)


def test_documents_are_told_apart_as_expired_off_site_and_unspecific():
    answers = {"d": DOCUMENTS}
    assert figure("expired_documents_count", ["d"], answers).number == 1.0
    assert figure("expired_documents_count", ["d"], answers).detail == "iso 27001"
    assert figure("off_site_documents_count", ["d"], answers).detail == "gdpr dpa"
    assert figure("unspecific_documents_count", ["d"], answers).detail == "soc 2"


def test_only_documents_in_force_with_issuer_scope_and_date_are_specific():
    found = figure(
        "specific_documents_pct",
        ["d"],
        {"d": DOCUMENTS},
        {"expected": ("iso_27001", "gdpr_dpa")},
        brief=Brief(compliance_needed=("gdpr_dpa", "soc_2")),
    )
    # Of ISO 27001 (expired), GDPR (in force) and SOC 2 (no scope or date) one counts.
    assert found.number == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("cohort", "annual", "definition", "contradiction"),
    [
        (18.0, 60.0, "leavers_over_headcount", 0.0),
        (18.0, 10.0, "leavers_over_headcount", 0.0),  # few starters: odd, not impossible
        (18.0, 0.0, "leavers_over_headcount", 1.0),
        (18.0, 10.0, "cohort_loss", 1.0),
        (0.0, 0.0, "leavers_over_headcount", 0.0),
    ],
)
def test_two_attrition_figures_contradict_only_when_impossible_together(
    cohort, annual, definition, contradiction
):
    answers = {"c": cohort, "a": annual, "d": definition}
    found = figure("attrition_contradiction", ["c", "a", "d"], answers)
    assert found.number == contradiction


def test_a_price_is_compared_with_the_median_of_the_others():
    peers = ({"rate": 20.0}, {"rate": 24.0}, {"rate": 40.0})
    found = figure("price_below_peers_pct", ["rate"], {"rate": 12.0}, peers=peers)
    assert found.number == pytest.approx(50.0)  # 1 − 12/24


def test_a_price_with_a_single_peer_is_not_called_low():
    found = figure("price_below_peers_pct", ["rate"], {"rate": 1.0}, peers=({"rate": 20.0},))
    assert found.number is None


def test_the_catalogue_says_how_many_others_make_a_median():
    peers = ({"rate": 20.0}, {"rate": 24.0}, {"rate": 40.0})
    for fewest, number in ((3.0, 50.0), (4.0, None)):  # 1 − 12/24
        found = figure(
            "price_below_peers_pct", ["rate"], {"rate": 12.0}, {"fewest_peers": fewest}, peers=peers
        )
        assert found.number == number


def test_a_price_in_another_currency_is_compared_at_the_brief_s_rate():
    # 10 GBP at 1.2 are 12; the median of 20, 24 and 40 is 24: 50 % below. Without a rate: unknown.
    peers = ({"rate": 20.0}, {"rate": 24.0}, {"rate": 40.0})
    answers = {"rate": 10.0, "currency": "GBP"}
    parameters = {"currency": "currency"}
    rates = ({"currency": "GBP", "brief_units_per_one": 1.2},)
    brief = Brief.model_validate({"currency": "USD", "exchange_rates": rates})
    found = figure("price_below_peers_pct", ["rate"], answers, parameters, peers=peers, brief=brief)
    assert found.number == pytest.approx(50.0)
    without = figure("price_below_peers_pct", ["rate"], answers, parameters, peers=peers)
    assert without.number is None


@pytest.mark.parametrize(
    ("minimum", "ratio", "number"),
    [
        # Half the time at peak, half at trough: the quiet month is 1,200 / (0.5 + 0.5 · 2) = 800.
        (1000.0, 2.0, 125.0),
        (800.0, 2.0, 100.0),
        (0.0, None, 0.0),
        (1500.0, None, 125.0),  # above even the mean month of 1,200
        (1000.0, None, None),
        (None, 2.0, None),
    ],
)
def test_a_minimum_volume_is_set_against_a_quiet_month(minimum, ratio, number):
    volumes = [{"interaction_type": "All", "contacts_per_month": 1200}]
    brief = Brief.model_validate({"volumes": volumes, "peak_to_trough_ratio": ratio})
    answers = {} if minimum is None else {"minimum": minimum}
    parameters = {"busy_share": 0.5}
    found = figure("minimum_volume_of_trough_pct", ["minimum"], answers, parameters, brief=brief)
    assert found.number == (None if number is None else pytest.approx(number))


@pytest.mark.parametrize(
    ("proposed", "asked_for", "number"),
    [
        ("hourly", "hybrid", 1.0),
        ("hourly", "hourly", 0.0),
        ("per_contact", "hybrid", 0.0),
        ("per_contact", "", 0.0),
        ("hourly", "", None),
        (None, "hybrid", None),
    ],
)
def test_an_hourly_price_counts_against_the_template_only_where_it_asks_for_another(
    proposed, asked_for, number
):
    brief = Brief(contract_basis=asked_for)
    answers = {} if proposed is None else {"model": proposed}
    parameters = {"model": "hourly"}
    found = figure("hourly_against_the_template", ["model"], answers, parameters, brief=brief)
    assert found.number == number


def test_rows_are_counted_where_every_named_column_holds():
    rows = (
        {"segment_match": "same", "takes_call": "yes"},
        {"segment_match": "same", "takes_call": "no"},
        {"segment_match": "other", "takes_call": "yes"},
    )
    where = {"where": ("segment_match=same", "takes_call=yes")}
    assert figure("rows_where_count", ["r"], {"r": rows}, where).number == 1.0
    assert figure("rows_where_pct", ["r"], {"r": rows}, where).number == pytest.approx(100 / 3)


def test_a_blank_cell_leaves_a_share_of_rows_unknown():
    # With the blank at target 2 of 3 rows, without it 1 of 3: neither is what was answered.
    where = {"where": ("quality=at_target",)}
    rows = (
        {"account": "Grocer", "quality": "at_target"},
        {"account": "Bank", "quality": "not_measured"},
        {"account": "Airline", "quality": None},
    )
    found = figure("rows_where_pct", ["r"], {"r": rows}, where)
    assert (found.number, found.detail) == (None, "not stated for Airline")
    # Stated rows alone: 1 of 2. "Not measured" is a statement.
    assert figure("rows_where_pct", ["r"], {"r": rows[:2]}, where).number == 50.0


def test_a_blank_beside_a_cell_that_already_rules_the_row_out_leaves_nothing_unknown():
    where = {"where": ("segment_match=same", "takes_call=yes")}
    rows = (
        {"segment_match": "same", "takes_call": "yes"},
        {"segment_match": "other", "takes_call": ""},
    )
    assert figure("rows_where_pct", ["r"], {"r": rows}, where).number == 50.0
    assert (
        figure("rows_where_pct", ["r"], {"r": (*rows, {"takes_call": "yes"})}, where).number is None
    )


def test_a_trend_is_the_last_row_less_the_first():
    rows = ({"pct": 40.0}, {"pct": 36.0}, {"pct": 31.0})
    assert figure("change_over_rows", ["r"], {"r": rows}, {"column": "pct"}).number == -9.0
    assert figure("change_over_rows", ["r"], {"r": rows[:1]}, {"column": "pct"}).number is None


@pytest.mark.parametrize("name", figure_names())
def test_every_figure_is_unknown_where_nothing_is_answered(name):
    parameters = {
        **{"where": ("a=b",), "column": "a", "parts": ("a",), "stated": ("a",)},
        "expected": ("a",),
    }
    assert figure(name, ["a", "b", "c"], {}, parameters).number is None
