"""A second change before the page is drawn with the first: nobody else has made that one."""

import json

import pytest
from pages import OPERATOR, held, open_page, run_in_haste, stored_empty, table_of, texts_of
from streamlit.proto.WidgetStates_pb2 import WidgetStates

from scorecard.catalogue import load_catalogue
from scorecard.model import Brief, ChannelBaseline, GateSetting
from scorecard.ui.brief_places import RULES, SECTION_KEY, VOLUME

NOTHING_CHANGED = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
CRITERION = load_catalogue().criteria[0]
SERVICES = "brief:empty:services"
CONTACT = "candidates:empty:c0:contact_name"
POINTS = f"weights:empty:points:{CRITERION.id}"
GROUP = f"weights:empty:group:{CRITERION.group}"


def opened(storage, page, **state):
    stored_empty(storage, "Atlas")
    app = open_page(page, "empty")
    for key, value in state.items():
        app.session_state[key.replace("__", ":")] = value
    return app.run()


def type_both(app, fields, first, second):
    """Types into both fields, or twice into the same, each left in a message of its own."""
    messages = []
    for (elements, key), text in zip(fields, (first, second), strict=True):
        getattr(app, elements)(key=key).set_value(text)
        messages.append(held(app))
    run_in_haste(app, *messages)
    assert not app.exception
    assert not app.error
    return app


def undo(app):
    next(b for b in app.button if b.label == "Undo").click().run()


def services(storage):
    return storage.load(OPERATOR, "empty").brief.services


def test_a_field_of_the_brief_keeps_the_second_entry_and_undo_puts_back_the_first(storage):
    app = opened(storage, "brief")
    type_both(app, [("text_area", SERVICES)] * 2, "Voice", "Voice and chat")
    assert services(storage) == "Voice and chat"
    undo(app)
    assert services(storage) == "Voice"


def test_what_somebody_else_has_stored_since_is_still_a_conflict(storage):
    app = opened(storage, "brief")
    app.text_area(key=SERVICES).set_value("Voice").run()
    now = storage.load(OPERATOR, "empty")
    other = now.brief.model_copy(update={"services": "E-mail"})
    storage.save_brief(OPERATOR, "empty", other, expected_version=now.version)
    app.text_area(key=SERVICES).set_value("Voice and chat").run()
    assert "changed the brief in the meantime" in texts_of(app)
    assert services(storage) == "E-mail"


def test_a_candidates_contact_keeps_the_second_entry_and_undo_puts_back_the_first(storage):
    app = opened(storage, "candidates", candidates__empty__c0__details=True)
    type_both(app, [("text_input", CONTACT)] * 2, "Jo", "Jo Bell")
    assert storage.load(OPERATOR, "empty").candidates[0].contact_name == "Jo Bell"
    undo(app)
    assert storage.load(OPERATOR, "empty").candidates[0].contact_name == "Jo"


def points(storage):
    return storage.load(OPERATOR, "empty").points


def test_points_keep_the_second_entry(storage):
    app = opened(storage, "weights", weights__open_group=CRITERION.group)
    type_both(app, [("text_input", POINTS)] * 2, "7", "9")
    assert points(storage)[CRITERION.id] == 9


def test_points_of_a_group_are_spread_with_those_typed_for_its_criterion_just_before(storage):
    members = [c.id for c in load_catalogue().criteria if c.group == CRITERION.group]
    app = opened(storage, "weights", weights__open_group=CRITERION.group)
    before = points(storage)
    type_both(app, [("text_input", POINTS), ("text_input", GROUP)], "7", "40")
    others = sum(before[i] for i in members if i != CRITERION.id)
    assert points(storage)[CRITERION.id] == pytest.approx(40 * 7 / (7 + others))


def with_changes(app, messages):
    """What a browser sends whose tables hold these changes, by table: one message after another."""
    states = held(app)
    for alternative, changes in messages:
        table = table_of(app, alternative).proto.id
        others = [state for state in states.widgets if state.id != table]
        states = WidgetStates(widgets=others)
        states.widgets.add(id=table, string_value=json.dumps(NOTHING_CHANGED | changes))
        yield states


def test_a_cell_of_a_table_that_is_typed_just_after_another_is_stored(storage):
    app = opened(storage, "brief", **{SECTION_KEY: VOLUME})
    row = {"interaction_type": "Chat", "contacts_per_month": "100"}
    volumes = "Volume by interaction type"
    first = (volumes, {"added_rows": [row]})
    second = (volumes, {"added_rows": [row | {"aht_minutes": "6"}]})
    run_in_haste(app, *with_changes(app, [first, second]))
    assert not app.exception
    assert not app.error
    (stored,) = storage.load(OPERATOR, "empty").brief.volumes
    assert (stored.contacts_per_month, stored.aht_minutes) == (100, 6)


def test_two_tables_of_the_same_rows_keep_what_is_typed_into_each(storage):
    stored_empty(storage, brief=Brief(channels=(ChannelBaseline(channel="Voice", share_pct=60),)))
    app = open_page("brief", "empty")
    app.session_state[SECTION_KEY] = VOLUME
    app.run()
    first = ("Channel mix", {"edited_rows": {0: {"aht_minutes": "6"}}})
    second = (
        "How each channel is answered",
        {"edited_rows": {0: {"handling": "live"}}},
    )
    run_in_haste(app, *with_changes(app, [first, second]))
    assert not app.exception
    assert not app.error
    (stored,) = storage.load(OPERATOR, "empty").brief.channels
    assert (stored.aht_minutes, stored.handling) == (6, "live")


def test_two_gates_that_are_put_back_one_after_the_other_are_both_in_force(storage):
    waived = [
        GateSetting(gate_id=gate, state="waived", reason="Not yet needed")
        for gate in ("required_language", "delivery_region")
    ]
    stored_empty(
        storage,
        brief=Brief(languages=("German",), delivery_regions=("EU",), gate_settings=tuple(waived)),
    )
    app = open_page("brief", "empty")
    app.session_state[SECTION_KEY] = RULES
    app.run()
    messages = []
    for button in (b for b in app.button if str(b.key).endswith(":restore")):
        button.click()
        messages.append(held(app))
        button.set_value(False)
    run_in_haste(app, *messages)
    assert not app.exception
    assert not app.error
    assert storage.load(OPERATOR, "empty").brief.gate_settings == ()


def test_a_tick_that_is_taken_back_at_once_is_off_the_shortlist(storage):
    app = opened(storage, "ranking")
    (tick,) = [box for box in app.checkbox if "ranking:shortlist" in str(box.key)]
    messages = [held(tick.set_value(is_ticked) and app) for is_ticked in (True, False)]
    run_in_haste(app, *messages)
    assert not app.exception
    assert not app.error
    assert not storage.load(OPERATOR, "empty").candidates[0].shortlisted
