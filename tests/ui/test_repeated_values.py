"""A browser that has not yet drawn a field anew repeats what stood there: nobody has typed it."""

import pytest
from pages import OPERATOR, held, open_page, stored_empty

from scorecard.catalogue import load_catalogue

FIRST, SECOND, *_ = load_catalogue().criteria_of_group(load_catalogue().criteria[0].group)
GROUP = f"weights:empty:group:{FIRST.group}"


def points_field(criterion):
    return f"weights:empty:points:{criterion.id}"


def run_with_old(app, old, key):
    """The next message, which holds the field with this key as it was in an earlier one."""
    (repeated,) = [state for state in old.widgets if state.id.endswith(key)]
    states = held(app)
    others = [state for state in states.widgets if state.id != repeated.id]
    del states.widgets[:]
    states.widgets.extend([*others, repeated])
    app._run(widget_state=states)
    assert not app.exception
    assert not app.error


def points(storage):
    return storage.load(OPERATOR, "empty").points


@pytest.fixture
def weights(storage):
    stored_empty(storage, "Atlas")
    app = open_page("weights", "empty")
    app.session_state["weights:open_group"] = FIRST.group
    return app.run()


def test_a_groups_old_total_does_not_spread_over_what_was_typed_for_its_criteria(weights, storage):
    before = held(weights)
    weights.text_input(key=points_field(FIRST)).set_value("7").run()
    weights.text_input(key=points_field(SECOND)).set_value("8")
    run_with_old(weights, before, GROUP)
    assert (points(storage)[FIRST.id], points(storage)[SECOND.id]) == (7, 8)
    assert weights.text_input(key=GROUP).value == f"{25 - FIRST.points - SECOND.points + 15:g}"


def test_a_groups_old_total_counts_where_it_is_typed(weights, storage):
    weights.text_input(key=points_field(FIRST)).set_value("7").run()
    weights.text_input(key=GROUP).set_value("25").run()
    members = [c.id for c in load_catalogue().criteria_of_group(FIRST.group)]
    assert sum(points(storage)[i] for i in members) == pytest.approx(25)


def test_what_was_undone_is_not_stored_again_with_the_next_field(storage):
    stored_empty(storage, "Atlas")
    app = open_page("brief", "empty")
    services = "brief:empty:services"
    for text in ("Voice", "Voice and chat"):
        app.text_area(key=services).set_value(text).run()
    before = held(app)
    next(b for b in app.button if b.label == "Undo").click().run()
    app.text_area(key="brief:empty:keep_in_house").set_value("Complaints")
    run_with_old(app, before, services)
    brief = storage.load(OPERATOR, "empty").brief
    assert (brief.services, brief.keep_in_house) == ("Voice", "Complaints")


def test_a_candidates_contact_that_was_undone_is_not_stored_again_with_the_next_field(storage):
    stored_empty(storage, "Atlas")
    app = open_page("candidates", "empty")
    app.session_state["candidates:empty:c0:details"] = True
    app.run()
    contact = "candidates:empty:c0:contact_name"
    app.text_input(key=contact).set_value("Jo Bell").run()
    before = held(app)
    next(b for b in app.button if b.label == "Undo").click().run()
    app.text_input(key="candidates:empty:c0:contact_email").set_value("jo@atlas.example")
    run_with_old(app, before, contact)
    candidate = storage.load(OPERATOR, "empty").candidates[0]
    assert (candidate.contact_name, candidate.contact_email) == ("", "jo@atlas.example")
