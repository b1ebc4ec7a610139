"""Brief: entries save themselves, impossible ones say why, rules freeze with the first answer."""

from datetime import UTC, date, datetime

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked
from streamlit.testing.v1 import AppTest

from scorecard.model import (
    Answer,
    Brief,
    GateSetting,
    InteractionVolume,
    OpenPolicy,
    Phase,
    PriceFormula,
    Selection,
)
from scorecard.ui.brief_fields import tidied
from scorecard.ui.brief_gaps import anchor
from scorecard.ui.brief_places import (
    BOUGHT,
    COMPLIANCE,
    READINESS,
    RULES,
    SECTIONS,
    VOLUME,
    section_of,
)
from scorecard.ui.brief_words import FORMULA_WORDS, deadline_words

DAY = date(2026, 12, 1)


def opened(storage, section, *, names=("Atlas", "Borealis"), brief=None) -> AppTest:
    stored_empty(storage, *names, brief=brief)
    return open_page("brief", "empty", brief_section=section)


def key(field):
    return f"brief:empty:{field}"


def texts(app):
    parts = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info]
    words = [str(part.value) for part in parts]
    words += [str(part.proto.title) for part in app.warning]
    return " \n".join(words).replace("\\", "")


def brief_of(storage):
    return storage.load(OPERATOR, "empty").brief


def answer_one(storage, question="loaded_rate_per_hour", value=21.5):
    answer = Answer(candidate_id="c0", question_id=question, status="answered", value=value)
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)


def test_an_empty_brief_says_that_it_cannot_be_quoted_on_and_what_to_fill_in(storage):
    app = opened(storage, BOUGHT)
    assert not app.exception
    assert "cannot be quoted on yet: “Services in scope”" in texts(app)
    assert "What is bought: to fill in here" in texts(app)
    assert "[Services in scope](#services-in-scope)" in texts(app)


def test_an_anchor_is_what_the_browser_makes_of_the_heading():
    # Read off the page in Chromium.
    title = "Channel mix and today's quality by channel"
    assert anchor(title) == "channel-mix-and-todays-quality-by-channel"
    assert anchor("Tools, and who brings them") == "tools-and-who-brings-them"
    assert anchor("What stays in-house") == "what-stays-in-house"


def test_a_gap_in_another_section_is_one_click_away(storage):
    app = opened(storage, BOUGHT)
    app.button(key=key("jump:peak_to_trough_ratio")).click().run()
    assert app.text_input(key=key("peak_to_trough_ratio")).value == ""
    assert "[Ratio of peak to trough](#ratio-of-peak-to-trough)" in texts(app)


def test_a_number_typed_is_stored_and_undo_puts_back_what_was_there(storage):
    app = opened(storage, VOLUME, brief=Brief(peak_to_trough_ratio=2))
    app.text_input(key=key("peak_to_trough_ratio")).set_value("3.5").run()
    assert not app.exception
    assert brief_of(storage).peak_to_trough_ratio == 3.5
    assert "Saved" in texts(app)
    app.button(key=key("peak_to_trough_ratio:undo")).click().run()
    assert brief_of(storage).peak_to_trough_ratio == 2
    assert app.text_input(key=key("peak_to_trough_ratio")).value == "2"


def test_an_impossible_number_is_refused_at_the_field_and_stays_typed(storage):
    app = opened(storage, VOLUME, brief=Brief(peak_to_trough_ratio=2))
    app.text_input(key=key("peak_to_trough_ratio")).set_value("0.5").run()
    assert "Ratio of peak to trough: 0.5 is impossible; the least possible is 1" in texts(app)
    assert app.text_input(key=key("peak_to_trough_ratio")).value == "0.5"
    assert brief_of(storage).peak_to_trough_ratio == 2
    app.button(key=key("peak_to_trough_ratio:take")).click().run()
    assert app.text_input(key=key("peak_to_trough_ratio")).value == "2"
    assert not app.error


