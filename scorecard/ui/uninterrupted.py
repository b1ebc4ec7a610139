"""Callbacks that run to their end whatever the browser sends meanwhile.

Streamlit stops a running script where it next touches the session as soon as a newer message is
there, and a callback is part of the script. A callback that is stopped before it has stored what
was typed is never called again: the change would stand on the screen without being stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

# What a script asks, wherever it may be stopped, whether a newer message is there.
_QUESTION = "on_scriptrunner_yield"

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def uninterrupted(callback: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """The callback as one that nothing stops halfway; newer messages are read when it has ended.

    A callback may still end its own run with st.rerun or st.switch_page.
    """

    @wraps(callback)
    def run(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        with newer_messages_waiting():
            return callback(*args, **kwargs)

    return run


@contextmanager
def newer_messages_waiting() -> Iterator[None]:
    """Nothing stops the script inside the block; newer messages are read at its next step."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = None if context is None else context.script_requests
    if requests is None or _QUESTION in vars(requests):
        yield
        return
    vars(requests)[_QUESTION] = lambda: None
    try:
        yield
    finally:
        del vars(requests)[_QUESTION]
