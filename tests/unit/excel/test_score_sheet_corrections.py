"""What somebody sets by hand wins over what the sheet seems to say, and the rest follows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.excel import score_sheets
from unit.excel.score_sheets import csv_sheet, xlsx_sheet
from unit.excel.scorecard_files import HEADER, archive, csv_bytes, imported, xlsx_bytes

from scorecard.excel import (
    ColumnRole,
    Corrections,
    Orientation,
    ScorecardFault,
    apply,
    read_paste,
    read_sheets,
    scorecard_of,
    understand,
)
from scorecard.excel.header_words import Says, read_label, stated_scale
from scorecard.excel.limits import LARGEST_FILE_BYTES
from scorecard.model import Status


def test_a_scale_set_for_one_criterion_settles_a_price_where_less_is_better():
    grid = score_sheets.pass_fail_and_prices()
    # Row 7 of the file is row 6 counted from 0.
    found = understand(grid, Corrections(scales={6: (1_500_000, 1_000_000)}))
    price = found.criteria[-1]
    assert (price.low, price.high) == (1_500_000, 1_000_000)
    assert found.problems == ()
    assert price.cells == (1_250_000, 1_100_000)


def test_a_row_put_in_or_out_by_hand_stays_so():
    grid = score_sheets.award_criteria_matrix()
    found = understand(grid, Corrections(rows={7: False, 8: True}))
    assert [c.name for c in found.criteria][-2:] == ["Social value", "Total"]
    assert "“Price”), because you said so" in "".join(i.text for i in found.inferences)


def test_another_column_as_weight_leaves_the_first_out():
    grid = csv_sheet("Criterion,Weight,Importance points,A\nx,1,30,4\ny,1,70,2\n")
    assert [c.weight for c in understand(grid).criteria] == [1, 1]
    found = understand(grid, Corrections(roles={2: ColumnRole.WEIGHT}))
    assert [c.weight for c in found.criteria] == [30, 70]
    assert found.mapping.roles[1] is ColumnRole.LEFT_OUT


def test_a_weighted_column_chosen_by_hand_becomes_the_candidate():
    grid = score_sheets.award_criteria_matrix()
    roles = {2: ColumnRole.LEFT_OUT, 3: ColumnRole.CANDIDATE}
    found = understand(grid, Corrections(roles=roles, names={3: "Atlas"}, high=40))
    assert [c.name for c in found.candidates] == ["Atlas", "Bidder B"]
    assert [c.cells[0] for c in found.criteria] == [20, 12, 15, 32]


def test_turning_a_table_round_is_obeyed_even_where_it_makes_no_sense():
    grid = score_sheets.award_criteria_matrix()
    found = understand(grid, Corrections(orientation=Orientation.COLUMNS))
    assert found.mapping.orientation is Orientation.COLUMNS
    assert found.table is None


def test_a_header_row_chosen_by_hand_is_taken():
    grid = csv_sheet("Criterion,Weight,A\nold,1,1\nCriterion,Weight,Atlas\nx,60,4\ny,40,2\n")
    found = understand(grid, Corrections(header_row=2))
    assert [c.name for c in found.criteria] == ["x", "y"]
    assert [c.name for c in found.candidates] == ["Atlas"]


def test_equal_weights_and_texts_as_open_are_taken_when_said():
    grid = csv_sheet("Criterion,A,B\nx,1,4\ny,2,see annex\nz,3,5\n")
    found = understand(grid, Corrections(same_weights=True, remarks_are_open=True))
    assert [c.weight for c in found.criteria] == [1, 1, 1]
    assert found.criteria[1].cells == (2, Status.OPEN)
    assert any("C3" in i.text and "counts as open" in i.text for i in found.inferences)


def test_low_and_high_alike_are_refused_in_words():
    grid = csv_sheet("Criterion,Weight,A\nx,1,4\ny,2,5\n")
    found = understand(grid, Corrections(low=5, high=5))
    assert found.table is None
    assert "low and high are both 5" in found.problems[0].text


def test_apply_names_file_and_cell_of_the_first_problem():
    grid = score_sheets.pass_fail_and_prices()
    with pytest.raises(ScorecardFault) as fault:
        apply(grid, understand(grid).mapping)
    assert str(fault.value) == (
        "sheet.csv, C7: 1250000 and 1 more of row 7 are beyond the scale of 0 to 5; correct the "
        "scale, or set low and high of row 7"
    )


def test_places_in_a_table_that_was_turned_round_are_those_of_the_file():
    grid = csv_sheet("Bidder,Quality,Price\nWeight,60,40\nAtlas,4,three\nBorealis,3,5\n")
    (problem,) = understand(grid).problems
    assert problem.address == "C3"
    assert problem.text.startswith("“three” is not a number")


def test_headings_become_groups_of_the_catalogue(reference_and_moment):
    grid = score_sheets.award_criteria_matrix()
    table = apply(grid, understand(grid).mapping)
    catalogue = scorecard_of(table, b"x", **reference_and_moment).document.catalogue
    assert [group.title for group in catalogue.groups] == ["Quality", "Imported criteria"]
    groups = {group.id: group.title for group in catalogue.groups}
    assert [groups[c.group] for c in catalogue.criteria] == [*["Quality"] * 3, "Imported criteria"]


def test_where_a_scale_comes_from_is_kept_with_the_criterion(reference_and_moment):
    grid = score_sheets.two_row_header()
    table = apply(grid, understand(grid).mapping)
    catalogue = scorecard_of(table, b"x", **reference_and_moment).document.catalogue
    rationale = catalogue.criteria[0].inputs[0].value.rationale
    assert rationale == (
        "low 0 and high 5 as proposed for all criteria and confirmed, used in sheet.xlsx, row 5"
    )


@pytest.fixture
def reference_and_moment():
    from unit.excel.scorecard_files import CREATED_AT, REFERENCE

    return {"reference": REFERENCE, "created_at": CREATED_AT}


SCORES = st.floats(0, 5).map(lambda number: round(number, 2))


@settings(max_examples=60, deadline=None)
@given(
    data=st.lists(st.tuples(st.integers(1, 50), st.tuples(SCORES, SCORES)), min_size=2, max_size=8),
    separator=st.sampled_from([",", ";", "\t"]),
)
def test_a_file_of_the_strict_shape_says_the_same_when_it_is_understood(data, separator):
    rows = [[*HEADER, "Atlas", "Borealis"]]
    rows += [[f"criterion {n}", w, 0, 5, *cells] for n, (w, cells) in enumerate(data)]
    content = csv_bytes(rows, separator)
    strict = imported(content).document
    (grid,) = read_sheets(content, "scores.csv")
    found = understand(grid)
    assert found.problems == ()
    assert [c.weight for c in found.criteria] == list(strict.selection.points.values())
    stored = [a.value for a in strict.selection.answers]
    assert [cell for c in found.criteria for cell in c.cells] == stored


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(
                    ["Criterion", "Weight", "Max", "Score", "Total", "5", "4,5", "30 %", "", "-"]
                ),
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_table_is_understood_or_its_problems_are_said(rows):
    content = csv_bytes([["x"], *rows], ";")
    try:
        (grid,) = read_sheets(content, "any.csv")
    except ScorecardFault as fault:
        assert "any.csv" in str(fault)
        return
    for way in (None, *Orientation):
        found = understand(grid, Corrections(orientation=way))
        assert (found.table is None) == bool(found.problems)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"\x00\x01\x02", "neither CSV text nor an XLSX workbook"),
        (b"x" * (LARGEST_FILE_BYTES + 1), "5 MiB at most"),
        (b",".join([b"1"] * 400), "more than 300 columns"),
        (b"1\n" * 2100, "more than 2,000 rows"),
        (b"PK\x03\x04 nothing", "damaged workbook"),
        (archive({"a.txt": b"x"}), "not an XLSX workbook"),
        (archive({"xl/workbook.xml": b"0" * 70_000_000}), "that is no scorecard"),
    ],
)
def test_hostile_and_oversized_files_get_one_clear_line(content, message):
    # What begins as an archive is named as a workbook, anything else as text.
    name = "bad.xlsx" if content.startswith(b"PK") else "bad.csv"
    with pytest.raises(ScorecardFault) as fault:
        read_sheets(content, name)
    assert message in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_sheet_beyond_the_limits_is_left_out_where_another_can_be_read():
    def fill(workbook):
        workbook.active.append(["Criterion", "Weight", "A"])
        workbook.active.append(["x", 1, 4])
        huge = workbook.create_sheet("Log")
        huge.cell(row=2500, column=1, value="end")

    grids = score_sheets.xlsx_sheets(fill)
    assert len(grids) == 1
    assert "Sheet “Log” was not read" in grids[0].notes[0]


def test_a_workbook_with_nothing_in_it_says_so():
    with pytest.raises(ScorecardFault, match="nothing stands in its visible sheets"):
        read_sheets(xlsx_bytes([]), "blank.xlsx")


def test_a_paste_whose_quotation_marks_do_not_pair_up_is_read_and_said():
    grid = read_paste('Criterion\tWeight\tA\n"x" and y\t1\t4\nz\t2\t5\n')
    assert understand(grid).criteria[0].name == '"x" and y'
    assert "quotation marks do not pair up" in grid.notes[0]


def test_a_percentage_format_is_read_as_people_see_it():
    grid = xlsx_sheet(
        [["Criterion", "Weight", "A"], ["x", 0.07, 4], ["y", 0.93, 5]],
        formats=(("B2", "0%"), ("B3", "0.0%")),
    )
    assert [c.weight for c in understand(grid).criteria] == [7, 93]


@pytest.mark.parametrize(
    ("text", "says", "subject", "scale"),
    [
        ("Bidder A mark (0-5)", Says.OTHER, "Bidder A", (0, 5)),
        ("Weighted score – Atlas", Says.WEIGHTED, "Atlas", None),
        ("Maximale Punktzahl", Says.HIGH, "", None),
        ("Supplier: Atlas", Says.OTHER, "Atlas", None),
        ("Max Muster GmbH", Says.OTHER, "Max Muster GmbH", None),
        ("Halvard (invented)", Says.OTHER, "Halvard (invented)", None),
        ("Score awarded (max 20)", Says.SCORE, "", (0, 20)),
        ("Pass mark", Says.THRESHOLD, "", None),
        ("Weight x score", Says.WEIGHTED, "", None),
        ("Sub-criterion", Says.CRITERION, "", None),
        ("%", Says.WEIGHT, "", None),
    ],
)
def test_header_cells_are_read(text, says, subject, scale):
    label = read_label(text)
    assert (label.says, label.subject, label.scale) == (says, subject, scale)


def test_dates_and_names_state_no_scale():
    assert stated_scale("Evaluated 12/11/2026")[0] is None
    assert stated_scale("Lot 2-3")[0] is None
