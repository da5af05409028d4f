"""One rule for what is reported, against cases made by hand: three units owe cases."""

from datetime import UTC, date, datetime

import pytest

from data.store import SYSTEM, Change, Store, commit, read_rows
from services.records.facts import StoreFacts, handed_in
from services.records.reported import Known, comparable, complete, known, missing, whole_months
from tests.data.store.examples import case

JUNE = date(2026, 6, 1), date(2026, 6, 30)
HALF = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture
def filled(store: Store) -> Store:
    """The brigade handed in January to July, 一所 the same without March, 二所 nothing at all."""
    office = {"kind": "office", "name": "示例所"}
    units = [Change("offices", {**office, "code": code, "short_name": name}) for code, name in UNITS.items()]
    commit(store, SYSTEM, "建所", units)
    given = {"ledger": "cases", "content": "nothing", "by": "system", "at": datetime(2026, 8, 3, tzinfo=UTC)}
    months = [("ZD", month) for month in range(1, 8)] + [("S1", month) for month in (1, 2, 4, 5, 6, 7)]
    rows = [{"office": office, "period": f"2026-{month:02}", **given} for office, month in months]
    commit(store, SYSTEM, "报送", [Change("submissions", row) for row in rows])
    return store


UNITS = {"S1": "一所", "S2": "二所"}


def test_months_that_follow_on_each_other_are_one_span(filled: Store):
    spans = list(handed_in(filled, "cases").select("office", "start", "end").iter_rows())
    assert sorted(spans, key=str) == sorted(
        [
            ("ZD", date(2026, 1, 1), date(2026, 7, 31)),
            ("S1", date(2026, 1, 1), date(2026, 2, 28)),
            ("S1", date(2026, 4, 1), date(2026, 7, 31)),
            ("S2", None, None),
        ],
        key=str,
    )


def test_all_some_and_none(filled: Store):
    facts = StoreFacts(filled)
    assert known(facts, "cases", *JUNE) is Known.SOME
    assert known(facts, "cases", *JUNE, ("ZD", "S1")) is Known.ALL
    assert known(facts, "cases", *HALF, ("S1",)) is Known.SOME
    assert known(facts, "cases", *HALF, ("S2",)) is Known.NONE
    assert known(facts, "cases", date(2026, 8, 1), date(2026, 8, 2)) is Known.NONE
    assert known(facts, "cases", date(2026, 7, 20), date(2026, 8, 2), ("ZD",)) is Known.SOME
    assert known(facts, "inspections", *JUNE) is Known.NONE


def test_whole_months_are_those_of_every_unit(filled: Store):
    assert whole_months(StoreFacts(filled), "cases") == frozenset()
    commit(filled, SYSTEM, "撤所", [Change("offices", id=_office(filled, "S2"), withdraw="撤并")])
    assert whole_months(StoreFacts(filled), "cases") == {date(2026, month, 1) for month in (1, 2, 4, 5, 6, 7)}


def _office(store: Store, code: str) -> int:
    return read_rows(store, "offices", where={"code": code})["id"].item()


def test_rows_of_others_make_no_zero_of_a_unit_that_handed_in_nothing(filled: Store):
    commit(filled, SYSTEM, "立案", [case("甲1", opened_on=date(2026, 6, 3), office="ZD")])
    facts = StoreFacts(filled)
    assert known(facts, "cases", *HALF, ("S2",)) is Known.NONE
    assert known(facts, "cases", *HALF, ("S2", "ZD")) is Known.SOME
    commit(filled, SYSTEM, "立案", [case("甲2", opened_on=date(2026, 6, 3), office="S2")])
    assert known(StoreFacts(filled), "cases", *HALF, ("S2",)) is Known.SOME


def test_who_is_missing_and_who_is_complete(filled: Store):
    facts = StoreFacts(filled)
    assert missing(facts, "cases", *HALF) == ("一所", "二所")
    assert missing(facts, "cases", *JUNE) == ("二所",)
    assert complete(facts, "cases", *HALF) == {"ZD"}
    assert complete(facts, "cases", *JUNE) == {"ZD", "S1"}


def test_only_spans_that_all_handed_in_are_compared(filled: Store):
    facts = StoreFacts(filled)
    may = date(2026, 5, 1), date(2026, 5, 31)
    assert not comparable(facts, "cases", JUNE, may)
    assert comparable(facts, "cases", JUNE, may, units=("ZD", "S1"))
    assert not comparable(facts, "cases", JUNE, HALF, units=("ZD", "S1"))


def test_rows_without_a_submission_are_something(filled: Store):
    commit(filled, SYSTEM, "录入", [case("一", opened_on=date(2026, 8, 2))])
    assert known(StoreFacts(filled), "cases", date(2026, 8, 1), date(2026, 8, 31)) is Known.SOME
