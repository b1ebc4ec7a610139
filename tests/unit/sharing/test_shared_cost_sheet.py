"""The sheet Cost behind a share link: figures of an hour and of a resolved contact, no volumes."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from building import AS_OF
from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection
from unit.excel.cost_sheet_case import crowded_selection, without_volumes, worked_selection
from unit.excel.cost_sheet_reading import rows_below
from unit.excel.workbook_reading import opened
from unit.sharing.marked_case import MADE_AT, catalogue, marked_evaluation, marked_selection

from scorecard.access import SharedPart
from scorecard.commercial import Span, cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist
from scorecard.model import Selection
from scorecard.sharing import ShareScope, freeze, shared_view, thaw
from scorecard.ui.shared_views import shared_workbook, sheet_scope

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

COSTS = ShareScope.of([SharedPart.COSTS])
HIDDEN = ShareScope.of([SharedPart.COSTS], names_hidden=True)
EVERYTHING = ShareScope.everything()
WITH_COSTS = [
    ShareScope.of({SharedPart.COSTS, *more}, names_hidden=hidden)
    for more in ((), (SharedPart.EVIDENCE,), (SharedPart.FLAGS, SharedPart.EVIDENCE))
    for hidden in (False, True)
]
MARK = re.compile(r"zq([a-z_]+)[0-9]{4}", re.IGNORECASE)
NUMBER = re.compile(r"(?<![A-Z$0-9.])[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?")
STEPS = "Parts not in the price or not stated"


def described(scope: ShareScope) -> str:
    parts_of = "+".join(sorted(part.value for part in scope.parts))
    return f"{parts_of}{' without names' if scope.names_hidden else ''}"


def content_of(case: Selection, scope: ShareScope) -> bytes:
    evaluation = evaluate(case, catalogue(), as_of=AS_OF)
    return written(shared_view(evaluation, scope, shared_by="Dana", made_at=MADE_AT))


def written(view: Any) -> bytes:
    return write_shortlist(
        view.evaluation,
        costs=view.costs,
        sharing=sheet_scope(view),
        created_at=MADE_AT,
        sentences=(view.sentence,),
    )


def sheet_of(case: Selection, scope: ShareScope, *, results: bool = True) -> Any:
    return opened(content_of(case, scope), results=results)["Cost"]


@cache
def marked_content(scope: ShareScope) -> bytes:
    return written(shared_view(marked_evaluation(), scope, shared_by="Dana", made_at=MADE_AT))


def orders(sheet: Any) -> dict[str, list[Any]]:
    return {row[0]: row[1:12] for row in rows_below(sheet, "Candidate", "Pricing model")}


def steps(sheet: Any) -> dict[str, list[Any]]:
    return {row[0]: row[1:11] for row in rows_below(sheet, "Candidate", STEPS)}


def quote(rate: float, **more: object) -> dict[str, object]:
    return {
        "headline_rate_per_hour": rate,
        "rate_basis": "productive",
        "rate_parts": parts(),
        **more,
    }


TWO_QUOTES: dict[str, Mapping[str, Any]] = {
    "Atlas": quote(18),
    "Borealis": quote(13.5, rate_parts=[]),
}


def test_each_candidate_has_its_three_figures_and_places_as_by_hand() -> None:
    rows = orders(sheet_of(selection(E_MAIL_BRIEF, TWO_QUOTES), COSTS))
    # 1,000 productive hours resolve 4,500: Atlas 18 × 1,000 ÷ 4,500 = 4. Nothing is broken down of
    # Borealis's 13.50: ÷ 0.75 to ÷ 0.60 is 18 to 22.50 an hour, 4 to 5 per resolved contact.
    assert rows["Atlas"][1:] == [18, 2, 18, 18, 18, 1, 4, 4, 4, 1]
    assert rows["Borealis"][1:] == pytest.approx([13.5, 1, 18, 22.5, 20.25, 2, 4, 5, 4.5, 2])


def test_the_loaded_rate_comes_from_what_is_stated_and_the_missing_parts() -> None:
    rows = steps(sheet_of(selection(E_MAIL_BRIEF, TWO_QUOTES), COSTS))
    # As stated, missing share, its divisor and the loaded rate, each low and high.
    assert rows["Atlas"][2:] == [18, 18, 0, 0, 1, 1, 18, 18]
    assert rows["Borealis"][2:] == pytest.approx([13.5, 13.5, 1, 1, 0.75, 0.6, 18, 22.5])
    assert rows["Atlas"][0] is None
    assert rows["Borealis"][0].startswith("Workforce management")


def test_places_and_the_loaded_rate_are_formulas_and_the_rest_is_called_as_exported() -> None:
    sheet = sheet_of(selection(E_MAIL_BRIEF, TWO_QUOTES), COSTS, results=False)
    for row in orders(sheet).values():
        headline, *figures = row[1:]
        assert headline in (18, 13.5)
        assert [bool(re.match(r"=RANK\(", str(figures[n]))) for n in (0, 4, 8)] == [True] * 3
        # The loaded rate is read from the table below; a resolved contact stands as exported.
        assert all(str(cell).startswith("=") for cell in figures[1:4])
        assert all(isinstance(cell, int | float) for cell in figures[5:7])
    header = next(row for row in sheet.iter_rows() if row[1].value == STEPS)
    below = sheet[header[0].row + 1]
    for heading, cell in zip(header, below, strict=True):
        if isinstance(cell.value, int | float):
            assert "as exported" in heading.value
    assert [str(cell.value).startswith("=") for cell in below[7:11]] == [True] * 4


@pytest.mark.parametrize("scope", WITH_COSTS, ids=described)
def test_hidden_names_are_labels_on_the_sheet(scope: ShareScope) -> None:
    case = worked_selection()
    sheet = sheet_of(case, scope)
    names = [candidate.name for candidate in case.candidates]
    text = "\n".join(texts_in(sheet))
    assert any(name in text for name in names) != scope.names_hidden
    assert all(name in text for name in names) != scope.names_hidden
    assert ("Candidate A" in text) == scope.names_hidden
    assert len(orders(sheet)) == len(names)


def test_figures_and_places_are_those_of_the_whole_selection() -> None:
    for case in (worked_selection(), crowded_selection(), without_volumes()):
        whole = cost_of_selection(case, catalogue())
        names = {candidate.id: candidate.name for candidate in case.candidates}
        rows = orders(sheet_of(case, COSTS))
        for cost in whole.candidates:
            row = rows[names[cost.candidate_id]]
            ranks = whole.ranks_by_candidate[cost.candidate_id]
            assert [row[n] for n in (2, 6, 10)] == [
                place or "–" for place in (ranks.headline, ranks.loaded, ranks.resolved)
            ]
            rate = cost.loaded_rate
            for column, span in (
                (3, None if rate is None else rate.per_productive_hour),
                (7, cost.cost_per_resolved_contact),
            ):
                expected = ["–", "–"] if span is None else pytest.approx([span.low, span.high])
                assert row[column : column + 2] == expected


@pytest.mark.parametrize(
    "scope",
    [
        ShareScope.of(more, names_hidden=hidden)
        for more in ((), (SharedPart.EVIDENCE,), (SharedPart.FLAGS, SharedPart.EVIDENCE))
        for hidden in (False, True)
    ],
    ids=described,
)
def test_without_costs_in_scope_there_is_no_sheet(scope: ShareScope) -> None:
    assert "Cost" not in opened(content_of(worked_selection(), scope)).sheetnames


def test_where_nobody_has_quoted_there_is_no_sheet() -> None:
    case = selection(E_MAIL_BRIEF, {"Atlas": {}, "Borealis": {}})
    assert "Cost" not in opened(content_of(case, COSTS)).sheetnames


def test_costs_that_nobody_reduced_do_not_get_past_the_sheet_either() -> None:
    evaluation = marked_evaluation()
    content = write_shortlist(
        evaluation,
        costs=cost_of_selection(evaluation.selection, evaluation.catalogue),
        sharing=sheet_scope(shared_view(evaluation, COSTS, shared_by="Dana", made_at=MADE_AT)),
        created_at=MADE_AT,
        sentences=("A sentence.",),
    )
    sheet = opened(content)["Cost"]
    assert not amounts_and_volumes() & {rounded(n) for n in numbers_in(sheet)}
    assert marks_in(sheet) <= {"name"}


def texts_in(sheet: Any) -> Iterator[str]:
    """Every text of the sheet: cells, formulas, comments, header and footer."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                yield str(cell.value)
            if cell.comment is not None:
                yield cell.comment.text
            if cell.hyperlink is not None:
                yield f"{cell.hyperlink.location} {cell.hyperlink.tooltip}"


