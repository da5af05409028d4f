"""What a print map shows over its basemap. Plots come in as a number for each village, never as ground."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl
import shapely

from data import geo
from services.coordinates import Point
from services.indication import geometry

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
