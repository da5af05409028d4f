"""Who acts: somebody signed in, a person chosen on this machine while no account exists, or the board itself."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

import polars as pl

from data.store import SYSTEM, Store, read_rows
from services.rights import MACHINE, Person

ACTOR_COOKIE = "board_actor"
CHOSEN, SIGNED_IN = "chosen", "signed-in"
THE_BOARD = Person(SYSTEM.code, SYSTEM.how, MACHINE)


def active_people(store: Store) -> pl.DataFrame:
    """The people who may act: code, name, office (its code), by code."""
    return read_rows(store, "people", where={"active": True}, order=("code",), columns=("code", "name", "office"))


def current_person(
    cookies: Mapping[str, str], store: Store, *, people: Callable[[Store], pl.DataFrame] = active_people
) -> Person:
    """Who acts, by the cookie that `/actor` sets: an active person, else the board itself."""
    code = unquote(cookies.get(ACTOR_COOKIE, ""))
    offices = dict(people(store).select("code", "office").iter_rows()) if code else {}
    return Person(code, CHOSEN, MACHINE, offices[code] or "") if code in offices else THE_BOARD


def cookie_value(code: str) -> str:
    """A person's code as a cookie can hold it: codes may be Chinese."""
    return quote(code, safe="")
