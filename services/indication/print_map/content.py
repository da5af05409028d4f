"""What a print map shows over its basemap. Plots come in as a number for each village, never as ground."""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from data import geo
from services.ground import geometry
from services.ground.coordinates import Point

AreaKind = Literal["in_force", "draft", "core", "former"]
PinKind = Literal["blocking", "finding", "comment"]

ENDINGS = re.compile(r"(社区)?(居民委员会|居委会|村民委员会|村委会|村)$")
# About a kilometre: as near as a village is known, and no nearer.
SKETCH_DECIMALS = 2
TOWNSHIP = "辛口镇"
COUNTS = {"village": pl.String, "plots": pl.Int64, "longitude": pl.Float64, "latitude": pl.Float64}


@dataclass(frozen=True, slots=True)
class Area:
    """A boundary as GeoJSON text, faults and all; `label` names it in the legend, `kind` chooses the line."""

    geometry: str
    label: str
    kind: AreaKind = "draft"


@dataclass(frozen=True, slots=True)
class Pin:
    """A finding or comment at a place (longitude, latitude), listed beside the map under its number."""

    place: Point
    text: str
    kind: PinKind = "finding"


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything drawn over the basemap.

    `added` and `removed` are GeoJSON texts as of `services.indication.compare`; `counts` is what `by_village` gives.
    Pins are numbered from 1 in their order.
    """

    areas: Sequence[Area] = ()
    added: str | None = None
    removed: str | None = None
    counts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COUNTS))
    pins: Sequence[Pin] = ()


def ranks(areas: Sequence[Area]) -> list[int]:
    """For each boundary how many of its kind come after it, the last being what the map is about: two of a kind are
    never drawn alike."""
    kinds = [area.kind for area in areas]
    return [kinds[place + 1 :].count(kind) for place, kind in enumerate(kinds)]


def tags(areas: Sequence[Area]) -> list[str]:
    """A letter for each boundary that shares its kind with another, "" for the others."""
    kinds = [area.kind for area in areas]
    letters = iter(string.ascii_uppercase)
    return [next(letters, "") if kinds.count(kind) > 1 else "" for kind in kinds]


def tag_places(areas: Sequence[Area]) -> list[Point | None]:
    """For each boundary its corner that is farthest from all others, where its letter stands; None without corners."""
    lines = [_outer(geometry.to_metres(geometry.read(area.geometry))) for area in areas]
    on_earth = [line for line in lines if np.isfinite(line.bounds).all()]
    return [_own_corner(line, [other for other in on_earth if other is not line]) for line in lines]


def _outer(area: BaseGeometry) -> BaseGeometry:
    rings = shapely.get_exterior_ring(shapely.get_parts(area))
    return shapely.GeometryCollection([ring for ring in rings if ring is not None])


def _own_corner(line: BaseGeometry, others: Sequence[BaseGeometry]) -> Point | None:
    metres = shapely.get_coordinates(line)
    corners = np.array(shapely.points(metres[np.isfinite(metres).all(axis=1)]), dtype=object)
    if not len(corners):
        return None
    apart = [shapely.distance(corners, other) for other in others] or [shapely.get_y(corners)]
    own = np.nan_to_num(np.min(apart, axis=0), nan=0.0)
    place = geometry.to_degrees(corners[int(np.argmax(own))])
    return place.x, place.y


def by_village(plots: pl.DataFrame) -> pl.DataFrame:
    """Plots (village, geometry, point) counted by village: village, plots, longitude, latitude; most plots first.

    A known village stands at its own point. Any other stands at the middle of its plots rounded to 0.01°, about a
    kilometre, so that no plot can be told; without any place its degrees are null.
    """
    shapes = geometry.read_shapes(plots["geometry"], plots["point"])
    middles = shapely.get_coordinates(shapely.centroid(shapes[~shapely.is_missing(shapes)]))
    placed = plots.filter(pl.Series(~shapely.is_missing(shapes), dtype=pl.Boolean)).select("village")
    rough = (
        placed.with_columns(x=pl.Series(middles[:, 0]), y=pl.Series(middles[:, 1]))
        .group_by("village")
        .agg(pl.col("x", "y").mean().round(SKETCH_DECIMALS))
    )
    known = {name: (x, y) for name, x, y in _villages().iter_rows()}
    counted = plots.group_by("village").agg(plots=pl.len()).join(rough, on="village", how="left")
    rows = [(village, number, *known.get(_plain(village), (x, y))) for village, number, x, y in counted.iter_rows()]
    return pl.DataFrame(rows, schema=COUNTS, orient="row").sort("plots", "village", descending=[True, False])


def _villages() -> pl.DataFrame:
    """Plain name, longitude, latitude; of two villages of a name, that of the radish's own township."""
    rows = geo.points("villages").sort(pl.col("township") != TOWNSHIP, maintain_order=True)
    names = rows["name"].map_elements(_plain, return_dtype=pl.String)
    return rows.select(names.alias("name"), "longitude", "latitude").unique("name", keep="first", maintain_order=True)


def _plain(village: str) -> str:
    """The name without its ending; statistics write 沙沃 where people write 沙窝."""
    return ENDINGS.sub("", village.strip()).replace("沙窝", "沙沃")
