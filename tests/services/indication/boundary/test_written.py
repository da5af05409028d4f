"""How people write a boundary down: degrees in any signs, texts in any encoding, numbers out of order."""

import csv
import io

import pytest
import xlsxwriter

from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import bent, geojson, off, take
from tests.services.indication.boundary.test_faults import TRUE

CORNERS = list(TRUE.exterior.coords)[:-1]


def parted(value: float) -> tuple[int, int, float]:
    minutes = (value - int(value)) * 60
    return int(value), int(minutes), round((minutes - int(minutes)) * 60, 2)


def table(rows, delimiter=",", encoding="utf-8"):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def lands(content, answer="CGCS2000", name="a.csv"):
    return off(take(name, content, answer).as_area(), TRUE) < 0.4


@pytest.mark.parametrize(
    "sign",
    [
        "{0}d{1:02d}m{2:05.2f}s", "{0}D{1:02d}M{2:05.2f}S", "{0}deg {1}min {2}sec", "{0}_{1:02d}_{2:05.2f}",
        "{0}.{1:02d}.{2:05.2f}", "{0}·{1:02d}′{2:05.2f}″", "{0}。{1:02d}′{2:05.2f}″", "{0}o{1:02d}'{2:05.2f}\"",
        "{0}⁰{1:02d}'{2:05.2f}\"", "{0}゜{1:02d}'{2:05.2f}\"", "{0}°{1:02d}'{2:05.2f}\"", "{0}度{1:02d}分{2:05.2f}秒",
        "{0} {1:02d} {2:05.2f}", "{0}:{1:02d}:{2:05.2f}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "side", [("", "", "", ""), ("", "E", "", "N"), ("东经：", "", "北纬：", ""), ("", "(E)", "", "(N)")]
)
def test_degrees_minutes_and_seconds_in_any_signs(sign, side):
    points = [[sign.format(*parted(value)) for value in point] for point in CORNERS]
    rows = [[f"J{n}", side[0] + x + side[1], side[2] + y + side[3]] for n, (x, y) in enumerate(points, 1)]
    assert lands(table([["点号", "经度", "纬度"], *rows]))


@pytest.mark.parametrize("unit", ["″.{:02d}", "秒{:02d}"])
def test_decimals_behind_the_sign_of_seconds(unit):
    def written(value):
        degrees, minutes, seconds = parted(value)
        whole, rest = divmod(round(seconds * 100), 100)
        return f"{degrees}°{minutes:02d}′{whole:02d}" + unit.format(rest)

    rows = [[written(x), written(y)] for x, y in CORNERS]
    assert lands(table([["经度", "纬度"], *rows]))


@pytest.mark.parametrize("delimiter", [" ", "  ", "\u3000", "\t", "；", "，", "、", "｜", "|", ";"])
def test_a_text_whose_cells_are_parted_by_anything(delimiter):
    rows = [("点号", "经度", "纬度"), *((f"J{n}", *map(str, point)) for n, point in enumerate(CORNERS, 1))]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert lands(f"界址点坐标\r\n{text}\r\n".encode("gbk"), name="a.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "gbk", "utf-8-sig"])
def test_texts_in_any_encoding(encoding):
    rows = [["点号", "经度", "纬度"], *([f"一{n}", *point] for n, point in enumerate(CORNERS, 1))]
    assert lands(table(rows, "\t", encoding), name="a.txt")
    assert lands(geojson(TRUE, title="一号").decode().encode(encoding), name="a.geojson")


@pytest.mark.parametrize(
    ("code", "header", "points", "answer"),
    [
        ('0.0000"°"', ("经度", "纬度"), CORNERS, "CGCS2000"),
        ('0"°"00"′"00.00"″"', ("经度", "纬度"),
         [[d * 10_000 + m * 100 + s for d, m, s in map(parted, point)] for point in CORNERS], "CGCS2000"),
        ('0.000"米"', ("Y", "X"), list(bent(TRUE, "EPSG:4548").exterior.coords)[:-1], "EPSG:4548"),
    ],
)  # fmt: skip
def test_numbers_whose_format_writes_the_signs(code, header, points, answer):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page, style = book.add_worksheet(), book.add_format({"num_format": code})
        page.write_row(0, 0, header)
        for row, point in enumerate(points, 1):
            page.write_row(row, 0, point, style)
    assert lands(file.getvalue(), answer, "a.xlsx")


def numbered(order):
    return [["点号", "经度", "纬度"], *([f"J{n}", *CORNERS[n - 1]] for n in order)]


@pytest.mark.parametrize("order", [(2, 1, 3, 4, 5, 6), (1, 3, 2, 4, 5, 6), (1, 2, 3, 4, 6, 5)])
def test_points_out_of_the_order_of_their_numbers_are_refused(order):
    with pytest.raises(RefusedFile) as refused:
        take("a.csv", table(numbered(order)), "CGCS2000")
    assert "不是按点号排列" in refused.value.message.zh
    assert "删去点号列" in refused.value.mend.zh


@pytest.mark.parametrize("order", [(1, 2, 3, 4, 5, 6), (6, 5, 4, 3, 2, 1), (1, 2, 3, 4, 5, 6, 1)])
def test_a_ring_may_run_either_way(order):
    assert lands(table(numbered(order)))


def test_numbers_of_a_whole_survey_need_not_run_on():
    rows = [
        ["点号", "经度", "纬度"],
        *([f"J{n}", *point] for n, point in zip((12, 7, 31, 30, 8, 9), CORNERS, strict=True)),
    ]
    assert lands(table(rows))


@pytest.mark.parametrize("place", ["116.9588", "116.95x,39.06", "116.9588，39.0682"])
def test_what_is_no_point_of_a_kml_is_named(place):
    places = " ".join([f"{x},{y}" for x, y in CORNERS[:3]] + [place])
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{places}</coordinates></LinearRing></outerBoundaryIs>"
    body = f"<Placemark><Polygon>{ring}</Polygon></Placemark>"
    with pytest.raises(RefusedFile, match="两个数字") as refused:
        take("a.kml", f'<kml xmlns="http://www.opengis.net/kml/2.2">{body}</kml>'.encode(), "WGS-84")
    assert place in refused.value.message.zh


def test_metres_with_their_letter_are_no_minutes():
    rows = [["点号", "X", "Y"], *([f"J{n}", f"{y:.3f}m", f"{x:.3f}M"] for n, (x, y) in
            enumerate(list(bent(TRUE, "EPSG:4548").exterior.coords)[:-1], 1))]  # fmt: skip
    assert lands(table(rows), "EPSG:4548")
