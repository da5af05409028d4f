"""The parts of a Shapefile held against each other, and its polygons (ESRI Shapefile Technical Description, 1998).

GDAL reads what it can of a damaged Shapefile and leaves the rest without a word; so lengths and counts are compared
before, and rings are put together here, where a wrong winding can be told from a hole outside its shell.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.texts import Text
from services.indication.boundary.rings import Ring
from services.intake.errors import RefusedFile

HEADER, WORD, RECORD_HEAD, INDEX_ENTRY = 100, 2, 8, 8
NULL, POLYGONS = 0, (5, 15, 25)
HIGH = (15,)
KIND = slice(32, 36)
# Before the parts of a polygon: its kind, box, and two counts.
POLYGON_HEAD = 44
DBF_HEADER, DBF_END, PADDING = 32, b"\x1a", b"\x1a\x00 "
DELETED = ord("*")
AGAIN = Text(
    "文件在复制或打包时损坏：在原软件中重新导出，把 .shp、.shx、.dbf、.prj 一起打包",
    "it was damaged when copied or zipped: export it again and zip .shp, .shx, .dbf and .prj together",
)


@dataclass(frozen=True, slots=True)
class Table:
    """What a .dbf says and holds: the records it counts, those it has room for, and which are marked as deleted."""

    counted: int
    held: int
    deleted: tuple[int, ...]


def checked(parts: Mapping[str, bytes]) -> tuple[list[bytes], Table | None]:
    """The content of each record of the .shp, and what the .dbf says, if there is one. Raises RefusedFile where
    lengths or counts of .shp, .shx and .dbf contradict each other or the files."""
    shp, shx = parts[".shp"], parts[".shx"]
    for ending, part in ((".shp", shp), (".shx", shx)):
        _refuse_length(ending, part)
    records = _records(shp)
    index = [struct.unpack(">ii", shx[at : at + INDEX_ENTRY]) for at in range(HEADER, len(shx), INDEX_ENTRY)]
    table = _table(parts[".dbf"]) if ".dbf" in parts else None
    if len(records) != len(index) or (table and not table.counted == table.held == len(index)):
        raise _counts(len(records), len(index), table)
    places = [(at // WORD, len(content) // WORD) for at, content in records]
    if places != index:
        wrong = next(number for number, pair in enumerate(zip(places, index, strict=True), 1) if pair[0] != pair[1])
        raise RefusedFile(
            Text(
                f".shx 所写第 {wrong} 个图形的位置或长度与 .shp 不符",
                f"the .shx gives another place or length of shape {wrong} than the .shp has",
            ),
            AGAIN,
        )
    return [content for _, content in records], table


def _refuse_length(ending: str, part: bytes) -> None:
    said = int.from_bytes(part[24:28], "big") * WORD
    whole = len(part) >= HEADER and said == len(part) and (ending != ".shx" or not (said - HEADER) % INDEX_ENTRY)
    if not whole:
        raise RefusedFile(
            Text(
                f"{ending} 不完整：文件头写 {said:,} 字节，实有 {len(part):,} 字节",
                f"the {ending} is not whole: its header says {said:,} bytes, the file has {len(part):,}",
            ),
            AGAIN,
        )


def _records(shp: bytes) -> list[tuple[int, bytes]]:
    """Where each record begins, and its content."""
    found, at, kinds = list[tuple[int, bytes]](), HEADER, (NULL, kind_of(shp[KIND]))
    while at < len(shp):
        size = int.from_bytes(shp[at + 4 : at + RECORD_HEAD], "big") * WORD
        content = shp[at + RECORD_HEAD : at + RECORD_HEAD + size]
        if size < 4 or len(content) != size or kind_of(content) not in kinds or not _fits(content):
            number = len(found) + 1
            raise RefusedFile(
                Text(
                    f".shp 的第 {number} 个图形不完整：所写点数与长度不符",
                    f"shape {number} of the .shp is not whole: its counts of points don't fit its length",
                ),
                AGAIN,
            )
        found.append((at, content))
        at += RECORD_HEAD + size
    return found


def _fits(content: bytes) -> bool:
    """Whether the counts in a polygon's record fit its length; of other kinds GDAL judges."""
    if kind_of(content) not in POLYGONS:
        return True
    if len(content) < POLYGON_HEAD:
        return False
    parts, points = struct.unpack("<ii", content[36:POLYGON_HEAD])
    if parts < 0 or points < 0 or len(content) < POLYGON_HEAD + 4 * parts + 16 * points:
        return False
    starts = struct.unpack(f"<{parts}i", content[POLYGON_HEAD : POLYGON_HEAD + 4 * parts])
    return not parts or (starts[0] == 0 and list(starts) == sorted(set(starts)) and starts[-1] < points)


def _table(dbf: bytes) -> Table:
    counted, head, width = struct.unpack("<IHH", dbf[4:12]) if len(dbf) >= DBF_HEADER else (0, 0, 0)
    if not head or not width or len(dbf) < head:
        raise RefusedFile(Text(".dbf 不完整：文件头残缺", "the .dbf is not whole: its header is cut"), AGAIN)
    records = dbf[head:]
    behind = records[counted * width :]
    # What a program padded the end with is no record.
    ended = len(records) >= counted * width and (behind[:1] == DBF_END or not behind.strip(PADDING))
    held = counted if ended else len(records) // width
    if held < counted:
        raise RefusedFile(
            Text(
                f".dbf 不完整：文件头写 {counted:,} 条记录，实有 {held:,} 条",
                f"the .dbf is not whole: its header says {counted:,} records, there are {held:,}",
            ),
            AGAIN,
        )
    starts = range(0, counted * width, width)
    return Table(counted, held, tuple(number for number, at in enumerate(starts, 1) if records[at] == DELETED))


def _counts(shp: int, shx: int, table: Table | None) -> RefusedFile:
    said, en = "", ""
    if table:
        said = f"、.dbf {table.counted} 条" + (f"（实有 {table.held} 条）" if table.held != table.counted else "")
        en = f", .dbf {table.counted}" + (f" (it holds {table.held})" if table.held != table.counted else "")
    return RefusedFile(
        Text(
            f"Shapefile 各文件的记录数不一致：.shp {shp} 个、.shx {shx} 个{said}",
            f"the parts of the Shapefile disagree in how many records there are: .shp {shp}, .shx {shx}{en}",
        ),
        AGAIN,
    )


def kind_of(content: bytes) -> int:
    """The kind of shape in a record."""
    return int.from_bytes(content[:4], "little")


def rings_of(content: bytes) -> list[Ring]:
    """The rings of a polygon's record, without heights."""
    parts, points = struct.unpack("<ii", content[36:POLYGON_HEAD])
    starts = np.frombuffer(content, "<i4", parts, POLYGON_HEAD).tolist()
    xy = np.frombuffer(content, "<f8", 2 * points, POLYGON_HEAD + 4 * parts).reshape(-1, 2).tolist()
    pairs = [(x, y) for x, y in xy]
    return [pairs[start:end] for start, end in zip(starts, [*starts[1:], points], strict=True)]
