"""What a file is, by its own first bytes and parts, and whether it is safe to unpack.

Everything here streams: nothing is unpacked as a whole, so a bomb costs time in proportion to the
limits and no memory. Runs in the reading process.
"""

import codecs
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import MEGABYTE, Limits

XLSX, XLS, CSV = "xlsx", "xls", "csv"
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Encodings of two and four bytes a character by their marks, the longer first, for it begins like the shorter.
WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
BLOCK = MEGABYTE
SMALL = 4 * MEGABYTE
TEXTS = (".csv", ".txt", ".tsv", ".xls")
LOOKED_AT = 4096

SAVE_AGAIN = Text(
    "在 Excel 或 WPS 中打开，另存为 .xlsx 后重新上传", "open it in Excel or WPS, save it as .xlsx and upload again"
)
# What files that are no workbooks show at their beginning, most telling first.
OTHERS: tuple[tuple[re.Pattern[bytes], Text], ...] = (
    (
        re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"),
        Text("文件是“XML 电子表格 2003”，不能直接读取", "the file is an XML spreadsheet of 2003, which isn't read"),
    ),
    (
        re.compile(rb"^mime-version:|^content-type: *multipart/related", re.IGNORECASE | re.MULTILINE),
        Text("文件其实是单个文件网页（.mht），不是表格", "the file is a web archive (.mht), no workbook"),
    ),
    (
        re.compile(rb"^\s*<(?:!doctype|!--|html|head|meta|style|body|div|span|p|center|font|table|thead|tbody|tr|td)\b",
                   re.IGNORECASE),
        Text("文件其实是网页，不是表格", "the file is a web page, no workbook"),
    ),
    (re.compile(rb"^\s*<\?xml|^\s*<[a-z][\w:.-]*[\s>]", re.IGNORECASE),
     Text("文件是 XML，不是表格", "the file is XML, no workbook")),
    (re.compile(rb"^%PDF-"), Text("文件其实是 PDF，不是表格", "the file is a PDF, no workbook")),
)  # fmt: skip
INSIDE: dict[str, Text] = {
    "xl/workbook.bin": Text("文件是二进制工作簿（.xlsb），不能直接读取", "the file is a binary workbook (.xlsb)"),
    "content.xml": Text("文件是 OpenDocument 表格（.ods），不能直接读取", "the file is an OpenDocument sheet (.ods)"),
    "word/document.xml": Text("文件其实是 Word 文档，不是表格", "the file is a Word document, no workbook"),
    "ppt/presentation.xml": Text("文件其实是演示文稿，不是表格", "the file is a presentation, no workbook"),
}
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ElementTree.ParseError,
    expat.ExpatError,
    LookupError,
    OSError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A worksheet of a package: its name, where it lies, whether people see it."""

    name: str
    path: str
    hidden: bool


def kind_of(content: bytes, name: str) -> str:
    """XLSX, XLS or CSV, by content; the name only tells a text file meant as a table. Raises RefusedFile."""
    if content.startswith(ZIP_MAGIC):
        return XLSX
    if content.startswith(OLE_MAGIC):
        return XLS
    if not content.strip():
        raise RefusedFile(
            Text("文件是空的", "the file is empty"),
            Text("确认文件内容后重新上传", "check the file and upload it again"),
        )
    wide = wide_encoding(content)
    head = content[:LOOKED_AT].decode(wide, "ignore").encode() if wide else content[:LOOKED_AT]
    head = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, said in OTHERS:
        if pattern.search(head):
            raise RefusedFile(said, SAVE_AGAIN)
    # Many a program calls a text with tabs .xls, which Excel opens.
    table = bool(wide) or name.lower().endswith((".csv", ".txt", ".tsv") if b"\t" not in head else TEXTS)
    if not table or (b"\x00" in content[:BLOCK] and not wide):
        raise RefusedFile(
            Text("文件内容不是 .xlsx、.xls 或 .csv 表格", "the content is no .xlsx, .xls or .csv table"),
            Text(
                "只上传表格文件；改扩展名不会改变文件内容",
                "upload workbooks only; another extension doesn't change the content",
            ),
        )
    return CSV


def wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32 as Python names it, by its mark or, without one, by what it decodes to; "" for anything else."""
    if marked := next((encoding for mark, encoding in WIDE_MARKS if content.startswith(mark)), ""):
        return marked
    head = content[:LOOKED_AT]
    # The upper half of figures and signs is zero; so is the lower one of 一, which is rare.
    first, second = (head[place::2].count(0) for place in (0, 1))
    likely = ("utf-32-le", "utf-32-be", "utf-16-le" if second > first else "utf-16-be")
    return next((encoding for encoding in likely if 0 in head and _is_text(head, encoding)), "")


