"""A boundary file to areas or plots in WGS-84: the whole way, from bytes to what is stored."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from data import geo
from data.texts import Text
from services.coordinates import Point, stands, to_wgs84, turned
from services.indication import geometry
from services.indication.boundary.angles import Writing, angle, writings
from services.indication.boundary.declared import Known, declared_system
from services.indication.boundary.drivers import environment
from services.indication.boundary.errors import AnglesUnknown, Layer, LayersUnknown, SystemContradicted, SystemUnknown
from services.indication.boundary.planes import in_metres
from services.indication.boundary.raw import RawFeature, RawFile, Stating, Value, unpacked
from services.intake.child import ask
from services.intake.errors import RefusedFile
from services.intake.limits import Limits, limits

Kind = Literal["area", "plots"]
Read = Callable[[str, bytes, Limits], RawFile]
SHOWN = 5
# A picture of an outline needs no more than so many steps from side to side.
PICTURED = 400
# What two neighbours share by a line drawn twice is less than this part of the smaller one.
OVERLAP = 0.01
METRES_OF_A_KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Feature:
    """One area or plot. `geometry` is GeoJSON text in WGS-84 (`geometry.write`), its faults kept; `number` and
    `layer` say where in the file it stood."""

    number: int
    layer: str
    geometry: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Boundary:
    """What a file held. `system` is the declared one, `known` how: the file said so, or a person was asked;
    `vertices` are counted as they came; `notes` say what was odd and how it was handled."""

    name: str
    sha256: str
    form: str
    system: str
    known: Known
    vertices: int
    features: tuple[Feature, ...]
    notes: tuple[Text, ...]

    def as_area(self) -> str:
        """All its polygons as one geometry, parts and holes as they are, in the form of a GEOMETRY column."""
        shapes = [geometry.read_area(feature.geometry) for feature in self.features]
        return geometry.write(geometry.joined(part for shape in shapes for part in geometry.polygons(shape)))


def read_boundary(
    name: str,
    content: bytes,
    answer: str | None = None,
    *,
    layers: Collection[str] = (),
    writing: Writing | None = None,
    kind: Kind = "area",
    read: Read | None = None,
) -> Boundary:
    """The areas or plots in a file. What a person answered: `answer`, the coordinate system; `layers`, which of several
    are meant; `writing`, how numbers that may be degrees and minutes run together are meant.

    An area takes polygons only and touches the district, plots take points and lines as well. Coordinates are
    converted once; where all of them stand in the other order they are turned, with a note. Raises RefusedFile,
    Asks (SystemUnknown, LayersUnknown, AnglesUnknown), SystemContradicted or UnknownSystem, each with how to mend it.
    """
    raw = (read or read_in_child)(name, content, limits())
    said = list[Text]()
    if kind == "area":
        raw = _one_boundary(raw, layers, said)
        _refuse_lines(raw.features)
    shapes = [feature.shape for feature in raw.features]
    points = _points(shapes)
    shapes = _unpacked(shapes, _meant(raw.writing, points, writing), said)
    points = _points(shapes)
    try:
        system, known = declared_system(raw.systems, raw.features, points, raw.form, answer)
    except SystemUnknown as error:
        raise SystemUnknown(error.suggested, datum=error.datum, maker=raw.maker) from error
    placed, notes = _placed(shapes, system, [feature.number for feature in raw.features])
    if kind == "area":
        _refuse_elsewhere(placed, system)
        said += _overlaps(placed, raw.features)
    return Boundary(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        form=raw.form,
        system=system,
        known=known,
        vertices=sum(int(shapely.get_num_coordinates(shape)) for shape in placed),
        features=tuple(
            Feature(one.number, one.layer, geometry.write(shape), one.attributes)
            for one, shape in zip(raw.features, placed, strict=True)
        ),
        notes=(*raw.notes, *said, *notes),
    )


def read_in_child(name: str, content: bytes, limits: Limits) -> RawFile:
    """The file's shapes, read in a limited process of its own; raises RefusedFile."""
    mend = Text("在原软件中重新导出，或只保留需要的图层", "export it again, or keep only the layer that is needed")
    module = "services.indication.boundary.reader"
    found, _ = ask(module, name, content, limits, mend=mend, environment=environment())
    return unpacked(found)


def _refuse_lines(features: Sequence[RawFeature]) -> None:
    others = [one.number for one in features if not isinstance(one.shape, Polygon | MultiPolygon)]
    if others:
        raise RefusedFile(
            Text(
                f"有 {len(others)} 个要素不是面（如第 {others[0]} 个），不能作为范围",
                f"{len(others)} features are no polygons (the first is number {others[0]}): no area is made of them",
            ),
            Text("删除点和线；用线画的范围先转为面", "remove points and lines; turn an outline into a polygon first"),
        )


