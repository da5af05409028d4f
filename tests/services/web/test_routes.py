"""Health, basemap and the start page's other name."""

import json
from collections.abc import Mapping

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.store import Store, open_store
from services.web.routes import board_routes

STYLE = json.dumps({"version": 8, "layers": [{"id": "ground"}] * 50}).encode()


def basemap(name: str, query: Mapping[str, str]) -> tuple[bytes, str] | None:
    return (STYLE, "application/json") if name == "style.json" else None


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(Starlette(routes=board_routes(lambda: store, basemap, "overview")), follow_redirects=False)


def test_health(client):
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz").headers["cache-control"] == "no-store"


def test_a_store_without_tables_is_not_ready(tmp_path):
    bare = open_store(folder=tmp_path / "bare", url=f"sqlite:///{tmp_path / 'bare.db'}")
    app = Starlette(routes=board_routes(lambda: bare, basemap, "overview"))
    assert TestClient(app).get("/readyz").status_code == 503


def test_basemap_files_are_packed_tagged_and_named(client):
    response = client.get("/basemap/style.json", headers={"accept-encoding": "gzip"})
    assert (response.content, response.headers["content-encoding"]) == (STYLE, "gzip")
    assert response.headers["content-type"] == "application/json"
    tag = response.headers["etag"]
    again = client.get("/basemap/style.json", headers={"accept-encoding": "gzip", "if-none-match": tag})
    assert again.status_code == 304
    assert client.get("/basemap/other.json").status_code == 404
    assert client.get("/basemap/../style.json").status_code == 404


def test_a_style_that_changes_is_served_anew(store: Store) -> None:
    styles = [b"one", b"two"]
    routes = board_routes(lambda: store, lambda _name, _query: (styles[0], "application/json"), "overview")
    client = TestClient(Starlette(routes=routes))
    first = client.get("/basemap/light.json")
    del styles[0]
    second = client.get("/basemap/light.json", headers={"if-none-match": first.headers["etag"]})
    assert (first.text, second.text, second.headers["cache-control"]) == ("one", "two", "no-cache")


def test_the_start_page_under_its_own_name(client):
    response = client.get("/overview?as_of=2026-11-22&sector=food&sector=seed")
    assert response.status_code == 307
    assert response.headers["location"] == "/?as_of=2026-11-22&sector=food&sector=seed"
    assert client.get("/overview").headers["location"] == "/"
