"""The summary sheet: the sentence, the ranking, who is out and why, and a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorecard.catalogue import Severity
from scorecard.evaluation import Evaluation
from scorecard.excel.book import (
    CRITICAL_FILL,
    CRITICAL_TEXT,
    GREY_TEXT,
    MAJOR_FILL,
    MAJOR_TEXT,
    MET_TEXT,
    Book,
    Sheet,
    lines_needed,
)
from scorecard.excel.contributions_chart import insert_contributions_chart
from scorecard.excel.ranking_chart import insert_ranking_chart
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import ScorecardLayout
from scorecard.excel.summary_text import SummaryText
from scorecard.excel.words import gates_in_words, open_policy_in_words, override_in_words
from scorecard.scoring.ranking import DECIMALS
from scorecard.sentences import flag_counts, unknown_families
from scorecard.shortlisting import ShortlistState, shortlist_remark, shortlist_state

if TYPE_CHECKING:
    from xlsxwriter.format import Format

SHEET_NAME = "Summary"
FIRST_SENTENCE_ROW = 2
MOST_ROWS_FROZEN = 12
MOST_LINES = 14
OVERRIDE_CHARACTERS = 320

# Heading and width in characters of every column that the table may have.
COLUMNS = {
    "rank": ("Rank", 6.0),
    "candidate": ("Candidate", 26.0),
    "overall": ("Overall value", 9.0),
    "low": ("Low", 8.0),
    "high": ("High", 8.0),
    "possible": ("Possible ranks", 9.0),
    "evidenced": ("As evidenced", 10.0),
    "rank_evidenced": ("Rank as evidenced", 10.0),
    "coverage": ("Coverage", 9.0),
    "gates": ("Gates", 28.0),
    "critical": ("Critical flags", 8.0),
    "major": ("Major flags", 8.0),
    "minor": ("Minor flags", 8.0),
    "unknown": ("Flags unknown", 9.0),
    "shortlisted": ("Shortlist", 11.0),
    "override": ("Override of critical flags", 36.0),
    "comment": ("Your comment", 30.0),
}
WORDED = ("candidate", "gates", "override", "comment")
# Colour follows the sign; a tick that does not stand is no tick.
SHORTLIST_WORDS = {
    ShortlistState.ON: "☑ yes",
    ShortlistState.OFF: "☐ no",
    ShortlistState.OVERRIDE_MISSING: "✕ yes, override missing",
    ShortlistState.GATE_FAILED: "✕ yes, but out",
}
RANKING = {
    "rank", "overall", "low", "high", "possible", "evidenced", "rank_evidenced", "coverage",
    "gates",
}  # fmt: skip
FLAGS = {"critical", "major", "minor", "unknown", "override"}


def header_row_below(text: SummaryText) -> int:
    """The row of the table's header, which the sheet repeats on every printed page."""
    return FIRST_SENTENCE_ROW + text.line_count + 1


