"""What a boundary file is, by its own first bytes; the name only tells a text file meant as a table."""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.intake.container import OLE_MAGIC, ZIP_MAGIC, wide_encoding
from services.intake.errors import RefusedFile

GEOJSON, SHAPEFILE, KML, KMZ, GEOPACKAGE = "GeoJSON", "Shapefile", "KML", "KMZ", "GeoPackage"
TABLE, LAND_TEXT = "table", "land survey text"
SQLITE_MAGIC = b"SQLite format 3\x00"
# Bytes 68 to 71 of a SQLite file: GeoPackage 1.2 and later, 1.0, 1.1.
APPLICATIONS = (b"GPKG", b"GP10", b"GP11")
SHP_MAGIC = b"\x00\x00\x27\x0a"
CHINESE_XML = re.compile(rb"""\s*<\?xml[^>]*encoding\s*=\s*["'](gb[\w-]*)["']""", re.IGNORECASE)
# An unknown encoding is a LookupError.
XML_FAULTS = (expat.ExpatError, ValueError, LookupError)
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

ACCEPTED = Text(
    "请上传 GeoJSON、打包成 zip 的 Shapefile、KML/KMZ（奥维 ovkml）、GeoPackage、界址点坐标表（Excel、CSV），"
    "或勘测定界界址点 TXT",
    "upload GeoJSON, a zipped Shapefile, KML/KMZ (ovkml), a GeoPackage, a table of corner points (Excel, CSV), or a "
    "land survey's TXT",
)
TO_SHAPEFILE = Text(
    "在 CAD 或 GIS 软件中把界线转成面，写明坐标系，导出为 Shapefile（打包成 zip）、GeoPackage 或界址点坐标表",
    "in a CAD or GIS program make polygons of the outline, state the system, and export a zipped Shapefile, a "
    "GeoPackage or a table of corner points",
)
TOGETHER = Text(
    "把同名的 .shp、.shx、.dbf、.prj、.cpg 打包成一个 zip 上传", "zip .shp, .shx, .dbf, .prj and .cpg together"
)
UNZIP = Text("解压后把各文件重新打包成 .zip", "unpack it and zip the files as a .zip")
TYPED = Text(
    "图片和文档里没有可读取的坐标：请制图单位提供矢量文件，或把界址点坐标录成表格",
    "pictures and papers hold no coordinates to read: ask for the vector file, or type the points into a table",
)
# What people send for a boundary and can't be one, by its first bytes: what it is, and how to mend it.
OTHERS: tuple[tuple[bytes, Text, Text], ...] = (
    (
        rb"AC10\d\d",
        Text("文件是 CAD 图（.dwg），没有坐标系", "a CAD drawing (.dwg), which has no coordinate system"),
        TO_SHAPEFILE,
    ),
    (
        rb"AutoCAD Binary DXF|\s*(?:999\s*\n[^\n]*\n\s*)*0\s+SECTION",
        Text(
            "文件是 CAD 交换图（.dxf），没有坐标系，线也未必围成面",
            "a CAD exchange drawing (.dxf), which has no coordinate system and lines that needn't enclose ground",
        ),
        TO_SHAPEFILE,
    ),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", Text("文件是 rar、7z 或 gz 压缩包", "a rar, 7z or gz archive"), UNZIP),
    (rb"%PDF", Text("文件是 PDF", "a PDF"), TYPED),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\x00|MM\x00\*|RIFF", Text("文件是图片", "a picture"), TYPED),
    (
        rb"\x00\x01\x00\x00Standard (?:Jet|ACE)",
        Text("文件是 Access 或个人地理数据库（.mdb）", "an Access or personal geodatabase (.mdb)"),
        TO_SHAPEFILE,
    ),
    (
        rb"\s*(?i:version)\s+\d+\s+(?i:charset)|!table",
        Text("文件是 MapInfo 的 .mif 或 .tab", "MapInfo's .mif or .tab"),
        TO_SHAPEFILE,
    ),
    (
        rb"\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS)\s*\[",
        Text("单独的 .prj 只有坐标系", "a .prj alone is a coordinate system"),
        TOGETHER,
    ),
    (rb"WMAP", Text("文件是 MapGIS 的 .wl、.wp 或 .wt", "MapGIS's .wl, .wp or .wt"), TO_SHAPEFILE),
)
# The same of what stands in a zip.
PACKED: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (
        ("word/document.xml", "ppt/presentation.xml"),
        Text("文件是 Word 或 PPT 文档", "a Word or PowerPoint document"),
        TYPED,
    ),
    (
        (".gdbtable", ".gdbtablx"),
        Text("文件是 ArcGIS 文件地理数据库（.gdb）", "an ArcGIS file geodatabase (.gdb)"),
        TO_SHAPEFILE,
    ),
    (
        (".dxf", ".dwg"),
        Text("压缩包里是 CAD 图（.dxf、.dwg）", "an archive of CAD drawings (.dxf, .dwg)"),
        TO_SHAPEFILE,
    ),
    (
        (".qgs", ".aprx", ".mxd"),
        Text("文件是 QGIS 或 ArcGIS 工程，只有引用没有图形", "a project of QGIS or ArcGIS, which refers to its shapes"),
        TO_SHAPEFILE,
    ),
)
LAND_SECTION = re.compile(r"[\[【]\s*(?:属性描述|地块坐标|界址点坐标|坐标描述)\s*[\]】]")


