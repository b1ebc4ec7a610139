"""Score sheets damaged on purpose: workbooks, text files and pastes, the same for every seed."""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import openpyxl
from torture.questionnaire_mutations import (
    MOST_MESSAGE_CHARACTERS,
    MOST_SECONDS,
    Figures,
    Mutation,
    any_part,
    not_a_workbook,
)
from torture.slow_texts import SLOW_TEXTS
from torture.workbook_changes import WORKBOOK_CHANGES, Parts, sheet_names, unzipped, zipped

from scorecard.catalogue import load_catalogue, selection_faults
from scorecard.evaluation import evaluate
from scorecard.excel import (
    Corrections,
    Orientation,
    ScorecardFault,
    apply,
    read_paste,
    read_sheets,
    scorecard_of,
    understand,
)
from scorecard.excel.grid import Grid
from scorecard.excel.sheet_grids import PASTED

CREATED_AT = datetime(2026, 11, 22, tzinfo=UTC)
FILE_NAME = "bids.xlsx"
ROWS: tuple[tuple[object, ...], ...] = (
    ("Evaluation of bids 2026",),
    (),
    ("No.", "Award criterion", "Weighting", "Low", "High", "Atlas", "Borealis", "Remarks"),
    ("", "Quality"),
    (1, "Service desk", 0.3, 0, 5, 4, 3, "see annex 2"),
    (2, "Training", 0.2, 0, 5, 3.5, "n/a", ""),
    (3, "Account team", 0.15, 0, 5, 5, 4, ""),
    ("", "Commercials"),
    (4, "Price for three years", 0.25, 1_500_000, 1_000_000, 1_250_000, 1_100_000, "without VAT"),
    (5, "Days until start", 0.1, 90, 30, 60, 45, ""),
    ("", "Total", 1, "", "", "", "", ""),
)


