"""Which coordinate system a boundary is in: as its file says, or as a person answers, and never both ways."""

import re
from collections.abc import Sequence
from typing import Literal

import pyproj
from pyproj.exceptions import CRSError

from data.texts import Text
from services.coordinates import WGS_84, UnknownSystem, epsg_system
from services.indication.boundary.errors import SystemContradicted, SystemUnknown
from services.indication.boundary.raw import SYSTEM_FIELD, RawFeature, RawFile
from services.indication.boundary.signature import GEOJSON, KML
from services.intake.places import system_named

Known = Literal["file", "asked"]

# The attributes that say what the format can't; ours is the first.
STATED = (SYSTEM_FIELD, "coordinate_system", "坐标系")
AUTHORITY = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
CRS84 = re.compile(r"(?:urn:ogc:def:crs:)?OGC:[\d.]*:?CRS84", re.IGNORECASE)
LIKE = 70


def declared_system(raw: RawFile, answer: str | None) -> tuple[str, Known]:
    """The one system of the file. Raises SystemUnknown, SystemContradicted, UnknownSystem."""
    answer = answer and (system_named(answer) or answer)
    said = dict.fromkeys([*map(_of_file, raw.systems), *_stated(raw.features)])
    if answer is None and not said:
        raise SystemUnknown(WGS_84 if raw.form in (GEOJSON, KML) else None)
    if len(said) > 1 or (answer and said and answer not in said):
        raise _contradicted([*said, *([answer] if answer and answer not in said else [])], asked=bool(answer))
    return (next(iter(said)), "file") if said else (str(answer), "asked")


def _of_file(text: str) -> str:
    """The system a name, code or WKT in a file means; raises UnknownSystem."""
    if system := system_named(text):
        return system
    if CRS84.fullmatch(text):
        return WGS_84
    if found := AUTHORITY.fullmatch(text):
        return epsg_system(int(found[1]))
    try:
        crs = pyproj.CRS.from_wkt(text)
    except CRSError as error:
        raise UnknownSystem(text[:60]) from error
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if system := system_named(crs.name):
        return system
    code = crs.to_epsg(min_confidence=LIKE)
    if code is None:
        raise UnknownSystem(crs.name)
    return epsg_system(code)


def _stated(features: Sequence[RawFeature]) -> list[str]:
    texts = {str(one.attributes.get(name) or "") for one in features for name in STATED}
    return [system for text in sorted(texts) if (system := system_named(text))]


def _contradicted(systems: Sequence[str], *, asked: bool) -> SystemContradicted:
    listed = "、".join(systems)
    whose = Text("文件写明的坐标系与所选不一致", "the file states another coordinate system than was chosen")
    if not asked:
        whose = Text("文件写明了几个不同的坐标系", "the file states several coordinate systems")
    return SystemContradicted(
        Text(f"{whose.zh}：{listed}", f"{whose.en}: {listed}"),
        Text(
            "向制图单位核实：如文件有误，请其改正 .prj 等坐标系说明后重新导出",
            "ask who drew it: if the file is wrong, have its .prj or the like corrected and export it again",
        ),
    )
