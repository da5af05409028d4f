"""`run.py migration MESSAGE`: writes the migration that new declarations need; a developer's command."""

import argparse
import tempfile
from pathlib import Path

from data.errors import BoardError
from data.store import Store, differences, migrate, open_store, write_migration
from data.texts import Text

HELP = Text(
    "声明改动后生成所需的数据库迁移（--check：缺少时报错）",
    "write the migration that changed declarations need (--check: fail when one is missing)",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("message", nargs="?", default="", help="what changes, in a few words")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when declarations and schema differ")


def run(arguments: argparse.Namespace) -> int:
    """Compares the declarations with a fresh, migrated SQLite store; that one is thrown away."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'board.db'}", Path(folder))
        try:
            migrate(store)
            return _check(store) if arguments.check else _write(store, arguments.message)
        finally:
            store.close()


def _check(store: Store) -> int:
    missing = differences(store)
    if missing:
        line = "declared but not migrated; `python run.py migration MESSAGE` writes it"
        raise BoardError("\n".join([line, *missing]))
    return 0


def _write(store: Store, message: str) -> int:
    if not message:
        raise BoardError("say in a few words what changes: python run.py migration 'markets know their …'")
    if not differences(store):
        raise BoardError("nothing to write: the migrated schema is what the declarations say")
    print(*write_migration(store, message), sep="\n")
    return 0
