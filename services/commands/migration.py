"""`run.py migration MESSAGE`: writes the migration that new declarations need; a developer's command."""

import argparse
import tempfile
from pathlib import Path

from data.errors import BoardError
from data.store import Store, differences, migrate, open_store, write_migration
from data.texts import Text
from services.words.language import at_terminal

HELP = Text(
    "声明改动后生成所需的数据库迁移（--check：缺少时报错）",
    "write the migration that changed declarations need (--check: fail when one is missing)",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument("message", nargs="?", default="", metavar=_("TEXT"), help=_("what changes, in a few words"))
    parser.add_argument(
        "--check", action="store_true", help=_("write nothing; fail when declarations and schema differ")
    )


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
        zh = "有声明尚无对应的迁移：`python run.py migration 说明` 可生成"
        en = "declared but not migrated; `python run.py migration MESSAGE` writes it"
        raise BoardError(Text("\n".join([zh, *missing]), "\n".join([en, *missing])))
    return 0


def _write(store: Store, message: str) -> int:
    if not message:
        raise BoardError(
            Text(
                "请用几个字说明改了什么：python run.py migration '市场增加……'",
                "say in a few words what changes: python run.py migration 'markets know their …'",
            )
        )
    if not differences(store):
        raise BoardError(
            Text("无须生成：库结构与声明一致", "nothing to write: the migrated schema is what the declarations say")
        )
    print(*write_migration(store, message), sep="\n")
    return 0
