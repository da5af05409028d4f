"""Bringing a store to the declared schema, seeding it, and comparing declarations with migrations."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.registry import entries
from data.store.commits import SEED, SYSTEM, commit
from data.store.engine import WRITE, Store
from data.store.rows import last_commit
from data.store.tables import metadata
from data.store.writing import Change

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Bring the schema up to date (a copy of an older SQLite file is kept first), then seed a new store."""
    with store.reading() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != ScriptDirectory(str(MIGRATIONS)).get_current_head():
        if current is not None:
            _keep_copy(store, current)
        with store.engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            command.upgrade(_config(connection), "head")
    if last_commit(store) == 0:
        _seed(store)


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _keep_copy(store: Store, revision: str) -> None:
    if store.engine.dialect.name != "sqlite" or not store.engine.url.database:
        return
    copy = store.folder / f"board-before-migration-{revision}.db"
    with sqlite3.connect(store.engine.url.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)


def _seed(store: Store) -> None:
    offices = [
        {
            "code": entry.code,
            "name": entry.label.zh,
            "short_name": entry.label.zh,
            "former_names": ";".join(entry.aliases) or None,
            "kind": entry.more["kind"],
        }
        for entry in entries("offices")
    ]
    commit(store, SYSTEM, "初始单位", [Change("offices", office) for office in offices], kind=SEED)


def differences(store: Store) -> list[str]:
    """What the declarations say and the migrated schema doesn't; empty when they agree."""
    with store.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata())
    return [str(difference) for difference in found]


def write_migration(store: Store, message: str) -> Path:
    """Write the migration that brings the migrated schema to the declared one."""
    with store.engine.connect() as connection:
        script = command.revision(_config(connection), message=message, autogenerate=True)
    if script is None or isinstance(script, list):
        raise RuntimeError("alembic wrote no single migration")
    return Path(script.path)
