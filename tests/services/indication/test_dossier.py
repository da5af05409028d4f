"""The dossier holds everything there is, in order, and names everything that lacks."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import docx
import polars as pl
import pytest

from data.store import Change, Store, commit, read_rows
from services.access.rights import NotAllowed
from services.figures.export import Provenance
from services.indication.dossier import dossier
from services.indication.review import sign_off, submit
from services.indication.versions import SourceFile, add_version, version
from services.indication.zone import attach_evidence
from services.indication.zone_application import application, missing
from services.words.language import language
from tests.services.indication.reviewing import AUTHOR, CHOSEN_SECOND, CLOCK, OFFICER, VIEWER, draft, plot, user

CHINESE = language("zh_CN")
TODAY = date(2026, 11, 23)
# Under mark, title, circumstances and an empty row.
BELOW = {"header_row": 4}
ABOUT = Provenance("", "", "2026年11月23日", TODAY, 7, "", demonstration=True)


def made(store: Store) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(dossier(store, OFFICER, TODAY, ABOUT, CHINESE)))


def lacks(archive: zipfile.ZipFile) -> list[str]:
    """What the index says is missing."""
    rows = csv.reader(io.StringIO(archive.read("目录.csv").decode("utf-8-sig")))
    return [row[1] for row in rows if row and row[-1] == "缺"]


def record(store: Store, topic: str, item: str, file: SourceFile | None = None, **more: Any) -> None:
    commit(
        store, AUTHOR.actor, "示范区", [Change("zone_records", {"topic": topic, "item": item, "office": "IP", **more})]
    )
    if file:
        row = read_rows(store, "zone_records", where={"item": item}).row(0, named=True)
        attach_evidence(store, OFFICER, row["id"], row["version"], file)


def pdf(name: str, text: bytes = b"1") -> SourceFile:
    return SourceFile(name, b"%PDF-" + text)


def test_an_empty_board_has_a_dossier_that_names_all_it_lacks(store: Store) -> None:
    archive = made(store)
    assert archive.namelist() == [
        "目录.csv", "01 摘要.docx", "02 表格/01 阶段.xlsx", "02 表格/02 条件.xlsx", "02 表格/03 工作事项.xlsx",
        "02 表格/04 地理标志权利.xlsx", "02 表格/05 各产季产业情况.xlsx",
    ]  # fmt: skip
    assert lacks(archive) == [
        "条件一：认定满三年：未录入有效权利的公告日期",
        "条件二：产业规模：用标主体占生产者的比例尚无数据；用标主体产值占产业总产值的比例尚无数据",
        "条件三：三年内无重大事故或通报：没有登记；缺证明文件",
        "条件四：政策支持：没有登记；缺证明文件",
        "没有登记地理标志权利",
        "没有定稿生效的保护范围，缺范围图",
        *(
            f"{topic}：没有登记工作事项"
            for topic in (
                "夯实保护制度", "健全工作体系", "加大保护力度", "强化保护宣传", "加强合作共赢", "产地控制", "特色品质",
                "品牌知名度",
            )
        ),
    ]  # fmt: skip


def test_evidence_in_order_and_under_its_topic(store: Store) -> None:
    record(store, "quality", "检测 20 批次", pdf("检测.pdf", b"2"))
    record(store, "protection_rules", "办法/细则", pdf("办法.pdf", b"1"))
    record(store, "policy_support", "扶持资金", pdf("资金.pdf", b"3"), done=date(2026, 1, 1))
    record(store, "quality", "品种选育")
    archive = made(store)
    numbers = dict(read_rows(store, "zone_records").select("item", "number").iter_rows())
    assert [name for name in archive.namelist() if name.startswith("04")] == [
        f"04 证明材料/04 条件四：政策支持/{numbers['扶持资金']} 扶持资金 - 资金.pdf",
        f"04 证明材料/05 夯实保护制度/{numbers['办法/细则']} 办法／细则 - 办法.pdf",
        f"04 证明材料/11 特色品质/{numbers['检测 20 批次']} 检测 20 批次 - 检测.pdf",
    ]
    assert archive.read(archive.namelist()[-1]) == b"%PDF-2"
    assert "特色品质：“品种选育”没有证明文件" in lacks(archive)
    assert not [text for text in lacks(archive) if text.startswith("条件四")]


def test_a_file_that_is_lost_is_named_and_the_rest_is_there(store: Store) -> None:
    record(store, "quality", "检测", pdf("检测.pdf"))
    sha = read_rows(store, "zone_records")["attachment"].item()
    (store.folder / "attachments" / sha[:2] / sha).unlink()
    archive = made(store)
    assert not [name for name in archive.namelist() if name.startswith("04")]
    (lost,) = [text for text in lacks(archive) if "检测.pdf" in text]
    assert "附件缺失或已损坏" in lost


def test_the_area_in_force_comes_as_maps_and_its_signature_is_marked(store: Store) -> None:
    commit(store, AUTHOR.actor, "地块", [plot("P1")])
    code = add_version(store, AUTHOR, draft(title="示意范围"), clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    sign_off(store, CHOSEN_SECOND, version(store, code), clock=CLOCK)
    assert "没有定稿生效的保护范围，缺范围图" in lacks(made(store))
    sign_off(store, CHOSEN_SECOND, version(store, code), clock=CLOCK, kind="demonstration")
    archive = made(store)
    assert archive.read("03 地图/示意范围 A3.pdf").startswith(b"%PDF-")
    assert archive.read("03 地图/示意范围 A3.png").startswith(b"\x89PNG")
    assert "保护范围图没有审图号，不得公开" in lacks(archive)
    corners = pl.read_excel(archive.read("02 表格/07 界址点坐标表.xlsx"), read_options=BELOW)
    assert corners["点号"].to_list() == ["J1", "J2", "J3", "J4", "J1"]
    summary = docx.Document(io.BytesIO(archive.read("01 摘要.docx")))
    words = [line.text for line in summary.paragraphs]
    assert "演示数据，虚构的签署" in words
    assert "当前阶段：申报" in words
    assert "申报主体：区人民政府" in words
    assert len(summary.inline_shapes) == 1
    assert set(lacks(archive)) <= set(words)


def test_tables_hold_no_formulas(store: Store) -> None:
    user(store, "A", name="=cmd()示例公司")
    commit(store, AUTHOR.actor, "发放", [plot("P", user="A", expected_yield=100.0)])
    record(store, "quality", '=HYPERLINK("http://evil.example")')
    archive = made(store)
    items = pl.read_excel(archive.read("02 表格/03 工作事项.xlsx"), engine="calamine", read_options=BELOW)
    assert items["工作事项"].to_list() == ['=HYPERLINK("http://evil.example")']
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            parts = zipfile.ZipFile(io.BytesIO(archive.read(name)))
            assert not [part for part in parts.namelist() if b"<f>" in parts.read(part)]
    use = pl.read_excel(archive.read("02 表格/06 用标管理.xlsx"), engine="calamine", read_options=BELOW)
    assert use.select("名称", "平衡情况", "原因").rows() == [("=cmd()示例公司", "未掌握", "没有标识发放记录")]


def test_a_summary_that_is_not_entered_is_missing(store: Store) -> None:
    record(store, "setting_up", "筹建", begun=date(2025, 3, 1))
    found = [text.zh for text in missing(application(store, OFFICER, TODAY))]
    assert [text for text in found if "年度总结" in text] == [f"{year} 年度总结没有登记" for year in (2025, 2026, 2027)]


def test_only_who_sees_the_files_gets_them(store: Store) -> None:
    with pytest.raises(NotAllowed):
        dossier(store, VIEWER, TODAY, ABOUT, CHINESE)
