"""Who acts: known from the cookie only while the person is active."""

from typing import cast

import polars as pl

from data.store import SYSTEM, Actor, Change, Store, commit
from services.identity import active_people, cookie_value, current_actor

NOWHERE = cast(Store, None)


def two_people(_store: Store) -> pl.DataFrame:
    return pl.DataFrame({"code": ["P-1", "员2"], "name": ["甲", "乙"], "office": ["IP", "IP"]})


def who(**cookies: str) -> Actor:
    return current_actor(cookies, NOWHERE, people=two_people)


def test_nobody_chosen_is_the_system():
    assert who() == SYSTEM
    assert who(board_actor="") == SYSTEM


def test_an_active_person_is_chosen_not_signed_in():
    assert who(board_actor="P-1") == Actor("P-1", "chosen")
    assert who(board_actor=cookie_value("员2")) == Actor("员2", "chosen")


def test_anything_else_in_the_cookie_is_the_system():
    for value in ("P-9", "p-1", "system", "%00", "P-1; x=1", "' OR 1=1"):
        assert who(board_actor=value) == SYSTEM


def test_the_people_of_a_store(store: Store):
    people = [
        Change("people", {"code": code, "name": "示例", "office": "IP", "active": active})
        for code, active in (("B", True), ("A", True), ("C", False))
    ]
    commit(store, SYSTEM, "test", people)
    assert active_people(store)["code"].to_list() == ["A", "B"]
    assert current_actor({"board_actor": "C"}, store) == SYSTEM
    assert current_actor({"board_actor": "A"}, store) == Actor("A", "chosen")
