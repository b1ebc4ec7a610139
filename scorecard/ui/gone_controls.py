"""Controls that a page has no more, and that a browser goes on sending until it has redrawn it.

Streamlit forgets what a control held when a run ends without it, but not its callback. A message
that the browser sends a moment later still holds the control: to Streamlit it has just changed, and
its callback stores again what stood there before, such as the status "open" over an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit.runtime.state import SessionState


@contextmanager
def gone_controls_stay_quiet() -> Iterator[None]:
    """What is not drawn inside the block calls back only for what nobody has seen it hold yet.

    What somebody typed into a control before the page had lost it is still stored.
    """
    is_cut_short = False
    try:
        yield
    except RerunException:
        # What has not been drawn yet is not gone.
        is_cut_short = True
        raise
    finally:
        if not is_cut_short:
            _quieten()


@dataclass(frozen=True)
class _UnlessHeldBefore:
    """A callback that is passed over while its control holds what it held when it was last seen."""

    callback: Callable[..., None]
    state: SessionState
    control_id: str
    held: object

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        if self.state._new_widget_state.get(self.control_id) != self.held:
            self.callback(*args, **kwargs)


def _quieten() -> None:
    context = get_script_run_ctx()
    if context is None:
        return
    # Nothing public tells which controls there were; the tests fail where this no longer holds.
    state = context.session_state._state
    drawn = context.shared.widget_ids_this_run
    known = state._new_widget_state.widget_metadata
    # Where another page is opened Streamlit has forgotten what the last one held by now.
    held_before: dict[str, object] = st.session_state.get(_HELD, {})
    holds_now: dict[str, object] = {}
    for control_id, control in list(known.items()):
        callback = control.callback
        if callback is None:
            continue
        held = state._new_widget_state.get(control_id, state._old_state.get(control_id, _NEVER))
        if control_id in drawn:
            holds_now[control_id] = held
            continue
        if held is _NEVER:
            held = held_before.get(control_id, _NEVER)
        if held is _NEVER:
            continue
        if isinstance(callback, _UnlessHeldBefore):
            callback = callback.callback
        known[control_id] = replace(
            control, callback=_UnlessHeldBefore(callback, state, control_id, held)
        )
    st.session_state[_HELD] = holds_now


_NEVER = object()
_HELD = "_gone_controls:held"
