import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pandas as pd
import pytest
from building import number_catalogue, number_selection
from openpyxl.utils import get_column_letter
from unit.excel.shortlist_case import (
    AS_OF,
    CREATED_AT,
    HOSTILE_NAME,
    SECRET_NOTE,
    rich_evaluation,
)
from unit.excel.workbook_reading import all_text, header_row, opened, scorecard_rows, table

from scorecard.certainty import assess
from scorecard.certainty_words import verdict_sentence
from scorecard.charts.parts import parts_of
from scorecard.evaluation import evaluate
from scorecard.excel import SheetScope, history_sheet, write_shortlist
from scorecard.excel.scorecard_layout import column_letters
from scorecard.model import Answer, Candidate, HistoryEntry, Phase

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

SHEETS = ["Summary", "Scorecard", "Answers with evidence", "Red flags", "Method and sources"]
SENTENCES = ("Provisional: Atlas leads Borealis by 28.4.", "Three flags are raised.")
RESULTS = {
    "Overall value": "overall",
    "Lowest overall value still possible": "overall_low",
    "Highest overall value still possible": "overall_high",
    "Overall value as evidenced": "overall_evidenced",
}


def written(evaluation, **more):
    options = {"created_at": CREATED_AT, "sentences": SENTENCES} | more
    return write_shortlist(evaluation, **options)


@pytest.fixture(scope="module")
def evaluation():
    return rich_evaluation()


@pytest.fixture(scope="module")
def content(evaluation):
    return written(evaluation)


@pytest.fixture(scope="module")
def results(content):
    return opened(content)


@pytest.fixture(scope="module")
def formulas(content):
    return opened(content, results=False)


def test_the_five_sheets_stand_in_their_order(results):
    assert results.sheetnames == SHEETS


def test_the_summary_states_title_standing_and_sentences(results):
    cells = [results["Summary"].cell(row, 1).value for row in range(1, 7)]
    assert cells[0] == "Support & care 2027"
    assert cells[1].startswith("Provisional: responses are still open. As of 2026-11-22")
    assert "revision 42" in cells[1]
    # 78.0666… of Atlas (below) against Borealis: attrition 22 % is 40 · 8/12 = 26.666…, price 11
    # is beyond the target: 100, calibration 2/3 open at 50 and 1/3 at 100: 66.666…, maturity
    # refused: 0, ramp open: 50; 8 + 20 + 16.666… + 0 + 5 = 49.666…
    assert cells[2] == "Provisional: Atlas leads Borealis by 28.4."
    assert cells[3:5] == [f"As exported on 2026-11-22: {sentence}" for sentence in SENTENCES]
    assert cells[5] is None


def test_the_leader_is_a_formula_and_the_lead_a_number_that_others_may_refer_to(results, formulas):
    assert formulas["Summary"]["A3"].value.startswith("=Scorecard!$E$")

    def named(workbook, name):
        return workbook["Scorecard"][
            workbook.defined_names[name].attr_text.split("!")[1].replace("$", "")
        ].value

    assert named(results, "leader") == "Atlas"
    # 78.0666… − 49.6666…
    assert named(results, "lead") == pytest.approx(28.4, abs=1e-9)
    assert named(formulas, "leader").startswith("=IF(OR(SUM($C$8:$C$12)=0,")


def test_the_verdict_stands_on_the_summary_with_the_day_it_is_of(evaluation):
    certainty = assess(evaluation)
    sheet = opened(written(evaluation, certainty=certainty))["Summary"]
    assert sheet["A6"].value == f"Verdict as exported on 2026-11-22: {verdict_sentence(certainty)}"


def test_a_chart_whose_rows_stay_where_they_are_does_not_say_best_first(content):
    parts = zipfile.ZipFile(BytesIO(content))
    charts = [parts.read(n).decode() for n in parts.namelist() if "charts/chart" in n]
    assert any("Overall value; the line shows" in chart for chart in charts)
    assert not any("best first" in chart for chart in charts)


