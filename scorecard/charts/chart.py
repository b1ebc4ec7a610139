"""What every chart function returns: a figure, its finding in words, the same data as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from scorecard.charts.layout import on_background

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Chart:
    """One chart of an evaluation.

    title: the finding for these data, to be shown above the figure (it is not drawn inside, where
    it could not wrap on a narrow screen). text_alternative: what is to be seen, in one or two
    sentences. table: the same data with readable column names. Title, text alternative and table
    are plain text with names as they were typed: escape them for Markdown or HTML.
    empty_because: why there is nothing to draw and what to do, or ''; the figure then has no
    traces.
    """

    figure: go.Figure
    title: str
    text_alternative: str
    table: pd.DataFrame
    empty_because: str = ""
    _inked: dict[bool, go.Figure] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return bool(self.empty_because)

    def on_page(self, *, dark: bool) -> go.Figure:
        """The figure with the ink of a light or a dark page, made once for each."""
        if dark not in self._inked:
            self._inked[dark] = on_background(self.figure, dark=dark)
        return self._inked[dark]


def table(columns: Sequence[str], records: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from readable column names and one record a row; None where there is nothing."""
    # pandas takes longer to import than everything else here together.
    import pandas as pd

    rows = list(records)
    return pd.DataFrame(rows, columns=_told_apart(columns), dtype=object).infer_objects()


def _told_apart(columns: Sequence[str]) -> list[str]:
    """Column names of which none is there twice: a candidate may be called 'Group'."""
    told: list[str] = []
    for name in columns:
        nth, told_name = 1, name
        while told_name in told:
            nth += 1
            told_name = f"{name} ({nth})"
        told.append(told_name)
    return told


def empty_chart(title: str, because: str, columns: Sequence[str] = ()) -> Chart:
    """A chart without traces; `because` says what is missing and what to do."""
    return Chart(
        figure=go.Figure(),
        title=title,
        text_alternative=f"Nothing is drawn: {because}.",
        table=table(columns, ()),
        empty_because=because,
    )
