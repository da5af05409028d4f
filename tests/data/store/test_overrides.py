"""The own registry files follow the rows of the ledger settings, through commit, undo and a start."""

from datetime import date
from pathlib import Path

import pytest

from data.store import SYSTEM, Change, Store, commit, one_moment, read_rows, undo, write_overrides

FILE = "reporting.2026-12-01.toml"


def setting(due_day: int, *, id: int | None = None, version: int | None = None) -> Change:
    values = {"content": f"[monthly]\ndue_day = {due_day}\n", "why": "试", "holds_from": date(2026, 12, 1)}
    return Change("settings", {"registry": "reporting", **values}, id=id, version=version)


def own(store: Store) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (store.folder / "registry").glob("*")}


@pytest.mark.both_databases
def test_commit_and_undo_write_the_file(store: Store) -> None:
    first = commit(store, SYSTEM, "设置", [setting(5)])
    row = read_rows(store, "settings").row(0, named=True)
    second = commit(store, SYSTEM, "设置", [setting(6, id=row["id"], version=row["version"])])
    assert own(store)[FILE].endswith("due_day = 6\n")
    undo(store, SYSTEM, second.number)
    assert own(store)[FILE].endswith("due_day = 5\n")
    undo(store, SYSTEM, first.number)
    assert own(store) == {}


def test_a_start_mends_what_was_left_and_spares_what_was_written_by_hand(store: Store) -> None:
    commit(store, SYSTEM, "设置", [setting(5)])
    folder, written = store.folder / "registry", own(store)
    (folder / "sectors.2026-01-01.toml").write_text(written[FILE], encoding="utf-8")
    (folder / "holidays.toml").write_text("[2027]\noff = []\n", encoding="utf-8")
    (folder / FILE).write_text("[monthly]\ndue_day = 28\n")
    write_overrides(store)
    assert own(store) == {**written, "holidays.toml": "[2027]\noff = []\n"}


def test_a_setting_made_while_somebody_looks_is_written(store: Store) -> None:
    """The moment that a page reads is older than the commit; the files follow the commit."""
    with one_moment(store):
        assert read_rows(store, "settings").is_empty()
        commit(store, SYSTEM, "设置", [setting(5)])
        assert own(store)[FILE].endswith("due_day = 5\n")


def test_without_settings_there_is_no_folder(store: Store, tmp_path: Path) -> None:
    write_overrides(store)
    assert not (tmp_path / "registry").exists()
