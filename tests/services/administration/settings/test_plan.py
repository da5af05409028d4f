"""Next year's plan made from last year's: a setting like every other, and undone like one."""

from datetime import date

import pytest

from data.registry import read
from data.registry.plan_shapes import Plan
from data.store import Store
from services.access.rights import Person
from services.administration.settings.change import change, take_back
from services.administration.settings.errors import SettingRefused
from services.administration.settings.made import made
from services.administration.settings.registries import SETTINGS
from services.days.clock import FixedClock
from services.indicators import indicators
from services.plan.plan import carried_over, plan_of, plans

TODAY = date(2026, 11, 23)
ADMINISTRATOR = Person("GLY01", "signed-in", "administrator", "IP")


@pytest.fixture
def board(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A fresh store whose folder is the board's, on 2026-11-23."""
    monkeypatch.setenv("BOARD_DATA", str(store.folder))
    monkeypatch.setenv("BOARD_TODAY", TODAY.isoformat())
    return store


def make(store: Store, **given: str) -> int:
    done = change(
        store, ADMINISTRATOR, "plans", "2027", given, holds_from=TODAY, why="局务会", clock=FixedClock(TODAY)
    )  # fmt: skip
    return done.number


def test_next_years_plan_is_made_from_the_last_and_undone(board: Store) -> None:
    assert list(SETTINGS["plans"].holding(TODAY)) == ["2023", "2026", "2027"]
    number = make(board, number="示例〔2027〕1号", issued_on="2027-03-01")
    made_of, last = plan_of(2027), plans()[2023]
    assert (made_of.code, made_of.number, made_of.issued_on) == ("2027", "示例〔2027〕1号", date(2027, 3, 1))
    assert made_of.label.zh == last.label.zh.replace("2023", "2027")
    assert (made_of.tasks, made_of.groups) == (last.tasks, last.groups)
    assert plan_of(2026).code == "2023"
    assert carried_over(plan_of(2028), 2028)
    assert [one.why for one in made(board, "plans")] == ["局务会"]
    take_back(board, ADMINISTRATOR, number)
    assert list(plans()) == [2023]
    assert list(read("plans")) == ["2023"]


def test_a_plan_may_set_other_targets_and_keeps_the_rest(board: Store) -> None:
    label = indicators()["qualified_people"].label.zh
    make(board, number="示例〔2027〕1号", issued_on="2027-03-01", tasks=f"{label} ＝ 8")
    assert targets(plan_of(2027)) == {**targets(plans()[2023]), "qualified_people": 8}
    assert targets(plan_of(2026))["qualified_people"] == 5


def targets(plan: Plan) -> dict[str, int]:
    measures = (one for task in plan.tasks for clause in task.clauses for one in clause.measures)
    return {one.indicator: one.target for one in measures if one.target}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "nothing was changed|needs"),
        ({"number": "示例〔2027〕1号"}, "needs issued_on"),
        ({"issued_on": "2027-03-01"}, "needs number"),
        ({"number": "示例〔2027〕1号", "issued_on": "1 March"}, "write it as 2027-03-01"),
        ({"number": "示例〔2027〕1号", "issued_on": "2027-03-01", "tasks": "qualified_people = 0"}, "from 1 on"),
        ({"number": "示例〔2027〕1号", "issued_on": "2027-03-01", "tasks": "cases_opened = 9"}, "has a target"),
    ],
)
def test_a_plan_without_its_number_and_day_is_refused(board: Store, given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingRefused, match=said):
        make(board, **given)
    assert list(plans()) == [2023]
