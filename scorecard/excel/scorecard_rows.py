"""Which rows of a score sheet are criteria, and which are headings, totals or remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scorecard.excel.cell_figures import PASS_WORDS, Figures
from scorecard.excel.grid import cell_name, shortened
from scorecard.excel.header_words import starts_with_total, words_only
from scorecard.excel.label_weights import hold_weights, weight_in_label, without_weight
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_header import Header
from scorecard.excel.scorecard_mapping import ColumnRole, RowRole
from scorecard.model import Status

LONGEST_HEADING = 80
# A printed sum of rounded shares may be half a point off.
SUM_TOLERANCE = 0.005
WHOLE = (1.0, 100.0)
_NO_CRITERIA = ("rank", "average", "weighted", "weight", "high", "low", "threshold")
_NUMBER_IN_FRONT = re.compile(r"\s*(\d+(?:\.\d+)*)\.?(?=[\s)]|$)")


@dataclass(frozen=True)
class RowReading:
    """One row below the header: its role, the reason, and the group that it stands under."""

    row: int
    role: RowRole
    name: str
    reason: str
    group: str = ""
    weight: float | None = None
    is_guess: bool = False


@dataclass(frozen=True)
class _Row:
    row: int
    name: str
    first_text: str
    group: str
    weight: float | None
    is_scored: bool
    numbering: str
    has_scale: bool
    has_status: bool
    words: tuple[str, ...]
    is_header_again: bool


def read_rows(
    figures: Figures,
    header: Header,
    columns: Sequence[ColumnReading],
    by_hand: dict[int, bool],
    *,
    weights_in_names: bool = False,
) -> tuple[RowReading, ...]:
    """Every row below the header; `by_hand` says which rows somebody put in or out."""
    labels = {column.label.text for column in columns if column.label.text}
    rows = [
        _row(figures, columns, labels, row) for row in range(header.below, len(figures.grid.rows))
    ]
    if weights_in_names:
        rows = [_with_weight_of_its_name(row) for row in rows]
    last_scored = max((i for i, row in enumerate(rows) if _has_numbers(row)), default=-1)
    found: list[RowReading] = []
    group = ""
    in_column = ""
    ends_at = len(rows)
    for place, row in enumerate(rows):
        if place >= ends_at:
            group, ends_at = "", len(rows)
        role, reason, guess = _role(rows, place, last_scored)
        if row.row in by_hand and role is not RowRole.EMPTY:
            role = RowRole.CRITERION if by_hand[row.row] else RowRole.LEFT_OUT
            reason, guess = "you said so", False
        if role is RowRole.GROUP:
            group = row.name or row.group or row.first_text
            ends_at = _group_end(rows, place)
        # A category is often written once, above the rows that it stands for.
        in_column = row.group or (in_column if role is RowRole.CRITERION else "")
        under = (in_column or group) if role is RowRole.CRITERION else ""
        name = row.name or row.first_text
        found.append(RowReading(row.row, role, name, reason, under, row.weight, guess))
    return tuple(found)


def names_hold_weights(figures: Figures, header: Header, columns: Sequence[ColumnReading]) -> bool:
    """Whether the weights stand in the criteria's names, since no column holds them."""
    if any(column.role is ColumnRole.WEIGHT for column in columns):
        return False
    named = [column.column for column in columns if column.role is ColumnRole.CRITERION]
    candidates = [column.column for column in columns if column.role is ColumnRole.CANDIDATE]
    names = [
        name
        for row in range(header.below, len(figures.grid.rows))
        if named
        and (name := _said(figures, row, named[0]))
        and not starts_with_total(name)
        and any(figures.at(row, c) is not None for c in candidates)
        and not words_only(name[:LONGEST_HEADING], *_NO_CRITERIA)
    ]
    return hold_weights(names)


def weights_are_within_groups(rows: Sequence[RowReading]) -> bool:
    """Whether each group's criteria share 100 among them while the groups share 100 as well."""
    groups = {row.name: row.weight for row in rows if row.role is RowRole.GROUP and row.weight}
    if len(groups) < 2 or not _is_whole(groups.values()):
        return False
    criteria = [row for row in rows if row.role is RowRole.CRITERION]
    if not criteria or any(row.group not in groups for row in criteria):
        return False
    return all(
        _is_whole(row.weight or 0.0 for row in criteria if row.group == group) for group in groups
    )


def _is_whole(weights: Iterable[float | None]) -> bool:
    total = sum(weight or 0.0 for weight in weights)
    return any(abs(total - whole) <= SUM_TOLERANCE * whole for whole in WHOLE)


def _row(figures: Figures, columns: Sequence[ColumnReading], labels: set[str], row: int) -> _Row:
    at = {role: [c.column for c in columns if c.role is role] for role in ColumnRole}
    name = next((_said(figures, row, c) for c in at[ColumnRole.CRITERION]), "")
    groups = [_said(figures, row, _merged_from(figures, row, c)) for c in at[ColumnRole.GROUP]]
    candidates = at[ColumnRole.CANDIDATE]
    texts = {c: figures.text(row, c) for c, cell in enumerate(figures.grid.rows[row]) if cell}
    stated = [text for text in texts.values() if text]
    return _Row(
        row=row,
        name=name,
        first_text=next(iter(stated), ""),
        group=" – ".join(group for group in groups if group),
        weight=next((figures.number(row, c) for c in at[ColumnRole.WEIGHT]), None),
        is_scored=any(figures.number(row, c) is not None for c in candidates),
        numbering=_numbering(name),
        has_scale=any(
            figures.number(row, c) is not None for c in (*at[ColumnRole.LOW], *at[ColumnRole.HIGH])
        ),
        has_status=any(isinstance(figures.at(row, c), Status) for c in candidates),
        words=tuple(texts[c].casefold() for c in candidates if texts.get(c)),
        is_header_again=len(stated) > 1 and all(text in labels for text in stated),
    )


