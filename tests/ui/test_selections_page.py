"""Selections: created, opened, copied, archived, backed up, restored and brought along."""

import json
import math

import pytest
from pages import (
    OPERATOR,
    ROOT,
    WORKED,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    use_database,
)

from scorecard.document import read_document
from scorecard.evaluation import evaluate
from scorecard.model import Brief, Phase
from scorecard.ui.selections_cards import backup_of
from scorecard.ui.selections_words import free_title, selections_sentence
from scorecard.ui.state import today

SCORECARD_CSV = "criterion,weight,low,high,Atlas,Borealis\nQuality,3,0,10,8,5\nPrice,1,20,10,12,\n"
PUBLISHED = ROOT / "tests" / "cases" / "published_evaluation_fifa2026.json"


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info]
    words = [str(part.value) for part in parts]
    words += [str(progress.text) for progress in app.get("progress")]
    return " \n".join(words).replace("\\", "")


def titles(storage, *, include_archived=False):
    found = storage.list_selections(OPERATOR, include_archived=include_archived)
    return sorted(summary.title for summary in found)


def choose(app, selection_id, action):
    app.get_by_key(f"selections:{selection_id}:menu").set_value(action).run()


def upload(app, panel, name, content):
    app.button(key="selections:bring" if panel == "scorecard" else "selections:restore").click()
    app.run()
    app.file_uploader(key=f"selections:upload:{panel}").upload(name, content)
    return app.run()


def test_an_empty_house_explains_itself_and_offers_the_worked_example_first(storage):
    app = open_page("selections")
    assert not app.exception
    assert "No selection yet." in texts(app)
    assert "A selection is one exercise of choosing a partner" in texts(app)
    first = next(b for b in app.button if str(b.key).startswith("selections:"))
    assert first.key == "selections:example"


def test_the_worked_example_is_stored_once_and_opened_again_afterwards(storage):
    app = open_page("selections")
    app.button(key="selections:example").click().run()
    assert not app.exception
    assert app.session_state["_selection_id"] == "worked-lindenhaus"
    app = open_page("selections")
    app.button(key="selections:example").click().run()
    assert len(titles(storage)) == 1
    assert not app.exception


def test_an_archived_worked_example_comes_back_when_it_is_opened(storage):
    stored_worked(storage)
    version = storage.load(OPERATOR, "worked-lindenhaus").version
    storage.save_details(OPERATOR, "worked-lindenhaus", archived=True, expected_version=version)
    app = open_page("selections")
    app.button(key="selections:example").click().run()
    assert not storage.load(OPERATOR, "worked-lindenhaus").archived


def test_a_new_selection_takes_points_and_compliance_from_its_profile(storage):
    app = open_page("selections")
    app.button(key="selections:new").click().run()
    app.text_input(key="selections:new:title").set_value("  Partner  2027 ")
    app.selectbox(key="selections:new:profile").set_value("healthcare")
    app.selectbox(key="selections:new:currency").set_value("EUR")
    app.button(key="selections:new:create").click().run()
    (summary,) = storage.list_selections(OPERATOR)
    selection = storage.load(OPERATOR, summary.id)
    profile = storage.catalogue(OPERATOR, summary.id).profile("healthcare")
    assert selection.title == "Partner 2027"
    assert selection.points == profile.points
    assert selection.brief.compliance_needed == ("hipaa",)
    assert selection.brief.currency == "EUR"
    assert app.session_state["_selection_id"] == summary.id


def test_the_currency_of_a_new_selection_begins_with_that_of_the_open_one(storage):
    stored_empty(storage, brief=Brief(currency="PLN"))
    app = open_page("selections", "empty")
    app.button(key="selections:new").click().run()
    assert app.selectbox(key="selections:new:currency").value == "PLN"


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("", "Give the selection a title"),
        ("EMPTY", "There is a selection called “EMPTY” already"),
        ("x" * 201, "201 characters; 200 at most"),
    ],
)
def test_a_title_that_cannot_be_says_why_and_stores_nothing(storage, title, message):
    stored_empty(storage)
    app = open_page("selections")
    app.button(key="selections:new").click().run()
    app.text_input(key="selections:new:title").set_value(title)
    app.button(key="selections:new:create").click().run()
    assert message in str(app.session_state["selections:new:problem"])
    assert titles(storage) == ["Empty"]


def test_a_card_says_phase_candidates_coverage_leader_and_last_change(storage):
    stored_worked(storage)
    app = open_page("selections")
    selection = storage.load(OPERATOR, "worked-lindenhaus")
    catalogue = storage.catalogue(OPERATOR, "worked-lindenhaus")
    evaluation = evaluate(selection, catalogue, as_of=today())
    leader = evaluation.candidates[evaluation.leaders[0]].name
    said = texts(app)
    assert "One open." in said
    assert "Collecting answers" in said
    assert f"5 candidates · {math.floor(evaluation.coverage_pct.mean())} % covered" in said
    assert f"{leader} leads by {evaluation.lead:.1f}" in said
    assert "by Local operator" in said


