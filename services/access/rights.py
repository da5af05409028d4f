"""What each role may do, to rows of the own unit and of others. Decided here and nowhere else.

Rows belong to the unit in their column `office`; rows of a ledger without one belong to the IP section.
The board's own ledgers (people, units, settings) are the administrator's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import polars as pl

from data.ledgers.columns import Ledger
from data.ledgers.people import ADMINISTRATOR, MANAGER, OFFICER, REVIEWER, VIEWER
from data.store import Actor
from data.store.errors import StoreError
from data.texts import Text

OFFICE, IP_SECTION = "office", "IP"
# Whoever sits at the machine while no account exists, and the board itself.
MACHINE = "machine"


class Action(StrEnum):
    SEE = "see"
    DISCLOSE = "disclose"
    HAND_IN = "hand_in"
    CHECK = "check"
    ADMINISTER = "administer"


ACTIONS: Mapping[Action, Text] = {
    Action.SEE: Text("查看（已脱敏）", "see what is masked"),
    Action.DISCLOSE: Text("查看未公开当事人和个人信息", "see undecided parties and personal data"),
    Action.HAND_IN: Text("报送、更正、作废、撤销", "hand in, correct, withdraw and undo"),
    Action.CHECK: Text("核对批次、审签", "check batches and sign off"),
    Action.ADMINISTER: Text("管理人员、单位和设置", "administer people, units and settings"),
}


class Reach(IntEnum):
    """How far a right goes: nowhere, the own unit, every unit."""

    NONE = 0
    OWN = 1
    ALL = 2


NONE, OWN, ALL = Reach.NONE, Reach.OWN, Reach.ALL

RIGHTS: Mapping[str, Mapping[Action, Reach]] = {
    role: dict(zip(Action, reaches, strict=True))
    for role, reaches in {
        #               see, disclose, hand in, check, administer
        VIEWER: (ALL, NONE, NONE, NONE, NONE),
        OFFICER: (ALL, OWN, OWN, NONE, NONE),
        REVIEWER: (ALL, ALL, OWN, ALL, NONE),
        MANAGER: (ALL, ALL, ALL, NONE, NONE),
        ADMINISTRATOR: (ALL, NONE, NONE, NONE, ALL),
        MACHINE: (ALL, ALL, ALL, ALL, ALL),
    }.items()
}


class NotAllowed(StoreError):
    """The person's role does not reach that far."""


# Own ledgers that commands keep for those who hand in or check: only an administrator writes them by hand, but
# whoever may give the command may undo it.
KEPT_BY_COMMANDS: Mapping[str, Action] = {
    "submissions": Action.HAND_IN,
    "assignments": Action.HAND_IN,
    "reviews": Action.CHECK,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose rows are shown unmasked: those of `offices`, of every unit when None. In them undecided parties stand
    open, and natural persons too with `names`. On a shared `screen` everything is masked, organisations too.

    Part of every cached answer that holds rows, so that no cache mixes rights.
    """

    offices: frozenset[str] | None = frozenset()
    names: bool = False
    screen: bool = False

    def open_to(self, office: str | None) -> bool:
        """Whether a row of that unit is shown unmasked."""
        if self.screen:
            return False
        return self.offices is None or (office or IP_SECTION) in self.offices

    @property
    def opens_all(self) -> bool:
        """Whether nothing is masked for reason of its unit."""
        return self.offices is None and not self.screen


# What somebody sees who handles nothing, and rows as they stand in the store.
MASKED, EVERYTHING = Sight(), Sight(None, names=True)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts and as what: a person's code or "system", how that is known (system, chosen, signed-in), the role,
    and the own unit's code ("" for none)."""

    code: str
    how: str
    role: str
    office: str = ""

    @property
    def actor(self) -> Actor:
        """The person as a commit records it."""
        return Actor(self.code, self.how)

    @property
    def sight(self) -> Sight:
        """Whose rows this person sees unmasked."""
        reach = RIGHTS[self.role][Action.DISCLOSE]
        if reach is ALL:
            return Sight(None)
        return Sight(frozenset({self.office} if reach is OWN and self.office else ()))


def may(person: Person, action: Action, office: str | None = None) -> bool:
    """Whether the person may do that to rows of `office`; without one, to rows of the IP section."""
    reach = RIGHTS[person.role][action]
    return reach is ALL or (reach is OWN and person.office == (office or IP_SECTION))


def may_anywhere(person: Person, action: Action) -> bool:
    """Whether there is any unit to whose rows the person may do that: what a page offers at all."""
    reach = RIGHTS[person.role][action]
    return reach is ALL or (reach is OWN and bool(person.office))


def may_upload(person: Person) -> bool:
    """Whether the person may bring the board a file at all: every file is handed in, or read for who hands in."""
    return may_anywhere(person, Action.HAND_IN)


def may_everywhere(person: Person, action: Action) -> bool:
    """Whether the person may do that to the rows of every unit."""
    return RIGHTS[person.role][action] is ALL


def require(person: Person, action: Action, office: str | None = None) -> None:
    """Raises NotAllowed unless the person may."""
    if not may(person, action, office):
        what = ACTIONS[action]
        raise NotAllowed(
            Text(
                f"您的角色无权{what.zh}（{office or '全局'}），如确需办理请联系管理员",
                f"your role may not {what.en} ({office or 'everywhere'}): ask the administrator if you need to",
            )
        )


def require_anywhere(person: Person, action: Action) -> None:
    """Raises NotAllowed when there is no unit to whose rows the person may do that."""
    if not may_anywhere(person, action):
        require(person, action)


def require_each(person: Person, action: Action, offices: Iterable[str | None]) -> None:
    """Raises NotAllowed unless the person may do that to the rows of each of these units."""
    for office in offices:
        require(person, action, office)


def units(ledger: Ledger, rows: pl.DataFrame) -> frozenset[str]:
    """The units whose rows these are."""
    if OFFICE not in ledger.schema:
        return frozenset({IP_SECTION} if rows.height else ())
    return frozenset(rows[OFFICE].fill_null(IP_SECTION).unique())


def writing(ledger: Ledger) -> Action:
    """The right it takes to write rows of a ledger."""
    return Action.ADMINISTER if ledger.own else Action.HAND_IN


def undoing(ledger: Ledger) -> Action:
    """The right it takes to undo what was written to a ledger, by hand or by a command."""
    return KEPT_BY_COMMANDS.get(ledger.name, writing(ledger))
