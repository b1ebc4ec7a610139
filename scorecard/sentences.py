"""The sentence that answers each page's question, built from the numbers, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import (
    ASSUMPTION,
    Catalogue,
    DerivedValue,
    PriceValue,
    Question,
    Severity,
    answer_in_words,
    value_in_words,
    with_unit,
)
from scorecard.commercial import currency_of_question
from scorecard.evaluation import Evaluation, InputReading
from scorecard.model import Brief
from scorecard.red_flags import Finding, State, number_beside, number_in_words

# Half of the one decimal with which values are shown: what is smaller reads as 0.0.
SMALLEST_SHOWN = 0.05
NAMED_AT_MOST = 3
NO_PLACE = "–"
IF_GATES_ARE_PASSED = "if open gates are passed"
IF_OTHER_GATES_ARE_PASSED = "if others pass their open gates"

EVIDENCED_IS_ANOTHER_COUNT = (
    "As evidenced is another count, in which bare claims count as open: it is no part of the "
    "possible range and may lie below it."
)
FLAGS_UNKNOWN = "Flags are unknown until answers are in."
NO_RULES = "no red-flag rules"
NO_RULES_SENTENCE = f"This selection has {NO_RULES}."

# Of whom one asks without an article.
_WITHOUT_ARTICLE = ("human", "finance", "legal", "whoever")

# Above twelve, digits read better.
_NUMBER_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def count_in_words(count: int) -> str:
    """`three`, and digits above twelve."""
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else f"{count:,}"


def joined(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def ranking_sentence(evaluation: Evaluation) -> str:
    """Who leads, by how much, what decides it, who carries a critical flag, who is unknown."""
    parts = [lead_sentence(evaluation)]
    if evaluation.candidates:
        parts += [carriers_sentence(evaluation), nothing_answered_sentence(evaluation)]
    return " ".join(part for part in parts if part)


def has_red_flag_rules(evaluation: Evaluation) -> bool:
    """Whether anything could raise a flag; a scorecard brought along comes without rules."""
    return bool(evaluation.catalogue.red_flags)


def carriers_sentence(evaluation: Evaluation) -> str:
    """How many carry a critical flag, or why nothing can be said of flags."""
    if not has_red_flag_rules(evaluation):
        return NO_RULES_SENTENCE
    total = len(evaluation.candidates)
    flagged = sum(1 for row in range(total) if evaluation.critical_flags(row))
    if flagged == 0:
        if flags_are_unknown(evaluation):
            return FLAGS_UNKNOWN
        return "Nobody carries a critical flag."
    carries = "carries" if flagged == 1 else "carry"
    return f"{flagged} of {total} {carries} a critical flag."


def rank_in_words(evaluation: Evaluation, row: int) -> str:
    """The rank, or "–" for a candidate without any answer and for one out of the ranking."""
    return str(evaluation.rank[row]) if evaluation.rank[row] > 0 else NO_PLACE


def possible_ranks_in_words(evaluation: Evaluation, row: int) -> str:
    """`rank 2 certain` or `ranks 1–3 possible`; nothing is certain while a gate is open.

    A gate that fails takes its candidate out, and everybody behind it moves up.
    """
    best, worst = evaluation.rank_best[row], evaluation.rank_worst[row]
    condition = gates_condition(evaluation, row)
    if best == worst:
        return f"rank {best} {condition or 'certain'}"
    return f"ranks {best}–{worst} possible {condition}".rstrip()


def gates_condition(evaluation: Evaluation, row: int) -> str:
    """Whose open gates a candidate's possible ranks take as passed, or ''."""
    if not has_open_gate(evaluation):
        return ""
    return IF_GATES_ARE_PASSED if evaluation.is_conditional[row] else IF_OTHER_GATES_ARE_PASSED


def has_open_gate(evaluation: Evaluation) -> bool:
    """Whether anybody's place depends on a gate; who is out by another one has no place."""
    states = zip(evaluation.is_conditional, evaluation.is_excluded, strict=True)
    return any(is_open and not is_out for is_open, is_out in states)


