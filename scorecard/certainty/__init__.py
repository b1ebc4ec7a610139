"""How sure the ranking of an evaluation is, with names."""

from scorecard.certainty.assessment import (
    Belief,
    Certainty,
    LevelWeight,
    Verdict,
    assess,
    default_simulation,
    next_best_question,
    open_value_of,
    problem_of,
    shortlist_size_of,
)
from scorecard.certainty.next_questions import VISIBLE_SHARE, NextQuestion, to_ask_first

__all__ = [
    "VISIBLE_SHARE",
    "Belief",
    "Certainty",
    "LevelWeight",
    "NextQuestion",
    "Verdict",
    "assess",
    "default_simulation",
    "next_best_question",
    "open_value_of",
    "problem_of",
    "shortlist_size_of",
    "to_ask_first",
]
