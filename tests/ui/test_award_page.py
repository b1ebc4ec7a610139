"""Award and debriefs: recorded once and for all, checked each time, corrected by a new record."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.access import Actor, Role
from scorecard.catalogue import load_catalogue
from scorecard.model import Disclosed, Integrity, Phase


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error, *app.info, *app.warning]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()
    return app


def field(elements, key):
    return next(e for e in elements if str(e.key).endswith(key))


def fill(app, **reasons):
    """The form with its reasons and one signature; `reasons` are by concern."""
    field(app.text_area, ":reasons").set_value("Best floor management for $12.")
    for concern, reason in reasons.items():
        field(app.text_area, f":concern:{concern}").set_value(reason)
    field(app.text_input, ":0:name").set_value("Ines Okafor")
    field(app.text_input, ":0:role").set_value("Head of service")
    return app


def recorded(selection):
    app = fill(open_page("award", selection.id), responses_open="The board meets today.")
    press(app, "Record the decision")
    return press(app, "Record for good")


def test_without_candidates_the_page_says_where_to_enter_them(storage):
    app = open_page("award", stored_empty(storage).id)
    assert not app.exception
    assert "nobody to choose yet" in texts(app)
    assert "Go to candidates" in {b.label for b in app.button}


def test_fifty_candidates_can_be_decided_on(storage):
    app = open_page("award", stored_fifty(storage).id)
    assert not app.exception
    assert "No decision is on file yet" in texts(app)


def test_a_decision_is_recorded_after_it_was_confirmed_and_shown_with_its_fingerprint(storage):
    selection = stored_worked(storage)
    app = fill(open_page("award", selection.id), responses_open="The board meets today.")
    press(app, "Record the decision")
    assert storage.list_awards(OPERATOR, selection.id) == ()
    press(app, "Record for good")
    assert not app.exception
    (award,) = storage.list_awards(OPERATOR, selection.id)
    assert award.record is not None
    assert award.record.reasons == "Best floor management for $12."
    assert [(c.concern.value, c.reason) for c in award.record.concerns] == [
        ("responses_open", "The board meets today.")
    ]
    assert storage.load(OPERATOR, selection.id).phase is Phase.DECIDED
    assert "Unchanged since signing" in texts(app)
    assert award.sha256 in [code.value for code in app.code]


def test_what_sealing_does_to_open_answers_is_said_before_and_after(storage):
    selection = stored_worked(storage)
    app = fill(open_page("award", selection.id), responses_open="The board meets today.")
    press(app, "Record the decision")
    assert "from then on an open answer counts 0 of 100 instead of 50 of 100" in texts(app)
    (announced,) = (w.value for w in app.warning if "Every page afterwards" in w.value)
    figures = announced.replace("\\", "").split("Every page afterwards shows: ")[1].split(". ")[0]
    assert len(figures.split(", ")) >= 2
    press(app, "Record for good")
    told = "sealed while responses were open, when an open answer counted 50 of 100"
    assert told in texts(app)
    for view in ("award", "ranking"):
        page = open_page(view, selection.id)
        assert told in texts(page)
        # The figures that were announced are those that every page shows.
        assert figures.rstrip(".") in texts(page)


def test_what_is_missing_is_named_and_nothing_is_recorded(storage):
    selection = stored_worked(storage)
    app = press(open_page("award", selection.id), "Record the decision")
    shown = texts(app)
    assert "Write the reasons for the decision." in shown
    assert "Write why nevertheless: responses still open." in shown
    assert "Enter who signed, with name and role." in shown
    assert storage.list_awards(OPERATOR, selection.id) == ()


def test_a_half_written_record_is_still_there_after_a_look_at_another_page(storage):
    selection = stored_worked(storage)
    app = fill(open_page("award", selection.id), responses_open="The board meets today.")
    app.selectbox(key=f"award:{selection.id}:chosen").set_value("brisa")
    field(app.date_input, ":0:day").set_value(date(2026, 11, 20)).run()
    field(app.text_area, ":concern:not_first").set_value("Nearer to us.").run()
    press(app, "Add a signature")
    field(app.text_input, ":1:name").set_value("Jon Berg").run()
    app.switch_page("views/ranking.py").run()
    app.switch_page("views/award.py").run()
    assert not app.exception
    assert app.selectbox(key=f"award:{selection.id}:chosen").value == "brisa"
    assert field(app.text_area, ":reasons").value == "Best floor management for $12."
    assert field(app.text_area, ":concern:responses_open").value == "The board meets today."
    assert field(app.text_area, ":concern:not_first").value == "Nearer to us."
    assert field(app.text_input, ":0:name").value == "Ines Okafor"
    assert field(app.text_input, ":0:role").value == "Head of service"
    assert field(app.date_input, ":0:day").value == date(2026, 11, 20)
    assert field(app.text_input, ":1:name").value == "Jon Berg"


def test_what_was_cleared_stays_empty_and_a_recorded_draft_is_not_brought_back(storage):
    selection = stored_worked(storage)
    app = fill(open_page("award", selection.id), responses_open="The board meets today.")
    app.run()
    field(app.text_area, ":reasons").set_value("").run()
    app.switch_page("views/ranking.py").run()
    app.switch_page("views/award.py").run()
    assert field(app.text_area, ":reasons").value == ""
    field(app.text_area, ":reasons").set_value("Second thoughts.").run()
    press(press(app, "Record the decision"), "Record for good")
    press(app, "Correct this record")
    assert field(app.text_area, ":reasons").value == ""
    assert field(app.text_input, ":0:name").value == ""


def test_whoever_was_written_down_as_chosen_and_is_gone_is_not_proposed(storage):
    selection = stored_worked(storage)
    app = open_page("award", selection.id)
    key = f"award:{selection.id}:chosen"
    proposed = app.selectbox(key=key).value
    app.selectbox(key=key).set_value("brisa").run()
    app.switch_page("views/ranking.py").run()
    gone = storage.load(OPERATOR, selection.id).candidate("brisa")
    storage.remove_candidate(OPERATOR, selection.id, "brisa", expected_version=gone.version)
    app.switch_page("views/award.py").run()
    assert not app.exception
    assert app.selectbox(key=key).value == proposed != "brisa"


def test_choosing_somebody_else_asks_for_a_reason_of_its_own(storage):
    selection = stored_worked(storage)
    app = open_page("award", selection.id)
    other = app.selectbox(key=f"award:{selection.id}:chosen")
    other.set_value("brisa").run()
    assert "Brisa Contacto has rank 2" in texts(app)
    assert field(app.text_area, ":concern:not_first").label == (
        "Not first in the ranking: why decide all the same?"
    )


def test_a_record_that_was_changed_in_the_database_raises_a_plain_alarm(storage, tmp_path: Path):
    selection = stored_worked(storage)
    recorded(selection)
    with sqlite3.connect(tmp_path / "pages.sqlite3") as connection:
        connection.execute("UPDATE awards SET text = replace(text, 'Best', 'Worst')")
    app = open_page("award", selection.id)
    assert not app.exception
    assert any("has been changed since it was signed" in e.value for e in app.error)
    assert "Prepare the debriefs" not in {b.label for b in app.button}


def test_a_correction_is_a_new_record_and_the_earlier_one_stays(storage):
    selection = stored_worked(storage)
    app = press(recorded(selection), "Correct this record")
    # Decided now: responses are not open any more.
    fill(app)
    press(app, "Record the decision")
    assert "Say why the record is replaced." in texts(app)
    field(app.text_area, ":correction").set_value("The role was wrong.")
    press(app, "Record the decision")
    press(app, "Record for good")
    first, second = storage.list_awards(OPERATOR, selection.id)
    assert second.record is not None
    assert (second.record.replaces, second.record.correction_reason) == (
        first.id,
        "The role was wrong.",
    )
    assert first.integrity is Integrity.UNCHANGED
    assert not app.exception
    assert "Earlier records (1)" in {e.label for e in app.expander}


def test_what_is_ticked_is_recorded_before_any_file_is_offered(storage):
    selection = stored_worked(storage)
    app = recorded(selection)
    ticks = field(app.button_group, ":ticks")
    ticks.set_value([Disclosed.WINNER_NAME, Disclosed.OWN_RANK])
    press(app, "Prepare the debriefs")
    assert not app.exception
    (prepared,) = storage.list_debriefings(OPERATOR, selection.id)
    assert prepared.disclosed == (Disclosed.WINNER_NAME, Disclosed.OWN_RANK)
    assert "telling the winner's name, its own rank." in texts(app)


def test_bands_against_the_winner_are_told_only_where_they_are_ticked(storage):
    selection = stored_worked(storage)
    app = recorded(selection)
    field(app.selectbox, ":debriefs:candidate").set_value("cobaltlane").run()

    def columns():
        (table,) = next(e for e in app.expander if e.label == "Preview").dataframe
        return list(table.value.columns)

    assert columns() == ["Criterion", "Weight, %", "Own value"]
    field(app.button_group, ":ticks").set_value([Disclosed.WINNER_BANDS]).run()
    assert columns() == ["Criterion", "Weight, %", "Own value", "Against the winner"]


def test_a_selection_with_an_older_copy_of_the_catalogue_gets_the_shipped_bands(storage):
    selection = stored_worked(storage)
    kept = storage.catalogue(OPERATOR, selection.id)
    older = kept.model_copy(update={"settings": kept.settings.model_copy(update={"debrief": None})})
    storage.save_catalogue(
        OPERATOR, selection.id, older, expected_version=selection.version, reason="older"
    )
    recorded(selection)
    (award,) = storage.list_awards(OPERATOR, selection.id)
    shipped = load_catalogue().settings.debrief
    assert shipped is not None
    assert award.record is not None
    assert award.record.debrief_figures == shipped.figures


def test_the_preview_names_nobody_else(storage):
    selection = stored_worked(storage)
    app = recorded(selection)
    field(app.selectbox, ":debriefs:candidate").set_value("cobaltlane").run()
    preview = next(e for e in app.expander if e.label == "Preview")
    shown = " ".join(m.value for m in preview.markdown).replace("\\", "")
    assert "another provider this time" in shown
    for candidate in selection.candidates:
        if candidate.id != "cobaltlane":
            assert candidate.name not in shown


def test_whoever_does_not_own_the_selection_reads_the_record_and_changes_nothing(
    storage, monkeypatch
):
    selection = stored_worked(storage)
    recorded(selection)
    observer = Actor("Olga", Role.OBSERVER, selection_ids=frozenset({selection.id}))
    monkeypatch.setattr("scorecard.ui.state.local_operator", lambda: observer)
    monkeypatch.setattr("scorecard.ui.server.visitors.local_operator", lambda: observer)
    app = open_page("award", selection.id)
    assert not app.exception
    assert "Unchanged since signing" in texts(app)
    labels = {b.label for b in app.button}
    assert not labels & {"Correct this record", "Prepare the debriefs", "Record the decision"}


def test_the_files_of_the_debriefs_have_names_of_their_own_and_are_the_same_every_time(storage):
    from scorecard.ui.award.files import all_debriefs, award_json, named_files

    selection = stored_worked(storage)
    recorded(selection)
    (award,) = storage.list_awards(OPERATOR, selection.id)
    record = award.record
    assert record is not None
    prepared = storage.prepare_debriefs(OPERATOR, selection.id, award.id, [])
    content = all_debriefs(OPERATOR, record, prepared)
    assert content == all_debriefs(OPERATOR, record, prepared)
    twins = [c.model_copy(update={"name": "Same"}) for c in record.standing.candidates[:3]]
    assert [name for name, _ in named_files(twins)] == [
        "debrief-same",
        "debrief-same-2",
        "debrief-same-3",
    ]
    assert award_json(OPERATOR, award, record).decode() == award.text
    exported = storage.history(OPERATOR, selection.id, subject="export")
    kinds = [entry.after for entry in exported]
    assert kinds == ["award record (JSON)", "all debriefs (ZIP)", "all debriefs (ZIP)"]
