"""New, changed, unchanged, conflicting: what came back beside what is stored by then."""

from datetime import date

import pytest
from unit.excel.questionnaire_case import CATALOGUE, CREATED_AT, empty_selection
from unit.excel.questionnaire_filling import Filling

from scorecard.excel import (
    CellState,
    compare_questionnaire,
    open_questionnaire,
    read_questionnaire,
    write_questionnaire,
)
from scorecard.excel.questionnaire_form import Field
from scorecard.model import Answer, Attachment, DocumentReference, Evidence, Status, Verification

QUESTION = "attrition_120d_pct"
DOCUMENT = DocumentReference(
    title="Payroll", issuer="Atlas", issued_on=date(2026, 1, 2), scope="Leipzig"
)


def holding(*answers):
    return empty_selection().model_copy(update={"answers": answers})


def stored(value, version=1, **fields):
    return Answer(
        candidate_id="c0",
        question_id=QUESTION,
        status=Status.ANSWERED,
        value=value,
        version=version,
        **fields,
    )


def returned(at_sending, typed, *, comment="", document=None):
    """What comes back of a questionnaire that was made when `at_sending` was stored."""
    content = write_questionnaire(at_sending, CATALOGUE, "c0", created_at=CREATED_AT)
    filling = Filling(content, at_sending, CATALOGUE, "c0")
    if typed is not None:
        filling.answer(QUESTION, typed)
    if comment:
        filling.field(QUESTION, Field.COMMENT).value = comment
    if document:
        filling.document(QUESTION, document)
    return filling.saved()


def cell_of(content, now):
    (cell,) = read_questionnaire(content, "a.xlsx", now, CATALOGUE).cells
    return cell


def test_where_nothing_was_stored_an_answer_is_new():
    assert cell_of(returned(holding(), 14), holding()).state is CellState.NEW


@pytest.mark.parametrize("status", [Status.NO_REPLY, Status.OPEN])
def test_silence_recorded_meanwhile_does_not_stand_against_an_answer(status):
    silent = Answer(candidate_id="c0", question_id=QUESTION, status=status, version=2)
    assert cell_of(returned(holding(), 14), holding(silent)).state is CellState.NEW


def test_the_same_answer_is_unchanged_whatever_its_source():
    now = holding(stored(14, version=7, source="Call", as_of=date(2026, 10, 1)))
    cell = cell_of(returned(holding(), 14), now)
    assert cell.state is CellState.UNCHANGED
    assert cell.proposed == cell.stored


def test_another_answer_to_one_that_stood_there_at_sending_is_a_change():
    sent = holding(stored(20, version=3))
    cell = cell_of(returned(sent, 14), sent)
    assert cell.state is CellState.CHANGED
    assert cell.expected_version == 3


def test_another_answer_to_one_that_changed_since_is_a_conflict():
    sent, now = holding(stored(20, version=3)), holding(stored(22, version=4))
    assert cell_of(returned(sent, 14), now).state is CellState.CONFLICTING
    assert cell_of(returned(holding(), 14), now).state is CellState.CONFLICTING


def test_a_document_that_was_never_stored_counts_like_its_restored_copy():
    # Answers of a document have version 0, and 1 once the document is restored.
    sent, restored = holding(stored(20, version=0)), holding(stored(20, version=1))
    assert cell_of(returned(sent, 14), restored).state is CellState.CHANGED


def test_what_came_from_an_earlier_file_of_the_candidate_is_no_conflict():
    first, second = returned(holding(), 20), returned(holding(), 14)
    now = holding(stored(20, version=1))
    earlier = open_questionnaire(first, "first.xlsx", holding(), CATALOGUE)
    later = open_questionnaire(second, "second.xlsx", holding(), CATALOGUE)
    (alone,) = compare_questionnaire(later, now, CATALOGUE).cells
    (known,) = compare_questionnaire(later, now, CATALOGUE, earlier=[earlier]).cells
    assert (alone.state, known.state) == (CellState.CONFLICTING, CellState.CHANGED)
    moved = holding(stored(21, version=2))
    (touched,) = compare_questionnaire(later, moved, CATALOGUE, earlier=[earlier]).cells
    assert touched.state is CellState.CONFLICTING


