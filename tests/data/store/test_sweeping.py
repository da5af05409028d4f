"""What nobody finished goes after its days; what a commit names, or somebody still works on, stays."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.store import (
    Keeping,
    Store,
    commit,
    discard_staged,
    drafts_on,
    get_attachment,
    keep_draft,
    link_for,
    load_staged,
    new_staged,
    put_attachment,
    save_link,
    sweep,
)
from data.store.attachments import attachment_path
from data.store.errors import StoreError
from data.store.sweeping import Swept
from services.records.sweeping import KEPT, tidy
from tests.data.store.examples import OFFICER, market

KEEPING = Keeping(uploads=timedelta(days=30), drafts=timedelta(days=180), files=timedelta(days=7), parts=timedelta(1))
NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)


def on(store: Store, day: datetime) -> Store:
    return replace(store, now=lambda: day)


def aged(path: Path, days: float) -> Path:
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))
    return path


def kept(store: Store, content: bytes, days: float) -> str:
    file = put_attachment(store, content, "甲.pdf")
    aged(attachment_path(store, file.sha256), days)
    return file.sha256


@pytest.mark.both_databases
def test_uploads_and_drafts_go_on_their_day_and_not_before(store: Store) -> None:
    for days, subject in ((181, "old"), (179, "new")):
        keep_draft(on(store, NOW - timedelta(days=days)), OFFICER, f"form/{subject}", {})
    old, new, done = (
        new_staged(on(store, NOW - timedelta(days=days)), "ledgers", OFFICER, {}, [("rows.parquet", b"x")])
        for days in (31, 29, 400)
    )
    for id in (old, new, done):
        aged(store.folder / "staged" / id, 40)
    commit(store, OFFICER, "批", [market()], batch=done)
    assert sweep(store, NOW, KEEPING) == Swept(uploads=1, drafts=1, files=0, links=0)
    assert [draft.subject for draft in drafts_on(store, "form/")] == ["form/new"]
    with pytest.raises(StoreError):
        load_staged(store, "ledgers", old)
    assert load_staged(store, "ledgers", new).id == new
    assert load_staged(store, "ledgers", done).commit == 2
    assert sorted(folder.name for folder in (store.folder / "staged").iterdir()) == sorted([new, done])
    assert sweep(store, NOW, KEEPING) == Swept(0, 0, 0, 0)


def test_files_of_an_upload_that_never_came_to_be_go_after_a_day(store: Store) -> None:
    """A process that was killed while it wrote them leaves a folder that no upload names."""
    for name, days in (("a" * 32, 2), ("b" * 32, 0.5)):
        (store.folder / "staged" / name / "set").mkdir(parents=True)
        aged(store.folder / "staged" / name, days)
    sweep(store, NOW, KEEPING)
    assert [folder.name for folder in (store.folder / "staged").iterdir()] == ["b" * 32]


@pytest.mark.both_databases
def test_a_link_goes_once_it_is_good_no_more(store: Store) -> None:
    save_link(store, "A", "over", NOW - timedelta(seconds=1))
    save_link(store, "B", "good", NOW + timedelta(hours=1))
    assert sweep(store, NOW, KEEPING).links == 1
    assert link_for(store, "good", NOW) == "B"


def test_files_go_unless_a_commit_a_row_a_draft_or_an_upload_names_them(store: Store) -> None:
    nobodys, young = kept(store, b"nobody's", 8), kept(store, b"young", 6)
    brought, typed, waiting = (kept(store, name, 300) for name in (b"brought", b"typed", b"waiting"))
    commit(store, OFFICER, "一", [], files=[put_attachment(store, b"brought", "甲.pdf")])
    aged(attachment_path(store, brought), 300)
    keep_draft(on(store, NOW), OFFICER, "form/1", {"lines": {"a": {"proof": typed}}})
    new_staged(on(store, NOW), "boundary", OFFICER, {"sha256": waiting})
    part = attachment_path(store, young).with_name("x.part")
    part.write_bytes(b"half")
    aged(part, 2)
    assert sweep(store, NOW, KEEPING).files == 2
    assert not part.exists()
    for hash in (young, brought, typed, waiting):
        get_attachment(store, hash)
    with pytest.raises(StoreError):
        get_attachment(store, nobodys)


def test_a_file_that_is_brought_again_is_as_good_as_new(store: Store) -> None:
    hash = kept(store, b"x", 300)
    put_attachment(store, b"x", "乙.pdf")
    assert sweep(store, datetime.now(UTC), KEEPING).files == 0
    get_attachment(store, hash)


def test_a_discarded_upload_leaves_no_folder(store: Store) -> None:
    id = new_staged(store, "ledgers", OFFICER, {}, [("rows.parquet", b"x")])
    discard_staged(store, id)
    assert list((store.folder / "staged").iterdir()) == []


def test_a_day_that_is_fixed_makes_nothing_older_than_it_is(store: Store) -> None:
    """With BOARD_TODAY a year ahead a draft of today is not swept, nor with one a year behind."""
    today = datetime.now(UTC)
    for year in (-1, 1):
        keep_draft(on(store, today), OFFICER, "form/today", {})
        fixed = on(store, today + timedelta(days=365 * year))
        keep_draft(fixed, OFFICER, "form/fixed", {})
        swept = tidy(fixed)
        assert swept is not None
        assert swept.drafts == 0
    assert KEPT.drafts == timedelta(days=180)


def test_where_the_store_is_busy_it_is_left_for_the_next_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.database.PATIENCE", 0.1)
    with store.notes.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert tidy(store) is None
