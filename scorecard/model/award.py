"""The award record: the decision on file as it was signed, and what debriefs disclose of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, ValidationError, model_validator

from scorecard.model.answer import NOTE_LIMIT_CHARACTERS, SHORT_TEXT_LIMIT_CHARACTERS
from scorecard.model.record import Record

AWARD_FORMAT = "partner-scorecard/award"
AWARD_FORMAT_VERSION = 1


class Concern(StrEnum):
    """What makes a choice need a reason of its own."""

    NOT_FIRST = "not_first"
    CRITICAL_FLAG = "critical_flag"
    GATE_FAILED = "gate_failed"
    GATE_OPEN = "gate_open"
    LEADER_WITHHELD = "leader_withheld"
    RESPONSES_OPEN = "responses_open"


class Disclosed(StrEnum):
    """What a debrief may tell a candidate beside its own values; nothing of it is by default."""

    WINNER_NAME = "winner_name"
    WINNER_BANDS = "winner_bands"
    WINNER_VALUES = "winner_values"
    WINNER_OVERALL = "winner_overall"
    OWN_RANK = "own_rank"
    CANDIDATE_COUNT = "candidate_count"
    OWN_FLAGS = "own_flags"
    PRICE = "price"


class Signature(Record):
    """Who signed, in which role, on which day: typed in by whoever recorded the decision."""

    name: str = Field(min_length=1, max_length=200)
    role: str = Field(min_length=1, max_length=200)
    signed_on: date

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if not self.name.strip() or not self.role.strip():
            raise ValueError("a signature needs a name and a role")
        return self


class ConcernReason(Record):
    """Why somebody was chosen in spite of a concern; `finding` says what the concern is."""

    concern: Concern
    finding: str = Field(min_length=1, max_length=NOTE_LIMIT_CHARACTERS)
    reason: str = Field(min_length=1, max_length=NOTE_LIMIT_CHARACTERS)

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if not self.reason.strip():
            raise ValueError("this choice needs a reason of its own")
        return self


class CriterionWeight(Record):
    """A criterion of the ranking with its share of the result in per cent."""

    criterion_id: str
    title: str
    weight_pct: float
    is_price: bool = False


class CriterionStanding(Record):
    """A candidate's value (0–100) on one criterion, and what it does not rest on evidence for.

    `settled` is the share (0–1) of the criterion that no answer to come can change. The lists
    name questions by their labels. `unrated_questions` are those of the open ones that the buyer
    rates or observes itself; () in records older than the field.
    """

    criterion_id: str
    value: float
    settled: float
    open_questions: tuple[str, ...] = ()
    unrated_questions: tuple[str, ...] = ()
    unanswered_questions: tuple[str, ...] = ()
    claimed_questions: tuple[str, ...] = ()


class GateStanding(Record):
    """A gate in force for a candidate: pass, fail, open or waived, and why.

    `told_reason` leaves out what the buyer wrote in setting an answer or the gate aside; '' in
    records older than the field.
    """

    title: str
    state: str
    reason: str
    told_reason: str = ""


class FlagStanding(Record):
    """A red flag that was raised; `is_own` where no other candidate's answer plays a part in it."""

    title: str
    severity: str
    message: str
    is_own: bool


class CandidateStanding(Record):
    """Where a candidate stood when the decision was recorded; rank 0 is not ranked.

    `shortlist_remark`: what spoke against its place on the shortlist; '' where nothing did.
    """

    candidate_id: str
    name: str
    rank: int
    rank_best: int
    rank_worst: int
    rank_evidenced: int
    overall: float
    overall_low: float
    overall_high: float
    overall_evidenced: float
    coverage_pct: float
    is_shortlisted: bool
    shortlist_remark: str = ""
    override_reason: str = ""
    override_by: str = ""
    gates: tuple[GateStanding, ...] = ()
    flags: tuple[FlagStanding, ...] = ()
    criteria: tuple[CriterionStanding, ...] = ()

    @property
    def is_excluded(self) -> bool:
        """Whether a failed gate took the candidate out of the ranking."""
        return any(gate.state == "fail" for gate in self.gates)


class RankingStanding(Record):
    """The whole ranking as it stood; `candidates` in its order, those out of it last.

    `is_price_relative`: prices were valued against the other quotes.
    """

    headline: str
    revision: int
    catalogue_version: str
    seed: int
    as_of: date
    phase: str
    open_policy: str
    tie_break: str
    is_price_relative: bool
    criteria: tuple[CriterionWeight, ...]
    candidates: tuple[CandidateStanding, ...]


