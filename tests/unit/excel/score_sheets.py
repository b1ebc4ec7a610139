"""Score sheets in the shapes in which people keep them; names and figures are invented.

Each function gives the sheets as the importer reads them; the shapes follow public evaluation
matrices and the habits of spreadsheets.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import openpyxl

from scorecard.excel import read_paste, read_sheets

PUBLISHED = Path(__file__).parents[2] / "cases" / "published_evaluation_fifa2026.json"


def csv_sheet(text, file_name="sheet.csv", encoding="utf-8"):
    (grid,) = read_sheets(text.encode(encoding), file_name)
    return grid


def xlsx_sheets(fill, file_name="sheet.xlsx"):
    workbook = openpyxl.Workbook()
    fill(workbook)
    buffer = BytesIO()
    workbook.save(buffer)
    return read_sheets(buffer.getvalue(), file_name)


def xlsx_sheet(rows, merged=(), formats=()):
    def fill(workbook):
        for row in rows:
            workbook.active.append(row)
        for cells in merged:
            workbook.active.merge_cells(cells)
        for cell, number_format in formats:
            workbook.active[cell].number_format = number_format

    (grid,) = xlsx_sheets(fill)
    return grid


def award_criteria_matrix():
    """United Kingdom: award criterion, weighting, a mark and a weighted column a bidder."""
    return csv_sheet(
        "Tender evaluation matrix – contact centre services,,,,,\n"
        "\n"
        "Award criterion,Weighting %,Bidder A mark (0-5),Bidder A weighted,"
        "Bidder B mark (0-5),Bidder B weighted\n"
        "Quality,60%,,,,\n"
        "Service delivery,25%,4,20,3,15\n"
        "Mobilisation,20%,3,12,5,20\n"
        "Social value,15%,5,15,2,6\n"
        "Price,40%,4,32,5,40\n"
        "Total,100%,,79,,81\n"
    )


def two_row_header():
    """Candidates' names merged over score, weighted and comments; titles and blanks above."""
    return xlsx_sheet(
        [
            ["Vendor evaluation 2026"],
            [],
            ["Criterion", "Weight (%)", "Atlas", None, None, "Borealis", None, None],
            [None, None, "Score", "Weighted", "Comments", "Score", "Weighted", "Comments"],
            ["Floor management", 50, 4, 2.0, "strong", 3, 1.5, None],
            ["Tooling", 30, 2, 0.6, None, 5, 1.5, "open APIs"],
            ["References", 20, 5, 1.0, None, 1, 0.2, None],
            ["Total", 100, None, 3.6, None, None, 3.2, None],
        ],
        merged=("A1:H1", "C3:E3", "F3:H3", "A3:A4", "B3:B4"),
    )


def german_semicolons():
    """Semicolons, decimal commas, Windows-1252 with umlauts, German words."""
    return csv_sheet(
        "Bewertungsmatrix Kundenservice;;;;\n"
        "Zuschlagskriterium;Gewichtung;Höchstpunktzahl;Müller Dialog;Straßer Service\n"
        "Qualität der Steuerung;0,5;10;7,5;8\n"
        "Übergang;0,3;10;6;9,25\n"
        "Preis;0,2;10;10;4\n"
        "Summe;1;;;\n",
        encoding="cp1252",
    )


def candidates_in_rows():
    """Criteria in columns, weights in a row under the header, one row a supplier."""
    return csv_sheet(
        "Supplier,Quality,Price,Delivery,Total\n"
        "Weight,40%,40%,20%,\n"
        "Max,5,5,5,\n"
        "Atlas,4,3,5,3.8\n"
        "Borealis,3,5,4,4.0\n"
        "Cygnus,5,2,3,3.4\n"
    )


def clipboard():
    """Tab-separated cells from the clipboard; points that run to the points available."""
    return read_paste(
        "Ref\tQuestion\tPoints available\tAtlas\tBorealis\n"
        "1\tHow is attrition measured?\t200\t150\t120\n"
        "2\tWho leads the team?\t100\t80\t95\n"
        '3\tWhich "tools", exactly?\t300\t210\t240\n'
    )


