"""The basemap: complete, of this application alone, wound as d3-geo needs it, and honest about a 天地图 key."""

import json
from urllib.parse import parse_qsl

import pytest
import shapely
from shapely.geometry import shape

from data import geo
from services.maps.basemap import PARTS, content, features, resource, style, style_url


def addresses(found):
    """What a style asks for; the room for pins is sent with it."""
    asked = [source.get("data") or source["tiles"][0] for name, source in found["sources"].items() if name != "room"]
    assert all(isinstance(address, str) for address in asked)
    return asked


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_style_draws_only_what_the_application_serves(theme):
    name, query = style_url(theme, "zh_CN").removeprefix("/basemap/").split("?")
    served = resource(name, dict(parse_qsl(query)))
    assert served is not None
    found, media_type = json.loads(served[0]), served[1]
    assert media_type == "application/json"
    assert found["version"] == 8
    for address in addresses(found):
        assert address.startswith("/basemap/")
        assert resource(address.removeprefix("/basemap/"), {}) is not None
    assert {layer.get("source") for layer in found["layers"]} <= {None, *found["sources"]}


def test_light_and_dark_differ_in_colour_alone():
    light, dark = style("light"), style("dark")
    assert [layer["id"] for layer in light["layers"]] == [layer["id"] for layer in dark["layers"]]
    assert light["layers"] != dark["layers"]


def test_with_a_key_tiles_take_the_place_of_the_sketch():
    found = style("light", key="0123")
    names = [layer["id"] for layer in found["layers"]]
    assert names == ["land", "tianditu-vec", "tianditu-cva", "outline-halo", "outline"]
    assert all("tk=0123" in tile and "{z}" in tile for tile in found["sources"]["tianditu-vec"]["tiles"])


@pytest.mark.parametrize("key", ["", "0123"])
def test_plain_ground_bears_names_and_nothing_else(key):
    found = style("dark", key, {"lang": "zh_CN", "ground": "plain"})
    assert found["layers"][0]["type"] == "background"
    assert {layer["type"] for layer in found["layers"][1:]} == {"symbol"}
    assert "names-village" in found["sources"]
    assert not {"roads", "district", "tianditu-vec"} & found["sources"].keys()


OTHER = ("", "roads", "roads.json", "../roads.geojson", "light.geojson", "villages.geojson")
OTHER_LETTERS = ("letters/../board/0-255.pbf", "letters/other/0-255.pbf", "letters/regular/0-255")


@pytest.mark.parametrize("name", [*OTHER, *OTHER_LETTERS])
def test_nothing_else_is_served(name):
    assert resource(name, {}) is None


def test_parts_are_geojson_with_clockwise_exteriors():
    for part in PARTS:
        assert json.loads(content(part)) == json.loads(json.dumps(features(part)))
        for feature in features(part)["features"]:
            for polygon in shapely.get_parts(shape(feature["geometry"])):
                assert polygon.geom_type in ("LineString", "Point") or not shapely.is_ccw(polygon.exterior)


def test_roads_keep_their_whole_length_when_joined():
    pieces = [shape(feature["geometry"]).length for feature in geo.features("roads_schematic")]
    joined = [shape(feature["geometry"]).length for feature in features("roads")["features"]]
    assert sum(joined) == pytest.approx(sum(pieces), rel=1e-3)
