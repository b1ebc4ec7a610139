"""Files made to take very long: small, well formed, and each aimed at one thing that readers do.

`python -m torture.slow_files` reads them all and prints, a line each, what became of them; a file
that is never done has no line, whatever else goes on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from torture import questionnaire_mutations, score_sheet_mutations
from torture.slow_texts import SLOW_TEXTS, STRICT_TEXTS
from torture.workbook_changes import WORKBOOK_CHANGES, unzipped, zipped
from unit.excel.questionnaire_case import CATALOGUE, empty_selection

from scorecard.excel import (
    read_existing_scorecard,
    read_paste,
    read_questionnaire,
    read_sheets,
    understand,
)

CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)


def _score_sheets(content: bytes) -> object:
    return [understand(grid) for grid in read_sheets(content, score_sheet_mutations.FILE_NAME)]


def _questionnaire(content: bytes) -> object:
    name = questionnaire_mutations.FILE_NAME
    return read_questionnaire(content, name, empty_selection(), CATALOGUE)


def cases() -> dict[str, Callable[[], object]]:
    """Every file with the reader that is to deal with it."""
    sheet = unzipped(score_sheet_mutations.workbook())
    sent = unzipped(questionnaire_mutations.sent())
    found: dict[str, Callable[[], object]] = {}
    for change in WORKBOOK_CHANGES:
        found[f"score sheet: {change.__name__}"] = lambda c=change: _score_sheets(zipped(c(sheet)))
        found[f"questionnaire: {change.__name__}"] = lambda c=change: _questionnaire(
            zipped(c(sent))
        )
    for name, text in SLOW_TEXTS.items():
        found[f"paste: {name}"] = lambda t=text: understand(read_paste(t))
    for name, text in STRICT_TEXTS.items():
        found[f"strict: {name}"] = lambda t=text: read_existing_scorecard(
            t.encode(), "scores.csv", created_at=CREATED_AT
        )
    return found


def main() -> None:
    """Prints what became of each file as soon as it is known."""
    for name, read in cases().items():
        try:
            read()
            outcome = "read"
        except ValueError as refused:
            outcome = str(refused)
        sys.stdout.write(json.dumps([name, outcome]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
