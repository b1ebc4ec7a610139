"""A debrief tells a candidate of itself and, where ticked, of the winner; nothing of the others."""

from __future__ import annotations

import re
from functools import cache

import pytest
from building import AS_OF, number_catalogue, number_selection
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from unit.awarding.award_records import record_of
from unit.excel.workbook_reading import all_text, opened
from unit.sharing.marked_case import marked_evaluation

from scorecard.awarding import debrief_of, drafted_award
from scorecard.catalogue import Catalogue, load_catalogue
from scorecard.evaluation import evaluate
from scorecard.excel.debrief_workbook import write_debrief_workbook
from scorecard.model import (
    AwardRecord,
    Brief,
    DebriefFigures,
    Disclosed,
    Phase,
    PriceFormula,
    Signature,
    Status,
)
from scorecard.report.debrief import write_debrief

FIGURES = DebriefFigures(level_within_points=5, clear_from_points=20, most_named=3)
BANDS = {Disclosed.WINNER_BANDS, Disclosed.PRICE}
TICKS = st.sets(st.sampled_from(list(Disclosed)))


@cache
def marked_record() -> AwardRecord:
    evaluation = marked_evaluation()
    first = evaluation.candidates[evaluation.ranked_order[0]].id
    return record_of(evaluation, first, signer="zqsigner0001")


def marks_of(value: object) -> set[str]:
    """The planted marks (zq…) in anything, by its text."""
    return set(re.findall(r"zq[a-z]+\d{4}", str(value).casefold()))


def of_candidate(candidate_id: str) -> set[str]:
    """Every mark of one candidate: its name, contacts, answers, notes, sources, documents."""
    selection = marked_evaluation().selection
    candidate = selection.candidate(candidate_id)
    answers = [a for a in selection.answers if a.candidate_id == candidate_id]
    return marks_of(candidate.model_dump()) | marks_of([a.model_dump() for a in answers])


@given(ticks=TICKS, place=st.integers(0, 5))
def test_no_debrief_holds_a_mark_of_another_candidate_whatever_is_ticked(
    ticks: set[Disclosed], place: int
) -> None:
    record = marked_record()
    candidates = record.standing.candidates
    own = candidates[place % len(candidates)]
    winner = record.chosen
    debrief = debrief_of(record, own.candidate_id, ticks)
    html = write_debrief(debrief)
    allowed = of_candidate(own.candidate_id)
    if Disclosed.WINNER_NAME in ticks:
        allowed |= marks_of(winner.name)
    others = {m for c in candidates for m in of_candidate(c.candidate_id)} - allowed
    assert len(others) > 100
    assert marks_of(debrief) & others == set()
    assert marks_of(html.decode()) & others == set()
    # Not of the board either: signatures, and the decision's own reasons.
    assert "zqsigner0001" not in html.decode()
    assert "Said in the record only" not in html.decode()


def test_the_workbook_of_a_debrief_holds_no_mark_of_another_candidate_either() -> None:
    record = marked_record()
    own = record.standing.candidates[-1]
    for ticks in (set(), set(Disclosed)):
        content = write_debrief_workbook(debrief_of(record, own.candidate_id, ticks))
        texts = all_text(opened(content))
        allowed = of_candidate(own.candidate_id) | (
            marks_of(record.chosen.name) if ticks else set()
        )
        assert marks_of(texts) <= allowed


@given(ticks=TICKS)
def test_each_tick_reveals_its_own_and_nothing_else_of_the_winner(ticks: set[Disclosed]) -> None:
    record = marked_record()
    own = record.standing.candidates[1]
    debrief = debrief_of(record, own.candidate_id, ticks)
    assert bool(debrief.winner_name) is (Disclosed.WINNER_NAME in ticks)
    prices = {w.title for w in record.standing.criteria if w.is_price}
    for row in debrief.rows:
        is_price = row.title in prices
        told = Disclosed.WINNER_VALUES in ticks and (not is_price or Disclosed.PRICE in ticks)
        assert (row.winner is not None) is told
        band = Disclosed.PRICE if is_price else Disclosed.WINNER_BANDS
        assert (row.comparison == "not disclosed") is (band not in ticks)
    # The price could be worked out from the overall value and all the other values.
    may_tell = Disclosed.PRICE in ticks or Disclosed.WINNER_VALUES not in ticks
    assert (debrief.winner_overall is not None) is (Disclosed.WINNER_OVERALL in ticks and may_tell)
    assert ("Your rank was" in debrief.standing) is (Disclosed.OWN_RANK in ticks)
    assert ("took part" in debrief.standing) is (Disclosed.CANDIDATE_COUNT in ticks)


