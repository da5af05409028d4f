"""The way of a version: 草案 → 审图中 → 已定稿 or 退回 → 被替代. The sign-off freezes it for good.

Somebody who was only chosen by name signs nothing: that is a rehearsal (演练定稿), which replaces nothing, is never in
force, can be taken back, and goes with the demonstration. The demonstration's own signature is invented as all of it
is: it is in force for as long as the demonstration is there, and every place that shows it says what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from data.ledgers.gi_areas import DRAFT, FINAL, IN_REVIEW, REHEARSED, REPLACED, RETURNED, STATES
from data.store import SYSTEM, Change, Commit, Store, commit, commits, history, last_commit, read_rows
from data.store.commits import DEMONSTRATION, REHEARSAL
from data.store.commits import FINAL as FINAL_COMMIT
from data.store.errors import StoreError
from data.texts import Text
from services.access.identity import CHOSEN
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.indication.checks import Finding
from services.indication.checks.ground import Standard
from services.indication.comments import Comment, comments
from services.indication.versions import LEDGER, Version, ancestors, findings

# What stands under a signature of somebody who was only chosen by name; printed as well as shown.
UNVERIFIED = Text("未核验身份，仅供演练", "Identity not verified: for practice only")
INVENTED = Text("演示数据，虚构的签署", "Demonstration: an invented signature")
JUDGED_BY = (LEDGER, "gi_comments", "gi_plots")
SIGNATURE = ("signed_by", "signed_how", "signed_at", "remark")


class WrongState(StoreError):
    """A version in this state can't take that step."""


class SignOffRefused(StoreError):
    """The version can't be signed off; `obstacles` lists everything that stands in the way."""

    def __init__(self, obstacles: Sequence[Text]) -> None:
        zh, en = "；".join(one.zh for one in obstacles), "; ".join(one.en for one in obstacles)
        super().__init__(Text(f"不能定稿：{zh}", f"can't be signed off: {en}"))
        self.obstacles = tuple(obstacles)


def signature_mark(how: str | None) -> Text | None:
    """What must stand beside a signature unless the signer was signed in; None without a signature."""
    return {CHOSEN: UNVERIFIED, DEMONSTRATION: INVENTED}.get(how or "")


def submit(store: Store, person: Person, version: Version, *, clock: Clock, kind: str = "command") -> Commit:
    """草案 or 退回 → 审图中. Raises NotAllowed, WrongState, Conflict."""
    require(person, Action.HAND_IN)
    _require_state(version, DRAFT, RETURNED)
    values = {"state": IN_REVIEW, "submitted_by": person.code, "submitted_at": clock.now()}
    return _written(store, person, f"送审：{version.title}", version, values, kind)


def send_back(store: Store, person: Person, version: Version, remark: str, *, kind: str = "command") -> Commit:
    """审图中 or 演练定稿 → 退回, with a reason. Raises NotAllowed, WrongState, Conflict, StoreError without one."""
    require(person, Action.CHECK)
    _require_state(version, IN_REVIEW, REHEARSED)
    if not remark.strip():
        raise StoreError(Text("退回须写明理由", "say why it is returned"))
    values = {"state": RETURNED, **dict.fromkeys(SIGNATURE), "remark": remark.strip()}
    return _written(store, person, f"退回：{version.title}（{remark.strip()}）", version, values, kind)


def end_rehearsal(store: Store, person: Person, version: Version) -> Commit:
    """演练定稿 → 审图中. Raises NotAllowed, WrongState, Conflict."""
    require(person, Action.CHECK)
    _require_state(version, REHEARSED)
    values = {"state": IN_REVIEW, **dict.fromkeys(SIGNATURE)}
    return _written(store, person, f"结束演练：{version.title}", version, values, "command")


def _written(store: Store, person: Person, reason: str, version: Version, values: dict[str, Any], kind: str) -> Commit:
    change = Change(LEDGER, values, id=version.id, version=version.seen)
    return commit(store, person.actor, reason, [change], kind=kind)


def _require_state(version: Version, *wanted: str) -> None:
    if version.state not in wanted:
        label = state_label(version.state)
        raise WrongState(Text(f"版本处于“{label.zh}”，不能这样办理", f"the version is {label.en.lower()}: not now"))


