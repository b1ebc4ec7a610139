"""What was erased, known again by salted hashes only, and how it is taken out of texts.

Whoever is erased is remembered by hashes of its id and of its name, so that a backup that is
restored later can be recognised as holding it, while the list itself names nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import Field, JsonValue

from scorecard.model.record import Record, name_key

ERASED_PERSON = "erased person"
_WORD = re.compile(r"\w+")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_UNIQUE_ID = re.compile(r"[0-9a-f]{32}")


class MarkKind(StrEnum):
    """What a hash was made of."""

    SELECTION = "selection"
    CANDIDATE = "candidate"
    NAMED_CANDIDATE = "named_candidate"
    UNIQUE_ID = "unique_id"
    WORD = "word"
    WORDS = "words"


class ErasedMark(Record):
    """One thing by which an erased candidate or person is recognised.

    `erasure_id` groups the marks of one erasure; `label` takes the place of what was erased;
    `words` is how many words a name has.
    """

    erasure_id: str = Field(min_length=1)
    is_person: bool
    kind: MarkKind
    words: int = 0
    label: str
    salt: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    erased_at: datetime


class _Hashes:
    def __init__(self, salt: str) -> None:
        self._salt = salt.encode()

    def of(self, kind: MarkKind, *parts: str) -> str:
        content = "\x00".join((kind.value, *parts)).encode("utf-8", "surrogatepass")
        return hashlib.sha256(self._salt + content).hexdigest()


def candidate_marks(
    *,
    erasure_id: str,
    selection_id: str,
    candidate_id: str,
    names: Iterable[str],
    former_names: Iterable[str] = (),
    label: str,
    salt: str,
    erased_at: datetime,
) -> tuple[ErasedMark, ...]:
    """The marks of an erased candidate: its id here, its id with its name, and its names.

    `names` begins with the candidate's own name; its contacts follow. `former_names` are what it
    was called before: a backup may hold it as that.
    """
    hashes = _Hashes(salt)
    listed, former = list(names), list(former_names)

    def mark(kind: MarkKind, sha256: str, text: str = label, words: int = 0) -> ErasedMark:
        return ErasedMark(
            erasure_id=erasure_id,
            is_person=False,
            kind=kind,
            words=words,
            label=text,
            salt=salt,
            sha256=sha256,
            erased_at=erased_at,
        )

    marks = [
        mark(MarkKind.SELECTION, hashes.of(MarkKind.SELECTION, selection_id)),
        mark(MarkKind.CANDIDATE, hashes.of(MarkKind.CANDIDATE, selection_id, candidate_id)),
        *(
            mark(
                MarkKind.NAMED_CANDIDATE,
                hashes.of(MarkKind.NAMED_CANDIDATE, candidate_id, name_key(name)),
            )
            for name in (listed[0], *former)
        ),
    ]
    if _UNIQUE_ID.fullmatch(candidate_id):
        marks.append(mark(MarkKind.UNIQUE_ID, hashes.of(MarkKind.UNIQUE_ID, candidate_id)))
    called = [(name, label) for name in (listed[0], *former)]
    for name, text in (*called, *((contact, ERASED_PERSON) for contact in listed[1:])):
        marks += [mark(kind, sha, text, words) for kind, sha, words in _name_hashes(hashes, name)]
    return tuple(marks)


def person_marks(
    *, erasure_id: str, selection_id: str, names: Iterable[str], salt: str, erased_at: datetime
) -> tuple[ErasedMark, ...]:
    """The marks of an erased person: the name, and the e-mail address where one is known."""
    hashes = _Hashes(salt)
    found = [(MarkKind.SELECTION, hashes.of(MarkKind.SELECTION, selection_id), 0)]
    found += [entry for name in names for entry in _name_hashes(hashes, name)]
    return tuple(
        ErasedMark(
            erasure_id=erasure_id,
            is_person=True,
            kind=kind,
            words=words,
            label=ERASED_PERSON,
            salt=salt,
            sha256=sha256,
            erased_at=erased_at,
        )
        for kind, sha256, words in found
    )


def _name_hashes(hashes: _Hashes, name: str) -> list[tuple[MarkKind, str, int]]:
    """One word may be a word of the language, so that only its own spelling and capitals count."""
    words = _WORD.findall(name)
    if not words:
        return []
    if len(words) == 1:
        spellings = dict.fromkeys((words[0], words[0].upper()))
        return [(MarkKind.WORD, hashes.of(MarkKind.WORD, word), 1) for word in spellings]
    folded = " ".join(word.casefold() for word in words)
    return [(MarkKind.WORDS, hashes.of(MarkKind.WORDS, folded), len(words))]


class Eraser:
    """Finds again what the marks remember, in one selection, and takes it out.

    Marks count where the selection is the one that something was erased from; those of a candidate
    also where there is one with the same id and name, as in a copy. `candidates` are the ids and
    names of the selection's candidates; a name of theirs that contains an erased one stays.
    `mentions` counts the places in texts where something was taken out.
    """

    def __init__(
        self,
        marks: Iterable[ErasedMark],
        selection_id: str,
        candidates: Iterable[tuple[str, str]] = (),
    ) -> None:
        everything = tuple(marks)
        self._selection_id = selection_id
        self._hashes = {mark.salt: _Hashes(mark.salt) for mark in everything}
        self._known = {(mark.salt, mark.sha256): mark for mark in everything}
        self.mentions = 0
        self._erased_ids: dict[str, str] = {}
        concerned: set[str] = set()
        kept: list[tuple[str, ...]] = []
        for mark in everything:
            hashes = self._hashes[mark.salt]
            if mark.kind is MarkKind.SELECTION and mark.sha256 == hashes.of(
                MarkKind.SELECTION, selection_id
            ):
                concerned.add(mark.erasure_id)
        for candidate_id, name in candidates:
            found = self._found_candidate(candidate_id, name_key(name))
            if found is not None:
                concerned.add(found.erasure_id)
                self._erased_ids[candidate_id] = found.label
            else:
                kept.append(tuple(_WORD.findall(name.casefold())))
        self.erasures = frozenset(concerned)
        self._kept = sorted({words for words in kept if words}, key=lambda words: -len(words))
        self._names = {
            key: mark
            for key, mark in self._known.items()
            if mark.erasure_id in concerned and mark.kind in (MarkKind.WORD, MarkKind.WORDS)
        }
        self._lengths = sorted(
            {(mark.words, mark.kind, mark.salt) for mark in self._names.values()},
            key=lambda length: -length[0],
        )

    def __bool__(self) -> bool:
        """Whether something was erased that this selection may hold."""
        return bool(self.erasures)

    def label_of(self, candidate_id: str) -> str | None:
        """What stands for the candidate with this id once it is erased; None when it is not."""
        if candidate_id not in self._erased_ids:
            found = self._found_candidate(candidate_id, None)
            if found is None:
                return None
            self._erased_ids[candidate_id] = found.label
        return self._erased_ids[candidate_id]

    def _found_candidate(self, candidate_id: str, name: str | None) -> ErasedMark | None:
        for salt, hashes in self._hashes.items():
            tried = [
                hashes.of(MarkKind.CANDIDATE, self._selection_id, candidate_id),
                hashes.of(MarkKind.UNIQUE_ID, candidate_id),
            ]
            if name is not None:
                tried.append(hashes.of(MarkKind.NAMED_CANDIDATE, candidate_id, name))
            for sha256 in tried:
                if (salt, sha256) in self._known:
                    return self._known[salt, sha256]
        return None

    def text(self, text: str) -> str:
        """The text with labels in the places of erased names, found as whole words."""
        if not self._names or not text:
            return text
        words = list(_WORD.finditer(text))
        pieces, copied, place = [], 0, 0
        while place < len(words):
            mark = self._name_at(words, place)
            if mark is None or (longer := self._kept_at(words, place)) > mark.words:
                place += 1 if mark is None else longer
                continue
            end = words[place + mark.words - 1].end()
            pieces += [text[copied : words[place].start()], mark.label]
            copied, place = end, place + mark.words
            self.mentions += 1
        return text if not pieces else "".join([*pieces, text[copied:]])

    def _name_at(self, words: list[re.Match[str]], place: int) -> ErasedMark | None:
        for length, kind, salt in self._lengths:
            window = words[place : place + length]
            if len(window) < length:
                continue
            spelled = [word[0] for word in window]
            if kind is MarkKind.WORDS:
                spelled = [word.casefold() for word in spelled]
            mark = self._names.get((salt, self._hashes[salt].of(kind, " ".join(spelled))))
            if mark is not None:
                return mark
        return None

    def _kept_at(self, words: list[re.Match[str]], place: int) -> int:
        """How many words the name of a candidate who stays has here; 0 where there is none."""
        for name in self._kept:
            window = words[place : place + len(name)]
            if tuple(word[0].casefold() for word in window) == name:
                return len(name)
        return 0

    def json(self, value: JsonValue, *, keeps_ids: bool = False) -> JsonValue:
        """JSON without entries that belong to an erased candidate, labels for names in the rest.

        With `keeps_ids`, texts that look like an id of the catalogue are left as they are.
        """
        if isinstance(value, str):
            is_id = keeps_ids and _IDENTIFIER.fullmatch(value) is not None
            return value if is_id else self.text(value)
        if isinstance(value, list):
            return [
                self.json(item, keeps_ids=keeps_ids)
                for item in value
                if not self._belongs_to_erased(item)
            ]
        if isinstance(value, dict):
            return {key: self.json(item, keeps_ids=keeps_ids) for key, item in value.items()}
        return value

    def _belongs_to_erased(self, item: JsonValue) -> bool:
        if not isinstance(item, dict):
            return False
        owner = item.get("candidate_id")
        return isinstance(owner, str) and self.label_of(owner) is not None
