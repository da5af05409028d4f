"""Which coordinate system a boundary is in: as its file says, or as a person answers, and never both ways."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyproj
from pyproj.exceptions import CRSError

from data.texts import Text
from services.coordinates import (
    CGCS2000,
    CODES,
    WGS_84,
    Point,
    UnknownSystem,
    epsg_code,
    epsg_system,
    is_plane,
    stands,
    turned,
)
from services.indication.boundary import planes
from services.indication.boundary.errors import SystemContradicted, SystemUnknown
from services.indication.boundary.raw import SYSTEM_FIELD, RawFeature, Stated
from services.indication.boundary.signature import GEOJSON, KML
from services.intake.errors import RefusedFile
from services.spoken_systems import Spoken, spoken, system_spoken

Known = Literal["file", "asked"]

# The attributes that say what the format can't; ours is the first.
STATED = (SYSTEM_FIELD, "coordinate_system", "坐标系", "坐标系统", "坐标系名称", "大地基准", "coordsys", "crs", "datum")
OGC = r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
CRS84 = re.compile(OGC + r"OGC[:/][\d.]*[:/]?CRS84H?", re.IGNORECASE)
# The code that GDAL, unlike Esri, writes at the very end of a WKT.
ROOT_CODE = re.compile(r"""(?:AUTHORITY|ID)\["EPSG",\s*"?(\d{4,6})"?\]\]\s*$""", re.IGNORECASE)
WKT = re.compile(r"\s*[A-Z_]+\s*\[", re.IGNORECASE)
# What programs write where no system was set.
NONE_SET = re.compile(r"undefined|^(?:gcs_|d_)?unknown$|unnamed|unspecified|未定义|未知", re.IGNORECASE)
LIKE = 70
PROJECTION = ("meridian", "zone", "width")


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says: `systems` by the board's names, and the projection that its words tell."""

    systems: tuple[str, ...]
    words: Spoken

    def of(self, points: Sequence[Point]) -> list[str]:
        """The systems, where the numbers are metres of our own datum's degrees its plane: that of the zone or meridian
        in words or numbers. A datum alone whose plane nothing tells is left out."""
        if not planes.in_metres(points) or len(self.systems) != 1:
            return list(self.systems)
        [system] = self.systems
        return [plane for plane in (self._plane(points) if system in CODES else system,) if plane]

    def _plane(self, points: Sequence[Point]) -> str | None:
        zone, words = planes.zone_of(points), self.words
        if zone:
            return planes.by_zone(zone)
        meridian = words.meridian or (words.zone and planes.meridian_of(words.zone))
        return planes.by_meridian(meridian, words.width) if meridian else None


def declared_system(
    stated: Sequence[Stated], features: Sequence[RawFeature], points: Sequence[Point], form: str, answer: str | None
) -> tuple[str, Known]:
    """The one system of these features. Raises SystemUnknown, SystemContradicted, UnknownSystem.

    An answer may differ from what the file says only where the numbers disprove the file and bear out the answer.
    """
    answer = (system_spoken(answer) or answer) if answer else None
    said = _said(stated, features)
    _refuse_zone(said.words, points, answer)
    systems, likely = said.of(points), planes.by_numbers(points, said.words.meridian, said.words.width)
    if not systems and said.systems and answer and not _on_own_datum(answer):
        systems = list(said.systems)
    if answer is None and not systems:
        raise SystemUnknown(
            likely or (WGS_84 if form in (GEOJSON, KML) else None), datum=next(iter(said.systems), None)
        )
    if len(systems) > 1:
        raise _several(systems)
    stated_one = systems[0] if systems else None
    if stated_one and not _fits(points, stated_one):
        likely = likely or (CGCS2000 if _fits(points, CGCS2000) and is_plane(stated_one) else None)
        if not likely or not answer:
            raise _disproved(stated_one, points, likely)
        if answer == likely:
            return answer, "asked"
    if stated_one and answer not in (None, stated_one):
        raise _answered_otherwise(stated_one, str(answer))
    system = stated_one or str(answer)
    if not _fits(points, system) and likely and likely != system:
        raise _disproved(system, points, likely)
    return system, "file" if stated_one else "asked"


