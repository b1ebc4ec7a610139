"""A name in any text of a whole document is erased in place, and stays out of a restored backup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError
from unit.storage.erasure_case import filled, restored

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.document import Document, DocumentFaultError, read_document, write_document
from scorecard.model import (
    Answer,
    AwardRecord,
    Brief,
    Disclosed,
    Selection,
    canonical_json,
    fingerprint,
)
from scorecard.storage import Storage

WHO = "Zqcanary Quill"
# What names a thing and is no text: an id, a kind, a unit of the record itself.
NAMES_A_THING = {
    *("id", "candidate_id", "question_id", "attachment_id", "criterion_id", "award_id", "gate_id"),
    *("selection_id", "erasure_id", "chosen_candidate_id", "replaces", "profile_id", "question"),
    *("subject", "action", "kind", "media_type", "format", "group", "salt", "sha256"),
    *("replaces_sha256", "history_sha256", "erased_sha256", "content_base64", "tie_break"),
    *("weight_method", "version", "name_key", "excluded_criteria"),
}


def leaves(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text in JSON, but for ids, kinds and fingerprints."""
    if isinstance(content, dict):
        for key, item in content.items():
            if key not in NAMES_A_THING:
                yield from leaves(item, (*path, key))
    elif isinstance(content, list):
        for place, item in enumerate(content):
            yield from leaves(item, (*path, place))
    elif isinstance(content, str):
        yield path


def planted(content: dict[str, Any], check: Any, refused: tuple[type[Exception], ...]) -> int:
    """Puts the name into every text where the content remains valid; how many there were."""
    count = 0
    for path in list(leaves(content)):
        inner: Any = content
        for step in path[:-1]:
            inner = inner[step]
        kept = inner[path[-1]]
        inner[path[-1]] = f"{kept} {WHO}".strip()
        try:
            check(content)
            count += 1
        except refused:
            inner[path[-1]] = kept
    return count


def text_fields(model: type[BaseModel]) -> Iterator[str]:
    """The model's fields that may be any text, however short."""
    for name, field in model.model_fields.items():
        is_text = field.annotation is str and not any(
            getattr(rule, "pattern", None) for rule in field.metadata
        )
        if is_text and name not in NAMES_A_THING:
            yield name


def full_document(storage: Storage, owner: Actor, stored: Selection) -> Document:
    """A document with something in every part, and the name in every text of it."""
    filled(storage, owner, stored.id)
    (award,) = storage.list_awards(owner, stored.id)
    storage.prepare_debriefs(owner, stored.id, award.id, [Disclosed.OWN_RANK])
    content = json.loads(write_document(storage.document(owner, stored.id)))
    selection = content["selection"]
    selection["brief"] |= {
        name: "said" for name in text_fields(Brief) if not selection["brief"][name]
    } | {
        "volumes": [{"interaction_type": "Orders", "contacts_per_month": 10}],
        "channels": [{"channel": "Voice", "share_pct": 100}],
        "tools": [{"name": "Desk", "purpose": "tickets", "brought_by": "buyer"}],
        "gates": [{"gate_id": "floor", "state": "waived", "reason": "agreed"}],
        "languages": ["German"],
        "delivery_regions": ["Europe"],
    }
    selection["brief"] = {k: v for k, v in selection["brief"].items() if k in Brief.model_fields}
    selection["excluded_criteria"] = {"price": f"not asked, says {WHO}"}
    for candidate in selection["candidates"]:
        candidate |= {"override_by": "Somebody", "note": "note", "contact_name": "Somebody"}
    selection["answers"].append(
        Answer(
            candidate_id="Atlas",
            question_id="tags",
            status="answered",
            value=("one", "two"),
            note="note",
            source="source",
            clarification="asked",
            document={"title": "t", "issuer": "i", "issued_on": date(2026, 1, 1), "scope": "s"},
            verification={"verified_by": "v", "method": "m", "verified_on": date(2026, 2, 1)},
        ).model_dump(mode="json")
    )
    selection["answers"].append(
        Answer(
            candidate_id="Atlas",
            question_id="dropped",
            status="not_applicable",
            not_applicable_reason="dropped",
        ).model_dump(mode="json")
    )
    selection["answers"].append(
        Answer(
            candidate_id="Atlas", question_id="rows", status="answered", value=({"cell": "text"},)
        ).model_dump(mode="json")
    )
    record = json.loads(content["awards"][0]["text"])
    record["correction_reason"] = "corrected"
    for candidate in record["standing"]["candidates"]:
        candidate |= {"override_reason": "why", "override_by": "who"}
        candidate["gates"] = [{"title": "gate", "state": "open", "reason": "why"}]
        candidate["flags"] = [
            {"title": "flag", "severity": "high", "message": "told", "is_own": True}
        ]
        for criterion in candidate["criteria"]:
            criterion |= {
                "open_questions": ["a"],
                "unanswered_questions": ["b"],
                "claimed_questions": ["c"],
            }
    assert planted(record, AwardRecord.model_validate, (ValidationError,)) > 40
    text = canonical_json(AwardRecord.model_validate(record))
    content["awards"][0] |= {"text": text, "sha256": fingerprint(text), "history_sha256": ""}
    kept_awards, content["awards"] = content["awards"], []
    kept_debriefings, content["debriefings"] = content["debriefings"], []
    for entry in content["history"]:
        if entry["action"] == "award_recorded":
            entry["after"]["sha256"] = fingerprint(text)
    # A candidate's own name is no mention of the person: it stays, as that of a company.
    names = [candidate.pop("name") for candidate in selection["candidates"]]
    for candidate, name in zip(selection["candidates"], names, strict=True):
        candidate["name"] = name
    shas = [dict(f["description"]) for f in content["attachments"]]
    described = {item["id"]: item for item in selection["attachments"]}

    def check(changed: dict[str, Any]) -> None:
        for file in changed["attachments"]:
            file["description"] = dict(described[file["description"]["id"]])
        read_document(json.dumps(changed))

    before = [candidate["name"] for candidate in selection["candidates"]]
    assert shas
    assert planted(content, check, (DocumentFaultError,)) > 100
    for candidate, name in zip(selection["candidates"], before, strict=True):
        candidate["name"] = name
    check(content)
    content["awards"], content["debriefings"] = kept_awards, kept_debriefings
    content["debriefings"][0]["prepared_by"] = WHO
    return read_document(json.dumps(content))


