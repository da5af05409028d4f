"""Boundary files that wait: read, asked about, made a draft, or given up."""

import json
from dataclasses import replace

import pytest

from data.store import Store, get_attachment, load_staged, new_staged, read_rows, save_staged
from data.store.errors import OlderShape, StoreError
from data.texts import Text
from services.indication.uploads import examine, give_up, load, make_draft, take
from services.rights import NotAllowed
from tests.services.indication.reviewing import AUTHOR, CLOCK, SQUARE, VIEWER, draft

FEATURE = {"type": "Feature", "properties": {"坐标系": "WGS-84"}, "geometry": json.loads(SQUARE)}


def content(**properties: str) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [{**FEATURE, "properties": properties}]}).encode()


def silent(_fraction: float, _message: Text) -> None:
    """Nobody looks at the progress."""


def taken(store: Store, file: bytes) -> str:
    return take(store, AUTHOR, "范围.geojson", file, silent)


def test_a_file_that_says_its_system_is_read_at_once(store: Store) -> None:
    upload = load(store, taken(store, content(坐标系="WGS-84")))
    assert upload.boundary is not None
    assert (upload.boundary.system, upload.boundary.known, upload.refusal) == ("WGS-84", "file", None)


def test_a_file_without_a_system_asks_and_is_read_again(store: Store) -> None:
    id = taken(store, content())
    asked = load(store, id)
    assert (asked.boundary, asked.asks, asked.suggested) == (None, True, "WGS-84")
    examine(store, AUTHOR, id, "GCJ-02", silent)
    read = load(store, id)
    assert read.boundary is not None
    assert (read.boundary.system, read.boundary.known, read.answer, read.asks) == ("GCJ-02", "asked", "GCJ-02", False)


@pytest.mark.parametrize("file", [b"no map", b'{"type": "FeatureCollection", "features": []}'])
def test_a_refusal_says_how_to_mend_it_and_keeps_the_file(store: Store, file: bytes) -> None:
    upload = load(store, taken(store, file))
    assert upload.boundary is None
    assert upload.refusal is not None
    assert all(upload.refusal.both())
    assert get_attachment(store, upload.sha256) == file


def test_a_draft_keeps_file_and_system(store: Store) -> None:
    file = content(坐标系="WGS-84")
    upload = load(store, taken(store, file))
    make_draft(store, AUTHOR, upload, replace(draft(""), title="新稿"), clock=CLOCK)
    row = read_rows(store, "gi_areas").row(0, named=True)
    assert (row["title"], row["declared_system"], row["source_name"]) == ("新稿", "WGS-84", "范围.geojson")
    assert get_attachment(store, row["source"]) == file
    with pytest.raises(StoreError):
        load(store, upload.id)


def test_nothing_becomes_a_draft_that_was_not_read(store: Store) -> None:
    with pytest.raises(StoreError):
        make_draft(store, AUTHOR, load(store, taken(store, content())), draft(""), clock=CLOCK)


def test_an_upload_is_given_up(store: Store) -> None:
    id = taken(store, content())
    give_up(store, AUTHOR, id)
    with pytest.raises(StoreError):
        load(store, id)


def test_who_may_not_hand_in_hands_in_nothing(store: Store) -> None:
    with pytest.raises(NotAllowed):
        take(store, VIEWER, "范围.geojson", content(), silent)


def test_an_upload_that_an_older_version_kept_is_said(store: Store) -> None:
    id = taken(store, content(坐标系="WGS-84"))
    save_staged(store, id, {"boundary": "范围.geojson", "sha256": "0", "read": {"outline": []}})
    with pytest.raises(OlderShape):
        load(store, id)


def test_an_upload_of_ledgers_is_none_of_a_boundary(store: Store) -> None:
    id = new_staged(store, "ledgers", AUTHOR.actor, {"files": []})
    for touched in (load, lambda store, id: give_up(store, AUTHOR, id)):
        with pytest.raises(StoreError):
            touched(store, id)
    assert load_staged(store, "ledgers", id).state == {"files": []}