def test_not_applicable_set_since_is_a_conflict():
    now = holding(
        Answer(
            candidate_id="c0",
            question_id=QUESTION,
            status=Status.NOT_APPLICABLE,
            not_applicable_reason="no dedicated programme",
            version=1,
        )
    )
    cell = cell_of(returned(holding(), 14), now)
    assert cell.state is CellState.CONFLICTING
    assert cell.proposed.not_applicable_reason == ""


VERIFIED = Verification(verified_by="Ana", method="Payroll seen", verified_on=date(2026, 10, 1))


def test_a_verified_answer_that_is_repeated_stays_verified():
    now = holding(stored(14, evidence=Evidence.VERIFIED, verification=VERIFIED))
    assert cell_of(returned(holding(), 14), now).state is CellState.UNCHANGED


def test_another_value_loses_the_verification_and_says_so():
    sent = holding(stored(20, evidence=Evidence.VERIFIED, verification=VERIFIED))
    cell = cell_of(returned(sent, 14), sent)
    assert (cell.proposed.evidence, cell.proposed.verification) == (Evidence.CLAIMED, None)
    assert "was verified; the new answer is claimed" in cell.remarks


@pytest.mark.parametrize("typed", [14, "declined"])
@pytest.mark.parametrize("support", ["verified", "documented"])
def test_what_would_cost_the_buyer_its_evidence_is_a_conflict_that_accept_all_leaves(
    support, typed
):
    proof = {"verification": VERIFIED} if support == "verified" else {"document": DOCUMENT}
    sent = holding(stored(22, version=3, evidence=Evidence(support), **proof))
    content = write_questionnaire(sent, CATALOGUE, "c0", created_at=CREATED_AT)
    filling = Filling(content, sent, CATALOGUE, "c0")
    if typed == "declined":
        filling.field(QUESTION).value = None
        filling.decline(QUESTION)
    else:
        filling.answer(QUESTION, typed)
    intake = read_questionnaire(filling.saved(), "a.xlsx", sent, CATALOGUE)
    (cell,) = intake.cells
    assert cell.state is CellState.CONFLICTING
    assert intake.acceptable == ()
    assert f"was {support}; the new answer is claimed" in cell.remarks


def test_another_value_beside_what_was_verified_after_an_earlier_file_is_a_conflict():
    # The stored value is the candidate's own, but somebody has verified it since.
    first, second = returned(holding(), 20), returned(holding(), 14)
    now = holding(stored(20, version=2, evidence=Evidence.VERIFIED, verification=VERIFIED))
    earlier = open_questionnaire(first, "first.xlsx", holding(), CATALOGUE)
    later = open_questionnaire(second, "second.xlsx", holding(), CATALOGUE)
    (cell,) = compare_questionnaire(later, now, CATALOGUE, earlier=[earlier]).cells
    assert cell.state is CellState.CONFLICTING


def attached(selection, question_id=QUESTION, candidate_id="c0", file_id="file"):
    file = Attachment(
        id=file_id,
        candidate_id=candidate_id,
        question_id=question_id,
        name="payroll.pdf",
        size_bytes=3,
        sha256="0" * 64,
        added_at=CREATED_AT,
    )
    return selection.model_copy(update={"attachments": (*selection.attachments, file)})


def test_a_document_beside_the_same_answer_is_named_with_it():
    now = holding(stored(14, version=5))
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert cell.state is CellState.CHANGED
    assert cell.proposed.evidence is Evidence.CLAIMED
    assert cell.proposed.document == DOCUMENT


@pytest.mark.parametrize("before", [(), (stored(14, version=5),)], ids=["new", "the same answer"])
def test_a_document_whose_file_is_attached_to_the_answer_documents_it(before):
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), attached(holding(*before)))
    assert cell.proposed.evidence is Evidence.DOCUMENTED
    assert cell.proposed.document == DOCUMENT.model_copy(update={"attachment_id": "file"})
    assert "“payroll.pdf” is attached: see that it is the document named" in cell.remarks


def test_which_of_several_files_is_the_document_stays_open():
    now = attached(attached(holding()), file_id="another")
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert cell.proposed.evidence is Evidence.DOCUMENTED
    assert cell.proposed.document.attachment_id is None


def test_files_of_another_question_or_candidate_document_nothing():
    now = attached(holding(), question_id="references")
    now = attached(now, candidate_id="c1", file_id="another")
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert cell.proposed.evidence is Evidence.CLAIMED


