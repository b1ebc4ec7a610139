"""Everything that this server worked out and keeps: an erasure must leave none of it behind."""

from __future__ import annotations

from scorecard.ui import (
    costs,
    figures,
    selections_cards,
    shared_views,
    state,
    weights_edition,
)
from scorecard.ui.due_diligence import side_panel
from scorecard.ui.links import making
from scorecard.ui.robustness import running, scenarios

# Each is private to its module in every other respect; a test finds one that is missing here.
CACHES = (
    state._evaluated,
    costs._costs,
    costs._chart,
    figures._chart,
    running._assessed,
    scenarios._read,
    selections_cards.card_facts,
    shared_views._thawed,
    shared_views._live_view,
    shared_views._assessed,
    weights_edition._taken_over,
    side_panel._worked_out,
    making._in_seats,
)


def forget_everything_worked_out() -> None:
    """Drops evaluations, charts, costs, simulations, cards and shared views of every selection."""
    for cache in CACHES:
        cache.clear()
