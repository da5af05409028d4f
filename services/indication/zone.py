"""The application for the demonstration zone: stage, conditions, items of work, yearly summaries, evidence.

The rule is 国知办发保字〔2021〕4号; what is counted stands in data/registry/zone.toml. Without a record of a later
stage the stage is 申报, never more.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.registry.shapes import ZoneEntry
from data.store import Change, Commit, Store, commit, get_attachment, read_rows
from data.store.errors import StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.access.taken import note_taken
from services.days import lights
from services.days.clock import Clock
from services.days.lights import Light
from services.indication.conditions import Condition, conditions
from services.indication.industry import shares
from services.indication.versions import SourceFile
from services.indication.zone_registry import DIMENSION, GROUPS, STAGE, TASK, declared, years_after
from services.records.proofs import keep_proof

LEDGER = "zone_records"
APPLICANT = Text("区人民政府", "District people's government")
SETTING_UP, YEARLY_SUMMARY = "setting_up", "yearly_summary"
PASSED, CURRENT, AHEAD = "passed", "current", "ahead"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the track, the day it was entered where that is recorded, and passed, current or ahead."""

    code: str
    label: Text
    begun: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A dimension or a task of the plan: how many items it has, how many are done and how many proved by a file,
    and the gravest light of its items (None without items)."""

    code: str
    label: Text
    group: str
    items: int
    done: int
    proved: int
    light: Light | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The yearly summary of a year of the set-up: due, done, light, and the record that speaks of it."""

    year: int
    due: date
    done: date | None
    light: Light
    number: str | None


@dataclass(frozen=True, slots=True)
class Zone:
    """The application as it stands. `records` are the rows of zone_records in the order of the registry, with
    `group` and `light`, its code."""

    applicant: Text
    stages: tuple[Stage, ...]
    conditions: tuple[Condition, ...]
    topics: tuple[Topic, ...]
    summaries: tuple[Summary, ...]
    records: pl.DataFrame

    @property
    def stage(self) -> Stage:
        return next(stage for stage in self.stages if stage.state == CURRENT)


def zone(store: Store, today: date) -> Zone:
    """The application as it stands on a day."""
    rows = records(store, today)
    rights = read_rows(store, "gi_rights")
    four = conditions(rows, rights, shares(store), today)
    return Zone(APPLICANT, stages(rows, today), four, topics(rows), summaries(rows, today), rows)


def records(store: Store, today: date) -> pl.DataFrame:
    """The rows of zone_records with `group` and `light` (its code), in the registry's order."""
    known = declared(*GROUPS)
    order = {entry.code: place for place, entry in enumerate(known)}
    groups = {entry.code: entry.group for entry in known}
    rows = read_rows(store, LEDGER, order=("due", "number"))
    shown = [
        lights.dated(due, done, today, ready=file is not None).code
        for due, done, file in rows.select("due", "done", "attachment").iter_rows()
    ]
    return rows.with_columns(
        pl.col("topic").replace_strict(groups, default=None, return_dtype=pl.String).alias("group"),
        pl.Series("light", shown, dtype=pl.String),
    ).sort(pl.col("topic").replace_strict(order, default=len(order), return_dtype=pl.Int64), maintain_order=True)


def stages(rows: pl.DataFrame, today: date) -> tuple[Stage, ...]:
    """The track: the furthest stage whose record began by `today` is the current one, the first by default."""
    known = declared(STAGE)
    begun = dict(rows.filter(pl.col("begun") <= today).group_by("topic").agg(pl.col("begun").min()).iter_rows())
    now = max((place for place, entry in enumerate(known) if entry.code in begun), default=0)
    states = [PASSED if place < now else CURRENT if place == now else AHEAD for place in range(len(known))]
    return tuple(
        Stage(entry.code, entry.label, begun.get(entry.code), state) for entry, state in zip(known, states, strict=True)
    )


def topics(rows: pl.DataFrame) -> tuple[Topic, ...]:
    """The five dimensions and the plan's three tasks with the completeness of their evidence."""
    return tuple(_topic(entry, rows.filter(pl.col("topic") == entry.code)) for entry in declared(DIMENSION, TASK))


def _topic(entry: ZoneEntry, rows: pl.DataFrame) -> Topic:
    done = int((rows["light"] == lights.DONE.code).sum())
    proved = rows["attachment"].is_not_null().sum()
    gravest = lights.gravest(rows["light"])
    return Topic(entry.code, entry.label, entry.group, rows.height, done, int(proved), gravest)