def test_what_was_refused_is_still_typed_after_another_section_was_opened(storage):
    app = opened(storage, VOLUME)
    app.text_input(key=key("peak_to_trough_ratio")).set_value("0.5").run()
    app.session_state["brief_section"] = COMPLIANCE
    app.run()
    app.session_state["brief_section"] = VOLUME
    app.run()
    assert app.text_input(key=key("peak_to_trough_ratio")).value == "0.5"
    assert app.error


def test_fifty_thousand_characters_are_refused_with_the_limit_and_kept(storage):
    app = opened(storage, BOUGHT)
    app.text_area(key=key("services")).set_value("x" * 50_000).run()
    assert "Services in scope: 50,000 characters; 20,000 at most" in texts(app)
    assert brief_of(storage).services == ""
    assert len(app.text_area(key=key("services")).value) == 50_000


def test_a_target_above_the_ceiling_waits_until_the_ceiling_is_raised(storage):
    app = opened(
        storage,
        RULES,
        brief=Brief(target_cost_per_resolved_contact=18, ceiling_cost_per_resolved_contact=28),
    )
    app.text_input(key=key("target_cost_per_resolved_contact")).set_value("30").run()
    assert "The target cost per resolved contact (30) must be below the ceiling" in texts(app)
    assert brief_of(storage).target_cost_per_resolved_contact == 18
    app.text_input(key=key("ceiling_cost_per_resolved_contact")).set_value("40").run()
    stored = brief_of(storage)
    assert (stored.target_cost_per_resolved_contact, stored.ceiling_cost_per_resolved_contact) == (
        30,
        40,
    )
    assert not app.error


def test_without_both_anchors_the_page_says_that_the_price_is_out_for_all(storage):
    app = opened(storage, RULES, brief=Brief(target_cost_per_resolved_contact=18))
    assert "The price criterion is out for all candidates" in texts(app)
    assert "Set the ceiling cost" in texts(app)
    app.text_input(key=key("ceiling_cost_per_resolved_contact")).set_value("28").run()
    assert "The price criterion is out for all candidates" not in texts(app)
    assert "USD 18 or less per resolved contact is worth 100" in texts(app)


def test_the_linear_formula_is_named_by_where_it_ends():
    # 100·(2 − P / lowest) is 0 at P = 2 · lowest, whatever the highest price is.
    assert FORMULA_WORDS[PriceFormula.LINEAR] == "Relative: linear, 0 at twice the lowest price"


def test_a_relative_formula_carries_its_warning(storage):
    app = opened(storage, RULES)
    app.selectbox(key=key("price_formula")).set_value("linear").run()
    assert brief_of(storage).price_formula is PriceFormula.LINEAR
    assert "the order of the rest can change" in texts(app)


def test_a_deadline_before_the_earliest_possible_date_is_refused(storage):
    app = opened(storage, RULES)
    app.date_input(key=key("response_deadline")).set_value(date(1989, 12, 31)).run()
    assert "1989-12-31 is before 1990-01-01; check the year" in texts(app)
    assert brief_of(storage).response_deadline is None
    app.date_input(key=key("response_deadline")).set_value(date(2026, 12, 31)).run()
    assert brief_of(storage).response_deadline == date(2026, 12, 31)


def test_the_policy_for_open_answers_is_stored(storage):
    app = opened(storage, RULES)
    app.selectbox(key=key("open_policy_while_collecting")).set_value("worst").run()
    assert brief_of(storage).open_policy_while_collecting is OpenPolicy.WORST


