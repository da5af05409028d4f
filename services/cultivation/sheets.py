"""The form in which a group of criteria is assessed: opened, kept as a draft while it is filled, and handed in.

One form is one market, day, kind, channel and group. It remembers which version of each row it was opened over, so
that nobody writes over what a colleague entered meanwhile; what was typed stays in the draft and is lost by nobody.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import (
    Attachment,
    Change,
    Commit,
    Draft,
    Store,
    commit,
    commits,
    drafts_on,
    drop_draft,
    keep_draft,
    read_rows,
)
from data.store.errors import Conflict, DuplicateKey, StoreError
from data.texts import Text
from services.clock import Clock
from services.corrections import CorrectionRefused, as_text, validated
from services.cultivation import criteria
from services.cultivation.rights import filing_office
from services.rights import Action, Person, require

LEDGER = "assessments"


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed for one criterion, as texts; `proof` is the hash of a kept file, "" for none."""

    points: str = ""
    proof: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Which form it is."""

    market: str
    assessed_on: date
    kind: str
    channel: str
    group: str

    @property
    def subject(self) -> str:
        """The name its draft is kept under."""
        return f"{market_subject(self.market)}{self.assessed_on}/{self.kind}/{self.channel}/{self.group}"

    def criteria(self) -> list[str]:
        """The criteria of its group that its channel is assessed by."""
        both = criteria.by_group()[self.group]
        return [one.code for one in both if one.online or self.channel != "online"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is filled: lines by criterion, the version of each row it was opened over (absent for none), the
    files newly handed in, and the assessor's name."""

    form: Form
    lines: Mapping[str, Line]
    seen: Mapping[str, int]
    files: tuple[Attachment, ...] = field(default=())
    assessor: str = ""


class SheetRefused(StoreError):
    """Lines that break rules: `faults` by criterion, what is wrong with each."""

    def __init__(self, faults: Mapping[str, CorrectionRefused]) -> None:
        labels = {code: one.label for code, one in criteria.criteria().items()}
        super().__init__(
            Text(
                "；".join(f"{labels[code].zh}：{fault.text.zh}" for code, fault in faults.items()),
                "; ".join(f"{labels[code].en}: {fault.text.en}" for code, fault in faults.items()),
            )
        )
        self.faults = faults


def market_subject(market: str) -> str:
    """What the subjects of all drafts on a market begin with."""
    return f"assessment/{market}/"


def open_sheet(store: Store, person: Person, form: Form) -> Sheet:
    """The person's own draft of the form, else what the store holds."""
    own = [draft for draft in drafts_on(store, form.subject) if draft.actor == person.code]
    return _from_draft(form, own[0].state) if own else stored(store, form)


def stored(store: Store, form: Form) -> Sheet:
    """The form as the store holds it; criteria that were not assessed on that day have no line."""
    rows = _rows(store, form)
    lines = {row["criterion"]: Line(as_text(row["points"]), row["proof"] or "", row["note"] or "") for row in rows}
    assessors = [row["assessor"] for row in rows if row["assessor"]]
    seen = {row["criterion"]: row["version"] for row in rows}
    return Sheet(form, lines, seen, assessor=assessors[0] if assessors else "")


def _rows(store: Store, form: Form) -> list[dict[str, Any]]:
    where = {name: getattr(form, name) for name in ("market", "assessed_on", "kind", "channel")}
    return read_rows(store, LEDGER, where={**where, "criterion": form.criteria()}).to_dicts()


def keep(store: Store, person: Person, sheet: Sheet) -> None:
    """Keep what was typed so far, so that a lost connection loses nothing."""
    filing_office(store, person, sheet.form.market)
    state = {
        "lines": {code: asdict(line) for code, line in sheet.lines.items()},
        "seen": dict(sheet.seen),
        "files": [asdict(file) for file in sheet.files],
        "assessor": sheet.assessor,
    }
    keep_draft(store, person.actor, sheet.form.subject, state)


def _from_draft(form: Form, state: dict[str, Any]) -> Sheet:
    return Sheet(
        form,
        {code: Line(**line) for code, line in state["lines"].items()},
        state["seen"],
        tuple(Attachment(**file) for file in state["files"]),
        state["assessor"],
    )


def discard(store: Store, person: Person, form: Form) -> None:
    """Forget the person's own draft of a form."""
    drop_draft(store, person.actor, form.subject)


