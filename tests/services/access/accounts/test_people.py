"""Giving people accounts and taking them away."""

from datetime import UTC, datetime

import pytest

from data.store import SYSTEM, Change, Store, commit, never_used, read_credential, read_rows
from data.store.errors import UnknownReference
from services.access.accounts.links import give_link
from services.access.accounts.people import AccountRefused, Wanted, accounts, add, change, give_initial_password
from services.access.accounts.sessions import open_session, session_of, sessions_of
from services.access.identity import THE_BOARD
from services.access.rights import NotAllowed, Person

NOW = datetime.now(UTC)
NEW = Wanted("SLR9", "示例九", "IP", "officer")


def test_a_new_person_gets_an_account(store: Store):
    add(store, THE_BOARD, NEW)
    give_initial_password(store, THE_BOARD, "SLR9", NOW)
    (row,) = accounts(store).rows(named=True)
    assert row == {
        "code": "SLR9",
        "name": "示例九",
        "office": "IP",
        "role": "officer",
        "active": True,
        "subject": None,
        "password": True,
    }
    assert never_used(store)


def test_a_person_of_the_ledger_gets_one_and_keeps_name_and_office(store: Store):
    known = {"code": "SLR9", "name": "台账姓名", "office": "IP", "active": False}
    commit(store, SYSTEM, "test", [Change("people", known)])
    add(store, THE_BOARD, Wanted("SLR9", role="reviewer"))
    assert accounts(store).select("name", "office", "role", "active").rows() == [("台账姓名", "IP", "reviewer", True)]


def test_who_has_an_account_gets_no_second_one(store: Store):
    add(store, THE_BOARD, NEW)
    give_initial_password(store, THE_BOARD, "SLR9", NOW)
    with pytest.raises(AccountRefused, match="has an account"):
        add(store, THE_BOARD, NEW)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("", "甲", "IP", "officer"),
        Wanted("two words", "甲", "IP", "officer"),
        Wanted("Ａ", "甲", "IP", "officer"),
        Wanted("a\nb", "甲", "IP", "officer"),
        Wanted("x" * 41, "甲", "IP", "officer"),
        Wanted("a", " ", "IP", "officer"),
        Wanted("a", "甲" * 61, "IP", "officer"),
        Wanted("a", "甲", "IP", "machine"),
        Wanted("a", "甲", None, "officer"),
        Wanted("a", None, "IP", "officer"),
        Wanted("a", "甲", "IP", None),
    ],
)
def test_what_is_no_account_is_refused(store: Store, wanted: Wanted):
    with pytest.raises(AccountRefused):
        add(store, THE_BOARD, wanted)
    assert read_rows(store, "people").is_empty()


def test_an_unknown_office_is_refused(store: Store):
    with pytest.raises(UnknownReference):
        add(store, THE_BOARD, Wanted("a", "甲", "NOWHERE", "officer"))


@pytest.mark.parametrize("role", ["viewer", "officer", "reviewer", "manager"])
def test_only_an_administrator_may(store: Store, role: str):
    add(store, THE_BOARD, NEW)
    person = Person("B", "signed-in", role, "IP")
    for forbidden in (
        lambda: add(store, person, Wanted("C", "丙", "IP", "officer")),
        lambda: change(store, person, Wanted("SLR9", role="administrator")),
        lambda: give_initial_password(store, person, "SLR9", NOW),
        lambda: give_link(store, person, "SLR9", NOW),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


@pytest.mark.parametrize(
    ("wanted", "ends"),
    [
        (Wanted("SLR9", active=False), True),
        (Wanted("SLR9", role="viewer"), True),
        (Wanted("SLR9", name="别名"), False),
        (Wanted("SLR9", role="officer"), False),
    ],
)
def test_a_change_that_matters_ends_the_sessions_for_good(store: Store, wanted: Wanted, ends: bool):
    add(store, THE_BOARD, NEW)
    token = open_session(store, "SLR9", "officer", address="", now=NOW)
    change(store, THE_BOARD, wanted)
    change(store, THE_BOARD, Wanted("SLR9", role="officer", active=True))
    assert (session_of(store, token) is None) == ends


def test_a_new_initial_password_ends_the_sessions(store: Store):
    add(store, THE_BOARD, NEW)
    open_session(store, "SLR9", "officer", address="", now=NOW)
    give_initial_password(store, THE_BOARD, "SLR9", NOW)
    credential = read_credential(store, "SLR9")
    assert credential is not None
    assert credential.initial
    assert sessions_of(store, "SLR9", NOW) == []


@pytest.mark.parametrize("code", ["nobody", "left", "plain"])
def test_who_has_no_account_gets_no_password(store: Store, code: str):
    people = [("left", False, "officer"), ("plain", True, None)]
    rows = [{"code": c, "name": "示例", "office": "IP", "active": a, "role": r} for c, a, r in people]
    commit(store, SYSTEM, "test", [Change("people", row) for row in rows])
    with pytest.raises(AccountRefused):
        give_initial_password(store, THE_BOARD, code, NOW)
    with pytest.raises(AccountRefused):
        give_link(store, THE_BOARD, code, NOW)


def test_nobody_unknown_is_changed(store: Store):
    with pytest.raises(AccountRefused, match="nobody"):
        change(store, THE_BOARD, Wanted("nobody", active=True))
