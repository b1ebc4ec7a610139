"""Damaged and hostile files: each is refused in one clear line, or read without harm."""

import random
import resource

import pytest
from torture.questionnaire_mutations import (
    FILE_NAME,
    MUTATIONS,
    Figures,
    another_selections,
    entities,
    formula_in_answer,
    huge,
    many_filled_rows,
    mutated,
    try_one,
    zip_bomb,
)
from unit.excel.questionnaire_case import CATALOGUE, empty_selection

from scorecard.excel import IntakeFault, read_questionnaire

COUNT = 100


def chance(seed):
    return random.Random(seed)  # noqa: S311


def test_a_hundred_mutated_workbooks_do_no_harm(capsys):
    figures = Figures()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(COUNT):
        name, content = mutated(seed)
        try_one(name, content, figures)
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert figures.count == COUNT
    assert figures.outcomes["refused"] > COUNT / 4
    assert grown_mib < 800
    with capsys.disabled():
        print(f"\n{figures.line()}; memory grew by {grown_mib:,.0f} MiB")  # noqa: T201


def test_every_kind_of_damage_is_among_them():
    assert {mutated(seed)[0] for seed in range(COUNT)} == {m.__name__ for m in MUTATIONS}


@pytest.mark.parametrize(
    ("mutation", "reason"),
    [
        (zip_bomb, "that is no"),
        (many_filled_rows, "more rows than a questionnaire has"),
        (entities, "declares entities"),
        (another_selections, "belongs to another selection"),
        (huge, "5 MiB at most"),
    ],
)
def test_the_reason_is_said(mutation, reason):
    with pytest.raises(IntakeFault, match=reason) as fault:
        read_questionnaire(mutation(chance(1)), FILE_NAME, empty_selection(), CATALOGUE)
    assert str(fault.value).startswith(FILE_NAME)


def test_a_formula_is_pointed_out_and_the_other_answers_are_read():
    # Seeds whose file was filled in and whose cell is one that answers.
    found = [
        read_questionnaire(formula_in_answer(chance(seed)), FILE_NAME, empty_selection(), CATALOGUE)
        for seed in range(6)
    ]
    invalid = [cell for intake in found for cell in intake.cells if cell.problems]
    assert invalid
    assert all("holds a formula" in cell.problems[0] for cell in invalid)
    assert max(len(intake.acceptable) for intake in found) > 50
