"""Figures to take away: pictures that say what they show, tables that run nothing."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import altair as alt
import fastexcel
import openpyxl
import polars as pl
import pytest

from services.figures.export import Provenance, png, svg, table_csv, table_xlsx
from services.figures.spec import ROWS, Chart, picture_spec
from services.figures.theme import Look
from services.words.language import language

ROWS_SHOWN = pl.DataFrame(
    {
        "month": [date(2026, 1, 1), date(2026, 2, 1)],
        "sector": ["食品", "水泥"],
        "n": [3, 11],
        "fines": [Decimal("1200.50"), Decimal("0.00")],
    },
    schema_overrides={"fines": pl.Decimal(20, 2)},
)
HOSTILE = pl.DataFrame({"note": ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "http://x.example", "平常"]})


def bars(look: Look) -> Chart:
    return alt.Chart(ROWS).mark_bar().encode(x="month:T", y="n:Q", color="sector:N")


def provenance(*, demonstration: bool = True) -> Provenance:
    return Provenance(
        title="按月立案",
        definition="立案日期在期间内的案件，按件计，含后来撤案的。",
        period="2026年1月1日—11月19日",
        as_of=date(2026, 11, 19),
        commit=42,
        source="案件台账",
        demonstration=demonstration,
    )


@pytest.fixture(scope="module")
def drawn() -> str:
    zh = language("zh_CN")
    return svg(picture_spec(bars, Look("zh_CN", "dark")), ROWS_SHOWN, provenance(), zh).decode()


@pytest.mark.parametrize(
    "text", ["按月立案", "2026年1月1日—11月19日", "截至 2026年11月19日", "案件台账", "演示数据", "按件计", "食品"]
)
def test_the_picture_says_what_it_shows(drawn: str, text: str) -> None:
    assert text in drawn


def test_a_picture_is_light_whatever_the_screen_was(drawn: str) -> None:
    assert "#FBFBF9" in drawn
    assert "#12191A" not in drawn


def test_real_data_carry_no_demonstration_mark() -> None:
    zh = language("zh_CN")
    picture = svg(picture_spec(bars, Look("zh_CN")), ROWS_SHOWN, provenance(demonstration=False), zh)
    assert "演示数据" not in picture.decode()


def test_a_png_holds_ink() -> None:
    """A missing font erases all text: the picture with Chinese labels must differ from one without."""
    zh = language("zh_CN")
    spec = picture_spec(bars, Look("zh_CN"))
    whole = png(spec, ROWS_SHOWN, provenance(), zh)
    wordless = png(spec, ROWS_SHOWN.with_columns(sector=pl.lit(" ")), provenance(), zh)
    assert whole.startswith(b"\x89PNG")
    assert len(whole) > len(wordless)


def test_csv_has_a_mark_for_excel_and_notes_and_runs_nothing() -> None:
    written = table_csv(HOSTILE, provenance(), language("zh_CN"))
    assert written.startswith(b"\xef\xbb\xbf")
    text = written.decode("utf-8-sig")
    assert "口径,立案日期在期间内的案件" in text
    assert "标识,演示数据，非真实数据" in text
    _notes, rows = text.split("\n\n", 1)
    read = pl.read_csv(io.StringIO(rows))["note"].to_list()
    assert read == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "http://x.example", "平常"]


def test_xlsx_holds_texts_and_notes_and_no_formula_or_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(HOSTILE, provenance(), language("zh_CN"))))
    assert book.sheetnames == ["数据", "说明"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in cells)
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert notes["截至"] == "2026年11月19日"
    assert notes["数据版本（提交号）"] == "42"


ABOVE = 4  # mark, title, circumstances, an empty row


def test_xlsx_keeps_numbers_and_dates() -> None:
    read = fastexcel.read_excel(table_xlsx(ROWS_SHOWN, provenance(), language("en")))
    frame = read.load_sheet("Data", header_row=ABOVE).to_polars()
    assert frame["n"].to_list() == [3, 11]
    assert frame["fines"].to_list() == [1200.5, 0]
    assert frame["month"].cast(pl.Date).to_list() == ROWS_SHOWN["month"].to_list()


def test_what_is_taken_away_says_what_made_it() -> None:
    """Filters, period, as-of day, commit and source; where there are no filters, that there are none."""
    zh = language("zh_CN")
    about = replace(provenance(), filters="行业：食品；单位：西营门所", held="仅含最新 2 件")
    picture = svg(picture_spec(bars, Look("zh_CN")), ROWS_SHOWN, about, zh).decode()
    text = table_csv(ROWS_SHOWN, about, zh).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(ROWS_SHOWN, about, zh)))
    first = "\n".join(str(row[0].value) for row in book.worksheets[0].iter_rows(max_row=ABOVE))
    for said in (picture, text, first):
        assert "食品；单位：西营门所" in said
        assert "2026年1月1日—11月19日" in said
        assert "2026年11月19日" in said
        assert "案件台账" in said
        assert "仅含最新 2 件" in said
    assert "数据版本 42" in picture
    assert "筛选,行业：食品；单位：西营门所" in text
    assert "筛选,无" in table_csv(ROWS_SHOWN, provenance(), zh).decode("utf-8-sig")


def test_every_sheet_of_invented_rows_says_that_they_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(ROWS_SHOWN, provenance(), language("zh_CN"))))
    for sheet in book:
        assert any("演示数据" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    real = openpyxl.load_workbook(
        io.BytesIO(table_xlsx(ROWS_SHOWN, provenance(demonstration=False), language("zh_CN")))
    )
    assert not any("演示" in str(cell.value) for sheet in real for row in sheet.iter_rows() for cell in row)
