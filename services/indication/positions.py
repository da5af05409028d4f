"""A table of places against an area: each row as it came, with inside, outside and how far from the boundary."""

from collections.abc import Sequence

import polars as pl

from data.texts import Text
from services.ground.coordinates import stands, to_wgs84, turned
from services.indication.boundary.angles import number_of
from services.indication.boundary.errors import SystemUnknown
from services.indication.inside import inside
from services.intake.errors import RefusedFile
from services.intake.headers import LATITUDE_WORDS, LONGITUDE_WORDS
from services.intake.limits import Limits, limits
from services.intake.places import PAIR, system_named
from services.intake.read import Reading, read_file
from services.intake.recognise import DEEPEST_HEADER
from services.intake.units import split_header, system_above

# Surveyors call the northing X, others the easting: the values say which it is.
ONE_WAY = {*LONGITUDE_WORDS, "x", "x坐标", "坐标x", "北坐标", "横坐标", "easting"}
OTHER_WAY = {*LATITUDE_WORDS, "y", "y坐标", "坐标y", "东坐标", "纵坐标", "northing"}
PAIRED = {"坐标", "经纬度", "位置坐标", "coordinates", "point"}
VERDICT, DISTANCE, PLACE = "verdict", "distance", "place"


def positions(area: str, table: pl.DataFrame) -> pl.DataFrame:
    """The table of `places` with `verdict` (a code of `inside.VERDICTS`) and `distance` in metres; null where
    a row has no place."""
    answers = inside(area, table[PLACE])
    return table.with_columns(answers[VERDICT], answers[DISTANCE].round(1))


def places(name: str, content: bytes, answer: str | None = None, *, within: Limits | None = None) -> pl.DataFrame:
    """The rows of the first sheet that has coordinates, all text, with `place` ("longitude,latitude" in WGS-84, null
    where a row has none). `answer` is the system a person gave.

    Raises RefusedFile when no sheet has coordinates or none of them lies in China, SystemUnknown when nothing says in
    which system they are, UnknownSystem.
    """
    reading = read_file(name, content, within or limits())
    for refusal in reading.refusals:
        raise RefusedFile(refusal.message, refusal.mend)
    rows, at, above = _table(reading)
    system = _system(rows.columns, at) or above or (system_named(answer) or answer if answer else "")
    if not system:
        raise SystemUnknown(None)
    found = pl.Series(PLACE, _places(rows, at, system), dtype=pl.String)
    if rows.height and found.null_count() == rows.height:
        raise RefusedFile(
            Text(f"按坐标系 {system} 没有一行落在中国境内", f"in {system} none of the rows lies in China"),
            Text(
                "请改选坐标系；以米为单位的坐标须选平面坐标系，如 EPSG:4548",
                "choose another one: for metres one of a plane, as EPSG:4548",
            ),
        )
    return rows.with_columns(found)


def _table(reading: Reading) -> tuple[pl.DataFrame, tuple[str, ...], str]:
    """The rows below the header, the one or two columns that hold coordinates, the system that a line above names."""
    for sheet in reading.sheets:
        if sheet.hidden:
            continue
        for place, header in enumerate(list(sheet.cells.iter_rows())[:DEEPEST_HEADER]):
            if at := _columns(header):
                names = tuple(_names(header)[position] for position in at)
                return _named(sheet.cells, place, header), names, _above(sheet.cells, place)
    raise RefusedFile(
        Text("没有找到坐标列", "no column of coordinates was found"),
        Text(
            "表头需有“经度、纬度”或“X、Y”两列，或“坐标”一列",
            "the header needs longitude and latitude, X and Y, or coordinates",
        ),
    )


def _columns(header: Sequence[str | None]) -> tuple[int, ...]:
    words = [split_header(text)[0] if text else "" for text in header]
    first = next((n for n, word in enumerate(words) if word in ONE_WAY), None)
    second = next((n for n, word in enumerate(words) if word in OTHER_WAY), None)
    if first is not None and second is not None:
        return first, second
    paired = next((n for n, word in enumerate(words) if word in PAIRED), None)
    return () if paired is None else (paired,)


def _names(header: Sequence[str | None]) -> list[str]:
    """A name for each column, told apart where two are the same."""
    names: list[str] = []
    for number, text in enumerate(header, 1):
        name = text or f"({number})"
        taken = name in names or name in (VERDICT, DISTANCE, PLACE)
        names.append(f"{name} ({number})" if taken else name)
    return names


def _named(cells: pl.DataFrame, place: int, header: Sequence[str | None]) -> pl.DataFrame:
    rows = cells.slice(place + 1).rename(dict(zip(cells.columns, _names(header), strict=True)))
    return rows.filter(pl.any_horizontal(pl.all().is_not_null()))


def _above(cells: pl.DataFrame, place: int) -> str:
    """The system that a line above the header names."""
    said = (system_above(text) for row in cells.head(place).iter_rows() for text in row if text)
    return next(filter(None, said), "")


def _system(headers: Sequence[str], at: Sequence[str]) -> str:
    """What the brackets behind the headers of the coordinates say."""
    said = [system_named(split_header(header)[1]) for header in headers if header in at]
    return next(filter(None, said), "")


def _places(rows: pl.DataFrame, at: Sequence[str], system: str) -> list[str | None]:
    if len(at) == 2:
        return [_place(number_of(x or ""), number_of(y or ""), system) for x, y in rows.select(at).iter_rows()]
    found = [PAIR.match(text or "") for text in rows[at[0]]]
    return [_place(float(pair[1]), float(pair[2]), system) if pair else None for pair in found]


def _place(x: float | None, y: float | None, system: str) -> str | None:
    if x is None or y is None:
        return None
    given = (y, x) if turned([(x, y)], system) else (x, y)
    if not stands([given], system):
        return None
    longitude, latitude = to_wgs84([given], system)[0]
    return f"{longitude:.8f},{latitude:.8f}"
