"""What each type of contact takes and costs with each candidate, on the sheet of costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scorecard.commercial import ServiceCost, TypeCost
from scorecard.cost_words import same_types_sentence
from scorecard.excel.book import lines_needed
from scorecard.excel.cost_matrix import COUNT, FROM_COLUMN, LABEL_COLUMN, MONEY, WHOLE_MONEY
from scorecard.excel.cost_tables import AS_EXPORTED, Tables
from scorecard.excel.scorecard_layout import column_letters
from scorecard.model import Brief

if TYPE_CHECKING:
    from xlsxwriter.format import Format

TITLE = "By interaction type, as exported"
HEADINGS = (
    "Candidate", "Interaction type", "Contacts a month, as exported", "Resolved, as exported",
    "Hours of handling, as exported", "Cost of the month, as exported, low", "high, as exported",
    "Per resolved contact, low", "high",
)  # fmt: skip
ALL_TYPES = "All types"
CONTACTS, RESOLVED, HOURS, LOW, HIGH, EACH_LOW, EACH_HIGH = range(2, 9)
NOTE = (
    f"Contacts, hours and months stand {AS_EXPORTED}. A month divided by its resolved contacts is "
    "the cost of one, without the one-off fees, seasons and indexation of the contract."
)


def write_interaction_types(
    tables: Tables, row: int, order: Sequence[str], brief: Brief, width_characters: float
) -> int:
    """Writes the table from `row` on and returns the next free row.

    Nothing where no cost of a service is known. `order` are candidate ids.
    """
    served = [
        (tables.names[candidate_id], service)
        for candidate_id in order
        if (service := tables.costs.by_candidate[candidate_id].service) is not None
    ]
    if not served:
        return row
    row = tables.section(row, TITLE)
    row = tables.note(row, f"{NOTE} {same_types_sentence(brief)}".strip(), width_characters)
    tables.sheet.texts(row, HEADINGS[:CONTACTS], tables.book.header_style())
    centred = tables.book.header_style(centred=True)
    tables.sheet.texts(row, HEADINGS[CONTACTS:], centred, column=CONTACTS)
    tables.sheet.height(row, 3)
    row += 1
    for name, service in served:
        row = _candidate(tables, row, name, service)
    return row


def _candidate(tables: Tables, row: int, name: str, service: ServiceCost) -> int:
    first = row
    for cost in service.interaction_types:
        _texts(tables, row, name, cost.interaction_type, is_sum=False)
        figures = (
            *(cost.contacts, cost.resolved, cost.productive_hours),
            *(cost.month.low, cost.month.high),
        )
        for column, figure in enumerate(figures, start=CONTACTS):
            look = COUNT if column < LOW else WHOLE_MONEY
            tables.sheet.number(row, column, figure, _style(tables, look, is_sum=False))
        _each(tables, row, cost, is_sum=False)
        row += 1
    if len(service.interaction_types) > 1:
        _sum(tables, row, name, first, service)
        row += 1
    return row


def _sum(tables: Tables, row: int, name: str, first: int, service: ServiceCost) -> None:
    """The row of all types; the sheet adds them up, which gives the month further above."""
    _texts(tables, row, name, ALL_TYPES, is_sum=True)
    types = service.interaction_types
    whole = TypeCost(
        interaction_type=ALL_TYPES,
        channel="",
        contacts=sum(cost.contacts for cost in types),
        resolved=sum(cost.resolved for cost in types),
        productive_hours=sum(cost.productive_hours for cost in types),
        month=service.month,
        per_resolved=service.per_resolved_month,
    )
    results = (
        *(whole.contacts, whole.resolved, whole.productive_hours),
        *(whole.month.low, whole.month.high),
    )
    for column, cached in enumerate(results, start=CONTACTS):
        letters = column_letters(column)
        look = COUNT if column < LOW else WHOLE_MONEY
        formula = f"=SUM({letters}{first + 1}:{letters}{row})"
        tables.sheet.formula(row, column, formula, cached, _style(tables, look, is_sum=True))
    _each(tables, row, whole, is_sum=True)


def _each(tables: Tables, row: int, cost: TypeCost, *, is_sum: bool) -> None:
    style = _style(tables, MONEY, is_sum=is_sum)
    resolved = f"{column_letters(RESOLVED)}{row + 1}"
    for column, month, cached in (
        (EACH_LOW, LOW, cost.per_resolved.low),
        (EACH_HIGH, HIGH, cost.per_resolved.high),
    ):
        formula = f"={column_letters(month)}{row + 1}/{resolved}"
        tables.sheet.formula(row, column, formula, cached, style)


def _texts(tables: Tables, row: int, name: str, type_name: str, *, is_sum: bool) -> None:
    look: dict[str, object] = {"text_wrap": True, "bottom": 1, "bottom_color": "#E3E3E3"}
    style = tables.book.style(**(look | ({"bold": True} if is_sum else {})))
    tables.sheet.text(row, LABEL_COLUMN, name, style)
    tables.sheet.text(row, FROM_COLUMN, type_name, style)
    tables.sheet.height(row, max(lines_needed(name, 32), lines_needed(type_name, 34)))


def _style(tables: Tables, look: str, *, is_sum: bool) -> Format:
    line: dict[str, object] = {"bottom": 1, "bottom_color": "#E3E3E3", "align": "right"}
    return tables.book.style(num_format=look, **(line | ({"bold": True} if is_sum else {})))
