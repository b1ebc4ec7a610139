"""Every message of a browser is heard, also where a newer one has come before a busy server began.

Streamlit drops the older of the two: it stops a run before the callbacks where a newer message
waits, and of two that wait it makes one, in which only buttons of the older one are kept. A newer
message says nothing of a button that was pressed before it, and where it opens another page nothing
of what was typed on the one that is left: either would be gone without a word.
"""

from __future__ import annotations

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.state import SafeSessionState

from scorecard.ui.uninterrupted import newer_messages_waiting

# Nothing public decides what becomes of waiting messages. Where these no longer do, the tests fail.
_ONE_OF_TWO = script_requests._coalesce_widget_states
_CALL_BACK = SafeSessionState.on_script_will_rerun


def hear_every_message() -> None:
    """Has the callbacks of every message run, in every session, before a newer one is read."""
    script_requests._coalesce_widget_states = _with_what_waits
    SafeSessionState.on_script_will_rerun = _undisturbed  # type: ignore[assignment, method-assign]


def _with_what_waits(
    old_states: WidgetStates | None, new_states: WidgetStates | None
) -> WidgetStates | None:
    """Both in one message: what the newer one does not speak of is as the older one has it."""
    result = _ONE_OF_TWO(old_states, new_states)
    if old_states is None or new_states is None or result is None:
        return result
    spoken_of = {state.id for state in result.widgets}
    result.widgets.extend(state for state in old_states.widgets if state.id not in spoken_of)
    return result


def _undisturbed(session: SafeSessionState, *args: Any, **kwargs: Any) -> None:
    with newer_messages_waiting():
        _CALL_BACK(session, *args, **kwargs)
