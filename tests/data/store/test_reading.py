"""Reading: filters, search, order, pages of rows, and the store as it was known."""

from datetime import date

import pytest

from data.store import Change, Looking, Range, Store, commit, count_rows, read_rollup, read_rows
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases


@pytest.fixture
def filled(store: Store) -> Store:
    rows = [
        market("SC001"),
        market("SC002"),
        case(
            "甲1", market="SC001", opened_on=date(2023, 1, 5), sector="food", party="张三", decided_on=date(2023, 2, 1)
        ),
        case("甲2", market="SC002", opened_on=date(2023, 3, 5), sector="drugs", party="张四"),
        case("甲3", opened_on=date(2023, 5, 5), sector="cement", title="100%棉_示例"),
    ]
    commit(store, OFFICER, "录入", rows)
    return store


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ({}, ["甲1", "甲2", "甲3"]),
        ({"sector": "food"}, ["甲1"]),
        ({"sector": ["food", "cement"]}, ["甲1", "甲3"]),
        ({"market": "SC002"}, ["甲2"]),
        ({"market": None}, ["甲3"]),
        ({"market": "SC404"}, []),
        ({"opened_on": Range(date(2023, 1, 6), date(2023, 5, 5))}, ["甲2", "甲3"]),
        ({"decided_on": Range()}, ["甲1"]),
    ],
)
def test_filters(filled: Store, where: dict, numbers: list[str]) -> None:
    assert read_rows(filled, "cases", where=where, order=("number",))["number"].to_list() == numbers
    assert count_rows(filled, "cases", where=where) == len(numbers)


def test_a_page_of_rows_in_order(filled: Store) -> None:
    page = read_rows(filled, "cases", order=("-opened_on",), limit=1, offset=1, columns=["number", "market"])
    assert page.select("number", "market").rows() == [("甲2", "SC002")]


def test_search_takes_signs_of_patterns_literally(filled: Store) -> None:
    assert count_rows(filled, "cases", text="100%棉_") == 1
    assert count_rows(filled, "cases", text="100_棉") == 0


def test_disclosed_search_does_not_find_parties_of_undecided_cases(filled: Store) -> None:
    assert count_rows(filled, "cases", text="张") == 2
    assert read_rows(filled, "cases", text="张", looking=Looking((), personal=True))["number"].to_list() == ["甲1"]


def test_the_store_as_known_at_an_earlier_commit(filled: Store) -> None:
    row = read_rows(filled, "cases", where={"number": "甲1"}).row(0, named=True)
    commit(filled, OFFICER, "更正", [Change("cases", {"sector": "other"}, id=row["id"]), case("甲4")])
    then = read_rows(filled, "cases", known_at=2, order=("number",))
    assert then.select("number", "sector").rows() == [("甲1", "food"), ("甲2", "drugs"), ("甲3", "cement")]
    assert read_rows(filled, "cases", known_at=2, where={"market": "SC001"})["number"].to_list() == ["甲1"]
    opened = read_rollup(filled, "case_days", known_at=2)
    assert sorted(opened.filter(event="opened")["sector"]) == ["cement", "drugs", "food"]
