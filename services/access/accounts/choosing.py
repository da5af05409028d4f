"""Choosing a password: under the rules, and ending the sessions that the old one opened."""

from datetime import datetime

from data.store import Session, Store, end_sessions_of, log_access, read_credential, save_credential
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts import passwords
from services.access.accounts.attempts import Place, forgive
from services.access.accounts.sessions import SignInRefused, may_try


class PasswordRefused(StoreError):
    """The new password breaks a rule; the text says which."""


def check_password(password: str, code: str, name: str) -> None:
    """Raises PasswordRefused for a password this person may not have."""
    if fault := passwords.fault(password, (code, name)):
        raise PasswordRefused(fault)


def keep_password(store: Store, code: str, password: str, *, address: str, now: datetime, but: str = "") -> None:
    """Keep a password that was checked; the person's sessions end, but for the one with the hash `but`."""
    save_credential(store, code, passwords.hashed(password), initial=False, now=now)
    end_sessions_of(store, code, but=but)
    log_access(store, "password_changed", code, address=address)


def change_password(store: Store, session: Session, old: str, new: str, *, place: Place, now: datetime) -> None:
    """Give oneself another password; all other sessions end. Raises SignInRefused for a wrong old password or
    too many attempts, PasswordRefused for a new one that breaks the rules or is the old one."""
    may_try(store, session.code, place, now)
    credential = read_credential(store, session.code)
    if not passwords.fits(credential.hash if credential else None, old):
        raise SignInRefused(Text("现用口令不正确", "the present password is wrong"))
    forgive(store, session.code, place, now)
    if old == new:
        raise PasswordRefused(Text("新口令与现用口令相同", "the new password is the present one"))
    check_password(new, session.code, session.name)
    keep_password(store, session.code, new, address=place.address, now=now, but=session.token)
