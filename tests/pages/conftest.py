"""Fixtures of the pages' tests: scripts run in a board of their own, with its own store and day."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import migrate, open_store
from services.clock import FixedClock
from services.demonstration import load_demonstration

TODAY = "2026-11-23"
PAGES = Path(__file__).parents[2] / "pages"


@pytest.fixture
def own_board(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of a fresh board: an empty store with its seed, the fixed day. Its folder."""
    monkeypatch.setenv("BOARD_DATABASE_URL", database)
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", TODAY)
    return tmp_path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the demonstration, loaded once: tests only read it."""
    folder, clock = tmp_path_factory.mktemp("demonstration"), FixedClock(date.fromisoformat(TODAY))
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder, now=clock.now)
    migrate(store)
    load_demonstration(store, clock)
    store.close()
    return folder


@pytest.fixture
def open_demonstration(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens one page of a board that holds the demonstration: its script, then the address by keyword."""
    monkeypatch.setenv("BOARD_DATABASE_URL", f"sqlite:///{demonstration / 'board.db'}")
    monkeypatch.setenv("BOARD_DATA", str(demonstration))
    monkeypatch.setenv("BOARD_TODAY", TODAY)
    return opened


@pytest.fixture
def open_empty(own_board: Path) -> Callable[..., AppTest]:
    """Opens one page of a fresh board, as `open_demonstration` does."""
    return opened


def opened(script: str, **address: str) -> AppTest:
    """One page of the board that is configured; the first that is opened has everything to load."""
    board = AppTest.from_file(PAGES / "navigation.py", default_timeout=120)
    return at_address(board, address).switch_page(script).run()


def at_address(tested: AppTest, address: Mapping[str, str]) -> AppTest:
    """The page before its first run, with the parameters of its address."""
    for name, value in address.items():
        tested.query_params[name] = value
    return tested


@pytest.fixture
def run_script(own_board: Path) -> Callable[..., AppTest]:
    """Runs a script's text against the fresh board, with the address's parameters given by keyword."""

    def run(text: str, **address: str) -> AppTest:
        return at_address(AppTest.from_string(text, default_timeout=30), address).run()

    return run


@pytest.fixture
def open_board(own_board: Path) -> Callable[..., AppTest]:
    """Opens the whole board on its start page, with the address's parameters given by keyword."""

    def run(**address: str) -> AppTest:
        return at_address(AppTest.from_file(PAGES / "navigation.py", default_timeout=30), address).run()

    return run