def test_a_file_that_was_there_for_another_value_does_not_document_the_new_one():
    sent = attached(holding(stored(20, version=3)))
    cell = cell_of(returned(sent, 14, document=DOCUMENT), sent)
    assert cell.proposed.evidence is Evidence.CLAIMED
    assert cell.proposed.document == DOCUMENT


def test_another_document_than_the_one_on_record_needs_its_own_file():
    earlier = DOCUMENT.model_copy(update={"title": "Payroll 2024", "attachment_id": "file"})
    fields = {"evidence": Evidence.DOCUMENTED, "document": earlier}
    now = attached(holding(stored(14, version=5, **fields)))
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert (cell.proposed.evidence, cell.proposed.document) == (Evidence.CLAIMED, DOCUMENT)
    assert cell.state is CellState.CONFLICTING


def test_a_claim_that_was_left_a_claim_beside_its_file_is_not_raised_by_a_second_copy():
    # Somebody has looked at the file and does not count it.
    now = attached(holding(stored(14, version=5, document=DOCUMENT)))
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert cell.state is CellState.UNCHANGED
    assert cell.proposed.evidence is Evidence.CLAIMED


def test_a_document_does_not_take_a_verification_away():
    now = holding(stored(14, evidence=Evidence.VERIFIED, verification=VERIFIED))
    cell = cell_of(returned(holding(), 14, document=DOCUMENT), now)
    assert cell.proposed.evidence is Evidence.VERIFIED
    assert cell.proposed.document == DOCUMENT


def test_a_document_without_an_answer_is_pointed_out():
    cell = cell_of(returned(holding(), None, document=DOCUMENT), holding())
    assert cell.state is CellState.INVALID
    assert "a document is named, but no answer is given" in cell.problems[0]


def test_a_comment_is_added_to_the_buyers_note_once():
    sent = holding(stored(14, note="Rang up on Monday."))
    cell = cell_of(returned(sent, 14, comment="Without temps"), sent)
    assert cell.state is CellState.CHANGED
    assert cell.proposed.note == "Rang up on Monday.\nCandidate's comment: Without temps"
    again = cell_of(returned(sent, 14, comment="Without temps"), holding(cell.proposed))
    assert again.state is CellState.UNCHANGED


def test_an_answer_is_taken_although_the_note_has_no_room_for_the_comment_beside_it():
    sent = holding(stored(20, note="n" * 19_998))
    cell = cell_of(returned(sent, 14, comment="Without temps"), sent)
    assert cell.state is CellState.CHANGED
    assert (cell.proposed.value, cell.proposed.note) == (14, "n" * 19_998)
    # A line break, "Candidate's comment: " (21) and the comment (13) come to 35.
    assert cell.remarks == (
        "what the candidate wrote beside the answer stays in the file and is not taken over: "
        "together with your note it has 20,033 characters, and a note holds 20,000",
    )


def test_a_comment_without_room_beside_an_answer_as_stored_is_a_note_on_the_file():
    sent = holding(stored(14, note="n" * 19_998))
    intake = read_questionnaire(
        returned(sent, 14, comment="Without temps"), "a.xlsx", sent, CATALOGUE
    )
    assert [cell.state for cell in intake.cells] == [CellState.UNCHANGED]
    assert "is not taken over" in intake.notes[-1]


def test_a_comment_that_is_longer_than_any_note_does_not_stop_the_answer():
    cell = cell_of(returned(holding(), 14, comment="c" * 25_000), holding())
    assert (cell.state, cell.proposed.note) == (CellState.NEW, "")
    # "Candidate's comment: " has 21 characters.
    assert "it has 25,021 characters" in cell.remarks[0]


def test_an_entry_of_a_document_that_is_too_long_is_named_with_its_cell():
    content = write_questionnaire(holding(), CATALOGUE, "c0", created_at=CREATED_AT)
    filling = Filling(content, holding(), CATALOGUE, "c0")
    filling.answer(QUESTION, 14)
    filling.document(QUESTION, DOCUMENT)
    issuer = filling.field(QUESTION, Field.ISSUER)
    issuer.value = "i" * 501
    cell = cell_of(filling.saved(), holding())
    assert cell.state is CellState.INVALID
    assert len(cell.problems) == 1
    assert f"!{issuer.coordinate}: " in cell.problems[0]
    assert "501 characters; 500 at most. Shorten it" in cell.problems[0]


