"""Rows whose texts try to be links, icons, pictures, arrows, HTML or another order of letters: each stands as it is."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from data.store import SYSTEM, Change, commit, open_store, read_rows
from services.identity import ACTOR_COOKIE
from tests.browser.conftest import TODAY
from tests.browser.looking import open_page
from tests.serving import served

HOSTILE = (
    "http://evil.example/a",
    "HTTPS://evil.example",
    "www.evil.example",
    "boss@evil.example",
    ":material/home:",
    ":smile:",
    ":streamlit:",
    "<img src=x onerror=alert(1)>",
    "[甲](http://evil.example)",
    "![乙](http://evil.example/p.png)",
    ":red[丙]",
    ":red-badge[丁]",
    "$x^2$",
    "`戊`",
    "**己**",
    "~~庚~~",
    "# 辛",
    "壬 -> 癸 <- 子 <-> 丑 -- 寅 >= 卯 <= 辰 ~= 巳",
    "&lt;b&gt;&#58;",
    "[^1]",
    "|a|b|",
    "1. 午",
)
NAME = " ".join(HOSTILE)
TURNED = "\u202e未\u202c\u200b\u0007申"
MARKET, PERSON = "SC001", "SLR001"
CASE = "/enforcement?lang=zh_CN&case="
ICON = 'span[role="img"][aria-label]'


@pytest.fixture(scope="module")
def address(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a board in which a market, a person, a case and a reason bear such a text, and the case's number."""
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("hostile") / "data"))
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder)
    number = read_rows(store, "cases", limit=1)["number"].item()
    renamed = (
        ("markets", "code", MARKET, "name"),
        ("people", "code", PERSON, "name"),
        ("cases", "number", number, "title"),
    )
    for ledger, key, code, column in renamed:
        row = read_rows(store, ledger, where={key: code}).row(0, named=True)
        commit(store, SYSTEM, NAME, [Change(ledger, {column: NAME + TURNED}, id=row["id"], version=row["version"])])
    store.close()
    with served(folder, BOARD_TODAY=TODAY) as url:
        yield url, number


def stands(page: Page) -> Locator:
    return page.get_by_test_id("stApp")


@pytest.mark.parametrize(
    "path",
    [
        f"/markets?lang=zh_CN&market={MARKET}",
        f"/cultivation?lang=zh_CN&market={MARKET}",
        f"/ledgers?lang=zh_CN&ledger=markets&q={MARKET}",
        CASE,
        "/ledgers?lang=zh_CN&ledger=people&view=batches",
    ],
)
def test_a_hostile_name_stands_as_it_is(context: BrowserContext, address: tuple[str, str], path: str) -> None:
    url, number = address
    context.add_cookies([{"name": ACTOR_COOKIE, "value": PERSON, "url": url}])
    page = context.new_page()
    open_page(page, url + path + (number if path == CASE else ""))
    app = stands(page)
    shown = re.sub(r"\s+", " ", app.text_content() or "")
    assert NAME in shown
    assert not re.search("[\u202a-\u202e\u200b\u0007]", shown)
    assert (
        app.locator('a[href*="evil"], img[src*="evil"], img[src="x"], img[alt="Streamlit logo"], .katex').count() == 0
    )
    assert app.locator(f'{ICON}:text-is("home")').count() == 0
    assert page.locator('[aria-label="home icon"]').count() == 0
    page.close()
