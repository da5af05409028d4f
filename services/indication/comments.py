"""Comments on a version, pinned to something on the map, with their replies and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from data.ledgers.gi_comments import DECLINED, OPEN, PENDING, PLACE, RESOLVED
from data.store import Change, Commit, Store, commit, read_rows
from data.store.errors import Frozen, StoreError
from data.texts import Text
from services.access.rights import Action, Person, may, require
from services.days.clock import Clock
from services.ground.coordinates import Point
from services.indication.versions import Version, ancestors

LEDGER, REPLIES = "gi_comments", "gi_replies"


class NoComment(StoreError):
    """There is no comment of that number."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What a comment is about: a kind of `gi_comments.PINS`, where it is (longitude, latitude), the id of the
    finding, code of the plot or number of the vertex, and in words what stood there."""

    place: Point
    kind: str = PLACE
    target: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment as it is stored; `id` and `seen` (its row version) say what a person was shown."""

    id: int
    seen: int
    number: str
    area: str
    pin: str
    target: str | None
    point: str
    about: str | None
    text: str
    due: date | None
    state: str
    author: str
    at: datetime
    settled_by: str | None
    settled_at: datetime | None
    closed_with: str | None

    @property
    def open(self) -> bool:
        """Whether it bars the sign-off: a pending one does, and an adopted one that is not resolved yet."""
        return self.state in OPEN

    def overdue(self, today: date) -> bool:
        return self.open and self.due is not None and self.due < today


def _comment(row: Mapping[str, Any]) -> Comment:
    values = {name: value for name, value in row.items() if name not in ("version", "since")}
    return Comment(seen=row["version"], **values)


def comments(store: Store, code: str) -> list[Comment]:
    """The comments on a version and on the drafts it was made from, the oldest first."""
    rows = read_rows(store, LEDGER, where={"area": [code, *ancestors(store, code)]}, order=("at",))
    return [_comment(row) for row in rows.iter_rows(named=True)]


def comment(store: Store, number: str) -> Comment:
    """The comment of that number; raises NoComment."""
    rows = read_rows(store, LEDGER, where={"number": number})
    if rows.is_empty():
        raise NoComment(Text(f"没有意见 {number}，可能已撤销", f"no comment {number}: it may be undone"))
    return _comment(rows.row(0, named=True))


def replies(store: Store, *numbers: str) -> pl.DataFrame:
    """The threads of comments, the oldest reply first: comment (number), text, state, author, at."""
    rows = read_rows(store, REPLIES, where={"comment": list(numbers)}, order=("at",))
    return rows.select("comment", "text", "state", "author", "at")


def add_comment(
    store: Store,
    person: Person,
    version: Version,
    pin: Pin,
    text: str,
    *,
    clock: Clock,
    due: date | None = None,
    kind: str = "command",
) -> str:
    """Comment on a version; the comment's number. `kind` is that of the commit.

    Raises NotAllowed, Frozen when the version is signed off or replaced, StoreError without a text.
    """
    _require_voice(person)
    if version.frozen or version.replaced_on is not None:
        raise Frozen(
            Text(
                "该版本已定稿或被替代，不再接受意见，请在新的草案上提出",
                "this version is signed off or replaced: comment on a new draft",
            )
        )
    longitude, latitude = pin.place
    values = {
        "area": version.code,
        "pin": pin.kind,
        "target": pin.target,
        "point": f"{longitude:.6f},{latitude:.6f}",
        "about": pin.about,
        "text": _said(text),
        "due": due,
        "state": PENDING,
        "author": person.code,
        "at": clock.now(),
    }
    done = commit(store, person.actor, f"审图意见：{version.title}", [Change(LEDGER, values)], kind=kind)
    return read_rows(store, LEDGER, where={"since": done.number}, columns=("number",))["number"].item()


def reply(
    store: Store,
    person: Person,
    comment: Comment,
    text: str,
    *,
    clock: Clock,
    state: str | None = None,
    kind: str = "command",
) -> Commit:
    """Answer a comment, and with `state` say what becomes of it. Only declining and reopening need words; only
    the comment's author or a reviewer settles it (不采纳, 已解决).

    Raises NotAllowed, Frozen when its version is signed off, Conflict when it was changed meanwhile, StoreError.
    """
    _require_voice(person)
    _refuse_closed(comment)
    if state in (DECLINED, RESOLVED) and person.code != comment.author:
        require(person, Action.CHECK)
    worded = state is None or state in (DECLINED, PENDING)
    answer = {
        "comment": comment.number,
        "text": _said(text) if worded else text.strip() or None,
        "state": state,
        "author": person.code,
        "at": clock.now(),
    }
    changes = [Change(REPLIES, answer)]
    if state is not None:
        changes.append(_settled(person, comment, state, clock))
    return commit(store, person.actor, f"答复意见 {comment.number}", changes, kind=kind)


def _settled(person: Person, comment: Comment, state: str, clock: Clock) -> Change:
    if state == comment.state:
        raise StoreError(Text("处理状态没有变化", "the comment has that state already"))
    settled = state not in OPEN
    values = {
        "state": state,
        "settled_by": person.code if settled else None,
        "settled_at": clock.now() if settled else None,
    }
    return Change(LEDGER, values, id=comment.id, version=comment.seen)


def _refuse_closed(comment: Comment) -> None:
    if comment.closed_with:
        raise Frozen(
            Text(
                f"意见已随版本 {comment.closed_with} 定稿冻结，不能再答复",
                f"the comment was frozen with version {comment.closed_with}: it takes no more replies",
            )
        )


def _said(text: str) -> str:
    if not text.strip():
        raise StoreError(Text("请写明内容", "write what you have to say"))
    return text.strip()


def _require_voice(person: Person) -> None:
    """Whoever hands in or checks may speak."""
    if not may(person, Action.CHECK):
        require(person, Action.HAND_IN)
