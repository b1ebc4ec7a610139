"""The method sheet: how every number came about, and where every figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecard.evaluation import Evaluation
from scorecard.excel.book import TITLE_HEIGHT_POINTS, Book, Sheet, lines_needed
from scorecard.excel.scope import Disclosure
from scorecard.excel.words import (
    PHASE_WORDS,
    open_policy_in_words,
    sources_in_words,
    value_function_in_words,
)
from scorecard.method_words import dependence_sentence, tie_break_sentence, values_sentence
from scorecard.rules_fixed import RulesFixed
from scorecard.scoring import GateInForce
from scorecard.scoring.ranking import DECIMALS
from scorecard.shortlisting import shortlist_rule

SHEET_NAME = "Method and sources"
WIDTHS = (26.0, 30.0, 34.0, 44.0, 44.0, 36.0)
MOST_LINES = 8
HEADER_ROW = 1


@dataclass
class _Pen:
    """Writes sections one below the other."""

    book: Book
    sheet: Sheet
    row: int = 0

    def section(self, title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A heading, a table's header and its rows; nothing where there are no rows."""
        listed = [tuple(cells) for cells in rows]
        if not listed:
            return
        self.row += 1
        for column in range(len(headers) or len(WIDTHS)):
            self.sheet.blank(self.row, column, self.book.section_style())
        self.sheet.text(self.row, 0, title, self.book.section_style())
        self.sheet.worksheet.set_row(self.row, 20)
        self.row += 1
        if headers:
            self.sheet.texts(self.row, headers, self.book.header_style())
            self.row += 1
        style = self.book.style(text_wrap=True, bottom=1, bottom_color="#E3E3E3")
        for cells in listed:
            self._row(cells, style, spread=not headers)

    def _row(self, cells: Sequence[str], style: object, *, spread: bool) -> None:
        if spread:
            label, text = cells
            self.sheet.text(self.row, 0, label, self.book.style(bold=True, text_wrap=True))
            last = len(WIDTHS) - 1
            self.sheet.worksheet.merge_range(self.row, 1, self.row, last, "", style)
            self.sheet.text(self.row, 1, text, style)
            lines = max(lines_needed(text, sum(WIDTHS[1:])), lines_needed(label, WIDTHS[0]))
        else:
            self.sheet.texts(self.row, cells, style)
            lines = max(
                lines_needed(text, width) for text, width in zip(cells, WIDTHS, strict=False)
            )
        self.sheet.height(self.row, min(lines, MOST_LINES))
        self.row += 1


