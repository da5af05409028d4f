"""Checks of what the ground looks like: strips and gaps too thin to mean anything, and holes."""

import math
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import shapely

from data.texts import Text
from services.ground import geometry
from services.ground.corners import Indices
from services.ground.geometry import MICROMETRE, Area, Shapes
from services.indication import words
from services.indication.checks import HERE, Finding, Measure, check
from services.indication.checks.ground import Ground
from services.indication.checks.rings import spike_corners
from services.indication.thresholds import Limits

Kind = Literal["strip", "gap"]
LENGTH_TO_WIDTH = 10
LEAST = 0.01
MESSAGES: dict[Kind, Text] = {
    "strip": Text("有狭条，宽约 {width}，面积 {size}", "a strip about {width} wide, {size}"),
    "gap": Text("有缝隙，宽约 {width}，面积 {size}", "a gap about {width} wide, {size}"),
}


@check(
    "sliver",
    "warning",
    title=Text("狭条与缝隙", "Slivers"),
    explanation=Text(
        "窄而长的条带、碎块或缝隙，多为两次数字化的界线未重合所致。",
        "Long thin strips, parts or gaps: mostly two tracings of one line that don't match.",
    ),
    source=HERE,
    thresholds=("sliver_width", "spike_angle"),
)
def slivers(ground: Ground) -> Iterator[Finding]:
    outline, tips = spike_corners(ground)
    for kind in MESSAGES:
        owners, pieces = thin(ground.sound, kind, ground.limits)
        for owner, piece, place in zip(owners, pieces, geometry.places(pieces), strict=True):
            spikes = shapely.points(outline.xy[tips[outline.owner[tips] == owner]])
            if not shapely.dwithin(piece, spikes, ground.limits["duplicate_distance"]).any():
                yield _sliver(kind, ground.subjects[owner], piece, place)


def _sliver(kind: Kind, subject: tuple[str, ...], piece: Any, place: tuple[float, float]) -> Finding:
    whose, wide = words.subject(subject), float(geometry.width(piece))
    said, size = words.metres(wide), words.ground(Area(piece.area))
    zh = MESSAGES[kind].zh.format(width=said.zh, size=size.zh)
    en = MESSAGES[kind].en.format(width=said.en, size=size.en)
    message = Text(f"{whose.zh}{zh}", f"{whose.en}: {en}")
    return Finding("sliver", message, place, subject, Measure(wide, words.METRES), local=True, repairable=True)


def thin(shapes: Shapes, kind: Kind, limits: Limits) -> tuple[Indices, Shapes]:
    """The strips or gaps of valid shapes in metres: the index of the shape, and the polygon.

    A strip is what a shape loses when it shrinks by half the width and grows again; a gap what it gains
    the other way round (morphological opening and closing). What is thinner than duplicate vertices is rounding.
    """
    width = limits["sliver_width"]
    half = width / 2 if kind == "gap" else -width / 2
    corner: dict[str, Any] = {
        "join_style": "mitre",
        "mitre_limit": 1 / math.sin(math.radians(limits["spike_angle"]) / 2),
    }
    smooth = geometry.sound(shapely.buffer(shapely.buffer(shapes, half, **corner), -half, **corner))
    changed = np.flatnonzero(np.abs(shapely.area(smooth) - shapely.area(shapes)) > LEAST)
    more, less = (smooth, shapes) if kind == "gap" else (shapes, smooth)
    lost = shapely.difference(more[changed], less[changed], grid_size=MICROMETRE)
    pieces, owner = shapely.get_parts(lost, return_index=True)
    wide = geometry.width(pieces)
    long = shapely.length(pieces) / 2 > LENGTH_TO_WIDTH * width
    kept = long & (wide < width) & (wide > limits["duplicate_distance"])
    return changed[owner[kept]], pieces[kept]


@check(
    "hole",
    "note",
    title=Text("空洞", "Holes"),
    explanation=Text(
        "范围内留有不属于范围的空地。村庄、水面等可能有意除外，请核对；误留的可填补。",
        "Ground inside the outline that does not belong to it. Villages or water may be left out on purpose: compare "
        "with the announcement, and fill what was left by mistake.",
    ),
    source=HERE,
    thresholds=("sliver_width",),
)
def holes(ground: Ground) -> Iterator[Finding]:
    owners, found = hollow(ground.sound, ground.limits)
    sizes = geometry.square_metres(geometry.to_degrees(found))
    for owner, size, place in zip(owners, sizes.tolist(), geometry.places(found), strict=True):
        whose, said = words.subject(ground.subjects[owner]), words.ground(Area(size))
        message = Text(f"{whose.zh}内有空洞，面积 {said.zh}", f"{whose.en} has a hole of {said.en}")
        measure = Measure(size, words.SQUARE_METRES)
        yield Finding("hole", message, place, ground.subjects[owner], measure, local=True, repairable=True)


def hollow(shapes: Shapes, limits: Limits) -> tuple[Indices, Shapes]:
    """The holes of valid shapes as polygons, with the index of their shape; those thin as a sliver are left to it."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    inner = np.append(False, part[1:] == part[:-1]) if len(part) else np.array([], dtype=bool)
    found = np.array(shapely.polygons(rings[inner]), dtype=object)
    wide = ~shapely.is_empty(shapely.buffer(found, -limits["sliver_width"] / 2))
    return owner[part[inner]][wide], found[wide]
