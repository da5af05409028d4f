"""Names of the moving map: all of them are sent, and the browser shows at each zoom what there is room for."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import geo
from data.store import SYSTEM, Change, Store, commit, read_rows
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


def names_of(**asked: Any) -> dict[str, Any]:
    """The style at an address that is asked so, as the application serves it."""
    file, query = style_url("light", "zh_CN", **asked).removeprefix("/basemap/").split("?")
    served = resource(file, dict(parse_qsl(query)))
    assert served
    return json.loads(served[0])


def kinds(found: dict[str, Any]) -> set[str]:
    return {layer["id"].removeprefix("names-") for layer in found["layers"] if layer["id"].startswith("names-")}


def test_no_kind_is_named_whose_marks_the_map_does_not_bear() -> None:
    assert kinds(names_of()) == {"neighbour", "village", "place", "water", "township"}
    found = names_of(without=["place", "village"])
    assert kinds(found) == {"neighbour", "water", "township"}
    assert not {"names-place", "names-village"} & found["sources"].keys(), "nor is asked for"


def test_names_leave_room_for_the_pins_at_every_zoom() -> None:
    found = names_of(pins=[((116.9553, 39.0552), 13.0), ((116.96, 39.06), 4.0)])
    (last,) = [layer for layer in found["layers"] if layer.get("source") == "room"]
    assert last == found["layers"][-1], "room is found for the highest layer first"
    assert last["layout"]["text-allow-overlap"]
    assert last["paint"]["text-opacity"] == 0
    told = found["sources"]["room"]["data"]["features"]
    assert [(one["geometry"]["coordinates"], one["properties"]["size"]) for one in told] == [
        ([116.9553, 39.0552], 26),
        ([116.96, 39.06], 8),
    ]


def test_the_address_of_a_style_stays_short_whatever_the_number_of_pins() -> None:
    pins = [((round(116.9 + n / 100_000, 5), 39.0), 13.0) for n in range(5_000)]
    assert len(style_url("light", "zh_CN", pins=pins)) < 6_000
    told = names_of(pins=pins)["sources"]["room"]["data"]["features"]
    sent = [tuple(one["geometry"]["coordinates"]) for one in told]
    assert sent == [place for place, _radius in pins[: len(told)]], "the uppermost first"
    assert len(sent) >= 100


@pytest.mark.parametrize("text", ["", "~", "x_y_1", "116.95530_39.05520", "116.95530_39.05520_7<b>", "1e9_1e9_1", "１"])
def test_what_is_no_pin_takes_no_room(text: str) -> None:
    query = {"lang": "zh_CN", "pins": f"{text}~116.95530_39.05520_7", "without": "<b>;{name}", "ground": "<i>"}
    found = style("light", query=query)
    assert len(found["sources"]["room"]["data"]["features"]) == 1
    assert not [part for part in ("<b>", "{name}", "<i>") if part in json.dumps(found)], "nothing comes back"


HOSTILE = '{name} "引号" <b>x</b> ["get","en"] \\ \u2028'


def test_a_hostile_name_is_text_and_nothing_else(store: Store) -> None:
    row = {**MARKET, "code": "SC001", "name": HOSTILE, "point": "117.0,39.1", "merchants": 15}
    commit(store, SYSTEM, "test", [Change("markets", row)])
    (kept,) = read_rows(store, "markets")["name"]
    assert kept.startswith('{name} "引号" <b>x</b> ["get","en"]')
    (sent,) = json.loads(market_names(store, ["SC001"], 'SC"]{'))["features"]
    assert sent["properties"]["name"] == kept
    for layer in names_of(markets=["SC001"], selected='SC"]{')["layers"]:
        text = layer.get("layout", {}).get("text-field", "O")
        assert text == "O" or text[0] in ("get", "coalesce"), "an expression: in a plain text the map fills braces in"


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
