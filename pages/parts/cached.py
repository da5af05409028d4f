"""The only caches of the pages: the store, and answers that hold for one commit and the settings in force.

A frame can't be part of a question, because it can't be hashed: Streamlit's own cache hashes only the
ends of a long polars frame and would hand out wrong answers for the middle. What comes back is shared by
all sessions: read it only. With a new commit all answers are asked afresh, and the old ones let go.
"""

import os
from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from data.registry import data_folder, own_state
from data.store import Store, last_commit, migrate, open_store, write_overrides
from services.clock import clock

P = ParamSpec("P")
T = TypeVar("T")


def store() -> Store:
    """The store of this configuration, opened and migrated once a process, its settings written out."""
    return _store(os.environ.get("BOARD_DATABASE_URL", ""), str(data_folder()))


@st.cache_resource(show_spinner=False)
def _store(url: str, folder: str) -> Store:
    opened = open_store(url or None, Path(folder), now=clock().now)
    migrate(opened)
    write_overrides(opened)
    return opened


def answer(function: Callable[Concatenate[Store, P], T], *arguments: P.args, **options: P.kwargs) -> T:
    """What `function(store, …)` gives, computed once for each commit, set of own registry files and arguments.

    `function` must be a module's own and depend on the store and its arguments alone: pass days, codes,
    language and theme, not the clock. Raises TypeError for an argument that can't be hashed.
    """
    opened = store()
    answers = _answers(str(opened.engine.url), str(opened.folder), last_commit(opened), own_state())
    return answers(function, opened, arguments, tuple(sorted(options.items())))


@lru_cache(maxsize=2)  # Streamlit's own cache takes as long to look a key up as the store to name its last commit
def _answers(url: str, folder: str, commit: int, own: Hashable) -> Callable[..., Any]:
    """The memory of one commit; that of the one before stays for who is still looking at it."""
    return lru_cache(maxsize=512, typed=True)(_ask)


def _ask(
    function: Callable[..., Any], store: Store, arguments: tuple[Hashable, ...], options: tuple[tuple[str, Any], ...]
) -> Any:
    return function(store, *arguments, **dict(options))
