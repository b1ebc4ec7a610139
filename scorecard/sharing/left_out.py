"""What a shared page or report leaves out, so that nobody takes silence for a clean record."""

from __future__ import annotations

from scorecard.sharing.view import SharedView


def left_out_remarks(view: SharedView, of: str = "link") -> tuple[str, ...]:
    """One sentence a part that is not shown; `of` is what the reader holds, a link or a report."""
    scope = view.scope
    remarks = []
    if scope.names_hidden:
        remarks.append(
            "Names are hidden: every candidate keeps its letter, and no text that somebody typed "
            "about a candidate is shown."
        )
    if not scope.flags:
        remarks.append(f"Red flags are not part of this {of}.")
    if not scope.costs:
        remarks.append(f"Rates and other amounts of money are not part of this {of}.")
    if not view.is_broken_down:
        remarks.append(
            "Values by criterion are left out, because the valuation of each price could be "
            "worked out from them."
        )
    if not scope.evidence:
        quoted = ", except figures quoted in a red flag" if scope.flags else ""
        remarks.append(f"Answers and the evidence behind them are not part of this {of}{quoted}.")
    return tuple(remarks)