def marks_in(sheet: Any) -> set[str]:
    return {kind.lower() for text in texts_in(sheet) for kind in MARK.findall(text)}


def numbers_in(sheet: Any) -> Iterator[float]:
    """Every number of the sheet, also those within its formulas and its texts."""
    for text in texts_in(sheet):
        for found in NUMBER.findall(text.replace(",", "")):
            yield float(found)


def rounded(number: float) -> str:
    """Nine digits, which tell a figure from any other that is not the same."""
    return f"{number:.9g}"


def figures_within(record: object) -> Iterator[float]:
    """Every number within a result of the calculation."""
    if isinstance(record, bool | str) or record is None:
        return
    if isinstance(record, int | float):
        yield float(record)
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            yield from figures_within(getattr(record, field.name))
    elif isinstance(record, tuple | list):
        for entry in record:
            yield from figures_within(entry)


@cache
def amounts_and_volumes() -> frozenset[str]:
    """Volumes, hours, posts and amounts of a month or a contract of the marked selection.

    Not what a link with costs shows: figures of an hour and of a resolved contact, and shares.
    Small whole numbers (agents, months) are left out, because dates and references have them too.
    """
    case = marked_selection()
    whole = cost_of_selection(case, catalogue())
    records: list[object] = [whole.in_house]
    records += [volume.contacts_per_month for volume in case.brief.volumes]
    for cost in whole.candidates:
        service, saved = cost.service, cost.savings
        assert service is not None
        assert saved is not None
        records += [
            *(service.contacts, service.resolved, service.productive_hours, service.paid_agents),
            *(service.month, service.month_as_stated, service.variable, service.contract),
            *(service.one_off, service.base_fee, saved.month, saved.contract),
            *(saved.partner_month, saved.programme_manager_month),
        ]
        for part in (*service.channels, *service.interaction_types, *service.cells):
            records += [part.contacts, part.resolved, part.month]
        for channel in service.channels:
            staffing = channel.staffing
            records += [
                *(staffing.productive_hours, staffing.logged_in_hours, staffing.paid_agents),
                *(staffing.offered_load_peak, staffing.offered_load_trough),
            ]
        for part in (*service.interaction_types, *service.cells):
            records.append(part.productive_hours)
        assert cost.models is not None
        records += [scenario.contacts for scenario in cost.models.scenarios]
        records += [span for model in cost.models.models for span in model.by_scenario]
    numbers = {number for record in records for number in figures_within(record)}
    per_unit = {
        number
        for cost in whole.candidates
        for span in (
            cost.cost_per_resolved_contact,
            None if cost.loaded_rate is None else cost.loaded_rate.per_productive_hour,
        )
        if isinstance(span, Span)
        for number in (span.low, span.high)
    }
    return frozenset(
        rounded(number)
        for number in numbers - per_unit
        if not (number.is_integer() and number < 100)
    )


