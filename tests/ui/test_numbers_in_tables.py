"""Numbers typed into the cells of a table: read on the server, or refused with row and column."""

import pytest
from pages import (
    OPERATOR,
    change_table,
    come_back,
    open_page,
    stored_empty,
    table_of,
    texts_of,
)

from scorecard.catalogue import InvalidValueError
from scorecard.excel import Corrections
from scorecard.model import Brief
from scorecard.ui.brief_columns import CHANNELS, VOLUMES
from scorecard.ui.brief_rows import checked_rows
from scorecard.ui.brief_sections import VOLUME
from scorecard.ui.reconnection import NOT_SAVED
from scorecard.ui.selections_import_corrections import with_rows

PRICES, HANDLE_TIMES = "Which prices make up", "On which handle time"
MIX = "Channel mix and today"
RATIO = "Criterion\tWeight\tAtlas\tBorealis\nDesign\t60\t4\t3\nReports\t40\t5\t4\n"


def said(app):
    return texts_of(app).replace("\\", "")


def quote(storage):
    stored_empty(storage, "Atlas", brief=Brief(currency="EUR"))
    return open_page("due_diligence", "empty", section="quote")


def answer(storage, question):
    return storage.load(OPERATOR, "empty").answer("c0", question).value


@pytest.mark.parametrize(
    ("typed", "price"), [("0,35", 0.35), ("0.35", 0.35), ("€ 1.234,5", 1234.5), ("12 000", 12000)]
)
def test_a_price_is_understood_as_it_is_written_in_many_countries(storage, typed, price):
    app = change_table(quote(storage), PRICES, added=[{"unit": "per_minute", "price": typed}])
    assert not app.exception
    (line,) = answer(storage, "price_lines")
    assert (line["price"], line["from_contacts"]) == (price, None)


def test_all_unclear_cells_of_a_table_are_named_at_once(storage):
    prices = ("1 or so", "2", "3 or so")
    added = [{"unit": "per_minute", "price": price} for price in prices]
    app = change_table(quote(storage), PRICES, added=added)
    assert "row 1, Price: “1 or so” holds more" in said(app)
    assert "row 3, Price: “3 or so” holds more" in said(app)
    assert "row 2" not in said(app)


def test_while_a_table_of_the_brief_is_refused_nothing_is_called_missing_or_zero(storage):
    stored_empty(storage, "Atlas", brief=Brief(currency="EUR"))
    app = open_page("brief", "empty", brief_section=VOLUME)
    faulty = [{"interaction_type": "Orders", "contacts_per_month": "many"}]
    change_table(app, "Volume by interaction type", added=faulty)
    assert (
        "What was typed last under “Volume by interaction type” is not stored yet; the reason "
        "stands beside it."
    ) in said(app)
    assert "No volumes yet" not in said(app)
    assert "contacts a month in all" not in said(app)
    (quoted,) = (m.value for m in app.markdown if "cannot be quoted on yet" in m.value)
    assert "Volume by interaction type” are missing" not in quoted
    assert "“Services in scope”" in quoted


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"price": "0,35 or so"}, "row 1, Price: “0,35 or so” holds more than a number in EUR"),
        ({"price": "$ 12"}, "row 1, Price: “$ 12” is in $; asked for: EUR"),
        ({"price": "-3"}, "row 1, Price: -3 EUR is impossible; the least possible is 0 EUR"),
        (
            {"price": "1", "from_contacts": "12.000"},
            "row 1, From contacts a month: “12.000” can be 12000 or 12.000; write 12000 or 12",
        ),
    ],
)
def test_an_unclear_cell_is_not_stored_and_stays_with_its_row_and_column(storage, row, why):
    app = quote(storage)
    change_table(app, PRICES, added=[{"unit": "per_minute", **row}])
    assert f"Not saved. Price lines, {why}" in said(app)
    assert answer(storage, "price_lines") is None
    # Another section and back: it is still typed.
    for section in ("workforce_stability", "quote"):
        app.session_state["due:section"] = section
        app.run()
    shown = table_of(app, PRICES).value.iloc[0]
    assert {name: shown[name] for name in row} == row
    assert f"Not saved. Price lines, {why}" in said(app)


def test_a_stored_number_is_shown_in_one_form_and_changed_beside_the_others(storage):
    app = quote(storage)
    row = {"channel": "Voice", "aht_minutes": "4,5 min", "fcr_pct": "71,5 %"}
    change_table(app, HANDLE_TIMES, added=[row])
    again = open_page("due_diligence", "empty", section="quote")
    shown = table_of(again, HANDLE_TIMES).value.iloc[0]
    assert (shown["aht_minutes"], shown["fcr_pct"]) == ("4.5", "71.5")
    change_table(again, HANDLE_TIMES, edited={0: {"aht_minutes": "5"}})
    (line,) = answer(storage, "performance_by_channel")
    assert (line["aht_minutes"], line["fcr_pct"]) == (5.0, 71.5)


