"""Signing in, being signed in, signing out."""

import os
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from math import ceil

from data.store import (
    Grounds,
    Session,
    Store,
    any_credential,
    end_session,
    end_sessions_of,
    grounds_of,
    live_sessions,
    log_access,
    read_credential,
    read_rows,
    replace_hash,
    start_session,
)
from data.store.errors import Busy, StoreError
from data.texts import Text
from services.access.accounts import passwords
from services.access.accounts.attempts import Place, forgive, take_attempt
from services.access.accounts.limits import session_limits
from services.access.accounts.tokens import digest, new_token

ISSUER = "BOARD_OIDC_ISSUER"


class SignInRefused(StoreError):
    """Wrong name or password, which of the two is not said; or too many attempts."""


def accounts_exist(store: Store, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the board asks who comes: from the first password on, and wherever an identity provider is set up."""
    return bool(environment.get(ISSUER)) or any_credential(store)


def sign_in(store: Store, code: str, password: str, *, place: Place, now: datetime) -> str:
    """Check name and password and open a session; the token for its cookie. Raises SignInRefused.

    Names that don't exist, names without a password and wrong passwords take the same time and get the same answer.
    """
    code = as_name(code)
    may_try(store, code, place, now)
    grounds, role, credential = grounds_of(store, code), active_role(store, code), read_credential(store, code)
    right = passwords.fits(credential.hash if credential and role else None, password)
    if credential is None or role is None or not right:
        log_access(store, "refused", code if role else "", address=place.address, detail={"why": "password"})
        raise SignInRefused(Text("登录名或口令不正确", "the name or the password is wrong"))
    forgive(store, code, place, now)
    if passwords.outdated(credential.hash):
        # While somebody commits that waits for the next sign-in, and nobody waits for it.
        with suppress(Busy):
            replace_hash(store, code, credential.hash, passwords.hashed(password))
    return open_session(store, code, role, address=place.address, now=now, grounds=grounds)


def as_name(written: str) -> str:
    """A sign-in name as it is kept, from what a person typed: half width, without blanks around it."""
    return unicodedata.normalize("NFKC", written).strip()


def may_try(store: Store, code: str, place: Place, now: datetime) -> None:
    """Count an attempt; raises SignInRefused with the seconds to wait when it comes too early."""
    if seconds := take_attempt(store, code, place, now):
        wait = ceil(seconds)
        raise SignInRefused(Text(f"尝试次数过多，请 {wait} 秒后再试", f"too many attempts: try again in {wait} s"))


def active_role(store: Store, code: str) -> str | None:
    """The role of an active person; None for anybody else."""
    found = read_rows(store, "people", where={"code": code, "active": True}, columns=("role",))
    return found["role"][0] if found.height else None


def open_session(
    store: Store,
    code: str,
    role: str,
    *,
    address: str,
    now: datetime,
    by: str = "password",
    grounds: Grounds | None = None,
) -> str:
    """Begin a session, always under a new token, which is given back for the cookie. It rests on the grounds as they
    were before the person was checked; None: as they are now."""
    token = new_token()
    start_session(store, digest(token), code, role, address, now, session_limits(), grounds)
    log_access(store, "signed_in", code, address=address, detail={"by": by})
    return token


def session_of(store: Store, token: str, now: datetime | None = None) -> Session | None:
    """The live session of a token; None when there is none, or none any more."""
    live = live_sessions(store, now or datetime.now(UTC), session_limits(), tokens=[digest(token)]) if token else []
    return live[0] if live else None


def sessions_of(store: Store, code: str, now: datetime) -> list[Session]:
    """A person's live sessions, the newest first."""
    return live_sessions(store, now, session_limits(), code=code)


def still_live(store: Store, tokens: Collection[str], now: datetime) -> list[Session]:
    """Which of these sessions, by the hashes of their tokens, are live."""
    return live_sessions(store, now, session_limits(), tokens=tokens) if tokens else []


def sign_out(store: Store, session: Session, *, everywhere: bool = False) -> None:
    """End this session, or all of this person's."""
    if everywhere:
        end_sessions_of(store, session.code)
    else:
        end_session(store, session.token)
    log_access(store, "signed_out", session.code, address=session.address, detail={"everywhere": everywhere})
