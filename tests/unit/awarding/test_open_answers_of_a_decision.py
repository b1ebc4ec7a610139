"""What sealing a decision does to open answers is said, with the figures before and after."""

from __future__ import annotations

from building import AS_OF, atlas_and_borealis, number_selection, quality_and_price
from unit.awarding.award_records import record_of

from scorecard.awarding import sealing_sentence, since_sealed_sentence
from scorecard.evaluation import evaluate
from scorecard.model import Brief, OpenPolicy, Phase

# Atlas: quality 8 → 80, price 12 → 80, so 80. Borealis: quality 6 → 60 with three quarters of the
# weight, price open with one quarter: 45 + 12.5 while an open answer counts 50, and 45 later.


def judged(phase, selection=None, **changes):
    changed = (selection or atlas_and_borealis()).model_copy(update={"phase": phase, **changes})
    return evaluate(changed, quality_and_price(), as_of=AS_OF)


def test_before_sealing_both_figures_of_both_candidates_are_told():
    assert sealing_sentence(judged(Phase.COLLECTING), "Atlas") == (
        "Recording closes the responses: from then on an open answer counts 0 of 100 instead of "
        "50 of 100. The record keeps the ranking as it stands: Atlas 80.0, Borealis 57.5. "
        "Every page afterwards shows: Atlas 80.0, Borealis 45.0."
    )


def test_where_nothing_changes_nothing_is_said():
    once_closed = judged(Phase.CLOSED)
    assert sealing_sentence(once_closed, "Atlas") == ""
    complete = number_selection(
        {"Atlas": [8, 12], "Borealis": [6, 15]}, {"quality": 3.0, "price": 1.0}
    )
    assert sealing_sentence(judged(Phase.COLLECTING, complete), "Atlas") == ""
    same = Brief(open_policy_once_closed=OpenPolicy.NEUTRAL)
    assert sealing_sentence(judged(Phase.COLLECTING, brief=same), "Atlas") == ""


def test_another_candidate_in_front_afterwards_is_said_before_it_happens():
    # Cobalt: quality 10 → 75 points, price open: 87.5, then 75. Atlas stays at 80 and comes first.
    selection = number_selection(
        {"Atlas": [8, 12], "Cobalt": [10, None]}, {"quality": 3.0, "price": 1.0}
    )
    sentence = sealing_sentence(judged(Phase.COLLECTING, selection), "Cobalt")
    assert "Cobalt 87.5, Atlas 80.0. " in sentence
    assert sentence.endswith(
        "Every page afterwards shows: Atlas 80.0, Cobalt 75.0. First is then Atlas instead of "
        "Cobalt."
    )


def test_whoever_is_chosen_is_among_the_figures_whatever_the_rank():
    selection = number_selection(
        {"Atlas": [8, 12], "Borealis": [7, 12], "Cobalt": [6, None]},
        {"quality": 3.0, "price": 1.0},
    )
    sentence = sealing_sentence(judged(Phase.COLLECTING, selection), "Cobalt")
    assert "Atlas 80.0, Borealis 72.5, Cobalt 57.5. " in sentence
    assert sentence.endswith("Atlas 80.0, Borealis 72.5, Cobalt 45.0.")


def test_after_sealing_the_pages_tell_why_the_record_has_other_figures():
    record = record_of(judged(Phase.COLLECTING), "Atlas")
    decided = judged(Phase.DECIDED, revision=1)
    assert since_sealed_sentence(record, decided) == (
        "The award record was sealed while responses were open, when an open answer counted "
        "50 of 100: Atlas 80.0, Borealis 57.5. Since then it counts 0 of 100: Atlas 80.0, "
        "Borealis 45.0."
    )


def test_after_sealing_who_is_first_now_is_told_where_it_is_somebody_else():
    selection = number_selection(
        {"Atlas": [8, 12], "Cobalt": [10, None]}, {"quality": 3.0, "price": 1.0}
    )
    record = record_of(judged(Phase.COLLECTING, selection), "Cobalt")
    sentence = since_sealed_sentence(record, judged(Phase.DECIDED, selection, revision=1))
    assert sentence.endswith("Atlas 80.0, Cobalt 75.0. First is now Atlas instead of Cobalt.")


def test_what_else_was_changed_since_the_record_is_not_put_down_to_open_answers():
    record = record_of(judged(Phase.COLLECTING), "Atlas")
    sentence = since_sealed_sentence(record, judged(Phase.DECIDED, revision=2))
    assert sentence.endswith("The selection was changed in other ways since, too.")


def test_a_record_sealed_after_responses_were_closed_needs_no_explanation():
    record = record_of(judged(Phase.CLOSED), "Atlas")
    assert since_sealed_sentence(record, judged(Phase.DECIDED, revision=1)) == ""
