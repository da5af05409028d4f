"""Boundary files as people send them: each oddity is handled with a note, or refused with a way to mend it."""

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from services.ground import geometry
from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import LayersUnknown, SystemContradicted
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import (
    AREA,
    CODES,
    GEOD,
    HOLE,
    OTHER,
    OUTER,
    bent,
    geojson,
    off,
    take,
    zipped,
)

SQUARE = box(116.95, 39.05, 116.96, 39.06)


def said(boundary):
    """The notes in Chinese; each must have its English."""
    assert all(note.en for note in boundary.notes)
    return " ".join(note.zh for note in boundary.notes)


def refused(name, content, answer: str | None = "WGS-84", error=RefusedFile, **options):
    with pytest.raises(error) as caught:
        take(name, content, answer, **options)
    assert caught.value.mend.zh
    assert caught.value.mend.en
    assert caught.value.message.en
    return caught.value.message.zh


def test_an_unclosed_ring_is_closed():
    found = take("a.geojson", geojson({"type": "Polygon", "coordinates": [OUTER, [*HOLE, HOLE[0]]]}), "WGS-84")
    assert "未闭合" in said(found)
    assert off(found.features[0].geometry, Polygon(OUTER, [HOLE])) < 0.01


def open_ring(points):
    return struct.pack("<BIII", 1, 3, 1, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)


@pytest.mark.parametrize(("driver", "name"), [("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.shp")])
def test_an_unclosed_ring_of_a_driver_is_closed(driver, name, driven):
    parts = driven(driver, name, [open_ring(OUTER)], "EPSG:4326", geometry_type="Polygon")
    found = take(name, zipped(parts) if name == "a.shp" else parts[name])
    assert off(found.features[0].geometry, Polygon(OUTER)) < 0.01
    assert "未闭合" in said(found)


def test_a_closed_ring_needs_no_note():
    assert take("a.geojson", geojson(AREA), "WGS-84").notes == ()


@pytest.mark.parametrize("ring", [OUTER[:2], [OUTER[0], OUTER[1], OUTER[0]], OUTER[:1] * 5])
def test_a_ring_of_two_points_is_refused(ring):
    content = geojson({"type": "Polygon", "coordinates": [ring]})
    assert "第 1 个要素有不足三个点的环" in refused("a.geojson", content)


def test_heights_are_left_out():
    high = shapely.force_3d(AREA, 12.5)
    found = take("a.geojson", geojson(high), "WGS-84")
    assert "高程" in said(found)
    assert off(found.as_area()) < 0.01


@pytest.mark.parametrize(("driver", "name"), [("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.shp")])
def test_heights_of_a_driver_are_left_out(driver, name, driven):
    parts = driven(driver, name, [shapely.force_3d(AREA, 12.5)], "EPSG:4326", geometry_type="MultiPolygon Z")
    found = take(name, zipped(parts) if name == "a.shp" else parts[name])
    assert "高程" in said(found)
    assert off(found.as_area()) < 0.01


def test_empty_features_are_named():
    found = take("a.geojson", geojson(None, AREA, Polygon(), {"type": "Point", "coordinates": []}), "WGS-84")
    assert "第 1、3、4 个要素没有图形" in said(found)
    assert [feature.number for feature in found.features] == [2]


def test_nothing_but_empty_features_is_refused():
    assert "没有任何图形" in refused("a.geojson", geojson(None, None))


def test_faults_are_kept_for_the_checks():
    bow = Polygon([(116.95, 39.05), (116.96, 39.06), (116.96, 39.05), (116.95, 39.06), (116.95, 39.05)])
    doubled = Polygon([*OUTER[:2], OUTER[1], *OUTER[2:]])
    found = take("a.geojson", geojson(bow, doubled), "WGS-84")
    shapes = [shapely.from_geojson(feature.geometry) for feature in found.features]
    assert [shapely.is_valid(one) for one in shapes] == [False, True]
    assert [shapely.get_num_coordinates(one) for one in shapes] == [5, 6]


def test_parts_and_holes_stay_one_feature(driven):
    parts = driven("ESRI Shapefile", "a.shp", [AREA], "EPSG:4326", geometry_type="MultiPolygon")
    (feature,) = take("a.zip", zipped(parts)).features
    assert [len(part.interiors) for part in geometry.polygons(geometry.read(feature.geometry))] == [1, 0]


def test_a_collection_of_polygons_is_one_area():
    found = take(
        "a.geojson", geojson(GeometryCollection([AREA.geoms[0], GeometryCollection([AREA.geoms[1]])])), "WGS-84"
    )
    assert "集合" in said(found)
    assert off(found.as_area()) < 0.01


@pytest.mark.parametrize("other", [Point(117, 39), LineString(OUTER), GeometryCollection([SQUARE, Point(117, 39)])])
def test_an_area_is_made_of_polygons_only(other):
    assert "第 2 个" in refused("a.geojson", geojson(AREA, other))


def test_plots_may_be_points_and_lines():
    found = take("a.geojson", geojson(SQUARE, Point(117, 39), LineString(OUTER)), "WGS-84", kind="plots")
    assert [shapely.from_geojson(one.geometry).geom_type for one in found.features] == [
        "Polygon",
        "Point",
        "LineString",
    ]


