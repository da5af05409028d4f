"""Work outside the page's script."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from data.texts import Text
from services.intake.errors import IntakeError
from services.records.jobs import Job, Progress, Worker


def finished(worker: Worker, key: str) -> Job:
    """The job under the key, when it has ended."""
    job = worker.poll(key)
    assert job is not None
    assert job.future is not None
    job.future.exception(timeout=10)
    return job


def test_a_second_click_is_the_same_job() -> None:
    worker, begun, go = Worker(), [], Event()

    def work(progress: Progress) -> int:
        begun.append(1)
        progress(0.5, Text("一半", "half"))
        go.wait(10)
        return 7

    first, second = worker.start("a", work), worker.start("a", work)
    assert first is second
    assert not first.done
    go.set()
    job = finished(worker, "a")
    assert (job.result, job.fraction, len(begun)) == (7, 0.5, 1)
    worker.forget("a")
    assert worker.poll("a") is None


def test_one_owner_holds_one_thread() -> None:
    """Somebody's second job waits for the first, and the other thread serves everybody else."""
    worker, go, order = Worker(), Event(), []

    def slow(progress: Progress) -> None:
        go.wait(10)
        order.append("slow")

    worker.start("a", slow, "A")
    for key in ("b", "c"):
        worker.start(key, lambda progress: order.append("own"), "A")
    worker.start("d", lambda progress: order.append("other"), "B")
    finished(worker, "d")
    assert order == ["other"]
    waiting = worker.poll("b")
    assert waiting is not None
    assert not waiting.done
    assert worker.start("b", slow, "A") is waiting
    go.set()
    for key in ("a", "b", "c"):
        while (job := worker.poll(key)) and job.future is None:
            pass
        finished(worker, key)
    assert order == ["other", "slow", "own", "own"]


def test_a_fault_is_kept_for_the_page() -> None:
    worker = Worker()

    def work(progress: Progress) -> None:
        raise IntakeError(Text("不行", "no"))

    worker.start("a", work)
    job = finished(worker, "a")
    assert isinstance(job.error, IntakeError)
    assert job.result is None


def test_any_other_failure_is_raised_where_it_is_asked_for() -> None:
    worker = Worker()

    def work(progress: Progress) -> None:
        raise ZeroDivisionError

    worker.start("a", work)
    job = finished(worker, "a")
    with pytest.raises(ZeroDivisionError):
        _ = job.result


def test_a_job_that_ended_is_let_go_after_its_time() -> None:
    """A day is 86,400 s; a job that still runs is never let go."""
    now, go = [0.0], Event()
    worker = Worker(kept=86_400, now=lambda: now[0])
    worker.start("ended", lambda _progress: bytes(10))
    worker.start("running", lambda _progress: go.wait(10))
    finished(worker, "ended")
    now[0] = 86_399
    assert worker.tidy() == 2
    now[0] = 86_401
    assert worker.tidy() == 1
    assert worker.poll("ended") is None
    go.set()
    assert finished(worker, "running").result is True
    now[0] = 2 * 86_402
    worker.start("another", lambda _progress: None)
    assert worker.poll("running") is None


def test_work_that_waits_is_told_from_work_under_way() -> None:
    worker, go, begun = Worker(threads=1), Event(), Event()

    def work(progress: Progress) -> None:
        begun.set()
        go.wait(10)

    first, second = worker.start("a", work), worker.start("b", work)
    assert begun.wait(10)
    assert (first.begun, second.begun) == (True, False)
    go.set()


def test_what_is_made_waits_for_its_turn_and_is_not_kept() -> None:
    """Of four who want a file at once, two are served at a time; a fault reaches who asked."""
    worker, lock, go = Worker(threads=2), Lock(), Event()
    now, most = 0, 0

    def slow() -> int:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        go.wait(10)
        with lock:
            now -= 1
        return 7

    def fails() -> int:
        raise IntakeError(Text("坏", "broken"))

    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(worker.make, slow) for _ in range(4)]
        while most < 2:
            go.wait(0.01)
        go.set()
        assert [one.result(10) for one in asked] == [7] * 4
    assert most == 2
    with pytest.raises(IntakeError, match="broken"):
        worker.make(fails)
    assert worker.tidy() == 0
