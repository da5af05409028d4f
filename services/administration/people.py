"""What an administrator sees and does of people's accounts, beside `services.access.accounts`: with the checks that
keep him from locking the bureau, or himself, out."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import polars as pl

from data.ledgers.people import ADMINISTRATOR
from data.store import Store, end_sessions_of, log_access, people_with_password, read_access, read_rows
from data.store.access_log import last_access
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts import people as accounts
from services.access.accounts.people import AccountRefused, Wanted
from services.access.accounts.sessions import accounts_exist
from services.access.rights import Action, Person, require
from services.days.clock import ZONE, Clock

SIGNED_IN, SIGNED_OUT, REFUSED, EXPORTED = "signed_in", "signed_out", "refused", "exported_unmasked"
PASSWORD_CHANGED, PASSWORD_RESET = "password_changed", "password_reset"
COMINGS = (SIGNED_IN, SIGNED_OUT, REFUSED, PASSWORD_CHANGED, PASSWORD_RESET)
MOST_LINES = 1_000


class NotConfirmed(StoreError):
    """Somebody is about to take his own administrator's role away."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "您正在取消自己的管理员权限，取消后不能自行恢复：确要如此，请先勾选确认",
                "you are about to take your own administrator's role away, and could not give it back: tick the box "
                "if you mean it",
            )
        )


def everybody(store: Store, person: Person) -> pl.DataFrame:
    """All people: code, name, office (its code), active, role (null: no account), subject, password (whether there is
    one), last (the last sign-in, UTC), id, version; by code."""
    require(person, Action.ADMINISTER)
    people = read_rows(store, "people", order=("code",))
    last = {code: last for code, last in last_access(store, SIGNED_IN).items() if code in people["code"]}
    return people.with_columns(
        password=pl.col("code").is_in(list(people_with_password(store))),
        last=pl.col("code").replace_strict(last, default=None, return_dtype=pl.Datetime("us", "UTC")),
    )


def open_account(store: Store, person: Person, wanted: Wanted, *, clock: Clock) -> str:
    """Give somebody an account, and the initial password, which is shown once. Raises AccountRefused, NotAllowed."""
    if not accounts_exist(store):
        raise AccountRefused(
            Text(
                "看板还没有账号：请先用启动时打印的一次性链接开设第一个管理员",
                "there are no accounts yet: make the first administrator by the one-time link printed at the start",
            )
        )
    accounts.add(store, person, wanted)
    return accounts.give_initial_password(store, person, wanted.code, clock.now())


def change_account(store: Store, person: Person, wanted: Wanted, *, confirmed: bool = False) -> None:
    """Change somebody's unit, role or whether he is active. Raises as `accounts.people.change`, LastAdministrator, and
    NotConfirmed where it takes one's own right to administer away."""
    gives_up = wanted.active is False or (wanted.role is not None and wanted.role != ADMINISTRATOR)
    if wanted.code == person.code and person.role == ADMINISTRATOR and gives_up and not confirmed:
        raise NotConfirmed
    accounts.change(store, person, wanted)


def reset_password(store: Store, person: Person, code: str, *, clock: Clock) -> str:
    """A new initial password for somebody, shown once; all of his sessions end."""
    return accounts.give_initial_password(store, person, code, clock.now())


def sign_out_everywhere(store: Store, person: Person, code: str) -> None:
    """End all sessions of somebody."""
    require(person, Action.ADMINISTER)
    end_sessions_of(store, code)
    log_access(store, SIGNED_OUT, code, detail={"everywhere": True, "by": person.code})


def access_lines(
    store: Store,
    person: Person,
    kinds: Sequence[str],
    *,
    code: str = "",
    first: date | None = None,
    last: date | None = None,
) -> pl.DataFrame:
    """The newest MOST_LINES lines of the access log of these kinds, of one person and between two days, both included:
    at (UTC), kind, code, address, detail (JSON text)."""
    require(person, Action.ADMINISTER)
    until = _midnight(last + timedelta(days=1)) if last else None
    since = _midnight(first) if first else None
    return read_access(store, kinds=kinds, code=code, since=since, until=until, limit=MOST_LINES)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
