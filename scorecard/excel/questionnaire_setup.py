"""What every sheet of one questionnaire is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from scorecard.catalogue import Catalogue, Column, Kind, Question
from scorecard.commercial import quote_questions
from scorecard.excel.book import Book
from scorecard.excel.questionnaire_form import NO, YES, Form
from scorecard.excel.questionnaire_inputs import Inputs, Rule
from scorecard.model import Candidate, Selection

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
MOST_SHEET_NAME_CHARACTERS = 31
QUOTE_CURRENCY = "in your quote's currency"
CHANNEL_COLUMN = "channel"


@dataclass
class Setup:
    """The book, the selection and the candidate, and the names that sheets have taken."""

    book: Book
    selection: Selection
    catalogue: Catalogue
    candidate: Candidate
    form: Form
    inputs: Inputs
    _sheet_names: set[str] = field(default_factory=set)

    @property
    def currency(self) -> str:
        """The currency of every amount but those of the quote."""
        return self.selection.brief.currency

    def sheet_name(self, wanted: str) -> str:
        """A name that a sheet may have, like the wanted one, each once."""
        clean = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", wanted).split()).strip("'") or "Sheet"
        name, number = clean[:MOST_SHEET_NAME_CHARACTERS].rstrip(), 2
        while name.casefold() in self._sheet_names:
            suffix = f" {number}"
            name = clean[: MOST_SHEET_NAME_CHARACTERS - len(suffix)].rstrip() + suffix
            number += 1
        self._sheet_names.add(name.casefold())
        return name

    @cached_property
    def _channels(self) -> tuple[str, ...]:
        """The brief's channels as this candidate reads them."""
        names = (self.for_reading(c.channel).strip() for c in self.selection.brief.channels)
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def _others(self) -> re.Pattern[str] | None:
        names = [candidate.name for candidate in self.selection.candidates]
        if len(names) < 2:
            return None
        # The longest first, so that "Atlas" does not cut "Atlas North" in two; the candidate's own
        # name among them, so that "Atlas" is not found in it.
        pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)

    def for_reading(self, text: str) -> str:
        """What the buyer wrote, with the names of other candidates taken out."""
        if self._others is None:
            return text
        own = self.candidate.name.casefold()
        return self._others.sub(
            lambda found: found.group() if found.group().casefold() == own else "another provider",
            text,
        )

    def rule(self, part: Question | Column, question: Question | None = None) -> Rule:
        """What the cell of a question takes, or of a column of a question's table.

        Amounts of the quote are in the currency that the candidate names for it.
        """
        unit = part.unit
        if part.kind is Kind.MONEY:
            asked = part.id if question is None else question.id
            own = asked in quote_questions(self.catalogue)
            quoted = ", ".join(filter(None, (QUOTE_CURRENCY, part.unit)))
            unit = quoted if own else f"{self.currency} {part.unit}".strip()
        labels = tuple(option.label for option in part.options)
        kind = part.kind
        is_of_quote = question is not None and question.id in quote_questions(self.catalogue)
        if is_of_quote and part.id == CHANNEL_COLUMN and self._channels:
            # A list, because a price or a handle time counts only for a channel of the brief.
            kind, labels = Kind.CHOICE, self._channels
        if part.kind is Kind.CHECKLIST:
            labels = (YES, NO)
        return Rule(
            kind=kind,
            title=part.label,
            minimum=part.minimum,
            maximum=part.maximum,
            unit=unit,
            labels=labels,
            earliest=self.catalogue.settings.earliest_date,
        )
