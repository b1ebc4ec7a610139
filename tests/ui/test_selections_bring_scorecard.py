"""Bring a scorecard: understood, corrected by hand, and stored only when it is confirmed."""

import pytest
from pages import OPERATOR, open_page

from scorecard.excel import ColumnRole, Corrections, Orientation, understand
from scorecard.excel.sheet_grids import read_paste
from scorecard.ui.selections_import_corrections import with_columns, with_rows
from scorecard.ui.selections_import_preview import preview
from scorecard.ui.selections_import_words import understood_sentence

MATRIX = (
    "Evaluation 2026,,,,,\n\n"
    "Award criterion,Weighting %,Atlas mark (0-5),Atlas weighted,Borealis mark (0-5),"
    "Borealis weighted\n"
    "Service,60%,4,48,3,36\nPrice,40%,4,32,5,40\nTotal,100%,,80,,76\n"
)
WITH_A_PRICE = (
    "Criterion\tWeight\tAtlas\tBorealis\n"
    "Design\t20\t4\t3\nTraining\t20\t3\t5\nReports\t20\t5\t4\nTools\t20\t2\t4\n"
    "Price\t20\t900\t1000\n"
)


def bring(app, *, name="matrix.csv", content=None, pasted=None):
    app.button(key="selections:bring").click().run()
    if content is not None:
        app.file_uploader(key="selections:upload:scorecard").upload(name, content)
    if pasted is not None:
        app.text_area(key="selections:paste").set_value(pasted)
    return app.run()


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def widget(app, kind, ending):
    return next(w for w in app.get(kind) if str(w.key).endswith(ending))


def stored(storage):
    (summary,) = storage.list_selections(OPERATOR)
    return storage.load(OPERATOR, summary.id)


def offers_to_store(app):
    return any(button.key == "selections:store" for button in app.button)


def test_a_tender_matrix_is_understood_and_stored_under_the_title_that_was_typed(storage):
    app = bring(open_page("selections"), content=MATRIX.encode())
    assert not app.exception
    assert "2 criteria, 2 candidates; the weights sum to 100; scores run from 0 to 5." in texts(app)
    assert "Column D is left out, because" in texts(app)
    assert storage.list_selections(OPERATOR) == ()
    widget(app, "text_input", ":title").set_value("Tender 7").run()
    app.button(key="selections:store").click().run()
    selection = stored(storage)
    assert selection.title == "Tender 7"
    assert [candidate.name for candidate in selection.candidates] == ["Atlas", "Borealis"]
    found = {(a.candidate_id[-1], a.question_id): a.value for a in selection.answers}
    assert found == {
        ("1", "service"): 4,
        ("2", "service"): 3,
        ("1", "price"): 4,
        ("2", "price"): 5,
    }


def test_pasted_cells_are_read_and_what_does_not_fit_blocks_the_store(storage):
    app = bring(open_page("selections"), pasted=WITH_A_PRICE)
    assert not app.exception
    assert "C6: 900 and 1 more of row 6 are beyond the scale of 0 to 5" in texts(app)
    assert not offers_to_store(app)
    assert app.text_area(key="selections:paste").value == WITH_A_PRICE


def test_a_scale_for_all_set_by_hand_settles_it_and_is_kept(storage):
    app = bring(open_page("selections"), pasted=WITH_A_PRICE)
    widget(app, "text_input", ":high").set_value("1000").run()
    assert not app.exception
    assert "Scores run from 0 to 1000, because you said so." in texts(app)
    assert "headers and numbers fit better this way round" in texts(app)
    app.button(key="selections:store").click().run()
    # Pasted tables have no file name.
    assert stored(storage).title == "Pasted table"


def test_a_wrong_way_round_loses_nothing_that_was_set(storage):
    app = bring(open_page("selections"), pasted=WITH_A_PRICE)
    widget(app, "text_input", ":rows:high").set_value("1000").run()
    app.get_by_key(widget(app, "button_group", ":way").key).set_value(Orientation.COLUMNS).run()
    assert not app.exception
    assert not offers_to_store(app)
    app.get_by_key(widget(app, "button_group", ":way").key).set_value(Orientation.ROWS).run()
    assert widget(app, "text_input", ":rows:high").value == "1000"
    assert offers_to_store(app)


