"""Single cells of a returned questionnaire: read as they are asked for, or pointed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scorecard.catalogue import Column, Kind, Question
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.intake_rows import Slot
from scorecard.excel.plain_text import cell_text
from scorecard.excel.typed_days import typed_day
from scorecard.excel.typed_numbers import typed_number
from scorecard.excel.typed_words import Unclear, typed_option, typed_tags

FORMULA = "holds a formula, which is not calculated here; enter its result as a value"


@dataclass(frozen=True)
class Problem:
    """Why something cannot be taken: the cell and the reason."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class CellReader:
    """Reads cells and collects what is wrong, doubtful, and what should be known about them."""

    def __init__(self, earliest: date, currency: str) -> None:
        self.earliest = earliest
        self.currency = currency
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.doubts: list[str] = []

    def wrong(self, place: str, reason: str) -> None:
        """Notes why something cannot be taken."""
        self.problems.append(Problem(place, reason))

    def usable(self, slot: Slot | None) -> FilledCell | None:
        """The cell of a slot, unless it is empty, merged away, a formula or an error."""
        if slot is None:
            return None
        if slot.merged_with:
            self.wrong(
                slot.place,
                f"the cell is merged with {slot.merged_with}, so that it is not clear whether "
                "what stands there is meant for this cell too",
            )
            return None
        return self.sound(slot.cell)

    def sound(self, cell: FilledCell | None) -> FilledCell | None:
        """The cell, unless it is empty, a formula or an error."""
        if cell is None or not cell.text:
            return None
        if cell.kind == "f":
            self.wrong(cell.place, FORMULA)
            return None
        if cell.kind == "e":
            self.wrong(cell.place, f"holds the error {cell.text}")
            return None
        return cell

    def typed(self, part: Question | Column, cell: FilledCell) -> object:
        """What a cell says, as its question or column asks for it; raises Unclear."""
        match part.kind:
            case Kind.NUMBER | Kind.MONEY:
                currency = self.currency if part.kind is Kind.MONEY else ""
                number = typed_number(cell, part.unit, currency, is_whole=part.whole)
                if "%" in part.unit and 0 < number < 1 and not cell.is_percentage:
                    meant = f"{100 * number:.6g} %"
                    self.doubts.append(f"{cell.place}: {number:g} %: did you mean {meant}?")
                return number
            case Kind.CHOICE:
                return typed_option(cell, part.options)
            case Kind.DATE:
                return typed_day(cell)
            case Kind.TAGS:
                return typed_tags(cell)
            case _:
                return cell_text(cell.text).strip()

    def text(self, slot: Slot | None) -> str:
        """The text of a slot, '' where there is none."""
        cell = self.usable(slot)
        return "" if cell is None else cell_text(cell.text).strip()

    def day(self, slot: Slot | None) -> date | None:
        """The day of a slot; one that cannot be read is noted as wrong."""
        cell = self.usable(slot)
        if cell is None:
            return None
        try:
            day = typed_day(cell)
        except Unclear as problem:
            self.wrong(cell.place, str(problem))
            return None
        if day < self.earliest:
            self.wrong(cell.place, f"{day} is before {self.earliest}; check the year")
            return None
        return day
