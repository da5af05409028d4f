"""Killed at a random moment of a commit, 50 times: each time wholly in or wholly out."""

import random
import subprocess
import sys
from pathlib import Path

from data.store import Store, commits, count_rows, read_rollup

ROOT = Path(__file__).parents[2]
ROWS = 400
# Commits one batch after the other, and says before each that it begins.
WRITER = f"""
import sys
from pathlib import Path
from data.store import open_store, commit
from tests.data.store.examples import OFFICER, case
store = open_store(sys.argv[1], Path(sys.argv[2]))
for batch in range(1000):
    rows = [case(f"{{sys.argv[3]}}-{{batch}}-{{n}}") for n in range({ROWS})]
    print("begins", flush=True)
    commit(store, OFFICER, "批", rows, batch=f"{{sys.argv[3]}}-{{batch}}")
"""


def test_a_killed_commit_is_wholly_in_or_wholly_out(store: Store, database: str, tmp_path: Path) -> None:
    moments = random.Random(20230529)
    for attempt in range(50):
        _killed_writer(database, tmp_path, f"{attempt}", moments.uniform(0, 0.15))
        batches = commits(store, ledger_name="cases", limit=10_000)
        assert batches["added"].to_list() == [ROWS] * batches.height, "a commit lost or gained rows"
        assert count_rows(store, "cases") == batches.height * ROWS, "rows without a commit"
        assert read_rollup(store, "case_days").filter(event="opened")["n"].sum() == batches.height * ROWS


def _killed_writer(database: str, folder: Path, name: str, seconds: float) -> None:
    words = [sys.executable, "-c", WRITER, database, str(folder), name]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begins\n"
        try:
            writer.wait(seconds)
        except subprocess.TimeoutExpired:
            writer.kill()
