"""What may be seen of persons and of cases that are not decided yet."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.ledgers import ledger
from services.access.privacy import HIDDEN, conceal, mask_name, withheld
from services.access.rights import MASKED, Sight

CASES = ledger("cases")
# GB 32100-2015: the 31 signs, and 3^(i-1) mod 31.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def coded(seventeen: str) -> str:
    """A credit code with its check character."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(seventeen))
    return seventeen + SIGNS[-total % 31]


def row(**values: object) -> pl.DataFrame:
    """One decided case, with what the test gives."""
    given = {"number": "1", "decided_on": date(2026, 5, 29), **values}
    return pl.DataFrame([given], schema={name: CASES.schema[name] for name in given})


def test_the_first_character_of_a_name_stays() -> None:
    assert [mask_name(name) for name in ("张三", "欧阳小明", "王")] == ["张＊", "欧＊＊＊", "王＊"]


def test_a_masked_frame_says_what_mask_name_says() -> None:
    shown = conceal(row(party="欧阳小明"), CASES, MASKED)
    assert shown["party"].item() == mask_name("欧阳小明")


def test_an_undecided_case_hides_party_title_and_note() -> None:
    frame = row(title="某案", party="示例商行", credit_code="X", note="线索", decided_on=None)
    shown = conceal(frame, CASES, MASKED, language="en")
    assert shown.select("title", "party", "credit_code", "note").row(0) == ("Not public",) * 4
    assert shown["number"].item() == "1"


def test_without_the_date_column_nothing_is_taken_for_decided() -> None:
    shown = conceal(row(party="示例商行").drop("decided_on"), CASES, MASKED)
    assert shown["party"].item() == HIDDEN.zh


def test_what_is_empty_stays_empty() -> None:
    assert conceal(row(party=None, decided_on=None), CASES, MASKED)["party"].item() is None


def test_an_organisation_is_named_once_decided_but_not_on_a_shared_screen() -> None:
    frame = row(title="示例商行销售假冒食品案", party="示例商行")
    assert conceal(frame, CASES, MASKED)["party"].item() == "示例商行"
    on_screen = conceal(frame, CASES, Sight(screen=True))
    assert on_screen.select("party", "title").row(0) == ("示＊＊＊", "示＊＊＊销售假冒食品案")


def test_names_and_numbers_vanish_from_free_text() -> None:
    note = "张三电话13812345678，139-1234-5678；证件110101199003071234，工单20230529001"
    shown = conceal(row(party="张三", note=note), CASES, MASKED)
    assert shown["note"].item() == (
        "张＊电话138＊＊＊＊＊＊＊＊，139＊＊＊＊＊＊＊＊；证件110＊＊＊＊＊＊＊＊，工单20230529001"
    )


def test_a_name_with_signs_of_a_pattern_is_taken_literally() -> None:
    shown = conceal(row(party="A.B", note="AxB与A.B"), CASES, MASKED)
    assert shown["note"].item() == "AxB与A＊＊"


def test_a_shared_screen_shows_no_credit_code() -> None:
    frame = pl.DataFrame({"object_name": ["示例商行"], "credit_code": ["91999999MA00000000"]})
    assert conceal(frame, ledger("inspections"), Sight(screen=True))["credit_code"].item() == HIDDEN.zh
    assert conceal(frame, ledger("inspections"), MASKED)["credit_code"].item() == "91999999MA00000000"


def test_masking_twice_changes_nothing() -> None:
    once = conceal(row(party="张三", title="张三案"), CASES, MASKED)
    assert conceal(once, CASES, MASKED).equals(once)


@pytest.mark.parametrize(
    ("party", "title", "shown"),
    [
        ("孙 悦", "孙悦销售假冒白酒案", "孙＊销售假冒白酒案"),
        ("孙悦", "孙　悦销售假冒白酒案", "孙＊销售假冒白酒案"),
        ("周五、吴六", "周五、吴六销售假冒白酒案", "周＊、吴＊销售假冒白酒案"),
        ("郑七等3人", "郑七等人销售假冒白酒案", "郑＊等人销售假冒白酒案"),
        ("利民商店（经营者：王八）", "王八经营的利民商店假冒案", "王＊经营的利民商店假冒案"),
        ("买买提•艾力", "买买提·艾力假冒案", "买＊＊＊假冒案"),
        ("John Smith", "john  smith假冒案", "J＊＊＊假冒案"),
    ],
)
def test_a_name_vanishes_from_the_rows_texts_however_it_is_spelt(party: str, title: str, shown: str) -> None:
    assert conceal(row(party=party, title=title), CASES, MASKED)["title"].item() == shown


@pytest.mark.parametrize(
    ("party", "code", "shown"),
    [
        ("示例新零售", None, "示＊＊＊"),
        ("示例新零售", coded("91120111MA05XR8D1"), "示例新零售"),
        ("示例新零售", "91120111MA05XR8D1?", "示＊＊＊"),
        ("示例新零售", coded("92120111MA05XR8D1"), "示＊＊＊"),
        ("张三", coded("91120111MA05XR8D1"), "张＊"),
        ("示例新零售（负责人：张三）", coded("91120111MA05XR8D1"), "示例新零售（负责人：张＊）"),
    ],
)
def test_a_valid_code_of_an_organisation_proves_its_name(party: str, code: str | None, shown: str) -> None:
    assert conceal(row(party=party, credit_code=code), CASES, MASKED)["party"].item() == shown


HOME = "天津市西青区杨柳青镇柳口路12号3门501"
OWN = Sight(frozenset({"ZD"}))


@pytest.mark.parametrize(
    ("sight", "party", "decided", "shown"),
    [
        (MASKED, "张三", True, "杨柳青镇＊＊＊"),
        (MASKED, "利民商店", True, "杨柳青镇＊＊＊"),
        (MASKED, "利民商店", False, HIDDEN.zh),
        (Sight(None, names=True, screen=True), "利民商店", True, "杨柳青镇＊＊＊"),
        (Sight(None, names=True, screen=True), "利民商店", False, HIDDEN.zh),
        (OWN, "利民商店", False, HOME),
        (OWN, "张三", False, "杨柳青镇＊＊＊"),
        (replace(OWN, names=True), "张三", False, HOME),
        (Sight(frozenset({"FLD"}), names=True), "张三", False, HIDDEN.zh),
    ],
)
def test_of_an_address_only_the_town_is_shown(sight: Sight, party: str, decided: bool, shown: str) -> None:
    day = date(2026, 5, 29) if decided else None
    frame = row(party=party, office="ZD", address=HOME, point="117.01,39.13", decided_on=day)
    seen = conceal(frame, CASES, sight)
    assert seen["address"].item() == shown
    assert (seen["point"].item() == "117.01,39.13") is (shown == HOME)


@pytest.mark.parametrize("address", ["示例市场A区12号", "张三家", "柳口路12号（杨柳镇）"])
def test_an_address_without_a_town_of_the_registry_shows_nothing(address: str) -> None:
    assert conceal(row(address=address), CASES, MASKED)["address"].item() == "＊＊＊"


@pytest.mark.parametrize(
    ("value", "masked"), [("张＊", True), (" 未公开 ", True), ("Not public", True), ("5*3", False)]
)
def test_a_cell_the_board_masked_is_known(value: str, masked: bool) -> None:
    assert withheld(value) is masked