def test_own_flags_are_told_where_ticked_but_none_that_compares_with_other_candidates() -> None:
    record = marked_record()
    told = 0
    for own in record.standing.candidates:
        without = debrief_of(record, own.candidate_id, set(Disclosed) - {Disclosed.OWN_FLAGS})
        assert without.flags == ()
        flags = debrief_of(record, own.candidate_id, {Disclosed.OWN_FLAGS}).flags
        assert len(flags) == sum(flag.is_own for flag in own.flags)
        for flag in own.flags:
            if not flag.is_own:
                assert not any(text.startswith(flag.title) for text in flags)
        told += len(flags)
    assert told > 0
    assert any(not flag.is_own for c in record.standing.candidates for flag in c.flags)


@given(ticks=TICKS)
def test_a_debrief_tells_that_an_answer_was_set_aside_but_not_in_the_buyers_words(
    ticks: set[Disclosed],
) -> None:
    record = marked_record()
    answers = marked_evaluation().selection.answers
    (set_aside,) = (
        a
        for a in answers
        if a.question_id == "languages_offered" and a.status is Status.NOT_APPLICABLE
    )
    words = set_aside.not_applicable_reason
    assert words in record.model_dump_json()
    html = write_debrief(debrief_of(record, set_aside.candidate_id, ticks)).decode()
    assert "Language: German was still open: only the brief waives it; marked not" in html
    assert words not in html


def test_a_record_from_before_that_withholds_the_buyers_words_too() -> None:
    old = {"title": "Language: German", "state": "open"}
    gates = [
        old
        | {
            "reason": "marked not applicable (no German needed: ask Ines); only the brief waives it"
        },
        old | {"reason": "not shown yet: no document listed"},
    ]
    record = small_record()
    content = record.model_dump(mode="json")
    (borealis,) = (c for c in content["standing"]["candidates"] if c["name"] == "Borealis")
    borealis["gates"] = gates
    assert debrief_of(AwardRecord.model_validate(content), "Borealis").gates == (
        "Language: German was still open: only the brief waives it; marked not applicable.",
        "Language: German was still open: not shown yet: no document listed.",
    )


def small_record(**brief: object) -> AwardRecord:
    catalogue = number_catalogue({"quality": (0, 10), "speed": (0, 10), "price": (20, 10)})
    selection = number_selection(
        # Values: 80, 50, 80 against 60, 100, 50.
        {"Atlas": [8, 5, 12], "Borealis": [6, 10, 15]},
        {"quality": 6.0, "speed": 1.0, "price": 3.0},
        brief=Brief.model_validate(brief),
    )
    record = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Atlas")
    return record.model_copy(update={"debrief_figures": FIGURES})


def test_strengths_and_what_would_have_helped_most_follow_from_weight_and_value() -> None:
    debrief = debrief_of(small_record(), "Borealis", BANDS)
    # Worth 0.6·60 = 36, 0.3·50 = 15, 0.1·100 = 10; missing 0.6·40 = 24, 0.3·50 = 15, 0.1·0 = 0.
    assert debrief.strengths == (
        "Quality: 60 of 100, worth 36.0 of your overall value.",
        "Price: 50 of 100, worth 15.0 of your overall value.",
        "Speed: 100 of 100, worth 10.0 of your overall value.",
    )
    assert debrief.improvements == (
        "Quality: up to 24.0 more on your overall value; you reached 60 of 100.",
        "Price: up to 15.0 more on your overall value; you reached 50 of 100.",
    )
    # 60 − 80 = −20, 50 − 80 = −30, 100 − 50 = 50.
    assert [(row.title, row.comparison) for row in debrief.rows] == [
        ("Quality", "clearly below"),
        ("Price", "clearly below"),
        ("Speed", "clearly better"),
    ]


def test_without_a_tick_a_debrief_says_nothing_of_the_winner_on_any_criterion() -> None:
    """Borealis is clearly below on two criteria and clearly better on one: none of it is told."""
    debrief = debrief_of(small_record(), "Borealis")
    assert {(row.winner, row.comparison) for row in debrief.rows} == {(None, "not disclosed")}
    assert not debrief.tells_bands
    printed = write_debrief(debrief).decode()
    written = " ".join(str(text) for text in all_text(opened(write_debrief_workbook(debrief))))
    for told in (str(debrief), printed, written):
        assert not re.search(r"clearly|somewhat|about level", told, re.IGNORECASE)
    # A column in which nothing is told is not there.
    assert "Against the winner" not in printed
    assert "Against the winner" not in written


