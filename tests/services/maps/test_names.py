"""Names of the moving map: all of them are sent, and the browser shows at each zoom what there is room for."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import geo
from data.store import SYSTEM, Change, Store, commit
from services.maps.basemap import features, resource, style, style_url
from services.maps.names import letters
from services.markets.names_on_map import market_names
from services.web.routes import board_routes

MARKET = {"kind": "wet_market", "township": "120111101", "office": "ZD", "status": "open"}


@pytest.fixture
def marked(store: Store) -> Store:
    """Markets so near each other that one zoom can't name them all; one without a point."""
    rows = [
        {
            **MARKET,
            "code": f"SC{n:03}",
            "name": f"示例市场{n:02}",
            "point": f"117.0,39.{100000 + n:06}",
            "merchants": 15 * n,
        }
        for n in range(1, 31)
    ]
    rows.append({**MARKET, "code": "SC900", "name": "示例无坐标市场"})
    commit(store, SYSTEM, "test", [Change("markets", row) for row in rows])
    return store


def test_every_market_that_is_shown_is_named_the_largest_first(marked: Store) -> None:
    asked = [f"SC{n:03}" for n in range(5, 31)] + ["SC900", "no such market"]
    found = [one["properties"] for one in json.loads(market_names(marked, asked, "SC007"))["features"]]
    assert {one["name"] for one in found} == {f"示例市场{n:02}" for n in range(5, 31)}
    assert [one["name"] for one in found if one["selected"]] == ["示例市场07"]
    places = {one["name"]: one["place"] for one in found}
    assert places["示例市场30"] == 0


def test_the_style_asks_for_the_names_of_the_markets_that_are_shown(marked: Store) -> None:
    url = style_url("light", "zh_CN", markets=["SC020", "SC021"], selected="SC021")
    client = TestClient(Starlette(routes=board_routes(lambda: marked, resource, "overview")))
    found = client.get(url).json()
    names = client.get(found["sources"]["market-names"]["data"]).json()["features"]
    assert [one["properties"]["name"] for one in names] == ["示例市场21", "示例市场20"]
    for layer in found["layers"]:
        for font in layer.get("layout", {}).get("text-font", []):
            reply = client.get(found["glyphs"].format(fontstack=font, range="0-255"))
            assert (reply.status_code, reply.headers["content-type"]) == (200, "application/x-protobuf")


def test_villages_waters_and_places_are_all_sent() -> None:
    sent = {one["properties"]["name"] for one in features("names-village")["features"]}
    assert sent == set(geo.points("villages")["name"])
    assert {one["properties"]["name"] for one in features("names-place")["features"]} == set(
        geo.points("markets")["name"]
    )
    assert len(features("names-neighbour")["features"]) == 15
    assert "names-water" in style("dark")["sources"]


def test_townships_are_named_in_the_language_of_the_reader() -> None:
    def text(language: str) -> list:
        layers = style("light", query={"lang": language})["layers"]
        return next(layer for layer in layers if layer["id"] == "names-township")["layout"]["text-field"]

    assert text("en") == ["coalesce", ["get", "en"], ["get", "name"]]
    assert text("zh_CN") == ["coalesce", ["get", "zh_CN"], ["get", "name"]]
    assert all({"zh_CN", "en"} == set(one["properties"]) for one in features("names-township")["features"])


@pytest.mark.parametrize("font", ["regular", "bold"])
def test_letters_and_digits_come_with_the_application(font: str) -> None:
    found = letters(font, "0-255")
    assert found is not None
    (stack,) = (content for _name, content in fields(found))
    glyphs = [dict(fields(content)) for name, content in fields(stack) if name == 3]
    by_code = {glyph[1]: glyph for glyph in glyphs}
    for letter in "0123456789ABZabz.,-()":
        glyph = by_code[ord(letter)]
        assert len(glyph[2]) == (glyph[3] + 6) * (glyph[4] + 6), "a border of three pixels on each side"
        assert max(glyph[2]) > 191, "ink"
        assert 0 < glyph[7] < 24


def test_other_letters_are_left_to_the_readers_fonts() -> None:
    other = letters("regular", "19968-20223")
    assert other is not None
    (stack,) = (content for _name, content in fields(other))
    assert [name for name, _content in fields(stack)] == [1, 2]
    assert letters("../secret", "0-255") is None


def fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a protocol buffer."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte, at = message[at], at + 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    while at < len(message):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            size = varint()
            yield key >> 3, message[at : at + size]
            at += size
