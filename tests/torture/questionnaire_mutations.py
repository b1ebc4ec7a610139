"""Questionnaires damaged on purpose: each kind of damage from a seed, the same every time."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from torture.workbook_changes import WORKBOOK_CHANGES, Parts, sheet_names, unzipped, zipped
from unit.excel.questionnaire_case import CATALOGUE, CREATED_AT, empty_selection, random_answers
from unit.excel.questionnaire_filling import filled

from scorecard.catalogue import checked_value
from scorecard.excel import Intake, IntakeFault, read_questionnaire, write_questionnaire
from scorecard.excel.typed_words import plain
from scorecard.model import Answer, Status

FILE_NAME = "reply.xlsx"
MOST_MESSAGE_CHARACTERS = 400
# Seconds of the processor, so that a busy machine is no failure. The slowest is printed.
MOST_SECONDS = 10.0

Mutation = Callable[[random.Random], bytes]


@cache
def sound() -> bytes:
    """A questionnaire with everything answered."""
    return filled(empty_selection(), CATALOGUE, "c0", random_answers(5), created_at=CREATED_AT)


@cache
def sent() -> bytes:
    """The same questionnaire as it was sent, with its strings in a part of their own."""
    return write_questionnaire(empty_selection(), CATALOGUE, "c0", created_at=CREATED_AT)


def parts(chance: random.Random) -> Parts:
    """The parts of a questionnaire that was filled in, or of one as it was sent."""
    return unzipped(chance.choice((sound, sent))())


def any_part(content: Parts) -> list[str]:
    """Every part."""
    return sorted(content)


def with_part(
    chance: random.Random, names: Callable[[Parts], list[str]], change: Callable[[bytes], bytes]
) -> bytes:
    """A sound file with one of the named parts changed."""
    content = parts(chance)
    name = chance.choice(names(content))
    content[name] = change(content[name])
    return zipped(content)


def truncated(chance: random.Random) -> bytes:
    """Cut off somewhere."""
    return sound()[: chance.randrange(1, len(sound()))]


def flipped_bytes(chance: random.Random) -> bytes:
    """Bits flipped anywhere in the file."""
    content = bytearray(sound())
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def flipped_xml(chance: random.Random) -> bytes:
    """Bits flipped inside one part's XML, in an archive that is sound."""

    def flip(part: bytes) -> bytes:
        content = bytearray(part)
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return bytes(content)

    return with_part(chance, any_part, flip)


def digits_changed(chance: random.Random) -> bytes:
    """Numbers in one part replaced: rows, columns, indices of strings and styles, counts."""

    def change(part: bytes) -> bytes:
        found = list(re.finditer(rb"\d+", part))
        for match in sorted(chance.sample(found, min(6, len(found))), key=lambda m: -m.start()):
            other = chance.choice([b"0", b"-1", b"99999999", b"1048576", b"1e400", b"", b"16385"])
            part = part[: match.start()] + other + part[match.end() :]
        return part

    return with_part(chance, any_part, change)


def part_missing(chance: random.Random) -> bytes:
    """One part taken out."""
    content = parts(chance)
    del content[chance.choice(sorted(content))]
    return zipped(content)


def parts_exchanged(chance: random.Random) -> bytes:
    """Two parts in each other's place."""
    content = parts(chance)
    one, other = chance.sample(sorted(content), 2)
    content[one], content[other] = content[other], content[one]
    return zipped(content)


def wrong_content_types(chance: random.Random) -> bytes:
    """Parts declared as something that they are not."""

    def change(part: bytes) -> bytes:
        kinds = sorted(set(re.findall(rb'ContentType="([^"]+)"', part)))
        one, other = chance.sample(kinds, 2)
        return part.replace(one, other)

    return with_part(chance, lambda _: ["[Content_Types].xml"], change)


def zip_bomb(chance: random.Random) -> bytes:
    """A sheet or the strings blown up with what packs to nothing."""
    size = chance.choice([30, 70]) * 1024 * 1024
    return with_part(chance, any_part, lambda part: part + b" " * size)


