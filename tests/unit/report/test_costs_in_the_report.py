"""What the report says of costs: the drawing, the three orders, and what nobody stated."""

from __future__ import annotations

import re

from building import AS_OF
from unit.commercial.cost_building import E_MAIL_BRIEF, NOTHING_BESIDE, parts, selection
from unit.report.report_reading import Reading

from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.model import Selection
from scorecard.report import write_report

CATALOGUE = load_catalogue()
# Set-up and ramp fee are left open.
STATED_BUT_FEES = {k: v for k, v in NOTHING_BESIDE.items() if k not in ("set_up_fee", "ramp_fee")}
E_MAILS = [{"channel": "E-mail", "aht_minutes": 10, "fcr_pct": 75, "occupancy_pct": 80}]


def quote(rate: float, **more: object) -> dict[str, object]:
    return {
        "headline_rate_per_hour": rate,
        "rate_basis": "productive",
        "rate_parts": parts(),
        "performance_by_channel": E_MAILS,
        **more,
    }


def reading_of(case: Selection, *, with_costs: bool = True) -> Reading:
    page = Reading(
        write_report(
            evaluate(case, CATALOGUE, as_of=AS_OF),
            costs=cost_of_selection(case, CATALOGUE) if with_costs else None,
            written_on=AS_OF,
        )
    )
    assert page.faults == []
    return page


def drawings(page: Reading) -> list[str]:
    return [
        element.attributes["aria-label"]
        for element in page.all("svg", role="img")
        if "per resolved contact" in element.attributes["aria-label"]
    ]


def test_two_quotes_are_drawn_from_low_to_high_with_their_places() -> None:
    # 6,000 e-mails of 10 minutes are 1,000 productive hours, at 75 % they resolve 4,500.
    # Atlas: 18 × 1,000 ÷ 4,500 = 4.00. Borealis solves half as many: 13.50 × 1,000 ÷ 2,250 = 6.00.
    slower = [E_MAILS[0] | {"fcr_pct": 37.5}]
    case = selection(
        E_MAIL_BRIEF,
        {"Atlas": quote(18), "Borealis": quote(13.5, performance_by_channel=slower)},
    )
    page = reading_of(case)
    assert drawings(page) == [
        "Atlas: 4.00 USD per resolved contact, 2nd by headline, 2nd by loaded rate",
        "Borealis: 6.00 USD per resolved contact, 1st by headline, 1st by loaded rate",
    ]
    assert "Borealis is cheapest by headline (13.50 USD an hour)" in page.said
    assert "18.00 (2nd)" in page.said
    assert "4.00 (1st)" in page.said


def test_a_range_that_rests_on_missing_parts_is_hatched_and_what_nobody_stated_is_listed() -> None:
    # No part stated: 18 ÷ (1 − 0.25) to 18 ÷ (1 − 0.40) an hour, so 24 to 30;
    # × 1,000 ÷ 4,500 = 5.33 to 6.67; high with set-up and ramp fee at half a month each: 13 months
    # for 12, 7.22.
    case = selection(E_MAIL_BRIEF, {"Atlas": quote(18, rate_parts=[])}, beside=STATED_BUT_FEES)
    page = reading_of(case)
    assert drawings(page)[0].startswith("Atlas: 5.33–7.22 USD per resolved contact")
    # 18 × 1,000 ÷ 4,500 = 4.00; with the fees, once 30,000, (216,000 + 30,000) ÷ 54,000 = 4.56.
    assert drawings(page)[0].endswith("4.00–4.56 if missing parts cost nothing")
    assert re.search(r"Atlas has not stated: set-up fee and ramp fee", page.said)
    place = page.said.index("What it costs")
    assert "parts not in the price or not stated" in page.said[place:]


def test_who_has_no_figure_stays_in_sight() -> None:
    case = selection(E_MAIL_BRIEF, {"Atlas": quote(18), "Silent": {}})
    assert drawings(reading_of(case))[1] == (
        "Silent: no cost per resolved contact, no price is stated from which a cost could be "
        "calculated; no place by headline, no place by loaded rate"
    )


def test_without_costs_or_without_any_quote_there_is_no_such_section() -> None:
    quoted = selection(E_MAIL_BRIEF, {"Atlas": quote(18)})
    assert "What it costs" not in reading_of(quoted, with_costs=False).said
    assert "What it costs" not in reading_of(selection(E_MAIL_BRIEF, {"Atlas": {}})).said


def reference_rows(page: Reading) -> dict[str, str]:
    """Title → text of the row in the table of reference figures."""
    (place,) = [
        n
        for n, element in enumerate(page.elements)
        if element.attributes.get("aria-label") == "Reference figures, as a table"
    ]
    rows = {}
    for element in page.elements[place:]:
        if element.tag == "h2":
            break
        if element.tag == "tr" and element.text and "Figure" not in element.text:
            title = page.elements[page.elements.index(element) + 1].text
            rows[title] = element.text.removeprefix(title).strip()
    return rows


def test_reference_figures_stand_below_the_quotes_as_no_fact_about_a_candidate() -> None:
    page = reading_of(selection(E_MAIL_BRIEF, {"Atlas": quote(18)}))
    heading = "Reference figures: none of them is a fact about a candidate"
    assert heading in [element.text for element in page.all("h3")]
    rows = reference_rows(page)
    # Range, unit, source and date, as in data/benchmarks.toml and data/sources.toml.
    piton = CATALOGUE.sources_by_id["piton_2025"].title
    assert rows["Loaded hour, offshore"] == f"12–18 USD per hour {piton}, 2025"
    assert rows["True cost that a headline rate can hide"].startswith("25–40 % of the true cost")
    # The brief knows no own team.
    assert "Base wage, Mexico" not in rows
    section = page.said[page.said.index("What it costs") :]
    assert section.index("Three orders") < section.index(heading)


def test_where_the_own_team_s_cost_is_known_its_reference_figures_are_there_too() -> None:
    brief = E_MAIL_BRIEF | {"in_house": {"base_wage_per_hour": 21.5}}
    rows = reference_rows(reading_of(selection(brief, {"Atlas": quote(18)})))
    assert rows["Base wage, Mexico"].startswith("5–6 USD per hour")
