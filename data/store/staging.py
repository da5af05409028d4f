"""Uploads that wait for a person's look: kept under an id, so a reload or another browser finds them.

Every upload has a kind, the name of whoever keeps it and alone understands its state: nobody else reads that.
"""

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa

from data.store.commits import Actor
from data.store.engine import Store
from data.store.errors import StoreError
from data.store.staged_files import StagedFiles, let_go_of_others, set_named, upload_folder, write_set
from data.store.tables import table
from data.texts import Text

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A staged upload: its state as its `kind` keeps it, the files that belong to that state, if any, and the commit
    it became, if it did."""

    id: str
    kind: str
    created: datetime
    actor: str
    state: dict[str, Any]
    files: StagedFiles | None
    commit: int | None


def new_staged(
    store: Store, kind: str, actor: Actor, state: dict[str, Any], files: Iterable[tuple[str, bytes]] | None = None
) -> str:
    """Keep a new upload of that kind, and its files by name; its id. It is there with all its files, or not at all.
    Raises Full."""
    id = uuid.uuid4().hex
    kept = None if files is None else write_set(store, id, files).as_text()
    with store.writing() as connection:
        connection.execute(
            table("staged")
            .insert()
            .values(
                id=id,
                kind=kind,
                created=store.now().replace(tzinfo=None),
                actor=actor.code,
                state=json.dumps(state, ensure_ascii=False),
                files=kept,
            )
        )
    return id


def load_staged(store: Store, kind: str, id: str) -> StagedRow:
    """The staged upload of that kind and id; StoreError when there is none."""
    staged, commits = table("staged"), table("commits")
    query = (
        sa.select(staged, commits.c.number)
        .join(commits, commits.c.batch == staged.c.id, isouter=True)
        .where(staged.c.id == id, staged.c.kind == kind)
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        raise StoreError(
            Text("这个上传已不存在，可能已被放弃", "this upload is no longer there: it may have been discarded")
        )
    return _row(store, row, row.number)


def save_staged(
    store: Store,
    id: str,
    state: dict[str, Any],
    files: Iterable[tuple[str, bytes]] | None = None,
    *,
    at_once: bool = False,
) -> None:
    """Put another state and other files in the place of an upload's own, both or neither. The files before go within
    the hour, with `at_once` now. Raises Full."""
    staged = table("staged")
    kept = None if files is None else write_set(store, id, files)
    values = {"state": json.dumps(state, ensure_ascii=False), "files": kept and kept.as_text()}
    with store.writing() as connection:
        connection.execute(staged.update().where(staged.c.id == id).values(values))
    if kept:
        let_go_of_others(store, id, kept, *([0.0] if at_once else []))


def _row(store: Store, row: sa.Row, commit: int | None) -> StagedRow:
    files = set_named(store, row.id, row.files)
    return StagedRow(row.id, row.kind, row.created.replace(tzinfo=UTC), row.actor, json.loads(row.state), files, commit)


def waiting(store: Store, kind: str) -> Iterator[StagedRow]:
    """The staged uploads of that kind that were not committed, the newest first; read as far as they are asked for."""
    staged, commits = table("staged"), table("commits")
    query = (
        sa.select(staged)
        .join(commits, commits.c.batch == staged.c.id, isouter=True)
        .where(commits.c.number.is_(None), staged.c.kind == kind)
        .order_by(staged.c.created.desc(), staged.c.id)
        .limit(AT_ONCE)
    )
    for offset in count(0, AT_ONCE):
        with store.reading() as connection:
            rows = connection.execute(query.offset(offset)).fetchall()
        for row in rows:
            yield _row(store, row, None)
        if len(rows) < AT_ONCE:
            return


def discard_staged(store: Store, id: str) -> None:
    """Forget a staged upload and its files; what was committed from it stays."""
    with store.writing() as connection:
        connection.execute(table("staged").delete().where(table("staged").c.id == id))
    # Two may forget it at once, and a file may be open elsewhere: what is left behind is swept (`sweeping.py`).
    shutil.rmtree(upload_folder(store, id), ignore_errors=True)
