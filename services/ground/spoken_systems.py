"""Coordinate systems as people write them: in a title, a header, a cell, a .prj, in any of the usual spellings."""

import re
import unicodedata
from dataclasses import dataclass

from services.ground.coordinates import BD_09, CGCS2000, GCJ_02, WGS_84, UnknownSystem, epsg_system

# To CGCS2000 these need parameters that the survey office keeps; PROJ's own way is up to some 100 m off.
XIAN_80 = "1980西安坐标系"
BEIJING_54 = "1954年北京坐标系"
TIANJIN_90 = "1990年天津市任意直角坐标系"
LOCAL = "地方或独立坐标系"

# Told from what is written without blanks and marks, in lower case and half width.
SPELLINGS: dict[str, re.Pattern[str]] = {
    XIAN_80: re.compile(
        r"西安(?:19)?80|(?:19)?80年?西安|西安(?:大地)?坐标|xi'?an(?:19)?80|1980(?:年?国家|大地)|(?<!\d)80(?:年?国家|坐标系)|国家80"
    ),
    BEIJING_54: re.compile(
        r"北京(?:19)?54(?![\d号])|(?:19)?54年?新?北京|北京(?:大地)?坐标|beijing(?:19)?54|bj(?:19)?54|(?<!\d)54坐标系"
    ),
    TIANJIN_90: re.compile(r"天津(?:19)?90|90年?天津|天津市?任意直角"),
    LOCAL: re.compile(r"独立坐标|地方坐标|城市坐标|工程坐标|施工坐标|自定义坐标|任意直角|假定坐标"),
    CGCS2000: re.compile(
        r"cgcs2?000|国家(?:大地)?(?:坐标系?)?2000|2000年?(?:中国|国家)?大地|2000(?:中国|国家)|大地(?:坐标系?)?2000"
        r"|(?<!\d)2000(?:坐标系?|系)|chinageodeticcoordinatesystem2000|天地图"
    ),
    WGS_84: re.compile(r"wgs(?:19)?84|(?<!\d)84坐标|worldgeodeticsystem1984|gps坐标|(?<!\d)1984世界|(?<!\w)gps(?!\w)"),
    GCJ_02: re.compile(r"gcj0?2|火星坐标|火星(?!\w)|国测局|高德|腾讯|amap"),
    BD_09: re.compile(r"bd0?9|百度"),
}
UNUSABLE = (XIAN_80, BEIJING_54, TIANJIN_90, LOCAL)
MARKS = re.compile(r"[\s_\-—–/\\.·（）()\[\]【】\"“”]+")
# Also urn:ogc:def:crs:EPSG:6.9:4490 and …/EPSG/0/4490, which name the version of the list before.
EPSG = re.compile(r"epsg(?:[:/]*[\d.]{1,6}[:/])?\D{0,3}(\d{4,6})(?!\d)", re.IGNORECASE)
# What was converted is in the system it was converted to.
INTO = re.compile(r"(?:转换?|换算|改算|纠正)(?:为|成|到|至)")
MERIDIAN = re.compile(r"中央(?:子午线|经线)(?:经度)?\D{0,4}(\d{2,3})(?![\d.])|cm(\d{2,3})e")
ZONE = re.compile(r"带号\D{0,2}(\d{2})(?!\d)|第?(?<!\d)(\d{2})(?:度|号)?带|zone(\d{2})(?!\d)")
WIDTH = re.compile(r"(?:几度分带\D{0,2}|(?<![\d]))([36三六])(?:度|°)?(?:分?带|degree)|几度分带\D{0,2}([36])")
DIGITS = {"三": 3, "六": 6}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text says: systems by the board's names, and of the projection its meridian, zone and width in degrees.
    `unusable` are systems without an exact conversion."""

    systems: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    meridian: int | None = None
    zone: int | None = None
    width: int | None = None


def spoken(text: str) -> Spoken:
    """What a text says of coordinate systems; empty where it says nothing."""
    whole = unicodedata.normalize("NFKC", text).lower()
    whole = INTO.split(whole)[-1]
    codes = [epsg_system(int(code)) for code in EPSG.findall(whole)]
    bare = MARKS.sub("", whole)
    found = [name for name, spelling in SPELLINGS.items() if spelling.search(bare)]
    # 2000国家大地 is part of no other name, but 天津90 is 任意直角 too.
    unusable = [name for name in found if name in UNUSABLE]
    return Spoken(
        systems=tuple(dict.fromkeys([*codes, *(name for name in found if name not in UNUSABLE)])),
        unusable=tuple(unusable[:1]),
        meridian=_number(MERIDIAN, bare),
        zone=_number(ZONE, bare),
        width=_number(WIDTH, bare),
    )


def system_spoken(text: str) -> str:
    """The one system a text names, "" for none or several; raises UnknownSystem for one without exact conversion."""
    said = spoken(text)
    if said.unusable:
        raise UnknownSystem(said.unusable[0])
    return said.systems[0] if len(said.systems) == 1 else ""


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    digits = next((one for one in found.groups() if one), None) if found else None
    return None if digits is None else DIGITS.get(digits) or int(digits)
