"""Markets: what is counted in which months, filters in any order, one market's past."""

from datetime import UTC, date, datetime
from itertools import permutations

import polars as pl
import pytest

from data.registry import entries
from data.store import Change, Store, commit, read_rows
from services.access.rights import MASKED
from services.cultivation.colouring import by_stage
from services.days.months import months_up_to
from services.maps.colouring import coloured
from services.markets import register as markets
from services.markets.colourings import COLOURINGS, by_office
from services.records.facts import StoreFacts
from services.records.submissions import obligations
from tests.data.store.examples import OFFICER, case, market

END = date(2023, 6, 30)


def inspection(code: str, day: date) -> Change:
    values = {"inspected_on": day, "market": code, "office": "ZD", "township": "120111101", "sector": "food"}
    return Change("inspections", {**values, "theme": "counterfeit", "reason": "routine", "problems": 2})


@pytest.fixture
def filled(store: Store) -> Store:
    rows = [
        market("SC001", kind="mall", merchants=50, point="117.000000,39.100000"),
        market("SC002", kind="wet_market", office="IP", merchants=0, status="closed", operator="示例公司"),
        case("早", market="SC001", opened_on=date(2022, 6, 30)),
        case("首月", market="SC001", opened_on=date(2022, 7, 1)),
        case("末月", market="SC001", opened_on=END, sector="drugs"),
        case("次月", market="SC001", opened_on=date(2023, 7, 1)),
        inspection("SC001", date(2023, 5, 4)),
        inspection("SC001", date(2023, 7, 2)),
    ]
    commit(store, OFFICER, "录入", rows)
    hand_in(store, "cases", "inspections")
    return store


def hand_in(store: Store, *ledgers: str) -> None:
    """Every unit that owes them handed in these ledgers for the twelve months up to END."""
    given = {"content": "nothing", "by": "system", "at": datetime(2023, 7, 5, tzinfo=UTC)}
    owed = obligations(store).filter(pl.col("ledger").is_in(ledgers))
    periods = [f"{month:%Y-%m}" for month in pl.date_range(date(2022, 7, 1), END, "1mo", eager=True)]
    changes = [
        Change("submissions", {"office": office, "ledger": ledger, "period": period, **given})
        for office, ledger in owed.select("office", "ledger").iter_rows()
        for period in periods
    ]
    commit(store, OFFICER, "报送", changes)


def test_no_row_from_a_unit_that_has_not_reported_is_no_zero(filled: Store) -> None:
    """Complaints are handed in by nobody, then by all units; a month of cases is withdrawn again."""
    assert known(filled)["complaints"].to_list() == [None, None]
    hand_in(filled, "complaints")
    assert known(filled)["complaints"].to_list() == [0, 0]
    june = read_rows(filled, "submissions", where={"ledger": "cases", "office": "ZD", "period": "2023-06"})
    commit(filled, OFFICER, "撤回", [Change("submissions", id=june["id"][0], version=1, withdraw="撤回")])
    assert known(filled)["cases"].to_list() == [2, None]


def test_a_market_that_was_never_inspected_is_not_one_without_data(filled: Store) -> None:
    found, _ = coloured(known(filled), COLOURINGS["inspected"][1], END, "zh_CN", "light")
    assert found["class_text"].to_list() == ["31—90 天", "从未检查"]
    later, _ = coloured(
        markets.known(StoreFacts(filled), markets.register(filled, MASKED), date(2023, 8, 3)),
        COLOURINGS["inspected"][1], date(2023, 8, 3), "zh_CN", "light",
    )  # fmt: skip
    assert later["class_text"].to_list() == ["31—90 天", None]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (END, (date(2022, 7, 1), END)),
        (date(2023, 7, 15), (date(2022, 7, 1), END)),
        (date(2023, 1, 1), (date(2022, 1, 1), date(2022, 12, 31))),
        (date(2024, 2, 29), (date(2023, 3, 1), date(2024, 2, 29))),
    ],
)
def test_the_last_twelve_whole_months(day: date, months: tuple[date, date]) -> None:
    assert months_up_to(day) == months


