"""A selection with every kind of question, and answers of every kind to it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scorecard.catalogue import Catalogue, Column, Kind, Question, load_catalogue
from scorecard.excel.questionnaire_form import questions_for_candidates
from scorecard.model import (
    AnswerValue,
    Brief,
    Candidate,
    ChannelBaseline,
    InteractionVolume,
    Phase,
    Selection,
)

CREATED_AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def catalogue_with_every_kind() -> Catalogue:
    """The shipped catalogue with a date question and a text question added, which it lacks."""
    shipped = load_catalogue()
    shared: dict[str, Any] = {
        "group": "tooling_fit",
        "why": "test",
        "good_evidence": "The contract.",
        "ask_whom": "test",
        "sources": ("assumption",),
    }
    added = (
        Question(id="founded_on", label="Founded on", text="When?", kind=Kind.DATE, **shared),
        Question(id="own_words", label="In your own words", text="How?", kind=Kind.TEXT, **shared),
    )
    return shipped.model_copy(update={"questions": (*shipped.questions, *added)})


CATALOGUE = catalogue_with_every_kind()


def empty_selection(*names: str) -> Selection:
    """Candidates who have answered nothing."""
    return Selection(
        id="round-trip",
        title="Customer service 2027",
        created_at=CREATED_AT,
        phase=Phase.COLLECTING,
        brief=Brief(
            services="Order status and returns",
            volumes=(InteractionVolume(interaction_type="Order status", contacts_per_month=2500),),
            channels=(ChannelBaseline(channel="Voice", share_pct=60, csat_pct=84, fcr_pct=71.5),),
            currency="EUR",
            response_deadline=date(2026, 11, 27),
        ),
        points={criterion.id: criterion.points for criterion in CATALOGUE.criteria},
        candidates=tuple(
            Candidate(id=f"c{n}", name=name, position=n)
            for n, name in enumerate(names or ("Atlas", "Borealis"))
        ),
    )


def random_answers(seed: int) -> dict[str, AnswerValue]:
    """An answer to every question that candidates are asked, as it should be stored."""
    chance = random.Random(seed)  # noqa: S311
    return {q.id: _value(chance, q) for q in questions_for_candidates(CATALOGUE)}


def _value(chance: random.Random, question: Question) -> AnswerValue:
    match question.kind:
        case Kind.NUMBER | Kind.MONEY:
            return _number(chance, question)
        case Kind.CHOICE:
            return chance.choice(question.options).id
        case Kind.CHECKLIST:
            return tuple(o.id for o in question.options if chance.random() < 0.5)
        case Kind.TAGS:
            return tuple(chance.sample(["German", "English", "Português", "日本語", "a, b"], 3))
        case Kind.DATE:
            return _day(chance)
        case Kind.TEXT:
            return chance.choice(["Zeile 1\nZeile 2", "Ünïcödé — 50 %", "=1+1 is two", "x" * 3000])
        case _:
            return _rows(chance, question)


def _rows(chance: random.Random, question: Question) -> AnswerValue:
    keys: list[dict[str, Any]] = [{question.row_column: o.id} for o in question.fixed_rows]
    rows: list[dict[str, Any]] = []
    for key in keys or [{} for _ in range(chance.randint(1, 15))]:
        row = dict(key)
        for column in question.columns:
            if column.id in row:
                continue
            must = column.required or question.fixed_rows
            row[column.id] = _cell(chance, column) if must or chance.random() < 0.7 else None
        rows.append(row)
    return tuple(rows)


def _cell(chance: random.Random, column: Column) -> float | str:
    match column.kind:
        case Kind.NUMBER | Kind.MONEY:
            return _number(chance, column)
        case Kind.CHOICE:
            return chance.choice(column.options).id
        case Kind.DATE:
            return _day(chance)
        case _:
            return f"{column.label} {chance.randint(1, 999)}"


def _number(chance: random.Random, part: Question | Column) -> float:
    low = part.minimum or 0.0
    high = part.maximum if part.maximum is not None else low + 90.0
    return round(chance.uniform(low, high), chance.randint(0, 3))


def _day(chance: random.Random) -> str:
    return (date(2010, 1, 1) + timedelta(days=chance.randint(0, 6000))).isoformat()
