"""Files that pretend to be something else, or lead out of themselves, are refused for what they are."""

import json
import sqlite3
import zipfile

import pytest
import xlwt

from services.indication.boundary.drivers import environment
from services.indication.boundary.read import read_boundary
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import AREA, geojson, off, take, zipped

VRT = b"""<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource>
<SrcLayer>passwd</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
PLACE = (
    "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>116.95,39.05 116.98,39.05 116.98,39.07 116.95,39.05"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
)
LINK = "<NetworkLink><Link><href>http://example.invalid/a.kml</href></Link></NetworkLink>"
ENTITY = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SHP = b"\x00\x00\x27\x0a" + b"\0" * 96


def refused(name, content, read=take):
    with pytest.raises(RefusedFile) as caught:
        read(name, content, "WGS-84")
    assert caught.value.mend.zh
    assert caught.value.mend.en
    return caught.value.message.zh


@pytest.mark.parametrize("name", ["b.geojson", "b.vrt", "b.kml", "b.shp", "b.csv"])
def test_a_vrt_is_refused_whatever_it_is_called(name):
    assert refused(name, VRT) == "文件是 XML，但不是 KML"


def test_a_vrt_is_refused_by_the_process():
    assert refused("b.geojson", VRT, read_boundary) == "文件是 XML，但不是 KML"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (KML.format(PLACE + LINK).encode(), "网络链接"),
        (KML.format(f"<Folder>{LINK}</Folder>").encode("utf-16"), "网络链接"),
        ((ENTITY + KML.format(PLACE + "&a;")).encode(), "文档类型声明"),
        ((ENTITY + KML.format(PLACE)).encode("utf-16"), "文档类型声明"),
        (('<!DOCTYPE kml SYSTEM "http://example.invalid/a.dtd">' + KML.format(PLACE)).encode(), "文档类型声明"),
        (KML.format("<Folder>" * 10_000).encode(), "损坏"),
        (KML.format(PLACE).encode()[:-20], "损坏"),
        (b"<html><body>kml</body></html>", "不是 KML"),
        (b"<<<", "损坏"),
        (b'<?xml version="1.0" encoding="none-such"?><kml/>', "损坏"),
    ],
)
def test_kml_that_leads_elsewhere_is_refused(content, message):
    if "utf-16" in str(content[:2]):
        content = content.replace(b'version="1.0"', b'version="1.0" encoding="utf-16"')
    assert message in refused("a.kml", content)


def test_kml_in_utf_16_is_read():
    content = ('<?xml version="1.0" encoding="utf-16"?>' + KML.format(PLACE)).encode("utf-16")
    assert len(take("a.kml", content, "WGS-84").features) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped({"inner.zip": zipped({"a.shp": b"x"})}), "没有 .shp"),
        (zipped({"a.shp": b"x", "more.dat": zipped({"b": b"x"})}), "压缩包里还有压缩包"),
        (zipped({"doc.kml": KML.format(PLACE).encode(), "two.kml": KML.format(PLACE).encode()}), "2 个图层"),
        (zipped({"a.shp": b"x", "b.shp": b"x"}), ".shp 缺失或不是 Shapefile"),
        (zipped({"a.shp": b"\0" * 50_000_000}), "解压后过大"),
        (zipped({"doc.kml": b" " * 50_000_000}), "解压后过大"),
        (zipped({"doc.kml": KML.format(LINK).encode()}), "网络链接"),
        (zipped({"a.shp": VRT, "a.shx": VRT, "a.dbf": VRT}), ".shp 缺失或不是 Shapefile"),
        (zipped({"a.shp": SHP, "a.dbf": b"x"}), ".shx 缺失或不是 Shapefile"),
        (zipped({"a.shp": SHP, "a.shx": SHP}), "不完整"),
        (zipped({"a.geojson": geojson(AREA)}), "没有 .shp"),
        (zipped({"doc.kml": KML.format(PLACE).encode()})[:-30], "损坏"),
    ],
)
def test_archives_that_are_more_than_they_seem_are_refused(content, message):
    assert message in refused("a.zip", content)


def test_a_locked_archive_is_refused():
    content = bytearray(zipped({"doc.kml": b"x"}, zipfile.ZIP_STORED))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    assert "密码" in refused("a.kmz", bytes(content))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.geojson", b'{"type": "Topology", "objects": {}}', "不是 GeoJSON"),
        ("a.geojson", b'{"geometryType": "esriGeometryPolygon", "features": []}', "不是 GeoJSON"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "损坏"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": {"a": 1}}', "损坏"),
        ("a.geojson", b'{"a":' * 100_000, "损坏"),
        ("a.geojson", geojson({"type": "Polygon"}), "损坏"),
        ("a.geojson", geojson({"type": "CircularString", "coordinates": [[117, 39]]}), "无法识别"),
        ("a.shp", SHP, "单独的 .shp"),
        ("a.geojson", b"117.1,39.1", "不是可识别"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "图片"),
        ("a.gpkg", b"SQLite format 3\x00" + b"\0" * 1_000, "不是 GeoPackage"),
    ],
)
def test_other_content_is_refused(name, content, message):
    assert message in refused(name, content)


def test_a_linked_crs_is_not_followed():
    document = json.loads(geojson(AREA))
    document["crs"] = {"type": "link", "properties": {"href": "http://example.invalid/crs"}}
    assert "外部链接" in refused("a.geojson", json.dumps(document).encode())


@pytest.fixture
def altered(driven, tmp_path):
    """A GeoPackage on which statements were run."""

    def new(*statements):
        path = tmp_path / "altered.gpkg"
        path.write_bytes(driven("GPKG", "a.gpkg", [AREA], "EPSG:4490")["a.gpkg"])
        database = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            database.execute(statement)
        database.close()
        return path.read_bytes()

    return new


def test_a_layer_that_is_a_view_is_refused(altered):
    content = altered("ALTER TABLE area RENAME TO kept", "CREATE VIEW area AS SELECT * FROM kept")
    assert "视图" in refused("a.gpkg", content)


def test_a_package_in_use_is_refused(altered):
    assert "正被其他软件打开" in refused("a.gpkg", altered("PRAGMA journal_mode = WAL"))


def test_a_truncated_package_is_refused(altered):
    assert "损坏" in refused("a.gpkg", altered()[:3_000])


def test_the_reading_process_knows_two_drivers_only():
    hidden = environment()["GDAL_SKIP"].split(",")
    assert {"OGR_VRT", "GeoJSON", "WFS", "LIBKML", "HTTP"} <= set(hidden)
    assert not {"ESRI Shapefile", "GPKG"} & set(hidden)


def test_a_workbook_of_something_else_is_refused(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("台账").write(0, 0, "名称")
    book.save(tmp_path / "a.xls")
    assert "没有找到" in refused("a.xls", (tmp_path / "a.xls").read_bytes())


def test_icons_and_styles_of_kml_are_no_way_out():
    style = "<Style><IconStyle><Icon><href>http://example.invalid/a.png</href></Icon></IconStyle></Style>"
    assert take("a.kml", KML.format(style + PLACE).encode(), "WGS-84").features


def test_a_file_through_the_process(altered):
    found = read_boundary("a.gpkg", altered())
    assert off(found.as_area()) < 0.1
    assert found.system == "CGCS2000"
