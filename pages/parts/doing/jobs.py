"""Long work of the ledgers page: started by a click, done by a thread, followed by polling; its key lives in
the address, so that a reload finds it again."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st

from data.texts import Text
from pages.parts.doing.commands import accept, refuse
from pages.parts.frame import address
from pages.parts.frame.context import Page, acting
from services.intake.staged import Staged
from services.records.batches import undo
from services.records.jobs import Progress, Worker

JOB, STAGED, CLEARED = "job", "staged", "ledgers-cleared"
# The job that checks files, with these; and the staged upload that came of it, with the same.
BEGUN, HELD = "ledgers-begun", "ledgers-held"
Files = Sequence[tuple[str, bytes]]
POLL_SECONDS = 0.5
# One for the process: a job belongs to no session.
WORKER = Worker()


def begin(page: Page, key: str, work: Callable[[Progress], Any], name: str = JOB) -> str:
    """Start the work of whoever acts, or follow it where it runs already, and give its key; `name` is where the address
    keeps that. What comes of it `following` takes up: on the ledgers page a staged upload, or a sentence to say."""
    key = f"{key}-{_whose(page)}"
    WORKER.start(key, work, _whose(page))
    address.put(name, key)
    return key


def _whose(page: Page) -> str:
    """Marks a person's jobs: what came of them is nobody else's, and the address names nobody."""
    return sha256(page.person.code.encode()).hexdigest()[:12]


def begin_undo(page: Page, number: int) -> None:
    """Undo a batch, which may be a large one."""
    person = acting()

    def work(progress: Progress) -> str:
        progress(0.1, Text("正在撤销", "undoing"))
        undo(page.store, person, number)
        return page._("No. {number} is undone.", number=number)

    begin(page, f"undo-{number}", work)


def following(page: Page, arrived: Callable[[Any], None] | None = None, name: str = JOB) -> bool:
    """Whether work runs, which is then shown. Where it has ended, `arrived` takes up what came of it, and the run
    begins anew."""
    key = address.get(name)
    job = WORKER.poll(key) if key and key.endswith(f"-{_whose(page)}") else None
    if key is None or job is None:
        address.put(name, None)
        return False
    if not job.done:
        _progress(page, key)
        return True
    address.put(name, None)
    WORKER.forget(key)
    if job.error is None:
        (arrived or partial(_arrived, key))(job.result)
    else:
        refuse(page, job.error)
    # What came of it may be younger than the moment that this run sees.
    st.rerun()


def _arrived(key: str, result: Staged | str) -> None:
    """A staged upload is opened, a sentence is said. The uploader lets go of the files that were handed in, so that
    the mended ones don't stand beside them; a staged upload's are held for assigning its headers."""
    if isinstance(result, Staged):
        address.put(STAGED, result.id)
        begun, files = st.session_state.get(BEGUN, ("", ()))
        if begun == key:
            st.session_state[HELD] = (result.id, files)
            _clear()
    else:
        accept(result)
        st.session_state.pop(HELD, None)
        _clear()


def _clear() -> None:
    st.session_state.pop(BEGUN, None)
    st.session_state[CLEARED] = files_key() + 1


def held(staged: Staged) -> Files:
    """The files of a staged upload, where this session handed them in; unknown columns are kept nowhere else."""
    id, files = st.session_state.get(HELD, ("", ()))
    return files if id == staged.id else ()


def files_key() -> int:
    """Changes when the chosen files are done with: an uploader under a new key is an empty one."""
    return st.session_state.get(CLEARED, 0)


@st.fragment(run_every=POLL_SECONDS)
def _progress(page: Page, key: str) -> None:
    job = WORKER.poll(key)
    if job is None or job.done:
        st.rerun()
    else:
        waiting = page._("Under way …") if job.begun else page._("Waiting for its turn …")
        st.progress(job.fraction, page._.text(job.message) if job.message else waiting)
        st.caption(page._("You may leave this page: the work goes on, and this address shows what came of it."))
