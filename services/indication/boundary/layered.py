"""Which layers of a file are the boundary, and what lies on each other in them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.ground import geometry
from services.indication.boundary.errors import Layer, LayersUnknown
from services.indication.boundary.raw import RawFeature, RawFile

# A picture of an outline needs no more than so many steps from side to side.
PICTURED = 400
# What two neighbours share by a line drawn twice is less than this part of the smaller one.
OVERLAP = 0.01


def one_boundary(raw: RawFile, chosen: Collection[str], said: list[Text]) -> RawFile:
    """The file with the layers that were chosen, or with its only layer of polygons; raises LayersUnknown."""
    by_layer: dict[str, list[RawFeature]] = {}
    for one in raw.features:
        by_layer.setdefault(one.layer, []).append(one)
    grounds = {name: found for name, found in by_layer.items() if any(map(is_ground, found))}
    if len(by_layer) < 2 or not grounds:
        return raw
    wanted = [name for name in grounds if name in chosen] or list(grounds)
    if len(wanted) > 1 and not set(wanted) <= set(chosen):
        raise LayersUnknown(tuple(_pictured(name, grounds[name]) for name in grounds))
    left = [name for name in by_layer if name not in wanted]
    if left:
        names = "、".join(f"“{name}”" for name in left)
        said.append(Text(f"未读入的图层：{names}", f"layers that were not read: {names}"))
    return replace(
        raw,
        features=tuple(one for one in raw.features if one.layer in wanted),
        systems=tuple(one for one in raw.systems if one.layer in ("", *wanted)),
    )


def overlaps(shapes: Sequence[BaseGeometry], features: Sequence[RawFeature]) -> list[Text]:
    """A note where features lie on each other: two drafts, or one drawn twice."""
    sound = geometry.sound(np.array(shapes, dtype=object))
    one, other = shapely.STRtree(sound).query(sound, predicate="intersects")
    first, second = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(sound[first], sound[second]))
    least = OVERLAP * np.minimum(shapely.area(sound[first]), shapely.area(sound[second]))
    pairs = np.flatnonzero(shared > least)
    if not len(pairs):
        return []
    a, b = (features[int(places[pairs[0]])].number for places in (first, second))
    return [
        Text(
            f"有 {len(pairs)} 对要素互相重叠（如第 {a} 与第 {b} 个）：可能是几稿画在一个图层里，请核对",
            f"{len(pairs)} pairs of features lie on each other (as {a} and {b}): maybe several drafts in one layer",
        )
    ]


def is_ground(feature: RawFeature) -> bool:
    """Whether a feature is made of polygons."""
    return isinstance(feature.shape, Polygon | MultiPolygon)


def _pictured(name: str, features: Sequence[RawFeature]) -> Layer:
    """A layer with an outline coarse enough to be kept beside the question."""
    polygons = [part for one in features if is_ground(one) for part in geometry.polygons(one.shape)]
    whole = MultiPolygon(polygons)
    west, south, east, north = whole.bounds
    coarse = shapely.simplify(whole, max(east - west, north - south) / PICTURED)
    return Layer(name, len(polygons), shapely.to_geojson(coarse if not coarse.is_empty else whole))
