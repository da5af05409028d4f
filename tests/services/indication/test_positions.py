"""A table of places: which columns hold them, in which system, and what each row is answered."""

import polars as pl
import pyproj
import pytest

from services.ground.coordinates import from_wgs84
from services.indication.boundary.errors import SystemUnknown
from services.indication.positions import places, positions
from services.intake.errors import RefusedFile
from tests.services.indication.reviewing import SQUARE

ROWS = "名称,经度,纬度\n内,116.955,39.055\n外,116.97,39.055\n无,,\n错,abc,39\n"


def answered(content: str, answer: str | None = "WGS-84") -> list[str | None]:
    table = places("点.csv", content.encode(), answer)
    return positions(SQUARE, table)["verdict"].to_list()


def test_every_row_is_answered_and_what_has_no_place_has_no_answer() -> None:
    assert answered(ROWS) == ["inside", "outside", None, None]


def test_the_distance_is_that_to_the_boundary() -> None:
    """0.01° of longitude at 39.055° N are 865.6 m: π/180 · 0.01 · N · cos φ with N = 6,386,645 m."""
    found = positions(SQUARE, places("点.csv", ROWS.encode(), "WGS-84"))
    assert found["distance"][1] == pytest.approx(865.6, abs=0.2)


def test_one_column_of_pairs_with_its_system_in_the_header() -> None:
    x, y = from_wgs84([(116.955, 39.055)], "GCJ-02")[0]
    table = places("点.csv", f'坐标（GCJ-02）,备注\n"{x},{y}",甲\n'.encode())
    longitude, latitude = (float(part) for part in table["place"][0].split(","))
    assert (longitude, latitude) == pytest.approx((116.955, 39.055), abs=1e-6)


def test_turned_degrees_are_turned_back() -> None:
    assert answered("经度,纬度\n39.055,116.955\n") == ["inside"]


@pytest.mark.parametrize(
    "header", ["X,Y", "x坐标（米）,y坐标（米）", "X（北坐标，米）,Y（东坐标，米）", "纵坐标,横坐标"]
)
@pytest.mark.parametrize("northing_first", [True, False])
def test_metres_as_surveyors_write_them(header: str, northing_first: bool) -> None:
    """X is the northing of some and the easting of others; pyproj gives both."""
    across = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4548", always_xy=True)
    rows = [across.transform(*place) for place in ((116.955, 39.055), (116.97, 39.055))]
    lines = [f"{y:.3f},{x:.3f}" if northing_first else f"{x:.3f},{y:.3f}" for x, y in rows]
    assert answered("\n".join([header, *lines, ""]), "EPSG:4548") == ["inside", "outside"]


def test_a_line_above_the_table_names_the_system() -> None:
    table = places("点.csv", "坐标系：CGCS2000,\n经度,纬度\n116.955,39.055\n".encode())
    assert positions(SQUARE, table)["verdict"].to_list() == ["inside"]


def test_metres_read_as_degrees_are_refused_with_the_way_out() -> None:
    with pytest.raises(RefusedFile) as refused:
        places("点.csv", b"X,Y\n4325166.1,495672.3\n", "WGS-84")
    assert "WGS-84" in refused.value.message.zh
    assert "EPSG:4548" in refused.value.mend.zh


def test_the_system_is_asked_for() -> None:
    with pytest.raises(SystemUnknown):
        places("点.csv", ROWS.encode())


def test_a_table_without_coordinates_is_refused() -> None:
    with pytest.raises(RefusedFile):
        places("点.csv", "名称,地址\n甲,乙\n".encode(), "WGS-84")


def test_columns_of_the_same_name_are_told_apart() -> None:
    table = places("点.csv", "经度,纬度,备注,备注,verdict\n116.955,39.055,甲,乙,丙\n".encode(), "WGS-84")
    found = positions(SQUARE, table)
    assert found.select(pl.exclude("place", "verdict", "distance")).row(0) == ("116.955", "39.055", "甲", "乙", "丙")
    assert found["verdict"].to_list() == ["inside"]
