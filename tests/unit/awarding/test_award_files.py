"""The record and the debriefs in print and as workbooks."""

from __future__ import annotations

from unit.awarding.award_records import record_of, sealed, small_evaluation
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.awarding import debrief_of
from scorecard.excel.award_workbook import write_award_workbook
from scorecard.excel.debrief_workbook import write_debrief_workbook
from scorecard.model import Disclosed
from scorecard.report.award import write_award
from scorecard.report.debrief import write_debrief

REASONS = "Better <b>floor</b> & a lead of $2"


def test_the_printed_record_says_all_that_was_decided_and_escapes_what_was_typed() -> None:
    record = record_of(small_evaluation(), "=Borealis", reasons=REASONS)
    award = sealed(record)
    html = write_award(award, record).decode()
    assert "Better &lt;b&gt;floor&lt;/b&gt; &amp; a lead of $2" in html
    assert "=Borealis has rank 2 with 57.5; first is Atlas with 80.0." in html
    assert "Ines Okafor" in html
    assert "Unchanged since signing" in html
    assert award.sha256 in html
    # Nothing is asked of any other address.
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert "http" not in html.replace("http-equiv", "")
    assert html == write_award(award, record).decode()


def test_the_printed_record_of_a_changed_text_says_so() -> None:
    record = record_of(small_evaluation(), "Atlas")
    award = sealed(record).model_copy(update={"sha256": "0" * 64})
    assert "has been changed since it was signed" in write_award(award, record).decode()


def test_the_workbook_of_the_record_holds_the_ranking_and_no_formula() -> None:
    record = record_of(small_evaluation(), "Atlas", reasons="=1+1")
    content = write_award_workbook(sealed(record), record)
    book = opened(content, results=False)
    rows = table(book["Ranking as it stood"], "Rank")
    assert [(r["Rank"], r["Candidate"], r["Overall value"]) for r in rows] == [
        (1, "Atlas (chosen)", 80),
        (2, "=Borealis", 57.5),
    ]
    texts = all_text(book)
    assert "=1+1" in texts
    assert {c.data_type for s in book for row in s.iter_rows() for c in row} <= {"s", "n"}
    assert sealed(record).sha256 in texts
    assert content == write_award_workbook(sealed(record), record)


def test_the_workbook_of_a_debrief_has_a_row_a_criterion() -> None:
    record = record_of(small_evaluation(), "Atlas")
    debrief = debrief_of(record, "=Borealis", {Disclosed.WINNER_VALUES, Disclosed.WINNER_NAME})
    content = write_debrief_workbook(debrief)
    rows = [r for r in table(opened(content)["Debrief"], "Criterion") if r["Weight, %"]]
    assert [(r["Criterion"], r["Your value"], r["Atlas"]) for r in rows] == [
        ("Quality", 60, 80),
        ("Price", 50, 80),
    ]
    assert content == write_debrief_workbook(debrief)
    assert write_debrief(debrief) == write_debrief(debrief)