def test_where_nothing_can_be_changed_the_sentences_stand_as_they_are(evaluation):
    for sharing in (SheetScope(breakdown=False), SheetScope(ranking=False)):
        sheet = opened(written(evaluation, sharing=sharing))["Summary"]
        assert [sheet.cell(row, 1).value for row in (3, 4)] == list(SENTENCES)


def test_the_summary_ranks_and_lists_the_excluded_below_a_line_with_the_reason(results):
    rows = table(results["Summary"], "Rank")
    assert [(row["Rank"], row["Candidate"]) for row in rows[:4]] == [
        (1, "Atlas"),
        (2, "Borealis"),
        ("Out of the ranking: a gate is not met", None),
        ("–", HOSTILE_NAME),
    ]
    assert rows[3]["Gates"].startswith("✕ failed: ISO 27001 certificate")
    assert rows[1]["Gates"].startswith("○ open: ISO 27001 certificate")
    assert rows[0]["Gates"] == "✓ 1 passed"


def test_who_is_out_of_the_ranking_is_set_apart_in_grey_italics(results):
    sheet = results["Summary"]
    row = header_row(sheet, "Rank")
    fonts = [sheet.cell(row + below, 2).font for below in (1, 2, 4)]
    assert [(font.bold, font.italic) for font in fonts] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_the_summary_counts_flags_and_shows_shortlist_and_override(results):
    atlas, borealis = table(results["Summary"], "Rank")[:2]
    # Borealis: 22 % is above 18 % (critical), 11 USD is below 12 USD (major).
    assert [borealis[f"{s} flags"] for s in ("Critical", "Major", "Minor")] == [1, 1, 0]
    assert [atlas[f"{s} flags"] for s in ("Critical", "Major", "Minor")] == [0, 0, 0]
    # Borealis has said nothing of its calibration, so that flag is neither raised nor clear.
    assert (borealis["Flags unknown"], atlas["Flags unknown"]) == (1, 0)
    assert borealis["Shortlist"] == "☑ yes"
    assert borealis["Override of critical flags"] == "Trend halved since June (A. Analyst)"


def test_the_overall_value_of_atlas_is_the_one_computed_by_hand(results):
    # attrition 12.5 % between 8 → 100 and 18 → 40: 100 − 60·4.5/10 = 73
    # price 15.5 between 12 → 100 and 20 → 0: 56.25
    # calibration: weekly 100 at 2/3, session 3 of 4 points 75 at 1/3: 91.666…
    # maturity 4 of 5: 80; proven ramp 120 of 100: clamped to 100
    # 0.30·73 + 0.20·56.25 + 0.25·91.666… + 0.15·80 + 0.10·100 = 78.0666…
    expected = 21.9 + 11.25 + 0.25 * 275 / 3 + 12 + 10
    rows = scorecard_rows(results["Scorecard"])
    assert rows["Overall value"]["Atlas"] == pytest.approx(expected, abs=1e-9)
    summary = table(results["Summary"], "Rank")[0]
    assert summary["Overall value"] == pytest.approx(expected, abs=1e-9)


def test_cached_results_are_the_engine_s(results, evaluation):
    rows = scorecard_rows(results["Scorecard"])
    for r, candidate in enumerate(evaluation.candidates):
        for label, attribute in RESULTS.items():
            expected = getattr(evaluation, attribute)[r]
            assert rows[label][candidate.name] == pytest.approx(expected, abs=1e-9)
        assert (rows["Rank"][candidate.name] or 0) == evaluation.rank[r]
        coverage = rows["Coverage (share of the weight that is settled)"][candidate.name]
        assert coverage == pytest.approx(evaluation.coverage_pct[r] / 100, abs=1e-12)


def test_results_are_live_formulas_over_the_weight_cells(formulas):
    rows = scorecard_rows(formulas["Scorecard"])
    assert rows["Overall value"]["Atlas"] == "=ROUND(SUMPRODUCT($D$8:$D$12,E$8:E$12),9)"
    assert rows["Rank"]["Atlas"].startswith('=IF(E17="yes",1+COUNTIFS(')
    weights = [formulas["Scorecard"].cell(row, 4).value for row in range(8, 13)]
    assert weights[0] == "=IF(SUM($C$8:$C$12)=0,0,C8/SUM($C$8:$C$12))"
    summary = table(formulas["Summary"], "Rank")[0]
    assert summary["Overall value"].startswith("=Scorecard!$E$")