def _said(stated: Sequence[Stated], features: Sequence[RawFeature]) -> Said:
    named = sorted({text for one in features for text in _attributes(one)})
    by_layer: dict[str, list[str]] = {}
    for one in (*stated, *map(Stated, named)):
        by_layer.setdefault(one.layer, []).append(one.text)
    words = [spoken(text) for texts in by_layer.values() for text in texts if not WKT.match(text)]
    if unusable := [name for one in words for name in one.unusable]:
        raise UnknownSystem(unusable[0])
    systems = dict.fromkeys(system for texts in by_layer.values() for system in _of_layer(texts))
    told = [next((value for one in words if (value := getattr(one, name))), None) for name in PROJECTION]
    return Said(tuple(systems), Spoken((), (), *told))


def _of_layer(texts: Sequence[str]) -> list[str]:
    """The systems that the texts of one layer name; a datum beside a plane of its own is no second system."""
    found = [system for text in texts for system in (*_of_text(text), *_of_words(text))]
    planar = any(_on_own_datum(system) for system in found)
    return [system for system in found if not (planar and system in CODES)]


def _of_words(text: str) -> tuple[str, ...]:
    return () if WKT.match(text) else spoken(text).systems


def _attributes(feature: RawFeature) -> Iterator[str]:
    for name, value in feature.attributes.items():
        if name.lower() in STATED and value:
            yield str(value)


def _of_text(text: str) -> Iterator[str]:
    """The system a code, WKT or PROJ string in a file means; of other words see `spoken`.

    Raises UnknownSystem, and RefusedFile for what can't be understood at all.
    """
    if CRS84.fullmatch(text.strip()):
        yield WGS_84
    elif WKT.match(text) or text.startswith("+proj"):
        yield from filter(None, [_of_wkt(text)])
    elif spoken(text) == Spoken():
        raise _not_understood(text)


def _not_understood(text: str) -> RefusedFile:
    shown = " ".join(text.split())[:40]
    return RefusedFile(
        Text(
            f"坐标系说明不完整或无法识别：{shown}",
            f"what the file says of its coordinate system is cut or unknown: {shown}",
        ),
        Text(
            "重新导出完整的 .prj（或坐标系说明）；不知道坐标系时去掉它，由看板询问",
            "export it again with a whole .prj or the like; where the system isn't known leave it out, and be asked",
        ),
    )


def _of_wkt(text: str) -> str | None:
    """None where the WKT only says that no system was set."""
    try:
        crs = pyproj.CRS.from_user_input(text)
    except CRSError as error:
        raise _not_understood(text) from error
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if not (crs.is_projected or crs.is_geographic) or (NONE_SET.search(crs.name) and not crs.is_projected):
        return None
    datum = crs.datum.name if crs.datum else ""
    if unusable := spoken(f"{crs.name} {datum}").unusable:
        code = _code(crs, text)
        raise UnknownSystem(f"{unusable[0]}（{crs.name}{f'，EPSG:{code}' if code else ''}）")
    bent = [system for system in spoken(crs.name).systems if system not in CODES]
    if len(bent) == 1 and not crs.is_projected:
        return bent[0]
    if plane := planes.by_parameters(crs):
        return plane
    code = _code(crs, text)
    if code is None:
        raise UnknownSystem(crs.name)
    return epsg_system(code)


def _code(crs: pyproj.CRS, text: str) -> int | None:
    """The EPSG code that the parameters are surely those of, or that stands at the end and agrees with them."""
    code = crs.to_epsg(min_confidence=LIKE)
    if code is None and (root := ROOT_CODE.search(text)):
        try:
            agrees = _numbers(pyproj.CRS.from_epsg(int(root[1]))) == _numbers(crs)
        except CRSError:
            agrees = False
        code = int(root[1]) if agrees else None
    return code


def _numbers(crs: pyproj.CRS) -> list[float]:
    """What a system's formulas are made of: its ellipsoid and the parameters of its projection."""
    ellipsoid, operation = crs.ellipsoid, crs.coordinate_operation
    earth = [ellipsoid.semi_major_metre, ellipsoid.inverse_flattening] if ellipsoid else []
    given = {one.name: float(one.value) for one in operation.params} if operation else {}
    return [round(number, 6) for number in (*earth, *(given[name] for name in sorted(given)))]


def _on_own_datum(answer: str) -> bool:
    """Whether an answer is a plane of our own datums, as which a datum alone may be read further."""
    code = epsg_code(answer)
    crs = pyproj.CRS.from_epsg(code) if code else None
    return bool(crs and crs.is_projected and crs.geodetic_crs and crs.geodetic_crs.to_epsg() in CODES.values())


