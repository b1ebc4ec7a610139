"""What stays in memory between runs is kept out of Streamlit's collection after each of them.

Streamlit collects the oldest generation of Python's garbage after every run of a script or
fragment, which walks through every evaluation that is cached. Frozen, they are not walked through.
"""

from __future__ import annotations

import gc
from threading import Lock
from time import monotonic

SECONDS_BETWEEN = 20.0

_lock = Lock()
_settled_at = float("-inf")


def settle() -> None:
    """Freezes what is alive now, at most every `SECONDS_BETWEEN` seconds.

    What an earlier call froze is released and collected first, so that nothing leaks for longer
    than until the next call.
    """
    global _settled_at  # noqa: PLW0603 - one moment for the process, guarded by the lock
    with _lock:
        if monotonic() - _settled_at < SECONDS_BETWEEN:
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _settled_at = monotonic()
