"""The shape of the house: a ledger, an indicator or a page is declared in one place, and everything follows.

Each test works in a copy of the project, adds just that declaration, and then only uses the board.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", "data", "docs", "pages", "services", "tests", ".streamlit", "pyproject.toml")

LEDGER = '''
"""A throw-away ledger with every kind of column."""

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup, Rule
from data.texts import Text

COLOURS = (Choice("red", Text("红", "Red"), ("赤",)), Choice("blue", Text("蓝", "Blue")))


def column(name, kind, zh, **more):
    return Column(name=name, kind=kind, label=Text(zh, name.capitalize()), **more)


LEDGER = Ledger(
    name="samples",
    title=Text("样品台账", "Samples"),
    definition=Text("抽取的样品，按抽样日期计。", "Samples taken, by day."),
    dated="taken_on",
    reported_by=("brigade",),
    columns=(
        column("code", Kind.IDENTIFIER, "样品编号", key=True, required=True, searched=True, example="YP1"),
        column("remark", Kind.TEXT, "样品说明", example="示例"),
        column("taken_on", Kind.DATE, "抽样日期", required=True, example="2023-05-29"),
        column("sealed_at", Kind.INSTANT, "封样时刻", example="2023-05-29 10:30"),
        column("passed", Kind.YES_NO, "合格", example="是"),
        column("pieces", Kind.COUNT, "件数", unit="件", minimum=0, example="3"),
        column("weight", Kind.DECIMAL, "重量", unit="千克", example="1.5"),
        column("price", Kind.MONEY, "价款", unit="元", example="12.50"),
        column("colour", Kind.CHOICE, "颜色", choices=COLOURS, example="红"),
        column("colours", Kind.CHOICES, "其他颜色", choices=COLOURS, example="红;蓝"),
        column("office", Kind.REFERENCE, "抽样单位", refers_to="offices", required=True, example="执法支队"),
        column("taker", Kind.PERSON, "抽样人", personal=True, example="示例人员"),
        column("season", Kind.PERIOD, "产季", example="2023-05"),
        column("place", Kind.POINT, "抽样坐标", unit="WGS-84", example="117.0,39.1"),
        column("plot", Kind.GEOMETRY, "地块图形"),
        column("report", Kind.ATTACHMENT, "检验报告"),
    ),
    rules=(
        Rule(
            name="sealed_not_before_taken",
            column="sealed_at",
            broken=lambda: pl.col("sealed_at").dt.date() < pl.col("taken_on"),
            message=Text("封样早于抽样", "sealed before it was taken"),
            mend=Text("核对两个时间", "check both"),
        ),
    ),
    rollups=(
        Rollup(
            name="sample_days",
            grain="day",
            by=("colour", "office"),
            events=(Event(name="taken", date="taken_on", sums=("price", "pieces")),),
        ),
    ),
)
'''

INDICATOR = """
[samples_taken]
label = { zh = "抽样批次", en = "Samples" }
unit = { zh = "批", en = "" }
kind = "count"
definition = { zh = "期间内抽取的样品批次。", en = "Samples taken in the period." }
numerator = { zh = "抽样批次数", en = "samples taken" }
direction = "none"
owner = "ZD"
ledger = "cases"
source = { zh = "测试", en = "test" }
overview = false
"""

MEASURE = '''
"""A throw-away measure."""

from services.indicators import measure


@measure("samples_taken")
def samples_taken(facts, start, end):
    return 7
'''

PAGE = '''
"""A throw-away page."""

import streamlit as st

from pages.parts.frame.context import current
from pages.parts.frame.head import head

page = current()
head(page, "sample")
st.write("sample page speaks")
'''


class Copy:
    """A copy of the project with a store of its own, used only from outside."""

    def __init__(self, folder: Path) -> None:
        self.root, self.data = folder / "project", folder / "data"
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, self.root / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                self.root.mkdir(exist_ok=True)
                shutil.copy(ROOT / part, self.root / part)

    def write(self, path: str, content: str, *, append: bool = False) -> None:
        file = self.root / path
        file.write_text((file.read_text(encoding="utf-8") if append else "") + content, encoding="utf-8")

    def run(self, *words: str, status: int = 0) -> str:
        environment = {**os.environ, "BOARD_DATA": str(self.data), "PYTHONUTF8": "1"}
        environment.pop("BOARD_DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, *words], cwd=self.root, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def command(self, *words: str, status: int = 0) -> str:
        return self.run("-m", "services.commands", *words, status=status)

    def python(self, code: str) -> str:
        return self.run("-c", code).strip()

    def page(self, script: str, **address: str) -> str:
        """What a page shows, as text."""
        code = f"""
