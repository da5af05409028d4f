"""A place as people type it: two numbers in any known coordinate system."""

import re

from data.errors import BoardError
from data.texts import Text
from services.ground.coordinates import Point, stands, to_wgs84, turned
from services.indication.boundary.angles import number_of

BETWEEN = re.compile(r"\s*[,，、;；]\s*")


class NoPlace(BoardError):
    """The text is no place; `text` says in both languages how to write one."""


def place_of(typed: str, system: str) -> Point:
    """Longitude and latitude in WGS-84 of "117.0418, 39.1032", degrees-minutes-seconds or metres, in either order.

    Raises NoPlace, UnknownSystem.
    """
    parts = BETWEEN.split(typed.strip())
    if len(parts) != 2:
        parts = typed.split()
    numbers = [number_of(part) for part in parts]
    if len(numbers) != 2 or None in numbers:
        raise NoPlace(
            Text(
                "坐标无法识别：请写成“经度,纬度”，如 117.0418,39.1032 或 117°02′30.5″,39°06′11.5″",
                "no coordinates: write longitude, latitude, as 117.0418, 39.1032 or 117°02′30.5″, 39°06′11.5″",
            )
        )
    x, y = (float(number) for number in numbers if number is not None)
    given = (y, x) if turned([(x, y)], system) else (x, y)
    if not stands([given], system):
        raise NoPlace(
            Text(
                f"按 {system} 读取，该点不在中国：请核对坐标系和数值",
                f"read as {system} the place lies outside China: check system and numbers",
            )
        )
    longitude, latitude = to_wgs84([given], system)[0]
    return round(longitude, 8), round(latitude, 8)
