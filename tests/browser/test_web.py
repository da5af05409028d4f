"""The gate's policy and the packed front end, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from data.store import SYSTEM, Change, commit, open_store
from tests.browser.looking import open_page

LISTEN = """window.violations = []
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI}`))"""
# Streamlit sends 5.7 MB for a page with charts and a table, 6 MB and more with a map.
MOST_BYTES = {"/": 2_500_000, "/markets": 3_500_000}


def count_bytes(session: CDPSession) -> list[int]:
    """The bytes that came over the wire for each finished request, as they come."""
    sizes: list[int] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    return sizes


@pytest.mark.parametrize("path", MOST_BYTES)
def test_pages_keep_to_the_policy_and_are_light(page: Page, path: str):
    page.add_init_script(LISTEN)
    sizes = count_bytes(page.context.new_cdp_session(page))
    open_page(page, path)
    assert page.evaluate("window.violations") == []
    assert sum(sizes) < MOST_BYTES[path]


def test_who_acts_is_chosen_once(page: Page, board: str, tmp_path: Path):
    store = open_store(folder=tmp_path / "data")
    commit(store, SYSTEM, "test", [Change("people", {"code": "P-1", "name": "示例甲", "office": "IP", "active": True})])
    store.close()
    page.goto(f"{board}/actor?back=/ledgers")
    page.get_by_label("人员").select_option("P-1")
    page.get_by_role("button").click()
    expect(page).to_have_url(f"{board}/ledgers")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("示例甲", timeout=30_000)