@dataclass
class SummaryWriter:
    """Writes the sheet; overall values and ranks follow the scorecard sheet."""

    book: Book
    sheet: Sheet
    disclosure: Disclosure
    layout: ScorecardLayout
    text: SummaryText

    def __post_init__(self) -> None:
        scope = self.disclosure.scope
        left_out = (set() if scope.ranking else RANKING) | (set() if scope.flags else FLAGS)
        if not any(self.disclosure.evaluation.gates):
            left_out = left_out | {"gates"}
        names = [name for name in COLUMNS if name not in left_out]
        self.at = {name: column for column, name in enumerate(names)}
        self.width = sum(COLUMNS[name][1] for name in names)
        self.header_row = header_row_below(self.text)

    def write(self) -> None:
        """Writes heading, table, notes and chart."""
        self.sheet.widths([COLUMNS[name][1] for name in self.at])
        self._write_heading()
        last_row = self._write_candidates()
        if self.header_row < MOST_ROWS_FROZEN:
            self.sheet.worksheet.freeze_panes(self.header_row + 1, self.at["candidate"] + 1)
        next_row = self._write_notes(last_row + 2)
        if self.disclosure.scope.ranking and self.layout.evaluation.ranked_order:
            insert_ranking_chart(
                self.book,
                self.sheet,
                self.layout,
                first_row=self.header_row + 1,
                columns=(self.at["candidate"], self.at["overall"]),
                at_row=next_row + 1,
                is_live=self.disclosure.shows_scorecard,
                width_characters=self.width / 2,
            )
            if self.disclosure.shows_scorecard and self.layout.groups:
                insert_contributions_chart(
                    self.book,
                    self.sheet,
                    self.layout,
                    at_row=next_row + 1,
                    width_characters=self.width / 2,
                )

    def _write_heading(self) -> None:
        heading = self.book.heading
        self.sheet.text(0, 0, heading.title, self.book.title_style())
        self.sheet.worksheet.set_row(0, 28)
        grey = self.book.style(font_color=GREY_TEXT)
        self.sheet.text(1, 0, f"{heading.standing}. {heading.revision_line}.", grey)
        strong = self.book.style(font_size=13, bold=True, text_wrap=True, valign="vcenter")
        usual = self.book.style(text_wrap=True, valign="vcenter")
        live = [self.text.headline] if self.text.headline else []
        for number, sentence in enumerate((*live, *self.text.sentences)):
            is_first = number == 0
            # The first sentence is larger and bold: fewer characters a line, higher lines.
            lines = lines_needed(sentence, self.width * (0.7 if is_first else 0.95)) + is_first
            row = FIRST_SENTENCE_ROW + number
            style = strong if is_first else usual
            self.sheet.paragraph(row, len(self.at) - 1, sentence, style, lines)
        if live:
            formula = f"={self.layout.leader_cell('headline')}"
            self.sheet.formula(FIRST_SENTENCE_ROW, 0, formula, self.text.headline, strong)
        for name, column in self.at.items():
            style = self.book.header_style(centred=name not in WORDED)
            self.sheet.text(self.header_row, column, COLUMNS[name][0], style)
        self.sheet.height(self.header_row, 2)

    def _write_candidates(self) -> int:
        """Writes the ranked ones, then below a line the others; returns the last row."""
        evaluation = self.layout.evaluation
        row = self.header_row
        if not self.disclosure.scope.ranking:
            for r in range(len(evaluation.candidates)):
                row += 1
                self._write_candidate(row, r, is_out=False)
        else:
            ranked, line = set(evaluation.ranked_order), ""
            for r in self.layout.candidate_order:
                why_not = "" if r in ranked else self._why_not_ranked(r)
                if why_not != line:
                    row += 1
                    self._write_line(row, why_not)
                line = why_not
                row += 1
                self._write_candidate(row, r, is_out=r not in ranked)
        if row > self.header_row:
            self._colour(row)
        return row

    def _why_not_ranked(self, r: int) -> str:
        evaluation = self.layout.evaluation
        if r in evaluation.unanswered_order:
            return "Not ranked yet: no answers"
        because = evaluation.nothing_ranked_because
        return f"Not ranked: {because}" if because else "Out of the ranking: a gate is not met"

    def _write_line(self, row: int, text: str) -> None:
        style = self.book.style(bold=True, top=5, bg_color="#EDEDED", valign="vcenter")
        for column in range(len(self.at)):
            self.sheet.blank(row, column, style)
        self.sheet.text(row, 0, text, style)

    def _write_candidate(self, row: int, r: int, *, is_out: bool) -> None:
        ink = {"font_color": GREY_TEXT, "italic": True} if is_out else {}
        look = {"bottom": 1, "bottom_color": "#D9D9D9", "valign": "vcenter"} | ink
        name = self.disclosure.names[r]
        name_style = self.book.style(text_wrap=True, bold=not is_out, **look)
        self.sheet.text(row, self.at["candidate"], name, name_style)
        worded = {"candidate": name}
        ticked = SHORTLIST_WORDS[shortlist_state(self.layout.evaluation, r)]
        worded["shortlisted"] = ticked
        centred = self.book.style(align="center", text_wrap=True, **look)
        self.sheet.text(row, self.at["shortlisted"], ticked, centred)
        self.sheet.blank(row, self.at["comment"], self.book.entry_style(text_wrap=True))
        if "override" in self.at:
            worded["override"] = _override(self.layout.evaluation, r)
        if "gates" in self.at:
            worded["gates"] = gates_in_words(self.disclosure, r)
        for column in ("override", "gates"):
            if column in worded:
                style = self.book.style(text_wrap=True, **look)
                self.sheet.text(row, self.at[column], worded[column], style)
        if self.disclosure.scope.flags:
            self._write_flag_counts(row, r, look)
        if self.disclosure.scope.ranking:
            self._write_values(row, r, look)
        lines = max(lines_needed(text, COLUMNS[n][1] * 0.9) for n, text in worded.items())
        self.sheet.worksheet.set_row(row, 21 if lines == 1 else 15 * min(lines, MOST_LINES) + 3)

    def _write_flag_counts(self, row: int, r: int, look: dict[str, Any]) -> None:
        counts = flag_counts(self.layout.evaluation, r)
        for severity in Severity:
            is_strong = severity is Severity.CRITICAL and counts[severity] > 0
            style = self.book.style(
                num_format='"⚑ "0;-0;0', align="center", **(look | {"bold": is_strong})
            )
            self.sheet.number(row, self.at[severity.value], counts[severity], style)
        # Without this a flag that nobody can decide yet would read as clear.
        unknown = len(unknown_families(self.layout.evaluation, r))
        style = self.book.style(num_format='"? "0;-0;0', align="center", **look)
        self.sheet.number(row, self.at["unknown"], unknown, style)

    def _write_values(self, row: int, r: int, look: dict[str, Any]) -> None:
        evaluation, layout = self.layout.evaluation, self.layout
        centred = self.book.style(align="center", **look)
        whole = self.book.style(num_format="0", align="center", **look)
        value = self.book.style(num_format="0.0", align="center", **look)

        def linked(name: str, result: str, cached: float, style: Format) -> None:
            if self.disclosure.shows_scorecard:
                reference = layout.reference(layout.result_row[result], r)
                self.sheet.formula(row, self.at[name], f"={reference}", cached, style)
            else:
                self.sheet.number(row, self.at[name], cached, style)

        strong = look | {"bold": True}
        numbers = {
            "overall": evaluation.overall[r],
            "low": evaluation.overall_low[r],
            "high": evaluation.overall_high[r],
            "evidenced": evaluation.overall_evidenced[r],
        }
        for name, number in numbers.items():
            style = value
            if name == "overall":
                style = self.book.style(num_format="0.0", align="center", **strong)
            linked(name, name, round(float(number), DECIMALS), style)
        percent = self.book.style(num_format="0.0%", align="center", **look)
        linked("coverage", "coverage", float(evaluation.coverage_pct[r]) / 100.0, percent)
        if evaluation.rank[r] == 0:
            for name in ("rank", "possible", "rank_evidenced"):
                self.sheet.text(row, self.at[name], "–", centred)
            return
        rank_style = self.book.style(num_format="0", align="center", **strong)
        linked("rank", "rank", int(evaluation.rank[r]), rank_style)
        linked("rank_evidenced", "rank_evidenced", int(evaluation.rank_evidenced[r]), whole)
        best, worst = int(evaluation.rank_best[r]), int(evaluation.rank_worst[r])
        possible = f"{best}" if best == worst else f"{best}–{worst}"
        if not self.disclosure.shows_scorecard:
            self.sheet.text(row, self.at["possible"], possible, centred)
            return
        first = layout.reference(layout.result_row["rank_best"], r)
        last = layout.reference(layout.result_row["rank_worst"], r)
        self.sheet.formula(
            row,
            self.at["possible"],
            f'=IF({first}={last},{first}&"",{first}&"–"&{last})',
            possible,
            centred,
        )

    def _colour(self, last_row: int) -> None:
        """Colours that repeat what a sign in the cell already says."""
        add = self.book.workbook.add_format
        critical = add({"bg_color": CRITICAL_FILL, "font_color": CRITICAL_TEXT})
        major = add({"bg_color": MAJOR_FILL, "font_color": MAJOR_TEXT})
        passed = add({"font_color": MET_TEXT})
        first_row = self.header_row + 1

        def rule(name: str, **condition: object) -> None:
            if name in self.at:
                column = self.at[name]
                self.sheet.worksheet.conditional_format(
                    first_row, column, last_row, column, condition
                )

        for name, form in (("critical", critical), ("major", major)):
            rule(name, type="cell", criteria=">", value=0, format=form)
        for sign, form in (("✕", critical), ("○", major), ("✓", passed)):
            rule("gates", type="text", criteria="begins with", value=sign, format=form)
        for sign, form in (("☑", passed), ("✕", critical)):
            rule("shortlisted", type="text", criteria="begins with", value=sign, format=form)
        rule(
            "coverage", type="data_bar", bar_solid=True, bar_color="#BBD9EE",
            min_type="num", min_value=0, max_type="num", max_value=1,
        )  # fmt: skip

    def _write_notes(self, row: int) -> int:
        """Writes how to read the table; returns the next free row."""
        if not self.disclosure.scope.ranking:
            return row
        policy = open_policy_in_words(self.layout.evaluation.open_policy)
        notes = [
            f"Values run from 0 to 100. An open answer counts {policy} in the overall value; low, "
            "high and the possible ranks are what is still possible, open gates taken as passed.",
            "As evidenced: another count, in which a bare claim is worth no more than an open one; "
            "it may lie below what is possible. Coverage: the share of the weight that no answer "
            "to come can change. Flags never change a value.",
        ]
        if self.disclosure.shows_scorecard:
            notes.append(
                "Overall values and ranks follow the points on the sheet Scorecard; the rows stay "
                "in the order of the export."
            )
        for note in notes:
            lines = lines_needed(note, self.width)
            self.sheet.paragraph(row, len(self.at) - 1, note, self.book.note_style(), lines)
            row += 1
        return row


def _override(evaluation: Evaluation, r: int) -> str:
    """What is missing, and the reason, cut where it would fill the page; Red flags has it whole."""
    text = override_in_words(evaluation.candidates[r])
    if len(text) > OVERRIDE_CHARACTERS:
        text = f"{text[:OVERRIDE_CHARACTERS].rstrip()}… (in full on Red flags)"
    remark = shortlist_remark(evaluation, r)
    if not remark:
        return text
    first = f"{remark[:1].upper()}{remark[1:]}."
    return f"{first} Otherwise: {text}" if text else first
