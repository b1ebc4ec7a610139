"""The quote in the questionnaire: a sheet of its own, tables, its own currency, and back again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from unit.excel.questionnaire_filling import Filling, filled
from unit.excel.workbook_reading import opened

from scorecard.catalogue import Kind, load_catalogue
from scorecard.commercial import cost_of_selection, quote_questions
from scorecard.document import read_document
from scorecard.excel import read_questionnaire, write_questionnaire
from scorecard.excel.questionnaire_form import Part, questions_for_candidates
from scorecard.model import Answer, Status

CATALOGUE = load_catalogue()
EXAMPLE = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"
WORKED = read_document(EXAMPLE.read_bytes()).selection
EMPTY = WORKED.model_copy(update={"answers": ()})
CREATED_AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
QUOTE = [question for question in CATALOGUE.questions if question.section == "quote"]
FIRST = WORKED.candidates[0].id


def started(selection=EMPTY):
    content = write_questionnaire(selection, CATALOGUE, FIRST, created_at=CREATED_AT)
    return Filling(content, selection, CATALOGUE, FIRST)


def replies(filling, selection=EMPTY):
    intake = read_questionnaire(filling.saved(), "reply.xlsx", selection, CATALOGUE)
    return {cell.question_id: cell for cell in intake.cells}


def sheet_of(filling, question_id):
    return filling.places[filling.form.token(Part.QUESTION, question_id)][0].title


def test_the_quote_stands_on_a_sheet_of_its_own_with_a_sheet_for_each_table():
    filling = started()
    names = {sheet_of(filling, question.id) for question in QUOTE}
    assert len(names) == 1
    name = names.pop()
    assert name.endswith(" Quote")
    asked = {question.id for question in questions_for_candidates(CATALOGUE)}
    others = {
        sheet_of(filling, question.id)
        for question in CATALOGUE.questions_of_group("commercials")
        if question.id in asked and not question.section
    }
    assert name not in others
    number = name.split()[0]
    tables = [q for q in QUOTE if q.kind is Kind.TABLE]
    assert len(tables) == 2
    for question in tables:
        column = filling.form.token(Part.COLUMN, question.id, question.columns[0].id)
        assert filling.places[column][0].title.startswith(f"{number}.")


def test_the_cover_lists_the_quote_with_its_questions():
    content = write_questionnaire(EMPTY, CATALOGUE, FIRST, created_at=CREATED_AT)
    cover = opened(content)["Cover"]
    rows = {row[1].value: row[3].value for row in cover.iter_rows() if row[1].value}
    (line,) = [name for name in rows if str(name).endswith(" Quote")]
    assert rows[line] == len(QUOTE)


def test_amounts_of_the_quote_are_asked_in_its_currency_and_others_in_the_brief_s():
    filling = started()

    def unit_beside(question_id):
        cell = filling.field(question_id)
        return cell.offset(column=1).value

    assert unit_beside("set_up_fee") == "in your quote's currency, once"
    assert "EUR" not in unit_beside("headline_rate_per_hour")
    assert unit_beside("overflow_rate_per_hour").startswith("EUR")


@pytest.mark.parametrize("candidate", [c.id for c in WORKED.candidates])
def test_a_quote_that_comes_back_costs_what_it_did_to_the_last_digit(candidate):
    asked = {q.id for q in questions_for_candidates(CATALOGUE)} & quote_questions(CATALOGUE)
    given = {
        a.question_id: a.value
        for a in WORKED.answers
        if a.candidate_id == candidate and a.question_id in asked and a.value is not None
    }
    assert len(given) > 8
    # “Not said” is the buyer's word: a candidate leaves the line empty.
    given["rate_parts"] = tuple(
        row for row in given.get("rate_parts", ()) if row["treatment"] != "unknown"
    )
    content = filled(EMPTY, CATALOGUE, candidate, given, created_at=CREATED_AT)
    intake = read_questionnaire(content, "reply.xlsx", EMPTY, CATALOGUE)
    assert [cell.problems for cell in intake.cells if cell.problems] == []
    back = tuple(cell.proposed for cell in intake.cells)
    values = {a.question_id: a.value for a in back}
    parts = values.pop("rate_parts")
    assert tuple(row for row in parts if row.get("treatment")) == given.pop("rate_parts")
    assert values == given
    found = cost_of_selection(EMPTY.model_copy(update={"answers": back}), CATALOGUE)
    expected = cost_of_selection(WORKED, CATALOGUE)
    one, other = found.by_candidate[candidate], expected.by_candidate[candidate]
    assert one.cost_per_resolved_contact == other.cost_per_resolved_contact
    assert one.headline == other.headline


@pytest.mark.parametrize(
    ("question_id", "value"),
    [
        ("quote_currency", "USD"),
        ("rate_basis", "logged_in"),
        ("set_up_fee", 12500.5),
        ("indexation_pct_per_year", 3.25),
        (
            "price_lines",
            (
                {"unit": "per_hour", "channel": "Voice", "from_contacts": 2000.0, "price": 17.85},
                {"unit": "base_fee_month", "channel": None, "from_contacts": None, "price": 900.0},
            ),
        ),
        (
            "performance_by_channel",
            (
                {
                    "channel": "E-mail",
                    "aht_minutes": 7.5,
                    "fcr_pct": 71.0,
                    "occupancy_pct": 84.0,
                    "concurrent_chats": None,
                },
            ),
        ),
    ],
)
def test_every_kind_of_the_quote_comes_back_as_it_was_typed(question_id, value):
    filling = started()
    filling.answer(question_id, value)
    (cell,) = replies(filling).values()
    assert not cell.problems
    assert cell.proposed.status is Status.ANSWERED
    assert cell.proposed.value == value


def test_an_amount_with_the_quote_s_own_currency_beside_it_is_understood():
    filling = started()
    filling.answer("quote_currency", "USD")
    filling.field("headline_rate_per_hour").value = "14.50 USD"
    filling.field("overflow_rate_per_hour").value = "14.50 USD"
    cells = replies(filling)
    assert cells["headline_rate_per_hour"].proposed.value == 14.5
    # Not an amount of the quote: it is asked in the brief's currency.
    assert cells["overflow_rate_per_hour"].problems


def test_without_a_currency_in_the_file_the_recorded_one_counts_and_then_the_brief_s():
    filling = started()
    filling.field("headline_rate_per_hour").value = "14.50 USD"
    assert replies(filling)["headline_rate_per_hour"].problems
    recorded = Answer(
        candidate_id=FIRST, question_id="quote_currency", status=Status.ANSWERED, value="USD"
    )
    known = EMPTY.model_copy(update={"answers": (recorded,)})
    filling = started(known)
    filling.field("headline_rate_per_hour").value = "14.50 USD"
    assert not replies(filling, known)["headline_rate_per_hour"].problems


def test_channels_are_chosen_from_those_of_the_brief():
    filling = started()
    sheet, _, column = filling.places[
        filling.form.token(Part.COLUMN, "performance_by_channel", "channel")
    ]
    address = sheet.cell(9, column).coordinate
    (rule,) = [r for r in sheet.data_validations.dataValidation if address in r.sqref]
    assert rule.type == "list"
    name, area = rule.formula1.replace("'", "").split("!")
    listed = [cell.value for (cell,) in filling.book[name][area.replace("$", "")]]
    assert listed == [channel.channel for channel in WORKED.brief.channels]
