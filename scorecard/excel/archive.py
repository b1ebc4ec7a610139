"""An XLSX file taken for hostile: looked at as a ZIP archive before anything in it is opened."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from scorecard.excel import limits
from scorecard.excel.grid import shortened
from scorecard.excel.workbook_parts import PartsReader, SheetPart, TooMuch

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

# Makes the error of the reader who asks, from one line.
Fault = Callable[[str], ValueError]


def is_xlsx(content: bytes) -> bool:
    """Whether the bytes begin like a workbook (or another ZIP or OLE file) rather than text."""
    return content.startswith((OLE_SIGNATURE, *ZIP_SIGNATURES))


def check_archive(content: bytes, file_name: str, fault: Fault) -> dict[str, SheetPart]:
    """What every part says about merges and formulas, by the part's path.

    Raises `fault` for an encrypted, old, broken or oversized file, a ZIP bomb, another kind.
    """
    if content.startswith(OLE_SIGNATURE):
        if ENCRYPTED_STREAM in content:
            raise fault(f"{file_name}: the workbook is encrypted; save it without a password")
        raise fault(f"{file_name}: an old Excel or another Office file; save it as XLSX or CSV")
    parts: dict[str, SheetPart] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            problem = _problem(archive)
            if not problem:
                # Whatever a part is called: the workbook itself says which of them are sheets.
                reader = PartsReader()
                for entry in archive.infolist():
                    parts[entry.filename] = reader.read(archive.read(entry))
    except TooMuch as refused:
        problem = str(refused)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as damage:
        raise damaged(file_name, damage, fault) from damage
    if problem:
        raise fault(f"{file_name}: {problem}")
    return parts


def damaged(file_name: str, damage: Exception, fault: Fault) -> ValueError:
    """The error for a workbook that cannot be read; the reason is cut to fit one line."""
    reason = shortened(str(damage) or type(damage).__name__, 80)
    return fault(
        f"{file_name}: a damaged workbook ({reason}); open it in a spreadsheet program and "
        "save it again"
    )


def damage_errors() -> tuple[type[Exception], ...]:
    """What openpyxl raises for a damaged part: it has no error of its own and fails anywhere."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.utils.exceptions import InvalidFileException

    return (
        ParseError,
        zipfile.BadZipFile,
        zlib.error,
        InvalidFileException,
        TokenizerError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        MemoryError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    )


def opened_workbook(content: bytes) -> Workbook:
    """The workbook, read row by row; links to other files are never followed.

    A formula's cell holds its saved result: openpyxl would translate shared formulas cell by cell.
    """
    import openpyxl

    return openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )


def _problem(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        return "not an XLSX workbook; save it as XLSX or CSV"
    if any(entry.flag_bits & 1 for entry in entries):
        return "the workbook is encrypted; save it without a password"
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = (
        unpacked > limits.SMALL_UNPACKED_BYTES
        and unpacked > limits.MOST_UNPACKED_TO_PACKED * max(packed, 1)
    )
    if (
        is_bomb
        or unpacked > limits.LARGEST_UNPACKED_BYTES
        or len(entries) > limits.MOST_ARCHIVE_ENTRIES
    ):
        return (
            f"unpacks to {unpacked / 1024 / 1024:,.0f} MiB in {len(entries):,} parts; "
            "that is no scorecard"
        )
    return ""