@pytest.mark.parametrize("system", CODES)
def test_coordinates_in_the_other_order_are_turned(system):
    other_way = shapely.transform(bent(AREA, system), lambda points: points[:, ::-1])
    found = take("a.geojson", geojson(other_way), system)
    assert "已对调" in said(found)
    assert off(found.as_area()) < 0.1


def test_coordinates_in_both_orders_are_refused():
    mixed = geojson(AREA, shapely.transform(SQUARE, lambda points: points[:, ::-1]))
    assert "中国以外" in refused("a.geojson", mixed, error=SystemContradicted)


@pytest.mark.parametrize(
    ("system", "answer"), [("EPSG:4548", "WGS-84"), ("WGS-84", "EPSG:4548"), ("EPSG:4527", "GCJ-02")]
)
def test_numbers_that_do_not_fit_the_system_are_refused(system, answer):
    message = refused("a.geojson", geojson(bent(AREA, system)), answer, error=SystemContradicted)
    assert answer in message


def gbk(driven, **texts):
    fields = {name: [text] for name, text in texts.items()}
    options = {"encoding": "GB18030", "geometry_type": "Polygon"}
    return driven("ESRI Shapefile", "a.shp", [SQUARE], "EPSG:4490", fields, **options)


def test_gbk_attributes_without_a_cpg(driven):
    fields = {"村名": ["大沙窝"], "备注": ["温室"]}
    parts = driven(
        "ESRI Shapefile", "a.shp", [SQUARE], "EPSG:4490", fields, encoding="GB18030", geometry_type="Polygon"
    )
    del parts["a.cpg"]
    found = take("a.zip", zipped(parts))
    assert found.features[0].attributes == {"村名": "大沙窝", "备注": "温室"}
    assert "GB18030" in said(found)


@pytest.mark.parametrize("stated", [b"GBK", b"936", b"UTF-8"])
def test_gbk_attributes_with_a_cpg_right_or_wrong(stated, driven):
    fields = {"name": ["大沙窝"]}
    parts = driven(
        "ESRI Shapefile", "a.shp", [SQUARE], "EPSG:4490", fields, encoding="GB18030", geometry_type="Polygon"
    )
    found = take("a.zip", zipped({**parts, "a.cpg": stated}))
    assert found.features[0].attributes == {"name": "大沙窝"}


@pytest.mark.filterwarnings("ignore:Could not decode error message:RuntimeWarning")
def test_names_and_texts_cut_in_a_character(driven):
    fields = {"产品名称示例": ["萝卜" * 60]}
    parts = driven("ESRI Shapefile", "a.shp", [SQUARE], "EPSG:4490", fields, geometry_type="Polygon")
    (found,) = take("a.zip", zipped(parts)).features
    assert found.attributes == {"产品名": ("萝卜" * 60)[:84]}


def test_the_names_in_a_zip_may_be_anything(driven):
    parts = driven("ESRI Shapefile", "a.shp", [AREA], "EPSG:4490", geometry_type="MultiPolygon")
    renamed = {f"成果/../范围 1{Path(name).suffix.upper()}": part for name, part in parts.items()}
    assert off(take("范围.zip", zipped({**renamed, "__MACOSX/._范围 1.shp": b"x", "说明.txt": b"x"})).as_area()) < 0.01


@pytest.mark.parametrize("code", [2384, 4214])
def test_a_datum_without_an_exact_conversion_is_refused(code, driven):
    parts = driven("ESRI Shapefile", "a.shp", [SQUARE], f"EPSG:{code}", geometry_type="Polygon")
    with pytest.raises(UnknownSystem, match=str(code)):
        take("a.zip", zipped(parts))


def test_a_projection_without_a_code_is_refused(driven):
    local = "+proj=tmerc +lat_0=0 +lon_0=117.33 +x_0=100000 +ellps=krass +units=m"
    parts = driven("ESRI Shapefile", "a.shp", [SQUARE], local, geometry_type="Polygon")
    with pytest.raises(UnknownSystem):
        take("a.zip", zipped(parts))


def two_layers(driven, second=SQUARE, system="EPSG:4490"):
    driven("GPKG", "a.gpkg", [AREA], "EPSG:4490", layer="one")
    return driven("GPKG", "a.gpkg", [second], system, layer="two", append=True)["a.gpkg"]


def test_layers_of_several_systems_are_refused_together_and_read_apart(driven):
    content = two_layers(driven, bent(AREA, "EPSG:4548"), "EPSG:4548")
    assert "几个不同的坐标系" in refused("a.gpkg", content, None, SystemContradicted, layers=["one", "two"])
    found = take("a.gpkg", content, layers=["two"])
    assert (found.system, found.known) == ("EPSG:4548", "file")
    assert off(found.as_area()) < 0.1


