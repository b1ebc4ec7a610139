"""After an erasure nothing that was worked out before shows what was erased."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pages import OPERATOR, ROOT, open_page, stored_worked, use_database
from unit.awarding.award_records import small_evaluation

from scorecard.access import SharedPart
from scorecard.sharing import ShareScope, freeze, shared_view
from scorecard.storage import Erased, Refused, Storage
from scorecard.ui import forgetting
from scorecard.ui.shared_views import thawed

# What they keep is of the server itself, and names nobody.
NAMES_NOBODY = {"settings", "storage", "shipped_catalogue"}


def test_every_cached_function_that_may_hold_a_name_is_cleared() -> None:
    """A cache that is added later and forgotten here would serve an erased name until a restart."""
    cached = set()
    for path in sorted((ROOT / "scorecard").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "st.cache_" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                cached.add(f"{module}.{node.name}")
    expected = {name for name in cached if name.rpartition(".")[2] not in NAMES_NOBODY}
    assert len(expected) > 8
    cleared = {
        f"{c.__wrapped__.__module__}.{c.__wrapped__.__qualname__}" for c in forgetting.CACHES
    }
    assert cleared == expected


def snapshot_by(shared_by: str):
    scope = ShareScope.of(frozenset({SharedPart.RANKING}), names_hidden=False)
    return freeze(
        shared_view(
            small_evaluation(),
            scope,
            shared_by=shared_by,
            made_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
    )


def test_a_frozen_link_shows_its_snapshot_as_it_is_now_and_not_as_it_was() -> None:
    """In another server process, too, which nobody tells that something was erased here."""
    assert thawed("link", snapshot_by("Ines Okafor")).shared_by == "Ines Okafor"
    assert thawed("link", snapshot_by("erased person")).shared_by == "erased person"


def test_the_caches_are_empty_afterwards() -> None:
    snapshot = snapshot_by("Ines Okafor")
    first = thawed("link", snapshot)
    assert thawed("link", snapshot) is first
    forgetting.forget_everything_worked_out()
    assert thawed("link", snapshot) is not first


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Storage:
    return use_database(monkeypatch, tmp_path)


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()
    return app


def test_erasing_clears_what_was_worked_out(storage, monkeypatch) -> None:
    selection = stored_worked(storage)
    called = []
    monkeypatch.setattr(
        "scorecard.ui.selections_erasure.forget_everything_worked_out", lambda: called.append(1)
    )
    app = open_page("candidates", selection.id)
    app.session_state[f"erasure:{selection.id}:candidate"] = "cobaltlane"
    press(app, "Erase data for good")
    next(t for t in app.text_area if t.key.endswith(":cobaltlane:reason")).set_value("Asked.")
    typed = next(t for t in app.text_input if t.key.endswith(":cobaltlane:confirmation"))
    typed.set_value("Cobalt Lane")
    press(app, "Erase for good")
    assert not app.exception
    assert called


def test_a_file_that_cannot_be_cleaned_says_why(storage, monkeypatch) -> None:
    selection = stored_worked(storage)
    erased = storage.erase_candidate(
        OPERATOR, selection.id, "cobaltlane", confirmation="Cobalt Lane", reason="Asked."
    )
    app = open_page("candidates", selection.id)
    left = Erased(erased.label, erased.counts, erased.elsewhere, is_rewritten=False)
    app.session_state["erasure:done"] = (selection.id, left)
    app.run()

    def refuse(*_: object) -> bool:
        raise Refused("The disk is full.")

    monkeypatch.setattr(Storage, "finish_erasing", refuse)
    press(app, "Clean the file now")
    assert not app.exception
    assert "The disk is full." in [error.value.replace("\\", "") for error in app.error]
    assert "Clean the file now" in {button.label for button in app.button}

    monkeypatch.setattr(Storage, "finish_erasing", lambda *_: True)
    press(app, "Clean the file now")
    assert not app.error
    assert "Clean the file now" not in {button.label for button in app.button}
