"""What is checked, read and projected once, and what it is held against."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data import geo
from services.ground import geometry
from services.ground.geometry import Area, Shapes
from services.indication.inside import measured
from services.indication.outline import Outline
from services.indication.plots import Plots
from services.indication.thresholds import Limits, limits


@dataclass(frozen=True)
class Standard:
    """What a boundary is held against: the thresholds, and the outline of its district in metres of EPSG:4548."""

    limits: Limits
    district: BaseGeometry


def standard(district: str = geo.XIQING) -> Standard:
    """The standard of a district, with the thresholds the bureau has set; raises KeyError for an unknown district."""
    return Standard(limits(), geometry.ground(shape(geo.outline(district))))


@dataclass(frozen=True)
class Ground:
    """An area in degrees as it was handed in, its declared 亩, its plots, and what they are held against."""

    degrees: Polygon | MultiPolygon
    declared: float | None
    plots: Plots
    standard: Standard

    @staticmethod
    def of(area: str, plots: pl.DataFrame, declared: float | None, against: Standard) -> "Ground":
        return Ground(geometry.read_area(area), declared, Plots.of(plots), against)

    @property
    def limits(self) -> Limits:
        return self.standard.limits

    @cached_property
    def area(self) -> Area:
        """What the area measures on the ellipsoid."""
        return geometry.area(geometry.to_degrees(self.sound[0]))

    @cached_property
    def positions(self) -> pl.DataFrame:
        """Where each plot lies, see `inside.measured`."""
        return measured(Outline(self.sound[0]), self.plots.sound, self.limits["line_tolerance"])

    @cached_property
    def outlines(self) -> Shapes:
        """The area and then every plot that has an outline, as handed in, in degrees."""
        return np.append(np.array([self.degrees], dtype=object), self.plots.degrees[self.plots.drawn])

    @cached_property
    def shapes(self) -> Shapes:
        """The same in metres of EPSG:4548."""
        return geometry.to_metres(self.outlines)

    @cached_property
    def sound(self) -> Shapes:
        """The same ground as valid polygons."""
        return geometry.sound(self.shapes)

    @cached_property
    def subjects(self) -> list[tuple[str, ...]]:
        """Whose each of `outlines` is: no plot's for the area, else the plot's code."""
        return [(), *((self.plots.codes[row],) for row in np.flatnonzero(self.plots.drawn))]
