"""Passwords, links, sessions and counted attempts, as the store keeps them."""

from datetime import UTC, datetime, timedelta

import pytest

from data.store import (
    SYSTEM,
    Change,
    Credential,
    Limits,
    Store,
    any_credential,
    commit,
    count_attempt,
    end_session,
    end_sessions_of,
    forget_attempts,
    grounds_of,
    link_for,
    live_sessions,
    never_used,
    people_with_password,
    read_credential,
    read_rows,
    replace_hash,
    save_credential,
    save_link,
    start_session,
    touch_sessions,
    undo,
    use_link,
)
from data.store.commits import ACCOUNT

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(minutes=60), absolute=timedelta(hours=12))


@pytest.fixture
def people(store: Store) -> Store:
    rows = [
        Change("people", {"code": code, "name": f"示例{code}", "office": "IP", "active": True, "role": role})
        for code, role in (("A", "officer"), ("B", "viewer"))
    ]
    commit(store, SYSTEM, "账号", rows, kind=ACCOUNT)
    return store


def change(store: Store, code: str, /, **values: object) -> None:
    row = read_rows(store, "people", where={"code": code}).row(0, named=True)
    commit(store, SYSTEM, "test", [Change("people", values, id=row["id"], version=row["version"])])


def tokens(store: Store, now: datetime = NOW) -> list[str]:
    return sorted(session.token for session in live_sessions(store, now, LIMITS, tokens=["t1", "t2", "t3"]))


def signed_in(store: Store) -> Store:
    start_session(store, "t1", "A", "officer", "10.0.0.1", NOW, LIMITS)
    start_session(store, "t2", "A", "officer", "10.0.0.2", NOW + timedelta(minutes=1), LIMITS)
    start_session(store, "t3", "B", "viewer", "10.0.0.3", NOW, LIMITS)
    return store


def test_an_account_does_not_count_as_using_the_store(people: Store):
    assert never_used(people)
    change(people, "A", name="别名")
    assert not never_used(people)


def test_a_password_replaces_the_one_before_and_voids_links(store: Store):
    assert not any_credential(store)
    save_link(store, "A", "link", NOW + timedelta(hours=1))
    save_credential(store, "A", "hash 1", initial=True, now=NOW)
    assert read_credential(store, "A") == Credential("hash 1", True)
    save_credential(store, "A", "hash 2", initial=False, now=NOW)
    assert read_credential(store, "A") == Credential("hash 2", False)
    assert read_credential(store, "B") is None
    assert any_credential(store)
    assert people_with_password(store) == {"A"}
    assert link_for(store, "link", NOW) is None


def test_a_link_is_good_once_and_for_its_time(store: Store):
    save_link(store, "A", "first", NOW + timedelta(hours=1))
    save_link(store, "A", "second", NOW + timedelta(hours=1))
    assert link_for(store, "first", NOW) is None
    assert link_for(store, "second", NOW) == "A"
    assert link_for(store, "second", NOW + timedelta(hours=1)) is None
    assert not use_link(store, "second", NOW + timedelta(hours=1))
    assert [use_link(store, "second", NOW) for _ in range(2)] == [True, False]


def test_a_live_session_says_who_it_is(people: Store):
    save_credential(people, "A", "hash", initial=True, now=NOW)
    (session,) = live_sessions(signed_in(people), NOW, LIMITS, tokens=["t1"])
    assert (session.code, session.name, session.role, session.office) == ("A", "示例A", "officer", "IP")
    assert (session.initial, session.started, session.address) == (True, NOW, "10.0.0.1")
    assert not live_sessions(people, NOW, LIMITS, tokens=["t3"])[0].initial
    assert [session.token for session in live_sessions(people, NOW, LIMITS, code="A")] == ["t2", "t1"]


def test_idle_sessions_end_unless_they_are_used(people: Store):
    signed_in(people)
    touch_sessions(people, ["t3"], NOW + timedelta(minutes=30))
    assert tokens(people, NOW + timedelta(minutes=60)) == ["t2", "t3"]
    assert tokens(people, NOW + timedelta(minutes=89)) == ["t3"]
    assert tokens(people, NOW + timedelta(minutes=90)) == []


def test_no_session_outlives_the_absolute_limit(people: Store):
    signed_in(people)
    touch_sessions(people, ["t1", "t3"], NOW + timedelta(hours=12))
    assert tokens(people, NOW + timedelta(hours=12)) == []


@pytest.mark.parametrize("values", [{"active": False}, {"role": "administrator"}, {"role": None}])
def test_whoever_is_disabled_or_given_another_role_is_out(people: Store, values: dict):
    signed_in(people)
    change(people, "A", **values)
    assert tokens(people) == ["t3"]


