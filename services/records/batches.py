"""The commits of the store as people may see them: whose rows they touched, the files they brought, undoing them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.store import Commit, Store, files_of, get_attachment, last_commit, touched, touched_by
from data.store import commits as all_commits
from data.store import undo as undo_commit
from data.texts import Text
from services.access.privacy import HIDDEN
from services.access.rights import Action, NotAllowed, Person, Sight, may, require, undoing
from services.access.taken import note_taken
from services.records.staged import offices_of_batch

__all__ = ["attachment", "batches", "files", "last_commit", "may_undo", "undo", "updated"]

BY_PEOPLE = ("command", "batch")


def batches(
    store: Store,
    sight: Sight,
    *,
    number: int | None = None,
    ledger_name: str = "",
    limit: int = 100,
    language: str = "zh_CN",
) -> pl.DataFrame:
    """Commits as `data.store.commits` gives them. The reason that a person wrote, or the name of a file, may name whom
    it is about, so it reads 未公开 unless every row touched is open to the sight."""
    made = all_commits(store, number=number, ledger_name=ledger_name, limit=limit)
    if sight.opens_all:
        return made
    handed_in = [ledger.name for ledger in ledgers().values() if not ledger.own]
    named = made.filter(pl.col("kind").is_in(BY_PEOPLE), pl.col("ledger").is_in(handed_in))["number"].unique()
    units = touched_by(store, named)
    closed = [number for number in named if not _all_open(sight, units.get(number, {}))]
    reason = pl.when(pl.col("number").is_in(closed)).then(pl.lit(HIDDEN(language))).otherwise(pl.col("reason"))
    return made.with_columns(reason.alias("reason"))


def updated(store: Store) -> datetime | None:
    """When the store last changed (UTC)."""
    newest = all_commits(store, limit=1)
    return newest["at"][0] if newest.height else None


def files(store: Store, sight: Sight, number: int) -> pl.DataFrame:
    """The files a commit brought: sha256, name, media_type, size; none unless all that is in them is open to the
    sight, the rows that were refused or stood in the store already among it."""
    found = files_of(store, number)
    return found if found.is_empty() or _files_open(store, sight, number) else found.clear()


def attachment(store: Store, person: Person, number: int, sha256: str) -> bytes:
    """One file of a commit as it came, which is noted in the access log. Raises NotAllowed where `files` does not name
    it."""
    if sha256 not in files(store, person.sight, number)["sha256"]:
        raise NotAllowed(
            Text(
                "附件含有其他单位的数据，您的角色不能下载，如确需办理请联系管理员",
                "the file holds rows of other units, which your role may not see: ask the administrator if you need it",
            )
        )
    content = get_attachment(store, sha256)
    for name in all_commits(store, number=number)["ledger"]:
        note_taken(store, person, name, "file", commit=number, file=sha256)
    return content


def may_undo(store: Store, person: Person, number: int) -> bool:
    """Whether the person has the right to every row that the commit touched."""
    return all(may(person, action, office) for action, office in _needed(touched(store, number)))


def undo(store: Store, person: Person, number: int) -> Commit:
    """Put back every row that the commit wrote. Raises NotAllowed where one is not the person's to write; NotUndoable
    and Conflict as `data.store.undo`."""
    for action, office in _needed(touched(store, number)):
        require(person, action, office)
    return undo_commit(store, person.actor, number)


def _needed(units: Mapping[str, Iterable[str | None]]) -> list[tuple[Action, str | None]]:
    """The rights that undoing takes, an action on a unit each; a commit that touched nothing is nobody's."""
    needed = [(undoing(ledger_of(name)), office) for name, offices in units.items() for office in offices]
    return needed or [(Action.ADMINISTER, None)]


def _all_open(sight: Sight, units: Mapping[str, Iterable[str | None]]) -> bool:
    return all(sight.open_to(office) for offices in units.values() for office in offices)


def _files_open(store: Store, sight: Sight, number: int) -> bool:
    if sight.opens_all:
        return True
    inside = offices_of_batch(store, number)
    return inside is not None and all(map(sight.open_to, inside)) and _all_open(sight, touched(store, number))
