"""What is taken away says which filters made it, holds all of it, and is noted when it names persons: not before."""

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store, commit, put_attachment, read_access, read_rows
from pages.parts.cultivation import papers as cultivation_papers
from pages.parts.enforcement import cases
from pages.parts.indication import approval_card
from pages.parts.showing import figure
from services.access.rights import MANAGER, Person
from services.figures.export import Provenance
from services.indication.zone import evidence
from services.records.batches import attachment
from services.records.proofs import taken
from services.records.readable import names_of
from tests.services.indication.reviewing import plot, user

Open = Callable[..., AppTest]
Takings = dict[str, tuple[Provenance, dict[str, Callable[[], bytes]]]]
MANAGES = Person("GL01", "signed-in", MANAGER, "IP")
CASE = {
    "title": "示例案", "party": "示例商行", "act": "trademark_sale", "law": "trademark", "right": "trademark",
    "sector": "food", "township": "120111100", "office": "ZD", "channel": "market", "source": "inspection",
}  # fmt: skip


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Takings:
    """What the page offers to take away, by the key of its figure or table, though nobody opens the ⋯."""
    found: Takings = {}

    def take_away(_page: Any, provenance: Provenance, takings: list[figure.Taking], key: str) -> None:
        found[key] = provenance, {taking.ending: taking.make for taking in takings}

    monkeypatch.setattr(figure, "take_away", take_away)
    return found


