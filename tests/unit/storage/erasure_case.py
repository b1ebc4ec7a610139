"""A selection with a mark in every place where something of a candidate may stand."""

from __future__ import annotations

import hashlib
from datetime import date

from unit.storage.award_case import draft_of

from scorecard.access import Actor, Role, SharedPart
from scorecard.document import Document
from scorecard.model import (
    Answer,
    AnswerValue,
    Candidate,
    DocumentReference,
    Evidence,
    Status,
    Verification,
)
from scorecard.storage import Storage

# Each stands somewhere in the selection, and none may be left anywhere once it is erased.
NAME = "Zqvendor Holdings"
CANDIDATE_ID = "zqcandidateid"
CONTACT, EMAIL = "Zqperson Contact", "zq.person@zqvendor.example"
MARKS = (
    *("zqvendor", "zqcandidateid", "zqperson", "zq.person", "zqnote", "zqsource", "zqclarify"),
    *("zqfilename", "zqbytes", "zqquestionnaire", "zqscenario", "zqverifier", "zqdocument"),
    *("zqoverride", "zqvalue", "zqremark", "zqhistory"),
)
OTHER = "Atlas"


def filled(storage: Storage, owner: Actor, selection_id: str) -> None:
    """Adds the marked candidate with everything that can be recorded of one."""
    storage.add_candidate(
        owner,
        selection_id,
        Candidate(
            id=CANDIDATE_ID,
            name=NAME,
            contact_name=CONTACT,
            contact_email=EMAIL,
            note="zqnote",
            override_reason="zqoverride",
        ),
        reason="zqhistory: they asked to be added",
    )
    answers = (
        _answer("q_quality", 9.0, evidence=Evidence.VERIFIED, note="zqnote of quality"),
        _answer("q_price", 11.0, source="zqsource", clarification="zqclarify"),
        _answer("free", "zqvalue"),
    )
    for answer in answers:
        storage.save_answer(owner, selection_id, answer, expected_version=0)
    storage.save_answers(
        owner,
        selection_id,
        [_answer("free", "zqvalue again").model_copy(update={"version": 1})],
        {"free": 1},
        file_name="zqfilename-questionnaire.xlsx",
        file_content=b"zqquestionnaire",
    )
    storage.add_attachment(
        owner,
        selection_id,
        candidate_id=CANDIDATE_ID,
        question_id="q_price",
        name="zqfilename.pdf",
        media_type="application/pdf",
        content=b"zqbytes " * 3000,
    )
    storage.create_scenario(
        owner, selection_id, name="If", points={}, answers=[_answer("free", "zqscenario")]
    )
    storage.create_link(
        owner,
        selection_id,
        token_sha256=hashlib.sha256(b"frozen").hexdigest(),
        label=f"Board on {NAME}",
        scope={SharedPart.RANKING},
        snapshot={"selection": {"candidates": [{"name": NAME, "note": "zqremark"}]}},
    )
    storage.create_link(
        owner, selection_id, token_sha256="c" * 64, label=CONTACT, role=Role.EVALUATOR
    )
    other = storage.load(owner, selection_id).answer(OTHER, "q_quality")
    storage.save_answer(
        owner,
        selection_id,
        other.model_copy(update={"note": f"Better than ZQVENDOR  HOLDINGS, says {CONTACT}"}),
        expected_version=other.version,
        reason="zqvendor holdings asked",
    )
    storage.record_award(owner, selection_id, draft_of(storage, owner, selection_id, CANDIDATE_ID))
    storage.note_export(owner, selection_id, "shortlist workbook")


def _answer(question_id: str, value: AnswerValue, **fields: object) -> Answer:
    return Answer.model_validate(
        {
            "candidate_id": CANDIDATE_ID,
            "question_id": question_id,
            "status": Status.ANSWERED,
            "value": value,
            "document": DocumentReference(
                title="zqdocument", issuer="zqdocument", issued_on=date(2026, 1, 1), scope="all"
            ),
            "verification": Verification(
                verified_by="zqverifier", method="call", verified_on=date(2026, 2, 1)
            ),
            **fields,
        }
    )


def restored(storage: Storage, owner: Actor, document: Document, *, as_copy: bool = True) -> str:
    """Restores a document as the pages do, and returns the id that it got."""
    assert document.catalogue is not None
    return storage.import_selection(
        owner,
        document.selection,
        document.catalogue,
        history=document.history,
        files=document.files,
        scenarios=document.scenarios,
        awards=document.awards,
        debriefings=document.debriefings,
        erased=document.erased,
        removed=document.removed,
        as_copy=as_copy,
    ).id


def assert_no_mark(content: str | bytes, marks: tuple[str, ...] = MARKS) -> None:
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    assert [mark for mark in marks if mark in text.casefold()] == []
