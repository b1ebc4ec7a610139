"""Which row is the header of a score sheet, and what it says about each column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.grid import cell_name
from scorecard.excel.header_words import MEASURES, Label, Says, read_label
from scorecard.excel.limits import LOOSE_HEADER_SEARCH_ROWS

ROWS_LOOKED_AT_BELOW = 12
LONGEST_LABEL = 100
MOST_BELOW_COUNTED = 6
# How much each word makes a row look like a header: criteria and weights are the surest signs.
_SIGNS = {
    Says.CRITERION: 4.0,
    Says.WEIGHT: 4.0,
    Says.CANDIDATES: 4.0,
    Says.HIGH: 2.0,
    Says.WEIGHTED: 2.0,
    Says.LOW: 1.0,
    Says.SCORE: 1.0,
    Says.REMARK: 1.0,
    Says.NUMBERING: 1.0,
    Says.GROUP: 1.0,
}


@dataclass(frozen=True)
class Header:
    """The header's first row, its depth (one row or two) and every column's label."""

    row: int
    depth: int
    labels: tuple[Label, ...]
    score: float

    @property
    def below(self) -> int:
        """The first row below the header."""
        return self.row + self.depth


def find_header(figures: Figures, row: int | None = None, depth: int | None = None) -> Header:
    """The header, or what stands in the row (and in how many) that somebody has named."""
    grid = figures.grid
    last = min(len(grid.rows), LOOSE_HEADER_SEARCH_ROWS)
    scores = [_score(figures, number) for number in range(last)]
    best = max(range(last), key=lambda number: (scores[number], -number), default=0)
    first = best if row is None else min(max(row, 0), len(grid.rows) - 1)
    rows = 1
    if depth is not None:
        rows = min(depth, len(grid.rows) - first)
    elif _is_below_names(figures, first):
        rows = 2
    elif row is None and first > 0 and _stands_under_names(figures, first):
        first, rows = first - 1, 2
    labels = _labels(figures, first, rows)
    score = scores[best] if row is None else 0.0
    return Header(first, max(rows, 1), labels, score)


def row_labels(figures: Figures, row: int) -> dict[int, Label]:
    """The texts of a row by column, read as labels."""
    found = {}
    for column in range(len(figures.grid.rows[row])):
        text = figures.text(row, column)
        if text:
            found[column] = read_label(text)
    return found


def _score(figures: Figures, row: int) -> float:
    labels = row_labels(figures, row)
    if len({label.text for label in labels.values()}) < 2:
        return -100.0
    numbers = sum(
        isinstance(figures.at(row, column), Figure) for column in range(len(figures.grid.rows[row]))
    )
    below = sum(_has_numbers_below(figures, row, column) for column in labels)
    long = sum(len(label.text) > LONGEST_LABEL for label in labels.values())
    signs = sum(_SIGNS.get(says, 0.0) for says in {label.says for label in labels.values()})
    return signs + min(below, MOST_BELOW_COUNTED) - 2 * numbers - long


def _has_numbers_below(figures: Figures, row: int, column: int) -> bool:
    last = min(row + 1 + ROWS_LOOKED_AT_BELOW, len(figures.grid.rows))
    found = sum(figures.number(below, column) is not None for below in range(row + 1, last))
    return found >= 2


def _is_below_names(figures: Figures, row: int) -> bool:
    """Whether the next row says score, weighted, comments below candidates' names."""
    if row + 1 >= len(figures.grid.rows) or _has_number(figures, row + 1):
        return False
    labels = row_labels(figures, row + 1).values()
    plain = [label for label in labels if label.says in MEASURES and not label.subject]
    return bool(plain) and 2 * len(plain) >= len(labels)


def _stands_under_names(figures: Figures, row: int) -> bool:
    """Whether the row before holds the names that this one's measures belong to."""
    if _has_number(figures, row - 1):
        return False
    above = row_labels(figures, row - 1)
    labels = row_labels(figures, row)
    plain = [c for c, label in labels.items() if label.says in MEASURES and not label.subject]
    over = [column for column in above if plain and column >= min(plain)]
    if plain and over:
        return True
    repeated = [text for text, n in Counter(la.text for la in labels.values()).items() if n > 1]
    measures = [la for la in above.values() if la.says in MEASURES and not la.subject]
    return bool(repeated) and bool(measures)


def _has_number(figures: Figures, row: int) -> bool:
    return any(
        figures.number(row, column) is not None for column in range(len(figures.grid.rows[row]))
    )


def _labels(figures: Figures, row: int, depth: int) -> tuple[Label, ...]:
    grid = figures.grid
    lower = [_cell_text(figures, row + depth - 1, column) for column in range(grid.width)]
    if depth == 1:
        return tuple(read_label(text) for text in lower)
    upper = _spread(figures, row, lower)
    return tuple(_joined(top, sub) for top, sub in zip(upper, lower, strict=True))


def _spread(figures: Figures, row: int, lower: list[str]) -> list[str]:
    """The upper row's texts, each standing over the columns that belong to it."""
    texts: list[str] = []
    repeated = {text for text, count in Counter(lower).items() if count > 1}
    for column, sub in enumerate(lower):
        own = _cell_text(figures, row, column)
        belongs = sub in repeated or (bool(texts) and _can_reach(texts[-1], sub))
        goes_on = not own and bool(sub) and bool(texts) and bool(texts[-1]) and belongs
        texts.append(texts[-1] if goes_on else own)
    return texts


def _can_reach(name: str, sub: str) -> bool:
    above, below = read_label(name), read_label(sub)
    is_name = above.says is Says.OTHER or bool(above.subject)
    return (is_name and not below.subject) or (above.says in MEASURES and bool(below.subject))


def _joined(top: str, sub: str) -> Label:
    if not top or not sub or top == sub:
        return read_label(sub or top)
    above, below = read_label(top), read_label(sub)
    if above.subject or above.says is Says.OTHER:
        if below.subject:
            both = read_label(f"{top} – {sub}")
            subject = f"{above.subject} – {below.subject}"
            return replace(both, subject=subject, owner=above.subject)
        return replace(
            below,
            text=f"{above.text} – {below.text}",
            subject=above.subject,
            owner=above.subject,
            scale=below.scale or above.scale,
            names_measure=True,
        )
    says = above.says if below.says is Says.OTHER and above.says is not Says.SCORE else below.says
    return replace(
        below,
        says=says,
        text=f"{above.text} – {below.text}",
        scale=below.scale or above.scale,
        names_measure=True,
    )


def _cell_text(figures: Figures, row: int, column: int) -> str:
    """The header cell's text; a merged cell has the text of its first, a number is its digits."""
    grid = figures.grid
    return cell_name(grid.cell(*grid.merged.get((row, column), (row, column))))
