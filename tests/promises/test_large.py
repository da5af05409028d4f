"""A page's cost follows what it shows: a ledger of a million rows is opened like one of fifty."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store, commit
from tests.data.store.examples import OFFICER, market
from tests.pages.reading import sent

Open = Callable[..., AppTest]


@pytest.fixture
def ledgers_page(store: Store, open_empty: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The markets in a ledger that says it holds a million."""
    commit(store, OFFICER, "录入", [market(f"SC{n:03}") for n in range(60)])
    monkeypatch.setattr("services.access.desk.count", lambda *_arguments, **_options: 1_000_000)
    return lambda **address: open_empty("ledgers.py", lang="zh_CN", view="browse", ledger="markets", **address)


def test_the_page_of_a_long_ledger_is_a_number(ledgers_page: Open) -> None:
    board = ledgers_page()
    assert not board.exception
    (number,) = [field for field in board.number_input if "20,000" in field.label]
    assert (number.value, number.min, number.max) == (1, 1, 20_000)
    assert len(sent(board)) < 200_000
    number.set_value(2).run()
    assert board.query_params["page"] == "2"
    assert "第 51–100 行" in sent(board)


@pytest.mark.parametrize("asked", ["0", "20001", "-1", "1.5", "一", "9" * 5000])
def test_a_page_that_there_is_not_is_named(ledgers_page: Open, asked: str) -> None:
    board = ledgers_page(page=asked)
    assert not board.exception
    assert board.warning
    assert board.number_input[0].value == 1


def test_the_file_of_a_page_holds_what_the_page_knew(
    store: Store, open_empty: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = commit(store, OFFICER, "录入", [market("SC001")]).number
    files: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr("streamlit.download_button", lambda label, data, **_more: files.update({label: data}))
    board = open_empty("ledgers.py", lang="zh_CN", view="browse", ledger="markets")
    assert not board.exception
    commit(store, OFFICER, "录入", [market("SC002")])
    content = files["CSV"]().decode()
    assert "SC001" in content
    assert "SC002" not in content
    assert f"数据版本（提交号）,{number}\n" in content
