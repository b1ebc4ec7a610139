"""The worked selection tells five different stories, fits the catalogue and stays invented."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard.catalogue import Kind, load_catalogue, selection_faults
from scorecard.catalogue.loader import shipped_folder
from scorecard.document import read_document, write_document
from scorecard.evaluation import evaluate
from scorecard.model import Evidence, Status
from scorecard.scoring import GateState

TEXT = (shipped_folder() / "examples" / "worked_selection.json").read_text(encoding="utf-8")
DOCUMENT = read_document(TEXT)
SELECTION = DOCUMENT.selection
CATALOGUE = load_catalogue()
EVALUATION = evaluate(SELECTION, CATALOGUE, as_of=date(2026, 11, 22))


def raised(candidate_id: str) -> set[str]:
    row = EVALUATION.position[candidate_id]
    return {finding.rule.id for finding in EVALUATION.findings[row] if finding.is_raised}


def test_it_says_that_it_is_invented() -> None:
    assert SELECTION.is_example
    assert "invented" in SELECTION.title
    assert all(c.contact_email.endswith(".example") for c in SELECTION.candidates)


def test_it_follows_the_shipped_catalogue_and_fits_it() -> None:
    assert DOCUMENT.catalogue is None
    assert selection_faults(SELECTION, CATALOGUE) == ()
    assert SELECTION.points == CATALOGUE.profile(SELECTION.profile_id).points


def test_it_is_written_as_the_program_writes_it() -> None:
    assert write_document(DOCUMENT) == TEXT


def test_the_brief_has_the_5000_contacts_by_type() -> None:
    volumes = [v.contacts_per_month for v in SELECTION.brief.volumes]
    assert volumes == [2500, 1200, 800, 300, 200]
    assert SELECTION.brief.contacts_per_month == 5000


def test_every_question_is_on_record_for_every_candidate() -> None:
    questions = {question.id for question in CATALOGUE.questions}
    for recorded in SELECTION.answers_by_candidate().values():
        assert set(recorded) == questions


@pytest.mark.parametrize(
    "status", [Status.ANSWERED, Status.OPEN, Status.REFUSED, Status.NOT_APPLICABLE]
)
def test_every_status_that_can_occur_before_the_deadline_occurs(status: Status) -> None:
    assert any(answer.status is status for answer in SELECTION.answers)


@pytest.mark.parametrize("evidence", Evidence)
def test_every_strength_of_evidence_occurs(evidence: Evidence) -> None:
    assert any(answer.evidence is evidence for answer in SELECTION.answers)


def test_answers_say_when_and_where_they_come_from() -> None:
    for answer in SELECTION.answers:
        if answer.status is not Status.OPEN:
            assert answer.source, answer
            assert answer.as_of is not None, answer
            assert date(2026, 9, 1) <= answer.as_of <= date(2026, 11, 22)


def test_the_cheapest_headline_refuses_the_loaded_rate() -> None:
    rates = {
        c.id: SELECTION.answer(c.id, "headline_rate_per_hour").value for c in SELECTION.candidates
    }
    assert min(rates, key=lambda candidate: float(str(rates[candidate]))) == "cobaltlane"
    assert SELECTION.answer("cobaltlane", "loaded_rate_per_hour").status is Status.REFUSED
    assert "no_loaded_rate_breakdown" in raised("cobaltlane")


def test_one_loses_22_per_cent_of_its_starters_and_is_shortlisted_by_a_written_override() -> None:
    assert SELECTION.answer("brisa", "attrition_120d_pct").value == 22
    assert "attrition_120d_above_line" in raised("brisa")
    assert SELECTION.candidate("brisa").shortlisted
    assert SELECTION.candidate("brisa").override_reason


def test_one_promises_two_weeks_beyond_any_ramp_shown() -> None:
    assert SELECTION.answer("dunmere", "ramp_weeks_promised").value == 2
    assert raised("dunmere") >= {"ramp_two_weeks", "ramp_beyond_proven"}


def test_one_is_solid_and_the_dearest() -> None:
    rates = {
        c.id: value
        for c in SELECTION.candidates
        if isinstance(value := SELECTION.answer(c.id, "loaded_rate_per_hour").value, float)
    }
    assert max(rates, key=lambda candidate: rates[candidate]) == "aldermoor"
    assert raised("aldermoor") == set()
    assert EVALUATION.leaders == (EVALUATION.position["aldermoor"],)


def test_one_has_slogans_for_compliance_and_so_an_open_gate() -> None:
    assert "compliance_slogans" in raised("everhall")
    states = {g.state for g in EVALUATION.gates[EVALUATION.position["everhall"]]}
    assert states == {GateState.PASS, GateState.OPEN}


def test_the_order_is_not_certain_while_answers_are_open() -> None:
    first = EVALUATION.position["aldermoor"]
    assert (EVALUATION.rank_best[first], EVALUATION.rank_worst[first]) == (1, 2)


def test_tables_and_ratings_are_answered_too() -> None:
    kinds = {
        CATALOGUE.questions_by_id[answer.question_id].kind
        for answer in SELECTION.answers
        if answer.status is Status.ANSWERED
    }
    assert kinds >= set(Kind) - {Kind.DATE, Kind.TEXT}


def test_whoever_opens_it_nearly_a_year_later_reads_the_same_stories() -> None:
    later = evaluate(SELECTION, CATALOGUE, as_of=date(2027, 11, 1))
    assert later.overall.tolist() == EVALUATION.overall.tolist()
    assert later.overall_evidenced.tolist() == EVALUATION.overall_evidenced.tolist()
    assert later.gates == EVALUATION.gates
    assert later.findings == EVALUATION.findings
