"""The application file: what is missing first, proofs in order, and no file for who may not open it."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Attachment, Change, Store, commit, put_attachment
from data.store.errors import StoreError
from services.access.identity import THE_BOARD
from services.access.rights import EVERYTHING, MASKED, Sight
from services.cultivation import recognition_bundle as application_bundle
from services.cultivation.market_day import known
from services.cultivation.recognition import Application, application
from services.cultivation.recognition_bundle import application_zip
from services.cultivation.recognition_paper import application_paper
from services.cultivation.recognition_table import all_markets, all_markets_paper
from services.cultivation.records import read
from services.cultivation.sheets import Form
from services.exchange.dictionary import dictionary
from services.figures.export import Provenance, table_xlsx
from services.papers.pdf import pdf
from services.papers.word import word
from services.words.language import language
from tests.services.cultivation.stored import DAY, LEADER, MARKET, PDF, put

ZH = language("zh_CN")
ABOUT = Provenance("示例市场市级申请认定材料", "口径", "2026年", DAY, 1, "台账", demonstration=False)
WHERE = {"market": "SC001", "ladder": "city"}


@pytest.fixture
def begun(store: Store) -> Store:
    """A store with one market in cultivation: one criterion assessed with a proof of its own, the plan not done."""
    file, plan = put_attachment(store, PDF, "=经营 数据.pdf"), put_attachment(store, PDF + b"2", "文件.pdf")
    stage = {**WHERE, "stage": "cultivation", "entered": date(2026, 3, 2), "office": "IP"}
    assessed = {
        "market": "SC001",
        "kind": "self",
        "channel": "offline",
        "assessed_on": date(2026, 4, 1),
        "office": "ZD",
    }
    rows = (
        ("markets", {**MARKET, "merchants": 50}),
        ("cultivation", {**stage, "state": "active"}),
        ("stage_entries", {**stage, "number": "J1", "document_number": "示例〔2026〕1号", "document": plan.sha256}),
        ("assessments", {**assessed, "criterion": "operation", "points": 4.5, "proof": file.sha256}),
        ("assessments", {**assessed, "criterion": "goods", "points": 6.0}),
    )
    commit(store, THE_BOARD.actor, "test", [Change(name, values) for name, values in rows], files=[file, plan])
    return store


def asked(store: Store, sight: Sight = EVERYTHING) -> Application:
    return application(store, sight, read(store, DAY), "SC001", "city")


def texts_of(content: bytes) -> list[str]:
    """Every paragraph and cell of a Word document."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def members(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def index_of(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("目录.csv").decode("utf-8-sig")


def test_what_is_missing_is_named_and_the_proofs_stand_in_order(begun: Store) -> None:
    found = asked(begun)
    assert [(proof.about.zh, proof.office) for proof in found.proofs] == [("培育", "ZD"), ("市场基本运营情况", "ZD")]
    kinds = {(gap.kind, gap.code) for gap in found.gaps}
    assert {
        ("records", "commitments"),
        ("assessed", "official"),
        ("proof", "goods"),
        ("milestone", "work_plan"),
    } <= kinds
    assert ("proof", "operation") not in kinds
    texts = texts_of(word(application_paper(found, ABOUT, ZH), ZH))
    assert f"尚缺 {len(found.gaps)} 项。" in texts
    assert all(gap.text.zh in texts for gap in found.gaps)
    # Points, and the number of the enclosure: the stage's document is the first.
    cells = texts[texts.index("市场基本运营情况") :][:5]
    assert cells == ["市场基本运营情况", "5", "—", "4.5", "2"]
    cells = texts[texts.index("市场内商品知识产权情况") :][:5]
    assert cells == ["市场内商品知识产权情况", "10", "—", "6", "缺"]


def test_the_paper_is_made_as_pdf_too(begun: Store) -> None:
    assert pdf(application_paper(asked(begun), ABOUT, ZH), ZH).startswith(b"%PDF-")


def test_the_zip_holds_the_paper_and_the_proofs_and_its_index_what_is_missing(begun: Store) -> None:
    content = application_zip(begun, LEADER, EVERYTHING, asked(begun), ABOUT, ZH)
    assert members(content) == [
        "目录.csv",
        "示例市场市级申请认定材料.docx",
        "示例市场市级申请认定材料.pdf",
        "001-培育/文件.pdf",
        "002-市场基本运营情况/=经营 数据.pdf",
    ]
    assert zipfile.ZipFile(io.BytesIO(content)).read("001-培育/文件.pdf") == PDF + b"2"
    assert "“报送工作方案”未完成" in index_of(content)


