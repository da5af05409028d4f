"""Fixtures of the browser's tests: the real board with its demonstration, and a browser that is watched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType

from tests import demonstration as shared
from tests.browser.chromium import ARGUMENTS, find
from tests.browser.looking import LISTEN
from tests.browser.watching import watch
from tests.serving import served

TODAY = shared.TODAY.isoformat()


@pytest.fixture(scope="session")
def base_url(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a board that holds the demonstration; `page.goto("/markets")` goes there. Tests only read it."""
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("board") / "data"))
    with served(folder, BOARD_TODAY=TODAY) as address:
        yield address


@pytest.fixture
def board(demonstration: Path, tmp_path: Path) -> Iterator[str]:
    """Address of a board of the test's own, for a test that changes the store."""
    folder = Path(shutil.copytree(demonstration, tmp_path / "data"))
    with served(folder, BOARD_TODAY=TODAY) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, browser_type: BrowserType) -> dict:
    """How Chromium is started: the one that was found, with maps drawn in software."""
    chromium = find(browser_type.executable_path)
    if chromium is None:
        pytest.fail("no Chromium: start the tests with `python run.py test`")
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*ARGUMENTS]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A meeting room's screen, a Chinese browser."""
    size = {"width": 1920, "height": 1080}
    return {**browser_context_args, "viewport": size, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that fails the test when a page logs an error or asks anything outside this machine."""
    context.add_init_script(LISTEN)
    faults = watch(context, "127.0.0.1")
    yield context
    assert not faults, "\n".join(faults)
