"""Due diligence: answers save themselves, wrong ones stay on screen, conflicts show both."""

import json
from datetime import date

import pytest
from pages import (
    OPERATOR,
    change_table,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    table_of,
)

from scorecard.catalogue import load_catalogue
from scorecard.certainty import assess
from scorecard.evaluation import evaluate
from scorecard.model import NOTE_LIMIT_CHARACTERS, Answer, Brief, Evidence, Status
from scorecard.ui.state import today

ATTRITION, DOCUMENTS = "attrition_120d_pct", "compliance_documents"


def field(app, question, part="value", candidate="c0"):
    prefix = f"due:{candidate}:{question}:{part}:"
    widgets = [*app.text_input, *app.button_group, *app.radio, *app.text_area, *app.button]
    widgets += [*app.date_input, *app.multiselect]
    return next(w for w in widgets if str(w.key).startswith(prefix))


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def stored(storage, question=ATTRITION, candidate="c0"):
    return storage.load(OPERATOR, "empty").answer(candidate, question)


def workforce(storage, **kwargs):
    stored_empty(storage, "Atlas", "Borealis", **kwargs)
    return open_page("due_diligence", "empty", section="workforce_stability")


def test_a_number_typed_is_stored_and_the_page_says_so(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("18").run()
    assert not app.exception
    assert (stored(storage).value, stored(storage).status) == (18.0, Status.ANSWERED)
    assert "Saved" in texts(app)


def test_above_the_line_the_flag_stands_beside_the_field_with_what_to_ask(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("18").run()
    assert not app.error
    field(app, ATTRITION).set_value("18.1").run()
    assert "18.1 %" in texts(app)
    assert "Ask next" in "".join(error.value for error in app.error)
    assert "61 leavers per 100 seats" in texts(app)


def test_an_impossible_number_is_not_stored_and_stays_in_the_field(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("17").run()
    field(app, ATTRITION).set_value("118").run()
    assert "118 % is impossible; the most possible is 100 %" in texts(app)
    assert field(app, ATTRITION).value == "118"
    assert stored(storage).value == 17.0


def test_undo_puts_back_what_stood_there(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("17").run()
    field(app, ATTRITION).set_value("22").run()
    field(app, ATTRITION, "undo").click().run()
    assert stored(storage).value == 17.0
    assert field(app, ATTRITION).value == "17"


def test_clearing_a_field_makes_the_question_open_again(storage):
    app = workforce(storage)
    tags = Answer(
        candidate_id="c0", question_id="languages_offered", status="answered", value=("German",)
    )
    storage.save_answer(OPERATOR, "empty", tags, expected_version=0)
    app.session_state["due:section"] = "capacity_and_ramp"
    app.run()
    field(app, "languages_offered").set_value([]).run()
    assert stored(storage, "languages_offered").status is Status.OPEN


def test_beside_the_form_stands_what_to_ask_and_what_to_find_out_next(storage):
    selection = stored_worked(storage)
    app = open_page("due_diligence", selection.id, candidate="dunmere")
    evaluation = evaluate(selection, load_catalogue(), as_of=today())
    row = evaluation.position["dunmere"]
    flag = evaluation.flags_shown[row][0]
    said = texts(app)
    assert f"Ask: {flag.rule.ask_next}" in said
    first = next(q for q in assess(evaluation).questions if q.candidate.id == "dunmere")
    assert f"Next best: {first.question.label}" in said.replace("*", "")
    button = next(b for b in app.button if b.key == "due:next_best")
    button.click().run()
    keys = [str(w.key) for w in [*app.text_input, *app.radio, *app.button_group, *app.text_area]]
    assert any(f":{first.question.id}:" in key for key in keys)


def test_the_languages_of_the_brief_can_be_picked_and_others_typed(storage):
    app = workforce(storage, brief=Brief(languages=("German", "English")))
    app.session_state["due:section"] = "capacity_and_ramp"
    app.run()
    languages = field(app, "languages_offered")
    assert languages.options == ["German", "English"]
    languages.set_value(["English"]).run()
    assert stored(storage, "languages_offered").value == ("English",)
    other = stored(storage, "languages_offered").model_copy(update={"value": ("Welsh", "English")})
    storage.save_answer(OPERATOR, "empty", other, expected_version=other.version)
    app.run()
    # What is stored stands first, and stays in the list when it is none of the brief's.
    assert field(app, "languages_offered").value == ["Welsh", "English"]
    assert set(field(app, "languages_offered").options) == {"Welsh", "English", "German"}


def test_a_stale_write_is_refused_and_both_values_are_shown(storage):
    app = workforce(storage)
    other = Answer(candidate_id="c0", question_id=ATTRITION, status="answered", value=12.0)
    storage.save_answer(OPERATOR, "empty", other, expected_version=0)
    field(app, ATTRITION).set_value("25").run()
    assert "Stored now: 12 %" in texts(app)
    assert "Yours, not saved: 25 %" in texts(app)
    assert stored(storage).value == 12.0
    field(app, ATTRITION, "mine").click().run()
    assert stored(storage).value == 25.0


def test_after_a_conflict_the_stored_value_can_be_taken(storage):
    app = workforce(storage)
    other = Answer(candidate_id="c0", question_id=ATTRITION, status="answered", value=12.0)
    storage.save_answer(OPERATOR, "empty", other, expected_version=0)
    field(app, ATTRITION).set_value("25").run()
    field(app, ATTRITION, "stored").click().run()
    assert field(app, ATTRITION).value == "12"
    assert "Yours, not saved" not in texts(app)


def test_what_somebody_else_changed_is_drawn_anew_where_nothing_is_unsaved(storage):
    app = workforce(storage)
    other = Answer(candidate_id="c0", question_id=ATTRITION, status="answered", value=12.0)
    storage.save_answer(OPERATOR, "empty", other, expected_version=0)
    app.run()
    assert field(app, ATTRITION).value == "12"


def test_refused_is_one_click_away_and_counts_at_once(storage):
    app = workforce(storage)
    field(app, ATTRITION, "status").set_value(Status.REFUSED).run()
    assert stored(storage).status is Status.REFUSED
    assert not app.exception


def test_no_reply_is_offered_only_after_the_deadline(storage):
    app = workforce(storage, brief=Brief(response_deadline=date(2030, 1, 1)))
    assert "No reply" not in [o.content for o in field(app, ATTRITION, "status").proto.options]


def test_not_applicable_asks_for_the_reason_first(storage):
    app = workforce(storage)
    field(app, ATTRITION, "status").set_value(Status.NOT_APPLICABLE).run()
    assert stored(storage).status is Status.OPEN
    field(app, ATTRITION, "reason").set_value("No dedicated programme yet")
    next(b for b in app.button if b.label == "Mark as not applicable").click().run()
    assert stored(storage).status is Status.NOT_APPLICABLE
    assert stored(storage).not_applicable_reason == "No dedicated programme yet"


def test_not_applicable_says_beforehand_what_becomes_of_the_criterion(storage):
    """Attrition is the only question of its criterion."""
    app = workforce(storage)
    field(app, ATTRITION, "status").set_value(Status.NOT_APPLICABLE).run()
    said = texts(app)
    assert "the criterion then counts as open for Atlas" in said
    assert "50 of 100 while responses are open and 0 once they are closed" in said
    assert "it can be taken out for all" in said
    # Once it is marked, the card goes on saying so.
    field(app, ATTRITION, "reason").set_value("No dedicated programme yet")
    next(b for b in app.button if b.label == "Mark as not applicable").click().run()
    assert not app.exception
    assert "the criterion then counts as open for Atlas" in texts(app)


def test_documented_needs_title_issuer_date_and_scope(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("15").run()
    field(app, ATTRITION, "evidence").set_value(Evidence.DOCUMENTED).run()
    assert stored(storage).evidence is Evidence.CLAIMED
    field(app, ATTRITION, "title").set_value("Attrition report")
    next(b for b in app.button if b.label == "Record the document").click().run()
    assert "Missing: issuer, scope, issue date." in texts(app)
    field(app, ATTRITION, "issuer").set_value("Payroll bureau")
    field(app, ATTRITION, "scope").set_value("Dedicated programmes, Sofia")
    field(app, ATTRITION, "issued_on").set_value(date(2026, 10, 1))
    next(b for b in app.button if b.label == "Record the document").click().run()
    assert stored(storage).evidence is Evidence.DOCUMENTED
    assert stored(storage).document.issuer == "Payroll bureau"


def test_a_document_dated_before_1990_is_refused_with_what_was_typed_kept(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("15").run()
    field(app, ATTRITION, "evidence").set_value(Evidence.DOCUMENTED).run()
    for part, typed in (("title", "T"), ("issuer", "I"), ("scope", "S")):
        field(app, ATTRITION, part).set_value(typed)
    field(app, ATTRITION, "issued_on").set_value(date(1985, 1, 1))
    next(b for b in app.button if b.label == "Record the document").click().run()
    assert "1985-01-01 is before 1990-01-01" in texts(app)
    assert field(app, ATTRITION, "title").value == "T"


def test_a_saved_answer_says_what_it_changed(storage):
    app = workforce(storage)
    app.session_state["due:section"] = "floor_management"
    app.run()
    field(app, "floor_management_maturity_seen").set_value("5").run()
    assert "Overall" in texts(app)


def test_without_candidates_the_page_offers_to_add_them(storage):
    stored_empty(storage)
    app = open_page("due_diligence", "empty")
    assert [button.label for button in app.button if "candidate" in button.label.lower()]
    assert not app.exception


def test_without_a_selection_the_page_offers_to_open_one(storage):
    app = open_page("due_diligence")
    assert app.title[0].value == "No selection is open"


@pytest.mark.parametrize("make", [stored_worked, stored_fifty])
def test_every_section_shows_for_every_kind_of_data(storage, make):
    selection = make(storage)
    app = open_page("due_diligence", selection.id)
    for section in [group.id for group in storage.catalogue(OPERATOR, selection.id).groups]:
        app.session_state["due:section"] = section
        app.run()
        assert not app.exception, section


def test_why_no_reply_is_not_offered_yet_is_said_until_it_is(storage):
    stored_empty(storage, "Atlas", brief=Brief(response_deadline=date(2099, 1, 31)))
    app = open_page("due_diligence", "empty", section="workforce_stability")
    assert "“No reply” can be chosen once the response deadline, 2099-01-31, has passed" in texts(
        app
    )
    brief = Brief(response_deadline=date(2026, 1, 31))
    stored_now = storage.load(OPERATOR, "empty")
    storage.save_brief(OPERATOR, "empty", brief, expected_version=stored_now.version)
    app.run()
    assert "can be chosen once" not in texts(app)


def test_without_an_answer_no_value_and_no_clear_flag_is_shown(storage):
    app = workforce(storage)
    assert "No answers yet" in texts(app)
    assert "Atlas: no answers yet" in texts(app)
    assert "50.0" not in texts(app)
    assert "No critical flag" not in texts(app)
    field(app, ATTRITION).set_value("10").run()
    # Attrition is clear now; other critical rules still wait for their answers.
    assert "no critical flag so far" in texts(app)
    assert app.metric


def test_the_candidate_stands_in_the_sidebar_where_nothing_scrolls_away(storage):
    selection = stored_worked(storage)
    app = open_page("due_diligence", selection.id)
    lines = [str(caption.value).replace("\\", "") for caption in app.sidebar.caption]
    assert any(line.startswith("Aldermoor Care: 8") and "rank 1 of 5" in line for line in lines)


def opened_again(app, section="workforce_stability"):
    """The page after a look at another section."""
    app.session_state["due:section"] = "commercials"
    app.run()
    app.session_state["due:section"] = section
    return app.run()


def details_opened(app):
    app.session_state[f"due:c0:{ATTRITION}:details:0"] = True
    return app.run()


def test_a_refused_number_stays_with_its_message_after_another_section(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("17").run()
    field(app, ATTRITION).set_value("118").run()
    opened_again(app)
    assert field(app, ATTRITION).value == "118"
    assert "118 % is impossible" in texts(app)
    # Mended or put back, the field and the message agree with what is stored.
    field(app, ATTRITION).set_value("19").run()
    opened_again(app)
    assert (field(app, ATTRITION).value, stored(storage).value) == ("19", 19.0)
    assert "impossible" not in texts(app)
    field(app, ATTRITION).set_value("118").run()
    opened_again(app)
    field(app, ATTRITION, "stored").click().run()
    assert field(app, ATTRITION).value == "19"
    assert "impossible" not in texts(app)


def test_a_note_that_is_too_long_stays_with_its_message_after_another_section(storage):
    app = workforce(storage)
    long = "x" * (NOTE_LIMIT_CHARACTERS + 1)
    details_opened(app)
    field(app, ATTRITION, "note").set_value(long).run()
    details_opened(opened_again(app))
    assert field(app, ATTRITION, "note").value == long
    assert "Shorten it" in texts(app)
    field(app, ATTRITION, "note").set_value("Short").run()
    details_opened(opened_again(app))
    assert field(app, ATTRITION, "note").value == stored(storage).note == "Short"
    assert "Shorten it" not in texts(app)


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(1985, 3, 12), "is before 1990-01-01"), (date(2035, 1, 1), "is still to come")],
)
def test_an_impossible_day_of_an_answer_is_not_stored_and_stays_with_its_message(
    storage, day, reason
):
    app = workforce(storage)
    details_opened(app)
    field(app, ATTRITION, "as_of").set_value(today()).run()
    assert stored(storage).as_of == today()
    field(app, ATTRITION, "as_of").set_value(day).run()
    assert stored(storage).as_of == today()
    assert f"Not saved: {day} {reason}" in texts(app)
    details_opened(opened_again(app))
    assert field(app, ATTRITION, "as_of").value == day
    assert f"Not saved: {day} {reason}" in texts(app)
    field(app, ATTRITION, "as_of").set_value(date(1990, 1, 1)).run()
    assert stored(storage).as_of == date(1990, 1, 1)
    assert "Not saved" not in texts(app)


def test_what_is_not_saved_in_the_details_shows_while_they_are_closed(storage):
    app = workforce(storage)
    details_opened(app)
    assert "20,000 characters" in field(app, ATTRITION, "note").help
    field(app, ATTRITION, "note").set_value("x" * (NOTE_LIMIT_CHARACTERS + 1)).run()
    opened_again(app)
    assert not [area for area in app.text_area if ":note:" in str(area.key)]
    assert "Not saved in the details below: note" in texts(app)
    details_opened(app)
    assert "Not saved in the details below" not in texts(app)
    field(app, ATTRITION, "note").set_value("Short").run()
    assert "Not saved in the details below" not in texts(opened_again(app))


def test_the_history_of_an_answer_says_what_stood_there_and_what_stands_there_now(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("18.1").run()
    field(app, ATTRITION).set_value("20.0").run()
    field(app, ATTRITION, "undo").click().run()
    details_opened(app)
    field(app, ATTRITION, "note").set_value("Said on the telephone").run()
    lines = [c.value.replace("\\", "").partition("· ")[2] for c in app.caption]
    told = [line.partition("· ")[2] for line in lines if "· saved" in line or "· put back" in line]
    assert told == [
        "saved: note added",
        "put back: 20 % → 18.1 %",
        "saved: 18.1 % → 20 %",
        "saved: open → 18.1 %",
    ]


def test_undoing_what_stands_beside_an_answer_does_not_say_that_the_answer_was_put_back(storage):
    app = workforce(storage)
    field(app, ATTRITION).set_value("18.1").run()
    details_opened(app)
    field(app, ATTRITION, "note").set_value("Said on the telephone").run()
    field(app, ATTRITION, "undo").click().run()
    assert stored(storage).note == ""
    assert "Put back: note taken out" in texts(app)
    assert "Put back: 18.1 %" not in texts(app)


def test_the_field_of_a_question_that_was_refused_does_not_say_open(storage):
    app = workforce(storage)
    number = field(app, ATTRITION)
    assert number.placeholder == "Open"
    field(app, ATTRITION, "status").set_value(Status.REFUSED).run()
    assert stored(storage).status is Status.REFUSED
    assert field(app, ATTRITION).placeholder == "Refused"


def documents(app):
    """The editor of the table of documents."""
    return table_of(app, load_catalogue().questions_by_id[DOCUMENTS].text)


def typed_rows(app, *rows):
    """The page after the browser sent that these rows were added to the table of documents."""
    return change_table(app, documents(app).proto.alt, added=list(rows))


def test_a_refused_row_stays_with_its_message_after_another_section(storage):
    stored_empty(storage, "Atlas")
    app = open_page("due_diligence", "empty", section="compliance_and_security")
    row = {"document_type": "iso_27001", "issuer": "DEKRA", "expires_on": "2027-01-15"}
    typed_rows(app, row)
    opened_again(app, "compliance_and_security")
    shown = documents(app).value.iloc[0]
    assert (shown["issuer"], shown["expires_on"]) == ("DEKRA", "2027-01-15")
    assert "row 1: Held is missing" in texts(app)
    assert stored(storage, DOCUMENTS).value is None
    typed_rows(app, {"document_type": "soc_2", "held": "no"})
    assert "row 1: Held is missing" in texts(app)


def test_days_in_a_table_are_text_that_is_checked_and_stored_as_one_form(storage):
    stored_empty(storage, "Atlas")
    app = open_page("due_diligence", "empty", section="compliance_and_security")
    columns = json.loads(documents(app).proto.columns)
    assert columns["issued_on"]["type_config"]["type"] == "text"
    assert "2026-11-22" in columns["issued_on"]["help"]
    row = {"document_type": "iso_27001", "held": "yes"}
    # Neither a year 115 nor a November is made of it.
    typed_rows(app, row | {"issued_on": "01152026"})
    assert "row 1, Issued on: “01152026” is not a date; write it as 2026-11-22" in texts(app)
    assert stored(storage, DOCUMENTS).value is None
    typed_rows(app, row | {"issued_on": " 2026-01-15 ", "expires_on": "15.1.2029"})
    (kept,) = stored(storage, DOCUMENTS).value
    assert (kept["issued_on"], kept["expires_on"]) == ("2026-01-15", "2029-01-15")
