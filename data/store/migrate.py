"""Bringing a store to the declared schema, seeding it, and comparing declarations with migrations."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.registry import entries
from data.registry.shapes import Office
from data.store.commits import SEED, SYSTEM, commit
from data.store.database import Database
from data.store.engine import Store
from data.store.rollups import count_anew
from data.store.rows import last_commit
from data.store.tables import metadata, notes_metadata
from data.store.writing import Change

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Chain:
    """The migrations of some tables: where they lie, which table says how far they came, which tables they make, and
    those that the other chain makes."""

    folder: str
    version_table: str
    tables: Callable[[], sa.MetaData]
    others: Callable[[], sa.MetaData]

    def speaks_of(self, name: str | None, kind: str, _parents: Any) -> bool:
        """Whether a table is this chain's to judge, for one database may hold those of both."""
        return kind != "table" or name not in {*self.others().tables, *VERSION_TABLES}

    def config(self, store: Store, connection: sa.Connection | None = None) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(MIGRATIONS / self.folder).replace("%", "%%"))
        config.attributes.update(chain=self, connection=connection, notes=store.notes)
        return config

    def context(self, connection: sa.Connection) -> MigrationContext:
        options = {"compare_type": True, "version_table": self.version_table, "include_name": self.speaks_of}
        return MigrationContext.configure(connection, opts=options)

    def differences(self, database: Database) -> list[Any]:
        with database.reading() as connection:
            return compare_metadata(self.context(connection), self.tables())


DATA = Chain("versions", "alembic_version", metadata, notes_metadata)
NOTES = Chain("notes", "notes_version", notes_metadata, metadata)
VERSION_TABLES = {DATA.version_table, NOTES.version_table}


def _chains(store: Store) -> Iterable[tuple[Chain, Database]]:
    """In their order. A notes' file of its own comes first, for the data hand rows over to it; in one database the
    data come first, for their first migrations made the notes' tables."""
    both = ((NOTES, store.notes), (DATA, store.data))
    return both[::-1] if store.notes.engine is store.data.engine else both


def migrate(store: Store) -> None:
    """Bring the schema up to date (a copy of an older SQLite file is kept first), then seed a new store."""
    for chain, database in _chains(store):
        _upgrade(store, chain, database)
    if last_commit(store) == 0:
        _seed(store)


def _upgrade(store: Store, chain: Chain, database: Database) -> None:
    with database.reading() as connection:
        current = chain.context(connection).get_current_revision()
    if current == ScriptDirectory.from_config(chain.config(store)).get_current_head():
        return
    if current is not None:
        _keep_copy(store, database, current)
    with database.upgrading() as connection:
        before = set(sa.inspect(connection).get_table_names())
        command.upgrade(chain.config(store, connection), "head")
        if chain is DATA and current is not None:
            # A rollup that a ledger gets later counts the rows that were there before it, too.
            count_anew(connection, store.district, metadata().tables.keys() - before)


def _keep_copy(store: Store, database: Database, revision: str) -> None:
    url = database.engine.url
    if database.engine.dialect.name != "sqlite" or not url.database:
        return
    copy = store.folder / f"{Path(url.database).stem}-before-migration-{revision}.db"
    with sqlite3.connect(url.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)


def _seed(store: Store) -> None:
    offices = [
        {
            "code": entry.code,
            "name": entry.label.zh,
            "short_name": entry.label.zh,
            "former_names": ";".join(entry.aliases) or None,
            "kind": entry.kind,
        }
        for entry in entries("offices", Office)
    ]
    commit(store, SYSTEM, "初始单位", [Change("offices", office) for office in offices], kind=SEED)


def differences(store: Store) -> list[str]:
    """What the declarations say and the migrated schema doesn't; empty when they agree."""
    return [str(difference) for chain, database in _chains(store) for difference in chain.differences(database)]


def write_migration(store: Store, message: str) -> list[Path]:
    """Write the migrations that bring the migrated schema to the declared one, of the data, the notes or both."""
    written: list[Path] = []
    for chain, database in _chains(store):
        if not chain.differences(database):
            continue
        with database.engine.connect() as connection:
            script = command.revision(
                chain.config(store, connection),
                message=message,
                autogenerate=True,
                version_path=str(MIGRATIONS / chain.folder),
            )
        if script is None or isinstance(script, list):
            raise RuntimeError("alembic wrote no single migration")
        written.append(Path(script.path))
    return written
