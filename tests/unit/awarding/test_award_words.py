"""How an award record's sentences read."""

from __future__ import annotations

from unit.awarding.award_records import record_of, sealed, small_evaluation

from scorecard.awarding import at_the_start, disclosed_in_words
from scorecard.model import Disclosed
from scorecard.report.award import write_award


def test_the_label_of_an_erased_candidate_has_a_capital_where_a_sentence_starts() -> None:
    assert at_the_start("erased candidate 1") == "Erased candidate 1"
    # A name that its owner writes small stays as it is.
    assert at_the_start("eBanking desk") == "eBanking desk"


def test_the_printed_record_starts_its_sentence_with_a_capital() -> None:
    record = record_of(small_evaluation(), "Atlas")
    chosen = record.chosen.model_copy(update={"name": "erased candidate 1"})
    others = tuple(c for c in record.standing.candidates if c.candidate_id != "Atlas")
    standing = record.standing.model_copy(update={"candidates": (chosen, *others)})
    record = record.model_copy(update={"standing": standing})
    page = write_award(sealed(record), record).decode()
    assert "<bdi>Erased candidate 1</bdi> was chosen." in page


def test_what_debriefs_tell_is_named_tick_by_tick_and_nothing_is_told_without_one() -> None:
    assert disclosed_in_words(()) == "its own values only"
    assert disclosed_in_words((Disclosed.WINNER_BANDS, Disclosed.OWN_RANK)) == (
        "how near its values came to the winner's, its own rank"
    )
