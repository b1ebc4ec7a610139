"""The questionnaire: what it asks and how, and what it must not tell."""

import html
import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from pages import WORKED
from unit.excel.questionnaire_case import CATALOGUE, CREATED_AT, empty_selection
from unit.excel.questionnaire_filling import Filling

from scorecard.catalogue import Kind, load_catalogue
from scorecard.document import read_document
from scorecard.excel import write_questionnaire
from scorecard.excel.questionnaire_form import Field, questions_for_candidates
from scorecard.model import Answer, Brief, Candidate, Status

SHIPPED = load_catalogue()
WORKED_SELECTION = read_document(WORKED.read_bytes()).selection


def written(selection, catalogue=CATALOGUE, candidate_id="c0"):
    return write_questionnaire(selection, catalogue, candidate_id, created_at=CREATED_AT)


def opened(content):
    return openpyxl.load_workbook(BytesIO(content))


def all_text(content):
    """Every part of the file, unzipped, with XML's escapes undone."""
    archive = zipfile.ZipFile(BytesIO(content))
    raw = "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    return html.unescape(raw)


WORKED_TEXT = all_text(written(WORKED_SELECTION, SHIPPED, "brisa"))


def test_every_question_for_candidates_is_asked_with_its_evidence():
    for question in questions_for_candidates(SHIPPED):
        assert question.text in WORKED_TEXT
        assert question.good_evidence in WORKED_TEXT


def test_what_the_buyer_observes_or_rates_is_not_asked():
    own = [q for q in SHIPPED.questions if q.observed or q.kind is Kind.RATING]
    assert len(own) > 10
    for question in own:
        assert question.text not in WORKED_TEXT
        assert question.label not in WORKED_TEXT
        for option in question.options:
            if question.kind is Kind.RATING:
                assert option.label not in WORKED_TEXT


def test_no_column_or_verdict_of_the_buyer_is_shown():
    verdicts = [o.label for q in SHIPPED.questions for o in q.options if o.buyer_only]
    columns = [c for q in SHIPPED.questions for c in q.columns if c.buyer_only]
    assert {"Vague or evasive", "No clear answer", "Not stated"} <= set(verdicts)
    assert [column.id for column in columns] == ["called_on", "call_result", "note"]
    for text in (*verdicts, *(column.label for column in columns)):
        assert f">{text}<" not in WORKED_TEXT


def test_no_other_candidate_is_named():
    for candidate in WORKED_SELECTION.candidates:
        if candidate.id != "brisa":
            assert candidate.name.casefold() not in WORKED_TEXT.casefold()
            assert candidate.id not in WORKED_TEXT


def test_nothing_tells_how_answers_are_judged():
    for criterion in SHIPPED.criteria:
        assert criterion.why not in WORKED_TEXT
        assert criterion.evidence_rule not in WORKED_TEXT
        for item in criterion.inputs:
            assert item.value.rationale not in WORKED_TEXT
    for question in SHIPPED.questions:
        assert question.why not in WORKED_TEXT
        assert "_" not in question.id or question.id not in WORKED_TEXT
    for group in SHIPPED.groups:
        assert group.why not in WORKED_TEXT
    for rule in SHIPPED.red_flags:
        assert rule.title not in WORKED_TEXT
        assert "_" not in rule.id or rule.id not in WORKED_TEXT
        assert rule.ask_next not in WORKED_TEXT
    for gate in SHIPPED.gates:
        assert gate.title not in WORKED_TEXT


def test_nothing_recorded_or_noted_by_the_buyer_is_told():
    for candidate in WORKED_SELECTION.candidates:
        for text in (candidate.note, candidate.override_reason, candidate.override_by):
            assert not text or text not in WORKED_TEXT
    for answer in WORKED_SELECTION.answers:
        for text in (answer.note, answer.source, answer.clarification):
            assert not text or text not in WORKED_TEXT
        if isinstance(answer.value, tuple):
            for row in answer.value:
                if isinstance(row, dict) and row.get("account"):
                    assert row["account"] not in WORKED_TEXT


