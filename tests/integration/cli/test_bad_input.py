"""Whatever is wrong with a file or an argument is one line on standard error and exit code 2."""

import json
import subprocess
import sys

import pytest
from building import number_catalogue, number_selection

from scorecard.document import Document, write_document

CATALOGUE = number_catalogue({"floor": (0, 100)})


@pytest.fixture
def good(tmp_path):
    """A selection document that can be scored."""
    path = tmp_path / "good.json"
    selection = number_selection({"Atlas": (80,)}, {"floor": 1.0})
    path.write_text(write_document(Document(selection, CATALOGUE)), encoding="utf-8")
    return path


def edited(path, change):
    """A document with its parsed content changed, beside the good one."""
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    result = path.with_name("edited.json")
    result.write_text(json.dumps(content), encoding="utf-8")
    return result


def refused(command, *arguments):
    outcome = command(*arguments)
    assert (outcome.code, outcome.output) == (2, "")
    return outcome.message


def test_a_missing_file_a_folder_and_an_empty_file_are_named(command, tmp_path):
    missing, empty = tmp_path / "missing.json", tmp_path / "empty.json"
    empty.write_bytes(b" \n")
    assert refused(command, "score", missing) == f"{missing}: there is no such file"
    assert refused(command, "score", tmp_path) == f"{tmp_path}: this is a folder; name a file in it"
    assert refused(command, "score", empty) == f"{empty}: the file is empty"


def test_broken_json_is_named_with_line_and_column(command, tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{"format": "partner-scorecard/selection",\n "selection": }')
    assert refused(command, "score", path) == (
        f"{path}: the file is not JSON: line 2, column 15: Expecting value"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"name": "package"}', "not a selection document"),
        (b"[1, 2]", "not a selection document"),
        (b'{"a": "\xff"}', "not text in UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "not text in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "digits"),
    ],
)
def test_foreign_json_is_refused(command, tmp_path, content, words):
    path = tmp_path / "foreign.json"
    path.write_bytes(content)
    message = refused(command, "score", path)
    assert message.startswith(f"{path}: ")
    assert words in message


def test_a_newer_document_version_says_what_to_do(command, good):
    path = edited(good, lambda content: content.update(format_version=2))
    assert "open it with the program version that wrote it" in refused(command, "score", path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c["selection"]["points"].update(floor=-1), "negative points"),
        (lambda c: c["selection"]["points"].update(floor="many"), "points · floor"),
        (lambda c: c["selection"].update(surprise=1), "surprise"),
        (lambda c: c.update(selection=None), "Selection"),
        (lambda c: c["selection"]["candidates"].append(c["selection"]["candidates"][0]), "same id"),
        (
            lambda c: c["selection"]["candidates"].append({"id": "x", "name": " atlas "}),
            "there twice",
        ),
        (lambda c: c["selection"]["candidates"][0].update(name="\ud800"), "name"),
        (lambda c: c["selection"]["answers"][0].update(value="80"), "“80” is not a number"),
        (lambda c: c["selection"]["answers"][0].update(as_of="1989-12-31"), "before 1990-01-01"),
        (lambda c: c["selection"]["answers"][0].update(note="x" * 50_000), "20000 characters"),
        (lambda c: c["catalogue"]["questions"].clear(), "names the question 'q_floor'"),
        (lambda c: c.update(history={}), "'history' should be a list"),
    ],
)
def test_a_wrong_part_of_a_document_is_named(command, good, change, words):
    path = edited(good, change)
    message = refused(command, "score", path)
    assert message.startswith(f"{path}: ")
    assert words in message


def test_a_document_whose_catalogue_names_an_unknown_figure_is_refused(command, good):
    def derive(content):
        value = {
            "kind": "derived",
            "figure": {"name": "ghost", "reads": ["q_floor"]},
            "unit": "points",
            "points": [{"performance": 0, "value": 0}, {"performance": 1, "value": 100}],
            "sources": ["assumption"],
            "rationale": "test",
        }
        content["catalogue"]["criteria"][0]["inputs"][0]["value"] = value

    message = refused(command, "score", edited(good, derive))
    assert "the catalogue in this file cannot be applied" in message
    assert "ghost" in message


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required: COMMAND; see python -m scorecard --help"),
        (("sco",), "invalid choice: 'sco'"),
        (("score",), "required: FILE"),
        (("score", "x.json", "--as-of", "22.11.2026"), "'22.11.2026' is not a date"),
        (("serve", "--port", "80801"), "'80801' is not a port"),
        (("export", "x.json"), "-o/--output"),
        (("backup", "x"), "-o/--output"),
    ],
)
def test_wrong_arguments_are_one_line(command, arguments, words):
    assert words in refused(command, *arguments)


def test_outputs_that_cannot_be_written_are_refused_before_any_work(command, good, tmp_path):
    nowhere = tmp_path / "nowhere" / "x.xlsx"
    assert refused(command, "export", good, "-o", nowhere) == (
        f"{nowhere}: the folder {nowhere.parent} does not exist; create it first"
    )
    assert "this is a folder" in refused(command, "export", good, "-o", tmp_path)
    assert "must end in .xlsx" in refused(command, "export", good, "-o", tmp_path / "x.csv")
    assert "must end in .json" in refused(command, "backup", "x", "-o", tmp_path / "x.xlsx")


def test_an_export_never_replaces_its_own_input(command, good, tmp_path):
    same = tmp_path / "same.xlsx"
    good.rename(same)
    before = same.read_bytes()
    assert "would replace the input" in refused(command, "export", same, "-o", same)
    assert same.read_bytes() == before


def test_terminal_codes_in_a_file_do_not_reach_the_terminal(command, good):
    path = edited(good, lambda c: c["selection"]["candidates"][0].update(name="A\x1b[2Jtlas"))
    outcome = command("score", path)
    assert "\x1b" not in outcome.output
    assert "A�[2Jtlas" in outcome.output


def test_a_reader_that_goes_away_ends_the_command_quietly(good):
    shell = f'"{sys.executable}" -m scorecard score "{good}" | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", shell], capture_output=True, text=True, check=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    # 0 when the output still fitted into the pipe, 141 when it did not.
    assert done.stdout.strip() in ("0", "141")


def test_a_full_disk_is_said_and_not_a_traceback(good):
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device, not a path of ours
        done = subprocess.run(
            [sys.executable, "-m", "scorecard", "score", str(good)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "could not finish: No space left on device"
    assert "Traceback" not in done.stderr