def known(store: Store, sector: str | None = None) -> pl.DataFrame:
    return markets.known(StoreFacts(store), markets.register(store, MASKED), END, sector)


def test_counts_of_whole_months_and_the_exact_day_of_the_last_inspection(filled: Store) -> None:
    found = known(filled).select("code", "cases", "complaints", "inspected_on").rows()
    assert found == [("SC001", 2, None, date(2023, 5, 4)), ("SC002", 0, None, None)]
    assert known(filled, "drugs")["cases"].to_list() == [1, 0]


def test_filters_in_any_order_find_the_same(filled: Store) -> None:
    wanted = {"kind": "mall", "office": "ZD", "township": "120111101", "status": "open", "text": "sc001"}
    results = []
    for names in permutations(wanted):
        found = known(filled)
        for name in names:
            found = markets.chosen(found, **{name: wanted[name]})
        results.append(found["code"].to_list())
    assert all(result == ["SC001"] for result in results)
    assert markets.chosen(known(filled), text="示例公司")["code"].to_list() == ["SC002"]
    assert markets.chosen(known(filled), text=".*").is_empty()


@pytest.mark.parametrize(
    ("colouring", "texts"),
    [
        ("kind", ["商场", "菜市场"]),
        ("cases", ["2—3 件", "0 件"]),
        ("inspected", ["31—90 天", "从未检查"]),
        ("complaints", [None, None]),
        # Two cases among fifty merchants are four per hundred; a market without merchants has no rate.
        ("cases_rate", ["3—6 件", None]),
    ],
)
def test_classes_by_hand(filled: Store, colouring: str, texts: list[str | None]) -> None:
    found, legend = coloured(known(filled), COLOURINGS[colouring][1], END, "zh_CN", "light")
    assert found["class_text"].to_list() == texts
    assert found["colour"].is_null().to_list() == [text is None for text in texts]
    assert (("尚无数据", None) in legend) == (None in texts)


def test_a_rate_is_not_rounded_over_a_bound() -> None:
    """One case among 101 merchants was put with the rates from 1 on, three among 100 belong to those from 3 on."""
    counts = pl.DataFrame({"cases": [0, 1, 1, 3, 299, 6, None], "merchants": [9, 101, 100, 100, 10_000, 100, 5]})
    classes = COLOURINGS["cases_rate"][1].classes(counts, END)
    assert classes.to_list() == ["0", "1", "2", "3", "2", "4", None]


def test_offices_keep_their_colours_whatever_is_shown(filled: Store) -> None:
    how = by_office({"IP": "知识产权科", "ZD": "执法支队"})
    whole, _ = coloured(known(filled), how, END, "zh_CN", "light")
    part, _ = coloured(markets.chosen(known(filled), office="ZD"), how, END, "zh_CN", "light")
    assert part["colour"].to_list() == whole.filter(pl.col("office") == "ZD")["colour"].to_list()


def test_stages_are_coloured_from_light_to_dark_and_who_is_on_no_ladder_is_said_so(filled: Store) -> None:
    found, legend = coloured(known(filled), by_stage({"SC001": "review"}), END, "zh_CN", "light")
    assert found["class_text"].to_list() == ["评审", "不在培育"]
    assert [text for text, _ in legend] == ["评审", "不在培育"]
    every = by_stage({}).legend("zh_CN", "light")
    assert [code for code, _, _ in every] == [*(entry.code for entry in entries("stages")), ""]
    assert len({tint for _, _, tint in every}) == len(every)


def test_a_markets_past_the_newest_first_and_not_after_the_day(filled: Store) -> None:
    past = markets.timeline(filled, "SC001", END)
    assert past.select("day", "ledger", "what").rows() == [
        (END, "cases", "trademark_sale"),
        (date(2023, 5, 4), "inspections", "counterfeit"),
        (date(2022, 7, 1), "cases", "trademark_sale"),
        (date(2022, 6, 30), "cases", "trademark_sale"),
    ]
    assert past.filter(ledger="inspections")["problems"].to_list() == [2]
