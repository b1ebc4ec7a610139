"""A link shows what its scope allows and nothing else: every typed text is traced."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations

import numpy as np
import pytest
from unit.excel.workbook_reading import all_text, opened, table
from unit.sharing.marked_case import (
    MADE_AT,
    MONEY_DIGITS,
    marked_evaluation,
    marked_selection,
)

from scorecard.access import SharedPart
from scorecard.excel import write_shortlist
from scorecard.sharing import SharedView, ShareScope, freeze, shared_view, thaw
from scorecard.ui.shared_views import sheet_scope

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PARTS = (SharedPart.FLAGS, SharedPart.COSTS, SharedPart.EVIDENCE)
EVERY_SCOPE = [
    ShareScope.of(parts, names_hidden=hidden)
    for parts in chain.from_iterable(combinations(PARTS, n) for n in range(4))
    for hidden in (False, True)
]
MARK = re.compile(r"zq([a-z_]+)[0-9]{4}", re.IGNORECASE)


def described(scope: ShareScope) -> str:
    parts = "+".join(sorted(part.value for part in scope.parts))
    return f"{parts}{' without names' if scope.names_hidden else ''}"


@pytest.fixture(params=EVERY_SCOPE, ids=described)
def scope(request: pytest.FixtureRequest) -> ShareScope:
    """Each of the sixteen scopes."""
    result = request.param
    assert isinstance(result, ShareScope)
    return result


@cache
def view_in(scope: ShareScope) -> SharedView:
    return shared_view(marked_evaluation(), scope, shared_by="Dana", made_at=MADE_AT)


def page_text(scope: ShareScope) -> str:
    """All that a page can show: the view as JSON, and its sentence."""
    view = view_in(scope)
    return json.dumps(freeze(view), ensure_ascii=False) + view.sentence + view.title


@cache
def workbook_bytes(scope: ShareScope) -> bytes:
    view = view_in(scope)
    return write_shortlist(
        view.evaluation,
        sharing=sheet_scope(view),
        created_at=MADE_AT,
        sentences=(view.sentence,),
    )


@cache
def workbook_text(scope: ShareScope) -> str:
    """Every part of the workbook's archive, names of the parts included."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(scope))) as archive:
        return "\n".join(
            name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


def allowed_marks(scope: ShareScope) -> set[str]:
    """Which kinds of typed text a scope lets through, written down independently of the code."""
    if scope.names_hidden:
        return set()
    allowed = {"name"}
    if scope.flags:
        allowed |= {"override"}
    if scope.evidence:
        allowed |= {"text", "source", "document", "waiver"}
    if scope.costs:
        # With costs the criteria are shown one by one, and why one of them is out.
        allowed |= {"costtext", "excluded"}
    if scope.costs and scope.evidence:
        allowed |= {"costsource", "costdocument"}
    return allowed


def marks_in(text: str) -> Iterator[str]:
    return (found.lower() for found in MARK.findall(text))


def test_the_case_has_marks_of_every_kind_so_that_their_absence_means_something() -> None:
    everything = json.dumps(marked_selection().model_dump(mode="json"))
    kinds = set(marks_in(everything))
    assert kinds >= {
        *("name", "id", "contact", "note", "clarification", "brief", "attachment", "override"),
        *("text", "source", "document", "costsource", "waiver", "excluded"),
    }
    assert MONEY_DIGITS in everything


def test_a_page_holds_no_typed_text_beyond_its_scope(scope: ShareScope) -> None:
    assert set(marks_in(page_text(scope))) <= allowed_marks(scope)


def test_a_workbook_holds_no_typed_text_beyond_its_scope(scope: ShareScope) -> None:
    assert set(marks_in(workbook_text(scope))) <= allowed_marks(scope)


def test_a_workbook_has_the_sheets_of_its_scope_and_no_question_that_the_page_leaves_out(
    scope: ShareScope,
) -> None:
    book = opened(workbook_bytes(scope))
    assert ("Scorecard" in book.sheetnames) == scope.costs
    assert ("Red flags" in book.sheetnames) == scope.flags
    assert ("Answers with evidence" in book.sheetnames) == scope.evidence
    if scope.evidence:
        rows = table(book["Answers with evidence"], "Candidate")
        shown = {question.label for question in view_in(scope).shared_questions()}
        assert {row["Question"] for row in rows} == shown
    # The one criterion that stands for all where they are left out is nobody's value function.
    assert "All criteria together" not in all_text(book)


def test_amounts_of_money_appear_only_in_links_that_show_costs(scope: ShareScope) -> None:
    assert (MONEY_DIGITS in page_text(scope)) == scope.costs
    if not scope.costs:
        assert MONEY_DIGITS not in workbook_text(scope)


def test_names_appear_exactly_where_they_are_not_hidden(scope: ShareScope) -> None:
    for text in (page_text(scope), workbook_text(scope)):
        assert ("name" in set(marks_in(text))) != scope.names_hidden
        assert ("Candidate A" in text) == scope.names_hidden


def test_evidence_and_flags_appear_where_they_are_in_scope() -> None:
    full = page_text(ShareScope.everything())
    expected = {"text", "source", "document", "override", "costsource", "waiver", "excluded"}
    assert expected <= set(marks_in(full))
    assert any(view_in(ShareScope.everything()).evaluation.flags_shown)


def test_without_flags_no_finding_and_no_rule_is_in_the_view(scope: ShareScope) -> None:
    evaluation = view_in(scope).evaluation
    has_findings = any(evaluation.findings)
    assert has_findings == scope.flags
    assert bool(evaluation.catalogue.red_flags) == scope.flags


def test_without_costs_no_value_by_criterion_is_in_the_view(scope: ShareScope) -> None:
    view = view_in(scope)
    assert view.is_broken_down == scope.costs
    if not scope.costs:
        assert len(view.evaluation.criteria) == 1
        assert view.evaluation.values.headline.shape == (5, 1)
        assert view.evaluation.inputs.inputs == ()


def test_a_flag_that_rests_on_money_stays_in_sight_without_its_figures() -> None:
    def price_flag(scope: ShareScope) -> list[tuple[str, float | str | None, str]]:
        return [
            (f.rule.id, f.value, f.message)
            for findings in view_in(scope).evaluation.flags_shown
            for f in findings
            if f.rule.id == "price_abnormally_low"
        ]

    with_costs = price_flag(ShareScope.of([SharedPart.FLAGS, SharedPart.COSTS]))
    without = price_flag(ShareScope.of([SharedPart.FLAGS]))
    assert [rule for rule, _, _ in with_costs] == [rule for rule, _, _ in without]
    assert with_costs
    assert all(value is not None for _, value, _ in with_costs)
    assert all(value is None and "left out" in message for _, value, message in without)


def test_what_a_flag_quotes_from_an_answer_is_left_out_without_the_part_evidence() -> None:
    def contradicted(*parts: SharedPart) -> list[str]:
        view = view_in(ShareScope.of([SharedPart.FLAGS, *parts]))
        return [f.message for flags in view.evaluation.flags_shown for f in flags if f.is_raised]

    assert any(MARK.search(message) for message in contradicted(SharedPart.EVIDENCE))
    without = contradicted()
    assert not any(MARK.search(message) for message in without)
    assert any("22 % of the starters" in message for message in without)


def test_the_ranking_is_the_same_in_every_scope(scope: ShareScope) -> None:
    whole, shown = marked_evaluation(), view_in(scope).evaluation
    for name in ("overall", "overall_low", "overall_high", "overall_evidenced", "coverage_pct"):
        np.testing.assert_array_equal(getattr(shown, name), getattr(whole, name))
    for name in ("rank", "rank_best", "rank_worst", "rank_evidenced"):
        np.testing.assert_array_equal(getattr(shown, name), getattr(whole, name))
    np.testing.assert_allclose(shown.values.headline @ shown.weights, whole.overall, rtol=1e-12)
    assert shown.is_excluded == whole.is_excluded


def test_the_sentence_tells_of_flags_and_of_what_decides_only_within_the_scope(
    scope: ShareScope,
) -> None:
    sentence = view_in(scope).sentence
    assert ("flag" in sentence) == scope.flags
    assert ("decides it" in sentence) == (scope.flags and scope.costs)


def test_a_frozen_link_shows_the_same_page_and_workbook_as_when_it_was_made(
    scope: ShareScope,
) -> None:
    view = view_in(scope)
    # Through text, as a database keeps it.
    thawed = thaw(json.loads(json.dumps(freeze(view))))
    assert thawed.is_frozen
    assert freeze(thawed) == freeze(view)
    sharing = sheet_scope(view)
    assert write_shortlist(
        thawed.evaluation, sharing=sharing, created_at=MADE_AT, sentences=(thawed.sentence,)
    ) == write_shortlist(
        view.evaluation, sharing=sharing, created_at=MADE_AT, sentences=(view.sentence,)
    )