def rank_or_out(evaluation: Evaluation, row: int) -> str:
    """`rank_in_words`, or "out" for a candidate that a gate excludes."""
    return "out" if evaluation.is_excluded[row] else rank_in_words(evaluation, row)


def overall_in_words(evaluation: Evaluation, row: int) -> str:
    """The overall value, or "–" while every answer is open: it would only stand for unknown."""
    if evaluation.nothing_answered[row]:
        return NO_PLACE
    return f"{evaluation.overall[row]:.1f}"


def nothing_answered_sentence(evaluation: Evaluation) -> str:
    """Who has no place in a ranking of others, since nothing is answered yet; or ''."""
    rows = evaluation.unanswered_order
    if not rows or len(evaluation.ranked_order) < 2:
        return ""
    names = [evaluation.candidates[row].name for row in rows]
    if len(names) > NAMED_AT_MOST:
        who = f"{count_in_words(len(names)).capitalize()} candidates"
    else:
        who = joined(names)
    has = "has" if len(names) == 1 else "have"
    return f"{who} {has} no answers yet and no place in the ranking."


def flags_are_unknown(evaluation: Evaluation) -> bool:
    """Whether there are rules, and none of them could be decided for any candidate."""
    states = {finding.state for findings in evaluation.findings for finding in findings}
    return State.UNKNOWN in states and not states & {State.RAISED, State.CLEAR}


def whom_to_ask(ask_whom: str) -> str:
    """The catalogue's entry as a clause: `ask the account executive, …`, `rate it yourselves`."""
    first = ask_whom.partition(" ")[0]
    text = ask_whom if ask_whom[1:2].isupper() else f"{ask_whom[:1].lower()}{ask_whom[1:]}"
    if is_the_buyers_own(ask_whom):
        # The reader is the buyer: of whom else should it be asked?
        yourselves = f"{'rate' if first == 'Rated' else 'record'} it yourselves"
        _, _, rest = text.partition(" by the buyer")
        return f"{yourselves}{_by_whom(rest)}"
    if not first[:1].isupper() or first.lower() in _WITHOUT_ARTICLE:
        return f"ask {text}"
    return f"ask the {text}"


def is_the_buyers_own(ask_whom: str) -> bool:
    """Whether the buyer rates or records it: there is nobody to ask."""
    return ask_whom.partition(" ")[0] in ("Rated", "Recorded")


def asked_in_a_table(ask_whom: str) -> str:
    """The catalogue's entry under the heading “Ask”; what is the buyer's own says so."""
    if not is_the_buyers_own(ask_whom):
        return ask_whom
    clause = whom_to_ask(ask_whom)
    return f"{clause[:1].upper()}{clause[1:]}"


def _by_whom(rest: str) -> str:
    """What follows `by the buyer`: `'s brand lead` becomes `, by your brand lead`."""
    return f", by your{rest[2:]}" if rest.startswith("'s ") else rest


def lead_sentence(evaluation: Evaluation, *, names_decider: bool = True) -> str:
    """Who leads and by how much, and what decides it unless that is not to be told."""
    order = evaluation.ranked_order
    names = [candidate.name for candidate in evaluation.candidates]
    if evaluation.leader_withheld_because:
        return f"No leader yet: {evaluation.leader_withheld_because}."
    provisional = "Provisional: " if evaluation.is_provisional else ""
    first, value = names[order[0]], f"{evaluation.overall[order[0]]:.1f}"
    if len(evaluation.leaders) > 1:
        tied = joined([names[row] for row in evaluation.leaders])
        return f"{provisional}{tied} are tied at {value}."
    if len(order) == 1:
        return f"{provisional}{first} is the only candidate in the ranking."
    if len(evaluation.level_with_first) > 1:
        level = joined([names[row] for row in evaluation.level_with_first])
        return f"{provisional}{level} are equal at {value}; the tie-break puts {first} first."
    lead = f"{provisional}{first} leads {names[order[1]]} by {lead_in_words(evaluation)}."
    decider = deciding_group(evaluation, *order[:2]) if names_decider else ""
    return f"{lead} {decider} decides it." if decider else lead


