"""Criteria and weights: a newer catalogue is offered, shown whole, taken over with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pages import OPERATOR, WORKED, open_page, stored_worked, texts_of
from unit.catalogue.catalogue_editing import edited, entry

from scorecard.access import Actor, Role
from scorecard.catalogue import OWN_ANCHORS, load_catalogue
from scorecard.document import read_document
from scorecard.excel import read_existing_scorecard
from scorecard.model import Answer

ID = "worked-lindenhaus"
ATTRITION = "attrition_early"
NEWER = f"A newer catalogue is there: version {load_catalogue().version}, yours is 2020-01-01"
SCOPE = f"weights:{ID}:edition"


def older_anchors(content):
    """Of 2020: 18 % of leavers were worth 24 instead of 30, and a ramp of 3 weeks was critical."""
    content["version"] = "2020-01-01"
    anchors = entry(content, "criteria", ATTRITION)["inputs"][0]["value"]["points"]
    next(a for a in anchors if a["performance"] == 18)["value"] = 24.0
    rule = next(
        r
        for r in content["red_flags"]
        if r["raised_when"].get("question") == "ramp_weeks_promised" and r["severity"] == "critical"
    )
    rule["raised_when"]["threshold"] = 3.0


def older_question(content):
    """A question more, that is not asked any more."""
    question = entry(content, "questions", "attrition_120d_pct")
    content["questions"].append({**question, "id": "old_question", "label": "Asked long ago"})


def stored_older(storage, *changes, **fields):
    """The worked selection with the copy of an older catalogue."""
    catalogue = load_catalogue()
    for change in (older_anchors, *changes):
        catalogue = edited(catalogue, change)
    selection = read_document(WORKED.read_bytes()).selection.model_copy(update=fields)
    return storage.create_selection(OPERATOR, selection, catalogue)


def opened(fold="newer"):
    """The page with one of the two folds open."""
    app = open_page("weights", ID)
    app.session_state[f"{SCOPE}:{fold}:fold"] = True
    return app.run()


def press(app, label):
    next(b for b in app.button if b.label.replace("\\", "") == label).click().run()
    return app


def labels(app):
    return [e.label.replace("\\", "") for e in app.expander]


def take_over(app, reason="The thresholds were corrected"):
    app.text_area(key=f"{SCOPE}:newer:reason").set_value(reason).run()
    return press(app, f"Take over the catalogue of {load_catalogue().version}")


def test_a_selection_with_the_shipped_catalogue_is_offered_nothing(storage):
    stored_worked(storage)
    app = open_page("weights", ID)
    assert not app.exception
    assert not [label for label in labels(app) if "catalogue" in label.lower()]


def test_a_newer_catalogue_is_named_with_both_versions_and_opens_nothing_by_itself(storage):
    stored_older(storage)
    app = open_page("weights", ID)
    assert not app.exception
    assert NEWER in labels(app)
    assert "Value functions" not in texts_of(app)


def test_the_difference_is_told_in_words_before_anything_is_taken_over(storage):
    stored_older(storage)
    app = opened()
    assert not app.exception
    shown = texts_of(app)
    assert "18 % → 24" in shown and "18 % → 30" in shown
    assert "at most 3 weeks” becomes “" in shown and "at most 2 weeks”" in shown
    assert "Version: “2020-01-01” becomes" in shown
    assert storage.catalogue(OPERATOR, ID).version == "2020-01-01"


def test_what_it_would_change_in_the_ranking_stands_beside_it(storage):
    # Brisa states 22 %: between 18 and 30 (worth 0) that is 24 − 24·4/12 = 16, with 30 it is
    # 30 − 30·4/12 = 20. Of 100 points the criterion has 5: 0.05 · 4 = 0.2 more overall.
    stored_older(storage)
    app = opened()
    (table,) = [d.value for d in app.dataframe if "Overall value then" in d.value.columns]
    brisa = table[table["Candidate"] == "Brisa Contacto"].iloc[0]
    assert brisa["Overall value then"] - brisa["Overall value now"] == pytest.approx(0.2, abs=1e-9)
    assert (brisa["Rank now"], brisa["Rank then"]) == (2, 2)
    assert "Aldermoor Care stays first" in texts_of(app)


def test_without_a_reason_nothing_is_taken_over(storage):
    stored_older(storage)
    app = take_over(opened(), reason="  ")
    assert "needs a reason" in texts_of(app)
    assert storage.catalogue(OPERATOR, ID).version == "2020-01-01"


def test_with_a_reason_it_is_taken_over_and_the_ranking_follows(storage):
    stored_older(storage)
    app = take_over(opened())
    assert not app.exception
    assert storage.catalogue(OPERATOR, ID) == load_catalogue()
    found = storage.history(OPERATOR, ID, subject="catalogue")[0]
    assert (found.action, found.reason) == (
        "catalogue_taken_over",
        "The thresholds were corrected",
    )
    assert NEWER not in labels(app)
    assert "Saved" in texts_of(app)


def test_the_earlier_copy_can_be_taken_back_with_a_reason(storage):
    before = stored_older(storage)
    take_over(opened())
    app = opened("earlier")
    assert "18 % → 30" in texts_of(app)
    press(app, "Take the earlier copy back")
    assert "needs a reason" in texts_of(app)
    app.text_area(key=f"{SCOPE}:earlier:reason").set_value("The board wants the old ones").run()
    press(app, "Take the earlier copy back")
    assert not app.exception
    assert storage.catalogue(OPERATOR, ID).version == "2020-01-01"
    assert storage.load(OPERATOR, ID).points == before.points
    assert NEWER in labels(app)


def test_both_changes_are_told_in_the_history_of_the_weights(storage):
    stored_older(storage)
    take_over(opened())
    app = opened("earlier")
    app.text_area(key=f"{SCOPE}:earlier:reason").set_value("Not agreed").run()
    press(app, "Take the earlier copy back")
    app.session_state["weights:history"] = True
    app.run()
    (table,) = [d.value for d in app.dataframe if "What" in d.value.columns]
    version = load_catalogue().version
    assert list(table["What"])[:2] == [
        f"Catalogue of 2020-01-01 taken back in the place of {version}: 1 criterion and 1 red "
        "flag changed",
        f"Catalogue of {version} taken over in the place of 2020-01-01: 1 criterion and 1 red "
        "flag changed",
    ]
    assert list(table["Reason"])[:2] == ["Not agreed", "The thresholds were corrected"]


def test_a_question_that_goes_but_is_answered_is_named_and_kept(storage):
    selection = read_document(WORKED.read_bytes()).selection
    answer = Answer(candidate_id="brisa", question_id="old_question", status="answered", value=12.0)
    stored_older(storage, older_question, answers=(*selection.answers, answer))
    app = opened()
    assert "Asked long ago" in texts_of(app)
    assert "stays with its answers and counts in no criterion" in texts_of(app)
    take_over(app)
    assert storage.load(OPERATOR, ID).answer("brisa", "old_question").value == 12.0
    assert NEWER not in labels(open_page("weights", ID))


def test_an_answer_that_would_not_fit_is_named_and_nothing_can_be_taken_over(storage):
    def wider(content):
        entry(content, "questions", "attrition_120d_pct")["maximum"] = 500.0

    selection = read_document(WORKED.read_bytes()).selection
    answers = tuple(
        a.model_copy(update={"value": 300.0})
        if (a.candidate_id, a.question_id) == ("brisa", "attrition_120d_pct")
        else a
        for a in selection.answers
    )
    stored_older(storage, wider, answers=answers)
    app = opened()
    assert not app.exception
    shown = " ".join(str(w.value) for w in app.warning).replace("\\", "")
    assert "Brisa Contacto" in shown and "300 % is impossible" in shown
    button = next(b for b in app.button if b.label.startswith("Take over the catalogue"))
    assert button.disabled
    # Of a ranking that cannot come about nothing is told.
    assert not [d for d in app.dataframe if "Overall value then" in d.value.columns]


def test_anchors_that_were_moved_here_stay_unless_that_is_unticked(storage):
    def own(content):
        value = entry(content, "criteria", ATTRITION)["inputs"][0]["value"]
        value["rationale"] = f"{OWN_ANCHORS}Ana on 2026-10-01: agreed"

    stored_older(storage, own)
    app = opened()
    tick = next(c for c in app.checkbox if "moved in this selection" in c.label)
    assert tick.value
    assert "18 % → 24" not in texts_of(app)
    tick.uncheck().run()
    assert "18 % → 24" in texts_of(app)
    take_over(app)
    assert storage.catalogue(OPERATOR, ID) == load_catalogue()


def test_a_scorecard_that_was_brought_along_is_offered_no_catalogue(storage):
    content = b"criterion,weight,low,high,Atlas,Borealis\nQuality,60,0,10,8,6\nPrice,40,0,10,7,9\n"
    document = read_existing_scorecard(
        content, "own.csv", created_at=datetime(2020, 1, 1, tzinfo=UTC)
    ).document
    selection = storage.create_selection(OPERATOR, document.selection, document.catalogue)
    app = open_page("weights", selection.id)
    assert not app.exception
    assert not [label for label in labels(app) if "catalogue" in label.lower()]


def test_whoever_does_not_own_the_selection_sees_the_difference_and_no_button(storage, monkeypatch):
    selection = stored_older(storage)
    observer = Actor("Olga", Role.OBSERVER, selection_ids=frozenset({selection.id}))
    monkeypatch.setattr("scorecard.ui.state.local_operator", lambda: observer)
    monkeypatch.setattr("scorecard.ui.server.visitors.local_operator", lambda: observer)
    app = opened()
    assert not app.exception
    assert "18 % → 30" in texts_of(app)
    assert not [b for b in app.button if b.label.startswith("Take over")]


def test_when_somebody_else_was_faster_nothing_is_taken_over_and_it_is_said(storage):
    selection = stored_older(storage)
    app = opened()
    app.text_area(key=f"{SCOPE}:newer:reason").set_value("Corrected").run()
    storage.take_over_catalogue(
        OPERATOR, ID, load_catalogue(), expected_version=selection.version, reason="First"
    )
    storage.take_catalogue_back(
        OPERATOR, ID, expected_version=storage.load(OPERATOR, ID).version, reason="Second"
    )
    press(app, f"Take over the catalogue of {load_catalogue().version}")
    assert "in the meantime" in texts_of(app)
    assert storage.catalogue(OPERATOR, ID).version == "2020-01-01"
