"""What stays in memory is kept out of Streamlit's collection after each run of a script.

Streamlit collects the oldest generation of Python's garbage after every run of a script or
fragment, which walks through all modules, evaluations and figures that are kept. Frozen, they are
not walked through; what has become garbage since is released and collected now and then.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

# A collection that took longer has walked through what stays: a run of a page takes 30 to 50 ms.
SLOW_SECONDS = 0.002
SECONDS_BETWEEN_RELEASES = 600.0


@dataclass
class SettledMemory:
    """Freezes what a slow full collection has left alive, from inside of that collection.

    Frozen garbage in cycles is not found: every `SECONDS_BETWEEN_RELEASES` everything is released,
    so that one collection walks through it all, and what it leaves alive is frozen again.
    """

    _started_at: float = 0.0
    _released_at: float = field(default_factory=perf_counter)

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        """What Python calls before and after every collection."""
        if info["generation"] != 2:
            return
        now = perf_counter()
        if phase == "start":
            self._started_at = now
        elif now - self._released_at > SECONDS_BETWEEN_RELEASES:
            self._released_at = now
            gc.unfreeze()
        elif now - self._started_at > SLOW_SECONDS:
            gc.freeze()


def settle_from_now_on() -> None:
    """Freezes what has been imported, switches collections on, and keeps them short."""
    gc.freeze()
    gc.callbacks.append(SettledMemory())
    gc.enable()
