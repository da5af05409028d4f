"""Lights: one look for every state, and the rules around the holidays of 2026 (1 to 7 October are days off, 10 October
is worked; the holidays of 2027 and of 2031 are not known)."""

import ast
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from data.texts import LANGUAGES
from services.days import lights
from services.days.calendar import YearNotKnown, at_most_working_days, working_days
from services.days.lights import LIGHTS, RULES, dated, gravest, gravity, paced, progress, signal, uncounted
from services.words.formats import MISSING

MONDAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[3]


def test_every_state_has_a_word_of_its_own_and_every_shape_one_colour() -> None:
    for language in LANGUAGES:
        assert len({light.label(language) for light in LIGHTS.values()}) == len(LIGHTS)
    by_shape = sorted(LIGHTS.values(), key=lambda light: light.shape)
    for shape, own in groupby(by_shape, key=lambda light: light.shape):
        assert len({light.colour for light in own}) == 1, shape
    assert lights.OVERDUE.plain("zh_CN") == "■ 逾期"
    assert lights.OVERDUE.markdown("en") == ":red[■ Overdue]"
    assert lights.BEHIND.saying("**3**") == ":orange[▲ **3**]"
    assert lights.NO_DATA.shape == MISSING, "what is missing has one mark"


def test_a_light_is_made_here_alone() -> None:
    """The same state had other words, shapes and colours on other pages, each with a table of its own."""
    makers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("pages", "services")
        for path in (ROOT / folder).rglob("*.py")
        if any(
            isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Light"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert makers == ["services/days/lights.py"]


# ✓ and — also mark answers and what is missing.
SHAPES = {light.shape for light in LIGHTS.values()} - {"✓", MISSING}
# The legend of a map draws what is on it; what people write in a sheet is read.
NO_STATES = (
    "services/days/lights.py",
    "pages/parts/showing/map.py",
    "services/intake/",
    "services/access/names.py",
    "services/indication/boundary/",
)


def test_no_page_writes_a_lights_shape_itself() -> None:
    """● was not due on one page, done on the next, and said elsewhere that nothing was missing."""
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("pages", "services")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPES & set(node.value)
    }
    assert [path for path in sorted(found) if not path.startswith(NO_STATES)] == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_in_both_languages_what_it_does_and_by_whose_word(name: str) -> None:
    rule = RULES[name]
    assert callable(getattr(lights, name))
    for language in LANGUAGES:
        assert rule.definition(language) in rule.told(language)
        assert rule.source(language) in rule.told(language)
        assert all(light.markdown(language) in rule.legend(language) for light in rule.gives)
    assert list(rule.gives) == sorted(rule.gives, key=lambda light: gravity(light.code))


def test_the_gravest_of_several() -> None:
    assert gravest(["done", "calm", "blue", "yellow"]) is lights.BEHIND
    assert gravest(["on_plan", "done"]) is lights.ON_PLAN
    assert gravest([]) is None
    assert max(("red", "done", None), key=gravity) is None, "what has no light comes last"


def test_codes_in_addresses_that_people_keep() -> None:
    assert [light.code for light in RULES["dated"].gives] == ["red", "yellow", "blue", "calm", "undated", "done"]


@pytest.mark.parametrize(
    ("due", "done", "ready", "shown"),
    [
        (None, None, False, lights.UNDATED),
        (date(2026, 11, 22), None, False, lights.OVERDUE),
        (date(2026, 11, 22), None, True, lights.OVERDUE),
        (date(2026, 11, 22), date(2026, 11, 23), False, lights.DONE),
        (None, date(2026, 11, 23), False, lights.DONE),
        (MONDAY, None, False, lights.BEHIND),
        (date(2026, 11, 30), None, False, lights.BEHIND),
        (date(2026, 12, 1), None, False, lights.NEAR),
        (date(2026, 11, 30), None, True, lights.NEAR),
        (date(2026, 12, 23), None, False, lights.NEAR),
        (date(2026, 12, 24), None, False, lights.NOT_DUE),
        (date(2026, 12, 24), date(2026, 12, 1), False, lights.NOT_DUE),
    ],
)
def test_a_dated_task(due: date | None, done: date | None, ready: bool, shown: lights.Light) -> None:
    assert dated(due, done, MONDAY, ready=ready) is shown


