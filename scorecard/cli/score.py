"""`score`: the ranking of a selection document or an existing scorecard."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

from scorecard.cli.faults import one_line
from scorecard.cli.messages import all_messages
from scorecard.cli.ranking_json import ranking_json
from scorecard.cli.ranking_text import ranking_text
from scorecard.cli.scoring_input import evaluated, read_scoring_input


def score(path: Path, as_of: date, *, as_json: bool) -> int:
    """Prints the ranking on standard output and the messages on standard error.

    Raises CommandFault for a file that cannot be scored.
    """
    given = read_scoring_input(path, as_of)
    evaluation = evaluated(given, as_of)
    messages = all_messages(given, evaluation)
    if as_json:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        print(ranking_json(evaluation, messages))
    else:
        print(ranking_text(evaluation))
    for message in messages:
        print(one_line(message), file=sys.stderr)
    return 0
