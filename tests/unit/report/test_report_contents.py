"""What the report says: numbers by hand, and the same bytes for the same arguments."""

from __future__ import annotations

from datetime import date

import pytest
from building import AS_OF, number_catalogue, number_selection
from jinja2 import UndefinedError
from pages import WORKED
from unit.charts.chart_cases import GATE_ON, minimum_gate, scored
from unit.report.report_reading import Reading

from scorecard.catalogue import load_catalogue
from scorecard.certainty import assess
from scorecard.document import read_document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, Candidate, Phase, Selection
from scorecard.report import rendered, write_report
from scorecard.rules_fixed import Fixed, RuleChange, RulesFixed

ANCHORS = {"quality": (0.0, 100.0), "speed": (0.0, 100.0)}
GROUPS = {"quality": "craft", "speed": "pace"}
WEIGHTS = {"quality": 3.0, "speed": 1.0}


def by_hand(matrix: dict[str, list[float | str | None]], phase: Phase = Phase.CLOSED) -> Evaluation:
    selection = number_selection(matrix, WEIGHTS, phase=phase)
    return evaluate(selection, number_catalogue(ANCHORS, GROUPS), as_of=AS_OF)


def reading_of(evaluation: Evaluation, *, with_certainty: bool = True) -> Reading:
    certainty = assess(evaluation) if with_certainty else None
    page = Reading(
        write_report(evaluation, certainty=certainty, written_on=AS_OF, written_by="Dana")
    )
    assert page.faults == []
    return page


def test_the_report_says_of_the_anchors_only_what_is_known() -> None:
    evaluation = by_hand({"Atlas": [90, 50], "Borealis": [60, 70]})

    def told(**more: RulesFixed) -> str:
        return write_report(evaluation, written_on=AS_OF, **more).decode()

    assert "before any candidate was entered" not in told()
    assert "fixed before any candidate was entered" in told(
        rules=RulesFixed(unchanged=Fixed.BEFORE_CANDIDATES)
    )
    late = RuleChange(rule="criterion:speed", when=Fixed.AFTER_ANSWERS, day=date(2026, 10, 3))
    assert "Those of Speed were changed after answers had been recorded, last on 2026-10-03" in (
        told(rules=RulesFixed(unchanged=Fixed.BEFORE_CANDIDATES, changes=(late,)))
    )


def worked() -> Selection:
    return read_document(WORKED.read_bytes()).selection


def worked_with(candidates: int) -> Selection:
    """The worked selection with its first candidates only, or with copies of them."""
    whole = worked()
    chosen, answers = [], []
    for number in range(candidates):
        model = whole.candidates[number % len(whole.candidates)]
        copy = f"{model.id}_{number}"
        chosen.append(
            model.model_copy(
                update={"id": copy, "name": f"{model.name} {number}", "position": number}
            )
        )
        answers += [
            a.model_copy(update={"candidate_id": copy})
            for a in whole.answers
            if a.candidate_id == model.id
        ]
    return whole.model_copy(update={"candidates": tuple(chosen), "answers": tuple(answers)})


def cells(page: Reading, table_class: str) -> list[list[str]]:
    """The rows of the table with this class."""
    rows: list[list[str]] = []
    is_inside = False
    for element in page.elements:
        if element.tag == "table":
            is_inside = table_class in element.attributes.get("class", "").split()
        if is_inside and element.tag == "tr":
            rows.append([])
        if is_inside and element.tag in ("td", "th"):
            rows[-1].append(element.text)
    return rows


def test_the_ranking_table_shows_overall_values_ranges_and_ranks_worked_out_by_hand() -> None:
    # Weights 3/4 and 1/4. Atlas 0.75·80 + 0.25·40 = 70. Borealis 0.75·60 + 0.25·80 = 65.
    # Cobalt 0.75·40 + 0.25·open: 30 to 55, and 30 while open counts 0 after closing.
    evaluation = by_hand({"Atlas": [80, 40], "Borealis": [60, 80], "Cobalt": [40, None]})
    rows = cells(reading_of(evaluation), "ranking")
    assert rows[0][:4] == ["Rank", "Candidate", "Overall value", "Possible values"]
    # As evidenced bare claims count as open, 0 once responses are closed: nobody is ahead.
    assert [row[:7] for row in rows[1:]] == [
        ["1", "Atlas", "70.0", "70.0", "1", "0.0 (1)", "100 %"],
        ["2", "Borealis", "65.0", "65.0", "2", "0.0 (1)", "100 %"],
        ["3", "Cobalt", "30.0", "30.0–55.0", "3", "0.0 (1)", "75 %"],
    ]


