"""Reads the catalogue from its TOML files; the only module that opens `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from scorecard.catalogue.checks import WHOLE_FILE, CatalogueFault, Fault, check_catalogue
from scorecard.catalogue.commercial import Commercial
from scorecard.catalogue.criteria import Criterion, Group, Profile
from scorecard.catalogue.elicitation import Elicitation
from scorecard.catalogue.knowledge import (
    Benchmark,
    Catalogue,
    Framework,
    Language,
    Settings,
    Source,
)
from scorecard.catalogue.questions import Question
from scorecard.catalogue.rules import BriefField, BriefWarning, Gate, RedFlagRule
from scorecard.model import Record

RecordType = TypeVar("RecordType", bound=Record)

MAIN_FILE = "catalogue.toml"
SINGLE_FILES = {
    "sources": "sources.toml",
    "groups": "groups.toml",
    "gates": "gates.toml",
    "benchmarks": "benchmarks.toml",
    "profiles": "profiles.toml",
    "frameworks": "frameworks.toml",
    "languages": "languages.toml",
    "brief_fields": "brief.toml",
    "brief_warnings": "brief.toml",
    "elicitation": "elicitation.toml",
    "commercial": "commercial.toml",
}
GROUP_FOLDERS = ("questions", "criteria", "red_flags")


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in `folder`, or the shipped one (read once) when no folder is given.

    Raises CatalogueFault, which lists every fault as `file · entry · reason`.
    """
    return _shipped_catalogue() if folder is None else _read(folder)


def shipped_folder() -> Path:
    """The `data/` folder: beside the package, or in the working tree when it is installed."""
    beside_package = Path(__file__).resolve().parents[2] / "data"
    return beside_package if (beside_package / MAIN_FILE).is_file() else Path.cwd() / "data"


@lru_cache(maxsize=1)
def _shipped_catalogue() -> Catalogue:
    return _read(shipped_folder())


