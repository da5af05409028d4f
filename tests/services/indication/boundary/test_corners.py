"""Tables of corner points, as surveyors and villages write them."""

import csv
import io

import pytest
from shapely.geometry import MultiPolygon, Polygon

from services.indication.boundary.angles import number_of
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import HOLE, OTHER, OUTER, bent, off, take


def table(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize(
    "text",
    [
        "117.04180555555556",
        "117.04180555555556°",
        "117°02′30.5″E",
        "117°02′30.5″",
        "117º02'30.5\"",
        "117° 2’ 30.5”",
        "117-02-30.5",
        "117:02:30.5",
        "117 2 30.5",
        "117度2分30.5秒",
        "东经117度2分30.5秒",
        "E117°02'30.5''",
        "１１７°０２′３０．５″",
        "117°2.5083333333333333′",
        "117.04180555555556E",
    ],
)
def test_degrees_in_every_writing(text):
    assert number_of(text) == pytest.approx(117 + 2 / 60 + 30.5 / 3600, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "number"),
    [("4,322,864.719", 4_322_864.719), ("500000米", 500_000), ("500000m", 500_000), ("-3.5", -3.5), ("3°30′W", -3.5)],
)
def test_other_numbers(text, number):
    assert number_of(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "117°60′00″", "117°02′60″", "abc", "117.02.30", "2026-11-23日", "1e5"])
def test_what_is_no_coordinate(text):
    assert number_of(text) is None


def sexagesimal(value):
    minutes, seconds = divmod(round(value * 3600, 4), 60)
    degrees, minutes = divmod(int(minutes), 60)
    return f"{degrees}°{minutes:02d}′{seconds:.4f}″"


def test_degrees_minutes_seconds():
    rows = [["点号", "东经", "北纬"], *([n, sexagesimal(x), sexagesimal(y)] for n, (x, y) in enumerate(OUTER))]
    found = take("a.csv", table(rows), "CGCS2000")
    assert off(found.as_area(), Polygon(OUTER)) < 0.1
    assert "未闭合" in found.notes[0].zh


@pytest.mark.parametrize(
    "headers",
    [("X(m)", "Y(m)"), ("北坐标", "东坐标"), ("x", "y"), ("纵坐标(米)", "横坐标(米)"), ("Northing", "Easting")],
)
def test_surveyors_call_the_northing_x(headers):
    points = bent(Polygon(OUTER), "EPSG:4548").exterior.coords
    rows = [["序号", *headers], *([n, north, east] for n, (east, north) in enumerate(points))]
    assert off(take("a.csv", table(rows), "EPSG:4548").as_area(), Polygon(OUTER)) < 0.1


@pytest.mark.parametrize(
    "headers", [("Longitude", "Latitude"), ("经度", "纬度"), ("lng", "lat"), ("经度（GCJ-02）", "纬度（GCJ-02）")]
)
def test_headers_in_both_languages(headers):
    rows = [[*headers], *bent(Polygon(OUTER), "GCJ-02").exterior.coords]
    answer = None if "GCJ" in headers[0] else "GCJ-02"
    found = take("a.csv", table(rows), answer)
    assert off(found.as_area(), Polygon(OUTER)) < 0.1
    assert found.system == "GCJ-02"


def test_features_parts_and_rings():
    rows = [["地块编号", "村", "部分", "环", "点号", "经度", "纬度"]]
    for plot, village, part, ring, points in (
        ("P1", "沙窝", "1", "1", OUTER),
        ("P1", "沙窝", "1", "2", HOLE),
        ("P1", "沙窝", "2", "1", OTHER),
        ("P2", "辛口", "1", "1", OTHER),
    ):
        rows += [[plot, village, part, ring, f"J{n}", x, y] for n, (x, y) in enumerate([*points, points[0]], 1)]
    first, second = take("a.csv", table(rows), "WGS-84").features
    assert off(first.geometry, MultiPolygon([(OUTER, [HOLE]), (OTHER, [])])) < 0.01
    assert off(second.geometry, Polygon(OTHER)) < 0.01
    assert first.attributes == {"name": "P1", "村": "沙窝"}
    assert second.attributes == {"name": "P2", "村": "辛口"}


def test_an_empty_cell_repeats_the_one_above_and_remarks_do_not_count():
    rows = [
        ["示例地块界址点坐标", "", ""],
        ["地块", "经度", "纬度"],
        ["甲", *OUTER[0]],
        *(["", *point] for point in OUTER[1:]),
        ["", "", ""],
        ["乙", *OTHER[0]],
        *(["", *point] for point in OTHER[1:]),
        ["注：坐标系：CGCS2000", "", ""],
    ]
    found = take("a.csv", table(rows))
    assert [one.attributes["name"] for one in found.features] == ["甲", "乙"]
    assert (found.system, found.known) == ("CGCS2000", "file")


def test_rows_that_cannot_be_read_are_named():
    rows = [["经度", "纬度"], *OUTER, ["117°61′", "39"], ["117.1", ""]]
    with pytest.raises(RefusedFile) as refused:
        take("a.csv", table(rows), "WGS-84")
    assert "第 6、7 行" in refused.value.message.zh


def test_a_table_without_coordinates_is_refused():
    with pytest.raises(RefusedFile) as refused:
        take("a.csv", table([["名称", "面积"], ["甲", "1"]]), "WGS-84")
    assert "经度" in refused.value.mend.zh
    assert "longitude" in refused.value.mend.en