def test_archiving_can_be_undone_and_the_archive_keeps_what_is_not(storage):
    stored_empty(storage, "Atlas")
    app = open_page("selections", "empty")
    choose(app, "empty", "archive")
    assert titles(storage) == []
    assert "One archived." in texts(app)
    assert app.session_state["_selection_id"] is None
    app.button(key="selections:undo_archive").click().run()
    assert titles(storage) == ["Empty"]
    choose(app, "empty", "archive")
    app.button(key="selections:empty:bring_back").click().run()
    assert titles(storage) == ["Empty"]


def test_a_copy_gets_a_title_of_its_own(storage):
    stored_empty(storage, "Atlas")
    app = open_page("selections")
    choose(app, "empty", "duplicate")
    choose(app, "empty", "duplicate")
    assert set(titles(storage)) == {"Empty", "Empty (copy)", "Empty (copy 2)"}
    assert len(titles(storage)) == 3


def test_renaming_stores_the_title_and_refuses_one_that_is_taken(storage):
    stored_empty(storage)
    stored_fifty(storage)
    app = open_page("selections")
    submit = "FormSubmitter:selections:empty:title:form-Rename"
    choose(app, "empty", "rename")
    app.text_input(key="selections:empty:title").set_value("fifty")
    app.button(key=submit).click().run()
    assert titles(storage) == ["Empty", "Fifty"]
    choose(app, "empty", "rename")
    app.text_input(key="selections:empty:title").set_value("Partner 2027")
    app.button(key=submit).click().run()
    assert titles(storage) == ["Fifty", "Partner 2027"]


def test_a_backup_restores_to_the_same_selection_in_an_empty_house(storage, monkeypatch, tmp_path):
    original = stored_worked(storage)
    content = backup_of(storage, OPERATOR, original.id)()
    empty_house = tmp_path / "elsewhere"
    empty_house.mkdir()
    elsewhere = use_database(monkeypatch, empty_house)
    app = upload(open_page("selections"), "backup", "backup.json", content)
    assert not app.exception
    assert titles(elsewhere) == []
    app.button(key="selections:store").click().run()
    restored = elsewhere.load(OPERATOR, original.id)
    same = {"revision", "version"}
    assert restored.model_dump(exclude=same) == original.model_dump(exclude=same)


def test_a_backup_of_what_is_here_already_becomes_a_copy_and_says_so(storage):
    original = stored_worked(storage)
    content = backup_of(storage, OPERATOR, original.id)()
    app = upload(open_page("selections"), "backup", "backup.json", content)
    assert "is here already" in texts(app)
    assert f"it is called “{original.title} (copy)”" in texts(app)
    app.button(key="selections:store").click().run()
    assert titles(storage) == sorted([original.title, f"{original.title} (copy)"])
    assert storage.load(OPERATOR, original.id).revision == original.revision


def foreign_answer():
    document = json.loads(WORKED.read_text(encoding="utf-8"))
    document["selection"]["answers"][0]["question_id"] = "no_such_question"
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"format": "partner-scorecard/sel', "is not JSON: line 1"),
        (b'{"hello": 1}', "not a selection document"),
        (b"\xff\xfe\x00PK", "not text in UTF-8"),
        (foreign_answer(), "the catalogue has no question 'no_such_question'"),
    ],
)
def test_a_broken_or_foreign_backup_says_why_and_stores_nothing(storage, content, message):
    app = upload(open_page("selections"), "backup", "backup.json", content)
    assert not app.exception
    assert message in texts(app)
    assert not [button for button in app.button if button.key == "selections:store"]
    assert titles(storage) == []


def test_a_scorecard_is_shown_before_it_is_stored(storage):
    app = upload(open_page("selections"), "scorecard", "ours.csv", SCORECARD_CSV.encode())
    assert not app.exception
    assert "2 candidates, 2 criteria" in texts(app)
    assert "the weights sum to 4; rescaled to 1" in texts(app)
    table = next(shown.value for shown in app.dataframe if "criterion" in shown.value)
    assert list(table["criterion"]) == ["Quality", "Price", "Overall value, 0–100"]
    assert list(table["weight"])[:2] == [75.0, 25.0]
    # Atlas: 0.75 × 80 + 0.25 × 80 = 80; Borealis: 0.75 × 50 + 0.25 × 50 (open, neutral) = 50.
    assert (list(table["Atlas"])[-1], list(table["Borealis"])[-1]) == ("80.0", "50.0")
    assert titles(storage) == []
    app.button(key="selections:store").click().run()
    (summary,) = storage.list_selections(OPERATOR)
    assert summary.candidate_count == 2


