"""Red flags: raised ones opened to their reason, unknown ones never clear, overrides in writing."""

from dataclasses import replace
from datetime import date, timedelta

from pages import (
    OPERATOR,
    open_page,
    stored_empty,
    stored_fifty,
    stored_worked,
    texts_of,
)

from scorecard.catalogue import Severity, load_catalogue
from scorecard.certainty import assess
from scorecard.evaluation import evaluate
from scorecard.model import Answer
from scorecard.red_flags import State
from scorecard.ui.red_flags_list import (
    MOST_WITH_STAKES,
    ask_next,
    ask_next_text,
    by_rule,
    rows_gravest_first,
    unknown,
)
from scorecard.ui.red_flags_words import evidence_in_words, reading_in_words, source_lines
from scorecard.ui.state import today

LINE = "attrition_120d_above_line"
ATTRITION = "attrition_120d_pct"


def test_a_flag_on_a_verified_answer_says_when_the_document_behind_it_has_expired(storage):
    stored_empty(storage, "Atlas")
    answer = Answer.model_validate(
        {
            **{"candidate_id": "c0", "question_id": ATTRITION, "status": "answered", "value": 25.0},
            "evidence": "verified",
            "document": {
                **{"title": "Leavers 2024", "issuer": "Auditor", "scope": "all sites"},
                **{"issued_on": "2025-01-10", "expires_on": "2026-01-10"},
            },
            "verification": {
                **{"verified_by": "Jane", "method": "payroll", "verified_on": "2025-02-01"}
            },
        }
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    selection = storage.load(OPERATOR, "empty")
    catalogue = load_catalogue()
    evaluation = evaluate(selection, catalogue, as_of=date(2026, 11, 22))
    (finding,) = (f for f in evaluation.flags_shown[0] if f.rule.id == LINE)
    assert evidence_in_words(catalogue, answer, finding).startswith("document has expired")


def folds(app):
    return [str(expander.label).replace("\\", "") for expander in app.expander]


def answered(storage, value, candidate="c0", question=ATTRITION):
    answer = Answer(candidate_id=candidate, question_id=question, status="answered", value=value)
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)


def flag_open(storage, value=18.1):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, value)
    app = open_page("red_flags", "empty")
    app.session_state[f"red_flags:open:c0:{LINE}"] = True
    return app.run()


def evaluation_of(storage, selection_id):
    catalogue = storage.catalogue(OPERATOR, selection_id)
    return evaluate(storage.load(OPERATOR, selection_id), catalogue, as_of=today())


def test_the_first_sentence_says_which_critical_flags_to_take_up_first(storage):
    selection = stored_worked(storage)
    app = open_page("red_flags", selection.id)
    assert not app.exception
    evaluation = evaluation_of(storage, selection.id)
    raised = sum(len(flags) for flags in evaluation.flags_shown)
    assert (
        "Take up what is critical first: Brisa Contacto (Attrition above the line in the first 120 "
        "days), Cobalt Lane (No loaded-rate breakdown) and Dunmere Dialogue (Ramp of two weeks "
        "promised). Four matters cannot be decided yet: ask for the answers."
    ) in texts_of(app)
    assert len([label for label in folds(app) if "-badge[:material/flag:" in label]) == raised


def test_an_opened_flag_shows_number_line_source_and_what_to_ask_whom(storage):
    shown = texts_of(flag_open(storage))
    rule = next(r for r in load_catalogue().red_flags if r.id == LINE)
    assert "18.1 % (line: 18 %)" in shown
    assert "Evidence: claimed only" in shown
    assert "How to Choose a BPO Partner: Checklist & Pricing Models (Call IT Dev, 2026)" in shown
    assert f"({rule.ask_whom}): {rule.ask_next}" in shown


def test_the_other_rules_of_the_family_stand_with_what_they_came_to(storage):
    shown = texts_of(flag_open(storage))
    assert "Other rules on the same matter" in shown
    assert "Early attrition not shared (major): clear" in shown


