"""Fixtures of the pages' tests: scripts run in a board of their own, with its own store and day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

TODAY = "2026-11-23"
PAGES = Path(__file__).parents[2] / "pages"


@pytest.fixture
def own_board(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of a fresh board: an empty store with its seed, the fixed day. Its folder."""
    monkeypatch.setenv("BOARD_DATABASE_URL", database)
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", TODAY)
    return tmp_path


@pytest.fixture
def run_script(own_board: Path) -> Callable[..., AppTest]:
    """Runs a script's text against the fresh board, with the address's parameters given by keyword."""

    def run(text: str, **address: str) -> AppTest:
        tested = AppTest.from_string(text, default_timeout=30)
        for name, value in address.items():
            tested.query_params[name] = value
        return tested.run()

    return run


@pytest.fixture
def open_board(own_board: Path) -> Callable[..., AppTest]:
    """Opens the whole board on its start page, with the address's parameters given by keyword."""

    def run(**address: str) -> AppTest:
        tested = AppTest.from_file(PAGES / "navigation.py", default_timeout=30)
        for name, value in address.items():
            tested.query_params[name] = value
        return tested.run()

    return run
