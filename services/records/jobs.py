"""Long work outside the page's script: uploads, undoing, files to take away. A thread does it, so that a rerun or a
second click can't interrupt it or start it twice, and only so many at a time."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import RLock
from time import monotonic
from typing import Any, TypeVar

from data.errors import BoardError
from data.texts import Text

Progress = Callable[[float, Text], None]
Work = Callable[[Progress], Any]
Made = TypeVar("Made")


@dataclass
class Job:
    """One piece of work: whether it has begun, how far it is, and in the end its result or the fault that a person can
    mend.

    Another exception is raised again by `result`, where the page asks for it.
    """

    begun: bool = False
    fraction: float = 0.0
    message: Text | None = None
    future: Future[Any] | None = field(default=None, repr=False)
    ended: float | None = None

    @property
    def done(self) -> bool:
        return self.future is not None and self.future.done()

    @property
    def error(self) -> BoardError | None:
        """The fault it ended with, if it did."""
        failure = self.future.exception() if self.future is not None and self.future.done() else None
        return failure if isinstance(failure, BoardError) else None

    @property
    def result(self) -> Any:
        """What the work returned; None while it runs or when it ended with a fault."""
        return self.future.result() if self.future is not None and self.future.done() and not self.error else None


class Worker:
    """Jobs by key, two at a time and one of each owner; make one for the process. A job that ended `kept` seconds ago
    is let go, with all that it returned; `now` is a clock that only rises, in seconds."""

    def __init__(self, threads: int = 2, kept: float = 24 * 3600.0, now: Callable[[], float] = monotonic) -> None:
        self._kept, self._now = kept, now
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        # By owner, while one of the owner's jobs runs, those that wait for it: nobody takes all threads.
        self._queues: dict[str, deque[tuple[Job, Work]]] = {}
        self._lock = RLock()

    def start(self, key: str, work: Work, owner: str = "") -> Job:
        """Begin the work, after what its owner began before; where the key is known, the job that waits, runs or ended
        under it."""
        with self._lock:
            self._let_go()
            if key in self._jobs:
                return self._jobs[key]
            job = self._jobs[key] = Job()
            if owner in self._queues:
                self._queues[owner].append((job, work))
            else:
                self._run(job, work, owner)
            return job

    def _run(self, job: Job, work: Work, owner: str) -> None:
        def progress(fraction: float, message: Text) -> None:
            job.fraction, job.message = fraction, message

        def ended(_future: Future[Any]) -> None:
            job.ended = self._now()
            with self._lock:
                if self._queues.get(owner):
                    self._run(*self._queues[owner].popleft(), owner)
                else:
                    self._queues.pop(owner, None)

        def begin() -> Any:
            job.begun = True
            return work(progress)

        if owner:
            self._queues.setdefault(owner, deque())
        job.future = self._pool.submit(begin)
        job.future.add_done_callback(ended)

    def make(self, work: Callable[[], Made]) -> Made:
        """Do work in its turn and wait for what it gives or raises. Nothing of it is kept."""
        return self._pool.submit(work).result()

    def poll(self, key: str) -> Job | None:
        """The job under the key, if there is one."""
        with self._lock:
            return self._jobs.get(key)

    def tidy(self) -> int:
        """Let go of what ended long ago; how many jobs are left."""
        with self._lock:
            self._let_go()
            return len(self._jobs)

    def _let_go(self) -> None:
        before = self._now() - self._kept
        self._jobs = {key: job for key, job in self._jobs.items() if job.ended is None or job.ended > before}

    def forget(self, key: str) -> None:
        """Let go of a job that ended; one that runs goes on."""
        with self._lock:
            if key in self._jobs and self._jobs[key].done:
                del self._jobs[key]
