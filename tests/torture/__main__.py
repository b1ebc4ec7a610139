"""`make torture`: damaged questionnaires and score sheets; exit code 1 on a failure."""

from __future__ import annotations

import random
import resource
import sys
from types import ModuleType

from torture import questionnaire_mutations, score_sheet_mutations
from torture.questionnaire_mutations import Figures

QUESTIONNAIRES = 2_000
SCORE_SHEETS = 1_000
# Far above what a sound file needs, far below what a bomb would take.
MOST_MEMORY_MIB = 1_500


def main() -> int:
    """Runs every seed of both kinds; says which one fails."""
    of_questionnaires, of_score_sheets = Figures(), Figures("score sheets")
    failures = _run(questionnaire_mutations, QUESTIONNAIRES, of_questionnaires)
    failures += _run(score_sheet_mutations, SCORE_SHEETS, of_score_sheets)
    memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    huge = questionnaire_mutations.huge(random.Random(0))  # noqa: S311
    questionnaire_mutations.try_one("huge", huge, of_questionnaires)
    score_sheet_mutations.try_one("huge", huge, of_score_sheets)
    print(of_questionnaires.line())  # noqa: T201
    print(of_score_sheets.line())  # noqa: T201
    print(f"at most {memory_mib:,.0f} MiB of memory; {failures} failures")  # noqa: T201
    return 1 if failures or memory_mib > MOST_MEMORY_MIB else 0


def _run(kind: ModuleType, count: int, figures: Figures) -> int:
    failures = 0
    for seed in range(count):
        name, content = kind.mutated(seed)
        try:
            kind.try_one(name, content, figures)
        except Exception as problem:  # noqa: BLE001 - any error at all is what is looked for
            failures += 1
            print(f"seed {seed} ({name}): {type(problem).__name__}: {problem}", file=sys.stderr)  # noqa: T201
    return failures


if __name__ == "__main__":
    sys.exit(main())
