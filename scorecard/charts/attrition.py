"""Attrition at 120 days against the line above which it is a red flag, beside the yearly figure."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.charts.attrition_figure import Attrition, attrition_figure
from scorecard.charts.chart import Chart, table
from scorecard.charts.reading import Threshold, nothing_to_read, threshold_above
from scorecard.charts.wording import (
    beside,
    counted,
    decimal,
    joined,
    name_in_text,
    sentence,
    short,
    status_words,
)
from scorecard.evaluation import Evaluation

COHORT_QUESTION = "attrition_120d_pct"
ANNUAL_QUESTION = "attrition_annual_pct"

_COLUMNS = (
    "Candidate",
    "Attrition in the first 120 days, %",
    "Above the line",
    "Attrition a year as stated, %",
    "120-day figure as yearly leavers over headcount, % (approximate)",
    "Status",
)


def attrition_chart(evaluation: Evaluation) -> Chart:
    """Two panels over the same rows, highest 120-day figure first; not known stands below, hatched.

    The line is the threshold of the catalogue's red flag on the 120-day figure.
    """
    questions = (COHORT_QUESTION, ANNUAL_QUESTION)
    empty = nothing_to_read(evaluation, "attrition", questions, _COLUMNS)
    if empty is not None:
        return empty
    threshold = threshold_above(evaluation.catalogue, COHORT_QUESTION)
    people = _read(evaluation)
    return Chart(
        figure=attrition_figure(
            people, threshold, threshold_above(evaluation.catalogue, ANNUAL_QUESTION)
        ),
        title=_title(people, threshold),
        text_alternative=_text_alternative(people, threshold),
        table=table(_COLUMNS, [_record(person, threshold) for person in people]),
    )


def _read(evaluation: Evaluation) -> tuple[Attrition, ...]:
    people = [
        Attrition(
            candidate=candidate,
            cohort_answer=case.answer(COHORT_QUESTION),
            annual_answer=case.answer(ANNUAL_QUESTION),
            cohort_pct=case.number(COHORT_QUESTION),
            annual_pct=case.number(ANNUAL_QUESTION),
        )
        for candidate, case in zip(
            evaluation.candidates,
            evaluation.cases,
            strict=True,
        )
    ]
    return tuple(
        sorted(people, key=lambda p: (p.cohort_pct is None, -(p.cohort_pct or 0.0), p.candidate.id))
    )


def _is_above(person: Attrition, threshold: Threshold | None) -> bool:
    return (
        threshold is not None
        and person.cohort_pct is not None
        and person.cohort_pct > threshold.number
    )


def _title(people: Sequence[Attrition], threshold: Threshold | None) -> str:
    known = [p for p in people if p.cohort_pct is not None]
    unknown = len(people) - len(known)
    ending = f"; {unknown} not known" if unknown and known else ""
    if not known:
        return "Nobody has stated attrition in the first 120 days"
    highest = known[0]
    top = highest.cohort_pct or 0.0
    name = name_in_text(highest.candidate.name)
    if threshold is None:
        return f"{name} has the highest attrition in 120 days, {decimal(top)} %{ending}"
    line = short(threshold.number)
    above = [p for p in known if _is_above(p, threshold)]
    if not above:
        if len(people) == 1:
            return f"{name} is not above the {line} % line in 120 days, at {decimal(top)} %"
        return f"Nobody known is above the {line} % line in 120 days{ending}"
    if len(above) == 1:
        return (
            f"{name} is above the {line} % line in 120 days, at "
            f"{beside(top, threshold.number)} %{ending}"
        )
    return (
        f"{len(above)} of {len(people)} are above the {line} % line in 120 days, {name} the most "
        f"at {beside(top, threshold.number)} %{ending}"
    )


def _text_alternative(people: Sequence[Attrition], threshold: Threshold | None) -> str:
    line = threshold.number if threshold else None
    named = [
        f"{name_in_text(p.candidate.name)} "
        + (
            status_words(p.cohort_answer.status)
            if p.cohort_pct is None
            else f"{beside(p.cohort_pct, line)} %"
        )
        for p in people
    ]
    against = f" against a line at {short(threshold.number)} %" if threshold else ""
    return sentence(
        f"attrition in the first 120 days{against}: {joined(named, 6)}. The second panel shows the "
        f"yearly figure of {counted(len(people), 'candidate')} and the 120-day figure converted."
    )


def _record(person: Attrition, threshold: Threshold | None) -> tuple[object, ...]:
    converted = person.converted_pct
    is_known = person.cohort_pct is not None and threshold is not None
    is_above = ("yes" if _is_above(person, threshold) else "no") if is_known else "not known"
    return (
        person.candidate.name,
        person.cohort_pct,
        is_above,
        person.annual_pct,
        None if converted is None else round(converted, 1),
        status_words(person.cohort_answer.status),
    )
