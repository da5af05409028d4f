"""界址点坐标表: in order, closed, in the plane that it names; as a sheet, in Word and in PDF."""

import io
import json
from datetime import date

import docx
import polars as pl
import pyproj
import pytest

from data.store import Store
from services.figures.export import Provenance, table_xlsx
from services.indication.corner_table import about_corners, corner_paper, corner_table, written
from services.indication.versions import add_version, version
from services.papers.pdf import pdf
from services.papers.word import word
from services.words.language import language
from tests.services.indication.reviewing import AUTHOR, CLOCK, SQUARE, draft

ZH = language("zh_CN")
ABOUT = Provenance("", "", "2026年11月23日", date(2026, 11, 23), 7, "范围版本", demonstration=False)
HOLED = json.dumps(
    {
        "type": "MultiPolygon",
        "coordinates": [
            [
                [[116.95, 39.05], [116.96, 39.05], [116.96, 39.06], [116.95, 39.06], [116.95, 39.05]],
                [[116.954, 39.054], [116.954, 39.056], [116.956, 39.056], [116.956, 39.054], [116.954, 39.054]],
            ],
            [[[116.97, 39.05], [116.98, 39.05], [116.975, 39.06], [116.97, 39.05]]],
        ],
    }
)


def test_points_come_in_order_and_the_ring_closes() -> None:
    rows = corner_table(SQUARE)
    assert rows["point"].to_list() == ["J1", "J2", "J3", "J4", "J1"]
    assert rows["order"].to_list() == [1, 2, 3, 4, 5]
    to_plane = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4548", always_xy=True)
    corners = [(116.95, 39.06), (116.96, 39.06), (116.96, 39.05), (116.95, 39.05), (116.95, 39.06)]
    for (x, y), corner in zip(rows.select("x", "y").iter_rows(), corners, strict=True):
        easting, northing = to_plane.transform(*corner)
        assert (x, y) == (pytest.approx(northing, abs=0.001), pytest.approx(easting, abs=0.001))
        assert 4_320_000 < x < 4_330_000
        assert 490_000 < y < 500_000
    first, second = rows.row(0, named=True), rows.row(1, named=True)
    assert first["side"] == pytest.approx(((second["x"] - first["x"]) ** 2 + (second["y"] - first["y"]) ** 2) ** 0.5)
    assert rows["side"].to_list()[-1] is None


def test_parts_and_holes_are_told_apart_and_no_number_comes_twice() -> None:
    rows = corner_table(HOLED)
    rings = rows.select("part", "ring").unique(maintain_order=True).rows()
    assert rings == [(1, 1), (1, 2), (2, 1)]
    for _key, ring in rows.group_by("part", "ring"):
        assert ring["point"][0] == ring["point"][-1]
        x, y = ring["x"].to_list(), ring["y"].to_list()
        # The shoelace in (easting, northing): below zero clockwise.
        turn = sum(a * d - c * b for a, b, c, d in zip(y, x, y[1:], x[1:], strict=False))
        assert (turn < 0) is (ring["ring"][0] == 1)
    assert rows["point"].n_unique() == 4 + 4 + 3


def test_as_a_sheet_in_word_and_in_pdf(store: Store) -> None:
    own = version(store, add_version(store, AUTHOR, draft(HOLED, "示意范围"), clock=CLOCK))
    paper = corner_paper(own, ABOUT, ZH)
    document = docx.Document(io.BytesIO(word(paper, ZH)))
    assert [cell.text for cell in document.tables[1].rows[0].cells] == [
        "序号", "点号", "X（北坐标，米）", "Y（东坐标，米）", "至下一点边长（米）",
    ]  # fmt: skip
    assert document.tables[1].rows[1].cells[1].text == document.tables[1].rows[5].cells[1].text == "J1"
    told = "\n".join([line.text for line in document.paragraphs])
    assert "尚未定稿（草案），不得用于公告。" in told
    assert "第 1 面，空洞 1" in told
    assert "中央经线117°E" in "".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert pdf(paper, ZH).startswith(b"%PDF-")
    table = corner_table(own.geometry)
    book = table_xlsx(written(table, ZH), about_corners(own, ABOUT, ZH), ZH)
    sheet = pl.read_excel(book, read_options={"header_row": 3})
    assert sheet.height == table.height
    assert sheet.columns[:4] == ["面号", "圈号", "序号", "点号"]
