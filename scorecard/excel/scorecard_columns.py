"""What each column of a score sheet holds, from its header and from what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.grid import shortened
from scorecard.excel.header_words import Label, Says
from scorecard.excel.limits import MOST_NAME_CHARACTERS
from scorecard.excel.scorecard_header import Header
from scorecard.excel.scorecard_mapping import ColumnRole
from scorecard.model import Status

# Weighted points agree with score times weight to what a sheet of two decimals shows.
PRODUCT_TOLERANCE = 0.02
ROWS_COMPARED = 60
COLUMNS_COMPARED = 40
ROWS_AGAINST_CHANCE = 5
AGREEING_SHARE = 0.75
_NEVER_A_SCORE = {
    Says.NUMBERING: "its header names a number or reference",
    Says.REMARK: "it holds comments",
    Says.RANK: "it holds ranks, which follow from the scores",
    Says.TOTAL: "it holds totals, which follow from the scores",
    Says.THRESHOLD: "it holds a minimum to pass; set gates on the Brief",
    Says.UNIT: "it holds units",
}


@dataclass(frozen=True)
class ColumnReading:
    """One column: its label, its role, the candidate's name where it is one, and the reason."""

    column: int
    label: Label
    role: ColumnRole
    name: str
    reason: str
    is_guess: bool = False


@dataclass
class _Column:
    column: int
    label: Label
    numbers: int
    texts: int
    distinct: int
    characters: int
    statuses: int
    role: ColumnRole | None = None
    name: str = ""
    reason: str = ""
    is_guess: bool = False

    def become(self, role: ColumnRole, reason: str, *, name: str = "", guess: bool = False) -> None:
        self.role, self.reason, self.name, self.is_guess = role, reason, name, guess


def read_columns(
    figures: Figures,
    header: Header,
    roles: dict[int, ColumnRole],
    names: dict[int, str],
) -> tuple[ColumnReading, ...]:
    """Every column's role; `roles` and `names` are what somebody has set by hand."""
    columns = [_counted(figures, header, c, label) for c, label in enumerate(header.labels)]
    for column in columns:
        if column.column in roles:
            column.become(roles[column.column], "you said so")
    _find_criterion(columns)
    _find_weight(columns)
    _find_scale(columns)
    _find_candidates(figures, header, columns)
    found = []
    for column in columns:
        name = ""
        if column.role is ColumnRole.CANDIDATE:
            name = names.get(column.column) or column.name or _candidate_name(column)
            name = " ".join(name.split())[:MOST_NAME_CHARACTERS]
        found.append(
            ColumnReading(
                column.column,
                column.label,
                column.role or ColumnRole.LEFT_OUT,
                name,
                column.reason,
                column.is_guess,
            )
        )
    return tuple(found)


def _counted(figures: Figures, header: Header, column: int, label: Label) -> _Column:
    numbers = statuses = characters = 0
    texts: Counter[str] = Counter()
    for row in range(header.below, len(figures.grid.rows)):
        meaning = figures.at(row, column)
        if isinstance(meaning, Figure):
            numbers += 1
        elif isinstance(meaning, Status):
            statuses += 1
        elif meaning is not None and (text := figures.text(row, column)):
            texts[text.casefold()] += 1
            characters += len(text)
    return _Column(column, label, numbers, texts.total(), len(texts), characters, statuses)


def _find_criterion(columns: list[_Column]) -> None:
    by_hand = [c for c in columns if c.role is ColumnRole.CRITERION]
    named = [c for c in columns if c.role is None and c.label.says is Says.CRITERION and c.texts]
    if not by_hand:
        free = [c for c in columns if c.role is None and c.texts]
        said = named or [c for c in free if c.label.says is Says.CANDIDATES]
        if said:
            chosen = max(said, key=lambda c: (c.distinct, -c.column))
            chosen.become(ColumnRole.CRITERION, f"its header says “{shortened(chosen.label.text)}”")
        else:
            leading = _leading_texts(columns, free)
            if leading:
                chosen = max(leading, key=lambda c: (c.distinct, c.characters, -c.column))
                chosen.become(
                    ColumnRole.CRITERION,
                    "it holds the most different texts to the left of the numbers",
                    guess=True,
                )
    for column in named:
        if column.role is None:
            column.become(ColumnRole.GROUP, "its texts repeat or stand above several criteria")
    for column in columns:
        if column.role is None and column.label.says is Says.GROUP and column.texts:
            column.become(ColumnRole.GROUP, f"its header says “{shortened(column.label.text)}”")


