"""The coordinate system that a WKT or PROJ string in a file means: by its formulas, whatever it is called."""

import re

import pyproj
from pyproj.exceptions import CRSError

from data.texts import Text
from services.ground.coordinates import CODES, UnknownSystem, epsg_system
from services.ground.spoken_systems import spoken
from services.indication.boundary import planes
from services.intake.errors import RefusedFile

WKT = re.compile(r"\s*[A-Z_]+\s*\[", re.IGNORECASE)
# The code that GDAL, unlike Esri, writes at the very end of a WKT.
ROOT_CODE = re.compile(r"""(?:AUTHORITY|ID)\["EPSG",\s*"?(\d{4,6})"?\]\]\s*$""", re.IGNORECASE)
# What programs write where no system was set.
NONE_SET = re.compile(r"undefined|^(?:gcs_|d_)?unknown$|unnamed|unspecified|未定义|未知", re.IGNORECASE)
LIKE = 70


def system_of_wkt(text: str) -> str | None:
    """None where the WKT only says that no system was set."""
    try:
        crs = pyproj.CRS.from_user_input(text)
    except CRSError as error:
        raise not_understood(text) from error
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


def not_understood(text: str) -> RefusedFile:
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
