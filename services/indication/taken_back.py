"""Taking back a version that is not signed: a draft nobody wants, or a wrong import. It can be brought back."""

from typing import Any

import polars as pl

from data.store import Change, Commit, Store, commit, commits, read_rows, undo
from data.store.errors import StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.indication.stood import UNDER_WORK
from services.indication.versions import LEDGER, Version

KIND = "withdrawal"
MANY = 10_000


class NotTakenBack(StoreError):
    """A version that can't be withdrawn, or not be brought back."""


def take_back(store: Store, person: Person, version: Version, why: str) -> Commit:
    """Withdraw a version that is under work, with what was said of it. The source file is kept.

    Raises NotAllowed, Conflict, NotTakenBack without a reason, for a version that is or was in force, and for one
    from which another was made.
    """
    require(person, Action.HAND_IN)
    if not why.strip():
        raise NotTakenBack(Text("请写明撤回的理由", "say why it is withdrawn"))
    if version.state not in UNDER_WORK:
        raise NotTakenBack(
            Text("已定稿或被替代的版本不能撤回", "a version that is signed off or replaced can't be withdrawn")
        )
    made = read_rows(store, LEDGER, where={"parent": version.code}, columns=("code", "title"))
    if made.height:
        names = "、".join(f"{code} {title}" for code, title in made.select("code", "title").iter_rows())
        raise NotTakenBack(
            Text(f"由它产生的版本须先撤回：{names}", f"versions were made from it, withdraw them first: {names}")
        )
    gone: dict[str, Any] = {"withdraw": why.strip()}
    said = read_rows(store, "gi_comments", where={"area": version.code}, columns=("number",))
    answers = read_rows(store, "gi_replies", where={"comment": said["number"].to_list()}, columns=())
    changes = [
        Change(LEDGER, id=version.id, version=version.seen, **gone),
        *(Change("gi_comments", id=id, **gone) for id in said["id"]),
        *(Change("gi_replies", id=id, **gone) for id in answers["id"]),
    ]
    return commit(store, person.actor, f"撤回：{version.title}（{why.strip()}）", changes, kind=KIND)


def taken_back(store: Store) -> pl.DataFrame:
    """The withdrawals of versions that stand, the newest first: number of the commit, at (UTC), actor, reason."""
    made = commits(store, ledger_name=LEDGER, limit=MANY)
    standing = made.filter(pl.col("kind") == KIND, ~pl.col("number").is_in(made["undoes"].drop_nulls().to_list()))
    return standing.select("number", "at", "actor", "reason")


def bring_back(store: Store, person: Person, number: int) -> Commit:
    """Undo a withdrawal of `taken_back`. Raises NotAllowed, NotTakenBack for another commit, Conflict."""
    require(person, Action.HAND_IN)
    if number not in taken_back(store)["number"]:
        raise NotTakenBack(Text("这次撤回已经恢复", "this version has been brought back already"))
    return undo(store, person.actor, number, "恢复撤回的版本")
