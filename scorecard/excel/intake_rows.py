"""Where the answers stand in a workbook that came back: found by the ids in its rows and columns.

Sheets may have been renamed, rows moved, inserted or deleted, columns added.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scorecard.excel.intake_grid import FilledBook, FilledCell, FilledRow, FilledSheet, place_of
from scorecard.excel.questionnaire_form import (
    ANSWERED_ON,
    FIELD_LABELS,
    FILLED_IN_BY,
    MARK,
    TOKEN_PREFIX,
    Field,
    Form,
    Part,
    Target,
    key_column,
)
from scorecard.excel.typed_words import plain

_FIELDS = {name.value: name for name in Field}
_LABELS = {plain(label): name for name, label in FIELD_LABELS.items()}
# So many of the visible headings in one row make it the header, where its ids were deleted.
_HEADINGS_NEEDED = 3
_ID_BEGINNINGS = (TOKEN_PREFIX, "pq:")


@dataclass(frozen=True)
class Slot:
    """A cell that was looked for: what it holds, and with which cell it was merged, if it was."""

    place: str
    cell: FilledCell | None = None
    merged_with: str = ""


@dataclass(frozen=True)
class TableRow:
    """One filled row of a table: its slots by column id; `row_id` where the row is a fixed one."""

    place: str
    slots: dict[str, Slot]
    row_id: str = ""


@dataclass
class FoundQuestion:
    """Everything in the workbook that belongs to one question."""

    rows: list[dict[Field, Slot]] = field(default_factory=list)
    items: dict[str, list[Slot]] = field(default_factory=dict)
    table_rows: list[TableRow] = field(default_factory=list)
    row_places: list[str] = field(default_factory=list)
    without_columns: bool = False


@dataclass
class Found:
    """What was found: questions by id, the cover's entries, rows of another questionnaire."""

    questions: dict[str, FoundQuestion] = field(default_factory=dict)
    cover: dict[str, FilledCell] = field(default_factory=dict)
    foreign_rows: list[str] = field(default_factory=list)

    def question(self, question_id: str) -> FoundQuestion:
        """The entry of a question, made where there is none."""
        return self.questions.setdefault(question_id, FoundQuestion())


def find_answers(book: FilledBook, form: Form) -> Found:
    """Looks through every sheet but the one with the ids."""
    found = Found()
    for sheet in book.sheets:
        if not is_ids_sheet(sheet):
            _SheetSearch(sheet, form, found).run()
    return found


def is_ids_sheet(sheet: FilledSheet) -> bool:
    """Whether a sheet is the hidden one that says whose questionnaire it is."""
    if not sheet.rows:
        return False
    first = sheet.rows[0].cells.get(0)
    return first is not None and first.value == MARK


@dataclass
class _SheetSearch:
    sheet: FilledSheet
    form: Form
    found: Found
    fields: dict[Field, int] = field(default_factory=dict)
    table: str = ""
    table_columns: dict[int, str] = field(default_factory=dict)
    filled_rows: dict[int, FilledRow] = field(init=False)

    def __post_init__(self) -> None:
        self.filled_rows = {row.row: row for row in self.sheet.rows}

    def run(self) -> None:
        for row in self.sheet.rows:
            ids = {
                column: cell.value
                for column, cell in row.cells.items()
                if cell.kind == "s" and cell.value.startswith(_ID_BEGINNINGS)
            }
            if ids:
                self._row_with_ids(row, ids)
            elif self.table:
                self._table_row(row, "")
            else:
                self._header_by_labels(row)

    def _row_with_ids(self, row: FilledRow, ids: dict[int, str]) -> None:
        fields = {_FIELDS[token]: column for column, token in ids.items() if token in _FIELDS}
        if fields:
            self.fields, self.table = fields, ""
            return
        meant = {
            column: self.form.targets[token]
            for column, token in ids.items()
            if token in self.form.targets
        }
        columns = {c: target for c, target in meant.items() if target.part is Part.COLUMN}
        if columns:
            self.table = next(iter(columns.values())).question_id
            self.table_columns = {c: target.item_id for c, target in columns.items()}
            return
        for column, token in ids.items():
            if token in (FILLED_IN_BY, ANSWERED_ON):
                # The label stands between the id and the entry.
                after = sorted(c for c in row.cells if c > column)[1:]
                if after:
                    self.found.cover[token] = row.cells[after[0]]
            elif column in meant:
                self._target(row, meant[column])
            elif token.startswith(TOKEN_PREFIX):
                self.found.foreign_rows.append(place_of(row.sheet, row.row, column))

    def _target(self, row: FilledRow, target: Target) -> None:
        entry = self.found.question(target.question_id)
        match target.part:
            case Part.QUESTION:
                entry.row_places.append(place_of(row.sheet, row.row, 0))
                entry.without_columns = entry.without_columns or Field.ANSWER not in self.fields
                entry.rows.append(
                    {name: self._slot(row, column) for name, column in self.fields.items()}
                )
            case Part.ITEM:
                column = self.fields.get(Field.ANSWER)
                entry.without_columns = entry.without_columns or column is None
                if column is not None:
                    slots = entry.items.setdefault(target.item_id, [])
                    slots.append(self._slot(row, column))
            case _:
                self._table_row(row, target.item_id)

    def _slot(self, row: FilledRow, column: int) -> Slot:
        """A cell with what it holds; empty cells that are merged with an empty one hide nothing."""
        place = place_of(row.sheet, row.row, column)
        cell = row.cells.get(column)
        first = self.sheet.merged.get((row.row, column))
        if cell is None and first is not None and self._is_filled(*first):
            return Slot(place, merged_with=place_of(row.sheet, *first))
        return Slot(place, cell)

    def _is_filled(self, row: int, column: int) -> bool:
        return row in self.filled_rows and column in self.filled_rows[row].cells

    def _table_row(self, row: FilledRow, row_id: str) -> None:
        """Takes a row in which something stands; one that only continues merged cells is none."""
        slots = {
            column_id: self._slot(row, column) for column, column_id in self.table_columns.items()
        }
        if self.table and any(slot.cell is not None for slot in slots.values()):
            place = place_of(row.sheet, row.row, min(self.table_columns))
            entry = self.found.question(self.table)
            entry.table_rows.append(TableRow(place, slots, row_id))

    def _header_by_labels(self, row: FilledRow) -> None:
        texts = {plain(c.value): column for column, c in row.cells.items() if c.kind == "s"}
        named = {_LABELS[text]: column for text, column in texts.items() if text in _LABELS}
        if len(named) >= _HEADINGS_NEEDED:
            self.fields = named
            return
        for question in self.form.questions if len(texts) > 1 else ():
            if not question.columns:
                continue
            # The heading's first line is the label; the second says what is to be entered.
            heads = {text.split("(")[0].strip(" *"): c for text, c in texts.items()}
            found = {
                heads[plain(column.label)]: column.id
                for column in question.columns
                if plain(column.label) in heads
            }
            if len(found) == len(question.columns) and key_column(question).id in found.values():
                self.table, self.table_columns = question.id, found
                return
