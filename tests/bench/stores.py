"""Stores of a given number of cases, made through the store's own commit and kept for the next run."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from data.store import SYSTEM, Change, Rows, Store, commit, migrate, open_store
from tests.bench.rows import drawn, shown

REGISTERS = ("offices", "people", "markets", "submissions")
COUNTED = ("cases", "complaints", "inspections")


def stored(folder: Path, cases: int) -> Path:
    """The data folder of a store with so many cases, complaints and inspections each; made where it is missing."""
    kept = folder / f"bench-{cases}"
    if not kept.exists():
        print(f"Making a store of {cases:,} cases, complaints and inspections …", flush=True)
        unfinished = kept.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        make(unfinished, cases)
        unfinished.rename(kept)
    return kept


def make(folder: Path, cases: int) -> None:
    """A new store: registers as in the demonstration, then the dated ledgers batch by batch."""
    store = open_store(folder=folder)
    migrate(store)
    _commit(store, [Change(name, row) for name in REGISTERS for row in shown()[name]])
    for name in COUNTED if cases else ():
        for rows in drawn(name, cases):
            _commit(store, [Rows(name, rows)])
    store.close()


def _commit(store: Store, changes: Sequence[Change | Rows]) -> None:
    commit(store, SYSTEM, "bench", changes)