def narrow(content: bytes) -> bytes:
    """A text of two or four bytes a character (the spreadsheet's "Unicode text") in UTF-8; XML, which declares its own
    encoding, and anything else as it is."""
    encoding = wide_encoding(content)
    text = content.decode(encoding, "replace").removeprefix("\ufeff") if encoding else ""
    return content if not text or text.lstrip().startswith("<") else text.encode()


def form_of(name: str, content: bytes) -> str:
    """Which of the forms above the content is; raises RefusedFile."""
    head = content[:1024].lstrip(b"".join(MARKS) + b" \t\r\n\x00")
    if not head:
        raise RefusedFile(Text("文件是空的", "the file is empty"), Text("确认文件内容后重新上传", "check the file"))
    if content.startswith(SQLITE_MAGIC):
        return _database(content)
    if content.startswith(ZIP_MAGIC):
        return _archive(content)
    if content.startswith(SHP_MAGIC):
        raise RefusedFile(
            Text("单独的 .shp 缺少属性表和坐标系", "a .shp alone lacks its attributes and coordinate system"),
            TOGETHER,
        )
    _refuse_others(content)
    if head.startswith(b"<"):
        return _markup(content)
    if _is_json(head):
        return GEOJSON
    if _is_land_text(content):
        return LAND_TEXT
    if content.startswith(OLE_MAGIC) or (b"\x00" not in content and name.lower().endswith((".csv", ".txt"))):
        return TABLE
    raise RefusedFile(Text("文件内容不是可识别的边界文件", "the content is no boundary file the board knows"), ACCEPTED)


def _refuse_others(content: bytes) -> None:
    for magic, what, mend in OTHERS:
        if re.match(magic, content):
            raise RefusedFile(what, mend)


def _is_json(head: bytes) -> bool:
    return head.startswith((b"{", b"[{"))


def _is_land_text(content: bytes) -> bool:
    start = content[:4096]
    texts = (start.decode(codec, "ignore") for codec in ("utf-8", "gb18030"))
    return any(LAND_SECTION.search(text) for text in texts)


def _database(content: bytes) -> str:
    if content[68:72] not in APPLICATIONS:
        raise RefusedFile(Text("文件是 SQLite 数据库，不是 GeoPackage", "a SQLite database, no GeoPackage"), ACCEPTED)
    return GEOPACKAGE


def _archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise damaged() from error
    if "xl/workbook.xml" in names:
        return TABLE
    for ending, form in ((".shp", SHAPEFILE), (".kml", KMZ), (".ovkml", KMZ)):
        if any(name.endswith(ending) for name in names):
            return form
    _refuse_packed(names)
    raise RefusedFile(
        Text("压缩包内没有 .shp 或 .kml", "the archive holds no .shp and no .kml"),
        Text(
            "Shapefile 各文件直接打包，不要层层压缩；其他格式不要压缩",
            "zip the files of a Shapefile directly, not an archive in an archive; don't zip other formats",
        ),
    )


def _refuse_packed(names: list[str]) -> None:
    """Raises RefusedFile for documents that are archives themselves, and formats that come as folders."""
    for inside, what, mend in PACKED:
        if any(name.endswith(inside) for name in names):
            raise RefusedFile(what, mend)


def _markup(content: bytes) -> str:
    """KML, when that is the outermost element. Anything else in XML (GDAL's VRT, GML, a web page) is refused."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _: found.append(tag)
    try:
        parser.Parse(in_utf_8(content[:65_536]), False)
    except XML_FAULTS as error:
        if not found:
            raise damaged() from error
    if not found or found[0].rpartition(":")[2].lower() not in ("kml", "ovkml"):
        raise RefusedFile(Text("文件是 XML，但不是 KML", "the file is XML, but no KML"), ACCEPTED)
    return KML


def in_utf_8(content: bytes) -> bytes:
    """XML that declares GBK or the like, which expat doesn't know, in UTF-8; any other as it is."""
    declared = CHINESE_XML.match(content)
    if not declared:
        return content
    return content[: declared.start(1)] + b"UTF-8" + content[declared.end(1) :].decode("gb18030", "replace").encode()