def others(store: Store, person: Person, market: str) -> list[Draft]:
    """What other people have begun on this market and not handed in, the newest first."""
    return [draft for draft in drafts_on(store, market_subject(market)) if draft.actor != person.code]


def rebased(store: Store, sheet: Sheet) -> Sheet:
    """What was typed, over the rows as they are now: for who has seen a colleague's values and still means his own.
    Lines that were left empty take what the colleague entered."""
    now = stored(store, sheet.form)
    lines = {code: line for code, line in sheet.lines.items() if line != Line()}
    return replace(sheet, lines={**now.lines, **lines}, seen=now.seen)


def hand_in(store: Store, person: Person, sheet: Sheet, *, clock: Clock) -> Commit:
    """Write the form's lines that differ from the store, in one commit, and forget the draft.

    A line without points is left out. Raises NotAllowed, SheetRefused, Conflict (naming who entered the rows
    meanwhile; the draft is kept), StoreError where nothing differs.
    """
    office = filing_office(store, person, sheet.form.market)
    keep(store, person, sheet)
    changes = _changes(store, person, sheet, office, clock.today())
    if not changes:
        raise StoreError(Text("没有改动，未写入", "nothing was changed, nothing is written"))
    form = sheet.form
    reason = f"评价：{form.market} {form.assessed_on} {criteria.groups()[form.group].label.zh}"
    try:
        done = commit(store, person.actor, reason, changes, files=_used(sheet, changes))
    except DuplicateKey:
        # Somebody entered the same rows after they were looked at here.
        _refuse_moved(store, sheet)
        raise
    discard(store, person, form)
    return done


def _changes(store: Store, person: Person, sheet: Sheet, office: str, today: date) -> list[Change]:
    _refuse_moved(store, sheet)
    before = {row["criterion"]: row for row in _rows(store, sheet.form)}
    changes, faults = [], {}
    for code, line in sheet.lines.items():
        if code not in sheet.form.criteria() or not line.points.strip():
            continue
        try:
            changes += _change(store, person, sheet, code, office, today, before.get(code))
        except CorrectionRefused as refused:
            faults[code] = refused
    if faults:
        raise SheetRefused(faults)
    return changes


def _change(
    store: Store, person: Person, sheet: Sheet, code: str, office: str, today: date, before: dict[str, Any] | None
) -> list[Change]:
    """The change of one line; none where it says what the store holds."""
    form, line, ledger = sheet.form, sheet.lines[code], ledger_of(LEDGER)
    if before is not None:
        require(person, Action.HAND_IN, before["office"])
    values = {
        "market": form.market,
        "assessed_on": str(form.assessed_on),
        "kind": form.kind,
        "channel": form.channel,
        "criterion": code,
        "points": line.points,
        "proof": line.proof or None,
        "assessor": sheet.assessor or None,
        "office": before["office"] if before else office,
        "note": line.note or None,
    }
    row = validated(store, ledger, values, today)
    after = {name: row[name] for name in ledger.schema}
    if before is None:
        return [Change(LEDGER, after)]
    changed = {name: value for name, value in after.items() if value != before[name]}
    return [Change(LEDGER, changed, before["id"], before["version"])] if changed else []


def _refuse_moved(store: Store, sheet: Sheet) -> None:
    """Conflict where a row of the form is no longer the one the form was opened over."""
    now = {row["criterion"]: row for row in _rows(store, sheet.form)}
    moved = [row["since"] for code, row in now.items() if sheet.seen.get(code) != row["version"]]
    gone = [code for code in sheet.seen if code not in now]
    if moved or gone:
        who = _who(store, max(moved, default=0))
        raise Conflict(
            Text(
                f"该市场这一组评价已被{who.zh}修改，您填写的内容已存为草稿，请核对后再提交",
                f"this group was changed by {who.en} meanwhile; what you typed is kept as a draft: look, then hand in",
            )
        )


def _who(store: Store, number: int) -> Text:
    found = commits(store, since=number - 1, ledger_name=LEDGER).filter(pl.col("number") == number)
    if found.is_empty():
        return Text("他人", "somebody else")
    actor = found["actor"].to_list()[0]
    return Text(f" {actor} 在第 {number} 号提交中", f"{actor} in commit {number}")


def _used(sheet: Sheet, changes: list[Change]) -> list[Attachment]:
    """The newly handed-in files that the changes name."""
    named = {change.values.get("proof") for change in changes}
    return [file for file in sheet.files if file.sha256 in named]
