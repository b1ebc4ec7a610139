"""The ramp promised beside the largest ramp ever shown."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.catalogue import Benchmark
from scorecard.charts.chart import Chart, table
from scorecard.charts.ramp_figure import ramp_figure
from scorecard.charts.ramp_reading import (
    HISTORY_QUESTION,
    SEATS_QUESTION,
    WEEKS_QUESTION,
    Ramp,
    read_ramps,
    weeks_words,
)
from scorecard.charts.reading import benchmark_of, nothing_to_read
from scorecard.charts.wording import counted, joined, name_in_text, short, status_words
from scorecard.evaluation import Evaluation

_COLUMNS = (
    "Candidate",
    "Weeks promised",
    "Seats promised",
    "Largest ramp shown, weeks",
    "Largest ramp shown, agents",
    "Customer of the largest ramp",
    "Quality at 90 days",
    "Promise against what was shown",
)


def ramp_chart(evaluation: Evaluation) -> Chart:
    """Promise (open circle) and largest ramp shown (square), joined by a line, for each candidate.

    The band of weeks is the catalogue's benchmark; without it no band is drawn.
    """
    questions = (SEATS_QUESTION, WEEKS_QUESTION, HISTORY_QUESTION)
    empty = nothing_to_read(evaluation, "ramp", questions, _COLUMNS)
    if empty is not None:
        return empty
    band = benchmark_of(evaluation.catalogue, WEEKS_QUESTION)
    ramps = read_ramps(evaluation)
    return Chart(
        figure=ramp_figure(ramps, band),
        title=_title(ramps, band),
        text_alternative=_text_alternative(ramps, band),
        table=table(_COLUMNS, [_record(ramp) for ramp in ramps]),
    )


def _title(ramps: Sequence[Ramp], band: Benchmark | None) -> str:
    beyond = [r for r in ramps if r.is_beyond]
    comparable = [r for r in ramps if r.is_beyond is not None]
    known = [r for r in ramps if r.weeks is not None]
    unknown = len(ramps) - len(comparable)
    ending = f"; {unknown} not comparable yet" if unknown else ""
    if not known and not comparable:
        return "Nobody has promised a ramp yet"
    fast = _fast(known, band)
    if not comparable:
        return f"No promise can be held against a ramp shown yet{fast}"
    if not beyond:
        return f"Every promise that can be compared lies within a ramp shown{fast}{ending}"
    who = (
        f"{name_in_text(beyond[0].candidate.name)} promises"
        if len(beyond) == 1
        else f"{len(beyond)} of {len(ramps)} promise"
    )
    return f"{who} more than any ramp shown{fast}{ending}"


def _fast(known: Sequence[Ramp], band: Benchmark | None) -> str:
    """The fastest promise, when it is below the benchmark."""
    if band is None or not known:
        return ""
    fastest = min(known, key=lambda r: r.weeks or 0.0)
    weeks = fastest.weeks or 0.0
    if weeks >= band.low:
        return ""
    return (
        f"; {name_in_text(fastest.candidate.name)} says {weeks_words(weeks)}, "
        f"usual are {short(band.low)}–{short(band.high)}"
    )


def _text_alternative(ramps: Sequence[Ramp], band: Benchmark | None) -> str:
    named = [
        f"{name_in_text(r.candidate.name)} promises {r.promise}, "
        + ("has shown none" if r.shown is None else f"largest shown {r.shown_words}")
        for r in ramps
    ]
    within = (
        f" with a band at {short(band.low)} to {short(band.high)} weeks" if band is not None else ""
    )
    return (
        f"Promised and largest shown ramp of {counted(len(ramps), 'candidate')}, weeks and seats"
        f"{within}: {'; '.join(named[:5]) if len(named) <= 5 else joined(named, 5)}."
    )


def _record(ramp: Ramp) -> tuple[object, ...]:
    status = ramp.case.answer(HISTORY_QUESTION).status
    nothing = (
        "none listed" if ramp.case.rows(HISTORY_QUESTION) is not None else status_words(status)
    )
    return (
        ramp.candidate.name,
        ramp.weeks,
        ramp.seats,
        ramp.shown_number("weeks"),
        ramp.shown_number("agents"),
        str(ramp.shown.get("account") or "") if ramp.shown else nothing,
        ramp.quality if ramp.shown else "",
        ramp.verdict,
    )
