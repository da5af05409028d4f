"""The corners of many outlines as parallel arrays: for what is asked of each vertex or each edge."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Corners:
    """`owner` is the shape and `ring` the ring a corner belongs to; `previous` and `following` are its neighbours.

    A ring's closing point is left out. Shapes other than polygons have no corners.
    """

    xy: NDArray[np.float64]
    owner: Indices
    ring: Indices
    previous: Indices
    following: Indices

    @property
    def edges(self) -> NDArray[np.object_]:
        """The edge from each corner to the following one."""
        pairs = np.stack([self.xy, self.xy[self.following]], axis=1)
        return np.array(shapely.linestrings(pairs), dtype=object)

    @property
    def lengths(self) -> NDArray[np.float64]:
        """The length of each of `edges`."""
        return np.hypot(*(self.xy[self.following] - self.xy).T)


def corners(shapes: Any) -> Corners:
    """The corners of an array of geometries, in the unit of their coordinates."""
    parts, owner_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    closing = np.append(ring[1:] != ring[:-1], True) if len(ring) else np.array([], dtype=bool)
    xy, ring = xy[~closing], ring[~closing]
    return Corners(xy, owner_of_part[part_of_ring[ring]], ring, *_neighbours(ring))


def _neighbours(ring: Indices) -> tuple[Indices, Indices]:
    here = np.arange(len(ring))
    first = np.searchsorted(ring, ring, side="left")
    last = np.searchsorted(ring, ring, side="right") - 1
    return np.where(here == first, last, here - 1), np.where(here == last, first, here + 1)