@pytest.mark.parametrize("scope", WITH_COSTS, ids=described)
def test_no_volume_and_no_amount_of_a_month_is_on_the_sheet(scope: ShareScope) -> None:
    forbidden = amounts_and_volumes()
    assert len(forbidden) > 100
    for results in (True, False):
        sheet = opened(marked_content(scope), results=results)["Cost"]
        shown = {rounded(number) for number in numbers_in(sheet)}
        assert len(shown) > 20
        assert not forbidden & shown


def test_the_analyst_s_own_sheet_does_hold_them_so_that_their_absence_means_something() -> None:
    evaluation = marked_evaluation()
    content = write_shortlist(
        evaluation,
        costs=cost_of_selection(evaluation.selection, evaluation.catalogue),
        created_at=MADE_AT,
        sentences=("A sentence.",),
    )
    shown = {rounded(number) for number in numbers_in(opened(content)["Cost"])}
    assert len(amounts_and_volumes() & shown) > 50


@pytest.mark.parametrize("scope", WITH_COSTS, ids=described)
def test_nothing_that_somebody_typed_is_on_the_sheet_but_shown_names(scope: ShareScope) -> None:
    sheet = opened(marked_content(scope), results=False)["Cost"]
    assert marks_in(sheet) == (set() if scope.names_hidden else {"name"})


