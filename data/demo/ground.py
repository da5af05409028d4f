"""The ground of the demonstration: an outline drawn around the village points of 辛口镇, in metres of EPSG:4548.

Only the points are real; the outline is a sketch and follows no announcement.
"""

import csv
import math
from functools import cache
from random import Random

import pyproj

from data.demo.places import VILLAGES

Point = tuple[float, float]

TOWNSHIP = "120111102"
CENTRE: Point = (496_300.0, 4_327_300.0)
# The rows of villages.csv around which the outline runs, counter-clockwise from the east; the rest lie inside.
AROUND = ("120111102209", "120111102207", "120111102202", "120111102203", "120111102204", "120111102211")
SPACING, SAG, WOBBLE = 220.0, 150.0, 18.0


def to_metres(point: Point) -> Point:
    """Longitude, latitude as easting, northing."""
    return _transformer("EPSG:4490", "EPSG:4548").transform(*point)


def to_degrees(point: Point) -> Point:
    """Easting, northing as longitude, latitude."""
    return _transformer("EPSG:4548", "EPSG:4490").transform(*point)


@cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


@cache
def villages() -> dict[str, Point]:
    """The village points of the township in metres, by code."""
    with VILLAGES.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"].startswith(TOWNSHIP)]
    return {row["code"]: to_metres((float(row["longitude"]), float(row["latitude"]))) for row in rows}


def outline(margin: float, seed: int) -> list[Point]:
    """A closed ring, counter-clockwise, about `margin` metres beyond the villages, with a hand's unevenness.

    Every corner lies in the direction of its own from the centre, so the ring never meets itself.
    """
    corners = [outward(villages()[code], margin) for code in AROUND]
    chance = Random(seed)
    ring = []
    for here, there in zip(corners, [*corners[1:], corners[0]], strict=True):
        steps = max(1, round(math.dist(here, there) / SPACING))
        for share in (n / steps for n in range(steps)):
            sag = SAG * math.sin(math.pi * share)
            ring.append(outward(between(here, there, share), chance.uniform(-WOBBLE, WOBBLE) - sag))
    return [*ring, ring[0]]


def outward(point: Point, metres: float) -> Point:
    """A point moved away from the centre, to the millimetre."""
    long = math.dist(point, CENTRE)
    x, y = (middle + (value - middle) * (1 + metres / long) for value, middle in zip(point, CENTRE, strict=True))
    return (round(x, 3), round(y, 3))


def between(here: Point, there: Point, share: float) -> Point:
    """The point at that share of the way."""
    return (here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share)
