"""`robustness`: how sure the ranking is, what would tip it and what to ask next."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from scorecard.certainty import assess, default_simulation
from scorecard.cli.faults import one_line
from scorecard.cli.messages import all_messages
from scorecard.cli.robustness_json import robustness_json
from scorecard.cli.robustness_text import robustness_text
from scorecard.cli.scoring_input import evaluated, read_scoring_input
from scorecard.robustness import WeightModel


def robustness(
    path: Path,
    as_of: date,
    *,
    as_json: bool,
    samples: int | None,
    seed: int | None,
    weights: str | None,
    spread_pct: float | None,
) -> int:
    """Prints how sure the ranking is on standard output and the messages on standard error.

    What is None is taken from the catalogue's settings. Raises CommandFault for a file that
    cannot be scored.
    """
    given = read_scoring_input(path, as_of)
    evaluation = evaluated(given, as_of)
    simulation = default_simulation(evaluation)
    simulation = replace(
        simulation,
        model=simulation.model if weights is None else WeightModel(weights),
        spread=simulation.spread if spread_pct is None else spread_pct / 100,
        samples=simulation.samples if samples is None else samples,
        seed=simulation.seed if seed is None else seed,
    )
    certainty = assess(
        evaluation,
        simulation=simulation,
        progress=_show_progress if sys.stderr is not None and sys.stderr.isatty() else None,
    )
    messages = all_messages(given, evaluation)
    if as_json:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        print(robustness_json(certainty, messages))
    else:
        print(robustness_text(certainty))
    for message in messages:
        print(one_line(message), file=sys.stderr)
    return 0


def _show_progress(done: float) -> None:
    """The share simulated so far, on one line of the terminal that is wiped at the end."""
    text = f"simulated {100 * done:3.0f} %"
    print(
        f"\r{text if done < 1 else ' ' * len(text) + chr(13)}", end="", file=sys.stderr, flush=True
    )
