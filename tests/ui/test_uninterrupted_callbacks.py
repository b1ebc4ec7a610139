"""A callback that stores what was typed is not stopped by the next message of the browser."""

import pytest
from streamlit.testing.v1 import AppTest


def page(is_protected):
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

    from scorecard.ui.uninterrupted import uninterrupted

    def changed():
        # The browser sends something else while the callback runs.
        get_script_run_ctx().script_requests.request_rerun(RerunData())
        st.session_state["stored"] = st.session_state["typed"]

    st.text_input(
        "Typed", key="typed", on_change=uninterrupted(changed) if is_protected else changed
    )
    st.text(f"stored: {st.session_state.get('stored')}")


@pytest.mark.parametrize(
    ("is_protected", "stored"),
    [
        (True, "stored: 18.1"),
        # What Streamlit does by itself, and why the protection exists.
        (False, "stored: None"),
    ],
)
def test_what_a_callback_stores_is_there_in_spite_of_a_newer_message(is_protected, stored):
    app = AppTest.from_function(page, kwargs={"is_protected": is_protected}).run()
    app.text_input(key="typed").set_value("18.1").run()
    assert not app.exception
    assert app.text[0].value == stored