def _meant(stated: Stating, points: Sequence[Point], answer: Writing | None) -> Writing:
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


def _unpacked(shapes: Sequence[BaseGeometry], writing: Writing, said: list[Text]) -> Sequence[BaseGeometry]:
    """The shapes in degrees."""
    if writing == "degrees":
        return shapes
    said.append(Text("坐标按度分秒连写读取", "the coordinates were read as degrees, minutes and seconds run together"))
    given = np.array(shapes, dtype=object)
    numbers = shapely.get_coordinates(given).ravel().tolist()
    degrees = np.array([angle(number, writing) for number in numbers], dtype=float).reshape(-1, 2)
    return shapely.set_coordinates(given.copy(), degrees).tolist()


def _one_boundary(raw: RawFile, chosen: Collection[str], said: list[Text]) -> RawFile:
    """The file with the layers that were chosen, or with its only layer of polygons; raises LayersUnknown."""
    by_layer: dict[str, list[RawFeature]] = {}
    for one in raw.features:
        by_layer.setdefault(one.layer, []).append(one)
    grounds = {name: found for name, found in by_layer.items() if any(map(_is_ground, found))}
    if len(by_layer) < 2 or not grounds:
        return raw
    wanted = [name for name in grounds if name in chosen] or list(grounds)
    if len(wanted) > 1 and not set(wanted) <= set(chosen):
        raise LayersUnknown(tuple(_pictured(name, grounds[name]) for name in grounds))
    left = [name for name in by_layer if name not in wanted]
    if left:
        names = "、".join(f"“{name}”" for name in left)
        said.append(Text(f"未读入的图层：{names}", f"layers that were not read: {names}"))
    return replace(
        raw,
        features=tuple(one for one in raw.features if one.layer in wanted),
        systems=tuple(one for one in raw.systems if one.layer in ("", *wanted)),
    )


def _is_ground(feature: RawFeature) -> bool:
    return isinstance(feature.shape, Polygon | MultiPolygon)


def _pictured(name: str, features: Sequence[RawFeature]) -> Layer:
    """A layer with an outline coarse enough to be kept beside the question."""
    polygons = [part for one in features if _is_ground(one) for part in geometry.polygons(one.shape)]
    whole = MultiPolygon(polygons)
    west, south, east, north = whole.bounds
    coarse = shapely.simplify(whole, max(east - west, north - south) / PICTURED)
    return Layer(name, len(polygons), shapely.to_geojson(coarse if not coarse.is_empty else whole))


def _overlaps(shapes: Sequence[BaseGeometry], features: Sequence[RawFeature]) -> list[Text]:
    """A note where features lie on each other: two drafts, or one drawn twice."""
    sound = geometry.sound(np.array(shapes, dtype=object))
    one, other = shapely.STRtree(sound).query(sound, predicate="intersects")
    first, second = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(sound[first], sound[second]))
    least = OVERLAP * np.minimum(shapely.area(sound[first]), shapely.area(sound[second]))
    pairs = np.flatnonzero(shared > least)
    if not len(pairs):
        return []
    a, b = (features[int(places[pairs[0]])].number for places in (first, second))
    return [
        Text(
            f"有 {len(pairs)} 对要素互相重叠（如第 {a} 与第 {b} 个）：可能是几稿画在一个图层里，请核对",
            f"{len(pairs)} pairs of features lie on each other (as {a} and {b}): maybe several drafts in one layer",
        )
    ]


def _placed(
    shapes: Sequence[BaseGeometry], system: str, numbers: Sequence[int]
) -> tuple[Sequence[BaseGeometry], list[Text]]:
    """The shapes in WGS-84; raises SystemContradicted where they lie outside China in either order."""
    points = _points(shapes)
    turn = turned(points, system)
    if not turn and not stands(points, system):
        raise _elsewhere(shapes, system, numbers)

    def convert(given: np.ndarray) -> np.ndarray:
        return np.array(to_wgs84([(x, y) for x, y in (given[:, ::-1] if turn else given).tolist()], system))

    return shapely.transform(np.array(shapes, dtype=object), convert).tolist(), [_turned_note()] if turn else []


def _refuse_elsewhere(shapes: Sequence[BaseGeometry], system: str) -> None:
    """Raises SystemContradicted for an area that lies wholly outside the district."""
    district = geometry.read(json.dumps(geo.outline()))
    ground = shapely.union_all(geometry.sound(np.array(shapes, dtype=object)))
    if ground.is_empty or ground.intersects(district):
        return
    here, there = _points([shapely.shortest_line(district, ground)])
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


def _points(shapes: Sequence[BaseGeometry]) -> list[Point]:
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