@cache
def workbook() -> bytes:
    """A sound score sheet with a second sheet, a merge and a formula."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A1:H1")
    book.active["C11"] = "=SUM(C5:C10)"
    book.create_sheet("Instructions").append(["Score every criterion from 0 to 5."])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(separator: str = ";") -> str:
    """The same table as text."""
    return "\n".join(separator.join(str(cell) for cell in row) for row in ROWS) + "\n"


def with_part(
    chance: random.Random, names: Callable[[Parts], list[str]], change: Callable[[bytes], bytes]
) -> bytes:
    """The workbook with one of the named parts changed."""
    content = unzipped(workbook())
    name = chance.choice(names(content))
    content[name] = change(content[name])
    return zipped(content)


def flipped(chance: random.Random, content: bytes, most: int) -> bytes:
    """Bits flipped anywhere."""
    found = bytearray(content)
    for _ in range(chance.randint(1, most)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def truncated(chance: random.Random) -> bytes:
    """Cut off somewhere."""
    return workbook()[: chance.randrange(1, len(workbook()))]


def flipped_file(chance: random.Random) -> bytes:
    """Bits flipped in the file."""
    return flipped(chance, workbook(), 40)


def flipped_xml(chance: random.Random) -> bytes:
    """Bits flipped inside one part, in an archive that is sound."""
    return with_part(chance, any_part, lambda part: flipped(chance, part, 20))


def digits_changed(chance: random.Random) -> bytes:
    """Rows, columns, indices, merges and figures replaced."""

    def change(part: bytes) -> bytes:
        found = list(re.finditer(rb"\d+", part))
        for match in sorted(chance.sample(found, min(6, len(found))), key=lambda m: -m.start()):
            other = chance.choice([b"0", b"-1", b"99999999", b"1048576", b"1e400", b"", b"16385"])
            part = part[: match.start()] + other + part[match.end() :]
        return part

    return with_part(chance, any_part, change)


def part_missing(chance: random.Random) -> bytes:
    """One part taken out."""
    content = unzipped(workbook())
    del content[chance.choice(sorted(content))]
    return zipped(content)


def zip_bomb(chance: random.Random) -> bytes:
    """A part blown up with what packs to nothing."""
    size = chance.choice([30, 70]) * 1024 * 1024
    return with_part(chance, any_part, lambda part: part + b" " * size)


def entities(chance: random.Random) -> bytes:
    """Entities that expand, or that name a file of the machine."""
    declared = chance.choice(
        [
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        ]
    )
    return with_part(chance, sheet_names, lambda part: declared + part)


def before_the_end(chance: random.Random, xml: str) -> bytes:
    """A sheet with more rows, or with what is no row."""
    return with_part(
        chance,
        sheet_names,
        lambda part: part.replace(b"</sheetData>", xml.encode() + b"</sheetData>"),
    )


def many_rows(chance: random.Random) -> bytes:
    """Very many criteria, or one in the last row that there can be, or far beyond it."""
    if chance.random() < 0.5:
        last = chance.choice([1_048_576, 99_999_999, 9_999_999_999])
        return before_the_end(chance, f'<row r="{last}"><c r="B{last}"><v>1</v></c></row>')
    rows = range(12, chance.choice([500, 1_990, 2_500, 30_000]))
    return before_the_end(
        chance,
        "".join(
            f'<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>Criterion {n}</t></is></c>'
            f'<c r="C{n}"><v>1</v></c><c r="F{n}"><v>{chance.randrange(6)}</v></c></row>'
            for n in rows
        ),
    )


def deep_nesting(chance: random.Random) -> bytes:
    """XML nested very deeply."""
    return before_the_end(chance, "<a>" * chance.choice([5_000, 200_000]))


def much_merged(chance: random.Random) -> bytes:
    """Merges of everything, and very many of them."""
    area = chance.choice(["A1:XFD1048576", "E1:E1048576", "A3:H400"])
    merges = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>' * chance.choice([1, 3000])
    end = b"</sheetData>"
    return with_part(chance, sheet_names, lambda part: part.replace(end, end + merges.encode()))


def slow_to_read(chance: random.Random) -> bytes:
    """What one of the readers would take very long for, in a workbook or in a text."""
    if chance.random() < 0.5:
        return zipped(chance.choice(WORKBOOK_CHANGES)(unzipped(workbook())))
    return chance.choice(sorted(SLOW_TEXTS.values())).encode()


def odd_cell(chance: random.Random) -> bytes:
    """A cell of another type, with a value that its type cannot have, or with a formula."""
    xml = chance.choice(
        [
            '<c r="@" t="e"><v>#REF!</v></c>',
            '<c r="@" t="b"><v>1</v></c>',
            '<c r="@" t="s"><v>99999999</v></c>',
            '<c r="@"><v>1e999</v></c>',
            '<c r="@"><v>NaN</v></c>',
            '<c r="@" t="d"><v>2026-99-99</v></c>',
            f'<c r="@" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c>',
            '<c r="ZZZZ99999999999"><v>1</v></c>',
            '<c r="@" s="99999"><v>1</v></c>',
            "<c r='@' t='str'><v>&#x202e;gnp.exe</v></c>",
            f'<c r="@"><v>{"9" * 5000}</v></c>',
            "<c r='@'><f>cmd|'/c calc'!A0</f></c>",
            '<c r="@"><f>WEBSERVICE(&quot;http://localhost/&quot;)</f><v>3</v></c>',
        ]
    )

    def change(part: bytes) -> bytes:
        cells = list(re.finditer(rb'<c r="([A-H]\d+)"([^>]*?)(?:/>|>.*?</c>)', part))
        match = chance.choice(cells)
        new = xml.replace("@", match[1].decode()).encode()
        return part[: match.start()] + new + part[match.end() :]

    return with_part(chance, sheet_names, change)


def text_with_odd_cells(chance: random.Random) -> bytes:
    """A text file with cells that are no figures, or figures beyond all measure."""
    rows = [line.split(";") for line in text().splitlines()]
    odd = (
        "1e999", "-1e308", "nan", "inf", "9" * 5_000, "1.2.3,4", "=1+1", "=cmd|' /C calc'!A0",
        "<b>x</b>", "$x$", "\u202egnp.exe", "x" * 40_000, '"', "\x00", "-", "0", "٤", "½", "1 234",
    )  # fmt: skip
    for _ in range(chance.randint(1, 8)):
        row = chance.choice([row for row in rows if len(row) > 1])
        row[chance.randrange(len(row))] = chance.choice(odd)
    return "\n".join(";".join(row) for row in rows).encode()


def text_in_another_encoding(chance: random.Random) -> bytes:
    """A text file whose bytes are not what they are taken for, or are damaged."""
    encoding = chance.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7"])
    content = text(chance.choice(";,\t|")).encode(encoding)
    return content if chance.random() < 0.3 else flipped(chance, content, 30)


def text_beyond_measure(chance: random.Random) -> bytes:
    """A text file with very many rows or columns, or with one endless cell or line."""
    many = chance.choice([290, 400, 5_000])
    wide = "\n".join(
        ";".join([f"Criterion {row}", "1", *("3" for _ in range(many))]) for row in range(30)
    )
    return chance.choice(
        [
            ("Criterion;Weight;A\n" + "x;1;3\n" * chance.choice([1_990, 2_500, 200_000])),
            "Criterion;Weight;" + ";".join(f"C{n}" for n in range(many)) + "\n" + wide,
            'Criterion;Weight;A\n"x;1;3\n' + "y;1;3\n" * 5_000,
            ";" * 1_000_000,
            "x" * 3_000_000,
            "\n" * 3_000_000,
            '"' * 200_001,
            "Criterion;Weight;A\n" + "x;1;3\n" * 1_000_000,
        ]
    ).encode()


def shuffled(chance: random.Random) -> bytes:
    """Rows and cells in any order, some of them twice, with any separator."""
    rows = [[str(cell) for cell in row] for row in ROWS] * chance.randint(1, 3)
    chance.shuffle(rows)
    for row in rows:
        if chance.random() < 0.5:
            chance.shuffle(row)
    separator = chance.choice(";,\t| ")
    return "\n".join(separator.join(row) for row in rows).encode()


MUTATIONS: tuple[Mutation, ...] = (
    truncated, flipped_file, flipped_xml, digits_changed, part_missing, zip_bomb, entities,
    many_rows, deep_nesting, much_merged, slow_to_read, odd_cell, text_with_odd_cells,
    text_in_another_encoding, text_beyond_measure, shuffled, not_a_workbook,
)  # fmt: skip


def mutated(seed: int) -> tuple[str, bytes]:
    """The mutation of this seed: the kinds take turns."""
    mutation = MUTATIONS[seed % len(MUTATIONS)]
    return mutation.__name__, mutation(random.Random(seed))  # noqa: S311


def try_one(name: str, content: bytes, figures: Figures) -> None:
    """Reads one file as a file and, where it is text, as a paste; every sheet both ways round."""
    started = time.process_time()
    outcomes = [outcome(lambda: read_sheets(content, FILE_NAME), FILE_NAME, content)]
    if not content.startswith(b"PK"):
        pasted = content.decode("utf-8", "replace")
        outcomes.append(outcome(lambda: (read_paste(pasted),), PASTED, content))
    seconds = time.process_time() - started
    figures.outcomes[max(outcomes, key=OUTCOMES.index)] += 1
    figures.count += 1
    if seconds > figures.slowest_seconds:
        figures.slowest_seconds, figures.slowest_kind = seconds, name
    assert seconds < MOST_SECONDS, f"{name}: {seconds:.1f} s"


OUTCOMES = ("refused", "read with something to settle first", "read")


def outcome(read: Callable[[], tuple[Grid, ...]], name: str, content: bytes) -> str:
    """What becomes of one file: refused in a line, or read and nothing storable but what is sound.

    What is refused or to be settled has no document, so that there is nothing to store.
    """
    try:
        grids = read()
    except ScorecardFault as fault:
        check_message(str(fault), name)
        return "refused"
    for way in Orientation:
        outcome_of_grid(grids[0], way, content)
    return max((outcome_of_grid(grid, None, content) for grid in grids), key=OUTCOMES.index)


def outcome_of_grid(grid: Grid, way: Orientation | None, content: bytes) -> str:
    """Whether a sheet taken this way round can be stored, and that it is sound if so."""
    found = understand(grid, Corrections(orientation=way))
    for inference in found.inferences:
        assert inference.text.strip()
    try:
        table = apply(grid, found.mapping)
    except ScorecardFault as fault:
        assert found.problems
        check_message(str(fault), grid.file_name)
        return "read with something to settle first"
    assert not found.problems
    document = scorecard_of(table, content, created_at=CREATED_AT).document
    catalogue = document.catalogue or load_catalogue()
    assert not selection_faults(document.selection, catalogue)
    evaluation = evaluate(document.selection, catalogue, as_of=CREATED_AT.date())
    assert all(math.isfinite(value) and 0 <= value <= 100 for value in evaluation.overall)
    return "read"


def check_message(message: str, name: str) -> None:
    """One line that names the file and is short enough to be read."""
    assert message.startswith(name), message
    assert len(message.splitlines()) == 1, message
    assert len(message) <= MOST_MESSAGE_CHARACTERS, message
