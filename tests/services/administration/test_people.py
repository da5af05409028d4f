"""Accounts as an administrator handles them: nobody is locked out, and only administrators look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data.store import Store, log_access
from data.store.administrators import LastAdministrator
from services.access.accounts.attempts import Place
from services.access.accounts.people import AccountRefused, Wanted, add, give_initial_password
from services.access.accounts.sessions import accounts_exist, open_session, sessions_of, sign_in
from services.access.identity import THE_BOARD
from services.access.rights import NotAllowed, Person
from services.administration.people import (
    COMINGS,
    NotConfirmed,
    access_lines,
    change_account,
    everybody,
    open_account,
    reset_password,
    sign_out_everywhere,
)
from services.days.clock import FixedClock

CLOCK = FixedClock(date(2026, 11, 23))
ONE = Person("GL01", "signed-in", "administrator", "IP")
OFFICER = Wanted("ZD01", "示例乙", "ZD", "officer")


@pytest.fixture
def board(store: Store) -> Store:
    """A store with one administrator who can sign in."""
    add(store, THE_BOARD, Wanted("GL01", "示例甲", "IP", "administrator"))
    give_initial_password(store, THE_BOARD, "GL01", CLOCK.now())
    return replace(store, now=CLOCK.now)


def test_an_account_is_opened_and_its_password_lets_in(board: Store) -> None:
    password = open_account(board, ONE, OFFICER, clock=CLOCK)
    assert sign_in(board, "ZD01", password, place=Place("10.0.0.7"), now=CLOCK.now())
    row = everybody(board, ONE).row(1, named=True)
    assert (row["code"], row["role"], row["password"], row["last"]) == ("ZD01", "officer", True, CLOCK.now())


def test_the_first_account_is_not_opened_here(store: Store) -> None:
    with pytest.raises(AccountRefused, match="one-time link"):
        open_account(store, THE_BOARD, OFFICER, clock=CLOCK)
    assert not accounts_exist(store)
    assert everybody(store, THE_BOARD).is_empty()


def test_the_last_administrator_stays_one(board: Store) -> None:
    for wanted in (Wanted("GL01", active=False), Wanted("GL01", role="viewer")):
        with pytest.raises(LastAdministrator):
            change_account(board, ONE, wanted, confirmed=True)


def test_nobody_demotes_himself_by_accident(board: Store) -> None:
    open_account(board, ONE, Wanted("GL02", "示例丙", "IP", "administrator"), clock=CLOCK)
    for wanted in (Wanted("GL01", active=False), Wanted("GL01", role="viewer")):
        with pytest.raises(NotConfirmed):
            change_account(board, ONE, wanted)
    change_account(board, ONE, Wanted("GL01", office="FG"))
    change_account(board, ONE, Wanted("GL02", role="viewer"))
    change_account(board, ONE, Wanted("GL02", role="administrator"))
    change_account(board, ONE, Wanted("GL01", role="viewer"), confirmed=True)
    assert everybody(board, Person("GL02", "signed-in", "administrator", "IP"))["role"].to_list() == [
        "viewer",
        "administrator",
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda store: change_account(store, ONE, Wanted("ZD01", active=False)),
        lambda store: change_account(store, ONE, Wanted("ZD01", role="manager")),
        lambda store: reset_password(store, ONE, "ZD01", clock=CLOCK),
        lambda store: sign_out_everywhere(store, ONE, "ZD01"),
    ],
    ids=["disable", "promote", "reset", "sign out"],
)
def test_sessions_end_at_once(board: Store, act: Callable[[Store], object]) -> None:
    open_account(board, ONE, OFFICER, clock=CLOCK)
    open_session(board, "ZD01", "officer", address="10.0.0.7", now=CLOCK.now())
    assert len(sessions_of(board, "ZD01", CLOCK.now())) == 1
    act(board)
    assert sessions_of(board, "ZD01", CLOCK.now()) == []


def test_the_log_is_read_by_day_in_the_bureaus_zone(board: Store) -> None:
    late = replace(board, now=lambda: datetime(2026, 11, 22, 16, 30, tzinfo=UTC))  # 00:30 on the 23rd
    log_access(late, "refused", "GL01", address="10.0.0.7")
    first, last = date(2026, 11, 23), date(2026, 11, 22)
    assert access_lines(board, ONE, ("refused",), first=first).height == 1
    assert access_lines(board, ONE, ("refused",), last=last).is_empty()
    assert access_lines(board, ONE, COMINGS, code="GL01", first=first, last=first)["kind"].to_list()[-1] == "refused"


@pytest.mark.parametrize("role", ["viewer", "officer", "reviewer", "manager"])
def test_only_administrators_look_and_act(board: Store, role: str) -> None:
    other = Person("QT01", "signed-in", role, "IP")
    for refused in (
        lambda: everybody(board, other),
        lambda: access_lines(board, other, COMINGS),
        lambda: open_account(board, other, OFFICER, clock=CLOCK),
        lambda: change_account(board, other, Wanted("GL01", active=False)),
        lambda: reset_password(board, other, "GL01", clock=CLOCK),
        lambda: sign_out_everywhere(board, other, "GL01"),
    ):
        with pytest.raises(NotAllowed):
            refused()
