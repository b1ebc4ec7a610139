"""How the method is told for these data: values, their independence, ties, and since when."""

from __future__ import annotations

from scorecard.evaluation import Evaluation
from scorecard.model import PriceFormula
from scorecard.rules_fixed import PRICE, TIE_BREAK, Fixed, RulesFixed, criterion_rule
from scorecard.scoring import is_price
from scorecard.sentences import NAMED_AT_MOST, joined

_SINCE = {
    Fixed.BEFORE_CANDIDATES: "before any candidate was entered",
    Fixed.BEFORE_ANSWERS: "before the first answer was recorded",
}


def values_sentence(evaluation: Evaluation, rules: RulesFixed | None = None) -> str:
    """How answers become values; true also where prices are valued against each other.

    `rules` say since when the anchors are what they are; without them nothing is said of that.
    """
    is_relative = _prices_are_relative(evaluation)
    each = "Each criterion but the price" if is_relative else "Each criterion"
    turns = f"{each} turns answers into a value from 0 to 100 between two anchors"
    known = rules or RulesFixed()
    since: list[Fixed] = []
    late: dict[str, str] = {}
    for criterion in evaluation.criteria:
        if is_relative and is_price(criterion):
            continue
        for rule in (criterion_rule(criterion.id), *([PRICE] if is_price(criterion) else [])):
            since.append(known.when(rule))
            day = known.day(rule)
            if since[-1] is Fixed.AFTER_ANSWERS and day is not None:
                late[criterion.title] = max(late.get(criterion.title, ""), day.isoformat())
    if late:
        titles = list(late)
        if len(titles) > NAMED_AT_MOST + 1:
            titles = [*titles[:NAMED_AT_MOST], f"{len(titles) - NAMED_AT_MOST} more"]
        return (
            f"{turns}. Those of {joined(titles)} were changed after answers had been recorded, "
            f"last on {max(late.values())}; the history keeps each change."
        )
    if not since or Fixed.UNKNOWN in since:
        return f"{turns}, the same for all candidates."
    latest = Fixed.BEFORE_ANSWERS if Fixed.BEFORE_ANSWERS in since else Fixed.BEFORE_CANDIDATES
    return f"{turns} that were fixed {_SINCE[latest]}."


def dependence_sentence(evaluation: Evaluation) -> str:
    """Whether a candidate's value depends on the others, under the brief's price formula."""
    if not _prices_are_relative(evaluation):
        return "No candidate's value depends on another's."
    return (
        "The brief chose a relative price formula: the value of a price depends on the other "
        "candidates' prices, so adding or removing one can reorder the rest (Telgen & Timmer 2016)."
    )


def _prices_are_relative(evaluation: Evaluation) -> bool:
    """Whether a relative formula is in use; a ranking told as a whole may have a price in it."""
    if evaluation.selection.brief.price_formula is PriceFormula.ANCHORED:
        return False
    priced = {criterion.id for criterion in evaluation.catalogue.criteria if is_price(criterion)}
    return not priced or any(criterion.id in priced for criterion in evaluation.criteria)


def tie_break_sentence(evaluation: Evaluation, rules: RulesFixed | None = None) -> str:
    """What decides between equal overall values, and, where `rules` tell, since when."""
    known = rules or RulesFixed()
    told, when = _tie_break(evaluation), known.when(TIE_BREAK)
    is_declared = bool(evaluation.selection.brief.tie_break)
    if when is Fixed.AFTER_ANSWERS:
        changed = "set" if is_declared else "changed"
        if not is_declared:
            told = told.replace("None was declared", "None is declared any more")
        return (
            f"{told} That was {changed} on {known.day(TIE_BREAK)}, after answers had been recorded."
        )
    if not is_declared or when is Fixed.UNKNOWN:
        return told
    return f"{told} That was declared {_SINCE[when]}."


def tie_break_since(rules: RulesFixed) -> str:
    """Since when a declared tie-break is in force: `it was declared before …`."""
    when = rules.when(TIE_BREAK)
    if when is Fixed.AFTER_ANSWERS:
        return f"it was set on {rules.day(TIE_BREAK)}, after answers had been recorded,"
    return f"it was declared {_SINCE.get(when, 'in the brief')}"


def _tie_break(evaluation: Evaluation) -> str:
    kind, _, name = evaluation.selection.brief.tie_break.partition(":")
    if kind == "evidenced":
        return "The overall value as evidenced decides between equal overall values."
    if kind not in ("criterion", "group"):
        return "None was declared: equal values share a rank."
    is_group = kind == "group"
    shown = evaluation.groups if is_group else evaluation.criteria
    titles = {part.id: part.title for part in shown}
    if name in titles:
        return f"The contribution of “{titles[name]}” decides between equal overall values."
    out = [criterion_out.criterion for criterion_out in evaluation.criteria_out]
    catalogue = evaluation.catalogue
    out_titles = (
        {
            catalogue.group_of_criterion[c.id].id: catalogue.group_of_criterion[c.id].title
            for c in out
        }
        if is_group
        else {c.id: c.title for c in out}
    )
    if name in out_titles:
        return (
            f"Declared was “{out_titles[name]}”, which is out for all candidates: "
            "equal values share a rank."
        )
    return "What the brief declares decides between equal overall values."
