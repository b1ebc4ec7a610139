"""Links and export: making, seeing once, revoking, and what the preview shows."""

import hashlib
from datetime import date

import pytest
from pages import (
    MAIN,
    OPERATOR,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    texts_of,
)
from streamlit.testing.v1 import AppTest

from scorecard.access import Actor, Role, SharedPart, local_operator
from scorecard.evaluation import evaluate
from scorecard.model import Answer
from scorecard.ui import state
from scorecard.ui.downloads import document_bytes, shortlist_bytes
from scorecard.ui.server.visitors import Visitor


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()


def make_link(app, label="Steering group"):
    next(t for t in app.text_input if t.key == "links:label").set_value(label)
    press(app, "Make the link")


def test_a_link_is_shown_once_and_only_its_sha256_is_kept(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    make_link(app)
    assert not app.exception
    address = app.code[0].value
    token = address.partition("?share=")[2]
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert link.label == "Steering group"
    assert SharedPart.RANKING in link.scope
    found = storage.find_link(hashlib.sha256(token.encode()).hexdigest())
    assert found is not None
    assert found.id == link.id
    assert not open_page("links", selection.id).code


def test_without_a_name_no_link_is_made_and_nothing_that_was_chosen_is_lost(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(t for t in app.toggle if t.key == "links:hidden").set_value(True)
    next(d for d in app.date_input if d.key == "links:until").set_value(date(2030, 1, 1))
    make_link(app, "   ")
    assert not app.exception
    assert "Say whom the link is for" in texts(app)
    assert not app.code
    assert storage.list_links(OPERATOR, selection.id) == ()

    make_link(app, "Board")
    assert "Say whom the link is for" not in texts(app)
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert (link.label, link.names_hidden) == ("Board", True)
    assert link.expires_at is not None
    assert link.expires_at.astimezone().date() == date(2030, 1, 1)
    assert app.success[0].value.startswith("Copy it now")


def test_the_next_link_begins_without_the_name_of_the_last(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    make_link(app, "Board")
    assert next(t for t in app.text_input if t.key == "links:label").value == ""
    press(app, "Make the link")
    assert len(storage.list_links(OPERATOR, selection.id)) == 1


def test_the_address_of_a_link_is_not_shown_beside_another_selection(storage):
    selection = stored_worked(storage)
    stored_empty(storage, "Atlas")
    app = open_page("links", selection.id)
    make_link(app)
    assert app.code
    app.query_params["selection"] = "empty"
    app.run()
    assert not app.exception
    assert not app.code


def test_an_opening_shows_in_the_list_and_the_sentence_counts_open_links_only(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    make_link(app)
    assert "never opened" in texts(app)
    (link,) = storage.list_links(OPERATOR, selection.id)
    storage.count_opening(link.actor())
    app.run()
    assert "opened once, last" in texts(app)
    assert "One link is open; files leave when you download them." in texts(app)


def test_asking_before_a_link_is_revoked_names_it(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    make_link(app, "Board")
    make_link(app, "Audit")
    for name in ("Board", "Audit"):
        assert f"Close the link for **{name}** for good?" in texts(app)


def test_a_personal_link_says_who_comes_in_by_it_and_counts_no_openings(storage):
    selection = stored_worked(storage)
    storage.create_link(
        OPERATOR, selection.id, token_sha256="ab" * 32, role=Role.OBSERVER, label="Olga"
    )
    shown = texts(open_page("links", selection.id))
    assert "Personal link of an observer, who sees everything and changes nothing" in shown
    assert "is signed out at the next click" in shown
    assert "opened" not in shown


def test_revoking_closes_the_link(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    make_link(app)
    token = app.code[0].value.partition("?share=")[2]
    press(app, "Revoke this link")
    assert storage.find_link(hashlib.sha256(token.encode()).hexdigest()) is None
    assert "No link is open" in texts(app)


def test_a_frozen_link_keeps_a_snapshot(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(g for g in app.button_group if g.key == "links:kind").set_value("Frozen")
    make_link(app)
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert link.frozen


def test_in_mode_local_the_page_says_that_links_open_on_this_machine_only(storage):
    stored_empty(storage, "Atlas")
    page = open_page("links", "empty")
    (notice,) = page.info
    assert notice.proto.title == "Links open on this machine only for now"
    assert "`make share`" in notice.value
    # The name of a setting means nothing to an analyst.
    assert "mode" not in notice.value


def test_a_link_says_until_when_it_is_open(storage):
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    next(d for d in app.date_input if d.key == "links:until").set_value(date(2030, 1, 1))
    make_link(app)
    assert "Open until 2030-01-01" in texts(app)


def test_the_preview_shows_what_the_stakeholder_will_see_with_names_hidden(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(t for t in app.toggle if t.key == "links:hidden").set_value(True)
    app.session_state["links:preview"] = True
    app.run()
    assert not app.exception
    shown = " ".join(m.value for m in app.main.markdown).replace("\\", "")
    assert "Candidate A" in shown
    for candidate in selection.candidates:
        assert candidate.name not in shown


@pytest.mark.parametrize("kind", ["Live", "Frozen"])
def test_the_seats_of_a_link_without_names_are_those_of_its_preview(storage, kind):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(t for t in app.toggle if t.key == "links:hidden").set_value(True)
    app.session_state["links:kind"] = kind
    app.session_state["links:preview"] = True
    app.run()
    previewed = next(m.value for m in app.main.markdown if "leads" in str(m.value))
    make_link(app)
    assert not app.exception
    (link,) = storage.list_links(OPERATOR, selection.id)
    if kind == "Live":
        assert sorted(link.seating) == [0, 1, 2, 3, 4]
    shared = AppTest.from_file(MAIN, default_timeout=30)
    shared.query_params["share"] = app.code[0].value.partition("?share=")[2]
    shared.run()
    assert not shared.exception
    assert previewed in [str(m.value) for m in shared.main.markdown]


def test_with_names_no_lot_is_drawn(storage):
    selection = stored_worked(storage)
    make_link(open_page("links", selection.id))
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert link.seating is None


def test_who_has_answered_nothing_has_no_place_in_what_the_stakeholder_sees(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=10.0
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("links", "empty")
    app.session_state["links:preview"] = True
    app.run()
    assert not app.exception
    assert "No answers yet: the value and the rank follow the first answer" in texts(app)
    headings = [str(m.value) for m in app.markdown if str(m.value).startswith("#### ")]
    assert headings[0] == "#### 1"
    assert "#### 50.0" not in headings
    assert "#### –" in headings


def test_with_fifty_candidates_links_are_made_and_the_preview_shows_everybody(storage):
    selection = stored_fifty(storage)
    app = open_page("links", selection.id)
    assert not app.exception
    make_link(app, "Board")
    app.session_state["links:preview"] = True
    app.run()
    assert not app.exception
    shown = texts_of(app)
    assert all(candidate.name in shown for candidate in selection.candidates)
    assert len(storage.list_links(OPERATOR, selection.id)) == 1


def test_with_fifty_candidates_workbook_report_and_document_are_built(storage):
    selection = stored_fifty(storage)
    app = open_page("links", selection.id)
    labels = ["Excel shortlist", "Report", "JSON document"]
    assert [b.proto.label for b in app.get("download_button")] == labels
    opened = state.OpenSelection(
        selection,
        storage.catalogue(OPERATOR, selection.id),
        evaluate(selection, storage.catalogue(OPERATOR, selection.id), as_of=state.today()),
    )
    assert shortlist_bytes(OPERATOR, opened).startswith(b"PK")
    assert selection.candidates[49].name.encode() in document_bytes(OPERATOR, selection.id)


ADDRESS = "https://scorecard.example.com"


@pytest.fixture
def in_mode_links(monkeypatch):
    """The server runs for people with links, and an owner of everything is signed in."""
    monkeypatch.setenv("SCORECARD_MODE", "links")
    monkeypatch.setenv("SCORECARD_PUBLIC_URL", ADDRESS)
    monkeypatch.setattr(
        "scorecard.ui.server.visitors.current_visitor",
        lambda: Visitor(actor=local_operator("Dana")),
    )


def invite(app, name, role="evaluator"):
    next(t for t in app.text_input if t.key == "links:invite:name").set_value(name)
    next(g for g in app.button_group if g.key == "links:invite:role").set_value(Role(role))
    press(app, "Make the personal link")


@pytest.mark.parametrize("role", ["evaluator", "observer"])
def test_an_invitation_lets_that_person_in_with_the_chosen_role(storage, in_mode_links, role):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    invite(app, "Olga Brandt", role)
    assert not app.exception
    address = app.code[0].value
    assert address.startswith(f"{ADDRESS}/join/")
    found = storage.find_link(hashlib.sha256(address.rpartition("/")[2].encode()).hexdigest())
    assert found is not None
    assert found.actor() == Actor(
        name="Olga Brandt",
        role=Role(role),
        selection_ids=frozenset({selection.id}),
        link_id=found.id,
    )
    assert found.created_by == "Dana"
    assert found.expires_at is not None
    assert f"Personal link of an {role}" in texts(app)
    assert "for Olga Brandt" in app.success[0].proto.title
    assert not open_page("links", selection.id).code


def test_an_invitation_without_a_name_is_not_made_and_says_why(storage, in_mode_links):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(d for d in app.date_input if d.key == "links:invite:until").set_value(date(2030, 1, 1))
    invite(app, "  ", "observer")
    assert "the history names it beside everything that is entered" in texts(app)
    assert storage.list_links(OPERATOR, selection.id) == ()
    invite(app, "Olga", "observer")
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert link.role is Role.OBSERVER
    assert link.expires_at.astimezone().date() == date(2030, 1, 1)
    assert "the history names it" not in texts(app)
    assert next(t for t in app.text_input if t.key == "links:invite:name").value == ""


def test_an_invitation_that_is_revoked_lets_nobody_in_and_its_address_goes(storage, in_mode_links):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    invite(app, "Olga")
    token = app.code[0].value.rpartition("/")[2]
    press(app, "Revoke this link")
    assert storage.find_link(hashlib.sha256(token.encode()).hexdigest()) is None
    assert not app.code


def test_the_address_of_an_invitation_is_not_shown_beside_another_selection(storage, in_mode_links):
    selection = stored_worked(storage)
    stored_empty(storage, "Atlas")
    app = open_page("links", selection.id)
    invite(app, "Olga")
    app.query_params["selection"] = "empty"
    app.run()
    assert not app.exception
    assert not app.code


def test_in_mode_local_nobody_is_invited_and_one_sentence_says_when_that_is_possible(storage):
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    assert "Invite somebody" in texts(app)
    assert "as soon as the app is started with `make share`" in texts(app)
    assert "Make the personal link" not in {b.label for b in app.button}


def test_an_evaluator_is_offered_no_invitation(storage, in_mode_links, monkeypatch):
    selection = stored_worked(storage)
    monkeypatch.setattr(
        "scorecard.ui.server.visitors.current_visitor",
        lambda: Visitor(actor=Actor(name="Olga", role=Role.EVALUATOR)),
    )
    app = open_page("links", selection.id)
    assert "Invite somebody" not in texts(app)
    assert "Make the personal link" not in {b.label for b in app.button}
