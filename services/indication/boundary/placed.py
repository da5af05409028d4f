"""The shapes of a file in WGS-84: turned where all stand the other way round, refused where they can't be right."""

import json
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data import geo
from data.texts import Text
from services.ground import geometry
from services.ground.coordinates import Point, stands, to_wgs84, turned
from services.indication.boundary.errors import SystemContradicted

SHOWN = 5
METRES_OF_A_KILOMETRE = 1000


def placed(
    shapes: Sequence[BaseGeometry], system: str, numbers: Sequence[int]
) -> tuple[Sequence[BaseGeometry], list[Text]]:
    """The shapes in WGS-84; raises SystemContradicted where they lie outside China in either order."""
    points = points_of(shapes)
    turn = turned(points, system)
    if not turn and not stands(points, system):
        raise _elsewhere(shapes, system, numbers)

    def convert(given: np.ndarray) -> np.ndarray:
        return np.array(to_wgs84([(x, y) for x, y in (given[:, ::-1] if turn else given).tolist()], system))

    return shapely.transform(np.array(shapes, dtype=object), convert).tolist(), [_turned_note()] if turn else []


def refuse_elsewhere(shapes: Sequence[BaseGeometry], system: str) -> None:
    """Raises SystemContradicted for an area that lies wholly outside the district."""
    district = geometry.read(json.dumps(geo.outline()))
    ground = shapely.union_all(geometry.sound(np.array(shapes, dtype=object)))
    if ground.is_empty or ground.intersects(district):
        return
    here, there = points_of([shapely.shortest_line(district, ground)])
    away = geometry.distance(here, there) / METRES_OF_A_KILOMETRE
    raise SystemContradicted(
        Text(
            f"按 {system} 读取，整个范围在本区以外，距区界约 {away:.1f} 千米（{there[0]:.5f}, {there[1]:.5f}）",
            f"read as {system} the whole area lies outside the district, some {away:.1f} km off "
            f"({there[0]:.5f}, {there[1]:.5f})",
        ),
        Text(
            "核对坐标系、分带（如 39 带写成 40 带）、度分秒写法和 X、Y 次序，改正后重新读取",
            "check the system, the zone, how degrees are written and the order of X and Y, then read it again",
        ),
    )


def points_of(shapes: Sequence[BaseGeometry]) -> list[Point]:
    """All their points, as they are written."""
    return [(x, y) for x, y in shapely.get_coordinates(np.array(shapes, dtype=object)).tolist()]


def _turned_note() -> Text:
    return Text(
        "坐标全部按“纬度、经度”或“北、东”顺序书写，已对调；请在地图上核对位置",
        "all coordinates stood as latitude, longitude or northing, easting and were turned: look at the map",
    )


def _elsewhere(shapes: Sequence[BaseGeometry], system: str, numbers: Sequence[int]) -> SystemContradicted:
    """Names the points that are wrong: those that would be right in the other order, else those outside."""
    given, owner = shapely.get_coordinates(np.array(shapes, dtype=object), return_index=True)
    first = np.searchsorted(owner, owner)
    points = [(x, y) for x, y in given.tolist()]
    out = [place for place, point in enumerate(points) if not stands([point], system)]
    if 2 * len(out) > len(points):
        back = [place for place, point in enumerate(points) if not turned([point], system)]
        out = back if 0 < len(back) < len(out) else out
    # A ring's last point is its first once more.
    seen = list({points[place]: place for place in reversed(out)}.values())[::-1]
    named = [
        (numbers[int(owner[place])], place - int(first[place]) + 1, f"{points[place][0]:.10g}, {points[place][1]:.10g}")
        for place in seen[:SHOWN]
    ]
    zh = "、".join(f"第 {feature} 个要素第 {vertex} 点（{text}）" for feature, vertex, text in named)
    en = ", ".join(f"vertex {vertex} of feature {feature} ({text})" for feature, vertex, text in named)
    more = f"等 {len(seen)} 点" if len(seen) > SHOWN else ""
    swapped = all(turned([points[place]], system) for place in out) and len(out) < len(points)
    mend = Text(
        "坐标系不对，或这些点的数字有误：米制坐标选 EPSG:4548 等平面坐标系，并检查文件",
        "the system is wrong, or these points are: for metres choose EPSG:4548 or the like; check the file",
    )
    if swapped:
        mend = Text(
            "这些点的经度和纬度（或北、东坐标）颠倒了，改正后重新上传", "their numbers are swapped: correct them"
        )
    return SystemContradicted(
        Text(
            f"按 {system} 读取，有坐标落在中国以外：{zh}{more}",
            f"read as {system}, some coordinates lie outside China: {en}" + (" and others" if more else ""),
        ),
        mend,
    )
