"""The registries of the standardised markets are edited on the page, judged by their own loaders."""

from datetime import date

import pytest

from data.ledgers.people import ADMINISTRATOR
from data.store import Store
from services.access.rights import Person
from services.administration.settings.change import change
from services.administration.settings.errors import SettingRefused
from services.cultivation.criteria import criteria, scored
from services.cultivation.ladders import ladders, milestones, stages
from services.days.clock import FixedClock

TODAY = date(2026, 11, 23)
PERSON = Person("GLY01", "signed-in", ADMINISTRATOR, "IP")
NEW = {"label.zh": "示例指标", "label.en": "Example", "group": "controls", "points": 1, "proof": "record", "effort": 2}
TEXTS = {"definition.zh": "示例", "definition.en": "Example", "source.zh": "本局自定", "source.en": "The bureau's own"}


@pytest.fixture
def board(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A fresh store whose folder is the board's."""
    monkeypatch.setenv("BOARD_DATA", str(store.folder))
    monkeypatch.setenv("BOARD_TODAY", TODAY.isoformat())
    return store


def put(store: Store, name: str, code: str, given: dict[str, str | int]) -> None:
    change(store, PERSON, name, code, given, holds_from=TODAY, why="局务会", clock=FixedClock(TODAY))


def test_a_criterion_is_added_and_taken_out_of_use(board: Store) -> None:
    put(board, "criteria", "example", {**NEW, **TEXTS})
    assert criteria()["example"].effort == 2
    put(board, "criteria", "example", {"points": 0})
    assert "example" not in criteria()


def test_points_that_do_not_add_up_to_their_group_are_refused(board: Store) -> None:
    with pytest.raises(SettingRefused, match="65"):
        put(board, "criteria", "operation", {"points": 6})
    assert sum(one.points for one in scored()) == 100


def test_steps_of_one_ladder_are_edited_without_the_other(board: Store) -> None:
    put(board, "ladders", "city", {"stages": "遴选申报；培育；Application for recognition；recognised"})
    assert ladders()["city"].after("cultivation") == "application"
    assert ladders()["city"].after("selection") == "cultivation"
    assert ladders()["national"].after("selection") == "selection_notice"
    with pytest.raises(SettingRefused, match="nowhere"):
        put(board, "ladders", "city", {"stages": "selection；nowhere"})


def test_lengths_and_days_are_set(board: Store) -> None:
    put(board, "stages", "review", {"days": 60})
    put(board, "milestones", "interim", {"near_days": 20})
    assert stages()["review"].days == 60
    assert milestones()["interim"].near_days == 20