@dataclass
class _Reading:
    """One pass over a folder: the faults met, and in which file each entry stands."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    files_of_entry: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    broken_files: set[str] = field(default_factory=set)

    def table(self, file: str) -> dict[str, Any]:
        """A file's parsed content; empty, with a fault noted once, when it cannot be read."""
        if file not in self.tables:
            self.tables[file] = self._parse(file)
        return self.tables[file]

    def _parse(self, file: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.faults.append(Fault(file, "-", "the file is missing"))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault(file, "-", f"the file cannot be read: {error}"))
        except tomllib.TOMLDecodeError as error:
            self.faults.append(Fault(file, "-", f"not valid TOML: {error}"))
        self.broken_files.add(file)
        return {}

    def entries(
        self, model: type[RecordType], part: str, file: str, key: str, group: str = ""
    ) -> tuple[RecordType, ...]:
        """The readable entries of one list of a file; `group` is filled in where it is given."""
        listed = self.table(file).get(key, [])
        if file in self.broken_files:
            self.unread.add((part, WHOLE_FILE))
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            self.faults.append(Fault(file, key, f"must be a list of tables, [[{key}]]"))
            return ()
        read = []
        for number, raw in enumerate(listed, start=1):
            name = str(raw.get("id") or raw.get("field") or f"{key} number {number}")
            self.files_of_entry.setdefault((part, name), []).append(file)
            entry = self.record(model, part, file, name, {"group": group} | raw if group else raw)
            if entry is not None:
                read.append(entry)
        return tuple(read)

    def record(
        self, model: type[RecordType], part: str, file: str, name: str, raw: dict[str, Any]
    ) -> RecordType | None:
        """One entry, or None with its faults noted."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.unread.add((part, name))
            self.faults.extend(Fault(file, name, reason) for reason in _reasons(error))
            return None

    def refuse_unknown_keys(self, file: str, known: set[str]) -> None:
        """Note every top-level key of a file that nothing reads: most likely a typing error."""
        for key in sorted(set(self.table(file)) - known):
            self.faults.append(Fault(file, key, f"is not one of {', '.join(sorted(known))}"))

    def with_file(self, fault: Fault) -> Fault:
        """The fault of a cross-check, with the file in which the entry stands."""
        files = self.files_of_entry.get((fault.file, fault.entry), [])
        named = ", ".join(dict.fromkeys(files)) or SINGLE_FILES.get(fault.file, MAIN_FILE)
        return Fault(named, fault.entry, fault.reason)


def _reasons(error: ValidationError) -> Iterator[str]:
    details = error.errors(include_url=False)
    for detail in details:
        inside = len(detail["loc"])
        if detail["type"] == "too_short" and any(
            other["loc"][:inside] == detail["loc"] and len(other["loc"]) > inside
            for other in details
        ):
            continue  # too short only because the faulty items, named themselves, were left out
        place = ".".join(str(step) for step in detail["loc"])
        if detail["type"] == "missing":
            reason = "is missing"
        elif detail["type"] == "extra_forbidden":
            reason = "is not a known field"
        else:
            reason = str(detail["msg"]).removeprefix("Value error, ")
        yield f"{place}: {reason}" if place else reason


def _group_files(reading: _Reading, folder: str) -> Iterator[tuple[str, str]]:
    """Group id and file, in the order of the groups; a file that belongs to none is a fault.

    A file has the name of its group, or names the group with `group = "…"` at its top and comes
    after the group's own.
    """
    files = {path.stem: path for path in sorted((reading.folder / folder).glob("*.toml"))}
    if not files:
        reading.faults.append(Fault(f"{folder}/", "-", "the folder holds no TOML file"))
        reading.unread.add((folder, WHOLE_FILE))
    ids = [name for part, name in reading.files_of_entry if part == "groups"]
    further: dict[str, list[str]] = {}
    for stem in files:
        file = f"{folder}/{stem}.toml"
        if not ids or stem in ids:
            continue
        group_id = reading.table(file).get("group")
        if group_id in ids:
            further.setdefault(str(group_id), []).append(file)
        elif file not in reading.broken_files:
            reason = "the file's name must be the id of a group in groups.toml"
            reading.faults.append(Fault(file, "-", reason))
    for group_id in ids or sorted(files):
        if group_id in files:
            yield group_id, f"{folder}/{group_id}.toml"
        for file in further.get(group_id, ()):
            yield group_id, file


def _single_record(reading: _Reading, model: type[RecordType], part: str) -> RecordType | None:
    """The one record of a file; None, with its faults noted, when it cannot be read."""
    file = SINGLE_FILES[part]
    given = reading.table(file).get(part, {})
    if file in reading.broken_files:
        return None
    return reading.record(model, part, file, part, given)


def _read(folder: Path) -> Catalogue:
    reading = _Reading(folder)
    groups = reading.entries(Group, "groups", SINGLE_FILES["groups"], "groups")
    questions: list[Question] = []
    criteria: list[Criterion] = []
    red_flags: list[RedFlagRule] = []
    for part in GROUP_FOLDERS:
        for group_id, file in _group_files(reading, part):
            own = file == f"{part}/{group_id}.toml"
            reading.refuse_unknown_keys(file, {part} if own else {part, "group"})
            if part == "questions":
                questions += reading.entries(Question, part, file, part, group_id)
            elif part == "criteria":
                criteria += reading.entries(Criterion, part, file, part, group_id)
            else:
                red_flags += reading.entries(RedFlagRule, part, file, part)

    def single(model: type[RecordType], part: str) -> tuple[RecordType, ...]:
        return reading.entries(model, part, SINGLE_FILES[part], part)

    main = reading.table(MAIN_FILE)
    reading.refuse_unknown_keys(MAIN_FILE, {"version", "name", "settings"})
    settings = None
    if MAIN_FILE in reading.broken_files:
        reading.unread |= {("catalogue", WHOLE_FILE), ("settings", "settings")}
    else:
        given = main.get("settings", {})
        settings = reading.record(Settings, "settings", MAIN_FILE, "settings", given)
    parts: dict[str, Any] = {
        "version": main.get("version", ""),
        "name": main.get("name", ""),
        "settings": settings,
        "groups": groups,
        "questions": tuple(questions),
        "criteria": tuple(criteria),
        "red_flags": tuple(red_flags),
        "gates": single(Gate, "gates"),
        "benchmarks": single(Benchmark, "benchmarks"),
        "profiles": single(Profile, "profiles"),
        "brief_fields": single(BriefField, "brief_fields"),
        "brief_warnings": single(BriefWarning, "brief_warnings"),
        "frameworks": single(Framework, "frameworks"),
        "languages": single(Language, "languages"),
        "elicitation": _single_record(reading, Elicitation, "elicitation"),
        "commercial": _single_record(reading, Commercial, "commercial"),
        "sources": single(Source, "sources"),
    }
    for file in dict.fromkeys(SINGLE_FILES.values()):
        reading.refuse_unknown_keys(file, {p for p, name in SINGLE_FILES.items() if name == file})
    # Not validated as a whole: the cross-checks are to see every entry that could be read.
    found = check_catalogue(Catalogue.model_construct(**parts), frozenset(reading.unread))
    faults = (*reading.faults, *(reading.with_file(fault) for fault in found))
    if faults:
        raise CatalogueFault(faults)
    return Catalogue.model_validate(parts)