def _is_text(head: bytes, encoding: str) -> bool:
    try:
        # The last character may be cut.
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    # A table has lines, a GeoJSON at least a brace; a few bytes of a picture may pass for Chinese.
    return any(sign in text for sign in "\r\n{") and all(sign.isprintable() or sign.isspace() for sign in text)


def encrypted() -> RefusedFile:
    """The refusal of a file that opens with a password only."""
    return RefusedFile(
        Text("文件有打开密码，无法读取", "the file is protected by a password"),
        Text("在 Excel 或 WPS 中取消密码后重新上传", "remove the password in Excel or WPS and upload again"),
    )


def broken() -> RefusedFile:
    """The refusal of a file that begins like a workbook and isn't one."""
    return RefusedFile(Text("文件不完整或已损坏", "the file is truncated or damaged"), SAVE_AGAIN)


def open_package(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive of an .xlsx whose parts are sound and not too large; raises RefusedFile."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    refuse_sizes(parts, limits)
    if workbook_path(archive) is None:
        known = next((said for path, said in INSIDE.items() if found(archive, path)), None)
        raise RefusedFile(known or Text("压缩包内不是 .xlsx 工作簿", "the archive holds no .xlsx workbook"), SAVE_AGAIN)
    for part in parts:
        _drain(archive, part)
    return archive


def package_notes(archive: zipfile.ZipFile) -> list[Text]:
    """What people should know of a workbook as a whole."""
    if not any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
        return []
    said = Text(
        "引用了其他文件：只取已保存的结果，不打开外部链接",
        "refers to other files: saved results were taken, no link was opened",
    )
    return [said]


def refuse_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse an archive that is encrypted or unpacks to too much; raises RefusedFile."""
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
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


def worksheets(archive: zipfile.ZipFile) -> list[Part]:
    """The worksheets in the workbook's order; charts and macro sheets are none."""
    workbook = workbook_path(archive) or ""
    targets = {link: path for link, kind, path in _links(archive, workbook) if kind == "worksheet"}
    parts = []
    for sheet in ElementTree.fromstring(archive.read(workbook)).iter():
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if link in targets and sheet.tag.endswith("}sheet"):
            parts.append(Part(sheet.get("name", ""), targets[link], sheet.get("state", "visible") != "visible"))
    return parts


def workbook_path(archive: zipfile.ZipFile) -> str | None:
    """Where the workbook lies: where the package says, or where all programs put it; None where there is none."""
    said = [path for _, kind, path in _links(archive, "") if kind == "officeDocument" and path.endswith(".xml")]
    held = (found(archive, path) for path in ("xl/workbook.xml", *said))
    return next((path for path in held if path and posixpath.split(path)[0] not in ("word", "ppt")), None)


def found(archive: zipfile.ZipFile, path: str) -> str | None:
    """The part of that name as the archive has it: some programs write other cases, or backslashes."""
    wanted = path.lower()
    return next((name for name in archive.namelist() if name.replace("\\", "/").lower() == wanted), None)


def _links(archive: zipfile.ZipFile, part: str) -> list[tuple[str | None, str, str]]:
    """Identity, kind and target of each link of a part, "" for the package; targets as the archive has them."""
    folder, name = posixpath.split(part.replace("\\", "/"))
    path = found(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    links = ElementTree.fromstring(archive.read(path)) if path else ()
    return [(link.get("Id"), link.get("Type", "").rpartition("/")[2], _target(archive, folder, link)) for link in links]


def _target(archive: zipfile.ZipFile, folder: str, link: ElementTree.Element) -> str:
    """A link's target: relative to the folder of what links, or from the root where it begins with a stroke."""
    path = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "").replace("\\", "/"))).lstrip("/")
    return found(archive, path) or path


def _drain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, so that its checksum is proven."""
    with archive.open(part) as stream:
        while stream.read(BLOCK):
            pass
