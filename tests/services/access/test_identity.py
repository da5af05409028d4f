"""Who acts: by the chosen name while there are no accounts, by the session from the first account on."""

from datetime import UTC, datetime, timedelta
from typing import cast

import polars as pl
import pytest

from data.store import SYSTEM, Change, Store, commit, end_session, save_credential
from services.access.accounts.people import Wanted, add, change
from services.access.accounts.sessions import accounts_exist, open_session
from services.access.accounts.tokens import digest
from services.access.identity import (
    SESSION_COOKIE,
    THE_BOARD,
    SessionEnded,
    active_people,
    choice_lost,
    cookie_value,
    current_person,
)
from services.access.rights import MACHINE, Person

NOWHERE = cast(Store, None)


def two_people(_store: Store) -> pl.DataFrame:
    return pl.DataFrame({"code": ["P-1", "员2"], "name": ["甲", "乙"], "office": ["IP", "IP"]})


def who(**cookies: str) -> Person:
    return current_person(cookies, NOWHERE, people=two_people, exist=lambda _store: False)


def test_nobody_chosen_is_the_system():
    assert who() == THE_BOARD
    assert who(board_actor="") == THE_BOARD


def test_an_active_person_is_chosen_not_signed_in():
    assert who(board_actor="P-1") == Person("P-1", "chosen", MACHINE, "IP")
    assert who(board_actor=cookie_value("员2")) == Person("员2", "chosen", MACHINE, "IP")


def test_anything_else_in_the_cookie_is_the_system():
    for value in ("P-9", "p-1", "system", "%00", "P-1; x=1", "' OR 1=1"):
        assert who(board_actor=value) == THE_BOARD


def test_the_people_of_a_store(store: Store):
    people = [
        Change("people", {"code": code, "name": "示例", "office": "IP", "active": active})
        for code, active in (("B", True), ("A", True), ("C", False))
    ]
    commit(store, SYSTEM, "test", people)
    assert active_people(store)["code"].to_list() == ["A", "B"]
    assert current_person({"board_actor": "C"}, store) == THE_BOARD
    assert current_person({"board_actor": "A"}, store) == Person("A", "chosen", MACHINE, "IP")


def signed_in(store: Store, *, initial: bool = False, at: datetime | None = None) -> dict[str, str]:
    """The cookies of an officer A with a password, who signed in at an instant, by default now."""
    add(store, THE_BOARD, Wanted("A", "示例甲", "IP", "officer"))
    save_credential(store, "A", "hash", initial=initial, now=datetime.now(UTC))
    return {SESSION_COOKIE: open_session(store, "A", "officer", address="", now=at or datetime.now(UTC))}


def test_with_accounts_the_session_says_who_it_is(store: Store):
    cookies = signed_in(store)
    assert current_person(cookies, store) == Person("A", "signed-in", "officer", "IP")
    assert current_person({**cookies, "board_actor": "B"}, store).code == "A"


@pytest.mark.parametrize("cookies", [{}, {"board_actor": "A"}, {SESSION_COOKIE: ""}, {SESSION_COOKIE: "x" * 43}])
def test_with_accounts_nobody_acts_without_a_session(store: Store, cookies: dict[str, str]):
    signed_in(store)
    with pytest.raises(SessionEnded):
        current_person(cookies, store)


def test_a_session_that_ended_shows_nothing(store: Store):
    cookies = signed_in(store)
    end_session(store, digest(cookies[SESSION_COOKIE]))
    with pytest.raises(SessionEnded):
        current_person(cookies, store)


def test_a_session_left_alone_shows_nothing(store: Store):
    with pytest.raises(SessionEnded):
        current_person(signed_in(store, at=datetime.now(UTC) - timedelta(hours=2)), store)


def test_with_the_initial_password_nothing_is_shown(store: Store):
    with pytest.raises(SessionEnded):
        current_person(signed_in(store, initial=True), store)


@pytest.mark.parametrize("wanted", [Wanted("A", role="administrator"), Wanted("A", active=False)])
def test_another_role_or_none_ends_it(store: Store, wanted: Wanted):
    cookies = signed_in(store)
    change(store, THE_BOARD, wanted)
    with pytest.raises(SessionEnded):
        current_person(cookies, store)


def test_an_identity_provider_alone_closes_the_board(store: Store):
    assert accounts_exist(store, {"BOARD_OIDC_ISSUER": "https://id.example"})
    assert not accounts_exist(store, {})


def test_a_chosen_person_who_is_gone_does_not_become_the_system_without_a_word():
    for cookies, lost in (({}, False), ({"board_actor": "P-1"}, False), ({"board_actor": "P-9"}, True)):
        assert choice_lost(cookies, who(**cookies)) is lost
