"""Every page of the registry, in both languages: with the demonstration, empty, and at addresses nobody would type."""

import re
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.registry import entries
from data.registry.shapes import Page
from data.store import open_store, read_rows
from data.texts import LANGUAGES
from pages.parts.frame.address import SHOWN
from services.administration.settings.registries import SETTINGS
from services.words import formats
from tests.boards import at_address
from tests.pages.hostile import HOSTILE, addresses
from tests.pages.reading import of_type, sent, texts

Open = Callable[..., AppTest]

PAGES = {entry.code: entry for entry in entries("pages", Page)}
PARTS = ("development", "structure", "chain", "timeliness", "cases")
VIEWS = ("status", "upload", "browse", "batches")
ADMINISTRATION = (
    {"admin": "people"},
    {"admin": "units", "chosen_unit": "IP"},
    {"admin": "calendars"},
    {"admin": "access", "log": "exports"},
)
INDICATION = ("review", "import", "compare", "inside", "use", "zone")
# What a page shows depends on its address; other pages show all they have.
ADDRESSES: dict[str, list[dict[str, str]]] = {
    "markets": [{"market": "SLSC07"}, {"drawn": "1", "colour": "inspected"}],
    "enforcement": [{"part": part} for part in PARTS] + [{"view": "seeds"}, {"case": "示例立〔2025〕55号"}],
    "indication": [{"view": view} for view in INDICATION],
    "cultivation": [{"view": view} for view in ("board", "progress", "market", "compare", "after")],
    "ledgers": [{"view": view, "ledger": "complaints"} for view in VIEWS],
    "plan": [{}, {"task": "2"}, {"task": "R1"}, {"view": "units"}, {"view": "units", "unit": "IP"}, {"view": "due"}],
    "admin": [*ADMINISTRATION, *({"admin": "settings", "registry": name} for name in SETTINGS)],
}
OPENINGS = [
    pytest.param(code, address, id="-".join((code, *address.values())))
    for code in PAGES
    for address in ADDRESSES.get(code, [{}])
]
# What pages read from their addresses beside the filters; the day also where a view stands for today.
CHOSEN = (
    "as_of",
    "row",
    "case",
    "market",
    "pin",
    "at",
    "staged",
    "boundary",
    "job",
    "chosen_unit",
    "chosen_person",
    "item",
    "entry",
    "task",
    "unit",
)
ENGLISH = re.compile(r"[A-Za-z]*[a-z]{3,}[A-Za-z]*")
FILE = re.compile(r"[\w\\/-]*\\?\.(xlsx|xlsm|xls|et|csv|txt|geojson|ovkml|zip|docx|pdf|png|toml)")
# The address behind a link in a table, which shows a word instead.
LINK = re.compile(r"\A/?\w+\?\S+\Z")
# A ladder is set by the codes of its stages.
CODES = {word for entry in entries("stages") for word in ENGLISH.findall(entry.code)}
SAME_IN_BOTH = {"English", "Shapefile", "GeoPackage", "Word", "OpenStreetMap", "GeoNames"} | CODES
# Up to this day every unit of the demonstration has reported: two are late with October.
REPORTED_TO = date(2026, 9, 30)
TODAY = date(2026, 11, 23)
OF_TODAY = ("indication", "ledgers", "admin", "plan")


def stands(board: AppTest, code: str, language: str, as_of: date) -> None:
    """No exception, the page's title, and the day up to which it counts, or today where it stands for that."""
    assert not board.exception
    assert [title.value for title in board.title] == [PAGES[code].label(language)]
    if code in OF_TODAY:
        day = formats.day(TODAY, language)
        assert [one for one in board.caption if one.value.startswith(":material/event:") and one.value.endswith(day)]
        return
    day = formats.day(as_of, language)
    assert any(popover.proto.popover.label.endswith(day) for popover in of_type(board, "popover"))


def is_marked(board: AppTest, language: str) -> bool:
    """Whether the page says that its data are a demonstration's."""
    mark = {"zh_CN": "演示数据", "en": "Demonstration data"}[language]
    return any(text.value.startswith(":orange-badge[") and mark in text.value for text in board.markdown)


def english(board: AppTest) -> set[str]:
    """English words among the texts of a page; names of files and products are the same in both languages."""
    return {word for text in texts(board) for word in ENGLISH.findall(LINK.sub("", FILE.sub("", text)))} - SAME_IN_BOTH


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "address"), OPENINGS)
def test_with_the_demonstration(open_demonstration: Open, code: str, address: dict[str, str], language: str) -> None:
    board = open_demonstration(PAGES[code].script, lang=language, **address)
    stands(board, code, language, REPORTED_TO)
    assert is_marked(board, language)
    assert not board.warning
    if language == "zh_CN":
        assert english(board) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "address"), OPENINGS)
def test_an_empty_board(open_empty: Open, code: str, address: dict[str, str], language: str) -> None:
    board = open_empty(PAGES[code].script, lang=language, **address)
    stands(board, code, language, TODAY)
    assert not is_marked(board, language)
    if language == "zh_CN":
        assert english(board) == set()


@pytest.mark.parametrize(
    ("code", "address", "place"), [pytest.param(*one.values, place, id=one.id) for place, one in enumerate(OPENINGS)]
)
def test_hostile_filters_are_named_and_left_out(
    open_demonstration: Open, code: str, address: dict[str, str], place: int
) -> None:
    board = open_demonstration(PAGES[code].script, lang="zh_CN", **address)
    filters = (set(board.session_state[SHOWN]) | set(CHOSEN)) - set(address)
    assert len(filters) >= len(HOSTILE)
    for hostile in addresses(filters, place):
        at_address(board, hostile).run()
        stands(board, code, "zh_CN", REPORTED_TO)
        assert board.warning
        for text in [one.value for one in (*board.warning, *board.markdown, *board.caption)]:
            assert "](http" not in text
            assert "长" * 101 not in text
        assert all("<script>" not in html.proto.body for html in of_type(board, "html"))


@pytest.mark.parametrize("code", PAGES)
def test_an_unknown_language_and_screen_are_ignored(open_demonstration: Open, code: str) -> None:
    board = open_demonstration(PAGES[code].script, lang="<b>fr</b>", screen="yes", as_of="2027-02-30")
    assert not board.exception
    assert board.title[0].value in PAGES[code].label.both()
    assert board.sidebar.children


@pytest.mark.parametrize(("code", "address"), [one for one in OPENINGS if "ledgers" not in str(one.id)])
def test_undecided_cases_keep_their_parties_to_themselves(
    open_demonstration: Open, demonstration, code: str, address: dict[str, str]
) -> None:
    store = open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)
    cases = read_rows(store, "cases")
    store.close()
    decided = cases.filter(pl.col("decided_on").is_not_null())
    undecided = cases.filter(pl.col("decided_on").is_null())
    hidden = set(undecided["title"]) | set(undecided["party"]) - set(decided["party"])
    shown = sent(open_demonstration(PAGES[code].script, lang="zh_CN", **{"from": "2023-01-01"}, **address))
    assert hidden
    assert not [text for text in hidden if text in shown]
