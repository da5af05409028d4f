"""Each kind of file in each coordinate system comes in where it is, to 0.1 m."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shapely
import xlsxwriter

from services.ground import geometry
from services.indication.boundary.errors import SystemContradicted, SystemUnknown
from tests.services.indication.boundary.conftest import (
    AREA,
    BENDS,
    CODES,
    HOLE,
    OTHER,
    OUTER,
    bent,
    geojson,
    off,
    take,
    zipped,
)

SYSTEMS = list(BENDS)
STATED = list(CODES)


def crs_of(system):
    return f"EPSG:{CODES[system]}" if system in CODES else None


def kml(area):
    def ring(side, points):
        text = " ".join(f"{x!r},{y!r}" for x, y in points.coords)
        return f"<{side}><LinearRing><coordinates>{text}</coordinates></LinearRing></{side}>"

    parts = "".join(
        f"<Polygon>{ring('outerBoundaryIs', part.exterior)}"
        f"{''.join(ring('innerBoundaryIs', hole) for hole in part.interiors)}</Polygon>"
        for part in area.geoms
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>'
        "<name>范围</name><Placemark><name>示例</name><ExtendedData><Data name='村'><value>沙窝</value></Data>"
        f"</ExtendedData><MultiGeometry>{parts}</MultiGeometry></Placemark></Folder></Document></kml>"
    ).encode()


def corner_rows(system: str, write: Callable[[float], Any] = str) -> Iterator[list[Any]]:
    yield ["地块", "部分", "环", "点号", "X", "Y"]
    for part, ring, points in (("1", "1", OUTER), ("1", "2", HOLE), ("2", "1", OTHER)):
        for number, point in enumerate([*points, points[0]], 1):
            x, y = BENDS[system](point)
            yield ["示例", part, ring, f"J{number}", write(x), write(y)]


def table(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("gb18030")


def workbook(rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("界址点")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


@pytest.mark.parametrize("system", SYSTEMS)
def test_geojson_by_hand(system):
    found = take("a.geojson", geojson(bent(AREA, system), 村="沙窝"), system)
    assert off(found.as_area()) < 0.1
    assert (found.system, found.known, found.vertices, len(found.features)) == (system, "asked", 13, 1)
    assert found.features[0].attributes == {"村": "沙窝"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_kml_by_hand(system):
    found = take("a.kml", kml(bent(AREA, system)), system)
    assert off(found.as_area()) < 0.1
    assert found.features[0].attributes == {"name": "示例", "村": "沙窝"}
    assert found.features[0].layer == "范围"


@pytest.mark.parametrize("system", SYSTEMS)
def test_kmz_by_hand(system):
    content = zipped({"doc.kml": kml(bent(AREA, system)), "files/icon.png": b"\x89PNG"})
    assert off(take("a.kmz", content, system).as_area()) < 0.1


@pytest.mark.parametrize("system", SYSTEMS)
def test_csv_by_hand(system):
    found = take("a.csv", table(corner_rows(system, repr)), system)
    assert off(found.as_area()) < 0.1
    assert found.features[0].attributes == {"name": "示例"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_excel_by_hand(system):
    assert off(take("a.xlsx", workbook(corner_rows(system, float)), system).as_area()) < 0.1


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("driver", "name", "options"),
    [
        ("GeoJSON", "a.geojson", {"COORDINATE_PRECISION": 10}),
        ("GPKG", "a.gpkg", {}),
        ("ESRI Shapefile", "a.shp", {"geometry_type": "MultiPolygon"}),
    ],
)
def test_written_by_gdal(system, driver, name, options, driven):
    """Without an EPSG code the file can't say its system: then it must be asked, and else it must be read."""
    parts = driven(driver, name, [bent(AREA, system)], crs_of(system), **options)
    content = zipped(parts) if name.endswith(".shp") else parts[name]
    found = take(name, content, None if system in CODES else system)
    assert off(found.as_area()) < 0.1
    assert (found.system, found.known) == (system, "file" if system in CODES else "asked")
    assert found.features[0].attributes == {"title": "示例"}


@pytest.mark.parametrize("driver", ["KML", "LIBKML"])
def test_kml_written_by_gdal(driver, driven):
    parts = driven(driver, "a.kml", [AREA], "EPSG:4326", {"Name": ["示例"], "code": ["S-1"]})
    found = take("a.kml", parts["a.kml"], "WGS-84")
    assert off(found.as_area()) < 0.1
    assert found.features[0].attributes == {"name": "示例", "code": "S-1"}


@pytest.mark.parametrize(
    ("name", "content", "suggested"),
    [
        ("a.geojson", geojson(AREA), "WGS-84"),
        ("a.kml", kml(AREA), "WGS-84"),
        ("a.csv", table(corner_rows("WGS-84")), None),
    ],
)
def test_a_file_without_a_system_is_asked_for_it(name, content, suggested):
    with pytest.raises(SystemUnknown) as asked:
        take(name, content)
    assert asked.value.suggested == suggested
    assert "坐标系" in asked.value.message.zh


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp"])
def test_a_driven_file_without_a_system_is_asked_for_it(name, driven):
    driver = {"a.gpkg": "GPKG", "a.shp": "ESRI Shapefile"}[name]
    parts = driven(driver, name, [AREA.geoms[0]], None, geometry_type="Polygon")
    with pytest.raises(SystemUnknown):
        take(name, zipped(parts) if name == "a.shp" else parts[name])


@pytest.mark.parametrize(
    "stated", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "OGC:CRS84"]
)
def test_names_of_wgs_84_in_geojson(stated):
    found = take("a.geojson", geojson(AREA, crs=stated))
    assert (found.system, found.known) == ("WGS-84", "file")


@pytest.mark.parametrize("answer", ["GCJ-02", "CGCS2000", "EPSG:4527"])
def test_a_prj_that_contradicts_the_answer_is_refused(answer, driven):
    parts = driven("ESRI Shapefile", "a.shp", [bent(AREA, "EPSG:4548")], "EPSG:4548", geometry_type="MultiPolygon")
    with pytest.raises(SystemContradicted) as refused:
        take("a.zip", zipped(parts), answer)
    assert "EPSG:4548" in refused.value.message.zh
    assert answer in refused.value.message.en


@pytest.mark.parametrize("answer", ["EPSG:4490", "国家2000", "CGCS2000"])
def test_an_answer_in_other_words_contradicts_nothing(answer, driven):
    parts = driven("GPKG", "a.gpkg", [AREA], "EPSG:4490")
    assert take("a.gpkg", parts["a.gpkg"], answer).system == "CGCS2000"


def test_the_system_may_stand_in_an_attribute():
    found = take("a.geojson", geojson(bent(AREA, "GCJ-02"), coord_sys="GCJ-02"))
    assert (found.system, found.known) == ("GCJ-02", "file")
    assert off(found.as_area()) < 0.1


def test_the_system_may_stand_above_a_table():
    rows = [["沙窝示例地块界址点成果表"], ["坐标系：EPSG:4527"], *corner_rows("EPSG:4527", repr)]
    assert take("a.csv", table(rows)).system == "EPSG:4527"


def test_a_wrong_answer_is_half_a_kilometre_off():
    assert off(take("a.geojson", geojson(AREA), "GCJ-02").as_area()) > 500


def test_rings_come_as_rfc_7946_wants_them():
    turned = shapely.reverse(AREA)
    parts = geometry.polygons(geometry.read_area(take("a.geojson", geojson(turned), "WGS-84").as_area()))
    assert all(shapely.is_ccw(part.exterior) for part in parts)
    assert not any(shapely.is_ccw(hole) for part in parts for hole in part.interiors)
