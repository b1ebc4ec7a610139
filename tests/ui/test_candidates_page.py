"""Candidates: added, renamed, removed and brought back; who replied, who is to be chased."""

from datetime import date, timedelta

import pytest
from building import AS_OF
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.catalogue import Kind
from scorecard.model import Answer, Brief, Candidate, Phase, Status
from scorecard.ui.candidates_mark import candidate_mark
from scorecard.ui.candidates_standing import Reply, may_be_closed, reply_of
from scorecard.ui.due_diligence.sections import form_sections
from scorecard.ui.state import today

YESTERDAY = timedelta(days=1)


def key(part):
    return f"candidates:empty:{part}"


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def candidates_of(storage, selection="empty"):
    return storage.load(OPERATOR, selection).candidates


def names(storage):
    return [candidate.name for candidate in candidates_of(storage)]


def add(app, name):
    app.text_input(key=key("new")).set_value(name)
    submit = next(b for b in app.button if str(b.key) == f"FormSubmitter:{key('add')}-Add")
    return submit.click().run()


def test_without_candidates_the_page_says_what_to_do(storage):
    stored_empty(storage)
    app = open_page("candidates", "empty")
    assert not app.exception
    assert "No candidates yet. Add the providers that you want to compare." in texts(app)


def test_a_card_counts_questions_by_the_sections_of_the_form(storage):
    stored_empty(storage, "Atlas")
    catalogue = storage.catalogue(OPERATOR, "empty")
    counted = " · ".join(f"{s.short_title} 0/{len(s.questions)}" for s in form_sections(catalogue))
    assert "Commercials 0/15 · Quote 0/15" in counted
    assert counted in texts(open_page("candidates", "empty"))


def test_a_typed_name_is_added(storage):
    stored_empty(storage)
    app = add(open_page("candidates", "empty"), "  Atlas   Care ")
    assert names(storage) == ["Atlas Care"]
    assert "Atlas Care is added." in texts(app)


def test_a_name_that_is_there_already_is_refused_and_stays_typed(storage):
    stored_empty(storage, "Atlas")
    app = add(open_page("candidates", "empty"), "ATLAS")
    assert "There is a candidate named 'Atlas' already" in texts(app)
    assert app.text_input(key=key("new")).value == "ATLAS"
    assert names(storage) == ["Atlas"]