def test_pandas_sees_the_cached_values_without_calculating(content, evaluation):
    frame = pd.read_excel(BytesIO(content), sheet_name="Scorecard", header=6)
    overall = frame[frame["Group"] == "Overall value"].iloc[0]
    row = evaluation.position["atlas"]
    assert overall["Atlas"] == pytest.approx(evaluation.overall[row], abs=1e-9)


def test_open_cells_carry_a_sign_beside_their_number(results):
    sheet = results["Scorecard"]
    columns = {sheet.cell(7, c).value: c for c in range(5, 8)}
    formats = {
        sheet.cell(row, 2).value: sheet.cell(row, columns["Borealis"]).number_format
        for row in range(8, 13)
    }
    # cadence open, what was shown answered: partly; refused; nothing on ramps: open.
    assert "◐" in formats["Calibration"]
    assert "✕" in formats["Maturity"]
    assert "○" in formats["Proven ramp"]
    assert not set("○◐✕") & set(formats["Early attrition"])


def test_contributions_add_up_to_the_overall_value(results):
    rows = scorecard_rows(results["Scorecard"])
    for name in ("Atlas", "Borealis"):
        total = rows["Floor management"][name] + rows["Commercials"][name]
        assert total == pytest.approx(rows["Overall value"][name], abs=1e-9)


def test_every_answer_stands_in_words_with_its_evidence(results):
    rows = {
        (row["Candidate"], row["Question"]): row
        for row in table(results["Answers with evidence"], "Candidate")
    }
    assert len(rows) == 3 * 9
    attrition = rows["Atlas", "Attrition in 120 days"]
    assert attrition["Answer"] == "12.5 %"
    assert attrition["Evidence"] == "documented"
    assert attrition["Document"] == "Attrition report"
    assert attrition["Issuer"] == "External auditor"
    assert attrition["Issued on"] == datetime(2026, 6, 30)
    assert attrition["Scope"] == "Lisbon, voice"
    assert attrition["Source"] == "Call on 3 November"
    assert attrition["Value 0–100"] == pytest.approx(73.0)
    assert attrition["Share of the criterion"] == 1.0
    assert rows["Atlas", "Calibration cadence"]["Answer"] == "Weekly"
    assert rows["Atlas", "Calibration cadence"]["Share of the criterion"] == pytest.approx(2 / 3)
    assert rows["Atlas", "Loaded rate"]["Answer"] == "USD 15.50"
    assert rows["Atlas", "Ramps delivered"]["Answer"] == (
        "Northwind · 120 agents; Contoso · 60 agents"
    )
    assert rows["Atlas", "What was shown"]["Evidence"] == "verified (seen by the buyer)"
    assert rows["Borealis", "Maturity seen on site"]["Status"] == "refused"
    assert rows["Borealis", "Calibration cadence"]["Status"] == "open"
    assert rows["Borealis", "Calibration cadence"]["Value 0–100"] is None


def test_an_answer_links_to_its_value_on_the_scorecard(results, content):
    sheet = results["Answers with evidence"]
    row = header_row(sheet, "Candidate") + 1
    link = next(cell for cell in sheet[row] if cell.hyperlink is not None)
    target = link.hyperlink.location.split("!")[1]
    assert link.hyperlink.location.startswith("Scorecard!")
    assert opened(content)["Scorecard"][target].value == pytest.approx(73.0)


def test_red_flags_show_number_threshold_source_question_and_override(results):
    rows = table(results["Red flags"], "Candidate")
    first = rows[0]
    assert (first["Candidate"], first["State"]) == ("Borealis", "raised")
    assert first["Severity"].endswith("critical")
    assert (first["Number"], first["Threshold"], first["Unit"]) == (22, 18, "%")
    assert first["Source"] == "Buyer's checklist"
    assert first["What to ask next"] == "Ask for the trend by programme over three quarters."
    assert first["Whom to ask"] == "operations director"
    assert first["Override"] == "Trend halved since June (A. Analyst)"


