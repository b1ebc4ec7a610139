"""A small selection with every kind of question, a gate, red flags and hostile text."""

from __future__ import annotations

from datetime import UTC, date, datetime

from building import number_catalogue

from scorecard.catalogue import Catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, Selection

AS_OF = date(2026, 11, 22)
CREATED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOSTILE_NAME = '=HYPERLINK("http://evil.example";"x") & Söhne'
SECRET_NOTE = "Spoke to Maria at the Lisbon site"

_COMMON = {
    "why": "It decides whether the team stays.",
    "good_evidence": "A report by programme.",
    "ask_whom": "operations director",
    "sources": ["checklist"],
}


def _question(question_id: str, group: str, label: str, kind: str, **more: object) -> dict:
    return {
        "id": question_id,
        "group": group,
        "label": label,
        "text": f"{label}?",
        "kind": kind,
        **_COMMON,
        **more,
    }


def _options(*pairs: tuple[str, str]) -> list[dict]:
    return [{"id": option_id, "label": label} for option_id, label in pairs]


def _points(*anchors: tuple[float, float]) -> dict:
    return {
        "kind": "points",
        "points": [{"performance": p, "value": v} for p, v in anchors],
        "sources": ["checklist"],
        "rationale": "Above 18 % the checklist raises a flag.",
    }


def _criterion(criterion_id: str, group: str, title: str, points: float, *inputs: dict) -> dict:
    return {
        "id": criterion_id,
        "group": group,
        "title": title,
        "question": f"{title}?",
        "why": "It predicts quality.",
        "points": points,
        "evidence_rule": "A report with scope and date.",
        "sources": ["assumption"],
        "inputs": list(inputs),
    }


def _rule(rule_id: str, reads: str, severity: str, raised_when: dict, message: str) -> dict:
    example = {"answers": {}}
    return {
        "id": rule_id,
        "family": rule_id,
        "title": message.split(":", maxsplit=1)[0],
        "severity": severity,
        "reads": reads,
        "raised_when": raised_when,
        "message": message,
        "ask_next": "Ask for the trend by programme over three quarters.",
        "ask_whom": "operations director",
        "sources": ["checklist"],
        "examples": {"raised": example, "clear": example, "unknown": example},
    }


def rich_catalogue() -> Catalogue:
    """Two groups, six criteria, every kind of question that the sheets must put into words."""
    yes_no = _options(("yes", "Yes"), ("no", "No"))
    assumed = {"sources": ["assumption"], "rationale": "Assumed."}
    return Catalogue.model_validate(
        {
            "version": "2026-11-20",
            "name": "Test catalogue",
            "settings": number_catalogue({"any": (0, 1)}).settings.model_dump()
            | {"disagreements": ["One source says 6 weeks, the other 10."]},
            "groups": [
                {
                    "id": "floor",
                    "title": "Floor management",
                    "short_title": "Floor",
                    "why": "It decides quality.",
                    "sources": ["checklist"],
                },
                {
                    "id": "money",
                    "title": "Commercials",
                    "short_title": "Commercials",
                    "why": "It decides cost.",
                    "sources": ["checklist"],
                },
            ],
            "questions": [
                _question("attrition", "floor", "Attrition in 120 days", "number", unit="%",
                          minimum=0, maximum=100),
                _question("cadence", "floor", "Calibration cadence", "choice",
                          options=_options(("weekly", "Weekly"), ("none", "None"))),
                _question("shown", "floor", "What was shown", "checklist", observed=True,
                          options=_options(("scorecard", "QA scorecard"), ("session", "Session"))),
                _question("maturity", "floor", "Maturity seen on site", "rating",
                          options=_options(*[(str(n), f"Level {n}") for n in range(6)])),
                _question("ramps", "floor", "Ramps delivered", "table",
                          columns=[
                              {"id": "account", "label": "Account"},
                              {"id": "agents", "label": "Agents", "kind": "number",
                               "unit": "agents"},
                          ]),
                _question("approach", "floor", "Approach to attrition", "text"),
                _question("sites", "floor", "Delivery sites", "tags"),
                _question("rate", "money", "Loaded rate", "money", unit="an hour"),
                _question("certified", "money", "ISO 27001 held", "choice", options=yes_no),
            ],
            "criteria": [
                _criterion("attrition", "floor", "Early attrition", 30,
                           {"question": "attrition",
                            "value": _points((8, 100), (18, 40), (30, 0))}),
                _criterion("price", "money", "Price", 20,
                           {"question": "rate", "value": {"kind": "price", **assumed}}),
                _criterion("calibration", "floor", "Calibration", 25,
                           {"question": "cadence", "share": 2, "value": {
                               "kind": "levels", "levels": {"weekly": 100, "none": 0}, **assumed}},
                           {"question": "shown", "share": 1, "value": {
                               "kind": "checklist",
                               "item_points": {"scorecard": 1, "session": 3}, **assumed}}),
                _criterion("maturity", "floor", "Maturity", 15,
                           {"question": "maturity", "value": {"kind": "rating", **assumed}}),
                _criterion("proven", "floor", "Proven ramp", 10,
                           {"question": "ramps", "value": {
                               "kind": "derived", "unit": "agents",
                               "figure": {"name": "largest_in_column", "reads": ["ramps"],
                                          "parameters": {"column": "agents"}},
                               "points": [{"performance": 0, "value": 0},
                                          {"performance": 100, "value": 100}], **assumed}}),
            ],
            "gates": [
                {
                    "id": "certified",
                    "title": "ISO 27001 certificate",
                    "applies": "opt_in",
                    "reads": "certified",
                    "passes_when": {"test": "one_of", "question": "certified", "options": ["yes"]},
                    "minimum_evidence": "claimed",
                    "why": "Customer data is handled.",
                    "sources": ["checklist"],
                }
            ],
            "red_flags": [
                _rule("attrition_high", "attrition", "critical",
                      {"test": "above", "question": "attrition", "threshold": 18, "unit": "%"},
                      "Attrition above the line: $value $unit, the line is $threshold $unit"),
                _rule("rate_low", "rate", "major",
                      {"test": "below", "question": "rate", "threshold": 12, "unit": "USD"},
                      "Rate suspiciously low: $value $unit"),
                _rule("no_calibration", "cadence", "minor",
                      {"test": "one_of", "question": "cadence", "options": ["none"]},
                      "No calibration: cadence is $value"),
            ],
            "benchmarks": [
                {"id": "offshore", "title": "Offshore rate", "unit": "USD an hour", "low": 12,
                 "high": 18, "date": "2025", "sources": ["checklist"]},
            ],
            "sources": [
                {"id": "checklist", "title": "Buyer's checklist", "publisher": "A publisher",
                 "date": "2026"},
            ],
        }
    )  # fmt: skip


