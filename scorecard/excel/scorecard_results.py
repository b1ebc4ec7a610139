"""The lower half of the scorecard sheet: overall values, ranks, ranges, contributions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from scorecard.evaluation import Evaluation
from scorecard.excel.book import BAND_FILL, Book, Sheet, lines_needed
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import (
    CRITERION_COLUMN,
    FIRST_CANDIDATE_COLUMN,
    GROUP_COLUMN,
    WEIGHT_COLUMN,
    ScorecardLayout,
    column_letters,
)
from scorecard.excel.words import gates_in_words
from scorecard.scoring.ranking import DECIMALS

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# Results keep the space that a sign takes beside a value, so that the digits stay in line.
PADDING = "_ _ _ _ "
VALUE_FORMAT = f"0.0{PADDING}"
RANK_FORMAT = f"0{PADDING}"
SHARE_FORMAT = f"0%{PADDING}"
WORD_FORMAT = f"@{PADDING}"

GATES_CHARACTERS = 11

LABELS = {
    "overall": "Overall value",
    "rank": "Rank",
    "in_ranking": "In the ranking",
    "gates": "Gates",
    "low": "Lowest overall value still possible",
    "high": "Highest overall value still possible",
    "rank_best": "Best rank still possible",
    "rank_worst": "Worst rank still possible",
    "evidenced": "Overall value as evidenced",
    "rank_evidenced": "Rank as evidenced",
    "coverage": "Coverage (share of the weight that is settled)",
    "tie_break": "Declared tie-break",
}


def write_results(
    book: Book, sheet: Sheet, disclosure: Disclosure, layout: ScorecardLayout
) -> None:
    """Writes each result as a live formula with its cached value."""
    evaluation = layout.evaluation
    for name, row in layout.result_row.items():
        strong = name in ("overall", "rank")
        style = book.style(bold=strong, bg_color=BAND_FILL) if strong else book.style()
        label = LABELS[name]
        if name == "tie_break":
            label = f"{label}: {_tie_break_title(layout)}"
        sheet.text(row, GROUP_COLUMN, label, style)
        if strong:
            for column in range(CRITERION_COLUMN, FIRST_CANDIDATE_COLUMN):
                sheet.blank(row, column, style)
    value, whole, share, words = _styles(book)
    strong_value = book.style(num_format=VALUE_FORMAT, align="right", bold=True, bg_color=BAND_FILL)
    strong_rank = book.style(num_format=RANK_FORMAT, align="right", bold=True, bg_color=BAND_FILL)
    weights = layout.weights_range()

    def overall_of(values: str) -> str:
        return f"=ROUND(SUMPRODUCT({weights},{values}),{DECIMALS})"

    for r in layout.candidate_order:
        put = _writer(sheet, layout, r)
        block = {b: layout.block_range(b, r) for b in ("low", "high", "evidenced", "settled")}
        put("overall", overall_of(layout.values_range(r)), _rounded(evaluation.overall[r]),
            strong_value)  # fmt: skip
        put("low", overall_of(block["low"]), _rounded(evaluation.overall_low[r]), value)
        put("high", overall_of(block["high"]), _rounded(evaluation.overall_high[r]), value)
        put("evidenced", overall_of(block["evidenced"]),
            _rounded(evaluation.overall_evidenced[r]), value)  # fmt: skip
        put("coverage", f"=SUMPRODUCT({weights},{block['settled']})",
            float(evaluation.coverage_pct[r]) / 100.0, share)  # fmt: skip
        is_ranked = evaluation.rank[r] > 0
        sheet.text(
            layout.result_row["in_ranking"], layout.column_of[r], _in_ranking(evaluation, r),
            words,
        )  # fmt: skip
        formulas = _rank_formulas(layout, r)
        ranks = {
            "rank": evaluation.rank[r],
            "rank_best": evaluation.rank_best[r],
            "rank_worst": evaluation.rank_worst[r],
            "rank_evidenced": evaluation.rank_evidenced[r],
        }
        for name, rank in ranks.items():
            style = strong_rank if name == "rank" else whole
            put(name, formulas[name], int(rank) if is_ranked else "", style)
        if layout.tie_break is not None:
            put("tie_break", _tie_break_formula(layout, r), _tie_break_value(layout, r), value)
    if "gates" in layout.result_row:
        _write_gates(book, sheet, disclosure, layout)
    _write_contributions(book, sheet, layout)


def _styles(book: Book) -> tuple[Format, Format, Format, Format]:
    return (
        book.style(num_format=VALUE_FORMAT, align="right"),
        book.style(num_format=RANK_FORMAT, align="right"),
        book.style(num_format=SHARE_FORMAT, align="right"),
        book.style(num_format=WORD_FORMAT, align="right"),
    )


def _writer(
    sheet: Sheet, layout: ScorecardLayout, candidate_row: int
) -> Callable[[str, str, float | str, Format], None]:
    column = layout.column_of[candidate_row]

    def put(name: str, formula: str, cached: float | str, style: Format) -> None:
        sheet.formula(layout.result_row[name], column, formula, cached, style)

    return put


def _rounded(number: float) -> float:
    return float(np.round(number, DECIMALS))


def _in_ranking(evaluation: Evaluation, r: int) -> str:
    """`not yet` for whom nothing is answered: still possible, so that others may fall behind."""
    if evaluation.rank[r] > 0:
        return "yes"
    return "not yet" if r in evaluation.unanswered_order else "no"


def _rank_formulas(layout: ScorecardLayout, r: int) -> dict[str, str]:
    """1 + how many are ahead among those in the ranking; '' for who is out of it.

    Whoever is not yet in it counts for the worst possible rank of the others.
    """
    inside = f'{layout.across("in_ranking")},"yes"'
    outside = f'{layout.across("in_ranking")},"not yet"'
    waits = bool(layout.evaluation.unanswered_order)

    def own(name: str) -> str:
        return layout.cell(layout.result_row[name], r)

    def ahead(name: str, of: str) -> str:
        return f'COUNTIFS({inside},{layout.across(name)},">"&{own(of)})'

    def if_ranked(count: str) -> str:
        return f'=IF({own("in_ranking")}="yes",1+{count},"")'

    def level(sign: str, **ends: str) -> str:
        """Who is level in these results and stands so on the tie-break."""
        equal = ",".join(f"{layout.across(name)},{own(of)}" for name, of in ends.items())
        decider = f'{layout.across("tie_break")},"{sign}"&{own("tie_break")}'
        return f"COUNTIFS({inside},{equal},{decider})"

    decided, best = ahead("overall", "overall"), ahead("low", "high")
    # A candidate's own range reaches above its own low end; it is not ahead of itself.
    worst = f"{ahead('high', 'low')}-({own('high')}>{own('low')})"
    if waits:
        worst += f'+COUNTIFS({outside},{layout.across("high")},">"&{own("low")})'
    if layout.tie_break is not None:
        settled = f"({own('low')}={own('high')})"
        decided += f"+{level('>', overall='overall')}"
        # Two with settled values are parted for good; where only ends meet, either may be ahead.
        best += f"+{settled}*{level('>', low='low', high='low')}"
        meeting = f"COUNTIFS({inside},{layout.across('high')},{own('low')})"
        worst += f"+{meeting}-{settled}*{level('<=', low='low', high='low')}"
        if waits:
            worst += f"+COUNTIFS({outside},{layout.across('high')},{own('low')})"
    return {
        "rank": if_ranked(decided),
        "rank_best": if_ranked(best),
        "rank_worst": if_ranked(worst),
        "rank_evidenced": if_ranked(ahead("evidenced", "evidenced")),
    }


def _tie_break_title(layout: ScorecardLayout) -> str:
    kind, name = layout.tie_break or ("", "")
    if kind == "evidenced":
        return "as evidenced"
    if kind == "group":
        return next(group.title for group in layout.groups if group.id == name)
    return layout.evaluation.catalogue.criteria_by_id[name].title


def _tie_break_formula(layout: ScorecardLayout, r: int) -> str:
    kind, name = layout.tie_break or ("", "")
    if kind == "evidenced":
        return f"={layout.cell(layout.result_row['evidenced'], r)}"
    if kind == "group":
        return f"=ROUND({layout.cell(layout.contribution_row[name], r)},{DECIMALS})"
    row = layout.row_of[name]
    weight = f"${column_letters(WEIGHT_COLUMN)}${row + 1}"
    return f"=ROUND({weight}*{layout.cell(row, r)},{DECIMALS})"


def _tie_break_value(layout: ScorecardLayout, r: int) -> float:
    evaluation = layout.evaluation
    kind, name = layout.tie_break or ("", "")
    if kind == "evidenced":
        return _rounded(evaluation.overall_evidenced[r])
    chosen = [
        (c.id == name if kind == "criterion" else c.group == name) for c in evaluation.criteria
    ]
    return _rounded(evaluation.contributions[r, chosen].sum())


def _write_gates(book: Book, sheet: Sheet, disclosure: Disclosure, layout: ScorecardLayout) -> None:
    row = layout.result_row["gates"]
    style = book.style(text_wrap=True, align="right", num_format=WORD_FORMAT)
    words = {r: gates_in_words(disclosure, r, brief=True) for r in layout.candidate_order}
    for r, text in words.items():
        sheet.text(row, layout.column_of[r], text, style)
    sheet.height(row, max((lines_needed(t, GATES_CHARACTERS) for t in words.values()), default=1))


def _write_contributions(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    evaluation = layout.evaluation
    header = layout.contributions_header_row
    sheet.text(
        header, GROUP_COLUMN, "Contributions by group (weight × value; they add up to the overall "
        "value)", book.section_style(),
    )  # fmt: skip
    sheet.worksheet.set_row(header, 20)
    last_column = max(WEIGHT_COLUMN, FIRST_CANDIDATE_COLUMN + len(layout.candidate_order) - 1)
    for column in range(CRITERION_COLUMN, last_column + 1):
        sheet.blank(header, column, book.section_style())
    value = book.style(num_format=VALUE_FORMAT, align="right")
    share = book.style(num_format="0.0%", align="right")
    for index, group in enumerate(evaluation.groups):
        row = layout.contribution_row[group.id]
        first, last = layout.rows_of_group[group.id]
        weights = layout.weights_range(first, last)
        sheet.text(row, GROUP_COLUMN, group.title, book.style())
        sheet.formula(
            row, WEIGHT_COLUMN, f"=SUM({weights})", float(evaluation.group_weights[index]), share
        )
        for r in layout.candidate_order:
            formula = f"=SUMPRODUCT({weights},{layout.values_range(r, first, last)})"
            cached = float(evaluation.group_contributions[r, index])
            sheet.formula(row, layout.column_of[r], formula, cached, value)
    if evaluation.groups and layout.candidate_order:
        rows = list(layout.contribution_row.values())
        sheet.worksheet.conditional_format(
            rows[0], FIRST_CANDIDATE_COLUMN, rows[-1], last_column,
            {
                "type": "data_bar", "bar_solid": True, "bar_color": "#BBD9EE",
                "min_type": "num", "min_value": 0,
                "max_type": "num", "max_value": float(100 * evaluation.group_weights.max() or 1),
            },
        )  # fmt: skip
