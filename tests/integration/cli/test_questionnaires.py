"""`questionnaire` and `import`, for a document in a file and for a selection in the database."""

import json
from datetime import date

import pytest
from unit.excel.questionnaire_case import CATALOGUE, empty_selection
from unit.excel.questionnaire_filling import Filling

from scorecard.access import local_operator
from scorecard.document import Document, read_document, write_document
from scorecard.model import Answer, DocumentReference, Evidence, Status
from scorecard.settings import load_settings
from scorecard.storage import QUESTIONNAIRE, open_storage

OPERATOR = local_operator("Anna")
QUESTION = "attrition_120d_pct"


@pytest.fixture
def document(tmp_path):
    """A selection document in a file."""
    path = tmp_path / "selection.json"
    path.write_text(write_document(Document(empty_selection(), CATALOGUE)), encoding="utf-8")
    return path


@pytest.fixture
def stored(database):
    """The same selection in the database; returns the function that loads it."""
    storage = open_storage(load_settings())
    storage.create_selection(OPERATOR, empty_selection(), CATALOGUE)
    storage.close()

    def load():
        opened = open_storage(load_settings())
        selection = opened.load(OPERATOR, "round-trip")
        content = [
            opened.read_attachment(OPERATOR, "round-trip", a.id).content
            for a in selection.attachments
        ]
        history = opened.history(OPERATOR, "round-trip")
        opened.close()
        return selection, content, history

    return load


@pytest.fixture
def reply(command, tmp_path):
    """Asks for the questionnaire of Atlas, fills it in and saves it; returns the path."""

    def write(where, **answers):
        sent, back = tmp_path / "sent.xlsx", tmp_path / "Atlas reply.xlsx"
        done = command("questionnaire", where, "--candidate", " ATLAS ", "-o", sent)
        assert done.code == 0, done.messages
        filling = Filling(sent.read_bytes(), empty_selection(), CATALOGUE, "c0")
        for question_id, value in (answers or {QUESTION: 12.5}).items():
            filling.answer(question_id, value)
        filling.dated(date(2026, 11, 9))
        back.write_bytes(filling.saved())
        return back

    return write


def answers_in(path):
    return read_document(path.read_bytes()).selection.answers


def test_a_questionnaire_with_a_deadline_that_has_passed_is_written_and_says_so(command, tmp_path):
    path, sent = tmp_path / "late.json", tmp_path / "sent.xlsx"
    late = empty_selection()
    late = late.model_copy(
        update={"brief": late.brief.model_copy(update={"response_deadline": date(2020, 1, 31)})}
    )
    path.write_text(write_document(Document(late, CATALOGUE)), encoding="utf-8")
    done = command("questionnaire", path, "--candidate", "Atlas", "-o", sent)
    assert done.code == 0
    assert sent.exists()
    assert "asks for a reply by 2020-01-31, which has passed" in done.messages


def test_without_accept_the_difference_is_shown_and_nothing_changes(command, document, reply):
    back = reply(document)
    before = document.read_bytes()
    done = command("import", document, back)
    assert done.code == 0
    assert done.output.startswith("Atlas: 1 new, ")
    assert "12.5 %" in done.output
    assert "2 Workforce!E6" in done.output
    assert "Nothing was stored; add --accept all to store it" in done.messages
    assert document.read_bytes() == before


def test_accepting_rewrites_the_document_with_history_and_file(command, document, reply):
    back = reply(document)
    done = command("import", document, back, "--accept", "all")
    assert (done.code, "1 answer accepted into" in done.messages) == (0, True)
    written = read_document(document.read_bytes())
    (answer,) = written.selection.answers
    assert (answer.value, answer.version, answer.as_of) == (12.5, 1, date(2026, 11, 9))
    assert answer.source == "Questionnaire Atlas reply.xlsx, 2026-11-09"
    assert written.selection.revision == 1
    (file,) = written.files
    assert file.content == back.read_bytes()
    assert file.description.question_id == QUESTIONNAIRE
    assert [entry.action for entry in written.history] == ["answer_saved", "attachment_added"]
    again = command("import", document, back, "--accept", "all")
    assert again.output.startswith("Atlas: 1 unchanged")
    assert len(read_document(document.read_bytes()).files) == 1


def test_a_document_that_took_answers_in_can_be_scored_and_restored(
    command, document, reply, database
):
    command("import", document, reply(document), "--accept", "all")
    assert command("score", document).code == 0
    assert command("restore", document).code == 0


def test_a_stored_selection_is_named_by_its_title(command, stored, reply):
    back = reply("customer service 2027")
    done = command("import", "Customer service 2027", back, "--accept", "all")
    assert done.code == 0, done.messages
    selection, content, history = stored()
    assert selection.answer("c0", QUESTION).value == 12.5
    assert content == [back.read_bytes()]
    saved = [entry for entry in history if entry.action == "answer_saved"]
    assert [entry.actor for entry in saved] == ["Command line"]
    assert saved[0].reason == "Questionnaire Atlas reply.xlsx, 2026-11-09"


def test_a_conflict_is_left_unless_it_is_to_be_replaced(command, stored, reply):
    back = reply("round-trip")
    storage = open_storage(load_settings())
    storage.save_answer(
        OPERATOR,
        "round-trip",
        Answer(candidate_id="c0", question_id=QUESTION, status=Status.ANSWERED, value=20.0),
        expected_version=0,
    )
    storage.close()
    left = command("import", "round-trip", back, "--accept", "all")
    assert "1 conflicting answer left as stored; add --replace-conflicting" in left.messages
    assert stored()[0].answer("c0", QUESTION).value == 20.0
    command("import", "round-trip", back, "--accept", "all", "--replace-conflicting")
    assert stored()[0].answer("c0", QUESTION).value == 12.5


