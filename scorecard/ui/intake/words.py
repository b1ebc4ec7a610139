"""What the intake page says: how many files came, what they would change, what was accepted."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.excel import CellState, Intake
from scorecard.model import Selection
from scorecard.sentences import count_in_words, joined
from scorecard.storage import QUESTIONNAIRE
from scorecard.ui.text import capitalised

STATE_WORDS = {
    CellState.NEW: "New",
    CellState.CHANGED: "Changed",
    CellState.CONFLICTING: "Conflicting",
    CellState.INVALID: "Cannot be used",
    CellState.UNCHANGED: "As stored",
}
_COUNTED = {
    CellState.NEW: "new",
    CellState.CHANGED: "changed",
    CellState.CONFLICTING: "conflicting",
    CellState.INVALID: "not usable",
    CellState.UNCHANGED: "as stored",
}


def standing_sentence(selection: Selection) -> str:
    """How many candidates have sent a questionnaire back, before anything is uploaded."""
    total = len(selection.candidates)
    if not total:
        return "There are no candidates yet, so nobody can have sent anything back."
    sent = {a.candidate_id for a in selection.attachments if a.question_id == QUESTIONNAIRE}
    back = sum(candidate.id in sent for candidate in selection.candidates)
    if total == 1:
        standing = "taken in" if back else "not taken in yet"
        return f"The one candidate's questionnaire is {standing}."
    if not back:
        return f"No questionnaire of the {count_in_words(total)} candidates is taken in yet."
    have = "has" if back == 1 else "have"
    return f"{capitalised(count_in_words(back))} of {total} {have} a questionnaire taken in."


def upload_sentence(intakes: Sequence[Intake], fault_count: int) -> str:
    """What the uploaded files hold, all together."""
    files = len(intakes) + fault_count
    read = f"{capitalised(count_in_words(files))} file{'' if files == 1 else 's'}"
    counts = counts_in_words([cell.state for intake in intakes for cell in intake.cells])
    unread = f", of which {count_in_words(fault_count)} cannot be read" if fault_count else ""
    return f"{read}{unread}: {counts or 'no answers'}."


def counts_in_words(states: Sequence[CellState]) -> str:
    """`12 new, 2 changed, 1 conflicting`; '' where there is nothing."""
    counted = [(word, sum(s is which for s in states)) for which, word in _COUNTED.items()]
    return ", ".join(f"{count} {word}" for word, count in counted if count)


def accept_all_label(intake: Intake) -> str:
    """The button that takes what nobody has to decide about."""
    other = "other " if intake.doubtful else ""
    return f"Accept all {len(intake.acceptable)} {other}new and changed"


def doubtful_sentence(count: int) -> str:
    """Why answers stand unticked in which a figure may be meant in another unit."""
    if count == 1:
        return (
            "One answer is left for you to decide: a figure may be meant in another unit (see "
            "the remark). Tick it if it is right, or ask the candidate."
        )
    return (
        f"{capitalised(count_in_words(count))} answers are left for you to decide: a figure may be "
        "meant in another unit (see the remarks). Tick what is right, or ask the candidate."
    )


def missing_documents_sentence(count: int) -> str:
    """How many documents candidates name that nobody has attached."""
    if count == 1:
        return "One document is named in an answer and not attached"
    return f"{capitalised(count_in_words(count))} documents are named in answers and not attached"


def accepted_sentence(count: int, effect: str) -> str:
    """`12 answers accepted; rank 3 → 2, one flag raised`."""
    answers = "answer" if count == 1 else "answers"
    lowered = effect[:1].lower() + effect[1:]
    return f"{count} {answers} accepted; {lowered}." if effect else f"{count} {answers} accepted."


def everything_sentence(results: Sequence[tuple[str, int]]) -> str:
    """What was accepted of several candidates at once."""
    total = sum(count for _, count in results)
    answers = "answer" if total == 1 else "answers"
    return f"{total} {answers} accepted of {joined([name for name, _ in results])}."
