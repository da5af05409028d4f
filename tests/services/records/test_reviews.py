"""What is checked and what is not, counted on two batches of markets."""

from datetime import date

import pytest
from sqlalchemy import event

from data.store import Change, Store, commit, read_rows, undo
from services.access.identity import THE_BOARD
from services.access.rights import MACHINE, NotAllowed, Person
from services.days.clock import FixedClock
from services.records.reviews import NobodyNamed, checked, mark, unchecked, unchecked_behind, unmark
from tests.data.store.examples import case, market

CLOCK = FixedClock(date(2026, 11, 23))
REVIEWER = Person("IP01", "signed-in", "reviewer", "IP")
OFFICER = Person("ZD01", "signed-in", "officer", "ZD")


@pytest.fixture
def people(store: Store) -> Store:
    values = [
        {"code": "IP01", "name": "示例甲", "office": "IP", "active": True},
        {"code": "ZD01", "name": "示例乙", "office": "ZD", "active": True},
    ]
    commit(store, OFFICER.actor, "people", [Change("people", row) for row in values])
    return store


def batch(store: Store, *codes: str) -> int:
    market = {"name": "示例市场", "kind": "mall", "township": "120111100", "office": "ZD", "status": "open"}
    changes = [Change("markets", {**market, "code": code}) for code in codes]
    return commit(store, OFFICER.actor, "markets", changes, kind="batch").number


@pytest.mark.both_databases
def test_batch_is_unchecked_until_the_section_marks_it(people: Store) -> None:
    first, second = batch(people, "A", "B"), batch(people, "C")
    assert unchecked(people) == {"markets": 3}
    mark(people, REVIEWER, first, CLOCK)
    assert unchecked(people) == {"markets": 1}
    mark(people, REVIEWER, second, CLOCK, "无误")
    assert unchecked(people) == {}
    assert checked(people, (first, second)).sort("number")["remark"].to_list() == [None, "无误"]
    assert checked(people, (second,))["number"].to_list() == [second]


def test_mark_can_be_taken_back_and_set_again(people: Store) -> None:
    number = batch(people, "A")
    mark(people, REVIEWER, number, CLOCK)
    unmark(people, REVIEWER, number)
    assert unchecked(people) == {"markets": 1}
    mark(people, REVIEWER, number, CLOCK)
    assert unchecked(people) == {}


def test_correction_after_the_check_is_unchecked_again(people: Store) -> None:
    mark(people, REVIEWER, batch(people, "A", "B"), CLOCK)
    row = read_rows(people, "markets", where={"code": "A"}).row(0, named=True)
    commit(people, OFFICER.actor, "fix", [Change("markets", {"merchants": 3}, id=row["id"], version=row["version"])])
    assert unchecked(people) == {"markets": 1}


def test_undone_batch_leaves_nothing_to_check(people: Store) -> None:
    undo(people, OFFICER.actor, batch(people, "A"))
    assert unchecked(people) == {}


def test_an_officer_does_not_mark(people: Store) -> None:
    number = batch(people, "A")
    with pytest.raises(NotAllowed):
        mark(people, OFFICER, number, CLOCK)
    mark(people, REVIEWER, number, CLOCK)
    with pytest.raises(NotAllowed):
        unmark(people, OFFICER, number)


def test_while_there_are_no_accounts_the_mark_needs_a_name(people: Store) -> None:
    number = batch(people, "A")
    with pytest.raises(NobodyNamed):
        mark(people, THE_BOARD, number, CLOCK)
    mark(people, Person("ZD01", "chosen", MACHINE, "ZD"), number, CLOCK)
    assert checked(people, (number,))["by"].to_list() == ["ZD01"]


def test_only_the_rows_behind_a_figure_are_counted_as_unchecked(store: Store) -> None:
    """Three cases came with one batch: two of 2023, one of them of seeds."""
    days = {"1": date(2022, 5, 1), "2": date(2023, 5, 1), "3": date(2023, 6, 1)}
    rows = [case(number, opened_on=day, sector="seeds" if number == "3" else "food") for number, day in days.items()]
    commit(store, OFFICER.actor, "录入", [*rows, market()], kind="batch")
    year = date(2023, 1, 1), date(2023, 12, 31)
    assert unchecked_behind(store, "cases", year) == 2
    assert unchecked_behind(store, "cases", year, codes=(("sector", ("seeds",)), ("office", ()))) == 1
    assert unchecked_behind(store, "cases", year, "closed_on") == 0
    # What stands as of a day rests on all before it, and a register has no date.
    assert unchecked_behind(store, "cases", (date(2023, 5, 1), date(2023, 5, 1))) == 2
    assert unchecked_behind(store, "markets", year) == 1


def test_what_is_unchecked_is_counted_by_the_store(people: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many commits and marks there are: one statement, and no row of them is read."""
    for code in "ABC":
        mark(people, REVIEWER, batch(people, code), CLOCK)
    batch(people, "D")
    monkeypatch.setattr("services.records.reviews.read_rows", None)
    statements: list[str] = []
    event.listen(people.engine, "before_cursor_execute", lambda *sent: statements.append(sent[2]))
    assert unchecked(people) == {"markets": 1}
    assert len([text for text in statements if text.startswith("SELECT")]) == 1
