"""Small pictures of outlines beside a question: which layer is meant, what a repair would change."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from services.figures.palette import palette
from services.ground import geometry
from services.indication.print_map.svg import Node, document, lines, node
from services.indication.proposed import Proposed
from services.indication.review_layers import change_colours
from services.maps.view import Bounds

WIDTH, HEIGHT, MARGIN = 220.0, 140.0, 8.0
Points = list[tuple[float, float]]
AROUND = 0.6
# Larger numbers are metres; and a picture needs no finer steps than one in so many.
DEGREES, STEPS = 400.0, 400.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """An outline (GeoJSON text) with the colour of its line and of its ground, "" for none."""

    outline: str
    line: str
    fill: str = ""


def picture(strokes: Sequence[Stroke], box: Bounds | None = None) -> str:
    """An SVG of outlines, the lowest first, north up, within a box in their own numbers; without one, of them all."""
    shapes = [shapely.from_geojson(stroke.outline) for stroke in strokes]
    west, south, east, north = box or shapely.GeometryCollection(shapes).bounds
    # Degrees of longitude are shorter than those of latitude; metres are not.
    narrow = math.cos(math.radians((south + north) / 2)) if max(map(abs, (west, east, north))) < DEGREES else 1.0
    across, along = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / along)
    left, top = (WIDTH - across * scale) / 2, (HEIGHT - along * scale) / 2

    def place(points: Points) -> Points:
        return [(left + (x - west) * narrow * scale, top + (north - y) * scale) for x, y in points]

    frame = shapely.box(*_grown((west, south, east, north), AROUND))
    drawn = [_path(stroke, _near(shape, frame), place) for stroke, shape in zip(strokes, shapes, strict=True)]
    return document(WIDTH, HEIGHT, drawn).decode()


def of_layer(outline: str, others: Sequence[str], theme: str) -> str:
    """One layer of several, with those beside it that lie on the same ground as thin lines."""
    colours, here = palette(theme), shapely.from_geojson(outline).envelope
    beside = [other for other in others if shapely.from_geojson(other).envelope.intersects(here)]
    return picture([Stroke(outline, colours.primary, colours.primary), *(Stroke(one, colours.late) for one in beside)])


def of_repair(before: str, repair: Proposed, theme: str) -> str:
    """The outline before and after a repair with the ground it would add and remove, near to where it changes."""
    colours, tints = palette(theme), change_colours(theme)
    strokes = [Stroke(before, colours.muted)]
    strokes += [
        Stroke(text, tints[name], tints[name]) for name in ("added", "removed") if (text := getattr(repair, name))
    ]
    return picture([*strokes, Stroke(repair.geometry, colours.text)], repair.box)


def _near(shape: BaseGeometry, frame: BaseGeometry) -> list[Points]:
    """The rings of a shape, without those far from the frame; coarse where it has many corners."""
    tolerance = math.sqrt(frame.area) / STEPS
    return [
        [(x, y) for x, y in shapely.simplify(ring, tolerance, preserve_topology=False).coords]
        for part in geometry.polygons(shape)
        for ring in (part.exterior, *part.interiors)
        if shapely.intersects(ring.envelope, frame)
    ]


def _path(stroke: Stroke, rings: list[Points], place: Callable[[Points], Points]) -> Node:
    look = {"fill": stroke.fill or "none", "fill_opacity": 0.35, "fill_rule": "evenodd"}
    return node("path", d=lines(map(place, rings), closed=True), stroke=stroke.line, stroke_width=1.4, **look)


def _grown(box: Bounds, share: float) -> Bounds:
    west, south, east, north = box
    across, along = (east - west) * share, (north - south) * share
    return west - across, south - along, east + across, north + along
