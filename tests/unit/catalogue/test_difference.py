"""What differs between two editions of a catalogue, in words, and completely."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.catalogue.catalogue_editing import (
    Content,
    edited,
    entry,
    flag,
    newer,
    older,
    with_anchor,
    with_speed,
    without_price,
)

from scorecard.catalogue import Catalogue, catalogue_difference, load_catalogue
from scorecard.catalogue.difference import Kind, Part
from scorecard.catalogue.difference_leaves import Change

VERSION = ("Version", "2026-01-01", "2026-06-01")


def found(change) -> dict[tuple[Part, Kind, str], list[tuple[str, str, str]]]:
    """The entries that differ but for the version, each with what changed in it."""
    entries = catalogue_difference(older(), newer(change))
    return {
        (e.part, e.kind, e.title): [(c.what, c.before, c.after) for c in e.changes]
        for e in entries
        if e.part is not Part.METHOD or (e.changes[0].what,) != VERSION[:1]
    }


def test_two_copies_of_the_same_do_not_differ():
    assert catalogue_difference(older(), older()) == ()


def test_another_edition_without_other_changes_differs_by_its_version():
    (only,) = catalogue_difference(older(), newer())
    assert only.part is Part.METHOD
    assert only.changes == (Change(*VERSION),)


def test_a_moved_anchor_is_told_with_the_whole_value_function_before_and_after():
    assert found(lambda content: with_anchor(content, 8)) == {
        (Part.VALUES, Kind.CHANGED, "Quality"): [
            ("Quality", "0 points → 0; 10 points → 100", "0 points → 0; 8 points → 100")
        ]
    }


def test_other_words_about_the_anchors_are_no_other_anchors():
    def change(content: Content) -> None:
        value = entry(content, "criteria", "quality")["inputs"][0]["value"]
        value |= {"rationale": "better known now", "sources": ["s2"]}

    assert found(change) == {
        (Part.VALUES, Kind.CHANGED, "Quality"): [
            ("Quality, why these anchors", "test", "better known now"),
            ("Quality, sources", "assumption", "Checklist"),
        ]
    }


def test_a_default_weight_has_a_place_of_its_own():
    def change(content: Content) -> None:
        entry(content, "criteria", "price")["points"] = 2.5

    assert found(change) == {
        (Part.WEIGHTS, Kind.CHANGED, "Price"): [("Default weight", "1", "2.5")],
    }


def test_a_criterion_that_is_new_tells_what_it_asks_and_how_it_values():
    told = found(with_speed)
    assert told[(Part.CRITERIA, Kind.ADDED, "Speed")] == [
        ("Question", "", "quality?"),
        ("Default weight", "", "2"),
        ("Speed", "", "0 points → 0; 10 points → 100"),
    ]
    assert told[(Part.QUESTIONS, Kind.ADDED, "Speed")] == [
        ("Question", "", "quality?"),
        ("Kind of answer", "", "number, points"),
    ]


def test_a_criterion_that_goes_tells_what_it_was():
    told = found(without_price)
    assert told[(Part.CRITERIA, Kind.REMOVED, "Price")] == [
        ("Question", "price?", ""),
        ("Default weight", "1", ""),
        ("Price", "10 points → 100; 20 points → 0", ""),
    ]
    assert (Part.QUESTIONS, Kind.REMOVED, "Price") in told


def test_a_red_flag_tells_its_threshold_severity_and_sources():
    def change(content: Content) -> None:
        content["red_flags"] = [
            flag("quality_low", "q_quality", 5) | {"severity": "major", "sources": ["s2"]}
        ]

    assert found(change) == {
        (Part.RED_FLAGS, Kind.CHANGED, "Quality is low"): [
            ("Severity", "critical", "major"),
            ("Raised when", "Quality below 4 points", "Quality below 5 points"),
            ("Sources", "Playbook", "Checklist"),
        ]
    }
    assert found(lambda content: content.update(red_flags=[])) == {
        (Part.RED_FLAGS, Kind.REMOVED, "Quality is low"): [
            ("Severity", "critical", ""),
            ("Raised when", "Quality below 4 points", ""),
        ]
    }


def test_a_gate_tells_what_it_asks_for():
    def gate(evidence: str, languages: list[str]) -> Content:
        return {
            "id": "language",
            "title": "Language",
            "applies": "opt_in",
            "reads": "q_languages",
            "passes_when": {"test": "covers", "question": "q_languages", "items": languages},
            "minimum_evidence": evidence,
            "why": "test",
            "sources": ["s1"],
        }

    def languages(content: Content) -> None:
        question = {**content["questions"][0], "id": "q_languages", "label": "Languages"}
        content["questions"].append(question | {"kind": "tags", "unit": ""})

    before = edited(older(), languages)
    one = edited(before, lambda c: c.update(gates=[gate("claimed", ["German"])]))
    two = edited(before, lambda c: c.update(gates=[gate("verified", ["German", "Dutch"])]))
    (added,) = catalogue_difference(before, one)
    assert (added.part, added.kind) == (Part.GATES, Kind.ADDED)
    assert Change("Passes when", "", "Languages holds German") in added.changes
    (changed,) = catalogue_difference(one, two)
    assert changed.changes == (
        Change("Passes when", "Languages holds German", "Languages holds German and Dutch"),
        Change("Minimum evidence", "claimed", "verified"),
    )


def test_a_source_and_a_question_tell_each_changed_field():
    def change(content: Content) -> None:
        entry(content, "sources", "s1")["date"] = "2026"
        entry(content, "questions", "q_quality")["maximum"] = 10.0
        entry(content, "questions", "q_quality")["text"] = "How good?"

    assert found(change) == {
        (Part.SOURCES, Kind.CHANGED, "Playbook"): [("Date", "2024", "2026")],
        (Part.QUESTIONS, Kind.CHANGED, "Quality"): [
            ("Text", "quality?", "How good?"),
            ("Maximum", "nothing", "10"),
        ],
    }


def test_an_option_is_told_by_its_label():
    def options(*labels: str) -> Catalogue:
        def change(content: Content) -> None:
            question = entry(content, "questions", "q_quality")
            question |= {
                "kind": "choice",
                "unit": "",
                "options": [{"id": label[:1].lower(), "label": label} for label in labels],
            }
            entry(content, "criteria", "quality")["inputs"][0]["value"] = {
                "kind": "levels",
                "levels": {label[:1].lower(): float(n) for n, label in enumerate(labels)},
                "sources": ["assumption"],
                "rationale": "test",
            }

        return edited(older(), change)

    entries = catalogue_difference(options("Weekly", "Monthly"), options("Weekly", "Often", "Xtra"))
    told = {e.part: e.changes for e in entries}
    assert told[Part.QUESTIONS] == (
        Change("Options · Monthly", "Monthly", ""),
        Change("Options · Often", "", "Often"),
        Change("Options · Xtra", "", "Xtra"),
    )
    assert told[Part.VALUES] == (
        Change("Quality", "Weekly → 0; Monthly → 1", "Weekly → 0; Often → 1; Xtra → 2"),
    )


def test_another_order_alone_is_told_as_one():
    def change(content: Content) -> None:
        content["criteria"].reverse()

    assert found(change) == {
        (Part.CRITERIA, Kind.CHANGED, "Order"): [("Order", "Quality, Price", "Price, Quality")]
    }


SHIPPED = load_catalogue()
CONTENT = SHIPPED.model_dump(mode="json")


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the shipped catalogue where a text or number stands."""
    if isinstance(value, dict):
        return [p for key, part in value.items() for p in leaves(part, (*path, key))]
    if isinstance(value, list):
        return [p for n, part in enumerate(value) for p in leaves(part, (*path, n))]
    return [] if isinstance(value, bool | None) else [path]


