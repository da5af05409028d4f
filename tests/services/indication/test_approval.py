"""A 审图号 is given to one map, with its day and the map itself, and stands on no other."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.store import Store, attachments_of
from data.store.errors import StoreError
from services.days.clock import FixedClock
from services.indication.approval import approval_of, approved_map, record_approval, take_back_approval
from services.indication.on_paper import area, on_paper
from services.indication.print_map.content import COUNTS, Layers, Pin
from services.indication.review import sign_off, submit
from services.indication.versions import SourceFile, Version, add_version, version
from services.maps.approval import NotApproved, read_number
from services.maps.credit import credit
from services.records.proofs import ProofRefused
from services.words.language import language
from tests.services.indication.reviewing import AUTHOR, CHOSEN_SECOND, CLOCK, SECOND, SQUARE, WIDER, draft

ZH = language("zh_CN")
PNG = b"\x89PNG\r\n\x1a\nmap"
IMAGE = SourceFile("审定图.png", PNG)
DAY = date(2026, 10, 12)
WARNING = "内部工作用图，未经地图审核，不得公开"


def signed(store: Store, outline: str = SQUARE) -> Version:
    code = add_version(store, AUTHOR, draft(outline), clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    sign_off(store, SECOND, version(store, code), clock=CLOCK)
    return version(store, code)


@pytest.mark.parametrize(
    ("typed", "written", "year"),
    [
        ("津S(2026)012号", "津S(2026)012号", 2026),
        ("审图号：津S〔2026〕012号", "津S(2026)012号", 2026),
        (" 审图号:GS（2023）1234号 ", "GS(2023)1234号", 2023),
        ("GS京(2022)1061号", "GS京(2022)1061号", 2022),
        ("津Ｓ[2026]012 号", "津S(2026)012号", 2026),
        ("豫S【2020年】010号", "豫S(2020)010号", 2020),
    ],
)
def test_the_spellings_of_a_number(typed: str, written: str, year: int) -> None:
    assert (read_number(typed).written, read_number(typed).year) == (written, year)


@pytest.mark.parametrize(
    "typed", ["", "x", "待批", "津S2026012", "津S(2026)号", "XS(2026)012号", "津S(1026)012号", "<b>津S(2026)012号</b>"]
)
def test_any_other_text_is_no_number(typed: str) -> None:
    with pytest.raises(NotApproved):
        read_number(typed)


def test_an_agency_that_reviews_no_map_of_tianjin_is_doubted() -> None:
    assert read_number("津S(2026)012号").doubt is None
    doubt = read_number("京S(2026)012号").doubt
    assert doubt is not None
    assert "京S" in doubt.zh


@pytest.mark.both_databases
def test_number_day_and_map_are_kept_together(store: Store) -> None:
    drawn = signed(store)
    record_approval(store, AUTHOR, drawn, "津S〔2026〕012号", DAY, IMAGE, clock=CLOCK)
    kept = version(store, drawn.code)
    assert (kept.map_approval, kept.map_approved_on, kept.state) == ("津S(2026)012号", DAY, "final")
    assert approved_map(store, AUTHOR, kept) == ("审定图.png", "image/png", PNG)
    assert attachments_of(store, [kept.map_approval_file or ""])
    take_back_approval(store, AUTHOR, kept, "填错了图")
    after = version(store, drawn.code)
    assert (after.map_approval, after.map_approved_on, after.map_approval_file) == (None, None, None)


@pytest.mark.parametrize(
    ("number", "on", "image"),
    [
        ("随便", DAY, IMAGE),
        ("津S(2026)012号", None, IMAGE),
        ("津S(2026)012号", date(2026, 12, 1), IMAGE),
        ("津S(2025)012号", DAY, IMAGE),
        ("津S(2026)012号", DAY, None),
        ("津S(2026)012号", DAY, SourceFile("批文.docx", b"PK\x03\x04")),
    ],
)
def test_a_number_without_all_that_belongs_to_it_is_refused(
    store: Store, number: str, on: date | None, image: SourceFile | None
) -> None:
    drawn = signed(store)
    with pytest.raises(NotApproved):
        record_approval(store, AUTHOR, drawn, number, on, image, clock=CLOCK)
    with pytest.raises(ProofRefused):
        record_approval(store, AUTHOR, drawn, "津S(2026)012号", DAY, SourceFile("图.png", b"GIF89a"), clock=CLOCK)
    assert version(store, drawn.code).map_approval is None


def test_a_draft_a_rehearsal_and_the_demonstration_have_no_number(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(), clock=CLOCK)
    with pytest.raises(StoreError):
        record_approval(store, AUTHOR, version(store, code), "津S(2026)012号", DAY, IMAGE, clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    sign_off(store, CHOSEN_SECOND, version(store, code), clock=CLOCK)
    with pytest.raises(StoreError):
        record_approval(store, AUTHOR, version(store, code), "津S(2026)012号", DAY, IMAGE, clock=CLOCK)
    sign_off(store, SECOND, version(store, code), clock=CLOCK, kind="demonstration")
    with pytest.raises(StoreError):
        record_approval(store, AUTHOR, version(store, code), "津S(2026)012号", DAY, IMAGE, clock=CLOCK)


def test_it_stands_on_the_map_of_that_version_alone(store: Store) -> None:
    drawn = signed(store)
    record_approval(store, AUTHOR, drawn, "津S(2026)012号", DAY, IMAGE, clock=CLOCK)
    own = version(store, drawn.code)
    shown = area(own.title, own.kind, own.state, own.geometry, ZH)
    alone = on_paper([shown], pl.DataFrame(schema={**COUNTS, "geometry": pl.String, "point": pl.String}), (), (), ZH)
    assert approval_of(own, alone) == "津S(2026)012号"
    other = replace(shown, geometry=WIDER)
    counted = pl.DataFrame([("示例村", 3, None, None)], schema=COUNTS, orient="row")
    for more in (
        Layers(areas=(other, shown)),
        Layers(areas=(other,)),
        Layers(areas=(shown,), counts=counted),
        Layers(areas=(shown,), pins=(Pin((116.955, 39.055), "检查结果"),)),
        Layers(areas=(shown,), added=WIDER),
        Layers(),
    ):
        assert approval_of(own, more) is None
    assert approval_of(replace(own, map_approval_file=None), alone) is None
    assert approval_of(None, alone) is None


def test_a_number_of_the_basemap_leaves_the_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.maps.credit.basemap_number", lambda: "GS(2024)0650号")
    first, second = credit(ZH, "2026年11月22日")
    assert "GS(2024)0650号" in first
    assert second == WARNING
    assert credit(ZH, "2026年11月22日", "津S(2026)012号")[1].startswith("审图号：津S(2026)012号")


def test_the_years_of_number_and_day_agree(store: Store) -> None:
    drawn = signed(store)
    clock = FixedClock(date(2027, 1, 5))
    record_approval(store, AUTHOR, drawn, "津S(2026)012号", date(2026, 12, 30), IMAGE, clock=clock)
    assert version(store, drawn.code).map_approved_on == date(2026, 12, 30)