def lead_in_words(evaluation: Evaluation) -> str:
    """`2.1`, or `less than 0.1` where one decimal would show nothing."""
    return f"{evaluation.lead:.1f}" if evaluation.lead >= SMALLEST_SHOWN else "less than 0.1"


def deciding_group(evaluation: Evaluation, ahead: int, behind: int) -> str:
    """What adds most to the lead of row `ahead` over row `behind`, or ''.

    A group's title; a criterion's where there is but one group, as in a scorecard brought along.
    """
    if not evaluation.groups:
        return ""
    titles, _, added = _parts(evaluation)
    difference = added[ahead] - added[behind]
    best = int(np.argmax(difference))
    return titles[best] if difference[best] > 0 else ""


def _parts(evaluation: Evaluation) -> tuple[list[str], str, NDArray[np.float64]]:
    """Titles of the groups, what they are called and their contributions (candidates, parts).

    The criteria where there is but one group: a heading over everything parts nobody.
    """
    if len(evaluation.groups) > 1:
        titles = [group.title for group in evaluation.groups]
        return titles, "group", evaluation.group_contributions
    return [c.title for c in evaluation.criteria], "criterion", evaluation.contributions


def comparison_sentence(evaluation: Evaluation, first: int, second: int) -> str:
    """On which group the first beats the second most, and on which it loses most.

    On which criterion where there is but one group.
    Nobody beats anybody where one has no answers yet, or while no leader may be announced.
    """
    a, b = evaluation.candidates[first].name, evaluation.candidates[second].name
    blank = [row for row in dict.fromkeys((first, second)) if evaluation.nothing_answered[row]]
    if len(blank) == 1:
        return (
            f"{evaluation.candidates[blank[0]].name} has no answers yet, so there is nothing to "
            f"compare {a} and {b} on yet."
        )
    titles, noun, added = _parts(evaluation)
    difference = added[first] - added[second]
    if difference.size == 0:
        return f"Nothing to compare {a} and {b} on yet."
    best, worst = int(np.argmax(difference)), int(np.argmin(difference))
    wins = difference[best] >= SMALLEST_SHOWN
    loses = difference[worst] <= -SMALLEST_SHOWN
    beats = f"{titles[best]} (+{difference[best]:.1f})"
    falls = f"{titles[worst]} (−{-difference[worst]:.1f})"
    if evaluation.leader_withheld_because and (wins or loses):
        sides = [f"higher on {beats}"] * bool(wins) + [f"lower on {falls}"] * bool(loses)
        return f"As counted today, {a} is {' and '.join(sides)} than {b}; no leader is announced."
    if wins and loses:
        return f"{a} beats {b} on {beats} and loses on {falls}."
    if wins:
        return f"{a} beats {b} on {beats} and loses on no {noun}."
    if loses:
        return f"{a} loses to {b} on {falls} and beats it on no {noun}."
    return f"{a} and {b} are level on every {noun}."


def flags_sentence(evaluation: Evaluation) -> str:
    """How many flags are raised on how many candidates, and how many answers are unknown."""
    counts = [len(flags) for flags in evaluation.flags_shown]
    raised, carrying = sum(counts), sum(1 for count in counts if count)
    if not evaluation.candidates:
        return "No candidates yet, so no flags."
    if not has_red_flag_rules(evaluation):
        return NO_RULES_SENTENCE
    unknown = sum(len(unknown_families(evaluation, row)) for row in range(len(counts)))
    matters = "matter" if unknown == 1 else "matters"
    still = (
        f" {count_in_words(unknown).capitalize()} {matters} cannot be decided yet."
        if unknown
        else ""
    )
    if raised == 0:
        return f"{FLAGS_UNKNOWN if flags_are_unknown(evaluation) else 'No flag is raised.'}{still}"
    critical = sum(len(evaluation.critical_flags(row)) for row in range(len(counts)))
    candidates = "candidate" if carrying == 1 else "candidates"
    flags = "red flag is" if raised == 1 else "red flags are"
    first = (
        f"{count_in_words(raised).capitalize()} {flags} raised on "
        f"{count_in_words(carrying)} {candidates}"
    )
    return f"{first}; {count_in_words(critical)} of them critical.{still}"


