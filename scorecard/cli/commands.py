"""The commands with their arguments; each is imported when it is called, to start quickly."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Never

from scorecard.cli import argument_types
from scorecard.cli.faults import CommandFault, one_line
from scorecard.cli.questionnaire_arguments import add_questionnaire_commands

PROGRAM = "python -m scorecard"
EXIT_BAD_INPUT = 2
# What a shell reports for a program that a closed pipe or Ctrl-C has ended: 128 + the signal.
EXIT_BROKEN_PIPE = 141
EXIT_INTERRUPTED = 130

DEFAULT_PORT = 8501
# The words of scorecard.robustness.WeightModel, which takes long to import.
WEIGHT_MODELS = ("around", "uniform", "order")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code: 0, or 2 with one line on standard error.

    Results go to standard output, messages to standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            options = _parser().parse_args(arguments)
            code: int = options.run(options)
            if sys.stdout is not None:
                sys.stdout.flush()
        except CommandFault as fault:
            print(one_line(str(fault)), file=sys.stderr)
            return EXIT_BAD_INPUT
        return code
    except BrokenPipeError:
        _discard_output()
        return EXIT_BROKEN_PIPE
    except OSError as problem:
        _discard_output()
        print(one_line(f"could not finish: {problem.strerror or problem}"), file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _discard_output() -> None:
    """Points standard output nowhere, so that flushing it at exit cannot fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments on one line."""

    def error(self, message: str) -> Never:
        print(one_line(f"{message}; see {self.prog} --help"), file=sys.stderr)
        sys.exit(EXIT_BAD_INPUT)


class _Version(argparse.Action):
    """Prints the installed version; reading it takes time, so only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> Never:
        from importlib.metadata import version

        print(f"partner-scorecard {version('partner-scorecard')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM, description="Choose an outsourcing partner, and show why.", allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)

    score = add("score", "Rank the candidates of a selection document or an existing scorecard.")
    _add_input(score)
    score.add_argument("--json", action="store_true", help="print JSON with unrounded values")
    score.set_defaults(run=_score)

    robustness = add("robustness", "Say how sure the ranking is and what would change it.")
    _add_input(robustness)
    robustness.add_argument("--json", action="store_true", help="print JSON with unrounded shares")
    robustness.add_argument(
        "--samples",
        type=argument_types.samples,
        metavar="N",
        help="cases to simulate (default: the catalogue's)",
    )
    robustness.add_argument(
        "--seed",
        type=argument_types.seed,
        metavar="S",
        help="where the draws start (default: the catalogue's)",
    )
    robustness.add_argument(
        "--weights",
        choices=WEIGHT_MODELS,
        help="how weights vary: around the set ones, uniform, or by their order only",
    )
    robustness.add_argument(
        "--spread",
        type=argument_types.spread,
        metavar="P",
        help="give or take so many per cent around the largest weight (default: the catalogue's)",
    )
    robustness.set_defaults(run=_robustness)

    cost = add("cost", "Say what each quote really costs: loaded rate, resolved contact, savings.")
    _add_input(cost)
    cost.add_argument("--json", action="store_true", help="print JSON with unrounded amounts")
    cost.set_defaults(run=_cost)

    export = add("export", "Write the ranked shortlist as an Excel workbook.")
    _add_input(export)
    _add_output(export, "X.xlsx")
    export.set_defaults(run=_export)

    report = add("report", "Write the ranking and its reasons as one HTML file for a board paper.")
    _add_input(report)
    _add_output(report, "R.html")
    report.set_defaults(run=_report)

    add_questionnaire_commands(add)

    check = add("check-data", "Check the catalogue: file, entry and reason for every fault.")
    check.add_argument(
        "--data", type=Path, metavar="FOLDER", help="the folder to check (default: the shipped one)"
    )
    check.set_defaults(run=_check_data)

    listing = add("list", "List the selections in the database.")
    listing.add_argument("--archived", action="store_true", help="show archived ones too")
    listing.set_defaults(run=_list)

    backup = add("backup", "Write a selection with its history and files as one JSON document.")
    backup.add_argument("selection", metavar="SELECTION", help="its id or its title")
    _add_output(backup, "X.json")
    backup.set_defaults(run=_backup)

    restore = add("restore", "Bring a selection back from its JSON document.")
    restore.add_argument("file", type=Path, metavar="FILE", help="what backup wrote")
    restore.add_argument(
        "--as-copy", action="store_true", help="under a new id, beside the one that is there"
    )
    restore.set_defaults(run=_restore)

    serve = add("serve", "Start the app for the browser.")
    serve.add_argument(
        "--share", action="store_true", help="let people with a personal link in (mode links)"
    )
    serve.add_argument("--port", type=argument_types.port, default=DEFAULT_PORT, metavar="N")
    serve.set_defaults(run=_serve)
    return parser


def _add_input(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a selection document (JSON) or an existing scorecard (CSV or XLSX)",
    )
    command.add_argument(
        "--as-of",
        type=argument_types.day,
        metavar="YYYY-MM-DD",
        help="the day on which documents must be in force (default: today)",
    )


def _add_output(command: argparse.ArgumentParser, metavar: str) -> None:
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=metavar,
        help="the file to write; one that is there is replaced",
    )


def _score(options: argparse.Namespace) -> int:
    from scorecard.cli.score import score

    return score(options.file, options.as_of or _today(), as_json=options.json)


def _robustness(options: argparse.Namespace) -> int:
    from scorecard.cli.robustness import robustness

    return robustness(
        options.file,
        options.as_of or _today(),
        as_json=options.json,
        samples=options.samples,
        seed=options.seed,
        weights=options.weights,
        spread_pct=options.spread,
    )


def _cost(options: argparse.Namespace) -> int:
    from scorecard.cli.cost import cost

    return cost(options.file, options.as_of or _today(), as_json=options.json)


def _export(options: argparse.Namespace) -> int:
    from scorecard.cli.export import export

    return export(options.file, options.output, options.as_of or _today())


def _report(options: argparse.Namespace) -> int:
    from scorecard.cli.reports import report

    return report(options.file, options.output, options.as_of or _today(), _today())


def _check_data(options: argparse.Namespace) -> int:
    from scorecard.cli.check_data import check_data

    return check_data(options.data)


def _list(options: argparse.Namespace) -> int:
    from scorecard.cli.stored_selections import list_selections

    return list_selections(include_archived=options.archived)


def _backup(options: argparse.Namespace) -> int:
    from scorecard.cli.stored_selections import backup

    return backup(options.selection, options.output)


def _restore(options: argparse.Namespace) -> int:
    from scorecard.cli.stored_selections import restore

    return restore(options.file, as_copy=options.as_copy)


def _serve(options: argparse.Namespace) -> int:
    from scorecard.cli.serve import serve

    return serve(options.port, share=options.share)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall calendar of the person asking