RAMPS = (
    {"account": "Shop", "agents": 40.0, "completed_on": "2024-05-01"},
    {"account": "Bank", "agents": 80.0, "completed_on": "2025-02-01"},
)


def sent_ramps(now, column, typed):
    """A table with two good rows, whose second one then gets a wrong cell; and that cell."""
    content = write_questionnaire(now, CATALOGUE, "c0", created_at=CREATED_AT)
    filling = Filling(content, now, CATALOGUE, "c0")
    filling.answer("ramp_history", RAMPS)
    wrong = filling.table("ramp_history", column, 1)
    wrong.value = typed
    return cell_of(filling.saved(), now), f"!{wrong.coordinate}: "


@pytest.mark.parametrize("typed", [date(1985, 3, 12), "last spring", "03/04/2025"])
def test_a_wrong_date_in_one_row_of_a_table_is_named_by_its_cell_and_the_rest_can_be_taken(typed):
    cell, place = sent_ramps(holding(), "completed_on", typed)
    assert len(cell.problems) == 1
    assert place in cell.problems[0]
    assert cell.problems[0].count("Completed on") == 1
    # Left to the reader: "accept all" stores no table with a hole in it.
    assert cell.state is CellState.CONFLICTING
    assert "would be left empty" in cell.remarks[-1]
    first, second = cell.proposed.value
    assert (first["account"], first["completed_on"]) == ("Shop", "2024-05-01")
    assert (second["account"], second["agents"], second["completed_on"]) == ("Bank", 80.0, None)


def test_a_wrong_cell_that_a_row_cannot_do_without_is_named_and_makes_the_table_unusable():
    cell, place = sent_ramps(holding(), "agents", -5)
    assert cell.state is CellState.INVALID
    assert len(cell.problems) == 1
    assert place in cell.problems[0]
    assert "least possible is 0" in cell.problems[0]


def test_what_was_taken_with_a_cell_left_empty_is_as_stored_when_the_file_comes_again():
    cell, _ = sent_ramps(holding(), "completed_on", date(1985, 3, 12))
    now = holding(cell.proposed.model_copy(update={"version": 1}))
    again, place = sent_ramps(now, "completed_on", date(1985, 3, 12))
    assert again.state is CellState.UNCHANGED
    assert place in again.problems[0]


def test_an_empty_cell_changes_nothing_that_is_stored():
    sent = holding(stored(14))
    intake = read_questionnaire(returned(sent, None), "a.xlsx", sent, CATALOGUE)
    assert intake.cells == ()


CALLED = {
    "account": "Shop",
    "segment_match": "same",
    "takes_call": "yes",
    "called_on": "2026-11-03",
    "call_result": "confirms",
    "note": "Would sign again",
}
DROPPED = {**CALLED, "account": "Bank"}


def references(*rows):
    return Answer(
        candidate_id="c0",
        question_id="references",
        status=Status.ANSWERED,
        value=rows,
        version=1,
    )


def sent_references(now, *accounts):
    content = write_questionnaire(now, CATALOGUE, "c0", created_at=CREATED_AT)
    filling = Filling(content, now, CATALOGUE, "c0")
    rows = [{"account": a, "segment_match": "same", "takes_call": "yes"} for a in accounts]
    filling.answer("references", tuple(rows))
    return cell_of(filling.saved(), now)


def test_what_the_buyer_noted_beside_a_reference_stays_with_it():
    cell = sent_references(holding(references(CALLED)), "Shop", "New one")
    assert cell.state is CellState.CHANGED
    assert cell.proposed.value[0] == CALLED
    assert cell.proposed.value[1]["account"] == "New one"
    assert "called_on" not in cell.proposed.value[1]


def test_the_same_references_are_unchanged_in_spite_of_the_buyers_columns():
    assert sent_references(holding(references(CALLED)), "Shop").state is CellState.UNCHANGED


def test_a_reference_that_is_gone_with_the_buyers_notes_is_remarked():
    cell = sent_references(holding(references(CALLED, DROPPED)), "Shop")
    assert cell.state is CellState.CONFLICTING
    assert cell.remarks == ("“Bank” is no longer listed; what you noted there goes with it",)
