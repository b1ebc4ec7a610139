"""`check-data`: whether the catalogue in a folder can be used, with every fault at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from scorecard.catalogue import Catalogue, Severity, load_catalogue
from scorecard.catalogue.checks import CatalogueFault, Fault
from scorecard.catalogue.loader import shipped_folder
from scorecard.cli.faults import CommandFault, one_line
from scorecard.cli.rule_examples import rule_faults


def check_data(folder: Path | None) -> int:
    """Prints what the catalogue holds, or `file · entry · reason` for each fault and fails.

    Raises CommandFault where there is no such folder.
    """
    checked = folder or shipped_folder()
    if not checked.is_dir():
        raise CommandFault(f"{checked}: there is no such folder")
    try:
        catalogue = load_catalogue(folder)
    except CatalogueFault as problem:
        raise _counted(checked, problem.faults) from problem
    faults = tuple(rule_faults(catalogue))
    if faults:
        raise _counted(checked, faults)
    print(one_line(f"{checked}: no fault in {_contents(catalogue)}"))
    return 0


def _counted(checked: Path, faults: Sequence[Fault]) -> CommandFault:
    for fault in faults:
        print(one_line(str(fault)), file=sys.stderr)
    return CommandFault(f"{checked}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}")


def _contents(catalogue: Catalogue) -> str:
    critical = sum(rule.severity is Severity.CRITICAL for rule in catalogue.red_flags)
    return (
        f"catalogue {catalogue.version}: {len(catalogue.groups)} groups, "
        f"{len(catalogue.criteria)} criteria, {len(catalogue.questions)} questions, "
        f"{len(catalogue.gates)} gates, "
        f"{len(catalogue.red_flags)} red flags ({critical} critical), "
        f"{len(catalogue.benchmarks)} benchmarks, {len(catalogue.profiles)} profiles, "
        f"{len(catalogue.sources)} sources"
    )
