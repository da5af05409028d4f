"""The ledgers of the plan's work: what the intake refuses, what comes back from an export, that no month is owed."""

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import polars as pl
import pytest

from data.demo.build import COOP_LEDGERS, PUBLICITY_LEDGERS, demonstration
from data.ledgers import ledger
from data.ledgers.columns import Kind
from data.store import Change, Store, commit, put_attachment, read_rows
from services.access.identity import THE_BOARD
from services.access.privacy import conceal
from services.access.rights import Sight
from services.days.clock import FixedClock
from services.exchange.export import export
from services.exchange.template import template
from services.intake.confirm import confirm
from services.intake.corrections import CorrectionRefused, validated
from services.intake.stage import stage
from services.intake.staged import Counts
from services.records.submissions import default_as_of, obligations, reports
from tests.data.store.examples import OFFICER, case
from tests.services.intake.conftest import read_here

LEDGERS = (*COOP_LEDGERS, *PUBLICITY_LEDGERS)
DAY = date(2026, 11, 23)
CLOCK = FixedClock(DAY)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def invented() -> Rows:
    return demonstration()


@pytest.mark.parametrize("name", LEDGERS)
def test_every_ledger_belongs_to_a_unit_and_nobody_owes_a_month_of_it(name: str) -> None:
    declared = ledger(name)
    office = declared.column("office")
    assert (office.refers_to, office.required) == ("offices", True)
    assert declared.reported_by == ()
    assert {event.date for rollup in declared.rollups for event in rollup.events} <= {
        one[0] for one in declared.indexes
    }
    assert not declared.own
    assert not declared.sealed
    assert [column.name for column in declared.keys if not column.generated] or declared.natural_key


