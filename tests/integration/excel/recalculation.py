"""Opens a workbook in LibreOffice without a window and saves what its formulas come to."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl

# 0 is "always": otherwise LibreOffice trusts the results that stand in the file.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CACHED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def without_results(content: bytes) -> bytes:
    """The workbook with every formula's saved result replaced by 0, so that none can be trusted."""
    buffer = BytesIO()
    replaced = 0
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part, count = CACHED.subn(rb"\1<v>0</v>", part)
                replaced += count
            target.writestr(name, part)
    assert replaced > 0, "the workbook holds no formula with a saved result"
    return buffer.getvalue()


def recalculated(calc_path: str, folder: Path, contents: dict[str, bytes]) -> dict[str, object]:
    """Each workbook as LibreOffice calculates it: name → openpyxl workbook of the results."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    sources = []
    for name, content in contents.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(content)
        sources.append(str(path))
    subprocess.run(
        [
            calc_path,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            *sources,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {
        name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True)
        for name in contents
    }