def test_a_figure_in_doubt_is_left_unless_it_is_asked_for(command, stored, reply):
    # 0.18 may be meant as 18 %.
    back = reply("round-trip", **{QUESTION: 0.18, "attrition_annual_pct": 55.0})
    left = command("import", "round-trip", back, "--accept", "all")
    assert "1 answer accepted into" in left.messages
    assert "1 answer is left for your decision" in left.messages
    assert ": 0.18 %: did you mean 18 %?" in left.messages
    assert stored()[0].answer("c0", QUESTION).value is None
    assert stored()[0].answer("c0", "attrition_annual_pct").value == 55.0
    command("import", "round-trip", back, "--accept", "all", "--accept-doubtful")
    assert stored()[0].answer("c0", QUESTION).value == 0.18


def test_a_corrected_file_changes_what_the_first_one_brought(command, document, reply):
    command("import", document, reply(document), "--accept", "all")
    back = reply(document, **{QUESTION: 14.0})
    done = command("import", document, back, "--accept", "all")
    assert done.output.startswith("Atlas: 1 changed")
    assert [answer.value for answer in answers_in(document)] == [14.0]
    assert [answer.version for answer in answers_in(document)] == [2]


def test_documents_that_are_named_and_not_sent_are_counted_and_leave_claims(
    command, document, reply
):
    back = reply(document)
    filling = Filling(back.read_bytes(), empty_selection(), CATALOGUE, "c0")
    named = DocumentReference(
        title="Payroll", issuer="Auditor AG", issued_on=date(2026, 1, 2), scope="Leipzig"
    )
    filling.document(QUESTION, named)
    back.write_bytes(filling.saved())
    done = command("import", document, back, "--accept", "all")
    assert "1 document is named and not attached; attach it on" in done.messages
    (answer,) = answers_in(document)
    assert (answer.evidence, answer.document) == (Evidence.CLAIMED, named)


def test_json_names_every_cell_with_its_state(command, document, reply):
    back = reply(document, **{QUESTION: 118.0, "volume_flex_pct": 20.0})
    done = command("import", document, back, "--accept", "all", "--json")
    told = json.loads(done.output)
    assert told["candidate"] == "Atlas"
    assert told["answered_on"] == "2026-11-09"
    assert (told["counts"]["new"], told["counts"]["invalid"], told["accepted"]) == (1, 1, 1)
    states = {entry["question"]: entry for entry in told["answers"]}
    assert states[QUESTION]["problems"] == [
        "2 Workforce!E6: 118 % is impossible; the most possible is 100 %"
    ]
    assert states["volume_flex_pct"]["in_file"]["value"] == 20.0
    assert states["volume_flex_pct"]["accepted"] is True


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("questionnaire", "D", "--candidate", "Nobody", "-o", "Q"), "no candidate 'Nobody'"),
        (("questionnaire", "D", "--candidate", "Atlas", "-o", "D"), "must end in .xlsx"),
        (("questionnaire", "gone.json", "--candidate", "A", "-o", "Q"), "there is no such file"),
        (("import", "D", "gone.xlsx"), "there is no such file"),
        (("import", "D", "D"), "not an XLSX workbook"),
        (("import", "no such title", "D"), "there is no selection with the id or title"),
        (("import", "C", "D"), "need a selection document"),
        (("import", "D", "D", "--accept", "some"), "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    command, document, tmp_path, *, database, arguments, message
):
    scorecard = tmp_path / "scores.csv"
    scorecard.write_text("criterion,weight,low,high,Atlas\nx,1,0,10,4\n")
    places = {"D": document, "Q": tmp_path / "q.xlsx", "C": scorecard}
    before = document.read_bytes()
    done = command(*[places.get(argument, argument) for argument in arguments])
    assert done.code == 2
    assert message in done.message
    assert document.read_bytes() == before
    assert not places["Q"].exists()


def test_another_selections_questionnaire_is_refused(command, document, reply, tmp_path):
    back = reply(document)
    other = tmp_path / "other.json"
    selection = empty_selection().model_copy(update={"id": "other"})
    other.write_text(write_document(Document(selection, CATALOGUE)), encoding="utf-8")
    done = command("import", other, back, "--accept", "all")
    assert done.code == 2
    assert "belongs to another selection" in done.message


def test_amounts_are_told_in_the_currency_that_the_file_names(command, document, reply):
    back = reply(document, quote_currency="GBP", headline_rate_per_hour=11.0)
    done = command("import", document, back)
    assert "GBP 11.00" in done.output
    assert "USD 11.00" not in done.output


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_could_not_be_stored_is_not_told_as_accepted(command, stored, reply, form):
    """An archived selection refuses: whoever reads the output must not take it for done."""
    back = reply("customer service 2027")
    storage = open_storage(load_settings())
    version = storage.load(OPERATOR, "round-trip").version
    storage.save_details(OPERATOR, "round-trip", archived=True, expected_version=version)
    storage.close()

    done = command("import", "customer service 2027", back, "--accept", "all", *form)

    assert (done.code, done.output) == (2, "")
    assert "is archived and cannot be changed" in done.message
    assert stored()[0].answers == ()
