from datetime import UTC, date, datetime

import pytest

from data.store import Store
from services.enforcement.places import by_receiver, by_township, reported_townships
from services.enforcement.selection import Filters, counted
from services.records.facts import StoreFacts
from tests.services.enforcement.conftest import Keep

FIRST_QUARTER = Filters(date(2026, 1, 1), date(2026, 3, 31))
ZHONGBEI, YANGLIUQING, XINKOU = "120111100", "120111101", "120111102"


@pytest.fixture
def offices(keep: Keep) -> None:
    """中北 reported all three months, 杨柳青 two of them, 辛口 belongs to no office."""
    keep(
        "offices",
        {"code": "S1", "name": "示例一所", "short_name": "一所", "kind": "office", "townships": ZHONGBEI},
        {"code": "S2", "name": "示例二所", "short_name": "二所", "kind": "office", "townships": YANGLIUQING},
    )
    reports = [("S1", "2026-01"), ("S1", "2026-02"), ("S1", "2026-03"), ("S2", "2026-01"), ("S2", "2026-03")]
    at = datetime(2026, 4, 1, tzinfo=UTC)
    given = {"ledger": "cases", "content": "nothing", "by": "system", "at": at}
    keep("submissions", *({"office": office, "period": period, **given} for office, period in reports))


@pytest.mark.usefixtures("offices")
def test_a_unit_that_is_chosen_and_has_not_reported_leaves_no_township_a_zero(store: Store):
    """Its township is handed in by another office, which says nothing of what this one did there."""
    quarter = FIRST_QUARTER.start, FIRST_QUARTER.end
    assert reported_townships(store, *quarter, ("S1",)) == {ZHONGBEI}
    assert reported_townships(store, *quarter, ("S1", "S2")) == frozenset()
    assert reported_townships(store, *quarter, ("ZD",)) == frozenset()


@pytest.mark.usefixtures("offices")
def test_a_township_is_reported_when_every_month_is(store: Store):
    assert reported_townships(store, date(2026, 1, 1), date(2026, 3, 31)) == {ZHONGBEI}
    assert reported_townships(store, date(2026, 3, 1), date(2026, 3, 31)) == {ZHONGBEI, YANGLIUQING}


def test_where_nothing_was_reported_there_is_no_zero(store: Store, keep: Keep):
    keep(
        "cases", {"number": "1", "township": XINKOU}, {"number": "2", "township": XINKOU, "opened_on": date(2025, 3, 2)}
    )
    places = counted(StoreFacts(store), FIRST_QUARTER, "case_places")
    found = dict(by_township(places, frozenset({ZHONGBEI})).iter_rows())
    assert len(found) == 12
    assert (found[XINKOU], found[ZHONGBEI], found[YANGLIUQING]) == (1, 0, None)


def test_receivers_of_transferred_cases(store: Store, keep: Keep):
    handed = {"transferred_on": date(2026, 3, 9)}
    keep(
        "cases",
        {"number": "1", "receiver": "agriculture", "sector": "seeds", "right": "plant_variety", **handed},
        {"number": "2", "receiver": "agriculture", "sector": "seeds", "right": "plant_variety", **handed},
        {"number": "3", "receiver": "police", **handed},
        {"number": "4", "receiver": "police", "transferred_on": date(2026, 4, 1)},
    )
    facts = StoreFacts(store)
    assert by_receiver(counted(facts, FIRST_QUARTER, "case_receivers")).rows() == [("agriculture", 2), ("police", 1)]
    seeds = Filters(FIRST_QUARTER.start, FIRST_QUARTER.end, sectors=("seeds",))
    assert by_receiver(counted(facts, seeds, "case_receivers")).rows() == [("agriculture", 2)]
