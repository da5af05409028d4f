"""A market's way from selection to its application: refused once for a missing proof, mended, handed on."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from data.store import Change, Store, commit, migrate, open_store, put_attachment
from services.access.identity import THE_BOARD
from services.cultivation.criteria import scored
from tests.browser.conftest import TODAY
from tests.browser.looking import open_page, picture, settle
from tests.browser.signing_in import sign_in
from tests.services.cultivation.stored import MARKET, PDF
from tests.serving import served

OF = {"market": "SC001", "office": "ZD"}
DAY, MISSING = date(2026, 11, 2), "goods"
WORK = "/cultivation?lang=zh_CN&view=work&market=SC001&work="
SAID = "“市场内商品知识产权情况”缺证明材料"


def fill(store: Store) -> None:
    """One market with all that an application asks for, but the proof of one criterion."""
    migrate(store)
    proof = put_attachment(store, PDF, "证明.pdf", "application/pdf")
    own = [
        ("commitments", {"number": "C1", "merchant": "示例商行", "channel": "offline", "signed_on": DAY}),
        ("compensations", {"number": "P1", "kind": "fund", "happened_on": DAY, "amount": 50_000}),
        ("market_trainings", {"number": "T1", "held_on": DAY, "theme": "商标真伪辨识"}),
        ("self_inspections", {"number": "Z1", "channel": "offline", "checked_on": DAY}),
        ("credit_grades", {"number": "X1", "merchant": "示例商行", "graded_on": DAY, "grade": "A"}),
        (
            "milestones",
            {"number": "J1", "ladder": "city", "task": "work_plan", "due": date(2027, 3, 30), "done_on": DAY},
        ),
        *(
            (
                "assessments",
                {
                    "assessed_on": DAY,
                    "kind": kind,
                    "channel": "offline",
                    "criterion": one.code,
                    "points": one.points / 2,
                    "proof": None if one.code == MISSING else proof.sha256,
                },
            )
            for kind in ("self", "official")
            for one in scored()
        ),
    ]
    changes = [Change("markets", MARKET), *(Change(name, {**OF, **values}) for name, values in own)]
    commit(store, THE_BOARD.actor, "test", changes, files=[proof])


@pytest.fixture
def own_market(tmp_path: Path) -> Iterator[str]:
    """Address of a board with that market."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = open_store(None, folder)
    fill(store)
    store.close()
    with served(folder, BOARD_TODAY=TODAY) as address:
        yield address


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    settle(page)


def record(page: Page, stage: str, number: str = "", scan: Path | None = None) -> None:
    """Records the stage that the form offers; a superior's with its document's number and scan."""
    if scan:
        page.get_by_label("文号", exact=True).fill(number)
        page.get_by_role("spinbutton", name="文件日期").first.click()
        page.keyboard.type("20261120")
        page.get_by_label("发文机关").fill("示例市知识产权局")
        page.get_by_label("发文机关").press("Tab")
        settle(page)
        page.locator('input[type="file"]').set_input_files(scan)
        settle(page)
    press(page, f"登记：{stage}")


def test_from_selection_to_the_application_and_beyond(page: Page, own_market: str, tmp_path: Path) -> None:
    scan = tmp_path / "上级文件.pdf"
    scan.write_bytes(PDF + b" document")
    open_page(page, f"{own_market}{WORK}move")
    record(page, "遴选申报")
    record(page, "培育公示", "示例知规〔2026〕1号", scan)
    record(page, "培育", "示例知规〔2026〕2号", scan)

    record(page, "申请认定")
    expect(page.get_by_text(f"材料不齐，不能申请认定：{SAID}").first).to_be_visible()
    picture(page, "cultivation-refused")

    open_page(page, f"{own_market}{WORK}assess&group=base")
    page.get_by_label("市场内商品知识产权情况得分").fill("7.5")
    page.get_by_label("市场内商品知识产权情况得分").press("Enter")
    settle(page)
    page.get_by_role("button", name="上传证明").nth(1).click()
    proof = tmp_path / "商品清单.pdf"
    proof.write_bytes(PDF + b" goods")
    page.locator('input[type="file"]').set_input_files(proof)
    expect(page.get_by_role("button", name="已有证明")).to_be_visible()
    settle(page)
    page.keyboard.press("Escape")
    press(page, "提交")
    expect(page.get_by_text(SAID)).to_have_count(0)

    open_page(page, f"{own_market}{WORK}move")
    record(page, "申请认定")
    expect(page.get_by_text("已登记：申请认定。").first).to_be_visible()
    record(page, "推荐", "示例知规〔2026〕3号", scan)
    picture(page, "cultivation-recommended")

    sign_in(
        page, own_market, tmp_path / "data", "GL09", "manager"
    )  # before that nobody knows who takes the proofs away
    open_page(page, f"{own_market}/cultivation?lang=zh_CN&view=market&market=SC001&as_of={TODAY}")
    press(page, "申请材料")
    with page.expect_download() as download:
        page.get_by_role("button", name="ZIP").click()
    archive = zipfile.ZipFile(download.value.path())
    names = archive.namelist()
    assert download.value.suggested_filename == "示例市场市级申请认定材料-20261123.zip"
    assert [name for name in names if name.endswith("商品清单.pdf")]
    assert archive.read(next(name for name in names if name.endswith("推荐/上级文件.pdf"))) == scan.read_bytes()
    paper = docx.Document(io.BytesIO(archive.read(next(name for name in names if name.endswith(".docx")))))
    told = [paragraph.text for paragraph in paper.paragraphs]
    assert told[told.index("缺项清单") + 1] == "所要求的材料齐全。"
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "示例知规〔2026〕3号\n示例市知识产权局\n2026年11月20日" in cells
