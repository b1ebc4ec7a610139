"""`cost`: what each quote really costs for the brief's volumes."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

from scorecard.cli.cost_json import cost_json
from scorecard.cli.cost_text import cost_messages, cost_text
from scorecard.cli.faults import CommandFault, one_line
from scorecard.cli.scoring_input import read_scoring_input
from scorecard.commercial import cost_of_selection


def cost(path: Path, as_of: date, *, as_json: bool) -> int:
    """Prints the costs on standard output; what could not be calculated on standard error.

    Raises CommandFault for a file that cannot be read, and where its catalogue has no cost data.
    """
    given = read_scoring_input(path, as_of)
    costs = cost_of_selection(given.selection, given.catalogue)
    if costs.unavailable_because:
        raise CommandFault(f"{path}: {costs.unavailable_because}")
    if as_json:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        print(cost_json(costs, given.selection, given.catalogue))
    else:
        print(cost_text(costs, given.selection, given.catalogue))
    for message in cost_messages(costs, given.selection, given.catalogue):
        print(one_line(message), file=sys.stderr)
    return 0
