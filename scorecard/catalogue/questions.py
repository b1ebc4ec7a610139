"""The form of a question: its kind, unit, limits, options and columns, and who is asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from scorecard.model import Record


class Kind(StrEnum):
    """What an answer to a question is; each kind has one control on the form."""

    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    CHECKLIST = "checklist"
    TAGS = "tags"
    DATE = "date"
    TEXT = "text"
    RATING = "rating"
    TABLE = "table"


class Option(Record):
    """One option of a choice or item of a checklist; a rating's options are its descriptors.

    `buyer_only` marks a verdict that only the buyer gives: no candidate is offered it.
    """

    id: str = Field(min_length=1)
    label: str = Field(min_length=1)
    buyer_only: bool = False


class Column(Record):
    """One column of a table question; `buyer_only` is for what the buyer alone fills in.

    The limits, and `whole`, are as those of a question.
    """

    id: str = Field(min_length=1)
    label: str = Field(min_length=1)
    kind: Kind = Kind.TEXT
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    limit_reason: str = ""
    kept_minimum: float | None = None
    kept_maximum: float | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    buyer_only: bool = False
    whole: bool = False
    help: str = ""

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.kind in (Kind.TABLE, Kind.CHECKLIST, Kind.TAGS, Kind.RATING):
            raise ValueError(f"column '{self.id}': a cell cannot be a {self.kind.value}")
        if self.kind is Kind.CHOICE and len(self.options) < 2:
            raise ValueError(f"column '{self.id}': a choice needs at least two options")
        return self


class Question(Record):
    """One due-diligence question.

    `observed` marks what the buyer saw with its own eyes: such answers count as verified.
    `minimum` and `maximum` are the limits of what is possible, not of what is good, and
    `limit_reason` says why nothing beyond them is; documents that were written when the limits were
    wider may hold what lies between them and `kept_minimum` and `kept_maximum`. `whole` marks what
    is counted in whole numbers, so that nobody is advised to write decimals.
    `label` is a few words for tables and charts; `text` is what the candidate is asked.
    `section` names a part of the group that the form shows apart, such as the quote; '' is none.
    """

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    group: str
    section: str = ""
    label: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1)
    kind: Kind
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    limit_reason: str = ""
    kept_minimum: float | None = None
    kept_maximum: float | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    fixed_rows: tuple[Option, ...] = ()
    row_column: str = ""
    why: str = Field(min_length=1)
    good_evidence: str = Field(min_length=1)
    ask_whom: str = Field(min_length=1)
    observed: bool = False
    whole: bool = False
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.kind in (Kind.CHOICE, Kind.CHECKLIST) and len(self.options) < 2:
            raise ValueError(
                f"question '{self.id}': a {self.kind.value} needs at least two options"
            )
        if self.kind is Kind.RATING and [option.id for option in self.options] != list("012345"):
            raise ValueError(
                f"question '{self.id}': a rating needs descriptors for 0, 1, 2, 3, 4, 5"
            )
        if self.kind is Kind.TABLE and not self.columns:
            raise ValueError(f"question '{self.id}': a table needs columns")
        if self.fixed_rows and self.row_column not in {column.id for column in self.columns}:
            raise ValueError(f"question '{self.id}': fixed rows need `row_column` to name a column")
        if self.kind is Kind.NUMBER and not self.unit:
            raise ValueError(f"question '{self.id}': a number needs a unit")
        for options in (self.options, self.columns, self.fixed_rows):
            ids = [option.id for option in options]
            if len(set(ids)) != len(ids):
                raise ValueError(
                    f"question '{self.id}': an option, item or column id is there twice"
                )
        return self

    def option_label(self, option_id: str) -> str:
        """The label of an option, or the id itself when it is unknown."""
        return next((o.label for o in self.options if o.id == option_id), option_id)

    def column(self, column_id: str) -> Column:
        """The column with this id; KeyError when there is none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)