def test_flags_that_nothing_decides_yet_are_listed_as_unknown_after_the_raised(results):
    states = [row["State"] for row in table(results["Red flags"], "Candidate")]
    # Raised: Borealis two, the hostile one one. Unknown: Borealis's cadence, its missing rate.
    assert states == ["raised"] * 3 + ["? unknown"] * 2


def test_without_rules_no_candidate_is_called_free_of_flags():
    catalogue = number_catalogue({"x": (0, 1)})
    evaluation = evaluate(number_selection({"A": [1]}, {"x": 1}), catalogue, as_of=AS_OF)
    said = all_text(opened(written(evaluation)))
    assert "This selection has no red-flag rules." in said


def test_the_method_names_anchors_rationale_sources_and_rules(results):
    text = "\n".join(all_text(results))
    for expected in (
        "Linear between 8 % → 100, 18 % → 40, 30 % → 0",
        "Above 18 % the checklist raises a flag.",
        "Linear between target USD 12.00 per productive hour → 100 "
        "and ceiling USD 20.00 per productive hour → 0",
        "Weekly → 100; None → 0",
        "Test catalogue, version 2026-11-20",
        "A leader is announced from 60 % on (assumption, no source).",
        "None was declared: equal values share a rank.",
        "Offshore rate",
        "One source says 6 weeks, the other 10.",
    ):
        assert expected in text


def test_answers_beyond_an_anchor_are_named(results):
    sheet = results["Method and sources"]
    row = header_row(sheet, "Answers beyond an anchor, counted as the anchor")
    cells = [tuple(cell.value for cell in sheet[row + below][:4]) for below in (2, 3)]
    assert ("Atlas", "Proven ramp", "120", "100") in cells
    assert ("Borealis", "Price", "11", "100") in cells


def test_panes_are_frozen_below_the_headers(results):
    panes = {sheet.title: sheet.freeze_panes for sheet in results.worksheets}
    assert panes == {
        "Summary": "C8",
        "Scorecard": "E8",
        "Answers with evidence": "D5",
        "Red flags": "E5",
        "Method and sources": None,
    }


def test_every_sheet_prints_landscape_on_a4_with_its_header_repeated(results):
    for sheet in results.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows is not None
        assert sheet.oddHeader.left.text == "Support && care 2027"
        assert sheet.oddHeader.right.text == "Provisional: responses are still open"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_number_formats_suit_what_the_columns_hold(results):
    summary = results["Summary"]
    row = header_row(summary, "Rank") + 1
    formats = {
        summary.cell(row - 1, cell.column).value: cell.number_format for cell in summary[row]
    }
    assert formats["Overall value"] == "0.0"
    assert formats["Coverage"] == "0.0%"
    assert formats["Rank"] == "0"
    assert formats["Critical flags"] == '"⚑ "0;-0;0'


def test_colours_are_conditional_and_never_without_a_sign(results):
    rules = [
        rule
        for part in results["Summary"].conditional_formatting
        for rule in part.rules
        if rule.type == "beginsWith"
    ]
    assert sorted(rule.text for rule in rules) == sorted(
        # Of the gates, and of the shortlist.
        ["✕", "○", "✓", "☑", "✕"]
    )
    scale = [
        rule.type for part in results["Scorecard"].conditional_formatting for rule in part.rules
    ]
    assert "colorScale" in scale


def test_the_summary_has_a_native_chart_of_the_ranked_candidates(formulas):
    chart = formulas["Summary"]._charts[0]
    # Two ranked candidates in the rows below the header in row 7.
    assert chart.ser[0].val.numRef.f == "Summary!$C$8:$C$9"
    assert chart.ser[0].cat.strRef.f == "Summary!$B$8:$B$9"


