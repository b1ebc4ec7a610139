"""Questionnaires back: uploaded, shown as a difference, accepted whole or one by one."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked
from unit.excel.questionnaire_filling import Filling

from scorecard.access import Actor, Role
from scorecard.catalogue import load_catalogue
from scorecard.excel import (
    CellState,
    compare_questionnaire,
    open_questionnaire,
    read_questionnaire,
    write_questionnaire,
)
from scorecard.model import DocumentReference, Status
from scorecard.storage import QUESTIONNAIRE
from scorecard.ui.intake.accepting import TAKE, ticked
from scorecard.ui.intake.panel import panel_scope, table_height, table_key
from scorecard.ui.intake.words import everything_sentence
from scorecard.ui.questionnaires import all_questionnaires_bytes, questionnaire_bytes
from scorecard.ui.state import OpenSelection

CATALOGUE = load_catalogue()
CREATED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info, *app.success]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def questionnaire(selection, candidate_id, fill):
    """What a candidate sends back; `fill` types into it."""
    content = write_questionnaire(selection, CATALOGUE, candidate_id, created_at=CREATED_AT)
    filling = Filling(content, selection, CATALOGUE, candidate_id)
    fill(filling)
    return filling.saved()


def attrition(value):
    return lambda filling: filling.answer("attrition_120d_pct", value)


def uploaded(app, selection_id, *files):
    field = app.file_uploader(key=f"intake:{selection_id}:files")
    for name, content in files:
        field.upload(name, content)
    return app.run()


def press(app, ending):
    button = next(b for b in app.button if str(b.key).endswith(ending))
    return button.click().run()


def stored_answer(storage, selection_id, candidate_id, question_id):
    return storage.load(OPERATOR, selection_id).answer(candidate_id, question_id)


def store_attrition(storage, selection, value):
    """Stores an answer that a file made before is in conflict with."""
    answer = selection.answer("c0", "attrition_120d_pct")
    changed = answer.model_copy(update={"status": Status.ANSWERED, "value": value})
    storage.save_answer(OPERATOR, "empty", changed, expected_version=0)


def test_before_anything_is_uploaded_the_page_says_what_to_do(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("intake", "empty")
    assert not app.exception
    assert app.title[0].value == "What did they send back?"
    assert "No questionnaire of the two candidates is taken in yet." in texts(app)
    assert "nothing is stored until you accept it" in texts(app)


def test_one_candidate_and_one_answer_are_told_in_the_singular(storage):
    selection = stored_empty(storage, "Atlas")
    assert "The one candidate's questionnaire is not taken in yet." in texts(
        open_page("intake", "empty")
    )
    content = questionnaire(selection, "c0", attrition(14.5))
    press(uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content)), ":all")
    assert "The one candidate's questionnaire is taken in." in texts(open_page("intake", "empty"))
    assert everything_sentence([("Atlas", 1)]) == "1 answer accepted of Atlas."


def test_the_page_stands_under_assess_after_the_candidates(storage):
    stored_empty(storage, "Atlas")
    app = open_page("intake", "empty")
    assert not app.exception
    from scorecard.ui.frame import NAVIGATION

    files = [view.file for view in NAVIGATION]
    assert files.index("intake.py") == files.index("candidates.py") + 1
    assert NAVIGATION[files.index("intake.py")].caption == "Assess"


def test_uploading_shows_the_difference_and_stores_nothing(storage):
    selection = stored_empty(storage, "Atlas", "Borealis")
    content = questionnaire(selection, "c0", attrition(14.5))
    before = storage.document(OPERATOR, "empty")
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert not app.exception
    assert "One file: 1 new." in texts(app)
    assert storage.document(OPERATOR, "empty") == before


def test_accepting_all_stores_the_answers_with_their_source_and_keeps_the_file(storage):
    selection = stored_empty(storage, "Atlas", "Borealis")

    def fill(filling):
        attrition(14.5)(filling)
        filling.decline("loaded_rate_per_hour")
        filling.dated(date(2026, 11, 9))

    content = questionnaire(selection, "c0", fill)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    app = press(app, ":all")
    answer = stored_answer(storage, "empty", "c0", "attrition_120d_pct")
    assert (answer.value, answer.evidence.value) == (14.5, "claimed")
    assert (answer.source, answer.as_of) == (
        "Questionnaire Atlas.xlsx, 2026-11-09",
        date(2026, 11, 9),
    )
    refused = stored_answer(storage, "empty", "c0", "loaded_rate_per_hour")
    assert refused.status is Status.REFUSED
    now = storage.load(OPERATOR, "empty")
    (kept,) = now.attachments
    assert (kept.question_id, kept.name) == (QUESTIONNAIRE, "Atlas.xlsx")
    assert storage.read_attachment(OPERATOR, "empty", kept.id).content == content
    assert now.candidate("c0").replied_on is not None
    assert "2 answers accepted" in texts(app)
    assert "2 as stored" in texts(app)


def test_the_sentence_after_accepting_names_the_change_of_rank(storage):
    selection = stored_worked(storage)
    evaluation_before = open_page("intake", selection.id)
    assert not evaluation_before.exception

    def fill(filling):
        filling.answer("attrition_120d_pct", 60.0)
        filling.answer("attrition_annual_pct", 150.0)
        filling.answer("calibration_cadence", "none")
        filling.answer("qa_transparency", "internal_only")
        filling.answer("attrition_handling", "borrowed_agents")
        filling.answer("agents_per_team_lead", 60.0)

    content = questionnaire(selection, "aldermoor", fill)
    app = uploaded(open_page("intake", selection.id), selection.id, ("Reply.xlsx", content))
    # All six are documented or verified in the worked selection: each is decided by hand.
    assert "6 conflicting" in texts(app)
    assert not [b for b in app.button if str(b.key).endswith(":all")]
    now = storage.load(OPERATOR, selection.id)
    intake = read_questionnaire(content, "Reply.xlsx", now, CATALOGUE)
    shown = intake.of_state(CellState.CONFLICTING)
    key = table_key(panel_scope(selection.id, intake.returned.sha256), shown)
    app.session_state[key] = {"edited_rows": {row: {TAKE: True} for row in range(6)}}
    app = press(app, ":ticked")
    (sentence,) = [s.value.replace("\\", "") for s in app.success]
    assert sentence.startswith("6 answers accepted; overall ")
    assert "rank " in sentence
    assert "→" in sentence


def test_a_conflict_is_left_out_of_accept_all_and_taken_when_it_is_ticked(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", attrition(14.5))
    store_attrition(storage, selection, 20.0)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert "1 conflicting" in texts(app)
    assert not [b for b in app.button if str(b.key).endswith(":all")]
    app = press(app, ":ticked")
    assert "Nothing is ticked, so nothing was stored." in texts(app)
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").value == 20.0


def test_a_tick_set_by_hand_replaces_the_stored_answer(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", attrition(14.5))
    store_attrition(storage, selection, 20.0)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    now = storage.load(OPERATOR, "empty")
    intake = read_questionnaire(content, "Atlas.xlsx", now, CATALOGUE)
    key = table_key(panel_scope("empty", intake.returned.sha256), intake.cells)
    app.session_state[key] = {"edited_rows": {0: {TAKE: True}}}
    press(app, ":ticked")
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").value == 14.5


def test_a_figure_in_doubt_is_left_out_of_accept_all_and_is_not_ticked(storage):
    # 0.18 may be meant as 18 %; the 55 beside it is in no doubt.
    def fill(filling):
        filling.answer("attrition_120d_pct", 0.18)
        filling.answer("attrition_annual_pct", 55)

    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", fill)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert "One answer is left for you to decide" in texts(app)
    # The remark stands below the table in full, with the cell.
    assert ": 0.18 %: did you mean 18 %?" in texts(app)
    (button,) = [b for b in app.button if str(b.key).endswith(":all")]
    assert button.label == "Accept all 1 other new and changed"
    app = button.click().run()
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").value is None
    assert stored_answer(storage, "empty", "c0", "attrition_annual_pct").value == 55
    app = press(app, ":ticked")
    assert "Nothing is ticked, so nothing was stored." in texts(app)


def test_a_figure_in_doubt_stands_in_full_below_the_table_where_it_conflicts(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", attrition(0.18))
    store_attrition(storage, selection, 20.0)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert "1 conflicting" in texts(app)
    assert ": 0.18 %: did you mean 18 %?" in texts(app)


def test_the_table_is_as_high_as_its_rows_up_to_thirty():
    # 35 px for the header and for every row, 3 px of edges.
    assert [table_height(rows) for rows in (1, 18, 30, 84)] == [73, 668, 1088, 1088]


def test_ticks_by_default_and_by_hand_choose_the_cells():
    # Three rows, the last not ticked by default; row 0 is unticked and row 2 ticked by hand.
    edits = {"edited_rows": {0: {TAKE: False}, "2": {TAKE: True}}}
    assert ticked(("a", "b", "c"), (True, True, False), edits) == ("b", "c")
    assert ticked(("a", "b", "c"), (True, True, False), {}) == ("a", "b")


NAMED = DocumentReference(
    title="Payroll report", issuer="Auditor AG", issued_on=date(2026, 1, 2), scope="Leipzig"
)


def documented_attrition(filling):
    attrition(14.5)(filling)
    filling.document("attrition_120d_pct", NAMED)


def test_a_named_document_is_asked_for_and_documents_the_answer_once_it_is_attached(storage):
    selection = stored_empty(storage, "Atlas", "Borealis")
    content = questionnaire(selection, "c0", documented_attrition)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert not [box for box in app.selectbox if "document" in str(box.key)]
    app = press(app, ":all")
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").evidence.value == "claimed"
    app = open_page("intake", "empty")
    assert "One document is named in an answer and not attached" in texts(app)
    (box,) = [box for box in app.selectbox if str(box.key).endswith(":document")]
    (option,) = box.options
    assert option.startswith("Atlas · Attrition in the first 120 days · Payroll report, Auditor AG")
    field = next(f for f in app.file_uploader if ":document_file:" in str(f.key))
    app = field.upload("payroll.pdf", b"%PDF payroll").run()
    assert not app.exception
    answer = stored_answer(storage, "empty", "c0", "attrition_120d_pct")
    assert (answer.value, answer.evidence.value) == (14.5, "documented")
    kept = {a.question_id: a for a in storage.load(OPERATOR, "empty").attachments}
    assert answer.document.attachment_id == kept["attrition_120d_pct"].id
    assert "“payroll.pdf” attached" in texts(app)
    assert not [box for box in app.selectbox if str(box.key).endswith(":document")]


def test_an_empty_document_is_refused_and_the_answer_stays_claimed(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", documented_attrition)
    press(uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content)), ":all")
    app = open_page("intake", "empty")
    field = next(f for f in app.file_uploader if ":document_file:" in str(f.key))
    app = field.upload("payroll.pdf", b"").run()
    assert "The file is empty." in texts(app)
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").evidence.value == "claimed"


def test_due_diligence_says_that_a_document_is_named_and_not_attached(storage):
    selection = stored_empty(storage, "Atlas")
    answer = selection.answer("c0", "leads_named").model_copy(
        update={"status": Status.ANSWERED, "value": (), "document": NAMED}
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("due_diligence", "empty", candidate="c0")
    assert "Document named, not attached" in texts(app)


def test_a_second_file_of_the_same_candidate_is_no_conflict_with_its_first(storage):
    selection = stored_empty(storage, "Atlas")
    first = questionnaire(selection, "c0", attrition(14.5))
    corrected = questionnaire(selection, "c0", attrition(15.5))
    app = uploaded(open_page("intake", "empty"), "empty", ("first.xlsx", first))
    press(app, ":all")
    app = uploaded(open_page("intake", "empty"), "empty", ("second.xlsx", corrected))
    assert "1 changed" in texts(app)
    press(app, ":all")
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").value == 15.5


def test_what_cannot_be_used_is_named_with_its_cell(storage):
    selection = stored_empty(storage, "Atlas")

    def fill(filling):
        filling.field("attrition_120d_pct").value = "about a fifth"

    content = questionnaire(selection, "c0", fill)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    assert "1 not usable" in texts(app)
    (line,) = [m.value for m in app.markdown if m.value.startswith("- **2 Workforce")]
    assert line.replace("\\", "").endswith(": “about a fifth” is not a number")
    assert "!E" in line


def test_several_files_are_taken_in_together(storage):
    selection = stored_empty(storage, "Atlas", "Borealis")
    files = [
        (f"{name}.xlsx", questionnaire(selection, candidate_id, attrition(value)))
        for name, candidate_id, value in (("Atlas", "c0", 11.0), ("Borealis", "c1", 12.0))
    ]
    app = uploaded(open_page("intake", "empty"), "empty", *files, ("notes.xlsx", b"PK no zip"))
    assert "Three files, of which one cannot be read: 2 new." in texts(app)
    app = press(app, ":accept_everything")
    values = [stored_answer(storage, "empty", c, "attrition_120d_pct").value for c in ("c0", "c1")]
    assert values == [11.0, 12.0]
    assert "2 answers accepted of Atlas and Borealis." in texts(app)


def test_another_selections_file_says_so(storage):
    worked = stored_worked(storage)
    stored_empty(storage, "Atlas")
    content = questionnaire(worked, "aldermoor", attrition(11.0))
    app = uploaded(open_page("intake", "empty"), "empty", ("Reply.xlsx", content))
    assert "belongs to another selection" in texts(app)
    assert not [b for b in app.button if str(b.key).endswith(":all")]


def test_an_answer_changed_while_the_difference_was_shown_is_not_overwritten(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(selection, "c0", attrition(14.5))
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    store_attrition(storage, selection, 20.0)
    app = press(app, ":all")
    assert "Nothing was stored." in texts(app)
    assert stored_answer(storage, "empty", "c0", "attrition_120d_pct").value == 20.0
    assert storage.load(OPERATOR, "empty").attachments == ()


def test_fifty_candidates_with_everything_answered_open_quickly_and_clean(storage):
    selection = stored_fifty(storage)
    content = questionnaire(selection, "c7", attrition(14.5))
    app = uploaded(open_page("intake", "fifty"), "fifty", ("P07.xlsx", content))
    assert not app.exception
    assert "1 changed" in texts(app)


def test_the_candidates_page_offers_questionnaires_and_the_way_back(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("candidates", "empty")
    assert not app.exception
    assert any(str(b.key).endswith(":intake") for b in app.button)


def opened(storage, selection_id):
    selection = storage.load(OPERATOR, selection_id)
    return OpenSelection(selection, CATALOGUE, None)


def test_the_downloads_are_each_candidates_own_questionnaire(storage):
    stored_empty(storage, "Atlas", "Børealis")
    opened_selection = opened(storage, "empty")
    one = questionnaire_bytes(OPERATOR, opened_selection, "c1")
    selection = opened_selection.selection
    assert open_questionnaire(one, "x.xlsx", selection, CATALOGUE).candidate_id == "c1"
    archive = zipfile.ZipFile(io.BytesIO(all_questionnaires_bytes(OPERATOR, opened_selection)))
    found = [
        compare_questionnaire(
            open_questionnaire(archive.read(name), name, selection, CATALOGUE),
            selection,
            CATALOGUE,
        ).candidate_name
        for name in archive.namelist()
    ]
    assert found == ["Atlas", "Børealis"]


def test_a_stranger_downloads_nothing(storage):
    stored_empty(storage, "Atlas")
    stranger = Actor(name="Eve", role=Role.OWNER, selection_ids=frozenset({"another"}))
    with pytest.raises(Exception, match="Eve"):
        questionnaire_bytes(stranger, opened(storage, "empty"), "c0")


def test_amounts_of_the_quote_are_shown_in_the_currency_that_the_file_names(storage):
    selection = stored_empty(storage, "Atlas")
    hour = {"unit": "per_hour", "channel": None, "from_contacts": None, "price": 11.0}

    def fill(filling):
        filling.answer("quote_currency", "GBP")
        filling.answer("price_lines", (hour,))
        filling.answer("headline_rate_per_hour", 12.5)

    content = questionnaire(selection, "c0", fill)
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    (table,) = app.dataframe
    proposed = dict(zip(table.value["question"], table.value["proposed"], strict=True))
    labels = CATALOGUE.questions_by_id
    assert proposed[labels["headline_rate_per_hour"].label] == "GBP 12.50"
    assert "GBP 11.00" in proposed[labels["price_lines"].label]
    assert not any("USD" in words for words in proposed.values())


def test_what_is_stored_stays_in_its_own_currency_beside_a_file_that_names_another(storage):
    selection = stored_empty(storage, "Atlas")
    content = questionnaire(
        selection,
        "c0",
        lambda filling: (
            filling.answer("quote_currency", "GBP"),
            filling.answer("headline_rate_per_hour", 12.5),
        ),
    )
    answer = selection.answer("c0", "headline_rate_per_hour")
    storage.save_answer(
        OPERATOR,
        "empty",
        answer.model_copy(update={"status": Status.ANSWERED, "value": 10.0}),
        expected_version=0,
    )
    app = uploaded(open_page("intake", "empty"), "empty", ("Atlas.xlsx", content))
    (table,) = app.dataframe
    label = CATALOGUE.questions_by_id["headline_rate_per_hour"].label
    (row,) = [row for row in table.value.to_dict("records") if row["question"] == label]
    assert (row["stored"], row["proposed"]) == ("USD 10.00", "GBP 12.50")