def _fits(points: Sequence[Point], system: str) -> bool:
    """Whether most of the points stand in China when read so: single ones may be wrong, and are named later. Of a zone
    that is not the one before the eastings they would too, hundreds of kilometres off."""
    zone, shown = planes.zone_before(system), planes.zone_of(points)
    if zone and shown and zone != shown:
        return False
    some = points[:: max(1, len(points) // 200)]
    right = sum(stands([point], system) or turned([point], system) for point in some)
    return 2 * right > len(some)


def _refuse_zone(words: Spoken, points: Sequence[Point], answer: str | None) -> None:
    """Raises SystemContradicted where the words name another zone than stands before the eastings."""
    shown = planes.zone_of(points)
    if not (words.zone and shown) or words.zone == shown or answer == planes.by_zone(shown):
        return
    plane = planes.by_zone(shown)
    raise SystemContradicted(
        Text(
            f"文件写明带号 {words.zone}，但东坐标以 {shown} 开头（第 {shown} 带）",
            f"the file says zone {words.zone}, but its eastings begin with {shown}, which is zone {shown}",
        ),
        Text(
            f"向制图单位核实；如坐标无误，选 {plane}（第 {shown} 带）重新读取，或改正带号",
            f"ask who drew it; if the coordinates are right choose {plane} (zone {shown}), or have the zone corrected",
        ),
        offered=plane,
    )


def _disproved(system: str, points: Sequence[Point], likely: str | None) -> SystemContradicted:
    x, y = points[0]
    why, mend = _looks_like(points, likely)
    zoned = planes.zone_before(system) and planes.zone_of(points)
    where = Text("与坐标不符", "the system doesn't fit the coordinates")
    if not zoned:
        where = Text("坐标落在中国以外", "the coordinates lie outside China")
    return SystemContradicted(
        Text(
            f"按 {system} 读取，{where.zh}（如 {x:.10g}, {y:.10g}）{why.zh}",
            f"read as {system}, {where.en} (as {x:.10g}, {y:.10g}){why.en}",
        ),
        mend,
        offered=likely,
    )


def _looks_like(points: Sequence[Point], likely: str | None) -> tuple[Text, Text]:
    zone = planes.zone_of(points) if planes.in_metres(points) else None
    if likely and zone:
        width = 3 if zone in planes.THREE else 6
        why = Text(
            f"：东坐标以 {zone} 开头，是 {width} 度带第 {zone} 带（{likely}）的坐标",
            f": eastings that begin with {zone} are of zone {zone} of {width} degrees ({likely})",
        )
    elif likely and planes.in_metres(points):
        why = Text(f"：像是 {likely} 的米制坐标", f": they look like metres of {likely}")
    elif likely:
        why = Text(f"：是经纬度，不是米制坐标（{likely}）", f": they are degrees and no metres ({likely})")
    elif planes.in_metres(points):
        why = Text("：坐标是米，不是经纬度", ": they are metres, no degrees")
    else:
        why = Text("", "")
    if likely:
        return why, Text(
            f"向制图单位核实后选 {likely} 重新读取，或请其改正坐标系说明",
            f"ask who drew it, then choose {likely} and read it again, or have the stated system corrected",
        )
    return why, Text(
        "向制图单位核实坐标系：米制坐标选 EPSG:4548、EPSG:4527 等平面坐标系，度选 CGCS2000 等",
        "ask who drew it for the system: for metres a plane as EPSG:4548 or EPSG:4527, for degrees CGCS2000 or so",
    )


def _several(systems: Sequence[str]) -> SystemContradicted:
    listed = "、".join(systems)
    return SystemContradicted(
        Text(f"文件写明了几个不同的坐标系：{listed}", f"the file states several coordinate systems: {listed}"),
        Text(
            "向制图单位核实，请其只保留正确的坐标系说明后重新导出",
            "ask who drew it, and have all but the right one removed and the file exported again",
        ),
    )


def _answered_otherwise(stated: str, answer: str) -> SystemContradicted:
    return SystemContradicted(
        Text(
            f"文件写明的坐标系与所选不一致：{stated}、{answer}",
            f"the file states another coordinate system than was chosen: {stated}, {answer}",
        ),
        Text(
            f"文件无误时改选 {stated}；如文件有误，请制图单位改正 .prj、标题等处的坐标系说明后重新导出",
            f"choose {stated} if the file is right; if it is wrong, have its .prj, title or the like corrected",
        ),
        offered=stated,
    )