def test_the_groups_stand_where_the_plan_puts_them() -> None:
    assert {ledger(name).order // 10 for name in COOP_LEDGERS} == {7}
    assert {ledger(name).order // 10 for name in PUBLICITY_LEDGERS} == {8}


def test_rows_of_theirs_never_move_the_as_of_day(store: Store, invented: Rows) -> None:
    """Neither old rows nor new ones: the day stays where cases, complaints and inspections have been reported to."""
    at = datetime(2026, 11, 5, 1, tzinfo=UTC)
    told = {"period": "2026-10", "content": "rows", "by": "x", "at": at}
    owed = obligations(store).select("office", "ledger").rows()
    handed_in = [Change("submissions", {**told, "office": office, "ledger": name}) for office, name in owed]
    commit(store, OFFICER, "报送", handed_in)
    before, due = default_as_of(store, DAY), reports(store, DAY)
    assert before.day == date(2026, 10, 31)
    for name in LEDGERS:
        rows = [row for row in invented[name] if row["office"] in ("IP", "ZD")]
        commit(store, OFFICER, "录入", [Change(name, {**row, "case": None} if "case" in row else row) for row in rows])
    assert default_as_of(store, DAY) == before
    assert obligations(store).select("office", "ledger").rows() == owed
    assert reports(store, DAY).equals(due)


BROKEN = [
    ("joint_actions", {"partners": "公安;外星"}, "不在可选项内"),
    ("joint_actions", {"acted_on": "2026-11-24"}, "晚于今天"),
    ("mediation_agreements", {"submitted_on": "2023-05-28"}, "申请司法确认早于协议生效"),
    ("mediation_agreements", {"submitted_on": "2023-06-05", "confirmed_on": "2023-06-04"}, "裁定确认早于申请"),
    ("mediation_agreements", {"confirmed_on": "2023-06-04"}, "有裁定确认日期而无申请日期"),
    (
        "mediation_agreements",
        {"submitted_on": "2023-06-05", "confirmed_on": "2023-06-09", "outcome": "驳回申请"},
        "有裁定确认日期而结果不是确认有效",
    ),
    ("qualifications", {"valid_to": "2023-05-28"}, "有效期止早于有效期起"),
    ("trainings", {"people": "-1"}, "小于允许的最小值"),
    ("patent_uploads", {"period": "2023-13"}, "月份"),
    ("patent_uploads", {"period": "五月"}, "月份"),
    ("patent_uploads", {"period": "2026-12"}, "晚于今天"),
    ("patent_uploads", {"uploaded_on": "2023-04-30"}, "上传日期早于案件所属月份"),
    ("patent_uploads", {"uploaded_on": "2023-06-05", "corrected_on": "2023-06-04"}, "更正补报早于上传"),
    ("patent_uploads", {"cases_due": "2", "uploaded": "2", "missing": "1"}, "已上传与漏报之和大于应上传件数"),
    ("patent_uploads", {"uploaded": "1", "wrong": "2"}, "错报件数大于已上传件数"),
    ("guidance_use", {"document": "别的标准"}, "不在可选项内"),
    ("difficult_cases", {"answered_on": "2023-05-28", "asked_of": "示例专家"}, "答复早于报送"),
    ("difficult_cases", {"answered_on": "2023-05-30"}, "已答复而未写答复来源"),
    ("leads", {"due_on": "2023-05-28"}, "办理期限早于交办"),
    ("leads", {"verified_on": "2023-05-28"}, "核实早于交办"),
    ("leads", {"handled_on": "2023-05-28", "result": "示例"}, "处置早于交办"),
    ("leads", {"verified_on": "2023-06-02", "handled_on": "2023-06-01", "result": "示例"}, "处置早于核实"),
    ("leads", {"handled_on": "2023-06-01"}, "已处置而未写处置结果"),
    ("agencies", {"commitment_on": "2023-06-02", "reported_on": "2023-06-01"}, "汇集报送早于提交承诺"),
]


@pytest.mark.parametrize(("name", "changed", "message"), BROKEN)
def test_what_cannot_be_is_refused(store: Store, name: str, changed: dict[str, str], message: str) -> None:
    declared = ledger(name)
    good: dict[str, str | None] = {column.name: column.example or None for column in declared.columns}
    assert validated(store, declared, good, DAY)["office"] == "ZD"
    with pytest.raises(CorrectionRefused) as refused:
        validated(store, declared, {**good, **changed}, DAY)
    assert message in refused.value.text.zh


def test_a_days_limits_are_not_broken_by_the_day_itself(store: Store) -> None:
    """The same day is no fault of order, and a lead may be due after today."""
    same = "2023-05-29"
    days = {"verified_on": same, "handled_on": same, "result": "示例", "due_on": "2027-01-04"}
    good = {column.name: column.example or None for column in ledger("leads").columns}
    assert validated(store, ledger("leads"), {**good, **days}, DAY)["due_on"] == date(2027, 1, 4)


WRITTEN = [
    ("joint_actions", "kind", "区域联合执法", "joint_enforcement"),
    ("joint_actions", "partners", "公安局、检察院；文旅局", "police;procurator;culture"),
    ("publicity", "kind", "3.15", "consumer_day"),
    ("publicity", "kind", "知识产权宣传周", "ip_week"),
    ("publicity", "kind", "以案说法", "cases_explained"),
    ("guidance_use", "document", "《商标一般违法判断标准》", "trademark_violations"),
    ("media_releases", "medium", "微信公众号", "new_media"),
    ("leads", "kind", "恶意申请商标注册", "bad_faith_mark"),
    ("agencies", "kind", "专利代理机构；商标代理机构", "patent;trademark"),
    ("patent_uploads", "period", "2023年5月", "2023-05"),
]


@pytest.mark.parametrize(("name", "column", "text", "code"), WRITTEN)
def test_offices_write_it_their_way(store: Store, name: str, column: str, text: str, code: str) -> None:
    good = {each.name: each.example or None for each in ledger(name).columns}
    assert validated(store, ledger(name), {**good, column: text}, DAY)[column] == code


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", LEDGERS)
def test_what_a_template_took_in_comes_out_and_back_unchanged(store: Store, name: str, language: str) -> None:
    """A template whose example row somebody made his own, the export of that row, and the export handed in again."""
    declared = ledger(name)
    book = openpyxl.load_workbook(io.BytesIO(template(store, declared, language=language)))
    sheet = book.worksheets[0]
    changed = next(place for place, column in enumerate(declared.columns, 1) if column.name in OWN)
    sheet.cell(2, changed, OWN[declared.columns[changed - 1].name])
    filled = io.BytesIO()
    book.save(filled)
    first = stage(store, THE_BOARD, [(f"{name}.xlsx", filled.getvalue())], clock=CLOCK, read=read_here)
    assert (first.errors().rows(), first.counts) == ([], {name: Counts(new=1)})
    confirm(store, THE_BOARD, first.id, clock=CLOCK, answered=True, reason="报送")
    content = export(store, THE_BOARD, declared, form=".xlsx", mask=False, clock=CLOCK, language=language)
    again = stage(store, THE_BOARD, [(f"{name}.xlsx", content)], clock=CLOCK, read=read_here)
    assert (again.refusals, again.errors().rows(), again.counts) == ((), [], {name: Counts(same=1)})


@pytest.mark.parametrize("name", LEDGERS)
def test_a_sheet_of_an_offices_own_is_recognised_by_its_headers(store: Store, name: str) -> None:
    """Each column under another of its names, in a sheet whose title says nothing."""
    declared = ledger(name)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([(column.aliases or (column.label.zh,))[-1] for column in declared.columns])
    sheet.append([OWN.get(column.name, column.example) or None for column in declared.columns])
    filled = io.BytesIO()
    book.save(filled)
    staged = stage(store, THE_BOARD, [("汇总表.xlsx", filled.getvalue())], clock=CLOCK, read=read_here)
    assert (staged.refusals, staged.errors().rows(), staged.counts) == ((), [], {name: Counts(new=1)})
    assert [(one.unknown, one.missing) for one in staged.sheets] == [((), ())]


def test_whom_a_lead_is_about_is_not_public_before_it_is_handled() -> None:
    columns = ("office", "kind", "handed_by", "subject", "result", "handled_on")
    rows = [
        ("IP", "other", "示例局", "示例商行", text, day) for text, day in ((None, None), ("已约谈", date(2023, 6, 1)))
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns[:5], pl.String) | {"handled_on": pl.Date}, orient="row")
    shown = conceal(frame, ledger("leads"), Sight(offices=frozenset({"ZD"})))
    assert shown["subject"].to_list() == ["未公开", "示例商行"]
    assert conceal(frame, ledger("leads"), Sight(offices=frozenset({"IP"})))["subject"].to_list() == ["示例商行"] * 2


# What the row is told from the example by: the first of these columns that a ledger has.
OWN = {
    "number": "SL1", "certificate": "示例2号", "period": "2023-06", "taken_on": "2023-06-01", "code": "SLDL9",
}  # fmt: skip


@pytest.mark.parametrize("name", LEDGERS)
def test_invented_rows_come_back_from_an_export_unchanged(store: Store, invented: Rows, name: str) -> None:
    """With every column that the demonstration fills, proofs and references among them, masked as it usually is."""
    declared = ledger(name)
    files = {column.name for column in declared.columns if column.kind is Kind.ATTACHMENT}
    proof = put_attachment(store, b"%PDF-1.4", "示例.pdf").sha256
    rows = [row for row in invented[name] if row["office"] in ("IP", "ZD")]
    held = [{key: proof if key in files and value else value for key, value in row.items()} for row in rows]
    numbers = {row["case"] for row in held if row.get("case")}
    commit(store, OFFICER, "录入", [*map(case, sorted(numbers)), *(Change(name, row) for row in held)])
    content = export(store, THE_BOARD, declared, form=".xlsx", mask=True, clock=CLOCK)
    staged = stage(store, THE_BOARD, [("export.xlsx", content)], clock=CLOCK, read=read_here)
    assert (staged.refusals, staged.errors().rows()) == ((), [])
    assert staged.counts == {name: Counts(same=len(held))}
    assert read_rows(store, name).height == len(held) > 0