def _answer(candidate: str, question: str, value: object = None, **more: object) -> Answer:
    fields: dict[str, object] = {"candidate_id": candidate, "question_id": question, **more}
    if value is not None:
        fields |= {"status": "answered", "value": value}
    return Answer.model_validate(fields)


DOCUMENT = {
    "title": "Attrition report",
    "issuer": "External auditor",
    "issued_on": "2026-06-30",
    "scope": "Lisbon, voice",
    "expires_on": "2027-06-30",
}


def rich_selection(**changes: object) -> Selection:
    """Atlas answered everything, Borealis with gaps, the hostile one failed the gate."""
    answers = [
        _answer("atlas", "attrition", 12.5, evidence="documented", document=DOCUMENT,
                source="Call on 3 November", as_of="2026-10-01"),
        _answer("atlas", "cadence", "weekly"),
        _answer("atlas", "shown", ("session",)),
        _answer("atlas", "maturity", 4.0),
        _answer("atlas", "ramps", ({"account": "Northwind", "agents": 120.0},
                                   {"account": "Contoso", "agents": 60.0})),
        _answer("atlas", "approach", "=1+1 is how we see it", note=SECRET_NOTE),
        _answer("atlas", "sites", ("Lisbon", "Porto")),
        _answer("atlas", "rate", 15.5),
        _answer("atlas", "certified", "yes"),
        _answer("borealis", "attrition", 22.0),
        _answer("borealis", "shown", ("scorecard", "session")),
        _answer("borealis", "maturity", status="refused"),
        _answer("borealis", "rate", 11.0),
        _answer("hostile", "attrition", 9.0),
        _answer("hostile", "certified", "no"),
        _answer("hostile", "cadence", "none"),
    ]  # fmt: skip
    fields: dict[str, object] = {
        "id": "rich",
        "title": "Support & care 2027",
        "created_at": datetime(2026, 9, 1, tzinfo=UTC),
        "phase": Phase.COLLECTING,
        "brief": Brief(
            target_rate_per_hour=12,
            ceiling_rate_per_hour=20,
            gate_settings=({"gate_id": "certified", "state": "on"},),
        ),
        "points": {"attrition": 30, "price": 20, "calibration": 25, "maturity": 15, "proven": 10},
        "candidates": (
            Candidate(id="borealis", name="Borealis", shortlisted=True,
                      override_reason="Trend halved since June", override_by="A. Analyst"),
            Candidate(id="hostile", name=HOSTILE_NAME, position=1),
            Candidate(id="atlas", name="Atlas", position=2, shortlisted=True),
        ),
        "answers": tuple(answers),
        "revision": 42,
    }  # fmt: skip
    return Selection.model_validate(fields | changes)


def rich_evaluation(**changes: object) -> Evaluation:
    """The rich selection, evaluated."""
    return evaluate(rich_selection(**changes), rich_catalogue(), as_of=AS_OF)