def brief_page(storage, **stated):
    stored_empty(storage, "Atlas", brief=Brief.model_validate(stated))
    return open_page("brief", "empty", brief_section=VOLUME)


def brief_of(storage):
    return storage.load(OPERATOR, "empty").brief


def test_volumes_and_shares_of_the_brief_are_understood_with_comma_and_unit(storage):
    app = brief_page(storage, channels=[{"channel": "Voice"}])
    alternative = table_of(app, "olume").proto.alt
    change_table(
        app, alternative, added=[{"interaction_type": "Orders", "contacts_per_month": "12 000"}]
    )
    (volume,) = brief_of(storage).volumes
    assert volume.contacts_per_month == 12000
    change_table(app, MIX, edited={0: {"share_pct": "62,5 %"}})
    assert not app.exception
    assert brief_of(storage).channels[0].share_pct == 62.5


def test_an_unclear_cell_of_the_brief_stays_and_says_where(storage):
    app = brief_page(storage, channels=[{"channel": "Voice", "share_pct": 60}])
    change_table(app, MIX, edited={0: {"share_pct": "most"}})
    assert "Row 1, Share, %: “most” is not a number; write digits, such as 12.5" in said(app)
    assert brief_of(storage).channels[0].share_pct == 60
    assert table_of(app, MIX).value.iloc[0]["share_pct"] == "60"
    app.switch_page("views/candidates.py").run()
    app.switch_page("views/brief.py").run()
    assert table_of(app, MIX).value.iloc[0]["share_pct"] == "most"


def test_what_was_stored_in_another_form_is_not_called_unsaved_after_a_restart(storage):
    app = brief_page(storage, channels=[{"channel": "Voice"}])
    change_table(app, MIX, edited={0: {"share_pct": "62,5"}})
    states = {0: {"share_pct": "62,5"}}
    again = change_table(come_back(app), MIX, edited=states)
    assert NOT_SAVED not in said(again)
    assert brief_of(storage).channels[0].share_pct == 62.5


@pytest.mark.parametrize(
    ("table", "row", "read"),
    [
        (VOLUMES, {"interaction_type": "Orders", "contacts_per_month": "1.234,5"}, 1234.5),
        (CHANNELS, {"channel": "Voice", "aht_minutes": "4,25 min"}, 4.25),
        (CHANNELS, {"channel": "Voice", "fcr_pct": "71 %"}, 71.0),
    ],
)
def test_a_cell_may_hold_its_unit(table, row, read):
    (checked,) = checked_rows(table, [row])
    assert read in checked.values()


def test_another_unit_than_the_columns_is_refused():
    with pytest.raises(InvalidValueError, match="Row 1, AHT, min: “5 %” is a percentage"):
        checked_rows(CHANNELS, [{"channel": "Voice", "aht_minutes": "5 %"}])


def test_a_scale_in_the_importers_table_takes_a_comma_and_leaves_what_is_unclear():
    edited = {0: {"low": "0,5"}, 1: {"high": "nine"}}
    said_by_hand = with_rows(Corrections(scales={5: (1.0, 8.0)}), edited, [3, 5])
    assert said_by_hand.scales == {3: (0.5, None), 5: (1.0, 8.0)}


def bring(pasted):
    app = open_page("selections")
    app.button(key="selections:bring").click().run()
    app.text_area(key="selections:paste").set_value(pasted)
    return app.run()


def test_an_unclear_scale_is_said_kept_and_nothing_is_stored_until_it_is_settled(storage):
    app = bring(RATIO)
    change_table(app, "are criteria", edited={1: {"high": "nine"}})
    assert "Not taken over. Row 3, high: “nine” is not a number" in said(app)
    assert not [b for b in app.button if b.key == "selections:store"]
    app.switch_page("views/ranking.py").run()
    app.switch_page("views/selections.py").run()
    assert "Not taken over. Row 3, high: “nine” is not a number" in said(app)
    line = table_of(app, "are criteria").value
    assert list(line["high"])[1] == "nine"
    change_table(app, "are criteria", edited={1: {"high": "9,5"}})
    assert "Not taken over" not in said(app)
    app.button(key="selections:store").click().run()
    (stored,) = storage.list_selections(OPERATOR)
    catalogue = storage.catalogue(OPERATOR, stored.id)
    (value,) = [c.inputs[0].value for c in catalogue.criteria if c.title == "Reports"]
    assert [anchor.performance for anchor in value.points] == [0, 9.5]
    # The next sheet begins with an empty field.
    app.switch_page("views/selections.py").run()
    app.button(key="selections:bring").click().run()
    assert app.text_area(key="selections:paste").value == ""