from streamlit.testing.v1 import AppTest
at = AppTest.from_file({str(self.root / "pages" / "navigation.py")!r}, default_timeout=60)
at.run().switch_page({script!r})
for name, value in {address!r}.items():
    at.query_params[name] = value
at.run()
assert not at.exception, at.exception
print([element.value for element in [*at.title, *at.subheader, *at.markdown, *at.caption]])
print([list(table.value.columns) for table in at.dataframe], [table.value.to_dict("list") for table in at.dataframe])
"""
        return self.python(code)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def change_cell(workbook: Path, header: str, value: str | int, row: int) -> None:
    """Write a value under a header of the template, in the n-th row below it."""
    book = openpyxl.load_workbook(workbook)
    sheet = book[book.sheetnames[0]]
    for down, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        for across, text in enumerate(cells, start=1):
            if str(text).replace("*", "").split("（")[0].strip() == header:
                sheet.cell(down + row, across, value)
                book.save(workbook)
                return
    raise AssertionError(f"no header {header}")


def test_a_ledger_is_one_file_and_its_migration(copy: Copy, tmp_path: Path) -> None:
    copy.write("data/ledgers/samples.py", LEDGER)
    assert "samples" in copy.command("migration", "samples")
    copy.command("migration", "--check")
    filled, out = tmp_path / "样品.xlsx", tmp_path / "out.parquet"
    copy.command("template", "samples", "--out", str(filled))

    change_cell(filled, "封样时刻", "2023-05-28 10:30", 1)
    change_cell(filled, "件数", "三件", 1)
    refused = json.loads(copy.command("import", str(filled), "--office", "ZD", "--json", status=1))
    assert {error["column"] for error in refused["errors"]} >= {"pieces"}

    change_cell(filled, "件数", 4, 1)
    refused = json.loads(copy.command("import", str(filled), "--office", "ZD", "--json", status=1))
    assert [error["rule"] for error in refused["errors"]] == ["sealed_not_before_taken"]

    change_cell(filled, "封样时刻", "2023-05-29 10:30", 1)
    copy.command("import", str(filled), "--office", "ZD")
    change_cell(filled, "价款", 20, 1)
    again = json.loads(copy.command("import", str(filled), "--office", "ZD", "--dry-run", "--json"))
    assert (again["counts"]["samples"]["new"], again["counts"]["samples"]["changed"]) == (0, 1)
    copy.command("import", str(filled), "--office", "ZD")
    copy.command("export", "samples", "--out", str(out), "--unmasked")
    assert pl.read_parquet(out)["price"].cast(pl.Float64).to_list() == [20.0]

    undone = copy.python(
        "from data.store import *\n"
        "store = open_store()\n"
        "number = last_commit(store, 'samples')\n"
        "undo(store, Actor('SLR001', 'chosen'), number)\n"
        "print(read_rows(store, 'samples')['price'].item(), read_rollup(store, 'sample_days')['price'].item())"
    )
    assert undone == "12.50 12.50"

    shown = copy.page("ledgers.py", ledger="samples", view="browse", lang="zh_CN")
    assert "YP1" in shown

    copy.command("dictionary")
    copy.command("dictionary", "--check")
    assert "样品台账" in (copy.root / "docs" / "dictionary.md").read_text(encoding="utf-8")


def test_an_indicator_is_one_entry_and_its_measure(copy: Copy) -> None:
    copy.write("data/registry/indicators.toml", INDICATOR.replace("overview = false", "overview = true"), append=True)
    copy.write("services/indicators/samples.py", MEASURE)
    copy.python(
        "from tests.data.store.examples import OFFICER, case\n"
        "from data.store import *\n"
        "store = open_store()\nmigrate(store)\ncommit(store, OFFICER, '录入', [case()])"
    )
    assert "抽样批次" in copy.page("overview.py", lang="zh_CN")
    copy.command("dictionary")
    assert "抽样批次" in (copy.root / "docs" / "dictionary.md").read_text(encoding="utf-8")


def test_a_page_is_one_entry_and_its_script(copy: Copy) -> None:
    entry = """
[sample]
label = { zh = "样页", en = "Sample page" }
question = { zh = "有何样品？", en = "Which samples?" }
section = { zh = "数据", en = "Data" }
icon = ":material/science:"
script = "sample.py"
"""
    copy.write("data/registry/pages.toml", entry, append=True)
    copy.write("pages/sample.py", PAGE)
    for language, title in (("zh_CN", "样页"), ("en", "Sample page")):
        shown = copy.page("sample.py", lang=language)
        assert title in shown
        assert "sample page speaks" in shown
