"""A table of corner points (界址点坐标表): one row a corner, in order; feature, part and ring where it has them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.texts import Text
from services.ground.spoken_systems import Spoken, spoken
from services.indication.boundary.angles import Writing, is_plain, number_of
from services.indication.boundary.handled import meet, notes
from services.indication.boundary.headings import Group, groups_of, writing_of
from services.indication.boundary.raw import RawFeature, RawFile, Stated, Stating, Value
from services.indication.boundary.rings import by_place
from services.indication.boundary.series import Row, in_order, label_of, rings_of
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import TABLE
from services.intake.errors import RefusedFile
from services.intake.limits import Limits
from services.intake.reader import RawSheet
from services.intake.reader import read as read_sheets

DEEPEST_HEADER = 30
SHOWN = 5
SIGNATURE = re.compile("[制填绘测]表?[图量]?人|审[核批]|复核|校[核对]|负责人|日期|单位|[签盖]章")
LEVELS = ("feature", "part", "ring")
Cells = list[str | None]
HEADERS = Text(
    "表头需有“经度、纬度”或“X、Y”（北坐标、东坐标等）两列，可另有“点号、地块、部分、环”列",
    "the header needs longitude and latitude, or X and Y (northing, easting), and may have point, feature, part, ring",
)


@dataclass(slots=True)
class Section:
    """A header with the rows below it (numbers from 1): a page of a printed table has one each."""

    groups: list[Group]
    headers: dict[int, str]
    rows: list[tuple[int, Cells]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """One sheet: its sections, the texts around them, and columns that were left since they say the same again."""

    sheet: str
    sections: list[Section]
    around: list[str]


@dataclass(slots=True)
class Drawn:
    """A feature as it grows: the points of each part and ring, and the values its rows agree on."""

    attributes: dict[str, Value]
    parts: dict[str, dict[str, list[Row]]] = field(default_factory=dict)


def read_corners(name: str, content: bytes, limits: Limits) -> RawFile:
    """The features of all visible sheets that hold corners; raises RefusedFile."""
    said, sheets = read_sheets(content, name, limits)
    tables = [table for sheet in sheets if not sheet.hidden and (table := _table(sheet))]
    if not tables:
        raise RefusedFile(Text("没有找到界址点坐标的表头", "no header of corner points was found"), HEADERS)
    shaper, features, systems = Shaper(), list[RawFeature](), list[Stated]()
    for table in tables:
        features += _features(table, shaper, len(features))
        systems += [Stated(text, table.sheet) for text in dict.fromkeys(_systems(table))]
    left = [sheet.name for sheet in sheets if sheet.name not in {table.sheet for table in tables}]
    said += [_left_out(left)] if left else []
    written = _writing(tables)
    return RawFile(TABLE, tuple(systems), tuple(features), (*said, *notes(shaper.met)), writing=written)


def _left_out(sheets: list[str]) -> Text:
    names = "、".join(sheets)
    return Text(f"未读入的工作表（隐藏或没有坐标）：{names}", f"sheets not read (hidden, or without corners): {names}")


def _table(sheet: RawSheet) -> Table | None:
    """The sections of a sheet: each header that is found begins one."""
    sections, around = list[Section](), list[str]()
    rows = [list(row) for row in sheet.cells.iter_rows()]
    for number, cells in enumerate(rows, 1):
        groups = groups_of(cells) if number <= DEEPEST_HEADER or sections else []
        if groups:
            above = rows[number - 2] if number > 1 else []
            headers = _headers(cells, above)
            sections.append(Section(_alike(_whole(groups, headers)), headers))
        elif sections:
            sections[-1].rows.append((number, cells))
        if not sections or not _has_point(sections[-1], cells):
            around += [cell for cell in cells if cell]
    return Table(sheet.name, sections, around) if sections else None


def _headers(cells: Cells, above: Cells) -> dict[int, str]:
    """The headers by position; where a header has two rows, what stands above a blank one."""
    upper = dict(enumerate(above)) if sum(cell is not None for cell in above) > 1 else {}
    return {place: text for place, cell in enumerate(cells) if (text := cell or upper.get(place))}


def _whole(groups: list[Group], headers: dict[int, str]) -> list[Group]:
    """The groups of a header of two rows, whose upper one may name points and features."""
    width = max(headers) + 1
    return groups_of([headers.get(place) for place in range(width)]) or groups


def _alike(groups: list[Group]) -> list[Group]:
    """Those of the first group's kind: X and Y beside longitude and latitude say the same points twice."""
    return [group for group in groups if group.angular == groups[0].angular]