def test_with_the_first_answer_the_anchors_freeze_and_change_only_with_a_reason(storage):
    app = opened(
        storage,
        RULES,
        brief=Brief(target_cost_per_resolved_contact=18, ceiling_cost_per_resolved_contact=28),
    )
    assert not app.text_input(key=key("target_cost_per_resolved_contact")).disabled
    answer_one(storage)
    app.run()
    assert app.text_input(key=key("target_cost_per_resolved_contact")).disabled
    app.button(key=key("unfreeze")).click().run()
    app.text_input(key=key("unfreeze:target_cost_per_resolved_contact")).set_value("16")
    app.button(key="FormSubmitter:brief:empty:unfreeze:form-Change and keep the reason").click()
    app.run()
    assert brief_of(storage).target_cost_per_resolved_contact == 18
    assert "Write a reason" in str(app.session_state["brief:empty:unfreeze:problem"])
    app.button(key=key("unfreeze")).click().run()
    app.text_input(key=key("unfreeze:target_cost_per_resolved_contact")).set_value("16")
    app.text_area(key=key("unfreeze:reason")).set_value("The board lowered the budget")
    app.button(key="FormSubmitter:brief:empty:unfreeze:form-Change and keep the reason").click()
    app.run()
    assert brief_of(storage).target_cost_per_resolved_contact == 16
    entry = storage.history(OPERATOR, "empty", subject="brief")[0]
    assert entry.reason == "The board lowered the budget"
    assert entry.before == {"target_cost_per_resolved_contact": 18}


def test_with_the_first_answer_the_policy_for_open_answers_freezes_too(storage):
    app = opened(storage, RULES)
    answer_one(storage)
    app.run()
    assert app.selectbox(key=key("open_policy_while_collecting")).disabled
    assert app.selectbox(key=key("open_policy_once_closed")).disabled
    app.button(key=key("unfreeze:replies")).click().run()
    app.selectbox(key=key("unfreeze:open_policy_once_closed")).set_value(OpenPolicy.NEUTRAL)
    app.text_area(key=key("unfreeze:reason")).set_value("Two replies are late by our fault")
    app.button(key="FormSubmitter:brief:empty:unfreeze:form-Change and keep the reason").click()
    app.run()
    assert not app.exception
    assert brief_of(storage).open_policy_once_closed is OpenPolicy.NEUTRAL
    entry = storage.history(OPERATOR, "empty", subject="brief")[0]
    assert entry.reason == "Two replies are late by our fault"
    assert entry.after == {"open_policy_once_closed": "neutral"}


def test_with_the_first_answer_an_opt_in_gate_is_switched_only_with_a_reason(storage):
    app = opened(storage, RULES)
    answer_one(storage)
    app.run()
    gate = key("gate:loaded_rate_provided")
    submit = f"FormSubmitter:{gate}:form-Switch this gate on"
    assert app.toggle(key=f"{gate}:on").disabled
    app.button(key=f"{gate}:switch").click().run()
    app.button(key=submit).click().run()
    assert brief_of(storage).gate_settings == ()
    app.button(key=f"{gate}:switch").click().run()
    app.text_area(key=f"{gate}:reason").set_value("The board asked for full costs")
    app.button(key=submit).click().run()
    assert not app.exception
    assert brief_of(storage).gate_settings == (
        GateSetting(gate_id="loaded_rate_provided", state="on"),
    )
    entry = storage.history(OPERATOR, "empty", subject="brief")[0]
    assert entry.reason == "The board asked for full costs"
    app.button(key=f"{gate}:switch").click().run()
    app.text_area(key=f"{gate}:reason").set_value("Costs come with the second round")
    app.button(key=f"FormSubmitter:{gate}:form-Switch this gate off").click().run()
    assert brief_of(storage).gate_settings == ()


def test_with_the_first_answer_a_waived_gate_is_put_back_only_with_a_reason(storage):
    waiver = GateSetting(gate_id="required_language", state="waived", reason="Translated")
    app = opened(storage, RULES, brief=Brief(languages=("German",), gate_settings=(waiver,)))
    answer_one(storage)
    app.run()
    gate = key("gate:required_language")
    submit = f"FormSubmitter:{gate}:form-Put this gate back in force"
    app.button(key=f"{gate}:restore").click().run()
    app.button(key=submit).click().run()
    assert brief_of(storage).gate_settings == (waiver,)
    app.button(key=f"{gate}:restore").click().run()
    app.text_area(key=f"{gate}:reason").set_value("No translation after all")
    app.button(key=submit).click().run()
    assert brief_of(storage).gate_settings == ()
    entry = storage.history(OPERATOR, "empty", subject="brief")[0]
    assert entry.reason == "No translation after all"


