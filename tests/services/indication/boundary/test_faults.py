"""Files that were read wrong or refused with a wrong reason: each lands on its true outline, is asked, or says why."""

from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Polygon

from services.ground import geometry
from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import (
    AnglesUnknown,
    LayersUnknown,
    SystemContradicted,
    SystemUnknown,
)
from services.indication.checks import find
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import off, take
from tests.services.indication.drawing import NO_PLOTS

FILES = Path(__file__).parent / "faults"
# Invented ground near 辛口镇.
TRUE = Polygon(
    [(116.9402, 39.0705), (116.9588, 39.0682), (116.9711, 39.079), (116.9655, 39.0923), (116.948, 39.0961),
     (116.9363, 39.085)]
)  # fmt: skip


def read(name, answer=None, **options):
    return take(name, (FILES / name).read_bytes(), answer, **options)


def refused(name, answer=None, error: Any = RefusedFile) -> Any:
    with pytest.raises(error) as caught:
        read(name, answer)
    assert caught.value.mend.zh
    assert caught.value.mend.en
    return caught.value


@pytest.mark.parametrize(
    ("name", "answer", "system", "known"),
    [
        ("t11_title.xlsx", None, "CGCS2000", "file"),
        ("c13_gdalwkt.zip", None, "EPSG:4527", "file"),
        ("c10_prj_gbkname.zip", None, "EPSG:4527", "file"),
        ("g23_crsepsg_old.geojson", None, "CGCS2000", "file"),
        ("t17_jiezhidian.txt", None, "EPSG:4527", "file"),
        ("s21_prj4548_coord39.zip", "EPSG:4527", "EPSG:4527", "asked"),
        ("t06b_xn_y39_4548.xlsx", "EPSG:4527", "EPSG:4527", "asked"),
        ("t13_zongheng.xlsx", "EPSG:4548", "EPSG:4548", "asked"),
        ("t30_pairs.xlsx", "EPSG:4548", "EPSG:4548", "asked"),
        ("p04_srsminus1.gpkg", "CGCS2000", "CGCS2000", "asked"),
        ("b04_xsi_undeclared.kml", "WGS-84", "WGS-84", "asked"),
    ],
)
def test_what_lands_on_its_true_outline(name, answer, system, known):
    found = read(name, answer)
    assert off(found.as_area(), TRUE) < 0.1
    assert (found.system, found.known) == (system, known)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("b10_shp_cut_in_last.zip", [".shp 不完整", "540", "510"]),
        ("b08_dbf_counts_1.zip", [".shp 3 个", ".shx 3 个", ".dbf 1 条"]),
        ("g30_ringsclosed_at_depth.geojson", ["括号层数", "应为 3 层", "实为 2 层"]),
    ],
)
def test_what_is_refused_says_why(name, words):
    message = refused(name).message.zh
    assert all(word in message for word in words)


def test_a_datum_in_the_title_is_refused_as_in_a_prj():
    for answer in (None, "EPSG:4548"):
        with pytest.raises(UnknownSystem, match="西安"):
            read("c01_title_xian80.xlsx", answer)


@pytest.mark.parametrize("name", ["t06b_xn_y39_4548.xlsx", "s21_prj4548_coord39.zip"])
def test_eastings_of_zone_39_contradict_4548_and_4527_is_offered(name):
    error = refused(name, "EPSG:4548", SystemContradicted)
    assert error.offered == "EPSG:4527"
    assert "第 39 带" in error.message.zh
    assert "EPSG:4527" in error.mend.en


def test_zone_39_is_likely_before_anybody_answers():
    assert refused("t06b_xn_y39_4548.xlsx", None, SystemUnknown).suggested == "EPSG:4527"


def test_two_drafts_are_asked_about_with_their_outlines():
    with pytest.raises(LayersUnknown) as asked:
        read("p20_two_drafts.gpkg")
    assert [layer.name for layer in asked.value.layers] == ["一稿", "二稿"]
    first = read("p20_two_drafts.gpkg", layers=["一稿"])
    assert shapely.equals(shapely.from_geojson(asked.value.layers[0].outline), geometry.read(first.as_area()))
    assert [one.layer for one in first.features] == ["一稿"]


def test_a_hole_outside_adds_no_ground_and_is_a_finding():
    found = read("s18_holeoutside.zip")
    assert geometry.size(found.as_area()).hectares == pytest.approx(geometry.area(TRUE).hectares, abs=0.01)
    assert "按空洞保留" in found.notes[0].zh
    assert [one.code for one in find(found.as_area(), NO_PLOTS) if one.severity == "blocking"] == ["structure"]


def test_rings_wound_the_wrong_way_are_read_and_said():
    hole = Polygon([(116.95, 39.08), (116.956, 39.08), (116.956, 39.084), (116.95, 39.084)])
    found = read("s15_windinghole.zip")
    assert off(found.as_area(), Polygon(TRUE.exterior, [hole.exterior])) < 0.1
    assert "环的方向" in found.notes[0].zh


def test_the_swapped_vertex_is_named_and_no_other():
    error = refused("g27_onepointswapped.geojson", "CGCS2000", SystemContradicted)
    assert "第 1 个要素第 4 点（39.0923, 116.9655）" in error.message.zh
    assert "116.9402" not in error.message.zh
    assert "颠倒" in error.mend.zh


def test_degrees_minutes_and_seconds_run_together_are_asked():
    with pytest.raises(AnglesUnknown) as asked:
        read("t19_dmsdot.xlsx", "CGCS2000")
    assert asked.value.suggested == "seconds"
    assert off(read("t19_dmsdot.xlsx", "CGCS2000", writing="seconds").as_area(), TRUE) < 0.1
    with pytest.raises(SystemContradicted, match="本区以外"):
        read("t19_dmsdot.xlsx", "CGCS2000", writing="degrees")


def test_rings_parted_by_a_blank_row_and_closed_in_mid_list_stay_apart():
    found = geometry.read(read("t41_blankrow_rings.xlsx", "EPSG:4548").as_area())
    south, north = sorted(geometry.polygons(found), key=lambda part: part.bounds[1])
    assert off(geometry.write(south), TRUE) < 0.1
    assert north.bounds[1] > south.bounds[1] + 0.03
