import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from building import AS_OF
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.excel.scorecard_files import (
    CREATED_AT,
    HEADER,
    REFERENCE,
    archive,
    csv_bytes,
    imported,
    parts_of,
    scored,
    xlsx_bytes,
)

from scorecard.catalogue import Catalogue, Source, selection_faults
from scorecard.document import read_document, write_document
from scorecard.evaluation import evaluate
from scorecard.excel import read_existing_scorecard
from scorecard.model import Evidence, Phase, Status

PUBLISHED = Path(__file__).parents[2] / "cases" / "published_evaluation_fifa2026.json"


def published_rows():
    (case,) = json.loads(PUBLISHED.read_text())
    rows = [[*HEADER, *case["vendors"]]]
    for k, criterion in enumerate(case["criteria"]):
        scores = [case["scores"][vendor][k] for vendor in case["vendors"]]
        rows.append([criterion, case["weights"][k], 0, 5, *scores])
    return rows


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_the_published_fifa_2026_evaluation_comes_out_at_its_totals(write):
    result = scored(imported(write(published_rows())))
    # Σ weight × score over 0–5, out of 500: 402.8 and 274.9; printed as 402 and 275.
    assert result["United 2026"] * 5 == pytest.approx(402.8, abs=1e-9)
    assert result["Morocco 2026"] * 5 == pytest.approx(274.9, abs=1e-9)


def test_low_is_worth_0_and_high_100_also_where_less_is_better():
    rows = [[*HEADER, "A", "B"], ["quality", 3, 0, 10, 7, 4], ["price", 1, 20, 10, 12, 18]]
    # A: quality 70, price (20 − 12)/10 = 80: (3·70 + 80)/4; B: (3·40 + 20)/4
    assert scored(imported(csv_bytes(rows))) == pytest.approx({"A": 72.5, "B": 35.0})


def test_the_rescaling_of_weights_is_said_with_the_sum():
    rows = [[*HEADER, "A"], ["x", 2, 0, 1, 1], ["y", 5.5, 0, 1, 1]]
    assert imported(csv_bytes(rows)).messages == (
        "scores.csv: the weights sum to 7.5; rescaled to 1",
    )


def test_weights_that_sum_to_one_are_not_mentioned():
    rows = [[*HEADER, "A"], *[[f"c{n}", 0.1, 0, 1, 1] for n in range(10)]]
    assert imported(csv_bytes(rows)).messages == ()


def test_a_cell_beyond_an_anchor_counts_as_the_anchor_and_is_named():
    rows = [[*HEADER, "A", "B"], ["x", 1, 0, 5, 6, -1], ["y", 0, 10, 0, 12, 5]]
    result = imported(csv_bytes(rows))
    assert result.messages == (
        "scores.csv, row 2, column E (A): 6 is beyond high 5 and counts as 5, worth 100",
        "scores.csv, row 2, column F (B): -1 is beyond low 0 and counts as 0, worth 0",
        "scores.csv, row 3, column E (A): 12 is beyond low 10 and counts as 10, worth 0",
    )
    assert scored(result) == {"A": 100.0, "B": 0.0}


def test_an_empty_cell_is_open_counts_neutral_and_is_counted_in_a_message():
    rows = [[*HEADER, "A", "B"], ["x", 1, 0, 10, "", 8]]
    result = imported(csv_bytes(rows))
    assert result.messages == (
        "scores.csv: 1 cell is open; responses count as still open, so an open cell counts 50, "
        "and 0 once responses are closed",
    )
    assert scored(result) == {"A": 50.0, "B": 80.0}
    assert result.document.selection.phase is Phase.COLLECTING


def test_an_open_cell_makes_a_range_from_0_to_100():
    rows = [[*HEADER, "A"], ["x", 1, 0, 10, ""], ["y", 3, 0, 10, 8]]
    document = imported(csv_bytes(rows)).document
    evaluation = evaluate(document.selection, document.catalogue, as_of=AS_OF)
    # x is a quarter: (0 or 100)/4 + 3/4·80
    assert float(evaluation.overall_low[0]) == pytest.approx(60)
    assert float(evaluation.overall_high[0]) == pytest.approx(85)


