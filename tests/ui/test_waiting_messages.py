"""Two messages of a browser that come before a busy server begins: both of them are heard."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import SafeSessionState
from streamlit.testing.v1 import AppTest

from scorecard.ui.server.waiting_messages import hear_every_message

TYPED = WidgetState(id="of-the-page", string_value="25")
PRESSED = WidgetState(id="button", trigger_value=True)


@pytest.fixture
def hearing(monkeypatch):
    for place, name in (
        (script_requests, "_coalesce_widget_states"),
        (SafeSessionState, "on_script_will_rerun"),
        (ScriptRequests, "request_rerun"),
        (ScriptRequests, "on_scriptrunner_yield"),
        (ScriptRequests, "on_scriptrunner_ready"),
    ):
        monkeypatch.setattr(place, name, getattr(place, name))
    hear_every_message()


def received(*messages):
    """What the script is run with where all messages have come before it begins."""
    requests = ScriptRequests()
    for page, states in messages:
        requests.request_rerun(
            RerunData(widget_states=WidgetStates(widgets=states), page_script_hash=page)
        )
    data = requests.on_scriptrunner_ready().rerun_data
    assert data.page_script_hash == messages[-1][0]
    return sorted(data.widget_states.widgets, key=lambda state: state.id)


def test_what_was_typed_on_the_page_that_was_left_is_still_there(hearing):
    beside = WidgetState(id="sidebar", string_value="Empty")
    assert received(("first", [TYPED, beside]), ("second", [beside])) == [TYPED, beside]


def test_the_newer_of_two_entries_counts(hearing):
    newer = WidgetState(id="of-the-page", string_value="26")
    assert received(("first", [TYPED]), ("first", [newer, PRESSED])) == [PRESSED, newer]


def test_what_is_typed_after_a_button_was_pressed_waits_its_turn(hearing):
    newer = WidgetState(id="of-the-page", string_value="")
    requests = ScriptRequests()
    for states in ([TYPED, PRESSED], [newer], [newer, PRESSED]):
        assert requests.request_rerun(RerunData(widget_states=WidgetStates(widgets=states)))
    assert held(requests.on_scriptrunner_ready()) == [TYPED, PRESSED]
    # The two behind it become one, as neither was pressed before the other was typed.
    assert held(requests.on_scriptrunner_yield()) == [newer, PRESSED]
    assert requests.on_scriptrunner_yield() is None


def test_behind_the_button_of_a_fragment_nothing_waits_for_the_page_to_end(hearing):
    requests = ScriptRequests()
    requests.request_rerun(
        RerunData(widget_states=WidgetStates(widgets=[PRESSED]), fragment_id="board")
    )
    requests.request_rerun(RerunData(widget_states=WidgetStates(widgets=[TYPED])))
    assert held(requests.on_scriptrunner_yield()) == [PRESSED, TYPED]


def test_nobody_is_heard_once_the_session_has_ended(hearing):
    requests = ScriptRequests()
    requests.request_stop()
    assert not requests.request_rerun(RerunData())


def held(request):
    return list(request.rerun_data.widget_states.widgets)


def page():
    import streamlit as st

    def stored(what):
        st.session_state.setdefault("stored", []).append(what)

    st.text_input("Typed", key="typed", on_change=stored, args=("typed",))
    st.button("Press", on_click=stored, args=("pressed",))
    st.text(f"stored: {st.session_state.get('stored')}")


def run_with_a_newer_message(app, monkeypatch, states):
    """Runs what was clicked and typed, while a message that says nothing of it waits already."""
    begin = ScriptRequests.on_scriptrunner_ready
    newer = iter([RerunData(widget_states=states)])

    def begun(requests):
        request = begin(requests)
        for message in newer:
            requests.request_rerun(message)
        return request

    monkeypatch.setattr(ScriptRequests, "on_scriptrunner_ready", begun)
    return app.run()


def test_a_button_is_pressed_although_the_next_message_is_there_already(hearing, monkeypatch):
    app = AppTest.from_function(page).run()
    states = app._tree.get_widget_states()
    app.button[0].click()
    run_with_a_newer_message(app, monkeypatch, states)
    assert app.text[0].value == "stored: ['pressed']"


def test_what_was_typed_is_stored_although_another_page_is_asked_for(hearing, monkeypatch):
    app = AppTest.from_function(page).run()
    app.text_input[0].set_value("25")
    run_with_a_newer_message(app, monkeypatch, WidgetStates())
    assert app.text[0].value == "stored: ['typed']"
