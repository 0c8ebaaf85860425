"""The desk: whatever a question does, it gets an end and a word for it, and the next question is answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from rankdyn.explorer import desk as module
from rankdyn.explorer.clerk import MAX_BYTES
from rankdyn.explorer.desk import MAX_JOBS, Desk, Job
from tests.explorer import questions_for_tests as questions

ROOT = Path(__file__).parents[2]

PATIENCE = 30.0
"""Seconds: the clerk may be loading the library meanwhile."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    for _, job in made._lanes.values():
        job.cancel()
    assert made.ask("last", questions.add, 2, 3).wait(PATIENCE)
    assert made.ask("last", questions.add, 2, 3).result == 5


def ended(job: Job) -> Job:
    assert job.wait(PATIENCE), f"still {job.state}: {job.words}"
    return job


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it did not come true"
        sleep(0.01)


def process_of(job: Job) -> int:
    """Wait until the job has said in which process it is, and return that."""
    until(lambda: job.words.isdigit())
    return int(job.words)


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def test_an_answer(desk: Desk) -> None:
    job = ended(desk.ask("lane", questions.add, 40, 2))
    assert (job.state, job.result, job.done, job.total) == ("answered", 42, 1, 2)


def test_a_process_for_each_question(desk: Desk) -> None:
    processes = [ended(desk.ask(f"lane {n}", questions.pid)).result for n in range(3)]
    assert len({*processes, os.getpid(), ended(desk.ask("lane", questions.parent)).result}) == 5


def test_bad_input_is_refused_in_its_own_words(desk: Desk) -> None:
    job = ended(desk.ask("lane", questions.refuse, "<x>"))
    assert (job.state, job.words, job.result) == ("refused", "'<x>' is no good: write something else", None)


def test_a_cancelled_job_ends_its_process(desk: Desk) -> None:
    job = desk.ask("lane", questions.work, "one")
    process = process_of(job)
    assert lives(process)
    job.cancel()
    assert (job.state, job.words) == ("cancelled", "cancelled; nothing is proved")
    until(lambda: not lives(process))
    job.cancel()
    assert job.state == "cancelled"


def test_an_answer_stays_after_cancel(desk: Desk) -> None:
    job = ended(desk.ask("lane", questions.add, 1, 1))
    job.cancel()
    assert (job.state, job.result) == ("answered", 2)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (questions.fill_memory, f"this needs more than {MAX_BYTES >> 30} GB of memory; nothing is proved"),
        (questions.nest, "this is nested too deeply; nothing is proved"),
        (questions.fail, "a fault in the program, ZeroDivisionError: <b>of ours</b>; please report it"),
        (questions.crash, "the process that worked on this ended; nothing is proved"),
        (questions.leave, "the process that worked on this ended; nothing is proved"),
        (questions.unsendable, "a fault in the program"),
    ],
)
def test_what_goes_wrong_is_said(desk: Desk, question: Callable[..., Any], words: str) -> None:
    job = ended(desk.ask("lane", question))
    assert job.state == "stopped"
    assert job.words.startswith(words)
    assert job.result is None


def test_no_more_than_the_time_allowed() -> None:
    job = Desk(limit=0.3).ask("lane", questions.work, "for ever")
    process = process_of(job)
    ended(job)
    assert (job.state, job.words) == ("stopped", "stopped after 0.3 seconds; nothing is proved")
    until(lambda: not lives(process))


def test_a_job_that_nobody_asks_after_is_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNSEEN", 1.5)
    kept, left = desk.ask("kept", questions.work, "kept"), desk.ask("left", questions.work, "left")
    processes = process_of(kept), process_of(left)
    until(lambda: kept.wait(0) or left.state != "waiting")
    assert (left.state, left.words) == ("stopped", "stopped, since nobody asked after it; nothing is proved")
    assert kept.state == "waiting"
    until(lambda: not lives(processes[1]))
    assert lives(processes[0])


def test_the_same_question_is_the_same_job_and_another_one_takes_its_place(desk: Desk) -> None:
    first = desk.ask("lane", questions.work, "a")
    process = process_of(first)
    assert desk.ask("lane", questions.work, "a") is first
    beside = desk.ask("another lane", questions.add, 0, 1)
    second = desk.ask("lane", questions.add, 1, 2)
    assert first.state == "cancelled"
    assert (ended(second).result, ended(beside).result) == (3, 1)
    assert desk.ask("lane", questions.add, 1, 2) is second
    refused = ended(desk.ask("lane", questions.refuse, "x"))
    assert desk.ask("lane", questions.refuse, "x") is refused
    until(lambda: not lives(process))


def test_a_job_that_was_stopped_can_be_asked_again(desk: Desk) -> None:
    job = ended(desk.ask("lane", questions.crash))
    assert desk.ask("lane", questions.crash) is not job


def test_the_oldest_job_gives_way_to_one_too_many(desk: Desk) -> None:
    jobs = [desk.ask(f"lane {n}", questions.work, str(n)) for n in range(MAX_JOBS)]
    processes = [process_of(job) for job in jobs]
    assert {job.state for job in jobs} == {"waiting"}
    more = desk.ask("one more", questions.work, "more")
    assert jobs[0].state == "stopped"
    assert jobs[0].words.startswith("stopped: too many questions at a time; ask again")
    assert {job.state for job in [*jobs[1:], more]} == {"waiting"}
    until(lambda: not lives(processes[0]))
    assert all(map(lives, processes[1:]))


def test_much_talk_and_long_answers(desk: Desk) -> None:
    assert ended(desk.ask("lane", questions.talk, 3000)).result == 3000
    assert len(ended(desk.ask("lane", questions.long_answer, 20 << 20)).result) == 20 << 20


def test_a_killed_clerk_is_replaced(desk: Desk) -> None:
    clerk = ended(desk.ask("lane", questions.parent)).result
    at_work = desk.ask("at work", questions.work, "x")
    process = process_of(at_work)
    os.kill(clerk, signal.SIGKILL)
    ended(at_work)
    assert at_work.state == "stopped"
    assert "started anew; ask again" in at_work.words
    again = ended(desk.ask("another lane", questions.parent))
    assert again.state == "answered"
    assert again.result != clerk
    until(lambda: not lives(process))


_PROGRAM = """
import os, sys, time
from rankdyn.explorer.desk import Desk
from tests.explorer import questions_for_tests as questions

if __name__ == "__main__":
    desk = Desk()
    at_work = desk.ask("at work", questions.work, "for ever")
    clerk = desk.ask("clerk", questions.parent)
    while not at_work.words.isdigit():
        time.sleep(0.01)
    assert clerk.wait(30)
    print(clerk.result, at_work.words, flush=True)
    {end}
"""


@pytest.mark.parametrize(
    "end",
    ["sys.exit()", "raise ValueError", "os._exit(3)", "os.kill(os.getpid(), 9)"],
    ids=["exit", "error", "at once", "kill"],
)
def test_no_process_is_left_behind(tmp_path: Path, end: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM.format(end=end))
    path = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(program)], env=os.environ | path, capture_output=True, text=True, timeout=60, check=False
    )
    processes = [int(word) for word in done.stdout.split()]
    assert len(processes) == 2, done.stderr
    until(lambda: not any(map(lives, processes)))