def test_when_two_change_the_same_entry_both_values_are_shown_and_mine_can_win(storage):
    app = opened(storage, VOLUME, brief=Brief(coverage_hours="Mon–Fri"))
    selection = storage.load(OPERATOR, "empty")
    theirs = selection.brief.model_copy(update={"coverage_hours": "Mon–Sat"})
    storage.save_brief(OPERATOR, "empty", theirs, expected_version=selection.version)
    app.text_input(key=key("coverage_hours")).set_value("Always").run()
    assert "Mon–Sat" in texts(app)
    assert "Always" in texts(app)
    assert app.text_input(key=key("coverage_hours")).value == "Always"
    assert brief_of(storage).coverage_hours == "Mon–Sat"
    app.button(key=key("coverage_hours:keep")).click().run()
    assert brief_of(storage).coverage_hours == "Always"
    assert not app.error


def test_what_somebody_else_wrote_in_another_entry_stays(storage):
    app = opened(storage, VOLUME)
    selection = storage.load(OPERATOR, "empty")
    theirs = selection.brief.model_copy(update={"services": "Order support"})
    storage.save_brief(OPERATOR, "empty", theirs, expected_version=selection.version)
    app.text_input(key=key("coverage_hours")).set_value("Always").run()
    stored = brief_of(storage)
    assert (stored.services, stored.coverage_hours) == ("Order support", "Always")


def test_a_language_taken_away_is_no_longer_in_the_brief(storage):
    app = opened(storage, VOLUME, brief=Brief(languages=("German", "English")))
    app.multiselect(key=key("languages")).set_value(["English"]).run()
    assert brief_of(storage).languages == ("English",)


def test_words_typed_are_kept_once_each_without_spaces_around_them():
    assert tidied([" German", "German  ", "", "Swiss  German"]) == ["German", "Swiss German"]


def test_a_language_in_other_capitals_is_the_one_that_is_there(storage):
    assert tidied(["german", "German", "GERMAN", "Dutch"]) == ["german", "Dutch"]
    app = opened(storage, VOLUME, brief=Brief(languages=("German",)))
    app.multiselect(key=key("languages")).set_value(["German", "german"]).run()
    assert brief_of(storage).languages == ("German",)
    assert app.multiselect(key=key("languages")).value == ["German"]


def test_after_a_jump_streamlit_finds_no_fault_with_the_choice_of_sections(
    storage, monkeypatch, caplog
):
    # Streamlit complains only once a process.
    monkeypatch.setattr("streamlit.elements.lib.policies._shown_default_value_warning", False)
    app = opened(storage, BOUGHT)
    app.button(key=key("jump:peak_to_trough_ratio")).click().run()
    assert app.session_state["brief_section"] == VOLUME
    assert "created with a default value" not in caplog.text
    app.run()
    assert app.session_state["brief_section"] == VOLUME


def test_the_points_of_the_own_readiness_are_those_that_the_list_names(storage):
    app = opened(storage, READINESS)
    listed = [m.value for m in app.markdown if "to fill in here" in m.value]
    assert listed[0].count("\n- ") == 7
    assert (
        "Nine points of your own readiness are open. Of these, “Channel mix and today's quality by "
        "channel” and “Escalation rules” stand in other sections."
    ) in texts(app)


def test_compliance_that_is_needed_becomes_a_gate_in_force(storage):
    app = opened(storage, COMPLIANCE)
    app.multiselect(key=key("compliance_needed")).set_value(["iso_27001"]).run()
    assert brief_of(storage).compliance_needed == ("iso_27001",)
    app.session_state["brief_section"] = RULES
    app.run()
    assert "Compliance: ISO 27001 certificate" in texts(app)