def write_method(book: Book, disclosure: Disclosure, rules: RulesFixed | None = None) -> None:
    """Writes the sheet; `rules` are since when the rules are in force, where that may be told."""
    evaluation = disclosure.evaluation
    sheet = book.sheet(SHEET_NAME, header_row=0)
    sheet.widths(WIDTHS)
    sheet.text(0, 0, f"Method and sources: {book.heading.title}", book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    pen = _Pen(book, sheet)
    pen.section("This evaluation", (), _facts(disclosure))
    pen.section("How it is computed", (), _rules(disclosure, rules))
    pen.section(
        "Value functions: from an answer to a value 0–100",
        ("Group", "Criterion", "Question and its share", "Value function", "Why these anchors",
         "Sources"),
        _value_functions(disclosure),
    )  # fmt: skip
    pen.section(
        "Criteria that are out for all candidates", ("Criterion", "Reason"), _out(disclosure)
    )
    pen.section(
        "Answers beyond an anchor, counted as the anchor",
        ("Candidate", "Criterion", "Performance", "Value"),
        _clamped(disclosure),
    )
    pen.section(
        "Gates in force", ("Gate", "Minimum evidence", "Waived", "Why", "Sources"),
        _gates(disclosure),
    )  # fmt: skip
    pen.section(
        "Reference figures (none of them is a fact about a candidate)",
        ("Figure", "Range", "Unit", "Note", "Sources", "Date"),
        _benchmarks(evaluation),
    )
    pen.section(
        "Where the sources disagree", (),
        [(f"{n}", text) for n, text in enumerate(evaluation.catalogue.settings.disagreements, 1)],
    )  # fmt: skip
    pen.section(
        "Sources", ("Title", "Publisher", "Date", "Note"),
        [(s.title, s.publisher, s.date, s.note) for s in evaluation.catalogue.sources],
    )  # fmt: skip


def _facts(disclosure: Disclosure) -> list[tuple[str, str]]:
    evaluation = disclosure.evaluation
    selection, catalogue = evaluation.selection, evaluation.catalogue
    profiles = [p.title for p in catalogue.profiles if p.id == selection.profile_id]
    facts = [
        ("Selection", selection.title),
        ("Revision", str(evaluation.revision)),
        ("As of", evaluation.as_of.isoformat()),
        ("Phase", PHASE_WORDS[selection.phase]),
        ("Catalogue", f"{catalogue.name}, version {catalogue.version}"),
        ("Weights", f"method: {selection.weight_method}"),
    ]
    if profiles:
        facts.insert(4, ("Profile", profiles[0]))
    if selection.is_example:
        facts.insert(1, ("Example", "Invented selection with invented candidates"))
    return facts


def _rules(disclosure: Disclosure, fixed: RulesFixed | None) -> list[tuple[str, str]]:
    evaluation = disclosure.evaluation
    settings = evaluation.catalogue.settings
    sources = sources_in_words(settings.leader_coverage_sources, evaluation.catalogue)
    rules = [
        ("Overall value", "Sum of weight × value, with one set of weights, scaled to 1, for all "
         f"candidates. {dependence_sentence(evaluation)}"),
        ("Values", values_sentence(evaluation, fixed)),
        ("Open answers", f"Count {open_policy_in_words(evaluation.open_policy)} in the overall "
         "value; the range from low to high takes them at 0 and at 100."),
        ("Refused, no reply", "Worth 0."),
        ("Not applicable", "The question drops out of its criterion for that candidate; a "
         "criterion is in for all candidates or out for all."),
        ("As evidenced", "A bare claim counts no more than an open answer would. Documented, "
         "verified and seen by the buyer count in full; an expired document is a claim."),
        ("Coverage", f"The share of the weight that is settled. A leader is announced from "
         f"{settings.leader_coverage_pct:g} % on ({sources})."),
        ("Ranks", f"Taken on values rounded to {DECIMALS} decimals; equal values share a rank. "
         "Possible ranks take open gates as passed."),
        ("Tie-break", tie_break_sentence(evaluation, fixed)),
        ("Gates", "A failed gate takes a candidate out of the ranking; an open one makes its place "
         "conditional."),
        ("Red flags", "Inform and never change a value. Of rules on the same matter the most "
         f"severe is shown and counted. {shortlist_rule(evaluation)}"),
    ]  # fmt: skip
    return rules


def _value_functions(disclosure: Disclosure) -> list[tuple[str, ...]]:
    if not disclosure.shows_scorecard:
        return []
    evaluation = disclosure.evaluation
    catalogue, brief = evaluation.catalogue, evaluation.selection.brief
    rows: list[tuple[str, ...]] = []
    for criterion in evaluation.criteria:
        total = sum(item.share for item in criterion.inputs)
        for item in criterion.inputs:
            question = catalogue.questions_by_id[item.question]
            share = "" if len(criterion.inputs) == 1 else f" ({item.share / total:.0%})"
            rows.append(
                (
                    catalogue.group_of_criterion[criterion.id].title,
                    criterion.title,
                    f"{question.label}{share}",
                    value_function_in_words(item, question, brief),
                    item.value.rationale,
                    sources_in_words(item.value.sources, catalogue),
                )
            )
    return rows


def _out(disclosure: Disclosure) -> list[tuple[str, str]]:
    return [(out.criterion.title, out.reason) for out in disclosure.evaluation.criteria_out]


def _clamped(disclosure: Disclosure) -> list[tuple[str, ...]]:
    if not (disclosure.shows_scorecard and disclosure.scope.evidence):
        return []
    evaluation = disclosure.evaluation
    matrix = evaluation.inputs
    rows: list[tuple[str, ...]] = []
    for r, column in evaluation.clamped:
        criterion = evaluation.criteria[int(matrix.criterion_index[column])]
        rows.append(
            (
                disclosure.names[r],
                criterion.title,
                f"{matrix.performance[r, column]:g}",
                f"{matrix.values[r, column]:g}",
            )
        )
    return rows


def _gates(disclosure: Disclosure) -> list[tuple[str, ...]]:
    evaluation = disclosure.evaluation
    in_force: dict[tuple[str, str], GateInForce] = {
        (result.in_force.gate.id, result.in_force.item): result.in_force
        for results in evaluation.gates
        for result in results
    }
    return [
        (
            gate.title,
            gate.gate.minimum_evidence.value,
            gate.waiver_reason,
            gate.gate.why,
            sources_in_words(gate.gate.sources, evaluation.catalogue),
        )
        for gate in in_force.values()
    ]


def _benchmarks(evaluation: Evaluation) -> list[tuple[str, ...]]:
    catalogue = evaluation.catalogue
    return [
        (
            b.title,
            f"{b.low:g}" if b.low == b.high else f"{b.low:g}–{b.high:g}",
            b.unit,
            b.note,
            sources_in_words(b.sources, catalogue),
            b.date,
        )
        for b in catalogue.benchmarks
    ]
