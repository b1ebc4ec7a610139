"""Attrition in the first 120 days against the line above which it is a red flag."""

from __future__ import annotations

import math

from scorecard.charts import attrition_chart
from scorecard.charts.attrition import ANNUAL_QUESTION, COHORT_QUESTION
from scorecard.charts.palette import VERMILLION, candidate_colour
from scorecard.charts.reading import Threshold, threshold_above
from scorecard.charts.wording import beside, decimal, short, status_words
from scorecard.facts import leavers_over_headcount_pct
from scorecard.model import Status
from scorecard.report.plot import KeyEntry, Mark, Plot, PlotRow, Scale, Tick
from scorecard.report.subject import Subject

# How long the hatched stub of a figure that is not known is, in per cent of the width.
STUB = 14.0


def attrition_plot(subject: Subject) -> Plot | None:
    """Bars, the highest first, then whoever has not said; None where nobody is asked."""
    evaluation = subject.evaluation
    if COHORT_QUESTION not in evaluation.catalogue.questions_by_id or not evaluation.candidates:
        return None
    threshold = threshold_above(evaluation.catalogue, COHORT_QUESTION)
    figures = {row: evaluation.cases[row].number(COHORT_QUESTION) for row in subject.rows}
    known = [number for number in figures.values() if number is not None]
    scale = Scale.up_to([*known, *([threshold.number] if threshold else [])])
    order = sorted(subject.rows, key=lambda r: (figures[r] is None, -(figures[r] or 0.0)))
    line = None
    if threshold is not None:
        line = Tick(scale.at(threshold.number), f"red flag above {short(threshold.number)} %")
    key = [KeyEntry("bar", "lost in the first 120 days, % of a cohort")]
    if line is not None:
        key.append(KeyEntry("line", line.label))
    if len(known) < len(order):
        key.append(KeyEntry("hatch", "not known"))
    return Plot(
        title=attrition_chart(evaluation).title,
        rows=tuple(_row(subject, row, figures[row], scale, threshold) for row in order),
        ticks=scale.ticks,
        key=tuple(key),
        line=line,
        unit="%",
    )


def _row(
    subject: Subject, row: int, figure: float | None, scale: Scale, threshold: Threshold | None
) -> PlotRow:
    case, name = subject.evaluation.cases[row], subject.short_name(row)
    annual = case.number(ANNUAL_QUESTION)
    a_year = f"{decimal(annual)} % a year stated" if annual is not None else "no yearly figure"
    if figure is None:
        status = case.answer(COHORT_QUESTION).status
        said = "not said" if status is Status.ANSWERED else status_words(status)
        return PlotRow(
            name=name,
            number=said,
            remark=a_year,
            marks=(Mark("hatch", 0.0, STUB),),
            description=f"{name}: attrition in 120 days {said}; {a_year}",
        )
    number = f"{beside(figure, threshold.number if threshold else None)} %"
    is_above = threshold is not None and figure > threshold.number
    words = ["above the line"] if is_above else []
    words.append(a_year)
    converted = leavers_over_headcount_pct(figure)
    if math.isfinite(converted):
        words.append(f"at this pace about {converted:.0f} leavers per 100 seats a year")
    remark = " · ".join(words)
    colour = VERMILLION if is_above else candidate_colour(subject.evaluation.candidates[row])
    return PlotRow(
        name=name,
        number=f"▲ {number}" if is_above else number,
        remark=remark,
        marks=(Mark("bar", 0.0, scale.at(figure), colour=colour),),
        description=f"{name}: {number} in 120 days, {remark}",
    )
