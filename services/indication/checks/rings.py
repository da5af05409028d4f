"""Checks of single vertices: duplicates, and spikes."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from data.texts import Text
from services.ground import geometry
from services.ground.corners import Corners, Indices, corners
from services.ground.distinct import distinct
from services.indication import words
from services.indication.checks import HERE, Finding, Measure, check
from services.indication.checks.ground import Ground

TRIANGLE = 3


@check(
    "duplicate_vertex",
    "warning",
    title=Text("重复点", "Duplicate vertices"),
    explanation=Text(
        "界线上相邻两点几乎重合，多为重复采点或转换所致，不改变范围，但会造成界址点编号混乱。",
        "Two neighbouring vertices all but coincide: a point taken twice or a trace of conversion. The ground is the "
        "same, but the numbering of boundary points is not.",
    ),
    source=HERE,
    thresholds=("duplicate_distance",),
)
def duplicate_vertices(ground: Ground) -> Iterator[Finding]:
    outline = corners(ground.shapes)
    twice = np.flatnonzero(outline.lengths < ground.limits["duplicate_distance"])
    owners, first, counts = np.unique(outline.owner[twice], return_index=True, return_counts=True)
    spots = geometry.places(shapely.points(outline.xy[twice[first]]))
    for owner, count, place in zip(owners, counts.tolist(), spots, strict=True):
        whose = words.subject(ground.subjects[owner])
        message = Text(f"{whose.zh}有 {count} 个重复点", f"{whose.en}: duplicate vertices ({count})")
        size = Measure(count, Text("个", ""))
        yield Finding("duplicate_vertex", message, place, ground.subjects[owner], size, repairable=True)


@check(
    "spike",
    "warning",
    title=Text("尖刺", "Spikes"),
    explanation=Text(
        "界线在一点处去而复返，形成尖刺或尖槽，多为误采点。",
        "The boundary goes out to a point and comes straight back: mostly a vertex taken by mistake.",
    ),
    source=HERE,
    thresholds=("spike_angle",),
)
def spikes(ground: Ground) -> Iterator[Finding]:
    outline, tips = spike_corners(ground)
    arms = np.minimum(outline.lengths[tips], outline.lengths[outline.previous[tips]])
    sizes = np.bincount(outline.ring)[outline.ring[tips]] if len(tips) else tips
    spots = geometry.places(shapely.points(outline.xy[tips]))
    for owner, arm, size, place in zip(outline.owner[tips], arms.tolist(), sizes, spots, strict=True):
        whose, length = words.subject(ground.subjects[owner]), words.metres(arm)
        message = Text(f"{whose.zh}有尖刺，长 {length.zh}", f"{whose.en}: a spike, {length.en} long")
        measure = Measure(arm, words.METRES)
        mendable = bool(size > TRIANGLE)
        yield Finding("spike", message, place, ground.subjects[owner], measure, local=True, repairable=mendable)


def spike_corners(ground: Ground) -> tuple[Corners, Indices]:
    """The corners without duplicates, and which of them are the tips of spikes."""
    outline = corners(distinct(ground.shapes, ground.limits["duplicate_distance"]))
    return outline, np.flatnonzero(_angles(outline) < ground.limits["spike_angle"])


def _angles(outline: Corners) -> NDArray[np.float64]:
    """The angle in degrees between the two edges at each corner; 180 where one of them has no length."""
    back, on = outline.xy[outline.previous] - outline.xy, outline.xy[outline.following] - outline.xy
    long = np.hypot(*back.T) * np.hypot(*on.T)
    cosine = (back * on).sum(axis=1) / np.where(long > 0, long, 1)
    return np.degrees(np.arccos(np.clip(np.where(long > 0, cosine, -1), -1, 1)))
