"""What stays in memory is walked through once and then left alone, and nothing leaks for good.

Each case runs in a process of its own: what is frozen is frozen for the whole process.
"""

import subprocess
import sys

import pytest

BEGINNING = """
import gc, weakref
from scorecard.ui import settled_memory
kept = [[number] for number in range(300_000)]
"""
CASES = {
    "what a slow collection has left alive is frozen": """
settled_memory.settle_from_now_on()
gc.disable()
later = [[number] for number in range(300_000)]
assert gc.get_freeze_count() < 500_000
gc.collect(2)
assert gc.get_freeze_count() > 600_000
""",
    "after a quick collection nothing is frozen": """
settled_memory.settle_from_now_on()
settled_memory.SLOW_SECONDS = 60.0
later = [[number] for number in range(300_000)]
before = gc.get_freeze_count()
gc.collect(2)
assert gc.get_freeze_count() <= before
""",
    "a cycle that became garbage while it was frozen goes at the next release": """
class Node:
    pass
node = Node()
node.itself = node
gone = weakref.ref(node)
settled_memory.settle_from_now_on()
del node
gc.collect(2)
assert gone() is not None
settled_memory.SECONDS_BETWEEN_RELEASES = 0.0
gc.collect(2)
settled_memory.SECONDS_BETWEEN_RELEASES = 600.0
gc.collect(2)
assert gone() is None
assert gc.get_freeze_count() > 300_000
""",
    "collections that were switched off for the imports are on again": """
gc.disable()
settled_memory.settle_from_now_on()
assert gc.isenabled()
""",
}


@pytest.mark.parametrize("case", CASES)
def test_of_the_memory_that_stays(case: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING + CASES[case]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
