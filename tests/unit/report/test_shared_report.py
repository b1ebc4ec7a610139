"""A report made for a share link shows what its scope allows and nothing else."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, combinations

import pytest
from unit.report.report_reading import Reading
from unit.sharing.marked_case import AS_OF, MADE_AT, MONEY_DIGITS, marked_evaluation

from scorecard.access import SharedPart
from scorecard.certainty import assess
from scorecard.commercial import cost_of_selection
from scorecard.report import write_report, write_shared_report
from scorecard.sharing import ShareScope, shared_view

PARTS = (SharedPart.FLAGS, SharedPart.COSTS, SharedPart.EVIDENCE)
EVERY_SCOPE = [
    ShareScope.of(parts, names_hidden=hidden)
    for parts in chain.from_iterable(combinations(PARTS, n) for n in range(4))
    for hidden in (False, True)
]
MARK = re.compile(r"zq([a-z_]+)[0-9]{4}", re.IGNORECASE)
# Planted amounts end in .7391, which is written as .74; a rate per hour has one or two digits.
AMOUNT = re.compile(r"\b[0-9]{1,2}\.74\b")


def described(scope: ShareScope) -> str:
    parts = "+".join(sorted(part.value for part in scope.parts))
    return f"{parts}{' without names' if scope.names_hidden else ''}"


@cache
def page_in(scope: ShareScope) -> bytes:
    view = shared_view(marked_evaluation(), scope, shared_by="Dana", made_at=MADE_AT)
    return write_shared_report(view)


def marks(page: bytes) -> set[str]:
    return {kind.lower() for kind in MARK.findall(page.decode("utf-8"))}


def headings(page: bytes) -> set[str]:
    return {heading.attributes["id"] for heading in Reading(page).all("h2")}


@pytest.mark.parametrize("scope", EVERY_SCOPE, ids=described)
def test_no_hidden_name_and_no_typed_text_beyond_the_scope_is_anywhere_in_the_file(
    scope: ShareScope,
) -> None:
    allowed: set[str] = set()
    if not scope.names_hidden:
        allowed = {"name"}
        allowed |= {"override"} if scope.flags else set()
        allowed |= {"text", "waiver", "reason"} if scope.evidence else set()
        allowed |= {"excluded", "costtext"} if scope.costs else set()
    page = page_in(scope)
    assert marks(page) <= allowed
    assert ("name" in marks(page)) != scope.names_hidden
    assert (b"Candidate A" in page) == scope.names_hidden
    assert Reading(page).faults == []


@pytest.mark.parametrize("scope", EVERY_SCOPE, ids=described)
def test_amounts_of_money_are_in_it_only_with_the_part_costs(scope: ShareScope) -> None:
    said = Reading(page_in(scope)).said
    assert bool(AMOUNT.search(said)) == scope.costs
    if not scope.costs:
        assert MONEY_DIGITS not in said


@pytest.mark.parametrize("scope", EVERY_SCOPE, ids=described)
def test_sections_follow_the_scope(scope: ShareScope) -> None:
    shown = headings(page_in(scope))
    assert shown >= {"summary", "ranking", "method"}
    assert ("flags" in shown) == scope.flags
    # Without costs nothing by criterion: whoever knows the rest could work out the prices.
    for section in ("decides", "values", "weights"):
        assert (section in shown) == scope.costs
    assert ("costs" in shown) == scope.costs
    assert ("sure" in shown) == (scope.costs and scope.evidence)
    assert ("behind" in shown) == (scope.costs or scope.evidence)


def test_the_report_of_the_owner_has_names_amounts_and_every_section() -> None:
    evaluation = marked_evaluation()
    page = write_report(
        evaluation,
        certainty=assess(evaluation),
        costs=cost_of_selection(evaluation.selection, evaluation.catalogue),
        written_on=AS_OF,
    )
    assert {"name", "override"} <= marks(page)
    assert AMOUNT.search(Reading(page).said)
    assert headings(page) == {
        *("summary", "ranking", "decides", "sure", "flags", "values"),
        *("costs", "behind", "weights", "method"),
    }
    assert marks(page).isdisjoint({"contact", "note", "clarification", "attachment", "id", "brief"})


def test_what_is_left_out_is_said() -> None:
    said = Reading(page_in(ShareScope.of([], names_hidden=True))).said
    assert "Names are hidden" in said
    assert "Red flags are not part of this report" in said
    assert "Rates and other amounts of money are not part of this report" in said
