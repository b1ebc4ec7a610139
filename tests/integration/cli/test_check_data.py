"""`check-data` on the shipped catalogue, and on copies of it with one fault each."""

import shutil
from pathlib import Path

import pytest

from scorecard.catalogue.loader import shipped_folder


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the shipped data folder."""
    return Path(shutil.copytree(shipped_folder(), tmp_path / "data"))


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(command, folder):
    outcome = command("check-data", "--data", folder)
    assert (outcome.code, outcome.output) == (2, "")
    *found, summary = outcome.messages.splitlines()
    assert summary == f"{folder}: {len(found)} {'fault' if len(found) == 1 else 'faults'}"
    return found


def test_the_shipped_data_has_no_fault(program):
    outcome = program("check-data")
    assert (outcome.code, outcome.messages) == (0, "")
    assert "no fault in catalogue" in outcome.output
    assert "8 groups" in outcome.output


def test_an_unknown_source_is_named_with_file_entry_and_reason(command, copy):
    replace_once(copy / "gates.toml", "sources = [", 'sources = ["ghost", ')
    (fault,) = faults(command, copy)
    file, entry, reason = fault.split(" · ")
    assert (file, reason) == ("gates.toml", "names the source 'ghost', which does not exist")
    assert entry


def test_broken_toml_is_named_with_its_line(command, copy):
    (copy / "benchmarks.toml").write_text("[[benchmarks]\n", encoding="utf-8")
    found = faults(command, copy)
    assert found[0].startswith("benchmarks.toml · - · not valid TOML: ")
    assert "line 1" in found[0]


def test_an_example_that_its_rule_decides_otherwise_is_a_fault(command, copy):
    # The line for attrition in the first 120 days moved from 18 to 99 %: what was raised is clear.
    path = next(
        path
        for path in sorted((copy / "red_flags").glob("*.toml"))
        if 'question = "attrition_120d_pct"' in path.read_text(encoding="utf-8")
    )
    replace_once(path, "threshold = 18", "threshold = 99")
    found = faults(command, copy)
    assert any("example 'raised' comes out as 'clear'" in fault for fault in found)


def test_a_figure_that_does_not_exist_is_a_fault(command, copy):
    path = next(
        path
        for path in sorted((copy / "criteria").glob("*.toml"))
        if 'name = "rows_where_count"' in path.read_text(encoding="utf-8")
    )
    replace_once(path, 'name = "rows_where_count"', 'name = "rows_were_count"')
    (fault,) = faults(command, copy)
    assert fault.endswith("names the figure 'rows_were_count', which does not exist")


def test_a_folder_that_is_not_there_is_said(command, tmp_path):
    outcome = command("check-data", "--data", tmp_path / "nowhere")
    assert outcome.code == 2
    assert outcome.message == f"{tmp_path / 'nowhere'}: there is no such folder"
