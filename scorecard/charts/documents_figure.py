"""The figure of compliance documents: marks at their expiry on a time axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.documents_reading import Document, DocumentState
from scorecard.charts.layout import (
    ONE_LINE_CHARACTERS,
    SMALL_FONT_PX,
    Axes,
    draw,
    note,
    number_axis,
    row_axis,
)
from scorecard.charts.legend import Key
from scorecard.charts.palette import GREEN, INK, ORANGE, PURPLE, SKY, VERMILLION
from scorecard.charts.wording import day_words, hover, label

# Up to so many candidates every document has a row of its own.
_CANDIDATES_IN_DETAIL = 8
_EARLIEST, _LATEST = timedelta(days=3 * 365), timedelta(days=4 * 365)
_MARGIN = timedelta(days=60)
_GUTTER = 0.18
_MARK_PX = 10
_GUTTER_GAP = 0.02

_MARKS: dict[DocumentState, dict[str, Any]] = {
    DocumentState.IN_FORCE: {"symbol": "circle", "color": GREEN},
    DocumentState.EXPIRED: {"symbol": "triangle-down", "color": VERMILLION},
    DocumentState.UNSPECIFIC: {"symbol": "square-open", "color": ORANGE, "line": {"width": 3}},
    DocumentState.OFF_SITE: {"symbol": "diamond-open", "color": PURPLE, "line": {"width": 3}},
    DocumentState.IN_PROGRESS: {"symbol": "triangle-up-open", "color": SKY, "line": {"width": 2}},
    DocumentState.NOT_HELD: {"symbol": "x-thin", "color": INK, "line": {"color": INK, "width": 3}},
    DocumentState.NOT_LISTED: {
        "symbol": "circle-x-open",
        "color": VERMILLION,
        "line": {"width": 2},
    },
    DocumentState.UNKNOWN: {"symbol": "circle-open", "color": INK, "line": {"width": 1.5}},
}


_CHARACTERS = {
    DocumentState.IN_FORCE: "●",
    DocumentState.EXPIRED: "▼",
    DocumentState.UNSPECIFIC: "□",
    DocumentState.OFF_SITE: "◇",
    DocumentState.IN_PROGRESS: "△",
    DocumentState.NOT_HELD: "×",
    DocumentState.NOT_LISTED: "⊗",
    DocumentState.UNKNOWN: "○",
}


@dataclass(frozen=True)
class _Rows:
    """Where each document stands, and the labels of all rows."""

    labels: tuple[str, ...]
    places: tuple[int, ...]
    is_detailed: bool


@dataclass(frozen=True)
class _Placed:
    """A document, its row and, where it has no expiry date, its place across the left column."""

    document: Document
    place: int
    across: float


def documents_figure(documents: Sequence[Document], as_of: date) -> go.Figure:
    """The figure for at least one document, seen from `as_of`."""
    rows = _rows(documents)
    placed = _placed(documents, rows)
    traces: list[Any] = [_terms(placed, as_of)] if rows.is_detailed else []
    for state in DocumentState:
        traces += _marks(state, [one for one in placed if one.document.state is state], as_of)
    low, high = _span(documents, as_of)
    today = {
        "type": "line",
        "xref": "x2",
        "yref": "paper",
        "x0": as_of.isoformat(),
        "x1": as_of.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 2, "dash": "dash"},
    }
    return draw(
        traces,
        plot_height_px=len(rows.labels) * 22 + 8,
        head_px=34,
        keys=[
            Key(_CHARACTERS[state], str(_MARKS[state]["color"]), state.value)
            for state in DocumentState
            if any(document.state is state for document in documents)
        ],
        shapes=[today],
        annotations=[
            note(day_words(as_of), x=as_of.isoformat(), xref="x2", y=1.0, yref="paper"),
            note("no expiry<br>date", x=0, xref="paper", y=1.0, yref="paper", xanchor="left"),
        ],
        axes=Axes(
            x=number_axis(-1, 1, domain=[0, _GUTTER - _GUTTER_GAP], showticklabels=False, nticks=1)
            | {"showgrid": False},
            second_x=number_axis(0, 1, domain=[_GUTTER, 1.0], anchor="y", type="date")
            | {"range": [low.isoformat(), high.isoformat()], "tickformat": "%Y", "dtick": "M12"},
            y=row_axis(rows.labels)
            | {"tickfont": {"color": INK, "size": SMALL_FONT_PX}, "showgrid": False},
        ),
    )


def _rows(documents: Sequence[Document]) -> _Rows:
    candidates = dict.fromkeys(document.candidate.id for document in documents)
    names = {document.candidate.id: document.candidate.name for document in documents}
    if len(candidates) > _CANDIDATES_IN_DETAIL:
        places = {candidate_id: place for place, candidate_id in enumerate(candidates)}
        return _Rows(
            tuple(
                label(names[candidate_id], ONE_LINE_CHARACTERS, 1) for candidate_id in candidates
            ),
            tuple(places[document.candidate.id] for document in documents),
            is_detailed=False,
        )
    labels: list[str] = []
    places_of_documents: list[int] = []
    previous = ""
    for document in documents:
        if document.candidate.id != previous:
            labels.append(f"<b>{label(document.candidate.name, 22, 1)}</b>")
            previous = document.candidate.id
        places_of_documents.append(len(labels))
        labels.append(label(document.title, 22, 1))
    return _Rows(tuple(labels), tuple(places_of_documents), is_detailed=True)


def _placed(documents: Sequence[Document], rows: _Rows) -> list[_Placed]:
    """Every document with its row; what has no expiry stands beside others of the same row."""
    in_row: Counter[int] = Counter()
    placed = []
    for document, place in zip(documents, rows.places, strict=True):
        across = 0.0
        if not rows.is_detailed and document.expires_on is None:
            across = -0.75 + 0.5 * min(in_row[place], 3)
            in_row[place] += 1
        placed.append(_Placed(document, place, across))
    return placed


def _span(documents: Sequence[Document], as_of: date) -> tuple[date, date]:
    days = [as_of, *(d for x in documents for d in (x.issued_on, x.expires_on) if d is not None)]
    return _within(min(days), as_of) - _MARGIN, _within(max(days), as_of) + _MARGIN


def _within(day: date, as_of: date) -> date:
    """The day, moved to the edge of what is drawn when it is many years away."""
    return max(as_of - _EARLIEST, min(as_of + _LATEST, day))


def _terms(placed: Sequence[_Placed], as_of: date) -> go.Scatter:
    """Thin lines from issue to expiry."""
    x: list[str | None] = []
    y: list[int | None] = []
    for one in placed:
        document = one.document
        if document.issued_on is not None and document.expires_on is not None:
            x += [
                _within(document.issued_on, as_of).isoformat(),
                _within(document.expires_on, as_of).isoformat(),
                None,
            ]
            y += [one.place, one.place, None]
    return go.Scatter(
        x=x,
        y=y,
        xaxis="x2",
        mode="lines",
        line={"color": INK, "width": 1.5},
        hoverinfo="skip",
    )


def _marks(state: DocumentState, placed: Sequence[_Placed], as_of: date) -> list[go.Scatter]:
    dated = [one for one in placed if one.document.expires_on is not None]
    undated = [one for one in placed if one.document.expires_on is None]
    traces: list[go.Scatter] = []
    for axis, marked in (("x2", dated), ("x", undated)):
        if not marked:
            continue
        traces.append(
            go.Scatter(
                x=[_across(one, as_of) for one in marked],
                y=[one.place for one in marked],
                xaxis=axis,
                mode="markers",
                marker=_MARKS[state] | {"size": _MARK_PX},
                name=state.value,
                cliponaxis=False,
                customdata=[_hover(one.document) for one in marked],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return traces


def _across(one: _Placed, as_of: date) -> float | str:
    if one.document.expires_on is None:
        return one.across
    return _within(one.document.expires_on, as_of).isoformat()


def _hover(document: Document) -> str:
    lines = [
        f"<b>{hover(document.candidate.name)}</b>",
        hover(document.title),
        hover(document.words),
    ]
    if document.issuer:
        lines.append(hover(f"issued by {document.issuer}"))
    if document.issued_on is not None:
        lines.append(f"issued on {day_words(document.issued_on)}")
    if document.scope:
        lines.append(hover(f"scope: {document.scope}"))
    return "<br>".join(lines)
