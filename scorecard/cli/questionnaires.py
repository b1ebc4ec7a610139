"""`questionnaire` and `import`: a candidate's questions out, what came back in."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from scorecard.catalogue import answer_in_words
from scorecard.cli.chosen_selection import ChosenSelection, ReturnedFile, chosen_selection
from scorecard.cli.faults import CommandFault, one_line
from scorecard.cli.files import check_output, read_content, write_content
from scorecard.cli.table import text_table
from scorecard.commercial import currency_of_answer
from scorecard.excel import (
    CellState,
    Intake,
    IntakeCell,
    IntakeFault,
    ReturnedQuestionnaire,
    compare_questionnaire,
    open_questionnaire,
    write_questionnaire,
)
from scorecard.model import Answer
from scorecard.sentences import passed_deadline_sentence

HEADINGS = ("State", "Question", "Stored", "In the file", "Cell")
EARLIER_FILES = 3
MOST_CHARACTERS = 40


def questionnaire(wanted: str, candidate_name: str, output: Path) -> int:
    """Writes the questionnaire for one candidate of a document or a stored selection."""
    source = Path(wanted) if Path(wanted).exists() else None
    check_output(output, ending=".xlsx", source=source)
    with chosen_selection(wanted) as chosen:
        candidate = chosen.candidate(candidate_name)
        content = write_questionnaire(
            chosen.selection, chosen.catalogue, candidate.id, created_at=datetime.now(UTC)
        )
        write_content(output, content)
        chosen.note_export("questionnaire")
        passed = passed_deadline_sentence(chosen.selection.brief, _today())
    if passed:
        print(passed, file=sys.stderr)
    return 0


def import_questionnaire(
    wanted: str,
    path: Path,
    *,
    accept_all: bool,
    accept_doubtful: bool,
    replace_conflicting: bool,
    as_json: bool,
) -> int:
    """Shows what a returned questionnaire would change, and stores it where that is asked for.

    New and changed answers are accepted together; those with a figure that may be meant in another
    unit, and conflicting ones, stay as stored unless they are asked for as well. Raises
    CommandFault for a file that cannot be taken in.
    """
    content = read_content(path)
    with chosen_selection(wanted) as chosen:
        intake = _compared(chosen, content, path)
        cells: tuple[IntakeCell, ...] = ()
        if accept_all:
            cells = intake.acceptable
            if accept_doubtful:
                cells += intake.doubtful
            if replace_conflicting:
                cells += tuple(
                    cell
                    for cell in intake.of_state(CellState.CONFLICTING)
                    if accept_doubtful or not cell.doubts
                )
        # What is printed as accepted is stored: a refusal leaves here before anything is said.
        if cells:
            chosen.store(
                [cell.proposed for cell in cells if cell.proposed is not None],
                {cell.question_id: cell.expected_version for cell in cells},
                intake.returned.source,
                ReturnedFile(path.name, content),
            )
        if as_json:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")
            print(intake_json(chosen, intake, accepted=cells))
        else:
            print(intake_text(chosen, intake))
    _say(chosen, intake, cells, accept_all=accept_all)
    return 0


def intake_text(chosen: ChosenSelection, intake: Intake) -> str:
    """The counts, and a line for every answer that is not stored already."""
    head = f"{intake.candidate_name}: {_counts(intake)}"
    before = chosen.selection.answers_by_candidate()[intake.candidate_id]
    after = intake.answers_after(before)
    rows = [
        (
            cell.state.value,
            chosen.catalogue.questions_by_id[cell.question_id].label,
            _short(_in_words(chosen, cell.stored, before)),
            "; ".join(_told(cell, _in_words(chosen, cell.proposed, after))),
            cell.place,
        )
        for cell in intake.cells
        if cell.state is not CellState.UNCHANGED
    ]
    return f"{one_line(head)}\n\n{text_table(HEADINGS, rows)}" if rows else one_line(head)


def _told(cell: IntakeCell, proposed: str) -> list[str]:
    """What is wrong in the file, and what would be stored all the same."""
    return [*cell.problems, *([_short(proposed)] if proposed else [])]


def intake_json(
    chosen: ChosenSelection, intake: Intake, *, accepted: tuple[IntakeCell, ...]
) -> str:
    """The difference as JSON text."""
    taken = {cell.question_id for cell in accepted}
    return json.dumps(
        {
            "file": intake.file_name,
            "sha256": intake.returned.sha256,
            "candidate": intake.candidate_name,
            "candidate_id": intake.candidate_id,
            "answered_on": _iso(intake.returned),
            "counts": {state.value: len(intake.of_state(state)) for state in CellState},
            "accepted": len(accepted),
            "notes": list(intake.notes),
            "answers": [
                {
                    "question": cell.question_id,
                    "label": chosen.catalogue.questions_by_id[cell.question_id].label,
                    "cell": cell.place,
                    "state": cell.state.value,
                    "stored": cell.stored.model_dump(mode="json"),
                    "in_file": cell.proposed and cell.proposed.model_dump(mode="json"),
                    "problems": list(cell.problems),
                    "remarks": list(cell.remarks),
                    "doubts": list(cell.doubts),
                    "accepted": cell.question_id in taken,
                }
                for cell in intake.cells
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _compared(chosen: ChosenSelection, content: bytes, path: Path) -> Intake:
    selection, catalogue = chosen.selection, chosen.catalogue
    try:
        returned = open_questionnaire(
            content,
            path.name,
            selection,
            catalogue,
            received_on=_today(),
        )
    except IntakeFault as problem:
        raise CommandFault(str(problem)) from problem
    earlier = []
    for file in chosen.kept_questionnaires(returned.candidate_id)[:EARLIER_FILES]:
        try:
            earlier.append(
                open_questionnaire(file.content, file.description.name, selection, catalogue)
            )
        except IntakeFault:
            # What is damaged or of an older catalogue tells nothing; a conflict stays one.
            continue
    return compare_questionnaire(returned, selection, catalogue, earlier=earlier)


def _say(
    chosen: ChosenSelection, intake: Intake, cells: tuple[IntakeCell, ...], *, accept_all: bool
) -> None:
    for note in intake.notes:
        print(one_line(f"{intake.file_name}: {note}"), file=sys.stderr)
    if not accept_all:
        if intake.acceptable or intake.doubtful:
            print("Nothing was stored; add --accept all to store it", file=sys.stderr)
        return
    named = sum(c.proposed is not None and c.proposed.document_is_only_named for c in cells)
    if named:
        documents = "1 document is" if named == 1 else f"{named} documents are"
        them = "it" if named == 1 else "them"
        print(
            f"{documents} named and not attached; attach {them} on “Questionnaires back”: until "
            "then the answers count as claimed",
            file=sys.stderr,
        )
    doubtful = [c for c in intake.doubtful if c not in cells]
    left = [c for c in intake.of_state(CellState.CONFLICTING) if c not in cells]
    answers = "answer" if len(cells) == 1 else "answers"
    print(one_line(f"{len(cells)} {answers} accepted into {chosen.where}"), file=sys.stderr)
    if doubtful:
        open_ones = "1 answer is" if len(doubtful) == 1 else f"{len(doubtful)} answers are"
        print(
            f"{open_ones} left for your decision, because a figure may be meant in another unit; "
            "add --accept-doubtful to store what the file says",
            file=sys.stderr,
        )
        for doubt in (doubt for cell in doubtful for doubt in cell.doubts):
            print(one_line(f"  {doubt}"), file=sys.stderr)
    if left:
        conflicting = "1 conflicting answer" if len(left) == 1 else f"{len(left)} conflicting"
        print(
            f"{conflicting} left as stored; add --replace-conflicting to replace", file=sys.stderr
        )


def _counts(intake: Intake) -> str:
    counted = [(state.value, len(intake.of_state(state))) for state in CellState]
    shown = ", ".join(f"{count} {word}" for word, count in counted if count) or "no answers"
    return f"{shown}, {intake.silent_count} left empty"


def _in_words(chosen: ChosenSelection, answer: Answer | None, beside: Mapping[str, Answer]) -> str:
    """An answer in words; `beside` are all of the candidate's, for the currency of the quote."""
    if answer is None:
        return ""
    question = chosen.catalogue.questions_by_id[answer.question_id]
    selection, catalogue = chosen.selection, chosen.catalogue
    currency = currency_of_answer(catalogue, beside, question.id, selection.brief.currency)
    return answer_in_words(question, answer, currency)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"


def _iso(returned: ReturnedQuestionnaire) -> str | None:
    day = returned.answered_on or returned.saved_on
    return day.isoformat() if day else None
