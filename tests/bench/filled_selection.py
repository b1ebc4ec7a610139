"""A selection in which every candidate has answered every question, the same in every run."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from scorecard.catalogue import Catalogue, Column, Kind, Question
from scorecard.model import (
    Answer,
    AnswerValue,
    Brief,
    Candidate,
    Cell,
    ChannelBaseline,
    InteractionVolume,
    Phase,
    Selection,
    Status,
)

CHANNELS = ("Voice", "E-mail")
FIRST_DAY = date(2024, 1, 1)


def filled_selection(catalogue: Catalogue, candidate_count: int) -> Selection:
    """Random possible answers to every question; a tenth are open or refused."""
    chance = random.Random(20261122)  # noqa: S311 - reproducible, not secret
    candidates = tuple(
        Candidate(id=f"c{number:03}", name=f"Candidate {number + 1}", position=number)
        for number in range(candidate_count)
    )
    answers = tuple(
        answer
        for candidate in candidates
        for question in catalogue.questions
        if (answer := _answer(candidate.id, question, chance)) is not None
    )
    return Selection(
        id="bench",
        title="Bench",
        phase=Phase.COLLECTING,
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        brief=Brief(
            languages=("English",),
            volumes=(InteractionVolume(interaction_type="All", contacts_per_month=5000),),
            channels=tuple(ChannelBaseline(channel=name, share_pct=50) for name in CHANNELS),
            target_cost_per_resolved_contact=5,
            ceiling_cost_per_resolved_contact=25,
        ),
        points={criterion.id: criterion.points for criterion in catalogue.criteria},
        candidates=candidates,
        answers=answers,
    )


def _answer(candidate_id: str, question: Question, chance: random.Random) -> Answer | None:
    lot = chance.random()
    if lot < 0.05:
        return None
    if lot < 0.1:
        return Answer(candidate_id=candidate_id, question_id=question.id, status=Status.REFUSED)
    return Answer(
        candidate_id=candidate_id,
        question_id=question.id,
        status=Status.ANSWERED,
        value=_value(question, chance),
    )


def _value(question: Question, chance: random.Random) -> AnswerValue:
    match question.id:
        # What a quote needs for its cost to be calculated; random words would name no channel.
        case "quote_currency":
            return "USD"
        case "price_lines":
            return ({"unit": "per_hour", "price": _number(10, 30, chance)},)
        case "performance_by_channel":
            return tuple(
                {
                    "channel": name,
                    "aht_minutes": _number(4, 12, chance),
                    "fcr_pct": _number(50, 90, chance),
                }
                for name in CHANNELS
            )
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            return _number(question.minimum, question.maximum, chance)
        case Kind.RATING:
            return float(chance.randint(0, 5))
        case Kind.CHOICE:
            return chance.choice(question.options).id
        case Kind.CHECKLIST:
            return tuple(o.id for o in question.options if chance.random() < 0.5)
        case Kind.TAGS:
            return ("English",)
        case Kind.DATE:
            return _day(chance)
        case Kind.TEXT:
            return "An answer in words."
        case Kind.TABLE:
            return tuple(
                {
                    column.id: (key if column.id == question.row_column else _cell(column, chance))
                    for column in question.columns
                }
                for key in [row.id for row in question.fixed_rows] or ["", "", ""]
            )


def _cell(column: Column, chance: random.Random) -> Cell:
    match column.kind:
        case Kind.NUMBER | Kind.MONEY:
            return _number(column.minimum, column.maximum, chance)
        case Kind.CHOICE:
            return chance.choice(column.options).id
        case Kind.DATE:
            return _day(chance)
        case _:
            return "Words"


def _number(low: float | None, high: float | None, chance: random.Random) -> float:
    start = low or 0.0
    return round(chance.uniform(start, min(high or 100.0, start + 100.0)), 2)


def _day(chance: random.Random) -> str:
    return (FIRST_DAY + timedelta(days=chance.randrange(1400))).isoformat()
