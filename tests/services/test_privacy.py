"""What may be seen of persons and of cases that are not decided yet."""

from datetime import date

import polars as pl
import pytest

from data.ledgers import ledger
from services.privacy import HIDDEN, conceal, is_person, mask_name, withheld
from services.rights import MASKED, Sight

CASES = ledger("cases")


def row(**values: object) -> pl.DataFrame:
    """One decided case, with what the test gives."""
    given = {"number": "1", "decided_on": date(2026, 5, 29), **values}
    return pl.DataFrame([given], schema={name: CASES.schema[name] for name in given})


@pytest.mark.parametrize("name", ["张三", "欧阳小明", "买买提·艾力", "王行", "李子轩", "John Smith", " 张三 "])
def test_a_persons_name_is_known(name: str) -> None:
    assert pl.select(is_person(pl.lit(name))).item()


@pytest.mark.parametrize(
    "name", ["利民商店", "顺达商行", "福满超市", "示例水泥制品厂", "某某公司", "菜市场", "张三食品店", "Smith Co Ltd"]
)
def test_an_organisation_is_no_person(name: str) -> None:
    assert not pl.select(is_person(pl.lit(name))).item()


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
    ("value", "masked"), [("张＊", True), (" 未公开 ", True), ("Not public", True), ("5*3", False)]
)
def test_a_cell_the_board_masked_is_known(value: str, masked: bool) -> None:
    assert withheld(value) is masked
