"""Giving people accounts and taking them away: the administrator's work, or the command line's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from data.ledgers.people import ADMINISTRATOR, MANAGER, OFFICER, REVIEWER, VIEWER
from data.store import (
    Change,
    Store,
    commit,
    end_sessions_of,
    log_access,
    people_with_password,
    read_rows,
    save_credential,
)
from data.store.commits import ACCOUNT
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts import passwords
from services.access.accounts.sessions import as_name
from services.access.rights import Action, Person, require

LONGEST_CODE, LONGEST_NAME = 40, 60
ROLES = (VIEWER, OFFICER, REVIEWER, MANAGER, ADMINISTRATOR)


class AccountRefused(StoreError):
    """The account can't be made or changed like that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account to be: sign-in name, the person's name, office (its code), role, identity provider's subject.
    What is None stays as the people ledger has it."""

    code: str
    name: str | None = None
    office: str | None = None
    role: str | None = None
    subject: str | None = None
    active: bool | None = None


def accounts(store: Store) -> pl.DataFrame:
    """Everybody with a role: code, name, office (its code), role, active, subject, password (whether there is one)."""
    columns = ("code", "name", "office", "role", "active", "subject")
    people = read_rows(store, "people", order=("code",), columns=columns).filter(pl.col("role").is_not_null())
    return people.select(*columns, pl.col("code").is_in(list(people_with_password(store))).alias("password"))


def add(store: Store, person: Person, wanted: Wanted) -> None:
    """Give somebody an account: a new person, or one whom the ledger knows and who has none yet.
    Raises AccountRefused, NotAllowed, UnknownReference."""
    require(person, Action.ADMINISTER)
    known = row_of(store, wanted.code)
    if known and known["role"] and known["active"] and wanted.code in people_with_password(store):
        raise AccountRefused(
            Text(
                f"{wanted.code} 已有账号，可用 reset 重设口令",
                f"{wanted.code} has an account: reset it instead",
            )
        )
    check(wanted)
    if known is None and not (wanted.name and wanted.office and wanted.role):
        raise AccountRefused(Text("新人员须有姓名、单位和角色", "a new person needs a name, an office and a role"))
    values = {"name": wanted.name, "office": wanted.office, "role": wanted.role, "subject": wanted.subject}
    _write(store, person, known, wanted.code, {**_given(values), "active": True}, f"开通账号：{wanted.code}")


def change(store: Store, person: Person, wanted: Wanted) -> None:
    """Change what is not None. With another role, or when no longer active, all sessions end.
    Raises AccountRefused, NotAllowed, UnknownReference."""
    require(person, Action.ADMINISTER)
    known = row_of(store, wanted.code)
    if known is None:
        raise AccountRefused(Text(f"没有人员 {wanted.code}", f"there is nobody {wanted.code}"))
    values = {"name": wanted.name, "office": wanted.office, "role": wanted.role, "subject": wanted.subject}
    changed = {
        name: value for name, value in _given({**values, "active": wanted.active}).items() if value != known[name]
    }
    check(wanted)
    if changed:
        _write(store, person, known, wanted.code, changed, f"变更账号：{wanted.code}")
    if "role" in changed or "active" in changed:
        end_sessions_of(store, wanted.code)


def give_initial_password(store: Store, person: Person, code: str, now: datetime) -> str:
    """A new password for somebody, to be changed at the first sign-in; all sessions end. Who gave it is logged."""
    require(person, Action.ADMINISTER)
    must_have_role(store, code)
    password = passwords.initial_password()
    save_credential(store, code, passwords.hashed(password), initial=True, now=now)
    end_sessions_of(store, code)
    log_access(store, "password_reset", code, detail={"by": person.code})
    return password


def row_of(store: Store, code: str) -> dict[str, Any] | None:
    """A person's row in frame form; None when there is nobody of that code."""
    found = read_rows(store, "people", where={"code": code})
    return found.row(0, named=True) if found.height else None


def must_have_role(store: Store, code: str) -> None:
    """Raises AccountRefused unless this is an active person with a role."""
    row = row_of(store, code)
    if row is None or not row["role"] or not row["active"]:
        raise AccountRefused(
            Text(f"{code} 没有账号或已停用", f"{code} has no account, or a disabled one: add or enable it first")
        )


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def check(wanted: Wanted) -> None:
    """Raises AccountRefused for what no account can be."""
    code = wanted.code
    if not 0 < len(code) <= LONGEST_CODE or not code.isprintable() or " " in code or code != as_name(code):
        raise AccountRefused(
            Text(
                f"登录名须为 1—{LONGEST_CODE} 个字符，不含空格",
                f"a sign-in name has 1 to {LONGEST_CODE} characters, no blanks",
            )
        )
    if wanted.name is not None and not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise AccountRefused(Text(f"姓名须为 1—{LONGEST_NAME} 个字符", f"a name has 1 to {LONGEST_NAME} characters"))
    if wanted.role is not None and wanted.role not in ROLES:
        raise AccountRefused(Text(f"角色须为：{'、'.join(ROLES)}", f"a role is one of {', '.join(ROLES)}"))
    if wanted.subject and not wanted.subject.isprintable():
        raise AccountRefused(Text("统一认证标识无效", "no valid subject"))


def _write(
    store: Store, person: Person, known: dict[str, Any] | None, code: str, values: dict[str, Any], reason: str
) -> None:
    new = Change("people", {"code": code, **values})
    old = Change("people", values, id=known["id"], version=known["version"]) if known else new
    commit(store, person.actor, reason, [old], kind=ACCOUNT)
