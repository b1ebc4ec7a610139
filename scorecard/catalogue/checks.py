"""The cross-checks between the catalogue's parts: every fault as file, entry and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Template

from pydantic import ValidationError

from scorecard.catalogue.answer_check import InvalidValueError, checked_value
from scorecard.catalogue.commercial_checks import commercial_reasons
from scorecard.catalogue.conditions import ValidDocument, questions_read
from scorecard.catalogue.criteria import ASSUMPTION
from scorecard.catalogue.knowledge import Catalogue
from scorecard.catalogue.reference_checks import ITEM, References, document_types, unknown
from scorecard.catalogue.rules import BriefWarning, Example, Gate, RedFlagRule, Severity
from scorecard.model import Brief, InHouse, Record

# Rules of the product about its own data, not knowledge that an expert would change.
HEAVIEST_GROUP = "floor_management"
CRITICAL_RED_FLAGS_AT_MOST = 6
POINTS_IN_ALL = 100

WHOLE_FILE = "*"
MESSAGE_WORDS = {"value", "threshold", "unit", "detail"}
PARTS_WITH_IDS_AND_SOURCES = (
    "groups",
    "questions",
    "criteria",
    "gates",
    "red_flags",
    "benchmarks",
    "profiles",
    "brief_warnings",
    "languages",
)
PARTS_WITH_IDS = (*PARTS_WITH_IDS_AND_SOURCES, "frameworks", "sources")
PARTS_WITH_SOURCES = (*PARTS_WITH_IDS_AND_SOURCES, "brief_fields")


@dataclass(frozen=True)
class Fault:
    """One fault: the file (or, before it is known, the part of the catalogue), entry, reason."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} · {self.entry} · {self.reason}"


