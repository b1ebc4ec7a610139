"""The ramp promised beside the largest ramp ever shown: weeks, and seats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scorecard.charts import ramp_chart
from scorecard.charts.palette import INK_ON_LIGHT, candidate_colour
from scorecard.charts.ramp_reading import (
    HISTORY_QUESTION,
    SEATS_QUESTION,
    WEEKS_QUESTION,
    Ramp,
    read_ramps,
    weeks_words,
)
from scorecard.charts.reading import benchmark_of
from scorecard.charts.wording import name_in_text, sentence, short
from scorecard.report.plot import Band, KeyEntry, Mark, Plot, PlotRow, Scale
from scorecard.report.subject import Subject

Number = Callable[[Ramp], float | None]


@dataclass(frozen=True)
class RampSection:
    """Title, the two drawings, and for each candidate its name with the same in words."""

    title: str
    plots: tuple[Plot, ...]
    lines: tuple[tuple[str, str], ...]


def ramp_section(subject: Subject) -> RampSection | None:
    """Weeks and seats, promised (circle) and shown (square); None where nobody is asked."""
    evaluation = subject.evaluation
    asked = {SEATS_QUESTION, WEEKS_QUESTION, HISTORY_QUESTION}
    if asked.isdisjoint(evaluation.catalogue.questions_by_id) or not evaluation.candidates:
        return None
    ramps = read_ramps(evaluation)
    return RampSection(
        title=ramp_chart(evaluation).title,
        plots=(_weeks_plot(subject, ramps), _seats_plot(ramps)),
        lines=tuple(
            (r.candidate.name, f"promises {r.promise}; {_shown(r)}; {r.verdict}.") for r in ramps
        ),
    )


def _weeks_plot(subject: Subject, ramps: Sequence[Ramp]) -> Plot:
    usual = benchmark_of(subject.evaluation.catalogue, WEEKS_QUESTION)
    scale = Scale.up_to(
        [*_known(ramps, _weeks, _weeks_shown), *([usual.high] if usual is not None else [])]
    )
    band = None
    if usual is not None:
        start = scale.at(usual.low)
        words = f"usual: {short(usual.low)}–{short(usual.high)} weeks"
        band = Band(start, scale.at(usual.high) - start, words)
    return Plot(
        title="Weeks from signature to full volume",
        rows=tuple(_row(r, _weeks, _weeks_shown, scale, weeks_words) for r in ramps),
        ticks=scale.ticks,
        key=(*_KEY, *((KeyEntry("band", band.label),) if band else ())),
        band=band,
    )


def _seats_plot(ramps: Sequence[Ramp]) -> Plot:
    scale = Scale.up_to(_known(ramps, _seats, _agents_shown))
    return Plot(
        title="Seats promised, agents shown",
        rows=tuple(_row(r, _seats, _agents_shown, scale, short) for r in ramps),
        ticks=scale.ticks,
        key=_KEY,
    )


def _shown(ramp: Ramp) -> str:
    if ramp.shown is None:
        return ramp.shown_words
    return f"largest shown: {ramp.shown_words}, quality at 90 days {ramp.quality}"


_KEY = (
    KeyEntry("dot", "promised"),
    KeyEntry("square", "largest ramp shown"),
)


def _weeks(ramp: Ramp) -> float | None:
    return ramp.weeks


def _weeks_shown(ramp: Ramp) -> float | None:
    return ramp.shown_number("weeks")


def _seats(ramp: Ramp) -> float | None:
    return ramp.seats


def _agents_shown(ramp: Ramp) -> float | None:
    return ramp.shown_number("agents")


def _known(ramps: Sequence[Ramp], *numbers: Number) -> list[float]:
    return [n for ramp in ramps for number in numbers if (n := number(ramp)) is not None]


def _row(
    ramp: Ramp, promised: Number, shown: Number, scale: Scale, words: Callable[[float], str]
) -> PlotRow:
    first, second = promised(ramp), shown(ramp)
    colour = candidate_colour(ramp.candidate)
    marks: list[Mark] = []
    if first is not None and second is not None:
        low, high = sorted((scale.at(first), scale.at(second)))
        marks.append(Mark("link", low, high - low, colour=INK_ON_LIGHT))
    if first is None and second is None:
        marks.append(Mark("hatch", 0.0, 14.0))
    if second is not None:
        marks.append(Mark("square", scale.at(second), colour=colour))
    if first is not None:
        marks.append(Mark("dot", scale.at(first), colour=colour))
    said = "not said" if first is None else words(first)
    proven = "none shown" if second is None else words(second)
    return PlotRow(
        name=name_in_text(ramp.candidate.name),
        number=f"{said} / {proven}",
        remark="",
        marks=tuple(marks),
        description=sentence(f"{ramp.candidate.name}: promised {said}, shown {proven}"),
    )
