"""Answers → findings: which warnings are raised, clear or unknown for whom."""

from scorecard.red_flags.findings import (
    Finding,
    State,
    find,
    message_in_words,
    number_beside,
    number_in_words,
    shown,
)

__all__ = [
    "Finding",
    "State",
    "find",
    "message_in_words",
    "number_beside",
    "number_in_words",
    "shown",
]
