import pytest
from unit.excel.shortlist_case import CREATED_AT, HOSTILE_NAME, SECRET_NOTE, rich_evaluation
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.excel import SheetScope, write_shortlist
from scorecard.excel.scope import Disclosure, hidden_name
from scorecard.model import HistoryEntry

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

SENTENCE = "Provisional: Atlas leads Borealis by 28.4."
HISTORY = (
    HistoryEntry(
        revision=1, at=CREATED_AT, actor="A. Analyst", action="changed", reason="A typed reason"
    ),
)


@pytest.fixture(scope="module")
def evaluation():
    return rich_evaluation()


@pytest.fixture(scope="module")
def shared(evaluation):
    def written(**scope):
        content = write_shortlist(
            evaluation,
            history=HISTORY,
            sharing=SheetScope(**scope),
            created_at=CREATED_AT,
            sentences=(SENTENCE,),
        )
        return opened(content)

    return written


def text_of(workbook):
    return "\n".join(all_text(workbook))


def test_the_widest_scope_still_holds_no_history(shared):
    assert "A typed reason" not in text_of(shared())


def test_each_part_that_is_left_out_takes_its_sheet_with_it(shared):
    assert "Red flags" not in shared(flags=False).sheetnames
    assert "Answers with evidence" not in shared(evidence=False).sheetnames
    assert "Scorecard" not in shared(ranking=False).sheetnames


def test_without_flags_the_summary_counts_none_and_shows_no_override(shared):
    workbook = shared(flags=False)
    headings = table(workbook["Summary"], "Rank")[0].keys()
    assert not [h for h in headings if h and ("flag" in h or "Override" in h)]
    assert "Trend halved" not in text_of(workbook)


def test_without_the_ranking_no_value_and_no_order_is_shown(shared, evaluation):
    workbook = shared(ranking=False)
    rows = table(workbook["Summary"], "Candidate")
    assert "Overall value" not in rows[0]
    # In the selection's order, which says nothing about who leads.
    assert [row["Candidate"] for row in rows[:3]] == ["Borealis", HOSTILE_NAME, "Atlas"]
    assert workbook["Summary"]._charts == []
    answers = table(workbook["Answers with evidence"], "Candidate")
    assert "Value 0–100" not in answers[0]


def test_hidden_names_are_letters_and_nothing_typed_remains(shared):
    text = text_of(shared(names_hidden=True))
    for secret in (
        "Atlas", "Borealis", "Söhne", SECRET_NOTE, "Lisbon", "Northwind", "Contoso",
        "is how we see it", "Trend halved", "A. Analyst", "Call on 3 November",
        "Attrition report", "External auditor",
    ):  # fmt: skip
        assert secret not in text, secret
    # Positions: Borealis 0, the hostile one 1, Atlas 2.
    assert "Provisional: Candidate C leads Candidate A by 28.4." in text


def test_hidden_names_leave_numbers_choices_and_counts(shared):
    rows = {
        (row["Candidate"], row["Question"]): row["Answer"]
        for row in table(shared(names_hidden=True)["Answers with evidence"], "Candidate")
    }
    assert rows["Candidate C", "Attrition in 120 days"] == "12.5 %"
    assert rows["Candidate C", "Calibration cadence"] == "Weekly"
    assert rows["Candidate C", "Ramps delivered"] == "2 listed (not part of this share)"
    assert rows["Candidate C", "Delivery sites"] == "(not part of this share)"


def test_hidden_names_do_not_stand_in_headers_or_document_properties(evaluation):
    named = rich_evaluation(title="Atlas or Borealis")
    content = write_shortlist(
        named, sharing=SheetScope(names_hidden=True), created_at=CREATED_AT, sentences=()
    )
    workbook = opened(content)
    assert workbook.properties.title == "Candidate C or Candidate A"
    assert workbook["Summary"].oddHeader.left.text == "Candidate C or Candidate A"


def test_without_costs_no_amount_and_no_value_that_gives_one_away(shared):
    workbook = shared(costs=False)
    text = text_of(workbook)
    for amount in ("15.50", "11.00", "11 USD", "12.00", "20.00"):
        assert amount not in text, amount
    assert not [
        row
        for row in table(workbook["Answers with evidence"], "Candidate")
        if row["Question"] == "Loaded rate"
    ]
    # The ranking rests on the price: with all other values its own could be worked out.
    assert "Scorecard" not in workbook.sheetnames
    rows = table(workbook["Red flags"], "Candidate")
    low_rate = next(r for r in rows if r["Flag"] == "Rate suspiciously low")
    assert (low_rate["Number"], low_rate["Threshold"]) == (None, None)
    assert low_rate["What was found"] == "the amounts are not part of this share"


def test_without_costs_the_ranking_stands_in_plain_numbers(shared, evaluation):
    row = table(shared(costs=False)["Summary"], "Rank")[0]
    expected = evaluation.overall[evaluation.position["atlas"]]
    assert row["Overall value"] == pytest.approx(expected, abs=1e-9)
    assert row["Rank"] == 1


def test_letters_go_on_after_z():
    assert [hidden_name(n) for n in (0, 25, 26, 701, 702)] == [
        "Candidate A", "Candidate Z", "Candidate AA", "Candidate ZZ", "Candidate AAA",
    ]  # fmt: skip


def test_a_name_within_a_longer_name_or_word_is_not_cut_out(evaluation):
    hidden = Disclosure(evaluation, SheetScope(names_hidden=True))
    assert (
        hidden.without_names("Atlas, ATLAS and Atlases") == "Candidate C, Candidate C and Atlases"
    )
