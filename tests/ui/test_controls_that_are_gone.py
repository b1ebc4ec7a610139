"""A browser shows a control for a moment longer than the page has it, and sends it along."""

from pages import OPERATOR, open_page, stored_empty

ATTRITION = "attrition_120d_pct"


def due_diligence(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("due_diligence", "empty", candidate="c0", section="workforce_stability")
    assert not app.exception
    return app


def stored(storage):
    return storage.load(OPERATOR, "empty").answer("c0", ATTRITION)


def shown(app):
    """What the browser holds: the state of every control by its id."""
    return {state.id: state for state in app._tree.get_widget_states().widgets}


def run_with(app, *held):
    """The next message of a browser that holds other controls than the page has by now."""
    states = app._tree.get_widget_states()
    present = {state.id for state in states.widgets}
    states.widgets.extend(state for state in held if state.id not in present)
    app._run(widget_state=states)
    assert not app.exception


def control(app, states, part):
    (found,) = [s for key, s in states.items() if f"{ATTRITION}:{part}" in key]
    return found


def number(app):
    (field,) = [f for f in app.text_input if f":{ATTRITION}:value" in str(f.key)]
    return field


def press(app, label):
    next(b for b in app.button if b.label == label and ATTRITION in str(b.key)).click().run()
    assert not app.exception


def undone(storage):
    """The page after 12 was typed over with 25 and put back, and the field that held 25."""
    app = due_diligence(storage)
    number(app).set_value("12").run()
    number(app).set_value("25").run()
    field = control(app, shown(app), "value:")
    press(app, "Undo")
    return app, field


def test_the_status_that_stood_there_before_an_answer_does_not_take_it_back(storage):
    app = due_diligence(storage)
    status = control(app, shown(app), "status:")
    number(app).set_value("25").run()
    assert stored(storage).value == 25
    run_with(app, status)
    assert stored(storage).value == 25


def test_what_was_undone_is_not_done_again_by_the_field_that_held_it(storage):
    app, field = undone(storage)
    assert stored(storage).value == 12
    run_with(app, field)
    assert stored(storage).value == 12


def test_what_is_typed_into_a_field_that_was_drawn_anew_meanwhile_is_stored(storage):
    app, field = undone(storage)
    field.string_value = "14"
    run_with(app, field)
    assert stored(storage).value == 14


def test_a_field_that_was_gone_twice_over_stays_quiet(storage):
    app, field = undone(storage)
    field.string_value = "14"
    run_with(app, field)
    number(app).set_value("13").run()
    run_with(app, field)
    assert stored(storage).value == 13


def test_a_page_that_is_left_stores_nothing_again_that_it_showed(storage):
    app = due_diligence(storage)
    number(app).set_value("25").run()
    left = shown(app).values()
    app.switch_page("views/ranking.py").run()
    answer = stored(storage)
    storage.save_answer(
        OPERATOR, "empty", answer.model_copy(update={"value": 31.0}), expected_version=1
    )
    run_with(app, *left)
    assert stored(storage).value == 31
