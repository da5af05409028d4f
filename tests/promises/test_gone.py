"""Pages over a store in which rows were withdrawn under those that refer to them: older stores may hold such."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.ledgers import ledgers
from data.store import open_store, read_rows
from data.store.tables import table
from services.records.readable import names_of
from tests.boards import TODAY, opened
from tests.pages.reading import sent
from tests.promises.test_every_page import OPENINGS, PAGES

Open = Callable[..., AppTest]
REFERRED = sorted({column.refers_to for ledger in ledgers().values() for column in ledger.references})


@pytest.fixture(scope="module")
def holed(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without any live row that others refer to, and without people."""
    folder = tmp_path_factory.mktemp("holed")
    shutil.copytree(demonstration, folder, dirs_exist_ok=True)
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder)
    with store.writing() as connection:
        for name in {*REFERRED, "people"} - {"cases", "complaints"}:
            connection.execute(table(name).update().values(withdrawn="示例"))
    store.close()
    return folder


@pytest.fixture
def open_holed(holed: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("BOARD_DATABASE_URL", f"sqlite:///{holed / 'board.db'}")
    monkeypatch.setenv("BOARD_DATA", str(holed))
    monkeypatch.setenv("BOARD_TODAY", TODAY)
    return opened


@pytest.mark.parametrize(("code", "address"), OPENINGS)
def test_every_page_stands(open_holed: Open, code: str, address: dict[str, str]) -> None:
    board = open_holed(PAGES[code].script, lang="zh_CN", **address)
    assert not board.exception
    assert board.title


def test_the_overview_names_the_unit_that_is_gone(open_holed: Open, holed: Path) -> None:
    store = open_store(f"sqlite:///{holed / 'board.db'}", holed)
    row = read_rows(store, "cases", where={"closed_on": None}, order=("opened_on",), limit=1).row(0, named=True)
    unit = names_of(store, "offices", withdrawn=True)[row["office"]]
    store.close()
    assert f"{unit}：" in sent(open_holed("overview.py", lang="zh_CN"))
