"""Whoever may only look sees every page with its fields closed and one line that says why."""

from __future__ import annotations

import pytest
from pages import OPERATOR, open_page, stored_worked, texts_of

from scorecard.access import Actor, Role
from scorecard.ui.server.visitors import Visitor

WORKED = "worked-lindenhaus"
VISITORS = "scorecard.ui.server.visitors.current_visitor"


def seen_by(monkeypatch, role, view, **query):
    monkeypatch.setattr(VISITORS, lambda: Visitor(actor=Actor(name="Olga", role=role)))
    return open_page(view, WORKED, **query)


def fields(app):
    """Everything in which something is typed, chosen or ticked, by key."""
    kinds = [app.text_input, app.text_area, app.date_input, app.multiselect]
    kinds += [app.radio, app.checkbox, app.toggle, app.button_group]
    return {str(widget.key): widget for kind in kinds for widget in kind}


# What changes only what is looked at.
LOOKING = ("brief_section", "due:section", "due:candidate", "red_flags:", "weights:order:level")


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("brief", "The entries of the brief can be read here; an owner of the selection"),
        ("candidates", "The candidates can be read here; an owner of the selection"),
        ("due_diligence", "The answers can be read here; an owner or an evaluator"),
        ("weights", "The weights can be read here; an owner of the selection"),
        ("ranking", "The ticks of the shortlist can be read here; an owner"),
        ("red_flags", "Overrides can be read here; an owner of the selection"),
    ],
)
def test_an_observer_can_change_nothing(storage, monkeypatch, view, line):
    stored_worked(storage)
    app = seen_by(monkeypatch, Role.OBSERVER, view)
    assert not app.exception
    assert line in texts_of(app)
    open_fields = [
        k for k, w in fields(app).items() if not w.disabled and not k.startswith(LOOKING)
    ]
    assert open_fields == []
    offered = {button.label for button in app.button if not button.disabled}
    assert not offered & {"Add", "Remove", "Close responses", "Asked today", "Waive with a reason"}


def test_an_evaluator_answers_but_leaves_the_brief_alone(storage, monkeypatch):
    stored_worked(storage)
    app = seen_by(monkeypatch, Role.EVALUATOR, "due_diligence")
    assert any(not widget.disabled for key, widget in fields(app).items() if ":value:" in key)
    assert "can be read here" not in texts_of(app)
    brief = seen_by(monkeypatch, Role.EVALUATOR, "brief")
    assert "The entries of the brief can be read here" in texts_of(brief)


@pytest.mark.parametrize("view", ["brief", "due_diligence", "candidates"])
def test_an_archived_selection_can_be_read_by_its_owner_but_not_changed(storage, view):
    version = stored_worked(storage).version
    storage.save_details(OPERATOR, WORKED, archived=True, expected_version=version)
    app = open_page(view, WORKED)
    assert "not changed: the selection is archived" in texts_of(app)
    open_fields = [
        k for k, w in fields(app).items() if not w.disabled and not k.startswith(LOOKING)
    ]
    assert open_fields == []


def test_who_may_only_look_is_not_offered_to_add_or_archive_selections(storage, monkeypatch):
    stored_worked(storage)
    app = seen_by(monkeypatch, Role.OBSERVER, "selections")
    assert not app.exception
    closed = {button.label for button in app.button if button.disabled}
    assert {"New from a profile", "Bring a scorecard", "Restore a backup"} <= closed
