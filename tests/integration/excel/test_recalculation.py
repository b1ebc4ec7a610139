"""The workbook's own formulas, calculated by LibreOffice, give the engine's numbers."""

import random
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from building import AS_OF, number_catalogue, number_selection
from integration.excel.recalculation import recalculated, without_results
from unit.excel.shortlist_case import rich_evaluation
from unit.excel.workbook_reading import scorecard_rows, table

from scorecard.catalogue import load_catalogue
from scorecard.document import read_document
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist
from scorecard.model import Brief, Phase
from scorecard.sentences import ranking_sentence

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = [
    pytest.mark.calc,
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]
CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)


def numbered(
    candidate_count, criterion_count, *, open_share=0.0, dropped_share=0.0, seed=1, brief=None
):
    """An evaluation of random answers: some open, half as many refused, some not applicable."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    names = [f"c{k}" for k in range(criterion_count)]
    catalogue = number_catalogue(
        {name: (0.0, 100.0) if chance.random() < 0.7 else (50.0, 10.0) for name in names},
        {name: f"g{k % 8}" for k, name in enumerate(names)},
    )

    def cell():
        lot = chance.random()
        if lot < open_share:
            return None
        if lot < 1.5 * open_share:
            return "refused"
        return "not_applicable" if lot > 1 - dropped_share else chance.uniform(-5, 110)

    selection = number_selection(
        {f"P{n}": [cell() for _ in names] for n in range(candidate_count)},
        {name: chance.choice([0, 1, 2.5, 7]) for name in names},
        brief=brief,
        phase=Phase.COLLECTING,
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def tied(tie_break):
    """Two candidates with the same overall value, a third behind; x and y weigh the same."""
    catalogue = number_catalogue({"x": (0, 1), "y": (0, 1)}, {"x": "first", "y": "second"})
    selection = number_selection(
        {"A": [0.2, 0.6], "B": [0.6, 0.2], "C": [0.1, 0.1]},
        {"x": 1, "y": 1},
        brief=Brief(tie_break=tie_break),
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def meeting_at_an_end():
    """B's range reaches up to A and from C down, all under a tie-break; D is level with A."""
    catalogue = number_catalogue({"x": (0, 1), "y": (0, 1)}, {"x": "first", "y": "second"})
    selection = number_selection(
        {"A": [0.7, 0.7], "B": [0.4, None], "C": [0.2, 0.2], "D": [0.8, 0.6]},
        {"x": 1, "y": 1},
        brief=Brief(tie_break="criterion:x"),
        phase=Phase.COLLECTING,
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def worked_evaluation():
    path = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"
    document = read_document(path.read_bytes())
    return evaluate(document.selection, document.catalogue or load_catalogue(), as_of=AS_OF)


def three_level():
    """Three candidates with the same overall value, of whom the tie-break puts B first, then C."""
    catalogue = number_catalogue({"x": (0, 1), "y": (0, 1)}, {"x": "first", "y": "second"})
    selection = number_selection(
        {"A": [0.2, 0.6], "B": [0.6, 0.2], "C": [0.4, 0.4], "D": [0.1, 0.1]},
        {"x": 1, "y": 1},
        brief=Brief(tie_break="criterion:x"),
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def covered(coverages, tie_break="", points=None):
    """Candidates of whom so many of ten equal criteria are answered, all with the same value."""
    catalogue = number_catalogue({f"k{n}": (0, 100) for n in range(10)})
    selection = number_selection(
        {
            name: [50.0 if n < answered else None for n in range(10)]
            for name, answered in coverages.items()
        },
        points or {f"k{n}": 1 for n in range(10)},
        brief=Brief(tie_break=tie_break),
        phase=Phase.COLLECTING,
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def ahead(count, *, first=80.0):
    """One criterion; the first candidate has `first`, the others 50 and are tied."""
    catalogue = number_catalogue({"x": (0, 100), "y": (0, 100)})
    answers = {f"P{n}": [first if n == 0 else 50.0, 50.0] for n in range(count)}
    return evaluate(number_selection(answers, {"x": 1, "y": 1}), catalogue, as_of=AS_OF)


CASES = {
    "one": numbered(1, 5),
    "two": numbered(2, 7, seed=2),
    "fifty": numbered(50, 60, open_share=0.1, seed=3),
    "open": numbered(4, 6, open_share=1.0, seed=4),
    "half_open": numbered(7, 9, open_share=0.4, seed=5),
    "counted_worst": numbered(
        5, 8, open_share=0.4, seed=7, brief=Brief(open_policy_while_collecting="worst")
    ),
    "not_applicable": numbered(6, 9, open_share=0.1, dropped_share=0.3, seed=8),
    "worked": worked_evaluation(),
    "gates": rich_evaluation(),
    "tied": tied(""),
    "tied_by_criterion": tied("criterion:y"),
    "tied_by_group": tied("group:first"),
    "three_level": three_level(),
    "meeting_at_an_end": meeting_at_an_end(),
    "tied_by_evidence": numbered(6, 3, seed=6, brief=Brief(tie_break="evidenced")),
    # Below 60 % of the weight no leader is announced: one, two, three of those in front.
    "one_too_open": covered({"A": 6, "B": 5}),
    "two_too_open": covered({"B": 5, "A": 3, "C": 9}),
    "three_too_open": covered({"A": 1, "B": 2, "C": 3}),
    "just_covered": covered({"A": 6, "B": 6}),
    "alone_and_too_open": covered({"A": 2}),
    # Who has answered nothing has no rank, and the others may still fall behind.
    "some_unanswered": covered({"B": 0, "A": 6, "D": 0, "C": 7}),
    "one_answered": covered({"B": 0, "A": 6}),
    "unanswered_under_a_tie_break": covered({"B": 0, "A": 6, "C": 10}, tie_break="criterion:k1"),
    "leads_two_who_are_tied": ahead(3),
    "three_tied": ahead(3, first=50.0),
    "five_tied": ahead(5, first=50.0),
    "leads_by_next_to_nothing": ahead(2, first=50.04),
}
# Where nobody has answered anything, nobody is ranked.
RANKED = tuple(name for name, case in CASES.items() if case.ranked_order)
REWEIGHTED = ("worked", "half_open", "counted_worst", "not_applicable")
NEW_POINTS = {"attrition": 5, "price": 60, "calibration": 0, "maturity": 12.5, "proven": 3}


# Three times the points for what nobody has answered: 6 of 18 is covered, a third.
OPEN_CRITERIA_WEIGH = {f"k{n}": 3 for n in range(6, 10)}


def written(evaluation):
    return write_shortlist(evaluation, created_at=CREATED_AT, sentences=("A sentence.",))


def other_points(evaluation):
    """Points that turn the order of the weights round: 0, 1.5, 3, … in the criteria's order."""
    return {c.id: 1.5 * number for number, c in enumerate(evaluation.criteria)}


def with_points(content, points):
    """The workbook as an analyst leaves it who typed other points, found by their names."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for criterion_id, number in points.items():
        address = workbook.defined_names[f"points_{criterion_id}"].attr_text.split("!")[1]
        workbook["Scorecard"][address.replace("$", "")].value = number
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def results(calc_path, tmp_path_factory):
    contents = {name: without_results(written(case)) for name, case in CASES.items()}
    contents["new_points"] = with_points(written(CASES["gates"]), NEW_POINTS)
    contents["worked_without_points"] = with_points(
        written(CASES["worked"]), dict.fromkeys(other_points(CASES["worked"]), 0)
    )
    contents["too_open_after_other_points"] = with_points(
        written(CASES["just_covered"]), OPEN_CRITERIA_WEIGH
    )
    contents["tied_after_other_points"] = with_points(
        written(CASES["leads_two_who_are_tied"]), {"x": 0}
    )
    for name in REWEIGHTED:
        points = other_points(CASES[name])
        contents[f"{name}_reweighted"] = with_points(written(CASES[name]), points)
    return recalculated(calc_path, tmp_path_factory.mktemp("calc"), contents)


def assert_results_are(workbook, evaluation):
    rows = scorecard_rows(workbook["Scorecard"])
    names = [candidate.name for candidate in evaluation.candidates]

    def column(label):
        return [rows[label][name] for name in names]

    for label, expected in {
        "Overall value": evaluation.overall,
        "Lowest overall value still possible": evaluation.overall_low,
        "Highest overall value still possible": evaluation.overall_high,
        "Overall value as evidenced": evaluation.overall_evidenced,
        "Coverage (share of the weight that is settled)": evaluation.coverage_pct / 100,
    }.items():
        assert column(label) == pytest.approx(expected.tolist(), abs=1e-9), label
    for label, ranks in {
        "Rank": evaluation.rank,
        "Best rank still possible": evaluation.rank_best,
        "Worst rank still possible": evaluation.rank_worst,
        "Rank as evidenced": evaluation.rank_evidenced,
    }.items():
        assert [rank or 0 for rank in column(label)] == ranks.tolist(), label


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_calculates_the_engine_s_values_and_ranks(results, name):
    assert_results_are(results[name], CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_the_summary_follows_the_scorecard(results, name):
    evaluation = CASES[name]
    rows = table(results[name]["Summary"], "Rank")
    shown = {row["Candidate"]: row for row in rows if row["Candidate"]}
    for r, candidate in enumerate(evaluation.candidates):
        row = shown[candidate.name]
        assert row["Overall value"] == pytest.approx(evaluation.overall[r], abs=1e-9)
        assert row["Coverage"] == pytest.approx(evaluation.coverage_pct[r] / 100, abs=1e-9)
        if evaluation.rank[r] > 0:
            best, worst = evaluation.rank_best[r], evaluation.rank_worst[r]
            assert row["Rank"] == evaluation.rank[r]
            expected = f"{best}" if best == worst else f"{best}–{worst}"
            assert row["Possible ranks"] == expected


def test_contributions_by_group_are_the_engine_s(results):
    evaluation = CASES["fifty"]
    rows = scorecard_rows(results["fifty"]["Scorecard"])
    for index, group in enumerate(evaluation.groups):
        shown = [rows[group.title][c.name] for c in evaluation.candidates]
        expected = evaluation.group_contributions[:, index].tolist()
        assert shown == pytest.approx(expected, abs=1e-9)


def details(sheet, title):
    """Label → candidate → value of the detail block below a title in column A."""
    rows = list(sheet.iter_rows(values_only=True))
    names = next(row for row in rows if row[0] == "Group")
    start = next(n for n, row in enumerate(rows) if row[0] == title)
    found = {}
    for row in rows[start + 1 :]:
        if row[0] is None:
            return found
        found[row[0]] = dict(zip(names[4:], row[4:], strict=True))
    return found


@pytest.mark.parametrize("name", ["half_open", "counted_worst", "worked", "gates"])
def test_settled_and_lent_contributions_are_the_engine_s_and_add_up(results, name):
    evaluation = CASES[name]
    sheet = results[name]["Scorecard"]
    settled = details(sheet, "Contributions by group, of what is settled")
    lent = details(sheet, "Contributions by group, lent by open answers")
    low = evaluation.values.low * evaluation.weights
    for index, group in enumerate(evaluation.groups):
        members = [c.group == group.id for c in evaluation.criteria]
        expected = low[:, members].sum(axis=1)
        shown = [settled[group.title][c.name] for c in evaluation.candidates]
        assert shown == pytest.approx(expected.tolist(), abs=1e-9)
        rest = evaluation.group_contributions[:, index] - expected
        shown = [lent[group.title][c.name] for c in evaluation.candidates]
        assert shown == pytest.approx(rest.tolist(), abs=1e-9)


def finding(workbook):
    return next(
        row[4]
        for row in workbook["Scorecard"].iter_rows(values_only=True)
        if row[0] == "Title of the chart of contributions"
    )


@pytest.mark.parametrize("name", RANKED)
def test_the_title_of_the_contributions_is_calculated_as_it_was_written(results, name):
    written_title = finding(openpyxl.load_workbook(BytesIO(written(CASES[name])), data_only=True))
    assert finding(results[name]) == written_title


def test_the_title_of_the_contributions_follows_other_points(results):
    before = CASES["worked"]
    after = evaluate(
        before.selection, before.catalogue, as_of=before.as_of, points=other_points(before)
    )
    expected = finding(openpyxl.load_workbook(BytesIO(written(after)), data_only=True))
    assert finding(results["worked"]) != expected
    assert finding(results["worked_reweighted"]) == expected


def test_other_points_typed_into_the_workbook_give_what_the_engine_gives_for_them(results):
    before = CASES["gates"]
    after = evaluate(before.selection, before.catalogue, as_of=before.as_of, points=NEW_POINTS)
    assert np.abs(after.overall - before.overall).max() > 1
    assert_results_are(results["new_points"], after)


@pytest.mark.parametrize("name", REWEIGHTED)
def test_open_and_dropped_answers_follow_other_weights_as_in_the_engine(results, name):
    before = CASES[name]
    points = other_points(before)
    after = evaluate(before.selection, before.catalogue, as_of=before.as_of, points=points)
    assert np.abs(after.overall - before.overall).max() > 0.1
    assert_results_are(results[f"{name}_reweighted"], after)


def headline(workbook):
    return workbook["Summary"]["A3"].value


def named(workbook, name):
    sheet, address = workbook.defined_names[name].attr_text.split("!")
    return workbook[sheet][address.replace("$", "")].value


@pytest.mark.parametrize("name", RANKED)
def test_the_leader_is_calculated_as_it_was_written_and_as_the_pages_say(results, name):
    before = openpyxl.load_workbook(BytesIO(written(CASES[name])), data_only=True)
    assert headline(results[name]) == headline(before)
    for figure in ("leader", "lead"):
        assert named(results[name], figure) == named(before, figure) or (
            named(results[name], figure) == pytest.approx(named(before, figure), abs=1e-9)
        )
    if name not in ("five_tied", "tied_by_criterion", "tied_by_group", "three_level"):
        assert ranking_sentence(CASES[name]).startswith(headline(results[name]))


def test_the_leader_and_the_lead_follow_other_points(results):
    before = CASES["worked"]
    after = evaluate(
        before.selection, before.catalogue, as_of=before.as_of, points=other_points(before)
    )
    calculated = results["worked_reweighted"]
    assert headline(calculated) != headline(results["worked"])
    assert ranking_sentence(after).startswith(headline(calculated))
    rows = {row["Rank"]: row for row in table(calculated["Summary"], "Rank") if row["Candidate"]}
    assert named(calculated, "leader") == rows[1]["Candidate"]
    lead = rows[1]["Overall value"] - rows[2]["Overall value"]
    assert named(calculated, "lead") == pytest.approx(lead, abs=1e-9)


@pytest.mark.parametrize("name", REWEIGHTED)
def test_the_first_sentence_is_the_pages_for_other_points(results, name):
    before = CASES[name]
    points = other_points(before)
    after = evaluate(before.selection, before.catalogue, as_of=before.as_of, points=points)
    assert ranking_sentence(after).startswith(headline(results[f"{name}_reweighted"]))


def test_ties_are_told_as_ties(results):
    assert headline(results["tied"]) == "A and B are tied at 40.0."
    assert named(results["tied"], "leader") == "A and B"
    assert named(results["tied"], "lead") == 0
    assert headline(results["three_tied"]) == "P0, P1 and P2 are tied at 50.0."
    assert headline(results["five_tied"]) == "P0, P1 and 3 more are tied at 50.0."
    # 0.5 · 80 + 0.5 · 50 = 65 against 50; without x all have 50.
    assert headline(results["leads_two_who_are_tied"]) == "P0 leads P1 by 15.0."
    assert headline(results["tied_after_other_points"]) == "P0, P1 and P2 are tied at 50.0."
    # 0.5 · 0.04 = 0.02 apart.
    assert headline(results["leads_by_next_to_nothing"]) == "P0 leads P1 by less than 0.1."


def test_a_declared_tie_break_is_named_where_it_decides(results):
    assert headline(results["tied_by_group"]) == (
        "B and A are equal at 40.0; the tie-break puts B first."
    )
    assert named(results["tied_by_group"], "leader") == "B"
    assert headline(results["three_level"]) == (
        "B, C and A are equal at 40.0; the tie-break puts B first."
    )


def test_no_leader_is_named_where_those_in_front_are_covered_too_little(results):
    start = "No leader yet: "
    end = " of the weight; a leader is announced from 60 %."
    for name, said in {
        "one_too_open": "B is covered to 50 %",
        "two_too_open": "A is covered to 30 % and B to 50 %",
        "three_too_open": "A is covered to 10 %, B to 20 % and 1 more to less than 60 %",
        "alone_and_too_open": "A is covered to 20 %",
        "too_open_after_other_points": "A is covered to 33 % and B to 33 %",
    }.items():
        assert headline(results[name]) == f"{start}{said}{end}"
        assert named(results[name], "leader") == "none yet"
        assert not named(results[name], "lead")
    assert headline(results["just_covered"]) == "Provisional: A and B are tied at 50.0."


def test_without_any_points_nobody_leads(results):
    assert headline(results["worked_without_points"]) == "No leader yet: all weights are zero."


def test_what_was_exported_says_of_which_day_it_is(results):
    assert results["worked_reweighted"]["Summary"]["A4"].value == (
        "As exported on 2026-11-22: A sentence."
    )


def test_equal_values_share_a_rank_and_the_next_rank_is_left_out(results):
    # 0.2 and 0.6 in either order make 40; C has 10.
    ranks = scorecard_rows(results["tied"]["Scorecard"])["Rank"]
    assert ranks == {"A": 1, "B": 1, "C": 3}


def test_a_declared_tie_break_decides_in_the_workbook_too(results):
    by_criterion = scorecard_rows(results["tied_by_criterion"]["Scorecard"])["Rank"]
    assert by_criterion == {"A": 1, "B": 2, "C": 3}
    by_group = scorecard_rows(results["tied_by_group"]["Scorecard"])["Rank"]
    assert by_group == {"A": 2, "B": 1, "C": 3}


def test_no_cell_of_any_sheet_calculates_to_an_error(results):
    for name, workbook in results.items():
        for sheet in workbook.worksheets:
            for cells in sheet.iter_rows():
                for cell in cells:
                    assert cell.data_type != "e", (name, sheet.title, cell.coordinate)
