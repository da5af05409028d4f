"""A process that is killed while it loads the demonstration: nothing is left of it, and the next start begins anew."""

import os
from pathlib import Path

import pytest
from sqlalchemy import event

from data.store import (
    SYSTEM,
    Actor,
    Change,
    Store,
    all_or_nothing,
    commit,
    commits,
    migrate,
    never_used,
    open_store,
    read_rows,
)
from services.administration.demonstration import load_demonstration
from services.days.clock import FixedClock
from tests.demonstration import TODAY
from tests.killing import killed

pytestmark = pytest.mark.slow

CLOCK = FixedClock(TODAY)
# Of about 2,400: as the first boundaries come in, as the workbooks are taken in, as the last ones are decided on.
MOMENTS = (60, 400, 2_000)


def opened(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'board.db'}", folder, now=CLOCK.now)


def load(folder: Path) -> None:
    """The work that is killed."""
    load_demonstration(opened(folder), CLOCK)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork")
def test_killed_at_any_moment_it_is_begun_anew(store: Store, tmp_path: Path, tmp_path_factory) -> None:
    before = commits(store).height
    store.close()
    copies = killed(f"{__name__}:load", tmp_path, tmp_path_factory.mktemp("killed"), MOMENTS)
    assert len(copies) == len(MOMENTS)
    for copy in copies:
        left = opened(copy)
        migrate(left)
        assert never_used(left)
        assert commits(left).height == before
        left.close()


@pytest.mark.both_databases
def test_many_commits_are_there_together_or_none_of_them(store: Store) -> None:
    officer = Actor("A1", "chosen")
    right = {"product": "示例", "system": "gi_product"}

    def two() -> None:
        with all_or_nothing(store):
            for code in ("QL1", "QL2"):
                commit(store, officer, "一", [Change("gi_rights", {"code": code, **right})])
            assert read_rows(store, "gi_rights").height == 2
            if broken:
                raise KeyError

    broken = True
    with pytest.raises(KeyError):
        two()
    assert never_used(store)
    broken = False
    two()
    assert read_rows(store, "gi_rights").height == 2


def test_whoever_used_the_store_while_it_waited_to_write_keeps_it(store: Store) -> None:
    """Another process commits between the look and the turn to write."""
    other = opened(store.folder)
    asked = []

    def quicker(_connection, _cursor, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE") and not asked:
            asked.append(statement)
            right = {"code": "QL1", "product": "示例", "system": "gi_product"}
            commit(other, SYSTEM, "先行使用", [Change("gi_rights", right)])

    event.listen(store.engine, "before_cursor_execute", quicker)
    assert load_demonstration(store, CLOCK) is None
    assert asked
    assert read_rows(store, "gi_rights")["code"].to_list() == ["QL1"]
    other.close()
