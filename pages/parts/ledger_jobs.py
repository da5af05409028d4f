"""Long work of the ledgers page: started by a click, done by a thread, followed by polling; its key lives in
the address, so that a reload finds it again."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts import address
from pages.parts.context import Page
from pages.parts.ledger_common import refuse
from services.intake.work import Progress, Worker

JOB = "job"
POLL_SECONDS = 0.5
# One for the process: a job belongs to no session.
WORKER = Worker()


def begin(key: str, work: Callable[[Progress], Any]) -> None:
    """Start the work, or follow it where it runs already."""
    WORKER.start(key, work)
    address.put(JOB, key)


def following(page: Page, arrived: Callable[[Any], None]) -> bool:
    """Whether work runs, which is then shown. What it ended with goes to `arrived`, or is said by `notice`."""
    key = address.get(JOB)
    job = WORKER.poll(key) if key else None
    if key is None or job is None:
        address.put(JOB, None)
        return False
    if not job.done:
        _progress(page, key)
        return True
    address.put(JOB, None)
    WORKER.forget(key)
    if job.error is None:
        arrived(job.result)
    else:
        refuse(page, job.error)
    return False


@st.fragment(run_every=POLL_SECONDS)
def _progress(page: Page, key: str) -> None:
    job = WORKER.poll(key)
    if job is None or job.done:
        st.rerun()
    else:
        st.progress(job.fraction, page._.text(job.message) if job.message else page._("Waiting for its turn …"))
        st.caption(page._("You may leave this page: the work goes on, and this address shows what came of it."))
