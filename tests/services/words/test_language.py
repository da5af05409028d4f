"""Languages: choosing one, translating, and the catalogue itself."""

import re

import pytest
from babel.messages.pofile import read_po

from data.ledgers import ledger
from data.terminal import terminal_language
from data.texts import Text
from services.words.language import LOCALE, language, pick

PLACEHOLDER = re.compile(r"\{\w*\}")


@pytest.mark.parametrize(
    ("accept", "override", "code"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh_CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", None, "en"),
        ("zh-TW", None, "zh_CN"),
        ("fr-FR,fr;q=0.9", None, "en"),
        ("fr-FR,zh;q=0.5", None, "zh_CN"),
        ("en;q=0.1,zh-CN;q=0.9", None, "zh_CN"),
        ("zh-CN;q=0.5, en-GB ; q=0.501", None, "en"),
        ("fr;q=0.9,EN;Q=0.3,zh-Hans-CN;q=0.2", None, "en"),
        ("zh;q=0,en;q=0.1", None, "en"),
        ("zh;q=0,*", None, "en"),
        ("*", None, "zh_CN"),
        ("en;q=none,zh;q=0.2", None, "zh_CN"),
        ("en;q=0.5,zh;q=0.5", None, "en"),
        (None, None, "zh_CN"),
        ("en-GB", "zh_CN", "zh_CN"),
        ("en-GB", "klingon", "en"),
    ],
)
def test_the_browser_decides_unless_overridden(accept: str | None, override: str | None, code: str) -> None:
    assert pick(accept, override) == code


def test_messages_are_translated_and_filled_in() -> None:
    zh, en = language("zh_CN"), language("en")
    assert zh("Demonstration data") == "演示数据"
    assert en("Demonstration data") == "Demonstration data"
    assert zh("As of {day}", day="5月29日") == "截至 5月29日"
    assert zh("No such sentence") == "No such sentence"
    assert zh.text(Text("台账", "Ledgers")) == "台账"


def test_plurals_follow_the_language() -> None:
    one, many = "{n} row unchecked", "{n} rows unchecked"
    assert language("en").n(one, many, 1) == "1 row unchecked"
    assert language("en").n(one, many, 1234) == "1,234 rows unchecked"
    assert language("zh_CN").n(one, many, 1234) == "1,234 行未核"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        language("fr")


def test_a_translation_has_the_placeholders_of_its_sentence() -> None:
    """Whether every sentence is translated, `python run.py messages --check` says."""
    for path in LOCALE.glob("*/LC_MESSAGES/board.po"):
        with path.open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        assert messages
        for message in messages:
            ids, strings = several(message.id), several(message.string)
            for string in filter(None, strings):
                assert set(PLACEHOLDER.findall(string)) == set(PLACEHOLDER.findall(ids[-1])), ids[0]


def several(texts: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """One text or its plural forms, as a list."""
    return [texts] if isinstance(texts, str) else list(texts or ())


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "C"}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_a_terminal_speaks_the_language_of_its_locale(environment: dict[str, str], code: str) -> None:
    assert terminal_language(environment) == code


def test_codes_are_shown_by_their_labels_in_the_order_declared() -> None:
    choices = ledger("markets").column("status").options()
    assert len(choices) > 1
    assert language("zh_CN").labels(choices) == {one.code: one.label.zh for one in choices}
    assert list(language("en").labels(reversed(choices)).values()) == [one.label.en for one in reversed(choices)]