def test_corrections_can_be_forgotten_at_once(storage):
    app = bring(open_page("selections"), pasted=WITH_A_PRICE)
    widget(app, "text_input", ":high").set_value("1000").run()
    widget(app, "button", ":forget").click().run()
    assert widget(app, "text_input", ":high").value == "5"
    assert not offers_to_store(app)


def test_a_header_row_is_chosen_by_hand(storage):
    pasted = "Criterion\tWeight\tOld\nx\t1\t1\nCriterion\tWeight\tNew\ny\t60\t4\nz\t40\t2\n"
    app = bring(open_page("selections"), pasted=pasted)
    widget(app, "selectbox", ":header_row").set_value(2).run()
    assert not app.exception
    assert "2 criteria, 1 candidate" in texts(app)
    app.button(key="selections:store").click().run()
    assert [candidate.name for candidate in stored(storage).candidates] == ["New"]


def test_a_table_without_weights_is_stored_once_equal_weights_are_said(storage):
    app = bring(open_page("selections"), pasted="Criterion\tA\tB\nx\t1\t4\ny\t2\t5\n")
    assert "no weights were found" in texts(app)
    widget(app, "checkbox", ":same_weights").set_value(True).run()
    app.button(key="selections:store").click().run()
    assert set(stored(storage).points.values()) == {1.0}


@pytest.mark.parametrize("pasted", ["x", "=cmd|' /C calc'!A0\tb\n1\t2", "<b>$x$</b>\t1\n2\t3"])
def test_what_is_no_scorecard_says_so_and_stores_nothing(storage, pasted):
    app = bring(open_page("selections"), pasted=pasted)
    assert not app.exception
    assert "cannot be stored yet" in texts(app)
    assert storage.list_selections(OPERATOR) == ()


def test_a_file_beside_pasted_cells_wins_and_that_is_said(storage):
    app = bring(open_page("selections"), content=MATRIX.encode(), pasted=WITH_A_PRICE)
    assert "“matrix.csv” is read. Take it away to read the pasted cells instead." in texts(app)
    assert "2 criteria, 2 candidates" in texts(app)


def test_the_same_paste_brought_twice_in_one_session_is_there_twice_under_two_titles(storage):
    app = open_page("selections")
    for _ in range(2):
        app = bring(app, pasted="Criterion\tWeight\tA\nx\t1\t4\ny\t2\t5\n")
        app.button(key="selections:store").click().run()
        assert not app.exception
        app.switch_page("views/selections.py").run()
    found = sorted(summary.title for summary in storage.list_selections(OPERATOR))
    assert found == ["Pasted table", "Pasted table (copy)"]


def test_a_title_that_is_taken_is_made_free_and_that_is_said(storage):
    app = bring(open_page("selections"), content=MATRIX.encode())
    app.button(key="selections:store").click().run()
    app = bring(open_page("selections"), content=MATRIX.encode() + b"\n")
    widget(app, "text_input", ":title").set_value("matrix").run()
    assert "That title is taken, so it is called “matrix (copy)”." in texts(app)


def test_edits_of_the_table_of_columns_become_corrections_by_column():
    edited = {0: {"holds": "left out"}, 2: {"name": "  Atlas  GmbH "}, 1: {"name": ""}}
    said = with_columns(Corrections(names={4: "old"}), edited, [1, 4, 7])
    assert said.roles == {1: ColumnRole.LEFT_OUT, 7: ColumnRole.CANDIDATE}
    assert said.names == {7: "Atlas GmbH"}


def test_edits_of_the_table_of_rows_become_corrections_by_row():
    said = with_rows(Corrections(), {0: {"is_criterion": False}, 1: {"low": 9.0}}, [3, 5])
    assert said.rows == {3: False}
    assert said.scales == {5: (9.0, None)}
    said = with_rows(said, {1: {"high": 1.0}}, [3, 5])
    assert said.scales == {5: (9.0, 1.0)}
    assert with_rows(said, {1: {"low": None, "high": None}}, [3, 5]).scales == {}


