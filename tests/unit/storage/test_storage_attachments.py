"""Attached files: kept whole, named safely, limited in size, removed for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.access import Actor
from scorecard.model import Answer, Attachment, Selection
from scorecard.settings import Settings
from scorecard.storage import (
    InvalidName,
    NotFound,
    Refused,
    Storage,
    StorageUnavailable,
    TooLarge,
    answer_subject,
    attachment_subject,
    clean_file_name,
    open_storage,
)

EVERY_BYTE = bytes(range(256)) * 40


def attach(
    storage: Storage,
    owner: Actor,
    stored: Selection,
    *,
    name: str = "quote.pdf",
    content: bytes = EVERY_BYTE,
    media_type: str = "application/pdf",
) -> Attachment:
    return storage.add_attachment(
        owner,
        stored.id,
        candidate_id="Atlas",
        question_id="q_price",
        name=name,
        media_type=media_type,
        content=content,
    )


def test_a_file_comes_back_byte_for_byte_with_its_description(
    storage: Storage, owner: Actor, stored: Selection, clock
) -> None:
    kept = attach(storage, owner, stored)

    file = storage.read_attachment(owner, stored.id, kept.id)
    assert file.content == EVERY_BYTE
    assert file.description == kept
    assert kept.size_bytes == 10_240
    assert kept.sha256 == hashlib.sha256(EVERY_BYTE).hexdigest()
    assert kept.added_at == clock.now
    assert storage.load(owner, stored.id).attachments == (kept,)
    entry = storage.history(owner, stored.id, subject=attachment_subject(kept.id))[0]
    assert (entry.action, entry.after["name"]) == ("attachment_added", "quote.pdf")


def test_the_limit_is_exact_and_the_message_has_both_sizes(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    small = open_storage(
        Settings(database_url=f"sqlite:///{database_file}", attachment_limit_mib=1)
    )
    attach(small, owner, stored, content=b"x" * 1_048_576)

    # 1.5 MiB = 1,572,864 bytes
    with pytest.raises(TooLarge, match=r"1\.5 MiB; the limit is 1 MiB"):
        attach(small, owner, stored, content=b"x" * 1_572_864)
    with pytest.raises(TooLarge):
        attach(small, owner, stored, content=b"x" * 1_048_577)
    assert len(small.load(owner, stored.id).attachments) == 1
    small.close()


def test_an_empty_file_is_refused(storage: Storage, owner: Actor, stored: Selection) -> None:
    with pytest.raises(Refused, match="empty"):
        attach(storage, owner, stored, content=b"")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("/absolute/quote.pdf", "quote.pdf"),
        ("quote\x00.pdf\n", "quote.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ('what?"<now>|*.xlsx', "what___now___.xlsx"),
        ("  ..hidden.pdf.. ", "hidden.pdf"),
        ("two   spaces.pdf", "two spaces.pdf"),
        ("Angebot für Zürich – 2026.pdf", "Angebot für Zürich – 2026.pdf"),
        ("見積書.pdf", "見積書.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("x" * 300, "x" * 150),
        ("a." + "x" * 300, "a." + "x" * 148),
    ],
)
def test_hostile_names_become_plain_ones(
    storage: Storage, owner: Actor, stored: Selection, name: str, kept: str
) -> None:
    assert attach(storage, owner, stored, name=name).name == kept


@pytest.mark.parametrize(
    "name", ["", "   ", "..", "/", "folder/", "\x00\x01", "...", "\\\\", "???"]
)
def test_a_name_of_which_nothing_is_left_is_refused(
    storage: Storage, owner: Actor, stored: Selection, name: str
) -> None:
    with pytest.raises(InvalidName, match="Rename it"):
        attach(storage, owner, stored, name=name)


@given(st.text(max_size=400))
def test_whatever_the_name_the_kept_one_is_harmless_and_stays_as_it_is(name: str) -> None:
    try:
        kept = clean_file_name(name)
    except InvalidName:
        return
    assert 0 < len(kept) <= 150
    assert not set(kept) & set('/\\<>:"|?*\r\n\t\x00\u202e')
    assert not kept.startswith(".")
    assert kept not in (".", "..")
    assert clean_file_name(kept) == kept


@pytest.mark.parametrize(
    ("given_type", "kept"),
    [
        ("Application/PDF", "application/pdf"),
        ("text/html; charset=utf-8", "text/html"),
        ("text/html\r\nX: y", "application/octet-stream"),
        ("", "application/octet-stream"),
        ("x" * 500 + "/y", "application/octet-stream"),
    ],
)
def test_a_media_type_is_one_or_unknown(
    storage: Storage, owner: Actor, stored: Selection, given_type: str, kept: str
) -> None:
    assert attach(storage, owner, stored, media_type=given_type).media_type == kept


def test_a_removed_file_is_gone_from_the_database_and_stays_in_the_history(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    secret = b"a sentence that must not linger" * 100
    kept = attach(storage, owner, stored, content=secret)

    storage.remove_attachment(owner, stored.id, kept.id, reason="wrong file")

    with pytest.raises(NotFound):
        storage.read_attachment(owner, stored.id, kept.id)
    assert storage.load(owner, stored.id).attachments == ()
    entry = storage.history(owner, stored.id, limit=1)[0]
    assert (entry.action, entry.reason) == ("attachment_removed", "wrong file")
    assert entry.before["sha256"] == hashlib.sha256(secret).hexdigest()
    storage.close()
    assert b"must not linger" not in database_file.read_bytes()


def test_a_file_of_a_removed_candidate_is_neither_listed_nor_lost(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    kept = attach(storage, owner, stored)
    storage.remove_candidate(owner, stored.id, "Atlas", expected_version=1)
    assert storage.load(owner, stored.id).attachments == ()

    storage.restore_candidate(owner, stored.id, "Atlas")
    assert storage.load(owner, stored.id).attachments == (kept,)


def test_a_file_for_an_unknown_candidate_is_refused(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    with pytest.raises(NotFound, match="no such candidate"):
        storage.add_attachment(
            owner,
            stored.id,
            candidate_id="Nobody",
            question_id="q_price",
            name="x.pdf",
            media_type="",
            content=b"x",
        )


def test_a_file_whose_bytes_were_damaged_on_disk_is_not_handed_out(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    kept = attach(storage, owner, stored, content=b"genuine bytes of a certificate")
    storage.close()
    content = database_file.read_bytes()
    assert content.count(b"genuine bytes") == 1
    database_file.write_bytes(content.replace(b"genuine bytes", b"altered bytes"))

    with pytest.raises(StorageUnavailable, match="damaged"):
        open_storage(f"sqlite:///{database_file}").read_attachment(owner, stored.id, kept.id)


def documented(kept_id: str | None, **fields: object) -> Answer:
    document = {"title": "Quote", "issuer": "Atlas", "issued_on": "2026-11-01", "scope": "all"}
    return Answer.model_validate(
        {
            **{"candidate_id": "Atlas", "question_id": "q_price", "status": "answered"},
            **{"value": 12.0, "evidence": "documented"},
            "document": document | {"attachment_id": kept_id},
            **fields,
        }
    )


def stored_price(storage: Storage, owner: Actor, stored: Selection) -> Answer:
    return storage.load(owner, stored.id).answer("Atlas", "q_price")


def test_removing_a_file_takes_it_from_the_answer_that_named_it(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    kept, other = attach(storage, owner, stored), attach(storage, owner, stored, name="other.pdf")
    version = stored_price(storage, owner, stored).version
    storage.save_answer(owner, stored.id, documented(kept.id), expected_version=version)
    named = stored_price(storage, owner, stored)
    storage.remove_attachment(owner, stored.id, other.id)
    assert stored_price(storage, owner, stored) == named

    saved = storage.remove_attachment(owner, stored.id, kept.id, reason="wrong file")

    found = stored_price(storage, owner, stored)
    assert found == documented(None, version=named.version + 1)
    entry = storage.history(owner, stored.id, subject=answer_subject("Atlas", "q_price"))[0]
    assert (entry.action, entry.revision, entry.actor) == (
        "answer_file_removed",
        saved.revision,
        "Ana",
    )
    assert entry.before["document"]["attachment_id"] == kept.id
    assert "attachment_id" not in entry.after["document"]
    assert entry.reason == "wrong file"


def test_undoing_an_answer_does_not_bring_back_a_file_that_was_removed(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    kept = attach(storage, owner, stored)
    version = stored_price(storage, owner, stored).version
    for value in (12.0, 13.0):
        version = storage.save_answer(
            owner, stored.id, documented(kept.id, value=value), expected_version=version
        ).version
    storage.remove_attachment(owner, stored.id, kept.id)
    version = stored_price(storage, owner, stored).version

    undone = storage.undo_answer(owner, stored.id, "Atlas", "q_price", expected_version=version)

    assert undone == documented(None, value=12.0, version=version + 1)
