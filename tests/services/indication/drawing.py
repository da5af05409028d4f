"""Areas and plots drawn in metres around a field in 辛口镇, as the services take them."""

from collections.abc import Iterable

import numpy as np
import polars as pl
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from services.ground import geometry

ORIGIN = (116.98, 39.1)
EAST, NORTH = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4548", always_xy=True).transform(*ORIGIN)
SQUARE = shapely.box(0, 0, 1000, 1000)


def degrees(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres from ORIGIN, in longitude and latitude."""
    return geometry.to_degrees(shapely.transform(shape, lambda xy: np.add(xy, (EAST, NORTH))))


def drawn(shape: BaseGeometry) -> str:
    """The same as GeoJSON text."""
    return geometry.write(degrees(shape))


def metres(text: str) -> BaseGeometry:
    """Back to metres from ORIGIN."""
    return shapely.transform(geometry.to_metres(geometry.read(text)), lambda xy: np.subtract(xy, (EAST, NORTH)))


def spot(x: float, y: float) -> tuple[float, float]:
    """A point in metres from ORIGIN as longitude, latitude."""
    longitude, latitude = shapely.get_coordinates(degrees(shapely.Point(x, y)))[0].tolist()
    return (longitude, latitude)


def point(x: float, y: float) -> str:
    """The same as the text of a POINT column."""
    longitude, latitude = spot(x, y)
    return f"{longitude:.6f},{latitude:.6f}"


def plots(
    *shapes: BaseGeometry | str, users: Iterable[str | None] = (), mu: Iterable[float | None] = ()
) -> pl.DataFrame:
    """Plots P1, P2, … from shapes in metres, or from points as text."""
    drawings = [None if isinstance(shape, str) else drawn(shape) for shape in shapes]
    points = [shape if isinstance(shape, str) else None for shape in shapes]
    count = len(shapes)
    return pl.DataFrame(
        {
            "code": [f"P{number}" for number in range(1, count + 1)],
            "geometry": drawings,
            "point": points,
            "area_declared": [*mu, *[None] * count][:count],
            "village": ["示例村"] * count,
            "user": [*users, *[None] * count][:count],
        },
        schema_overrides={
            "code": pl.String,
            "geometry": pl.String,
            "point": pl.String,
            "area_declared": pl.Float64,
            "village": pl.String,
            "user": pl.String,
        },
    )


NO_PLOTS = plots()
