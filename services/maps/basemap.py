"""The basemap that the application serves under /basemap/: a MapLibre style and the GeoJSON it draws.

Nothing outside is asked for, unless an administrator has set a 天地图 key: then its tiles lie under the outline.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data import geo
from services.ground.coordinates import Point
from services.maps import room
from services.maps.colours import Ground, ground
from services.maps.names import GLYPHS, MARKETS, NAMED, Names, letters
from services.maps.settings import tianditu_key
from services.words.language import pick

FOLDER = "/basemap"
STYLES = {"light.json": "light", "dark.json": "dark"}
AROUND = shapely.box(115.5, 37.5, 119.0, 40.8)
VEIL = 0.68
LETTERS = re.compile(r"letters/(\w+)/(\d{1,5}-\d{1,5})\.pbf")
PLAIN = "plain"
SCALE = re.compile(r"[123](\.\d)?")
NOTHING: Mapping[str, str] = {}
WIDTHS = {"secondary": 0.8, "primary": 1.2, "trunk": 1.6, "motorway": 2.2}
TIANDITU = (
    "https://t{server}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def style_url(
    theme: str,
    language: str,
    *,
    scale: float = 1,
    plain: bool = False,
    without: Iterable[str] = (),
    pins: Iterable[tuple[Point, float]] = (),
    markets: Iterable[str] = (),
    selected: str | None = None,
) -> str:
    """Where the application serves the style of a theme: `plain` ground or the sketch, with names in a language and of
    these markets (codes), `without` those of some kinds (`marks.SIZES`), and none where `pins` (place, radius) lie."""
    asked = {"lang": language, "scale": str(scale) if scale != 1 else "", "ground": PLAIN if plain else ""}
    asked |= {"without": ";".join(without), "pins": room.written(pins)}
    asked |= {"markets": ";".join(markets), "selected": selected}
    query = urlencode({name: text for name, text in asked.items() if text})
    return f"{FOLDER}/{'dark' if theme == 'dark' else 'light'}.json{'?' if query else ''}{query}"


def url(part: str) -> str:
    """Where the application serves a part of the basemap as GeoJSON."""
    return f"{FOLDER}/{part}.geojson"


def resource(name: str, query: Mapping[str, str]) -> tuple[bytes, str] | None:
    """Content and media type of /basemap/`name`?`query`, or None where there is no such file."""
    if name in STYLES:
        found = style(STYLES[name], tianditu_key(), query)
        return json.dumps(found, ensure_ascii=False).encode(), "application/json"
    if asked := LETTERS.fullmatch(name):
        content_of = letters(*asked.groups())
        return None if content_of is None else (content_of, "application/x-protobuf")
    part = name.removesuffix(".geojson")
    if part not in PARTS or part == name:
        return None
    return content(part), "application/geo+json"


@cache
def content(part: str) -> bytes:
    """One part of the basemap as GeoJSON bytes; raises KeyError for an unknown one."""
    return json.dumps(features(part), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def features(part: str) -> dict[str, Any]:
    """One part of the basemap as a FeatureCollection, exterior rings clockwise as d3-geo wants them; read-only."""
    return {"type": "FeatureCollection", "features": PARTS[part]()}


def style(theme: str, key: str = "", query: Mapping[str, str] = NOTHING) -> dict[str, Any]:
    """The MapLibre style (version 8) of a theme; with a 天地图 key its tiles take the place of the sketch, and of its
    names; plain ground has neither. `query` is that of `style_url`."""
    colours, plain = ground(theme), query.get("ground") == PLAIN
    tiles = {f"tianditu-{layer}": _tiles(layer, key) for layer in ("vec", "cva")} if key and not plain else {}
    parts: dict[str, Any] = {part: {"type": "geojson", "data": url(part)} for part in PARTS}
    codes = {name: query[name] for name in ("markets", "selected") if query.get(name)}
    if codes:
        parts[MARKETS] = {"type": "geojson", "data": f"{url(MARKETS)}?{urlencode(codes)}"}
    parts[room.ROOM] = {"type": "geojson", "data": room.read(query.get("pins", ""))}
    without = frozenset(query.get("without", "").split(";"))
    names = Names(theme, pick(None, query.get("lang")), _scale(query.get("scale", "")), bool(codes), without)
    below = [_raster(source, theme) for source in tiles] if tiles else _sketch(colours)
    land = colours.district if plain else colours.land
    layers = [
        {"id": "land", "type": "background", "paint": {"background-color": land}},
        *([] if plain else below + _outline(colours)),
        *(layer for layer in names.layers() if not tiles or layer["source"] == MARKETS),
    ]
    drawn = {layer.get("source") for layer in layers}
    return {
        "version": 8,
        "name": f"xiqing-{theme}",
        "glyphs": GLYPHS,
        "sources": {name: source for name, source in (tiles | parts).items() if name in drawn},
        "layers": layers,
    }


def _scale(text: str) -> float:
    """How large names are; what is no sensible size is left out."""
    return float(text) if SCALE.fullmatch(text) else 1


def _sketch(colours: Ground) -> list[dict[str, Any]]:
    """Fills and roads; what lies outside the district is veiled, so that the eye stays inside."""
    roads = [_road(name, colour) for name, colour in colours.roads.items()]
    return [
        _fill("neighbours", colours.neighbours),
        _line("borders", "neighbours", colours.borders, 1),
        _fill("district", colours.district),
        *roads,
        _fill("outside", colours.land, VEIL),
    ]


def _outline(colours: Ground) -> list[dict[str, Any]]:
    """The district's border with a faint halo."""
    looks = (("outline-halo", 7, 0.14), ("outline", 2, 1))
    return [_line(name, "district", colours.outline, width, opacity) for name, width, opacity in looks]


