"""Shapefiles that were damaged, or whose rings and .prj are written against the standard."""

import json
import struct
import warnings
from typing import Any

import pyproj
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon

from services.ground import geometry
from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import LayersUnknown, SystemUnknown
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import AREA, HOLE, OTHER, OUTER, bent, off, take, zipped

PRJ = pyproj.CRS.from_epsg(4490).to_wkt("WKT1_ESRI").encode()
SHAPES = [Polygon(OUTER), Polygon(OTHER), shapely.box(116.95, 39.08, 116.96, 39.09)]


@pytest.fixture
def parts(driven):
    return driven("ESRI Shapefile", "a.shp", SHAPES, "EPSG:4490", geometry_type="Polygon")


def refused(parts):
    with pytest.raises(RefusedFile) as caught:
        take("a.zip", zipped(parts))
    assert caught.value.mend.both()
    return caught.value.message.zh


def test_it_is_whole(parts):
    assert len(take("a.zip", zipped(parts)).features) == 3


@pytest.mark.parametrize("ending", ["a.shp", "a.shx", "a.dbf"])
def test_cut_anywhere_it_is_refused(parts, ending):
    whole = parts[ending]
    for length in {*range(0, len(whole) - 1, 7), len(whole) - 2, *range(90, 130)} - {len(whole)}:
        if length < len(whole) - 1:
            refused({**parts, ending: whole[:length]})