def test_rates_that_anchor_the_price_and_the_buyers_own_plans_are_not_told():
    brief = Brief(
        target_rate_per_hour=17.31,
        ceiling_rate_per_hour=29.47,
        exit_criteria="We leave when it hurts",
        tie_break="group:commercials",
        programme_manager_fte=0.77,
    )
    text = all_text(written(empty_selection().model_copy(update={"brief": brief})))
    for secret in ("17.31", "29.47", "when it hurts", "group:commercials", "0.77"):
        assert secret not in text


def test_points_of_the_criteria_are_not_told():
    points = {criterion.id: 3.14159 for criterion in CATALOGUE.criteria}
    text = all_text(written(empty_selection().model_copy(update={"points": points})))
    assert "3.14159" not in text


def test_a_single_choice_lists_its_options_by_the_alphabet_not_by_their_worth():
    pricing = next(q for q in questions_for_candidates(SHIPPED) if q.id == "pricing_model")
    labels = [option.label for option in pricing.options]
    assert labels == sorted(labels, key=str.casefold)
    assert labels[0] == "By outcome alone"  # the catalogue has the hybrid first


def test_another_candidates_name_in_the_brief_is_taken_out():
    brief = Brief(services="Takes over from BOREALIS; Atlas North keeps the rest, Atlas too.")
    selection = empty_selection("Atlas North", "Borealis", "Atlas").model_copy(
        update={"brief": brief, "title": "Replace Borealis"}
    )
    text = all_text(written(selection))
    assert "Takes over from another provider; Atlas North keeps the rest, another provider" in text
    assert "Replace another provider" in text
    assert "borealis" not in text.casefold()


def test_the_brief_is_told_so_that_one_can_quote():
    for text in ("Order status", "2,500", "2500", "Voice", "71.5", "27 November 2026", "EUR"):
        if text != "2,500":
            assert text in all_text(written(empty_selection()))


def test_what_the_brief_leaves_out_is_said():
    text = all_text(written(empty_selection().model_copy(update={"brief": Brief()})))
    assert "not stated; please ask if your quote depends on it" in text
    assert "no deadline is set" in text


def test_a_question_set_not_applicable_is_not_asked():
    selection = empty_selection()
    answer = Answer(
        candidate_id="c0",
        question_id="volume_flex_pct",
        status=Status.NOT_APPLICABLE,
        not_applicable_reason="fixed volume",
    )
    without = all_text(written(selection.model_copy(update={"answers": (answer,)})))
    text = CATALOGUE.questions_by_id["volume_flex_pct"].text
    assert text not in without
    assert text in all_text(written(selection))
    assert "fixed volume" not in without


