"""Who acts: somebody signed in; while no account exists, a person chosen on this machine; or the board itself."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

import polars as pl

from data.store import SYSTEM, Session, Store, read_rows
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts.sessions import accounts_exist, session_of
from services.access.rights import MACHINE, Person

ACTOR_COOKIE, SESSION_COOKIE = "board_actor", "board_session"
CHOSEN, SIGNED_IN = "chosen", "signed-in"
THE_BOARD = Person(SYSTEM.code, SYSTEM.how, MACHINE)


class SessionEnded(StoreError):
    """Whoever this was is not signed in any more; nothing may be shown."""

    def __init__(self) -> None:
        super().__init__(Text("登录已结束，请重新登录", "you are no longer signed in: please sign in again"))


def active_people(store: Store) -> pl.DataFrame:
    """The people who may act: code, name, office (its code), by code."""
    return read_rows(store, "people", where={"active": True}, order=("code",), columns=("code", "name", "office"))


def current_person(
    cookies: Mapping[str, str],
    store: Store,
    *,
    people: Callable[[Store], pl.DataFrame] = active_people,
    exist: Callable[[Store], bool] = accounts_exist,
) -> Person:
    """Who acts. Where there are accounts: who is signed in, by the session's cookie; raises SessionEnded.
    Before that: the active person chosen on `/actor`, else the board itself."""
    if exist(store):
        session = session_of(store, cookies.get(SESSION_COOKIE, ""))
        if session is None or session.initial:
            raise SessionEnded
        return signed_in(session)
    code = unquote(cookies.get(ACTOR_COOKIE, ""))
    offices = dict(people(store).select("code", "office").iter_rows()) if code else {}
    return Person(code, CHOSEN, MACHINE, offices[code] or "") if code in offices else THE_BOARD


def choice_lost(cookies: Mapping[str, str], person: Person) -> bool:
    """Whether somebody was chosen on this machine who is not among the active people (any more), so that `person`,
    who acts, is the board itself."""
    code = cookies.get(ACTOR_COOKIE)
    return person == THE_BOARD and isinstance(code, str) and code != ""


def signed_in(session: Session) -> Person:
    """The person of a live session."""
    return Person(session.code, SIGNED_IN, session.role, session.office)


def cookie_value(code: str) -> str:
    """A person's code as a cookie can hold it: codes may be Chinese."""
    return quote(code, safe="")
