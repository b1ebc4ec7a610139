"""Evaluations for the charts' tests, and what a test wants to see in a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
from building import AS_OF, CREATED_AT, number_catalogue, number_selection

from scorecard.catalogue import Catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, Selection, Status

EVERY_RULE = {
    "ask_next": "Ask for the figures.",
    "ask_whom": "operations director",
    "sources": ["assumption"],
    "examples": {"raised": {}, "clear": {}, "unknown": {}},
}
COLUMN_TEXT = {"kind": "text"}


def scored(
    matrix: Mapping[str, Sequence[float | str | None]],
    weights: Mapping[str, float],
    *,
    groups: Mapping[str, str] | None = None,
    phase: Phase = Phase.CLOSED,
    brief: Brief | None = None,
    gates: Sequence[dict[str, Any]] = (),
    red_flags: Sequence[dict[str, Any]] = (),
) -> Evaluation:
    """Candidates × criteria whose performances are their values 0–100."""
    catalogue = number_catalogue(dict.fromkeys(weights, (0.0, 100.0)), groups)
    if gates or red_flags:
        catalogue = extended(catalogue, gates=list(gates), red_flags=list(red_flags))
    selection = number_selection(matrix, weights, phase=phase, brief=brief)
    return evaluate(selection, catalogue, as_of=AS_OF)


def extended(catalogue: Catalogue, **parts: Any) -> Catalogue:
    """The catalogue with more entries in some of its parts."""
    content = catalogue.model_dump(mode="json")
    for part, entries in parts.items():
        content[part] = [*content[part], *entries]
    return Catalogue.model_validate(content)


def minimum_gate(criterion: str, minimum: float) -> dict[str, Any]:
    """An opt-in gate on a criterion of `scored`; the brief switches it on."""
    return {
        "id": "minimum",
        "title": f"At least {minimum:g} on {criterion}",
        "applies": "opt_in",
        "reads": f"q_{criterion}",
        "passes_when": {
            "test": "at_least",
            "question": f"q_{criterion}",
            "threshold": minimum,
            "unit": "points",
        },
        "minimum_evidence": "claimed",
        "why": "test",
        "sources": ["assumption"],
    }


GATE_ON = Brief.model_validate({"gate_settings": [{"gate_id": "minimum", "state": "on"}]})


def question(question_id: str, kind: str, **more: Any) -> dict[str, Any]:
    """A question of a test catalogue."""
    words = {"label": question_id.replace("_", " ").capitalize(), "text": f"{question_id}?"}
    texts = dict.fromkeys(("why", "good_evidence", "ask_whom"), "test")
    return {
        "id": question_id,
        "group": "all",
        "kind": kind,
        **words,
        **texts,
        "sources": ["assumption"],
        **more,
    }


def _columns(*ids: str) -> list[dict[str, Any]]:
    return [{"id": i, "label": i} for i in ids]


RATE_PARTS = ("wfm", "qa", "team_lead", "training", "technology", "real_estate", "shrinkage")
DUE_DILIGENCE = [
    question("attrition_120d_pct", "number", unit="%"),
    question("attrition_annual_pct", "number", unit="%"),
    question("seats_promised", "number", unit="seats"),
    question("ramp_weeks_promised", "number", unit="weeks"),
    question(
        "ramp_history",
        "table",
        columns=_columns("account", "agents", "weeks", "completed_on", "quality_at_90_days"),
    ),
    question("headline_rate_per_hour", "money", unit="per hour"),
    question("loaded_rate_per_hour", "money", unit="per productive hour"),
    question(
        "rate_parts",
        "table",
        columns=_columns("part", "treatment", "amount"),
        row_column="part",
        fixed_rows=[{"id": p, "label": p.replace("_", " ").capitalize()} for p in RATE_PARTS],
    ),
    question(
        "compliance_documents",
        "table",
        columns=_columns(
            "document_type", "held", "issuer", "scope", "issued_on", "expires_on", "covers_site"
        ),
    ),
]


def above(rule_id: str, question_id: str, threshold: float, **more: Any) -> dict[str, Any]:
    """A red flag raised above a threshold."""
    return {
        "id": rule_id,
        "family": rule_id,
        "title": rule_id.replace("_", " ").capitalize(),
        "severity": "critical",
        "reads": question_id,
        "raised_when": {
            "test": "above",
            "question": question_id,
            "threshold": threshold,
            "unit": "%",
        },
        "message": "$value $unit is above $threshold $unit.",
        **EVERY_RULE,
        **more,
    }


def usual_weeks(low: float, high: float) -> dict[str, Any]:
    """A benchmark on the weeks of a ramp."""
    return {
        "id": "usual",
        "title": "Usual weeks",
        "question": "ramp_weeks_promised",
        "unit": "weeks",
        "low": low,
        "high": high,
        "date": "2026",
        "sources": ["assumption"],
    }


def asked(
    answers: Mapping[str, Mapping[str, Any]],
    *,
    red_flags: Sequence[dict[str, Any]] = (),
    benchmarks: Sequence[dict[str, Any]] = (),
    brief: Brief | None = None,
    as_of: date = AS_OF,
) -> Evaluation:
    """Candidate → question → value or Status, on the questions that the charts read."""
    catalogue = extended(
        number_catalogue({"floor": (0.0, 100.0)}),
        questions=DUE_DILIGENCE,
        red_flags=list(red_flags),
        benchmarks=list(benchmarks),
    )
    selection = Selection(
        id="asked",
        title="Asked",
        created_at=CREATED_AT,
        phase=Phase.CLOSED,
        brief=brief or Brief(),
        points={"floor": 1.0},
        candidates=tuple(
            Candidate(id=f"c{position}", name=name, position=position)
            for position, name in enumerate(answers)
        ),
        answers=tuple(
            _answer(f"c{position}", question_id, value)
            for position, given in enumerate(answers.values())
            for question_id, value in given.items()
        ),
    )
    return evaluate(selection, catalogue, as_of=as_of)


def _answer(candidate_id: str, question_id: str, value: Any) -> Answer:
    fields: dict[str, Any] = {"candidate_id": candidate_id, "question_id": question_id}
    if value is Status.NOT_APPLICABLE:
        fields |= {"status": value, "not_applicable_reason": "test"}
    elif isinstance(value, Status):
        fields |= {"status": value}
    else:
        fields |= {"status": "answered", "value": value}
    return Answer.model_validate(fields)


def trace(figure: go.Figure, name: str) -> Any:
    """The one trace of this name."""
    found = [t for t in figure.data if t.name == name]
    assert len(found) == 1, f"{name}: {[t.name for t in figure.data]}"
    return found[0]


def hatched(figure: go.Figure) -> list[Any]:
    """The bars that are hatched as a whole."""
    return [t for t in figure.data if t.type == "bar" and isinstance(t.marker.pattern.shape, str)]


def written(figure: go.Figure) -> list[str]:
    """The texts that stand in a figure without a mark."""
    return [
        text for t in figure.data if t.type == "scatter" and t.mode == "text" for text in t.text
    ]


def strings(part: Any) -> Iterator[str]:
    """Every text in a figure, hover texts, tick labels and annotations included."""
    if isinstance(part, dict):
        for value in part.values():
            yield from strings(value)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, Sequence) or hasattr(part, "tolist"):
        for value in part.tolist() if hasattr(part, "tolist") else part:
            yield from strings(value)


# What the charts themselves write; anything else in angle brackets came from a user.
_OWN_MARKUP = re.compile(
    r'</?b>|<br>|<span style="[A-Za-z0-9#:;(),.% -]*">|</span>|<extra></extra>'
)


def foreign_markup(figure: go.Figure) -> list[str]:
    """Tags in a figure's texts that the charts did not write."""
    found = []
    for text in strings(figure.to_plotly_json()):
        found += re.findall(r"<[^>]*>?", _OWN_MARKUP.sub("", text))
    return found


def drawn_shapes(figure: go.Figure) -> list[Any]:
    """Lines and bands of a figure, without the signs of its legend."""
    return [shape for shape in figure.layout.shapes if shape.name != "legend"]


def key_words(figure: go.Figure) -> list[str]:
    """The entries of the legend, as seen."""
    return [re.sub(r"<[^>]*>", "", note.text) for note in figure.layout.annotations if note.name]
