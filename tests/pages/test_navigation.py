"""The navigation comes from the registry and speaks both languages."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.registry import entries
from data.registry.shapes import Page
from data.texts import LANGUAGES

Open = Callable[..., AppTest]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", entries("pages", Page), ids=lambda entry: entry.code)
def test_every_page_of_the_registry_opens_in_both_languages(open_board: Open, entry, language: str) -> None:
    board = open_board(lang=language).switch_page(entry.script).run()
    assert not board.exception
    assert [title.value for title in board.title] == [entry.label(language)]
    assert board.title[0].help == entry.question(language)


def test_the_language_is_kept_from_page_to_page(open_board: Open) -> None:
    board = open_board(lang="en")
    del board.query_params["lang"]
    board.switch_page("ledgers.py").run()
    assert board.title[0].value == "Ledgers"
    assert board.query_params["lang"] == "en"


def test_the_switch_changes_the_language_and_the_address(open_board: Open) -> None:
    board = open_board(lang="zh_CN")
    board.sidebar.segmented_control[0].set_value("en").run()
    assert board.query_params["lang"] == "en"
    assert board.title[0].value == "Overview"


def test_a_shared_screen_has_no_sidebar_and_can_be_left(open_board: Open) -> None:
    board = open_board(screen="1", lang="zh_CN")
    assert not board.sidebar.children
    leave = next(button for button in board.button if button.label == "退出投屏")
    leave.click().run()
    assert "screen" not in board.query_params
    assert board.sidebar.children


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "本机的日期是 2014-12-31"), ("en", "set its clock")])
def test_with_a_clock_that_was_never_set_every_page_says_so(
    open_board: Open, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("BOARD_TODAY", "2014-12-31")
    board = open_board(lang=language)
    for script in ("", "ledgers.py", "cultivation.py"):
        shown = board.switch_page(script).run() if script else board
        assert not shown.exception
        assert words in shown.error[0].value
