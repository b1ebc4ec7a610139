"""What a file may have: a backup as much as it takes, everything else its own limit."""

from __future__ import annotations

import ast
import tomllib

from pages import ROOT

from scorecard.settings import DEFAULT_ATTACHMENT_LIMIT_MIB
from scorecard.ui.selections_imports import LARGEST_BACKUP_MIB


def test_the_server_takes_the_largest_backup() -> None:
    """A field's own limit is only the browser's: the server asks for its own."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == LARGEST_BACKUP_MIB


def test_a_backup_holds_a_dozen_files_of_the_largest_size() -> None:
    # Three bytes become four characters.
    assert LARGEST_BACKUP_MIB >= 12 * DEFAULT_ATTACHMENT_LIMIT_MIB * 4 / 3


def test_every_field_for_files_names_its_limit() -> None:
    without = []
    for path in sorted((ROOT / "scorecard" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "file_uploader"
                and "max_upload_size" not in {k.arg for k in node.keywords}
            ):
                without.append(f"{path.name}:{node.lineno}")
    assert without == []
