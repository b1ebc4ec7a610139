"""Moving the anchors of one question: type, see whose value changes, then apply with a reason."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.catalogue import (
    ChecklistValue,
    Criterion,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    Question,
)
from scorecard.evaluation import evaluate
from scorecard.ui.number_field import show_number
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_anchor_draft import (
    Draft,
    Place,
    add_anchor,
    apply,
    draft_of,
    put_value,
    redraw,
    remove_anchor,
    shipped_value,
    typed_cells,
    unclear_cells,
    unit_of,
)
from scorecard.ui.weights_anchors import (
    PERFORMANCE,
    VALUE,
    Movable,
    catalogue_with,
    cells_of,
    changed_values,
    field,
    problems_of,
    rows_in,
    with_cells,
)
from scorecard.ui.weights_result import show_result
from scorecard.ui.weights_words import ranking_change

NAMES_AT_MOST = 6
CELL_WIDTH_PX = 170


def show_anchor_form(
    opened: OpenSelection, criterion: Criterion, index: int, item: CriterionInput
) -> None:
    """A fold in which the anchors are typed over, checked, previewed and applied."""
    if not isinstance(item.value, PointsValue | DerivedValue | LevelsValue | ChecklistValue):
        return
    place = Place(opened.id, criterion.id, index)
    show_result(opened.id, place.field, partial(put_value, place))
    fold = st.expander(
        "Move the anchors"
        if isinstance(item.value, PointsValue | DerivedValue)
        else "Change values",
        key=f"{place.key}:fold",
        icon=":material/tune:",
        on_change="rerun",
    )
    if not fold.open:
        return
    question = opened.catalogue.questions_by_id[item.question]
    unit = item.value.unit if isinstance(item.value, DerivedValue) else question.unit
    with fold:
        draft = draft_of(place, item.value, unit)
        problems = problems_of(item.value, typed_cells(place, draft))
        problems |= unclear_cells(place, draft)
        if isinstance(item.value, PointsValue | DerivedValue):
            _show_points(place, draft, unit, problems)
        else:
            _show_options(place, draft, question, problems)
        _show_shipped(opened, place, draft)
        if not problems:
            _show_preview(opened, place, item.value, typed_cells(place, draft))


def _show_cell(place: Place, draft: Draft, cell: str, label: str, problem: str) -> None:
    with st.container(width=CELL_WIDTH_PX, gap="xsmall"):
        show_number(
            label,
            key=place.cell_key(draft, cell),
            shown=draft.cells[cell],
            unit=unit_of(draft, cell),
        )
        if problem:
            st.markdown(f":red[:material/error: {literal(problem)}]")


def _show_points(place: Place, draft: Draft, unit: str, problems: dict[str, str]) -> None:
    rows = rows_in(draft.cells)
    for row in range(rows):
        with st.container(horizontal=True, vertical_alignment="top"):
            performance, worth = field(row, PERFORMANCE), field(row, VALUE)
            label = f"Anchor {row + 1}: answer ({literal(unit)})"
            _show_cell(place, draft, performance, label, problems.get(performance, ""))
            _show_cell(
                place, draft, worth, f"Anchor {row + 1}: value (0–100)", problems.get(worth, "")
            )
            if rows > 2:
                with st.container(width="content", gap=None):
                    st.space(28)
                    st.button(
                        "Remove",
                        key=f"{place.cell_key(draft, performance)}:remove",
                        icon=":material/close:",
                        help=f"Remove anchor {row + 1}",
                        type="tertiary",
                        on_click=remove_anchor,
                        args=(place, draft, row),
                    )
    st.button(
        "Add an anchor",
        key=f"{place.key}:add",
        icon=":material/add:",
        type="tertiary",
        on_click=add_anchor,
        args=(place, draft),
    )


def _show_options(place: Place, draft: Draft, question: Question, problems: dict[str, str]) -> None:
    what = "Points" if isinstance(draft.stored, ChecklistValue) else "Value"
    for option in draft.cells:
        with st.container(horizontal=True, vertical_alignment="center"):
            _show_cell(
                place,
                draft,
                option,
                f"{what}: {literal(question.option_label(option))}",
                problems.get(option, ""),
            )
            st.caption(literal(question.option_label(option)))


def _show_shipped(opened: OpenSelection, place: Place, draft: Draft) -> None:
    shipped = shipped_value(place)
    if shipped is None or type(shipped) is not type(draft.stored):
        return
    if cells_of(shipped) == typed_cells(place, draft):
        return
    st.button(
        "Fill in the catalogue's own",
        key=f"{place.key}:shipped",
        icon=":material/restart_alt:",
        type="tertiary",
        on_click=redraw,
        args=(place, draft, cells_of(shipped)),
    )


def _show_preview(
    opened: OpenSelection, place: Place, stored: Movable, cells: dict[str, float | None]
) -> None:
    """Whose value changes, before anything is applied; then the reason and the button."""
    if cells == cells_of(stored):
        st.caption("Nothing is changed yet. Type over a number to see whose value it changes.")
        return
    moved = catalogue_with(
        opened.catalogue, place.criterion_id, place.index, with_cells(stored, cells)
    )
    after = evaluate(opened.selection, moved, as_of=opened.evaluation.as_of)
    changes = changed_values(opened.evaluation, after, place.criterion_id)
    if changes:
        told = [
            f"- {literal(c.name)}: {c.before:.1f} → {c.after:.1f}" for c in changes[:NAMES_AT_MOST]
        ]
        if len(changes) > NAMES_AT_MOST:
            told.append(f"- and {len(changes) - NAMES_AT_MOST} more")
        st.markdown("**Values on this criterion that would change**\n" + "\n".join(told))
        st.markdown(literal(ranking_change(opened.evaluation, after)))
    else:
        st.markdown("**No candidate's value would change.**")
    needed = opened.selection.is_answered
    st.text_area(
        "Why the anchors are moved" if needed else "Why the anchors are moved (optional)",
        key=f"{place.key}:reason",
        help="Answers are recorded already: the history keeps the reason." if needed else None,
        height=80,
    )
    st.button(
        "Apply",
        key=f"{place.key}:apply",
        type="primary",
        icon=":material/check:",
        on_click=apply,
        args=(place, opened.selection.version),
    )