def _with_weight_of_its_name(row: _Row) -> _Row:
    said = row.name or row.first_text
    return replace(
        row,
        name=without_weight(row.name),
        first_text=without_weight(row.first_text),
        weight=weight_in_label(said),
    )


def _merged_from(figures: Figures, row: int, column: int) -> int:
    return figures.grid.merged.get((row, column), (row, column))[1]


def _said(figures: Figures, row: int, column: int) -> str:
    """A name: text, or a number as it is written; a cell merged downwards says it in every row."""
    place = figures.grid.merged.get((row, column), (row, column))
    if place[1] == column and place[0] != row:
        row = place[0]
    return cell_name(figures.grid.cell(row, column))


def _has_numbers(row: _Row) -> bool:
    return row.weight is not None or row.is_scored


def _role(rows: Sequence[_Row], place: int, last_scored: int) -> tuple[RowRole, str, bool]:
    row = rows[place]
    said = row.name or row.first_text
    if not said and not _has_numbers(row) and not row.has_scale:
        return RowRole.EMPTY, "it is empty", False
    if row.is_header_again:
        return RowRole.LEFT_OUT, "it repeats the header", False
    if starts_with_total(said) and (
        words_only(said, "total", "weighted", "average", "high", "rank")
        or row.weight is None
        or _sums_up(rows, place)
    ):
        return RowRole.TOTAL, "it is a total", False
    if words_only(said, *_NO_CRITERIA):
        return RowRole.LEFT_OUT, f"“{shortened(said)}” is no criterion", False
    if not row.name:
        return _role_without_name(rows, place)
    if not row.is_scored and not row.has_status and not row.has_scale:
        return _role_without_scores(rows, place, last_scored)
    if _is_parent(rows, place):
        return RowRole.GROUP, "its weight is the sum of the numbered rows below it", False
    return RowRole.CRITERION, "", False


def _role_without_name(rows: Sequence[_Row], place: int) -> tuple[RowRole, str, bool]:
    row = rows[place]
    if not row.is_scored and row.weight is None:
        if row.group and not row.words:
            return RowRole.GROUP, "it holds a heading only", False
        return RowRole.LEFT_OUT, "no criterion is named in it", False
    if _sums_up(rows, place):
        return RowRole.TOTAL, "its weight is the sum of those above", False
    return RowRole.LEFT_OUT, "it holds numbers, but names no criterion", True


def _role_without_scores(
    rows: Sequence[_Row], place: int, last_scored: int
) -> tuple[RowRole, str, bool]:
    row = rows[place]
    if row.words and all(word in PASS_WORDS for word in row.words):
        reason = "it is passed or failed, not scored; set a gate on the Brief"
        return RowRole.LEFT_OUT, reason, False
    if row.words:
        return RowRole.CRITERION, "", False
    if row.weight is None:
        if place > last_scored or len(row.name) > LONGEST_HEADING:
            return RowRole.LEFT_OUT, "it is a remark: no weight and no score", False
        return RowRole.GROUP, "it has no weight and no score", False
    below = [weight for _, weight in _weights_below(rows, place)]
    if _group_end(rows, place) < len(rows) or _near(sum(below), row.weight):
        return RowRole.GROUP, "its weight is the sum of those below it", False
    if below and any(_near(sum(below), whole) for whole in WHOLE) and len(below) > 1:
        reason = "the weights below it are shares of its own"
        return RowRole.GROUP, reason, True
    return RowRole.CRITERION, "", False


def _group_end(rows: Sequence[_Row], place: int) -> int:
    """Where the rows end that add up to a heading's weight; the sheet's end where none do."""
    weight = rows[place].weight
    total = 0.0
    for below, share in _weights_below(rows, place) if weight else ():
        total += share
        if _near(total, weight or 0.0):
            return below + 1
    return len(rows)


def _weights_below(rows: Sequence[_Row], place: int) -> list[tuple[int, float]]:
    """Place and weight of the scored rows that follow, up to the next row without scores."""
    found = []
    for below, row in enumerate(rows[place + 1 :], start=place + 1):
        if not row.is_scored and not row.has_status:
            if row.name or _has_numbers(row):
                break
            continue
        if starts_with_total(row.name or row.first_text):
            break
        if row.weight is not None:
            found.append((below, row.weight))
    return found


def _sums_up(rows: Sequence[_Row], place: int) -> bool:
    """Whether a row's weight is the sum of some or all of those just above it."""
    weight = rows[place].weight
    if weight is None:
        return False
    total = 0.0
    count = 0
    for row in reversed(rows[:place]):
        if row.weight is not None and row.is_scored:
            total += row.weight
            count += 1
            if count > 1 and _near(total, weight):
                return True
    return False


def _is_parent(rows: Sequence[_Row], place: int) -> bool:
    """Whether `1 Quality` carries the sum of the weights of `1.1 …`, `1.2 …` below it."""
    own, weight = rows[place].numbering, rows[place].weight
    if not own or weight is None:
        return False
    below = []
    for row in rows[place + 1 :]:
        if row.name and not row.numbering.startswith(f"{own}."):
            break
        if row.weight is not None and row.name:
            below.append(row.weight)
    return bool(below) and _near(sum(below), weight)


def _numbering(name: str) -> str:
    """`1.2` of `1.2 Method`, else ''; found once a row, as rows are compared with each other."""
    found = _NUMBER_IN_FRONT.match(name[:LONGEST_HEADING])
    return found[1] if found else ""


def _near(total: float, expected: float) -> bool:
    return abs(total - expected) <= SUM_TOLERANCE * max(abs(expected), 1e-9)
