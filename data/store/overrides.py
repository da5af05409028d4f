"""The bureau's own registry files: written from the rows of the ledger `settings`, so that both say the same."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from data.store.engine import Store
from data.store.files import write_whole
from data.store.tables import table

LEDGER = "settings"
MARK = "# 由看板的“管理”页写入，请勿手改：看板会照库中的设置重写。 Written by the board; change it on its page.\n"


def override_name(registry: str, day: date) -> str:
    """The name of the file that holds from a day."""
    return f"{registry}.{day.isoformat()}.toml"


def is_ours(path: Path) -> bool:
    """Whether a file was written by the board, and not by hand."""
    return path.read_text(encoding="utf-8", errors="replace").startswith(MARK)


def write_overrides(store: Store) -> None:
    """Bring the files under `registry/` to what the live settings say; files written by hand stay as they are."""
    folder = store.folder / "registry"
    # Where all is as it should be, as at most starts, no writer is needed: the board opens though others write.
    # Read afresh, whatever moment a page looks at.
    with store.data.reading() as connection:
        if _differing(folder, _wanted(connection, store)) == ({}, []):
            return
    # As a writer, for two who write files one after the other might end with the older state.
    with store.writing() as connection:
        missing, left_over = _differing(folder, _wanted(connection, store))
        for name, content in missing.items():
            write_whole(folder / name, content.encode())
        for path in left_over:
            path.unlink()


def _differing(folder: Path, wanted: Mapping[str, str]) -> tuple[dict[str, str], list[Path]]:
    """The files to be written, by name, and those of ours that no setting asks for."""
    missing = {name: content for name, content in wanted.items() if not _says(folder / name, content)}
    left_over = [path for path in folder.glob("*.toml") if path.name not in wanted and is_ours(path)]
    return missing, left_over


def _wanted(connection: sa.Connection, store: Store) -> dict[str, str]:
    rows = table(LEDGER)
    live = sa.select(rows.c.registry, rows.c.holds_from, rows.c.content).where(
        rows.c.district == store.district, rows.c.withdrawn.is_(None)
    )
    return {override_name(registry, day): MARK + content for registry, day, content in connection.execute(live)}


def _says(path: Path, content: str) -> bool:
    return path.is_file() and path.read_bytes() == content.encode()
