"""Labels in place of names."""

import pytest

from scorecard.model import Candidate
from scorecard.sharing.names import NameCover, hidden_labels, letter_label


@pytest.mark.parametrize(
    ("position", "label"),
    # As a spreadsheet letters its columns: 26 single letters, then 26 × 26 pairs, so that
    # AA is 26, AZ 26 + 25, BA 52, ZZ 26 + 26 × 26 − 1 = 701, AAA 702.
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_go_on_as_in_a_spreadsheet(position: int, label: str) -> None:
    assert letter_label(position) == f"Candidate {label}"


def test_a_candidate_keeps_its_letter_when_another_is_removed() -> None:
    three = [Candidate(id=name, name=name, position=n) for n, name in enumerate(("x", "y", "z"))]
    assert hidden_labels(three) == ("Candidate A", "Candidate B", "Candidate C")
    assert hidden_labels([three[0], three[2]]) == ("Candidate A", "Candidate C")


def test_two_candidates_never_share_a_letter() -> None:
    same = [Candidate(id=name, name=name, position=3) for name in ("x", "y")]
    assert hidden_labels(same) == ("Candidate A", "Candidate B")


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Atlas leads ATLAS  SUPPORT", "Candidate A leads Candidate B"),
        ("Atlantic is no atlas", "Atlantic is no Candidate A"),
        ("(Atlas)", "(Candidate A)"),
        ("it is in IT's hands", "it is in Candidate C's hands"),
        ("a plan by A", "a plan by A"),
    ],
)
def test_names_are_covered_as_whole_words_the_longest_first(text: str, covered: str) -> None:
    cover = NameCover(
        {
            "Atlas": "Candidate A",
            "Atlas Support": "Candidate B",
            "IT": "Candidate C",
            "A": "Candidate D",
        }
    )
    assert cover.covered(text) == covered


def test_without_names_a_text_stays_as_it_is() -> None:
    assert NameCover({}).covered("Atlas leads") == "Atlas leads"