def state_label(state: str) -> Text:
    return next(choice.label for choice in STATES if choice.code == state)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a version from being signed off. `at` says where it is on the map: "finding:" or "comment:" with its
    id or number; None where it is nowhere."""

    text: Text
    at: str | None = None


def obstacles(
    person: Person, version: Version, found: Sequence[Finding], said: Sequence[Comment]
) -> tuple[Obstacle, ...]:
    """Everything that keeps this person from signing this version off, of whose findings and comments these are all;
    empty when nothing does."""
    stand: list[Obstacle] = []
    if version.state not in (IN_REVIEW, REHEARSED):
        label = state_label(version.state)
        stand.append(Obstacle(Text(f"版本处于“{label.zh}”，须先送审", f"it is {label.en.lower()}: submit it first")))
    if person.code == SYSTEM.code:
        stand.append(Obstacle(Text("尚未选定或登录审签人", "nobody is signed in or chosen")))
    if person.code in (version.author, version.submitted_by):
        who = Text("编制人、送审人不能审签，须由第二人办理", "author and submitter can't sign: a second person must")
        stand.append(Obstacle(who))
    for one in found:
        if one.severity == "blocking":
            what = Text(f"未消除的必须处理项：{one.message.zh}", f"blocking finding: {one.message.en}")
            stand.append(Obstacle(what, f"finding:{one.id}"))
    for one in said:
        if one.open:
            what = Text(f"未办结的意见 {one.number}：{one.text}", f"open comment {one.number}: {one.text}")
            stand.append(Obstacle(what, f"comment:{one.number}"))
    return tuple(stand)


def sign_off(
    store: Store,
    person: Person,
    version: Version,
    *,
    clock: Clock,
    remark: str = "",
    against: Standard | None = None,
    kind: str = FINAL_COMMIT,
) -> Commit:
    """审图中 → 已定稿, by a second person who is signed in: freezes the version and its comments for good and replaces
    the one in force and the drafts it was made from. By one who was only chosen it becomes 演练定稿, and nothing else
    changes. `kind` is that of a commit that comes into force.

    Raises NotAllowed, SignOffRefused with all obstacles, Conflict, StoreMoved when rows came in meanwhile.
    """
    require(person, Action.CHECK)
    expected = {name: last_commit(store, name) for name in JUDGED_BY}
    said = comments(store, version.code)
    if stand := obstacles(person, version, findings(store, version, against=against), said):
        raise SignOffRefused([one.text for one in stand])
    how = DEMONSTRATION if kind == DEMONSTRATION else person.how
    signed = dict(zip(SIGNATURE, (person.code, how, clock.now(), remark.strip() or None), strict=True))
    if how == CHOSEN:
        change = Change(LEDGER, {"state": REHEARSED, **signed}, id=version.id, version=version.seen)
        reason = f"演练定稿：{version.title}（{UNVERIFIED.zh}）"
        return commit(store, person.actor, reason, [change], kind=REHEARSAL, expected=expected)
    in_force = {"state": FINAL, **signed, "in_force_from": clock.today()}
    changes = [
        Change(LEDGER, in_force, id=version.id, version=version.seen),
        *_replaced(store, version, clock.today()),
        *(Change("gi_comments", {"closed_with": version.code}, id=one.id, version=one.seen) for one in said),
    ]
    return commit(store, person.actor, f"定稿：{version.title}", changes, kind=kind, expected=expected)


def _replaced(store: Store, version: Version, today: date) -> list[Change]:
    """The version of the same kind and right that was in force, and the drafts this one was made from."""
    rows = read_rows(store, LEDGER, where={"kind": version.kind, "right": version.right}, columns=("code", "state"))
    own = [version.code, *ancestors(store, version.code)]
    gone = rows.filter((pl.col("state") == FINAL) | (pl.col("code").is_in(own[1:]) & (pl.col("state") != REPLACED)))
    return [
        Change(LEDGER, {"state": REPLACED, "replaced_on": today}, id=id, version=seen)
        for id, seen in gone.select("id", "version").iter_rows()
    ]


def _how() -> pl.Expr:
    """How the actor of a commit is known; the demonstration's actors are invented."""
    return pl.when(pl.col("kind") == DEMONSTRATION).then(pl.lit(DEMONSTRATION)).otherwise("how").alias("how")


def decisions(store: Store, version: Version) -> pl.DataFrame:
    """What became of a version, the oldest step first: commit, at (UTC), actor, how (as `signature_mark` takes it),
    reason, state, remark."""
    steps = history(store, LEDGER, version.id).select("since", "state", "remark")
    made = commits(store, ledger_name=LEDGER, limit=None).select("number", "at", "actor", _how(), "reason")
    joined = steps.join(made, left_on="since", right_on="number", how="left", maintain_order="left")
    return joined.select(pl.col("since").alias("commit"), "at", "actor", "how", "reason", "state", "remark")
