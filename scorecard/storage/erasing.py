"""How an erasure changes each kind of thing that is kept: history, scenarios, award records."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from scorecard.model import (
    AwardRecord,
    Eraser,
    HistoryEntry,
    Integrity,
    SealedAward,
    canonical_json,
    fingerprint,
)

_OF_A_CANDIDATE = ("candidate", "answer")


def erased_id(label: str) -> str:
    """The id in the place of the old one: `erased-candidate-1` for `erased candidate 1`."""
    return label.replace(" ", "-")


def erased_entry(eraser: Eraser, entry: HistoryEntry) -> HistoryEntry:
    """A history entry as it may stay: who and when always, what only where nothing was erased."""
    label = _label_of_subject(eraser, entry)
    if label is None:
        return entry.model_copy(
            update={
                "actor": eraser.text(entry.actor),
                "before": eraser.json(entry.before),
                "after": eraser.json(entry.after),
                "reason": eraser.text(entry.reason),
            }
        )
    kind, _, rest = entry.subject.partition(":")
    subject = entry.subject
    if kind in _OF_A_CANDIDATE:
        question = rest.rpartition(":")[2] if kind == "answer" else ""
        subject = ":".join(part for part in (kind, erased_id(label), question) if part)
    return entry.model_copy(
        update={
            "actor": eraser.text(entry.actor),
            "subject": subject,
            "before": None,
            "after": None,
            "reason": "",
        }
    )


def _label_of_subject(eraser: Eraser, entry: HistoryEntry) -> str | None:
    kind, _, rest = entry.subject.partition(":")
    if kind == "candidate":
        return eraser.label_of(rest)
    if kind == "answer":
        return eraser.label_of(rest.rpartition(":")[0])
    if kind == "attachment":
        for content in (entry.before, entry.after):
            owner = content.get("candidate_id") if isinstance(content, dict) else None
            if isinstance(owner, str) and (label := eraser.label_of(owner)) is not None:
                return label
    return None


def erased_answer(eraser: Eraser, values: dict[str, Any]) -> dict[str, Any]:
    """The texts of another candidate's answer, as the values of its row or its dump."""
    changed = {
        name: eraser.text(values[name])
        for name in ("note", "source", "not_applicable_reason", "clarification")
    }
    kept: dict[str, JsonValue] = {
        "value": eraser.json(values["value"], keeps_ids=True),
        "document": eraser.json(values["document"]),
        "verification": eraser.json(values["verification"]),
    }
    return {**changed, **kept}


def erased_award(eraser: Eraser, sealed: SealedAward, at: datetime) -> SealedAward:
    """A sealed record without what was erased; unchanged where it never held any of it.

    The fingerprint of the record as signed stays. The record's salt goes, so that an erased name
    cannot be found by trying names until the fingerprint fits. A record that does not match its
    fingerprint loses the names only: sealing what is left of it would make it look sound.
    """
    text = _erased_text(eraser, sealed)
    if text is None:
        return sealed
    if sealed.integrity is Integrity.CHANGED:
        return sealed.model_copy(update={"text": text})
    return sealed.model_copy(
        update={"text": text, "erased_at": at, "erased_sha256": fingerprint(text)}
    )


def _erased_text(eraser: Eraser, sealed: SealedAward) -> str | None:
    """The record's text without what was erased; None where it never held any of it."""
    record = sealed.record
    if record is None:
        # Tampered with: nothing can be told apart in it any more, but names are still found.
        text = eraser.text(sealed.text)
        return None if text == sealed.text else text
    erased = _erased_record(eraser, record)
    # The records, not their texts: one that was sealed before a field was there lacks it.
    if erased == record:
        return None
    return canonical_json(erased.model_copy(update={"salt": ""}))


def _erased_record(eraser: Eraser, record: AwardRecord) -> AwardRecord:
    content: dict[str, Any] = json.loads(canonical_json(record))
    for candidate in content["standing"]["candidates"]:
        label = eraser.label_of(candidate["candidate_id"])
        if label is None:
            continue
        if content["chosen_candidate_id"] == candidate["candidate_id"]:
            content["chosen_candidate_id"] = erased_id(label)
        candidate |= {
            "candidate_id": erased_id(label),
            "name": label,
            "shortlist_remark": "",
            "override_reason": "",
            "override_by": "",
            "gates": [],
            "flags": [],
            "criteria": [],
        }
    covered: Any = eraser.json(content, keeps_ids=True)
    for signature, kept in zip(covered["signatures"], content["signatures"], strict=True):
        signature["name"] = eraser.text(kept["name"])
    covered["recorded_by"] = eraser.text(content["recorded_by"])
    return AwardRecord.model_validate(covered)
