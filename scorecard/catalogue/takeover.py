"""Taking over another edition of the catalogue: what a selection keeps, gains and gives up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scorecard.catalogue.criteria import Criterion, CriterionInput, Group, ValueFunction
from scorecard.catalogue.difference import Entry, catalogue_difference
from scorecard.catalogue.knowledge import Catalogue
from scorecard.catalogue.questions import Question
from scorecard.catalogue.reference_checks import References
from scorecard.catalogue.selection_check import selection_faults
from scorecard.model import Selection

# How the reason of a value function begins that was set in the selection itself.
OWN_ANCHORS = "Anchors set by "


@dataclass(frozen=True)
class Takeover:
    """What becomes of a selection that takes over another catalogue in the place of its copy.

    `kept_questions` are not asked by the other catalogue, but something is recorded for them: they
    stay with it and feed no criterion. Titles of criteria whose own anchors stay or give way.
    Points by criterion id; exclusions are criteria that are out for all, with the reason.
    `refused_because` are sentences on what has to be settled first; empty when nothing has.
    """

    before: Catalogue
    catalogue: Catalogue
    kept_questions: tuple[Question, ...] = ()
    own_values_kept: tuple[str, ...] = ()
    own_values_given_up: tuple[str, ...] = ()
    points_added: Mapping[str, float] = field(default_factory=dict)
    points_removed: Mapping[str, float] = field(default_factory=dict)
    exclusions_added: Mapping[str, str] = field(default_factory=dict)
    exclusions_removed: Mapping[str, str] = field(default_factory=dict)
    refused_because: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether the copy would be another one."""
        return self.catalogue != self.before

    @cached_property
    def difference(self) -> tuple[Entry, ...]:
        """What differs between the copy and what would take its place."""
        return catalogue_difference(self.before, self.catalogue)

    def applied_to(self, selection: Selection) -> Selection:
        """The selection with the points and exclusions that it has afterwards."""
        points = {i: p for i, p in selection.points.items() if i not in self.points_removed}
        out = {
            i: reason
            for i, reason in selection.excluded_criteria.items()
            if i not in self.exclusions_removed
        }
        return selection.model_copy(
            update={
                "points": {**points, **self.points_added},
                "excluded_criteria": {**out, **self.exclusions_added},
            }
        )


def is_edition_of(kept: Catalogue, other: Catalogue) -> bool:
    """Whether both are editions of one catalogue, rather than criteria that were brought along."""
    ours, theirs = ({group.id for group in c.groups} for c in (kept, other))
    return kept.name == other.name or 2 * len(ours & theirs) > len(ours)


def is_newer_edition(kept: Catalogue, shipped: Catalogue) -> bool:
    """Whether the program ships an edition of the kept catalogue that is not older than it."""
    return is_edition_of(kept, shipped) and shipped.version >= kept.version


def would_change(selection: Selection, kept: Catalogue, other: Catalogue) -> bool:
    """Whether taking the other catalogue over would change the copy: what is its own stays."""
    if kept.version != other.version:
        return True
    stay = _questions_to_keep(selection, kept, other)
    return _with_own_values(kept, _with_questions(kept, other, stay), keep=True)[0] != kept


def takeover_of(
    selection: Selection,
    kept: Catalogue,
    other: Catalogue,
    *,
    keep_own_values: bool = True,
    points: Mapping[str, float] | None = None,
    exclusions: Mapping[str, str] | None = None,
) -> Takeover:
    """What becomes of a selection that keeps one catalogue and takes over the other.

    Points that are set stay. A criterion that is new gets `points`, else those of the selection's
    profile in the other catalogue, else that catalogue's own; and it is out where `exclusions` say
    so. `selection` holds every answer that is recorded, also of candidates who were taken out.
    """
    stay = _questions_to_keep(selection, kept, other)
    catalogue, own_kept, own_given_up = _with_own_values(
        kept, _with_questions(kept, other, stay), keep=keep_own_values
    )
    gone = kept.criteria_by_id.keys() - catalogue.criteria_by_id.keys()
    new = [c for c in catalogue.criteria if c.id not in kept.criteria_by_id]
    takeover = Takeover(
        before=kept,
        catalogue=catalogue,
        kept_questions=stay,
        own_values_kept=own_kept,
        own_values_given_up=own_given_up,
        points_added={
            c.id: _points_of(c, selection, other, points or {})
            for c in new
            if c.id not in selection.points
        },
        points_removed={i: p for i, p in selection.points.items() if i in gone},
        exclusions_added={c.id: r for c in new if (r := (exclusions or {}).get(c.id))},
        exclusions_removed={i: r for i, r in selection.excluded_criteria.items() if i in gone},
    )
    reasons = tuple(_reasons_against(takeover, selection))
    return Takeover(**{**vars(takeover), "refused_because": reasons})


