"""The sheet of costs: from each quote to the cost per resolved contact, in formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.catalogue import AssumedFigure, Commercial
from scorecard.commercial import Costs
from scorecard.cost_words import LOADED_RATE_NOTE, cost_sentence
from scorecard.excel.book import (
    BAND_FILL,
    GREY_TEXT,
    HEADER_FILL,
    TITLE_HEIGHT_POINTS,
    Book,
    Sheet,
    lines_needed,
)
from scorecard.excel.cost_channel_rows import (
    channel_lines,
    contract_lines,
    counted_units,
    fill_service,
)
from scorecard.excel.cost_facts import QuoteFacts, facts_of
from scorecard.excel.cost_matrix import (
    CANDIDATE_WIDTH,
    COUNT,
    FIRST_COLUMN,
    FROM_COLUMN,
    LABEL_COLUMN,
    SHARE,
    SIDES,
    UNIT_COLUMN,
    WIDTHS,
    Column,
    Grid,
    Line,
)
from scorecard.excel.cost_orders_table import HEADINGS as ORDER_HEADINGS
from scorecard.excel.cost_orders_table import Origins, write_orders
from scorecard.excel.cost_rate_rows import fill_rate, rate_lines
from scorecard.excel.cost_reference_table import write_references
from scorecard.excel.cost_tables import AS_EXPORTED, HIGH, LAST_TEXT_COLUMN, LOW, Tables
from scorecard.excel.cost_type_table import write_interaction_types
from scorecard.excel.plain_text import one_line
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import ScorecardLayout, column_letters
from scorecard.reference_words import cost_references

SHEET_NAME = "Cost"
CANDIDATES_A_PAGE = 6
TEXT_CHARACTERS = sum(WIDTHS) + CANDIDATE_WIDTH * (LAST_TEXT_COLUMN - 2)
HOW_TO_READ = (
    "Low and high are what is still possible. Yellow cells may be changed: the formulas below "
    "follow them. Blue figures are those of the quote and lead to the answer that they stand in. "
    "The agents of channels in which somebody waits come from Erlang C, which is no formula: they "
    "stay as they were exported, and so does the way in which an hour is read. "
    f"{LOADED_RATE_NOTE}"
)


def write_cost(
    book: Book,
    disclosure: Disclosure,
    layout: ScorecardLayout,
    costs: Costs,
    answers_at: Mapping[tuple[str, str], str],
) -> None:
    """Writes the sheet.

    `costs` are those of the evaluation's selection. `answers_at` is where an answer stands, as
    (candidate id, question id) → address with the sheet's name.
    """
    evaluation = disclosure.evaluation
    selection, catalogue = evaluation.selection, evaluation.catalogue
    names = dict(zip((c.id for c in evaluation.candidates), disclosure.names, strict=True))
    order = [
        evaluation.candidates[r].id
        for r in layout.candidate_order
        if evaluation.candidates[r].id in costs.by_candidate
    ]
    pages = max(1, -(-len(order) // CANDIDATES_A_PAGE))
    sheet = book.sheet(SHEET_NAME, header_row=0, pages_wide=pages)
    sheet.worksheet.repeat_columns(LABEL_COLUMN, UNIT_COLUMN)
    sheet.widths((*WIDTHS, *(CANDIDATE_WIDTH,) * max(2 * len(order), LAST_TEXT_COLUMN - 2)))
    tables = Tables(book, sheet, catalogue, costs, names)
    row = _heading(book, sheet, tables, costs)
    commercial = catalogue.commercial
    if commercial is None or not order:
        return
    facts = dict(facts_of(selection, catalogue, costs.by_candidate))
    blocks = _lines(commercial, costs, list(facts.values()), disclosure)
    inputs = _inputs(commercial, has_service=any(f.service for f in facts.values()))
    orders_row = row + 1
    inputs_row = orders_row + len(order) + 3
    grid_row = inputs_row + len(inputs) + 3
    grid = Grid(
        book=book,
        sheet=sheet,
        row_of={line.key: grid_row + 2 + n for n, line in enumerate(blocks)},
        look_of={line.key: line for line in blocks},
        inputs=_input_cells(inputs, inputs_row + 1),
        answers_at=answers_at,
    )
    _remember(grid, inputs)
    tables.section(row, "Three orders", len(ORDER_HEADINGS) - 1)
    orders = [(costs.by_candidate[i], _origins(grid, place)) for place, i in enumerate(order)]
    write_orders(tables, orders_row, orders)
    tables.section(inputs_row - 1, "Figures that nobody stated: change them here", HIGH)
    tables.inputs(inputs_row, inputs)
    _grid_heading(book, sheet, grid_row, [names[i] for i in order])
    _write_labels(book, sheet, blocks, grid, [names[i] for i in order])
    sheet.worksheet.freeze_panes(1, FROM_COLUMN)
    for place, candidate_id in enumerate(order):
        column = Column(grid, place, candidate_id)
        _fill(column, facts.get(candidate_id), blocks, commercial)
    grid.set_heights()
    row = grid_row + 2 + len(blocks) + 1
    sheet.worksheet.set_h_pagebreaks([row])
    row = write_interaction_types(tables, row, order, selection.brief, TEXT_CHARACTERS) + 1
    row = _in_house(tables, costs, order, grid, row)
    row = _words(tables, order, row)
    write_references(tables, row, cost_references(catalogue, costs), TEXT_CHARACTERS)


def _origins(grid: Grid, place: int) -> Origins:
    """Where in the grid the figures of the orders stand."""
    first, exchange = (grid.address(key, place, "low") for key in ("first", "exchange"))
    rate_low, rate_high = (grid.address("rate", place, side) for side in SIDES)
    if "each" not in grid.row_of:
        return Origins(f"{first}*{exchange}", (rate_low, rate_high))
    each_low, each_high = (grid.address("each", place, side) for side in SIDES)
    return Origins(f"{first}*{exchange}", (rate_low, rate_high), (each_low, each_high))


def _heading(book: Book, sheet: Sheet, tables: Tables, costs: Costs) -> int:
    sheet.text(0, 0, f"What it costs: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    grey = book.style(font_color=GREY_TEXT)
    line = f"{book.heading.standing}. {book.heading.revision_line}. Amounts in {costs.currency}."
    sheet.text(1, 0, line, grey)
    sentence = cost_sentence(costs, tables.names)
    strong = book.style(bold=True, font_size=12, text_wrap=True)
    lines = lines_needed(sentence, TEXT_CHARACTERS * 0.8) + 1
    sheet.paragraph(2, LAST_TEXT_COLUMN, sentence, strong, lines)
    return tables.note(3, HOW_TO_READ, TEXT_CHARACTERS) + 1


def _lines(
    commercial: Commercial, costs: Costs, facts: Sequence[QuoteFacts], disclosure: Disclosure
) -> tuple[Line, ...]:
    """All rows of the grid."""
    catalogue = disclosure.evaluation.catalogue
    questions = {question.id: question.label for question in catalogue.questions}
    asked = commercial.questions.rate_parts
    labels = {
        part.id: catalogue.option_labels.get((asked, part.id), part.id) for part in commercial.parts
    }
    lines = rate_lines(commercial, labels, questions, costs.currency)
    served = next((f.service for f in facts if f.service is not None), None)
    if served is None:
        return lines
    counted = counted_units(facts)
    return (
        *lines,
        *channel_lines(served.channels, counted, commercial, questions, costs.currency),
        *contract_lines(commercial, questions, costs.currency),
    )


def _inputs(
    commercial: Commercial, *, has_service: bool
) -> tuple[tuple[str, AssumedFigure, str], ...]:
    """Figures that hold for all, by the name in formulas."""
    assumed = commercial.assumptions
    occupancy = (
        ("in:occupancy_asynchronous", assumed.occupancy_asynchronous_pct, SHARE)
        if has_service
        else ("in:occupancy", assumed.occupancy_without_volumes_pct, SHARE)
    )
    return (
        ("in:hidden", assumed.hidden_share_pct, SHARE),
        ("in:shrinkage", assumed.shrinkage_not_stated_pct or assumed.shrinkage_pct, SHARE),
        occupancy,
        ("in:post", assumed.paid_hours_per_fte_month, COUNT),
    )


def _input_cells(
    inputs: Sequence[tuple[str, AssumedFigure, str]], first_row: int
) -> dict[tuple[str, str], str]:
    return {
        (name, side): f"${column_letters(column)}${first_row + n + 1}"
        for n, (name, _, _) in enumerate(inputs)
        for side, column in (("low", LOW), ("high", HIGH))
    }


def _remember(grid: Grid, inputs: Sequence[tuple[str, AssumedFigure, str]]) -> None:
    for name, figure, look in inputs:
        scale = 0.01 if look == SHARE else 1.0
        grid.values[name, 0, "low"] = figure.low * scale
        grid.values[name, 0, "high"] = figure.high * scale


def _grid_heading(book: Book, sheet: Sheet, row: int, names: Sequence[str]) -> None:
    header = book.header_style()
    centred = book.header_style(centred=True)
    for at in (row, row + 1):
        for column in range(FIRST_COLUMN):
            sheet.blank(at, column, header)
    sheet.texts(row + 1, ["Figure", "From", "Unit"], header)
    for place, name in enumerate(names):
        first = FIRST_COLUMN + 2 * place
        sheet.worksheet.merge_range(row, first, row, first + 1, "", centred)
        sheet.text(row, first, name, centred)
        sheet.text(row + 1, first, "low", centred)
        sheet.text(row + 1, first + 1, "high", centred)
    sheet.height(row, max(lines_needed(name, 2 * CANDIDATE_WIDTH - 2) for name in names))


def _write_labels(
    book: Book, sheet: Sheet, lines: Sequence[Line], grid: Grid, names: Sequence[str]
) -> None:
    band = book.style(bold=True, bg_color=BAND_FILL, font_color=HEADER_FILL)
    for line in lines:
        row = grid.row_of[line.key]
        if line.is_section or line.key == "parts_head":
            for column in range(FIRST_COLUMN + 2 * len(names)):
                sheet.blank(row, column, band)
            sheet.texts(row, [line.label, line.origin, line.unit], band)
            if line.is_section:
                # Whoever has scrolled down still sees whose figures these are.
                for place, name in enumerate(names):
                    sheet.text(row, FIRST_COLUMN + 2 * place, _short(name), band)
            continue
        look: dict[str, object] = {"bottom": 1, "bottom_color": "#E3E3E3", "text_wrap": True}
        if line.is_result:
            look |= {"bold": True, "top": 1}
        plain = book.style(**look)
        grey = book.style(**(look | {"font_color": GREY_TEXT, "bold": False}))
        sheet.text(row, LABEL_COLUMN, line.label, plain)
        sheet.text(row, FROM_COLUMN, line.origin, grey)
        if line.key.startswith("part:"):
            share = book.style(**(look | {"num_format": SHARE, "font_color": GREY_TEXT}))
            sheet.number(row, UNIT_COLUMN, float(line.unit), share)
        else:
            sheet.text(row, UNIT_COLUMN, line.unit, grey)
        shown = (line.label, line.origin, "" if line.key.startswith("part:") else line.unit)
        for text, width in zip(shown, WIDTHS, strict=True):
            grid.needs(line.key, text, width)


def _short(name: str) -> str:
    """A name that fits into the two columns of its candidate."""
    line, most = one_line(name), int(2 * CANDIDATE_WIDTH) - 4
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _fill(
    column: Column, facts: QuoteFacts | None, lines: Sequence[Line], commercial: Commercial
) -> None:
    """One candidate's figures; dashes where there are none."""
    filled: set[str] = set()
    if facts is not None:
        fill_rate(column, facts, commercial)
        filled = {line.key for line in lines[: lines.index(_last_of_rate(lines)) + 1]}
        if facts.service is not None:
            fill_service(column, facts, facts.service, commercial)
            return
    for line in lines:
        if line.key not in filled and not line.is_section and line.key != "parts_head":
            column.nothing(line.key)


