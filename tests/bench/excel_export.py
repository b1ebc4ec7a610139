"""The shortlist workbook of fifty candidates, against bare XlsxWriter writing the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from unittest.mock import patch

import xlsxwriter
from bench.filled_selection import filled_selection
from bench.ratio import Ratio, median_pair_ms

from scorecard.catalogue.loader import load_catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.excel import write_shortlist

CANDIDATES = 50
AS_OF = date(2026, 11, 22)
CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)
BUDGET = 1.5
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CELL_METHODS = (
    "write_string", "write_number", "write_formula", "write_blank", "write_url", "write_datetime",
)  # fmt: skip

# A method, row, column, and what else it takes; a format stands as its number.
Cell = tuple[str, int, int, tuple[Any, ...]]


class Recording:
    """The cells of every sheet, in the order in which they were written, and the formats."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, list[Cell]]] = []
        self.formats: list[dict[str, Any]] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Notes what every workbook made inside the block writes."""
        recording = self
        numbers: dict[int, int] = {}
        original = xlsxwriter.Workbook.worksheet_class
        add_format = xlsxwriter.Workbook.add_format

        class Listening(original):  # type: ignore[misc,valid-type]
            def __init__(self) -> None:
                super().__init__()
                self.cells: list[Cell] = []

            def _initialize(self, init_data: dict[str, Any]) -> None:
                super()._initialize(init_data)
                recording.sheets.append((init_data["name"], self.cells))

        def listener(method: str) -> Any:
            write = getattr(original, method)

            def listened(self: Any, row: int, column: int, *rest: Any) -> Any:
                noted = tuple(
                    ("format", numbers[id(value)]) if id(value) in numbers else value
                    for value in rest
                )
                self.cells.append((method, row, column, noted))
                return write(self, row, column, *rest)

            return listened

        for method in CELL_METHODS:
            setattr(Listening, method, listener(method))

        def noted_format(self: Any, properties: dict[str, Any] | None = None) -> Any:
            made = add_format(self, properties)
            # The workbook's own first format brings its index along.
            if properties is not None and "xf_index" not in properties:
                numbers[id(made)] = len(recording.formats)
                recording.formats.append(properties)
            return made

        with (
            patch.object(xlsxwriter.Workbook, "worksheet_class", Listening),
            patch.object(xlsxwriter.Workbook, "add_format", noted_format),
        ):
            yield

    def written_bare(self) -> bytes:
        """The same cells and formats, written straight."""
        buffer = BytesIO()
        workbook = xlsxwriter.Workbook(buffer, OPTIONS)
        formats = [workbook.add_format(properties) for properties in self.formats]
        for name, cells in self.sheets:
            worksheet = workbook.add_worksheet(name)
            methods = {method: getattr(worksheet, method) for method in CELL_METHODS}
            for method, row, column, noted in cells:
                methods[method](row, column, *[
                    formats[v[1]] if type(v) is tuple else v for v in noted
                ])  # fmt: skip
        workbook.close()
        return buffer.getvalue()


def run() -> list[Ratio]:
    """Milliseconds of the whole export and of the bare writing of its cells."""
    evaluation = _evaluation()
    recording = Recording()
    with recording.listening():
        _exported(evaluation)
    count = sum(len(cells) for _, cells in recording.sheets)
    assert count > 10_000, "the recording missed the cells"
    product, bare = median_pair_ms(
        lambda: _exported(evaluation), recording.written_bare, repetitions=7
    )
    questions = len(evaluation.catalogue.questions)
    title = f"Workbook, {CANDIDATES} candidates × {questions} questions, {count:,} cells"
    return [Ratio(title, product, bare, BUDGET, "XlsxWriter writing the same cells")]


def _evaluation() -> Evaluation:
    catalogue = load_catalogue()
    selection = filled_selection(catalogue, CANDIDATES)
    return evaluate(selection, catalogue, as_of=AS_OF)


def _exported(evaluation: Evaluation) -> bytes:
    return write_shortlist(evaluation, created_at=CREATED_AT, sentences=("A sentence.",))