def _leading_texts(columns: list[_Column], free: list[_Column]) -> list[_Column]:
    first = min((c.column for c in columns if c.numbers > c.texts), default=len(columns))
    usual = [c for c in free if c.texts >= c.numbers]
    usual = [c for c in usual if c.label.says not in _NEVER_A_SCORE]
    return [c for c in usual if c.column <= first] or usual


def _find_weight(columns: list[_Column]) -> None:
    by_hand = any(c.role is ColumnRole.WEIGHT for c in columns)
    said = [c for c in columns if c.role is None and c.label.says is Says.WEIGHT]
    said.sort(key=lambda c: (-c.numbers, c.column))
    for column in said:
        if not by_hand and column.numbers:
            column.become(ColumnRole.WEIGHT, f"its header says “{shortened(column.label.text)}”")
            by_hand = True
        else:
            column.become(ColumnRole.LEFT_OUT, "another column is taken for the weights")


def _find_scale(columns: list[_Column]) -> None:
    for says, role in ((Says.HIGH, ColumnRole.HIGH), (Says.LOW, ColumnRole.LOW)):
        taken = any(c.role is role for c in columns)
        for column in columns:
            if column.role is not None or column.label.says is not says:
                continue
            if column.numbers and not taken:
                column.become(role, f"its header says “{shortened(column.label.text)}”")
                taken = True
            else:
                column.become(ColumnRole.LEFT_OUT, f"no second column can be the {role}")


def _find_candidates(figures: Figures, header: Header, columns: list[_Column]) -> None:
    first = min((c.column for c in columns if c.role is ColumnRole.CRITERION), default=0)
    for column in columns:
        says = column.label.says
        if column.role is not None:
            continue
        if says in _NEVER_A_SCORE:
            column.become(ColumnRole.LEFT_OUT, _NEVER_A_SCORE[says])
        elif column.column < first and not (column.numbers or column.statuses or column.texts):
            what = "it is a title: nothing stands beside it" if column.label.text else "it is empty"
            column.become(ColumnRole.LEFT_OUT, what)
        elif not column.numbers and not column.statuses:
            _leave_out_without_numbers(column)
        elif column.texts > column.numbers + column.statuses:
            column.become(ColumnRole.LEFT_OUT, "it holds more texts than numbers")
    open_columns = [c for c in columns if c.role is None]
    by_hand = [c for c in columns if c.role is ColumnRole.CANDIDATE]
    _leave_out_products(figures, header, columns, open_columns, by_hand)
    _choose_between_scores([c for c in open_columns if c.role is None])
    scores = [c for c in open_columns if c.role is None and c.label.says is not Says.WEIGHTED]
    for column in open_columns:
        if column.role is not None:
            continue
        if column.label.says is Says.WEIGHTED and (scores or by_hand):
            column.become(
                ColumnRole.LEFT_OUT,
                f"weighted points of {column.label.subject or 'the candidate'}, "
                "which follow from score and weight",
            )
        elif column.label.says is Says.NOTHING:
            column.become(
                ColumnRole.LEFT_OUT,
                "it has no header; name the candidate if it is one",
                guess=True,
            )
        else:
            name = _candidate_name(column)
            reason = f"its header says “{shortened(column.label.text)}” and numbers stand in it"
            if not column.label.subject:
                reason = f"numbers stand under “{shortened(column.label.text)}”; type its name"
            column.become(ColumnRole.CANDIDATE, reason, name=name, guess=not column.label.subject)


