"""The figures of guided weighting: shipped as published, and every slip in them named."""

import math
import shutil

import pytest

from scorecard.catalogue import load_catalogue
from scorecard.catalogue.checks import CatalogueFault
from scorecard.catalogue.loader import shipped_folder

FILE = "elicitation.toml"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(shipped_folder(), copy, ignore=shutil.ignore_patterns("examples"))
    return copy


def test_the_shipped_index_is_the_root_of_the_published_equation_in_two_decimals():
    # ξ² − (1 + 2a)ξ + (a² − a) = 0 (Rezaei 2015): the smaller root for a = 1, …, 9.
    roots = [
        ((1 + 2 * a) - math.sqrt((1 + 2 * a) ** 2 - 4 * (a * a - a))) / 2 for a in range(1, 10)
    ]
    shipped = load_catalogue().elicitation
    assert list(shipped.consistency_index) == pytest.approx(roots, abs=0.0051)


@pytest.mark.parametrize(
    ("ratio", "title"),
    [
        (0.0, "consistent"),
        (0.1, "consistent"),
        (0.11, "roughly consistent"),
        (0.26, "inconsistent"),
        (1.0, "inconsistent"),
    ],
)
def test_a_consistency_ratio_falls_into_the_band_that_still_holds_it(ratio, title):
    assert load_catalogue().elicitation.band(ratio).title == title


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("value = 4", "value = 5", "the steps of `comparison_scale` must be 1, 2, 3 and so on"),
        (", 5.23]", "]", "`consistency_index` needs one figure for each step of the scale"),
        ("4.47, 5.23", "5.23, 4.47", "`consistency_index` must not fall from one step"),
        ("up_to = 1.0", "up_to = 0.9", "`consistency_bands` must rise in `up_to` and end at 1"),
        ('"rezaei_2015"', '"hearsay"', "names the source 'hearsay', which does not exist"),
        ("rationale =", "reason =", "rationale: is missing"),
    ],
)
def test_a_slip_in_the_figures_is_named_with_file_and_reason(folder, old, new, reason):
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(folder)
    assert f"{FILE} · elicitation · " in str(raised.value)
    assert reason in str(raised.value)