def _has_point(section: Section, cells: Cells) -> bool:
    return any(_pair(group, cells) != (None, None) for group in section.groups)


def _pair(group: Group, cells: Cells) -> tuple[str | None, str | None]:
    return _cell(group, cells, "first"), _cell(group, cells, "second")


def _cell(group: Group, cells: Cells, meaning: str) -> str | None:
    place = group.positions.get(meaning)
    return cells[place] if place is not None and place < len(cells) else None


def _systems(table: Table) -> Iterator[str]:
    """What the sheet's name, the lines around the table, the headers and a column of its own say."""
    texts = [table.sheet, *table.around]
    for section in table.sections:
        texts += section.headers.values()
        for group in section.groups:
            texts += [text for _, cells in section.rows if (text := _cell(group, cells, "system"))]
    yield from (text for text in texts if spoken(text) != Spoken())


def _writing(tables: list[Table]) -> Stating:
    """How the angles are written: as a header or a line says, else "plain" where no sign shows it, else ""."""
    headers = [text for table in tables for section in table.sections for text in section.headers.values()]
    lines = [text for table in tables for text in table.around if "度" in text or "mm" in text.lower()]
    said: list[Writing] = [writing for text in (*headers, *lines) if (writing := writing_of(text))]
    cells = (
        cell
        for table in tables
        for section in table.sections
        for _, row in section.rows
        for group in section.groups
        for cell in _pair(group, row)
        if cell
    )
    return (said[0] if said else "plain") if all(map(is_plain, cells)) else ""


def _features(table: Table, shaper: Shaper, before: int) -> list[RawFeature]:
    features = []
    for number, (name, drawn) in enumerate(_drawn(table).items(), before + 1):
        polygons = [polygon for part in drawn.parts.values() for polygon in _polygons(part, table, shaper, number)]
        shape = shaper.from_rings(polygons, number)
        attributes = {"name": name, **drawn.attributes} if name else drawn.attributes
        features += [RawFeature(number, table.sheet, attributes, shape)] if shape else []
    return features


def _polygons(
    part: dict[str, list[Row]], table: Table, shaper: Shaper, number: int
) -> list[list[list[tuple[float, float]]]]:
    """The polygons of a part: its numbered rings are an outer one and its holes; others are told by their place."""
    rings = [rings_of(rows, table.sheet) for rows in part.values()]
    flat = [ring for found in rings for ring in found]
    if len(flat) == 1 or any(len(set(ring)) <= 2 for ring in flat):
        return [flat]
    made = by_place(flat)
    if len(rings) == len(flat) and len(made.polygons) == 1:
        return [flat]
    if len(rings) == len(flat):
        meet(shaper.met, "apart", number)
        return [flat]
    meet(shaper.met, "parted", number)
    return [[list(ring) for ring in polygon] for polygon in made.polygons]


def _drawn(table: Table) -> dict[str, Drawn]:
    """The features in the order they begin."""
    features: dict[str, Drawn] = {}
    for section in table.sections:
        columns = [_rows(section, group, table.sheet) for group in section.groups]
        given = _others(section)
        for row in in_order([column for column in columns if column], table.sheet):
            feature, part, ring = row.belongs
            drawn = features.setdefault(feature, Drawn(given[row.number]))
            drawn.attributes = _agreed(drawn.attributes, given[row.number])
            drawn.parts.setdefault(part, {}).setdefault(ring, []).append(row)
    return features


