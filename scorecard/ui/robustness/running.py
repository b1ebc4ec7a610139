"""Runs the simulation: short ones at once and cached, long ones beside the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore, Event, Thread

import streamlit as st

from scorecard.certainty import Certainty, assess
from scorecard.evaluation import Evaluation
from scorecard.robustness import CancelledError
from scorecard.ui.robustness.options import FEWEST_SAMPLES, Options
from scorecard.ui.state import OpenSelection

# A run is long from so many samples on, or from so many numbers to draw and compare: about a
# second's work, after which a page should say what it is doing.
LONG_RUN_SAMPLES = 50_000
LONG_RUN_NUMBERS = 100_000_000
AT_ONCE = 2
_RUN_KEY, _CANCELLED_KEY = "robustness:run", "robustness:cancelled"

_turns = BoundedSemaphore(AT_ONCE)


class Run:
    """One long simulation in a thread of its own, which knows nothing of the page.

    `share` is how much of it is done (0–1); `certainty` is there when `is_finished` and neither
    cancelled nor failed.
    """

    def __init__(self, evaluation: Evaluation, options: Options, key: object) -> None:
        self.key = key
        self.options = options
        self.share = 0.0
        self.certainty: Certainty | None = None
        self._evaluation = evaluation
        self._cancelled, self._finished = Event(), Event()

    def start(self) -> None:
        """Begins the simulation."""
        Thread(target=self._work, name="robustness", daemon=True).start()

    def cancel(self) -> None:
        """Asks the simulation to stop at its next step."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    @property
    def is_finished(self) -> bool:
        """Whether the thread has ended, one way or the other."""
        return self._finished.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; whether it has come."""
        return self._finished.wait(seconds)

    def _work(self) -> None:
        try:
            with _turns:
                self.certainty = assess(
                    self._evaluation,
                    simulation=self.options.simulation,
                    claim_discount=self.options.discount_pct / 100,
                    progress=self._report,
                )
        except CancelledError:
            self.certainty = None
        finally:
            self._finished.set()

    def _report(self, share: float) -> None:
        if self._cancelled.is_set():
            raise CancelledError
        self.share = share


def numbers_per_sample(evaluation: Evaluation) -> int:
    """About how many numbers one simulated case needs."""
    ranked = len(evaluation.ranked_order)
    return max(ranked**2, len(evaluation.inputs.inputs) * ranked, 1)


def is_long(evaluation: Evaluation, options: Options) -> bool:
    """Whether the run deserves progress and a way to cancel it."""
    numbers = options.samples * numbers_per_sample(evaluation)
    return options.samples >= LONG_RUN_SAMPLES or numbers > LONG_RUN_NUMBERS


def quick(evaluation: Evaluation, options: Options) -> Options:
    """The same with as few cases as can be shown at once."""
    default = evaluation.catalogue.settings.robustness.samples
    affordable = LONG_RUN_NUMBERS // numbers_per_sample(evaluation)
    samples = min(options.samples, default, LONG_RUN_SAMPLES - 1, affordable)
    return replace(options, samples=max(FEWEST_SAMPLES, samples))


def certainty_of(opened: OpenSelection, options: Options) -> Certainty:
    """The result at once, cached by selection, revision, date and options."""
    evaluation = opened.evaluation
    return _assessed(opened.id, evaluation.revision, evaluation.as_of, options, _of=evaluation)


@st.cache_resource(max_entries=16, show_spinner="Simulating")
def _assessed(
    selection_id: str, revision: int, as_of: date, options: Options, *, _of: Evaluation
) -> Certainty:
    return assess(_of, simulation=options.simulation, claim_discount=options.discount_pct / 100)


def current_certainty(opened: OpenSelection, options: Options) -> tuple[Certainty, Run | None]:
    """The result to show now, and the long run that will replace it, if one is under way.

    A run that was cancelled is not begun again until other options are chosen.
    """
    if not is_long(opened.evaluation, options):
        _leave()
        return certainty_of(opened, options), None
    key = (opened.id, opened.evaluation.revision, opened.evaluation.as_of, options)
    preview = certainty_of(opened, quick(opened.evaluation, options))
    if st.session_state.get(_CANCELLED_KEY) == key:
        return preview, None
    run = st.session_state.get(_RUN_KEY)
    if not isinstance(run, Run) or run.key != key:
        _leave()
        run = Run(opened.evaluation, options, key)
        st.session_state[_RUN_KEY] = run
        run.start()
    return (run.certainty or preview), run


def cancel(run: Run) -> None:
    """Callback: stops a long run and remembers that it is not wanted."""
    run.cancel()
    st.session_state[_CANCELLED_KEY] = run.key


def begin_again() -> None:
    """Callback: forgets that the run was cancelled."""
    st.session_state.pop(_CANCELLED_KEY, None)
    st.session_state.pop(_RUN_KEY, None)


def _leave() -> None:
    run = st.session_state.pop(_RUN_KEY, None)
    if isinstance(run, Run):
        run.cancel()


def show_progress(certainty: Certainty, run: Run | None, options: Options) -> None:
    """Progress with a button to cancel; after that, what is shown instead."""
    if run is not None and not run.is_finished and not run.is_cancelled:
        _follow(run)
        return
    samples = certainty.full.simulation.samples
    if samples == options.samples:
        return
    why = (
        "was cancelled" if run is None or run.is_cancelled else "failed; the server's log says why"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f":material/info: The run of {options.samples:,} cases {why}. "
            f"What is shown rests on {samples:,}.",
            width="content",
        )
        st.button(
            "Run it again", key="robustness:again", icon=":material/replay:", on_click=begin_again
        )


@st.fragment(run_every="500ms")
def _follow(run: Run) -> None:
    if run.is_finished or run.is_cancelled:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(
            min(run.share, 1.0),
            text=f"Simulating {run.options.samples:,} cases · {100 * run.share:.0f} %",
        )
        st.button(
            "Cancel",
            key="robustness:cancel",
            icon=":material/close:",
            on_click=cancel,
            args=(run,),
        )
