"""What is against a place on the shortlist is said alike in workbook, report, record and link."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from unit.awarding.award_records import record_of, sealed
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.access import SharedPart
from scorecard.awarding import concerns_about, shortlist_in_words
from scorecard.catalogue import load_catalogue
from scorecard.certainty import shortlist_size_of
from scorecard.evaluation import Evaluation, evaluate
from scorecard.excel import write_shortlist
from scorecard.excel.award_workbook import write_award_workbook
from scorecard.model import Answer, Brief, Candidate, Concern, Phase, Selection
from scorecard.report import write_report
from scorecard.report.award import write_award
from scorecard.sharing import ShareScope, freeze, shared_view, thaw
from scorecard.shortlisting import shortlist_rule, shortlist_sentence
from scorecard.ui.shared_views import sheet_scope

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ATTRITION = "attrition_120d_above_line"
RAMP_TITLE = "Ramp of two weeks promised"
RULE = "A candidate with a critical flag is shortlisted only by a written override."


def evaluation_of(*, flags: tuple[str, ...] | None = (ATTRITION,)) -> Evaluation:
    """Atlas, ticked, carries two critical flags; its override was written for `flags`.

    Borealis is ticked without a flag. Cobalt was ticked and has refused the breakdown since.
    """
    answers = [
        ("atlas", "attrition_120d_pct", 25.0),
        ("atlas", "ramp_weeks_promised", 2.0),
        ("borealis", "attrition_120d_pct", 9.0),
        ("borealis", "ramp_weeks_promised", 8.0),
    ]
    catalogue = load_catalogue()
    selection = Selection(
        id="test",
        title="Test",
        created_at=MOMENT,
        phase=Phase.COLLECTING,
        brief=Brief.model_validate(
            {"gate_settings": [{"gate_id": "loaded_rate_provided", "state": "on"}]}
        ),
        points={criterion.id: criterion.points for criterion in catalogue.criteria},
        candidates=(
            Candidate(
                id="atlas",
                name="Atlas",
                shortlisted=True,
                override_reason="The trend is falling",
                override_by="Ana",
                override_flags=flags,
            ),
            Candidate(id="borealis", name="Borealis", position=1, shortlisted=True),
            Candidate(id="cobalt", name="Cobalt", position=2, shortlisted=True),
        ),
        answers=(
            *(
                Answer(candidate_id=c, question_id=q, status="answered", value=value)
                for c, q, value in answers
            ),
            Answer(candidate_id="cobalt", question_id="rate_parts", status="refused"),
        ),
    )
    return evaluate(selection, catalogue, as_of=DAY)


def test_the_sentence_names_the_flag_that_no_override_covers_and_the_gate_that_is_not_met() -> None:
    assert shortlist_sentence(evaluation_of()) == (
        f"Atlas is on the shortlist without a written override for: {RAMP_TITLE}. "
        "Cobalt is on the shortlist although a gate is not met: Loaded rate provided."
    )


def test_an_override_for_both_flags_or_from_before_flags_were_kept_leaves_nothing_missing() -> None:
    for flags in ((ATTRITION, "ramp_two_weeks"), None):
        evaluation = evaluation_of(flags=flags)
        assert "Atlas" not in shortlist_sentence(evaluation)
        assert shortlist_rule(evaluation) == RULE


def test_the_rule_of_the_method_is_not_claimed_where_it_is_not_kept() -> None:
    said = f"{RULE} A flag was raised since, and the override is still missing for Atlas."
    assert shortlist_rule(evaluation_of()) == said
    workbook = opened(write_shortlist(evaluation_of(), created_at=MOMENT, sentences=("Atlas.",)))
    assert said in " ".join(all_text(workbook))
    assert said in write_report(evaluation_of(), written_on=DAY).decode()


def test_the_workbook_shows_which_tick_does_not_stand_and_for_which_flag() -> None:
    workbook = opened(write_shortlist(evaluation_of(), created_at=MOMENT, sentences=("Atlas.",)))
    summary = {row["Candidate"]: row for row in table(workbook["Summary"], "Rank")}
    assert {name: row["Shortlist"] for name, row in summary.items() if row["Shortlist"]} == {
        "Atlas": "✕ yes, override missing",
        "Borealis": "☑ yes",
        "Cobalt": "✕ yes, but out",
    }
    assert summary["Atlas"]["Override of critical flags"] == (
        f"Override missing: {RAMP_TITLE}. Otherwise: The trend is falling (Ana)"
    )
    flags = {
        row["Flag"]: row["Override"]
        for row in table(workbook["Red flags"], "Candidate")
        if row["Candidate"] == "Atlas" and row["State"] == "raised"
    }
    assert flags["Attrition above the line in the first 120 days"] == "The trend is falling (Ana)"
    assert flags[RAMP_TITLE] == "missing, though on the shortlist"


def test_the_report_says_it_in_the_summary_and_beside_the_candidate() -> None:
    report = write_report(evaluation_of(), written_on=DAY).decode()
    assert f"Atlas is on the shortlist without a written override for: {RAMP_TITLE}." in report
    assert f"On the shortlist, override missing: {RAMP_TITLE}" in report
    assert "On the shortlist, gate not met: Loaded rate provided" in report


def test_an_award_record_keeps_what_was_against_the_shortlist_and_asks_for_a_reason() -> None:
    evaluation = evaluation_of()
    raised = {concern.concern: concern.finding for concern in concerns_about(evaluation, "atlas")}
    assert raised[Concern.CRITICAL_FLAG] == (
        f"Atlas carries a critical flag without a written override: {RAMP_TITLE}."
    )
    record = record_of(evaluation, "borealis")
    assert set(shortlist_in_words(record).split(", ")) == {
        f"Atlas (override missing: {RAMP_TITLE})",
        "Borealis",
        "Cobalt (gate not met: Loaded rate provided)",
    }
    assert f"override missing: {RAMP_TITLE}" in write_award(sealed(record), record).decode()
    workbook = opened(write_award_workbook(sealed(record), record))
    assert f"yes, override missing: {RAMP_TITLE}" in all_text(workbook)


@pytest.mark.parametrize("hidden", [True, False])
def test_a_link_with_flags_tells_of_the_override_that_is_missing_and_one_without_of_none(
    hidden: bool,
) -> None:
    evaluation = evaluation_of()
    for parts in ({SharedPart.RANKING, SharedPart.FLAGS}, {SharedPart.RANKING}):
        scope = ShareScope(frozenset(parts), hidden)
        view = shared_view(evaluation, scope, shared_by="Ana", made_at=MOMENT)
        for shown in (view, thaw(freeze(view))):
            sentence = shortlist_sentence(shown.evaluation)
            assert (RAMP_TITLE in sentence) == (SharedPart.FLAGS in parts)
            flags = shown.evaluation.candidates[0].override_flags
            assert flags == ((ATTRITION,) if SharedPart.FLAGS in parts else None)
            # The words of the override stay out where free text does, and it still counts.
            said = [c.override_reason for c in shown.evaluation.candidates]
            assert ("The trend is falling" in said) == (
                SharedPart.FLAGS in parts and scope.free_text
            )


def test_the_workbook_of_a_link_does_not_call_an_override_missing_whose_words_are_left_out() -> (
    None
):
    evaluation = evaluation_of(flags=None)
    scope = ShareScope(frozenset({SharedPart.RANKING, SharedPart.FLAGS}), True)
    view = shared_view(evaluation, scope, shared_by="Ana", made_at=MOMENT)
    content = write_shortlist(
        view.evaluation, created_at=MOMENT, sentences=("A.",), sharing=sheet_scope(view)
    )
    (row,) = [r for r in table(opened(content)["Summary"], "Rank") if r["Rank"] == 2]
    assert row["Shortlist"] == "☑ yes"


def test_whoever_is_out_by_a_gate_does_not_count_among_the_k_of_the_shortlist() -> None:
    # Three are ticked, of whom two are ranked.
    assert shortlist_size_of(evaluation_of()) == 2
