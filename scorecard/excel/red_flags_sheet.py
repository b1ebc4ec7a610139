"""The red-flags sheet: every flag raised, with its numbers, and every one not yet decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.catalogue import Severity
from scorecard.excel.book import (
    CRITICAL_FILL,
    CRITICAL_TEXT,
    GREY_TEXT,
    MAJOR_FILL,
    MAJOR_TEXT,
    OPEN_FILL,
    TITLE_HEIGHT_POINTS,
    Book,
    Sheet,
    lines_needed,
)
from scorecard.excel.scope import Disclosure
from scorecard.excel.scorecard_layout import ScorecardLayout
from scorecard.excel.words import override_in_words, sources_in_words
from scorecard.model import Status
from scorecard.red_flags import Finding, State
from scorecard.sentences import NO_RULES_SENTENCE, has_red_flag_rules
from scorecard.shortlisting import flags_without_override

SHEET_NAME = "Red flags"
HEADER_ROW = 3
SEVERITY_SIGNS = {Severity.CRITICAL: "⚑⚑⚑", Severity.MAJOR: "⚑⚑", Severity.MINOR: "⚑"}
COLUMNS = {
    "candidate": ("Candidate", 15.0),
    "state": ("State", 10.0),
    "severity": ("Severity", 12.0),
    "flag": ("Flag", 22.0),
    "message": ("What was found", 32.0),
    "number": ("Number", 8.0),
    "threshold": ("Threshold", 9.0),
    "unit": ("Unit", 13.0),
    "source": ("Source", 20.0),
    "evidence": ("Evidence", 11.0),
    "ask": ("What to ask next", 32.0),
    "whom": ("Whom to ask", 15.0),
    "override": ("Override", 22.0),
}
MEASURED = ("flag", "message", "source", "ask", "whom", "override")
MOST_LINES = 12


def write_red_flags(book: Book, disclosure: Disclosure, layout: ScorecardLayout) -> None:
    """Writes the raised flags, gravest first by candidate, then the unknown ones."""
    sheet = book.sheet(SHEET_NAME, header_row=HEADER_ROW)
    sheet.widths([width for _, width in COLUMNS.values()])
    sheet.text(0, 0, f"Red flags: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    explanation = (
        f"{book.heading.standing}. {book.heading.revision_line}. A flag informs; it never changes "
        "a value. Unknown means that the answers do not decide it yet: it is not clear."
    )
    sheet.text(1, 0, explanation, book.style(font_color=GREY_TEXT))
    sheet.texts(HEADER_ROW, [heading for heading, _ in COLUMNS.values()], book.header_style())
    at = {name: column for column, name in enumerate(COLUMNS)}
    writer = _Findings(book, sheet, disclosure, at)
    row = HEADER_ROW + 1
    for candidate_row, finding in _in_order(disclosure, layout):
        writer.write(row, candidate_row, finding)
        row += 1
    if row == HEADER_ROW + 1:
        has_rules = has_red_flag_rules(disclosure.evaluation)
        nothing = "No flag is raised and none is undecided." if has_rules else NO_RULES_SENTENCE
        sheet.text(row, 0, nothing, book.style())
        row += 1
    sheet.worksheet.autofilter(HEADER_ROW, 0, row - 1, len(at) - 1)
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, at["flag"] + 1)


def _in_order(disclosure: Disclosure, layout: ScorecardLayout) -> Iterator[tuple[int, Finding]]:
    evaluation = disclosure.evaluation
    order = layout.candidate_order
    if not disclosure.scope.ranking:
        order = tuple(range(len(evaluation.candidates)))
    for r in order:
        for finding in evaluation.flags_shown[r]:
            yield r, finding
    for r in order:
        raised = {finding.rule.family for finding in evaluation.flags_shown[r]}
        unknown = [
            f
            for f in evaluation.findings[r]
            if f.state is State.UNKNOWN and f.rule.family not in raised
        ]
        for finding in sorted(unknown, key=lambda f: -f.rule.severity.strength):
            yield r, finding


@dataclass
class _Findings:
    """Writes one finding a row; `at` is the column of each heading."""

    book: Book
    sheet: Sheet
    disclosure: Disclosure
    at: dict[str, int]

    def __post_init__(self) -> None:
        line = {"bottom": 1, "bottom_color": "#E3E3E3"}
        self.words = self.book.style(text_wrap=True, **line)
        self.number = self.book.style(num_format="0.##", align="right", **line)
        self.unknown = self.book.style(text_wrap=True, italic=True, bg_color=OPEN_FILL, **line)
        critical = {"bg_color": CRITICAL_FILL, "font_color": CRITICAL_TEXT}
        self.severities = {
            Severity.CRITICAL: self.book.style(bold=True, **critical, **line),
            Severity.MAJOR: self.book.style(bg_color=MAJOR_FILL, font_color=MAJOR_TEXT, **line),
            Severity.MINOR: self.words,
        }
        self.answers = self.disclosure.evaluation.selection.answers_by_candidate()

    def write(self, row: int, r: int, finding: Finding) -> None:
        """Writes a finding about the candidate in row `r` of the evaluation."""
        rule = finding.rule
        answer = self.answers[finding.candidate_id].get(rule.reads)
        is_answered = answer is not None and answer.status is Status.ANSWERED
        shown = {
            "candidate": self.disclosure.names[r],
            "state": "raised" if finding.is_raised else "? unknown",
            "severity": f"{SEVERITY_SIGNS[rule.severity]} {rule.severity.value}",
            "flag": rule.title,
            "message": self._message(finding),
            "source": sources_in_words(rule.sources, self.disclosure.evaluation.catalogue),
            "evidence": finding.evidence.value if is_answered else "",
            "ask": rule.ask_next,
            "whom": rule.ask_whom,
            "override": self._override(r, finding),
        }
        styles = {} if finding.is_raised else {"state": self.unknown}
        if finding.is_raised:
            styles["severity"] = self.severities[rule.severity]
        for name, text in shown.items():
            self.sheet.text(row, self.at[name], text, styles.get(name, self.words))
        self._write_numbers(row, finding)
        lines = max(lines_needed(shown[n], COLUMNS[n][1]) for n in MEASURED if n in shown)
        self.sheet.height(row, min(lines, MOST_LINES))

    def _write_numbers(self, row: int, finding: Finding) -> None:
        value = finding.value
        if isinstance(value, float | int):
            self.sheet.number(row, self.at["number"], float(value), self.number)
        else:
            words = value.replace("_", " ") if value else ""
            self.sheet.text(row, self.at["number"], words, self.words)
        if finding.threshold is None:
            self.sheet.blank(row, self.at["threshold"], self.number)
        else:
            self.sheet.number(row, self.at["threshold"], finding.threshold, self.number)
        self.sheet.text(row, self.at["unit"], finding.unit, self.words)

    def _message(self, finding: Finding) -> str:
        if not finding.is_raised:
            return "not decided by the answers so far"
        return finding.message

    def _override(self, r: int, finding: Finding) -> str:
        if not finding.is_raised or finding.rule.severity is not Severity.CRITICAL:
            return ""
        evaluation = self.disclosure.evaluation
        candidate = evaluation.candidates[r]
        if finding in flags_without_override(evaluation, r):
            return "missing, though on the shortlist" if candidate.shortlisted else "none"
        return override_in_words(candidate)
