"""`report`: the ranking with its reasons as one HTML file for the board paper."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from scorecard.certainty import assess
from scorecard.cli.faults import one_line
from scorecard.cli.files import check_output, write_content
from scorecard.cli.messages import all_messages
from scorecard.cli.scoring_input import evaluated, read_scoring_input
from scorecard.commercial import cost_of_selection
from scorecard.report import write_report
from scorecard.rules_fixed import rules_fixed


def report(path: Path, output: Path, as_of: date, written_on: date) -> int:
    """Writes the report of a selection document or an existing scorecard.

    The same input and days give the same bytes. Raises CommandFault for a file that cannot be
    scored and an output that cannot be written.
    """
    check_output(output, ending=".html", source=path)
    given = read_scoring_input(path, as_of)
    evaluation = evaluated(given, as_of)
    page = write_report(
        evaluation,
        certainty=assess(evaluation),
        costs=cost_of_selection(evaluation.selection, evaluation.catalogue),
        rules=rules_fixed(given.history, given.selection),
        written_on=written_on,
    )
    for message in all_messages(given, evaluation):
        print(one_line(message), file=sys.stderr)
    write_content(output, page)
    return 0
