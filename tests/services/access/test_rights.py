"""What each role may do to rows of the own unit and of another, cell by cell. The table stands here written by hand:
it is what the bureau was promised, not what the code happens to say."""

import polars as pl
import pytest

from data.ledgers import ledger
from services.access.rights import (
    MACHINE,
    MASKED,
    Action,
    NotAllowed,
    Person,
    Sight,
    may,
    may_anywhere,
    may_everywhere,
    require,
    require_anywhere,
    undoing,
    units,
    writing,
)

OWN, OTHER = "ZD", "FLD"
TABLE = """
role           see      disclose  hand_in  check    administer
viewer         own+all  -         -        -        -
officer        own+all  own       own      -        -
reviewer       own+all  own+all   own      own+all  -
manager        own+all  own+all   own+all  -        -
administrator  own+all  -         -        -        own+all
machine        own+all  own+all   own+all  own+all  own+all
"""
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (role, Action(action), office, part in cell.split("+"))
    for role, *cells in ROWS
    for action, cell in zip(HEADER[1:], cells, strict=True)
    for part, office in (("own", OWN), ("all", OTHER))
]


def test_the_table_has_every_cell() -> None:
    assert HEADER[1:] == list(Action)
    assert len(CELLS) == 6 * 5 * 2


@pytest.mark.parametrize(("role", "action", "office", "allowed"), CELLS)
def test_cell(role: str, action: Action, office: str, allowed: bool) -> None:
    person = Person("P", "signed-in", role, OWN)
    assert may(person, action, office) is allowed
    if allowed:
        require(person, action, office)
    else:
        with pytest.raises(NotAllowed):
            require(person, action, office)


@pytest.mark.parametrize("action", Action)
def test_rows_without_a_unit_are_the_ip_sections(action: Action) -> None:
    assert may(Person("P", "signed-in", "officer", "IP"), action) is (
        action in (Action.SEE, Action.DISCLOSE, Action.HAND_IN)
    )
    assert may(Person("P", "signed-in", "officer", OWN), action) is (action is Action.SEE)


@pytest.mark.parametrize("action", [Action.DISCLOSE, Action.HAND_IN])
def test_an_officer_without_a_unit_has_no_rows(action: Action) -> None:
    nobody = Person("P", "signed-in", "officer")
    assert not may_anywhere(nobody, action)
    assert not may(nobody, action)
    with pytest.raises(NotAllowed):
        require_anywhere(nobody, action)


def test_own_rows_are_not_all_rows() -> None:
    officer = Person("P", "signed-in", "officer", OWN)
    assert may_anywhere(officer, Action.HAND_IN)
    assert not may_everywhere(officer, Action.HAND_IN)
    assert may_everywhere(Person("M", "signed-in", "manager"), Action.HAND_IN)


@pytest.mark.parametrize(
    ("role", "sight"),
    [
        ("viewer", MASKED),
        ("officer", Sight(frozenset({OWN}))),
        ("reviewer", Sight(None)),
        ("manager", Sight(None)),
        ("administrator", MASKED),
        (MACHINE, Sight(None)),
    ],
)
def test_sight_follows_from_the_right_to_disclose(role: str, sight: Sight) -> None:
    assert Person("P", "signed-in", role, OWN).sight == sight


def test_a_shared_screen_is_open_to_nobodys_rows() -> None:
    screen = Sight(None, names=True, screen=True)
    assert not screen.open_to(OWN)
    assert not screen.opens_all


@pytest.mark.parametrize(
    ("name", "write", "undo"),
    [
        ("cases", Action.HAND_IN, Action.HAND_IN),
        ("markets", Action.HAND_IN, Action.HAND_IN),
        ("people", Action.ADMINISTER, Action.ADMINISTER),
        ("offices", Action.ADMINISTER, Action.ADMINISTER),
        ("submissions", Action.ADMINISTER, Action.HAND_IN),
        ("assignments", Action.ADMINISTER, Action.HAND_IN),
        ("reviews", Action.ADMINISTER, Action.CHECK),
    ],
)
def test_the_boards_own_ledgers_are_written_by_commands_and_administrators(
    name: str, write: Action, undo: Action
) -> None:
    assert (writing(ledger(name)), undoing(ledger(name))) == (write, undo)


def test_units_of_rows() -> None:
    rows = pl.DataFrame({"office": [OWN, OTHER, OWN, None]})
    assert units(ledger("cases"), rows) == {OWN, OTHER, "IP"}
    assert units(ledger("reviews"), pl.DataFrame({"batch": ["1"]})) == {"IP"}
    assert units(ledger("reviews"), pl.DataFrame({"batch": []})) == frozenset()
