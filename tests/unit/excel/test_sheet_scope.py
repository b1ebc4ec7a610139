import pytest
from unit.excel.shortlist_case import CREATED_AT, HOSTILE_NAME, rich_evaluation
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.excel import SheetScope, write_shortlist
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


def test_without_the_breakdown_no_value_by_criterion_is_written(shared, evaluation):
    workbook = shared(breakdown=False)
    assert "Scorecard" not in workbook.sheetnames
    answers = table(workbook["Answers with evidence"], "Candidate")
    assert not {"Feeds the criterion", "Value 0–100", "On the scorecard"} & answers[0].keys()
    assert "Value functions: from an answer to a value 0–100" not in text_of(workbook)
    # One row a candidate and question, also where the question feeds several criteria.
    pairs = [(row["Candidate"], row["Question"]) for row in answers]
    assert len(pairs) == len(set(pairs)) == 3 * len(evaluation.catalogue.questions)


def test_without_the_breakdown_the_ranking_stands_in_plain_numbers(shared, evaluation):
    row = table(shared(breakdown=False)["Summary"], "Rank")[0]
    expected = evaluation.overall[evaluation.position["atlas"]]
    assert row["Overall value"] == pytest.approx(expected, abs=1e-9)
    assert row["Rank"] == 1


def test_only_the_questions_of_the_link_have_rows_of_answers(shared):
    rows = table(shared(questions=frozenset({"attrition"}))["Answers with evidence"], "Candidate")
    assert [row["Question"] for row in rows] == ["Attrition in 120 days"] * 3