def test_ten_times_the_volume_gives_the_very_same_sheet() -> None:
    # Whoever answers e-mails needs ten times the hours for ten times the contacts.
    volumes = [{"interaction_type": "Order status", "contacts_per_month": 60_000}]
    cells = [
        [[cell.value for cell in row] for row in sheet_of(case, COSTS, results=False).iter_rows()]
        for case in (
            selection(E_MAIL_BRIEF, TWO_QUOTES),
            selection(E_MAIL_BRIEF | {"volumes": volumes}, TWO_QUOTES),
        )
    ]
    figures = [[c for row in sheet for c in row if isinstance(c, int | float)] for sheet in cells]
    assert figures[0] == pytest.approx(figures[1], rel=1e-12)
    others = [[c for row in sheet for c in row if isinstance(c, str)] for sheet in cells]
    assert others[0] == others[1]


def test_another_own_team_gives_the_very_same_workbook() -> None:
    # What the own team costs is not shared in any form.
    without, with_team = (
        opened(content_of(selection(E_MAIL_BRIEF | more, TWO_QUOTES), COSTS))["Cost"]
        for more in ({}, {"in_house": {"base_wage_per_hour": 21.5}})
    )
    assert list(texts_in(without)) == list(texts_in(with_team))


def test_reference_figures_about_quotes_stand_on_the_sheet_and_none_about_the_own_team() -> None:
    for scope in (COSTS, EVERYTHING):
        text = "\n".join(texts_in(sheet_of(worked_selection(), scope)))
        assert "Reference figures: none of them is a fact about a candidate" in text
        assert "Loaded hour, offshore" in text
        assert "Base wage, Mexico" not in text


def test_only_the_share_that_missing_parts_can_hide_can_be_changed() -> None:
    sheet = openpyxl.load_workbook(BytesIO(content_of(worked_selection(), COSTS)))["Cost"]
    assert sheet.protection.sheet
    unlocked = [c.value for row in sheet.iter_rows() for c in row if not c.protection.locked]
    # 25 to 40 % of the true cost, data/commercial.toml.
    assert unlocked == [0.25, 0.4]


def test_the_button_s_workbook_has_the_sheet_where_the_link_has_costs() -> None:
    evaluation = marked_evaluation()
    for scope in (COSTS, HIDDEN, ShareScope.of([SharedPart.FLAGS])):
        view = shared_view(evaluation, scope, shared_by="Dana", made_at=MADE_AT)
        book = opened(shared_workbook(view, "marked"))
        assert ("Cost" in book.sheetnames) == scope.costs


def test_a_frozen_link_gives_the_same_sheet_as_when_it_was_made() -> None:
    evaluation = evaluate(worked_selection(), catalogue(), as_of=AS_OF)
    view = shared_view(evaluation, HIDDEN, shared_by="Dana", made_at=MADE_AT)
    thawed = thaw(json.loads(json.dumps(freeze(view))))
    assert written(thawed) == written(view)


def test_rates_without_volumes_are_shared_without_claiming_that_nobody_has_a_price() -> None:
    sheet = sheet_of(without_volumes(), COSTS)
    text = "\n".join(texts_in(sheet))
    assert "Nobody has stated a price" not in text
    assert "No quote can be worked out yet." in text
    assert all(row[3] != "–" for row in orders(sheet).values())
    assert all(row[7] == "–" for row in orders(sheet).values())
