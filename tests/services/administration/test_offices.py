"""Units: added, renamed with the old name kept, and withdrawn only where nothing refers to them."""

from datetime import date

import pytest

from data.store import Change, Store, commit, count_rows, read_rows
from data.store.errors import DuplicateKey
from services.access.rights import NotAllowed, Person
from services.administration.offices import add_unit, change_unit, references, withdraw_unit
from services.days.clock import FixedClock
from services.intake.corrections import CorrectionRefused

ADMINISTRATOR = Person("GLY01", "signed-in", "administrator", "IP")
CLOCK = FixedClock(date(2026, 11, 23))
OFFICE = {"code": "YLQ", "name": "示例市场监管所", "short_name": "示例所", "kind": "office", "townships": "120111101"}


def added(store: Store, **texts: str) -> tuple[int, int]:
    """A unit's id and version."""
    add_unit(store, ADMINISTRATOR, {**OFFICE, **texts}, clock=CLOCK)
    return now(store)


def now(store: Store) -> tuple[int, int]:
    return read_rows(store, "offices", where={"code": "YLQ"}).select("id", "version").row(0)


def test_a_renamed_unit_is_still_known_by_its_former_names(store: Store) -> None:
    unit = added(store)
    change_unit(store, ADMINISTRATOR, *unit, {"name": "示例街市场监管所"}, clock=CLOCK)
    change_unit(store, ADMINISTRATOR, *now(store), {"name": "示例镇市场监管所", "short_name": "示例镇所"}, clock=CLOCK)
    row = read_rows(store, "offices", where={"code": "YLQ"}).row(0, named=True)
    assert row["former_names"] == "示例市场监管所;示例街市场监管所;示例所"
    change_unit(store, ADMINISTRATOR, *now(store), {"townships": "120111101;120111102"}, clock=CLOCK)
    assert read_rows(store, "offices", where={"code": "YLQ"})["former_names"].item() == row["former_names"]


def test_a_unit_must_be_whole_and_new(store: Store) -> None:
    with pytest.raises(CorrectionRefused, match="a required value is missing"):
        added(store, short_name="")
    with pytest.raises(DuplicateKey):
        added(store, code="IP")
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


def test_a_unit_with_rows_stays(store: Store) -> None:
    unit = added(store)
    commit(
        store,
        ADMINISTRATOR.actor,
        "人",
        [Change("people", {"code": "P1", "name": "甲", "office": "YLQ", "active": True})],
    )
    assert references(store, "YLQ") == {"people": 1}
    with pytest.raises(match="People 1"):
        withdraw_unit(store, ADMINISTRATOR, *unit, "撤并")


def test_a_unit_without_rows_is_withdrawn(store: Store) -> None:
    withdraw_unit(store, ADMINISTRATOR, *added(store), "撤并")
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


@pytest.mark.parametrize("role", ["viewer", "officer", "reviewer", "manager"])
def test_only_an_administrator_changes_units(store: Store, role: str) -> None:
    unit, other = added(store), Person("QT01", "signed-in", role, "YLQ")
    for refused in (
        lambda: add_unit(store, other, {**OFFICE, "code": "B"}, clock=CLOCK),
        lambda: change_unit(store, other, *unit, {"name": "其他"}, clock=CLOCK),
        lambda: withdraw_unit(store, other, *unit, "撤并"),
    ):
        with pytest.raises(NotAllowed):
            refused()
