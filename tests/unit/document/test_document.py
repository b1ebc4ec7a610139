"""The JSON document of a selection: lossless, and clear about what it cannot read."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from building import number_catalogue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.document import (
    AttachedFile,
    Document,
    DocumentFaultError,
    read_document,
    write_document,
)
from scorecard.model import (
    Answer,
    Attachment,
    Brief,
    Candidate,
    DocumentReference,
    HistoryEntry,
    InteractionVolume,
    Phase,
    Scenario,
    Selection,
    Verification,
)

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
NAME = TEXT.filter(lambda t: t.strip() != "")
DAY = st.dates(date(1990, 1, 1), date(2100, 1, 1))
MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
CELL = st.one_of(st.none(), NUMBER, TEXT)
VALUE = st.one_of(
    NUMBER,
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(st.dictionaries(NAME, CELL, max_size=3), min_size=1, max_size=3).map(tuple),
)
DOCUMENT = st.builds(
    DocumentReference,
    title=NAME,
    issuer=NAME,
    issued_on=DAY,
    scope=NAME,
    expires_on=st.none() | DAY,
    attachment_id=st.none() | NAME,
)
VERIFICATION = st.builds(Verification, verified_by=NAME, method=NAME, verified_on=DAY)


@st.composite
def answers(draw, candidate_id, question_id):
    status = draw(st.sampled_from(["answered", "open", "no_reply", "refused", "not_applicable"]))
    return Answer(
        candidate_id=candidate_id,
        question_id=question_id,
        status=status,
        value=draw(VALUE) if status == "answered" else None,
        evidence=draw(st.sampled_from(["claimed", "documented", "verified"])),
        document=draw(DOCUMENT),
        verification=draw(VERIFICATION),
        note=draw(TEXT),
        source=draw(TEXT),
        as_of=draw(st.none() | DAY),
        not_applicable_reason="because",
        clarification=draw(TEXT),
        clarification_asked_on=draw(st.none() | DAY),
        version=draw(st.integers(0, 99)),
    )


@st.composite
def documents(draw):
    names = draw(st.lists(NAME, max_size=3, unique_by=lambda n: " ".join(n.casefold().split())))
    candidates = [
        Candidate(id=f"c{i}", name=n, position=i, note=draw(TEXT), shortlisted=draw(st.booleans()))
        for i, n in enumerate(names)
    ]
    recorded = [
        draw(answers(candidate.id, f"q{number}"))
        for candidate in candidates
        for number in range(draw(st.integers(0, 2)))
    ]
    content = draw(st.binary(max_size=64))
    files = [
        AttachedFile(
            Attachment(
                id="f",
                candidate_id="c0",
                question_id="q0",
                name=draw(NAME),
                size_bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                added_at=draw(MOMENT),
            ),
            content,
        )
    ]
    selection = Selection(
        id="s",
        title=draw(NAME),
        created_at=draw(MOMENT),
        phase=draw(st.sampled_from(Phase)),
        brief=Brief(
            services=draw(TEXT),
            languages=tuple(draw(st.lists(TEXT, max_size=3))),
            volumes=(InteractionVolume(interaction_type="order status", contacts_per_month=2500),),
            target_rate_per_hour=draw(st.none() | st.floats(0.01, 20)),
            response_deadline=draw(st.none() | DAY),
        ),
        points=draw(st.dictionaries(NAME, st.floats(0, 100), max_size=3)),
        candidates=tuple(candidates),
        answers=tuple(recorded),
        revision=draw(st.integers(0, 10_000)),
    )
    entry = HistoryEntry(
        revision=1,
        at=draw(MOMENT),
        actor=draw(NAME),
        action="changed",
        before=draw(st.none() | TEXT),
        after={"value": draw(NUMBER)},
    )
    catalogue = draw(st.sampled_from([None, number_catalogue({"a": (0.0, 100.0)})]))
    scenarios = [
        Scenario(
            id=f"s{number}",
            name=name,
            points=draw(st.dictionaries(NAME, st.floats(0, 100), max_size=3)),
            answers=tuple(draw(answers(f"c{n}", "q0")) for n in range(draw(st.integers(0, 2)))),
            created_by=draw(NAME),
            created_at=draw(MOMENT),
            version=draw(st.integers(0, 99)),
        )
        for number, name in enumerate(draw(st.lists(NAME, max_size=2)))
    ]
    return Document(selection, catalogue, (entry,), tuple(files), tuple(scenarios))


@given(documents())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_without_loss(document):
    text = write_document(document)
    assert read_document(text) == document
    assert read_document(text.encode("utf-8")) == document
    assert write_document(read_document(text)) == text


def written():
    selection = Selection(id="s", title="T", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    return json.loads(write_document(Document(selection)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04\xff\xfe", "not text in UTF-8"),
        (b"", "line 1, column 1"),
        (b'{"format": "partner-scorecard/selection",', "is not JSON: line 1"),
        (b"[1, 2]", "not a selection document"),
        (b'{"format": "vega-lite"}', "not a selection document"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"format": ' + b"1" * 5_000 + b"}", "a number that cannot be read"),
        (json.dumps(written() | {"format_version": 2}).encode(), "format version 2"),
        (json.dumps(written() | {"selection": None}).encode(), "Selection"),
        (json.dumps(written() | {"history": 5}).encode(), "'history' should be a list"),
    ],
)
def test_something_else_is_refused_with_the_reason(content, message):
    with pytest.raises(DocumentFaultError) as refusal:
        read_document(content)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_document_from_before_there_were_scenarios_has_none():
    assert "scenarios" not in written()
    assert read_document(json.dumps(written())).scenarios == ()


def test_a_scenario_with_negative_points_is_refused():
    scenario = {
        **{"id": "s", "name": "Price first", "points": {"price": -1}, "answers": []},
        **{"created_by": "Ana", "created_at": "2026-01-01T00:00:00Z"},
    }
    with pytest.raises(DocumentFaultError, match="'price' has negative points"):
        read_document(json.dumps(written() | {"scenarios": [scenario]}))


def test_a_wrong_field_is_named():
    content = written()
    content["selection"]["brief"]["currency"] = "dollars"
    with pytest.raises(DocumentFaultError, match="brief · currency"):
        read_document(json.dumps(content))


def test_a_file_whose_bytes_were_changed_is_refused():
    content = written()
    content["attachments"] = [
        {
            "description": {
                **{"id": "f", "candidate_id": "c", "question_id": "q", "name": "a.pdf"},
                **{"size_bytes": 3, "sha256": "0" * 64, "added_at": "2026-01-01T00:00:00Z"},
            },
            "content_base64": "QUJD",
        }
    ]
    with pytest.raises(DocumentFaultError, match=r"'a\.pdf' is damaged"):
        read_document(json.dumps(content))
