"""What stands on a map, as frames: markets as sized and coloured marks, and the names worth showing.

The frame of markets needs the columns code, name, point ("longitude,latitude", null where unknown), merchants
(null where unknown), label (the tooltip, plain text) and colour (#RRGGBB, null for "no data").
"""

from collections.abc import Iterable, Iterator

import polars as pl
import shapely
from shapely.geometry import shape

from data import geo
from data.registry import entries
from services.ground.coordinates import Point
from services.maps.apart import apart
from services.maps.labels import Canvas, Label, Placed, place
from services.maps.view import View

SMALLEST, LARGEST = 5.0, 15.0
PIXELS_OF_ONE_MERCHANT = 0.62
LARGE_WATERS = ("river", "canal", "reservoir")
SIZES = {"selected": 15, "township": 14, "market": 13, "village": 11, "place": 11, "water": 11, "neighbour": 13}
MARK_OF_PLACE, MARK_OF_VILLAGE = 4.0, 1.5


def markets(frame: pl.DataFrame) -> pl.DataFrame:
    """The markets that have a point: code, name, label, colour, longitude, latitude, radius; largest first."""
    degrees = pl.col("point").str.split_exact(",", 1).struct.rename_fields(["longitude", "latitude"])
    radius = (pl.col("merchants").cast(pl.Float64).sqrt() * PIXELS_OF_ONE_MERCHANT).clip(SMALLEST, LARGEST)
    return (
        frame.filter(pl.col("point").is_not_null())
        .select("code", "name", "label", "colour", degrees.alias("degrees"), radius.fill_null(SMALLEST).alias("radius"))
        .unnest("degrees")
        .with_columns(pl.col("longitude", "latitude").cast(pl.Float64), pl.col("radius").round(1))
        .sort("radius", "code", descending=[True, False])
    )


def set_apart(marks: pl.DataFrame, view: View) -> pl.DataFrame:
    """The same marks, none covering another on a view; home_longitude and home_latitude are where those that moved
    belong, null of those that stayed. The largest keep their places."""
    homes = marks.select("longitude", "latitude").rows()
    places = apart(homes, marks["radius"].to_list(), view)
    moved = [home if home != place else (None, None) for home, place in zip(homes, places, strict=True)]
    return marks.with_columns(
        pl.Series(name, [pair[axis] for pair in pairs], dtype=pl.Float64)
        for prefix, pairs in (("", places), ("home_", moved))
        for axis, name in enumerate((f"{prefix}longitude", f"{prefix}latitude"))
    )


def homes(marks: pl.DataFrame) -> list[tuple[Point, Point]]:
    """For each mark that was moved its place and where it belongs."""
    rows = marks.drop_nulls("home_longitude").select("longitude", "latitude", "home_longitude", "home_latitude")
    return [((x, y), (home_x, home_y)) for x, y, home_x, home_y in rows.iter_rows()]


def names(marks: pl.DataFrame, selected: str | None, view: View, language: str, *, scale: float = 1) -> list[Placed]:
    """The names that fit: the selected market, townships, markets by size, then waters, places and villages."""
    rows = marks.to_dicts()
    obstacles = [(row["longitude"], row["latitude"], row["radius"]) for row in rows]
    wanted = [
        *_markets([row for row in rows if row["code"] == selected], "selected", scale),
        *township_names(language, scale),
        *_markets([row for row in rows if row["code"] != selected], "market", scale),
        *neighbour_names(view, language, scale),
        *water_names(scale),
        *_named("markets", "name", "place", MARK_OF_PLACE, scale),
        *_named("villages", "name", "village", MARK_OF_VILLAGE, scale),
    ]
    return place(wanted, view, obstacles)


def townships() -> pl.DataFrame:
    """A point for the name of each township, where one is known: its seat, else the middle of its villages."""
    seats = geo.points("seats").select("name", "longitude", "latitude")
    middles = geo.points("villages").group_by(name="township").agg(pl.col("longitude", "latitude").mean())
    return pl.concat([seats, middles]).unique("name", keep="first", maintain_order=True)


def township_names(language: str, scale: float) -> Iterator[Label]:
    """The names of the townships, at their seats or in the middle of their villages."""
    points = {row["name"]: row for row in townships().to_dicts()}
    for entry in entries("townships"):
        if row := points.get(entry.label.zh):
            text = entry.label(language).removesuffix(" Town").removesuffix(" Subdistrict")
            size = round(SIZES["township"] * scale)
            yield Label(text, row["longitude"], row["latitude"], "township", size, reach=40)


def _markets(rows: Iterable[dict], style: str, scale: float) -> list[Label]:
    size = round(SIZES[style] * scale)
    needed = style == "selected"
    return [
        Label(row["name"], row["longitude"], row["latitude"], style, size, row["radius"], needed=needed) for row in rows
    ]


def neighbour_names(view: Canvas, language: str, scale: float) -> Iterator[Label]:
    """The names of the other districts, in the middle of what the map shows of them."""
    for entry in entries("districts"):
        seen = shape(geo.outline(entry.code)).intersection(shapely.box(*view.bounds))
        if entry.code != geo.XIQING and not seen.is_empty:
            middle = seen.representative_point()
            size = round(SIZES["neighbour"] * scale)
            yield Label(entry.label(language), middle.x, middle.y, "neighbour", size, reach=24)


def water_names(scale: float) -> Iterator[Label]:
    """One label for each of the large waters."""
    for name, (x, y) in large_waters().items():
        yield Label(name, x, y, "water", round(SIZES["water"] * scale), reach=8)


def large_waters() -> dict[str, tuple[float, float]]:
    """A point for each river, canal and reservoir by name, though the source has them in many pieces; no ponds."""
    large = [feature for feature in geo.features("water_names") if feature["properties"]["kind"] in LARGE_WATERS]
    return {f["properties"]["name"]: tuple(f["geometry"]["coordinates"]) for f in reversed(large)}


def _named(file: str, column: str, style: str, radius: float, scale: float) -> list[Label]:
    size = round(SIZES[style] * scale)
    rows = geo.points(file).select(column, "longitude", "latitude").unique(column, maintain_order=True)
    return [Label(text, x, y, style, size, radius) for text, x, y in rows.iter_rows()]
