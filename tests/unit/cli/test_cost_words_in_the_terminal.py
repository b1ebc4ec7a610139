"""The costs in a terminal say what the page says."""

from dataclasses import replace

from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection

from scorecard.catalogue import load_catalogue
from scorecard.cli.cost_text import cost_text
from scorecard.commercial import Span, cost_of_selection
from scorecard.cost_words import cost_sentence

OWN_TEAM = {
    "base_wage_per_hour": 40,
    "benefits_loading_pct": 0,
    "overheads_pct": 0,
    "tools_per_agent_month": 0,
    "annual_attrition_pct": 0,
    "replacement_cost_per_leaver": 0,
    "shrinkage_pct": 0,
    "wage_growth_pct_per_year": 0,
    "programme_manager_cost_per_year": 0,
    "uncertainty_pct": 0,
}
QUOTE = {
    "headline_rate_per_hour": 12,
    "rate_basis": "productive",
    "rate_parts": parts(),
    "performance_by_channel": [{"channel": "E-mail", "aht_minutes": 10, "fcr_pct": 80}],
}


def test_when_one_off_fees_are_earned_back_is_told_from_best_to_worst():
    brief = E_MAIL_BRIEF | {"in_house": OWN_TEAM, "programme_manager_fte": 0}
    chosen, catalogue = selection(brief, {"Atlas": QUOTE}), load_catalogue()
    costs = cost_of_selection(chosen, catalogue)
    (cost,) = costs.candidates
    saved = replace(
        cost.savings,
        break_even_month_best=1,
        break_even_month_middle=2,
        break_even_month_worst=None,
    )
    told = replace(costs, candidates=(replace(cost, savings=saved),))
    months = cost.service.contract_months
    assert f"month 1 at best, not within {months} months at worst" in cost_text(
        told, chosen, catalogue
    )


def test_a_share_of_the_savings_is_told_in_the_terminal_as_on_the_page():
    brief = E_MAIL_BRIEF | {"in_house": OWN_TEAM, "programme_manager_fte": 0}
    chosen, catalogue = selection(brief, {"Atlas": QUOTE}), load_catalogue()
    costs = cost_of_selection(chosen, catalogue)
    (cost,) = costs.candidates

    def last_cell(share):
        saved = replace(cost.savings, only_missing_parts=share)
        text = cost_text(
            replace(costs, candidates=(replace(cost, savings=saved),)), chosen, catalogue
        )
        lines = text.splitlines()
        (heading,) = (n for n, line in enumerate(lines) if "Only missing" in line)
        row = next(line for line in lines[heading + 1 :] if "Atlas" in line)
        return row[lines[heading].index("Saved over") :]

    assert last_cell(Span(0.0, 3.79)).endswith("0 % to all of it")
    assert last_cell(None).rstrip().endswith("–")


def told(brief, candidates):
    chosen, catalogue = selection(brief, candidates), load_catalogue()
    costs = cost_of_selection(chosen, catalogue)
    names = {candidate.id: candidate.name for candidate in chosen.candidates}
    return cost_text(costs, chosen, catalogue), cost_sentence(costs, names)


def test_the_first_sentence_is_that_of_the_page_with_one_comparable_candidate_or_none():
    unsolved = {"performance_by_channel": [{"channel": "E-mail", "fcr_pct": 0}]}
    text, of_page = told(E_MAIL_BRIEF, {"Atlas": QUOTE, "Borealis": QUOTE | unsolved})
    assert text.splitlines()[1] == of_page
    # 12 x 1,000 hours / (6,000 x 80 %) = 2.50
    assert of_page.startswith("Atlas resolves a contact for 2.50")
    text, of_page = told(E_MAIL_BRIEF, {"Atlas": {}})
    assert text.splitlines()[1] == of_page
    assert of_page.startswith("No quote can be worked out yet")


def test_a_converted_quote_says_so_with_rate_and_day_and_savings_are_over_the_contract():
    rate = {"currency": "PLN", "brief_units_per_one": 0.25, "as_of": "2026-11-02"}
    brief = E_MAIL_BRIEF | {
        "currency": "EUR",
        "exchange_rates": [rate],
        "in_house": OWN_TEAM,
        "programme_manager_fte": 0,
    }
    text, _ = told(brief, {"Atlas": QUOTE | {"quote_currency": "PLN"}})
    assert "Converted from PLN: Atlas, at 0.25 EUR for one PLN, of 2026-11-02." in text
    assert "Saved over the contract" in text
    assert "Probability over the contract" in text