def many_rows(chance: random.Random) -> bytes:
    """Rows up to the last one that a sheet can have, and beyond."""
    last = chance.choice([1_048_576, 99_999_999, 9_999_999_999])

    def change(part: bytes) -> bytes:
        row = f'<row r="{last}"><c r="E{last}"><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", row.encode())

    return with_part(chance, sheet_names, change)


def many_filled_rows(chance: random.Random) -> bytes:
    """Very many rows that hold something."""
    count = chance.choice([25_000, 40_000])
    rows = "".join(
        f'<row r="{n}"><c r="E{n}"><v>{chance.random()}</v></c></row>' for n in range(200, count)
    )
    return with_part(
        chance,
        sheet_names,
        lambda part: part.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )


def entities(chance: random.Random) -> bytes:
    """Entities that expand without end, or that name a file of the machine."""
    declared = chance.choice(
        [
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        ]
    )

    def declare(part: bytes) -> bytes:
        if part.startswith(b"<?xml"):
            return part.replace(b"?>", b"?>" + declared, 1)
        return declared + part

    return with_part(chance, lambda c: sorted(n for n in c if n.endswith(".xml")), declare)


def cell_replaced(chance: random.Random, xml: str) -> bytes:
    """An answer cell of a sheet that asks questions, replaced by other XML."""

    def change(part: bytes) -> bytes:
        cells = list(re.finditer(rb'<c r="(E\d+)"([^>]*?)(?:/>|>.*?</c>)', part))
        if not cells:
            return part
        match = chance.choice(cells)
        new = xml.replace("@", match[1].decode()).encode()
        return part[: match.start()] + new + part[match.end() :]

    content = parts(chance)
    name = chance.choice(sheet_names(content)[2:-2])
    content[name] = change(content[name])
    return zipped(content)


def formula_in_answer(chance: random.Random) -> bytes:
    """A formula where an answer belongs, dangerous ones among them."""
    formula = chance.choice(
        [
            "1+1",
            "cmd|'/c calc'!A0",
            "WEBSERVICE(&quot;http://localhost/&quot;)",
            "[1]Sheet1!A1",
            "HYPERLINK(&quot;http://localhost/&quot;)",
            "A" * 9000,
        ]
    )
    return cell_replaced(chance, f'<c r="@"><f>{formula}</f><v>12</v></c>')


def odd_cell(chance: random.Random) -> bytes:
    """A cell of another type, or with a value that its type cannot have."""
    return cell_replaced(
        chance,
        chance.choice(
            [
                '<c r="@" t="e"><v>#REF!</v></c>',
                '<c r="@" t="b"><v>1</v></c>',
                '<c r="@" t="s"><v>99999999</v></c>',
                '<c r="@" t="n"><v>1e999</v></c>',
                '<c r="@" t="n"><v>NaN</v></c>',
                '<c r="@" t="d"><v>2026-99-99</v></c>',
                '<c r="@" t="inlineStr"><is><t>=cmd|x</t></is></c>',
                f'<c r="@" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c>',
                '<c r="ZZZZ99999999999"><v>1</v></c>',
                "<c><v>1</v></c>",
                '<c r="@" s="99999"><v>1</v></c>',
                "<c r='@' t='str'><v>&#x202e;gnp.exe</v></c>",
                f'<c r="@"><v>{"9" * 5000}</v></c>',
            ]
        ),
    )


def external_link(chance: random.Random) -> bytes:
    """A link to another workbook or a DDE server, with a cell that uses it."""
    content = parts(chance)
    body = chance.choice(
        [
            '<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/>'
            "</ddeItems></ddeLink>",
            '<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames>'
            "</externalBook>",
        ]
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content["xl/externalLinks/externalLink1.xml"] = (
        f'<?xml version="1.0"?><externalLink xmlns="{space}" xmlns:r="{relations}">{body}'
        "</externalLink>"
    ).encode()
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        b"</sheets>",
        b'</sheets><externalReferences><externalReference r:id="rId99"/></externalReferences>',
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relations}/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>'.encode(),
    )
    return zipped(content)


def deep_nesting(chance: random.Random) -> bytes:
    """XML nested very deeply."""
    depth = chance.choice([5_000, 200_000])
    return with_part(
        chance,
        sheet_names,
        lambda part: part.replace(b"</sheetData>", b"<a>" * depth + b"</sheetData>"),
    )


