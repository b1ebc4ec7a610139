"""Behind a link without names, letters and order are drawn by lot and tell nothing of the entry."""

from __future__ import annotations

from building import AS_OF, number_catalogue, number_selection
from hypothesis import given
from hypothesis import strategies as st

from scorecard.evaluation import evaluate
from scorecard.model import Candidate, Selection
from scorecard.sharing import drawn_seating, seated

NAMES = ("Atlas", "Borealis", "Cobalt", "Dunmere")
WEIGHTS = {"quality": 0.6, "price": 0.4}
CATALOGUE = number_catalogue(dict.fromkeys(WEIGHTS, (0, 100)))


def selection(names: tuple[str, ...] = NAMES) -> Selection:
    matrix = {name: [10 * n, 90 - 7 * n] for n, name in enumerate(names, start=1)}
    return number_selection(matrix, WEIGHTS)


def seats(seen: Selection) -> dict[str, int]:
    return {candidate.name: candidate.position for candidate in seen.candidates}


def test_the_first_of_the_lot_sits_first_and_everything_follows_the_seats() -> None:
    seen = seated(selection(), (2, 0, 3, 1))
    assert [candidate.name for candidate in seen.candidates] == [
        "Cobalt",
        "Atlas",
        "Dunmere",
        "Borealis",
    ]
    assert list(seats(seen).values()) == [0, 1, 2, 3]


@given(st.permutations(range(4)))
def test_no_value_and_no_rank_depends_on_the_seat(seating: list[int]) -> None:
    plain = evaluate(selection(), CATALOGUE, as_of=AS_OF)
    moved = evaluate(seated(selection(), seating), CATALOGUE, as_of=AS_OF)
    for row, candidate in enumerate(plain.candidates):
        there = moved.position[candidate.id]
        assert moved.overall[there] == plain.overall[row]
        assert moved.rank[there] == plain.rank[row]


def test_whoever_is_added_later_follows_behind_and_moves_nobody() -> None:
    before = seats(seated(selection(), (2, 0, 3, 1)))
    after = seats(seated(selection((*NAMES, "Everhall", "Fjord")), (2, 0, 3, 1)))
    assert after == before | {"Everhall": 4, "Fjord": 5}


def test_the_seat_of_whoever_is_removed_stays_empty() -> None:
    whole = selection()
    without = whole.model_copy(update={"candidates": whole.candidates[1:], "answers": ()})
    assert seats(seated(without, (2, 0, 3, 1))) == {"Cobalt": 0, "Dunmere": 2, "Borealis": 3}


def test_who_came_later_keeps_its_seat_when_another_who_came_later_goes_or_comes_back() -> None:
    names = (*NAMES, "Everhall", "Fjord")
    whole = selection(names)
    without = whole.model_copy(
        update={"candidates": (*whole.candidates[:4], whole.candidates[5]), "answers": ()}
    )
    lot = (2, 0, 3, 1)
    assert seats(seated(without, lot))["Fjord"] == seats(seated(whole, lot))["Fjord"] == 5
    # Dunmere was removed when the lot was drawn, and is brought back.
    assert seats(seated(whole, (2, 0, 1))) == {
        "Cobalt": 0,
        "Atlas": 1,
        "Borealis": 2,
        "Dunmere": 3,
        "Everhall": 4,
        "Fjord": 5,
    }


def test_candidates_with_the_same_position_are_seated_apart() -> None:
    same = [Candidate(id=str(n), name=str(n), position=0) for n in range(4)]
    assert sorted(drawn_seating(same)) == [0, 1, 2, 3]
    whole = selection().model_copy(
        update={
            "candidates": tuple(
                c.model_copy(update={"position": 0}) for c in selection().candidates
            )
        }
    )
    assert list(seats(seated(whole, (3, 2, 1, 0)))) == ["Dunmere", "Cobalt", "Borealis", "Atlas"]


def test_a_lot_seats_everybody_once_and_falls_differently() -> None:
    candidates = [Candidate(id=str(n), name=str(n), position=3 * n) for n in range(8)]
    lots = {drawn_seating(candidates) for _ in range(12)}
    assert all(sorted(lot) == [3 * n for n in range(8)] for lot in lots)
    # Twelve lots of eight fall alike once in 8! to the eleventh.
    assert len(lots) > 1
