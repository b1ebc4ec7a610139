"""The shortlist in a workshop: ticked, flagged later, asked for an override, flag by flag."""

from pages import OPERATOR, open_page, stored_empty, stored_worked, texts_of

from scorecard.model import Answer, Brief

RAMP, ATTRITION = "ramp_two_weeks", "attrition_120d_above_line"
MISSING = "override missing: Ramp of two weeks promised"


def answer(storage, question_id, value=None, status="answered"):
    stored = storage.load(OPERATOR, "empty").answer("c0", question_id)
    changed = Answer(candidate_id="c0", question_id=question_id, status=status, value=value)
    storage.save_answer(OPERATOR, "empty", changed, expected_version=stored.version)


def atlas(storage):
    return storage.load(OPERATOR, "empty").candidate("c0")


def shortlisted(storage, **fields):
    stored = atlas(storage)
    changed = stored.model_copy(update={"shortlisted": True, **fields})
    storage.save_candidate(OPERATOR, "empty", changed, expected_version=stored.version)


def tick(app, candidate_id="c0"):
    return next(
        b for b in app.checkbox if str(b.key).startswith(f"ranking:shortlist:{candidate_id}:")
    )


def button(app, label):
    return next(b for b in app.button if b.label == label)


def said(app):
    return f"{texts_of(app)} \n" + " \n".join(w.value.replace("\\", "") for w in app.warning)


def test_a_tick_set_on_a_page_that_is_behind_asks_for_the_override_all_the_same(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer(storage, "attrition_120d_pct", 12.0)
    app = open_page("ranking", "empty")
    box = tick(app)
    answer(storage, "ramp_weeks_promised", 2.0)

    box.check().run()

    assert not app.exception
    assert not atlas(storage).shortlisted
    assert [area.label for area in app.text_area] == ["Why shortlist this candidate all the same?"]
    assert not tick(app).value

    app.text_area[0].set_value("Trained teams are waiting")
    button(app, "Override and shortlist").click().run()
    stored = atlas(storage)
    assert (stored.shortlisted, stored.override_reason, stored.override_flags) == (
        True,
        "Trained teams are waiting",
        (RAMP,),
    )


def test_a_flag_raised_after_the_tick_is_told_on_ranking_compare_and_red_flags(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer(storage, "attrition_120d_pct", 12.0)
    shortlisted(storage)
    for view in ("ranking", "compare", "red_flags"):
        assert "override" not in said(open_page(view, "empty"))

    answer(storage, "ramp_weeks_promised", 2.0)

    app = open_page("ranking", "empty")
    assert "Atlas is on the shortlist without a written override for: Ramp of two weeks" in said(
        app
    )
    assert f"On the shortlist, {MISSING}" in said(app)
    assert f"On the shortlist, {MISSING}" in said(open_page("red_flags", "empty"))
    overview = open_page("compare", "empty").dataframe[0].value
    assert dict(zip(overview["Candidate"], overview["Shortlist"], strict=True)) == {
        "Atlas": f"yes, {MISSING}",
        "Borealis": "no",
    }


def test_the_override_that_is_missing_is_written_on_the_ranking(storage):
    stored_empty(storage, "Atlas", "Borealis")
    shortlisted(storage)
    answer(storage, "ramp_weeks_promised", 2.0)
    app = open_page("ranking", "empty")
    button(app, "Write the override").click().run()
    button(app, "Record the override").click().run()
    assert "Write the reason" in texts_of(app)

    app.text_area[0].set_value("Trained teams are waiting")
    button(app, "Record the override").click().run()

    assert atlas(storage).override_flags == (RAMP,)
    assert "override missing" not in said(open_page("ranking", "empty"))


def test_an_override_of_one_flag_says_that_it_is_not_for_the_next_one(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer(storage, "attrition_120d_pct", 25.0)
    shortlisted(storage, override_reason="The trend is falling")
    answer(storage, "ramp_weeks_promised", 2.0)

    app = open_page("ranking", "empty")
    assert f"On the shortlist, {MISSING}" in said(app)
    button(app, "Write the override").click().run()
    # The words so far are there to be continued, and which flag they are for is told.
    assert app.text_area[0].value == "The trend is falling"
    covered = [m.value for m in app.markdown if "in the override so far" in m.value]
    assert len(covered) == 1
    assert "25" in covered[0]
    app.text_area[0].set_value("The trend is falling; trained teams are waiting")
    button(app, "Record the override").click().run()
    assert set(atlas(storage).override_flags) == {ATTRITION, RAMP}


def test_an_override_recorded_on_red_flags_is_for_the_flags_shown_there(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer(storage, "attrition_120d_pct", 25.0)
    app = open_page("red_flags", "empty")
    answer(storage, "ramp_weeks_promised", 2.0)
    app.text_area(key="red_flags:empty:override:c0").set_value("The trend is falling")
    app.button(key="red_flags:empty:override:c0:record").click().run()
    assert atlas(storage).override_flags == (ATTRITION,)
    assert "not in this override: Ramp of two weeks promised" in said(app)


def test_undoing_a_changed_override_brings_its_own_flags_back(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer(storage, "attrition_120d_pct", 25.0)
    app = open_page("red_flags", "empty")
    area, record = "red_flags:empty:override:c0", "red_flags:empty:override:c0:record"
    app.text_area(key=area).set_value("First")
    app.button(key=record).click().run()
    answer(storage, "ramp_weeks_promised", 2.0)
    app.run()
    app.text_area(key=area).set_value("Second")
    app.button(key=record).click().run()
    assert set(atlas(storage).override_flags) == {ATTRITION, RAMP}

    button(app, "Undo").click().run()

    assert (atlas(storage).override_reason, atlas(storage).override_flags) == (
        "First",
        (ATTRITION,),
    )


def test_whoever_fails_a_gate_later_is_told_as_still_ticked_and_can_be_taken_off(storage):
    gate = {"gate_settings": [{"gate_id": "loaded_rate_provided", "state": "on"}]}
    stored_empty(storage, "Atlas", "Borealis", brief=Brief.model_validate(gate))
    shortlisted(storage)
    answer(storage, "rate_parts", status="refused")

    app = open_page("ranking", "empty")
    assert "Atlas is on the shortlist although a gate is not met: Loaded rate provided." in said(
        app
    )
    button(app, "Take it off the shortlist").click().run()
    assert not atlas(storage).shortlisted
    assert "on the shortlist" not in said(app)


def test_due_diligence_says_at_once_that_the_shortlist_now_lacks_an_override(storage):
    stored_empty(storage, "Atlas", "Borealis")
    shortlisted(storage)
    app = open_page("due_diligence", "empty", section="capacity_and_ramp")
    field = next(n for n in app.text_input if "ramp_weeks_promised" in str(n.key))
    field.set_value("2").run()
    assert f"It is on the shortlist: {MISSING}." in texts_of(app)


def test_the_worked_example_lacks_no_override_when_it_is_opened(storage):
    selection = stored_worked(storage)
    app = open_page("ranking", selection.id)
    assert not app.exception
    assert not app.warning
