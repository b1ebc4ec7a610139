"""Gates, red-flag rules with their examples, and the checks on the buyer's own brief."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, JsonValue, model_validator

from scorecard.catalogue.conditions import Condition, questions_read
from scorecard.catalogue.criteria import Sources
from scorecard.model import Evidence, Record


class Severity(StrEnum):
    """How grave a red flag is; `strength` orders them."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def strength(self) -> int:
        """3 for critical, 2 for major, 1 for minor."""
        return {"critical": 3, "major": 2, "minor": 1}[self.value]


class Example(Record):
    """Answers by question id (as in a selection document, less the ids) that decide a rule.

    An answer is written as its bare value, or as a table with `status` and `value`.
    `peers` are the same for other candidates; `brief` overrides fields of an empty brief.
    `calculated` and `peers_calculated` are figures of the whole quote by name.
    """

    answers: dict[str, JsonValue] = Field(default_factory=dict)
    peers: tuple[dict[str, JsonValue], ...] = ()
    brief: dict[str, JsonValue] = Field(default_factory=dict)
    calculated: dict[str, float] = Field(default_factory=dict)
    peers_calculated: tuple[dict[str, float], ...] = ()


class Examples(Record):
    """Three examples that the test suite runs."""

    raised: Example
    clear: Example
    unknown: Example


class RedFlagRule(Record):
    """A warning with its evidence. `message` may use $value, $threshold, $unit and $detail.

    Rules of one `family` concern the same matter: the most severe raised one is shown. `matter`
    names it without saying what is wrong; '' in a family of one rule and in older copies.
    `reads` names the question that the rule is about; the condition must read it.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    family: str = Field(pattern="^[a-z][a-z0-9_]*$")
    matter: str = Field(default="", max_length=80)
    title: str = Field(min_length=1, max_length=80)
    severity: Severity
    reads: str
    raised_when: Condition
    message: str = Field(min_length=1)
    ask_next: str = Field(min_length=1)
    ask_whom: str = Field(min_length=1)
    sources: Sources
    note: str = ""
    examples: Examples

    @model_validator(mode="after")
    def _reads_what_it_names(self) -> Self:
        if self.reads not in questions_read(self.raised_when):
            raise ValueError(
                f"red flag '{self.id}' names '{self.reads}', which its condition does not read"
            )
        return self


class Gate(Record):
    """A pass/fail minimum. `passes_when` true is a pass, false a fail, unknown is open.

    `applies`: 'brief' once for each entry of the brief's `for_each` list; 'opt_in' only when
    the brief switches it on. Refusing `reads` always fails. `$item` stands for the entry.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    applies: Literal["brief", "opt_in"]
    for_each: Literal["compliance_needed", "languages", "delivery_regions", ""] = ""
    reads: str
    passes_when: Condition
    minimum_evidence: Evidence
    why: str = Field(min_length=1)
    sources: Sources

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if (self.applies == "brief") != bool(self.for_each):
            raise ValueError(
                f"gate '{self.id}': `for_each` goes with applies = 'brief', and only with it"
            )
        if self.reads not in questions_read(self.passes_when):
            raise ValueError(
                f"gate '{self.id}' names '{self.reads}', which its condition does not read"
            )
        return self


class BriefField(Record):
    """One input of the scope sheet: what it is, why candidates need it, whether it is needed.

    `whole` marks what is counted in whole numbers.
    """

    field: str
    title: str
    why: str
    needed: bool = True
    readiness: bool = False
    whole: bool = False
    sources: Sources


class BriefWarning(Record):
    """A warning about the buyer's own template; never a mark against a candidate."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    field: str
    test: Literal["equals", "at_least", "at_most", "above", "below"]
    threshold: float | str
    unit: str = ""
    message: str
    advice: str
    sources: Sources