def test_text_that_looks_like_a_formula_stays_text(formulas):
    answers = formulas["Answers with evidence"]
    hostile = [c for row in answers.iter_rows() for c in row if c.value == HOSTILE_NAME]
    assert hostile
    assert {cell.data_type for cell in hostile} == {"s"}
    typed = [c for row in answers.iter_rows() for c in row if c.value == "=1+1 is how we see it"]
    assert [cell.data_type for cell in typed] == ["s"]
    header = [c for c in formulas["Scorecard"][7] if c.value == HOSTILE_NAME]
    assert [cell.data_type for cell in header] == ["s"]


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "http://example.com",
        "<r><t>x</t></r>",
        "A&B &D &G 'x'!A1",
        "[1]Sheet!A1",
        "#N/A",
        "0012",
        'a"b',
        "x" * 200,
        "zero\x00width",
    ],
)
def test_a_hostile_candidate_name_is_only_text_everywhere(name):
    catalogue = number_catalogue({"c": (0, 10)})
    selection = number_selection({"x": [5]}, {"c": 1})
    selection = selection.model_copy(
        update={"candidates": (Candidate(id="x", name=name),), "title": name}
    )
    content = written(evaluate(selection, catalogue, as_of=AS_OF), sentences=(name,))
    workbook = opened(content, results=False)
    shown = name.replace("\x00", "")
    assert workbook["Scorecard"]["E7"].value.rstrip() == shown
    assert workbook["Scorecard"]["E7"].data_type == "s"
    # Who leads is a formula that refers to the name and does not hold it.
    assert workbook["Summary"]["A3"].value.startswith("=Scorecard!$E$")
    assert workbook["Summary"]["A4"].data_type == "s"
    cached = opened(content)
    said = f"{cached['Scorecard']['E7'].value} is the only candidate in the ranking."
    assert cached["Summary"]["A3"].value == said
    assert table(workbook["Summary"], "Rank")[0]["Candidate"].rstrip() == shown
    assert workbook.sheetnames == SHEETS


def test_an_answer_longer_than_a_cell_is_shortened_and_says_so():
    # 100 rows of 401 characters and separators make more than the 32,767 that a cell takes.
    rows = tuple({"account": "x" * 400, "agents": 1.0} for _ in range(100))
    answer = Answer(candidate_id="atlas", question_id="ramps", status="answered", value=rows)
    workbook = opened(written(rich_evaluation(answers=(answer,))))
    cells = [row["Answer"] for row in table(workbook["Answers with evidence"], "Candidate")]
    longest = max(cells, key=lambda text: len(text or ""))
    assert len(longest) == 32_767
    assert "… [shortened from " in longest


def test_only_the_analyst_s_workbook_holds_the_history(evaluation):
    history = (
        HistoryEntry(revision=3, at=CREATED_AT, actor="A. Analyst", action="changed an anchor",
                     reason="The source was misread"),
        HistoryEntry(revision=4, at=CREATED_AT, actor="A. Analyst", action="typed an answer"),
    )  # fmt: skip
    text = all_text(opened(written(evaluation, history=history)))
    assert "The source was misread" in text
    assert "typed an answer" in text


def test_the_history_names_candidate_and_question_and_only_what_differs(evaluation):
    atlas, question = evaluation.candidates[0], evaluation.catalogue.questions[0]
    entry = HistoryEntry(
        revision=7, at=CREATED_AT, actor="A. Analyst", action="answer_saved",
        subject=f"answer:{atlas.id}:{question.id}",
        before={"value": 18.0, "note": "as told", "version": 1},
        after={"value": 18.1, "note": "as told", "version": 2},
        reason="=1+1",
    )  # fmt: skip
    workbook = opened(written(evaluation, history=(entry,)), results=False)
    row = table(workbook["History"], "When (UTC)")[0]
    assert row["Subject"] == f"{atlas.name} · {question.label}"
    assert (row["What"], row["Before"], row["After"]) == (
        "answer saved", "value: 18 %", "value: 18.1 %",
    )  # fmt: skip
    assert row["Revision"] == 7
    assert (row["Reason"], workbook["History"]["G5"].data_type) == ("=1+1", "s")


