"""A candidate's debrief as one self-contained HTML file, in the look of the board report."""

from __future__ import annotations

from scorecard.awarding import Debrief
from scorecard.report.heading import Fact, Heading, long_day
from scorecard.report.page import rendered

TEMPLATE = "debrief.html.j2"
KIND = "Debrief"


def write_debrief(debrief: Debrief) -> bytes:
    """The debrief as UTF-8 HTML: the same debrief gives the same bytes."""
    heading = Heading(
        kind=f"{KIND} for {debrief.candidate_name}",
        title=debrief.title,
        standing="Decided",
        standing_reason=f"The decision was signed on {long_day(debrief.decided_on)}.",
        is_provisional=False,
        facts=(
            Fact("Judged as of", long_day(debrief.as_of)),
            Fact("Revision", str(debrief.revision)),
            Fact("Catalogue", debrief.catalogue_version),
        ),
        footer=f"{KIND} · {debrief.candidate_name} · {debrief.title}",
    )
    winner = debrief.winner_name or "the chosen candidate"
    return rendered(
        TEMPLATE,
        heading=heading,
        debrief=debrief,
        winner_heading=winner[:1].upper() + winner[1:],
    )
