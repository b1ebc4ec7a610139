"""Existing scorecards as files: rows in, CSV or XLSX bytes out."""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
from building import AS_OF, number_catalogue

from scorecard.evaluation import evaluate
from scorecard.excel import read_existing_scorecard

CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)
HEADER = ["criterion", "weight", "low", "high"]
REFERENCE = number_catalogue({"unused": (0, 1)})


def csv_bytes(rows, separator=",", encoding="utf-8"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows, *, edit=None):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    if edit is not None:
        edit(workbook)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def archive(parts):
    """A ZIP archive of parts by name."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def parts_of(content):
    """The parts of a ZIP archive by name."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def imported(content, file_name="scores.csv"):
    return read_existing_scorecard(content, file_name, created_at=CREATED_AT, reference=REFERENCE)


def scored(result):
    """Candidate → overall value of an imported scorecard."""
    document = result.document
    evaluation = evaluate(document.selection, document.catalogue, as_of=AS_OF)
    return {
        candidate.name: float(value)
        for candidate, value in zip(evaluation.candidates, evaluation.overall, strict=True)
    }
