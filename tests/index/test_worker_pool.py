"""Crashes and hangs in worker processes, with real processes and an injected clock."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from corpus.model.reason import Reason
from index.update.worker_pool import Failure, Pool
from tests.index.worker_tasks_for_tests import (
    AnyTask,
    Compute,
    Exit,
    Hang,
    HangOnce,
    IsMute,
    Keep,
    Kill,
    Niceness,
    Raise,
    Single,
    Square,
    Starve,
    Wait,
    keep,
    run,
)  # fmt: skip


def results(tasks: Sequence[AnyTask], processes: int) -> list[int | Failure]:
    """The results of a pool for some tasks, in their order."""
    pairs = list(Pool(run, processes).run(tasks))
    assert [task for task, _ in pairs] == list(tasks)
    return [result for _, result in pairs]


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    """Whichever process finishes first, and in this process, too."""
    tasks = [Square(number) for number in range(20)]

    assert results(tasks, processes) == [number * number for number in range(20)]


@pytest.mark.parametrize(
    "fatal", [Exit(0), Exit(3), Kill(signal.SIGTERM), Kill(signal.SIGSEGV), Raise("what a document says")], ids=repr
)
@pytest.mark.parametrize("processes", [1, 2])
def test_a_crash_costs_one_task(fatal: AnyTask, processes: int) -> None:
    """The tasks queued in the same worker are run by another one."""
    before = [Square(number) for number in range(5)]
    behind = [Square(number) for number in range(5, 15)]

    found = results([*before, fatal, *behind], processes)

    assert found[5] == Failure(Reason.CRASHED)
    assert found[:5] + found[6:] == [number * number for number in range(15)]


@pytest.mark.parametrize("starved", [Starve(), Kill(signal.SIGKILL)], ids=repr)
@pytest.mark.parametrize("processes", [1, 2])
def test_a_task_without_memory_is_told_from_a_crash(processes: int, starved: AnyTask) -> None:
    """Python reports it, or the system kills the process."""
    assert results([Square(2), starved, Square(3)], processes) == [4, Failure(Reason.NO_MEMORY), 9]


@pytest.mark.parametrize(
    ("before", "number"), [(Starve(), errno.ENOMEM), (Exit(3), errno.EAGAIN), (Kill(signal.SIGKILL), errno.EAGAIN)]
)
def test_workers_that_cannot_start_cost_no_task(before: AnyTask, number: int) -> None:
    """The system has no room for them: the update ends, where all files would be skipped."""
    pool = Pool(run, processes=2, prepare=partial(run, before))

    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        list(pool.run([Square(each) for each in range(9)]))
    assert caught.value.errno == number


def test_a_worker_that_cannot_start_is_started_again(tmp_path: Path) -> None:
    """There may be room a moment later."""
    pool = Pool(run, processes=1, prepare=partial(run, Starve(tmp_path / "met")))

    assert [result for _, result in pool.run([Square(2), Square(3)])] == [4, 9]
    assert (tmp_path / "met").exists()


def test_what_a_reader_prints_is_lost() -> None:
    """It would garble the terminal, or be a document's own escape codes."""
    assert results([IsMute()], 1) == [2]


def test_where_one_worker_can_start_it_does_all_tasks(tmp_path: Path) -> None:
    """The system may have memory for one, and not for four."""
    pool = Pool(run, processes=4, prepare=partial(run, Single(tmp_path / "the one")))

    assert [result for _, result in pool.run([Square(each) for each in range(20)])] == [n * n for n in range(20)]


def test_a_worker_that_hangs_before_its_first_task_costs_none(tmp_path: Path) -> None:
    """Its documents would be removed for a limit that they never met."""
    at_work = tmp_path / "at work"

    def clock() -> float:
        if not at_work.exists() or not at_work.read_text():
            return 0.0
        at_work.unlink()
        return 1000.0

    pool = Pool(run, processes=1, seconds=7.0, clock=clock, prepare=partial(run, HangOnce(at_work, tmp_path / "met")))

    assert [result for _, result in pool.run([Square(2), Square(3)])] == [4, 9]


def test_workers_give_way_to_the_explorer() -> None:
    """Nineteen is the greatest niceness."""
    assert results([Niceness()], 1) == [min(os.nice(0) + 5, 19)]


def test_every_task_may_crash() -> None:
    """A new worker takes over each time, until no task is left."""
    assert results([Exit(1)] * 4, 2) == [Failure(Reason.CRASHED)] * 4


def test_a_task_that_hangs_is_ended_at_the_time_limit(tmp_path: Path) -> None:
    """Its process is killed, and the tasks behind it are run; the time limit counts from the start of the task."""
    at_work = tmp_path / "at work"

    # Twice, because the first time may be when the result before it is taken, from which the task counts.
    later = iter((1000.0, 2000.0))

    def clock() -> float:
        return next(later, 2000.0) if at_work.exists() and at_work.read_text() else 0.0

    pool = Pool(run, processes=1, seconds=7.0, clock=clock)
    tasks: list[AnyTask] = [Square(2), Hang(at_work), Square(3), Square(4)]

    assert [result for _, result in pool.run(tasks)] == [4, Failure(Reason.TIME_LIMIT, 70), 9, 16]
    with pytest.raises(ProcessLookupError):
        os.kill(int(at_work.read_text()), 0)


