"""What a file is, by its own first bytes and parts, and whether it is safe to unpack.

Everything here streams: nothing is unpacked as a whole, so a bomb costs time in proportion to the
limits and no memory. Runs in the reading process.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import MEGABYTE, Limits

XLSX, XLS, CSV = "xlsx", "xls", "csv"
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)
BLOCK = MEGABYTE
SMALL = 4 * MEGABYTE
MOST_MERGED = 20_000

# Only cells far right or far down: to look at every reference would cost more than reading the sheet.
# The patterns begin with plain letters, which the search skips to; a prefix ("x:row") may stand before them.
FAR_CELL = re.compile(rb'r="([A-Z]{3}|[I-Z][A-Z]|[A-Z]{1,2}(?=\d{6}))(\d+)"[^>]*?(/?)>')
MERGED = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
FIRST_CELLS = re.compile(rb'dimension\s[^>]*?ref="([A-Z]+)(\d+)')
NO_RESULT = re.compile(rb"f/?>(?:<(?:\w+:)?v\s?/>|<v></v>)?</(?:\w+:)?c>")

SAVE_AGAIN = Text(
    "在 Excel 或 WPS 中打开，另存为 .xlsx 后重新上传", "open it in Excel or WPS, save it as .xlsx and upload again"
)
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ElementTree.ParseError,
    KeyError,
    OSError,
    ValueError,
)
Box = tuple[int, int, int, int]


@dataclass
class Package:
    """What the streaming look found: notes for people; merged boxes by sheet (rows and columns from 0)."""

    notes: list[Text] = field(default_factory=list)
    merged: dict[str, list[Box]] = field(default_factory=dict)


def kind_of(content: bytes, name: str) -> str:
    """XLSX, XLS or CSV, by content; the name only tells a text file meant as a table. Raises RefusedFile."""
    if content.startswith(ZIP_MAGIC):
        return XLSX
    if content.startswith(OLE_MAGIC):
        if ENCRYPTED in content:
            raise _encrypted()
        return XLS
    if not content.strip():
        raise RefusedFile(
            Text("文件是空的", "the file is empty"),
            Text("确认文件内容后重新上传", "check the file and upload it again"),
        )
    if WEB_PAGE.match(content[:1024]):
        raise RefusedFile(Text("文件其实是网页，不是表格", "the file is a web page, no workbook"), SAVE_AGAIN)
    if b"\x00" in content[:BLOCK] or not name.lower().endswith((".csv", ".txt")):
        raise RefusedFile(
            Text("文件内容不是 .xlsx、.xls 或 .csv 表格", "the content is no .xlsx, .xls or .csv table"),
            Text(
                "只上传表格文件；改扩展名不会改变文件内容",
                "upload workbooks only; another extension doesn't change the content",
            ),
        )
    return CSV


def _encrypted() -> RefusedFile:
    return RefusedFile(
        Text("文件有打开密码，无法读取", "the file is protected by a password"),
        Text("在 Excel 或 WPS 中取消密码后重新上传", "remove the password in Excel or WPS and upload again"),
    )


def broken() -> RefusedFile:
    """The refusal of a file that begins like a workbook and isn't one."""
    return RefusedFile(Text("文件不完整或已损坏", "the file is truncated or damaged"), SAVE_AGAIN)


def check_package(content: bytes, limits: Limits) -> Package:
    """Stream through every part of an .xlsx: sizes, used range, merged cells. Raises RefusedFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check_parts(archive, limits)
    except DAMAGE as error:
        raise broken() from error


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> Package:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    refuse_sizes(parts, limits)
    if "xl/workbook.xml" not in names:
        raise RefusedFile(Text("压缩包内不是 .xlsx 工作簿", "the archive holds no .xlsx workbook"), SAVE_AGAIN)
    package = Package()
    sheets = _sheet_names(archive)
    for part in parts:
        if part.filename in sheets:
            package.merged[sheets[part.filename]] = _check_sheet(archive, part, limits)
        else:
            _drain(archive, part)
    if any(name.startswith("xl/externalLinks/") for name in names):
        package.notes.append(
            Text(
                "引用了其他文件：只取已保存的结果，不打开外部链接",
                "refers to other files: saved results were taken, no link was opened",
            )
        )
    return package


def refuse_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse an archive that is encrypted or unpacks to too much; raises RefusedFile."""
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted()
    bomb = any(part.file_size > SMALL and part.file_size > limits.ratio * part.compress_size for part in parts)
    if bomb or len(parts) > 10_000 or sum(part.file_size for part in parts) > limits.unpacked:
        raise RefusedFile(
            Text(
                "文件解压后过大，疑似异常压缩或含大量空行", "unpacks to far too much: a bomb, or millions of empty rows"
            ),
            Text(
                "删除表格下方和右侧的空行空列，或拆成几个文件",
                "delete empty rows and columns around the table, or split the file",
            ),
        )


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by the part that holds it."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    names = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if link in targets and sheet.tag.endswith("}sheet"):
            target = targets[link]
            names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return names


def _drain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, so that its checksum is proven."""
    with archive.open(part) as stream:
        while stream.read(BLOCK):
            pass


def _check_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> list[Box]:
    """The merged boxes of a sheet whose used range is within the limits; raises RefusedFile."""
    rows, first, merged, rest, before = 0, 0, list[Box](), b"", b""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            text = rest + block
            end = text.rfind(b">") + 1
            text, rest = text[:end], text[end:]
            rows += text.count(b"<row") + text.count(b":row ")
            _refuse_range(text, rows, limits)
            # A formula's tags may lie on both sides of the cut.
            _refuse_uncalculated(before + text)
            before = text[-100:]
            if dimension := FIRST_CELLS.search(text):
                first = column_number(dimension[1])
            merged += [_box(found, first) for found in MERGED.findall(text)] if len(merged) < MOST_MERGED else []
    return merged


def _refuse_range(text: bytes, rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise RefusedFile(
            Text(
                f"一张表超过 {limits.rows:,} 行（含空行）",
                f"a sheet has more than {limits.rows:,} rows, empty ones included",
            ),
            Text("删除表格下方的空行，或拆成几个文件", "delete the empty rows below the table, or split the file"),
        )
    for letters, row, empty in FAR_CELL.findall(text):
        if not empty and (int(row) > limits.rows or column_number(letters) >= limits.columns):
            cell = f"{letters.decode()}{row.decode()}"
            raise RefusedFile(
                Text(f"单元格 {cell} 离表格太远，无法读取", f"cell {cell} lies too far from any table"),
                Text("删除该单元格及其周围的空行空列", "delete that cell and the empty rows and columns around it"),
            )


def _refuse_uncalculated(text: bytes) -> None:
    if NO_RESULT.search(text):
        raise RefusedFile(Text("有公式没有计算结果", "formulas without results"), SAVE_AGAIN)


def column_number(letters: bytes) -> int:
    """A column's number from 0: A is 0, XFD 16383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _box(found: tuple[bytes, bytes, bytes, bytes], first: int) -> Box:
    left, top, right, bottom = found
    return int(top) - 1, column_number(left) - first, int(bottom) - 1, column_number(right) - first
