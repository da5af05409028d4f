"""Files as offices hand them in that were once read wrong, or refused though right, each with its right value."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from data.ledgers import ledgers
from data.store import Store, read_rows
from services.access.identity import THE_BOARD
from services.days.clock import Clock
from services.exchange.template import template
from services.intake.assignments import Assignment
from services.intake.changes import rejected_workbook
from services.intake.compare import HIDDEN_COLUMN, HIDDEN_ROW
from services.intake.confirm import confirm
from services.intake.errors import IntakeError, Unanswered
from services.intake.stage import assign
from services.intake.staged import Counts, Staged
from tests.services.intake.conftest import HandIn, NewWorkbook

FILES = Path(__file__).parent / "faults"
Cases = Callable[..., list[list[Any]]]
HandInFile = Callable[..., Staged]


def kept(name: str) -> tuple[str, bytes]:
    return name, (FILES / name).read_bytes()


@pytest.fixture
def given(store: Store, hand_in: HandIn, clock: Clock) -> HandInFile:
    """Hands in kept files for the brigade, into a store that knows offices, people and markets."""
    for name in ("offices.xlsx", "people.xlsx", "markets.xlsx"):
        confirm(store, THE_BOARD, hand_in(kept(name)).id, clock=clock)

    def new(*names: str, **options: Any) -> Staged:
        return hand_in(*map(kept, names), office="ZD", **options)

    return new


def faults(staged: Staged) -> list[tuple[str, str]]:
    return staged.errors().select("cell", "rule").rows()


def notes(staged: Staged) -> str:
    return "\n".join(note.message.zh for note in staged.notes)


def fines(staged: Staged) -> list[Decimal | None]:
    return staged.rows("cases")["fine"].to_list()


@pytest.mark.parametrize("name", ["unit-above10.xlsx", "unit-above3.xlsx"])
def test_the_unit_above_a_table(given: HandInFile, name: str) -> None:
    staged = given(name)
    assert fines(staged) == [Decimal(12_000)]
    assert {(one.column, one.unit) for one in staged.sums} == {("fine", "万元"), ("confiscated", "万元")}
    assert "罚款金额按“万元”读入" in notes(staged)


def test_the_unit_of_an_upper_header(given: HandInFile) -> None:
    rows = given("two-level-unit.xlsx").rows("cases")
    found = rows.select("fine", "confiscated", "illegal_gains", "note").rows()
    assert found == [(Decimal(1000), Decimal(200), Decimal(300), "x")]


def test_the_unit_of_a_header_assigned_by_hand(store: Store, given: HandInFile, clock: Clock) -> None:
    name = "assigned-unit-bracket.xlsx"
    staged = given(name)
    assigned = Assignment("cases", "header", "处罚金额（单位：万元）", "fine")
    again = assign(store, THE_BOARD, staged.id, [assigned], clock=clock, files=[kept(name)])
    assert fines(again) == [Decimal(12_000)]


def test_blanks_within_amounts_dates_and_keys(given: HandInFile) -> None:
    staged = given("spaces.xlsx")
    assert faults(staged) == [
        ("N8", "number"),
        ("N9", "number"),
        ("N10", "number"),
        ("L13", "date"),
        ("L14", "date"),
    ]
    rows = staged.rows("cases")
    assert rows["fine"].to_list()[:8] == [Decimal("1234.50"), *[Decimal(1234)] * 2, *[Decimal(500)] * 5]
    whole = [f"测立〔2026〕{n}号" for n in (15, 17, 18, 19, 20)]
    assert set(whole) <= set(rows["number"])


def test_days_that_say_more_than_a_day(given: HandInFile) -> None:
    staged = given("dates.xlsx")
    wrong = dict(faults(staged))
    # 2023-05-29 2023-06-01, …Txyz, … abc, … to …, (补), 立案.
    assert {wrong.get(f"L{row}") for row in (30, 31, 32, 41, 56, 57, 58, 59, 60)} == {"date"}
    days = dict(staged.rows("cases").select("_row", "opened_on").iter_rows())
    assert days[12] == date(2023, 5, 29)  # 2023-05-29T00:00:00Z
    assert days[13] == date(2023, 5, 30)  # 2023-05-29T23:30:00Z
    assert {days[row] for row in (4, 5, 14, 17, 19, 20, 21, 26, 27, 37, 39)} == {date(2023, 5, 29)}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("complaint-numbers.xlsx", [("A2", "cut"), ("A4", "cut")]),
        ("credit-15digits.xlsx", [("Q2", "cut")]),
        ("excel-text-ids.csv", [("A4", "cut")]),
    ],
)
def test_numbers_that_a_spreadsheet_has_cut(given: HandInFile, name: str, wrong: list[tuple[str, str]]) -> None:
    assert faults(given(name)) == wrong


def test_texts_that_a_csv_guards_from_becoming_numbers(given: HandInFile) -> None:
    assert given("excel-text-ids.csv").rows("cases")["number"].to_list() == ["00123", "00124"]


def test_an_instant_in_utc_is_a_day_here(given: HandInFile) -> None:
    assert given("complaint-numbers.xlsx").rows("complaints")["received_on"].to_list() == [date(2026, 9, 9)]


def test_error_cells_are_errors(given: HandInFile) -> None:
    staged = given("error-cells.xlsx")
    assert staged.errors().select("cell", "value").rows() == [
        ("N3", "#N/A"),
        ("N4", "#REF!"),
        ("O4", "#DIV/0!"),
        ("P5", "#NAME?"),
        ("I6", "#N/A"),
        ("M7", "#VALUE!"),
        ("C8", "#N/A"),
        ("N9", "#N/A"),
    ]
    assert set(staged.errors()["rule"]) == {"error_cell"}
    assert fines(staged) == [Decimal(2000)]


def test_an_error_cell_erases_nothing(store: Store, given: HandInFile, clock: Clock) -> None:
    confirm(store, THE_BOARD, given("update-base.xlsx").id, clock=clock)
    staged = given("update-error.xlsx")
    assert staged.counts == {"cases": Counts(bad=1)}
    assert read_rows(store, "cases")["fine"].to_list() == [Decimal(5000)]


def test_two_files_of_one_name(store: Store, hand_in: HandIn, given: HandInFile, clock: Clock) -> None:
    content = [kept(f"same-name-{number}.xlsx")[1] for number in (1, 2)]
    staged = hand_in(*(("same.xlsx", one) for one in content), office="ZD")
    assert staged.counts == {"cases": Counts(new=3, bad=1)}
    assert staged.errors().select("file", "cell").rows() == [("same.xlsx", "L2")]
    book = fastexcel.read_excel(rejected_workbook(store, THE_BOARD, staged.id))
    assert book.sheet_names == ["1 same 案件台账"]
    confirm(store, THE_BOARD, staged.id, clock=clock, accept_good=True)
    assert read_rows(store, "cases").height == 3


def test_a_visit_in_two_files_counts_once(given: HandInFile) -> None:
    staged = given("visits-a.xlsx", "visits-b.xlsx")
    assert staged.counts == {"inspections": Counts(new=3)}
    assert "只计一次" in notes(staged)


def test_a_fine_merged_over_three_cases_is_asked_about(given: HandInFile) -> None:
    assert faults(given("merged-fine.xlsx")) == [("N2", "merged"), ("N3", "merged"), ("N4", "merged")]


def test_a_lone_quote_swallows_nothing(given: HandInFile) -> None:
    (refused,) = given("unclosed-note.csv").refusals
    assert "第 2 行起有引号没有配对" in refused.message.zh


def test_the_templates_example_is_left_out(given: HandInFile) -> None:
    staged = given("template-example-left.xlsx")
    assert staged.counts == {"cases": Counts(new=1)}
    assert staged.sheets[0].left_out == {"example": [2]}


def test_formulas_without_a_result_are_told_by_cell(given: HandInFile) -> None:
    staged = given("formula-shared.xlsx")
    assert (faults(staged), fines(staged)) == ([("N3", "no_result")], [Decimal(2000)])
    staged = given("formula-lo.xlsx")
    # =IF(M2="","",…) has an empty text as its result; the other two are errors.
    assert (faults(staged), fines(staged)) == ([("O2", "error_cell"), ("P2", "error_cell")], [Decimal(501)])


def test_titles_totals_and_signatures_are_left_out(given: HandInFile) -> None:
    staged = given("notes.xlsx")
    assert staged.counts == {"cases": Counts(new=2)}
    assert staged.sheets[0].left_out == {"total": [6], "remark": [7, 8, 9, 10, 11, 12, 13]}
    staged = given("sections.xlsx")
    assert staged.counts == {"cases": Counts(new=3)}
    assert staged.sheets[0].left_out == {"total": [5, 8, 9], "section": [2, 6]}


def test_groups_of_one_column_in_a_header_of_two_rows(given: HandInFile) -> None:
    rows = given("two-level-dates.xlsx").rows("cases")
    assert rows.select("number", "opened_on", "decision_number", "decided_on", "closed_on").rows() == [
        ("测立〔2026〕1号", date(2026, 9, 8), "津西青市监处罚〔2026〕1号", date(2026, 9, 20), date(2026, 9, 25))
    ]


def test_one_column_in_two_units(given: HandInFile) -> None:
    staged = given("header-two-units.xlsx")
    assert fines(staged) == [Decimal(10_000)]
    assert staged.sheets[0].twice == ("罚款金额（元）",)
    assert staged.sheets[0].unknown == ()
    assert "表头重复" in notes(staged)


def test_offices_as_people_write_them(store: Store, given: HandInFile, clock: Clock) -> None:
    staged = given("office-variants.xlsx")
    offers = dict(staged.errors().select("value", "offers").iter_rows())
    here = (
        "辛口所",
        "辛口市场监督管理所",
        "天津市西青区市场监督管理局辛口市场监督管理所",
        "辛口镇市场监管所",
        "辛口监管所",
    )
    assert {offers[name].split("；")[0] for name in here} == {"辛口市场监管所"}
    assert offers["支队"].split("；")[0] == "执法支队"
    assigned = [
        Assignment("cases", "value", "辛口所", "S05", "office"),
        Assignment("cases", "value", "支队", "ZD", "office"),
    ]
    again = assign(store, THE_BOARD, staged.id, assigned, clock=clock)
    assert not {"辛口所", "支队"} & set(again.errors()["value"])
    assert "S05" in again.rows("cases").filter(again.rows("cases")["_row"] == 2)["office"].to_list()
    assert "辛口所" not in given("office-variants.xlsx").errors()["value"].to_list()
    with pytest.raises(IntakeError):
        assign(store, THE_BOARD, staged.id, [Assignment("cases", "value", "某所", "S99", "office")], clock=clock)


def test_excels_unicode_text(given: HandInFile) -> None:
    staged = given("utf16le-bom.csv")
    assert fines(staged) == [Decimal("1234.50"), None]
    assert staged.rows("cases")["note"].to_list() == [None, "甲,乙"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("html-div.xls", "文件其实是网页，不是表格"), ("password.xls", "文件有打开密码，无法读取")],
)
def test_the_true_reason(given: HandInFile, name: str, why: str) -> None:
    assert [refused.message.zh for refused in given(name).refusals] == [why]


def test_days_counted_from_1904(given: HandInFile) -> None:
    assert given("d1904-general.xlsx").rows("cases")["opened_on"].to_list() == [date(2026, 9, 8)]


def test_months_without_rows_are_not_handed_in(store: Store, given: HandInFile, clock: Clock) -> None:
    """June and September have rows; nothing is said of July and August, and of the running month up to the day."""
    confirm(store, THE_BOARD, given("gap-months.xlsx").id, clock=clock, until=date(2026, 9, 30))
    rows = read_rows(store, "submissions", order=("period",))
    assert rows.select("period", "until").rows() == [("2026-06", date(2026, 6, 30)), ("2026-09", date(2026, 9, 30))]


def test_a_picture_is_no_text(given: HandInFile) -> None:
    assert faults(given("b-dispimg.xlsx")) == [("P2", "picture"), ("C3", "picture")]


def test_hidden_rows_and_columns_are_told_and_asked_about(store: Store, given: HandInFile, clock: Clock) -> None:
    staged = given("hidden.xlsx")
    assert staged.counts == {"cases": Counts(new=3)}
    assert staged.questions().select("row", "column", "kind").rows() == [
        (3, "number", HIDDEN_ROW),
        (1, "fine", HIDDEN_COLUMN),
    ]
    assert "隐藏或被筛选掉的行也已读入：1 行（第 3 行）" in notes(staged)
    assert notes(staged).count("隐藏的工作表，未读入") == 2
    with pytest.raises(Unanswered):
        confirm(store, THE_BOARD, staged.id, clock=clock)
    confirm(store, THE_BOARD, staged.id, clock=clock, answered=True)
    assert not given("hidden.xlsx").has_questions


def test_a_delimiter_within_a_cell(given: HandInFile) -> None:
    staged = given("semicolons-inside.csv")
    assert staged.counts == {"cases": Counts(new=1)}
    assert staged.rows("cases")["note"].item().startswith("a;b;c;d;")


def test_an_amount_far_below_the_usual_is_asked_about(
    store: Store, hand_in: HandIn, workbook: NewWorkbook, cases: Cases, clock: Clock
) -> None:
    usual = [{"立案编号": f"示例立〔2023〕{n}号", "罚款金额": 10_000 + n} for n in range(30)]
    confirm(store, THE_BOARD, hand_in(workbook(cases(*usual))).id, clock=clock)
    # Written in 万元 where nobody says so.
    staged = hand_in(workbook(cases({"立案编号": "示例立〔2023〕99号", "罚款金额": "1.2"})))
    assert staged.questions().select("row", "column", "kind", "value").rows() == [(2, "fine", "below", Decimal("1.2"))]
    # Small, and one of many: no news.
    few = [{"立案编号": f"示例立〔2023〕{n}号", "罚款金额": 9_000} for n in range(40, 45)]
    low = {"立案编号": "示例立〔2023〕98号", "罚款金额": 200}
    assert not hand_in(workbook(cases(*few, low))).has_questions


def test_the_english_templates_example_is_left_out(store: Store, hand_in: HandIn) -> None:
    staged = hand_in(("cases.xlsx", template(store, ledgers()["cases"], language="en")), office="ZD")
    assert staged.sheets[0].left_out == {"example": [2]}
    assert staged.counts == {"cases": Counts()}
