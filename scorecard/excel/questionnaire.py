"""The questionnaire that a candidate fills in: made from the selection's own questions and brief.

Written with XlsxWriter, like the shortlist: validation with its hints, protection with what stays
allowed, rich text and saved results of the progress formulas are all there, and the same arguments
give the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime

from scorecard.catalogue import Catalogue, Kind
from scorecard.excel.book import Book, Heading, Sheet
from scorecard.excel.plain_text import one_line
from scorecard.excel.questionnaire_brief import SHEET_NAME as BRIEF
from scorecard.excel.questionnaire_brief import write_brief
from scorecard.excel.questionnaire_cover import SHEET_NAME as COVER
from scorecard.excel.questionnaire_cover import Contents, write_cover
from scorecard.excel.questionnaire_form import (
    FORMAT_VERSION,
    IDS_SHEET,
    LISTS_SHEET,
    MARK,
    Form,
    Part,
    asked_of,
    candidate_token,
    recorded_version,
    sections,
    selection_token,
)
from scorecard.excel.questionnaire_inputs import Inputs
from scorecard.excel.questionnaire_section import SectionSheet, TablePlace
from scorecard.excel.questionnaire_setup import Setup
from scorecard.excel.questionnaire_table import table_place, write_table
from scorecard.model import Selection


def write_questionnaire(
    selection: Selection, catalogue: Catalogue, candidate_id: str, *, created_at: datetime
) -> bytes:
    """The questionnaire for one candidate as the bytes of an XLSX file.

    It asks what candidates answer themselves and is empty: what is recorded may stem from
    references or calls, so that not even the candidate's own answers are filled in. Nothing in it
    tells weights, values, flags, target rates, other candidates or notes. `created_at` must know
    its time zone; ValueError when it does not. KeyError for an unknown candidate.
    """
    if created_at.tzinfo is None:
        raise ValueError("created_at needs a time zone")
    setup = _setup(selection, catalogue, candidate_id, created_at)
    cover = setup.book.sheet(setup.sheet_name(COVER), header_row=0)
    cover.worksheet.set_portrait()
    setup.sheet_name(BRIEF)
    write_brief(setup)
    contents = []
    for number, (group, questions) in enumerate(
        sections(selection, catalogue, candidate_id), start=1
    ):
        sheet_name = setup.sheet_name(f"{number} {group.short_title}")
        tables = [
            (place, question, setup.sheet_name(f"{number}.{place} {question.label}"))
            for place, question in enumerate(questions, start=1)
            if question.kind is Kind.TABLE
        ]
        places: dict[str, TablePlace] = {
            question.id: table_place(question, name) for _, question, name in tables
        }
        section = SectionSheet(setup, number, group, questions, places, sheet_name)
        section.write()
        for place, question, name in tables:
            write_table(setup, f"{number}.{place}", question, name)
        contents.append(Contents(sheet_name, group.title, len(questions), section.begun_area))
    write_cover(setup, cover, contents, created_at.date())
    setup.inputs.write_lists()
    _write_ids(setup, created_at)
    return setup.book.close()


def _setup(
    selection: Selection, catalogue: Catalogue, candidate_id: str, created_at: datetime
) -> Setup:
    candidate = selection.candidate(candidate_id)
    made = created_at.astimezone(UTC)
    book = Book(
        Heading(
            title="Due-diligence questionnaire",
            standing=one_line(candidate.name),
            revision_line=f"Sent on {made:%Y-%m-%d}",
            created_at=created_at,
        )
    )
    book.workbook.set_properties(
        {
            "title": one_line(f"Due-diligence questionnaire for {candidate.name}"),
            "subject": "Due-diligence questionnaire",
            "created": made.replace(tzinfo=None),
        }
    )
    setup = Setup(
        book=book,
        selection=selection,
        catalogue=catalogue,
        candidate=candidate,
        form=Form(selection.id, candidate_id, catalogue),
        inputs=Inputs(book),
    )
    for taken in (IDS_SHEET, LISTS_SHEET):
        setup.sheet_name(taken)
    return setup


def _write_ids(setup: Setup, created_at: datetime) -> None:
    """A sheet that no menu shows: whose questionnaire it is, and which answers it knew of."""
    selection, candidate = setup.selection, setup.candidate
    sheet = Sheet(setup.book.workbook.add_worksheet(IDS_SHEET), IDS_SHEET)
    head = (
        (MARK, str(FORMAT_VERSION)),
        (selection_token(selection.id), one_line(setup.for_reading(selection.title))),
        (candidate_token(selection.id, candidate.id), one_line(candidate.name)),
        ("made_at", created_at.astimezone(UTC).isoformat()),
    )
    for row, cells in enumerate(head):
        sheet.texts(row, cells)
    recorded = selection.answers_by_candidate()[candidate.id]
    for place, question in enumerate(asked_of(selection, setup.catalogue, candidate.id)):
        row = len(head) + place
        sheet.text(row, 0, setup.form.token(Part.QUESTION, question.id))
        sheet.number(row, 1, recorded_version(recorded.get(question.id)))
    sheet.worksheet.protect("", {})
    sheet.worksheet.very_hidden()