def test_the_published_evaluation_comes_to_its_published_totals(storage):
    (case,) = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    rows = zip(
        case["criteria"],
        case["weights"],
        *(case["scores"][vendor] for vendor in case["vendors"]),
        strict=True,
    )
    lines = [",".join(["criterion", "weight", "low", "high", *case["vendors"]])]
    lines += [f"{name},{weight},0,5,{first},{second}" for name, weight, first, second in rows]
    content = "\n".join(lines).encode()
    app = upload(open_page("selections"), "scorecard", "published.csv", content)
    app.button(key="selections:store").click().run()
    (summary,) = storage.list_selections(OPERATOR)
    evaluation = evaluate(
        storage.load(OPERATOR, summary.id),
        storage.catalogue(OPERATOR, summary.id),
        as_of=today(),
    )
    # Overall values are of 100; published are 402 and 275 of 500, from 4.028 and 2.749 of 5.
    totals = {c.name: 5 * v for c, v in zip(evaluation.candidates, evaluation.overall, strict=True)}
    assert totals == pytest.approx({"United 2026": 402.8, "Morocco 2026": 274.9}, abs=1e-9)


def test_the_same_scorecard_brought_twice_is_there_twice_under_two_titles(storage):
    for _ in range(2):
        app = upload(open_page("selections"), "scorecard", "ours.csv", SCORECARD_CSV.encode())
        app.button(key="selections:store").click().run()
    assert len(titles(storage)) == 2
    assert len(set(titles(storage))) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bad.csv", b"criterion,weight,low,high,Atlas\nQuality,3,5,5,8\n", "bad.csv"),
        ("bad.csv", b"name,points\nAtlas,3\n", "bad.csv"),
        ("bad.xlsx", b"PK\x03\x04 not really", "bad.xlsx"),
    ],
)
def test_a_broken_scorecard_names_the_file_and_stores_nothing(storage, name, content, message):
    app = upload(open_page("selections"), "scorecard", name, content)
    assert not app.exception
    assert message in app.error[0].value.replace("\\", "")
    assert titles(storage) == []


def test_closing_the_panel_stores_nothing(storage):
    app = upload(open_page("selections"), "scorecard", "ours.csv", SCORECARD_CSV.encode())
    app.button(key="selections:close_panel").click().run()
    assert not app.file_uploader
    assert titles(storage) == []


def test_beyond_a_dozen_the_cards_are_filtered_and_shown_in_portions(storage):
    stored_empty(storage)
    for number in range(30):
        storage.duplicate_selection(OPERATOR, "empty", title=f"Partner {number:02d}")
    app = open_page("selections")
    assert "31 open." in texts(app)
    opens = [b for b in app.button if str(b.key).endswith(":open")]
    assert len(opens) == 12
    app.button(key="selections:more").click().run()
    assert len([b for b in app.button if str(b.key).endswith(":open")]) == 24
    app.text_input(key="selections:find").set_value("partner 07").run()
    assert len([b for b in app.button if str(b.key).endswith(":open")]) == 1


def test_opening_a_selection_goes_to_its_brief_while_it_has_no_candidate(storage):
    stored_empty(storage)
    app = open_page("selections")
    app.button(key="selections:empty:open").click().run()
    assert not app.exception
    assert app.title[0].value == "Can candidates quote on the brief?"


def test_fifty_candidates_open_without_a_fault(storage):
    stored_fifty(storage)
    app = open_page("selections")
    assert not app.exception
    assert "50 candidates" in texts(app)


def summary_like(summary, **changes):
    return type(summary)(**{**vars(summary), **changes})


def test_the_sentence_counts_open_decided_and_archived(storage):
    stored_empty(storage)
    (one,) = storage.list_selections(OPERATOR)
    decided = summary_like(one, phase=Phase.DECIDED)
    archived = summary_like(decided, archived=True)
    assert selections_sentence([one, one, one, decided]) == "Three open, one decided."
    assert selections_sentence([decided, archived]) == "One decided, one archived."
    assert selections_sentence([]) == "No selection yet."


def test_a_free_title_never_exceeds_the_limit_and_never_repeats_another():
    long = "x" * 200
    first = free_title(long, [long])
    assert len(first) == 200
    assert first.endswith(" (copy)")
    assert free_title(long, [long, first]).endswith(" (copy 2)")
    assert free_title("New", ["new "]) == "New (copy)"
    assert free_title("New", []) == "New"


def test_the_worked_example_is_a_sound_document():
    assert read_document(WORKED.read_bytes()).selection.is_example
