"""What commercial.toml must name, and how its faults are reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scorecard.catalogue import load_catalogue
from scorecard.catalogue.checks import CatalogueFault
from scorecard.catalogue.loader import shipped_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(shipped_folder(), copy, ignore=shutil.ignore_patterns("examples"))
    return copy


CASES = {
    "a question that does not exist": (
        "commercial.toml",
        'ramp_fee = "ramp_fee"',
        'ramp_fee = "ramp_costs"',
        [
            "commercial.toml · questions.ramp_fee · "
            "names the question 'ramp_costs', which does not exist"
        ],
    ),
    "a question of another kind": (
        "commercial.toml",
        'indexation = "indexation_pct_per_year"',
        'indexation = "rate_basis"',
        [
            "commercial.toml · questions.indexation · "
            "'rate_basis' is a choice, the calculation needs a number"
        ],
    ),
    "a basis that nothing can calculate with": (
        "questions/quote.toml",
        '{ id = "logged_in", label',
        '{ id = "booked", label',
        [
            "commercial.toml · questions.rate_basis · lacks 'logged_in' among the options",
            "commercial.toml · questions.rate_basis · "
            "has 'booked' among the options, with which nothing can be calculated",
        ],
    ),
    "a unit of price that nothing can calculate with": (
        "questions/quote.toml",
        '{ id = "per_outcome", label',
        '{ id = "per_smile", label',
        [
            "commercial.toml · questions.price_lines · lacks 'per_outcome' among the units",
            "commercial.toml · questions.price_lines · "
            "has 'per_smile' among the units, with which nothing can be calculated",
        ],
    ),
    "a part that the rate does not have": (
        "commercial.toml",
        'id = "wfm"',
        'id = "coffee"',
        [
            "commercial.toml · parts · lacks 'wfm' among the parts",
            "commercial.toml · parts · "
            "has 'coffee' among the parts, with which nothing can be calculated",
        ],
    ),
    "a share of 100 per cent": (
        "commercial.toml",
        "low = 26\nhigh = 35",
        "low = 26\nhigh = 100",
        [
            "commercial.toml · commercial · assumptions.shrinkage_pct: "
            "must lie between 0 and 100 per cent, both excluded"
        ],
    ),
    "an assumption from nowhere": (
        "commercial.toml",
        'sources = ["swpp_2024"]',
        'sources = ["hearsay"]',
        ["commercial.toml · commercial · names the source 'hearsay', which does not exist"],
    ),
    "a benchmark beside a field that the brief does not have": (
        "benchmarks.toml",
        'brief_field = "in_house.shrinkage_pct"',
        'brief_field = "in_house.coffee_pct"',
        [
            "benchmarks.toml · shrinkage · "
            "names the brief field 'in_house.coffee_pct', which does not exist"
        ],
    ),
    "a further file for a group that does not exist": (
        "questions/quote.toml",
        'group = "commercials"',
        'group = "commerce"',
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_of_the_cost_data_is_named_with_file_entry_and_reason(
    case: str, folder: Path
) -> None:
    file, old, new, expected = CASES[case]
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}: the case proves nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(folder)
    found = str(raised.value).splitlines()
    if expected is None:
        assert found[0] == (
            "questions/quote.toml · - · the file's name must be the id of a group in groups.toml"
        )
    else:
        assert found == expected


def test_the_quote_is_a_section_of_the_commercials() -> None:
    questions = load_catalogue().questions_of_group("commercials")
    quote = [question.id for question in questions if question.section == "quote"]
    assert {"price_lines", "rate_basis", "quote_currency", "performance_by_channel"} <= set(quote)
    assert [question.id for question in questions][-len(quote) :] == quote


def test_a_catalogue_from_before_costs_reads_without_them() -> None:
    content = load_catalogue().model_dump(mode="json")
    del content["commercial"]
    for question in content["questions"]:
        del question["section"]
    for benchmark in content["benchmarks"]:
        del benchmark["brief_field"]
    assert type(load_catalogue()).model_validate(content).commercial is None


@pytest.mark.parametrize(
    ("channel", "kind"),
    [
        ("Voice", "voice"),
        ("Inbound calls", "voice"),
        ("Live chat", "chat"),
        ("WhatsApp", "chat"),
        ("E-mail", "asynchronous"),
        ("Back office", "asynchronous"),
        # German, French, Spanish, Italian, Dutch, Polish; with and without their accents.
        ("Telefon", "voice"),
        ("Telefonie", "voice"),
        ("TELEFONANRUF", "voice"),
        ("Téléphone", "voice"),
        ("Appels entrants", "voice"),
        ("Teléfono", "voice"),
        ("Telefono", "voice"),
        ("Llamadas", "voice"),
        ("Chiamate", "voice"),
        ("Telefoon", "voice"),
        ("Oproepen", "voice"),
        ("Rozmowy", "voice"),
        ("Połączenia", "voice"),
        ("Polaczenia", "voice"),
        ("Czat", "chat"),
        ("Mensajería", "chat"),
        ("Courrier", "asynchronous"),
        ("Correo electrónico", "asynchronous"),
        ("Kontaktformular", "asynchronous"),
        ("Sachbearbeitung", "asynchronous"),
        ("Poczta", "asynchronous"),
        ("Fernsprecher", "unknown"),
    ],
)
def test_a_channels_name_says_how_it_is_staffed(channel: str, kind: str) -> None:
    commercial = load_catalogue().commercial
    assert commercial is not None
    assert commercial.kind_of_channel(channel).id == kind


def test_a_channel_whose_name_says_nothing_is_staffed_like_voice() -> None:
    # An unknown name must not make a cost smaller than that of the dearest channel that is known.
    commercial = load_catalogue().commercial
    assert commercial is not None
    unknown, voice = (commercial.kind_of_channel(name) for name in ("Fernsprecher", "Voice"))
    assert (unknown.is_guessed, voice.is_guessed) == (True, False)
    staffed = ("handling", "service_level_pct", "answer_seconds", "concurrency")
    assert unknown.model_dump(include=set(staffed)) == voice.model_dump(include=set(staffed))
