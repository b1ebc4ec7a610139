"""What differs between two editions of a catalogue, told entry by entry and in words.

Nothing that differs is left out: what has no words of its own is told field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from scorecard.catalogue.criteria import ASSUMPTION, Criterion, CriterionInput
from scorecard.catalogue.difference_leaves import Change, as_json, in_words, leaves
from scorecard.catalogue.knowledge import Catalogue, Source
from scorecard.catalogue.questions import Question
from scorecard.catalogue.rules import Gate, RedFlagRule
from scorecard.catalogue.value_words import condition_line, value_function_line
from scorecard.model import Record

Teller = Callable[[str, Any, Any], Iterator[Change]]


class Part(StrEnum):
    """The parts of a catalogue, as headings, in the order in which a difference is told."""

    CRITERIA = "Criteria"
    VALUES = "Value functions"
    WEIGHTS = "Default weights"
    QUESTIONS = "Questions"
    GATES = "Gates"
    RED_FLAGS = "Red flags"
    GROUPS = "Groups"
    PROFILES = "Profiles"
    BENCHMARKS = "Reference figures"
    FRAMEWORKS = "Compliance frameworks"
    LANGUAGES = "Names of languages"
    BRIEF = "Entries of the brief"
    WARNINGS = "Warnings on the brief"
    METHOD = "Method"
    GUIDED_WEIGHTING = "Guided weighting"
    COSTS = "Cost calculation"
    SOURCES = "Sources"


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Entry:
    """One entry of a catalogue that differs, with what differs about it."""

    part: Part
    kind: Kind
    title: str
    changes: tuple[Change, ...]


# The named lists of a catalogue and how their entries are called.
_LISTS: dict[str, tuple[Part, str, str]] = {
    "criteria": (Part.CRITERIA, "id", "title"),
    "questions": (Part.QUESTIONS, "id", "label"),
    "gates": (Part.GATES, "id", "title"),
    "red_flags": (Part.RED_FLAGS, "id", "title"),
    "groups": (Part.GROUPS, "id", "title"),
    "profiles": (Part.PROFILES, "id", "title"),
    "benchmarks": (Part.BENCHMARKS, "id", "title"),
    "frameworks": (Part.FRAMEWORKS, "id", "title"),
    "languages": (Part.LANGUAGES, "id", "title"),
    "brief_fields": (Part.BRIEF, "field", "title"),
    "brief_warnings": (Part.WARNINGS, "id", "message"),
    "sources": (Part.SOURCES, "id", "title"),
}
_SINGLE = {
    "version": Part.METHOD,
    "name": Part.METHOD,
    "settings": Part.METHOD,
    "elicitation": Part.GUIDED_WEIGHTING,
    "commercial": Part.COSTS,
}


def catalogue_difference(before: Catalogue, after: Catalogue) -> tuple[Entry, ...]:
    """Every entry that differs, in the order of `Part`; empty when the editions are the same."""
    telling = _Telling(before, after)
    found = [entry for name in _LISTS for entry in telling.of_list(name)]
    for name, part in _SINGLE.items():
        changes = tuple(telling.generic(name, getattr(before, name), getattr(after, name)))
        if changes:
            found.append(Entry(part, Kind.CHANGED, part.value, changes))
    parts = list(Part)
    return tuple(sorted(found, key=lambda entry: parts.index(entry.part)))


@dataclass(frozen=True)
class _Telling:
    before: Catalogue
    after: Catalogue

    def of_list(self, name: str) -> Iterator[Entry]:
        """The entries of one named list that differ, and a differing order."""
        part, key, title = _LISTS[name]
        old = {getattr(entry, key): entry for entry in getattr(self.before, name)}
        new = {getattr(entry, key): entry for entry in getattr(self.after, name)}
        for entry_id in {**old, **new}:
            was, now = old.get(entry_id), new.get(entry_id)
            if was is None:
                changes = tuple(Change(w, "", t) for w, t in _summary(now, self.after))
                yield Entry(part, Kind.ADDED, str(getattr(now, title)), changes)
            elif now is None:
                changes = tuple(Change(w, t, "") for w, t in _summary(was, self.before))
                yield Entry(part, Kind.REMOVED, str(getattr(was, title)), changes)
            elif was != now:
                yield from self._changed(part, str(getattr(now, title)), was, now)
        # Compared by what both have: an entry that came or went is told already.
        order = [i for i in old if i in new], [i for i in new if i in old]
        if order[0] != order[1]:
            told = [", ".join(str(getattr(new[i], title)) for i in ids) for ids in order]
            yield Entry(part, Kind.CHANGED, "Order", (Change("Order", *told),))

    def _changed(self, part: Part, title: str, was: Record, now: Record) -> Iterator[Entry]:
        special: Mapping[str, Teller] = {}
        if isinstance(was, Criterion) and isinstance(now, Criterion):
            if was.points != now.points:
                points = Change("Default weight", f"{was.points:g}", f"{now.points:g}")
                yield Entry(Part.WEIGHTS, Kind.CHANGED, title, (points,))
            values = tuple(self._inputs(was, now))
            if values:
                yield Entry(Part.VALUES, Kind.CHANGED, title, values)
            special = {"points": _untold, "inputs": _untold}
        elif isinstance(was, Gate | RedFlagRule):
            special = {
                "passes_when": self._condition,
                "raised_when": self._condition,
                "examples": _examples,
            }
        changes = tuple(self._fields(was, now, special))
        if changes:
            yield Entry(part, Kind.CHANGED, title, changes)

    def _fields(self, was: Record, now: Record, special: Mapping[str, Teller]) -> Iterator[Change]:
        for name in type(now).model_fields:
            before, after = getattr(was, name), getattr(now, name)
            if before != after:
                tell: Teller = special.get(name, self.generic)
                yield from tell(name, before, after)

    def generic(self, name: str, before: Any, after: Any) -> Iterator[Change]:
        """A field that has no words of its own, leaf by leaf; sources by their titles."""
        if name == "sources" and isinstance(before, tuple) and isinstance(after, tuple):
            if before != after:
                yield self._sources("Sources", before, after)
            return
        yield from leaves(in_words(name), as_json(before), as_json(after))

    def _condition(self, name: str, before: Any, after: Any) -> Iterator[Change]:
        was = condition_line(before, self.before.questions_by_id)
        now = condition_line(after, self.after.questions_by_id)
        if was != now:
            yield Change(in_words(name), was, now)
        else:
            yield from self.generic(name, before, after)

    def _inputs(self, was: Criterion, now: Criterion) -> Iterator[Change]:
        """What turns answers into values: each question's share, value function, why, sources."""
        old = {item.question: item for item in was.inputs}
        new = {item.question: item for item in now.inputs}
        for question_id in {**old, **new}:
            before, after = old.get(question_id), new.get(question_id)
            if before == after:
                continue
            label = _label(question_id, self.after, self.before)
            lines = _line(before, self.before), _line(after, self.after)
            if lines[0] != lines[1]:
                yield Change(label, *lines)
            if before is None or after is None:
                continue
            if before.share != after.share:
                yield Change(f"{label}, share", f"{before.share:g}", f"{after.share:g}")
            if before.value.rationale != after.value.rationale:
                yield Change(
                    f"{label}, why these anchors", before.value.rationale, after.value.rationale
                )
            if before.value.sources != after.value.sources:
                yield self._sources(f"{label}, sources", before.value.sources, after.value.sources)
            if lines[0] == lines[1]:
                yield from leaves(label, _rest(before), _rest(after))
        if list(old) != list(new) and set(old) == set(new):
            orders = [
                ", ".join(_label(i, self.after, self.before) for i in ids) for ids in (old, new)
            ]
            yield Change("Order of the questions", *orders)

    def _sources(self, what: str, before: tuple[str, ...], after: tuple[str, ...]) -> Change:
        return Change(
            what,
            _titles(before, self.before.sources_by_id),
            _titles(after, self.after.sources_by_id),
        )


