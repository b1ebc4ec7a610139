"""What decides: group by group between the first two, and what each group adds for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.charts import contributions_chart
from scorecard.charts.palette import INK_ON_LIGHT, ink_upon
from scorecard.charts.parts import Part, parts_of
from scorecard.charts.reading import answered_rows
from scorecard.charts.wording import decimal, signed
from scorecard.report.plot import VALUES, KeyEntry, Mark, Plot, PlotRow
from scorecard.report.subject import Subject
from scorecard.sentences import SMALLEST_SHOWN, comparison_sentence

# A number fits into a segment of this length, in per cent of the width, on a telephone too.
LEAST_FOR_A_NUMBER = 6.5


@dataclass(frozen=True)
class DifferenceRow:
    """One group: its weight, what it is worth to both, and the difference in the overall value.

    start and length place the bar of the difference in per cent around the middle.
    """

    title: str
    weight: str
    first: str
    second: str
    difference: str
    start: float
    length: float
    is_gain: bool


@dataclass(frozen=True)
class Duel:
    """The first two of the ranking side by side, the largest gain first."""

    first: str
    second: str
    sentence: str
    rows: tuple[DifferenceRow, ...]
    lead_label: str
    lead: str
    caveat: str


def duel_of(subject: Subject) -> Duel | None:
    """Why the first is ahead of the second; None with fewer than two ranked."""
    evaluation = subject.evaluation
    if len(evaluation.ranked_order) < 2 or not evaluation.groups:
        return None
    first, second = evaluation.ranked_order[:2]
    parts = parts_of(evaluation)
    differences = [
        float(part.contributions(evaluation)[first] - part.contributions(evaluation)[second])
        for part in parts
    ]
    widest = max([abs(d) for d in differences] + [SMALLEST_SHOWN])
    order = sorted(range(len(parts)), key=lambda k: -differences[k])
    rows = []
    for k in order:
        part, difference = parts[k], differences[k]
        length = 50.0 * abs(difference) / widest
        values = part.values(evaluation)
        rows.append(
            DifferenceRow(
                title=part.title,
                weight=f"{100 * part.weight:.1f} %",
                first=decimal(float(values[first])),
                second=decimal(float(values[second])),
                difference=signed(difference),
                start=50.0 if difference >= 0 else 50.0 - length,
                length=length,
                is_gain=difference >= 0,
            )
        )
    return Duel(
        first=subject.short_name(first),
        second=subject.short_name(second),
        sentence=comparison_sentence(evaluation, first, second),
        rows=tuple(rows),
        lead_label="Difference" if evaluation.leader_withheld_because else "Lead",
        lead=signed(evaluation.lead),
        caveat=(
            f"No leader is announced yet: {evaluation.leader_withheld_because}. This is how the "
            "first two of today's order compare."
            if evaluation.leader_withheld_because
            else ""
        ),
    )


def contributions_plot(subject: Subject) -> Plot:
    """Stacked bars: what each group adds to the overall value, the heaviest first."""
    evaluation = subject.evaluation
    parts = parts_of(evaluation)
    lent = any(
        (
            part.contributions(evaluation) - part.settled_contributions(evaluation) > SMALLEST_SHOWN
        ).any()
        for part in parts
    )
    key = [KeyEntry("bar", part.title, part.colour) for part in parts]
    if lent:
        key.append(KeyEntry("hatch", "counted for open answers"))
    return Plot(
        title=contributions_chart(evaluation).title,
        rows=tuple(_stack(subject, parts, row) for row in answered_rows(evaluation)),
        ticks=VALUES.ticks,
        key=tuple(key),
    )


def _stack(subject: Subject, parts: tuple[Part, ...], row: int) -> PlotRow:
    evaluation = subject.evaluation
    is_ranked = bool(evaluation.rank[row] > 0)
    marks: list[Mark] = []
    numbers: list[Mark] = []
    words = []
    start = 0.0
    for part in parts:
        whole = float(part.contributions(evaluation)[row])
        solid = min(whole, float(part.settled_contributions(evaluation)[row]))
        marks.append(Mark("bar", start, solid, colour=part.colour, is_pale=not is_ranked))
        if whole - solid > SMALLEST_SHOWN:
            marks.append(Mark("hatch", start + solid, whole - solid, colour=part.colour))
        if solid >= LEAST_FOR_A_NUMBER:
            ink = ink_upon(part.colour) if is_ranked else INK_ON_LIGHT
            numbers.append(Mark("text", start + solid / 2, ink=ink, text=decimal(whole)))
        words.append(f"{part.title} {decimal(whole)}")
        start += whole
    return PlotRow(
        name=subject.short_name(row),
        number=decimal(float(evaluation.overall[row])),
        remark="" if is_ranked else "not ranked",
        marks=(*marks, *numbers),
        description=f"{subject.name(row)}: {', '.join(words)}",
        place=str(evaluation.rank[row]) if is_ranked else "",
        is_out=not is_ranked,
    )
