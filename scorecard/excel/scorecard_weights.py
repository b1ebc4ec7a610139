"""What each criterion of a score sheet weighs: as stated, as a share of its group, or all alike."""

from __future__ import annotations

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.grid import cell_name
from scorecard.excel.label_weights import weight_in_label
from scorecard.excel.scorecard_mapping import ColumnRole, Mapping, Problem
from scorecard.excel.typed_words import Unclear

SIGNIFICANT_DIGITS = 12


class Weights:
    """The weight of each criterion's row, and what is wrong with it."""

    def __init__(self, figures: Figures, mapping: Mapping) -> None:
        self._figures = figures
        self._mapping = mapping
        self._column = mapping.column(ColumnRole.WEIGHT)
        if mapping.weight_is_high:
            self._column = mapping.column(ColumnRole.HIGH)
        elif mapping.weights_in_names:
            self._column = mapping.column(ColumnRole.CRITERION)
        self._shares = dict(mapping.group_weights)
        found = [self._figure(row) for row, _ in mapping.rows]
        self._in_percent = any(figure and figure.is_percentage for figure in found)
        self._within: dict[str, float] = {}
        for (_, group), figure in zip(mapping.rows, found, strict=True):
            self._within[group] = self._within.get(group, 0.0) + (figure.value if figure else 0.0)

    def weight(self, row: int, group: str, problems: list[Problem]) -> float:
        """The weight, 0 where a problem was found."""
        if self._mapping.same_weights:
            return 1.0
        if self._column is None:
            return 0.0
        address = self._figures.grid.address(row, self._column)
        figure = self._figure(row)
        if figure is None:
            meaning = self._figures.at(row, self._column)
            is_text = isinstance(meaning, Unclear) and not self._mapping.weights_in_names
            what = f"{meaning}" if is_text else "no weight stands here"
            problems.append(
                Problem(
                    address,
                    f"{what}; write the weight as a number, or leave "
                    f"{self._figures.grid.row_name(row)} out",
                )
            )
            return 0.0
        if figure.value < 0:
            problems.append(
                Problem(address, f"the weight {figure.value:g} is negative; 0 at least")
            )
            return 0.0
        if self._in_percent and not figure.is_percentage and figure.value:
            problems.append(
                Problem(
                    address,
                    f"{figure.value:g} stands among weights in per cent; write it in per cent too",
                )
            )
        if self._shares and group in self._shares and self._within[group]:
            return kept_digits(self._shares[group] * figure.value / self._within[group])
        return figure.value

    def _figure(self, row: int) -> Figure | None:
        if self._column is None:
            return None
        if self._mapping.weights_in_names:
            share = weight_in_label(cell_name(self._figures.grid.cell(row, self._column)))
            return None if share is None else Figure(share, is_percentage=True)
        found = self._figures.at(row, self._column)
        return found if isinstance(found, Figure) else None


def kept_digits(number: float) -> float:
    """The number without the noise of its arithmetic, as spreadsheet programs show it."""
    return float(f"{number:.{SIGNIFICANT_DIGITS}g}")
