"""Links and export: making, seeing once, revoking, and what the preview shows."""

import hashlib
from datetime import date

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_worked, use_database

from scorecard.access import Role, SharedPart


@pytest.fixture
def storage(monkeypatch, tmp_path):
    return use_database(monkeypatch, tmp_path)


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
