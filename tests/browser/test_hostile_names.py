"""Rows whose texts try to be links, icons, pictures, arrows, HTML or another order of letters: each stands as it is."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from data.store import SYSTEM, Change, commit, open_store, read_rows
from services.access.identity import ACTOR_COOKIE
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


@dataclass(frozen=True)
class Board:
    """A board in which a market, a person, a case and a reason bear such a text: its address, and their keys."""

    address: str
    keys: dict[str, str]


@pytest.fixture(scope="module")
def hostile(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("hostile") / "data"))
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder)
    keys = {}
    for ledger, key, column in (("markets", "code", "name"), ("people", "code", "name"), ("cases", "number", "title")):
        row = read_rows(store, ledger, limit=1).row(0, named=True)
        keys[ledger] = row[key]
        commit(store, SYSTEM, NAME, [Change(ledger, {column: NAME + TURNED}, id=row["id"], version=row["version"])])
    store.close()
    with served(folder, BOARD_TODAY=TODAY) as url:
        yield Board(url, keys)


@pytest.mark.parametrize(
    "path",
    [
        "/markets?lang=zh_CN&market={markets}",
        "/cultivation?lang=zh_CN&market={markets}",
        "/ledgers?lang=zh_CN&ledger=markets&view=batches",
        "/enforcement?lang=zh_CN&case={cases}",
    ],
)
def test_a_hostile_name_stands_as_it_is(context: BrowserContext, hostile: Board, path: str) -> None:
    context.add_cookies([{"name": ACTOR_COOKIE, "value": hostile.keys["people"], "url": hostile.address}])
    page = context.new_page()
    open_page(page, hostile.address + path.format(**hostile.keys))
    app = page.get_by_test_id("stApp")
    for part in (page.get_by_test_id("stMain"), page.get_by_test_id("stSidebar")):
        shown = re.sub(r"\s+", " ", part.text_content() or "")
        assert NAME in shown
        assert not re.search("[\u202a-\u202e\u200b\u0007]", shown)
    for working in ('a[href*="evil"]', 'img[src*="evil"]', 'img[src="x"]', 'img[alt="Streamlit logo"]', ".katex"):
        assert app.locator(working).count() == 0, working
    assert page.locator('[aria-label="home icon"]').count() == 0