def _fill(part: str, colour: str, opacity: float = 1) -> dict[str, Any]:
    return {"id": part, "type": "fill", "source": part, "paint": {"fill-color": colour, "fill-opacity": opacity}}


def _line(name: str, part: str, colour: str, width: float, opacity: float = 1) -> dict[str, Any]:
    paint = {"line-color": colour, "line-width": width, "line-opacity": opacity}
    return {"id": name, "type": "line", "source": part, "layout": {"line-join": "round"}, "paint": paint}


def _road(name: str, colour: str) -> dict[str, Any]:
    line = _line(f"road-{name}", "roads", colour, WIDTHS[name])
    line["layout"]["line-cap"] = "round"
    line["paint"]["line-width"] = ["interpolate", ["linear"], ["zoom"], 9, WIDTHS[name], 15, WIDTHS[name] * 4]
    return line | {"filter": ["==", ["get", "highway"], name]}


def _tiles(layer: str, key: str) -> dict[str, Any]:
    tiles = [TIANDITU.format(server=server, layer=layer, key=key) for server in range(8)]
    return {"type": "raster", "tiles": tiles, "tileSize": 256, "maxzoom": 18, "attribution": "天地图"}


def _raster(source: str, theme: str) -> dict[str, Any]:
    dimmed = {"raster-brightness-max": 0.45, "raster-saturation": -0.6} if theme == "dark" else {}
    return {"id": source, "type": "raster", "source": source, "paint": {"raster-saturation": -0.4} | dimmed}


def _neighbours() -> list[dict[str, Any]]:
    return [
        _feature(shape(feature["geometry"]), name=feature["properties"]["name"])
        for feature in geo.features("districts")
        if feature["properties"]["code"] != geo.XIQING
    ]


def _roads() -> list[dict[str, Any]]:
    """One feature for each class, its pieces joined to lines as long as possible."""
    pieces = {name: [] for name in WIDTHS}
    for feature in geo.features("roads_schematic"):
        pieces[feature["properties"]["highway"]].extend(feature["geometry"]["coordinates"])
    return [
        _feature(shapely.line_merge(shapely.MultiLineString(lines)), highway=name) for name, lines in pieces.items()
    ]


def _district() -> list[dict[str, Any]]:
    return [_feature(shape(geo.outline()))]


def _outside() -> list[dict[str, Any]]:
    return [_feature(AROUND.difference(shape(geo.outline())))]


def _feature(geometry: BaseGeometry, **properties: str) -> dict[str, Any]:
    clockwise = shapely.orient_polygons(geometry, exterior_cw=True)
    return {"type": "Feature", "properties": properties, "geometry": mapping(clockwise)}


PARTS = {"neighbours": _neighbours, "district": _district, "roads": _roads, "outside": _outside, **NAMED}