def test_working_days_are_counted_over_a_holiday() -> None:
    # 28 September to 12 October 2026: 29, 30 September, 8, 9, 10, 12 October are six working days.
    assert dated(date(2026, 10, 10), None, date(2026, 9, 28)) is lights.BEHIND
    assert dated(date(2026, 10, 12), None, date(2026, 9, 28)) is lights.NEAR


@pytest.mark.parametrize(
    ("today", "due", "shown", "unknown"),
    [
        # No more working days than days.
        (date(2031, 3, 3), date(2031, 3, 8), lights.BEHIND, None),
        # Six or seven days, some of them perhaps off: a week was guessed.
        (date(2031, 3, 3), date(2031, 3, 10), lights.NEAR, 2031),
        # 28, 29, 30, 31 December 2026 are worked: with one day of 2027 five at most, with two perhaps six.
        (date(2026, 12, 27), date(2027, 1, 1), lights.BEHIND, None),
        (date(2026, 12, 27), date(2027, 1, 2), lights.NEAR, 2027),
        # 23 to 31 December has seven working days, whatever 2027 brings.
        (date(2026, 12, 22), date(2027, 1, 8), lights.NEAR, None),
        (date(2031, 3, 3), date(2031, 4, 3), lights.NOT_DUE, None),
    ],
)
def test_a_year_whose_holidays_are_not_known_is_said_and_not_guessed(
    today: date, due: date, shown: lights.Light, unknown: int | None
) -> None:
    assert dated(due, None, today) is shown
    assert uncounted(due, today) == unknown


@given(start=any_.dates(date(2026, 1, 1), date(2027, 1, 31)), length=any_.integers(-5, 40), most=any_.integers(0, 10))
def test_at_most_so_many_working_days_is_what_the_count_says_wherever_it_can_be_made(
    start: date, length: int, most: int
) -> None:
    end = start + timedelta(days=length)
    try:
        counted = working_days(start, end)
    except YearNotKnown:
        known = max((date(2026, 12, 31) - start).days, 0)
        certain = working_days(start, start + timedelta(days=known)) if known else 0
        # The days of 2027 are between none and all of them worked.
        possible = {certain + more <= most for more in range(length - known + 1)}
        if len(possible) == 1:
            assert {at_most_working_days(start, end, most)} == possible
        else:
            with pytest.raises(YearNotKnown):
                at_most_working_days(start, end, most)
    else:
        assert at_most_working_days(start, end, most) == (counted <= most)


@pytest.mark.parametrize(
    ("percent", "left", "shown"),
    [
        (40.1, 50, lights.NOT_DUE),
        (40.0, 50, lights.BEHIND),
        (None, 50, lights.NOT_DUE),
        (85.1, 15, lights.NEAR),
        (85.1, 16, lights.NOT_DUE),
        (80.0, 5, lights.BEHIND),
        (90.0, -1, lights.OVERDUE),
    ],
)
def test_a_paced_task_of_a_hundred_days(percent: float | None, left: int, shown: lights.Light) -> None:
    due = MONDAY + timedelta(days=left)
    begins = due - timedelta(days=100)
    assert paced(due, None, MONDAY, begins=begins, percent=percent, near_days=15) is shown
    assert paced(due, MONDAY, MONDAY, begins=begins, percent=percent, near_days=15) is lights.DONE


def test_without_a_beginning_nobody_is_behind() -> None:
    due = MONDAY + timedelta(days=50)
    assert paced(due, None, MONDAY, begins=None, percent=0.0, near_days=15) is lights.NOT_DUE
    assert paced(due, None, MONDAY, begins=due, percent=0.0, near_days=15) is lights.NOT_DUE


@pytest.mark.parametrize(
    ("behind", "shown"),
    [
        (-5, lights.ON_PLAN),
        (9.9, lights.ON_PLAN),
        (10, lights.BEHIND),
        (30, lights.BEHIND),
        (30.1, lights.FAR_BEHIND),
        (100, lights.FAR_BEHIND),
    ],
)
def test_progress(behind: float, shown: lights.Light) -> None:
    assert progress(behind) is shown


def test_a_signal_asks_for_a_look_and_is_never_red() -> None:
    assert signal(True) is lights.LOOK
    assert signal(False) is None
    assert lights.LOOK.colour != "red"
