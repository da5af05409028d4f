"""Moving a market to a stage: by the bureau, or by a superior's document. One commit each.

A superior's decision is recorded and never refused; what the market still lacks is shown beside it. Only a gate, the
bureau's own application for recognition, is refused while something is missing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.ledgers.cultivation import ACTIVE
from data.ledgers.markets import LEVELS
from data.store import Attachment, Change, Commit, Store, commit, read_rows
from data.store.errors import Conflict, StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.cultivation.ladders import SUPERIOR, Ladder, Stage, ladders, stages, title_ends
from services.cultivation.missing import Gap, gaps
from services.cultivation.records import read
from services.cultivation.responsible import filing_office
from services.days.clock import Clock


@dataclass(frozen=True, slots=True)
class Document:
    """A superior's document: its number, date, the body that issued it, and the scan if there is one yet."""

    number: str
    date: date
    body: str
    scan: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A market's move to a stage of a ladder on a day. `planned_end` is the day by which its materials are meant to be
    complete, `valid_to` the last day of a title where the document says so. `office` (the responsible unit) and
    `responsible` count when the market comes onto the ladder."""

    market: str
    ladder: str
    stage: str
    entered: date
    document: Document | None = None
    planned_end: date | None = None
    valid_to: date | None = None
    office: str = ""
    responsible: str = ""
    note: str = ""


class NotReady(StoreError):
    """The market may not apply yet; `gaps` says what is missing, all of it."""

    def __init__(self, missing: tuple[Gap, ...]) -> None:
        super().__init__(
            Text(
                f"材料不齐，不能申请认定：{'；'.join(gap.text.zh for gap in missing)}",
                f"not ready to apply: {'; '.join(gap.text.en for gap in missing)}",
            )
        )
        self.gaps = missing


class StepRefused(StoreError):
    """A step that can't be recorded as it was given; the message says how to mend it."""


def move(store: Store, person: Person, step: Step, version: int | None, *, clock: Clock) -> Commit:
    """Record a step. `version` is that of the market's `cultivation` row as it was shown, None when it had none.

    An earlier step than the one the market stands at is only put on record. Raises NotAllowed, StepRefused,
    NotReady, Conflict (the row has moved meanwhile), DuplicateKey (somebody put the market onto the ladder).
    """
    ladder, stage = _checked(step, clock.today())
    office = filing_office(store, person, step.market)
    row = _row(store, step, version)
    if row is not None:
        require(person, Action.HAND_IN, row["office"])
    elif step.office:
        require(person, Action.HAND_IN, step.office)
        office = step.office
    if stage.gate:
        _refuse_unready(store, step, clock.today())
    changes = [
        Change("stage_entries", _entry(step, stage, row["office"] if row else office)),
        *_standing(step, stage, row, version, office),
    ]
    if row is None or step.entered >= row["entered"]:
        changes += _register(store, step, ladder, stage)
    files = [step.document.scan] if step.document and step.document.scan else []
    reason = f"培育阶段：{step.market} {ladder.label.zh}“{stage.label.zh}”"
    return commit(store, person.actor, reason, changes, files=files)


def _checked(step: Step, today: date) -> tuple[Ladder, Stage]:
    ladder = ladders().get(step.ladder)
    if ladder is None or step.stage not in ladder.stages:
        raise StepRefused(Text("没有这一级别或阶段", "there is no such ladder or stage: choose another"))
    stage = stages()[step.stage]
    if step.entered > today:
        raise StepRefused(Text("进入日期晚于今天，请核对", "the day lies after today: check it"))
    if stage.by == SUPERIOR:
        _refuse_no_document(step, today)
    if step.valid_to and step.valid_to < step.entered:
        raise StepRefused(Text("称号有效期早于进入日期，请核对", "the title ends before it began: check both days"))
    return ladder, stage


def _refuse_no_document(step: Step, today: date) -> None:
    document = step.document
    if document is None or not document.number.strip() or not document.body.strip():
        raise StepRefused(
            Text(
                "上级决定须填写文号、文件日期和发文机关",
                "a superior's decision needs the document's number, date and body",
            )
        )
    if document.date > today:
        raise StepRefused(Text("文件日期晚于今天，请核对", "the document's date lies after today: check it"))


def _refuse_unready(store: Store, step: Step, today: date) -> None:
    missing = gaps(read(store, today, step.market), step.market, step.ladder, step.stage)
    if missing:
        raise NotReady(missing)


def _row(store: Store, step: Step, version: int | None) -> dict[str, Any] | None:
    """The market's row, which must be there exactly when the person was shown one."""
    rows = read_rows(store, "cultivation", where={"market": step.market, "ladder": step.ladder})
    if rows.is_empty() != (version is None):
        raise Conflict(
            Text(
                "该市场的培育记录已被他人建立或作废，请刷新后再改",
                "somebody put this market onto the ladder or took it off: reload, then change it",
            )
        )
    return rows.row(0, named=True) if rows.height else None


def _entry(step: Step, stage: Stage, office: str) -> dict[str, Any]:
    document = step.document
    return {
        "market": step.market,
        "ladder": step.ladder,
        "stage": step.stage,
        "entered": step.entered,
        "document_number": document.number.strip() if document else None,
        "document_date": document.date if document else None,
        "document_body": document.body.strip() if document else None,
        "document": document.scan.sha256 if document and document.scan else None,
        "valid_to": step.valid_to or title_ends(stage, step.entered),
        "office": office,
        "note": step.note.strip() or None,
    }


def _standing(step: Step, stage: Stage, row: dict[str, Any] | None, version: int | None, office: str) -> list[Change]:
    """The change of the market's `cultivation` row; without an id where it comes onto the ladder."""
    if row is not None and step.entered < row["entered"]:
        # On record only, but two people at the same market must still be told of each other.
        return [Change("cultivation", {"note": row["note"]}, row["id"], version)]
    values: dict[str, Any] = {"stage": step.stage, "entered": step.entered}
    if step.planned_end or stage.days:
        values["planned_end"] = step.planned_end or step.entered + timedelta(days=stage.days)
    if row is not None:
        return [Change("cultivation", values, row["id"], version)]
    whole = {
        "market": step.market,
        "ladder": step.ladder,
        **values,
        "responsible": step.responsible.strip() or None,
        "office": office,
        "state": ACTIVE,
    }
    return [Change("cultivation", whole)]


def _register(store: Store, step: Step, ladder: Ladder, stage: Stage) -> list[Change]:
    """What follows for the register of markets: the level, and for a title its document and last day. It is a
    consequence of the step and needs no right of its own."""
    level = ladder.levels.get(step.stage)
    if level is None:
        return []
    market = read_rows(store, "markets", where={"code": step.market}).row(0, named=True)
    if _higher_elsewhere(market["level"], level, ladder):
        return []
    values: dict[str, Any] = {"level": level}
    if step.document:
        values["level_document"] = step.document.number.strip()
    until = step.valid_to or title_ends(stage, step.entered)
    if until:
        values["level_valid_to"] = until
    return [Change("markets", values, market["id"], market["version"])]


def _higher_elsewhere(now: str | None, level: str, ladder: Ladder) -> bool:
    """Whether the register has a higher level from another ladder, which a step on this one must not take away."""
    rank = [choice.code for choice in LEVELS]
    return now in rank and now not in ladder.levels.values() and rank.index(now) > rank.index(level)