def group_shares():
    """Groups with weights, and criteria whose weights are shares of their group's."""
    return csv_sheet(
        "Section / criterion;Weight;Atlas;Borealis\n"
        "Quality;70;;\n"
        "Team;60;8;6\n"
        "Method;40;5;9\n"
        "Commercial;30;;\n"
        "Rate;75;10;4\n"
        "Terms;25;2;8\n",
        encoding="utf-8-sig",
    )


def numbered_with_subtotals():
    """Numbered parents that carry subtotals, and grand total; scores of 0–100."""
    return csv_sheet(
        "Evaluation criteria,Weight,Score Atlas,Score Borealis\n"
        "1 Quality,60,70,55\n"
        "1.1 People,40,80,50\n"
        "1.2 Method,20,50,65\n"
        "2 Price,40,90,72\n"
        "2.1 Rate,40,90,72\n"
        "Grand total,100,78,61.8\n"
    )


def several_sheets():
    """A workbook of three sheets; the scores stand on the second, in merged cells and per cents."""

    def fill(workbook):
        workbook.active.title = "Read me"
        workbook.active.append(["This workbook holds the evaluation", "version 3"])
        scores = workbook.create_sheet("Scores")
        for row in [
            ["Category", "Criterion", "Weight", "Atlas (/10)", "Borealis (/10)"],
            ["People", "Team lead", 0.3, 8, 7],
            [None, "Attrition", 0.2, 6, "TBC"],
            ["Money", "Rate", 0.5, 5, 9],
        ]:
            scores.append(row)
        scores.merge_cells("A2:A3")
        for cell in ("C2", "C3", "C4"):
            scores[cell].number_format = "0%"
        prices = workbook.create_sheet("Prices")
        prices.append(["Year", "Atlas", "Borealis"])
        prices.append([2026, 120000, 98000])

    return xlsx_sheets(fill)


def pass_fail_and_prices():
    """Mandatory requirements as pass or fail, and a price in euros among marks of 0–5."""
    return csv_sheet(
        "Criterion;Weight (points);Atlas;Borealis\n"
        "ISO 27001;;Pass;Pass\n"
        "Service design;30;4;3\n"
        "Reporting;20;5;4\n"
        "Training;20;3;5\n"
        "Languages;20;2;4\n"
        "Annual price in EUR;30;1 250 000;1 100 000\n"
        "Marks: 0 = no answer and 5 = excellent in every respect;;;\n"
    )


def evaluators_and_consensus():
    """Two evaluators and an agreed score under each candidate's name."""
    return csv_sheet(
        ",,Atlas,,,Borealis,,\n"
        "Criteria,Weighting,Evaluator 1,Evaluator 2,Consensus score,"
        "Evaluator 1,Evaluator 2,Consensus score\n"
        "Design,60,3,5,4,2,2,2\n"
        "Delivery,40,4,4,4,5,3,5\n"
    )


def shares_of_one():
    """Scores as shares of 1 and candidates named after the word score."""
    return csv_sheet(
        "Criterion\tWt\tScore: Atlas\tScore: Borealis\nVoice\t3\t0.8\t0.55\nChat\t1\t0.4\t1\n"
    )


def published_tender():
    """The published evaluation of two bids, as a page of text would be pasted."""
    (case,) = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    lines = ["FIFA 2026: technical evaluation", ""]
    lines.append("\t".join(["Component", "Weight (%)", *case["vendors"]]))
    for number, criterion in enumerate(case["criteria"]):
        scores = [str(case["scores"][vendor][number]) for vendor in case["vendors"]]
        lines.append("\t".join([criterion, str(case["weights"][number]), *scores]))
    lines.append("\t".join(["Total (of 500)", "100", "402", "275"]))
    return read_paste("\n".join(lines))


SHAPES = (
    award_criteria_matrix,
    two_row_header,
    german_semicolons,
    candidates_in_rows,
    clipboard,
    group_shares,
    numbered_with_subtotals,
    pass_fail_and_prices,
    evaluators_and_consensus,
    shares_of_one,
    published_tender,
)
