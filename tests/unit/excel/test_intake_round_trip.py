"""Questionnaire out, filled in, back: what is stored is what was typed, of every kind."""

from datetime import date

import pytest
from unit.excel.questionnaire_case import (
    CATALOGUE,
    CREATED_AT,
    empty_selection,
    random_answers,
)
from unit.excel.questionnaire_filling import Filling, filled

from scorecard.access import local_operator
from scorecard.catalogue import Kind
from scorecard.excel import (
    CellState,
    open_questionnaire,
    read_questionnaire,
    write_questionnaire,
)
from scorecard.excel.questionnaire_form import Field, questions_for_candidates
from scorecard.model import DocumentReference, Evidence, Status
from scorecard.storage import open_storage

OPERATOR = local_operator()
DOCUMENT = DocumentReference(
    title="Certificate 4711",
    issuer="Auditor AG",
    issued_on=date(2026, 1, 2),
    scope="Site Leipzig",
    expires_on=date(2028, 1, 2),
)


def read(content, selection=None, name="Atlas reply.xlsx"):
    return read_questionnaire(content, name, selection or empty_selection(), CATALOGUE)


def started():
    selection = empty_selection()
    content = write_questionnaire(selection, CATALOGUE, "c0", created_at=CREATED_AT)
    return Filling(content, selection, CATALOGUE, "c0")


def test_the_case_has_every_kind_that_candidates_can_answer():
    kinds = {question.kind for question in questions_for_candidates(CATALOGUE)}
    assert kinds == set(Kind) - {Kind.RATING}


@pytest.mark.parametrize("seed", range(4))
def test_stored_answers_equal_what_was_typed(seed, tmp_path):
    answers = random_answers(seed)
    selection = empty_selection()
    content = filled(selection, CATALOGUE, "c1", answers, created_at=CREATED_AT)
    intake = read(content)
    assert [cell.problems for cell in intake.cells if cell.problems] == []
    assert {cell.state for cell in intake.cells} == {CellState.NEW}
    storage = open_storage(f"sqlite:///{tmp_path / 'trip.sqlite3'}")
    storage.create_selection(OPERATOR, selection, CATALOGUE)
    storage.save_answers(
        OPERATOR,
        selection.id,
        [cell.proposed for cell in intake.acceptable],
        {cell.question_id: cell.expected_version for cell in intake.acceptable},
        intake.returned.source,
    )
    stored = storage.load(OPERATOR, selection.id)
    storage.close()
    assert {a.question_id: a.value for a in stored.answers} == answers
    assert {a.candidate_id for a in stored.answers} == {"c1"}
    assert {a.evidence for a in stored.answers} == {Evidence.CLAIMED}
    again = read(content, stored)
    assert {cell.state for cell in again.cells} == {CellState.UNCHANGED}


def test_an_empty_questionnaire_says_nothing():
    content = write_questionnaire(empty_selection(), CATALOGUE, "c0", created_at=CREATED_AT)
    intake = read(content)
    assert intake.cells == ()
    assert intake.notes == ()
    assert intake.silent_count == len(questions_for_candidates(CATALOGUE))


def test_declined_to_follow_and_nothing_to_list_are_told_apart():
    filling = started()
    filling.decline("loaded_rate_per_hour")
    filling.field("headline_rate_per_hour", Field.STATUS).value = "To follow"
    filling.answer("references", ())
    filling.field("leads_named", Field.STATUS).value = "Answered"
    cells = {cell.question_id: cell for cell in read(filling.saved()).cells}
    assert cells["loaded_rate_per_hour"].proposed.status is Status.REFUSED
    assert "headline_rate_per_hour" not in cells
    for question_id in ("references", "leads_named"):
        assert cells[question_id].proposed.value == ()
        assert cells[question_id].proposed.status is Status.ANSWERED


def test_a_named_document_that_nobody_has_sent_leaves_a_claim_that_keeps_its_name():
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    filling.document("attrition_120d_pct", DOCUMENT)
    (cell,) = read(filling.saved()).cells
    assert cell.proposed.evidence is Evidence.CLAIMED
    assert cell.proposed.document == DOCUMENT
    (remark,) = cell.remarks
    assert remark.startswith("recorded as claimed: attach “")
    assert DOCUMENT.title in remark


@pytest.mark.parametrize("missing", [Field.TITLE, Field.ISSUER, Field.ISSUED_ON, Field.SCOPE])
def test_an_incomplete_reference_leaves_a_claim_and_is_noted(missing):
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    filling.document("attrition_120d_pct", DOCUMENT)
    filling.field("attrition_120d_pct", missing).value = None
    (cell,) = read(filling.saved()).cells
    assert cell.proposed.evidence is Evidence.CLAIMED
    assert cell.proposed.document is None
    assert cell.proposed.note.startswith("Document named in part: ")
    assert any("recorded as claimed" in remark for remark in cell.remarks)


def test_source_and_day_are_the_files():
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    filling.dated(date(2026, 11, 9))
    (cell,) = read(filling.saved(), name="C:\\folder\\reply.xlsx").cells
    assert cell.proposed.source == "Questionnaire reply.xlsx, 2026-11-09"
    assert cell.proposed.as_of == date(2026, 11, 9)


def test_without_a_date_on_the_cover_the_day_is_the_one_of_saving():
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    content = filling.saved()
    saved_on = filling.book.properties.modified.date()
    (cell,) = read(content).cells
    assert cell.proposed.as_of == saved_on


def test_no_answer_holds_for_a_day_that_is_still_to_come():
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    filling.dated(date(2026, 11, 9))
    returned = open_questionnaire(
        filling.saved(), "reply.xlsx", empty_selection(), CATALOGUE, received_on=date(2026, 11, 2)
    )
    assert returned.answered_on is None
    assert returned.saved_on == date(2026, 11, 2)
    (note,) = returned.notes
    assert "the answers are dated 2026-11-09, which is still to come" in note


def test_a_comment_becomes_a_note_that_says_whose_it_is():
    filling = started()
    filling.answer("attrition_120d_pct", 12.5)
    filling.field("attrition_120d_pct", Field.COMMENT).value = "Without seasonal staff"
    (cell,) = read(filling.saved()).cells
    assert cell.proposed.note == "Candidate's comment: Without seasonal staff"