def test_a_gate_on_which_somebody_else_has_decided_meanwhile_is_a_conflict(storage):
    app = opened(storage, RULES, brief=Brief(languages=("German",)))
    gate = key("gate:required_language")
    app.button(key=f"{gate}:waive").click().run()
    theirs = GateSetting(gate_id="required_language", state="waived", reason="Translated by us")
    brief = brief_of(storage)
    storage.save_brief(
        OPERATOR,
        "empty",
        brief.model_copy(update={"gate_settings": (theirs,)}),
        expected_version=storage.load(OPERATOR, "empty").version,
    )
    app.text_area(key=f"{gate}:reason").set_value("Mine")
    app.button(key=f"FormSubmitter:{gate}:form-Waive this gate").click().run()
    assert brief_of(storage).gate_settings == (theirs,)
    assert any("in the meantime" in error.value for error in app.error)


def test_a_gate_is_waived_only_with_a_reason_and_can_be_put_back(storage):
    app = opened(storage, RULES, brief=Brief(languages=("German",)))
    submit = "FormSubmitter:brief:empty:gate:required_language:form-Waive this gate"
    app.button(key=key("gate:required_language:waive")).click().run()
    app.button(key=submit).click().run()
    assert brief_of(storage).gate_settings == ()
    app.button(key=key("gate:required_language:waive")).click().run()
    app.text_area(key=key("gate:required_language:reason")).set_value("Translated for the pilot")
    app.button(key=submit).click().run()
    assert brief_of(storage).gate_settings == (
        GateSetting(gate_id="required_language", state="waived", reason="Translated for the pilot"),
    )
    assert "Translated for the pilot" in texts(app)
    app.button(key=key("gate:required_language:restore")).click().run()
    assert brief_of(storage).gate_settings == ()


def test_an_opt_in_gate_is_switched_on_and_off(storage):
    app = opened(storage, RULES)
    app.toggle(key=key("gate:loaded_rate_provided:on")).set_value(True).run()
    on = GateSetting(gate_id="loaded_rate_provided", state="on")
    assert brief_of(storage).gate_settings == (on,)
    app.toggle(key=key("gate:loaded_rate_provided:on")).set_value(False).run()
    assert brief_of(storage).gate_settings == ()


def test_closing_responses_says_what_changes_before_it_happens(storage):
    app = opened(storage, BOUGHT)
    questions = len(storage.catalogue(OPERATOR, "empty").questions)
    answer_one(storage)
    app.button(key=key("phase:close")).click().run()
    # Two candidates with one answer between them.
    assert f"{2 * questions - 1} answers are still open" in texts(app)
    assert "counts 0 of 100 instead of 50 of 100" in texts(app)
    assert storage.load(OPERATOR, "empty").phase is Phase.COLLECTING
    app.button(key=key("phase:close:confirmed")).click().run()
    assert storage.load(OPERATOR, "empty").phase is Phase.CLOSED
    app.button(key=key("phase:collecting")).click().run()
    assert storage.load(OPERATOR, "empty").phase is Phase.COLLECTING


def test_the_buyers_own_terms_warn_at_the_entry_and_in_the_rail(storage):
    app = opened(storage, READINESS)
    app.text_input(key=key("ramp_weeks_demanded")).set_value("4").run()
    assert "You demand full volume in four weeks or less" in texts(app)
    assert "One warning about your own terms" in texts(app)
    app.session_state["brief_section"] = BOUGHT
    app.run()
    app.button(key=key("warning:template_ramp_four_weeks")).click().run()
    assert app.text_input(key=key("ramp_weeks_demanded")).value == "4"


def test_choosing_an_option_again_takes_it_back(storage):
    app = opened(storage, READINESS)
    app.button_group(key=key("aht_penalties")).set_value("no").run()
    assert brief_of(storage).aht_penalties == "no"
    app.button_group(key=key("aht_penalties")).set_value(None).run()
    assert brief_of(storage).aht_penalties == ""


