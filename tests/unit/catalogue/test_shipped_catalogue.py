"""What the shipped catalogue must contain, whatever figures an expert changes in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scorecard.catalogue import (
    ASSUMPTION,
    Catalogue,
    CriterionInput,
    Kind,
    Profile,
    RatingValue,
    Severity,
    load_catalogue,
    questions_read,
    value_in_words,
)
from scorecard.catalogue.checks import check_catalogue

CATALOGUE = load_catalogue()
INPUTS = [(criterion, given) for criterion in CATALOGUE.criteria for given in criterion.inputs]

GROUPS = [
    "floor_management",
    "workforce_stability",
    "capacity_and_ramp",
    "domain_depth",
    "commercials",
    "compliance_and_security",
    "brand_voice",
    "tooling_fit",
]

# The warnings that the four sources name, and those derived from the answers, one id each.
WARNINGS_BY_SOURCE = {
    "buyer's checklist": {
        "attrition_120d_above_line",
        "no_loaded_rate_breakdown",
        "kpi_floors_before_scoping",
        "operating_model_unnamed",
        "no_references_in_segment",
        "leads_not_named",
        "compliance_slogans",
        "resists_paid_pilot",
        "ramp_two_weeks",
        "overflow_capacity_vague",
        "broker_not_employer",
        "no_qa_evidence",
        "rate_card_before_volumes",
    },
    "control article": {
        "priced_without_kpis",
        "opaque_qa",
        "operations_manager_not_named",
        "vague_on_labour_law",
        "resists_shared_dashboards",
        "resists_deep_onboarding",
        "onboarding_under_six_weeks",
    },
    "quality playbook": {
        "attrition_not_shared",
        "attrition_annual_above_drift",
        "operations_director_vague",
        "ramp_beyond_proven",
        "ramp_four_weeks",
        "pure_hourly_demanded",
        "lock_in_demanded",
        "refuses_per_agent_visibility",
        "handle_time_terms_demanded",
    },
    "service-level article": {"no_backup_plan", "no_encryption", "no_agent_ndas"},
    "derived": {
        "reference_calls_contradict",
        "attrition_figures_inconsistent",
        "price_abnormally_low",
        "document_expired",
        "document_off_site",
    },
}
SOURCE_OF_WARNINGS = {
    "buyer's checklist": "s3_buyer_checklist",
    "control article": "s1_control_article",
    "quality playbook": "s0_quality_playbook",
    "service-level article": "s2_sla_article",
}


def test_the_shipped_data_have_no_fault() -> None:
    assert check_catalogue(CATALOGUE) == ()


def test_the_shipped_catalogue_is_read_once() -> None:
    assert load_catalogue() is CATALOGUE


def test_the_eight_groups_are_in_the_order_of_the_form() -> None:
    assert [group.id for group in CATALOGUE.groups] == GROUPS


def test_there_are_22_to_30_criteria_and_every_group_has_some() -> None:
    assert 22 <= len(CATALOGUE.criteria) <= 30
    assert {criterion.group for criterion in CATALOGUE.criteria} == set(GROUPS)


def test_questions_and_criteria_follow_the_order_of_the_groups() -> None:
    for entries in (CATALOGUE.questions, CATALOGUE.criteria):
        places = [GROUPS.index(entry.group) for entry in entries]
        assert places == sorted(places)


@pytest.mark.parametrize("source", WARNINGS_BY_SOURCE)
def test_every_warning_of_a_source_is_a_rule_that_cites_it(source: str) -> None:
    rules = {rule.id: rule for rule in CATALOGUE.red_flags}
    assert WARNINGS_BY_SOURCE[source] - set(rules) == set()
    if source in SOURCE_OF_WARNINGS:
        cited = SOURCE_OF_WARNINGS[source]
        assert [r for r in WARNINGS_BY_SOURCE[source] if cited not in rules[r].sources] == []


def test_at_most_six_rules_are_critical_and_the_three_hard_lines_are() -> None:
    critical = {r.id for r in CATALOGUE.red_flags if r.severity is Severity.CRITICAL}
    assert len(critical) <= 6
    assert critical >= {"attrition_120d_above_line", "no_loaded_rate_breakdown", "ramp_two_weeks"}


def test_every_critical_rule_says_why_it_is_critical() -> None:
    silent = [
        r.id for r in CATALOGUE.red_flags if r.severity is Severity.CRITICAL and not r.note.strip()
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("rule_id", "test", "threshold", "unit"),
    [
        ("attrition_120d_above_line", "above", 18, "%"),
        ("attrition_annual_above_drift", "above", 60, "%"),
        ("ramp_two_weeks", "at_most", 2, "weeks"),
        ("ramp_four_weeks", "at_most", 4, "weeks"),
        ("ramp_under_six_weeks", "below", 6, "weeks"),
        ("onboarding_under_six_weeks", "below", 6, "weeks"),
        ("lock_in_demanded", "at_least", 24, "months"),
    ],
)
def test_the_thresholds_are_those_of_the_sources(
    rule_id: str, test: str, threshold: float, unit: str
) -> None:
    (rule,) = [rule for rule in CATALOGUE.red_flags if rule.id == rule_id]
    condition = rule.raised_when
    assert condition.test == test
    assert (condition.threshold, condition.unit) == (threshold, unit)


def test_ramp_rules_form_one_family_from_minor_to_critical() -> None:
    family = [rule for rule in CATALOGUE.red_flags if rule.family == "ramp_pace"]
    assert sorted(rule.severity.strength for rule in family) == [1, 2, 3]


def test_every_question_feeds_a_criterion_a_flag_a_gate_a_reference_figure_or_the_costs() -> None:
    read = {given.question for _, given in INPUTS}
    read |= {q for _, given in INPUTS if given.value.kind == "derived" for q in _reads(given)}
    for rule in CATALOGUE.red_flags:
        read |= set(questions_read(rule.raised_when))
    for gate in CATALOGUE.gates:
        read |= set(questions_read(gate.passes_when))
    read |= {benchmark.question for benchmark in CATALOGUE.benchmarks}
    assert CATALOGUE.commercial is not None
    read |= {question_id for _, question_id in CATALOGUE.commercial.questions}
    assert [question.id for question in CATALOGUE.questions if question.id not in read] == []


def _reads(given: CriterionInput) -> tuple[str, ...]:
    return given.value.figure.reads if given.value.kind == "derived" else ()


def test_a_rationale_that_speaks_of_an_assumption_is_marked_as_one() -> None:
    unmarked = [
        criterion.id
        for criterion, given in INPUTS
        if "assumption" in given.value.rationale.casefold()
        and ASSUMPTION not in given.value.sources
    ]
    assert unmarked == []


def test_rated_questions_are_observed_and_each_descriptor_is_its_own() -> None:
    rated = [question for question in CATALOGUE.questions if question.kind is Kind.RATING]
    assert len(rated) >= 5
    for question in rated:
        assert question.observed
        assert len({option.label for option in question.options}) == 6
    judged = {given.question for _, given in INPUTS if isinstance(given.value, RatingValue)}
    assert judged == {question.id for question in rated}


def test_the_seven_parts_of_the_loaded_rate_are_the_fixed_rows() -> None:
    rows = [row.id for row in CATALOGUE.questions_by_id["rate_parts"].fixed_rows]
    assert rows == ["wfm", "qa", "team_lead", "training", "technology", "real_estate", "shrinkage"]


def test_a_cohort_cannot_lose_more_than_all_and_a_year_can() -> None:
    assert CATALOGUE.questions_by_id["attrition_120d_pct"].maximum == 100
    yearly = CATALOGUE.questions_by_id["attrition_annual_pct"].maximum
    assert yearly is not None
    assert yearly > 100


def test_the_line_itself_is_not_above_the_line_but_worth_little() -> None:
    # 18 % is the published line: worth less than half, and more than what lies above it.
    (value,) = [g.value for _, g in INPUTS if g.question == "attrition_120d_pct"]
    assert value.kind == "points"
    (at_line,) = [point.value for point in value.points if point.performance == 18]
    assert 0 < at_line < 50


@pytest.mark.parametrize(
    "profile_id", ["general", "retail", "healthcare", "financial_services", "b2b_saas"]
)
def test_floor_management_is_the_largest_group_of_every_profile(profile_id: str) -> None:
    sums = _points_by_group(CATALOGUE, CATALOGUE.profile(profile_id))
    assert sum(sums.values()) == pytest.approx(100, abs=1e-9)
    heaviest, next_heaviest = sums.most_common(2)
    assert heaviest[0] == "floor_management"
    assert heaviest[1] > next_heaviest[1]


def _points_by_group(catalogue: Catalogue, profile: Profile) -> Counter[str]:
    sums: Counter[str] = Counter()
    for criterion_id, points in profile.points.items():
        sums[catalogue.criteria_by_id[criterion_id].group] += points
    return sums


def test_the_general_profile_is_the_default_weighting() -> None:
    default = {criterion.id: criterion.points for criterion in CATALOGUE.criteria}
    assert CATALOGUE.profile("general").points == default


def test_what_the_industries_need_by_law_is_a_gate_of_their_profile() -> None:
    assert "hipaa" in CATALOGUE.profile("healthcare").compliance_needed
    assert "pci_dss" in CATALOGUE.profile("financial_services").compliance_needed


def test_only_the_loaded_rate_gate_has_to_be_switched_on() -> None:
    assert [g.id for g in CATALOGUE.gates if g.applies == "opt_in"] == ["loaded_rate_provided"]
    assert {g.for_each for g in CATALOGUE.gates if g.applies == "brief"} == {
        "compliance_needed",
        "languages",
        "delivery_regions",
    }


def test_the_buyers_own_template_is_warned_about_on_the_brief() -> None:
    warned = {(w.field, w.test, w.threshold) for w in CATALOGUE.brief_warnings}
    assert warned >= {
        ("contract_basis", "equals", "hourly"),
        ("aht_penalties", "equals", "yes"),
        ("lock_in_months", "at_least", 24.0),
        ("ramp_weeks_demanded", "at_most", 4.0),
        ("ramp_weeks_demanded", "below", 6.0),
        ("programme_manager_named", "equals", "no"),
        ("programme_manager_fte", "below", 1.0),
    }


def test_reference_figures_are_those_of_their_publications() -> None:
    figures = {b.id: (b.low, b.high) for b in CATALOGUE.benchmarks}
    assert figures["loaded_hour_offshore"] == (12, 18)
    assert figures["loaded_hour_nearshore"] == (28, 35)
    assert figures["loaded_hour_united_states"] == (45, 60)
    assert figures["hidden_share_of_true_cost"] == (25, 40)
    assert figures["attrition_annual_inbound_voice"] == (30, 50)
    assert figures["ramp_honest"] == (6, 10)
    # The six shares of a Philippine rate: 30 + 15 + 10 + 10 + 5 + 30 = 100.
    assert sum(low for name, (low, _) in figures.items() if name.startswith("rate_share_")) == 100


def test_user_texts_are_plain() -> None:
    texts = [
        *(q.text + q.why + q.good_evidence + q.label for q in CATALOGUE.questions),
        *(c.title + c.question + c.why + c.evidence_rule for c in CATALOGUE.criteria),
        *(r.title + r.message + r.ask_next + r.note for r in CATALOGUE.red_flags),
        *(w.message + w.advice for w in CATALOGUE.brief_warnings),
    ]
    loud = [text for text in texts if "!" in text or re.search("[\U0001f300-\U0001faff]", text)]
    assert loud == []


def test_where_the_sources_disagree_is_written_down() -> None:
    said = " ".join(CATALOGUE.settings.disagreements).casefold()
    for matter in ("full volume", "pilot", "satisfaction", "severity", "sample", "outcome"):
        assert matter in said


def test_every_derived_figure_of_a_criterion_is_named_in_words():
    labels = [given.value.figure.label for _, given in INPUTS if given.value.kind == "derived"]
    assert labels and all(label and "_" not in label for label in labels)


def test_a_copy_with_other_questions_finds_them_by_their_ids():
    shipped = load_catalogue()
    before = set(shipped.questions_by_id)
    fewer = shipped.model_copy(update={"questions": shipped.questions[1:]})
    assert set(fewer.questions_by_id) == before - {shipped.questions[0].id}


def test_the_row_of_a_table_is_told_by_its_label() -> None:
    parts = CATALOGUE.questions_by_id["rate_parts"]
    rows = ({"part": "wfm", "treatment": "not_included"},)
    assert value_in_words(parts, rows, "EUR") == "Workforce management · Not in the rate"


def test_what_to_ask_next_can_be_understood_without_the_flag_beside_it() -> None:
    # It is copied into an e-mail: what points at something must say at what.
    pointing = re.compile(
        r"\b(this|these|both) (figure|figures|document|price|date|terms)\b|which of these|"
        r"the missing parts|the seven parts,", re.IGNORECASE,
    )  # fmt: skip
    pointed = [rule.id for rule in CATALOGUE.red_flags if pointing.search(rule.ask_next)]
    assert pointed == []
