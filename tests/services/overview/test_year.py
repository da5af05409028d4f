"""The overview's periods, lines and changes, against values counted by hand."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from data.store import Change, Store, commit
from data.store.commits import DEMONSTRATION
from data.store.tables import table
from services.overview import year as overview
from services.overview.year import Matter, Number
from services.records.facts import StoreFacts
from services.records.reported import Known
from services.records.submissions import obligations
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


def handed_in(store: Store, *periods: str, ledger: str = "cases", offices: tuple[str, ...] | None = None) -> None:
    """Every unit that owes a ledger, or the named ones, handed in these months."""
    owing = obligations(store).filter(pl.col("ledger") == ledger)["office"]
    given = {"ledger": ledger, "content": "rows", "by": "system", "at": datetime(2023, 7, 3, tzinfo=UTC)}
    commit(
        store,
        OFFICER,
        "报送",
        [
            Change("submissions", {"office": office, "period": period, **given})
            for office in owing
            if offices is None or office in offices
            for period in periods
        ],
    )


MONTHS = tuple(f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 7))


def opened_around_june(store: Store) -> None:
    opened = [date(2023, 5, 29), date(2023, 6, 4), date(2023, 6, 5), date(2022, 6, 4), date(2022, 6, 5)]
    commit(store, OFFICER, "录入", [case(f"{n}", opened_on=day) for n, day in enumerate(opened)])


def cases_opened(store: Store, day: date) -> Number:
    return next(one for one in overview.numbers(StoreFacts(store), day) if one.indicator.code == "cases_opened")


def test_numbers_compare_the_same_days(store: Store) -> None:
    opened_around_june(store)
    handed_in(store, *MONTHS)
    cases = cases_opened(store, date(2023, 6, 4))
    assert (cases.now, cases.before, cases.week, cases.known) == (2, 1, 2, Known.ALL)
    found = {one.indicator.code: one.now for one in overview.numbers(StoreFacts(store), date(2023, 6, 4))}
    assert found["inspections_made"] is None


@pytest.mark.parametrize("left_out", ["2022-02", "2023-05"])
def test_nothing_is_compared_where_one_unit_has_not_handed_in_one_month(store: Store, left_out: str) -> None:
    """The overview compared with any year in which anybody had begun to report."""
    opened_around_june(store)
    office = {"code": "S1", "name": "示例一所", "short_name": "一所", "kind": "office"}
    commit(store, OFFICER, "建所", [Change("offices", office)])
    handed_in(store, *(period for period in MONTHS if period != left_out))
    assert cases_opened(store, date(2023, 6, 4)).before is None
    assert overview.by_sector(StoreFacts(store), date(2023, 6, 4))["before"].null_count() == 6
    handed_in(store, left_out, offices=("ZD",))
    assert cases_opened(store, date(2023, 6, 4)).before is None
    handed_in(store, left_out, offices=("S1",))
    assert cases_opened(store, date(2023, 6, 4)).before == 1


def test_a_week_that_nobody_has_handed_in_is_not_reported_and_not_zero(store: Store) -> None:
    opened_around_june(store)
    handed_in(store, *MONTHS)
    later = cases_opened(store, date(2023, 7, 7))
    assert (later.now, later.week, later.known, later.known_week) == (3, None, Known.SOME, Known.NONE)
    assert later.before is None
    assert cases_opened(store, date(2023, 6, 25)).week == 0


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


@pytest.mark.both_databases
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


@pytest.mark.both_databases
def test_changes_are_counted_however_many_commits_made_them(store: Store) -> None:
    """Far more commits than anybody would list, each of three ledgers, the counts written as a commit writes them."""
    many, names = 3_000, ("cases", "markets", "complaints")
    at = datetime(2023, 5, 29, 4)
    commits = [
        {"number": 100 + n, "at": at, "actor": "a", "how": "chosen", "kind": "batch", "reason": "示例"}
        for n in range(many)
    ]
    with store.writing() as connection:
        connection.execute(table("commits").insert(), commits)
        connection.execute(
            table("commit_ledgers").insert(),
            [
                {"ledger": name, "commit": one["number"], "added": 2, "changed": 1, "withdrawn": 0}
                for one in commits
                for name in names
            ],
        )
    changed = overview.changes_since(store, date(2023, 5, 29))
    assert changed.select("ledger", "added", "changed").rows() == [
        (name, 2 * many, many) for name in ("cases", "complaints", "markets")
    ]
    assert overview.changes_since(store, date(2023, 5, 30)).is_empty()


def test_a_case_of_a_unit_that_is_gone_is_named_by_it(store: Store) -> None:
    unit = {"code": "YLQ", "name": "示例市场监管所", "short_name": "示例所", "kind": "office"}
    commit(store, OFFICER, "录入", [Change("offices", unit), case("1", office="YLQ", opened_on=date(2023, 5, 29))])
    offices = table("offices")
    with store.writing() as connection:
        connection.execute(offices.update().where(offices.c.code == "YLQ").values(withdrawn="撤并"))
    assert [matter.office for matter in overview.longest_open(store, date(2023, 6, 4), 6)] == ["示例所"]


def test_a_year_before_anybody_reported_is_not_zero(store: Store) -> None:
    commit(store, OFFICER, "录入", [case("1", opened_on=date(2023, 5, 29))])
    counted = overview.by_sector(StoreFacts(store), date(2023, 6, 4))
    assert counted["before"].null_count() == counted.height
    numbers = {number.indicator.code: number for number in overview.numbers(StoreFacts(store), date(2023, 6, 4))}
    assert (numbers["cases_opened"].now, numbers["cases_opened"].before) == (1, None)
