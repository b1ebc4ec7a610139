"""Under which names an erased candidate may stand: those of today, and those of before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from scorecard.model import Candidate, name_key
from scorecard.storage import schema
from scorecard.storage.award import read_awards
from scorecard.storage.history import candidate_subject

_CONTACTS = ("contact_name", "contact_email")


@dataclass(frozen=True)
class NamesOfACandidate:
    """A candidate's own name, what it was called before, and its contacts, present and former."""

    name: str
    former_names: tuple[str, ...]
    contacts: tuple[str, ...]
    former_contacts: tuple[str, ...]

    @property
    def former(self) -> tuple[str, ...]:
        """Everything from before, for whoever is asked to confirm."""
        return (*self.former_names, *self.former_contacts)


def names_of(connection: Connection, selection_id: str, candidate: Candidate) -> NamesOfACandidate:
    """What a candidate is and was called, from its row, its history and the award records.

    What is another candidate's by now is not among it: that stays theirs.
    """
    columns = schema.candidates.c
    taken: set[str] = set()
    for row in connection.execute(
        select(columns.name, columns.contact_name, columns.contact_email).where(
            columns.selection_id == selection_id, columns.id != candidate.id
        )
    ):
        taken |= {name_key(text) for text in row}
    contacts = _distinct((candidate.contact_name, candidate.contact_email))
    history = tuple(_recorded(connection, selection_id, candidate.id))
    names = [record["name"] for record in history if "name" in record]
    for sealed in read_awards(connection, selection_id):
        if sealed.record is not None:
            standing = sealed.record.standing.candidates
            names += [c.name for c in standing if c.candidate_id == candidate.id]
    former_contacts = [record[name] for record in history for name in _CONTACTS if name in record]
    return NamesOfACandidate(
        name=candidate.name,
        former_names=_distinct(names, taken | {name_key(candidate.name)}),
        contacts=contacts,
        former_contacts=_distinct(former_contacts, taken | {name_key(text) for text in contacts}),
    )


def _recorded(
    connection: Connection, selection_id: str, candidate_id: str
) -> Iterator[dict[str, str]]:
    """The texts of the candidate that each entry of its history holds, the oldest first."""
    columns = schema.history.c
    for row in connection.execute(
        select(columns.before, columns.after)
        .where(
            columns.selection_id == selection_id,
            columns.subject == candidate_subject(candidate_id),
        )
        .order_by(columns.id)
    ):
        for content in row:
            if isinstance(content, dict):
                yield {name: text for name, text in content.items() if isinstance(text, str)}


def _distinct(texts: Iterable[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """Each text once, whatever its case and spacing, without empty ones and those left out."""
    seen = {"", *without}
    kept = []
    for text in texts:
        if name_key(text) not in seen:
            seen.add(name_key(text))
            kept.append(text)
    return tuple(kept)
