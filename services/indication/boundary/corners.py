"""A table of corner points (界址点坐标表): one row a corner, in order; feature, part and ring where it has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.texts import Text
from services.indication.boundary.angles import number_of
from services.indication.boundary.handled import notes
from services.indication.boundary.raw import RawFeature, RawFile, Value
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import TABLE
from services.intake.errors import RefusedFile
from services.intake.headers import LATITUDE_WORDS, LONGITUDE_WORDS
from services.intake.limits import Limits
from services.intake.places import system_named
from services.intake.reader import RawSheet
from services.intake.reader import read as read_sheets
from services.intake.recognise import DEEPEST_HEADER
from services.intake.units import split_header, system_above

# X is the northing for surveyors and the easting for everybody else: which it is shows by where the points lie.
WORDS = {
    "first": {*LONGITUDE_WORDS, "x", "x坐标", "横坐标", "东坐标", "easting", "east", "e"},
    "second": {*LATITUDE_WORDS, "y", "y坐标", "纵坐标", "北坐标", "northing", "north", "n"},
    "feature": {"地块", "地块编号", "地块号", "地块名称", "图斑号", "编号", "名称", "plot", "feature", "code", "name"},
    "part": {"部分", "部件", "分块", "块号", "part", "partno", "partnumber"},
    "ring": {"环", "环号", "圈", "圈号", "地块圈号", "ring", "ringno", "ringnumber"},
    "system": {"坐标系", "坐标系统", "coordsys", "coord_sys", "coordinatesystem", "crs", "system"},
}
SHOWN = 5
HEADERS = Text(
    "表头需有“经度、纬度”或“X、Y”两列，可另有“地块、部分、环”列；有多个环时分行写明环号",
    "the header needs longitude and latitude, or X and Y, and may have feature, part and ring",
)


@dataclass(frozen=True, slots=True)
class Corners:
    """One sheet: which position holds what, the rows below the header (numbers from 1), the texts around them."""

    sheet: str
    positions: dict[str, int]
    headers: dict[int, str]
    rows: list[tuple[int, list[str | None]]]
    around: str


@dataclass(slots=True)
class Drawn:
    """A feature as it grows: the rings of each part, and the values its rows agree on."""

    attributes: dict[str, Value]
    parts: dict[str, dict[str, list[tuple[float, float]]]] = field(default_factory=dict)


def read_corners(name: str, content: bytes, limits: Limits) -> RawFile:
    """The features of all visible sheets that hold corners; raises RefusedFile."""
    said, sheets = read_sheets(content, name, limits)
    tables = [table for sheet in sheets if not sheet.hidden and (table := _table(sheet))]
    if not tables:
        raise RefusedFile(Text("没有找到界址点坐标的表头", "no header of corner points was found"), HEADERS)
    shaper, features, systems = Shaper(), list[RawFeature](), list[str]()
    for table in tables:
        features += _features(table, shaper, len(features))
        systems += _systems(table)
    left = [sheet.name for sheet in sheets if sheet.name not in {table.sheet for table in tables}]
    said += [_left_out(left)] if left else []
    return RawFile(TABLE, tuple(dict.fromkeys(systems)), tuple(features), (*said, *notes(shaper.met)))


def _left_out(sheets: list[str]) -> Text:
    names = "、".join(sheets)
    return Text(f"未读入的工作表（隐藏或没有坐标）：{names}", f"sheets not read (hidden, or without corners): {names}")


def _table(sheet: RawSheet) -> Corners | None:
    rows = [list(row) for row in sheet.cells.iter_rows()]
    for place, row in enumerate(rows[:DEEPEST_HEADER]):
        positions = _positions(row)
        if "first" in positions and "second" in positions:
            return _split(sheet.name, rows, place, positions)
    return None


def _split(name: str, rows: list[list[str | None]], header: int, positions: dict[str, int]) -> Corners:
    """Rows without either coordinate are remarks."""
    corners, remarks = [], rows[:header]
    for number, cells in enumerate(rows[header + 1 :], header + 2):
        if cells[positions["first"]] or cells[positions["second"]]:
            corners.append((number, cells))
        else:
            remarks.append(cells)
    around = " ".join(cell for line in remarks for cell in line if cell)
    headers = {position: text for position, text in enumerate(rows[header]) if text}
    return Corners(name, positions, headers, corners, around)


def _positions(row: list[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, text in enumerate(row):
        words = split_header(text)[0] if text else ""
        meaning = next((meaning for meaning, known in WORDS.items() if words in known), None)
        if meaning:
            found.setdefault(meaning, position)
    return found


def _systems(table: Corners) -> Iterator[str]:
    """What the lines around the table, the headers and a column of its own say."""
    yield from filter(None, [system_above(table.around)])
    for text in table.headers.values():
        yield from filter(None, [system_named(split_header(text)[1])])
    if "system" in table.positions:
        for _, cells in table.rows:
            yield from filter(None, [system_named(_cell(table, cells, "system") or "")])


def _features(table: Corners, shaper: Shaper, before: int) -> list[RawFeature]:
    features = []
    for number, (name, drawn) in enumerate(_drawn(table).items(), before + 1):
        rings = [list(part.values()) for part in drawn.parts.values()]
        kind = "Polygon" if len(rings) == 1 else "MultiPolygon"
        shape = shaper.from_object({"type": kind, "coordinates": rings[0] if len(rings) == 1 else rings}, number)
        attributes = {"name": name, **drawn.attributes} if name else drawn.attributes
        features += [RawFeature(number, table.sheet, attributes, shape)] if shape else []
    return features


def _drawn(table: Corners) -> dict[str, Drawn]:
    """The features in the order they begin. An empty cell of feature, part or ring repeats the one above."""
    features: dict[str, Drawn] = {}
    at = {"feature": "", "part": "", "ring": ""}
    others = {position: text for position, text in table.headers.items() if position not in table.positions.values()}
    for (_, cells), point in zip(table.rows, _points(table), strict=True):
        at = {level: _cell(table, cells, level) or above for level, above in at.items()}
        given: dict[str, Value] = {text: cells[position] for position, text in others.items()}
        drawn = features.setdefault(at["feature"], Drawn(given))
        drawn.attributes = _agreed(drawn.attributes, given)
        drawn.parts.setdefault(at["part"], {}).setdefault(at["ring"], []).append(point)
    return features


def _cell(table: Corners, cells: list[str | None], meaning: str) -> str | None:
    return cells[table.positions[meaning]] if meaning in table.positions else None


def _agreed(kept: dict[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    """What is the same in all rows of a feature (村名), not what differs (点号); an empty cell contradicts nothing."""
    return {name: value for name, value in kept.items() if value and given[name] in (value, None)}


def _points(table: Corners) -> list[tuple[float, float]]:
    first, second = table.positions["first"], table.positions["second"]
    read = [(number_of(cells[first] or ""), number_of(cells[second] or "")) for _, cells in table.rows]
    bad = [number for (number, _), pair in zip(table.rows, read, strict=True) if None in pair]
    if bad:
        rows = "、".join(map(str, bad[:SHOWN]))
        raise RefusedFile(
            Text(
                f"工作表“{table.sheet}”第 {rows} 行{f'等 {len(bad)} 行' if len(bad) > SHOWN else ''}的坐标无法识别",
                f'sheet "{table.sheet}": the coordinates of {len(bad)} rows can\'t be read, first of row {bad[0]}',
            ),
            Text(
                "写成十进制度 117.0418、度分秒 117°02′30.5″ 或米 4316776.583",
                "write decimal degrees 117.0418, degrees 117°02′30.5″, or metres 4316776.583",
            ),
        )
    return [(x, y) for x, y in read if x is not None and y is not None]
