"""What is read from the store: up to the day, without names, cases and complaints by whole month."""

from datetime import date
from decimal import Decimal

import pytest

from data.store import Change, Store, commit
from services.cultivation.records import incidents, read
from services.cultivation.summary import summary
from services.records.facts import StoreFacts
from services.records.reported import Known
from tests.counting import rows_asked_for
from tests.data.store.examples import OFFICER, case
from tests.services.cultivation.stored import MARKET, put

DAY = date(2026, 11, 23)
AT = {"market": "SC001", "office": "ZD"}


@pytest.fixture
def filled(store: Store) -> Store:
    signed = {**AT, "channel": "offline", "signed_on": date(2026, 3, 1)}
    put(
        store,
        ("markets", {**MARKET, "merchants": 8}),
        ("markets", {**MARKET, "code": "SC002"}),
        ("cultivation", {**AT, "ladder": "city", "stage": "selection", "entered": date(2026, 1, 1), "state": "active"}),
        ("commitments", {**signed, "merchant": "张三"}),
        ("commitments", {**signed, "merchant": "李四", "valid_to": date(2026, 10, 31)}),
        ("commitments", {**signed, "merchant": "王五", "signed_on": date(2026, 12, 1)}),
        ("compensations", {**AT, "kind": "fund", "happened_on": date(2026, 3, 1), "amount": Decimal("50000.10")}),
        ("compensations", {**AT, "kind": "claim", "happened_on": date(2026, 5, 1), "amount": 300, "days_to_pay": 3}),
        ("compensations", {**AT, "kind": "claim", "happened_on": date(2026, 6, 1), "amount": 200, "days_to_pay": 6}),
        ("exits", {**AT, "merchant": "赵六", "exited_on": date(2026, 6, 1), "reason": "counterfeit"}),
        ("self_inspections", {**AT, "channel": "offline", "checked_on": date(2026, 6, 2), "found": 4, "mended": 3}),
        ("credit_grades", {**AT, "merchant": "张三", "graded_on": date(2026, 5, 1), "grade": "B"}),
        ("credit_grades", {**AT, "merchant": "张三", "graded_on": date(2026, 6, 1), "grade": "A"}),
    )
    return store


def test_up_to_the_day_and_without_a_name(filled: Store) -> None:
    found = read(filled, DAY)
    assert found.markets["code"].to_list() == ["SC001"]
    assert found["commitments"].height == 2
    assert read(filled, date(2026, 2, 1))["commitments"].is_empty()
    for rows in found.rows.values():
        assert not any(name in str(rows.to_dicts()) for name in ("张三", "李四", "赵六"))


@pytest.mark.both_databases
def test_what_is_read_is_of_the_markets_on_a_ladder_or_of_the_one_that_is_asked_for(filled: Store) -> None:
    """However much other markets keep in the same ledgers."""
    training = {"office": "ZD", "held_on": date(2026, 6, 1), "theme": "示例"}
    put(filled, *(("market_trainings", {**training, "market": "SC002"}) for _ in range(40)))
    put(filled, ("market_trainings", {**training, "market": "SC001"}))
    with rows_asked_for(filled, "market_trainings") as read_of_all:
        assert read(filled, DAY)["market_trainings"].height == 1
    put(filled, ("cultivation", {**AT, "market": "SC002", "ladder": "city", "stage": "selection",
                                 "entered": date(2026, 1, 1), "state": "active"}))  # fmt: skip
    assert read(filled, DAY)["market_trainings"].height == 41
    with rows_asked_for(filled, "market_trainings") as read_of_one:
        assert read(filled, DAY, "SC001")["market_trainings"].height == 1
    assert (read_of_all, read_of_one) == ([1], [1])


def test_one_markets_numbers_by_hand(filled: Store) -> None:
    found = summary(read(filled, DAY), "SC001")
    # 李四's commitment is over, 王五 has not signed yet: one of eight.
    assert (found.committed, found.merchants, found.coverage) == (1, 8, 0.125)
    assert (found.fund, found.paid, found.claims, found.days_to_pay) == (Decimal("49500.10"), Decimal(500), 2, 4.5)
    assert (found.exits, found.unsettled, found.checks, found.found, found.mended) == (1, 1, 1, 4, 3)
    assert (found.trainings, found.attendees, found.punished) == (0, 0, 0)
    assert found.grades == {"A": 1}
    with pytest.raises(KeyError):
        summary(read(filled, DAY), "SC002")


def test_a_market_without_records_has_no_numbers_but_zero(store: Store) -> None:
    put(
        store,
        ("markets", MARKET),
        ("cultivation", {**AT, "ladder": "city", "stage": "selection", "entered": DAY, "state": "active"}),
    )
    found = summary(read(store, DAY), "SC001")
    assert (found.coverage, found.fund, found.days_to_pay, found.grades) == (None, Decimal(0), None, {})


def test_incidents_by_whole_month(filled: Store) -> None:
    days = (date(2026, 9, 8), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 2))
    commit(filled, OFFICER, "案件", [case(f"示例{n}", market="SC001", opened_on=day) for n, day in enumerate(days)])
    commit(filled, OFFICER, "案件", [case("示例外", opened_on=date(2026, 9, 1))])
    found = incidents(StoreFacts(filled), DAY)
    assert found.counts.rows() == [
        ("SC001", "cases", date(2026, 9, 1), 1),
        ("SC001", "cases", date(2026, 10, 1), 2),
    ]
    assert found.reported == {"cases": frozenset(), "complaints": frozenset()}
    given = {"office": "ZD", "ledger": "cases", "content": "rows"}
    parts = {"2026-08": None, "2026-09": date(2026, 9, 29), "2026-10": None, "2026-11": None}
    commit(filled, OFFICER, "报送", [Change("submissions", {**given, "period": month, "until": day})
                                    for month, day in parts.items()])  # fmt: skip
    reported = incidents(StoreFacts(filled), DAY).reported
    assert reported == {"cases": {date(2026, 8, 1), date(2026, 10, 1)}, "complaints": frozenset()}
    assert found.last == date(2026, 10, 1)


def test_months_that_only_some_or_nobody_reported(filled: Store) -> None:
    given = {"office": "ZD", "ledger": "cases", "content": "rows"}
    parts = {"2026-05": None, "2026-07": date(2026, 7, 20), "2026-08": None}
    commit(filled, OFFICER, "报送", [Change("submissions", {**given, "period": month, "until": day})
                                    for month, day in parts.items()])  # fmt: skip
    commit(filled, OFFICER, "案件", [case("示例9", market="SC001", opened_on=date(2026, 9, 8))])
    found = incidents(StoreFacts(filled), DAY)
    month = {number: date(2026, number, 1) for number in range(1, 13)}
    assert found.states("cases", date(2026, 1, 1)) == {
        month[5]: Known.ALL,
        month[6]: Known.NONE,
        month[7]: Known.SOME,
        month[8]: Known.ALL,
        month[9]: Known.SOME,
        month[10]: Known.NONE,
    }
    assert list(found.states("cases", month[10])) == [month[10]]
    assert found.states("complaints", date(2026, 1, 1)) == {}