def places_of(text: str) -> list[str]:
    """The paths at which the name still stands in a document's JSON."""
    content = json.loads(text)
    found = []
    for path in leaves(content):
        inner: Any = content
        for step in path:
            inner = inner[step]
        if "zqcanary" in inner.casefold():
            found.append(".".join(str(step) for step in path))
    if not found and "zqcanary" in text.casefold():
        found.append("a field that holds no text")
    return found


def test_a_name_planted_in_every_text_of_a_document_is_erased_in_place_and_from_a_backup(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    backup = full_document(storage, owner, stored)
    assert backup.catalogue is not None
    planted_places = places_of(write_document(backup))
    # Each part of a document holds it, so that none can be left out unnoticed.
    assert {place.split(".")[0] for place in planted_places} == {
        *("selection", "catalogue", "history", "attachments", "scenarios", "awards"),
        "debriefings",
    }
    every_place = {place.rpartition(".")[2] for place in planted_places}
    for model in (Brief, Answer):
        assert set(text_fields(model)) <= every_place, model
    here = restored(storage, owner, backup)
    assert places_of(write_document(storage.document(owner, here)))

    storage.erase_person(owner, here, [WHO], confirmation=WHO, reason="asked")

    assert places_of(write_document(storage.document(owner, here))) == []
    # The backup is of the same selection, as one that was downloaded before the erasure is.
    same = backup.selection.model_copy(update={"id": here})
    before = Document(**{**vars(backup), "selection": same})
    said = storage.left_out_on_restoring(owner, before)
    assert "Erased names were taken out" in said[0]
    again = restored(storage, owner, before)
    assert places_of(write_document(storage.document(owner, again))) == []
    assert storage.list_debriefings(owner, again)[0].prepared_by == "erased person"


def test_a_backup_of_nothing_but_a_catalogue_and_debriefs_that_name_somebody_is_cleaned(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    document = storage.document(owner, stored.id)
    assert document.catalogue is not None
    content = document.catalogue.model_dump(mode="json")
    content["settings"]["robustness"]["rationale"] = f"Agreed with {WHO}"
    catalogue = Catalogue.model_validate(content)
    version = storage.load(owner, stored.id).version
    storage.save_catalogue(owner, stored.id, catalogue, expected_version=version, reason="agreed")
    backup = storage.document(owner, stored.id)
    storage.erase_person(owner, stored.id, [WHO], confirmation=WHO, reason="asked")

    again = restored(storage, owner, backup)

    kept = storage.catalogue(owner, again)
    assert kept.settings.robustness.rationale == "Agreed with erased person"
