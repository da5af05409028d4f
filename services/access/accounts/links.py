"""One-time links: by one the first administrator comes in, by others people set their password."""

from datetime import datetime

from data.ledgers.people import ADMINISTRATOR
from data.store import Store, link_for, save_link, use_link
from data.texts import Text
from services.access.accounts.choosing import check_password, keep_password
from services.access.accounts.limits import link_life
from services.access.accounts.people import AccountRefused, Wanted, add, check, must_have_role, row_of
from services.access.accounts.sessions import accounts_exist
from services.access.accounts.tokens import digest, new_token
from services.access.rights import Action, Person, require

# Whose link the first administrator's is: nobody's yet.
FIRST = ""


def give_link(store: Store, person: Person, code: str, now: datetime) -> str:
    """The token of a link by which somebody sets a password; until then the present one stays good."""
    require(person, Action.ADMINISTER)
    must_have_role(store, code)
    return _new_link(store, code, now)


def first_link(store: Store, now: datetime) -> str | None:
    """The token of the link for the first administrator; None once there are accounts."""
    return None if accounts_exist(store) else _new_link(store, FIRST, now)


def _new_link(store: Store, code: str, now: datetime) -> str:
    token = new_token()
    save_link(store, code, digest(token), now + link_life())
    return token


def owner_of_link(store: Store, token: str, now: datetime) -> str:
    """Whose link this is: a person's code, or FIRST. Raises AccountRefused when the link is not good."""
    code = link_for(store, digest(token), now)
    if code is None or (code == FIRST and accounts_exist(store)):
        raise _refused()
    return code


def set_by_link(store: Store, token: str, password: str, *, address: str, now: datetime) -> str:
    """Set a password by a link; the person's code. Raises PasswordRefused, and the link stays good, or
    AccountRefused when the link is not good or its owner has no account any more."""
    code = owner_of_link(store, token, now)
    must_have_role(store, code)
    row = row_of(store, code) or {}
    check_password(password, code, row.get("name", ""))
    _use(store, token, now)
    keep_password(store, code, password, address=address, now=now)
    return code


def set_up(
    store: Store, person: Person, token: str, wanted: Wanted, password: str, *, address: str, now: datetime
) -> str:
    """Make the first administrator by a link; the code. Raises PasswordRefused and AccountRefused, and the link
    stays good where it was; UnknownReference."""
    if owner_of_link(store, token, now) != FIRST:
        raise _refused()
    check(wanted)
    check_password(password, wanted.code, wanted.name or "")
    _use(store, token, now)
    add(store, person, Wanted(wanted.code, wanted.name, wanted.office, ADMINISTRATOR))
    keep_password(store, wanted.code, password, address=address, now=now)
    return wanted.code


def _use(store: Store, token: str, now: datetime) -> None:
    if not use_link(store, digest(token), now):
        raise _refused()


def _refused() -> AccountRefused:
    zh = "链接无效、已用过或已过期，请向管理员要一个新的"
    return AccountRefused(Text(zh, "this link is not valid, was used or has expired: ask for a new one"))
