"""Figures derived from one candidate's answers, by name.

Each takes the ids of the questions that it reads, the case and its parameters, and returns a
number with a detail in words; the number is None where the answers do not determine it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from scorecard.catalogue import (
    AllOf,
    AnyOf,
    Catalogue,
    Compare,
    Condition,
    DerivedValue,
    FigureReference,
)
from scorecard.facts.case import Case
from scorecard.facts.figure import UNKNOWN, Figure
from scorecard.facts.quote_figures import (
    FIGURE_OF_WORKLOAD,
    hourly_against_the_template,
    minimum_volume_of_trough_pct,
    price_below_peers_pct,
    price_of_workload_below_peers_pct,
)
from scorecard.model import Row

Computation = Callable[[FigureReference, Case], Figure]


def derive(reference: FigureReference, case: Case) -> Figure:
    """Computes the named figure; KeyError when there is no figure of that name."""
    return _FIGURES[reference.name](reference, case)


def figure_names() -> tuple[str, ...]:
    """Every figure that the catalogue may name."""
    return tuple(_FIGURES)


def unknown_figures(catalogue: Catalogue) -> tuple[str, ...]:
    """Figures that a catalogue names and that do not exist here, each with who names it."""
    named = [
        (criterion.id, item.value.figure.name)
        for criterion in catalogue.criteria
        for item in criterion.inputs
        if isinstance(item.value, DerivedValue)
    ]
    conditions = [(rule.id, rule.raised_when) for rule in catalogue.red_flags]
    conditions += [(gate.id, gate.passes_when) for gate in catalogue.gates]
    named += [(owner, name) for owner, c in conditions for name in figures_read(c)]
    return tuple(
        f"'{owner}' names the figure '{name}', which does not exist"
        for owner, name in named
        if name not in _FIGURES
    )


def figures_read(condition: Condition) -> list[str]:
    """The names of the figures that a condition reads."""
    if isinstance(condition, AnyOf | AllOf):
        return [name for part in condition.conditions for name in figures_read(part)]
    if isinstance(condition, Compare) and condition.figure is not None:
        return [condition.figure.name]
    return []


def _texts(reference: FigureReference, parameter: str) -> tuple[str, ...]:
    value = reference.parameters[parameter]
    return value if isinstance(value, tuple) else (str(value),)


def _matches(row: Row, where: tuple[str, ...]) -> bool:
    return all(
        str(row.get(column)) == wanted for column, wanted in (w.split("=", 1) for w in where)
    )


def _name(row: Row, question: str, case: Case) -> str:
    for column in ("account", "document_type", "part"):
        if row.get(column):
            return case.label(question, str(row[column]))
    return "unnamed"


def _named(rows: list[Row], question: str, case: Case) -> str:
    return ", ".join(_name(row, question, case) for row in rows)


def _rows_where_count(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    found = [row for row in rows if _matches(row, _texts(reference, "where"))]
    return Figure(float(len(found)), _named(found, reference.reads[0], case))


def _is_undecided(row: Row, where: tuple[str, ...]) -> bool:
    """Whether a cell that is blank decides if the row is one of those that are meant."""
    pairs = [w.split("=", 1) for w in where]
    filled = [(column, wanted) for column, wanted in pairs if row.get(column) not in (None, "")]
    others_hold = all(str(row[column]) == wanted for column, wanted in filled)
    return others_hold and len(filled) < len(pairs)


def _rows_where_pct(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    where = _texts(reference, "where")
    undecided = [row for row in rows if _is_undecided(row, where)]
    if undecided:
        # Counting a blank as a no would be a silent 0; leaving its row out would reward blanks.
        return Figure(None, f"not stated for {_named(undecided, reference.reads[0], case)}")
    found = [row for row in rows if _matches(row, where)]
    return Figure(
        100.0 * len(found) / len(rows) if rows else 0.0, _named(found, reference.reads[0], case)
    )


def _numbers(rows: tuple[Row, ...], column: str) -> list[tuple[float, Row]]:
    return [(float(v), row) for row in rows if isinstance(v := row.get(column), float | int)]


def _largest_in_column(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    numbers = _numbers(rows, _texts(reference, "column")[0])
    if not numbers:
        return Figure(0.0, "nothing listed")
    number, row = max(numbers, key=lambda pair: pair[0])
    return Figure(number, _name(row, reference.reads[0], case))


def _change_over_rows(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    numbers = _numbers(rows, _texts(reference, "column")[0])
    if len(numbers) < 2:
        return UNKNOWN
    first, last = numbers[0][0], numbers[-1][0]
    return Figure(last - first, f"from {first:g} to {last:g}")


def _rate_parts_stated_pct(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    parts, stated = _texts(reference, "parts"), _texts(reference, "stated")
    given = {str(row.get("part")) for row in rows if str(row.get("treatment")) in stated}
    question = reference.reads[0]
    missing = [case.label(question, part) for part in parts if part not in given]
    return Figure(
        100.0 * (len(parts) - len(missing)) / len(parts),
        f"missing: {', '.join(missing)}" if missing else "all parts stated",
    )


def _proven_share_pct(reference: FigureReference, case: Case) -> Figure:
    seats, rows = case.number(reference.reads[0]), case.rows(reference.reads[1])
    if seats is None or rows is None or seats <= 0:
        return UNKNOWN
    proven = max((agents for agents, _ in _numbers(rows, "agents")), default=0.0)
    return Figure(100.0 * proven / seats, f"{proven:g} agents proven, {seats:g} promised")


def _beyond_proven_ramp(reference: FigureReference, case: Case) -> Figure:
    seats, weeks = case.number(reference.reads[0]), case.number(reference.reads[1])
    rows = case.rows(reference.reads[2])
    if seats is None or weeks is None or rows is None:
        return UNKNOWN
    proven = any(
        isinstance(a := row.get("agents"), float | int)
        and isinstance(w := row.get("weeks"), float | int)
        and a >= seats
        and w <= weeks
        for row in rows
    )
    undated = any(
        isinstance(a := row.get("agents"), float | int) and a >= seats and row.get("weeks") is None
        for row in rows
    )
    if not proven and undated:
        # A ramp as large is shown without its weeks: whether it was as quick is not known.
        return UNKNOWN
    largest = max(_numbers(rows, "agents"), key=lambda pair: pair[0], default=None)
    if largest is None:
        return Figure(1.0, "no ramp has been shown")
    stated = largest[1].get("weeks")
    time = f"{stated:g} weeks" if isinstance(stated, float | int) else "an unstated time"
    return Figure(0.0 if proven else 1.0, f"the largest shown is {largest[0]:g} agents in {time}")


def _day(row: Row, column: str) -> date | None:
    cell = row.get(column)
    return date.fromisoformat(cell) if isinstance(cell, str) and cell else None


def _is_specific(row: Row) -> bool:
    return bool(str(row.get("scope") or "").strip()) and bool(row.get("issued_on"))


def _is_expired(row: Row, as_of: date) -> bool:
    expires_on = _day(row, "expires_on")
    return expires_on is not None and expires_on < as_of


def document_is_valid(row: Row, as_of: date) -> bool:
    """Whether a row of compliance documents shows a document: held, with scope, date, in force."""
    return row.get("held") == "yes" and _is_specific(row) and not _is_expired(row, as_of)


def _specific_documents_pct(reference: FigureReference, case: Case) -> Figure:
    rows = case.rows(reference.reads[0])
    if rows is None:
        return UNKNOWN
    expected = dict.fromkeys((*_texts(reference, "expected"), *case.brief.compliance_needed))
    shown = {
        str(row.get("document_type"))
        for row in rows
        if document_is_valid(row, case.as_of) and str(row.get("issuer") or "").strip()
    }
    question = reference.reads[0]
    missing = [case.label(question, kind) for kind in expected if kind not in shown]
    return Figure(
        100.0 * (len(expected) - len(missing)) / len(expected),
        f"not shown: {', '.join(missing)}" if missing else "all shown",
    )


def _count_held(
    reference: FigureReference, case: Case, is_counted: Callable[[Row], bool]
) -> Figure:
    question = reference.reads[0]
    rows = case.rows(question)
    if rows is None:
        return UNKNOWN
    counted = [row for row in rows if row.get("held") == "yes" and is_counted(row)]
    return Figure(float(len(counted)), _named(counted, question, case))


def _expired_documents_count(reference: FigureReference, case: Case) -> Figure:
    return _count_held(reference, case, lambda row: _is_expired(row, case.as_of))


def _off_site_documents_count(reference: FigureReference, case: Case) -> Figure:
    return _count_held(reference, case, lambda row: row.get("covers_site") == "no")


def _unspecific_documents_count(reference: FigureReference, case: Case) -> Figure:
    return _count_held(reference, case, lambda row: not _is_specific(row))


def _attrition_contradiction(reference: FigureReference, case: Case) -> Figure:
    cohort, annual = case.number(reference.reads[0]), case.number(reference.reads[1])
    if cohort is None or annual is None:
        return UNKNOWN
    definition = case.answer(reference.reads[2]).value
    impossible = (annual == 0 and cohort > 0) or (definition == "cohort_loss" and annual < cohort)
    return Figure(1.0 if impossible else 0.0, f"{cohort:g} % in 120 days, {annual:g} % in a year")


_FIGURES: dict[str, Computation] = {
    "rows_where_count": _rows_where_count,
    "rows_where_pct": _rows_where_pct,
    "largest_in_column": _largest_in_column,
    "change_over_rows": _change_over_rows,
    "rate_parts_stated_pct": _rate_parts_stated_pct,
    "proven_share_pct": _proven_share_pct,
    "beyond_proven_ramp": _beyond_proven_ramp,
    "specific_documents_pct": _specific_documents_pct,
    "expired_documents_count": _expired_documents_count,
    "off_site_documents_count": _off_site_documents_count,
    "unspecific_documents_count": _unspecific_documents_count,
    "attrition_contradiction": _attrition_contradiction,
    "price_below_peers_pct": price_below_peers_pct,
    FIGURE_OF_WORKLOAD: price_of_workload_below_peers_pct,
    "minimum_volume_of_trough_pct": minimum_volume_of_trough_pct,
    "hourly_against_the_template": hourly_against_the_template,
}
