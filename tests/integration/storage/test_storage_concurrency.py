"""Many writers at once, programs that start together, and programs that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Barrier, Thread

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.model import Answer, Selection, Status
from scorecard.storage import Conflict, Duplicate, Storage, open_storage

THREADS = 8
WRITES = 50

OPEN_WHEN_TOLD = """
import sys
from scorecard.storage import open_storage
url = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
open_storage(url).close()
print("opened", flush=True)
"""

WRITE_UNTIL_KILLED = """
import itertools
import sys
from scorecard.access import local_operator
from scorecard.model import Answer
from scorecard.storage import open_storage
owner, storage = local_operator(), open_storage(sys.argv[1])
for number in itertools.count(1):
    answer = Answer(
        candidate_id="Borealis", question_id="q_price", status="answered", value=float(number)
    )
    saved = storage.save_answer(owner, "test", answer, expected_version=number - 1)
    print(saved.version, flush=True)
"""


def answered(question_id: str, value: float) -> Answer:
    return Answer(
        candidate_id="Atlas", question_id=question_id, status=Status.ANSWERED, value=value
    )


def in_threads(work: Callable[[int], None]) -> None:
    """Runs `work` in eight threads that begin together; an error in any of them is raised."""
    barrier, problems = Barrier(THREADS), []

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except Exception as problem:  # noqa: BLE001 - raised again below, in the main thread
            problems.append(problem)

    threads = [Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def test_eight_people_who_save_fifty_answers_each_all_succeed(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    def write(number: int) -> None:
        for version in range(WRITES):
            answer = answered(f"q_{number}", float(version))
            saved = storage.save_answer(owner, stored.id, answer, expected_version=version)
            assert saved.version == version + 1

    in_threads(write)

    loaded = storage.load(owner, stored.id)
    assert [loaded.answer("Atlas", f"q_{n}").value for n in range(THREADS)] == [49.0] * THREADS
    assert loaded.revision == stored.revision + THREADS * WRITES
    # Each write has a revision of its own, without a gap.
    entries = storage.history(owner, stored.id, limit=THREADS * WRITES)
    assert [entry.revision for entry in entries] == list(
        range(loaded.revision, stored.revision, -1)
    )


def test_of_eight_people_who_save_the_same_answer_one_wins_and_seven_are_told(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    won: list[float] = []
    refused: list[Conflict] = []

    def write(number: int) -> None:
        try:
            storage.save_answer(
                owner, stored.id, answered("q_new", float(number)), expected_version=0
            )
            won.append(float(number))
        except Conflict as conflict:
            refused.append(conflict)

    in_threads(write)

    assert len(won) == 1
    assert len(refused) == THREADS - 1
    assert storage.load(owner, stored.id).answer("Atlas", "q_new").value == won[0]
    assert all(conflict.stored.value == won[0] for conflict in refused)


def test_of_eight_who_create_the_same_selection_one_succeeds(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    refused: list[Duplicate] = []

    def create(_number: int) -> None:
        try:
            storage.create_selection(owner, selection, catalogue)
        except Duplicate as problem:
            refused.append(problem)

    in_threads(create)

    assert len(refused) == THREADS - 1
    assert len(storage.load(owner, selection.id).answers) == 3


def test_a_reader_never_sees_half_of_a_change(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    """Both criteria's points are always written as a pair with the sum 100."""
    storage.save_points(
        owner, stored.id, {"quality": 50.0, "price": 50.0}, expected_points=stored.points
    )
    readers = [open_storage(str(storage._database.engine.url)) for _ in range(2)]

    def work(number: int) -> None:
        if number == 0:
            for turn in range(WRITES):
                old, new = float(50 + turn), float(51 + turn)
                storage.save_points(
                    owner,
                    stored.id,
                    {"quality": new, "price": 100 - new},
                    expected_points={"quality": old, "price": 100 - old},
                )
        else:
            for _ in range(WRITES):
                seen = readers[number % 2].load(owner, stored.id)
                assert sum(seen.points.values()) == 100
                # The revision belongs to exactly these points: 50 at the first change.
                assert seen.points["quality"] == 50 + seen.revision - stored.revision - 1

    in_threads(work)
    for reader in readers:
        reader.close()


def test_programs_that_start_together_on_an_empty_database_all_get_it(database_url: str) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN_WHEN_TOLD, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    results = [program.communicate(timeout=60) for program in programs]

    assert [out for out, _ in results] == ["opened\n"] * 3, results


def test_an_acknowledged_answer_survives_the_kill_of_the_program(
    storage: Storage, owner: Actor, stored: Selection, database_url: str
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_KILLED, database_url], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    acknowledged = 0
    while acknowledged < 25:
        acknowledged = int(program.stdout.readline())
    os.kill(program.pid, signal.SIGKILL)
    # What was acknowledged between the last line read and the kill counts as well.
    acknowledged = max([acknowledged, *(int(line) for line in program.stdout if line[-1] == "\n")])
    program.wait()

    again = open_storage(database_url)
    kept = again.load(owner, stored.id).answer("Borealis", "q_price")
    assert kept.version >= acknowledged
    assert kept.value == float(kept.version)
    assert again.revision(owner, stored.id) == stored.revision + kept.version
    assert len(again.history(owner, stored.id, limit=10_000)) == 1 + kept.version
    # And writing goes on as if nothing had happened.
    answer = Answer(
        candidate_id="Borealis", question_id="q_price", status=Status.ANSWERED, value=0.5
    )
    again.save_answer(owner, stored.id, answer, expected_version=kept.version)
    again.close()
