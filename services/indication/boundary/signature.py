"""What a boundary file is, by its own first bytes; the name only tells a text file meant as a table."""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.intake.container import OLE_MAGIC, ZIP_MAGIC
from services.intake.errors import RefusedFile

GEOJSON, SHAPEFILE, KML, KMZ, GEOPACKAGE, TABLE = "GeoJSON", "Shapefile", "KML", "KMZ", "GeoPackage", "table"
SQLITE_MAGIC = b"SQLite format 3\x00"
# Bytes 68 to 71 of a SQLite file: GeoPackage 1.2 and later, 1.0, 1.1.
APPLICATIONS = (b"GPKG", b"GP10", b"GP11")
SHP_MAGIC = b"\x00\x00\x27\x0a"
CHINESE_XML = re.compile(rb"""\s*<\?xml[^>]*encoding\s*=\s*["'](gb[\w-]*)["']""", re.IGNORECASE)
# An unknown encoding is a LookupError.
XML_FAULTS = (expat.ExpatError, ValueError, LookupError)
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

ACCEPTED = Text(
    "请上传 GeoJSON、打包成 zip 的 Shapefile、KML/KMZ、GeoPackage，或界址点坐标表（Excel、CSV）",
    "upload GeoJSON, a zipped Shapefile, KML/KMZ, a GeoPackage, or a table of corner points (Excel, CSV)",
)


def form_of(name: str, content: bytes) -> str:
    """Which of the forms above the content is; raises RefusedFile."""
    head = content[:1024].lstrip(b"".join(MARKS) + b" \t\r\n\x00")
    if content.startswith(SQLITE_MAGIC):
        return _database(content)
    if content.startswith(ZIP_MAGIC):
        return _archive(content)
    if content.startswith(SHP_MAGIC):
        raise RefusedFile(
            Text("单独的 .shp 缺少属性表和坐标系", "a .shp alone lacks its attributes and coordinate system"),
            Text(
                "把同名的 .shp、.shx、.dbf、.prj、.cpg 打包成一个 zip 上传",
                "zip .shp, .shx, .dbf, .prj and .cpg together",
            ),
        )
    if head.startswith(b"<"):
        return _markup(content)
    if head.startswith(b"{"):
        return GEOJSON
    if content.startswith(OLE_MAGIC) or (b"\x00" not in content and name.lower().endswith((".csv", ".txt"))):
        return TABLE
    raise RefusedFile(Text("文件内容不是可识别的边界文件", "the content is no boundary file the board knows"), ACCEPTED)


def _database(content: bytes) -> str:
    if content[68:72] not in APPLICATIONS:
        raise RefusedFile(Text("文件是 SQLite 数据库，不是 GeoPackage", "a SQLite database, no GeoPackage"), ACCEPTED)
    return GEOPACKAGE


def _archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise damaged() from error
    if "xl/workbook.xml" in names:
        return TABLE
    for ending, form in ((".shp", SHAPEFILE), (".kml", KMZ)):
        if any(name.endswith(ending) for name in names):
            return form
    raise RefusedFile(
        Text("压缩包内没有 .shp 或 .kml", "the archive holds no .shp and no .kml"),
        Text(
            "Shapefile 各文件直接打包，不要层层压缩；其他格式不要压缩",
            "zip the files of a Shapefile directly, not an archive in an archive; don't zip other formats",
        ),
    )


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
    if not found or found[0].rpartition(":")[2] != "kml":
        raise RefusedFile(Text("文件是 XML，但不是 KML", "the file is XML, but no KML"), ACCEPTED)
    return KML


def in_utf_8(content: bytes) -> bytes:
    """XML that declares GBK or the like, which expat doesn't know, in UTF-8; any other as it is."""
    declared = CHINESE_XML.match(content)
    if not declared:
        return content
    return content[: declared.start(1)] + b"UTF-8" + content[declared.end(1) :].decode("gb18030", "replace").encode()