PLACES = leaves(CONTENT)


@settings(max_examples=50)
@given(place=st.sampled_from(PLACES))
def test_no_change_of_any_figure_or_text_of_the_catalogue_goes_untold(place):
    """Not validated, so that any place may change; ids are changed as well."""
    content = deepcopy(CONTENT)
    part = content
    for step in place[:-1]:
        part = part[step]
    was = part[place[-1]]
    part[place[-1]] = f"{was}x" if isinstance(was, str) else was + 0.25
    try:
        changed = Catalogue.model_validate(content)
    except ValueError:
        return
    assert catalogue_difference(SHIPPED, changed)
    assert catalogue_difference(changed, SHIPPED)


def test_every_entry_of_the_shipped_catalogue_can_be_told_as_added_and_removed():
    empty = older()
    shipped = load_catalogue()
    added = [e for e in catalogue_difference(empty, shipped) if e.kind is Kind.ADDED]
    titles = {(e.part, e.title) for e in added}
    # Both have a criterion with the id price.
    criteria = [c for c in shipped.criteria if c.id != "price"]
    assert {(Part.CRITERIA, c.title) for c in criteria} <= titles
    assert {(Part.RED_FLAGS, r.title) for r in shipped.red_flags} <= titles
    assert {(Part.GATES, g.title) for g in shipped.gates} <= titles
    gone = [e for e in catalogue_difference(shipped, empty) if e.kind is Kind.REMOVED]
    assert {(e.part, e.title) for e in gone} >= {(Part.CRITERIA, c.title) for c in criteria}
    assert {(Part.RED_FLAGS, r.title) for r in shipped.red_flags} <= {
        (e.part, e.title) for e in gone
    }


@pytest.mark.parametrize("part", [Part.CRITERIA, Part.VALUES, Part.WEIGHTS, Part.RED_FLAGS])
def test_parts_have_headings_that_people_understand(part):
    assert part.value[0].isupper()
    assert "_" not in part.value
