"""The shortlist workbook: what leaves the house for a steering group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from scorecard.certainty import Certainty
from scorecard.commercial import Costs
from scorecard.evaluation import Evaluation
from scorecard.excel.answers_sheet import write_answers
from scorecard.excel.book import Book, Heading
from scorecard.excel.cost_sheet import write_cost
from scorecard.excel.history_sheet import write_history
from scorecard.excel.method_sheet import write_method
from scorecard.excel.red_flags_sheet import write_red_flags
from scorecard.excel.robustness_sheet import write_robustness
from scorecard.excel.scope import Disclosure, SheetScope
from scorecard.excel.scorecard_layout import ScorecardLayout
from scorecard.excel.scorecard_sheet import write_scorecard
from scorecard.excel.shared_cost_sheet import write_shared_cost
from scorecard.excel.summary_sheet import SHEET_NAME as SUMMARY
from scorecard.excel.summary_sheet import SummaryWriter, header_row_below
from scorecard.excel.summary_text import summary_text
from scorecard.model import HistoryEntry, Phase
from scorecard.rules_fixed import rules_fixed


def write_shortlist(
    evaluation: Evaluation,
    *,
    certainty: Certainty | None = None,
    costs: Costs | None = None,
    history: Sequence[HistoryEntry] = (),
    sharing: SheetScope | None = None,
    created_at: datetime,
    sentences: Sequence[str],
) -> bytes:
    """The shortlist as the bytes of an XLSX file; the same arguments give the same bytes.

    `sentences` stand above the ranking, as of the export; who leads is a formula there. Behind a
    share link the evaluation comes reduced to the link's scope, and `sharing` says which sheets
    that leaves. `certainty`, of the same evaluation, adds its verdict, and the sheet Robustness
    where the scorecard and the answers' evidence may be shown.
    `costs`, of the same selection, add the sheet Cost, unless its catalogue has no cost data.
    Behind a share link they come reduced, and the sheet holds no volume and no amount of a month.
    `history`, the whole of it, goes into the analyst's own workbook only.
    Every sheet is protected without a password; points and comments stay open.
    `created_at` must know its time zone; ValueError when it does not.
    """
    if created_at.tzinfo is None:
        raise ValueError("created_at needs a time zone")
    disclosure = Disclosure(evaluation, sharing)
    book = Book(_heading(disclosure, created_at))
    layout = ScorecardLayout(evaluation)
    text = summary_text(disclosure, layout, certainty, sentences, created_at)
    summary = book.sheet(SUMMARY, header_row=header_row_below(text))
    if disclosure.shows_scorecard:
        write_scorecard(book, disclosure, layout)
    SummaryWriter(book, summary, disclosure, layout, text).write()
    answers_at = {}
    if disclosure.scope.evidence:
        answers_at = write_answers(book, disclosure, layout)
    if disclosure.scope.flags:
        write_red_flags(book, disclosure, layout)
    if costs is not None and not costs.unavailable_because and disclosure.scope.costs:
        if sharing is None:
            write_cost(book, disclosure, layout, costs, answers_at)
        else:
            write_shared_cost(book, disclosure, layout, costs)
    if certainty is not None and disclosure.shows_scorecard and disclosure.scope.evidence:
        write_robustness(book, disclosure, certainty)
    tells_history = disclosure.shows_history and bool(history)
    rules = rules_fixed(history, evaluation.selection) if tells_history else None
    write_method(book, disclosure, rules)
    if tells_history:
        write_history(book, evaluation, history)
    book.protect()
    return book.close()


def _heading(disclosure: Disclosure, created_at: datetime) -> Heading:
    evaluation = disclosure.evaluation
    if evaluation.is_provisional:
        standing = "Provisional: responses are still open"
    elif evaluation.selection.phase is Phase.DECIDED:
        standing = "Decided"
    else:
        standing = "Responses are closed"
    exported = created_at.astimezone(UTC)
    return Heading(
        title=evaluation.selection.title,
        standing=standing,
        revision_line=(
            f"As of {evaluation.as_of.isoformat()} · revision {evaluation.revision} · "
            f"catalogue {evaluation.catalogue.version} · written {exported:%Y-%m-%d %H:%M} UTC"
        ),
        created_at=created_at,
        facts={
            "Selection": evaluation.selection.id,
            "Revision": evaluation.revision,
            "Catalogue version": evaluation.catalogue.version,
            "As of": evaluation.as_of.isoformat(),
            "Created at": exported.isoformat(timespec="seconds"),
        },
    )