def test_refused_is_worth_0_whatever_the_policy():
    rows = [[*HEADER, "A", "B"], ["x", 1, 0, 10, "Refused ", 8]]
    assert scored(imported(csv_bytes(rows))) == {"A": 0.0, "B": 80.0}


def test_not_applicable_for_every_candidate_puts_the_criterion_out():
    rows = [[*HEADER, "A", "B"], ["x", 9, 0, 10, "n/a", "N/A"], ["y", 1, 0, 10, 3, 4]]
    result = imported(csv_bytes(rows))
    assert scored(result) == pytest.approx({"A": 30.0, "B": 40.0})
    assert result.messages[1] == (
        "scores.csv, row 2: “x” is n/a for every candidate, so it is out and the other weights "
        "are rescaled"
    )


def test_not_applicable_for_some_counts_as_open_and_says_so():
    rows = [[*HEADER, "A", "B"], ["x", 1, 0, 10, "n/a", 4]]
    result = imported(csv_bytes(rows))
    assert scored(result) == {"A": 50.0, "B": 40.0}
    assert result.messages == (
        "scores.csv, row 2, column E (A): n/a for some candidates only; a criterion is in for all "
        "or out for all, so it counts as open here",
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(separator):
    rows = [[*HEADER, "A, Inc.", "B"], ["x; y", 1, 0, 10, 4, 5]]
    assert scored(imported(csv_bytes(rows, separator))) == {"A, Inc.": 40.0, "B": 50.0}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma_is_read_where_the_comma_does_not_separate(separator):
    rows = [[*HEADER, "A"], ["x", "0,5", "0", "10", "4,25"], ["y", "0,5", "0", "10", "5"]]
    assert scored(imported(csv_bytes(rows, separator)))["A"] == pytest.approx(46.25)


def test_excel_s_separator_line_is_followed_and_rows_count_from_the_file_s_first():
    content = b"sep=;\ncriterion;weight;low;high;A\nx;1;0;10;12\n"
    result = imported(content)
    assert scored(result) == {"A": 100.0}
    assert result.messages[0].startswith("scores.csv, row 3, column E (A): 12 is beyond")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_encoding_that_spreadsheets_write(encoding):
    rows = [[*HEADER, "Café Müller"], ["Größe", 1, 0, 10, 4]]
    result = imported(csv_bytes(rows, ";", encoding))
    assert scored(result) == {"Café Müller": 40.0}
    assert result.document.catalogue.criteria[0].title == "Größe"
    assert ("Windows-1252" in "".join(result.messages)) == (encoding == "cp1252")


def test_titles_above_the_header_blank_rows_and_columns_and_another_order_are_no_obstacle():
    rows = [
        ["Our scorecard", "", "", "", "", ""],
        [],
        ["Weight", "Criterion", "A", "", "HIGH", " low "],
        [1, "x", 4, "", 10, 0],
        [],
        [1, "y", 5, "", 10, 0],
    ]
    assert scored(imported(csv_bytes(rows))) == {"A": 45.0}
    assert scored(imported(xlsx_bytes(rows), "scores.xlsx")) == {"A": 45.0}


def test_the_first_visible_sheet_with_a_header_is_read_and_named():
    def edit(workbook):
        workbook.active.title = "Notes"
        hidden = workbook.create_sheet("Old scores")
        hidden.sheet_state = "hidden"
        for row in ([*HEADER, "Z"], ["x", 1, 0, 10, 1]):
            hidden.append(row)
        for row in ([*HEADER, "A"], ["x", 1, 0, 10, 12]):
            if "Scores" not in workbook.sheetnames:
                workbook.create_sheet("Scores")
            workbook["Scores"].append(row)

    result = imported(xlsx_bytes([["nothing here"]], edit=edit), "scores.xlsx")
    assert scored(result) == {"A": 100.0}
    assert result.messages[0] == ("scores.xlsx: read from sheet “Scores”; no other sheet was read")
    assert result.messages[1].startswith("scores.xlsx, sheet “Scores”, row 2, column E (A): 12")


def test_saved_results_of_formulas_are_read():
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, [*HEADER, "A", "B"])
    sheet.write_row(1, 0, ["x", 1, 0, 10])
    sheet.write_formula(1, 4, "=2+2", None, 4)
    sheet.write_formula(1, 5, '=""', None, "nothing")
    workbook.close()
    # A formula whose saved result is an empty text, as Excel saves it, is an empty cell.
    parts = parts_of(buffer.getvalue())
    assert b"<v>nothing</v>" in parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<v>nothing</v>", b"<v></v>"
    )
    result = imported(archive(parts), "scores.xlsx")
    assert scored(result) == {"A": 40.0, "B": 50.0}


