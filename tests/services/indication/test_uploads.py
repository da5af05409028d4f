"""Boundary files that wait: read, asked about, made a draft, or given up."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from data.store import Store, get_attachment, load_staged, new_staged, read_rows, save_staged, waiting
from data.store.errors import OlderShape, StoreError
from data.texts import Text
from services.access.rights import NotAllowed
from services.indication.uploads import Answers, examine, give_up, load, make_draft, take
from tests.services.indication.reviewing import AUTHOR, CLOCK, SQUARE, VIEWER, draft

FAULTS = Path(__file__).parent / "boundary/faults"
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
    assert (asked.boundary, asked.asks, asked.suggested) == (None, "system", "WGS-84")
    examine(store, AUTHOR, id, Answers("GCJ-02"), silent)
    read = load(store, id)
    assert read.boundary is not None
    assert (read.boundary.system, read.boundary.known) == ("GCJ-02", "asked")
    assert (read.answers.system, read.asks) == ("GCJ-02", None)


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


@pytest.mark.both_databases
def test_an_upload_becomes_one_draft_however_often_it_is_asked_for(store: Store) -> None:
    """A double click, and two people who look at the same upload, at once."""
    upload, start = load(store, taken(store, content(坐标系="WGS-84"))), Barrier(4)

    def make() -> str:
        start.wait()
        return make_draft(store, AUTHOR, upload, replace(draft(""), title="新稿"), clock=CLOCK)

    with ThreadPoolExecutor(4) as pool:
        codes = {one.result() for one in [pool.submit(make) for _ in range(4)]}
    assert read_rows(store, "gi_areas")["code"].to_list() == list(codes)
    assert make_draft(store, AUTHOR, upload, replace(draft(""), title="新稿"), clock=CLOCK) in codes


def test_nothing_becomes_a_draft_that_was_not_read(store: Store) -> None:
    with pytest.raises(StoreError):
        make_draft(store, AUTHOR, load(store, taken(store, content())), draft(""), clock=CLOCK)


def test_an_upload_whose_reading_is_broken_off_is_not_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the process is killed: what nobody read yet could be neither gone on with nor understood."""

    def killed(*_arguments: object, **_options: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr("services.indication.uploads.read_boundary", killed)
        with pytest.raises(SystemExit):
            taken(store, content(坐标系="WGS-84"))
    assert list(waiting(store, "boundary")) == []
    assert load(store, taken(store, content(坐标系="WGS-84"))).boundary is not None


def test_an_upload_is_given_up(store: Store) -> None:
    id = taken(store, content())
    give_up(store, AUTHOR, id)
    with pytest.raises(StoreError):
        load(store, id)


def test_who_may_not_hand_in_hands_in_nothing(store: Store) -> None:
    with pytest.raises(NotAllowed):
        take(store, VIEWER, "范围.geojson", content(), silent)


def test_which_layer_is_asked_and_read(store: Store) -> None:
    id = take(store, AUTHOR, "p20.gpkg", (FAULTS / "p20_two_drafts.gpkg").read_bytes(), silent)
    asked = load(store, id)
    assert (asked.asks, [layer.name for layer in asked.layers]) == ("layers", ["一稿", "二稿"])
    examine(store, AUTHOR, id, Answers(layers=("二稿",)), silent)
    read = load(store, id)
    assert read.boundary is not None
    assert {one.layer for one in read.boundary.features} == {"二稿"}


def test_how_degrees_are_written_is_asked_before_the_system(store: Store) -> None:
    id = take(store, AUTHOR, "t19.xlsx", (FAULTS / "t19_dmsdot.xlsx").read_bytes(), silent)
    asked = load(store, id)
    assert (asked.asks, asked.suggested) == ("writing", "seconds")
    examine(store, AUTHOR, id, Answers(writing="seconds"), silent)
    assert load(store, id).asks == "system"
    examine(store, AUTHOR, id, Answers("CGCS2000", writing="seconds"), silent)
    assert load(store, id).boundary is not None


def test_what_the_numbers_bear_out_is_offered(store: Store) -> None:
    id = take(store, AUTHOR, "t06b.xlsx", (FAULTS / "t06b_xn_y39_4548.xlsx").read_bytes(), silent)
    examine(store, AUTHOR, id, Answers("EPSG:4548"), silent)
    contradicted = load(store, id)
    assert (contradicted.boundary, contradicted.asks, contradicted.suggested) == (None, None, "EPSG:4527")


def test_an_upload_that_an_older_version_kept_is_said(store: Store) -> None:
    id = taken(store, content(坐标系="WGS-84"))
    save_staged(store, id, {"boundary": "范围.geojson", "sha256": "0", "read": {"outline": []}})
    with pytest.raises(OlderShape):
        load(store, id)


@pytest.mark.parametrize("place", [(), ("answers",), ("read",), ("read", "features", 0)])
def test_a_kept_state_with_a_key_that_nobody_knows_is_said(store: Store, place: tuple[str | int, ...]) -> None:
    id = taken(store, content(坐标系="WGS-84"))
    state = load_staged(store, "boundary", id).state
    part: Any = state
    for step in place:
        part = part[step]
    part["more"] = 1
    save_staged(store, id, state)
    with pytest.raises(OlderShape):
        load(store, id)


def test_an_upload_of_ledgers_is_none_of_a_boundary(store: Store) -> None:
    id = new_staged(store, "ledgers", AUTHOR.actor, {"files": []})
    for touched in (load, lambda store, id: give_up(store, AUTHOR, id)):
        with pytest.raises(StoreError):
            touched(store, id)
    assert load_staged(store, "ledgers", id).state == {"files": []}
