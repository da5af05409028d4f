"""Migrations bring a store to the declared schema, on both databases, and keep a copy first."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from data.store import Store, differences, last_commit, migrate, open_store
from data.store.errors import Unreachable
from data.store.migrate import DATA


@pytest.mark.both_databases
def test_declared_and_migrated_schema_agree(store: Store) -> None:
    assert differences(store) == []


def test_a_difference_is_seen(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(sa.text("ALTER TABLE markets DROP COLUMN note"))
    assert any("note" in difference for difference in differences(store))


def test_migrating_twice_changes_nothing(store: Store) -> None:
    migrate(store)
    assert last_commit(store) == 1


def _store_of(revision: str, store: Store) -> None:
    """Make the empty store one of an earlier release."""
    with store.data.upgrading() as connection:
        command.upgrade(DATA.config(store, connection), revision)


def test_an_older_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    store = open_store(folder=tmp_path)
    _store_of("0001", store)
    migrate(store)
    assert [path.name for path in tmp_path.glob("board-before-migration-*.db")] == ["board-before-migration-0001.db"]
    assert differences(store) == []
    store.close()


def test_a_database_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    store = open_store("postgresql://board:secret@127.0.0.1:9/board", tmp_path)
    with pytest.raises(Unreachable) as refused:
        migrate(store)
    assert "127.0.0.1:9" in str(refused.value)
    assert "secret" not in str(refused.value)
