"""A boundary file to areas or plots in WGS-84: the whole way, from bytes to what is stored."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.coordinates import Point, stands, to_wgs84, turned
from services.indication import geometry
from services.indication.boundary.declared import Known, declared_system
from services.indication.boundary.drivers import environment
from services.indication.boundary.errors import SystemContradicted
from services.indication.boundary.raw import RawFeature, RawFile, Value, unpacked
from services.intake.child import ask
from services.intake.errors import RefusedFile
from services.intake.limits import Limits, limits

Kind = Literal["area", "plots"]
Read = Callable[[str, bytes, Limits], RawFile]


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
    name: str, content: bytes, answer: str | None = None, *, kind: Kind = "area", read: Read | None = None
) -> Boundary:
    """The areas or plots in a file; `answer` is the coordinate system a person gave.

    An area takes polygons only, plots take points and lines as well. Coordinates are converted once; where all
    of them stand in the other order they are turned, with a note. Raises RefusedFile, SystemUnknown,
    SystemContradicted or UnknownSystem, each with how to mend it.
    """
    raw = (read or read_in_child)(name, content, limits())
    if kind == "area":
        _refuse_lines(raw.features)
    system, known = declared_system(raw, answer)
    shapes, notes = _placed([feature.shape for feature in raw.features], system)
    return Boundary(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        form=raw.form,
        system=system,
        known=known,
        vertices=sum(int(shapely.get_num_coordinates(shape)) for shape in shapes),
        features=tuple(
            Feature(one.number, one.layer, geometry.write(shape), one.attributes)
            for one, shape in zip(raw.features, shapes, strict=True)
        ),
        notes=(*raw.notes, *notes),
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


def _placed(shapes: Sequence[BaseGeometry], system: str) -> tuple[Sequence[BaseGeometry], list[Text]]:
    """The shapes in WGS-84; raises SystemContradicted where they lie outside China in either order."""
    points = _points(shapes)
    turn = turned(points, system)
    if not turn and not stands(points, system):
        raise _elsewhere(points[0], system)

    def convert(given: np.ndarray) -> np.ndarray:
        return np.array(to_wgs84([(x, y) for x, y in (given[:, ::-1] if turn else given).tolist()], system))

    return shapely.transform(np.array(shapes, dtype=object), convert).tolist(), [_turned_note()] if turn else []


def _points(shapes: Sequence[BaseGeometry]) -> list[Point]:
    return [(x, y) for x, y in shapely.get_coordinates(np.array(shapes, dtype=object)).tolist()]


def _turned_note() -> Text:
    return Text(
        "坐标全部按“纬度、经度”或“北、东”顺序书写，已对调；请在地图上核对位置",
        "all coordinates stood as latitude, longitude or northing, easting and were turned: look at the map",
    )


def _elsewhere(point: Point, system: str) -> SystemContradicted:
    x, y = point
    return SystemContradicted(
        Text(
            f"按 {system} 读取，有坐标落在中国以外（首点 {x:g}, {y:g}）",
            f"read as {system}, some coordinates lie outside China (the first is {x:g}, {y:g})",
        ),
        Text(
            "坐标系不对，或部分点经纬度颠倒：米制坐标选 EPSG:4548 等平面坐标系，并检查文件",
            "the system is wrong, or some points are turned: for metres choose EPSG:4548 or the like; check the file",
        ),
    )
