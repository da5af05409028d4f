"""What can't be read says what it is and how to mend it; what only looks odd is read."""

import json
import sqlite3

import pytest
from shapely.geometry import Polygon, mapping

from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import LayersUnknown, SystemContradicted, SystemUnknown
from services.indication.boundary.read import read_boundary
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import AREA, HOLE, OTHER, OUTER, bent, geojson, off, take, zipped
from tests.services.indication.boundary.test_every_form import kml

DXF = b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.dxf", DXF, ["dxf", "面"]),
        ("a.dxf", b"999\r\nmade by\r\n" + DXF, ["dxf"]),
        ("a.txt", DXF, ["dxf"]),
        ("a.dxf", b"AutoCAD Binary DXF\r\n\x1a\x00", ["dxf"]),
        ("a.dwg", b"AC1027\x00\x00", ["dwg"]),
        ("a.rar", b"Rar!\x1a\x07\x00", ["rar"]),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", ["7z"]),
        ("a.pdf", b"%PDF-1.7\n", ["PDF"]),
        ("a.jpg", b"\xff\xd8\xff\xe0", ["图片"]),
        ("a.tif", b"II*\x00", ["图片"]),
        ("a.docx", zipped({"word/document.xml": b"<w/>"}), ["Word"]),
        ("a.zip", zipped({"a.gdb/a00000001.gdbtable": b"x"}), ["gdb"]),
        ("a.zip", zipped({"沙窝.dxf": DXF}), ["CAD"]),
        ("a.mif", b'Version 300\nCharset "Neutral"\n', ["MapInfo"]),
        ("a.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00", ["mdb"]),
        ("a.prj", b'GEOGCS["GCS_WGS_1984"]', [".prj"]),
        ("a.csv", b"", ["空"]),
        ("a.geojson", b"  \n", ["空"]),
        ("a.kml", b"<kml><Document><Placemark></Document></kml>", ["第 1 行"]),
        ("a.geojson", b'{"type": "Polygon",\n "coordinates": [[[1, 2]\n', ["第 3 行"]),
        ("a.geojson", b'{"type": "Polygon"}', ["缺少"]),
        ("a.geojson", geojson({"type": "Polygon", "coordinates": [[OUTER]]}), ["应为 3 层，实为 4 层"]),
        ("a.geojson", geojson({"type": "MultiPolygon", "coordinates": [OUTER]}), ["应为 4 层，实为 3 层"]),
        ("a.geojson", geojson({"type": "Polygon", "coordinates": OUTER[0]}), ["应为 3 层，实为 1 层"]),
        ("a.txt", "第一点,116.94,39.07\n".encode(), ["表头"]),
    ],
)  # fmt: skip
def test_it_says_what_it_is(name, content, words):
    with pytest.raises(RefusedFile) as refused:
        take(name, content, "CGCS2000")
    assert all(word in refused.value.message.zh for word in words)
    assert refused.value.mend.zh
    assert refused.value.message.en
    assert refused.value.mend.en


def test_a_dxf_through_the_process():
    with pytest.raises(RefusedFile, match="dxf"):
        read_boundary("范围.dxf", DXF)


@pytest.mark.parametrize(
    ("answer", "words"),
    [("EPSG:99999", "没有名为"), ("abc", "没有名为"), ("西安80", "精确转换"), ("EPSG:2384", "精确转换")],
)
def test_an_answer_that_is_none(answer, words):
    with pytest.raises(UnknownSystem) as refused:
        take("a.geojson", geojson(AREA), answer)
    assert words in refused.value.text.zh


@pytest.mark.parametrize(
    ("crs", "system"),
    [
        ({"type": "EPSG", "properties": {"code": 4490}}, "CGCS2000"),
        ({"type": "EPSG", "properties": {"code": "4490"}}, "CGCS2000"),
        ({"type": "epsg", "properties": {"code": 4326}}, "WGS-84"),
        ({"type": "name", "properties": {"name": "EPSG:4490"}}, "CGCS2000"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, "CGCS2000"),
        ({"type": "name", "properties": {"name": "urn:x-ogc:def:crs:EPSG:4490"}}, "CGCS2000"),
        ({"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/4490"}}, "CGCS2000"),
        ({"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}, "WGS-84"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC::CRS84"}}, "WGS-84"),
        ({"properties": {"name": "EPSG:4490"}}, "CGCS2000"),
        ({"type": "name", "properties": {"name": "CGCS2000"}}, "CGCS2000"),
        ("EPSG:4490", "CGCS2000"),
        (4490, "CGCS2000"),
    ],
)
def test_every_form_of_crs(crs, system):
    document = {**json.loads(geojson(AREA)), "crs": crs}
    found = take("a.geojson", json.dumps(document).encode())
    assert (found.system, found.known) == (system, "file")


def test_a_crs_of_null_says_nothing():
    with pytest.raises(SystemUnknown):
        take("a.geojson", json.dumps({**json.loads(geojson(AREA)), "crs": None}).encode())


@pytest.mark.parametrize(
    "crs", [{"type": "name", "properties": {"name": "my own"}}, {"type": "name"}, {"type": "x", "properties": {}}]
)
def test_a_crs_that_says_nothing_is_told(crs):
    with pytest.raises(RefusedFile) as refused:
        take("a.geojson", json.dumps({**json.loads(geojson(AREA)), "crs": crs}).encode(), "WGS-84")
    assert "坐标系" in refused.value.message.zh