def test_a_task_may_wait_for_a_busy_machine(tmp_path: Path) -> None:
    """What it takes by the clock counts only when it is many times the limit."""
    at_work = tmp_path / "at work"

    def clock() -> float:
        if not at_work.exists():
            return 0.0
        at_work.unlink(missing_ok=True)  # the task ends, but only after this reading of the clock
        return 60.0

    pool = Pool(run, processes=1, seconds=7.0, clock=clock)
    tasks: list[AnyTask] = [Wait(at_work), Square(3)]

    assert [result for _, result in pool.run(tasks)] == [0, 9]


def test_a_task_that_computes_is_ended_by_its_processor_time(caplog: pytest.LogCaptureFixture) -> None:
    """By the system, whatever code it is in and whatever the clock says; the tasks behind it are run."""
    pool = Pool(run, processes=1, seconds=1.0, clock=lambda: 0.0, patience=10_000)

    with caplog.at_level(logging.WARNING):
        found = [result for _, result in pool.run([Square(2), Compute(), Square(3)])]

    assert found == [4, Failure(Reason.TIME_LIMIT, 1), 9]
    assert [record.getMessage() for record in caplog.records] == [
        f"a task failed: time_limit of 1 s; the worker process ended with exit code {-signal.SIGPROF}"
    ]


def test_a_worker_that_ends_by_its_own_alarm_has_reached_a_limit() -> None:
    """The one by the clock: the parent was busy for longer than the limit, and could not end it."""
    pool = Pool(run, processes=1, seconds=7.0)

    assert [result for _, result in pool.run([Kill(signal.SIGALRM), Square(3)])] == [
        Failure(Reason.TIME_LIMIT, 70),
        9,
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process knows its memory")
def test_a_worker_that_keeps_much_memory_is_replaced() -> None:
    """After its task, and by one that takes over the tasks behind it."""
    tasks: list[AnyTask] = [Keep(1), Keep(2), Keep(200 << 20), Keep(3), Square(3), Keep(4)]

    first, second, large, third, square, fourth = results(tasks, processes=1)

    assert first == second == large != third == fourth
    assert square == 9


def test_what_a_worker_loads_for_all_tasks_does_not_count() -> None:
    """A new worker would load it again; an error in loading it is met again by a task that needs it."""
    pool = Pool(run, processes=1, prepare=partial(keep, 200 << 20))
    assert len({result for _, result in pool.run([Keep(1), Keep(2), Keep(3)])}) == 1

    failing = Pool(run, processes=1, prepare=partial(run, Raise("a pipeline is missing")))
    assert [result for _, result in failing.run([Square(3)])] == [9]


def test_closing_ends_the_workers(tmp_path: Path) -> None:
    """Even while one of them hangs."""
    at_work = tmp_path / "at work"
    pool = Pool(run, processes=2)
    running = pool.run([Square(1), Square(2), Hang(at_work)])
    next(running)
    processes = [worker.process for worker in pool._workers]
    assert len(processes) == 2

    running.close()  # type: ignore[attr-defined]

    assert [process.is_alive() for process in processes] == [False, False]


def ahead(tasks: int, weight: int) -> list[int]:
    """How many of the tasks, each of so many bytes, had been made when each result came."""
    made: list[int] = []

    def numbered() -> Iterator[Square]:
        for number in range(tasks):
            made.append(number)
            yield Square(number)

    pool: Pool[AnyTask, int] = Pool(run, 2, held=lambda task: weight)
    return [len(made) for _ in pool.run(numbered())]


@pytest.mark.parametrize("weight", [150, 100])
def test_a_pool_holds_only_so_many_bytes_of_tasks(monkeypatch: pytest.MonkeyPatch, weight: int) -> None:
    """A heavy task is sent when the ones before it are done."""
    monkeypatch.setattr("index.update.task_queue._MOST_HELD", 100)

    assert ahead(6, weight) == [1, 2, 3, 4, 5, 6]


def test_a_pool_holds_only_so_many_tasks() -> None:
    """Four per worker, before the first result is taken; all are made in the end."""
    counts = ahead(20, 1)

    assert counts[0] == 8
    assert all(made <= done + 8 for done, made in enumerate(counts))
    assert counts[-1] == 20


def test_a_server_of_workers_that_ended_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """It had no memory for what the workers share; the command line took the end of its pipe for Ctrl+C."""

    def ended(*arguments: object) -> object:
        raise EOFError

    monkeypatch.setattr("multiprocessing.forkserver.connect_to_new_process", ended)
    with pytest.raises(OSError, match="unavailable"):
        list(Pool(run, processes=1).run([Square(1)]))
