"""Answers that arrive together: all of them or none, one history entry each, the file kept."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from scorecard.access import AccessDenied, Actor, Role
from scorecard.document import read_document, write_document
from scorecard.model import Answer, DocumentReference, Evidence, Selection, Status
from scorecard.storage import QUESTIONNAIRE, Conflict, NotFound, Refused, Storage, answer_subject

REASON = "Questionnaire Atlas.xlsx"
FILE = {"file_name": "Atlas.xlsx", "file_content": b"PK the file itself"}


def answered(question_id: str, value: float, candidate_id: str = "Borealis") -> Answer:
    return Answer(
        candidate_id=candidate_id, question_id=question_id, status=Status.ANSWERED, value=value
    )


BOTH = (answered("q_quality", 9.0), answered("q_price", 15.0))
VERSIONS = {"q_quality": 1, "q_price": 0}


def test_all_are_stored_in_one_revision_with_an_entry_each(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    before = storage.revision(owner, stored.id)
    saved = storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON, **FILE)
    now = storage.load(owner, stored.id)
    assert saved.revision == now.revision == before + 1
    assert saved.version == 2
    assert [now.answer("Borealis", q).value for q in ("q_quality", "q_price")] == [9.0, 15.0]
    for question_id, earlier in (("q_quality", 6.0), ("q_price", None)):
        subject = answer_subject("Borealis", question_id)
        newest = storage.history(owner, stored.id, subject=subject)[0]
        assert (newest.actor, newest.reason, newest.revision) == ("Ana", REASON, before + 1)
        assert (newest.before or {}).get("value") == earlier


def test_the_file_is_kept_with_its_hash_and_only_once(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answers(owner, stored.id, BOTH[:1], VERSIONS, REASON, **FILE)
    storage.save_answers(owner, stored.id, BOTH[1:], VERSIONS, REASON, **FILE)
    (kept,) = storage.load(owner, stored.id).attachments
    assert (kept.candidate_id, kept.question_id, kept.name) == (
        "Borealis",
        QUESTIONNAIRE,
        "Atlas.xlsx",
    )
    assert kept.sha256 == hashlib.sha256(FILE["file_content"]).hexdigest()
    assert storage.read_attachment(owner, stored.id, kept.id).content == FILE["file_content"]


def test_one_stale_answer_keeps_all_of_them_out(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_answer(colleague, stored.id, answered("q_price", 11.0), expected_version=0)
    before = storage.document(owner, stored.id)
    with pytest.raises(Conflict) as conflict:
        storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON, **FILE)
    assert "Ben changed this answer" in str(conflict.value)
    assert storage.document(owner, stored.id) == before


def test_what_is_stored_already_changes_nothing(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON, **FILE)
    before = storage.document(owner, stored.id)
    saved = storage.save_answers(
        owner, stored.id, BOTH, {"q_quality": 2, "q_price": 1}, REASON, **FILE
    )
    assert saved.version == 0
    assert storage.document(owner, stored.id) == before


def test_each_answer_can_be_undone_on_its_own(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON)
    undone = storage.undo_answer(owner, stored.id, "Borealis", "q_quality", expected_version=2)
    assert undone.value == 6.0
    assert storage.load(owner, stored.id).answer("Borealis", "q_price").value == 15.0


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ((BOTH[0], answered("q_price", 5.0, "Atlas")), "one candidate at a time"),
        ((BOTH[0], BOTH[0]), "answered twice"),
    ],
)
def test_a_muddled_batch_is_refused(
    storage: Storage, owner: Actor, stored: Selection, *, answers: tuple[Answer, ...], reason: str
) -> None:
    before = storage.document(owner, stored.id)
    with pytest.raises(Refused, match=reason):
        storage.save_answers(owner, stored.id, answers, VERSIONS)
    assert storage.document(owner, stored.id) == before


def test_a_removed_candidate_gets_nothing(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.remove_candidate(owner, stored.id, "Borealis", expected_version=1)
    with pytest.raises(NotFound):
        storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON, **FILE)
    assert storage.load(owner, stored.id).attachments == ()


def test_whoever_may_only_look_stores_nothing(storage: Storage, stored: Selection) -> None:
    observer = Actor(name="Eve", role=Role.OBSERVER, selection_ids=frozenset({stored.id}))
    with pytest.raises(AccessDenied):
        storage.save_answers(observer, stored.id, BOTH, VERSIONS, REASON, **FILE)


def test_the_document_of_the_selection_carries_the_questionnaire(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answers(owner, stored.id, BOTH, VERSIONS, REASON, **FILE)
    document = read_document(write_document(storage.document(owner, stored.id)))
    assert [file.content for file in document.files] == [FILE["file_content"]]
    copy = storage.import_selection(
        owner, document.selection, document.catalogue, files=document.files, as_copy=True
    )
    assert copy.attachments[0].question_id == QUESTIONNAIRE


NAMED = DocumentReference(
    title="Payroll", issuer="Borealis", issued_on=date(2026, 1, 2), scope="Leipzig"
)
PAYROLL = {"name": "payroll.pdf", "media_type": "application/pdf", "content": b"%PDF payroll"}


def with_named_document(storage: Storage, owner: Actor, stored: Selection) -> Answer:
    claimed = answered("q_price", 15.0).model_copy(update={"document": NAMED})
    storage.save_answers(owner, stored.id, (claimed,), {"q_price": 0}, REASON)
    return storage.load(owner, stored.id).answer("Borealis", "q_price")


def test_the_named_document_is_attached_and_documents_its_answer_in_one_revision(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer = with_named_document(storage, owner, stored)
    before = storage.revision(owner, stored.id)
    saved = storage.attach_document(owner, stored.id, answer, **PAYROLL)
    now = storage.load(owner, stored.id)
    (kept,) = now.attachments
    documented = now.answer("Borealis", "q_price")
    assert saved.revision == now.revision == before + 1
    assert (kept.candidate_id, kept.question_id, kept.name) == (
        "Borealis",
        "q_price",
        "payroll.pdf",
    )
    assert documented.evidence is Evidence.DOCUMENTED
    assert documented.document == NAMED.model_copy(update={"attachment_id": kept.id})
    assert (documented.value, documented.version) == (15.0, saved.version)
    undone = storage.undo_answer(
        owner, stored.id, "Borealis", "q_price", expected_version=saved.version
    )
    assert undone.evidence is Evidence.CLAIMED


def test_a_document_attached_to_an_answer_that_changed_meanwhile_stores_nothing(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    answer = with_named_document(storage, owner, stored)
    storage.save_answer(colleague, stored.id, answered("q_price", 11.0), expected_version=1)
    before = storage.document(owner, stored.id)
    with pytest.raises(Conflict):
        storage.attach_document(owner, stored.id, answer, **PAYROLL)
    assert storage.document(owner, stored.id) == before


def test_a_verified_answer_stays_verified_when_its_document_is_attached(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    verification = {"verified_by": "Ana", "method": "Seen", "verified_on": date(2026, 1, 3)}
    answer = Answer.model_validate(
        answered("q_price", 15.0).model_dump()
        | {"document": NAMED, "evidence": Evidence.VERIFIED, "verification": verification}
    )
    storage.save_answer(owner, stored.id, answer, expected_version=0)
    now = storage.load(owner, stored.id).answer("Borealis", "q_price")
    storage.attach_document(owner, stored.id, now, **PAYROLL)
    after = storage.load(owner, stored.id).answer("Borealis", "q_price")
    assert after.evidence is Evidence.VERIFIED
    assert after.document is not None
    assert after.document.attachment_id is not None


def test_without_a_named_document_there_is_nothing_to_attach(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer = storage.load(owner, stored.id).answer("Borealis", "q_quality")
    with pytest.raises(Refused, match="names no document"):
        storage.attach_document(owner, stored.id, answer, **PAYROLL)
