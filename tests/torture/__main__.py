"""`make torture`: two thousand damaged questionnaires, with figures; exit code 1 on a failure."""

from __future__ import annotations

import random
import resource
import sys

from torture.questionnaire_mutations import Figures, huge, mutated, try_one

COUNT = 2_000
# Far above what a sound file needs, far below what a bomb would take.
MOST_MEMORY_MIB = 1_500


def main() -> int:
    """Runs every seed; says which one fails."""
    figures, failures = Figures(), 0
    for seed in range(COUNT):
        name, content = mutated(seed)
        try:
            try_one(name, content, figures)
        except Exception as problem:  # noqa: BLE001 - any error at all is what is looked for
            failures += 1
            print(f"seed {seed} ({name}): {type(problem).__name__}: {problem}", file=sys.stderr)  # noqa: T201
    memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    try_one("huge", huge(random.Random(0)), figures)  # noqa: S311
    print(f"{figures.line()}; at most {memory_mib:,.0f} MiB of memory; {failures} failures")  # noqa: T201
    return 1 if failures or memory_mib > MOST_MEMORY_MIB else 0


if __name__ == "__main__":
    sys.exit(main())
