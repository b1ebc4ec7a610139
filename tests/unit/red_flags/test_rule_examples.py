"""Every shipped rule decides its own three examples, and families show the gravest flag."""

from datetime import date

import pytest

from scorecard.catalogue import Example, RedFlagRule, load_catalogue
from scorecard.facts import Case
from scorecard.model import Answer, Brief
from scorecard.red_flags import State, find, shown

AS_OF = date(2026, 11, 22)
CATALOGUE = load_catalogue()
RULES = {rule.id: rule for rule in CATALOGUE.red_flags}


def answers(written):
    built = {}
    for question, value in written.items():
        fields = {"candidate_id": "x", "question_id": question}
        if isinstance(value, dict):
            fields |= value
            fields.setdefault("not_applicable_reason", "example")
        else:
            fields |= {"status": "answered", "value": value}
        built[question] = Answer.model_validate(fields)
    return built


def case_of(example: Example) -> Case:
    return Case(
        "x",
        answers(example.answers),
        Brief.model_validate(example.brief),
        AS_OF,
        tuple(answers(peer) for peer in example.peers),
        labels=CATALOGUE.option_labels,
        calculated=example.calculated,
        peers_calculated=example.peers_calculated,
    )


@pytest.mark.parametrize("outcome", ["raised", "clear", "unknown"])
@pytest.mark.parametrize("rule_id", RULES)
def test_each_rule_decides_its_examples_as_the_catalogue_says(rule_id, outcome):
    rule: RedFlagRule = RULES[rule_id]
    (finding,) = find([rule], case_of(getattr(rule.examples, outcome)))
    assert finding.state is State(outcome)


@pytest.mark.parametrize("rule_id", RULES)
def test_each_raised_message_has_all_its_numbers(rule_id):
    rule = RULES[rule_id]
    (finding,) = find([rule], case_of(rule.examples.raised))
    assert "$" not in finding.message
    for placeholder, number in (("$value", finding.value), ("$threshold", finding.threshold)):
        assert placeholder not in rule.message or number is not None


def attrition(value):
    (finding,) = find(
        [r for r in RULES.values() if r.id == ATTRITION_RULE],
        Case("x", answers({"attrition_120d_pct": value}), Brief(), AS_OF),
    )
    return finding


ATTRITION_RULE = next(
    rule.id
    for rule in CATALOGUE.red_flags
    if rule.reads == "attrition_120d_pct" and rule.severity.value == "critical"
)


def test_eighteen_per_cent_at_120_days_is_clear_and_eighteen_point_one_is_raised():
    assert attrition(18.0).state is State.CLEAR
    raised = attrition(18.1)
    assert raised.state is State.RAISED
    assert "18.1" in raised.message
    assert raised.threshold == 18.0


def test_of_a_family_only_the_gravest_raised_flag_is_shown():
    ramp = [rule for rule in CATALOGUE.red_flags if rule.reads == "ramp_weeks_promised"]
    findings = find(ramp, Case("x", answers({"ramp_weeks_promised": 2.0}), Brief(), AS_OF))
    raised = [finding for finding in findings if finding.is_raised]
    families = {finding.rule.family for finding in raised}
    assert len(raised) > len(families)
    assert len(shown(findings)) == len(families)
    assert shown(findings)[0].rule.severity.value == "critical"
