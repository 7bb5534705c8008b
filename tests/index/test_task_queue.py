"""Which tasks are in progress at once."""

from __future__ import annotations

from index.update.task_queue import TaskQueue

_MB = 1 << 20


def queue(sizes: list[int], most: int = 8) -> TaskQueue[int]:
    """A queue of tasks that have so many megabytes read."""
    return TaskQueue(iter([size * _MB for size in sizes]), most, held=lambda task: 0, read=lambda task: task)


def taken(tasks: TaskQueue[int]) -> list[int]:
    """All tasks for which there is room, in megabytes."""
    found = []
    while (task := tasks.take()) is not None:
        found.append(task // _MB)
    return found


def test_large_tasks_come_one_at_a_time() -> None:
    """The next one when the one before it is dealt with; order is kept."""
    tasks = queue([32, 32, 1])

    assert taken(tasks) == [32]
    tasks.finish_first()
    assert taken(tasks) == [32, 1]
    tasks.finish_first()
    assert taken(tasks) == []


def test_small_tasks_go_on_beside_a_large_one() -> None:
    """As many as there may be tasks at all."""
    tasks = queue([32, *[1] * 20])

    assert taken(tasks) == [32, *[1] * 7]
    tasks.finish_first()
    assert taken(tasks) == [1]


def test_tasks_of_some_megabytes_are_in_progress_together() -> None:
    """Up to a number of bytes in all."""
    tasks = queue([5, 5, 5, 5, 5])

    assert taken(tasks) == [5, 5, 5]
    tasks.finish_first()
    assert taken(tasks) == [5]


def test_a_large_task_waits_for_those_before_it() -> None:
    """Not only for larger ones than itself."""
    tasks = queue([2, 16, 1])

    assert taken(tasks) == [2]
    tasks.finish_first()
    assert taken(tasks) == [16, 1]


def test_the_size_of_a_task_may_change_while_it_is_in_progress() -> None:
    """A file is cut short: the tasks behind it come all the same."""
    sizes = [32 * _MB, _MB]
    tasks = TaskQueue(iter(["a", "b", "c"]), 8, held=lambda task: sizes[0], read=lambda task: sizes[0])

    assert tasks.take() == "a"
    del sizes[0]
    tasks.finish_first()

    assert (tasks.take(), tasks.take(), tasks.take()) == ("b", "c", None)
