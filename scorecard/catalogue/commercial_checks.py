"""Whether what the cost calculation is told to read is there, in the form that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard.catalogue.commercial import Commercial
from scorecard.catalogue.questions import Kind, Option, Question
from scorecard.catalogue.reference_checks import References

Reasons = Iterator[tuple[str, str]]

# What the calculation can compute with: its own vocabulary, not knowledge that could be changed.
KIND_OF_ROLE = {
    "headline_rate": Kind.MONEY,
    "loaded_rate": Kind.MONEY,
    "rate_parts": Kind.TABLE,
    "pricing_model": Kind.CHOICE,
    "lock_in_months": Kind.NUMBER,
    "quote_currency": Kind.CHOICE,
    "rate_basis": Kind.CHOICE,
    "price_lines": Kind.TABLE,
    "set_up_fee": Kind.MONEY,
    "ramp_fee": Kind.MONEY,
    "minimum_volume": Kind.NUMBER,
    "overtime_surcharge": Kind.NUMBER,
    "peak_surcharge": Kind.NUMBER,
    "indexation": Kind.NUMBER,
    "contract_months": Kind.NUMBER,
    "quality_bonus": Kind.NUMBER,
    "service_credit": Kind.NUMBER,
    "volume_convention": Kind.CHOICE,
    "performance": Kind.TABLE,
    "shrinkage": Kind.NUMBER,
}
OPTIONS_OF_ROLE = {
    "rate_basis": {"paid", "logged_in", "productive"},
    "volume_convention": {"contacts", "issues"},
}
COLUMNS_OF_ROLE = {
    "rate_parts": {"part", "treatment", "amount"},
    "price_lines": {"unit", "channel", "from_contacts", "price"},
    "performance": {"channel", "aht_minutes", "fcr_pct", "occupancy_pct", "concurrent_chats"},
}
PRICE_UNITS = {
    "per_fte_month",
    "per_hour",
    "per_minute",
    "per_contact",
    "per_resolved_contact",
    "per_outcome",
    "base_fee_month",
}
SHRINKAGE_PART = "shrinkage"


def commercial_reasons(commercial: Commercial, references: References) -> Reasons:
    """Every fault as the entry of commercial.toml and the reason."""
    for role, question_id in commercial.questions:
        where = f"questions.{role}"
        for reason in references.missing(question_id):
            yield where, reason
        question = references.questions.get(question_id)
        if question is not None:
            yield from ((where, reason) for reason in _question_reasons(role, question))
    asked = commercial.ramp_weeks_question
    for reason in references.missing(asked) if asked else ():
        yield "ramp_weeks_question", reason
    ramp = references.questions.get(asked)
    if ramp is not None and ramp.kind is not Kind.NUMBER:
        yield "ramp_weeks_question", f"'{asked}' is a {ramp.kind.value}, and weeks are a number"
    yield from _part_reasons(commercial, references)
    yield from _model_reasons(commercial, references)


def _question_reasons(role: str, question: Question) -> Iterator[str]:
    kind = KIND_OF_ROLE[role]
    if question.kind is not kind:
        yield f"'{question.id}' is a {question.kind.value}, the calculation needs a {kind.value}"
        return
    if role in OPTIONS_OF_ROLE:
        yield from _difference("options", OPTIONS_OF_ROLE[role], _ids(question.options))
    if role in COLUMNS_OF_ROLE:
        columns = {column.id for column in question.columns}
        yield from _difference("columns", COLUMNS_OF_ROLE[role], columns)
        if role == "price_lines" and "unit" in columns:
            yield from _difference("units", PRICE_UNITS, _ids(question.column("unit").options))


def _part_reasons(commercial: Commercial, references: References) -> Reasons:
    question = references.questions.get(commercial.questions.rate_parts)
    if question is None or question.kind is not Kind.TABLE:
        return
    parts = {part.id for part in commercial.parts}
    for reason in _difference("parts", _ids(question.fixed_rows), parts):
        yield "parts", reason
    if SHRINKAGE_PART not in parts:
        yield "parts", f"needs the part '{SHRINKAGE_PART}', which is a divisor"
    treatments = commercial.treatments
    named = {*treatments.in_the_rate, *treatments.not_in_the_rate, treatments.as_percentage}
    if "treatment" in {column.id for column in question.columns}:
        for name in sorted(named - _ids(question.column("treatment").options)):
            yield "treatments", f"names '{name}', which is no treatment of '{question.id}'"


def _model_reasons(commercial: Commercial, references: References) -> Reasons:
    question = references.questions.get(commercial.questions.pricing_model)
    if question is not None and question.kind is Kind.CHOICE:
        models = {model.id for model in commercial.pricing_models}
        for reason in _difference("models", _ids(question.options), models):
            yield "pricing_models", reason
    for model in commercial.pricing_models:
        if model.price_unit and model.price_unit not in PRICE_UNITS:
            yield "pricing_models", f"'{model.id}' has the unknown unit '{model.price_unit}'"


def _ids(options: tuple[Option, ...]) -> set[str]:
    return {option.id for option in options}


def _difference(what: str, needed: set[str], present: set[str]) -> Iterator[str]:
    for missing in sorted(needed - present):
        yield f"lacks '{missing}' among the {what}"
    for extra in sorted(present - needed):
        yield f"has '{extra}' among the {what}, with which nothing can be calculated"