def _others(section: Section) -> dict[int, dict[str, Value]]:
    """The values of each row in columns that mean nothing here."""
    taken = {place for group in section.groups for place in group.positions.values()}
    others = {place: text for place, text in section.headers.items() if place not in taken}
    return {
        number: {text: cells[place] if place < len(cells) else None for place, text in others.items()}
        for number, cells in section.rows
    }


def _agreed(kept: dict[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    """What is the same in all rows of a feature (村名), not what differs (点号); an empty cell contradicts nothing."""
    return {name: value for name, value in kept.items() if value and given.get(name) in (value, None)}


def _rows(section: Section, group: Group, sheet: str) -> list[Row]:
    """The points of one set of columns. An empty cell of feature, part or ring repeats the one above.

    Raises RefusedFile, naming the rows, for a point whose coordinates can't be read or are missing.
    """
    group = _named_points(section, group)
    found, bad, missing, gap, at = list[Row](), list[int](), list[int](), "", dict.fromkeys(LEVELS, "")
    for number, cells in section.rows:
        pair, label = _pair(group, cells), label_of(_cell(group, cells, "label"))
        if pair == (None, None) or _signed(group, cells):
            gap = _gap(cells) or gap
            missing += [number] if label is not None and _alone(cells) else []
            continue
        bad += missing if found else []
        at = {level: _cell(group, cells, level) or above for level, above in at.items()}
        x, y = (number_of(text or "") for text in pair)
        if x is None or y is None:
            bad.append(number)
        else:
            belongs = (at["feature"], at["part"], at["ring"])
            found.append(Row(number, label, belongs, gap if found else "", (x, y)))
        gap, missing = "", []
    if bad:
        raise _unreadable(sheet, bad)
    return found


def _named_points(section: Section, group: Group) -> Group:
    """编号 and 名称 may be those of points: they are where no two rows have the same."""
    names = [name for _, cells in section.rows if any(_pair(group, cells)) and (name := _cell(group, cells, "feature"))]
    rows = sum(any(_pair(group, cells)) for _, cells in section.rows)
    if "label" in group.positions or len(names) < rows or len(set(names)) < rows - 1 or rows <= 2:
        return group
    positions = {name: place for name, place in group.positions.items() if name != "feature"}
    return Group({**positions, "label": group.positions["feature"]}, group.angular)


def _gap(cells: Cells) -> str:
    """Whether a row without a point parts rings: blank, or a title. Lengths of sides between the points don't."""
    texts = [cell for cell in cells if cell]
    if not texts:
        return "blank"
    return "title" if len(texts) == 1 and number_of(texts[0]) is None and label_of(texts[0]) is None else ""


def _signed(group: Group, cells: Cells) -> bool:
    """Whether the row is a line of signatures below the points: 制表人：…, 审核：…"""
    texts = [text for text in (*_pair(group, cells), _cell(group, cells, "label")) if text]
    return any(map(SIGNATURE.search, texts)) and not any(any(map(str.isdigit, text)) for text in texts)


def _alone(cells: Cells) -> bool:
    """Whether a point's number is all its row has: its coordinates are missing."""
    return sum(cell is not None for cell in cells) == 1


def _unreadable(sheet: str, bad: list[int]) -> RefusedFile:
    rows = "、".join(map(str, bad[:SHOWN]))
    return RefusedFile(
        Text(
            f"工作表“{sheet}”第 {rows} 行{f'等 {len(bad)} 行' if len(bad) > SHOWN else ''}的坐标缺失或无法识别",
            f'sheet "{sheet}": the coordinates of {len(bad)} rows are missing or can\'t be read, first of row {bad[0]}',
        ),
        Text(
            "写成十进制度 117.0418、度分秒 117°02′30.5″ 或米 4316776.583",
            "write decimal degrees 117.0418, degrees 117°02′30.5″, or metres 4316776.583",
        ),
    )
