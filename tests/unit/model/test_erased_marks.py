"""The list of what was erased names nobody, and still finds every name again."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard.model import ErasedMark, Eraser, candidate_marks, person_marks

AT = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=3, max_size=9).map(str.capitalize)
NAMES = st.lists(WORDS, min_size=2, max_size=4).map(" ".join)


def marks(name: str, candidate_id: str = "c", selection_id: str = "s") -> tuple[ErasedMark, ...]:
    return candidate_marks(
        erasure_id="e1",
        selection_id=selection_id,
        candidate_id=candidate_id,
        names=[name],
        label="erased candidate 1",
        salt="salt",
        erased_at=AT,
    )


@given(
    name=NAMES, before=st.text(" .,;:()-\n“”", max_size=4), after=st.text(" .,!?\n)", max_size=4)
)
def test_a_name_is_found_in_any_case_and_spacing_between_anything_that_is_no_letter(
    name: str, before: str, after: str
) -> None:
    eraser = Eraser(marks(name), "s")
    for written in (name, name.upper(), name.lower(), name.replace(" ", "  ")):
        assume([w.casefold() for w in written.split()] == [w.casefold() for w in name.split()])
        assert eraser.text(f"x{before or ' '}{written}{after or ' '}y") == (
            f"x{before or ' '}erased candidate 1{after or ' '}y"
        )


@given(name=NAMES, other=NAMES)
def test_of_a_name_the_marks_hold_a_hash_and_its_number_of_words_only(
    name: str, other: str
) -> None:
    assume(len(name.split()) == len(other.split()) and name.casefold() != other.casefold())

    def without_hash(of: str) -> list[dict[str, object]]:
        return [mark.model_dump(exclude={"sha256"}) for mark in marks(of)]

    assert without_hash(name) == without_hash(other)
    assert {m.sha256 for m in marks(name)} != {m.sha256 for m in marks(other)}


def test_a_name_of_one_word_is_found_as_it_is_written_and_in_capitals_only() -> None:
    eraser = Eraser(marks("Best"), "s")
    assert eraser.text("Best wins; BEST wins; the best one; Bester") == (
        "erased candidate 1 wins; erased candidate 1 wins; the best one; Bester"
    )


def test_marks_of_another_selection_find_nothing() -> None:
    eraser = Eraser(marks("Atlas Support"), "another", [("d", "Atlas Support")])
    assert not eraser
    assert eraser.text("Atlas Support") == "Atlas Support"
    assert eraser.label_of("c") is None


def test_a_copy_is_recognised_by_id_and_name_together() -> None:
    assert Eraser(marks("Atlas Support"), "copy", [("c", "atlas  support")]).label_of("c")
    assert not Eraser(marks("Atlas Support"), "copy", [("c", "Borealis")])
    unique = "0123456789abcdef" * 2
    assert Eraser(marks("Atlas Support", unique), "copy", [(unique, "Renamed")]).label_of(unique)


def test_entries_of_an_erased_candidate_leave_lists_and_ids_of_the_catalogue_stay() -> None:
    eraser = Eraser(marks("Atlas Support"), "s")
    content = {
        "answers": [
            {"candidate_id": "c", "value": 1},
            {"candidate_id": "d", "value": "Atlas support"},
        ],
        "kind": "neutral",
    }
    assert eraser.json(content) == {
        "answers": [{"candidate_id": "d", "value": "erased candidate 1"}],
        "kind": "neutral",
    }
    person = Eraser(
        person_marks(erasure_id="e", selection_id="s", names=["ana"], salt="x", erased_at=AT), "s"
    )
    assert person.json(["ana", "by ana"], keeps_ids=True) == ["ana", "by erased person"]
    assert person.json(["ana"]) == ["erased person"]


def test_an_address_is_one_name() -> None:
    eraser = Eraser(
        person_marks(
            erasure_id="e", selection_id="s", names=["a.b@c.example"], salt="x", erased_at=AT
        ),
        "s",
    )
    assert eraser.text("Write to A.B@C.example, not to d.b@c.example.") == (
        "Write to erased person, not to d.b@c.example."
    )
