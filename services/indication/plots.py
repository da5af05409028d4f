"""Plots of a frame as arrays, read and projected once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from services.ground import geometry
from services.ground.geometry import Shapes

POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True)
class Plots:
    """Parallel arrays: codes, users (None where unknown), shapes in degrees, declared 亩 (NaN where unknown)."""

    codes: list[str]
    users: list[str | None]
    degrees: Shapes
    declared: NDArray[np.float64]

    @staticmethod
    def of(frame: pl.DataFrame) -> "Plots":
        """The rows of a frame that have a geometry or a point; columns it lacks are empty. Raises NotGeometry."""
        texts = {name: column(frame, name, pl.String()) for name in ("code", "geometry", "point", "user")}
        shapes = geometry.read_shapes(texts["geometry"], texts["point"])
        known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        codes, users = (texts[name].filter(pl.Series(known)).to_list() for name in ("code", "user"))
        declared = column(frame, "area_declared", pl.Float64()).fill_null(float("nan")).to_numpy()
        return Plots(codes, users, shapes[known], declared[known])

    @cached_property
    def sound(self) -> Shapes:
        """The same ground as valid polygons, in metres; an outline that encloses none is a point."""
        mended = geometry.ground(self.degrees)
        return np.where(shapely.is_empty(mended), shapely.centroid(geometry.to_metres(self.degrees)), mended)

    @cached_property
    def square_metres(self) -> NDArray[np.float64]:
        """The ground of each on the ellipsoid; 0 where only a point is known."""
        return geometry.square_metres(geometry.to_degrees(self.sound))

    @cached_property
    def drawn(self) -> NDArray[np.bool_]:
        """Which of them have an outline, and not just a point."""
        return np.isin(shapely.get_type_id(self.degrees), POLYGONS)


def column(frame: pl.DataFrame, name: str, dtype: pl.DataType) -> pl.Series:
    """A column of the frame, or one of nulls where it has none."""
    if name not in frame.columns:
        return pl.Series(name, [None] * frame.height, dtype=dtype)
    return frame[name].cast(dtype)
