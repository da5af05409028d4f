"""The boundary of an area, indexed by its edges, so that a table of points is measured at once."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from services.ground.corners import corners
from services.ground.geometry import Shapes


class Outline:
    """An area of valid polygons in metres, ready to be asked how far things are from its boundary."""

    def __init__(self, area: BaseGeometry) -> None:
        self.area = area
        shapely.prepare(area)
        self._edges = corners([area]).edges
        self._tree = shapely.STRtree(self._edges)

    def covers(self, shapes: Any) -> NDArray[np.bool_]:
        """Whether each shape lies wholly inside, the boundary included."""
        return shapely.covers(self.area, shapes)

    def distance(self, shapes: Any) -> NDArray[np.float64]:
        """Metres from each shape to the nearest point of the boundary, from inside as from outside."""
        return self._nearest(shapes)[1]

    def nearest(self, points: Any) -> Shapes:
        """The point of the boundary nearest to each point."""
        ends = shapely.shortest_line(self._edges[self._nearest(points)[0]], points)
        return shapely.get_point(ends, 0)

    def _nearest(self, shapes: Any) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        pairs, metres = self._tree.query_nearest(shapes, return_distance=True, all_matches=False)
        return pairs[1], metres
