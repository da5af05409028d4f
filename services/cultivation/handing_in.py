"""Handing in a form of `sheets`: checked by the rules of the ledger, written in one commit, refused where a colleague
has entered other values meanwhile. What was typed stays in the draft then, so nobody's work is lost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.ledgers import ledger as ledger_of
from data.store import Attachment, Change, Commit, Store, commit, commits
from data.store.errors import Conflict, DuplicateKey, StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.cultivation import criteria
from services.cultivation.responsible import filing_office
from services.cultivation.sheets import LEDGER, Sheet, discard, keep, rows_of
from services.days.clock import Clock
from services.intake.corrections import CorrectionRefused, validated
from services.records.proofs import refuse_foreign


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
    before = {row["criterion"]: row for row in rows_of(store, sheet.form)}
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
    handed_in = {file.sha256 for file in sheet.files} | ({before["proof"]} if before else set())
    if after["proof"] not in handed_in:
        refuse_foreign(store, person, ledger, after)
    if before is None:
        return [Change(LEDGER, after)]
    changed = {name: value for name, value in after.items() if value != before[name]}
    return [Change(LEDGER, changed, before["id"], before["version"])] if changed else []


def moved(store: Store, sheet: Sheet) -> Conflict | None:
    """What stands against handing a form in, naming who: a row of it is no longer the one it was opened over."""
    now = {row["criterion"]: row for row in rows_of(store, sheet.form)}
    since = [row["since"] for code, row in now.items() if sheet.seen.get(code) != row["version"]]
    gone = [code for code in sheet.seen if code not in now]
    if not since and not gone:
        return None
    who = _who(store, max(since, default=0))
    return Conflict(
        Text(
            f"该市场这一组评价已被{who.zh}修改，您填写的内容已存为草稿，请核对后再提交",
            f"this group was changed by {who.en} meanwhile; what you typed is kept as a draft: look, then hand in",
        )
    )


def _refuse_moved(store: Store, sheet: Sheet) -> None:
    conflict = moved(store, sheet)
    if conflict:
        raise conflict


def _who(store: Store, number: int) -> Text:
    found = commits(store, number=number, ledger_name=LEDGER)
    if found.is_empty():
        return Text("他人", "somebody else")
    actor = found["actor"].to_list()[0]
    return Text(f" {actor} 在第 {number} 号提交中", f"{actor} in commit {number}")


def _used(sheet: Sheet, changes: list[Change]) -> list[Attachment]:
    """The newly handed-in files that the changes name."""
    named = {change.values.get("proof") for change in changes}
    return [file for file in sheet.files if file.sha256 in named]
