"""The whole catalogue and the cross-checks between its parts."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pydantic import Field

from scorecard.catalogue.commercial import Commercial
from scorecard.catalogue.criteria import Criterion, Group, Profile, Sources
from scorecard.catalogue.elicitation import Elicitation
from scorecard.catalogue.questions import Question
from scorecard.catalogue.rules import BriefField, BriefWarning, Gate, RedFlagRule
from scorecard.model import DebriefFigures, Record


class Source(Record):
    """Where a figure or rule comes from. `date` is the publication's, as precise as known."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str
    publisher: str
    date: str
    note: str = ""


class Benchmark(Record):
    """A reference figure beside a number; never part of a candidate's figures.

    It stands beside the answers to `question`, or beside the brief's field `brief_field`, such as
    `in_house.base_wage_per_hour`.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str
    question: str = ""
    brief_field: str = ""
    unit: str
    low: float
    high: float
    date: str
    sources: Sources
    note: str = ""


class Framework(Record):
    """A compliance framework that the brief may need; `id` is the document type that shows it."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str


class Language(Record):
    """A language by all the `names` that it is known by; `id` is its ISO 639 code."""

    id: str = Field(pattern="^[a-z]{2,3}$")
    title: str
    names: tuple[str, ...] = Field(min_length=1)
    sources: Sources


class RobustnessSettings(Record):
    """Where the question "how sure is the ranking?" starts from, and when it calls it sure.

    weight_spread_pct: the largest weight is taken to lie within give or take this share of itself
    in nine of ten cases. claim_discount_pct: how much less a bare claim counts. clear_leader_pct:
    first in at least this share of cases is a clear leader. tie_share_pct: first in at least this
    share of cases belongs to a statistical tie. shortlist_size: the k of the shortlist where
    nobody is ticked yet.
    """

    weight_spread_pct: float = Field(gt=0, le=100)
    claim_discount_pct: float = Field(ge=0, le=100)
    clear_leader_pct: float = Field(gt=50, le=100)
    tie_share_pct: float = Field(gt=0, lt=50)
    shortlist_size: int = Field(ge=1)
    samples: int = Field(ge=100)
    seed: int = Field(ge=0)
    sources: Sources
    rationale: str = Field(min_length=1)


class DebriefSettings(DebriefFigures):
    """The figures of the debriefs with where they come from."""

    sources: Sources
    rationale: str = Field(min_length=1)

    @property
    def figures(self) -> DebriefFigures:
        """The figures alone, as an award record keeps them."""
        return DebriefFigures(
            level_within_points=self.level_within_points,
            clear_from_points=self.clear_from_points,
            most_named=self.most_named,
        )


class Settings(Record):
    """Figures of the method itself, with their sources.

    `debrief` is None in a catalogue that was copied before it was there, and in one made for an
    existing scorecard.
    """

    leader_coverage_pct: float
    leader_coverage_sources: Sources
    earliest_date: date
    earliest_date_sources: Sources
    robustness: RobustnessSettings
    debrief: DebriefSettings | None = None
    disagreements: tuple[str, ...] = ()


# How the name of a catalogue begins that was made from somebody's own scorecard.
BROUGHT_ALONG = "Imported from "


class Catalogue(Record):
    """What answers are judged against. `version` is the date of the data's last change.

    `elicitation` is None in a catalogue that was copied before guided weighting was there, and in
    one made for an existing scorecard; so is `commercial`, what the cost calculation knows.
    """

    version: str
    name: str
    settings: Settings
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()
    red_flags: tuple[RedFlagRule, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    profiles: tuple[Profile, ...] = ()
    brief_fields: tuple[BriefField, ...] = ()
    brief_warnings: tuple[BriefWarning, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    languages: tuple[Language, ...] = ()
    elicitation: Elicitation | None = None
    commercial: Commercial | None = None
    sources: tuple[Source, ...] = ()

    @property
    def is_brought_along(self) -> bool:
        """Whether somebody's own scorecard was read in: its names are kept as written."""
        return self.name.startswith(BROUGHT_ALONG)

    @cached_property
    def questions_by_id(self) -> dict[str, Question]:
        """Question id → question."""
        return {question.id: question for question in self.questions}

    @cached_property
    def criteria_by_id(self) -> dict[str, Criterion]:
        """Criterion id → criterion."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """Source id → source."""
        return {source.id: source for source in self.sources}

    @cached_property
    def group_of_criterion(self) -> dict[str, Group]:
        """Criterion id → its group."""
        groups = {group.id: group for group in self.groups}
        return {criterion.id: groups[criterion.group] for criterion in self.criteria}

    @cached_property
    def option_labels(self) -> dict[tuple[str, str], str]:
        """(question id, option id) → label, for options, table cells and fixed rows."""
        return {
            (question.id, option.id): option.label
            for question in self.questions
            for options in (
                question.options,
                question.fixed_rows,
                *(column.options for column in question.columns),
            )
            for option in options
        }

    def matter_of_family(self, family: str) -> str:
        """What a family of red flags is about, true of whoever raises any of its rules.

        A copy that is older than named matters tells the question that the first rule reads.
        """
        rules = [rule for rule in self.red_flags if rule.family == family]
        named = [rule.matter for rule in rules if rule.matter]
        if named:
            return named[0]
        return rules[0].title if len(rules) == 1 else self.questions_by_id[rules[0].reads].label

    def questions_of_group(self, group_id: str) -> tuple[Question, ...]:
        """The questions of one section of the form, in catalogue order."""
        return tuple(question for question in self.questions if question.group == group_id)

    def criteria_of_group(self, group_id: str) -> tuple[Criterion, ...]:
        """The criteria of one group, in catalogue order."""
        return tuple(criterion for criterion in self.criteria if criterion.group == group_id)

    def profile(self, profile_id: str) -> Profile:
        """The profile with this id; KeyError when there is none."""
        for profile in self.profiles:
            if profile.id == profile_id:
                return profile
        raise KeyError(profile_id)