@pytest.fixture
def many(store: Store, own_board: Any) -> Store:
    """76 cases of this year, a day each, of two sectors and two units."""
    rows = [
        {
            **CASE, "number": f"示例立〔2026〕{n}号", "opened_on": date.fromordinal(date(2026, 1, 1).toordinal() + n),
            "sector": "food" if n % 4 else "cement", "office": "ZD" if n % 2 else "FLD",
        }
        for n in range(1, 77)
    ]  # fmt: skip
    commit(store, MANAGES.actor, "案件", [Change("cases", row) for row in rows])
    return store


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("number", ["1", "2"])
def test_the_file_of_the_case_list_holds_every_case_that_fits(
    open_empty: Open, offered: Takings, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """Read in pieces smaller than the whole, whichever page of the table is looked at."""
    monkeypatch.setattr(cases, "PIECE", 20)
    board = open_empty("enforcement.py", lang="zh_CN", part="cases", as_of="2026-11-20", **{"from": "2026-01-01"})
    assert not board.exception
    about, files = offered["cases"]
    lines = files["csv"]().decode("utf-8-sig").splitlines()
    numbers = [line.split(",")[0] for line in lines if line.startswith("示例立")]
    assert len(numbers) == len(set(numbers)) == 76
    assert about.held == ""
    assert sum("示例立" in str(row[0]) for row in sheet(files["xlsx"]())) == 76


def test_a_file_read_after_somebody_committed_is_of_that_commit_and_says_so(
    many: Store, open_empty: Open, offered: Takings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It named the commit of the page over rows of a later one, and with another commit between two of its pieces, as
    here, held one case twice and lost another."""
    monkeypatch.setattr(cases, "PIECE", 20)
    open_empty("enforcement.py", lang="zh_CN", part="cases", as_of="2026-11-20", **{"from": "2026-01-01"})
    about, files = offered["cases"]

    def write(number: int) -> int:
        row = {**CASE, "number": f"示例立〔2026〕{number}号", "opened_on": date(2026, 5, 1)}
        with ThreadPoolExecutor(1) as another:
            return another.submit(commit, many, MANAGES.actor, "案件", [Change("cases", row)]).result().number

    named, read = write(101), cases._rows

    def slowly(*asked: Any) -> pl.DataFrame:
        found = read(*asked)
        write(200 + asked[3])
        return found

    monkeypatch.setattr(cases, "_rows", slowly)
    text = files["csv"]().decode("utf-8-sig")
    numbers = [line.split(",")[0] for line in text.splitlines() if line.startswith("示例立")]
    assert len(numbers) == len(set(numbers)) == 77
    assert about.commit < named
    assert f",{named}" in next(line for line in text.splitlines() if line.startswith("数据版本"))


@pytest.mark.usefixtures("many")
def test_a_file_that_holds_not_all_says_so_and_beside_its_button(
    open_empty: Open, offered: Takings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST", 30)
    monkeypatch.setattr(cases, "PIECE", 30)
    open_empty("enforcement.py", lang="zh_CN", part="cases", as_of="2026-11-20", **{"from": "2026-01-01"})
    about, files = offered["cases"]
    assert about.held == "共 76 件，仅含最新 30 件"
    assert about.held in files["csv"]().decode("utf-8-sig")
    assert any(about.held in str(row[0]) for row in sheet(files["xlsx"]())[:4])


@pytest.mark.parametrize(
    ("part", "key", "heeded"),
    [
        ("structure", "right", "商标"),
        ("cases", "cases", "商标"),
        ("timeliness", "overdue", "商标"),
        ("timeliness", "offices", ""),
        ("structure", "township", "商标"),
    ],
)
def test_every_file_says_which_filters_made_it(
    many: Store, open_empty: Open, offered: Takings, part: str, key: str, heeded: str
) -> None:
    """The filters in words, but none that the figure can't follow."""
    asked = {"sectors": "food", "offices": "ZD", "rights": "trademark", "from": "2026-01-01"}
    board = open_empty("enforcement.py", lang="zh_CN", part=part, as_of="2026-11-20", **asked)
    assert not board.exception
    about, files = offered[key]
    said = {text.split("：")[1] for text in about.filters.split("；")}
    followed = {"食品", names_of(many, "offices")["ZD"], heeded} - {""}
    assert said == followed
    assert f"筛选,{about.filters}" in files["csv"]().decode("utf-8-sig")
    assert any(about.filters in str(row[0]) for row in sheet(files["xlsx"]())[:4])
    if "svg" in files:
        assert "食品" in files["svg"]().decode()


def test_published_figures_carry_their_own_source_period_and_mark(open_demonstration: Open, offered: Takings) -> None:
    open_demonstration("enforcement.py", lang="zh_CN", sectors="food")
    about, files = offered["references"]
    text = files["csv"]().decode("utf-8-sig")
    assert not about.demonstration
    assert (about.period, about.filters, about.unchecked) == ("各行所列年度", "", 0)
    assert "演示" not in text


def test_no_table_of_drawing_coordinates(open_demonstration: Open, offered: Takings) -> None:
    open_demonstration("cultivation.py", lang="zh_CN", view="progress")
    text = offered["lattice"][1]["csv"]().decode("utf-8-sig")
    head = text.rsplit("\n\n", 1)[1].splitlines()[0]
    assert head == "市场,日期,计划,实际"


def test_tables_of_users_are_noted_when_they_leave_and_not_when_they_are_drawn(
    store: Store, open_empty: Open, offered: Takings, act_as: Callable[[Person], None]
) -> None:
    user(store, "A")
    commit(store, MANAGES.actor, "地块", [plot("P1", user="A", expected_yield=900.0)])
    act_as(MANAGES)
    open_empty("indication.py", lang="zh_CN", view="use")
    for key, ending in (("balance", "xlsx"), ("bearing", "csv"), ("bearing", "png")):
        noted = read_access(store).height
        offered[key][1][ending]()
        assert read_access(store).height == noted + 1
    assert set(read_access(store)["kind"]) == {"exported_unmasked"}


def test_kept_files_that_name_persons_are_noted_when_they_are_opened(store: Store) -> None:
    """A file of a batch, a proof of a market, a file of the zone's application."""
    file = put_attachment(store, b"%PDF-1.7 x", "示例.pdf", "application/pdf")
    row = {
        "topic": "quality",
        "item": "品质检测",
        "office": "IP",
        "attachment": file.sha256,
        "attachment_name": file.name,
    }
    number = commit(store, MANAGES.actor, "材料", [Change("zone_records", row)], files=[file]).number
    item = read_rows(store, "zone_records")["number"].item()
    assert read_access(store).is_empty()
    assert evidence(store, MANAGES, item) == b"%PDF-1.7 x"
    assert taken(store, MANAGES, MANAGES.sight, "assessments", file.sha256, "IP") == b"%PDF-1.7 x"
    assert attachment(store, MANAGES, number, file.sha256) == b"%PDF-1.7 x"
    noted = read_access(store)
    assert noted["kind"].to_list() == ["exported_unmasked"] * 3
    assert noted["code"].to_list() == ["GL01"] * 3
    assert all('"form": "file"' in detail for detail in noted["detail"])
    assert all("示例" not in detail for detail in noted["detail"]), "the name of a file may be somebody's"


def test_a_market_s_papers_and_the_approved_map_are_noted_when_they_leave(store: Store) -> None:
    """A paper names who is responsible, on a shared screen nobody; a map is a file as somebody handed it in."""
    found: Any = SimpleNamespace(market={"code": "SC001"})
    at_desk: Any = SimpleNamespace(store=store, person=MANAGES, screen=False)
    shared: Any = SimpleNamespace(store=store, person=MANAGES, screen=True)
    assert cultivation_papers._noted(at_desk, found, "docx", b"x") == b"x"
    assert cultivation_papers._noted(shared, found, "docx", b"x") == b"x"
    version: Any = SimpleNamespace(code="V1", map_approval_file="0" * 64)
    assert approval_card._taken_out(at_desk, version, b"y") == b"y"
    noted = read_access(store)
    assert noted["kind"].to_list() == ["exported_unmasked"] * 2
    assert sorted(json.loads(detail)["ledger"] for detail in noted["detail"]) == ["cultivation", "gi_areas"]
