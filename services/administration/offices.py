"""The bureau's units: a new one, another name, kind or area, and taking one away that nothing refers to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from data.store import Commit, Store, count_rows, referring
from services.access import desk
from services.access.rights import EVERYTHING, Action, Person, require
from services.days.clock import Clock
from services.intake.corrections import add, correct, withdraw

LEDGER, SEPARATOR = "offices", ";"


def add_unit(store: Store, person: Person, texts: Mapping[str, str], *, clock: Clock) -> Commit:
    """A new unit from what a person typed, by column of the ledger. Raises as `corrections.add`."""
    require(person, Action.ADMINISTER)
    return add(store, person, LEDGER, texts, clock=clock)


def change_unit(
    store: Store, person: Person, id: int, version: int, texts: Mapping[str, str], *, clock: Clock
) -> Commit:
    """Change columns of a unit. Another name or short name keeps the old one among the former names, by which sheets
    may go on naming it. Raises as `corrections.correct`."""
    require(person, Action.ADMINISTER)
    row = desk.row(store, EVERYTHING, LEDGER, id)
    return correct(store, person, LEDGER, id, version, {**texts, **_former(row, texts)}, clock=clock)


def _former(row: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, str]:
    """The former names with those that are given up now, where there are such."""
    names = {texts.get(column, row[column]).strip() for column in ("name", "short_name")}
    given_up = [row[column] for column in ("name", "short_name") if row[column] not in names]
    if not given_up:
        return {}
    before = [name.strip() for name in texts.get("former_names", row["former_names"] or "").split(SEPARATOR)]
    return {"former_names": SEPARATOR.join(dict.fromkeys(filter(None, [*before, *given_up])))}


def references(store: Store, code: str) -> dict[str, int]:
    """How many rows of each ledger refer to a unit, by the ledger's name; only ledgers with any."""
    counted: Counter[str] = Counter()
    for ledger, column in referring(LEDGER):
        counted[ledger.name] += count_rows(store, ledger.name, where={column.name: code})
    return {ledger: n for ledger, n in counted.items() if n}


def withdraw_unit(store: Store, person: Person, id: int, version: int, reason: str) -> Commit:
    """Withdraw a unit. StillReferred while rows refer to it; else as `corrections.withdraw`."""
    require(person, Action.ADMINISTER)
    return withdraw(store, person, LEDGER, id, version, reason)
