"""The words of award records and debriefs, the same on the page, in print and in workbooks."""

from __future__ import annotations

from scorecard.model import (
    AwardRecord,
    CandidateStanding,
    Concern,
    Disclosed,
    Integrity,
    SealedAward,
)

CONCERN_WORDS = {
    Concern.NOT_FIRST: "Not first in the ranking",
    Concern.CRITICAL_FLAG: "Critical flag without an override",
    Concern.GATE_FAILED: "Gate not met",
    Concern.GATE_OPEN: "Gate still open",
    Concern.LEADER_WITHHELD: "No leader announced",
    Concern.RESPONSES_OPEN: "Responses still open",
}
DISCLOSED_WORDS = {
    Disclosed.WINNER_NAME: "the winner's name",
    Disclosed.WINNER_BANDS: "how near its values came to the winner's",
    Disclosed.WINNER_VALUES: "the winner's values by criterion",
    Disclosed.WINNER_OVERALL: "the winner's overall value",
    Disclosed.OWN_RANK: "its own rank",
    Disclosed.CANDIDATE_COUNT: "the number of candidates",
    Disclosed.OWN_FLAGS: "its own red flags",
    Disclosed.PRICE: "how the winner's price compares",
}


_ERASED = "erased candidate "


def at_the_start(name: str) -> str:
    """A candidate's name where a sentence starts with it: an erased one's label has a capital."""
    return f"{name[:1].upper()}{name[1:]}" if name.startswith(_ERASED) else name


def integrity_sentence(sealed: SealedAward) -> str:
    """Whether the record is what was signed, computed from its text just now."""
    match sealed.integrity:
        case Integrity.UNCHANGED:
            return "Unchanged since signing: the record matches its fingerprint."
        case Integrity.PARTS_ERASED:
            day = "" if sealed.erased_at is None else f" on {sealed.erased_at.date().isoformat()}"
            return (
                f"Parts were erased{day} on request. The fingerprint is that of the record as it "
                "was signed; what is left has not been changed since the erasure."
            )
        case Integrity.CHANGED:
            return (
                "This record has been changed since it was signed: it does not match its "
                "fingerprint. Do not rely on it. Compare it with a copy that was downloaded "
                "before, and look at who can write to the database."
            )


def disclosed_in_words(disclosed: tuple[Disclosed, ...]) -> str:
    """`the winner's name, its own rank`, or that nothing is told beyond the own values."""
    if not disclosed:
        return "its own values only"
    return ", ".join(DISCLOSED_WORDS[tick] for tick in disclosed)


def range_in_words(candidate: CandidateStanding) -> str:
    """`61.0–72.5`, or the one value where nothing is open."""
    low, high = f"{candidate.overall_low:.1f}", f"{candidate.overall_high:.1f}"
    return low if low == high else f"{low}–{high}"


def gates_in_words(candidate: CandidateStanding) -> str:
    """`2 passed`, `1 failed: ISO 27001 (…)` and so on; 'none in force' without any."""
    if not candidate.gates:
        return "none in force"
    words = {"fail": "failed", "open": "open", "waived": "waived"}
    named = [
        f"{words[gate.state]}: {gate.title} ({gate.reason})"
        for state in words
        for gate in candidate.gates
        if gate.state == state
    ]
    passed = sum(gate.state == "pass" for gate in candidate.gates)
    return "; ".join(([f"{passed} passed"] if passed else []) + named)


def flags_in_words(candidate: CandidateStanding) -> str:
    """The flags with their severities, or 'none raised'."""
    return "; ".join(f"{f.title} ({f.severity})" for f in candidate.flags) or "none raised"


def override_in_words(candidate: CandidateStanding) -> str:
    """The written override and who gave it, or ''."""
    by = f" ({candidate.override_by})" if candidate.override_by else ""
    return f"{candidate.override_reason}{by}" if candidate.override_reason else ""


def shortlist_in_words(record: AwardRecord) -> str:
    """The names on the shortlist, each with what spoke against it; '' where nobody was on it."""
    return ", ".join(
        f"{c.name} ({c.shortlist_remark})" if c.shortlist_remark else c.name
        for c in record.shortlist
    )


def signatures_in_words(record: AwardRecord) -> str:
    """`Ines Okafor (head of service, 2026-11-22), …`."""
    return "; ".join(f"{s.name} ({s.role}, {s.signed_on.isoformat()})" for s in record.signatures)