def test_numbers_as_names_and_numbers_stored_as_text_are_taken_as_meant():
    rows = [[*HEADER, 2026, "B"], [1.5, 1, 0, 10, "4", " 5.5 "]]
    assert scored(imported(xlsx_bytes(rows), "scores.xlsx")) == pytest.approx(
        {"2026": 40.0, "B": 55.0}
    )


def test_formula_like_names_are_only_text():
    rows = [[*HEADER, "=cmd|' /C calc'!A0", "@b"], ["+1+1", 1, 0, 10, 4, 5]]
    result = imported(csv_bytes(rows))
    assert scored(result) == {"=cmd|' /C calc'!A0": 40.0, "@b": 50.0}
    assert result.document.catalogue.criteria[0].title == "+1+1"


def test_a_minus_sign_and_an_exponent_are_numbers():
    rows = [[*HEADER, "A"], ["x", 1, "−10", "+1e1", "-5"]]
    assert scored(imported(csv_bytes(rows)))["A"] == pytest.approx(25.0)


def test_long_names_are_shortened_apart_and_kept_in_full_in_the_question():
    alike = "A criterion whose name is far longer than a heading and ends in "
    rows = [[*HEADER, "A"], [alike + "one", 1, 0, 1, 1], [alike + "two", 1, 0, 1, 1]]
    criteria = imported(csv_bytes(rows)).document.catalogue.criteria
    assert [c.title[-9:] for c in criteria] == ["… (row 2)", "… (row 3)"]
    assert alike + "two" in criteria[1].question
    assert len({c.id for c in criteria}) == 2


def test_a_unit_in_brackets_becomes_the_question_s_unit():
    rows = [[*HEADER, "A"], ["Attrition (%)", 1, 30, 8, 12], ["Fit", 1, 0, 5, 3]]
    questions = imported(csv_bytes(rows)).document.catalogue.questions
    assert [question.unit for question in questions] == ["%", "points"]


def test_every_number_is_a_claim_with_its_place_as_source():
    rows = [[*HEADER, "A", "B"], ["x", 1, 0, 10, 4, "refused"]]
    first, second = imported(csv_bytes(rows)).document.selection.answers
    assert (first.evidence, first.source) == (Evidence.CLAIMED, "scores.csv, row 2, column E")
    assert (second.status, second.value) == (Status.REFUSED, None)


def test_every_value_function_says_assumption_and_where_its_anchors_stand():
    rows = [[*HEADER, "A"], ["x", 1, 0, 10, 4]]
    function = imported(csv_bytes(rows)).document.catalogue.criteria[0].inputs[0].value
    assert function.sources == ("assumption",)
    assert function.rationale == "low 0 and high 10 as stated in scores.csv, row 2"


def test_the_document_survives_being_written_and_read():
    rows = [[*HEADER, "A", "B"], ["x (%)", 1, 0, 10, 4, "n/a"], ["y", 2, 9, 1, "", "refused"]]
    document = imported(csv_bytes(rows)).document
    again = read_document(write_document(document))
    assert again.selection == document.selection
    assert isinstance(again.catalogue, Catalogue)
    assert again.catalogue == document.catalogue
    assert selection_faults(document.selection, document.catalogue) == ()