def test_the_tick_for_bands_tells_no_band_of_a_price_and_the_tick_for_the_price_no_other() -> None:
    """Which of the criteria is the price: the record says it, so it is marked here."""
    record = small_record()
    criteria = tuple(
        weight.model_copy(update={"is_price": weight.title == "Price"})
        for weight in record.standing.criteria
    )
    standing = record.standing.model_copy(update={"criteria": criteria})
    record = record.model_copy(update={"standing": standing})

    def told(*ticks: Disclosed) -> list[str]:
        return [row.comparison for row in debrief_of(record, "Borealis", ticks).rows]

    # Quality, Price, Speed: 60 − 80, 50 − 80, 100 − 50.
    hidden = "not disclosed"
    assert told(Disclosed.WINNER_BANDS) == ["clearly below", hidden, "clearly better"]
    assert told(Disclosed.PRICE) == [hidden, "clearly below", hidden]
    assert told(Disclosed.WINNER_VALUES) == [hidden, hidden, hidden]


def test_how_far_is_told_in_the_bands_that_the_record_keeps() -> None:
    narrow = DebriefFigures(level_within_points=25, clear_from_points=40, most_named=1)
    debrief = debrief_of(
        small_record().model_copy(update={"debrief_figures": narrow}), "Borealis", BANDS
    )
    # 60 − 80 = −20 is within 25, 50 − 80 = −30 not yet 40, 100 − 50 = 50 is.
    assert [row.comparison for row in debrief.rows] == [
        "about level",
        "somewhat below",
        "clearly better",
    ]
    assert len(debrief.strengths) == len(debrief.improvements) == 1
    assert "About level: within 25 points of 100; clearly: 40 points or more." in debrief.remarks


def test_a_record_without_bands_says_better_or_below_and_not_how_far() -> None:
    older = small_record().model_copy(update={"debrief_figures": None})
    debrief = debrief_of(older, "Borealis", BANDS)
    assert [row.comparison for row in debrief.rows] == ["below", "below", "better"]
    assert debrief.strengths == ("Quality: 60 of 100, worth 36.0 of your overall value.",)
    assert debrief.improvements == (
        "Quality: up to 24.0 more on your overall value; you reached 60 of 100.",
    )
    assert not any("points" in remark for remark in debrief.remarks)
    catalogue = number_catalogue({"quality": (0, 10)})
    selection = number_selection({"Atlas": [8], "Borealis": [8]}, {"quality": 1.0})
    even = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Atlas")
    assert even.debrief_figures is None
    (row,) = debrief_of(even, "Borealis", BANDS).rows
    assert row.comparison == "level"


def test_the_record_keeps_the_bands_of_its_catalogue_or_those_given_for_an_older_copy() -> None:
    shipped = load_catalogue().settings.debrief
    assert shipped is not None
    assert shipped.sources == ("assumption",)
    figures = shipped.figures
    assert (figures.level_within_points, figures.clear_from_points) == (5, 20)
    assert figures.most_named == 3
    evaluation = marked_evaluation()
    assert evaluation.catalogue.settings.debrief == shipped
    assert record_of(evaluation, evaluation.candidates[0].id).debrief_figures == figures
    catalogue = number_catalogue({"quality": (0, 10)})
    assert catalogue.settings.debrief is None
    older = evaluate(number_selection({"Atlas": [8]}, {"quality": 1.0}), catalogue, as_of=AS_OF)
    draft = drafted_award(
        older,
        candidate_id="Atlas",
        reasons="Because.",
        concern_reasons={},
        signatures=[Signature(name="Ines", role="Head", signed_on=AS_OF)],
        figures_for_older_copies=figures,
    )
    assert draft.debrief_figures == figures


@pytest.mark.parametrize(("level", "clear"), [(20, 5), (5, 5), (-1, 20)])
def test_bands_that_overlap_are_refused(level: float, clear: float) -> None:
    with pytest.raises(ValidationError):
        DebriefFigures(level_within_points=level, clear_from_points=clear, most_named=3)


def test_gaps_in_the_evidence_are_stated_without_a_judgement() -> None:
    debrief = debrief_of(small_record(), "Borealis")
    assert debrief.gaps == (
        "Answers were given without a document or a check on: Quality; Speed; Price.",
    )


def test_the_winner_gets_its_own_values_without_a_comparison() -> None:
    debrief = debrief_of(small_record(), "Atlas", set(Disclosed))
    assert debrief.is_winner
    assert "Atlas was chosen" in debrief.opening
    assert {row.comparison for row in debrief.rows} == {""}
    assert {row.winner for row in debrief.rows} == {None}


