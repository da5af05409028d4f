"""Two versions of a boundary compared: ground, the largest shift of the line, attributes, and plots."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from services.ground import geometry
from services.ground.coordinates import Point
from services.ground.geometry import MICROMETRE, Area
from services.indication.inside import covered
from services.indication.outline import Outline
from services.indication.plots import column

# A boundary is looked at every metre, or 100,000 times.
STEP, MOST_STEPS = 1.0, 100_000
LEAST_SHIFT = 0.001
# Two roundings of one line leave hairlines, which are no ground.
HAIRLINE = 0.01
RANKS = {"outside": 0, "partly": 1, "on_boundary": 1, "inside": 2}


@dataclass(frozen=True, slots=True)
class Shift:
    """The largest distance between two outer boundaries: metres, and where it is on either of them."""

    metres: float
    before: Point
    after: Point


@dataclass(frozen=True, slots=True)
class Changed:
    """An attribute with another value; None where it had none."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of one version in the other.

    `added` and `removed` are GeoJSON texts, None where there is nothing to draw; `shift` is None where the outer line
    is the same to a millimetre; `parts` and `holes` are how many there were and are. `plots` are those that fell in or
    out: code, village, user, before, after (codes of `inside.VERDICTS`) and moved ("in", "out").
    """

    before: Area
    after: Area
    kept_area: Area
    added: str | None
    added_area: Area
    removed: str | None
    removed_area: Area
    shift: Shift | None
    parts: tuple[int, int]
    holes: tuple[int, int]
    attributes: tuple[Changed, ...]
    plots: pl.DataFrame

    @property
    def net_area(self) -> Area:
        """The ground gained, negative where it is lost."""
        return self.after - self.before


def compare(
    before: str,
    after: str,
    plots: pl.DataFrame,
    *,
    was: Mapping[str, Any] | None = None,
    now: Mapping[str, Any] | None = None,
) -> Comparison:
    """Two areas as GeoJSON text, the plots of today, and the attributes of both versions by name.

    `plots` has the columns code, geometry or point, and where known village and user. Raises NotGeometry.
    """
    old, new = (geometry.ground(geometry.read_area(text)) for text in (before, after))
    added, removed = shapely.difference([new, old], [old, new], grid_size=MICROMETRE)
    kept = shapely.intersection(old, new, grid_size=MICROMETRE)
    sizes = geometry.square_metres(geometry.to_degrees([old, new, kept, added, removed]))
    old_area, new_area, kept_area, added_area, removed_area = map(Area, sizes.tolist())
    return Comparison(
        before=old_area,
        after=new_area,
        kept_area=kept_area,
        added=_drawn(added),
        added_area=added_area,
        removed=_drawn(removed),
        removed_area=removed_area,
        shift=_shift(old, new),
        parts=(len(geometry.polygons(old)), len(geometry.polygons(new))),
        holes=(_holes(old), _holes(new)),
        attributes=_attributes(was or {}, now or {}),
        plots=_moved(before, after, plots),
    )


def _drawn(ground: BaseGeometry) -> str | None:
    parts = [part for part in geometry.polygons(ground) if geometry.width(part) > HAIRLINE]
    return geometry.write(geometry.to_degrees(geometry.joined(parts))) if parts else None


def _shift(old: BaseGeometry, new: BaseGeometry) -> Shift | None:
    """The discrete Hausdorff distance of the outer boundaries, exact to half a step. A hole that comes or goes is no
    shift of the line, nor is a part that has no counterpart: they are ground added or removed."""
    before, after = _outer(old, new), _outer(new, old)
    gone, come = _farthest(before, after), _farthest(after, before)
    metres, here, there = gone if gone[0] >= come[0] else (come[0], come[2], come[1])
    return Shift(metres, here, there) if metres > LEAST_SHIFT else None


def _holes(ground: BaseGeometry) -> int:
    return sum(len(part.interiors) for part in geometry.polygons(ground))


def _outer(ground: BaseGeometry, other: BaseGeometry) -> MultiPolygon:
    """The parts that meet the other ground, without their holes; all of them where none does."""
    parts = geometry.polygons(ground)
    met = [part for part in parts if part.intersects(other)]
    return MultiPolygon([Polygon(part.exterior) for part in met or parts])


def _farthest(line: BaseGeometry, other: BaseGeometry) -> tuple[float, Point, Point]:
    """Which point of an outer boundary is farthest from the other one: metres, the point, the nearest of the other."""
    step = max(STEP, line.length / MOST_STEPS)
    points = np.array(shapely.points(shapely.get_coordinates(shapely.segmentize(line.boundary, step))), dtype=object)
    outline = Outline(other)
    metres = outline.distance(points)
    farthest = points[[int(np.argmax(metres))]]
    here, there = geometry.places(np.append(farthest, outline.nearest(farthest)))
    return float(metres.max()), here, there


def _attributes(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Changed, ...]:
    names = dict.fromkeys([*was, *now])
    return tuple(Changed(name, was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name))


def _moved(before: str, after: str, plots: pl.DataFrame) -> pl.DataFrame:
    verdicts = [covered(area, plots).select("code", "verdict") for area in (before, after)]
    both = verdicts[0].rename({"verdict": "before"}).with_columns(verdicts[1]["verdict"].alias("after"))
    names = pl.DataFrame({name: column(plots, name, pl.String()) for name in ("code", "village", "user")})
    rise = pl.col("after").replace_strict(RANKS) - pl.col("before").replace_strict(RANKS)
    return (
        names.unique("code", keep="first")
        .join(both.filter(rise != 0), on="code", maintain_order="right")
        .with_columns(moved=pl.when(rise > 0).then(pl.lit("in")).otherwise(pl.lit("out")))
    )
