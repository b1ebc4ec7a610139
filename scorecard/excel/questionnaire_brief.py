"""The buyer's brief as a candidate needs it in order to quote; nothing of what is judged by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.commercial import quote_questions
from scorecard.excel.book import GREY_TEXT, TITLE_HEIGHT_POINTS, Sheet, lines_needed
from scorecard.excel.plain_text import one_line
from scorecard.excel.questionnaire_inputs import PROTECTION
from scorecard.excel.questionnaire_setup import Setup

SHEET_NAME = "Brief"
WIDTHS = (34.0, 20.0, 20.0, 20.0, 20.0)
LAST_COLUMN = len(WIDTHS) - 1
TEXT_CHARACTERS = sum(WIDTHS[1:])
NOT_STATED = "not stated; please ask if your quote depends on it"
CONTRACT_WORDS = {
    "hourly": "paid by the hour",
    "per_fte": "paid per full-time agent",
    "per_minute": "paid per minute",
    "per_contact": "paid per contact",
    "per_resolved": "paid per resolved contact",
    "outcome": "paid by outcome",
    "hybrid": "base rate and a part tied to results",
}


@dataclass(frozen=True)
class _Line:
    """One statement of the brief; `always` shows it also where nothing is stated."""

    title: str
    text: str
    always: bool = False


def write_brief(setup: Setup) -> None:
    """Writes the sheet: what is bought, volumes, channels with today's quality, terms."""
    book, brief = setup.book, setup.selection.brief
    sheet = book.sheet(SHEET_NAME, header_row=0)
    sheet.worksheet.set_portrait()
    sheet.widths(WIDTHS)
    sheet.text(0, 0, "What we want to buy", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    sheet.text(1, 0, "Please quote on these figures.", book.style(font_color=GREY_TEXT))
    row = _section(setup, sheet, 3, "Scope", _scope(setup))
    volumes: list[tuple[str, float | None]] = [
        (volume.interaction_type, volume.contacts_per_month) for volume in brief.volumes
    ]
    if len(volumes) > 1:
        volumes.append(("Total", brief.contacts_per_month))
    row = _table(
        setup,
        sheet,
        row,
        "Volumes",
        header=("Type of contact", "Contacts a month"),
        rows=volumes,
    )
    row = _table(
        setup,
        sheet,
        row,
        "Channels and today's quality",
        header=(
            "Channel",
            "Share of contacts, %",
            "Satisfaction (CSAT), %",
            "Solved at first contact (FCR), %",
            "Handle time (AHT), minutes",
        ),
        rows=[
            (c.channel, c.share_pct, c.csat_pct, c.fcr_pct, c.aht_minutes) for c in brief.channels
        ],
    )
    row = _section(setup, sheet, row, "Service", _service(setup))
    brought = {"buyer": "us", "partner": "you", "": "open: please propose"}
    row = _table(
        setup,
        sheet,
        row,
        "Tools, and who brings them",
        header=("Tool", "Purpose", "Brought by"),
        rows=[(t.name, t.purpose, brought[t.brought_by]) for t in brief.tools],
    )
    _section(setup, sheet, row, "Terms", _terms(setup))
    sheet.worksheet.protect("", PROTECTION)


def _scope(setup: Setup) -> tuple[_Line, ...]:
    brief = setup.selection.brief
    return (
        _Line("Services", brief.services, always=True),
        _Line("Handed over first", brief.hand_over),
        _Line("Stays with us", brief.keep_in_house),
        _Line("Comes back to us (escalation)", brief.escalation_rules, always=True),
    )


def _service(setup: Setup) -> tuple[_Line, ...]:
    brief = setup.selection.brief
    titles = {framework.id: framework.title for framework in setup.catalogue.frameworks}

    def named(ids: tuple[str, ...]) -> str:
        return ", ".join(titles.get(framework_id, framework_id) for framework_id in ids)

    return (
        _Line("Hours", brief.coverage_hours, always=True),
        _Line("Languages", ", ".join(brief.languages), always=True),
        _Line(
            "Busiest to quietest month", _number(brief.peak_to_trough_ratio, " to 1"), always=True
        ),
        _Line("Busiest to quietest hour", _number(brief.busiest_to_quietest_hour_ratio, " to 1")),
        _Line("Open hours", _number(brief.open_hours_per_week, " a week")),
        _Line("Seats at full volume", _number(brief.seats_required)),
        _Line("Countries allowed for delivery", ", ".join(brief.delivery_regions)),
        _Line("Compliance needed", named(brief.compliance_needed)),
        _Line("Compliance welcome", named(brief.compliance_nice_to_have)),
    )


def _terms(setup: Setup) -> tuple[_Line, ...]:
    brief = setup.selection.brief
    penalties = {"yes": "part of the contract", "no": "none"}
    lock_in = _number(brief.lock_in_months, " months")
    return (
        _Line("Currency of every amount", _currency(setup)),
        _Line("Contract", CONTRACT_WORDS.get(brief.contract_basis, "")),
        _Line("Costs are compared over", _number(brief.contract_months, " months")),
        _Line("Ramp", _number(brief.ramp_weeks_demanded, " weeks to full volume")),
        _Line("Fixed term", "none" if brief.lock_in_months == 0 else lock_in),
        _Line("Penalties on handle time", penalties.get(brief.aht_penalties, "")),
    )


def _currency(setup: Setup) -> str:
    currency = setup.currency
    if not quote_questions(setup.catalogue):
        return currency
    return f"{currency}; your quote may be in another currency, which you name there"


def _section(setup: Setup, sheet: Sheet, row: int, title: str, lines: tuple[_Line, ...]) -> int:
    shown = [line for line in lines if line.text.strip() or line.always]
    if not shown:
        return row
    _heading(setup, sheet, row, title)
    name_style = setup.book.style(bold=True, text_wrap=True)
    text_style = setup.book.style(text_wrap=True)
    missing_style = setup.book.style(text_wrap=True, font_color=GREY_TEXT, italic=True)
    for line in shown:
        row += 1
        text = setup.for_reading(line.text).strip()
        style = text_style if text else missing_style
        sheet.text(row, 0, line.title, name_style)
        sheet.worksheet.merge_range(row, 1, row, LAST_COLUMN, "", style)
        sheet.text(row, 1, text or NOT_STATED, style)
        sheet.height(row, lines_needed(text, TEXT_CHARACTERS))
    return row + 2


def _table(
    setup: Setup,
    sheet: Sheet,
    row: int,
    title: str,
    *,
    header: tuple[str, ...],
    rows: Sequence[tuple[str | float | None, ...]],
) -> int:
    if not rows:
        return _section(setup, sheet, row, title, (_Line(title, "", always=True),))
    book = setup.book
    _heading(setup, sheet, row, title)
    row += 1
    sheet.texts(row, header, book.header_style())
    sheet.height(row, 2)
    line = {"bottom": 1, "bottom_color": "#E3E3E3"}
    text_style = book.style(text_wrap=True, **line)
    number_style = book.style(num_format="#,##0.##", align="left", **line)
    # Excel shows the point of "#,##0.##" also where nothing follows it.
    whole_style = book.style(num_format="#,##0", align="left", **line)
    for cells in rows:
        row += 1
        sheet.height(row, max(_lines(column, cell) for column, cell in enumerate(cells)))
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.text(row, column, one_line(setup.for_reading(cell)), text_style)
            elif cell is None:
                sheet.text(row, column, "not known", book.style(font_color=GREY_TEXT, **line))
            else:
                style = whole_style if cell == int(cell) else number_style
                sheet.number(row, column, cell, style)
    return row + 2


def _lines(column: int, cell: str | float | None) -> int:
    # Words are wrapped whole, so that a line holds less than the column's width.
    return lines_needed(cell, WIDTHS[column] - 3) if isinstance(cell, str) else 1


def _heading(setup: Setup, sheet: Sheet, row: int, title: str) -> None:
    for column in range(LAST_COLUMN + 1):
        sheet.text(row, column, title if column == 0 else "", setup.book.section_style())
    sheet.worksheet.set_row(row, 20)


def _number(number: float | None, suffix: str = "") -> str:
    return "" if number is None else f"{number:,g}{suffix}"