def test_who_has_answered_nothing_stands_last_without_rank_and_value() -> None:
    # While responses are open, nothing answered would count 50, ahead of Borealis with 0.75·40 +
    # 0.25·20 = 35.
    matrix: dict[str, list[float | str | None]]
    matrix = {"Atlas": [80, 40], "Borealis": [40, 20], "Cobalt": [None, None]}
    evaluation = by_hand(matrix, Phase.COLLECTING)
    rows = cells(reading_of(evaluation), "ranking")
    assert [(row[0], row[1], row[2], row[6]) for row in rows[1:]] == [
        ("1", "Atlas", "70.0", "100 %"),
        ("2", "Borealis", "35.0", "100 %"),
        ("–", "Cobalt", "–", "no answers yet"),
    ]


def test_bars_are_as_long_as_the_values_and_whiskers_as_wide_as_the_range() -> None:
    evaluation = by_hand({"Atlas": [80, 40], "Cobalt": [40, None]})
    page = reading_of(evaluation)
    first, second = page.all("div", **{"class": "row"})[:2]
    assert (first.text, second.text[:8]) == (
        "1 Atlas 70.0 70.0 possible · rank 1 certain · as evidenced 0.0, rank 1",
        "2 Cobalt",
    )
    bars = [e.attributes for e in page.all("rect", height="16") if "svg" in e.inside]
    assert [bar["width"] for bar in bars[:2]] == ["70%", "30%"]
    # Cobalt: 30 at the least, 55 at the most.
    lines = [(e.attributes["x1"], e.attributes["x2"]) for e in page.all("line", y1="12")]
    assert ("30%", "55%") in lines


def test_what_decides_shows_each_group_with_its_part_of_the_lead() -> None:
    # On craft 0.75·(80 − 60) = +15.0, on pace 0.25·(40 − 80) = −10.0; together +5.0.
    evaluation = by_hand({"Atlas": [80, 40], "Borealis": [60, 80]})
    rows = cells(reading_of(evaluation), "duel")
    assert [row[:5] for row in rows[1:]] == [
        ["Craft", "75.0 %", "80.0", "60.0", "+15.0"],
        ["Pace", "25.0 %", "40.0", "80.0", "−10.0"],
        ["Lead in overall value", "+5.0", ""],
    ]


def test_the_stacked_bars_start_where_the_group_before_ends() -> None:
    # Atlas: craft 0.75·80 = 60 from 0, pace 0.25·40 = 10 from 60.
    evaluation = by_hand({"Atlas": [80, 40], "Borealis": [60, 80]})
    page = reading_of(evaluation)
    stacked = [(e.attributes["x"], e.attributes["width"]) for e in page.all("rect", height="16")]
    assert stacked[2:4] == [("0%", "60%"), ("60%", "10%")]


def test_an_open_answer_is_hatched_and_a_refused_one_is_a_zero_with_its_sign() -> None:
    evaluation = by_hand({"Atlas": [80, 40], "Cobalt": ["refused", None]})
    rows = cells(reading_of(evaluation), "heat")
    assert [row for row in rows if row[0] == "Quality"] == [["Quality", "75.0 %", "80", "0 ×"]]
    assert [row for row in rows if row[0] == "Speed"] == [["Speed", "25.0 %", "40", "open"]]


def test_the_head_says_who_wrote_it_when_and_from_which_data() -> None:
    page = reading_of(evaluate(worked(), load_catalogue(), as_of=AS_OF))
    head = page.all("header")[0].text
    for words in (
        "Lindenhaus",
        "Provisional. Responses are still open",
        "Judged as of 22 November 2026",
        "22 November 2026 by Dana",
        "Revision 1",
        f"Catalogue {load_catalogue().version}",
        f"Seed {load_catalogue().settings.robustness.seed}",
        "an invented example: these candidates do not exist",
    ):
        assert words in head


def test_a_closed_selection_is_not_called_provisional() -> None:
    page = reading_of(by_hand({"Atlas": [80, 40], "Borealis": [60, 80]}))
    assert "rovisional" not in page.said


def test_every_raised_flag_of_the_worked_selection_is_there_with_what_to_ask() -> None:
    evaluation = evaluate(worked(), load_catalogue(), as_of=AS_OF)
    said = reading_of(evaluation).said
    raised = [finding for flags in evaluation.flags_shown for finding in flags]
    assert len(raised) > 20
    for finding in raised:
        assert " ".join(finding.message.split()) in said
        assert finding.rule.ask_next in said
    assert "22 %, threshold 18 %" in said


