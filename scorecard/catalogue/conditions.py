"""The handful of named predicates in which gates, red flags and brief warnings are written.

They are data; `scorecard.facts.conditions` decides them.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scorecard.model import Record

ParameterValue = float | str | tuple[str, ...]


class FigureReference(Record):
    """A derived figure by name, the questions it reads and its parameters.

    `label` says in a few words what it is, for people; '' in catalogues older than the field.
    """

    name: str
    label: str = ""
    reads: tuple[str, ...] = Field(min_length=1)
    parameters: dict[str, ParameterValue] = Field(default_factory=dict)


class Compare(Record):
    """True when a number answer, or a derived figure, stands so to the threshold."""

    test: Literal["above", "at_least", "below", "at_most"]
    question: str = ""
    figure: FigureReference | None = None
    threshold: float
    unit: str = Field(min_length=1)

    @model_validator(mode="after")
    def _reads_one_thing(self) -> Self:
        if bool(self.question) == (self.figure is not None):
            raise ValueError("a comparison reads either a question or a figure")
        return self


class OneOf(Record):
    """True when the chosen option is one of `options`."""

    test: Literal["one_of"]
    question: str
    options: tuple[str, ...] = Field(min_length=1)


class Lacks(Record):
    """True when a checklist answer lacks any of `items`."""

    test: Literal["lacks"]
    question: str
    items: tuple[str, ...] = Field(min_length=1)


class Covers(Record):
    """True when a checklist or tags answer contains all of `items`.

    Of tags, unknown where an entry may be one of them in another spelling, says that nothing is
    known, or none is there. `items` may be `("$item",)` inside a gate that is made once for each
    entry of the brief. With `names` the entries are names that the catalogue knows in several
    languages: the same thing by another name is the same entry, and a word that it does not know
    is unknown rather than another.
    """

    test: Literal["covers"]
    question: str
    items: tuple[str, ...] = Field(min_length=1)
    names: Literal["languages", ""] = ""


class Within(Record):
    """True when every tag of the answer is one of the brief's entries named by `brief_field`.

    False when one is clearly another; unknown when there is none, or where one may be meant in
    another spelling or says that nothing is known.
    """

    test: Literal["within"]
    question: str
    brief_field: str


class NotShared(Record):
    """True when the question was refused, or not replied to by the deadline."""

    test: Literal["not_shared"]
    question: str


class ValidDocument(Record):
    """True when the table holds a document of this type with scope and date, not expired.

    False when the row says that it is not held; unknown when the row is missing, expired, lacks
    scope or date, or does not say that the site is covered.
    """

    test: Literal["valid_document"]
    question: str
    document_type: str


class AnyOf(Record):
    """True when any of `conditions` is; unknown when none is and one is unknown."""

    test: Literal["any_of"]
    conditions: tuple[Condition, ...] = Field(min_length=2)


class AllOf(Record):
    """True when all of `conditions` are; unknown when none is false and one is unknown."""

    test: Literal["all_of"]
    conditions: tuple[Condition, ...] = Field(min_length=2)


Condition = Annotated[
    Compare | OneOf | Lacks | Covers | Within | NotShared | ValidDocument | AnyOf | AllOf,
    Field(discriminator="test"),
]
AnyOf.model_rebuild()
AllOf.model_rebuild()


def questions_read(condition: Condition) -> tuple[str, ...]:
    """Every question id that a condition reads, in order and without repetition."""
    if isinstance(condition, (AnyOf, AllOf)):
        ids = [i for part in condition.conditions for i in questions_read(part)]
    elif isinstance(condition, Compare) and condition.figure is not None:
        ids = list(condition.figure.reads)
    else:
        ids = [condition.question]
    return tuple(dict.fromkeys(ids))
