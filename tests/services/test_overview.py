"""The overview's periods, lines and changes, against values counted by hand."""

from datetime import date

import pytest

from data.store import Store, commit
from data.store.commits import DEMONSTRATION
from services import overview
from services.facts import StoreFacts
from services.overview import Matter
from tests.data.store.examples import OFFICER, case, market


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2023, 6, 4), (date(2022, 1, 1), date(2022, 6, 4))),
        (date(2024, 2, 29), (date(2023, 1, 1), date(2023, 2, 28))),
        (date(2023, 1, 1), (date(2022, 1, 1), date(2022, 1, 1))),
    ],
)
def test_same_days_last_year(day: date, before: tuple[date, date]) -> None:
    assert overview.same_days_last_year(day) == before


def test_the_week_begins_on_monday() -> None:
    # 4 June 2023 is a Sunday.
    assert overview.week_of(date(2023, 6, 4)) == (date(2023, 5, 29), date(2023, 6, 4))


def test_numbers_compare_the_same_days(store: Store) -> None:
    opened = [date(2023, 5, 29), date(2023, 6, 4), date(2023, 6, 5), date(2022, 6, 4), date(2022, 6, 5)]
    commit(store, OFFICER, "录入", [case(f"{n}", opened_on=day) for n, day in enumerate(opened)])
    numbers = {number.indicator.code: number for number in overview.numbers(StoreFacts(store), date(2023, 6, 4))}
    cases = numbers["cases_opened"]
    assert (cases.now, cases.before, cases.week) == (2, 1, 2)
    assert numbers["inspections_made"].now is None


def test_sectors_add_up_to_the_total(store: Store) -> None:
    sectors = ["food", "food", "cement", "other"]
    commit(store, OFFICER, "录入", [case(f"{n}", sector=sector) for n, sector in enumerate(sectors)])
    counted = overview.by_sector(StoreFacts(store), date(2023, 12, 31))
    assert counted["now"].sum() == len(sectors)
    assert dict(counted.select("sector", "now").iter_rows()) == {
        "food": 2,
        "drugs": 0,
        "seeds": 0,
        "cement": 1,
        "public_health": 0,
        "other": 1,
    }


def test_longest_open_cases_as_of_a_day(store: Store) -> None:
    rows = [
        case("早", opened_on=date(2023, 1, 1)),
        case("后结", opened_on=date(2023, 2, 1), closed_on=date(2023, 6, 5)),
        case("已结", opened_on=date(2023, 1, 15), closed_on=date(2023, 6, 4)),
        case("未立", opened_on=date(2023, 6, 5)),
    ]
    commit(store, OFFICER, "录入", rows)
    assert overview.longest_open(store, date(2023, 6, 4), 6) == [
        Matter("case", "早", "执法支队", 154),
        Matter("case", "后结", "执法支队", 123),
    ]


@pytest.mark.parametrize(
    ("cases", "reports", "shown"), [(9, 9, (3, 3)), (9, 1, (5, 1)), (2, 9, (2, 4)), (0, 2, (0, 2))]
)
def test_six_lines_are_shared(cases: int, reports: int, shown: tuple[int, int]) -> None:
    lines = overview.attention(
        [Matter("case", f"{n}", "所", n) for n in range(cases)],
        [Matter("report", f"{n}", "所", n) for n in range(reports)],
    )
    kinds = [line.kind for line in lines]
    assert (kinds.count("case"), kinds.count("report")) == shown


def test_changes_are_counted_by_ledger(store: Store) -> None:
    commit(store, OFFICER, "录入", [market(), case("1"), case("2")])
    today = store.now().date()
    changed = overview.changes_since(store, today.replace(year=today.year - 1))
    assert changed.select("ledger", "added").rows() == [("cases", 2), ("markets", 1)]
    assert overview.changes_since(store, today.replace(year=today.year + 1)).is_empty()


def test_changes_of_the_demonstration_are_not_counted_once_it_is_removed(store: Store) -> None:
    commit(store, OFFICER, "演示", [case("1"), case("2")], kind=DEMONSTRATION)
    commit(store, OFFICER, "首批", [case("3")], remove_demonstration=True)
    changed = overview.changes_since(store, date(2020, 1, 1))
    assert changed.select("ledger", "added", "withdrawn").rows() == [("cases", 1, 0)]


def test_a_year_before_anybody_reported_is_not_zero(store: Store) -> None:
    commit(store, OFFICER, "录入", [case("1", opened_on=date(2023, 5, 29))])
    counted = overview.by_sector(StoreFacts(store), date(2023, 6, 4))
    assert counted["before"].null_count() == counted.height
    numbers = {number.indicator.code: number for number in overview.numbers(StoreFacts(store), date(2023, 6, 4))}
    assert (numbers["cases_opened"].now, numbers["cases_opened"].before) == (1, None)