def _untold(name: str, before: Any, after: Any) -> Iterator[Change]:
    """Told elsewhere."""
    yield from ()


def _examples(name: str, before: Any, after: Any) -> Iterator[Change]:
    yield Change("Examples that test the rule", "", "others")


def _summary(entry: Record | None, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What an entry is that came or went."""
    questions = catalogue.questions_by_id
    match entry:
        case Criterion():
            yield "Question", entry.question
            yield "Default weight", f"{entry.points:g}"
            for item in entry.inputs:
                yield _label(item.question, catalogue), _line(item, catalogue)
        case Question():
            yield "Question", entry.text
            yield "Kind of answer", ", ".join(filter(None, (entry.kind.value, entry.unit)))
        case Gate():
            yield "Passes when", condition_line(entry.passes_when, questions)
            yield "Minimum evidence", entry.minimum_evidence.value
        case RedFlagRule():
            yield "Severity", entry.severity.value
            yield "Raised when", condition_line(entry.raised_when, questions)
        case Source():
            yield "Published", f"{entry.publisher}, {entry.date}"
        case _:
            return


def _line(item: CriterionInput | None, catalogue: Catalogue) -> str:
    if item is None:
        return ""
    return value_function_line(item.value, catalogue.questions_by_id.get(item.question))


def _rest(item: CriterionInput) -> JsonValue:
    """The value function without what is told apart from it."""
    told = {"rationale", "sources"}
    content: JsonValue = item.value.model_dump(mode="json", exclude=told)
    return content


def _label(question_id: str, *catalogues: Catalogue) -> str:
    for catalogue in catalogues:
        if question_id in catalogue.questions_by_id:
            return catalogue.questions_by_id[question_id].label
    return question_id


def _titles(source_ids: tuple[str, ...], known: Mapping[str, Source]) -> str:
    return "; ".join(
        "assumption" if i == ASSUMPTION else known[i].title if i in known else i for i in source_ids
    )
