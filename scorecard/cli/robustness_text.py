"""How sure the ranking is, as text for a terminal: the paragraph, then the tables under it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scorecard.certainty import Certainty
from scorecard.certainty_words import how_sure, percent, weights_in_table
from scorecard.cli.faults import one_line
from scorecard.cli.table import text_table
from scorecard.robustness import Tipping
from scorecard.sentences import asked_in_a_table

# More ranks would not fit beside a name; the lower ones are summed up in one column.
RANKS_SHOWN = 8
QUESTIONS_SHOWN = 10
CANNOT = "cannot change it"


def robustness_text(certainty: Certainty) -> str:
    """The paragraph, rank acceptability, tipping weights and what to ask next."""
    evaluation = certainty.evaluation
    simulation = certainty.full.simulation
    heading = [
        evaluation.selection.title,
        how_sure(certainty),
        f"As of {evaluation.as_of.isoformat()} · revision {evaluation.revision} · catalogue "
        f"{evaluation.catalogue.version} · {simulation.samples:,} simulated cases, seed "
        f"{simulation.seed}: one standard error of a share is at most "
        f"{100 * certainty.full.standard_error():.1g} points",
    ]
    sections = ["\n".join(one_line(line) for line in heading)]
    if len(certainty.candidates) > 1:
        sections += [_acceptability(certainty)]
        if len(certainty.groups) > 1:
            titles = [group.title for group in certainty.groups]
            sections.append(_tipping("Group", titles, certainty.by_group, certainty))
        titles = [criterion.title for criterion in evaluation.criteria]
        sections.append(_tipping("Criterion", titles, certainty.by_criterion, certainty))
    if certainty.questions and len(certainty.candidates) > 1:
        sections.append(_questions(certainty))
    return "\n\n".join(sections)


def _acceptability(certainty: Certainty) -> str:
    ranks = certainty.full.ranks
    count = len(ranks)
    shown = min(count, RANKS_SHOWN)
    headings = ["Candidate", *[f"Rank {rank + 1}" for rank in range(shown)]]
    if count > shown:
        headings.append(f"{shown + 1} or lower")
    headings.append("Confidence")
    rows = []
    for candidate, row, confidence in zip(
        certainty.candidates, ranks, certainty.full.confidence, strict=True
    ):
        cells = [percent(float(share)) for share in row[:shown]]
        if count > shown:
            cells.append(percent(float(row[shown:].sum())))
        rows.append([candidate.name, *cells, percent(float(confidence))])
    table = text_table(headings, rows, headings[1:])
    return (
        "In how many of the simulated cases each candidate takes each rank, and how often it is "
        f"first at the weights that suit it best\n{table}"
    )


def _tipping(what: str, titles: Sequence[str], tipping: Tipping, certainty: Certainty) -> str:
    """Those with the smallest change first, those that cannot change the leader last."""
    change = [math.inf if math.isnan(value) else abs(value) for value in tipping.change.tolist()]
    order = sorted(range(len(titles)), key=change.__getitem__)
    rows = []
    for part in order:
        if math.isinf(change[part]):
            rows.append([titles[part], f"{100 * tipping.weight[part]:.1f} %", CANNOT, "", ""])
            continue
        there, now = weights_in_table(100 * tipping.tipping[part], 100 * tipping.weight[part])
        rows.append(
            [
                titles[part],
                f"{now} %",
                f"{there} %",
                f"{100 * tipping.change[part]:+.1f}",
                certainty.candidates[int(tipping.overtaken_by[part])].name,
            ]
        )
    headings = (what, "Weight", "Tips at", "Change", "Then level")
    leader = certainty.candidates[0].name
    return (
        f"At which weight {one_line(leader)} is no longer alone in front, the other weights in "
        f"proportion\n{text_table(headings, rows, ('Weight', 'Tips at', 'Change'))}"
    )


def _questions(certainty: Certainty) -> str:
    shown = certainty.questions[:QUESTIONS_SHOWN]
    rows = [
        [
            question.candidate.name,
            question.question.label,
            question.standing,
            percent(question.leader_changes),
            percent(question.shortlist_changes),
            f"{question.swing:.1f}",
            asked_in_a_table(question.question.ask_whom),
        ]
        for question in shown
    ]
    of_shortlist = f"First {certainty.shortlist_size}"
    headings = ("Candidate", "Question", "Answer", "First", of_shortlist, "At stake", "Ask")
    more = len(certainty.questions) - len(shown)
    title = (
        "What to ask next: how probably the answer changes who is first and the first "
        f"{certainty.shortlist_size}, and how many points of overall value are at stake"
    )
    table = text_table(headings, rows, ("First", of_shortlist, "At stake"))
    return "\n".join([title, table, *([f"and {more:,} more answers"] if more else [])])