def test_pasted_lines_are_added_and_only_those_that_could_not_be_stay(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    app.text_area(key=key("pasted")).set_value("Borealis\n\n atlas \nCobalt\nBorealis\n")
    app.button(key=key("add_all")).click().run()
    assert names(storage) == ["Atlas", "Borealis", "Cobalt"]
    assert app.text_area(key=key("pasted")).value == "atlas\nBorealis"
    assert "2 candidates are added." in texts(app)
    assert len(app.error) == 2


def test_a_pasted_line_may_hold_the_contact_after_a_semicolon_or_tab(storage):
    stored_empty(storage)
    app = open_page("candidates", "empty")
    pasted = "Epsilon; jo@epsilon.example\nZeta\tKim Lee\tkim@zeta.example\nEta;"
    app.text_area(key=key("pasted")).set_value(pasted)
    app.button(key=key("add_all")).click().run()
    found = [(c.name, c.contact_name, c.contact_email) for c in candidates_of(storage)]
    assert found == [
        ("Epsilon", "", "jo@epsilon.example"),
        ("Zeta", "Kim Lee", "kim@zeta.example"),
        ("Eta", "", ""),
    ]


def test_nothing_typed_adds_nothing_and_says_so(storage):
    stored_empty(storage)
    app = add(open_page("candidates", "empty"), "   ")
    assert "Type a name first." in texts(app)
    assert names(storage) == []


def test_a_name_of_three_hundred_characters_is_refused_with_the_limit(storage):
    stored_empty(storage)
    app = add(open_page("candidates", "empty"), "x" * 300)
    assert "300 characters; 200 at most" in texts(app)
    assert names(storage) == []


def test_removing_asks_first_keeps_the_answers_and_can_be_undone(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=12.0
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("candidates", "empty")
    choose(app, "c0", "remove")
    assert names(storage) == ["Atlas", "Borealis"]
    assert "with its 1 answer?" in texts(app)
    app.button(key=key("c0:remove")).click().run()
    assert names(storage) == ["Borealis"]
    app.button(key=key("undo_removal")).click().run()
    assert names(storage) == ["Atlas", "Borealis"]
    selection = storage.load(OPERATOR, "empty")
    assert selection.answer("c0", "attrition_120d_pct").value == 12.0


def choose(app, candidate, action):
    menu = app.get_by_key(key(f"{candidate}:menu"))
    menu.set_value(action).run()


def test_a_candidate_whose_name_was_taken_meanwhile_cannot_come_back_under_it(storage):
    stored_empty(storage, "Atlas")
    version = candidates_of(storage)[0].version
    storage.remove_candidate(OPERATOR, "empty", "c0", expected_version=version)
    storage.add_candidate(OPERATOR, "empty", Candidate(id="new", name="Atlas"))
    app = open_page("candidates", "empty")
    app.button(key=key("restore:c0")).click().run()
    assert "There is a candidate named 'Atlas' already" in texts(app)
    assert len(candidates_of(storage)) == 1


def test_one_click_notes_that_the_candidate_was_asked_and_undo_takes_it_back(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    app.button(key=key("c0:next")).click().run()
    assert candidates_of(storage)[0].asked_on == today()
    assert "Waiting for the reply" in texts(app)
    app.button(key=key("c0:asked_on:undo")).click().run()
    assert candidates_of(storage)[0].asked_on is None


def test_the_sentence_counts_who_replied_and_who_is_to_be_chased(storage):
    stored_empty(storage, "Atlas", "Borealis", "Cobalt")
    asked = today() - 20 * YESTERDAY
    for candidate in candidates_of(storage)[:2]:
        changed = candidate.model_copy(update={"asked_on": asked})
        if candidate.id == "c0":
            changed = changed.model_copy(update={"replied_on": today()})
        storage.save_candidate(OPERATOR, "empty", changed, expected_version=candidate.version)
    app = open_page("candidates", "empty")
    said = "One of three has replied; one is to be chased; one has not been asked yet."
    assert said in texts(app)


def test_a_new_name_in_the_details_is_stored_and_a_taken_one_refused(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("candidates", "empty")
    app.session_state[key("c1:details")] = True
    app.run()
    app.text_input(key=key("c1:name")).set_value("atlas").run()
    assert "There is a candidate named 'Atlas' already" in texts(app)
    assert app.text_input(key=key("c1:name")).value == "atlas"
    assert names(storage) == ["Atlas", "Borealis"]
    app.text_input(key=key("c1:name")).set_value("Borealis Group").run()
    assert names(storage) == ["Atlas", "Borealis Group"]
    assert not app.error


def test_a_date_before_the_earliest_possible_one_is_refused(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    app.session_state[key("c0:details")] = True
    app.run()
    app.date_input(key=key("c0:asked_on")).set_value(date(1989, 5, 1)).run()
    assert "Asked on: 1989-05-01 is before 1990-01-01" in texts(app)
    assert candidates_of(storage)[0].asked_on is None


def test_when_two_change_the_same_candidate_the_second_is_told_and_keeps_what_was_typed(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    app.session_state[key("c0:details")] = True
    app.run()
    theirs = candidates_of(storage)[0].model_copy(update={"contact_name": "Ines"})
    storage.save_candidate(OPERATOR, "empty", theirs, expected_version=theirs.version)
    app.text_input(key=key("c0:contact_name")).set_value("Ola").run()
    assert "Ines" in texts(app)
    assert "Ola" in texts(app)
    assert candidates_of(storage)[0].contact_name == "Ines"
    app.button(key=key("c0:contact_name:keep")).click().run()
    assert candidates_of(storage)[0].contact_name == "Ola"


def test_what_somebody_else_changed_in_another_field_is_no_conflict_and_stays(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    theirs = candidates_of(storage)[0].model_copy(update={"contact_name": "Ines"})
    storage.save_candidate(OPERATOR, "empty", theirs, expected_version=theirs.version)
    app.button(key=key("c0:next")).click().run()
    candidate = candidates_of(storage)[0]
    assert (candidate.contact_name, candidate.asked_on) == ("Ines", today())
    assert not app.error


def test_clarifications_stand_with_their_question_and_date(storage):
    stored_empty(storage, "Atlas")
    answer = Answer(
        candidate_id="c0",
        question_id="attrition_120d_pct",
        clarification="Which programmes?",
        clarification_asked_on=date(2026, 10, 2),
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("candidates", "empty")
    app.session_state[key("c0:details")] = True
    app.run()
    assert "(2026-10-02): Which programmes?" in texts(app)
    assert "One clarification has been asked for." in texts(app)


def test_while_replies_may_still_come_nothing_can_be_marked_as_no_reply(storage):
    stored_empty(storage, "Atlas", brief=Brief(response_deadline=today() + YESTERDAY))
    app = open_page("candidates", "empty")
    assert app.button(key=key("no_reply")).disabled


@pytest.mark.parametrize(("days_ago", "is_said"), [(1, True), (0, False), (-1, False)])
def test_a_questionnaire_whose_deadline_has_passed_is_not_sent_unawares(storage, days_ago, is_said):
    deadline = today() - days_ago * YESTERDAY
    stored_empty(storage, "Atlas", brief=Brief(response_deadline=deadline))
    said = f"asks for a reply by {deadline.isoformat()}, which has passed"
    assert (said in texts(open_page("candidates", "empty"))) is is_said


def test_after_the_deadline_what_is_open_becomes_no_reply_but_not_what_the_buyer_judges(storage):
    stored_empty(storage, "Atlas", brief=Brief(response_deadline=today() - YESTERDAY))
    answer = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=12.0
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    questions = storage.catalogue(OPERATOR, "empty").questions
    own = [q for q in questions if q.observed or q.kind is Kind.RATING]
    assert own
    app = open_page("candidates", "empty")
    app.button(key=key("no_reply")).click().run()
    expected = len(questions) - len(own) - 1
    assert f"{expected} answers become “no reply”" in texts(app)
    app.button(key=key("no_reply:confirmed")).click().run()
    selection = storage.load(OPERATOR, "empty")
    statuses = [selection.answer("c0", question.id).status for question in questions]
    assert statuses.count(Status.NO_REPLY) == expected
    assert statuses.count(Status.OPEN) == len(own)
    assert selection.answer("c0", "attrition_120d_pct").value == 12.0
    assert f"{expected} answers are marked as no reply." in texts(app)


@pytest.mark.parametrize("store", [stored_worked, stored_fifty])
def test_the_page_opens_on_the_worked_selection_and_on_fifty_candidates(storage, store):
    selection = store(storage)
    app = open_page("candidates", selection.id)
    assert not app.exception
    assert not app.error


def test_fifty_candidates_are_a_table_that_a_name_narrows_down(storage):
    stored_fifty(storage)
    app = open_page("candidates", "fifty")
    assert len(app.dataframe[0].value) == 50
    app.text_input(key="candidates:fifty:find").set_value("partner 07").run()
    assert list(app.dataframe[0].value["name"]) == ["Partner 07"]
    app.text_input(key="candidates:fifty:find").set_value("nobody").run()
    assert "Nobody matches this filter." in texts(app)


DEADLINE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("asked", "replied", "chased", "deadline", "expected"),
    [
        (None, None, None, None, Reply.NOT_ASKED),
        (AS_OF, None, None, None, Reply.WAITING),
        (AS_OF - YESTERDAY, None, None, None, Reply.TO_BE_CHASED),
        (AS_OF - YESTERDAY, None, AS_OF, None, Reply.WAITING),
        (AS_OF - YESTERDAY, AS_OF, None, None, Reply.REPLIED),
        (date(2026, 10, 1), None, date(2026, 11, 10), DEADLINE, Reply.TO_BE_CHASED),
        (date(2026, 10, 1), None, date(2026, 11, 21), DEADLINE, Reply.WAITING),
        (date(2026, 10, 1), None, date(2026, 11, 10), AS_OF, Reply.WAITING),
    ],
)
def test_who_is_to_be_chased_follows_from_the_dates(asked, replied, chased, deadline, expected):
    candidate = Candidate(
        id="a", name="Atlas", asked_on=asked, replied_on=replied, chased_on=chased
    )
    brief = Brief(response_deadline=deadline)
    assert reply_of(candidate, brief, AS_OF) is expected


def test_silence_counts_only_after_the_deadline_or_once_responses_are_closed(storage):
    stored_empty(storage, "Atlas")
    selection = storage.load(OPERATOR, "empty")
    assert not may_be_closed(selection, AS_OF)
    on_the_day = selection.model_copy(update={"brief": Brief(response_deadline=AS_OF)})
    assert not may_be_closed(on_the_day, AS_OF)
    assert may_be_closed(on_the_day, AS_OF + YESTERDAY)
    assert may_be_closed(selection.model_copy(update={"phase": Phase.CLOSED}), AS_OF)


def test_every_candidates_mark_differs_in_colour_and_in_shape():
    marks = [candidate_mark(Candidate(id="a", name="A", position=n)) for n in range(7)]
    assert len({mark.split("fill=")[1].split(">")[0] for mark in marks}) == 7
    assert len({mark.split(">", 1)[1] for mark in marks}) == 7


def test_who_has_answers_is_not_called_not_asked_yet(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=12
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("candidates", "empty")
    assert "Answers recorded" in texts(app)
    said = "answers of one are recorded, with no day of a reply; one has not been asked yet."
    assert said in texts(app)