@pytest.mark.parametrize("ending", ["a.shp", "a.shx"])
def test_a_length_in_the_header_that_was_mended_hides_no_cut(parts, ending):
    whole = parts[ending]
    for length in (100, 108, 116, len(whole) - 8, len(whole) - 16):
        header = bytearray(whole[:length])
        header[24:28] = struct.pack(">i", length // 2)
        refused({**parts, ending: bytes(header)})


@pytest.mark.parametrize("count", [0, 1, 2, 4, 1000])
def test_a_count_of_the_dbf_that_is_wrong(parts, count):
    table = bytearray(parts["a.dbf"])
    table[4:8] = struct.pack("<I", count)
    message = refused({**parts, "a.dbf": bytes(table)})
    assert str(count) in message.replace(",", "")


def test_an_index_without_the_last_shape(parts):
    index = bytearray(parts["a.shx"][:-8])
    index[24:28] = struct.pack(">i", len(index) // 2)
    assert ".shp 3 个、.shx 2 个、.dbf 3 条" in refused({**parts, "a.shx": bytes(index)})


def test_an_index_that_points_elsewhere(parts):
    index = bytearray(parts["a.shx"])
    index[108:112] = struct.pack(">i", 77)
    assert "第 2 个图形" in refused({**parts, "a.shx": bytes(index)})


@pytest.mark.parametrize("number", [2, 5000, -1])
def test_a_count_of_points_that_is_wrong(parts, number):
    shapes = bytearray(parts["a.shp"])
    shapes[148:152] = struct.pack("<i", number)
    if number != 2:
        assert "第 1 个图形不完整" in refused({**parts, "a.shp": bytes(shapes)})


def test_records_marked_as_deleted_are_left_out_and_said(parts):
    table = bytearray(parts["a.dbf"])
    head, width = struct.unpack("<HH", table[8:12])
    table[head + width] = ord("*")
    found = take("a.zip", zipped({**parts, "a.dbf": bytes(table)}))
    assert [one.number for one in found.features] == [1, 3]
    assert [one.attributes["title"] for one in found.features] == ["示例", "示例"]
    assert "第 2 个要素在属性表中已标记删除" in found.notes[0].zh


def test_padding_behind_the_table_is_no_record(parts):
    for behind in (b"", b"\x00" * 40, b"\x1a" + b" " * 300):
        table = parts["a.dbf"].rstrip(b"\x1a") + behind
        assert len(take("a.zip", zipped({**parts, "a.dbf": table})).features) == 3


def test_a_table_is_not_needed(parts):
    del parts["a.dbf"]
    assert len(take("a.zip", zipped(parts)).features) == 3


def written(*rings):
    """A Shapefile of one polygon, its rings as they are given."""
    points = [point for ring in rings for point in ring]
    starts = [sum(map(len, rings[:place])) for place in range(len(rings))]
    xs, ys = zip(*points, strict=True)
    box = struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))
    record = struct.pack("<i", 5) + box + struct.pack("<ii", len(rings), len(points))
    record += struct.pack(f"<{len(rings)}i", *starts) + b"".join(struct.pack("<dd", *point) for point in points)

    def header(size):
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<ii", 1000, 5) + box + b"\x00" * 32

    shp = header(108 + len(record)) + struct.pack(">ii", 1, len(record) // 2) + record
    return zipped({"a.shp": shp, "a.shx": header(108) + struct.pack(">ii", 50, len(record) // 2), "a.prj": PRJ})


def wound(points, *, clockwise):
    ring = shapely.LinearRing(points)
    return list((ring.reverse() if ring.is_ccw == clockwise else ring).coords)


HOLED = Polygon(OUTER, [HOLE])


@pytest.mark.parametrize("outer", [True, False])
@pytest.mark.parametrize("hole", [True, False])
def test_a_hole_however_it_is_wound(outer, hole):
    found = take("a.zip", written(wound(OUTER, clockwise=outer), wound(HOLE, clockwise=hole)))
    assert off(found.as_area(), HOLED) < 0.01
    assert any("环的方向" in note.zh for note in found.notes) == ((outer, hole) != (True, False))


def test_a_hole_before_its_outer_ring_and_an_island_in_it():
    island = [(116.961, 39.0555), (116.962, 39.0565), (116.963, 39.0555)]
    rings = [wound(HOLE, clockwise=False), wound(OUTER, clockwise=True), wound(island, clockwise=True)]
    found = take("a.zip", written(*rings))
    assert off(found.as_area(), MultiPolygon([HOLED, Polygon(island)])) < 0.01
    assert found.notes == ()


def test_several_parts_turned_round():
    found = take("a.zip", written(wound(OUTER, clockwise=False), wound(OTHER, clockwise=False)))
    assert off(found.as_area(), MultiPolygon([Polygon(OUTER), Polygon(OTHER)])) < 0.01


def test_a_hole_outside_is_no_ground():
    found = take("a.zip", written(wound(OUTER, clockwise=True), wound(OTHER, clockwise=False)))
    inside = geometry.size(json.dumps(shapely.geometry.mapping(Polygon(OUTER)))).hectares
    assert geometry.size(found.as_area()).hectares == pytest.approx(inside, rel=1e-6)
    assert "外界之外" in found.notes[0].zh


def test_layers_of_a_zip_are_asked_about(parts, driven):
    other = {name.replace("a.", "二稿."): part for name, part in parts.items()}
    content = zipped({**{f"稿/{name}": part for name, part in parts.items()}, **other})
    with pytest.raises(LayersUnknown) as asked:
        take("a.zip", content)
    assert [(layer.name, layer.polygons) for layer in asked.value.layers] == [("a", 3), ("二稿", 3)]
    assert {one.layer for one in take("a.zip", content, layers=["二稿"]).features} == {"二稿"}


CODES = (4548, 4527, 4490, 4326, 4528, 32650, 4498)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("style", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
@pytest.mark.parametrize("named", ["", "2000国家大地坐标系_3度带", "unnamed"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_every_prj_is_understood(code, style, named, encoding, driven):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wkt = pyproj.CRS.from_epsg(code).to_wkt(style)
    if named and code not in (4548, 4527, 4528, 4498):
        return
    first = wkt.index('"') + 1
    wkt = wkt[:first] + named + wkt[wkt.index('"', first) :] if named else wkt
    way: Any = pyproj.Transformer.from_crs(4490 if code != 32650 else 4326, code, always_xy=True)
    shape = shapely.transform(AREA, way.transform, interleaved=False)
    parts = driven("ESRI Shapefile", "a.shp", [shape], None, geometry_type="MultiPolygon")
    found = take("a.zip", zipped({**parts, "a.prj": wkt.encode(encoding)}))
    assert found.known == "file"
    assert off(found.as_area()) < 0.1


@pytest.mark.parametrize("code", [2384, 2365, 4610, 4214, 2436])
@pytest.mark.parametrize("style", ["WKT1_ESRI", "WKT1_GDAL"])
def test_other_datums_are_refused_by_name(code, style, parts):
    wkt = pyproj.CRS.from_epsg(code).to_wkt(style)
    with pytest.raises(UnknownSystem, match=r"西安|北京"):
        take("a.zip", zipped({**parts, "a.prj": wkt.encode()}))


@pytest.mark.parametrize(
    "prj",
    [b"", b'LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1]]', b'LOCAL_CS["unknown",UNIT["metre",1]]', b"  \r\n",
     b'GEOGCS["Undefined geographic SRS",DATUM["unknown",SPHEROID["unknown",6378137,298.257223563]],'
     b'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'],
)  # fmt: skip
def test_no_system_is_asked_for(prj, parts):
    with pytest.raises(SystemUnknown):
        take("a.zip", zipped({**parts, "a.prj": prj}))


@pytest.mark.parametrize("length", [20, 60, 120])
def test_a_prj_that_was_cut_is_told_as_that(length, parts):
    assert "坐标系说明" in refused({**parts, "a.prj": PRJ[:length]})


def test_the_plane_of_a_prj_with_another_name(parts, driven):
    wkt = pyproj.CRS.from_epsg(4548).to_wkt("WKT1_ESRI").replace("CGCS2000_3_Degree_GK_CM_117E", "Tianjin_my_own")
    content = driven("ESRI Shapefile", "b.shp", [bent(AREA, "EPSG:4548")], None, geometry_type="MultiPolygon")
    content = {name: part for name, part in content.items() if name.startswith("b.")}
    assert take("b.zip", zipped({**content, "b.prj": wkt.encode()})).system == "EPSG:4548"


def test_warnings_of_the_driver_reach_the_person(driven, monkeypatch):
    from services.indication.boundary import drivers

    def warned(content, **options):
        warnings.warn("Something about this layer is odd", RuntimeWarning, stacklevel=2)
        return real(content, **options)

    real = drivers.pyogrio.raw.read
    monkeypatch.setattr(drivers.pyogrio.raw, "read", warned)
    found = take("a.gpkg", driven("GPKG", "a.gpkg", [AREA], "EPSG:4490")["a.gpkg"])
    assert any("Something about this layer is odd" in note.zh and note.en for note in found.notes)