def test_volumes_are_shown_with_their_total(storage):
    brief = Brief(
        volumes=(
            InteractionVolume(interaction_type="Order status", contacts_per_month=2500),
            InteractionVolume(interaction_type="Billing", contacts_per_month=300),
        )
    )
    app = opened(storage, VOLUME, brief=brief)
    # 2,500 of 2,800 is 89.3 %.
    assert "2,800 contacts a month in all. Order status is 89 % of them." in texts(app)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("store", [stored_worked, stored_fifty])
def test_every_section_opens_on_the_worked_selection_and_on_fifty_candidates(
    storage, section, store
):
    selection = store(storage)
    app = open_page("brief", selection.id, brief_section=section)
    assert not app.exception
    assert not app.error


def test_the_gaps_stand_in_the_order_of_the_page(storage):
    app = opened(storage, RULES)
    jumps = [b.key.rpartition(":")[2] for b in app.button if ":jump:" in str(b.key)]
    assert jumps[:4] == ["services", "hand_over", "keep_in_house", "escalation_rules"]
    assert [section_of(field) for field in jumps] == sorted(
        (section_of(field) for field in jumps), key=SECTIONS.index
    )


def test_the_field_that_was_jumped_to_is_marked(storage):
    app = opened(storage, RULES)
    app.button(key=key("jump:exit_criteria")).click().run()
    assert texts(app).count("Fill in here") == 1
    app.text_area(key=key("exit_criteria")).set_value("Below 80 % for two quarters").run()
    assert "Fill in here" not in texts(app)


def test_beside_a_refused_value_stands_that_it_is_not_saved_instead_of_missing(storage):
    app = opened(
        storage, RULES, brief=Brief(ceiling_cost_per_resolved_contact=28, response_deadline=DAY)
    )
    assert texts(app).count("Missing") == 1
    app.text_input(key=key("target_cost_per_resolved_contact")).set_value("30").run()
    assert "Not saved, see below" in texts(app)
    assert "Missing" not in texts(app)


def test_collecting_that_was_started_too_soon_can_be_taken_back(storage):
    stored_empty(storage, "Atlas")
    selection = storage.load(OPERATOR, "empty")
    storage.save_details(
        OPERATOR, "empty", phase=Phase.PREPARING, expected_version=selection.version
    )
    app = open_page("brief", "empty")
    app.button(key=key("phase:collecting")).click().run()
    assert storage.load(OPERATOR, "empty").phase is Phase.COLLECTING
    app.button(key=key("phase:preparing")).click().run()
    assert storage.load(OPERATOR, "empty").phase is Phase.PREPARING


def test_a_deadline_that_passed_is_said_with_what_open_answers_count_until_closing():
    brief = Brief(response_deadline=date(2026, 11, 27))
    collecting = Selection(
        id="s",
        title="S",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        phase=Phase.COLLECTING,
        brief=brief,
        points={},
    )
    assert deadline_words(collecting, date(2026, 11, 27)) == ""
    assert deadline_words(collecting, date(2026, 11, 28)) == (
        "The response deadline passed on 2026-11-27. An open answer still counts 50 of 100 until "
        "you close responses here, or mark it as no reply on Candidates."
    )
    closed = collecting.model_copy(update={"phase": Phase.CLOSED})
    assert deadline_words(closed, date(2026, 11, 28)) == ""


@pytest.mark.parametrize("section", SECTIONS)
def test_the_tab_key_goes_from_field_to_field_and_sources_stand_in_a_fold_below(storage, section):
    app = opened(storage, section)
    assert [heading.value for heading in app.subheader if heading.help] == []
    (fold,) = [e for e in app.expander if e.label == "Where these questions come from"]
    sources = str(fold.markdown[0].value)
    assert "Source: " in sources
    titled = [h.value for h in app.subheader if f"- {h.value}: Source" in sources]
    assert titled
