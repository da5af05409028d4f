"""The overview against counts of the demonstration's workbooks, and over a few rows of the test's own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

import services.overview.year
from data.store import Change, commit, open_store
from services.figures.export import Provenance
from services.records.facts import Facts
from services.words import formats
from tests.data.store.examples import OFFICER, case, market
from tests.pages.reading import of_type
from tests.pages.workbooks import within, workbook

Open = Callable[..., AppTest]

# The default day: up to it every unit has reported. And a Sunday, so that the week is a whole one.
DAYS = (date(2026, 9, 30), date(2025, 6, 8))
COUNTED = {
    "投诉举报": ("complaints", "收到日期", "件"),
    "检查": ("inspections", "检查日期", "次"),
    "立案": ("cases", "立案日期", "件"),
    "办结": ("cases", "结案日期", "件"),
}
CASES = workbook("cases")


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def new_year(day: date) -> date:
    return day.replace(month=1, day=1)


def overview(open_page: Open, day: date, language: str = "zh_CN") -> AppTest:
    board = open_page("overview.py", lang=language, as_of=day.isoformat())
    assert not board.exception
    return board


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_tiles_count_the_year_up_to_the_day(open_demonstration: Open, day: date) -> None:
    board = overview(open_demonstration, day)
    shown = {metric.label: (metric.value, metric.delta) for metric in board.metric}
    for label, (name, column, unit) in COUNTED.items():
        rows = workbook(name)
        now = within(rows, column, new_year(day), day).height
        before = within(rows, column, new_year(year_before(day)), year_before(day)).height
        assert before >= 20, "a percentage is shown from twenty on"
        percent = round((now / before - 1) * 100)
        assert shown[label] == (f"{now:,} {unit}", f"{percent:+}%".replace("-", "−") if percent else "±0%")
    assert len(shown) == 5


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_fines_are_those_of_the_years_decisions(open_demonstration: Open, day: date) -> None:
    def sum_of_year(last: date) -> Decimal:
        decided = within(CASES, "决定日期", new_year(last), last)
        amounts = decided.select(pl.sum_horizontal(pl.col("罚款金额（元）", "没收金额（元）").fill_null(0)).sum())
        return Decimal(amounts.item()).quantize(Decimal("0.01"))

    now, before = sum_of_year(day), sum_of_year(year_before(day))
    metric = overview(open_demonstration, day).metric[4]
    assert metric.label == "罚没款"
    assert metric.value == formats.money(now, "zh_CN")
    assert metric.delta == ("+" if now > before else "−") + formats.money(abs(now - before), "zh_CN")


def test_beneath_each_tile_stands_the_week_of_the_day(open_demonstration: Open) -> None:
    captions = [caption.value for caption in overview(open_demonstration, DAYS[1]).caption]
    for name, column, unit in COUNTED.values():
        week = within(workbook(name), column, date(2025, 6, 2), DAYS[1]).height
        assert f"本周新增（6月2日—8日）：{week} {unit}" in captions


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_sectors_of_the_figure(open_demonstration: Open, day: date) -> None:
    (chart,) = of_type(overview(open_demonstration, day), "vega_lite_chart")
    rows = pl.read_ipc_stream(BytesIO(chart.proto.datasets[0].data.data))
    for name, last in {"now": day, "before": year_before(day)}.items():
        opened = within(CASES, "立案日期", new_year(last), last)
        counted = dict(opened.group_by("行业").len().iter_rows())
        assert {label: n for label, n in rows.select("label", name).iter_rows() if n} == counted
        assert rows[name].sum() == opened.height


def test_a_year_that_is_not_reported_by_all_is_not_compared(open_demonstration: Open) -> None:
    """Two units have not handed in October: it read −6% and 0 new. Complaints are handed in by all."""
    board = overview(open_demonstration, date(2026, 10, 31), "en")
    shown = {metric.label: metric.delta for metric in board.metric}
    assert shown["Complaints, reports"] != ""
    assert {shown[label] for label in ("Inspections", "Cases opened", "Cases closed")} == {""}
    said = [caption.value for caption in board.caption]
    assert sum("Not compared: not all units have handed in up to this day" in line for line in said) == 4


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_needs_attention(open_demonstration: Open, day: date) -> None:
    links = of_type(overview(open_demonstration, day), "page_link")
    matters = [link.proto for link in links if link.proto.query_string]
    assert 0 < len(matters) <= 6
    still = CASES.filter(pl.col("立案日期") <= day, pl.col("结案日期").is_null() | (pl.col("结案日期") > day)).sort(
        "立案日期", "立案编号"
    )
    lines = [matter.label for matter in matters if matter.page == "enforcement"]
    assert lines
    for line, row in zip(lines, still.iter_rows(named=True), strict=False):
        days = (day - row["立案日期"]).days
        assert line.split("：", 1)[1] == f"案件 {row['立案编号']}，立案已 {formats.days(days, 'zh_CN')}"


def test_units_that_have_not_handed_in_are_among_the_lines(open_demonstration: Open) -> None:
    given = workbook("submissions")
    keys = ["报送单位", "台账"]
    missing = given.unique(keys).join(given.filter(pl.col("报送期间") == "2026-10"), on=keys, how="anti")
    board = overview(open_demonstration, DAYS[0])
    late = [link.proto for link in of_type(board, "page_link") if link.proto.query_string.startswith("ledger=")]
    assert sorted(link.query_string for link in late) == sorted(f"ledger={name}" for name in missing["台账"])
    # October was due on 10 November.
    assert all(link.label.endswith("未报，逾期 13 天") for link in late)
    assert any(f"逾期 **{missing.height}**" in text.value for text in board.markdown)


def test_an_empty_board_has_no_numbers_and_nothing_overdue(open_empty: Open) -> None:
    board = overview(open_empty, DAYS[0], "en")
    assert [metric.value for metric in board.metric] == ["—"] * 5
    assert not of_type(board, "vega_lite_chart")
    assert "Nothing is overdue." in [caption.value for caption in board.caption]
    assert any("where to begin" in head.value for head in board.subheader)
    assert any(link.url == "/guide" for link in of_type(board, "link_button"))


def test_a_board_with_data_does_not_say_where_to_begin(open_demonstration: Open) -> None:
    board = overview(open_demonstration, date(2016, 1, 1))
    assert not any("从这里开始" in head.value for head in board.subheader)


@pytest.mark.parametrize(
    ("since", "shown"),
    [
        ({"since": "2026-11-10"}, ["Cases: **1** new", "Markets: **2** new"]),
        ({"since": "2026-11-11"}, ["Markets: **2** new"]),
        ({}, ["Markets: **2** new"]),
        ({"since": "2026-11-21"}, []),
    ],
)
def test_what_changed_since_a_day(
    open_empty: Open, own_board: Path, database: str, since: dict[str, str], shown: list[str]
) -> None:
    # The last second of 10 November, and noon of the 20th, in Shanghai.
    write(database, own_board, datetime(2026, 11, 10, 15, 59, 59, tzinfo=UTC), case())
    write(database, own_board, datetime(2026, 11, 20, 4, tzinfo=UTC), market("SC1"), market("SC2"))
    board = open_empty("overview.py", lang="en", **since)
    assert not board.exception
    changed = [text.value for text in board.markdown if "withdrawn" in text.value]
    assert [line.split(",")[0] for line in changed] == shown
    assert not board.warning


def test_a_commit_in_the_middle_of_a_run_is_seen_by_the_next(
    open_empty: Open, own_board: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures, what changed, and the commit that a figure's files name are of one moment."""
    noon = datetime(2026, 11, 20, 4, tzinfo=UTC)
    write(database, own_board, noon, case("1", opened_on=date(2026, 11, 2)))
    asked, made = services.overview.year.numbers, list[Provenance]()

    def meanwhile(facts: Facts, as_of: date) -> list[services.overview.year.Number]:
        found = asked(facts, as_of)
        if len(made) == 0:
            with ThreadPoolExecutor(1) as another:
                another.submit(write, database, own_board, noon, case("2", opened_on=date(2026, 11, 3))).result()
        return found

    def noted(*arguments: Any, **options: Any) -> Provenance:
        made.append(Provenance(*arguments, **options))
        return made[-1]

    monkeypatch.setattr("services.overview.year.numbers", meanwhile)
    monkeypatch.setattr("pages.parts.showing.sources.Provenance", noted)
    board = open_empty("overview.py", lang="en")
    assert not board.exception
    assert [text.value.split(",")[0] for text in board.markdown if "withdrawn" in text.value] == ["Cases: **1** new"]
    assert (made[-1].commit, made[-1].unchecked) == (2, 1)
    board.run()
    assert [text.value.split(",")[0] for text in board.markdown if "withdrawn" in text.value] == ["Cases: **2** new"]
    assert (made[-1].commit, made[-1].unchecked) == (3, 2)


def test_a_day_to_come_is_no_day_since_which_anything_changed(open_empty: Open) -> None:
    board = open_empty("overview.py", lang="en", since="2099-01-01")
    assert not board.exception
    assert [warning.value.split(":")[0] for warning in board.warning] == ["Since"]


def write(url: str, folder: Path, at: datetime, *changes: Change) -> None:
    store = open_store(url, folder, now=lambda: at)
    commit(store, OFFICER, "录入", changes)
    store.close()


@pytest.mark.parametrize(
    ("language", "said"), [("zh_CN", "尚无单位报送过数据。"), ("en", "No unit has handed in anything yet.")]
)
def test_the_head_of_an_empty_store_claims_no_day_that_all_have_reported(
    open_empty: Callable[..., AppTest], language: str, said: str
) -> None:
    captions = [caption.value for caption in open_empty("overview.py", lang=language).caption]
    assert said in captions
    assert not [text for text in captions if "全部单位" in text or "All units" in text]
