"""Checks of rings against each other and themselves: what makes a polygon no polygon (OGC 06-103r4, 6.1.11)."""

from collections.abc import Iterator

import numpy as np
import shapely

from data.texts import Text
from services.ground import geometry
from services.ground.corners import Indices, corners
from services.ground.distinct import distinct
from services.ground.geometry import Shapes
from services.indication import words
from services.indication.checks import Finding, check
from services.indication.checks.ground import Ground

# Metres: crossings as near as that are one.
TOGETHER = 0.05
SIMPLE_FEATURES = Text("OGC 06-103r4《简单要素访问》6.1.11", "OGC 06-103r4, Simple feature access, 6.1.11")
REASONS = {
    "Self-intersection": Text("界线去而复返，与自身重叠", "the boundary runs back over itself"),
    "Ring Self-intersection": Text("界线与自身相接", "a ring touches itself"),
    "Hole lies outside shell": Text("空洞位于外界之外", "a hole lies outside its outer ring"),
    "Holes are nested": Text("空洞套空洞", "a hole lies in a hole"),
    "Interior is disconnected": Text("空洞把范围切断", "holes cut the polygon in two"),
    "Nested shells": Text("一块范围套在另一块之内", "one part lies inside another"),
    "Duplicate Rings": Text("同一界线出现两次", "the same ring stands twice"),
}
OTHER = Text("点数不足以围成面", "too few points for a polygon")


@check(
    "self_intersection",
    "blocking",
    title=Text("界线自相交", "Self-intersection"),
    explanation=Text(
        "界线与自身相交，内外无法判定，面积不可靠，不得定稿。",
        "The boundary crosses itself: what is inside is not decided and no area can be relied on, so it can't be "
        "signed off.",
    ),
    source=SIMPLE_FEATURES,
)
def self_intersections(ground: Ground) -> Iterator[Finding]:
    owners, points = _crossings(ground)
    for owner, place in zip(owners, geometry.places(points), strict=True):
        whose = words.subject(ground.subjects[owner])
        message = Text(f"{whose.zh}在此处自相交", f"{whose.en} crosses itself here")
        yield Finding("self_intersection", message, place, ground.subjects[owner], local=True, repairable=True)


@check(
    "structure",
    "blocking",
    title=Text("环结构错误", "Faulty rings"),
    explanation=Text(
        "外界与空洞的关系不成立（如空洞在外界之外、相套、切断范围），内外无法判定，不得定稿。",
        "Outer rings and holes contradict each other (a hole outside, nested, cutting the polygon in two): what is "
        "inside is not decided, so it can't be signed off.",
    ),
    source=SIMPLE_FEATURES,
)
def structure(ground: Ground) -> Iterator[Finding]:
    """What GEOS says of it, "reason[longitude latitude]", where no edges cross."""
    faulty = np.setdiff1d(_faulty(ground), _crossings(ground)[0])
    for owner, reason in zip(faulty, shapely.is_valid_reason(ground.outlines[faulty]), strict=True):
        name, _, where = reason.partition("[")
        longitude, latitude = map(float, where.removesuffix("]").split())
        whose, what = words.subject(ground.subjects[owner]), REASONS.get(name, OTHER)
        message = Text(f"{whose.zh}环结构错误：{what.zh}", f"{whose.en}: {what.en}")
        yield Finding("structure", message, (longitude, latitude), ground.subjects[owner], repairable=True)


def _faulty(ground: Ground) -> Indices:
    """Asked of the degrees that are stored: projected, a vertex leaves the edge that it touched."""
    return np.flatnonzero(~shapely.is_valid(ground.outlines))


def _crossings(ground: Ground) -> tuple[Indices, Shapes]:
    """Where edges of a faulty shape cross, overlap, or touch within their ring: its index and a point in metres."""
    faulty = _faulty(ground)
    outline = corners(distinct(ground.shapes[faulty], 0))
    edges = outline.edges
    one, other = shapely.STRtree(edges).query(edges, predicate="intersects")
    apart = (outline.following[one] != other) & (outline.following[other] != one)
    pairs = (one < other) & (outline.owner[one] == outline.owner[other]) & apart
    one, other = one[pairs], other[pairs]
    shared = shapely.intersection(edges[one], edges[other])
    inner = shapely.crosses(edges[one], edges[other]) | (shapely.length(shared) > 0)
    real = inner | (outline.ring[one] == outline.ring[other])
    return _once(faulty[outline.owner[one[real]]], shapely.point_on_surface(shared[real]))


def _once(owners: Indices, points: Shapes) -> tuple[Indices, Shapes]:
    """Each place once: where a vertex lies on the crossing, several pairs of edges meet in it."""
    whose = np.unique(owners)
    middles = [_middles(points[owners == owner]) for owner in whose]
    return np.repeat(whose, [len(found) for found in middles]), np.concatenate([*middles, points[:0]])


def _middles(points: Shapes) -> Shapes:
    return shapely.centroid(shapely.get_parts(shapely.union_all(shapely.buffer(points, TOGETHER))))
