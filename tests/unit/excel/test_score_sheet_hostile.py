"""Damaged and hostile score sheets: refused in one clear line, or understood without harm."""

import random
import resource

import pytest
from torture.questionnaire_mutations import Figures, huge
from torture.score_sheet_mutations import (
    FILE_NAME,
    MUTATIONS,
    deep_nesting,
    entities,
    mutated,
    truncated,
    try_one,
    workbook,
    zip_bomb,
)

from scorecard.excel import ScorecardFault, read_sheets, understand

COUNT = 3 * len(MUTATIONS)


def test_mutated_score_sheets_do_no_harm():
    figures = Figures("score sheets")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(COUNT):
        name, content = mutated(seed)
        try_one(name, content, figures)
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert figures.count == COUNT
    assert figures.outcomes["refused"] > COUNT / 4
    assert figures.outcomes["read"] > 0
    assert grown_mib < 800


def test_the_workbook_that_is_damaged_is_sound_itself():
    grids = read_sheets(workbook(), FILE_NAME)
    found = understand(grids[0])
    assert found.problems == ()
    assert [candidate.name for candidate in found.candidates] == ["Atlas", "Borealis"]
    assert len(found.criteria) == 5


@pytest.mark.parametrize(
    ("mutation", "reason"),
    [
        (truncated, "damaged workbook"),
        (zip_bomb, "that is no scorecard"),
        (entities, "declares entities"),
        (deep_nesting, "damaged workbook"),
        (huge, "5 MiB at most"),
    ],
)
def test_the_reason_is_said(mutation, reason):
    with pytest.raises(ScorecardFault, match=reason) as fault:
        read_sheets(mutation(random.Random(1)), FILE_NAME)  # noqa: S311
    assert str(fault.value).startswith(FILE_NAME)
