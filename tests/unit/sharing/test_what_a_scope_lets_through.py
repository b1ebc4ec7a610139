"""A link shows what its scope allows and nothing else: every typed text is traced."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest
from unit.excel.workbook_reading import all_text, opened, table
from unit.sharing.marked_case import (
    ABOUT_MONEY,
    MADE_AT,
    MONEY_DIGITS,
    catalogue,
    marked_evaluation,
    marked_selection,
)

from scorecard.access import SharedPart
from scorecard.catalogue import Kind
from scorecard.certainty import assess
from scorecard.charts import cost_per_resolved_chart
from scorecard.commercial import cost_of_selection
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
        costs=view.costs,
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
        allowed |= {"text", "source", "document", "waiver", "reason"}
    if scope.costs:
        # With costs the criteria are shown one by one, and why one of them is out.
        allowed |= {"costtext", "excluded"}
        # The quote names the channels that its prices are for.
        allowed |= {"channel"}
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
        *("text", "source", "document", "costsource", "waiver", "excluded", "channel"),
        "reason",
    }
    assert MONEY_DIGITS in everything


def test_every_question_of_the_quote_carries_a_canary() -> None:
    answers = marked_selection().answers
    quote = {q.id for q in catalogue().questions if q.section == "quote"}
    assert quote <= ABOUT_MONEY
    listed = {q.id for q in catalogue().questions if q.kind is Kind.CHOICE}
    for question_id in quote - listed:
        typed = [a for a in answers if a.question_id == question_id and a.value]
        assert typed, question_id
        assert all(MONEY_DIGITS in json.dumps(a.model_dump(mode="json")) for a in typed)


def calculated_figures() -> set[str]:
    """Every cost that is calculated for a candidate, as JSON writes it, to the last digit."""
    costs = cost_of_selection(marked_selection(), catalogue())
    found = set()
    for cost in costs.candidates:
        assert cost.service is not None
        spans = [cost.service.per_resolved, cost.service.month, cost.service.contract]
        spans += [c.month for c in cost.service.channels]
        if cost.loaded_rate is not None:
            spans.append(cost.loaded_rate.per_productive_hour)
        found |= {repr(number) for span in spans for number in (span.low, span.high)}
        # What the cost criterion reads.
        found.add(repr(cost.service.per_resolved.middle))
    return found


def test_no_calculated_cost_is_in_a_link_without_costs(scope: ShareScope) -> None:
    figures = calculated_figures()
    assert len(figures) > 5 * 10
    text = page_text(scope)
    shown = {figure for figure in figures if figure in text}
    assert bool(shown) == scope.costs
    assert (view_in(scope).costs is not None) == scope.costs
    if not scope.costs:
        assert not any(figure in workbook_text(scope) for figure in figures)


def test_the_value_of_the_cost_criterion_is_in_no_link_without_costs(scope: ShareScope) -> None:
    whole = marked_evaluation()
    place = next(k for k, c in enumerate(whole.criteria) if c.id == "price")
    values = {repr(float(v)) for v in whole.values.headline[:, place] if v not in (0, 50, 100)}
    assert values
    if not scope.costs:
        assert not any(value in page_text(scope) for value in values)
        assert "cost_per_resolved" not in json.dumps(
            [c.model_dump(mode="json") for c in view_in(scope).evaluation.criteria]
        )


def test_no_answer_of_the_quote_is_in_a_link_without_costs(scope: ShareScope) -> None:
    quote = {q.id for q in catalogue().questions if q.section == "quote"}
    shown = {answer.question_id for answer in view_in(scope).evaluation.selection.answers}
    assert bool(quote & shown) == scope.costs
    asked = {question.id for question in view_in(scope).shared_questions()}
    assert bool(quote & asked) == scope.costs


def test_shared_costs_tell_no_volume_channel_or_remark() -> None:
    costs = view_in(ShareScope.everything()).costs
    assert costs is not None
    whole = cost_of_selection(marked_selection(), catalogue())
    assert costs.in_house is None
    assert costs.problems == costs.remarks == ()
    for cost, own in zip(costs.candidates, whole.candidates, strict=True):
        assert own.service is not None
        assert cost.service is not None
        assert cost.service.channels == cost.service.cells == cost.service.interaction_types == ()
        assert cost.service.resolved == 1
        assert cost.service.per_resolved == own.service.per_resolved
        assert cost.headline == own.headline
        assert cost.remarks == cost.problems == cost.assumptions == cost.not_stated == ()


def test_a_shared_chart_of_costs_is_that_of_the_whole_selection(scope: ShareScope) -> None:
    view = view_in(scope)
    if view.costs is None:
        return
    whole = cost_per_resolved_chart(
        marked_evaluation(), cost_of_selection(marked_selection(), catalogue())
    )
    shown = cost_per_resolved_chart(view.evaluation, view.costs)
    figures = [column for column in whole.table.columns if column != "Candidate"]
    pd.testing.assert_frame_equal(
        shown.table[figures].reset_index(drop=True), whole.table[figures].reset_index(drop=True)
    )


def test_a_page_holds_no_typed_text_beyond_its_scope(scope: ShareScope) -> None:
    assert set(marks_in(page_text(scope))) <= allowed_marks(scope)


def test_a_workbook_holds_no_typed_text_beyond_its_scope(scope: ShareScope) -> None:
    assert set(marks_in(workbook_text(scope))) <= allowed_marks(scope)


def test_a_workbook_has_the_sheets_of_its_scope_and_no_question_that_the_page_leaves_out(
    scope: ShareScope,
) -> None:
    book = opened(workbook_bytes(scope))
    assert ("Scorecard" in book.sheetnames) == scope.costs
    assert ("Cost" in book.sheetnames) == scope.costs
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
    assert expected | {"reason"} <= set(marks_in(full))
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
    then, now = (
        write_shortlist(
            shown.evaluation,
            costs=shown.costs,
            sharing=sharing,
            created_at=MADE_AT,
            sentences=(shown.sentence,),
        )
        for shown in (thawed, view)
    )
    assert then == now


@pytest.mark.parametrize("hidden", [False, True])
def test_a_snapshot_from_before_reasons_were_kept_in_parts_shows_no_words_of_the_buyer(
    hidden: bool,
) -> None:
    narrow = ShareScope.of([SharedPart.FLAGS], names_hidden=hidden)
    old = json.loads(json.dumps(freeze(view_in(narrow))))
    # As version 1 wrote it until then.
    old["gates"] = [
        [{"state": gate["state"], "reason": gate["public_reason"]} for gate in gates]
        for gates in old["gates"]
    ]
    old["gates"][2][1] = {
        "state": "open",
        "reason": "marked not applicable (zqreason0001); only the brief waives it",
    }
    gates = thaw(old).evaluation.gates
    assert gates[2][1].reason == "only the brief waives it; marked not applicable"
    assert gates[0][0].reason == view_in(narrow).evaluation.gates[0][0].reason
    wide = json.loads(json.dumps(freeze(view_in(ShareScope.everything()))))
    wide["gates"] = old["gates"]
    assert "zqreason0001" in thaw(wide).evaluation.gates[2][1].reason


def test_a_frozen_link_keeps_everything_that_a_value_rests_on(scope: ShareScope) -> None:
    live = view_in(scope).evaluation.inputs
    frozen = thaw(json.loads(json.dumps(freeze(view_in(scope))))).evaluation.inputs
    for field in fields(live):
        was, now = getattr(live, field.name), getattr(frozen, field.name)
        if isinstance(was, np.ndarray):
            np.testing.assert_array_equal(now, was, err_msg=field.name)
        else:
            assert now == was, field.name


def test_a_frozen_link_is_as_sure_as_the_live_one_of_a_price_with_a_range() -> None:
    view = view_in(ShareScope.everything())
    frozen = thaw(json.loads(json.dumps(freeze(view))))
    assert view.evaluation.inputs.values_low is not None
    now, then = assess(view.evaluation), assess(frozen.evaluation)
    assert any(question.is_range for question in now.questions)
    assert [q.standing for q in then.questions] == [q.standing for q in now.questions]
    np.testing.assert_array_equal(then.full.ranks, now.full.ranks)


def test_a_snapshot_from_before_ranges_were_kept_still_opens() -> None:
    old = json.loads(json.dumps(freeze(view_in(ShareScope.everything()))))
    for name in ("values_low", "values_high"):
        old["inputs"].pop(name)
    inputs = thaw(old).evaluation.inputs
    assert inputs.values_low is inputs.values_high is None