@pytest.mark.parametrize("values", [{"active": False}, {"role": "reviewer"}, {"role": None}, {"code": "C"}])
def test_what_ended_stays_ended(people: Store, values: dict):
    """Somebody is disabled, given another role or name in whichever way, and all that put back."""
    before = read_rows(people, "people", where={"code": "A"}).row(0, named=True)
    signed_in(people)
    change(people, "A", **values)
    change(people, values.get("code", "A"), **{name: before[name] for name in values})
    assert tokens(people) == ["t3"]


def test_an_undo_revives_no_session(people: Store):
    signed_in(people)
    row = read_rows(people, "people", where={"code": "A"}).row(0, named=True)
    less = Change("people", {"role": "viewer"}, id=row["id"], version=row["version"])
    number = commit(people, SYSTEM, "test", [less]).number
    undo(people, SYSTEM, number, "test")
    assert tokens(people) == ["t3"]


def test_a_person_who_comes_back_signs_in_anew(people: Store):
    signed_in(people)
    row = read_rows(people, "people", where={"code": "B"}).row(0, named=True)
    commit(people, SYSTEM, "test", [Change("people", id=row["id"], version=row["version"], withdraw="离职")])
    again = {"code": "B", "name": "示例B", "office": "IP", "active": True, "role": "viewer"}
    commit(people, SYSTEM, "test", [Change("people", again)])
    assert tokens(people) == ["t1", "t2"]


def test_a_name_that_passes_to_another_person_takes_no_session_along(people: Store):
    signed_in(people)
    change(people, "A", code="OLD")
    another = {"code": "A", "name": "新人", "office": "IP", "active": True, "role": "officer"}
    commit(people, SYSTEM, "test", [Change("people", another)])
    assert tokens(people) == ["t3"]


def test_what_does_not_matter_ends_no_session(people: Store):
    signed_in(people)
    change(people, "A", name="别名")
    change(people, "A", name="示例A", office="ZD")
    assert tokens(people) == ["t1", "t2", "t3"]


def test_a_session_after_the_change_is_live(people: Store):
    change(people, "A", active=False)
    change(people, "A", active=True)
    assert tokens(signed_in(people)) == ["t1", "t2", "t3"]


def test_another_password_ends_the_sessions_of_the_one_before(people: Store):
    """Also where they could not be taken away, and one that began while the old password was still being checked."""
    save_credential(people, "A", "hash 1", initial=False, now=NOW)
    checked = grounds_of(people, "A")
    signed_in(people)
    save_credential(people, "A", "hash 2", initial=False, now=NOW + timedelta(minutes=1))
    start_session(people, "t4", "A", "officer", "10.0.0.1", NOW, LIMITS, checked)
    assert live_sessions(people, NOW, LIMITS, code="A") == []
    end_sessions_of(people, "A", but="t2")
    assert tokens(people) == ["t2", "t3"]


def test_another_hash_of_the_same_password_ends_nothing_and_revives_nothing(people: Store):
    save_credential(people, "A", "hash 1", initial=False, now=NOW)
    save_link(people, "A", "link", NOW + timedelta(hours=1))
    signed_in(people)
    replace_hash(people, "A", "hash 1", "hash 1, stronger")
    assert tokens(people) == ["t1", "t2", "t3"]
    assert link_for(people, "link", NOW) == "A"
    save_credential(people, "A", "hash 2", initial=False, now=NOW)
    replace_hash(people, "A", "hash 1, stronger", "hash 1, stronger still")
    assert read_credential(people, "A") == Credential("hash 2", False)


def test_a_withdrawn_person_is_out(people: Store):
    signed_in(people)
    row = read_rows(people, "people", where={"code": "B"}).row(0, named=True)
    commit(people, SYSTEM, "test", [Change("people", id=row["id"], version=row["version"], withdraw="离职")])
    assert tokens(people) == ["t1", "t2"]


def test_sessions_are_ended_singly_and_all_but_one(people: Store):
    signed_in(people)
    end_session(people, "t3")
    assert tokens(people) == ["t1", "t2"]
    end_sessions_of(people, "A", but="t2")
    assert tokens(people) == ["t2"]
    end_sessions_of(people, "A")
    assert tokens(people) == []


def test_attempts_are_counted_unless_they_come_too_early(store: Store):
    seen = []

    def wait(known) -> float:
        seen.append({key: n for key, (n, _) in known.items()})
        return 7.0 if len(seen) == 3 else 0.0

    forget = NOW - timedelta(minutes=15)
    assert [count_attempt(store, ["account", "address"], NOW, forget, wait) for _ in range(4)] == [0, 0, 7, 0]
    assert seen == [{}, {"account": 1, "address": 1}, *[{"account": 2, "address": 2}] * 2]
    forget_attempts(store, ["account"], last_of=["address"])
    count_attempt(store, ["account", "address"], NOW, forget, wait)
    assert seen[-1] == {"address": 2}
    count_attempt(store, ["account", "address"], NOW + timedelta(hours=1), NOW + timedelta(minutes=1), wait)
    assert seen[-1] == {}