def test_the_preview_stands_as_the_file_does_with_every_row_and_column_labelled():
    found = understand(read_paste("Bidder\tQuality\tPrice\nWeight\t60\t40\nAtlas\t4\t3\n"))
    table, tints = preview(found)
    assert list(table.columns) == ["Row", "A · header", "B · criterion", "C · criterion"]
    assert list(table["Row"]) == ["1 · criteria", "2 · weights", "3 · Atlas"]
    assert list(table["B · criterion"]) == ["Quality", "60", "4"]
    assert all(tints["B · criterion"])
    assert understood_sentence(found) == (
        "2 criteria, 1 candidate; the weights sum to 100; scores run from 0 to 5."
    )


MEASURED = (
    "Criterion\tWeight\tAtlas\tBorealis\n"
    "Quality\t40\t80\t70\nRisk (lower is better)\t20\t20\t60\nPrice per hour\t40\t12\t30\n"
)


def test_where_less_may_be_better_it_is_asked_and_the_direction_can_be_switched(storage):
    app = bring(open_page("selections"), pasted=MEASURED)
    assert not app.exception
    assert "Less is taken for better in row 3 (“Risk (lower is better)”)" in texts(app)
    switch = widget(app, "multiselect", ":less_is_better")
    assert switch.value == [2, 3]
    app = switch.set_value([2]).run()
    assert not app.exception
    assert "“Price per hour”), because" not in texts(app)
    assert widget(app, "multiselect", ":less_is_better").value == [2]
    app.button(key="selections:store").click().run()
    selection = stored(storage)
    catalogue = storage.catalogue(OPERATOR, selection.id)
    ends = {
        criterion.title: {p.value: p.performance for p in criterion.inputs[0].value.points}
        for criterion in catalogue.criteria
    }
    # low is worth 0 and high worth 100.
    assert ends == {
        "Quality": {0: 0, 100: 100},
        "Risk (lower is better)": {0: 100, 100: 0},
        "Price per hour": {0: 0, 100: 100},
    }


def test_the_switch_of_directions_keeps_up_with_the_table_below(storage):
    app = bring(open_page("selections"), pasted=MEASURED)
    app = widget(app, "multiselect", ":less_is_better").set_value([1, 2, 3]).run()
    assert widget(app, "multiselect", ":less_is_better").value == [1, 2, 3]
    app = widget(app, "button", ":forget").click().run()
    assert widget(app, "multiselect", ":less_is_better").value == [2, 3]


def test_a_criterion_whose_own_low_is_above_its_high_is_named_where_less_is_better(storage):
    app = bring(
        open_page("selections"),
        pasted="Criterion\tWeight\tLow\tHigh\tAtlas\nQuality\t60\t\t\t4\nPrice\t40\t25\t15\t18\n",
    )
    switch = widget(app, "multiselect", ":less_is_better")
    assert (switch.options, switch.value) == (["Quality"], [])
    assert switch.placeholder == "None of the others"
    assert "Less is also better for “Price”: low is larger than high there." in texts(app)


def test_where_the_scale_for_all_runs_down_less_is_better_until_it_is_switched(storage):
    app = bring(open_page("selections"), pasted=MEASURED)
    app = widget(app, "text_input", ":low").set_value("100").run()
    app = widget(app, "text_input", ":high").set_value("0").run()
    assert widget(app, "multiselect", ":less_is_better").value == [1, 2, 3]
    app = widget(app, "multiselect", ":less_is_better").set_value([2, 3]).run()
    assert widget(app, "multiselect", ":less_is_better").value == [2, 3]
    app.button(key="selections:store").click().run()
    catalogue = storage.catalogue(OPERATOR, stored(storage).id)
    points = catalogue.criteria[0].inputs[0].value.points
    assert {p.value: p.performance for p in points} == {0: 0, 100: 100}