@pytest.mark.parametrize("sight", [MASKED, Sight(frozenset({"IP"}))])
def test_files_that_the_reader_may_not_open_are_left_out_and_named(begun: Store, sight: Sight) -> None:
    found = asked(begun, sight)
    content = application_zip(begun, LEADER, sight, found, ABOUT, ZH)
    assert len(members(content)) == 3
    assert f"001-培育/{found.proofs[0].sha256[:12]}: 您的角色不能打开该单位的附件" in index_of(content)
    assert not any("文件.pdf" in text for text in texts_of(word(application_paper(found, ABOUT, ZH), ZH)))


def test_a_damaged_file_and_one_too_many_are_named(begun: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(begun)
    path = begun.folder / "attachments" / found.proofs[0].sha256[:2] / found.proofs[0].sha256
    Path(path).write_bytes(b"damaged")
    assert "附件缺失或已损坏" in index_of(application_zip(begun, LEADER, EVERYTHING, found, ABOUT, ZH))
    monkeypatch.setattr(application_bundle, "MOST_BYTES", 10)
    known_size = Attachment(found.proofs[1].sha256, "大.pdf", "application/pdf", 11)
    large = Application(
        found.records, found.market, found.office, found.ladder, found.place, found.proofs[1:],
        {known_size.sha256: known_size}, found.gaps,
    )  # fmt: skip
    assert "请另行提供" in index_of(application_zip(begun, LEADER, EVERYTHING, large, ABOUT, ZH))


def test_a_market_on_no_such_ladder_has_no_application(begun: Store) -> None:
    with pytest.raises(StoreError):
        application(begun, EVERYTHING, read(begun, DAY), "SC001", "national")
    with pytest.raises(StoreError):
        application(begun, EVERYTHING, read(begun, DAY), "SC009", "city")


def test_the_table_of_all_names_what_is_missing_and_holds_no_formula(begun: Store) -> None:
    put(begun, ("markets", {**MARKET, "code": "SC002", "name": "=1+1"}))
    put(
        begun,
        (
            "cultivation",
            {**WHERE, "market": "SC002", "stage": "selection", "entered": DAY, "office": "IP", "state": "active"},
        ),
    )
    rows = all_markets(begun, known(begun, DAY), ZH)
    assert rows.select("市场", "阶段", "自评", "考评").rows() == [
        ("示例市场", "培育", "10.5 (2/7)", "—"),
        ("=1+1", "遴选申报", "—", "—"),
    ]
    assert "“报送工作方案”未完成" in rows["缺项"].to_list()[0]
    sheet = zipfile.ZipFile(io.BytesIO(table_xlsx(rows, ABOUT, ZH))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert "=1+1" in texts_of(word(all_markets_paper(rows, ABOUT, ZH), ZH))


def test_a_criterion_added_in_toml_alone_shows_up_everywhere(begun: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begun.folder / "registry"
    folder.mkdir()
    (folder / "criteria.toml").write_text(NEW_CRITERION, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(begun.folder))
    assessed = {
        "market": "SC001",
        "kind": "self",
        "channel": "offline",
        "assessed_on": date(2026, 5, 4),
        "office": "ZD",
    }
    put(begun, ("assessments", {**assessed, "criterion": "example_target", "points": 7.0}))
    found = known(begun, DAY)
    assert found.totals.select("points", "assessed", "criteria").rows() == [(17.5, 3, 8)]
    row = found.checklist("self").filter(pl.col("criterion") == "example_target")
    assert row.select("possible", "points").rows() == [(10.0, 7.0)]
    assert "example_target" in Form("SC001", DAY, "self", "offline", "target").criteria()
    texts = texts_of(word(application_paper(asked(begun), ABOUT, ZH), ZH))
    assert texts[texts.index("示例目标") :][:5] == ["示例目标", "10", "—", "7", "缺"]
    assert "“示例目标”缺证明材料" in texts
    assert any("示例目标" in text for text in all_markets(begun, found, ZH)["缺项"])
    assert "示例目标" in dictionary()
    offered = {one.code for one in ledger("assessments").column("criterion").options()}
    assert "example_target" in offered


NEW_CRITERION = """
[target]
points = 25

[example_target]
label = { zh = "示例目标", en = "Example target" }
definition = { zh = "示例", en = "Example" }
group = "target"
points = 10
proof = "document"
effort = 2
source = { zh = "本局自定", en = "The bureau's own" }
"""