def test_the_history_tells_options_rows_and_points_in_words_and_shows_no_code(evaluation):
    atlas = evaluation.candidates[0]
    criterion = evaluation.criteria[0]
    entries = (
        HistoryEntry(revision=8, at=CREATED_AT, actor="A", action="answer_saved",
                     subject=f"answer:{atlas.id}:cadence", before={"value": "none"},
                     after={"value": "weekly",
                            "document": {"title": "Log", "issuer": "Atlas", "scope": ""}}),
        HistoryEntry(revision=7, at=CREATED_AT, actor="A", action="weights_saved",
                     subject="weights", before={criterion.id: 10.0}, after={criterion.id: 12.5}),
        HistoryEntry(revision=6, at=CREATED_AT, actor="A", action="brief_saved",
                     subject="brief", before={"languages": ["German"], "in_use": True},
                     after={"languages": ["German", "Dutch"], "in_use": False}),
    )  # fmt: skip
    rows = table(opened(written(evaluation, history=entries))["History"], "When (UTC)")
    assert [(row["Before"], row["After"]) for row in rows] == [
        ("value: None", "value: Weekly; document: title Log, issuer Atlas"),
        (f"{criterion.title}: 10", f"{criterion.title}: 12.5"),
        ("languages: German; in use: yes", "languages: German, Dutch; in use: no"),
    ]


def test_the_method_says_of_tie_break_and_anchors_what_the_history_shows(evaluation):
    brief = evaluation.selection.brief.model_copy(update={"tie_break": "evidenced"})
    declared = replace(
        evaluation, selection=evaluation.selection.model_copy(update={"brief": brief})
    )
    entry = HistoryEntry(
        revision=41, at=CREATED_AT, actor="A. Analyst", action="brief_saved", subject="brief",
        before={"tie_break": ""}, after={"tie_break": "evidenced"}, reason="Board of 20 November",
    )  # fmt: skip
    told = " ".join(map(str, all_text(opened(written(declared, history=(entry,))))))
    # The history begins with candidates who have answered already.
    assert "That was set on 2026-11-22, after answers had been recorded." in told
    assert "before any candidate was entered" not in told
    # Behind a link nothing is said of it: it tells no history.
    shared = written(declared, history=(entry,), sharing=SheetScope())
    assert "That was set on" not in " ".join(map(str, all_text(opened(shared))))


def test_the_history_stands_newest_first_and_says_what_is_left_out(evaluation, monkeypatch):
    def entry(revision):
        at = CREATED_AT + timedelta(minutes=revision)
        return HistoryEntry(revision=revision, at=at, actor="A", action="answer_saved")

    monkeypatch.setattr(history_sheet, "MOST_ENTRIES", 2)
    sheet = opened(written(evaluation, history=[entry(n) for n in (1, 2, 3)]))["History"]
    assert [row["Revision"] for row in table(sheet, "When (UTC)")] == [3, 2]
    assert sheet["A2"].value == "The newest 2 of 3 changes, the newest first."


def test_a_link_s_workbook_has_no_history(evaluation):
    entry = HistoryEntry(revision=7, at=CREATED_AT, actor="A. Analyst", action="answer_saved")
    workbook = opened(written(evaluation, history=(entry,), sharing=SheetScope()))
    assert "History" not in workbook.sheetnames


def test_every_sheet_is_protected_without_a_password_except_points_and_comments(
    evaluation, formulas
):
    for sheet in formulas.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password, sheet.title
        assert not sheet.protection.objects, sheet.title  # Excel's own notes stay possible
        open_headings = {
            sheet.cell(header_row(sheet, "Group" if sheet.title == "Scorecard" else "Rank"),
                       cell.column).value
            for cells in sheet.iter_rows() for cell in cells if not cell.protection.locked
        }  # fmt: skip
        expected = {
            "Scorecard": {"Points", "Your comment"}, "Summary": {"Your comment"}
        }.get(sheet.title, set())  # fmt: skip
        assert open_headings == expected, sheet.title


