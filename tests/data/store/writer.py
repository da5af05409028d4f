"""A process that writes without end, to be killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from data.store import commit, open_store
from tests.data.store.examples import OFFICER, case

ROWS = 400


def write(begins: Connection, database: str, folder: Path, name: str) -> None:
    """Commits one batch of ROWS cases after the other, and says before each that it begins."""
    store = open_store(database, folder)
    for batch in range(1000):
        rows = [case(f"{name}-{batch}-{n}") for n in range(ROWS)]
        begins.send(batch)
        commit(store, OFFICER, "批", rows, batch=f"{name}-{batch}")
