"""The only caches of the pages. Keys are the store, its commit number and plain values, never a frame.

Streamlit hashes only the ends of a long polars frame and would hand out wrong answers for the middle;
a frame as an argument is therefore refused. What comes back is shared by all sessions: read it only.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from data.registry import data_folder
from data.store import Store, last_commit, migrate, open_store
from services.clock import clock

P = ParamSpec("P")
T = TypeVar("T")
PLAIN = (str, int, float, bool, date, datetime, type(None))


def store() -> Store:
    """The store of this configuration, opened and migrated once a process."""
    return _store(os.environ.get("BOARD_DATABASE_URL", ""), str(data_folder()))


@st.cache_resource(show_spinner=False)
def _store(url: str, folder: str) -> Store:
    opened = open_store(url or None, Path(folder), now=clock().now)
    migrate(opened)
    return opened


def answer(function: Callable[Concatenate[Store, P], T], *arguments: P.args, **options: P.kwargs) -> T:
    """What `function(store, …)` gives, computed once for each commit and each set of plain arguments.

    `function` must be a module's own (its name is part of the key) and depend on the store and its
    arguments alone: pass days, codes, language and theme, not the clock. Raises TypeError for an
    argument that is not plain.
    """
    plain = (arguments, tuple(sorted(options.items())))
    _check_plain(plain)
    opened = store()
    key = (function.__module__, function.__qualname__, str(opened.engine.url), str(opened.folder), last_commit(opened))
    return _answer(function, opened, key, plain)


@st.cache_resource(show_spinner=False, max_entries=1024)
def _answer(_function: Callable[..., Any], _store: Store, key: tuple[Any, ...], plain: tuple[Any, ...]) -> Any:
    arguments, options = plain
    return _function(_store, *arguments, **dict(options))


def _check_plain(value: Any) -> None:
    if isinstance(value, tuple | list | frozenset):
        for part in value:
            _check_plain(part)
    elif not isinstance(value, PLAIN):
        raise TypeError(f"{type(value).__name__} can't be part of a cache key")
