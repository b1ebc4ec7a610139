"""A button that is clicked twice, before the page is drawn with what the first click did."""

from pages import OPERATOR, click_twice, open_page, stored_empty, stored_worked

from scorecard.access import local_operator
from scorecard.ui.server.visitors import Visitor

ATTRITION = "attrition_120d_pct"


def button(app, label):
    return next(b for b in app.button if b.label == label)


def test_one_link_is_made_and_its_address_is_shown(storage):
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    app.text_input(key="links:label").set_value("Steering group")
    click_twice(app, button(app, "Make the link"))
    assert not app.exception
    assert not app.error
    assert len(storage.list_links(OPERATOR, "empty")) == 1
    assert len(app.code) == 1
    assert app.text_input(key="links:label").value == ""


def test_the_next_link_is_made_once_its_predecessor_is_shown(storage):
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    for name in ("Steering group", "Board"):
        app.text_input(key="links:label").set_value(name)
        button(app, "Make the link").click().run()
    assert {link.label for link in storage.list_links(OPERATOR, "empty")} == {
        "Steering group",
        "Board",
    }


def test_one_person_gets_one_personal_link(storage, monkeypatch):
    monkeypatch.setenv("SCORECARD_MODE", "links")
    monkeypatch.setenv("SCORECARD_PUBLIC_URL", "https://scorecard.example.com")
    monkeypatch.setattr(
        "scorecard.ui.server.visitors.current_visitor",
        lambda: Visitor(actor=local_operator("Dana")),
    )
    stored_empty(storage, "Atlas")
    app = open_page("links", "empty")
    app.text_input(key="links:invite:name").set_value("Olga")
    click_twice(app, button(app, "Make the personal link"))
    assert not app.exception
    assert not app.error
    assert len(storage.list_links(OPERATOR, "empty")) == 1


def test_undo_takes_back_one_change(storage):
    stored_empty(storage, "Atlas")
    app = open_page("due_diligence", "empty", candidate="c0", section="workforce_stability")
    for typed in ("12", "25"):
        (field,) = [f for f in app.text_input if f":{ATTRITION}:value" in str(f.key)]
        field.set_value(typed).run()
    click_twice(app, button(app, "Undo"))
    assert not app.exception
    assert storage.load(OPERATOR, "empty").answer("c0", ATTRITION).value == 12


def test_a_decision_is_sealed_once_and_no_error_is_shown(storage):
    selection = stored_worked(storage)
    app = open_page("award", selection.id)
    scope = f"award:{selection.id}"
    for area in ("reasons", "concern:responses_open"):
        app.text_area(key=f"{scope}:{area}").set_value("The board meets today.")
    for field in ("name", "role"):
        app.text_input(key=f"{scope}:signature:0:{field}").set_value("Ines Okafor")
    button(app, "Record the decision").click().run()
    click_twice(app, button(app, "Record for good"))
    assert not app.exception
    assert not app.error
    assert len(storage.list_awards(OPERATOR, selection.id)) == 1