def test_at_exactly_the_line_nothing_is_raised(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 18.0)
    app = open_page("red_flags", "empty")
    assert "No flag is raised." in texts_of(app)
    assert not [label for label in folds(app) if "critical" in label]


def test_what_is_not_known_is_listed_as_unknown_with_what_to_ask(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 12.0)
    app = open_page("red_flags", "empty")
    app.session_state["red_flags:unknown:c0"] = True
    app.run()
    assert any("cannot be decided yet: not clear" in label for label in folds(app))
    question = load_catalogue().questions_by_id["attrition_annual_pct"]
    assert question.text in texts_of(app)


def test_a_matter_that_is_raised_already_is_not_among_the_unknown(storage):
    # Refusing the rate's parts raises one rule and leaves another of its family undecided.
    stored_empty(storage, "Atlas", "Borealis")
    refused = Answer(candidate_id="c0", question_id="rate_parts", status="refused")
    storage.save_answer(OPERATOR, "empty", refused, expected_version=0)
    evaluation = evaluation_of(storage, "empty")
    family = next(f.rule.family for f in evaluation.flags_shown[0])
    assert State.UNKNOWN in {f.state for f in evaluation.findings[0] if f.rule.family == family}
    gaps = unknown(evaluation, 0)
    assert family not in {finding.rule.family for finding in gaps}
    assert {finding.state for finding in gaps} == {State.UNKNOWN}


def test_severities_can_be_filtered(storage):
    selection = stored_worked(storage)
    app = open_page("red_flags", selection.id)
    pills = next(w for w in app.button_group if w.key == "red_flags:severities")
    pills.set_value([Severity.CRITICAL]).run()
    flags = [label for label in folds(app) if "-badge[:material/flag:" in label]
    assert len(flags) == 3
    assert all("critical" in label for label in flags)


def test_by_rule_every_flag_names_its_candidate(storage):
    selection = stored_worked(storage)
    app = open_page("red_flags", selection.id)
    next(w for w in app.button_group if w.key == "red_flags:grouping").set_value("rule").run()
    assert not app.exception
    assert any("Brisa Contacto: 22 %" in label for label in folds(app))


