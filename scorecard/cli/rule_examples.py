"""The catalogue's rules tried out: figures that exist, examples that come out as they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import JsonValue, ValidationError

from scorecard.catalogue import Catalogue, Example, RedFlagRule
from scorecard.catalogue.checks import Fault
from scorecard.facts import Case, unknown_figures
from scorecard.model import Answer, Brief
from scorecard.red_flags import State, find

CANDIDATE_ID = "example"


def rule_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Every derived figure that does not exist, and every example with another outcome.

    Examples are decided as of the catalogue's version, the day of its last change.
    """
    for reason in unknown_figures(catalogue):
        yield Fault("criteria/, gates.toml, red_flags/", "figure", reason)
    as_of = date.fromisoformat(catalogue.version)
    for rule in catalogue.red_flags:
        for name, example in rule.examples:
            reason = _unlike(rule, State(name), example, as_of, catalogue.option_labels)
            if reason:
                yield Fault("red_flags/", rule.id, f"example '{name}' {reason}")


def _unlike(
    rule: RedFlagRule,
    wanted: State,
    example: Example,
    as_of: date,
    labels: Mapping[tuple[str, str], str],
) -> str:
    """What an example comes to instead of `wanted`, or ''."""
    try:
        case = Case(
            CANDIDATE_ID,
            _answers(example.answers),
            Brief.model_validate(example.brief),
            as_of,
            tuple(_answers(peer) for peer in example.peers),
            labels=labels,
            calculated=example.calculated,
            peers_calculated=example.peers_calculated,
        )
        (finding,) = find([rule], case)
    except ValidationError as problem:
        return f"cannot be read: {problem.errors()[0]['msg']}"
    except LookupError as problem:
        return f"cannot be decided: there is no figure or parameter {problem}"
    return "" if finding.state is wanted else f"comes out as '{finding.state.value}'"


def _answers(written: Mapping[str, JsonValue]) -> dict[str, Answer]:
    """Answers written as a bare value, or as a table with `status` and `value`."""
    answers = {}
    for question_id, value in written.items():
        fields: dict[str, object] = {"candidate_id": CANDIDATE_ID, "question_id": question_id}
        if isinstance(value, dict):
            fields |= {"not_applicable_reason": "example", **value}
        else:
            fields |= {"status": "answered", "value": value}
        answers[question_id] = Answer.model_validate(fields)
    return answers