@given(ticks=TICKS)
def test_under_a_relative_price_formula_no_quote_can_be_worked_out(ticks: set[Disclosed]) -> None:
    """100 × lowest ÷ own rate: whoever knows its own rate and value knows the lowest quote."""
    base = marked_evaluation()
    brief = base.selection.brief.model_copy(
        update={"price_formula": PriceFormula.LOWEST_PROPORTIONAL}
    )
    evaluation = evaluate(
        base.selection.model_copy(update={"brief": brief}), base.catalogue, as_of=base.as_of
    )
    record = record_of(evaluation, evaluation.candidates[evaluation.ranked_order[0]].id)
    prices = {w.title for w in record.standing.criteria if w.is_price}
    assert prices
    for own in record.standing.candidates:
        debrief = debrief_of(record, own.candidate_id, ticks)
        assert debrief.own_overall is None
        assert debrief.winner_overall is None
        for row in debrief.rows:
            if row.title in prices:
                assert (row.own, row.winner) == (None, None)
        told = (*debrief.strengths, *debrief.improvements)
        assert not any(text.startswith(tuple(prices)) for text in told)


@pytest.mark.parametrize("own", ["Atlas", "Atlas Support"])
def test_a_name_that_contains_another_is_told_apart(own: str) -> None:
    catalogue = number_catalogue({"quality": (0, 10)})
    selection = number_selection(
        {"Atlas": [8], "Atlas Support": [6], "Borealis": [9]}, {"quality": 1.0}
    ).model_copy(update={"title": "ATLAS, Atlas  Support or Borealis"})
    record = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Borealis")
    title = debrief_of(record, own).title
    expected = {
        "Atlas": "Atlas, another candidate or the chosen candidate",
        "Atlas Support": "another candidate, Atlas Support or the chosen candidate",
    }
    assert title == expected[own]


def test_an_open_criterion_is_no_value_reached_and_no_strength() -> None:
    catalogue = number_catalogue({"quality": (0, 10), "price": (20, 10)})
    selection = number_selection(
        # Values 40 and open, which counts 50 of 100.
        {"Atlas": [8, 12], "Borealis": [4, None]},
        {"quality": 1.0, "price": 1.0},
        phase=Phase.COLLECTING,
    )
    record = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Atlas")
    debrief = debrief_of(record.model_copy(update={"debrief_figures": FIGURES}), "Borealis", BANDS)
    # Missing 0.5·60 = 30 on quality, 0.5·50 = 25 on price, which stands first all the same.
    assert debrief.improvements == (
        "No answer that could be valued reached us on Price; it counted 50 of 100 as an open "
        "answer, up to 25.0 less on your overall value than the best answer.",
        "Quality: up to 30.0 more on your overall value; you reached 40 of 100.",
    )
    # Price adds the most, 25 against 20, but nobody earned it; 40 is below what is open counts.
    assert debrief.strengths == ("Nothing stood out: your highest value was 40 of 100.",)
    price = next(row for row in debrief.rows if row.title == "Price")
    assert (price.comparison, price.is_open) == ("open, nothing to compare", True)
    assert "50.0 (open)" in write_debrief(debrief).decode()


def test_what_the_buyer_has_not_rated_is_not_laid_at_the_candidates_door() -> None:
    content = number_catalogue({"quality": (0, 10), "voice": (0, 5)}).model_dump()
    for question in content["questions"]:
        if question["id"] == "q_voice":
            question["observed"] = True
    catalogue = Catalogue.model_validate(content)
    selection = number_selection(
        {"Atlas": [8, 4], "Borealis": [4, None]},
        {"quality": 1.0, "voice": 1.0},
        phase=Phase.COLLECTING,
    )
    record = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Atlas")
    debrief = debrief_of(record.model_copy(update={"debrief_figures": FIGURES}), "Borealis", BANDS)
    # Open counts 50 of 100: 0.5 · 50 = 25 below the best rating.
    assert debrief.improvements[0] == (
        "We have not rated Voice; it counted 50 of 100 as an open answer, up to 25.0 less on your "
        "overall value than the best rating."
    )
    label = catalogue.questions_by_id["q_voice"].label
    assert f"We have not rated: {label}." in debrief.gaps
    assert not any(gap.startswith("No answer had reached us") for gap in debrief.gaps)


def test_who_answered_nothing_is_told_so_and_has_no_strength() -> None:
    catalogue = number_catalogue({"quality": (0, 10)})
    selection = number_selection({"Atlas": [8], "Borealis": [None]}, {"quality": 1.0})
    record = record_of(evaluate(selection, catalogue, as_of=AS_OF), "Atlas")
    (told,) = debrief_of(record, "Borealis").strengths
    assert told == "No answer that could be valued reached us, so that nothing stood out."
