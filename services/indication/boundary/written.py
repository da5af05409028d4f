"""How the numbers of a table are meant, and the shapes in degrees."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.ground.coordinates import Point
from services.indication.boundary.angles import Writing, angle, writings
from services.indication.boundary.errors import AnglesUnknown, SystemContradicted
from services.indication.boundary.planes import in_metres
from services.indication.boundary.raw import Stating


def meant(stated: Stating, points: Sequence[Point], answer: Writing | None) -> Writing:
    """How the numbers of a table are meant: as it says, as a person answered, or as degrees where nothing else can
    be. Raises AnglesUnknown, and SystemContradicted for an answer that can't be."""
    if not stated or in_metres(points):
        return "degrees"
    likely, *others = writings(points)
    if chosen := answer or (stated if stated != "plain" else None):
        if any(angle(number, chosen) is None for point in points for number in point):
            raise _not_so_written(points, chosen)
        return chosen
    if others:
        raise AnglesUnknown(likely, f"{points[0][0]:.10g}")
    return likely


def _not_so_written(points: Sequence[Point], chosen: Writing) -> SystemContradicted:
    wrong = next(number for point in points for number in point if angle(number, chosen) is None)
    return SystemContradicted(
        Text(
            f"坐标 {wrong:.10g} 不能读作度分秒连写：分或秒达到 60",
            f"{wrong:.10g} can't be degrees, minutes and seconds run together: minutes or seconds reach 60",
        ),
        Text("选“十进制度”，或改正表头和坐标", "choose decimal degrees, or correct header and coordinates"),
    )


def in_degrees(shapes: Sequence[BaseGeometry], writing: Writing, said: list[Text]) -> Sequence[BaseGeometry]:
    """The shapes in degrees."""
    if writing == "degrees":
        return shapes
    said.append(Text("坐标按度分秒连写读取", "the coordinates were read as degrees, minutes and seconds run together"))
    given = np.array(shapes, dtype=object)
    numbers = shapely.get_coordinates(given).ravel().tolist()
    degrees = np.array([angle(number, writing) for number in numbers], dtype=float).reshape(-1, 2)
    return shapely.set_coordinates(given.copy(), degrees).tolist()
