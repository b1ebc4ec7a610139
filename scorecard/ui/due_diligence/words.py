"""What the due-diligence page says of a candidate, in a sentence or a line."""

from __future__ import annotations

from scorecard.evaluation import Evaluation
from scorecard.model import Status
from scorecard.sentences import count_in_words
from scorecard.ui.candidates_standing import may_be_closed
from scorecard.ui.critical_flags import critical_flags_words
from scorecard.ui.state import OpenSelection


def due_diligence_sentence(opened: OpenSelection, candidate_id: str) -> str:
    """How many questions are answered, open and refused, and how many critical flags there are."""
    questions = opened.catalogue.questions
    statuses = [opened.selection.answer(candidate_id, q.id).status for q in questions]
    answered = statuses.count(Status.ANSWERED)
    open_count = statuses.count(Status.OPEN)
    refused = statuses.count(Status.REFUSED) + statuses.count(Status.NO_REPLY)
    parts = [f"{answered} of {len(questions)} questions answered"]
    if open_count:
        parts.append(f"{count_in_words(open_count)} open")
    if refused:
        parts.append(f"{count_in_words(refused)} refused or without reply")
    row = opened.evaluation.position[candidate_id]
    # Answers of the quote alone leave the ranking without any.
    if opened.evaluation.nothing_answered[row] and not answered:
        return f"No answers yet: {count_in_words(len(questions))} questions are open."
    flags = critical_flags_words(opened.evaluation, [row])
    return f"{', '.join(parts)}. {flags[:1].upper()}{flags[1:]}."


def standing_line(evaluation: Evaluation, row: int) -> str:
    """`Atlas: 64.2 · rank 2 of 5 · 1 critical flag`, for where the side panel is out of sight."""
    name = evaluation.candidates[row].name
    if evaluation.nothing_answered[row]:
        return f"{name}: no answers yet"
    place = place_words(evaluation, row)
    return (
        f"{name}: {evaluation.overall[row]:.1f} · {place} · "
        f"{critical_flags_words(evaluation, [row])}"
    )


def place_words(evaluation: Evaluation, row: int) -> str:
    """`rank 2 of 5`, `out: a gate failed` or `not ranked`."""
    if evaluation.nothing_ranked_because or row in evaluation.unanswered_order:
        return "not ranked"
    rank = int(evaluation.rank[row])
    return f"rank {rank} of {len(evaluation.ranked_order)}" if rank else "out: a gate failed"


def no_reply_words(opened: OpenSelection) -> str:
    """Why “no reply” is not offered yet, or '' once silence may be recorded as one."""
    if may_be_closed(opened.selection, opened.evaluation.as_of):
        return ""
    deadline = opened.selection.brief.response_deadline
    passed = (
        "a response deadline is set on the Brief and has passed"
        if deadline is None
        else f"the response deadline, {deadline.isoformat()}, has passed"
    )
    return f"“No reply” can be chosen once {passed}, or once responses are closed."
