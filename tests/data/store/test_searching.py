"""A search finds only what its reader may read: rows of some units as they are, all others as they are shown."""

from datetime import date

import pytest

from data.store import Change, Looking, Store, commit, read_rows, touched
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases
DECIDED = {"decided_on": date(2023, 6, 1)}


@pytest.fixture
def filled(store: Store) -> Store:
    rows = [
        case("甲1", party="欧阳锋", title="欧阳锋白驼山商行案", **DECIDED),
        case("甲2", party="欧阳锋", title="欧阳锋白驼山商行案"),
        case("甲3", party="欧阳锋", title="欧阳锋白驼山商行案", office="FLD"),
        case("甲4", party="阿卜杜热合曼·买买提", **DECIDED),
        case("甲5", party="白驼山商行", **DECIDED),
    ]
    commit(store, OFFICER, "录入", rows)
    return store


@pytest.mark.parametrize(
    ("text", "looking", "numbers"),
    [
        ("白驼山", Looking(), ["甲1", "甲2", "甲3", "甲5"]),
        ("白驼山", Looking((), personal=True), ["甲1", "甲5"]),
        ("白驼山", Looking(("FLD",), personal=True), ["甲1", "甲3", "甲5"]),
        ("欧阳锋", Looking(("FLD",)), ["甲3"]),
        ("阳锋白驼", Looking(("FLD",), personal=True), ["甲3"]),
        ("阿卜杜热合曼", Looking(("FLD",), personal=True), []),
        ("阿卜杜热合曼", Looking(("ZD",)), ["甲4"]),
        ("甲", Looking(()), ["甲1", "甲2", "甲3", "甲4", "甲5"]),
        ("白驼山", Looking(("nowhere",), personal=False), []),
    ],
)
def test_found(filled: Store, text: str, looking: Looking, numbers: list[str]) -> None:
    found = read_rows(filled, "cases", text=text, looking=looking, order=("number",))
    assert found["number"].to_list() == numbers


def test_a_commit_touched_the_rows_of_the_units_it_wrote_and_took_them_from(filled: Store) -> None:
    number = commit(filled, OFFICER, "录入", [market("SC001"), case("乙1", office="FLD")]).number
    row = read_rows(filled, "cases", where={"number": "乙1"}).row(0, named=True)
    moved = commit(filled, OFFICER, "改", [Change("cases", {"office": "IP"}, row["id"])])
    assert touched(filled, number) == {"markets": {"ZD"}, "cases": {"FLD"}}
    assert touched(filled, moved.number) == {"cases": {"FLD", "IP"}}
    assert touched(filled, moved.number + 1) == {}