def _points_of(
    criterion: Criterion, selection: Selection, other: Catalogue, given: Mapping[str, float]
) -> float:
    for known in (
        given,
        *(profile.points for profile in other.profiles if profile.id == selection.profile_id),
    ):
        if criterion.id in known:
            return known[criterion.id]
    return criterion.points


def _questions_to_keep(
    selection: Selection, kept: Catalogue, other: Catalogue
) -> tuple[Question, ...]:
    recorded = {answer.question_id for answer in selection.answers}
    recorded |= {attachment.question_id for attachment in selection.attachments}
    return tuple(
        question
        for question in kept.questions
        if question.id in recorded and question.id not in other.questions_by_id
    )


def _with_questions(
    kept: Catalogue, other: Catalogue, questions: tuple[Question, ...]
) -> Catalogue:
    """The other catalogue with questions of the kept one, their groups and their sources."""
    if not questions:
        return other
    groups = {group.id for group in other.groups}
    needed = {question.group for question in questions} - groups
    cited = {source for question in questions for source in question.sources}
    cited |= {source for g in kept.groups if g.id in needed for source in g.sources}
    return other.model_copy(
        update={
            "questions": (*other.questions, *questions),
            "groups": (*other.groups, *(g for g in kept.groups if g.id in needed)),
            "sources": (
                *other.sources,
                *(s for s in kept.sources if s.id in cited and s.id not in other.sources_by_id),
            ),
        }
    )


def _with_own_values(
    kept: Catalogue, other: Catalogue, *, keep: bool
) -> tuple[Catalogue, tuple[str, ...], tuple[str, ...]]:
    """The other catalogue with the anchors that were set in the selection, where they still fit."""
    stay: list[str] = []
    give_way: list[str] = []
    references = References(other.questions_by_id, was_unread=lambda _: False)
    own = {
        (criterion.id, item.question): item.value
        for criterion in kept.criteria
        for item in criterion.inputs
        if item.value.rationale.startswith(OWN_ANCHORS)
    }
    criteria = []
    for criterion in other.criteria:
        inputs = []
        for item in criterion.inputs:
            value = own.get((criterion.id, item.question))
            if value is None or value == item.value:
                inputs.append(item)
                continue
            mine = CriterionInput(question=item.question, share=item.share, value=value)
            fits = _same_form(value, item.value) and not list(references.input_reasons(mine))
            inputs.append(mine if keep and fits else item)
            (stay if keep and fits else give_way).append(criterion.title)
        criteria.append(criterion.model_copy(update={"inputs": tuple(inputs)}))
    names = tuple(dict.fromkeys(stay)), tuple(dict.fromkeys(give_way))
    return (other.model_copy(update={"criteria": tuple(criteria)}) if stay else other), *names


def _same_form(first: ValueFunction, second: ValueFunction) -> bool:
    """Whether two value functions judge the same thing, so that one can stand for the other."""
    judged = [
        (v.kind, getattr(v, "figure", None), getattr(v, "unit", None)) for v in (first, second)
    ]
    return judged[0] == judged[1]


def _reasons_against(takeover: Takeover, selection: Selection) -> Iterator[str]:
    kept, other = takeover.before, takeover.catalogue
    brief = selection.brief
    gates = {gate.id: gate.title for gate in kept.gates}
    known = {gate.id for gate in other.gates}
    for setting in brief.gate_settings:
        if setting.gate_id in gates and setting.gate_id not in known:
            yield (
                f"Brief · the gate “{gates[setting.gate_id]}” is switched on or waived here, and "
                "the other catalogue does not have it. Take that back on the Brief first."
            )
    kind, _, name = brief.tie_break.partition(":")
    titles = {"criterion": _titles(kept.criteria), "group": _titles(kept.groups)}.get(kind, {})
    there = {"criterion": _titles(other.criteria), "group": _titles(other.groups)}.get(kind, {})
    if name in titles and name not in there:
        yield (
            f"Brief · the tie-break is “{titles[name]}”, which the other catalogue does not "
            "have. Declare another one on the Brief first."
        )
    before = set(selection_faults(selection, kept))
    for fault in selection_faults(takeover.applied_to(selection), other):
        if fault not in before and not fault.startswith("Brief · "):
            yield fault


def _titles(entries: tuple[Criterion, ...] | tuple[Group, ...]) -> dict[str, str]:
    return {entry.id: entry.title for entry in entries}
