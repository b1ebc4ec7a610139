"""What a saved answer changed, in one line: overall value, rank, flags."""

from __future__ import annotations

from scorecard.evaluation import Evaluation
from scorecard.sentences import NO_PLACE, count_in_words, overall_in_words, rank_or_out
from scorecard.shortlisting import shortlist_remark


def effect_in_words(before: Evaluation, after: Evaluation, candidate_id: str) -> str:
    """`Overall 61.0 → 64.2, rank 3 → 2, one flag raised`; '' when nothing of it changed."""
    if candidate_id not in before.position or candidate_id not in after.position:
        return ""
    old, new = before.position[candidate_id], after.position[candidate_id]
    parts = []
    old_value, new_value = overall_in_words(before, old), overall_in_words(after, new)
    if old_value != new_value:
        parts.append(f"overall {_from(old_value)}{new_value}")
    if before.rank[old] != after.rank[new]:
        parts.append(f"rank {_from(rank_or_out(before, old))}{rank_or_out(after, new)}")
    raised_before = {f.rule.id for f in before.flags_shown[old]}
    raised_after = {f.rule.id for f in after.flags_shown[new]}
    if appeared := len(raised_after - raised_before):
        parts.append(f"{count_in_words(appeared)} flag{'s' if appeared > 1 else ''} raised")
    if cleared := len(raised_before - raised_after):
        parts.append(f"{count_in_words(cleared)} flag{'s' if cleared > 1 else ''} cleared")
    text = ", ".join(parts)
    effect = text[:1].upper() + text[1:]
    remark = shortlist_remark(after, new)
    if not remark or remark == shortlist_remark(before, old):
        return effect
    return f"{effect}. It is on the shortlist: {remark}." if effect else ""


def _from(earlier: str) -> str:
    # Who had answered nothing comes from nowhere.
    return "" if earlier == NO_PLACE else f"{earlier} → "
