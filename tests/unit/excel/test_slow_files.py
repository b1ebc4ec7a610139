"""Small files that are made to take very long are refused before the work, or read in few steps."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from torture.slow_texts import SLOW_TEXTS, STRICT_TEXTS
from torture.workbook_changes import WORKBOOK_CHANGES

TESTS = Path(__file__).parents[2]
# All of them together are read in some seconds; a single one used to take from half a minute on.
SECONDS = 150

READ = "read"
# What becomes of a workbook, for a score sheet as for a questionnaire but for one.
OF_WORKBOOKS = {
    "merges_in_a_comment": "a comment of more than 65,536 characters",
    "shared_formulas": READ,
    "endless_number_format": "a number format of more than 1,000 characters",
    "endless_print_area": "print areas of more than 10,000 characters",
    "very_many_strings": "more than 250,000 texts, formulas and formats",
    "very_many_merges": "more than 250,000 texts, formulas and formats",
    "the_same_sheet_often": "more than 200 sheets",
    "one_text_in_every_cell": "more than 5,242,880 characters of text",
    "rows_and_columns_far_away": READ,
}
OF_TEXTS = dict.fromkeys(SLOW_TEXTS, READ) | {"more scores than are read": "200,000 filled cells"}
OF_STRICT_TEXTS = {
    "a number that ends in a letter": "is not a number",
    "more scores than are read": "more than 50,000 cells",
}
# The score sheet's other sheet is read, and a note says why this one was not.
EXPECTED = (
    {f"score sheet: {name}": reason for name, reason in OF_WORKBOOKS.items()}
    | {f"questionnaire: {name}": reason for name, reason in OF_WORKBOOKS.items()}
    | {"score sheet: one_text_in_every_cell": READ}
    | {f"paste: {name}": reason for name, reason in OF_TEXTS.items()}
    | {f"strict: {name}": reason for name, reason in OF_STRICT_TEXTS.items()}
)


@pytest.fixture(scope="module")
def outcomes():
    """What became of each file, read in a process of its own that is ended when it takes long."""
    command = [sys.executable, "-m", "torture.slow_files"]
    try:
        printed = subprocess.run(
            command, check=True, cwd=TESTS, timeout=SECONDS, stdout=subprocess.PIPE
        ).stdout
    except subprocess.TimeoutExpired as late:
        printed = late.stdout or b""
    return dict(json.loads(line) for line in printed.splitlines())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_made_to_take_long_is_refused_with_the_reason_or_read(name, outcomes):
    assert name in outcomes, "never done, or stuck behind the first that never was"
    outcome = outcomes[name]
    if EXPECTED[name] == READ:
        assert outcome == READ
    else:
        assert EXPECTED[name] in outcome
        assert len(outcome.splitlines()) == 1


def test_every_such_file_is_among_them():
    assert {change.__name__ for change in WORKBOOK_CHANGES} == OF_WORKBOOKS.keys()
    assert OF_TEXTS.keys() == SLOW_TEXTS.keys()
    assert OF_STRICT_TEXTS.keys() == STRICT_TEXTS.keys()