class DebriefFigures(Record):
    """How debriefs put into words how far two values lie apart, and how much they list.

    Within `level_within_points` of 100 two values are about level; from `clear_from_points` on
    one is clearly better. `most_named`: how many criteria are listed as what added most, and as
    what would have helped most.
    """

    level_within_points: float = Field(ge=0, le=100)
    clear_from_points: float = Field(gt=0, le=100)
    most_named: int = Field(ge=1)

    @model_validator(mode="after")
    def _bands_follow_each_other(self) -> Self:
        if self.clear_from_points <= self.level_within_points:
            raise ValueError("`clear_from_points` must be above `level_within_points`")
        return self


class AwardDraft(Record):
    """A decision before it is recorded. `replaces` names the record that this one corrects.

    `debrief_figures` is None in records that were sealed before they were kept there.
    """

    selection_id: str
    selection_title: str
    chosen_candidate_id: str
    reasons: str = Field(min_length=1, max_length=NOTE_LIMIT_CHARACTERS)
    concerns: tuple[ConcernReason, ...] = ()
    signatures: tuple[Signature, ...] = Field(min_length=1)
    standing: RankingStanding
    replaces: str = ""
    correction_reason: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    debrief_figures: DebriefFigures | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not self.reasons.strip():
            raise ValueError("the decision needs its reasons")
        if self.replaces and not self.correction_reason.strip():
            raise ValueError("a correction needs the reason why the record is replaced")
        if self.chosen_candidate_id not in {c.candidate_id for c in self.standing.candidates}:
            raise ValueError("the chosen candidate is not in the ranking")
        kinds = Counter(concern.concern for concern in self.concerns)
        if any(count > 1 for count in kinds.values()):
            raise ValueError("a concern is answered twice")
        return self

    @property
    def chosen(self) -> CandidateStanding:
        """The chosen candidate as it stood."""
        return self.candidate(self.chosen_candidate_id)

    @property
    def shortlist(self) -> tuple[CandidateStanding, ...]:
        """The shortlist as it stood, in the order of the ranking."""
        return tuple(c for c in self.standing.candidates if c.is_shortlisted)

    def candidate(self, candidate_id: str) -> CandidateStanding:
        """The candidate with this id as it stood; KeyError when there was none."""
        for candidate in self.standing.candidates:
            if candidate.candidate_id == candidate_id:
                return candidate
        raise KeyError(candidate_id)


class AwardRecord(AwardDraft):
    """A decision on file. `salt` keeps erased names from being guessed from the fingerprint."""

    format: str = AWARD_FORMAT
    format_version: int = AWARD_FORMAT_VERSION
    id: str = Field(min_length=1)
    number: int = Field(ge=1)
    recorded_by: str = Field(max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    recorded_at: datetime
    replaces_sha256: str = ""
    salt: str = ""


class Integrity(StrEnum):
    """How a record's text stands to the fingerprint that was taken when it was signed."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    PARTS_ERASED = "parts_erased"


class SealedAward(Record):
    """An award record as it is kept: its canonical text and the SHA-256 of it when it was signed.

    `history_sha256` is the fingerprint that the history keeps beside it. Once parts were erased,
    `sha256` remains that of the record as signed, and `erased_sha256` is that of what is left.
    """

    id: str
    text: str
    sha256: str
    history_sha256: str = ""
    erased_at: datetime | None = None
    erased_sha256: str = ""

    @property
    def integrity(self) -> Integrity:
        """Computed from the text, each time it is asked for."""
        now = fingerprint(self.text)
        if self.history_sha256 not in ("", self.sha256):
            return Integrity.CHANGED
        if self.erased_at is not None:
            return Integrity.PARTS_ERASED if now == self.erased_sha256 else Integrity.CHANGED
        return Integrity.UNCHANGED if now == self.sha256 else Integrity.CHANGED

    @property
    def record(self) -> AwardRecord | None:
        """What the text says; None where it was changed so that it says nothing any more."""
        try:
            return AwardRecord.model_validate_json(self.text)
        except ValidationError:
            return None


class Debriefing(Record):
    """A round of debriefs: of which award record, and what the owner let them disclose."""

    id: str = Field(min_length=1)
    award_id: str
    disclosed: tuple[Disclosed, ...]
    prepared_by: str = Field(max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    prepared_at: datetime


def canonical_json(record: Record) -> str:
    """The record as JSON with sorted keys and without spaces: one text for one content."""
    return json.dumps(
        record.model_dump(mode="json"),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def fingerprint(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
