"""Links and export: making, seeing once, revoking, and what the preview shows."""

import hashlib
from datetime import date

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_worked, use_database

from scorecard.access import SharedPart


@pytest.fixture
def storage(monkeypatch, tmp_path):
    return use_database(monkeypatch, tmp_path)


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error, *app.info]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()


def test_a_link_is_shown_once_and_only_its_sha256_is_kept(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(t for t in app.text_input if t.key == "links:label").set_value("Steering group")
    press(app, "Make the link")
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


def test_revoking_closes_the_link(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    press(app, "Make the link")
    token = app.code[0].value.partition("?share=")[2]
    press(app, "Revoke this link")
    assert storage.find_link(hashlib.sha256(token.encode()).hexdigest()) is None
    assert "No link is open" in texts(app)


def test_a_frozen_link_keeps_a_snapshot(storage):
    selection = stored_worked(storage)
    app = open_page("links", selection.id)
    next(g for g in app.button_group if g.key == "links:kind").set_value("Frozen")
    press(app, "Make the link")
    (link,) = storage.list_links(OPERATOR, selection.id)
    assert link.frozen


def test_in_mode_local_the_page_says_that_links_open_on_this_machine_only(storage):
    stored_empty(storage, "Atlas")
    assert "this machine only" in texts(open_page("links", "empty"))


def test_a_link_says_until_when_it_is_open(storage):
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    next(d for d in app.date_input if d.key == "links:until").set_value(date(2030, 1, 1))
    press(app, "Make the link")
    assert "open until 2030-01-01" in texts(app)


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
