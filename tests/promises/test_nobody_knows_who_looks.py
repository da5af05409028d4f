"""Before there are accounts nobody knows who looks: outside the ledgers page nothing is open, on any page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.ledgers import ledger
from data.store import Store, open_store, read_rows
from services.access.privacy import conceal
from services.access.rights import MANAGER, MASKED, Person
from tests.pages.reading import of_type, sent, texts

Open = Callable[..., AppTest]
PARTS = Path(__file__).parents[2] / "pages"
SIGNED_IN = Person("GL01", "signed-in", MANAGER, "IP")


@pytest.fixture
def demonstrated(demonstration: Path) -> Store:
    return open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)


def test_only_the_ledgers_page_asks_for_the_wider_sight() -> None:
    """The easy name is the strict one; the other tells where it may be used."""
    using = {path for path in PARTS.rglob("*.py") if "ledgers_sight" in path.read_text(encoding="utf-8")}
    assert {path.parent.name for path in using if path.name != "context.py"} == {"ledgers"}
    of_person = {path.name for path in PARTS.rglob("*.py") if "person.sight" in path.read_text(encoding="utf-8")}
    assert of_person == {"context.py"}


@pytest.mark.parametrize("view", ["review", "compare", "inside", "use", "zone"])
def test_no_plot_is_sent_as_ground_and_no_user_named(open_demonstration: Open, demonstrated: Store, view: str) -> None:
    board = open_demonstration("indication.py", lang="zh_CN", view=view, season="all", layers="plots;users")
    assert not board.exception
    whole = "\n".join(texts(board)) + sent(board)
    for deck in of_type(board, "deck_gl_json_chart"):
        ids = [layer["id"] for layer in json.loads(deck.proto.json)["layers"] if layer["data"]]
        assert not [name for name in ids if name.startswith(("plots", "plot-points"))]
        whole += deck.proto.json
    users = read_rows(demonstrated, "mark_users")
    masked = conceal(users, ledger("mark_users"), MASKED)
    persons = users["name"].filter(users["name"] != masked["name"])
    assert not [name for name in persons if name in whole]
    assert not of_type(board, "download_button")


def test_who_signed_in_sees_them(open_demonstration: Open, act_as: Callable[[Person], None]) -> None:
    act_as(SIGNED_IN)
    board = open_demonstration("indication.py", lang="zh_CN", view="review", season="all", layers="plots")
    (deck,) = of_type(board, "deck_gl_json_chart")
    assert [layer for layer in json.loads(deck.proto.json)["layers"] if layer["id"].startswith("plots")]


def test_files_of_markets_are_offered_to_nobody(open_demonstration: Open) -> None:
    address = {"view": "market", "market": "SLSC26", "section": "stages"}
    assert not of_type(open_demonstration("cultivation.py", lang="zh_CN", **address), "download_button")
