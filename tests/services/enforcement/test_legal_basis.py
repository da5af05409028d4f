"""Legal bases on both sides of each change of law, and the amounts that remind of the police."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Store, read_rollup
from services.enforcement.legal_basis import basis, gains_note, reminder
from tests.refusing import refuses
from tests.services.enforcement.conftest import Keep

OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)

# domain: the new 商标法 57→72, 60→74, 52→62, bad faith →54; 令80 第三十条; 商标一般违法 第三条.
BOTH_SIDES = [
    ("trademark_sale", OLD, "商标法", "第五十七条（处罚第六十条）"),
    ("trademark_sale", NEW, "商标法（新）", "第七十二条（处罚第七十四条）"),
    ("trademark_use", date(2023, 5, 29), "商标法", "第五十七条（处罚第六十条）"),
    ("trademark_bag", date(2030, 1, 1), "商标法（新）", "第七十二条（处罚第七十四条）"),
    ("posing_registered", OLD, "商标法", "第五十二条"),
    ("posing_registered", NEW, "商标法（新）", "第六十二条"),
    ("bad_faith_filing", OLD, "商标一般违法判断标准", "第三条"),
    ("bad_faith_filing", NEW, "商标法（新）", "第五十四条（罚款至多10万元）"),
    ("mark_altered", OLD, "商标一般违法判断标准", "第三条"),
    ("mark_altered", NEW, "商标法（新）", None),
    ("gi_misuse", date(2024, 2, 1), "地理标志产品保护办法（令80）", "第三十条"),
    ("mark_forgery", NEW, "地理标志产品保护办法（令80）", "第三十条"),
]


@pytest.mark.parametrize(("act", "day", "law", "article"), BOTH_SIDES)
def test_a_basis_holds_between_its_days(act: str, day: date, law: str, article: str | None):
    found = basis(act, day)
    assert found is not None
    assert (found.law.zh, found.article and found.article.zh) == (law, article)


@pytest.mark.parametrize(("act", "day"), [("gi_misuse", date(2024, 1, 31)), ("confusion", NEW), ("agency", OLD)])
def test_what_is_not_verified_has_no_basis(act: str, day: date):
    assert basis(act, day) is None


def test_every_trademark_and_gi_act_has_a_basis_on_both_sides():
    others = {"counterfeit_goods", "fake_patent", "seed_label", "confusion", "agency", "other"}
    for choice in ledger("cases").column("act").options():
        assert (basis(choice.code, OLD) is None) == (choice.code in others), choice.code
        assert (basis(choice.code, NEW) is None) == (choice.code in others), choice.code


def test_figures_that_span_the_change_add_up_by_act(store: Store, keep: Keep):
    for number, day in enumerate((OLD, OLD, NEW)):
        keep("cases", {"number": str(number), "act": "trademark_sale", "opened_on": day})
    counted = read_rollup(store, "case_months").filter(event="opened")
    assert counted.group_by("act").agg(pl.col("n").sum()).rows() == [("trademark_sale", 3)]


def case(**values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("transferred_on", "decided_on", "illegal_gains", "illegal_turnover", "goods_value"))
    return {**empty, "act": "trademark_sale", "reported_value": Decimal(900_000), **values}


DAY = date(2025, 4, 26)
AMOUNTS = [
    ("trademark_sale", {"illegal_gains": 30_000}, {"illegal_gains"}),
    ("trademark_sale", {"illegal_gains": 29_999, "illegal_turnover": 49_999, "goods_value": 149_999}, set()),
    ("trademark_sale", {"illegal_turnover": 50_000, "goods_value": 150_000}, {"illegal_turnover", "goods_value"}),
    ("trademark_use", {"illegal_turnover": 50_000, "goods_value": 150_000}, {"illegal_turnover"}),
    ("fake_patent", {"illegal_gains": 99_999, "illegal_turnover": 199_999}, set()),
    ("fake_patent", {"illegal_gains": 100_000, "illegal_turnover": 200_000}, {"illegal_gains", "illegal_turnover"}),
    ("trademark_sale", {}, set()),
]


@pytest.mark.parametrize(("act", "amounts", "reached"), AMOUNTS)
def test_amounts_from_which_the_police_are_to_be_considered(act: str, amounts: dict[str, int], reached: set[str]):
    found = reminder(case(act=act, **{name: Decimal(value) for name, value in amounts.items()}), DAY)
    assert found is not None
    assert set(found.reached) == reached
    assert found.threshold.source.zh == "法释〔2025〕5号"


def test_no_reminder_before_the_rule_nor_after_the_transfer_nor_of_other_acts():
    large = case(illegal_gains=Decimal(80_000))
    assert reminder(large, date(2025, 4, 25)) is None
    assert reminder({**large, "decided_on": date(2025, 4, 25)}, date(2026, 1, 1)) is None
    assert reminder({**large, "decided_on": date(2026, 1, 2)}, DAY) is not None
    assert reminder({**large, "transferred_on": DAY}, DAY) is None
    assert reminder({**large, "transferred_on": date(2025, 5, 6)}, DAY) is not None
    assert reminder({**large, "act": "confusion"}, DAY) is None


def test_a_span_across_the_new_way_of_counting_gains_says_so():
    before, first = date(2026, 3, 19), date(2026, 3, 20)
    assert gains_note(before, first) is not None
    assert gains_note(date(2026, 1, 1), before) is None
    assert gains_note(first, date(2026, 12, 31)) is None


ONE = '{ law = { zh = "甲", en = "A" }, until = 2026-12-31 }'


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (f'[infringement]\nacts = ["nothing"]\nbases = [{ONE}]', r"acts.*no act nothing"),
        (f'[infringement]\nacts = ["gi_misuse"]\nbases = [{ONE}]', r"acts.*gi_misuse has one"),
        (f"[infringement]\nbases = [{ONE}, {ONE}]", r"bases.*days overlap"),
    ],
)
def test_a_faulty_basis_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, said: str):
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "legal-bases.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    assert basis("trademark_sale", OLD) is not None
    assert refuses(said)