def test_points_and_weights_have_names_as_a_whole_and_by_criterion(evaluation, formulas):
    names = {name: item.attr_text for name, item in formulas.defined_names.items()}
    last = 7 + len(evaluation.criteria)
    assert names["points"] == f"Scorecard!$C$8:$C${last}"
    assert names["weights"] == f"Scorecard!$D$8:$D${last}"
    sheet = formulas["Scorecard"]
    for criterion in evaluation.criteria:
        row = int(names[f"weight_{criterion.id}"].rsplit("$", 1)[1])
        assert sheet.cell(row, 2).value == criterion.title
        assert names[f"points_{criterion.id}"] == f"Scorecard!$C${row}"


def series_rows(chart, sheet):
    """What stands in column A beside the cells of each series, and its fill."""
    found = []
    for series in chart.series:
        row = int(series.val.numRef.f.split("$")[2].rstrip(":"))
        found.append((sheet.cell(row, 1).value, row, series.graphicalProperties.pattFill))
    return found


def test_a_second_chart_stacks_what_is_settled_and_hatched_what_open_answers_lend(
    evaluation, formulas
):
    charts = formulas["Summary"]._charts
    sheet = formulas["Scorecard"]
    groups = [group.title for group in evaluation.groups]
    assert (evaluation.values.headline - evaluation.values.low).any()
    *rows, (_, key_row, _) = series_rows(charts[1], sheet)
    assert len(charts[0].series) == 1
    # The last one has nothing but a key in the legend; those of the hatched series are left out.
    assert not any(cell.value for cell in sheet[key_row][1:])
    left_out = [entry.idx for entry in charts[1].legend.legendEntry]
    assert left_out == list(range(1, 2 * len(groups), 2))
    # Group by group: what is settled, then what is lent, each from a block of its own.
    assert [title for title, _, _ in rows] == [title for title in groups for _ in range(2)]
    assert [fill is not None for _, _, fill in rows] == [False, True] * len(groups)
    assert len({row for _, row, _ in rows}) == 2 * len(groups)


def test_without_anything_open_the_second_chart_has_nothing_hatched():
    catalogue = number_catalogue({"a": (0, 10), "b": (0, 10)}, {"a": "first", "b": "second"})
    selection = number_selection({"x": [5, 6], "y": [6, 2]}, {"a": 1, "b": 3})
    workbook = opened(written(evaluate(selection, catalogue, as_of=AS_OF)), results=False)
    rows = series_rows(workbook["Summary"]._charts[1], workbook["Scorecard"])
    assert [(title, fill) for title, _, fill in rows] == [("First", None), ("Second", None)]


@pytest.mark.parametrize("count", [7, 8, 10])
def test_a_group_has_the_same_colour_in_the_second_chart_as_on_screen(count):
    ids = [f"c{n}" for n in range(count)]
    # The first ones weigh least, so that of more than eight they are the ones without a hue.
    weights = {c: n + 1 for n, c in enumerate(ids)}
    catalogue = number_catalogue(dict.fromkeys(ids, (0, 10)), {c: f"of_{c}" for c in ids})
    selection = number_selection({"x": [5] * count, "y": [6] * count}, weights)
    evaluation = evaluate(selection, catalogue, as_of=AS_OF)
    chart = opened(written(evaluation), results=False)["Summary"]._charts[1]
    in_workbook = [f"#{s.graphicalProperties.solidFill.srgbClr}" for s in chart.series]
    on_screen = {column: part.colour for part in parts_of(evaluation) for column in part.columns}
    assert in_workbook == [on_screen[column] for column in range(count)]


def finding_of(matrix, weights, groups, **selection_fields):
    """The title of the second chart, which is the text of a cell."""
    catalogue = number_catalogue(dict.fromkeys(weights, (0, 10)), groups)
    selection = number_selection(matrix, weights, **selection_fields)
    workbook = opened(written(evaluate(selection, catalogue, as_of=AS_OF)))
    chart = workbook["Summary"]._charts[1]
    sheet, _, address = chart.title.tx.strRef.f.partition("!")
    return workbook[sheet.strip("'")][address.replace("$", "")].value