def test_only_input_cells_are_unlocked_and_every_sheet_is_protected():
    content = written(empty_selection())
    filling = Filling(content, empty_selection(), CATALOGUE, "c0")
    for sheet in filling.book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
    inputs = {
        (cell.parent.title, cell.coordinate)
        for sheet in filling.book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    answer = filling.field("attrition_120d_pct")
    assert (answer.parent.title, answer.coordinate) in inputs
    assert all(filling.book[title][place].value is None for title, place in inputs)


def test_ids_and_lists_are_on_sheets_that_no_menu_shows():
    book = opened(written(empty_selection()))
    assert [s.title for s in book.worksheets if s.sheet_state == "veryHidden"] == ["_lists", "_ids"]
    assert book.worksheets[0].title == "Cover"
    assert book.active.title == "Cover"


def rule_of(cell):
    rules = [r for r in cell.parent.data_validations.dataValidation if cell.coordinate in r.sqref]
    assert len(rules) == 1, cell.coordinate
    return rules[0]


def test_numbers_dates_and_lists_are_validated():
    filling = Filling(written(empty_selection()), empty_selection(), CATALOGUE, "c0")
    number = rule_of(filling.field("attrition_120d_pct"))
    assert (number.type, float(number.formula1), float(number.formula2)) == ("decimal", 0, 100)
    assert "from 0 to 100 %" in number.prompt
    money = rule_of(filling.field("loaded_rate_per_hour"))
    assert (money.type, money.operator, float(money.formula1)) == (
        "decimal",
        "greaterThanOrEqual",
        0.01,
    )
    assert rule_of(filling.field("founded_on")).type == "date"
    choice = rule_of(filling.field("calibration_cadence"))
    area = re.fullmatch(r"'?_lists'?!\$([A-Z]+)\$1:\$([A-Z]+)\$(\d+)", choice.formula1)
    listed = [filling.book["_lists"][f"{area[1]}{n}"].value for n in range(1, int(area[3]) + 1)]
    options = filling.questions["calibration_cadence"].options
    assert listed == [option.label for option in options]
    assert rule_of(filling.field("calibration_cadence", Field.STATUS)).type == "list"
    assert rule_of(filling.field("calibration_cadence", Field.ISSUED_ON)).type == "date"
    assert rule_of(filling.item("leads_named", "team_lead")).type == "list"
    assert rule_of(filling.table("ramp_history", "completed_on", 0)).type == "date"
    assert rule_of(filling.table("references", "segment_match", 14)).type == "list"


def test_the_tables_are_there_with_rows_to_fill_in():
    filling = Filling(written(empty_selection()), empty_selection(), CATALOGUE, "c0")
    for question_id, column_id in (
        ("references", "account"),
        ("ramp_history", "agents"),
        ("compliance_documents", "issuer"),
        ("rate_parts", "amount"),
    ):
        assert not filling.table(question_id, column_id, 6).protection.locked
    parts = [filling.table("rate_parts", "part", n).value for n in range(7)]
    assert parts == [o.label for o in CATALOGUE.questions_by_id["rate_parts"].fixed_rows]


def test_the_same_arguments_give_the_same_bytes():
    assert written(empty_selection()) == written(empty_selection())


def test_a_name_that_looks_like_a_formula_stays_text():
    selection = empty_selection('=cmd|"/c calc"!A0', "+Borealis")
    book = opened(written(selection))
    formulas = [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert all(re.match(r"=(SIGN|SUM)\(", formula) for formula in formulas)


def test_a_catalogue_of_one_group_with_many_questions_keeps_its_progress_formula_short():
    question = CATALOGUE.questions_by_id["attrition_120d_pct"]
    many = tuple(
        question.model_copy(update={"id": f"q{n}", "label": f"Question {n}"}) for n in range(600)
    )
    catalogue = CATALOGUE.model_copy(update={"questions": many, "criteria": ()})
    book = opened(written(empty_selection(), catalogue))
    cover = [c.value for row in book["Cover"].iter_rows() for c in row if c.data_type == "f"]
    assert max(len(formula) for formula in cover) < 200


def test_a_moment_without_time_zone_and_an_unknown_candidate_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        write_questionnaire(empty_selection(), CATALOGUE, "c0", created_at=datetime(2026, 11, 1))
    with pytest.raises(KeyError):
        write_questionnaire(
            empty_selection(), CATALOGUE, "nobody", created_at=datetime(2026, 11, 1, tzinfo=UTC)
        )


def test_long_and_forbidden_names_of_sheets_are_made_usable():
    group = CATALOGUE.groups[0].model_copy(update={"short_title": "A/B: [x]*? \\ 'quoted'"})
    catalogue = CATALOGUE.model_copy(update={"groups": (group, *CATALOGUE.groups[1:])})
    titles = opened(written(empty_selection(), catalogue)).sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= 31 and not set("[]:*?/\\") & set(title) for title in titles)


def test_the_deadline_is_the_briefs():
    brief = Brief(response_deadline=date(2027, 1, 4))
    selection = empty_selection().model_copy(update={"brief": brief})
    assert "4 January 2027" in all_text(written(selection))


def test_a_candidate_of_a_long_name_gets_a_workbook():
    selection = empty_selection().model_copy(
        update={"candidates": (Candidate(id="c0", name="N" * 200),)}
    )
    assert opened(written(selection)).properties.title.endswith("N" * 200)
