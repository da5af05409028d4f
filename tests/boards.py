"""Fixtures of the pages' tests: scripts run in a board of their own, with its own store and day."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store, save_credential
from services.access.accounts.people import Wanted, add
from services.access.accounts.sessions import open_session
from services.access.identity import SESSION_COOKIE, THE_BOARD
from services.access.rights import Person
from tests import demonstration as shared

TODAY = shared.TODAY.isoformat()
PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture
def own_board(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of a fresh board: an empty store with its seed, the fixed day. Its folder."""
    monkeypatch.setenv("BOARD_DATABASE_URL", database)
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", TODAY)
    return tmp_path


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
def sign_in(own_board: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Signs somebody in to the fresh board: a person of that code, unit and role with an account and a live session,
    whose cookie the browser sends from then on. AppTest has no browser, so its cookies are put where Streamlit
    looks for them."""
    save_credential(store, "SOMEBODY", "hash", initial=False, now=datetime.now(UTC))

    def sign_in(code: str, office: str, role: str) -> None:
        add(store, THE_BOARD, Wanted(code, f"示例{code}", office, role))
        token = open_session(store, code, role, address="", now=datetime.now(UTC))
        client = SimpleNamespace(cookies={SESSION_COOKIE: token}, headers={})
        monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: client)

    return sign_in


@pytest.fixture
def act_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], None]:
    """Has everything done by this person, without an account of theirs in the store."""

    def act_as(person: Person) -> None:
        monkeypatch.setattr("pages.parts.frame.context.current_person", lambda _cookies, _store: person)

    return act_as


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
