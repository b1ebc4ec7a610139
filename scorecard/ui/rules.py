"""Since when the rules of a selection are in force, for the files that say so."""

from __future__ import annotations

from scorecard.access import Actor
from scorecard.rules_fixed import RulesFixed, rules_fixed
from scorecard.ui import state
from scorecard.ui.state import OpenSelection

HISTORY_ENTRIES = 100_000


def rules_of(actor: Actor, opened: OpenSelection) -> RulesFixed:
    """When each rule of the selection was fixed, as its history shows."""
    history = state.storage().history(actor, opened.id, limit=HISTORY_ENTRIES)
    return rules_fixed(history, opened.selection)
