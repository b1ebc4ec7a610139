"""What a decision must say, and what the record keeps of the ranking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from building import AS_OF, number_catalogue, number_selection
from pydantic import ValidationError
from unit.commercial.cost_building import E_MAIL_BRIEF
from unit.commercial.cost_building import selection as cost_selection
from unit.sharing.marked_case import marked_evaluation

from scorecard.awarding import concerns_about, drafted_award, standing_of
from scorecard.catalogue import load_catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Brief, Concern, Phase, Signature
from scorecard.rules_fixed import TIE_BREAK, Fixed, RuleChange, RulesFixed

WEIGHTS = {"quality": 3.0, "price": 1.0}
CATALOGUE = number_catalogue({"quality": (0, 10), "price": (20, 10)})
SIGNED = [Signature(name="Ines", role="Head", signed_on=AS_OF)]


def evaluated(phase: Phase = Phase.CLOSED, brief: Brief | None = None) -> Evaluation:
    # Quality 80 and 60, price 80 and 50: Atlas 0.75·80 + 0.25·80 = 80, Borealis 57.5.
    selection = number_selection(
        {"Atlas": [8, 12], "Borealis": [6, 15]}, WEIGHTS, phase=phase, brief=brief
    )
    return evaluate(selection, CATALOGUE, as_of=AS_OF)


def kinds(evaluation: Evaluation, candidate_id: str) -> list[Concern]:
    return [raised.concern for raised in concerns_about(evaluation, candidate_id)]


def test_choosing_the_first_after_responses_were_closed_raises_no_concern() -> None:
    assert kinds(evaluated(), "Atlas") == []


def test_choosing_somebody_who_is_not_first_names_the_rank_and_who_is() -> None:
    (raised,) = concerns_about(evaluated(), "Borealis")
    assert raised.concern is Concern.NOT_FIRST
    assert raised.finding == "Borealis has rank 2 with 57.5; first is Atlas with 80.0."


def test_choosing_while_responses_are_open_is_a_concern() -> None:
    assert kinds(evaluated(Phase.COLLECTING), "Atlas") == [Concern.RESPONSES_OPEN]


def test_a_failed_gate_and_a_critical_flag_without_an_override_are_concerns() -> None:
    evaluation = marked_evaluation()
    for row, candidate in enumerate(evaluation.candidates):
        found = kinds(evaluation, candidate.id)
        assert (Concern.GATE_FAILED in found) is evaluation.is_excluded[row]
        # Every candidate of this case has an override.
        assert Concern.CRITICAL_FLAG not in found
    selection = evaluation.selection
    bare = selection.model_copy(
        update={
            "candidates": tuple(
                c.model_copy(update={"override_reason": ""}) for c in selection.candidates
            )
        }
    )
    again = evaluate(bare, evaluation.catalogue, as_of=evaluation.as_of)
    flagged = [r for r in range(len(again.candidates)) if again.critical_flags(r)]
    assert flagged
    for row in range(len(again.candidates)):
        found = kinds(again, again.candidates[row].id)
        assert (Concern.CRITICAL_FLAG in found) is (row in flagged)


def test_choosing_while_no_leader_is_announced_for_lack_of_coverage_is_a_concern() -> None:
    # Atlas has answered what counts 75 of 100; Borealis, next, 25: below the 60 % asked for.
    selection = number_selection({"Atlas": [8, None], "Borealis": [None, 12]}, WEIGHTS)
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    (raised,) = concerns_about(evaluation, "Atlas")
    assert raised.concern is Concern.LEADER_WITHHELD
    assert raised.finding == (
        "No leader is announced: Borealis is covered to 25 % of the weight; a leader is announced "
        "from 60 %."
    )
    assert kinds(evaluation, "Borealis") == [Concern.NOT_FIRST, Concern.LEADER_WITHHELD]


def test_choosing_while_nobody_else_has_answered_is_a_concern() -> None:
    selection = number_selection({"Atlas": [8, 12], "Borealis": [None, None]}, WEIGHTS)
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    (raised,) = concerns_about(evaluation, "Atlas")
    assert raised.finding == "No leader is announced: only Atlas has answered anything yet."
    assert next(c.finding for c in concerns_about(evaluation, "Borealis")) == (
        "Borealis has no rank: no answer of it that counts in the ranking is recorded."
    )


def test_where_nobody_can_be_ranked_the_missing_rank_says_it_all() -> None:
    selection = number_selection({"Atlas": [8, 12]}, {"quality": 0.0, "price": 0.0})
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    assert evaluation.leader_withheld_because
    assert kinds(evaluation, "Atlas") == [Concern.NOT_FIRST]


def test_a_gate_of_the_chosen_candidate_that_is_still_open_is_a_concern() -> None:
    evaluation = marked_evaluation()
    open_gates = [[g.title for g in gates if g.state.value == "open"] for gates in evaluation.gates]
    assert any(open_gates)
    assert not all(open_gates)
    for row, candidate in enumerate(evaluation.candidates):
        found = {r.concern: r.finding for r in concerns_about(evaluation, candidate.id)}
        assert (Concern.GATE_OPEN in found) is bool(open_gates[row])
        for title in open_gates[row]:
            assert title in found[Concern.GATE_OPEN]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reasons": "  "}, "String should have at least 1 character"),
        ({"concern_reasons": {}}, "String should have at least 1 character"),
        ({"signatures": []}, "at least 1 item"),
        ({"replaces": "earlier", "correction_reason": ""}, "needs the reason"),
    ],
)
def test_a_decision_without_what_it_must_say_cannot_be_drafted(
    changes: dict[str, object], message: str
) -> None:
    complete: dict[str, object] = {
        "candidate_id": "Borealis",
        "reasons": "They know our trade.",
        "concern_reasons": {Concern.NOT_FIRST: "The lead is within the error."},
        "signatures": SIGNED,
    }
    drafted_award(evaluated(), **complete)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match=message):
        drafted_award(evaluated(), **complete | changes)  # type: ignore[arg-type]


def test_the_standing_has_the_ranking_in_its_order_with_weights_and_values() -> None:
    standing = standing_of(evaluated())
    assert [(c.name, c.rank, c.overall) for c in standing.candidates] == [
        ("Atlas", 1, 80.0),
        ("Borealis", 2, 57.5),
    ]
    assert [(w.title, w.weight_pct) for w in standing.criteria] == [
        ("Quality", 75.0),
        ("Price", 25.0),
    ]
    assert [c.value for c in standing.candidates[1].criteria] == [60.0, 50.0]
    # Bare claims count as open, which is worth 0 once responses are closed.
    assert standing.candidates[0].overall_evidenced == 0
    assert standing.candidates[0].criteria[0].claimed_questions == ("Quality",)
    assert (standing.seed, standing.catalogue_version, standing.as_of) == (1, "test", AS_OF)


@pytest.mark.parametrize(
    ("declared", "price", "words"),
    [
        ("", 9.0, "None was declared"),
        ("criterion:quality", 9.0, "and was not needed"),
        # 3 × 20 more on quality outweighs 1 × 60 less on price: both 70.
        ("criterion:quality", None, "and decided a rank"),
    ],
)
def test_the_standing_says_whether_the_tie_break_decided_a_rank(
    declared: str, price: float | None, words: str
) -> None:
    rows = {"Atlas": [8, 16], "Borealis": [6, 10]} if price is None else {"Atlas": [8, 12]}
    selection = number_selection(rows, WEIGHTS, brief=Brief(tie_break=declared))
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    if price is None:
        assert evaluation.overall[0] == pytest.approx(evaluation.overall[1])
    assert words in standing_of(evaluation).tie_break


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Fixed.UNKNOWN, "; it was declared in the brief and was not needed."),
        (
            Fixed.BEFORE_CANDIDATES,
            "; it was declared before any candidate was entered and was not needed.",
        ),
        (
            Fixed.BEFORE_ANSWERS,
            "; it was declared before the first answer was recorded and was not needed.",
        ),
        (
            Fixed.AFTER_ANSWERS,
            "; it was set on 2026-11-20, after answers had been recorded, and was not needed.",
        ),
    ],
)
def test_the_standing_says_of_the_tie_break_when_it_was_declared_and_no_more(
    when: Fixed, words: str
) -> None:
    change = RuleChange(rule=TIE_BREAK, when=when, day=date(2026, 11, 20))
    brief = Brief(tie_break="criterion:quality")
    selection = number_selection({"Atlas": [8, 12]}, WEIGHTS, brief=brief)
    standing = standing_of(
        evaluate(selection, CATALOGUE, as_of=AS_OF), RulesFixed(changes=(change,))
    )
    assert standing.tie_break == (
        f"Equal overall values are told apart by the values on Quality{words}"
    )


def test_a_tie_break_that_was_taken_back_after_answers_is_told_in_the_standing() -> None:
    change = RuleChange(rule=TIE_BREAK, when=Fixed.AFTER_ANSWERS, day=date(2026, 11, 20))
    assert standing_of(evaluated(), RulesFixed(changes=(change,))).tie_break == (
        "None is declared any more: equal overall values share a rank; that was changed on "
        "2026-11-20, after answers had been recorded."
    )


def test_a_cost_that_rests_on_a_documented_price_is_not_called_claimed() -> None:
    document = {"title": "Quote", "issuer": "Atlas", "issued_on": "2026-11-01", "scope": "all"}
    documented = {
        "headline_rate_per_hour": {
            "status": "answered",
            "value": 12,
            "evidence": "documented",
            "document": document,
        }
    }
    claimed = {"headline_rate_per_hour": 12}
    catalogue = load_catalogue()
    costly = {
        **E_MAIL_BRIEF,
        "target_cost_per_resolved_contact": 3,
        "ceiling_cost_per_resolved_contact": 9,
    }
    selection = cost_selection(costly, {"Atlas": documented, "Borealis": claimed}).model_copy(
        update={"points": {criterion.id: criterion.points for criterion in catalogue.criteria}}
    )
    standing = standing_of(evaluate(selection, catalogue, as_of=AS_OF))
    lists = {
        candidate.name: next(
            c.claimed_questions for c in candidate.criteria if c.criterion_id == "price"
        )
        for candidate in standing.candidates
    }
    assert lists["Atlas"] == ()
    assert len(lists["Borealis"]) == 1


def test_flags_that_compare_with_other_candidates_are_told_from_the_own() -> None:
    standing = standing_of(marked_evaluation())
    flags = [flag for candidate in standing.candidates for flag in candidate.flags]
    compared = {flag.title for flag in flags if not flag.is_own}
    assert any("price" in title.lower() or "rate" in title.lower() for title in compared)
    assert any(flag.is_own for flag in flags)


def test_the_flags_of_the_standing_are_the_findings_of_the_evaluation() -> None:
    """An evaluation may have decided with figures that its bare cases do not hold."""
    evaluation = marked_evaluation()
    for candidate in standing_of(evaluation).candidates:
        row = evaluation.position[candidate.candidate_id]
        assert [(f.title, f.message) for f in candidate.flags] == [
            (f.rule.title, f.message) for f in evaluation.flags_shown[row]
        ]
    # Rules that read no figure cannot compare, so that their findings are taken as they are:
    # bare cases, with every answer gone, would raise none of them.
    bare = tuple(replace(case, answers={}, peers=()) for case in evaluation.cases)
    emptied = replace(evaluation)
    vars(emptied)["cases"] = bare
    own = {f.title for c in standing_of(emptied).candidates for f in c.flags if f.is_own}
    without_figure = {
        flag.rule.title
        for row in range(len(evaluation.candidates))
        for flag in evaluation.flags_shown[row]
        if "figure" not in str(flag.rule.raised_when.model_dump(exclude_none=True))
    }
    assert without_figure
    assert without_figure <= own


def test_a_flag_on_the_price_of_the_whole_workload_compares_and_is_not_the_own() -> None:
    def line(price: float) -> dict[str, object]:
        return {"price_lines": [{"unit": "per_contact", "price": price}]}

    catalogue = load_catalogue()
    brief = {
        **E_MAIL_BRIEF,
        "target_cost_per_resolved_contact": 3,
        "ceiling_cost_per_resolved_contact": 9,
    }
    # 2.00 a contact against 4.00, 4.20 and 4.40: less than half of what the others ask.
    quotes = {"Low": line(2.0), "B": line(4.0), "C": line(4.2), "D": line(4.4)}
    selection = cost_selection(brief, quotes).model_copy(
        update={"points": {criterion.id: criterion.points for criterion in catalogue.criteria}}
    )
    standing = standing_of(evaluate(selection, catalogue, as_of=AS_OF))
    low = next(c for c in standing.candidates if c.name == "Low")
    compared = [flag for flag in low.flags if "workload" in flag.message.casefold()]
    assert compared
    assert [flag.is_own for flag in compared] == [False] * len(compared)
