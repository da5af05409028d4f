"""The demonstration once it is loaded: every fault of the boundary is found, every alarm raised, and all goes again."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.ledgers import ledgers
from data.registry import entries
from data.store import SYSTEM, Change, Store, commit, open_store, read_rows, remove_demonstration
from data.store.rows import demonstration
from services.access.identity import CHOSEN, THE_BOARD
from services.access.rights import MACHINE, Person
from services.administration.demonstration import load_demonstration
from services.days.clock import FixedClock
from services.indication.comments import comments, replies
from services.indication.compare import compare
from services.indication.review import INVENTED, decisions, obstacles, signature_mark
from services.indication.seasons import plots_of, seasons
from services.indication.use import mark_use
from services.indication.versions import Draft, Version, add_version, findings, version, version_in_force, versions
from services.indication.zone import zone

TODAY = date(2026, 11, 23)
AS_OF = date(2026, 9, 30)
CLOCK = FixedClock(TODAY)
BY_STATE = {"returned": "第一稿", "final": "第二稿", "in_review": "第三稿"}
SOMEBODY = Person("IP77", CHOSEN, MACHINE, "IP")


@pytest.fixture(scope="module")
def loaded(demonstration: Path) -> Iterator[Store]:
    """A store that holds the demonstration: tests only read it."""
    store = open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration, now=CLOCK.now)
    yield store
    store.close()


@pytest.fixture
def copy(loaded: Store, tmp_path: Path) -> Iterator[Store]:
    """One of its own for a test that writes."""
    loaded.close()
    shutil.copytree(loaded.folder, tmp_path, dirs_exist_ok=True)
    store = open_store(f"sqlite:///{tmp_path / 'board.db'}", tmp_path, now=CLOCK.now)
    yield store
    store.close()


def of_state(store: Store, state: str) -> Version:
    rows = versions(store)
    return version(store, rows.filter(rows["state"] == state)["code"].item())


def test_three_versions_each_in_its_state(loaded: Store) -> None:
    for state, title in BY_STATE.items():
        found = of_state(loaded, state)
        assert found.title == f"示意保护范围 {title}（演示）"
        assert found.author == found.submitted_by == "SLR101"
        assert found.note is not None
        assert found.note.startswith("演示数据")


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("returned", {"self_intersection", "spike", "duplicate_vertex", "declared_area", "outside_district"}),
        (
            "in_review",
            {"self_intersection", "spike", "duplicate_vertex", "declared_area", "sliver", "hole", "plot_overlap",
             "plot_outside", "mark_user_outside", "finer_than_sketch"},
        ),
    ],
)  # fmt: skip
def test_every_fault_is_found(loaded: Store, state: str, codes: set[str]) -> None:
    found = findings(loaded, of_state(loaded, state))
    assert codes <= {one.code for one in found}


def test_the_faults_of_the_outlines_are_those_that_were_drawn(loaded: Store) -> None:
    found = findings(loaded, of_state(loaded, "in_review"))
    of_area = [one.code for one in found if not one.subject]
    assert sorted(of_area) == [
        "declared_area", "duplicate_vertex", "finer_than_sketch", "hole", "self_intersection", "sliver", "spike",
    ]  # fmt: skip
    overlaps = {one.subject for one in found if one.code == "plot_overlap"}
    assert overlaps == {("SLDK009", "SLDK010"), ("SLDK130", "SLDK131")}
    assert {one.subject for one in found if one.code == "self_intersection"} == {(), ("SLDK047",)}


def test_the_second_version_has_no_fault_of_its_own(loaded: Store) -> None:
    found = findings(loaded, of_state(loaded, "final"))
    assert {one.code for one in found if not one.subject} == {"finer_than_sketch"}
    assert {one.subject[0] for one in found if one.code == "mark_user_outside"} == {"SLDK295", "SLDK296", "SLDK299"}


def test_the_signed_version_says_that_nobody_verified_who_signed(loaded: Store) -> None:
    signed = of_state(loaded, "final")
    assert signed.signed_by not in (None, signed.author)
    assert signature_mark(signed.signed_how) == INVENTED
    in_force = version_in_force(loaded, AS_OF)
    assert in_force is not None
    assert in_force.code == signed.code
    assert version_in_force(loaded, date(2024, 8, 19)) is None


def test_each_step_stands_on_its_day(loaded: Store) -> None:
    steps = decisions(loaded, of_state(loaded, "returned"))
    assert steps["state"].to_list() == ["draft", "in_review", "returned"]
    assert steps["at"].dt.date().to_list() == [date(2024, 6, 18), date(2024, 6, 20), date(2024, 7, 1)]


def test_the_third_version_can_not_be_signed_off_yet(loaded: Store) -> None:
    third = of_state(loaded, "in_review")
    waiting = [one for one in comments(loaded, third.code) if one.open]
    assert {one.state for one in waiting} == {"pending", "adopted"}
    assert any(one.overdue(TODAY) for one in waiting)
    stand = obstacles(SOMEBODY, third, findings(loaded, third), waiting)
    assert any("自相交" in one.text.zh for one in stand)
    assert any("未办结的意见" in one.text.zh for one in stand)


def test_comments_are_pinned_to_what_is_found_today(loaded: Store) -> None:
    third = of_state(loaded, "in_review")
    said = comments(loaded, third.code)
    pinned = {one.target for one in said if one.pin == "finding"}
    assert pinned <= {one.id for one in findings(loaded, third)}
    assert len(pinned) == 4
    assert replies(loaded, *(one.number for one in said)).height == 3


def test_the_versions_differ_in_ground_and_plots(loaded: Store) -> None:
    old, new = of_state(loaded, "final"), of_state(loaded, "in_review")
    change = compare(old.geometry, new.geometry, plots_of(loaded))
    assert change.added_area.hectares > 20
    assert change.removed_area.hectares > 10
    moved = dict(change.plots.select("code", "moved").iter_rows())
    assert {code for code, way in moved.items() if way == "in"} == {"SLDK295", "SLDK296", "SLDK297", "SLDK298"}
    assert {code for code, way in moved.items() if way == "out"} >= {"SLDK253", "SLDK254", "SLDK259"}


@pytest.mark.parametrize("today", [AS_OF, TODAY])
def test_the_use_of_the_mark_raises_each_alarm_once(loaded: Store, today: date) -> None:
    use = mark_use(loaded, THE_BOARD, seasons(loaded)[0], today)
    raised = {user: alarms for user, alarms in use.balance.select("user", "alarms").iter_rows() if alarms}
    assert raised == {"SLYB03": ["over_yield"], "SLYB06": ["over_quota"], "SLYB08": ["oversold"]}
    assert dict(use.notices.filter(use.notices["notice"] != "outside").select("notice", "user").iter_rows()) == {
        "expired": "SLYB18",
        "expiring": "SLYB12",
        "no_sample": "SLYB16",
        "sample_failed": "SLYB17",
    }
    outside = use.notices.filter(use.notices["notice"] == "outside")
    assert outside["user"].to_list() == ["SLYB05", "SLYB09"]


def test_users_without_figures_are_not_judged(loaded: Store) -> None:
    use = mark_use(loaded, THE_BOARD, "2025-2026", AS_OF)
    unknown = use.balance.filter(use.balance["state"] == "unknown")["user"].to_list()
    assert unknown == ["SLYB11", "SLYB14"]


def test_the_zone_is_applied_for_and_no_further(loaded: Store) -> None:
    found = zone(loaded, TODAY)
    assert found.stage.code == "applying"
    assert {one.light.code for one in found.topics if one.light} >= {"red", "yellow", "blue", "calm"}
    assert found.records["attachment"].is_not_null().sum() == 4
    met = {one.code: one.met for one in found.conditions}
    assert met == {"recognised": None, "industry": False, "no_accident": True, "policy_support": None}


def test_it_is_loaded_into_no_store_that_was_used(store: Store) -> None:
    commit(store, SYSTEM, "先行使用", [Change("gi_rights", {"code": "QL1", "product": "示例", "system": "gi_product"})])
    assert load_demonstration(store, CLOCK) is None
    assert versions(store).is_empty()


def test_removal_leaves_nothing(copy: Store) -> None:
    remove_demonstration(copy, SYSTEM)
    left = {name: read_rows(copy, name).height for name in ledgers()}
    assert left == {**dict.fromkeys(ledgers(), 0), "offices": len(entries("offices"))}
    assert not demonstration(copy)
    assert version_in_force(copy, TODAY) is None


def test_removal_leaves_what_is_real(copy: Store) -> None:
    outline = of_state(copy, "final").geometry
    code = add_version(copy, SOMEBODY, Draft(title="本局草案", geometry=outline), clock=CLOCK)
    remove_demonstration(copy, SYSTEM)
    assert versions(copy)["code"].to_list() == [code]
    assert load_demonstration(copy, CLOCK) is None