def test_of_many_candidates_every_critical_flag_is_listed_and_the_rest_is_counted() -> None:
    evaluation = evaluate(worked_with(20), load_catalogue(), as_of=AS_OF)
    page = reading_of(evaluation)
    critical = sum(len(evaluation.critical_flags(row)) for row in range(20))
    listed = [e for e in page.all("span", **{"class": "badge critical"}) if "li" in e.inside]
    assert critical > 8
    assert len(listed) == critical
    assert "not critical are listed in the workbook only" in page.said


@pytest.mark.parametrize("count", [0, 1, 2, 5, 50])
def test_a_report_of_any_number_of_candidates_is_well_formed_and_names_them_all(
    count: int,
) -> None:
    selection = worked_with(count)
    page = reading_of(evaluate(selection, load_catalogue(), as_of=AS_OF))
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for candidate in selection.candidates:
        assert candidate.name in page.said
    assert ("No candidate has been entered yet" in page.said) == (count == 0)


def test_a_failed_gate_stands_below_a_line_with_its_reason() -> None:
    whole = worked()
    refused = Answer(
        candidate_id=whole.candidates[0].id, question_id="compliance_documents", status="refused"
    )
    answers = tuple(
        refused
        if (a.candidate_id, a.question_id) == (refused.candidate_id, refused.question_id)
        else a
        for a in whole.answers
    )
    evaluation = evaluate(
        whole.model_copy(update={"answers": answers}), load_catalogue(), as_of=AS_OF
    )
    assert evaluation.excluded_order
    page = reading_of(evaluation)
    assert "Out of the ranking: a gate is not met" in page.said
    for row in evaluation.excluded_order:
        failed = [g for g in evaluation.gates[row] if g.state.value == "fail"]
        assert f"{failed[0].title}: failed, {failed[0].reason}" in page.said


def test_without_points_nothing_is_ranked_and_the_report_says_why() -> None:
    selection = number_selection({"Atlas": [80, 40]}, {"quality": 0.0, "speed": 0.0})
    evaluation = evaluate(selection, number_catalogue(ANCHORS, GROUPS), as_of=AS_OF)
    page = reading_of(evaluation)
    assert evaluation.nothing_ranked_because in page.said
    assert page.all("section", **{"aria-labelledby": "decides"}) == []


def test_below_the_declared_coverage_no_leader_is_announced_in_the_comparison_either() -> None:
    evaluation = by_hand({"Atlas": [None, 40], "Borealis": [60, None]}, Phase.COLLECTING)
    page = reading_of(evaluation)
    assert "No leader is announced yet" in page.said
    told = page.said.partition("A clear leader is first in at least")[0]
    for word in ("leads", "beats", "is first", "First in simulated", "Lead ", "the leader"):
        assert word not in told
    assert "Difference in overall value" in page.said


def test_the_same_arguments_give_the_same_bytes_and_another_day_changes_only_the_day() -> None:
    evaluation = evaluate(worked(), load_catalogue(), as_of=AS_OF)
    again = evaluate(worked(), load_catalogue(), as_of=AS_OF)
    first = write_report(evaluation, certainty=assess(evaluation), written_on=AS_OF)
    second = write_report(again, certainty=assess(again), written_on=AS_OF)
    assert first == second
    later = write_report(evaluation, certainty=assess(evaluation), written_on=date(2026, 12, 1))
    assert later != first
    assert later.replace(b"1 December 2026", b"22 November 2026") == first


def test_what_a_template_asks_for_and_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("report.html.j2")


def test_contacts_and_notes_are_never_in_a_report() -> None:
    whole = worked()
    told: list[Candidate] = [
        c.model_copy(
            update={"contact_name": "zqcontact", "contact_email": "zq@x", "note": "zqnote"}
        )
        for c in whole.candidates
    ]
    evaluation = evaluate(
        whole.model_copy(update={"candidates": tuple(told)}), load_catalogue(), as_of=AS_OF
    )
    assert "zq" not in reading_of(evaluation).said


def test_while_a_gate_is_open_the_report_calls_no_rank_certain() -> None:
    # Floor open: Cobalt lies between 0 and 75, Atlas at 0.75·100 + 0.25·60 = 90.
    evaluation = scored(
        {"Atlas": [100, 60], "Cobalt": [None, 0]},
        {"floor": 75, "price": 25},
        brief=GATE_ON,
        gates=[minimum_gate("floor", 50)],
    )
    first = reading_of(evaluation).all("div", **{"class": "row"})[0].text
    assert "rank 1 if others pass their open gates" in first
    assert "certain" not in first
