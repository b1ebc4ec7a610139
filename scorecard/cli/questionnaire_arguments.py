"""The arguments of `questionnaire` and `import`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

_WHERE = "a selection document (JSON), or the id or title of a stored selection"


def add_questionnaire_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds both commands; `add` makes a command with its name and summary."""
    out = add("questionnaire", "Write a candidate's questionnaire as an Excel workbook.")
    out.add_argument("selection", metavar="FILE", help=_WHERE)
    out.add_argument("--candidate", required=True, metavar="NAME", help="the candidate asked")
    out.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="Q.xlsx",
        help="the file to write; one that is there is replaced",
    )
    out.set_defaults(run=_questionnaire)

    back = add("import", "Show what a returned questionnaire would change, and store it.")
    back.add_argument("selection", metavar="FILE", help=f"{_WHERE}; a document is changed in place")
    back.add_argument("questionnaire", type=Path, metavar="Q.xlsx", help="what came back")
    back.add_argument(
        "--accept",
        choices=("all",),
        help="store every new and changed answer, and keep the file (default: only show)",
    )
    back.add_argument(
        "--accept-doubtful",
        action="store_true",
        help="with --accept all: also figures that may be meant in another unit (0.38 for 38 %%)",
    )
    back.add_argument(
        "--replace-conflicting",
        action="store_true",
        help="with --accept all: also where the stored answer has changed since",
    )
    back.add_argument("--json", action="store_true", help="print the difference as JSON")
    back.set_defaults(run=_import)


def _questionnaire(options: argparse.Namespace) -> int:
    from scorecard.cli.questionnaires import questionnaire

    return questionnaire(options.selection, options.candidate, options.output)


def _import(options: argparse.Namespace) -> int:
    from scorecard.cli.questionnaires import import_questionnaire

    return import_questionnaire(
        options.selection,
        options.questionnaire,
        accept_all=options.accept == "all",
        accept_doubtful=options.accept_doubtful,
        replace_conflicting=options.replace_conflicting,
        as_json=options.json,
    )