def test_which_layer_is_meant_is_asked(driven):
    content = two_layers(driven)
    with pytest.raises(LayersUnknown) as asked:
        take("a.gpkg", content)
    assert [(one.name, one.polygons) for one in asked.value.layers] == [("one", 2), ("two", 1)]
    assert all(shapely.from_geojson(one.outline).area > 0 for one in asked.value.layers)
    assert [one.layer for one in take("a.gpkg", content, layers=["two"]).features] == ["two"]
    assert "未读入的图层：“one”" in said(take("a.gpkg", content, layers=["two"]))


def test_all_layers_of_a_geopackage_are_read_where_all_are_meant(driven):
    found = take("a.gpkg", two_layers(driven), layers=["one", "two"])
    assert [(one.number, one.layer) for one in found.features] == [(1, "one"), (2, "two")]


def with_geometry(package: bytes, wkb: bytes, folder: Path) -> bytes:
    """The GeoPackage with another geometry in its first row, which GDAL's writer can't make."""
    path = folder / "altered.gpkg"
    path.write_bytes(package)
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        blob = b"GP\x00\x01" + struct.pack("<i", 4548) + wkb
        database.execute("UPDATE area SET geom = ?", (blob,))
    database.close()
    return path.read_bytes()


def circle(east, north, radius):
    """A CurvePolygon of one CircularString, which goes round by two arcs."""
    points = [(east - radius, north), (east, north + radius), (east + radius, north), (east, north - radius)]
    points.append(points[0])
    arcs = struct.pack("<BII", 1, 8, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)
    return struct.pack("<BII", 1, 10, 1) + arcs


@pytest.fixture
def round_area(driven, tmp_path):
    east, north = bent(Point(117, 39.05), "EPSG:4548").coords[0]
    package = driven("GPKG", "a.gpkg", [bent(SQUARE, "EPSG:4548")], "EPSG:4548")["a.gpkg"]
    return with_geometry(package, circle(east, north, 1_000), tmp_path)


def test_curves_become_lines(round_area):
    found = take("a.gpkg", round_area)
    assert "圆弧" in said(found)
    shape = geometry.read(found.features[0].geometry)
    radii = [GEOD.inv(117, 39.05, *point)[2] for point in shapely.get_coordinates(shape).tolist()]
    assert min(radii) > 999.9
    assert max(radii) < 1_000.1


def ring_of(count):
    """A polygon of so many corners, its end not counted."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return Polygon(np.column_stack([116.97 + 0.02 * np.cos(angles), 39.06 + 0.02 * np.sin(angles)]))


def test_a_hundred_thousand_vertices_are_taken():
    found = take("a.geojson", geojson(ring_of(100_000)), "CGCS2000")
    assert found.vertices == 100_001
    assert shapely.get_num_coordinates(shapely.from_geojson(found.as_area())) == 100_001


def test_more_than_the_limit_is_refused():
    assert "200,001 个顶点" in refused("a.geojson", geojson(ring_of(200_000)))


def test_many_features_are_refused():
    assert "20,001 个要素" in refused("a.geojson", geojson(*[mapping_of(SQUARE)] * 20_001))


def mapping_of(shape):
    return json.loads(shapely.to_geojson(shape))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "x", None, [1]])
def test_coordinates_that_are_no_numbers_are_refused(bad):
    content = geojson({"type": "Polygon", "coordinates": [[[117, 39], [117.1, 39], [117.1, bad]]]})
    refused("a.geojson", content)


@pytest.mark.parametrize("shape", [MultiPolygon([SQUARE]), SQUARE])
def test_one_part_is_a_polygon(shape):
    assert json.loads(take("a.geojson", geojson(shape), "WGS-84").as_area())["type"] == "Polygon"


def test_several_features_make_one_area():
    found = take("a.geojson", geojson(Polygon(OUTER, [HOLE]), Polygon(OTHER)), "WGS-84")
    assert len(found.features) == 2
    assert off(found.as_area()) < 0.01


def test_gbk_geojson():
    content = json.dumps(json.loads(geojson(AREA, 村="沙窝")), ensure_ascii=False).encode("gb18030")
    found = take("a.json", content, "WGS-84")
    assert found.features[0].attributes == {"村": "沙窝"}
    assert "GBK" in said(found)


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030", "UTF-8", "utf-16"])
def test_kml_in_every_encoding(encoding):
    ring = " ".join(f"{x}, {y}" for x, y in [*OUTER, OUTER[0]])
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><kml><Placemark><name>沙窝示例</name><Polygon><outerBoundaryIs>'
        f"<LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )
    found = take("a.kml", text.encode(encoding), "WGS-84")
    assert found.features[0].attributes == {"name": "沙窝示例"}
    assert off(found.as_area(), Polygon(OUTER)) < 0.01


def test_kml_folders_are_layers_and_other_things_are_named():
    text = (
        "<kml><Document><Placemark><name>无图形</name></Placemark><Folder><name>一</name><Placemark><Point>"
        "<coordinates>117,39,8</coordinates></Point></Placemark></Folder></Document></kml>"
    )
    found = take("a.kml", text.encode(), "WGS-84", kind="plots")
    assert [(one.number, one.layer) for one in found.features] == [(2, "一")]
    assert "第 1 个要素没有图形" in said(found)
    assert "第 2 个要素带有高程" in said(found)
