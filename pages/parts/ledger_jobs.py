"""Long work of the ledgers page: started by a click, done by a thread, followed by polling; its key lives in
the address, so that a reload finds it again."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import streamlit as st

from pages.parts import address
from pages.parts.context import Page, acting
from pages.parts.ledger_common import accept, refuse
from services.batches import undo
from services.intake.staged import Staged
from services.intake.work import Progress, Worker

JOB, STAGED, CLEARED = "job", "staged", "ledgers-cleared"
POLL_SECONDS = 0.5
# One for the process: a job belongs to no session.
WORKER = Worker()


def begin(page: Page, key: str, work: Callable[[Progress], Any], name: str = JOB) -> None:
    """Start the work of whoever acts, or follow it where it runs already; `name` is where the address keeps its key.
    What it gives is what `following` takes up: on the ledgers page a staged upload, or a sentence to say."""
    key = f"{key}-{_whose(page)}"
    WORKER.start(key, work, _whose(page))
    address.put(name, key)


def _whose(page: Page) -> str:
    """Marks a person's jobs: what came of them is nobody else's, and the address names nobody."""
    return sha256(page.person.code.encode()).hexdigest()[:12]


def begin_undo(page: Page, number: int) -> None:
    """Undo a batch, which may be a large one."""
    person = acting()

    def work(progress: Progress) -> str:
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
        (arrived or _arrived)(job.result)
    else:
        refuse(page, job.error)
    # What came of it may be younger than the moment that this run sees.
    st.rerun()


def _arrived(result: Staged | str) -> None:
    """A staged upload is opened; a sentence is said, and the files that were handed in are let go."""
    if isinstance(result, Staged):
        address.put(STAGED, result.id)
    else:
        accept(result)
        st.session_state[CLEARED] = files_key() + 1


def files_key() -> int:
    """Changes when the chosen files are done with: an uploader under a new key is an empty one."""
    return st.session_state.get(CLEARED, 0)


@st.fragment(run_every=POLL_SECONDS)
def _progress(page: Page, key: str) -> None:
    job = WORKER.poll(key)
    if job is None or job.done:
        st.rerun()
    else:
        st.progress(job.fraction, page._.text(job.message) if job.message else page._("Waiting for its turn …"))
        st.caption(page._("You may leave this page: the work goes on, and this address shows what came of it."))