def test_the_title_of_the_second_chart_says_what_sets_the_candidates_apart():
    # First weighs 1/4: 12.5 and 15.0 points; second 3/4: 45.0 and 15.0.
    groups = {"a": "first", "b": "second"}
    assert finding_of({"x": [5, 6], "y": [6, 2]}, {"a": 1, "b": 3}, groups) == (
        "Second sets the candidates apart most: 45.0 for x, 15.0 for y"
    )
    assert finding_of({"x": [5, 6], "y": [5, 6]}, {"a": 1, "b": 3}, groups) == (
        "No group sets the candidates apart"
    )
    assert finding_of({"x": [5, 6]}, {"a": 1, "b": 3}, groups) == (
        "Second gives x the most: 45.0 of 57.5"
    )
    assert finding_of(
        {"x": [5, 6], "y": [6, 2]}, {"a": 1, "b": 3}, groups, phase=Phase.COLLECTING
    ).startswith("Provisional: Second sets")


def test_document_properties_carry_selection_revision_and_catalogue(evaluation, results):
    properties = {item.name: item.value for item in results.custom_doc_props.props}
    assert properties["Selection"] == evaluation.selection.id
    assert properties["Revision"] == evaluation.revision
    assert properties["Catalogue version"] == evaluation.catalogue.version
    assert properties["Created at"] == "2026-11-22T09:30:00+00:00"


def test_the_same_arguments_give_the_same_bytes(evaluation, content):
    assert written(evaluation) == content


def test_document_properties_name_title_and_time(results):
    assert results.properties.title == "Support & care 2027"
    assert results.properties.created.replace(tzinfo=UTC) == CREATED_AT


def test_a_moment_without_a_time_zone_is_refused(evaluation):
    with pytest.raises(ValueError, match="time zone"):
        written(evaluation, created_at=datetime(2026, 1, 1))


def test_nothing_weighed_ranks_nobody_and_says_why():
    catalogue = number_catalogue({"c": (0, 10)})
    selection = number_selection({"x": [5], "y": [6]}, {"c": 0})
    workbook = opened(written(evaluate(selection, catalogue, as_of=AS_OF)))
    rows = table(workbook["Summary"], "Rank")
    assert rows[0]["Rank"].startswith("Not ranked: all weights are zero")
    assert [row["Candidate"] for row in rows[1:3]] == ["x", "y"]
    assert workbook["Summary"]._charts == []


def test_no_candidates_and_no_criteria_still_give_a_workbook():
    catalogue = number_catalogue({"c": (0, 10)})
    selection = number_selection({}, {"c": 1})
    assert opened(written(evaluate(selection, catalogue, as_of=AS_OF))).sheetnames == SHEETS
    without = selection.model_copy(update={"excluded_criteria": {"c": "not needed"}})
    workbook = opened(written(evaluate(without, catalogue, as_of=AS_OF)))
    assert "not needed" in all_text(workbook)


def test_points_stand_as_the_buyer_gave_them_and_as_shares_for_a_what_if(evaluation):
    sheet = opened(written(evaluation))["Scorecard"]
    assert [sheet.cell(row, 3).value for row in range(8, 13)] == [30, 25, 15, 10, 20]
    tried = evaluate(
        evaluation.selection, evaluation.catalogue, as_of=AS_OF, points={"price": 1, "maturity": 3}
    )
    sheet = opened(written(tried))["Scorecard"]
    assert [sheet.cell(row, 3).value for row in range(8, 13)] == [0, 0, 75, 0, 25]


def test_column_letters_are_excel_s():
    # Two written in by hand, the rest against openpyxl's own.
    assert (column_letters(0), column_letters(701), column_letters(702)) == ("A", "ZZ", "AAA")
    for column in range(2000):
        assert column_letters(column) == get_column_letter(column + 1)


def test_the_private_note_is_in_the_analyst_s_own_workbook(results):
    assert SECRET_NOTE in all_text(results)


def test_the_file_is_a_plain_xlsx_without_macros_or_outside_links(content):
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]
