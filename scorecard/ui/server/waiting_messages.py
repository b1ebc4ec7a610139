"""Every message of a browser is heard, also where a newer one has come before a busy server began.

Streamlit drops the older of the two: it stops a run before the callbacks where a newer message
waits, and of two that wait it makes one, in which only buttons of the older one are kept. A newer
message says nothing of a button that was pressed before it, and where it opens another page nothing
of what was typed on the one that is left: either would be gone without a word.

So callbacks run before a newer message is read; what was typed is kept while two messages become
one; and behind a button that was pressed a newer message waits its turn, because it may hold fields
that were cleared or changed after the button. What waits when a tab is closed or a connection is
lost stays unheard.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SafeSessionState

from scorecard.ui.uninterrupted import newer_messages_waiting

# Nothing public decides what becomes of waiting messages. Where these no longer do, the tests fail.
_ONE_OF_TWO = script_requests._coalesce_widget_states
_CALL_BACK = SafeSessionState.on_script_will_rerun
_AT_A_STEP = ScriptRequests.on_scriptrunner_yield
_AT_THE_START = ScriptRequests.on_scriptrunner_ready
_BEHIND = "_behind_a_button"


def hear_every_message() -> None:
    """Has the callbacks of every message run, in every session, before a newer one is read."""
    script_requests._coalesce_widget_states = _with_what_waits
    SafeSessionState.on_script_will_rerun = _undisturbed  # type: ignore[assignment, method-assign]
    ScriptRequests.request_rerun = _in_turn  # type: ignore[assignment, method-assign]
    ScriptRequests.on_scriptrunner_yield = _at_a_step  # type: ignore[assignment, method-assign]
    ScriptRequests.on_scriptrunner_ready = _at_the_start  # type: ignore[assignment, method-assign]


def _with_what_waits(
    old_states: WidgetStates | None, new_states: WidgetStates | None
) -> WidgetStates | None:
    """Both in one message: what the newer one does not speak of is as the older one has it."""
    result = _ONE_OF_TWO(old_states, new_states)
    if old_states is None or new_states is None or result is None:
        return result
    # Callbacks run in this order: what was done first is called back first.
    latest = {state.id: state for state in (*old_states.widgets, *result.widgets)}
    return WidgetStates(widgets=latest.values())


def _undisturbed(session: SafeSessionState, *args: Any, **kwargs: Any) -> None:
    with newer_messages_waiting():
        _CALL_BACK(session, *args, **kwargs)


def _in_turn(requests: ScriptRequests, message: RerunData) -> bool:
    """Takes a message in as Streamlit does, or lets it wait behind a button; False when stopped."""
    with requests._lock:
        if requests._state is ScriptRequestType.STOP:
            return False
        _behind(requests).append(message)
        _take_up(requests)
        return True


def _at_a_step(requests: ScriptRequests) -> ScriptRequest | None:
    request = _AT_A_STEP(requests)
    if request is not None:
        _take_up_the_next(requests)
    return request


def _at_the_start(requests: ScriptRequests) -> ScriptRequest:
    request = _AT_THE_START(requests)
    _take_up_the_next(requests)
    return request


def _take_up_the_next(requests: ScriptRequests) -> None:
    with requests._lock:
        if requests._state is not ScriptRequestType.STOP:
            _take_up(requests)


def _take_up(requests: ScriptRequests) -> None:
    behind = _behind(requests)
    while behind and not _is_button_waiting(requests):
        requests._request_rerun_locked(behind.popleft())


def _is_button_waiting(requests: ScriptRequests) -> bool:
    """Whether a run of the whole page waits that begins with a button that was pressed."""
    waiting = requests._rerun_data
    return (
        requests._state is ScriptRequestType.RERUN
        # The run of a fragment waits for the page to end, and so would what stands behind it.
        and script_requests._is_full_app_rerun(waiting)
        and waiting.widget_states is not None
        and any(map(script_requests._has_active_trigger_value, waiting.widget_states.widgets))
    )


def _behind(requests: ScriptRequests) -> deque[RerunData]:
    found: deque[RerunData] = vars(requests).setdefault(_BEHIND, deque())
    return found
