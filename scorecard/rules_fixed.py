"""When the rules of a selection were fixed, read off its history.

Documents say so of the anchors and the tie-break, and say no more than the history shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from pydantic import JsonValue

from scorecard.model import HistoryEntry, Record, Selection, Status

PRICE = "price"
TIE_BREAK = "tie_break"

_AT_THE_START = -1
_PRICE_FIELDS = (
    "currency",
    "target_rate_per_hour",
    "ceiling_rate_per_hour",
    "target_cost_per_resolved_contact",
    "ceiling_cost_per_resolved_contact",
)
# How the history names what happened; the storage writes it so.
_ADDED, _BRIEF = "candidate_added", "brief_saved"
_CATALOGUE = ("catalogue_saved", "catalogue_taken_over", "catalogue_taken_back")
_ANSWER = "answer:"
_CANDIDATE = "candidate:"


class Fixed(StrEnum):
    """Since when a rule has been what it is."""

    BEFORE_CANDIDATES = "before_candidates"
    BEFORE_ANSWERS = "before_answers"
    AFTER_ANSWERS = "after_answers"
    UNKNOWN = "unknown"


class RuleChange(Record):
    """A rule that is not what it was in the beginning, and the day of its last change."""

    rule: str
    when: Fixed
    day: date


class RulesFixed(Record):
    """When each rule was fixed; `unchanged` is what holds for a rule without a change."""

    unchanged: Fixed = Fixed.UNKNOWN
    changes: tuple[RuleChange, ...] = ()

    def when(self, rule: str) -> Fixed:
        """When the rule was fixed."""
        return next((c.when for c in self.changes if c.rule == rule), self.unchanged)

    def day(self, rule: str) -> date | None:
        """The day of the rule's last change, in UTC; None where it has not changed."""
        return next((c.day for c in self.changes if c.rule == rule), None)


def criterion_rule(criterion_id: str) -> str:
    """The name of the rule by which a criterion's answers become values."""
    return f"criterion:{criterion_id}"


def rules_fixed(history: Sequence[HistoryEntry], selection: Selection) -> RulesFixed:
    """When the rules in force were fixed, from the whole history in any order.

    What counts is what a rule is now: a change that was taken back is none. Where the history
    begins with answers, as that of a copy does, it does not know about what never changed since.
    """
    if not history:
        return RulesFixed()
    entries = sorted(history, key=lambda entry: (entry.at, entry.revision))
    first_candidate = _first_candidate(entries, selection)
    first_answer = _first_answer(entries, selection)
    changes: dict[str, RuleChange] = {}
    for (rule, _), log in _logs(entries).items():
        for when, since in (
            (Fixed.AFTER_ANSWERS, first_answer),
            (Fixed.BEFORE_ANSWERS, first_candidate),
        ):
            later = [change for change in log if change[0] > since]
            if later and later[0][1] != later[-1][2]:
                day = entries[later[-1][0]].at.date()
                change = RuleChange(rule=rule, when=when, day=day)
                changes[rule] = _later(changes.get(rule), change)
                break
    unchanged = Fixed.BEFORE_CANDIDATES
    if first_answer == _AT_THE_START:
        unchanged = Fixed.UNKNOWN
    elif first_candidate == _AT_THE_START:
        unchanged = Fixed.BEFORE_ANSWERS
    return RulesFixed(unchanged=unchanged, changes=tuple(changes.values()))


def _later(known: RuleChange | None, change: RuleChange) -> RuleChange:
    """Of two changes of one rule, the one that says more against it."""
    if known is None or (known.when, known.day) == (change.when, change.day):
        return change
    return max(known, change, key=lambda c: (c.when is Fixed.AFTER_ANSWERS, c.day))


def _first_candidate(entries: Sequence[HistoryEntry], selection: Selection) -> int:
    """Where the first candidate was entered; the end of the history where none was."""
    added = {entry.subject: index for index, entry in reversed([*enumerate(entries)])
             if entry.action == _ADDED}  # fmt: skip
    known = {f"{_CANDIDATE}{candidate.id}" for candidate in selection.candidates}
    known |= {entry.subject for entry in entries if entry.subject.startswith(_CANDIDATE)}
    if known - added.keys():
        return _AT_THE_START
    return min(added.values(), default=len(entries))


def _first_answer(entries: Sequence[HistoryEntry], selection: Selection) -> int:
    """Where the first answer was recorded; the end of the history where none was."""
    first_of_each: dict[str, HistoryEntry] = {}
    first = len(entries)
    for index, entry in enumerate(entries):
        if not entry.subject.startswith(_ANSWER):
            continue
        first_of_each.setdefault(entry.subject, entry)
        # Of an erased candidate's entry only who and when is left: it counts as an answer.
        if entry.after is None or _is_answered(entry.after):
            first = min(first, index)
    if any(_is_answered(entry.before) for entry in first_of_each.values()):
        return _AT_THE_START
    recorded = {
        f"{_ANSWER}{answer.candidate_id}:{answer.question_id}"
        for answer in selection.answers
        if answer.status is Status.ANSWERED
    }
    return _AT_THE_START if recorded - first_of_each.keys() else first


def _is_answered(answer: JsonValue) -> bool:
    return isinstance(answer, dict) and answer.get("status") == Status.ANSWERED.value


_Part = tuple[str, str]


def _logs(entries: Sequence[HistoryEntry]) -> dict[_Part, list[tuple[int, str, str]]]:
    """Rule and part of it → its changes in order: place in the history, before, after."""
    logs: dict[_Part, list[tuple[int, str, str]]] = {}
    for index, entry in enumerate(entries):
        for part, before, after in _changes_in(entry):
            if before != after:
                logs.setdefault(part, []).append((index, before, after))
    return logs


def _changes_in(entry: HistoryEntry) -> Iterator[tuple[_Part, str, str]]:
    before, after = entry.before, entry.after
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    if entry.action == _BRIEF:
        if "tie_break" in after:
            yield (TIE_BREAK, ""), str(before.get("tie_break")), str(after["tie_break"])
        for field in _PRICE_FIELDS:
            if field in after:
                yield (PRICE, field), str(before.get(field)), str(after[field])
    elif entry.action in _CATALOGUE:
        old, new = before.get("criteria"), after.get("criteria")
        if isinstance(old, dict) and isinstance(new, dict):
            for criterion_id in {**old, **new}:
                yield (
                    (criterion_rule(criterion_id), ""),
                    _yardstick(old.get(criterion_id)),
                    _yardstick(new.get(criterion_id)),
                )


def _yardstick(criterion: JsonValue) -> str:
    """What turns a criterion's answers into values, without the words about it."""
    if not isinstance(criterion, dict):
        return ""
    inputs = criterion.get("inputs")
    return json.dumps(
        [
            {**item, "value": _without_words(item.get("value"))}
            for item in (inputs if isinstance(inputs, list) else [])
            if isinstance(item, dict)
        ],
        sort_keys=True,
    )


def _without_words(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    return {name: part for name, part in value.items() if name not in ("sources", "rationale")}
