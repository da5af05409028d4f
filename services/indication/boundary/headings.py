"""What the headers of a coordinate table mean, as surveyors, villages and programs write them.

"first" is the easting or longitude, "second" the northing or latitude: X and Y alone are taken so, and turned later
where the numbers lie the other way round.
"""

import re
import unicodedata
from dataclasses import dataclass

from services.ground.spoken_systems import Spoken, spoken
from services.indication.boundary.angles import Writing

BRACKETS = re.compile(r"[(\[【<]([^()\[\]【】<>]*)[)\]】>]")
UNIT = re.compile(r"(?:单位)?[:：]?(?:m|米|met(?:re|er)s?|°|度|deg(?:ree)?s?|十进制度?|小数度|dd|(?:国家)?2000)?")
BEHIND = re.compile(r"[/／](?:m|米|°|度)$|(?<=坐标)(?:m|米)$|(?<=[xyne])米$")
NOISE = re.compile(r"[\s*()\[\]【】<>/／_\-—:：.。,，、·'\"=]+")
# ddd.mmssss written over the column.
IN_SECONDS = re.compile(r"度[.·]?分[.·]?秒|mm\W?ss|dms", re.IGNORECASE)
IN_MINUTES = re.compile(r"度[.·]?分(?!带|秒|[.·]秒)|ddd?\.?mm\.?m|\bdm\b", re.IGNORECASE)

LONGITUDE = re.compile(
    r"[xle]?(?:大地|地理|gps|wgs84|cgcs2000|2000)?(?:经度|东经|longitude|longtitude|long|lon|lng)(?:坐标|值)?[xle]?"
)
LATITUDE = re.compile(r"[ybn]?(?:大地|地理|gps|wgs84|cgcs2000|2000)?(?:纬度|北纬|latitude|lat)(?:坐标|值)?[ybn]?")
OF = r"(?:高斯|平面|大地|测量|直角|投影|国家|界址点|拐点|顶点|点位|坐标系?|cgcs2000|2000)*"
WAY = r"(?:坐标|轴|方向|向)?(?:值)?"
NORTHING = re.compile(rf"{OF}(?:[xyn]?(?:坐标)?(?:纵|北向?|南北){WAY}[xyn]?(?:坐标|轴|值)?|northing|north)")
EASTING = re.compile(rf"{OF}(?:[xye]?(?:坐标)?(?:横|东向?|东西){WAY}[xye]?(?:坐标|轴|值)?|easting|east)")
LETTER = re.compile(rf"{OF}([xyenbl])(?:坐标|轴|方向|coord|coordinate)?值?")
LABEL = re.compile(
    r"(?:界址|拐|顶|折|角|界|坐标|控制|边界|测|图上)?点位?(?:号|名|名称|序号|编号|序|代码)?|序号?|顺序号|行号|界?桩号|界址编号"
    r"|no|id|fid|oid|num|number|point|pointno|pointid|pointname|pt|vertex|vertexid"
)
SIGNS = {"x": "first", "e": "first", "l": "first", "y": "second", "n": "second", "b": "second"}
WORDS = {
    "feature": re.compile(
        r"(?:地块|宗地)(?:编号|号|名称|代码|序号)?|图斑(?:编号|号)|编号|名称|plot|parcel|feature|code|name"
    ),
    "part": re.compile(r"部分|部件|分块|块号|part(?:no|number)?"),
    "ring": re.compile(r"(?:地块)?圈号?|环号?|ring(?:no|number)?"),
    "system": re.compile(r"坐标系统?(?:名称)?|大地基准|coordsys|coordinatesystem|crs|system|datum"),
}
COORDINATES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one set of a table that may be printed in two or three sets side by side: the position of each
    meaning ("first", "second", "label", …). `angular` says that the headers speak of longitude and latitude."""

    positions: dict[str, int]
    angular: bool


def meaning(header: str) -> str | None:
    """What a header means; None for a column of something else."""
    text = _plain(header)
    if LONGITUDE.fullmatch(text) or EASTING.fullmatch(text):
        return "first"
    if LATITUDE.fullmatch(text) or NORTHING.fullmatch(text):
        return "second"
    if letter := LETTER.fullmatch(text):
        return SIGNS[letter[1]]
    if known := next((name for name, words in WORDS.items() if words.fullmatch(text)), None):
        return known
    return "label" if LABEL.fullmatch(text) else None


def groups_of(headers: list[str | None]) -> list[Group]:
    """The sets of columns in a row of headers, from left to right; none where it isn't one. Feature, part, ring and
    system of the first hold for all that have none of their own."""
    sets: list[dict[str, int]] = [{}]
    for position, text in enumerate(headers):
        said = meaning(text) if text else None
        if said is None:
            continue
        if said in sets[-1] and all(name in sets[-1] for name in COORDINATES):
            sets.append({})
        sets[-1].setdefault(said, position)
    whole = [one for one in sets if all(name in one for name in COORDINATES)]
    shared = {name: position for name, position in sets[0].items() if name in WORDS}
    return [Group({**shared, **one}, _angular(headers[one["first"]] or "")) for one in whole]


def writing_of(header: str) -> Writing | None:
    """How a header says that its angles are written; None where it doesn't."""
    text = unicodedata.normalize("NFKC", header)
    if IN_SECONDS.search(text):
        return "seconds"
    return "minutes" if IN_MINUTES.search(text) else None


def _angular(header: str) -> bool:
    return bool(LONGITUDE.fullmatch(_plain(header)))


def _plain(header: str) -> str:
    """A header without units, without the system in its brackets, and without marks."""
    text = unicodedata.normalize("NFKC", header).lower().strip()
    text = BRACKETS.sub(lambda found: "" if _aside(found[1].strip()) else found[1], text)
    return NOISE.sub("", BEHIND.sub("", text))


def _aside(inside: str) -> bool:
    return bool(UNIT.fullmatch(inside) or writing_of(inside) or spoken(inside) != Spoken())
