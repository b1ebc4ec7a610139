"""Which answer, once known, would most probably change the leader or the shortlist?"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from scorecard.certainty import VISIBLE_SHARE, Certainty, NextQuestion
from scorecard.certainty_words import percent
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import SMALL_FONT_PX, TITLED_AXIS_PX, Axes, draw, number_axis, row_axis
from scorecard.charts.legend import Key
from scorecard.charts.palette import INK, candidate_colour
from scorecard.charts.wording import decimal, hover, joined, label, name_in_text, title_in_text
from scorecard.sentences import asked_in_a_table, is_the_buyers_own, whom_to_ask

_TITLE_CHARACTERS = 25
_NAME_CHARACTERS = 18
_ROW_PX = 42
_COLUMNS = (
    "Candidate",
    "Question",
    "Criterion",
    "Status",
    "Leader changes, %",
    "Shortlist changes, %",
    "Can move the overall value by",
    "Ask",
)


def next_questions_chart(certainty: Certainty, most: int = 10) -> Chart:
    """Bars of the probability that learning an answer changes the leader, the largest first.

    At most `most` questions. Where none could change leader or shortlist, the bars show by how
    many points each can still move its candidate.
    """
    if len(certainty.candidates) < 2:
        because = "with two or more candidates in the ranking it shows what to ask next"
        return empty_chart("No answer can change who is first", because, _COLUMNS)
    if not certainty.questions:
        because = "nothing is open and nothing is only claimed: evidence can do no more"
        return empty_chart("Every answer is in and supported", because, _COLUMNS)
    shown = certainty.questions[:most]
    decisive = any(question.could_change_the_outcome for question in shown)
    return Chart(
        figure=_figure(certainty, shown) if decisive else _reach_figure(shown),
        title=_title(certainty),
        text_alternative=_text_alternative(certainty, shown, decisive=decisive),
        table=table(_COLUMNS, [_record(question) for question in shown]),
    )


def _asked(certainty: Certainty, question: NextQuestion) -> str:
    about = title_in_text(certainty.evaluation, question.question.label)
    return f"{name_in_text(question.candidate.name)} about {about}"


def _at_stake_in(certainty: Certainty, question: NextQuestion) -> str:
    """`asking Atlas about price`, or the buyer's own `rating of Atlas: brand-voice sample`."""
    if not is_the_buyers_own(question.question.ask_whom):
        return f"asking {_asked(certainty, question)}"
    about = title_in_text(certainty.evaluation, question.question.label)
    return f"what you find out yourselves of {name_in_text(question.candidate.name)}: {about}"


def _title(certainty: Certainty) -> str:
    first = certainty.questions[0]
    if first.leader_changes >= VISIBLE_SHARE:
        changes = f"changes who is first in {percent(first.leader_changes)} of cases"
        if is_the_buyers_own(first.question.ask_whom):
            return f"Find out yourselves: {_asked(certainty, first)}; it {changes}"
        return f"Ask {_asked(certainty, first)}: the answer {changes}"
    if first.shortlist_changes >= VISIBLE_SHARE:
        return (
            f"No single answer changes who is first; {_asked(certainty, first)} could change the "
            f"shortlist of {certainty.shortlist_size} ({percent(first.shortlist_changes)})"
        )
    return (
        f"No single answer changes who is first or the shortlist of {certainty.shortlist_size}; "
        f"most is at stake in {_at_stake_in(certainty, first)}"
    )


def _text_alternative(
    certainty: Certainty, shown: Sequence[NextQuestion], *, decisive: bool
) -> str:
    if decisive:
        named = [f"{_asked(certainty, q)} {percent(q.leader_changes)}" for q in shown]
        return (
            "Horizontal bars of the probability that learning one answer changes who is first; "
            f"a diamond marks the probability for the shortlist of {certainty.shortlist_size}: "
            f"{joined(named, 5)}."
        )
    named = [f"{_asked(certainty, q)} {decimal(q.swing)}" for q in shown]
    return (
        "Horizontal bars of the points of overall value that one answer still decides: "
        f"{joined(named, 5)}."
    )


def _record(question: NextQuestion) -> tuple[object, ...]:
    return (
        question.candidate.name,
        question.question.label,
        question.criterion.title,
        question.standing,
        round(100 * question.leader_changes, 1),
        round(100 * question.shortlist_changes, 1),
        round(question.swing, 1),
        asked_in_a_table(question.question.ask_whom),
    )


def _figure(certainty: Certainty, shown: Sequence[NextQuestion]) -> go.Figure:
    shortlist = [100 * question.shortlist_changes for question in shown]
    leader = [100 * question.leader_changes for question in shown]
    marks = go.Scatter(
        x=shortlist,
        y=list(range(len(shown))),
        mode="markers",
        name="changes the shortlist",
        marker={
            "symbol": "diamond-open",
            "size": 12,
            "color": INK,
            "line": {"color": INK, "width": 2},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
    furthest = max([*leader, *shortlist])
    size = certainty.shortlist_size
    return draw(
        [_bars(shown, leader), marks],
        axes=Axes(
            x=number_axis(0, min(100.0, 1.2 * furthest), "probability, %", nticks=5),
            y=row_axis([_label(q, f"{percent(q.leader_changes)} · ") for q in shown]),
        ),
        plot_height_px=len(shown) * _ROW_PX,
        foot_px=TITLED_AXIS_PX,
        keys=[Key("■", INK, "who is first changes"), Key("◇", INK, f"the shortlist of {size}")],
    )


def _reach_figure(shown: Sequence[NextQuestion]) -> go.Figure:
    swings = [question.swing for question in shown]
    return draw(
        [_bars(shown, swings), _numbers(swings, [decimal(swing) for swing in swings])],
        axes=Axes(
            x=number_axis(0, max(1.0, 1.1 * max(swings)), "points that it decides"),
            y=row_axis([_label(question) for question in shown]),
        ),
        plot_height_px=len(shown) * _ROW_PX,
        foot_px=TITLED_AXIS_PX,
        right_px=40,
    )


def _bars(shown: Sequence[NextQuestion], lengths: Sequence[float]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=list(lengths),
        y=list(range(len(shown))),
        width=0.46,
        marker={
            "color": [candidate_colour(question.candidate) for question in shown],
            "line": {"color": INK, "width": 0.5},
        },
        customdata=[_hover(question) for question in shown],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _numbers(lengths: Sequence[float], words: Sequence[str]) -> go.Scatter:
    return go.Scatter(
        x=list(lengths),
        y=list(range(len(lengths))),
        mode="text",
        text=[f"   {text}" for text in words],
        textposition="middle right",
        textfont={"color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _label(question: NextQuestion, number: str = "") -> str:
    status = question.standing.removeprefix("only ")
    return (
        f"{label(question.question.label, _TITLE_CHARACTERS, 1)}<br>"
        f'<span style="font-size:{SMALL_FONT_PX}px">'
        f"{number}{label(question.candidate.name, _NAME_CHARACTERS, 1)} · {status}</span>"
    )


def _hover(question: NextQuestion) -> str:
    status = question.standing
    return "<br>".join(
        [
            f"<b>{hover(question.candidate.name)}</b>, {status}",
            hover(question.question.label),
            f"who is first changes: {percent(question.leader_changes)}",
            f"the shortlist changes: {percent(question.shortlist_changes)}",
            f"decides {decimal(question.swing)} points of overall value",
            hover(whom_to_ask(question.question.ask_whom)),
        ]
    )