def test_two_imports_never_have_the_same_ids():
    content = csv_bytes([[*HEADER, "A"], ["x", 1, 0, 10, 4]])
    first = imported(content).document.selection
    later = read_existing_scorecard(
        content, "scores.csv", created_at=CREATED_AT.replace(hour=1)
    ).document.selection
    assert first.id != later.id
    assert first.candidates[0].id != later.candidates[0].id
    assert imported(content).document.selection == first


def test_only_the_last_part_of_a_file_name_is_kept():
    content = csv_bytes([[*HEADER, "A"], ["x", 1, 0, 10, 4]])
    for name in ("../../etc/scores.csv", "C:\\temp\\scores.csv", "scores.csv"):
        assert imported(content, name).document.selection.title == "scores"


def test_the_shipped_catalogue_gives_the_method_s_settings():
    content = csv_bytes([[*HEADER, "A"], ["x", 1, 0, 10, 4]])
    result = read_existing_scorecard(content, "scores.csv", created_at=CREATED_AT)
    assert result.document.catalogue.settings.leader_coverage_pct > 0


def test_the_sources_of_those_settings_come_along():
    content = csv_bytes([[*HEADER, "A"], ["x", 1, 0, 10, 4]])
    settings = REFERENCE.settings.model_copy(update={"leader_coverage_sources": ("guide",)})
    sources = tuple(
        Source(id=name, title=name, publisher="p", date="2026") for name in ("guide", "unrelated")
    )
    reference = REFERENCE.model_copy(update={"settings": settings, "sources": sources})
    result = read_existing_scorecard(
        content, "scores.csv", created_at=CREATED_AT, reference=reference
    )
    assert [source.id for source in result.document.catalogue.sources] == ["guide"]


@pytest.mark.parametrize("stated", [b"A1:B1", b"A1:XFD1048576"])
def test_the_size_that_a_sheet_states_is_not_believed(stated):
    rows = [[*HEADER, "A"], ["x", 1, 0, 10, 4]]
    parts = parts_of(xlsx_bytes(rows))
    name = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:E2"' in parts[name]
    parts[name] = parts[name].replace(b'ref="A1:E2"', b'ref="' + stated + b'"')
    assert scored(imported(archive(parts), "scores.xlsx")) == {"A": 40.0}


def test_a_workbook_is_read_without_following_what_lies_outside_it():
    def edit(workbook):
        workbook.active["E2"] = 4
        workbook.active["E2"].hyperlink = "http://127.0.0.1:9/never-opened"

    rows = [[*HEADER, "A"], ["x", 1, 0, 10, 0]]
    assert scored(imported(xlsx_bytes(rows, edit=edit), "scores.xlsx")) == {"A": 40.0}


finite = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda x: round(x, 6))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.01, 100).map(lambda x: round(x, 3)), finite, finite, finite, finite)
        .filter(lambda row: abs(row[1] - row[2]) > 1e-3),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
def test_any_table_scores_alike_as_csv_as_xlsx_and_by_hand(table):
    rows = [[*HEADER, "A", "B"], *[[f"c{n}", *cells] for n, cells in enumerate(table)]]
    total = sum(row[0] for row in table)

    def by_hand(column):
        values = [min(max((r[column] - r[1]) / (r[2] - r[1]), 0.0), 1.0) * 100 for r in table]
        return sum(r[0] * v for r, v in zip(table, values, strict=True)) / total

    expected = {"A": by_hand(3), "B": by_hand(4)}
    assert scored(imported(csv_bytes(rows))) == pytest.approx(expected, abs=1e-9)
    assert scored(imported(xlsx_bytes(rows), "s.xlsx")) == pytest.approx(expected, abs=1e-9)


def test_importing_the_package_loads_neither_openpyxl_nor_xlsxwriter():
    # The first page must not wait for libraries that only an upload or a download needs.
    code = "import sys, scorecard.excel; print({'openpyxl', 'xlsxwriter'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"
