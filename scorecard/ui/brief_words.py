"""The sentences of the Brief, built from what it says and lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scorecard.catalogue import BriefField, Catalogue
from scorecard.facts import (
    channels_without_baseline,
    missing_fields,
    raised_warnings,
    volumes_without_number,
)
from scorecard.model import Brief, OpenPolicy, Phase, PriceFormula, Selection
from scorecard.sentences import count_in_words, joined
from scorecard.ui.brief_basis import is_offered
from scorecard.ui.brief_defaults import assumed_fields
from scorecard.ui.brief_places import READINESS, section_of
from scorecard.ui.brief_saving import title_of
from scorecard.ui.text import capitalised

FORMULA_WORDS = {
    PriceFormula.ANCHORED: "Anchored between target and ceiling",
    PriceFormula.LOWEST_PROPORTIONAL: "Relative: lowest price over price",
    PriceFormula.LINEAR: "Relative: linear, 0 at twice the lowest price",
}
POLICY_WORDS = {
    OpenPolicy.NEUTRAL: "Neutral: half of the value (50)",
    OpenPolicy.WORST: "Worst: nothing (0)",
}
_COUNTED = {OpenPolicy.NEUTRAL: "50 of 100", OpenPolicy.WORST: "0 of 100"}
_NAMED_AT_MOST = 3


def brief_sentence(
    catalogue: Catalogue,
    brief: Brief,
    costs_wait_for: Sequence[str] = (),
    refused: Sequence[str] = (),
) -> str:
    """Whether candidates can quote on the brief, and what it still lacks.

    `costs_wait_for` are the titles of what no cost can be calculated without; where there are
    none, the sentence names what costs take an assumption for. `refused` are fields in which
    something stands that could not be stored: they are not called missing.
    """
    lacking = [f for f in missing_fields(catalogue, brief) if is_offered(catalogue, f.field)]
    missing = [field for field in lacking if field.field not in refused]
    partial = [field for field in missing if _is_begun(brief, field)]
    absent = [field for field in missing if field not in partial and not field.readiness]
    readiness = [field for field in missing if field not in partial and field.readiness]
    parts = []
    if refused:
        parts.append(_refused_words([title_of(catalogue, field) for field in refused]))
    if absent:
        names = _some([f"“{field.title}”" for field in absent])
        are = "is" if len(absent) == 1 else "are"
        parts.append(f"The brief cannot be quoted on yet: {names} {are} missing.")
    elif partial:
        parts.append(f"The brief can be quoted on: {_partial_words(brief)}.")
    elif not any(
        field.needed and is_offered(catalogue, field.field) for field in catalogue.brief_fields
    ):
        # As with criteria that were brought along: an empty brief is no complete one.
        parts.append(
            "This selection's catalogue lists nothing that candidates need in order to quote."
        )
    elif not refused:
        parts.append("The brief can be quoted on: nothing that candidates need is missing.")
    if absent and partial:
        parts.append(f"{capitalised(_partial_words(brief))}.")
    if readiness:
        parts.append(_readiness_words(readiness))
    if costs_wait_for:
        parts.append(f"Costs wait for {_some([f'“{title}”' for title in costs_wait_for])}.")
    elif assumed := assumed_fields(catalogue, brief):
        names = _some([f"“{title_of(catalogue, field)}”" for field in assumed])
        parts.append(f"Costs take an assumption for {names}.")
    warnings = len(raised_warnings(catalogue, brief))
    if warnings:
        plural = "warning" if warnings == 1 else "warnings"
        parts.append(f"{count_in_words(warnings).capitalize()} {plural} about your own terms.")
    return " ".join(parts)


def _refused_words(titles: Sequence[str]) -> str:
    names = joined([f"“{title}”" for title in titles])
    return f"What was typed last under {names} is not stored yet; the reason stands beside it."


def _readiness_words(readiness: Sequence[BriefField]) -> str:
    """How many points of the own readiness are open, and which of them stand elsewhere."""
    points = "point" if len(readiness) == 1 else "points"
    are = "is" if len(readiness) == 1 else "are"
    count = count_in_words(len(readiness)).capitalize()
    counted = f"{count} {points} of your own readiness {are} open"
    elsewhere = [f"“{f.title}”" for f in readiness if section_of(f.field) != READINESS]
    if not elsewhere:
        return f"{counted}."
    if len(elsewhere) == len(readiness):
        return f"{counted}: {joined(elsewhere)}."
    stand = "stands" if len(elsewhere) == 1 else "stand"
    return f"{counted}. Of these, {joined(elsewhere)} {stand} in other sections."


def _is_begun(brief: Brief, field: BriefField) -> bool:
    return field.field in ("volumes", "channels") and bool(getattr(brief, field.field))


def _partial_words(brief: Brief) -> str:
    numbers, baselines = volumes_without_number(brief), channels_without_baseline(brief)
    complete = []
    if brief.volumes and not numbers:
        complete.append("volumes")
    if brief.coverage_hours.strip():
        complete.append("hours")
    lacking = []
    if numbers:
        lacking.append(f"volumes missing for {_some(list(numbers))}")
    if baselines:
        lacking.append(f"baselines missing for {_some(list(baselines))}")
    begin = [f"{joined(complete)} complete"] if complete else []
    return ", ".join([*begin, *lacking])


def _some(names: list[str]) -> str:
    if len(names) <= _NAMED_AT_MOST:
        return joined(names)
    rest = len(names) - (_NAMED_AT_MOST - 1)
    return f"{', '.join(names[: _NAMED_AT_MOST - 1])} and {count_in_words(rest)} more"


def volumes_words(brief: Brief) -> str:
    """The total of the volumes and the largest type's part of it."""
    total = brief.contacts_per_month
    if not brief.volumes:
        return (
            "No volumes yet. Type the first kind of contact into the table, such as order status."
        )
    words = f"{total:,.10g} contacts a month in all."
    largest = max(brief.volumes, key=lambda volume: volume.contacts_per_month or 0.0)
    if total > 0 and len(brief.volumes) > 1:
        share = 100 * (largest.contacts_per_month or 0.0) / total
        words += f" {capitalised(largest.interaction_type)} is {share:.0f} % of them."
    return words


