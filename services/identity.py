"""Who acts: a person chosen on this machine, or the board itself. Every commit records both who and how."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

import polars as pl

from data.store import SYSTEM, Actor, Store, read_rows

ACTOR_COOKIE = "board_actor"
CHOSEN = "chosen"


def active_people(store: Store) -> pl.DataFrame:
    """The people who may act: code, name, office (its code), by code."""
    return read_rows(store, "people", where={"active": True}, order=("code",), columns=("code", "name", "office"))


def current_actor(
    cookies: Mapping[str, str], store: Store, *, people: Callable[[Store], pl.DataFrame] = active_people
) -> Actor:
    """Who acts, by the cookie that `/actor` sets: an active person, else the built-in actor `system`."""
    code = unquote(cookies.get(ACTOR_COOKIE, ""))
    if code and code in people(store)["code"].to_list():
        return Actor(code, CHOSEN)
    return SYSTEM


def cookie_value(code: str) -> str:
    """A person's code as a cookie can hold it: codes may be Chinese."""
    return quote(code, safe="")
