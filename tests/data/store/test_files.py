"""Attachments by content hash, and uploads that wait under an id."""

import pytest

from data.store import (
    Store,
    commit,
    discard_staged,
    files_of,
    get_attachment,
    load_staged,
    new_staged,
    put_attachment,
    save_staged,
    waiting,
)
from data.store.errors import StoreError
from tests.data.store.examples import OFFICER, market

# SHA-256 of "abc", FIPS 180-4, appendix.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_is_kept_under_the_hash_of_its_content(store: Store) -> None:
    kept = put_attachment(store, b"abc", "甲.txt", "text/plain")
    assert kept.sha256 == ABC
    assert put_attachment(store, b"abc", "乙.txt").sha256 == ABC
    assert get_attachment(store, ABC) == b"abc"
    done = commit(store, OFFICER, "上传", [market()], files=[kept])
    assert files_of(store, done.number).rows() == [(ABC, "甲.txt", "text/plain", 3)]


def test_a_damaged_file_is_not_handed_out(store: Store) -> None:
    put_attachment(store, b"abc", "甲.txt")
    (store.folder / "attachments" / ABC[:2] / ABC).write_bytes(b"abd")
    with pytest.raises(StoreError):
        get_attachment(store, ABC)


@pytest.mark.parametrize("hash", ["../../board.db", "", ABC.upper(), ABC + "/.."])
def test_no_path_gets_out_of_the_folder(store: Store, hash: str) -> None:
    with pytest.raises(StoreError):
        get_attachment(store, hash)


@pytest.mark.both_databases
def test_a_staged_upload_survives_and_knows_its_commit(store: Store) -> None:
    id = new_staged(store, "ledgers", OFFICER, {"office": "ZD"})
    save_staged(store, id, {"office": "ZD", "good": 3})
    assert load_staged(store, "ledgers", id).state == {"office": "ZD", "good": 3}
    assert [row.id for row in waiting(store, "ledgers")] == [id]
    done = commit(store, OFFICER, "上传", [market()], batch=id)
    assert load_staged(store, "ledgers", id).commit == done.number
    assert list(waiting(store, "ledgers")) == []


def test_a_discarded_upload_is_gone_with_its_files(store: Store) -> None:
    id = new_staged(store, "ledgers", OFFICER, {}, [("rows.parquet", b"x")])
    discard_staged(store, id)
    assert list((store.folder / "staged").iterdir()) == []
    with pytest.raises(StoreError):
        load_staged(store, "ledgers", id)


@pytest.mark.both_databases
def test_an_upload_of_another_kind_is_not_read(store: Store) -> None:
    new_staged(store, "ledgers", OFFICER, {"files": []})
    boundary = new_staged(store, "boundary", OFFICER, {"boundary": "a.geojson"})
    assert [row.id for row in waiting(store, "boundary")] == [boundary]
    assert boundary not in [row.id for row in waiting(store, "ledgers")]
    with pytest.raises(StoreError):
        load_staged(store, "ledgers", boundary)
