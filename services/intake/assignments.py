"""Headers, values and names assigned by hand: remembered for an office and ledger, visible and reversible as rows
of the ledger `assignments`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.assignments import HEADER, IGNORED, VALUE
from data.ledgers.columns import Column, Kind
from data.store import Change, Store, commit, read_rows
from data.texts import Text
from services.access.numbers import hide_numbers
from services.access.rights import Action, Person, require
from services.intake.errors import IntakeError
from services.intake.headers import Remembered
from services.intake.held import known
from services.intake.references import names_of
from services.intake.words import plain

# A header belongs to no column of the sheet's own, and the ledger wants something in its key.
ANY_COLUMN = "*"
# Of more rows nobody finds the right one in a list.
MOST_CHOSEN = 500


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a person said a text means. `kind` is "header" (`target`: a column), "ignored" (a header that is
    left out) or "value" (in `column`; `target`: the code of one of its choices, or the key of the row it names)."""

    ledger: str
    kind: str
    text: str
    target: str = ""
    column: str = ""


def remembered(store: Store, office: str | None, ledger_name: str) -> Remembered:
    """What was assigned for the office and ledger; nothing without an office."""
    if not office:
        return Remembered()
    rows = read_rows(store, "assignments", where={"office": office, "ledger": ledger_name}, order=("since",))
    headers: dict[str, str] = {}
    ignored: set[str] = set()
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, column, text, target in rows.select("kind", "column", "text", "target").iter_rows():
        if kind == HEADER:
            headers[plain(text)] = target
        elif kind == IGNORED:
            ignored.add(plain(text))
        else:
            values[column][plain(text)] = target
    return Remembered(headers, frozenset(ignored), dict(values))


def remember(store: Store, person: Person, office: str | None, assignments: Sequence[Assignment]) -> None:
    """Keep the assignments by a commit of their own; one for the same text replaces an earlier one."""
    if not office:
        raise IntakeError(
            Text("先选择报送单位，才能记住对应关系", "choose the office first: assignments are kept for an office")
        )
    require(person, Action.HAND_IN, office)
    stored = read_rows(store, "assignments", where={"office": office}).to_dicts()
    changes = []
    for assignment in assignments:
        _refuse_unfit(store, assignment)
        column = assignment.column if assignment.kind == VALUE else ANY_COLUMN
        values = {
            "office": office,
            "ledger": assignment.ledger,
            "kind": assignment.kind,
            "column": column,
            "text": assignment.text,
            "target": assignment.target or assignment.kind,
        }
        same = [row for row in stored if all(row[name] == values[name] for name in ("ledger", "column", "text"))]
        changes.append(
            Change("assignments", values, same[0]["id"], same[0]["version"]) if same else Change("assignments", values)
        )
    commit(store, person.actor, "指定对应关系", changes)


def forget(store: Store, person: Person, id: int) -> None:
    """Take back one assignment. NotAllowed unless the person hands in for its office."""
    found = read_rows(store, "assignments", where={"id": id}, columns=("office",))
    for row in found.iter_rows(named=True):
        require(person, Action.HAND_IN, row["office"])
        reason = "取消对应关系"
        commit(store, person.actor, reason, [Change("assignments", id=id, version=row["version"], withdraw=reason)])


def targets(store: Store, column: Column, language: str) -> dict[str, str]:
    """What a value of the column may be assigned to: its choices, or the rows it may name, by code or key. Empty for a
    column that is neither, for a ledger too long to choose from, and for one whose rows are people."""
    if column.kind is not Kind.REFERENCE:
        return {choice.code: choice.label(language) for choice in column.options()}
    ledger = ledger_of(column.refers_to)
    key, names = ledger.keys[0].name, names_of(ledger)
    of_people = not names or any(ledger.column(name).personal for name in names)
    seen = known(store)
    if of_people or seen.count(ledger.name) > MOST_CHOSEN:
        return {}
    # What people call it every day, where it has such a name, else its full one.
    called = pl.coalesce(name for name in ("short_name", "name", key) if name in [key, *names])
    rows = seen.rows(ledger.name, columns=(key, *names), order=(key,))
    return dict(rows.select(pl.col(key), called.alias("called")).iter_rows())


def _refuse_unfit(store: Store, assignment: Assignment) -> None:
    ledger = ledger_of(assignment.ledger)
    if assignment.kind == VALUE:
        fits = assignment.target in targets(store, ledger.column(assignment.column), "zh_CN")
    else:
        fits = assignment.kind == IGNORED or assignment.target in ledger.schema
    if not fits or hide_numbers(assignment.text) != assignment.text:
        raise IntakeError(Text(f"“{assignment.text}”不能这样指定", f"{assignment.text} can't be assigned like that"))
