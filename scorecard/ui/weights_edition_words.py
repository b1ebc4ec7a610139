"""The difference between two editions of the catalogue as lines, and what it does to a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from scorecard.catalogue import Catalogue, Takeover
from scorecard.catalogue.difference import Entry, Kind, Part
from scorecard.catalogue.difference_leaves import Change
from scorecard.evaluation import Evaluation
from scorecard.model import HistoryEntry
from scorecard.sentences import joined
from scorecard.storage import CATALOGUE_TAKEN_BACK
from scorecard.ui.text import literal, shortened

MOST_CHARACTERS = 300
# Parts whose entries an entry of the history keeps, and what one of them is called.
_COUNTED = {
    "criteria": ("criterion", "criteria"),
    "questions": ("question", "questions"),
    "gates": ("gate", "gates"),
    "red_flags": ("red flag", "red flags"),
    "sources": ("source", "sources"),
}


def edition_title(kept: Catalogue, shipped: Catalogue) -> str:
    """That another edition is there, with both versions."""
    if kept.version == shipped.version:
        return f"The program's catalogue differs from yours, both of version {kept.version}"
    return f"A newer catalogue is there: version {shipped.version}, yours is {kept.version}"


def counts_line(difference: Sequence[Entry]) -> str:
    """`Criteria 2 · Value functions 3 · Sources 1`."""
    counts = {part: sum(entry.part is part for entry in difference) for part in Part}
    return " · ".join(f"{part.value} {count}" for part, count in counts.items() if count)


def part_lines(entries: Sequence[Entry]) -> str:
    """The entries of one part as a list in Markdown, each with what differs about it."""
    lines = []
    for entry in entries:
        lines.append(f"- **{literal(entry.title)}** {entry.kind.value}")
        lines += [f"    - {literal(change_line(entry.kind, change))}" for change in entry.changes]
    return "\n".join(lines)


def change_line(kind: Kind, change: Change) -> str:
    """`Maximum: “10” becomes “12”`; of what came or went only what it is or was."""
    before, after = (shortened(text, MOST_CHARACTERS) for text in (change.before, change.after))
    if kind is not Kind.CHANGED:
        return f"{change.what}: {after or before}"
    if not before:
        return f"{change.what}: new, “{after}”"
    if not after:
        return f"{change.what}: “{before}” goes"
    return f"{change.what}: “{before}” becomes “{after}”"


def remarks_of(takeover: Takeover, *, is_back: bool = False) -> tuple[str, ...]:
    """What stays and what moves along: questions, own anchors, points, exclusions."""
    titles = {c.id: c.title for c in (*takeover.before.criteria, *takeover.catalogue.criteria)}
    remarks = ["Points that are set for a criterion stay as they are."]
    if takeover.kept_questions:
        named = joined([f"“{question.label}”" for question in takeover.kept_questions])
        one = len(takeover.kept_questions) == 1
        remarks.append(
            f"{named} {'is' if one else 'are'} not asked any more. What is recorded is not lost: "
            f"{'it stays with its' if one else 'they stay with their'} answers and "
            f"{'counts' if one else 'count'} in no criterion."
        )
    if takeover.own_values_given_up:
        was = "since" if is_back else "in this selection"
        remarks.append(
            f"Anchors that were moved {was} give way to those of the other catalogue: "
            f"{joined(takeover.own_values_given_up)}."
        )
    if takeover.points_added:
        named = joined([f"{titles[i]} {p:g}" for i, p in takeover.points_added.items()])
        remarks.append(f"Criteria that come in get points: {named}.")
    if takeover.points_removed:
        named = joined([f"{titles.get(i, i)} {p:g}" for i, p in takeover.points_removed.items()])
        remarks.append(f"Criteria that go take their points along: {named}.")
    if takeover.exclusions_added:
        named = joined([titles[i] for i in takeover.exclusions_added])
        remarks.append(f"Out for all candidates, as before: {named}.")
    return tuple(remarks)


def ranking_rows(before: Evaluation, after: Evaluation) -> list[dict[str, object]]:
    """Rank, overall value and critical flags of each candidate now and then, best first."""
    return [
        {
            "Candidate": before.candidates[row].name,
            "Rank now": int(before.rank[row]) or None,
            "Rank then": int(after.rank[row]) or None,
            "Overall value now": float(before.overall[row]),
            "Overall value then": float(after.overall[row]),
            "Critical flags now": len(before.critical_flags(row)),
            "Critical flags then": len(after.critical_flags(row)),
        }
        for row in before.listed_order
    ]


def newly_out(before: Evaluation, after: Evaluation) -> tuple[str, ...]:
    """Criteria that would be out for all candidates and are not now, with the reason."""
    out = {item.criterion.id for item in before.criteria_out}
    return tuple(
        f"{item.criterion.title} would be out for all candidates: {item.reason}."
        for item in after.criteria_out
        if item.criterion.id not in out
    )


def takeover_in_words(entry: HistoryEntry) -> str:
    """`Catalogue of 2026-06-01 taken over in the place of 2026-01-01: 2 criteria changed`."""
    before = entry.before if isinstance(entry.before, dict) else {}
    after = entry.after if isinstance(entry.after, dict) else {}
    how = "taken back" if entry.action == CATALOGUE_TAKEN_BACK else "taken over"
    if "version" in after:
        what = f"Catalogue of {after['version']} {how} in the place of {before.get('version')}"
    else:
        what = f"Another catalogue {how}"
    told = [
        f"{joined(counted)} {verb}"
        for verb, counted in (
            ("added", _counted(after, before, shared=False)),
            ("changed", _counted(after, before, shared=True)),
            ("removed", _counted(before, after, shared=False)),
        )
        if counted
    ]
    return f"{what}: {'; '.join(told)}" if told else what


def _counted(side: dict[str, JsonValue], other: dict[str, JsonValue], *, shared: bool) -> list[str]:
    """How many entries of each part are on this side, and on the other side too or not."""
    found = []
    for part, (one, many) in _COUNTED.items():
        here, there = side.get(part), other.get(part)
        if isinstance(here, dict) and isinstance(there, dict):
            count = sum((key in there) is shared for key in here)
            if count:
                found.append(f"{count} {one if count == 1 else many}")
    return found