@pytest.mark.parametrize("where", [0, 3, 5, 9])
@pytest.mark.parametrize("wrong", ["swapped", "digit"])
def test_the_wrong_vertex_is_named(where, wrong):
    points = [(116.95 + 0.001 * place, 39.05 + 0.002 * (place % 3)) for place in range(12)]
    x, y = points[where]
    points[where] = (y, x) if wrong == "swapped" else (x * 10, y)
    ring = [*points, points[0]]
    with pytest.raises(SystemContradicted) as refused:
        take("a.geojson", geojson(AREA, {"type": "Polygon", "coordinates": [ring]}), "CGCS2000")
    named = refused.value.message.zh
    assert f"第 2 个要素第 {where + 1} 点" in named
    assert named.count("个要素第") == 1


def test_several_swapped_vertices_are_named():
    points = [(116.95, 39.05), (39.05, 116.96), (116.96, 39.06), (39.06, 116.95)]
    with pytest.raises(SystemContradicted, match=r"第 2 点.*第 4 点"):
        take("a.geojson", geojson({"type": "Polygon", "coordinates": [[*points, points[0]]]}), "CGCS2000")


def test_undeclared_prefixes_are_read():
    text = kml(AREA).decode().replace("<Document>", '<Document gx:id="1"><gx:Tour/><atom:author/>')
    found = take("a.kml", text.encode(), "WGS-84")
    assert off(found.as_area()) < 0.1
    assert any("前缀" in note.zh for note in found.notes)


def test_folders_of_a_kml_are_asked_about():
    def folder(name, points):
        ring = " ".join(f"{x},{y}" for x, y in [*points, points[0]])
        return (
            f"<Folder><name>{name}</name><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}"
            "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>"
        )

    point = (
        "<Folder><name>村</name><Placemark><Point><coordinates>116.96,39.06</coordinates></Point></Placemark></Folder>"
    )
    one, two = folder("一稿", OUTER), folder("二稿", OTHER)
    with pytest.raises(LayersUnknown):
        take("a.kml", f"<kml><Document>{one}{two}{point}</Document></kml>".encode(), "WGS-84")
    found = take("a.kml", f"<kml><Document>{one}{point}</Document></kml>".encode(), "WGS-84")
    assert off(found.as_area(), Polygon(OUTER)) < 0.01
    assert any("“村”" in note.zh for note in found.notes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("范围.ovkml", kml(AREA)),
        (
            "奥维_范围.csv",
            "名称,经度,纬度\n".encode() + "".join(f"点{n},{x},{y}\n" for n, (x, y) in enumerate(OUTER)).encode(),
        ),
        ("a.kml", kml(AREA).replace(b"<Document>", "<Document><name>奥维互动地图</name>".encode())),
    ],
)
def test_ovital_is_asked_for_its_version(name, content):
    with pytest.raises(SystemUnknown) as asked:
        take(name, content)
    assert "9.3" in asked.value.mend.zh
    assert "村庄" in asked.value.mend.zh
    assert "9.3" in asked.value.mend.en


def test_ovital_in_gcj_02():
    assert off(take("范围.ovkml", kml(bent(AREA, "GCJ-02")), "GCJ-02").as_area()) < 0.1


def test_two_drafts_in_one_layer_are_said():
    shifted = Polygon([(x + 0.002, y) for x, y in OUTER])
    found = take("a.geojson", geojson(Polygon(OUTER), shifted), "CGCS2000")
    assert any("互相重叠" in note.zh for note in found.notes)
    assert not take("a.geojson", geojson(Polygon(OUTER, [HOLE]), Polygon(OTHER)), "CGCS2000").notes


@pytest.mark.parametrize("number", [-1, 0])
def test_a_package_of_no_system_is_asked_for_it(number, driven, tmp_path):
    path = tmp_path / "none.gpkg"
    path.write_bytes(driven("GPKG", "a.gpkg", [AREA], "EPSG:4490")["a.gpkg"])
    with sqlite3.connect(path) as database:
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            database.execute(f"UPDATE {table} SET srs_id = ?", (number,))
    database.close()
    with pytest.raises(SystemUnknown):
        take("a.gpkg", path.read_bytes())
    assert off(take("a.gpkg", path.read_bytes(), "CGCS2000").as_area()) < 0.1


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_a_table_in_utf_16_is_read(name):
    text = "经度\t纬度\n" + "".join(f"{x}\t{y}\n" for x, y in OUTER)
    assert off(take(name, text.encode("utf-16"), "CGCS2000").as_area(), Polygon(OUTER)) < 0.1


def test_geojson_in_utf_16_and_json_that_is_a_list():
    assert off(take("a.geojson", geojson(AREA).decode().encode("utf-16"), "CGCS2000").as_area()) < 0.1
    with pytest.raises(RefusedFile, match="不是 GeoJSON"):
        take("a.geojson", b'[{"type": "Feature"}]', "CGCS2000")


def test_the_other_plane_is_offered_for_eastings_without_a_zone():
    with pytest.raises(SystemContradicted) as refused:
        take("a.geojson", geojson(bent(AREA, "EPSG:4548")), "EPSG:4527")
    assert refused.value.offered == "EPSG:4548"


def test_a_datum_in_an_attribute_is_refused():
    with pytest.raises(UnknownSystem, match="西安"):
        take("a.geojson", geojson(AREA, 坐标系="西安80"), "WGS-84")


def test_a_corner_in_another_district_stops_nothing():
    crossing = Polygon([(116.95, 39.05), (117.6, 39.05), (117.6, 39.06)])
    assert take("a.geojson", geojson(mapping(crossing)), "CGCS2000").features
