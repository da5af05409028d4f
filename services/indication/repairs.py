"""Repairs of findings: what the geometry would be, and by how much its ground would change.

Nothing is repaired unasked: `proposal` is shown first, and `repaired` makes all accepted repairs at once. Every
repair finds its fault again by the finding's place, so it does not matter what else was repaired before.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from data.errors import BoardError
from data.texts import Text
from services.ground import geometry
from services.ground.distinct import distinct
from services.ground.geometry import DECIMALS, MICROMETRE, Area
from services.indication.checks import Finding
from services.indication.checks.district import beyond
from services.indication.checks.ground import Standard, standard
from services.indication.checks.slivers import hollow, thin
from services.indication.thresholds import Limits

# Places are rounded to a millimetre.
NEAR = 0.01
CORNERS_OF_A_RING = 3
Mend = Callable[[BaseGeometry, BaseGeometry, Standard], BaseGeometry]


class NoRepair(BoardError):
    """A finding that people must settle, or whose repair would leave nothing; `text` says so in both languages."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair does, the geometry after it (GeoJSON text), and the ground before and after."""

    label: Text
    geometry: str
    before: Area
    after: Area

    @property
    def change(self) -> Area:
        """The ground gained, negative where it is lost."""
        return self.after - self.before


def proposal(outline: str, finding: Finding, *, against: Standard | None = None) -> Repair:
    """What repairing one finding would make of the outline it speaks of: the area, or its plot (GeoJSON text).

    Raises NoRepair where the finding can't be repaired, NotGeometry for an outline that is no polygon.
    """
    after = repaired(outline, [finding], against=against)
    return Repair(MENDS[finding.code][0], after, geometry.size(outline), geometry.size(after))


def repaired(outline: str, accepted: Collection[Finding], *, against: Standard | None = None) -> str:
    """The outline with every accepted repair made, in the order of MENDS; all must speak of this outline.

    Raises NoRepair, NotGeometry, and ValueError for findings on several outlines.
    """
    if len({finding.subject for finding in accepted}) > 1:
        raise ValueError("findings on several outlines: repair each outline with its own")
    if not all(finding.repairable for finding in accepted):
        raise NoRepair(
            Text("此项须由人工核实，不能自动修复", "this finding can't be repaired, it must be settled by hand")
        )
    standing = against or standard()
    shape = geometry.to_metres(geometry.read_area(outline))
    valid = shape.is_valid
    for code, (_, mend) in MENDS.items():
        if places := [finding.place for finding in accepted if finding.code == code]:
            shape = mend(shape, geometry.to_metres(shapely.multipoints(places)), standing)
            valid = valid or shape.is_valid
    kept = geometry.rounded(geometry.to_degrees(shape))
    if geometry.ground(kept).is_empty:
        raise NoRepair(Text("修复后图形为空，请重新绘制", "the repair would leave nothing: draw the outline again"))
    return geometry.write(_valid(kept) if valid and not kept.is_valid else kept)


def _valid(shape: BaseGeometry) -> BaseGeometry:
    """Valid again after rounding, which moves a vertex off the edge it touched."""
    return geometry.joined(geometry.polygons(shapely.set_precision(geometry.sound(shape), 10**-DECIMALS)))


def _without_duplicates(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    """All of them: they are one finding."""
    return distinct(shape, standing.limits["duplicate_distance"])


def _without_spikes(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    """Without the corners at the places; a ring that has none left to enclose ground goes."""
    plain = _without_duplicates(shape, places, standing)
    rings = [[_thinned(ring, places) for ring in (part.exterior, *part.interiors)] for part in geometry.polygons(plain)]
    return geometry.joined(
        Polygon(outer, [ring for ring in inner if len(ring)]) for outer, *inner in rings if len(outer)
    )


def _thinned(ring: BaseGeometry, places: BaseGeometry) -> Any:
    corners = shapely.get_coordinates(ring)[:-1]
    kept = corners[~shapely.dwithin(shapely.points(corners), places, NEAR)]
    return kept if len(kept) >= CORNERS_OF_A_RING else kept[:0]


def _without_crossings(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    """Valid polygons of the same ground, less the small loops a crossing leaves behind."""
    kept = [part for polygon in geometry.polygons(shape) for part in _large(polygon, standing.limits)]
    return _plain(shapely.union_all(kept), standing)


def _large(polygon: Polygon, limits: Limits) -> list[Polygon]:
    parts = geometry.polygons(geometry.sound(polygon))
    least = sum(part.area for part in parts) * limits["loop_share"] / 100
    return [part for part in parts if part.area >= least]


def _without_slivers(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    """Strips at the places cut off, gaps filled."""
    ground = np.array([geometry.sound(shape)], dtype=object)
    strips, gaps = (_at(places, thin(ground, kind, standing.limits)[1]) for kind in ("strip", "gap"))
    return _filled(_cut(ground[0], strips, standing), gaps, standing)


def _without_holes(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    ground = np.array([geometry.sound(shape)], dtype=object)
    holes = _at(places, hollow(ground, standing.limits)[1])
    return _filled(ground[0], holes, standing)


def _inside_district(shape: BaseGeometry, places: BaseGeometry, standing: Standard) -> BaseGeometry:
    ground = geometry.sound(shape)
    pieces = _at(places, np.array(beyond(ground, standing), dtype=object))
    return _cut(ground, pieces, standing)


def _cut(ground: BaseGeometry, pieces: Any, standing: Standard) -> BaseGeometry:
    if not len(pieces):
        return ground
    return _plain(shapely.difference(ground, shapely.union_all(pieces), grid_size=MICROMETRE), standing)


def _filled(ground: BaseGeometry, pieces: Any, standing: Standard) -> BaseGeometry:
    if not len(pieces):
        return ground
    return _plain(shapely.union(ground, shapely.union_all(pieces), grid_size=MICROMETRE), standing)


def _plain(shape: BaseGeometry, standing: Standard) -> BaseGeometry:
    """Its polygons, without the lines and the duplicate vertices that an overlay leaves."""
    return distinct(geometry.joined(geometry.polygons(shape)), standing.limits["duplicate_distance"])


def _at(places: BaseGeometry, pieces: Any) -> Any:
    return pieces[shapely.dwithin(pieces, places, NEAR)]


MENDS: dict[str, tuple[Text, Mend]] = {
    "duplicate_vertex": (Text("删除重复点", "Drop duplicate vertices"), _without_duplicates),
    "spike": (Text("删除尖刺顶点", "Drop the tip of the spike"), _without_spikes),
    "self_intersection": (Text("拆开自交，舍去碎块", "Untie the crossings, drop small loops"), _without_crossings),
    "structure": (Text("重建外界与空洞", "Rebuild rings and holes"), _without_crossings),
    "sliver": (Text("切除狭条，填补缝隙", "Cut strips, close gaps"), _without_slivers),
    "hole": (Text("填补空洞", "Fill the hole"), _without_holes),
    "outside_district": (Text("裁至区界示意线", "Clip to the outline of the district"), _inside_district),
}