class CatalogueFault(ValueError):
    """The catalogue cannot be used; the message lists every fault on a line of its own."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def check_catalogue(
    catalogue: Catalogue, unread: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Fault, ...]:
    """Every fault between the parts; `Fault.file` names the part ('criteria', 'gates', …).

    `unread` are (part, entry id) that could not be read: what names them is not reported again.
    """
    return tuple(_Check(catalogue, unread).all())


class _Check:
    def __init__(self, catalogue: Catalogue, unread: frozenset[tuple[str, str]]) -> None:
        self.catalogue = catalogue
        self.unread = unread
        self.references = References(
            questions={question.id: question for question in catalogue.questions},
            was_unread=lambda question_id: self._was_unread("questions", question_id),
        )

    def _was_unread(self, part: str, entry: str) -> bool:
        return (part, entry) in self.unread or (part, WHOLE_FILE) in self.unread

    def _missing(self, part: str, entry: str, what: str) -> Iterator[str]:
        present = any(found.id == entry for found in getattr(self.catalogue, part))
        if not present and not self._was_unread(part, entry):
            yield unknown(what, entry)

    def all(self) -> Iterator[Fault]:
        yield from self.heading()
        yield from self.duplicates()
        yield from self.sources()
        yield from self.questions_and_criteria()
        if not any(part == "criteria" for part, _ in self.unread):
            yield from self.weights()
        for gate in self.catalogue.gates:
            yield from (Fault("gates", gate.id, reason) for reason in self.gate(gate))
        for rule in self.catalogue.red_flags:
            yield from (Fault("red_flags", rule.id, reason) for reason in self.red_flag(rule))
        yield from self.critical_red_flags()
        yield from self.matters()
        yield from self.benchmarks()
        yield from self.brief()
        if self.catalogue.commercial is not None:
            for entry, reason in commercial_reasons(self.catalogue.commercial, self.references):
                yield Fault("commercial", entry, reason)

    def heading(self) -> Iterator[Fault]:
        if ("catalogue", WHOLE_FILE) in self.unread:
            return
        try:
            date.fromisoformat(self.catalogue.version)
        except (TypeError, ValueError):
            yield Fault("catalogue", "version", 'must be a date in quotes, "YYYY-MM-DD"')
        if not isinstance(self.catalogue.name, str) or not self.catalogue.name.strip():
            yield Fault("catalogue", "name", "must be a text that is not empty")

    def duplicates(self) -> Iterator[Fault]:
        for part in PARTS_WITH_IDS:
            counts = Counter(entry.id for entry in getattr(self.catalogue, part))
            for entry, count in counts.items():
                if count > 1:
                    yield Fault(part, entry, f"the id is there {count} times")
        owners: dict[str, str] = {}
        for language in self.catalogue.languages:
            for name in language.names:
                owner = owners.setdefault(name.casefold(), language.id)
                if owner != language.id:
                    yield Fault("languages", language.id, f"“{name}” is a name of '{owner}' too")
        fields = Counter(field.field for field in self.catalogue.brief_fields)
        for entry, count in fields.items():
            if count > 1:
                yield Fault("brief_fields", entry, f"the field is there {count} times")

    def sources(self) -> Iterator[Fault]:
        cited = [
            (part, entry.field if part == "brief_fields" else entry.id, entry)
            for part in PARTS_WITH_SOURCES
            for entry in getattr(self.catalogue, part)
        ]
        if not self._was_unread("settings", "settings"):
            cited.append(("settings", "settings", self.catalogue.settings))
        if self.catalogue.elicitation is not None:
            cited.append(("elicitation", "elicitation", self.catalogue.elicitation))
        if self.catalogue.commercial is not None:
            cited.append(("commercial", "commercial", self.catalogue.commercial))
        for part, name, entry in cited:
            for source in dict.fromkeys(_sources_of(entry)):
                if source != ASSUMPTION:
                    for reason in self._missing("sources", source, "source"):
                        yield Fault(part, name, reason)

    def questions_and_criteria(self) -> Iterator[Fault]:
        for question in self.catalogue.questions:
            for reason in self._missing("groups", question.group, "group"):
                yield Fault("questions", question.id, reason)
        for criterion in self.catalogue.criteria:
            for reason in self._missing("groups", criterion.group, "group"):
                yield Fault("criteria", criterion.id, reason)
            for given in criterion.inputs:
                for reason in self.references.input_reasons(given):
                    yield Fault("criteria", criterion.id, reason)

    def weights(self) -> Iterator[Fault]:
        default = {criterion.id: criterion.points for criterion in self.catalogue.criteria}
        for reason in self._weight_reasons(default):
            yield Fault("criteria", "default points", reason)
        for profile in self.catalogue.profiles:
            for missing in sorted(set(default) - set(profile.points)):
                yield Fault("profiles", profile.id, f"gives no points to '{missing}'")
            for extra in sorted(set(profile.points) - set(default)):
                yield Fault("profiles", profile.id, unknown("criterion", extra))
            for reason in self._weight_reasons(profile.points):
                yield Fault("profiles", profile.id, reason)
            for framework in profile.compliance_needed:
                for reason in self._missing("frameworks", framework, "framework"):
                    yield Fault("profiles", profile.id, reason)

    def _weight_reasons(self, points: Mapping[str, float]) -> Iterator[str]:
        total = sum(points.values())
        if round(total, 9) != POINTS_IN_ALL:
            yield f"the points sum to {total:g}, not to {POINTS_IN_ALL}"
        for criterion_id, given in points.items():
            if given < 0:
                yield f"the points of '{criterion_id}' are negative"
        by_group: dict[str, float] = {}
        for criterion in self.catalogue.criteria:
            given = points.get(criterion.id, 0.0)
            by_group[criterion.group] = by_group.get(criterion.group, 0.0) + given
        heaviest = by_group.pop(HEAVIEST_GROUP, 0.0)
        for group, given in by_group.items():
            if round(given - heaviest, 9) >= 0:
                yield (
                    f"'{HEAVIEST_GROUP}' must be the largest group: "
                    f"it has {heaviest:g} points, '{group}' has {given:g}"
                )

    def gate(self, gate: Gate) -> Iterator[str]:
        yield from self.references.condition_reasons(gate.passes_when, gate.for_each)
        if ITEM in gate.title and not gate.for_each:
            yield f"'{ITEM}' stands only in gates with `for_each`"
        condition = gate.passes_when
        question = self.references.questions.get(gate.reads)
        if (
            isinstance(condition, ValidDocument)
            and condition.document_type == ITEM
            and question is not None
        ):
            for framework in self.catalogue.frameworks:
                if framework.id not in document_types(question):
                    yield (
                        f"the framework '{framework.id}' is no document type "
                        f"of '{question.id}', so nothing could pass"
                    )

    def red_flag(self, rule: RedFlagRule) -> Iterator[str]:
        yield from self.references.condition_reasons(rule.raised_when)
        template = Template(rule.message)
        if not template.is_valid():
            yield "the message has a '$' that begins no word; write '$$' for the sign"
        else:
            for word in sorted(set(template.get_identifiers()) - MESSAGE_WORDS):
                yield f"the message uses '${word}', which is not one of {sorted(MESSAGE_WORDS)}"
        read = questions_read(rule.raised_when)
        for name, example in rule.examples:
            for reason in self._example_reasons(example):
                yield f"example '{name}' {reason}"
            if name != "unknown" and not set(example.answers) & set(read):
                yield f"example '{name}' answers none of the questions that the condition reads"

    def _example_reasons(self, example: Example) -> Iterator[str]:
        for answers in (example.answers, *example.peers):
            for question_id, given in answers.items():
                yield from self.references.missing(question_id)
                question = self.references.questions.get(question_id)
                value = given.get("value") if isinstance(given, dict) else given
                if question is None or value is None:
                    continue
                try:
                    checked_value(question, value, date.min)
                except InvalidValueError as problem:
                    yield f"holds an impossible answer: {problem}"
        try:
            Brief.model_validate(example.brief)
        except ValidationError as problem:
            yield f"has an impossible brief: {problem.errors()[0]['msg']}"

    def critical_red_flags(self) -> Iterator[Fault]:
        critical = [r for r in self.catalogue.red_flags if r.severity is Severity.CRITICAL]
        if len(critical) > CRITICAL_RED_FLAGS_AT_MOST:
            names = ", ".join(rule.id for rule in critical)
            reason = f"{len(critical)} are critical, {CRITICAL_RED_FLAGS_AT_MOST} at most: {names}"
            yield Fault("red_flags", critical[-1].id, reason)

    def matters(self) -> Iterator[Fault]:
        for family in dict.fromkeys(rule.family for rule in self.catalogue.red_flags):
            rules = [rule for rule in self.catalogue.red_flags if rule.family == family]
            if len({rule.matter for rule in rules}) > 1 or (len(rules) > 1 and not rules[0].matter):
                reason = f"the family '{family}' has several rules: give each the same 'matter'"
                yield Fault("red_flags", rules[-1].id, reason)

    def benchmarks(self) -> Iterator[Fault]:
        for benchmark in self.catalogue.benchmarks:
            if benchmark.question:
                for reason in self.references.missing(benchmark.question):
                    yield Fault("benchmarks", benchmark.id, reason)
            if benchmark.brief_field and not _is_brief_field(benchmark.brief_field):
                reason = unknown("brief field", benchmark.brief_field)
                yield Fault("benchmarks", benchmark.id, reason)
            if benchmark.low > benchmark.high:
                yield Fault("benchmarks", benchmark.id, "`low` is above `high`")

    def brief(self) -> Iterator[Fault]:
        for field in self.catalogue.brief_fields:
            if not _is_brief_field(field.field):
                yield Fault("brief_fields", field.field, unknown("brief field", field.field))
        for warning in self.catalogue.brief_warnings:
            for reason in _warning_reasons(warning):
                yield Fault("brief_warnings", warning.id, reason)


def _warning_reasons(warning: BriefWarning) -> Iterator[str]:
    if warning.field not in Brief.model_fields:
        yield unknown("brief field", warning.field)
        return
    if warning.test != "equals" and isinstance(warning.threshold, str):
        yield f"the test '{warning.test}' needs a number as threshold, not '{warning.threshold}'"
        return
    try:
        Brief.model_validate({warning.field: warning.threshold})
    except ValidationError:
        yield f"'{warning.threshold}' is nothing that the brief field '{warning.field}' can hold"


def _is_brief_field(path: str) -> bool:
    field, _, inside = path.partition(".")
    if field == "in_house" and inside:
        return inside in InHouse.model_fields
    return field in Brief.model_fields and not inside


def _sources_of(entry: Record) -> Iterator[str]:
    """Every source that an entry names, those of the records inside it included."""
    for name, value in entry:
        if name == "sources" or name.endswith("_sources"):
            yield from value
        elif isinstance(value, Record):
            yield from _sources_of(value)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from _sources_of(item)
