"""Coordinate tables in the shapes they are printed and typed in: headers, sets side by side, rings, datums, degrees."""

import csv
import io
from itertools import chain, zip_longest

import pytest
import xlsxwriter
from shapely.geometry import MultiPolygon, Polygon

from services.ground import geometry
from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import AnglesUnknown, LayersUnknown, SystemContradicted, SystemUnknown
from services.indication.boundary.headings import meaning
from services.indication.checks import find
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import bent, off, take
from tests.services.indication.boundary.test_every_form import workbook
from tests.services.indication.boundary.test_faults import TRUE
from tests.services.indication.drawing import NO_PLOTS

CORNERS = list(TRUE.exterior.coords)[:-1]
HOLE = [(116.95, 39.08), (116.956, 39.08), (116.956, 39.084), (116.95, 39.084)]
NORTH = [(x, y + 0.035) for x, y in CORNERS]


def table(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def planar(points, system="EPSG:4548"):
    """(northing, easting) of each, as surveyors write them."""
    return [(f"{y:.3f}", f"{x:.3f}") for x, y in bent(Polygon(points), system).exterior.coords[:-1]]


def numbered(points, start=1):
    return [[f"J{number}", *point] for number, point in enumerate(points, start)]


def read(rows, answer=None, name="a.csv", **options):
    return take(name, table(rows), answer, **options)


@pytest.mark.parametrize(
    ("north", "east"),
    [
        ("X", "Y"), ("x", "y"), ("X(m)", "Y(m)"), ("X（米）", "Y（米）"), ("X/m", "Y/m"), ("X（m）", "Y（m）"),
        ("纵坐标X", "横坐标Y"), ("纵坐标X(m)", "横坐标Y(m)"),
        ("纵坐标（X）", "横坐标（Y）"), ("X(纵坐标)", "Y(横坐标)"),
        ("北坐标X", "东坐标Y"), ("北坐标(X)", "东坐标(Y)"), ("坐标X", "坐标Y"), ("坐标X(m)", "坐标Y(m)"),
        ("X轴", "Y轴"), ("X坐标", "Y坐标"), ("X坐标（米）", "Y坐标（米）"),
        ("X值", "Y值"), ("N", "E"), ("N(m)", "E(m)"),
        ("北(N)", "东(E)"), ("北向X", "东向Y"), ("北", "东"), ("Northing", "Easting"), ("Northing (m)", "Easting (m)"),
        ("纵坐标", "横坐标"), ("X纵坐标", "Y横坐标"), ("平面坐标X", "平面坐标Y"), ("高斯坐标X", "高斯坐标Y"),
        ("大地坐标X", "大地坐标Y"), ("X(CGCS2000)", "Y(CGCS2000)"), ("X (2000)", "Y (2000)"), ("X\n(m)", "Y\n(m)"),
        ("直角坐标X（m）", "直角坐标Y（m）"), ("坐标（X）", "坐标（Y）"),
        ("界址点坐标X", "界址点坐标Y"), ("X-坐标", "Y-坐标"),
        ("北坐标", "东坐标"), ("北坐标（m）", "东坐标（m）"), ("X北", "Y东"), ("X（北）", "Y（东）"),
    ],
)  # fmt: skip
def test_headers_of_metres(north, east):
    rows = [["界址点号", north, east, "边长(m)"], *([*row, "12.3"] for row in numbered(planar(CORNERS)))]
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("B", "L"), ("纬度B", "经度L"), ("大地纬度B", "大地经度L"),
        ("B(纬度)", "L(经度)"), ("北纬", "东经"), ("纬度", "经度"),
        ("纬度(°)", "经度(°)"), ("纬度（度）", "经度（度）"), ("Lat", "Lon"),
        ("LATITUDE", "LONGITUDE"), ("纬度N", "经度E"),
        ("lat", "lng"), ("大地纬度", "大地经度"), ("纬度（CGCS2000）", "经度（CGCS2000）"),
        ("北纬(N)", "东经(E)"), ("Y", "X"), ("X", "Y"),
    ],
)  # fmt: skip
def test_headers_of_degrees(latitude, longitude):
    rows = [["点号", longitude, latitude], *numbered(CORNERS)]
    if (latitude, longitude) == ("X", "Y"):
        rows = [["点号", "X", "Y"], *numbered([(y, x) for x, y in CORNERS])]
    assert off(read(rows, "CGCS2000").as_area(), TRUE) < 0.1


