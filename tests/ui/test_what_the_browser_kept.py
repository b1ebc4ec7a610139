"""A browser that comes back to a new server brings its fields along: nothing typed is lost."""

from __future__ import annotations

import pytest
from pages import OPERATOR, come_back, open_page, stored_empty, texts_of

from scorecard.model import Brief
from scorecard.ui.brief_places import BOUGHT, VOLUME
from scorecard.ui.reconnection import NOT_SAVED

SERVICES = "brief:empty:services"
RATIO = "brief:empty:peak_to_trough_ratio"
LANGUAGES = "brief:empty:languages"


def test_what_was_typed_stays_in_the_field_and_can_be_saved(storage):
    stored_empty(storage)
    left = open_page("brief", "empty", brief_section=BOUGHT)
    left.text_area(key=SERVICES).set_value("Order status and returns")
    app = come_back(left)
    assert not app.exception
    assert app.text_area(key=SERVICES).value == "Order status and returns"
    assert NOT_SAVED in texts_of(app)
    assert storage.load(OPERATOR, "empty").brief.services == ""
    app.button(key=f"{SERVICES}:keep").click().run()
    assert storage.load(OPERATOR, "empty").brief.services == "Order status and returns"
    assert not app.error


def test_what_is_stored_can_be_taken_instead(storage):
    stored_empty(storage, brief=Brief(peak_to_trough_ratio=2))
    left = open_page("brief", "empty", brief_section=VOLUME)
    left.text_input(key=RATIO).set_value("3.5")
    left.multiselect(key=LANGUAGES).set_value([])
    app = come_back(left)
    assert app.text_input(key=RATIO).value == "3.5"
    app.button(key=f"{RATIO}:take").click().run()
    assert app.text_input(key=RATIO).value == "2"
    assert not app.error
    assert storage.load(OPERATOR, "empty").brief.peak_to_trough_ratio == 2


def test_fields_in_which_nothing_was_typed_say_nothing(storage):
    stored_empty(storage, brief=Brief(peak_to_trough_ratio=2, languages=("German",)))
    app = come_back(open_page("brief", "empty", brief_section=VOLUME))
    assert not app.exception
    assert app.text_input(key=RATIO).value == "2"
    assert NOT_SAVED not in texts_of(app)


def test_points_that_were_typed_are_offered_too(storage):
    stored_empty(storage, "Atlas")
    left = open_page("weights", "empty")
    field = "weights:empty:group:floor_management"
    left.text_input(key=field).set_value("40")
    app = come_back(left)
    assert app.text_input(key=field).value == "40"
    assert NOT_SAVED in texts_of(app)
    app.button(key=f"{field}:keep").click().run()
    points = storage.load(OPERATOR, "empty").points
    assert sum(points[c] for c in points if c in FLOOR) == pytest.approx(40)


FLOOR = (
    *("operations_leadership", "named_leaders", "calibration_practice", "quality_openness"),
    "floor_routines",
)


def test_the_name_of_a_candidate_that_was_typed_stays(storage):
    stored_empty(storage, "Atlas")
    left = open_page("candidates", "empty")
    details = {"candidates:empty:c0:details": True}
    left.session_state["candidates:empty:c0:details"] = True
    left.run()
    left.text_input(key="candidates:empty:c0:contact_name").set_value("Ida Moe")
    app = come_back(left, **details)
    assert app.text_input(key="candidates:empty:c0:contact_name").value == "Ida Moe"
    app.button(key="candidates:empty:c0:contact_name:keep").click().run()
    assert storage.load(OPERATOR, "empty").candidate("c0").contact_name == "Ida Moe"
