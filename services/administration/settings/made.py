"""The settings that were made, and the files somebody wrote by hand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.registry import faults, own_files
from data.store import Store, commits, override_name, read_rows


@dataclass(frozen=True, slots=True)
class Made:
    """What holds from a day on (date.min: always): its tables, and who made it in which commit, when and why. A file
    that was written by hand has no commit."""

    since: date
    file: str
    tables: Mapping[str, Any]
    commit: int | None = None
    actor: str = ""
    at: datetime | None = None
    why: str = ""


def made(store: Store, name: str) -> list[Made]:
    """All that is set in a registry beside what is shipped, the newest first."""
    rows = read_rows(store, "settings", where={"registry": name})
    numbers = commits(store, ledger_name="settings", limit=None).rows_by_key("number", named=True, unique=True)
    kept = [_kept(row, numbers[row["since"]]) for row in rows.iter_rows(named=True)]
    # What is refused is told above all settings, with the reason.
    files = {one.file for one in kept} | {fault.file for fault in faults()}
    by_hand = [
        Made(since, path.name, tomllib.loads(path.read_text(encoding="utf-8")))
        for since, path in own_files(name)
        if path.name not in files
    ]
    return sorted([*kept, *by_hand], key=lambda one: one.since, reverse=True)


def _kept(row: Mapping[str, Any], commit: Mapping[str, Any]) -> Made:
    return Made(
        since=row["holds_from"],
        file=override_name(row["registry"], row["holds_from"]),
        tables=tomllib.loads(row["content"]),
        commit=row["since"],
        actor=commit["actor"],
        at=commit["at"],
        why=row["why"],
    )
