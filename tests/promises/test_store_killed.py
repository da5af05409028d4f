"""Killed at a random moment of a commit, 50 times: each time wholly in or wholly out."""

import multiprocessing
import random
from pathlib import Path

import pytest

from data.store import Store, commits, count_rows, read_rollup
from tests.data.store import writer

pytestmark = pytest.mark.slow

ROWS = writer.ROWS
# Forks of a process that has loaded the store, where a system can fork: a new process takes a second to load it.
FORKED = "forkserver" in multiprocessing.get_all_start_methods()
PROCESSES = multiprocessing.get_context("forkserver") if FORKED else multiprocessing.get_context("spawn")
PROCESSES.set_forkserver_preload([writer.__name__])


def test_a_killed_commit_is_wholly_in_or_wholly_out(store: Store, database: str, tmp_path: Path) -> None:
    moments = random.Random(20230529)
    for attempt in range(50):
        _killed_writer(database, tmp_path, f"{attempt}", moments.uniform(0, 0.15))
        batches = commits(store, ledger_name="cases", limit=10_000)
        assert batches["added"].to_list() == [ROWS] * batches.height, "a commit lost or gained rows"
        assert count_rows(store, "cases") == batches.height * ROWS, "rows without a commit"
        assert read_rollup(store, "case_days").filter(event="opened")["n"].sum() == batches.height * ROWS


def _killed_writer(database: str, folder: Path, name: str, seconds: float) -> None:
    heard, begins = PROCESSES.Pipe(duplex=False)
    writing = PROCESSES.Process(target=writer.write, args=(begins, database, folder, name))
    writing.start()
    begins.close()
    with heard:
        assert heard.recv() == 0
        writing.join(seconds)
        writing.kill()
        writing.join()
    writing.close()
