"""From an evaluation and a decision to the award record, and from that to debriefs."""

from scorecard.awarding.concerns import Raised, concerns_about
from scorecard.awarding.debrief import Debrief, DebriefRow, debrief_of
from scorecard.awarding.drafting import drafted_award
from scorecard.awarding.open_answers import sealing_sentence, since_sealed_sentence
from scorecard.awarding.standing import standing_of
from scorecard.awarding.words import (
    CONCERN_WORDS,
    DISCLOSED_WORDS,
    at_the_start,
    disclosed_in_words,
    flags_in_words,
    gates_in_words,
    integrity_sentence,
    override_in_words,
    range_in_words,
    shortlist_in_words,
    signatures_in_words,
)

__all__ = [
    "CONCERN_WORDS",
    "DISCLOSED_WORDS",
    "Debrief",
    "DebriefRow",
    "Raised",
    "at_the_start",
    "concerns_about",
    "debrief_of",
    "disclosed_in_words",
    "drafted_award",
    "flags_in_words",
    "gates_in_words",
    "integrity_sentence",
    "override_in_words",
    "range_in_words",
    "sealing_sentence",
    "shortlist_in_words",
    "signatures_in_words",
    "since_sealed_sentence",
    "standing_of",
]
