"""Whose questionnaire a workbook is: told by the ids in it, never by names."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue import Catalogue
from scorecard.excel.grid import shortened
from scorecard.excel.intake_grid import FilledBook, FilledCell, IntakeFault
from scorecard.excel.intake_rows import is_ids_sheet
from scorecard.excel.questionnaire_form import (
    FORMAT_VERSION,
    Form,
    Part,
    candidate_token,
    selection_token,
)
from scorecard.model import Selection


def matched(
    book: FilledBook, file_name: str, selection: Selection, catalogue: Catalogue
) -> tuple[Form, Mapping[str, int] | None, list[str]]:
    """Whose questionnaire it is, with the versions that it knew of, and what is odd about it.

    Raises IntakeFault for a questionnaire of another selection, of a candidate who is not in this
    one, or of a newer format, and for a workbook that is no questionnaire.
    """
    ids = next((sheet for sheet in book.sheets if is_ids_sheet(sheet)), None)
    if ids is None:
        return _matched_by_rows(book, file_name, selection, catalogue)
    pairs = {
        row.cells[0].text: row.cells[1] for row in ids.rows if 0 in row.cells and 1 in row.cells
    }
    first_rows = [row.cells.get(1) for row in ids.rows[:3]]
    version, title, name = (cell.text if cell is not None else "" for cell in first_rows)
    if version != str(FORMAT_VERSION):
        raise IntakeFault(
            f"{file_name}: the questionnaire has format {shortened(version) or 'unknown'}; this "
            f"program reads format {FORMAT_VERSION}"
        )
    if selection_token(selection.id) not in pairs:
        raise IntakeFault(
            f"{file_name}: the questionnaire belongs to another selection (“{shortened(title)}”); "
            "open that selection and take it in there"
        )
    for candidate in selection.candidates:
        if candidate_token(selection.id, candidate.id) in pairs:
            form = Form(selection.id, candidate.id, catalogue)
            return form, _versions(pairs, form), []
    raise IntakeFault(
        f"{file_name}: the questionnaire was made for “{shortened(name)}”, who is not a candidate "
        "of this selection, or was removed"
    )


def _matched_by_rows(
    book: FilledBook, file_name: str, selection: Selection, catalogue: Catalogue
) -> tuple[Form, None, list[str]]:
    """The candidate whose ids stand in the rows, where the sheet with the ids is gone."""
    texts = {
        cell.value
        for sheet in book.sheets
        for row in sheet.rows
        for cell in row.cells.values()
        if cell.kind == "s"
    }
    forms = [Form(selection.id, candidate.id, catalogue) for candidate in selection.candidates]
    hits = {form.candidate_id: len(texts & form.targets.keys()) for form in forms}
    best = max(forms, key=lambda form: hits[form.candidate_id], default=None)
    if best is None or not hits[best.candidate_id]:
        raise IntakeFault(
            f"{file_name}: no questionnaire of this selection: its hidden ids are not there; have "
            "the workbook filled in as it was sent, and saved as XLSX"
        )
    note = (
        "the hidden sheet with the ids is gone; the candidate is known by the ids in the rows, and "
        "every answer that differs from a stored one counts as conflicting"
    )
    return best, None, [note]


def _versions(pairs: Mapping[str, FilledCell], form: Form) -> dict[str, int]:
    found = {}
    for token, cell in pairs.items():
        target = form.targets.get(token)
        is_whole = isinstance(cell.value, int | float) and float(cell.value).is_integer()
        if target is not None and target.part is Part.QUESTION and is_whole:
            found[target.question_id] = int(cell.value)
    return found
