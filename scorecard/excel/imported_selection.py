"""The catalogue and the selection that an existing scorecard stands for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from scorecard.catalogue import (
    ASSUMPTION,
    BROUGHT_ALONG,
    Anchor,
    Catalogue,
    Criterion,
    CriterionInput,
    Group,
    Kind,
    PointsValue,
    Question,
)
from scorecard.excel.grid import shortened
from scorecard.excel.scorecard_table import ReadCriterion, ScorecardTable
from scorecard.model import Answer, Candidate, Phase, Record, Selection, Status

GROUP_ID = "imported_criteria"
MOST_TITLE_CHARACTERS = 60
MOST_SHORT_TITLE_CHARACTERS = 24
MOST_ID_CHARACTERS = 40
UNIT_WHERE_NONE_IS_STATED = "points"
SOURCES = (ASSUMPTION,)

# "Attrition (%)" states its unit; a longer remark in brackets is none.
_UNIT = re.compile(r"\(([^()]{1,12})\)$")


def imported_catalogue(
    table: ScorecardTable, created_at: datetime, reference: Catalogue
) -> Catalogue:
    """One number question a criterion, linear between low and high, under the sheet's groups.

    Criteria without a heading stand in one group of their own.

    The method's settings, with their sources, are those of `reference`.
    """
    file_name = table.grid.file_name
    ids = _ids([criterion.name for criterion in table.criteria])
    group_ids = _group_ids(table)
    used = set(_sources_of(reference.settings))
    return Catalogue(
        version=created_at.date().isoformat(),
        name=f"{BROUGHT_ALONG}{file_name}",
        settings=reference.settings.model_copy(update={"disagreements": ()}),
        groups=tuple(_groups(group_ids, file_name)),
        questions=tuple(
            _question(criterion_id, group_ids[criterion.group], criterion, file_name)
            for criterion_id, criterion in zip(ids, table.criteria, strict=True)
        ),
        criteria=tuple(
            _criterion(criterion_id, group_ids[criterion.group], criterion, table)
            for criterion_id, criterion in zip(ids, table.criteria, strict=True)
        ),
        sources=tuple(source for source in reference.sources if source.id in used),
    )


def imported_selection(
    table: ScorecardTable, catalogue: Catalogue, content: bytes, created_at: datetime
) -> Selection:
    """The selection with the file's candidates, weights and cells; every number is a claim.

    Its id follows from the content and the moment, so that two imports never collide.
    """
    digest = hashlib.sha256(content + created_at.isoformat().encode()).hexdigest()[:12]
    candidate_ids = [f"{digest}-{number}" for number in range(1, len(table.candidates) + 1)]
    answers = []
    for criterion, read in zip(catalogue.criteria, table.criteria, strict=True):
        for candidate_id, candidate, cell in zip(
            candidate_ids, table.candidates, read.cells, strict=True
        ):
            if cell is Status.OPEN:
                continue
            place = table.grid.place(read.row, candidate.column)
            answers.append(_answer(candidate_id, criterion.id, cell, place))
    return Selection(
        id=f"import-{digest}",
        title=table.grid.file_name.rsplit(".", 1)[0] or table.grid.file_name,
        phase=Phase.COLLECTING,
        created_at=created_at,
        points={
            criterion.id: read.weight
            for criterion, read in zip(catalogue.criteria, table.criteria, strict=True)
        },
        candidates=tuple(
            Candidate(id=candidate_id, name=candidate.name, position=position)
            for position, (candidate_id, candidate) in enumerate(
                zip(candidate_ids, table.candidates, strict=True)
            )
        ),
        answers=tuple(answers),
    )


def _answer(candidate_id: str, question_id: str, cell: float | Status, place: str) -> Answer:
    if not isinstance(cell, Status):
        return Answer(
            candidate_id=candidate_id,
            question_id=question_id,
            status=Status.ANSWERED,
            value=cell,
            source=place,
        )
    reason = f"marked n/a in {place}" if cell is Status.NOT_APPLICABLE else ""
    return Answer(
        candidate_id=candidate_id,
        question_id=question_id,
        status=cell,
        source=place,
        not_applicable_reason=reason,
    )


def _question(
    criterion_id: str, group_id: str, criterion: ReadCriterion, file_name: str
) -> Question:
    unit = _UNIT.search(criterion.name)
    return Question(
        id=criterion_id,
        group=group_id,
        label=_title(criterion),
        text=f"How does the candidate perform on “{criterion.name}”?",
        kind=Kind.NUMBER,
        unit=unit[1].strip() if unit and unit[1].strip() else UNIT_WHERE_NONE_IS_STATED,
        why=f"It is a criterion of {file_name}.",
        good_evidence="Whatever the scorecard's own rules ask for.",
        ask_whom="whoever filled in the scorecard",
        sources=SOURCES,
    )


def _criterion(
    criterion_id: str, group_id: str, criterion: ReadCriterion, table: ScorecardTable
) -> Criterion:
    low = Anchor(performance=criterion.low, value=0.0)
    high = Anchor(performance=criterion.high, value=100.0)
    place = table.grid.place(criterion.row)
    return Criterion(
        id=criterion_id,
        group=group_id,
        title=_title(criterion),
        question=f"How does the candidate perform on “{criterion.name}”?",
        why=f"It is a criterion of {table.grid.file_name}.",
        points=criterion.weight,
        inputs=(
            CriterionInput(
                question=criterion_id,
                value=PointsValue(
                    kind="points",
                    points=tuple(sorted((low, high), key=lambda anchor: anchor.performance)),
                    sources=SOURCES,
                    rationale=f"low {criterion.low:g} and high {criterion.high:g} "
                    f"{criterion.scale_from} in {place}",
                ),
            ),
        ),
        evidence_rule="As imported, every number is a claim until evidence is recorded.",
        sources=SOURCES,
    )


def _group_ids(table: ScorecardTable) -> dict[str, str]:
    """Heading → group id, in the order of the sheet; no heading has the id of imported criteria."""
    headings = list(dict.fromkeys(criterion.group for criterion in table.criteria))
    ids = _ids([f"group {heading}" for heading in headings])
    return {
        heading: found if heading else GROUP_ID
        for heading, found in zip(headings, ids, strict=True)
    }


def _groups(group_ids: dict[str, str], file_name: str) -> Iterator[Group]:
    for heading, group_id in group_ids.items():
        title = heading or "Imported criteria"
        yield Group(
            id=group_id,
            title=shortened(title, MOST_TITLE_CHARACTERS),
            short_title=shortened(title, MOST_SHORT_TITLE_CHARACTERS) if heading else "Imported",
            why=f"The criteria of the scorecard brought along as {file_name}.",
            sources=SOURCES,
        )


def _title(criterion: ReadCriterion) -> str:
    if len(criterion.name) <= MOST_TITLE_CHARACTERS:
        return criterion.name
    # The row keeps two long names apart that begin alike.
    suffix = f"… (row {criterion.row + 1})"
    return criterion.name[: MOST_TITLE_CHARACTERS - len(suffix)].rstrip() + suffix


def _ids(names: Sequence[str]) -> list[str]:
    """Readable ids, each once: lower-case letters, digits and underscores."""
    ids: list[str] = []
    for number, name in enumerate(names, start=1):
        ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")[:MOST_ID_CHARACTERS]
        if not slug or not slug[0].isalpha():
            slug = f"criterion_{slug or number}"
        unique = slug if slug not in ids else f"{slug}_{number}"
        while unique in ids:
            unique += "_again"
        ids.append(unique)
    return ids


def _sources_of(record: Record) -> Iterator[str]:
    """The ids of every source that a record, or one within it, names."""
    for field, value in record:
        if field == "sources" or field.endswith("_sources"):
            yield from value
        elif isinstance(value, Record):
            yield from _sources_of(value)
