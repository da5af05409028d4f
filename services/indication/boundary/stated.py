"""Which coordinate system a boundary is in: as its file says, or as a person answers, and never both ways."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyproj

from data.texts import Text
from services.ground.coordinates import (
    CGCS2000,
    CODES,
    WGS_84,
    Point,
    UnknownSystem,
    epsg_code,
    is_plane,
    stands,
    turned,
)
from services.ground.spoken_systems import Spoken, spoken, system_spoken
from services.indication.boundary import planes
from services.indication.boundary.contradictions import answered_otherwise, disproved, several
from services.indication.boundary.errors import SystemContradicted, SystemUnknown
from services.indication.boundary.raw import SYSTEM_FIELD, RawFeature, Stated
from services.indication.boundary.signature import GEOJSON, KML
from services.indication.boundary.wkt import WKT, not_understood, system_of_wkt

Known = Literal["file", "asked"]

# The attributes that say what the format can't; ours is the first.
STATED = (SYSTEM_FIELD, "coordinate_system", "坐标系", "坐标系统", "坐标系名称", "大地基准", "coordsys", "crs", "datum")
OGC = r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
CRS84 = re.compile(OGC + r"OGC[:/][\d.]*[:/]?CRS84H?", re.IGNORECASE)
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
        raise several(systems)
    stated_one = systems[0] if systems else None
    if stated_one and not _fits(points, stated_one):
        likely = likely or (CGCS2000 if _fits(points, CGCS2000) and is_plane(stated_one) else None)
        if not likely or not answer:
            raise disproved(stated_one, points, likely)
        if answer == likely:
            return answer, "asked"
    if stated_one and answer not in (None, stated_one):
        raise answered_otherwise(stated_one, str(answer))
    system = stated_one or str(answer)
    if not _fits(points, system) and likely and likely != system:
        raise disproved(system, points, likely)
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
        yield from filter(None, [system_of_wkt(text)])
    elif spoken(text) == Spoken():
        raise not_understood(text)


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
