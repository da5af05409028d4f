"""Two people at two browsers over the network: one hands in, the other checks; one is disabled and out at once."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from data.store import open_store, read_rows
from tests.browser.conftest import TODAY
from tests.browser.handing_in import CASE, hand_in, press, whole_month, workbook
from tests.browser.looking import open_page, picture, settle
from tests.browser.watching import watch
from tests.certificate import certificate
from tests.serving import add_account, served, user_command

PARTY, UNDECIDED, PASSWORD = "测试百货经营部", "未公开", "wolke-teppich-97-apfel"
LEDGER = "/ledgers?lang=zh_CN&ledger=cases"
BEHIND_THE_GATE = ("/", "/ledgers", "/readyz", "/account", "/_stcore/health")
NewContext = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Board:
    """A running board with accounts: its address on the network, its data, and the initial
    passwords of an officer, a reviewer and an officer of another unit."""

    address: str
    folder: Path
    passwords: dict[str, str]


def own_address() -> str:
    """An IPv4 address by which other machines know this one. Nothing is sent: a datagram socket that is connected
    only looks up by which address it would send."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        if probe.connect_ex(("198.51.100.1", 9)) == 0:
            found.add(probe.getsockname()[0])
    for address in sorted(found):
        if not ip_address(address).is_loopback:
            return address
    pytest.fail("this machine has no address but loopback: give it one (ip addr add 192.0.2.10/24 dev lo)")


@pytest.fixture
def open_board(demonstration: Path, tmp_path: Path) -> Iterator[Board]:
    folder = Path(shutil.copytree(demonstration, tmp_path / "data"))
    people = {"ZD01": ("officer", "ZD"), "IP01": ("reviewer", "IP"), "TJ01": ("officer", "TJ")}
    passwords = {code: add_account(folder, code, role=role, office=unit) for code, (role, unit) in people.items()}
    address = own_address()
    tls = certificate(tmp_path, "127.0.0.1", address)
    with served(folder, BOARD_TODAY=TODAY, BOARD_ADDRESS="0.0.0.0", **tls) as here:
        yield Board(f"https://{address}:{urlsplit(here).port}", folder, passwords)


def sign_in(context: BrowserContext, board: Board, code: str) -> Page:
    """In through the login page, with an initial password that must be changed before anything opens."""
    page = context.new_page()
    page.goto(f"{board.address}{LEDGER}")
    expect(page).to_have_url(re.compile(r"/login\?"))
    page.get_by_label("登录名").fill(code)
    page.get_by_label("口令").fill(board.passwords[code])
    press(page, "登录")
    expect(page.get_by_text("您使用的是初始口令")).to_be_visible()
    assert context.request.get(f"{board.address}/readyz").status == 401
    page.get_by_label("现用口令").fill(board.passwords[code])
    page.get_by_label("新口令", exact=True).fill(PASSWORD)
    page.get_by_label("再次输入新口令").fill(PASSWORD)
    press(page, "修改口令")
    page.get_by_role("link", name="返回看板").click()
    expect(page).to_have_url(re.compile("/ledgers"))
    settle(page)
    return page


def test_two_people_work_together_until_one_is_disabled(
    new_context: NewContext, open_board: Board, tmp_path: Path
) -> None:
    contexts = [new_context(ignore_https_errors=True) for _ in range(3)]
    host = str(urlsplit(open_board.address).hostname)
    faults = {code: watch(context, host) for code, context in zip(open_board.passwords, contexts, strict=True)}
    officer, reviewer, other = map(sign_in, contexts, [open_board] * 3, open_board.passwords)
    open_page(reviewer, f"{open_board.address}{LEDGER}&view=batches")
    expect(reviewer.get_by_text("演示数据").first).to_be_visible()

    a_case_is_handed_in(officer, open_board, tmp_path)
    it_is_seen_and_checked(reviewer)
    open_page(officer, f"{open_board.address}{LEDGER}&view=batches")
    expect(officer.get_by_text("已核").first).to_be_visible()
    who_may_reads_the_party(reviewer, other, open_board)
    assert not any(faults.values()), faults

    the_disabled_is_out(officer, new_context, open_board)
    # The front end tries to connect again before the login page comes, and is refused.
    assert all("/_stcore/stream" in fault for fault in faults["ZD01"]), faults
    open_page(reviewer, f"{open_board.address}{LEDGER}&view=browse")
    expect(reviewer.get_by_text("共 1 行")).to_be_visible()
    assert not faults["IP01"] + faults["TJ01"], faults


def a_case_is_handed_in(page: Page, board: Board, folder: Path) -> None:
    """An undecided case, in an officer's own workbook, for the own unit."""
    case = {**CASE, "案件名称": f"{PARTY}销售侵犯注册商标专用权商品案", "当事人": PARTY}
    open_page(page, f"{board.address}{LEDGER}&view=upload")
    hand_in(page, workbook(folder / "案件.xlsx", [case]))
    whole_month(page)
    press(page, "确认入库")
    expect(page.get_by_text("已入库").first).to_be_visible(timeout=60_000)


def it_is_seen_and_checked(page: Page) -> None:
    """By the reviewer, whose page was open all the time: one rerun, by a switch of the view."""
    page.get_by_role("radio", name="数据").click()
    expect(page.get_by_text("共 1 行")).to_be_visible(timeout=30_000)
    page.get_by_role("radio", name="批次").click()
    expect(page.get_by_text("示例ZD01（登录）").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("未核").first).to_be_visible()
    settle(page)
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="标记为已核").click()
    expect(page.get_by_text("已标记为已核").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="取消已核标记")).to_be_visible()
    settle(page)
    picture(page, "two-people-checked")


def who_may_reads_the_party(reviewer: Page, other: Page, board: Board) -> None:
    """In the table and in the row's own view, and nobody else does, whose page holds the row all the same."""
    store = open_store(folder=board.folder)
    row = read_rows(store, "cases")["id"].item()
    store.close()
    for path in ("view=browse", f"view=browse&row={row}"):
        for page in (reviewer, other):
            open_page(page, f"{board.address}{LEDGER}&{path}")
            expect(page.get_by_text(str(CASE["立案编号"])).first).to_be_attached()
        assert PARTY in everything(reviewer)
        assert PARTY not in everything(other)
        assert UNDECIDED in everything(other)
    picture(other, "two-people-other-unit")


def everything(page: Page) -> str:
    """All text of a page, that of its tables and of its fields too."""
    fields = page.locator("input, textarea").evaluate_all("fields => fields.map(field => field.value)")
    return "\n".join([page.content(), *fields])


def the_disabled_is_out(page: Page, new_context: NewContext, board: Board) -> None:
    """The open page goes to the login page by itself; the cookie, kept elsewhere, opens nothing any more."""
    copied = new_context(ignore_https_errors=True, storage_state=page.context.storage_state())
    assert copied.request.get(f"{board.address}/readyz").status == 200
    user_command(board.folder, "disable", "ZD01")
    expect(page).to_have_url(re.compile(r"/login\?why=ended"), timeout=20_000)
    expect(page.get_by_text("登录已结束")).to_be_visible()
    for path in BEHIND_THE_GATE:
        assert (path, copied.request.get(f"{board.address}{path}").status) == (path, 401)
    again = copied.new_page()
    again.goto(f"{board.address}{LEDGER}")
    expect(again).to_have_url(re.compile(r"/login\?"))
    again.get_by_label("登录名").fill("ZD01")
    again.get_by_label("口令").fill(PASSWORD)
    press(again, "登录")
    expect(again.get_by_role("alert")).to_contain_text("登录名或口令不正确")
