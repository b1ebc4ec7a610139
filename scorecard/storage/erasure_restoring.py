"""Keeps what was erased out of a backup that is restored later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scorecard.catalogue import Catalogue
from scorecard.document import AttachedFile, Document, RemovedCandidate
from scorecard.model import (
    Answer,
    Candidate,
    Debriefing,
    ErasedMark,
    Eraser,
    HistoryEntry,
    Scenario,
    SealedAward,
    Selection,
)
from scorecard.sentences import count_in_words
from scorecard.storage.erasing import erased_answer, erased_award, erased_entry


@dataclass(frozen=True)
class Restorable:
    """The parts of a document; `left_out` says in sentences what of it had been erased here.

    `catalogue` is None where the document follows the catalogue that the program ships.
    """

    selection: Selection
    catalogue: Catalogue | None
    history: tuple[HistoryEntry, ...]
    files: tuple[AttachedFile, ...]
    scenarios: tuple[Scenario, ...]
    awards: tuple[SealedAward, ...]
    debriefings: tuple[Debriefing, ...]
    removed: tuple[RemovedCandidate, ...] = ()
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Restorable:
        """Every part of a document that may name somebody."""
        return cls(
            selection=document.selection,
            catalogue=document.catalogue,
            history=document.history,
            files=document.files,
            scenarios=document.scenarios,
            awards=document.awards,
            debriefings=document.debriefings,
            removed=document.removed,
        )


def without_erased(parts: Restorable, marks: Sequence[ErasedMark], at: datetime) -> Restorable:
    """The parts without what the marks remember; the same where they remember nothing of it."""
    selection = parts.selection
    everybody = (*selection.candidates, *(removed.candidate for removed in parts.removed))
    eraser = Eraser(marks, selection.id, ((c.id, c.name) for c in everybody))
    if not eraser:
        return parts
    gone = {c.id for c in everybody if eraser.label_of(c.id) is not None}
    cleaned = Restorable(
        selection=_selection(eraser, selection, gone),
        catalogue=None if parts.catalogue is None else _catalogue(eraser, parts.catalogue),
        history=tuple(erased_entry(eraser, entry) for entry in parts.history),
        files=tuple(f for f in parts.files if f.description.candidate_id not in gone),
        scenarios=tuple(_scenario(eraser, scenario) for scenario in parts.scenarios),
        awards=tuple(erased_award(eraser, award, at) for award in parts.awards),
        debriefings=tuple(
            d.model_copy(update={"prepared_by": eraser.text(d.prepared_by)})
            for d in parts.debriefings
        ),
        removed=tuple(_removed(eraser, r) for r in parts.removed if r.candidate.id not in gone),
    )
    if cleaned == parts:
        return parts
    renamed = {item.id: item for item in cleaned.selection.attachments}
    files = tuple(AttachedFile(renamed[f.description.id], f.content) for f in cleaned.files)
    dates = [mark.erased_at for mark in marks if mark.erasure_id in eraser.erasures]
    return replace(cleaned, files=files, left_out=_said(len(gone), eraser.mentions, dates))


def _catalogue(eraser: Eraser, catalogue: Catalogue) -> Catalogue:
    content = catalogue.model_dump(mode="json")
    erased = eraser.json(content, keeps_ids=True)
    # Most catalogues name nobody; the very object is then worth keeping.
    return catalogue if erased == content else Catalogue.model_validate(erased)


def _selection(eraser: Eraser, selection: Selection, gone: set[str]) -> Selection:
    content: dict[str, Any] = selection.model_dump(mode="json")
    brief: Any = eraser.json(content["brief"], keeps_ids=True)
    excluded = {
        criterion_id: eraser.text(reason)
        for criterion_id, reason in selection.excluded_criteria.items()
    }
    return Selection.model_validate(
        {
            **content,
            "title": eraser.text(selection.title)[:200],
            "brief": brief,
            "excluded_criteria": excluded,
            "candidates": [_candidate(eraser, c) for c in selection.candidates if c.id not in gone],
            "answers": [
                _answer(eraser, a) for a in selection.answers if a.candidate_id not in gone
            ],
            "attachments": [
                {**a.model_dump(), "name": eraser.text(a.name)}
                for a in selection.attachments
                if a.candidate_id not in gone
            ],
        }
    )


def _candidate(eraser: Eraser, candidate: Candidate) -> dict[str, Any]:
    texts = ("contact_name", "contact_email", "note", "override_reason", "override_by")
    content = candidate.model_dump()
    return content | {name: eraser.text(content[name]) for name in texts}


def _removed(eraser: Eraser, removed: RemovedCandidate) -> RemovedCandidate:
    return replace(
        removed,
        candidate=Candidate.model_validate(_candidate(eraser, removed.candidate)),
        answers=tuple(Answer.model_validate(_answer(eraser, a)) for a in removed.answers),
        files=tuple(
            replace(
                file,
                description=file.description.model_copy(
                    update={"name": eraser.text(file.description.name)}
                ),
            )
            for file in removed.files
        ),
    )


def _answer(eraser: Eraser, answer: Answer) -> dict[str, Any]:
    content = answer.model_dump(mode="json")
    return content | erased_answer(eraser, content)


def _scenario(eraser: Eraser, scenario: Scenario) -> Scenario:
    content: dict[str, Any] = scenario.model_dump(mode="json")
    return Scenario.model_validate(
        {
            **content,
            "name": eraser.text(scenario.name)[:200],
            "answers": eraser.json(content["answers"]),
            "created_by": eraser.text(scenario.created_by),
        }
    )


def _said(candidates: int, mentions: int, dates: Iterable[datetime]) -> tuple[str, ...]:
    day = max(dates).date().isoformat()
    sentences = []
    if candidates:
        one = candidates == 1
        who = f"{count_in_words(candidates).capitalize()} candidate{'' if one else 's'}"
        sentences.append(
            f"{who} of this backup {'was' if one else 'were'} erased here (last on {day}) and "
            f"{'is' if one else 'are'} left out with all answers and files."
        )
    if mentions:
        places = "place" if mentions == 1 else "places"
        sentences.append(
            f"Erased names were taken out in {mentions:,} {places} of texts (last erasure {day})."
        )
    return tuple(sentences) or (f"Data that were erased here on {day} are left out.",)
