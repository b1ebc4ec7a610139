"""Erasing from the Candidates page: previewed, typed out, and then told what remains."""

from __future__ import annotations

import pytest
from pages import OPERATOR, open_page, stored_worked


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.success, *app.warning]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()
    return app


def field(elements, key):
    return next(e for e in elements if str(e.key).endswith(key))


def asked(selection, **chosen):
    """The dialog with these fields chosen; AppTest would close it at the next choice."""
    app = open_page("candidates", selection.id)
    for name, value in (chosen or {"candidate": "cobaltlane"}).items():
        app.session_state[f"erasure:{selection.id}:{name}"] = value
    return press(app, "Erase data for good")


def test_the_dialog_says_what_goes_and_what_remains(storage):
    selection = stored_worked(storage)
    answers = sum(answer.candidate_id == "cobaltlane" for answer in selection.answers)
    app = asked(selection)
    assert not app.exception
    shown = texts(app)
    assert f"{answers} answers" in shown
    assert "Copies of the database file" in shown


def test_of_a_candidate_the_first_that_goes_is_the_candidate_itself(storage):
    selection = stored_worked(storage)
    shown = texts(asked(selection))
    assert "**What goes**\n\n- The candidate itself: its name, contacts and note\n" in shown
    contact = selection.candidate("everhall").contact_name
    shown = texts(asked(selection, what="A person", person=contact))
    assert "What goes" in shown
    assert "The candidate itself" not in shown


def test_a_candidate_is_erased_once_its_name_was_typed_and_a_reason_given(storage):
    selection = stored_worked(storage)
    app = asked(selection)
    field(app.text_area, ":cobaltlane:reason").set_value("They withdrew.")
    field(app.text_input, ":cobaltlane:confirmation").set_value("Cobalt Lane")
    press(app, "Erase for good")
    assert not app.exception
    left = storage.load(OPERATOR, selection.id)
    assert "cobaltlane" not in {candidate.id for candidate in left.candidates}
    assert storage.history(OPERATOR, selection.id)[0].reason == "They withdrew."
    assert any("Remains" in s.value for s in app.success)


@pytest.mark.parametrize(
    ("typed", "reason", "message"),
    [("Cobalt", "They withdrew.", "Nothing was erased"), ("Cobalt Lane", "", "needs a reason")],
)
def test_a_wrong_name_or_no_reason_erases_nothing_and_says_so(storage, typed, reason, message):
    selection = stored_worked(storage)
    app = asked(selection)
    field(app.text_area, ":cobaltlane:reason").set_value(reason)
    field(app.text_input, ":cobaltlane:confirmation").set_value(typed)
    press(app, "Erase for good")
    assert not app.exception
    scope = f"erasure:{selection.id}:cobaltlane"
    assert message in app.session_state[f"{scope}:problem"]
    assert storage.load(OPERATOR, selection.id) == selection


def test_a_person_is_erased_by_name_with_the_address_that_belongs_to_it(storage):
    selection = stored_worked(storage)
    contact = selection.candidate("everhall")
    app = asked(selection, what="A person", person=contact.contact_name)
    field(app.text_area, ":reason").set_value("Asked by e-mail.")
    field(app.text_input, ":confirmation").set_value(contact.contact_name)
    press(app, "Erase for good")
    assert not app.exception
    left = storage.load(OPERATOR, selection.id).candidate("everhall")
    assert (left.contact_name, left.contact_email) == ("erased person", "erased person")
    assert left.name == contact.name
