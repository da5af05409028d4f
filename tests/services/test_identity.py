"""Who acts: known from the cookie only while the person is active."""

from typing import cast

import polars as pl

from data.store import SYSTEM, Change, Store, commit
from services.identity import THE_BOARD, active_people, cookie_value, current_person
from services.rights import MACHINE, Person

NOWHERE = cast(Store, None)


def two_people(_store: Store) -> pl.DataFrame:
    return pl.DataFrame({"code": ["P-1", "员2"], "name": ["甲", "乙"], "office": ["IP", "IP"]})


def who(**cookies: str) -> Person:
    return current_person(cookies, NOWHERE, people=two_people)


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