def _leave_out_without_numbers(column: _Column) -> None:
    if column.label.says in (Says.NOTHING, Says.GROUP) and not column.texts:
        column.become(ColumnRole.LEFT_OUT, "it is empty")
    elif column.texts:
        column.become(ColumnRole.LEFT_OUT, "it holds texts and no number")
    elif column.label.says in (Says.OTHER, Says.SCORE):
        # A column for a candidate who has not been scored yet.
        column.become(
            ColumnRole.CANDIDATE,
            f"its header says “{shortened(column.label.text)}”; nothing is scored yet",
            name=_candidate_name(column),
            guess=True,
        )
    else:
        column.become(ColumnRole.LEFT_OUT, "it is empty")


def _leave_out_products(
    figures: Figures,
    header: Header,
    columns: Sequence[_Column],
    open_columns: Sequence[_Column],
    by_hand: Sequence[_Column],
) -> None:
    """Leaves out columns that are another one's numbers times the weights."""
    weight = next((c for c in columns if c.role is ColumnRole.WEIGHT), None)
    if weight is None:
        return
    bases = [*by_hand, *(c for c in open_columns if c.label.says is not Says.WEIGHTED)]
    last = min(len(figures.grid.rows), header.below + ROWS_COMPARED)
    rows = range(header.below, last)
    numbers = {
        column.column: [figures.number(row, column.column) for row in rows]
        for column in (weight, *bases, *open_columns)
    }
    for column in open_columns:
        for base in bases:
            distance = column.column - base.column
            if not 0 < distance <= COLUMNS_COMPARED or base.role is ColumnRole.LEFT_OUT:
                continue
            # Two candidates may look like score and product on a row or two by chance.
            apart = column.label.subject and column.label.subject != base.label.subject
            fewest = ROWS_AGAINST_CHANCE if apart else 2
            three = zip(
                numbers[base.column], numbers[weight.column], numbers[column.column], strict=True
            )
            if _is_product(three, fewest):
                whose = base.name or _candidate_name(base)
                named = figures.grid.column_name(base.column)
                column.become(
                    ColumnRole.LEFT_OUT,
                    f"its numbers are those of {named} times the weights: weighted points "
                    f"of {shortened(whose)}",
                )
                break


def _is_product(
    rows: Iterable[tuple[float | None, float | None, float | None]], fewest: int
) -> bool:
    """Whether the third number of most rows is the first times the second, times a constant."""
    ratios: list[float] = []
    weights: set[float] = set()
    for score, weight, points in rows:
        if score and weight and points is not None:
            ratios.append(points / (score * weight))
            weights.add(weight)
    if len(ratios) < fewest or len(weights) < 2:
        return False
    middle = sorted(ratios)[len(ratios) // 2]
    agreeing = sum(abs(ratio - middle) <= PRODUCT_TOLERANCE * abs(middle) for ratio in ratios)
    # A total at the bottom is allowed to differ.
    return middle > 0 and agreeing >= fewest and agreeing >= AGREEING_SHARE * len(ratios)


def _choose_between_scores(columns: Sequence[_Column]) -> None:
    """Where a candidate has several columns of scores, takes the agreed one, else the average."""
    preferred = {Says.AGREED_SCORE: 0, Says.SCORE: 1, Says.AVERAGE: 2}
    by_name: dict[str, list[_Column]] = {}
    for column in columns:
        owner = (column.label.owner or column.label.subject).casefold()
        if owner and column.label.says in (*preferred, Says.OTHER):
            by_name.setdefault(owner, []).append(column)
    for same in by_name.values():
        agreed = [c for c in same if c.label.says in preferred]
        if len(same) < 2 or not agreed:
            continue
        chosen = min(agreed, key=lambda c: (preferred[c.label.says], c.column))
        for column in same:
            if column is not chosen:
                column.become(
                    ColumnRole.LEFT_OUT,
                    f"“{shortened(chosen.label.text)}” is taken for the scores of "
                    f"{shortened(chosen.label.subject)}",
                    guess=True,
                )


def _candidate_name(column: _Column) -> str:
    return column.label.subject or column.label.text or f"Candidate {column.column + 1}"
