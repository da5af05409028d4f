"""Areas go out in every form and system, and other programs and the board itself find them where they are."""

import io
import json
import zipfile

import numpy as np
import pyogrio.raw
import pytest
import shapely

from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import NotWritten
from services.indication.boundary.write import FORMS, file_name, write_area
from tests.services.indication.boundary.conftest import AREA, BENDS, CODES, GEOD, bent, off, take

TEXT = shapely.to_geojson(AREA)
RECORD = {"title": "沙窝示例", "area_ha": 12.5, "version": 3, "final": True, "note": None}


def by_gdal(content, suffix, tmp_path):
    """CRS, fields and shape as GDAL reads them."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    meta, _, shapes, columns = pyogrio.raw.read(f"/vsizip/{path}" if suffix == ".zip" else path)
    values = {name: column[0] for name, column in zip(meta["fields"], columns, strict=True)}
    return meta["crs"], values, shapely.from_wkb(shapes[0])


def largest_shift(shape, system):
    """Metres between the vertices of a shape in a system and the area's, bent by the tests' own formulas."""
    expected, found = shapely.normalize(bent(AREA, system)), shapely.normalize(shapely.force_2d(shape))
    apart = shapely.get_coordinates(expected) - shapely.get_coordinates(found)
    if np.abs(shapely.get_coordinates(expected)).max() > 180:
        return np.abs(apart).max()
    return max(
        GEOD.inv(*one, *other)[2]
        for one, other in zip(
            shapely.get_coordinates(expected).tolist(), shapely.get_coordinates(found).tolist(), strict=True
        )
    )


@pytest.mark.parametrize("system", BENDS)
@pytest.mark.parametrize(("form", "suffix"), [("geojson", ".geojson"), ("shapefile", ".zip"), ("geopackage", ".gpkg")])
def test_gdal_finds_the_area_in_place(form, suffix, system, tmp_path):
    crs, values, shape = by_gdal(write_area(TEXT, RECORD, form, system), suffix, tmp_path)
    assert largest_shift(shape, system) < 0.1
    assert values["title"] == "沙窝示例"
    assert values["area_ha"] == 12.5
    assert values["coord_sys"] == system
    if system in CODES:
        assert crs == f"EPSG:{CODES[system]}"
    elif form == "shapefile":
        assert crs is None
    elif form == "geopackage":
        assert crs.startswith(f'LOCAL_CS["{system}"')


def test_gdal_finds_the_kml_in_place(tmp_path):
    crs, _, shape = by_gdal(write_area(TEXT, RECORD, "kml"), ".kml", tmp_path)
    assert crs == "EPSG:4326"
    assert largest_shift(shape, "WGS-84") < 0.01


@pytest.mark.parametrize("system", BENDS)
@pytest.mark.parametrize("form", ["geojson", "shapefile", "geopackage"])
def test_what_went_out_comes_in_again_without_a_question(form, system):
    found = take(file_name("范围", form, system), write_area(TEXT, RECORD, form, system))
    assert (found.system, found.known) == (system, "file")
    assert off(found.as_area()) < 0.1
    assert found.features[0].attributes["title"] == "沙窝示例"
    assert found.notes == ()


def test_kml_comes_in_again_without_a_question():
    found = take("a.kml", write_area(TEXT, RECORD, "kml"))
    assert (found.system, found.known) == ("WGS-84", "file")
    assert off(found.as_area()) < 0.01
    assert found.features[0].attributes == {
        "title": "沙窝示例",
        "area_ha": "12.5",
        "version": "3",
        "final": "True",
        "coord_sys": "WGS-84",
    }


def test_kml_takes_the_degrees_of_cgcs2000_which_are_those_of_wgs_84():
    named = write_area(TEXT, RECORD, "kml", "CGCS2000")
    assert b"<value>CGCS2000</value>" in named
    assert off(take("a.kml", named).as_area()) < 0.01


@pytest.mark.parametrize("system", ["EPSG:4548", "GCJ-02", "BD-09"])
def test_kml_is_wgs_84_only(system):
    with pytest.raises(NotWritten) as refused:
        write_area(TEXT, {}, "kml", system)
    assert system in refused.value.text.zh
    assert system in refused.value.text.en


def test_geojson_in_wgs_84_has_no_crs_as_rfc_7946_wants():
    document = json.loads(write_area(TEXT, RECORD, "geojson"))
    assert "crs" not in document
    assert document["features"][0]["properties"] == {**RECORD, "coord_sys": "WGS-84"}


@pytest.mark.parametrize(("system", "projected"), [("EPSG:4548", True), ("GCJ-02", False)])
def test_the_parts_of_a_shapefile(system, projected):
    with zipfile.ZipFile(io.BytesIO(write_area(TEXT, RECORD, "shapefile", system))) as archive:
        assert ("area.prj" in archive.namelist()) is projected
        assert archive.read("area.cpg") == b"UTF-8"


@pytest.mark.parametrize("record", [{"产品名称": "沙窝"}, {"note": "萝卜" * 50}])
def test_a_shapefile_that_would_cut_is_refused(record):
    with pytest.raises(NotWritten, match="GeoPackage"):
        write_area(TEXT, record, "shapefile")


def test_a_system_without_exact_conversion_is_refused():
    with pytest.raises(UnknownSystem):
        write_area(TEXT, RECORD, "geojson", "EPSG:2384")


def test_file_names_tell_the_system():
    assert file_name("范围", "shapefile", "GCJ-02") == "范围_GCJ-02.zip"
    assert [file_name("a", form, "EPSG:4548") for form in FORMS] == [
        "a_EPSG4548.geojson",
        "a_EPSG4548.zip",
        "a_EPSG4548.kml",
        "a_EPSG4548.gpkg",
    ]