@pytest.mark.parametrize(
    "text", ["点号", "界址点号", "拐点编号", "序号", "顶点", "桩号", "No.", "ID", "点名", "界址点编号"]
)
def test_headers_of_numbers(text):
    assert meaning(text) == "label"


@pytest.mark.parametrize("text", ["边长", "面积(亩)", "备注", "村名", "年份", "电话", "性别", "坐标", "北京", "方位角"])
def test_headers_of_something_else(text):
    assert meaning(text) is None


@pytest.mark.parametrize("header", ["编号", "名称", "code"])
def test_a_column_that_is_new_in_every_row_numbers_points(header):
    rows = [[header, "X", "Y"], *numbered(planar(CORNERS))]
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1


def test_a_header_of_two_rows():
    rows = [["点号", "坐标（m）", None, "备注"], [None, "X", "Y", None], *numbered(planar(CORNERS))]
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1


@pytest.mark.parametrize("sets", [2, 3])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("closing", [False, True])
def test_sets_of_columns_side_by_side(sets, across, closing):
    points = [*CORNERS[:3], (116.9690, 39.085), *CORNERS[3:]]
    lines = numbered(planar(points))
    lines += [["J1", *lines[0][1:]]] if closing else []
    if across:
        rows = [list(chain(*lines[start : start + sets])) for start in range(0, len(lines), sets)]
    else:
        height = -(-len(lines) // sets)
        columns = [lines[start : start + height] for start in range(0, len(lines), height)]
        rows = [list(chain(*(row or [None] * 3 for row in both))) for both in zip_longest(*columns)]
    found = read([["点号", "X", "Y"] * sets, *rows], "EPSG:4548")
    assert off(found.as_area(), Polygon(points)) < 0.1


def test_pages_of_sets_side_by_side():
    points = [*CORNERS[:3], (116.9690, 39.085), *CORNERS[3:], (116.937, 39.08)]
    lines, header = numbered(planar(points)), ["点号", "X", "Y"] * 2
    rows = [["界址点坐标表"], header, lines[0] + lines[2], lines[1] + lines[3], ["第 2 页"], header,
            lines[4] + lines[6], lines[5] + lines[7]]  # fmt: skip
    assert off(read(rows, "EPSG:4548").as_area(), Polygon(points)) < 0.1


def test_sets_whose_numbers_do_not_run_on_are_refused():
    lines = planar(CORNERS)
    rows = [["X", "Y", "X", "Y"], *([*lines[place], *lines[place + 3]] for place in range(3))]
    with pytest.raises(RefusedFile, match="点号不连续"):
        read(rows, "EPSG:4548")


def test_metres_beside_degrees_say_the_same_twice():
    both = zip(numbered(planar(CORNERS)), CORNERS, strict=True)
    rows = [["点号", "X", "Y", "经度", "纬度"], *([*row, *point] for row, point in both)]
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1


def closed(points):
    return [*points, points[0]]


def two_parts(found):
    return off(found.as_area(), MultiPolygon([Polygon(CORNERS), Polygon(NORTH)]))


def test_rings_that_close_in_mid_list():
    rows = [["点号", "X", "Y"], *numbered(closed(planar(CORNERS))), *numbered(closed(planar(NORTH)), 8)]
    assert two_parts(read(rows, "EPSG:4548")) < 0.1


def test_rings_parted_by_blank_rows_and_numbers_that_begin_anew():
    rows = [["点号", "X", "Y"], *numbered(planar(CORNERS)), [None] * 3, *numbered(planar(NORTH))]
    assert two_parts(read(rows, "EPSG:4548")) < 0.1


def test_rings_parted_by_blank_rows_without_numbers():
    rows = [["X", "Y"], *planar(CORNERS), [None] * 2, *planar(NORTH)]
    assert two_parts(read(rows, "EPSG:4548")) < 0.1


def test_rings_parted_by_titles_or_headers():
    for between in (["第二块", None, None], ["点号", "X", "Y"]):
        rows = [["点号", "X", "Y"], *numbered(planar(CORNERS)), between, *numbered(planar(NORTH))]
        assert two_parts(read(rows, "EPSG:4548")) < 0.1


def test_numbers_that_begin_anew_without_a_blank_row():
    rows = [["点号", "X", "Y"], *numbered(planar(CORNERS)), *numbered(planar(NORTH))]
    assert two_parts(read(rows, "EPSG:4548")) < 0.1


def test_a_ring_inside_another_is_its_hole():
    rows = [["点号", "X", "Y"], *numbered(closed(planar(CORNERS))), [None] * 3, *numbered(closed(planar(HOLE)))]
    found = read(rows, "EPSG:4548")
    assert off(found.as_area(), Polygon(CORNERS, [HOLE])) < 0.1
    assert any("按位置区分" in note.zh for note in found.notes)


@pytest.mark.parametrize("header", ["环", "圈号", "环号", "地块圈号"])
def test_rings_by_number(header):
    rows = [["点号", header, "X", "Y"]]
    rows += [
        [label, ring, *point]
        for ring, points in (("1", CORNERS), ("2", HOLE))
        for label, *point in numbered(planar(points))
    ]
    assert off(read(rows, "EPSG:4548").as_area(), Polygon(CORNERS, [HOLE])) < 0.1


def test_a_numbered_ring_outside_is_a_finding_and_no_ground():
    rows = [
        ["环", "X", "Y"],
        *(["1", *point] for point in planar(CORNERS)),
        *(["2", *point] for point in planar(NORTH)),
    ]
    found = read(rows, "EPSG:4548")
    assert geometry.size(found.as_area()).hectares == pytest.approx(662, abs=0.1)
    assert [one.code for one in find(found.as_area(), NO_PLOTS) if one.severity == "blocking"] == ["structure"]
    assert any("部分" in note.zh for note in found.notes)


def test_a_blank_row_that_may_end_a_page_is_refused():
    lines = numbered(planar(CORNERS))
    with pytest.raises(RefusedFile, match="分页"):
        read([["点号", "X", "Y"], *lines[:3], [None] * 3, *lines[3:]], "EPSG:4548")


def test_lengths_between_the_points_part_nothing():
    rows = [["点号", "X", "Y", "边长"]]
    for line in numbered(planar(CORNERS)):
        rows += [[*line, None], [None, None, None, "123.45"]]
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1


def test_a_point_without_coordinates_is_named():
    lines = numbered(planar(CORNERS))
    with pytest.raises(RefusedFile, match="第 4 行"):
        read([["点号", "X", "Y"], *lines[:2], ["J3", None, None], *lines[3:]], "EPSG:4548")


OTHERS = ["1980西安坐标系", "西安80", "西安80坐标系", "Xian 1980", "北京54", "BJ54", "1954年北京坐标系", "Beijing_1954",
          "天津90坐标系", "地方独立坐标系"]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("where", ["title", "beside", "header", "column", "remark", "bare", "sheet"])
def test_other_datums_are_refused_wherever_they_stand(name, where):
    lines, header = numbered(planar(CORNERS)), ["点号", "X", "Y"]
    rows = {
        "title": [[f"坐标系：{name}"], header, *lines],
        "beside": [["坐标系", name, None], header, *lines],
        "header": [["点号", f"X({name})", f"Y({name})"], *lines],
        "column": [[*header, "坐标系"], *([*line, name] for line in lines)],
        "remark": [header, *lines, [f"注：采用{name}，3度分带"]],
        "bare": [[f"沙窝萝卜保护范围界址点成果表（{name}）"], header, *lines],
        "sheet": [header, *lines],
    }[where]
    file = ("a.xlsx", sheets({name: rows})) if where == "sheet" else ("a.csv", table(rows))
    with pytest.raises(UnknownSystem):
        take(*file, "EPSG:4548")


def sheets(named):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in named.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


@pytest.mark.parametrize(
    ("title", "points", "system"),
    [
        ("坐标系：CGCS2000", CORNERS, "CGCS2000"), ("国家大地2000", CORNERS, "CGCS2000"),
        ("2000国家大地坐标系", CORNERS, "CGCS2000"),
        ("采用 WGS84 坐标", CORNERS, "WGS-84"), ("坐标系统：WGS-84", CORNERS, "WGS-84"),
        ("由西安80坐标系转换为CGCS2000坐标系", CORNERS, "CGCS2000"),
    ],
)  # fmt: skip
def test_a_system_in_the_title_is_read(title, points, system):
    found = read([[title, None, "填表人：张三"], ["序号", "经度", "纬度"], *numbered(points), ["合计"]])
    assert (found.system, found.known) == (system, "file")
    assert off(found.as_area(), TRUE) < 0.1


@pytest.mark.parametrize("title", ["火星坐标系", "坐标系：GCJ-02", "高德地图坐标", "GCJ02"])
def test_gcj_02_in_the_title(title):
    rows = [[title], ["经度", "纬度"], *bent(TRUE, "GCJ-02").exterior.coords]
    assert off(read(rows).as_area(), TRUE) < 0.1


@pytest.mark.parametrize("title", ["百度坐标系", "BD-09", "坐标系：百度"])
def test_bd_09_in_the_title(title):
    rows = [[title], ["经度", "纬度"], *bent(TRUE, "BD-09").exterior.coords]
    assert off(read(rows).as_area(), TRUE) < 0.1


@pytest.mark.parametrize(
    ("title", "system"),
    [
        ("2000国家大地坐标系，3度带，中央子午线117°", "EPSG:4548"),
        ("坐标系：CGCS2000 中央经线：117度", "EPSG:4548"),
        ("CGCS2000坐标系 3度分带 带号：39", "EPSG:4527"),
        ("坐标系：CGCS2000", "EPSG:4527"),
        ("EPSG:4527", "EPSG:4527"),
        ("CGCS2000（EPSG:4548）", "EPSG:4548"),
    ],
)
def test_metres_of_a_datum_take_zone_or_meridian_from_words_and_numbers(title, system):
    found = read([[title], ["点号", "X", "Y"], *numbered(planar(CORNERS, system))])
    assert (found.system, found.known) == (system, "file")
    assert off(found.as_area(), TRUE) < 0.1


def test_a_datum_alone_asks_for_the_plane_of_its_metres():
    rows = [["坐标系：CGCS2000"], ["点号", "X", "Y"], *numbered(planar(CORNERS))]
    with pytest.raises(SystemUnknown, match="分带") as asked:
        read(rows)
    assert asked.value.suggested == "EPSG:4548"
    assert off(read(rows, "EPSG:4548").as_area(), TRUE) < 0.1
    with pytest.raises(SystemContradicted):
        read(rows, "GCJ-02")


def test_a_zone_that_contradicts_the_eastings_is_named():
    rows = [["CGCS2000，3度带，带号：38"], ["点号", "X", "Y"], *numbered(planar(CORNERS, "EPSG:4527"))]
    with pytest.raises(SystemContradicted, match="38") as refused:
        read(rows)
    assert refused.value.offered == "EPSG:4527"
    assert off(read(rows, "EPSG:4527").as_area(), TRUE) < 0.1


@pytest.mark.parametrize("answer", ["EPSG:4528", "EPSG:4526"])
def test_the_wrong_zone_is_refused(answer):
    rows = [["点号", "X", "Y"], *numbered(planar(CORNERS, "EPSG:4527"))]
    with pytest.raises(SystemContradicted, match="EPSG:4527"):
        read(rows, answer)


def test_an_area_wholly_outside_the_district_stops_the_import():
    far = [(x + 0.8, y) for x, y in CORNERS]
    with pytest.raises(SystemContradicted, match="本区以外") as refused:
        read([["经度", "纬度"], *far], "CGCS2000")
    assert refused.value.mend.zh


def packed(value, minutes=False):
    whole, rest = int(value), (value - int(value)) * 60
    if minutes:
        return f"{whole + rest / 100:.8f}"
    return f"{whole + int(rest) / 100 + (rest - int(rest)) * 60 / 10_000:.8f}"


@pytest.mark.parametrize("minutes", [False, True])
def test_degrees_run_together_are_asked(minutes):
    rows = [["点号", "经度", "纬度"], *numbered([(packed(x, minutes), packed(y, minutes)) for x, y in CORNERS])]
    with pytest.raises(AnglesUnknown) as asked:
        read(rows, "CGCS2000")
    assert asked.value.suggested == ("minutes" if minutes else "seconds")
    found = read(rows, "CGCS2000", writing=asked.value.suggested)
    assert off(found.as_area(), TRUE) < 0.1


@pytest.mark.parametrize("header", ["(度.分秒)", "(dd.mmss)", "（ddd.mmssss）"])
def test_degrees_run_together_by_their_header(header):
    rows = [["经度" + header, "纬度" + header], *((packed(x), packed(y)) for x, y in CORNERS)]
    assert off(read(rows, "CGCS2000").as_area(), TRUE) < 0.1


def test_decimal_degrees_ask_nothing():
    for east in (0, 0.06, 0.1):
        points = [(x + east, y) for x, y in CORNERS]
        rows = [["经度", "纬度"], *((f"{x:.6f}", f"{y:.6f}") for x, y in points)]
        assert off(read(rows, "CGCS2000").as_area(), Polygon(points)) < 0.2


def test_two_sheets_are_asked_about():
    rows = [["经度", "纬度"], *CORNERS]
    content = sheets({"一稿": rows, "二稿": [["经度", "纬度"], *NORTH]})
    with pytest.raises(LayersUnknown) as asked:
        take("a.xlsx", content, "CGCS2000")
    assert [layer.name for layer in asked.value.layers] == ["一稿", "二稿"]
    assert off(take("a.xlsx", content, "CGCS2000", layers=["二稿"]).as_area(), Polygon(NORTH)) < 0.1


def test_a_workbook_is_read_like_a_text():
    rows = [["点号", "X", "Y"], *([label, float(x), float(y)] for label, x, y in numbered(planar(CORNERS)))]
    assert off(take("a.xlsx", workbook(rows), "EPSG:4548").as_area(), TRUE) < 0.1


@pytest.mark.parametrize(
    ("north", "east"), [("CGCS2000 X", "CGCS2000 Y"), ("X坐标值", "Y坐标值"), ("GPS纬度", "GPS经度")]
)
def test_headers_with_the_datum_before_them(north, east):
    assert (meaning(north), meaning(east)) in (("first", "second"), ("second", "first"))


@pytest.mark.parametrize("signs", ["˚´˝", "∘′″", "°ˊ〞", "°```"])
def test_signs_that_look_like_degrees_minutes_and_seconds(signs):
    degree, minute, second = signs[0], signs[1], signs[2:]

    def written(value):
        minutes, seconds = divmod(round((value - int(value)) * 3600, 3), 60)
        return f"{int(value)}{degree}{int(minutes):02d}{minute}{seconds:06.3f}{second}"

    rows = [(written(x), written(y)) for x, y in CORNERS]
    assert off(read([("经度", "纬度"), *rows], "WGS-84").as_area(), TRUE) < 0.1


def test_a_line_of_signatures_below_the_points_is_no_point():
    signed = [*[["点号", "经度", "纬度"]], *numbered(CORNERS), ["制表人：张三", None, "审核：李四"]]
    assert off(read(signed, "WGS-84").as_area(), TRUE) < 0.1


@pytest.mark.parametrize("label", ["J9", "东北角", None])
def test_a_point_whose_coordinates_wait_is_missing(label):
    with pytest.raises(RefusedFile):
        read([["点号", "经度", "纬度"], *numbered(CORNERS), [label, "待测", "待测"]], "WGS-84")
