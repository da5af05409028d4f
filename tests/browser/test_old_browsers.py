"""Browsers of government offices: what Chromium 94 lacks is taken away; those that are older get a sentence."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from data.registry import entries
from services.web.index import SCRIPTS
from tests.browser.handing_in import choose, hand_in, workbook
from tests.browser.looking import open_page, picture

PAGES = entries("pages")
# By the version that brought it (chromestatus.com): 97, 98, 103, 105, 110, 111, 116, 117, 119, 120, 121, 122, 128.
AS_IN_94 = """
for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]) {
    delete Array.prototype[name];
    delete Object.getPrototypeOf(Int8Array.prototype)[name];
}
delete window.structuredClone;
delete AbortSignal.timeout;
delete AbortSignal.any;
delete Element.prototype.checkVisibility;
delete String.prototype.isWellFormed;
delete String.prototype.toWellFormed;
delete Object.groupBy;
delete Map.groupBy;
delete Promise.withResolvers;
delete Promise.try;
delete URL.canParse;
delete URL.parse;
delete Array.fromAsync;
for (const name of ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf"])
    delete Set.prototype[name];
delete window.Iterator;
"""
ROW = {
    "市场编号": "SC1", "市场名称": "测试商场", "市场类型": "商场", "街镇": "杨柳青镇", "监管单位": "执法支队",
    "经营状态": "在营",
}  # fmt: skip


def as_in_93(route: Route) -> None:
    """Chromium 93 and older can't parse static blocks; what they can't parse is here what nobody can."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"\bstatic\s*\{", "static @ {", answer.text()))


@pytest.mark.parametrize("code", [entry.code for entry in PAGES])
def test_every_page_opens_in_chromium_94(page: Page, code: str) -> None:
    page.add_init_script(AS_IN_94)
    entry = next(entry for entry in PAGES if entry.code == code)
    open_page(page, f"/{'' if entry == PAGES[0] else code}?lang=zh_CN")
    expect(page.get_by_role("heading", name=entry.label.zh, level=1)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    picture(page, f"{code}-chromium-94")


def test_a_workbook_is_uploaded_in_chromium_94(page: Page, tmp_path: Path) -> None:
    page.add_init_script(AS_IN_94)
    open_page(page, "/ledgers?lang=zh_CN&view=upload&ledger=markets")
    choose(page, "报送单位", "执法支队")
    hand_in(page, workbook(tmp_path / "市场.xlsx", [ROW]))
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_older_browser_is_told_which_one_is_needed(browser: Browser, base_url: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.route(re.compile(rf"^{base_url}/(\?|static/js/|$)"), as_in_93)
    page.goto(f"{base_url}/?lang=zh_CN")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("浏览器版本过低")
    expect(said).to_contain_text("Chromium 94 及以上")
    expect(said).to_contain_text("too old for the board")
    expect(page.get_by_test_id("stApp")).to_have_count(0)
    picture(page, "too-old")
    # An answer that is still on its way would be told to the next test.
    page.unroute_all(behavior="wait")
    page.close()


def test_what_tells_them_is_written_in_a_language_they_know() -> None:
    """ECMAScript 5, which Internet Explorer in a dual-core browser reads too; only the probe before it is modern."""
    assert "static {" in SCRIPTS[0]
    for modern in ("=>", "`", "?.", "??", "const ", "let ", "class ", "..."):
        assert modern not in SCRIPTS[1]