def _last_of_rate(lines: Sequence[Line]) -> Line:
    return next(line for line in lines if line.key == "rate")


def _in_house(tables: Tables, costs: Costs, order: Sequence[str], grid: Grid, row: int) -> int:
    if costs.in_house is None:
        return row
    row = tables.section(row, "Today's own team at the same volumes")
    row, team = tables.in_house(row, costs.in_house)
    if not any(cost.savings for cost in costs.candidates):
        return row + 1
    row = tables.section(row + 1, "Savings, for resolving as many contacts as today")
    row = tables.savings(row, order, grid, team)
    note = f"Saved a month follows the formulas; the other figures stand {AS_EXPORTED}."
    return tables.note(row, note, TEXT_CHARACTERS) + 1


def _words(tables: Tables, order: Sequence[str], row: int) -> int:
    widths = (WIDTHS[0] - 2, WIDTHS[1] - 2, TEXT_CHARACTERS - WIDTHS[0] - WIDTHS[1] - 4)
    gaps = tables.gaps(order)
    if gaps:
        row = tables.section(row, "Not stated, or not fitting together")
        row = tables.listed(row, ("Who", "What", "Why, and what to ask"), gaps, widths) + 1
    assumptions = tables.assumptions(order)
    if assumptions:
        row = tables.section(row, "What nobody stated and was taken from the data or the brief")
        headings = ("Figure", "Taken as", "Why, and from where")
        row = tables.listed(row, headings, assumptions, widths) + 1
    return row
