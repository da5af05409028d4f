"""Keeping the catalogues in step with the code, tried on a small tree of its own."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from services.commands import messages

PAGE = """
title = _("Overview")
lead = _("As of {day}", day=day)
rows = _.n("{n} row", "{n} rows", 3)
long = _("one sentence "
         "in two parts")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "overview.py").write_text(PAGE)
    return tmp_path


@pytest.fixture
def wanted(root: Path) -> Catalog:
    return messages.extracted(root, messages.sources(root))


def catalogue(**translations: str) -> Catalog:
    made = Catalog(locale="zh_CN")
    for sentence, translation in translations.items():
        made.add(sentence, translation)
    return made


def test_sentences_and_plurals_are_found(wanted: Catalog) -> None:
    found = [message.id for message in wanted if message.id]
    assert found == ["Overview", "As of {day}", ("{n} row", "{n} rows"), "one sentence in two parts"]


def test_what_is_missing_untranslated_guessed_or_unused_is_named(wanted: Catalog) -> None:
    kept = catalogue(Overview="", Markets="市场")
    kept.add("As of {day}", "截至 {day}", flags=["fuzzy"])
    assert messages.gaps(wanted, kept) == [
        "no entry for ('{n} row', '{n} rows')",
        "no entry for 'one sentence in two parts'",
        "not translated: 'Overview'",
        "not translated: 'As of {day}'",
        "no longer used: 'Markets'",
    ]


def test_an_update_keeps_translations_adds_and_drops_sentences(wanted: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "board.po"
    messages.update(file, catalogue(Overview="总览", Markets="市场"), wanted)
    kept = messages.read(file)
    assert kept["Overview"].string == "总览"
    assert "Markets" not in kept
    assert kept["{n} row"].string == ("",)
    assert messages.gaps(wanted, kept) == [
        "not translated: 'As of {day}'",
        "not translated: 'one sentence in two parts'",
        "not translated: ('{n} row', '{n} rows')",
    ]


def test_a_second_update_changes_nothing(wanted: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "board.po"
    messages.update(file, catalogue(Overview="总览"), wanted)
    first = file.read_bytes()
    messages.update(file, messages.read(file), wanted)
    assert file.read_bytes() == first


def test_a_sentence_that_cannot_be_translated_is_pointed_at(root: Path) -> None:
    (root / "pages" / "markets.py").write_text('_("fine")\n_(name)\n_(f"{name} rows")\n')
    places = list(messages.hidden(root, messages.sources(root)))
    assert places == ["pages/markets.py:2", "pages/markets.py:3"]