def much_merged(chance: random.Random) -> bytes:
    """Merges of whole columns and very many of them."""
    area = chance.choice(["A1:XFD1048576", "E1:E1048576", "E5:M400"])
    merges = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>' * chance.choice([1, 3000])
    return with_part(
        chance,
        sheet_names,
        lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merges.encode()),
    )


def slow_to_read(chance: random.Random) -> bytes:
    """What one of the readers would take very long for."""
    return zipped(chance.choice(WORKBOOK_CHANGES)(parts(chance)))


def another_selections(chance: random.Random) -> bytes:
    """A sound questionnaire of another selection."""
    other = empty_selection().model_copy(update={"id": f"other-{chance.randrange(10**6)}"})
    return filled(other, CATALOGUE, "c0", {"attrition_120d_pct": 12.0}, created_at=CREATED_AT)


def not_a_workbook(chance: random.Random) -> bytes:
    """Another kind of file under the name of a workbook."""
    return chance.choice(
        [
            b"",
            b"   ",
            b"%PDF-1.7 something",
            b"PK\x03\x04 not a zip",
            bytes.fromhex("D0CF11E0A1B11AE1") + b"old office",
            zipped({"word/document.xml": b"<w/>"}),
            chance.randbytes(5_000),
        ]
    )


def huge(_: random.Random) -> bytes:
    """A file of 200 MB."""
    return sound() + bytes(200 * 1000 * 1000)


MUTATIONS: tuple[Mutation, ...] = (
    truncated, flipped_bytes, flipped_xml, digits_changed, part_missing, parts_exchanged,
    wrong_content_types, zip_bomb, many_rows, many_filled_rows, entities, formula_in_answer,
    odd_cell, external_link, deep_nesting, much_merged, slow_to_read, another_selections,
    not_a_workbook,
)  # fmt: skip


@dataclass
class Figures:
    """What a run of mutations came to."""

    kind: str = "questionnaires"
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    slowest_kind: str = ""
    count: int = 0

    def line(self) -> str:
        """The figures in one line."""
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        return (
            f"{self.count:,} mutated {self.kind}: {counts}; slowest "
            f"{self.slowest_seconds:.2f} s ({self.slowest_kind})"
        )


def mutated(seed: int) -> tuple[str, bytes]:
    """The mutation of this seed: the kinds take turns."""
    mutation = MUTATIONS[seed % len(MUTATIONS)]
    return mutation.__name__, mutation(random.Random(seed))  # noqa: S311


def try_one(name: str, content: bytes, figures: Figures) -> None:
    """Reads one file and checks that it is refused in one line, or read into sound answers."""
    started = time.process_time()
    try:
        intake = read_questionnaire(content, FILE_NAME, empty_selection(), CATALOGUE)
    except IntakeFault as fault:
        message = str(fault)
        assert message.startswith(FILE_NAME), message
        assert len(message.splitlines()) == 1, message
        assert len(message) <= MOST_MESSAGE_CHARACTERS, message
        figures.outcomes["refused"] += 1
    else:
        check_sound(intake)
        has_invalid = any(cell.problems for cell in intake.cells)
        figures.outcomes["read with cells pointed out" if has_invalid else "read"] += 1
    seconds = time.process_time() - started
    figures.count += 1
    if seconds > figures.slowest_seconds:
        figures.slowest_seconds, figures.slowest_kind = seconds, name
    assert seconds < MOST_SECONDS, f"{name}: {seconds:.1f} s"


def check_sound(intake: Intake) -> None:
    """Every answer that could be accepted is one that the catalogue allows."""
    earliest = CATALOGUE.settings.earliest_date
    for cell in intake.cells:
        assert cell.proposed is not None or cell.problems
        # A table with a cell that cannot be read is taken only by a decision of its own.
        assert not cell.problems or cell not in intake.acceptable
        if cell.proposed is None:
            continue
        Answer.model_validate(cell.proposed.model_dump())
        if cell.proposed.status is Status.ANSWERED:
            question = CATALOGUE.questions_by_id[cell.question_id]
            assert cell.proposed.value is not None
            checked_value(question, cell.proposed.value, earliest)
        assert plain(cell.place)