def unknown_families(evaluation: Evaluation, row: int) -> set[str]:
    """Matters on which nothing is raised for the candidate and something is still unknown."""
    raised = {finding.rule.family for finding in evaluation.flags_shown[row]}
    unknown = {f.rule.family for f in evaluation.findings[row] if f.state is State.UNKNOWN}
    return unknown - raised


def weights_sentence(evaluation: Evaluation) -> str:
    """Which group, or criterion of an only group, has the largest say, and how large it is."""
    if evaluation.nothing_ranked_because or not evaluation.groups:
        reason = evaluation.nothing_ranked_because or "every criterion is out"
        return f"Nothing is weighed yet: {reason}."
    titles, noun, _ = _parts(evaluation)
    weights = evaluation.group_weights if noun == "group" else evaluation.weights
    largest = int(np.argmax(weights))
    share = 100 * weights[largest]
    out = len(evaluation.criteria_out)
    first = f"{titles[largest]} decides {share:.0f} % of the result."
    if not out:
        return first
    are = "criterion is" if out == 1 else "criteria are"
    return f"{first} {count_in_words(out).capitalize()} {are} out for all candidates."


def flag_counts(evaluation: Evaluation, row: int) -> dict[Severity, int]:
    """Shown flags of one candidate by severity."""
    counts = dict.fromkeys(Severity, 0)
    for finding in evaluation.flags_shown[row]:
        counts[finding.rule.severity] += 1
    return counts


def reading_in_words(reading: InputReading, question: Question, currency: str) -> str:
    """What a value rests on: the answer, or the calculated cost that a quote comes to."""
    if reading.ends is None:
        return answer_in_words(question, reading.answer, currency)
    low, high = (f"{end:,.2f}" for end in reading.ends)
    amount = low if low == high else f"{low}–{high}"
    return f"{amount} {currency} per resolved contact, calculated from the quote"


def clamped_in_words(evaluation: Evaluation, row: int, column: int) -> tuple[str, str]:
    """What lies beyond an anchor, and its figure with the unit: (`Cost per …`, `26.88 EUR`)."""
    matrix, catalogue = evaluation.inputs, evaluation.catalogue
    item, number = matrix.inputs[column], float(matrix.performance[row, column])
    if isinstance(item.value, DerivedValue):
        title = evaluation.criteria[matrix.criterion_index[column]].title
        return title, with_unit(round(number, 2), item.value.unit)
    if isinstance(item.value, PriceValue) and item.value.is_cost:
        # Calculated from the whole quote, in the brief's currency: no single answer says it.
        currency = evaluation.selection.brief.currency
        return "Cost per resolved contact", f"{number:,.2f} {currency}".strip()
    question = catalogue.questions_by_id[item.question]
    currency = currency_of_question(
        catalogue, evaluation.selection, evaluation.candidates[row].id, question.id
    )
    return question.label, value_in_words(question, number, currency)


def flag_figures(finding: Finding) -> str:
    """`22 %, threshold 18 %` or `weeks: 2, threshold 4`; '' for a flag without a number."""
    if not isinstance(finding.value, int | float):
        return ""
    is_sign = not finding.unit[:1].isalpha()
    after = f" {finding.unit}" if finding.unit and is_sign else ""
    before = "" if is_sign else f"{finding.unit}: "
    number = f"{before}{number_beside(finding.value, finding.threshold)}{after}"
    if finding.threshold is None:
        return number
    return f"{number}, threshold {number_in_words(finding.threshold)}{after}"


def source_titles(source_ids: Iterable[str], catalogue: Catalogue) -> str:
    """Titles of the sources, in order; an assumption says so."""
    known = catalogue.sources_by_id
    return "; ".join(
        "assumption" if i == ASSUMPTION else known[i].title if i in known else i for i in source_ids
    )


def passed_deadline_sentence(brief: Brief, today: date) -> str:
    """That a questionnaire sent today asks for a reply by a day that is gone; '' otherwise."""
    deadline = brief.response_deadline
    if deadline is None or deadline >= today:
        return ""
    return (
        f"A questionnaire asks for a reply by {deadline.isoformat()}, which has passed: set a "
        "later response deadline on the Brief before you send one."
    )
