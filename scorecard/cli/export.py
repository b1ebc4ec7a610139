"""`export`: the ranked shortlist as an Excel workbook."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from scorecard.certainty import assess
from scorecard.cli.faults import one_line
from scorecard.cli.files import check_output, write_content
from scorecard.cli.messages import all_messages
from scorecard.cli.scoring_input import evaluated, read_scoring_input
from scorecard.commercial import cost_of_selection
from scorecard.excel import write_shortlist
from scorecard.sentences import flags_sentence, ranking_sentence


def export(path: Path, output: Path, as_of: date) -> int:
    """Writes the workbook of a selection document or an existing scorecard.

    Raises CommandFault for a file that cannot be scored and an output that cannot be written.
    """
    check_output(output, ending=".xlsx", source=path)
    given = read_scoring_input(path, as_of)
    evaluation = evaluated(given, as_of)
    workbook = write_shortlist(
        evaluation,
        certainty=assess(evaluation),
        costs=cost_of_selection(evaluation.selection, evaluation.catalogue),
        history=given.history,
        created_at=datetime.now(UTC),
        sentences=(ranking_sentence(evaluation), flags_sentence(evaluation)),
    )
    for message in all_messages(given, evaluation):
        print(one_line(message), file=sys.stderr)
    write_content(output, workbook)
    return 0