def test_an_override_is_recorded_with_who_wrote_it_and_shown(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    app = open_page("red_flags", "empty")
    app.text_area(key="red_flags:empty:override:c0").set_value("Trend is falling, seen").run()
    app.button(key="red_flags:empty:override:c0:record").click().run()
    candidate = storage.load(OPERATOR, "empty").candidate("c0")
    assert (candidate.override_reason, candidate.override_by) == (
        "Trend is falling, seen",
        OPERATOR.name,
    )
    assert f"Overridden by {OPERATOR.name}: Trend is falling, seen" in texts_of(app)
    assert storage.history(OPERATOR, "empty", subject="candidate:c0")[0].reason


def test_an_override_without_a_reason_is_refused(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    app = open_page("red_flags", "empty")
    app.text_area(key="red_flags:empty:override:c0").set_value("   ").run()
    app.button(key="red_flags:empty:override:c0:record").click().run()
    assert "write why this candidate may be shortlisted" in texts_of(app)
    assert storage.load(OPERATOR, "empty").candidate("c0").override_reason == ""


def test_withdrawing_an_override_takes_the_candidate_off_the_shortlist(storage):
    selection = stored_worked(storage)
    app = open_page("red_flags", selection.id)
    app.button(key=f"red_flags:{selection.id}:override:brisa:withdraw").click().run()
    brisa = storage.load(OPERATOR, selection.id).candidate("brisa")
    assert (brisa.override_reason, brisa.override_by, brisa.shortlisted) == ("", "", False)


def test_an_override_changed_by_somebody_else_shows_both_and_is_not_lost(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    app = open_page("red_flags", "empty")
    other = storage.load(OPERATOR, "empty").candidate("c0")
    storage.save_candidate(
        OPERATOR,
        "empty",
        other.model_copy(update={"override_reason": "Theirs"}),
        expected_version=other.version,
    )
    app.text_area(key="red_flags:empty:override:c0").set_value("Mine")
    app.button(key="red_flags:empty:override:c0:record").click().run()
    assert "in the meantime" in texts_of(app)
    assert storage.load(OPERATOR, "empty").candidate("c0").override_reason == "Theirs"
    next(b for b in app.button if b.label == "Keep mine").click().run()
    assert storage.load(OPERATOR, "empty").candidate("c0").override_reason == "Mine"


def clarification(app, part=""):
    return f"red_flags:empty:clarification:c0:{LINE}{part}"


def test_a_question_is_marked_as_asked_with_the_text_and_the_day(storage):
    app = flag_open(storage)
    app.text_area(key=clarification(app)).set_value("Which programmes?")
    app.date_input(key=clarification(app, ":on")).set_value(date(2026, 11, 20))
    app.button(key=clarification(app, ":mark")).click().run()
    answer = storage.load(OPERATOR, "empty").answer("c0", ATTRITION)
    assert answer.clarification == "Which programmes?"
    assert answer.clarification_asked_on == date(2026, 11, 20)
    assert answer.value == 18.1
    assert "Asked for clarification on 2026-11-20: Which programmes?" in texts_of(app)


def test_what_to_ask_next_is_filled_in_to_be_marked_with_one_click(storage):
    app = flag_open(storage)
    app.button(key=clarification(app, ":mark")).click().run()
    rule = next(r for r in load_catalogue().red_flags if r.id == LINE)
    answer = storage.load(OPERATOR, "empty").answer("c0", ATTRITION)
    assert answer.clarification == rule.ask_next
    assert abs(answer.clarification_asked_on - today()) <= timedelta(days=1)


def test_a_clarification_dated_before_1990_is_refused(storage):
    app = flag_open(storage)
    app.date_input(key=clarification(app, ":on")).set_value(date(1989, 5, 1))
    app.button(key=clarification(app, ":mark")).click().run()
    assert "1989-05-01 is before 1990-01-01; check the year" in texts_of(app)
    assert storage.load(OPERATOR, "empty").answer("c0", ATTRITION).clarification == ""


def test_a_question_no_longer_waits_when_it_is_cleared(storage):
    app = flag_open(storage)
    app.button(key=clarification(app, ":mark")).click().run()
    app.button(key=clarification(app, ":clear")).click().run()
    answer = storage.load(OPERATOR, "empty").answer("c0", ATTRITION)
    assert (answer.clarification, answer.clarification_asked_on) == ("", None)
    assert answer.value == 18.1


def test_the_list_for_the_e_mail_has_every_question_once_flags_first(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    evaluation = evaluation_of(storage, "empty")
    questions = ask_next(evaluation, 0)
    rule = next(r for r in evaluation.catalogue.red_flags if r.id == LINE)
    assert questions[0].text == rule.ask_next
    assert len({q.text for q in questions}) == len(questions)
    text = ask_next_text(evaluation, 0)
    assert text.startswith("Questions to Atlas (Empty)")
    assert f"1. {rule.ask_next}\n   For: {rule.ask_whom}" in text


def certainty_of(storage, selection_id):
    return assess(evaluation_of(storage, selection_id))


def test_what_could_change_the_ranking_is_asked_even_where_no_rule_reads_it(storage):
    selection = stored_worked(storage)
    certainty = certainty_of(storage, selection.id)
    row = next(r for r, c in enumerate(selection.candidates) if c.id == "aldermoor")
    evaluation = certainty.evaluation
    alone = [q.text for q in ask_next(evaluation, row)]
    first = next(
        q
        for q in certainty.questions
        if q.candidate.id == "aldermoor"
        and not q.question.observed
        and q.question.text not in alone
    )
    merged = ask_next(evaluation, row, replace(certainty, questions=(first,)))
    (question,) = [q for q in merged if q.stakes]
    assert question.text.startswith(first.question.text)
    assert question.stakes == f"changes who is first in no case, decides {first.swing:.1f} points"
    assert {q.text for q in merged} > set(alone)
    assert question.text in ask_next_text(evaluation, row, certainty)


def test_what_the_buyer_finds_out_alone_is_told_with_its_stakes_but_never_mailed(storage):
    selection = stored_worked(storage)
    certainty = certainty_of(storage, selection.id)
    row = next(r for r, c in enumerate(selection.candidates) if c.id == "aldermoor")
    sample = certainty.evaluation.catalogue.questions_by_id["brand_voice_sample"]
    merged = ask_next(certainty.evaluation, row, certainty)
    (question,) = [q for q in merged if q.question_id == sample.id]
    assert question.is_recorded_by_buyer
    assert question.stakes == "changes who is first in no case, decides 4.0 points"
    assert sample.text not in ask_next_text(certainty.evaluation, row, certainty)
    app = open_page("red_flags", selection.id)
    app.session_state["red_flags:ask:aldermoor"] = True
    app.run()
    assert (
        "Brand-voice sample (rate it yourselves, by your brand or support lead): "
        "changes who is first in no case, decides 4.0 points"
    ) in texts_of(app)
    assert "Ask Rated" not in texts_of(app)


def test_what_most_probably_changes_the_leader_stands_before_the_flags(storage):
    # Only attrition is known, much the same of both, and raises a flag; everything else is open.
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    answered(storage, 24.0, "c1")
    certainty = certainty_of(storage, "empty")
    (first, *_) = [q for q in certainty.questions if q.candidate.id == "c0"]
    assert first.leader_changes > 0.005
    merged = ask_next(certainty.evaluation, 0, certainty)
    stakes = [q.stakes for q in merged]
    assert stakes[0].startswith("changes who is first in ")
    assert all(stakes[:MOST_WITH_STAKES])
    assert not any(stakes[MOST_WITH_STAKES:])
    rule = next(r for r in certainty.evaluation.catalogue.red_flags if r.id == LINE)
    assert [q.text for q in merged].index(rule.ask_next) == MOST_WITH_STAKES


def test_a_matter_that_a_flag_asks_about_already_stands_once_and_takes_the_probability(storage):
    # The claimed 25 % could fall to open in the simulation, so that the flag and the simulation
    # both ask about it.
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    certainty = certainty_of(storage, "empty")
    own = next(
        q for q in certainty.questions if (q.candidate.id, q.question.id) == ("c0", ATTRITION)
    )
    certainty = replace(certainty, questions=(own,))
    merged = ask_next(certainty.evaluation, 0, certainty)
    rule = next(r for r in certainty.evaluation.catalogue.red_flags if r.id == LINE)
    assert own.question.text not in {q.text for q in merged}
    (question,) = [q for q in merged if q.stakes]
    assert question.text == rule.ask_next


def test_a_claim_that_could_change_the_ranking_is_asked_for_its_evidence(storage):
    selection = stored_worked(storage)
    certainty = certainty_of(storage, selection.id)
    row = next(r for r, c in enumerate(selection.candidates) if c.id == "everhall")
    claimed = next(q for q in certainty.questions if q.candidate.id == "everhall" and not q.is_open)
    certainty = replace(certainty, questions=(claimed,))
    (question,) = [q for q in ask_next(certainty.evaluation, row, certainty) if q.stakes]
    assert question.text.startswith(claimed.question.text)
    assert question.text.endswith(
        f"You have answered this; what shows it? {claimed.question.good_evidence}"
    )


def test_the_candidate_reads_the_question_but_never_what_is_at_stake(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    certainty = certainty_of(storage, "empty")
    text = ask_next_text(certainty.evaluation, 0, certainty)
    asked = [q for q in ask_next(certainty.evaluation, 0, certainty) if q.stakes]
    mailed = [q for q in asked if not q.is_recorded_by_buyer]
    assert mailed
    assert all(question.text in text for question in mailed)
    assert "leader" not in text
    assert "points" not in text
    app = open_page("red_flags", "empty")
    app.session_state["red_flags:ask:c0"] = True
    app.run()
    assert app.code[0].value == text.rstrip()
    assert "For you alone, what some of these could change" in texts_of(app)
    assert "changes who is first in " in texts_of(app)


def test_the_list_is_shown_to_copy_and_offered_as_a_file(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    app = open_page("red_flags", "empty")
    app.session_state["red_flags:ask:c0"] = True
    app.run()
    assert app.code[0].value.startswith("Questions to Atlas")
    assert not app.exception


def test_from_a_flag_the_way_leads_to_its_question(storage):
    app = flag_open(storage)
    app.button(key=f"red_flags:question:c0:{LINE}").click().run()
    assert not app.exception
    assert "What has Atlas answered" in texts_of(app)
    question = load_catalogue().questions_by_id[ATTRITION]
    assert question.text in texts_of(app)


def test_without_candidates_the_page_offers_to_add_them(storage):
    stored_empty(storage)
    app = open_page("red_flags", "empty")
    assert "No candidates yet, so no flags." in texts_of(app)
    assert [b for b in app.button if b.label == "Add candidates"]


def test_without_answers_nothing_is_called_clear_and_the_form_is_offered(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("red_flags", "empty")
    assert not app.exception
    assert "nothing is raised and nothing is clear" in texts_of(app)
    assert [b for b in app.button if b.label == "Record answers"]
    assert "no flag, nothing unknown" not in texts_of(app)


def test_fifty_candidates_come_eight_at_a_time_gravest_first(storage):
    selection = stored_fifty(storage)
    app = open_page("red_flags", selection.id)
    assert not app.exception
    evaluation = evaluation_of(storage, selection.id)
    order = rows_gravest_first(evaluation)
    shown = [c for c in evaluation.candidates if f"**{c.name}**" in texts_of(app)]
    assert {c.id for c in shown} == {evaluation.candidates[row].id for row in order[:8]}
    criticals = [len(evaluation.critical_flags(row)) for row in order]
    assert criticals == sorted(criticals, reverse=True)


def test_candidates_can_be_picked_out_of_fifty(storage):
    selection = stored_fifty(storage)
    app = open_page("red_flags", selection.id)
    app.multiselect(key="red_flags:candidates").set_value([7]).run()
    shown = [c.name for c in selection.candidates if f"**{c.name}**" in texts_of(app)]
    assert shown == [selection.candidates[7].name]


def test_grouped_by_rule_the_raised_come_before_the_unknown(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answered(storage, 25.0)
    rules = by_rule(evaluation_of(storage, "empty"), (0, 1), tuple(Severity))
    assert rules[0].rule.id == LINE
    assert [row for row, _ in rules[0].raised] == [0]
    assert all(not flags.raised for flags in rules[1:])


def test_sources_are_spelled_out_with_their_date_and_an_assumption_is_called_one():
    lines = source_lines(load_catalogue(), ("s2_sla_article", "assumption"))
    assert lines == (
        "Service level agreements in customer service outsourcing (BolsterBiz, undated)",
        "an assumption, not a published figure",
    )


def test_with_many_candidates_the_gravest_flags_come_first_and_the_rest_on_request(storage):
    selection = stored_fifty(storage)
    evaluation = evaluation_of(storage, selection.id)
    row = rows_gravest_first(evaluation)[0]
    candidate, flags = evaluation.candidates[row], evaluation.flags_shown[row]
    assert len(flags) > 4
    app = open_page("red_flags", selection.id)

    def listed():
        keys = [str(expander.key) for expander in app.expander]
        return [key for key in keys if key.startswith(f"red_flags:open:{candidate.id}:")]

    assert listed() == [f"red_flags:open:{candidate.id}:{f.rule.id}" for f in flags[:4]]
    app.toggle(key=f"red_flags:more:{candidate.id}").set_value(True).run()
    assert len(listed()) == len(flags)


def test_a_price_that_a_flag_reads_is_told_in_the_currency_of_its_quote(storage):
    selection = stored_empty(storage, "Atlas")
    for question, value in (("quote_currency", "GBP"), ("loaded_rate_per_hour", 9.5)):
        answered(storage, value, question=question)
    evaluation = evaluation_of(storage, selection.id)
    told = {
        reading_in_words(evaluation.catalogue, evaluation.selection, finding)
        for finding in evaluation.findings[0]
        if finding.rule.reads == "loaded_rate_per_hour"
    }
    assert told == {"GBP 9.50"}
