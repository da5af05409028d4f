"""A page whose store can't answer just now says so in the reader's language; no error box, no English for a Chinese."""

import pytest

from data.store import database
from data.store.errors import StoreError, Unreachable
from data.texts import Text
from services.words.formats import literal

GONE = Text("数据库无法连接（测试）", "the database (of the test) does not answer")


@pytest.mark.parametrize("fault", [database.busy(), Unreachable(GONE)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_says_what_the_store_says(open_empty, monkeypatch, fault: StoreError, language: str) -> None:
    def refuse(*_words: object, **_options: object) -> None:
        raise fault

    monkeypatch.setattr("pages.parts.frame.context.current_person", refuse)
    page = open_empty("markets.py", lang=language)
    assert not page.exception
    assert [error.value for error in page.error] == [literal(fault.text(language))]
