"""Is it inside? Points, tables of points and plots against an area, with the distance to its boundary."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.ground import geometry
from services.ground.coordinates import Point
from services.ground.geometry import Shapes
from services.indication.outline import Outline
from services.indication.plots import Plots
from services.indication.thresholds import limits

VERDICTS: dict[str, Text] = {
    "inside": Text("在内", "inside"),
    "on_boundary": Text("在界上", "on the boundary"),
    "partly": Text("部分在内", "partly inside"),
    "outside": Text("在外", "outside"),
}
MOST_VERTICES = 500


@dataclass(frozen=True, slots=True)
class Position:
    """Where a point is: a code of VERDICTS, and metres to the boundary."""

    verdict: str
    distance: float


def where_is(area: str, point: Point, *, tolerance: float | None = None) -> Position:
    """Where one point (longitude, latitude) lies; raises NotGeometry when the area is not made of polygons."""
    row = inside(area, pl.Series([f"{point[0]},{point[1]}"]), tolerance=tolerance).row(0, named=True)
    return Position(**row)


def inside(area: str, points: pl.Series, *, tolerance: float | None = None) -> pl.DataFrame:
    """For each "longitude,latitude": `verdict` (inside, on_boundary, outside) and `distance` to the boundary in metres.

    Both are null where the text is no point. `tolerance` is how near to the boundary a point is on it, in metres.
    """
    shapes = geometry.read_points(points)
    known = ~shapely.is_missing(shapes)
    answers = measured(_outline(area), geometry.to_metres(shapes[known]), _tolerance(tolerance))
    rows = pl.DataFrame({"row": np.flatnonzero(known)}).hstack(answers.select("verdict", "distance"))
    every = pl.DataFrame({"row": np.arange(len(shapes))})
    return every.join(rows, on="row", how="left", maintain_order="left").drop("row")


def covered(area: str, plots: pl.DataFrame, *, tolerance: float | None = None) -> pl.DataFrame:
    """For each plot that has a geometry or a point: `code`, `verdict`, `share`, `distance`, `beyond`.

    `share` (0 to 1) of its ground is inside, null for a point; `distance` in metres to the boundary is 0 where it runs
    through the plot; `beyond` is how far it reaches outside in metres, 0 where it does not.
    """
    rows = Plots.of(plots)
    answers = measured(_outline(area), rows.sound, _tolerance(tolerance))
    return answers.insert_column(0, pl.Series("code", rows.codes, dtype=pl.String))


def _outline(area: str) -> Outline:
    return Outline(geometry.ground(geometry.read_area(area)))


def _tolerance(given: float | None) -> float:
    return limits()["line_tolerance"] if given is None else given


def measured(outline: Outline, shapes: Shapes, tolerance: float) -> pl.DataFrame:
    """`verdict`, `share`, `distance`, `beyond` of valid shapes in metres.

    A plot is inside when it reaches no further beyond than the tolerance and loses no more ground than a strip of
    that width along half its outline; outside when it has no more ground than such a strip inside.
    """
    distance, share, beyond = outline.distance(shapes), _shares(outline, shapes), _beyond(outline, shapes)
    near, drawn = distance <= tolerance, np.isfinite(share)
    strip = tolerance * shapely.length(shapes) / 2
    lost, kept = (1 - share) * shapely.area(shapes), share * shapely.area(shapes)
    verdict = np.select(
        [~drawn & near, ~drawn & (beyond == 0), ~drawn, (beyond <= tolerance) & (lost <= strip), kept <= strip],
        ["on_boundary", "inside", "outside", "inside", "outside"],
        "partly",
    )
    columns = {"verdict": verdict.tolist(), "share": share, "distance": distance, "beyond": beyond}
    schema = {"verdict": pl.String(), "share": pl.Float64(), "distance": pl.Float64(), "beyond": pl.Float64()}
    return pl.DataFrame(columns, schema=schema).with_columns(pl.col("share").fill_nan(None))


def _beyond(outline: Outline, shapes: Shapes) -> NDArray[np.float64]:
    """How far the corners of each shape reach outside, in metres."""
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    points = np.array(shapely.points(coordinates), dtype=object)
    out = ~outline.covers(points)
    reach = np.zeros(len(shapes))
    np.maximum.at(reach, owner[out], outline.distance(points[out]))
    return reach


def _shares(outline: Outline, shapes: Shapes) -> NDArray[np.float64]:
    """The share of each shape's ground that is inside, between 0 and 1; NaN for what has no ground."""
    ground = shapely.area(shapes)
    within = np.where(outline.covers(shapes), ground, 0.0)
    crossing = np.flatnonzero((ground > 0) & (within == 0) & shapely.intersects(outline.area, shapes))
    if len(crossing):
        tiles = np.array(_tiles(outline.area), dtype=object)
        one, tile = shapely.STRtree(tiles).query(shapes[crossing], predicate="intersects")
        pieces = shapely.area(shapely.intersection(shapes[crossing[one]], tiles[tile]))
        within[crossing] = np.bincount(one, pieces, minlength=len(crossing))
    return np.clip(np.divide(within, ground, out=np.full(len(ground), np.nan), where=ground > 0), 0, 1)


def _tiles(area: BaseGeometry) -> list[Polygon]:
    """The area in pieces of few vertices, for cutting each plot with a boundary of 100,000 would take minutes."""
    if shapely.get_num_coordinates(area) <= MOST_VERTICES:
        return geometry.polygons(area)
    west, south, east, north = area.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    halves: list[Any] = [
        (west, south, middle[0], north) if east - west > north - south else (west, south, east, middle[1]),
        (middle[0], south, east, north) if east - west > north - south else (west, middle[1], east, north),
    ]
    return [tile for half in halves for tile in _tiles(shapely.intersection(area, shapely.box(*half)))]
