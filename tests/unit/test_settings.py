"""Settings from the environment: defaults, errors that help, and no secret shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorecard.settings import Mode, Settings, SettingsError, load_settings


def test_an_empty_environment_gives_local_mode_and_a_file_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settings = load_settings({})

    assert settings.mode is Mode.LOCAL
    assert settings.attachment_limit_bytes == 25 * 1024 * 1024
    assert settings.folder_to_create is not None
    assert settings.folder_to_create.name == "partner-scorecard"
    file = Path(settings.database_label)
    assert file.parent == settings.folder_to_create
    # Reading the settings leaves no trace.
    assert not settings.folder_to_create.exists()


def test_empty_variables_count_as_not_set() -> None:
    assert load_settings({"SCORECARD_MODE": " ", "SCORECARD_DATABASE_URL": ""}) == load_settings({})


def test_everything_can_be_set() -> None:
    settings = load_settings(
        {
            "SCORECARD_MODE": "links",
            "SCORECARD_PUBLIC_URL": "https://scorecard.example.com/rfp/",
            "SCORECARD_DATABASE_URL": "sqlite:////srv/data/scores.db",
            "SCORECARD_ATTACHMENT_LIMIT_MIB": "100",
        }
    )
    assert settings == Settings(
        database_url="sqlite:////srv/data/scores.db",
        mode=Mode.LINKS,
        public_url="https://scorecard.example.com/rfp",
        attachment_limit_mib=100,
    )
    assert settings.database_label == "/srv/data/scores.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_password_is_neither_in_the_representation_nor_in_the_label(scheme: str) -> None:
    settings = load_settings(
        {"SCORECARD_DATABASE_URL": f"{scheme}://ana:s3cr%40t@db.example.com:5433/scores?x=s3cr"}
    )
    assert settings.database_url == (
        "postgresql+psycopg://ana:s3cr%40t@db.example.com:5433/scores?x=s3cr"
    )
    assert settings.database_label == "postgresql://db.example.com:5433/scores"
    assert "s3cr" not in repr(settings) + str(settings)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        (
            {"SCORECARD_MODE": "public"},
            "SCORECARD_MODE is 'public'; set it to one of local, links",
        ),
        ({"SCORECARD_MODE": "links"}, "SCORECARD_PUBLIC_URL is not set"),
        (
            {"SCORECARD_MODE": "links", "SCORECARD_PUBLIC_URL": "scorecard.example.com"},
            "SCORECARD_PUBLIC_URL is 'scorecard.example.com'",
        ),
        ({"SCORECARD_PUBLIC_URL": "ftp://example.com"}, "SCORECARD_PUBLIC_URL is"),
        ({"SCORECARD_PUBLIC_URL": "https://example.com:99999"}, "SCORECARD_PUBLIC_URL is"),
        ({"SCORECARD_PUBLIC_URL": "https://example.com/?a=1"}, "nothing after the path"),
        ({"SCORECARD_DATABASE_URL": "sqlite://"}, "names no file"),
        ({"SCORECARD_DATABASE_URL": "sqlite:///:memory:"}, "names no file"),
        ({"SCORECARD_DATABASE_URL": "mysql://u:p@h/d"}, "starts with mysql"),
        ({"SCORECARD_DATABASE_URL": "/srv/scores.db"}, "must start with sqlite:///"),
        ({"SCORECARD_DATABASE_URL": "postgresql://u:p@h"}, "not a complete PostgreSQL address"),
        ({"SCORECARD_DATABASE_URL": "postgresql://u:p@h:99999/d"}, "not a complete PostgreSQL"),
        ({"SCORECARD_ATTACHMENT_LIMIT_MIB": "many"}, "whole number of mebibytes"),
        ({"SCORECARD_ATTACHMENT_LIMIT_MIB": "0"}, "whole number of mebibytes"),
        ({"SCORECARD_ATTACHMENT_LIMIT_MIB": "-5"}, "whole number of mebibytes"),
        ({"SCORECARD_ATTACHMENT_LIMIT_MIB": "901"}, "from 1 to 900"),
        ({"SCORECARD_ATTACHMENT_LIMIT_MIB": "²"}, "whole number of mebibytes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_to_do(
    environ: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsError) as problem:
        load_settings(environ)
    assert words in str(problem.value)
    assert next(iter(environ)) in str(problem.value) or "SCORECARD_PUBLIC_URL" in str(problem.value)


@pytest.mark.parametrize(
    "url", ["postgresql://ana:s3cret@host", "mysql://ana:s3cret@host/d", "s3cret"]
)
def test_no_error_about_the_database_repeats_a_password(url: str) -> None:
    with pytest.raises(SettingsError) as problem:
        load_settings({"SCORECARD_DATABASE_URL": url})
    assert "s3cret" not in str(problem.value)


def test_the_sections_of_the_readme_that_the_server_s_settings_name_are_there() -> None:
    root = Path(__file__).parents[2]
    named = re.findall(r'README, "([^"]+)"', (root / ".streamlit" / "config.toml").read_text())
    assert named
    titles = re.findall(r"^#+ (.+)$", (root / "README.md").read_text(), re.MULTILINE)
    assert set(named) <= set(titles)
