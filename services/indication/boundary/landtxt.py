"""The exchange text of land surveys (国土 TXT, 勘测定界界址点): [属性描述], [地块坐标], parcels, "J1,1,X,Y".

X is the northing. The number behind the point's is that of its ring: 1 the outer one, 2 and more holes. Files differ
in how many attributes a parcel's head has before its @, in brackets and commas of either width, and in whether the
first point comes again at the end.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from data.texts import Text
from services.ground.spoken_systems import Spoken, spoken
from services.indication.boundary.angles import number_of
from services.indication.boundary.handled import notes
from services.indication.boundary.raw import RawFeature, RawFile, Stated, Value
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import LAND_TEXT
from services.intake.errors import RefusedFile

ENCODINGS = ("utf-8-sig", "gb18030")
SECTION = re.compile(r"[\[【](.+?)[\]】]")
# What the nine attributes of a parcel's head are; other numbers of them keep what they are called by place.
HEAD = ("界址点数", "地块面积", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码")
NAME = 3
OUTER, CLOSED = "1", 3
SYSTEM_KEYS = re.compile(r"坐标系|分带|带号|中央|投影")
AGAIN = Text(
    "写成“点号,圈号,X（北）,Y（东）”，每点一行，圈号 1 为外圈、2 起为内圈；用原软件重新导出",
    "write a point a line as number,ring,X (north),Y (east), ring 1 the outer one, 2 and more holes; export it again",
)


@dataclass(slots=True)
class Parcel:
    """A parcel as it grows: what its head says, and each ring's number with its points as (easting, northing)."""

    head: list[str] = field(default_factory=list)
    rings: list[tuple[str, list[tuple[float, float]]]] = field(default_factory=list)

    @property
    def attributes(self) -> dict[str, Value]:
        named = {name: text for name, text in zip(HEAD, self.head, strict=False) if text}
        return {"name": self.head[NAME], **named} if len(self.head) > NAME and self.head[NAME] else {**named}

    def take(self, ring: str, point: tuple[float, float]) -> None:
        """One more point; a ring that is closed already, or of another number, ends the one before."""
        number, points = self.rings[-1] if self.rings else ("", [])
        if number != ring or (len(points) > CLOSED and points[0] == points[-1]):
            self.rings.append((ring, points := []))
        points.append(point)

    @property
    def polygons(self) -> list[list[list[tuple[float, float]]]]:
        """Each outer ring with the holes that follow it."""
        found: list[list[list[tuple[float, float]]]] = []
        for number, points in self.rings:
            if number == OUTER or not found:
                found.append([])
            found[-1].append(points)
        return found


def read_land_text(content: bytes) -> RawFile:
    """The parcels of a land survey's text; raises RefusedFile."""
    properties, parcels = _parsed(_text(content))
    said, shaper, features = list[Text](), Shaper(), list[RawFeature]()
    for number, parcel in enumerate(parcels, 1):
        _check_count(parcel, number, said)
        shape = shaper.from_rings(parcel.polygons, number)
        features += [RawFeature(number, "", parcel.attributes, shape)] if shape else []
    stated = "；".join(f"{name}={text}" for name, text in properties.items() if text and SYSTEM_KEYS.search(name))
    systems = (Stated(stated),) if spoken(stated) != Spoken() else ()
    return RawFile(LAND_TEXT, systems, tuple(features), (*said, *notes(shaper.met)))


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")


def _parsed(text: str) -> tuple[dict[str, str], list[Parcel]]:
    """The properties and the parcels; raises RefusedFile for a line that is neither."""
    properties, parcels = dict[str, str](), list[Parcel]()
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        plain = line.strip().strip("\x1a")
        if not plain or SECTION.fullmatch(plain):
            continue
        if "=" in plain or (":" in plain and "," not in plain):
            name, _, value = plain.replace(":", "=", 1).partition("=") if "=" not in plain else plain.partition("=")
            properties[name.strip()] = value.strip()
        elif plain.endswith("@"):
            parcels.append(Parcel([one.strip() for one in plain.removesuffix("@").split(",")]))
        else:
            _take(plain, number, parcels)
    return properties, parcels


def _take(line: str, number: int, parcels: list[Parcel]) -> None:
    """One point: its number, its ring, its northing and its easting."""
    cells = [cell.strip() for cell in re.split(r"[,;\t]|\s+", line) if cell.strip()]
    north, east = (number_of(cell) for cell in cells[2:4]) if len(cells) >= 4 else (None, None)
    if north is None or east is None or not cells[1].isdigit():
        raise RefusedFile(
            Text(f"第 {number} 行不是界址点：{line[:40]}", f"line {number} is no point: {line[:40]}"), AGAIN
        )
    if not parcels:
        parcels.append(Parcel())
    parcels[-1].take(cells[1], (east, north))


def _check_count(parcel: Parcel, number: int, said: list[Text]) -> None:
    """Raises RefusedFile where the head counts more points than there are: the file was cut."""
    if not parcel.rings:
        raise RefusedFile(Text(f"第 {number} 个地块没有界址点", f"parcel {number} has no points"), AGAIN)
    counted = int(parcel.head[0]) if parcel.head and parcel.head[0].isdigit() else None
    found = sum(len(points) for _, points in parcel.rings)
    repeated = sum(points[0] == points[-1] for _, points in parcel.rings)
    if counted is None or found - repeated <= counted <= found + len(parcel.rings) - repeated:
        return
    zh = f"第 {number} 个地块写明 {counted} 个界址点，实有 {found} 个"
    en = f"parcel {number} counts {counted} points, {found} are there"
    if counted > found:
        raise RefusedFile(
            Text(f"{zh}：文件不完整", f"{en}: the file is not whole"),
            Text("重新导出，或改正界址点数", "export it again, or correct the count"),
        )
    said.append(Text(f"{zh}，请核对", f"{en}: look at the map"))
