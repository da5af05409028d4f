"""The only caches of the pages: the store, and answers that hold until a ledger they rest on changes.

A run of a page is of one moment: the commits and the settings are looked at once, as it begins, and all its answers
are of that state, also when somebody commits meanwhile. An answer notes by itself what it was read from, and is kept
for as long as these ledgers have no new commit and the same settings are in force.

A frame can't be part of a question, because it can't be hashed: Streamlit's own cache hashes only the
ends of a long polars frame and would hand out wrong answers for the middle. What comes back is shared by
all sessions: read it only.
"""

import os
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, local
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from data.registry import data_folder, own_state, settled
from data.store import Store, migrate, noting, one_moment, open_store, rests_on, standing, write_overrides
from pages.parts.frame.memory import Memory
from services.days.clock import clock

P = ParamSpec("P")
T = TypeVar("T")

MOST_BYTES = 256 * 2**20
MEMORY = Memory(MOST_BYTES)
# A run holds one of the pool's 15 connections to its end, and may need a second one for a moment: so many can't wait
# for each other, and the interpreter runs one of them at a time anyway.
TURNS = BoundedSemaphore(5)
# What is made for a page has turns of its own, for the page may hold its turn until that is there.
TURNS_BESIDE = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run of a page sees: the last commit of each ledger, the settings in force, and what it asked already."""

    store: Store
    standing: Mapping[str, int]
    settings: Hashable
    asked: dict[Hashable, Any] = field(default_factory=dict)


class _Now(local):
    """The run of this thread, and where it waits for its turn."""

    run: _Run | None = None
    turns: BoundedSemaphore = TURNS


_now = _Now()


def store() -> Store:
    """The store of this configuration, opened and migrated once a process, its settings written out."""
    return _store(os.environ.get("BOARD_DATABASE_URL", ""), str(data_folder()))


@st.cache_resource(show_spinner=False)
def _store(url: str, folder: str) -> Store:
    opened = open_store(url or None, Path(folder), now=clock().now)
    migrate(opened)
    write_overrides(opened)
    return opened


@contextmanager
def run() -> Iterator[None]:
    """Within it everything is of one moment of the store and its settings. Unreachable as `Store.reading`."""
    with _running():
        yield


@contextmanager
def _running() -> Iterator[_Run]:
    """The run of this thread, or one of its own."""
    if _now.run is not None:
        yield _now.run
        return
    opened = store()
    with _now.turns, settled(), one_moment(opened):
        _now.run = _Run(opened, standing(opened), own_state())
        try:
            yield _now.run
        finally:
            _now.run = None


def beside(make: Callable[[], T]) -> T:
    """What `make()` gives, in a thread for which a page waits: it needs none of the turns that pages hold."""
    _now.turns = TURNS_BESIDE
    try:
        return make()
    finally:
        _now.turns = TURNS


def answer(function: Callable[Concatenate[Store, P], T], *arguments: P.args, **options: P.kwargs) -> T:
    """What `function(store, …)` gives, computed once for each state of the ledgers it reads, set of own registry files
    and arguments.

    `function` must be a module's own and depend on the store and its arguments alone: pass days, codes,
    language, theme and sight, not the clock. Raises TypeError for an argument that can't be hashed.
    """
    types = tuple(map(type, (*arguments, *options.values())))  # True and 1 are equal, but not the same question.
    asked = (function, arguments, tuple(sorted(options.items())), types)
    with _running() as now:
        if asked not in now.asked:
            whose = (str(now.store.engine.url), str(now.store.folder), now.store.district, now.settings)
            now.asked[asked] = MEMORY.answer(
                (*whose, *asked), now.standing, lambda: _read(now.store, function, *arguments, **options)
            )
        return now.asked[asked]


def once(function: Callable[[], T]) -> T:
    """What `function()` gives, asked once a run and kept for no other: who acts, for instance."""
    if _now.run is None:
        return function()
    asked = _now.run.asked
    if function not in asked:
        asked[function] = function()
    return asked[function]


def _read(store: Store, function: Callable[..., T], *arguments: Any, **options: Any) -> tuple[T, frozenset[str] | None]:
    with noting() as tables:
        value = function(store, *arguments, **options)
    return value, rests_on(tables)
