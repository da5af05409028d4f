"""Discs that would lie on each other, set apart: each stays at its place, or goes to the nearest free one.

A map can't be clicked through: of two discs at one place only the upper one can be chosen. Those that move are tied to
their places by a line.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from services.ground.coordinates import Point
from services.maps.view import View

GAP, STEP, FARTHEST = 1.5, 6, 150
# Above this many nobody clicks a single one, and the search would take seconds.
MOST = 600

Pixels = NDArray[np.float64]


def apart(places: Sequence[Point], radii: Sequence[float], view: View) -> list[Point]:
    """Where discs of these radii in pixels stand on a view, so that none covers another; the first have their own
    places. Those beyond MOST, and those that find no free place within FARTHEST pixels, stay where they are."""
    standing: list[tuple[float, float, float]] = []
    found: list[Point] = []
    for place, radius in zip(places[:MOST], radii, strict=False):
        home = view.pixel(*place)
        free = _free(home, radius, np.array(standing).reshape(-1, 3))
        standing.append((*free, radius))
        found.append(place if free == home else view.degrees(*free))
    return [*found, *places[MOST:]]


def _free(home: tuple[float, float], radius: float, standing: Pixels) -> tuple[float, float]:
    near = standing[np.hypot(*(standing[:, :2] - home).T) < FARTHEST + 2 * radius + standing[:, 2]]
    for ring in _rings():
        at = ring + home
        room = np.hypot(at[:, None, 0] - near[:, 0], at[:, None, 1] - near[:, 1]) - near[:, 2] - radius
        open_ones = np.flatnonzero((room >= GAP).all(axis=1))
        if len(open_ones):
            x, y = at[open_ones[0]].tolist()
            return x, y
    return home


@cache
def _rings() -> list[Pixels]:
    """Ever further from the middle, which comes first as it is."""
    rings = [np.zeros((1, 2))]
    for reach in range(STEP, FARTHEST + 1, STEP):
        turns = np.linspace(0, 2 * math.pi, max(8, int(2 * math.pi * reach / STEP)), endpoint=False)
        rings.append(reach * np.column_stack([np.cos(turns), np.sin(turns)]))
    return rings