def shares_words(brief: Brief) -> tuple[str, bool]:
    """What the channels' shares add up to, and whether that is right (100 %, or nothing stated)."""
    stated = [c.share_pct for c in brief.channels if c.share_pct is not None]
    if not stated:
        return (
            "No channels yet. Type the first one into the table, such as voice."
            if not brief.channels
            else "No share is stated yet."
        ), True
    total = round(sum(stated), 6)
    if total == 100:
        return "The shares add up to 100 %.", True
    if len(stated) < len(brief.channels) and total < 100:
        return f"The stated shares add up to {total:.10g} %; the rest is still open.", True
    return f"The shares add up to {total:.10g} %; they should add up to 100 %.", False


def tie_break_words(catalogue: Catalogue, declared: str) -> str:
    """What decides between equal overall values, in words."""
    kind, _, name = declared.partition(":")
    if not declared:
        return "Nothing: equal values share a rank"
    if kind == "evidenced":
        return "The overall value as evidenced"
    if kind == "group":
        titles = {group.id: group.title for group in catalogue.groups}
        return f"The group {titles.get(name, name)}"
    criterion = catalogue.criteria_by_id.get(name)
    return f"The criterion {criterion.title if criterion else name}"


def tie_break_options(catalogue: Catalogue) -> tuple[str, ...]:
    """Everything that may be declared to decide between equal overall values."""
    return (
        "",
        "evidenced",
        *(f"group:{group.id}" for group in catalogue.groups),
        *(f"criterion:{criterion.id}" for criterion in catalogue.criteria),
    )


def deadline_words(selection: Selection, today: date) -> str:
    """That the response deadline has passed and what that changes; '' while nothing is to say."""
    deadline = selection.brief.response_deadline
    if selection.phase is not Phase.COLLECTING or deadline is None or deadline >= today:
        return ""
    counted = _COUNTED[selection.brief.open_policy_while_collecting]
    return (
        f"The response deadline passed on {deadline.isoformat()}. An open answer still counts "
        f"{counted} until you close responses here, or mark it as no reply on Candidates."
    )


def closing_words(selection: Selection, open_count: int) -> str:
    """What changes when responses are closed."""
    brief = selection.brief
    before, after = brief.open_policy_while_collecting, brief.open_policy_once_closed
    answers = "answer is" if open_count == 1 else "answers are"
    still_open = (
        f"{count_in_words(open_count).capitalize()} {answers} still open."
        if open_count
        else "No answer is open."
    )
    changes = (
        f"From now on an open answer counts {_COUNTED[after]} instead of {_COUNTED[before]}."
        if before != after
        else f"An open answer goes on counting {_COUNTED[after]}."
    )
    return (
        f"{still_open} {changes} "
        "The ranking is then no longer provisional. You can reopen responses at any time; the "
        "history keeps both."
    )


PHASE_EXPLANATIONS = {
    Phase.PREPARING: "Nothing has been sent to candidates yet.",
    Phase.COLLECTING: "Candidates may still reply; every ranking says provisional.",
    Phase.CLOSED: "No more replies are expected; the ranking stands.",
    Phase.DECIDED: "The choice is made.",
}