def summaries(rows: pl.DataFrame, today: date) -> tuple[Summary, ...]:
    """The yearly summaries, due on 31 December of every year of the set-up; none before it began."""
    entry = next(one for one in declared(STAGE) if one.code == SETTING_UP)
    begun = rows.filter(pl.col("topic") == SETTING_UP, pl.col("begun") <= today)["begun"].min()
    if not isinstance(begun, date):
        return ()
    end = years_after(begun, entry.years)
    years = [year for year in range(begun.year, end.year + 1) if begun <= date(year, 12, 31) < end]
    given = rows.filter(pl.col("topic") == YEARLY_SUMMARY)
    return tuple(_summary(year, given, today) for year in years)


def _summary(year: int, given: pl.DataFrame, today: date) -> Summary:
    own = given.filter(pl.coalesce(pl.col("due"), pl.col("done")).dt.year() == year)
    row = own.row(0, named=True) if own.height else {}
    due, done = date(year, 12, 31), row.get("done")
    light = lights.dated(due, done, today, ready=row.get("attachment") is not None)
    return Summary(year, due, done, light, row.get("number"))


def enter_stage(store: Store, person: Person, code: str, day: date, paper: str = "", *, clock: Clock) -> Commit:
    """Record the day on which a stage was entered, and the paper that says so; a day recorded before is replaced.

    Raises NotAllowed, Conflict, and StoreError for a day in the future or out of the order of the stages.
    """
    require(person, Action.HAND_IN)
    rows, label = read_rows(store, LEDGER, order=("number",)), _stage_label(code)
    _require_in_order(rows, code, day, clock.today())
    own = rows.filter(pl.col("topic") == code).head(1)
    values = {"topic": code, "begun": day, **({"proof": paper.strip()} if paper.strip() else {})}
    change = (
        Change(LEDGER, values, id=own["id"][0], version=own["version"][0])
        if own.height
        else Change(LEDGER, {"item": label.zh, **values})
    )
    return commit(store, person.actor, f"示范区阶段：{label.zh} {day}", [change])


def _stage_label(code: str) -> Text:
    label = next((entry.label for entry in declared(STAGE) if entry.code == code), None)
    if label is None:
        raise StoreError(Text(f"没有阶段 {code}", f"there is no stage {code}"))
    return label


def _require_in_order(rows: pl.DataFrame, code: str, day: date, today: date) -> None:
    """No stage begins before one that comes earlier on the track, and none in the future."""
    if day > today:
        raise StoreError(Text("进入日期不能晚于今天", "a stage is recorded once it is entered: not in the future"))
    track = [(stage.code, stage.label, stage.begun) for stage in stages(rows, today)]
    place = [known for known, _label, _begun in track].index(code)
    for other, (_code, label, begun) in enumerate(track):
        if begun and ((other < place and begun > day) or (other > place and begun < day)):
            raise StoreError(
                Text(f"与“{label.zh}”的日期 {begun} 先后不符", f"out of order with {label.en}, entered on {begun}")
            )


def evidence(store: Store, person: Person, number: str) -> bytes:
    """The file that proves an item; that it leaves is noted in the access log. Raises NotAllowed for who handles no
    such rows, StoreError without a file."""
    rows = read_rows(store, LEDGER, where={"number": number}, columns=("office", "attachment"))
    require(person, Action.DISCLOSE, rows["office"][0] if rows.height else None)
    if rows.is_empty() or rows["attachment"][0] is None:
        raise StoreError(Text(f"事项 {number} 没有证明文件", f"no file proves item {number}"))
    content = get_attachment(store, rows["attachment"][0])
    note_taken(store, person, LEDGER, "file", rows=1, file=rows["attachment"][0])
    return content


def attach_evidence(
    store: Store, person: Person, id: int, seen: int, file: SourceFile, *, kind: str = "command"
) -> Commit:
    """Put a file to a row of zone_records; `seen` is its version as it was shown, `kind` that of the commit.

    Raises NotAllowed, Conflict, and ProofRefused for a kind of file that is not taken.
    """
    rows = read_rows(store, LEDGER, where={"id": id}, columns=("number", "office"))
    kept = keep_proof(store, person, file.name, file.content, rows["office"].item() if rows.height else None)
    change = Change(LEDGER, {"attachment": kept.sha256, "attachment_name": kept.name}, id=id, version=seen)
    return commit(store, person.actor, f"证明材料：{kept.name}", [change], kind=kind, files=[kept])
