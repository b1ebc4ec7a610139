"""Which questions, criteria, gates and red flags rest on money."""

from __future__ import annotations

from scorecard.catalogue import (
    Catalogue,
    Condition,
    Criterion,
    DerivedValue,
    Kind,
    PriceValue,
    Question,
    questions_read,
)

QUOTE_SECTION = "quote"


def cost_questions(catalogue: Catalogue) -> frozenset[str]:
    """The ids of the questions whose answers tell what a candidate costs.

    Those are answered with money, alone or in a column of a table, or feed the price criterion. In
    the price's own group a number without a unit counts as money too: an amount in the brief's
    currency has none. Of the quote everything counts: surcharges and fees in per cent, volumes
    that are invoiced, and the handle time and resolution on which it was calculated are terms of
    the price, and with any amount known from elsewhere they give the cost.
    """
    priced = {
        item.question
        for criterion in catalogue.criteria
        for item in criterion.inputs
        if isinstance(item.value, PriceValue)
    }
    groups = {question.group for question in catalogue.questions if question.id in priced}
    return frozenset(
        priced
        | {
            question.id
            for question in catalogue.questions
            if question.section == QUOTE_SECTION
            or any(
                kind is Kind.MONEY
                or (kind is Kind.NUMBER and not unit and question.group in groups)
                for kind, unit in _kinds_and_units(question)
            )
        }
    )


def rests_on(criterion: Criterion, questions: frozenset[str]) -> bool:
    """Whether the criterion is fed by one of the questions, itself or through a derived figure."""
    read = {item.question for item in criterion.inputs}
    for item in criterion.inputs:
        if isinstance(item.value, DerivedValue):
            read.update(item.value.figure.reads)
    return not read.isdisjoint(questions)


def condition_reads(condition: Condition, questions: frozenset[str]) -> bool:
    """Whether a gate's or red flag's condition reads one of the questions."""
    return not questions.isdisjoint(questions_read(condition))


def _kinds_and_units(question: Question) -> list[tuple[Kind, str]]:
    columns = [(column.kind, column.unit) for column in question.columns]
    return [(question.kind, question.unit), *columns]
