"""Columns shared by the ledgers of the plan's work: with partners, on the bureau's own powers, and in public.

What they share with the ledgers of standardised markets (numbers, days, scans, who files) stands in `market_columns`.
"""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Event, Kind, Rollup
from data.texts import Text

CASE = Column(
    name="case",
    kind=Kind.REFERENCE,
    refers_to="cases",
    label=Text("关联案件", "Case"),
    aliases=("立案编号", "案件编号"),
)


def words(name: str, zh: str, en: str, *aliases: str, example: str = "", personal: bool = False) -> Column:
    """A text; one with an example is required, one that may tell of a person is personal and searched."""
    return Column(
        name=name,
        kind=Kind.TEXT,
        label=Text(zh, en),
        aliases=aliases,
        required=bool(example),
        personal=personal,
        searched=personal,
        example=example,
    )


def tally(name: str, zh: str, en: str, unit: str, *aliases: str, example: str = "") -> Column:
    """How many; never required, for who wasn't counted is not nobody."""
    return Column(
        name=name, kind=Kind.COUNT, minimum=0, unit=unit, label=Text(zh, en), aliases=aliases, example=example
    )


def one_of(name: str, choices: tuple[Choice, ...], zh: str, en: str, *aliases: str, example: str = "") -> Column:
    """One choice; required where an example is given."""
    return Column(
        name=name,
        kind=Kind.CHOICE,
        choices=choices,
        label=Text(zh, en),
        aliases=aliases,
        required=bool(example),
        example=example,
    )


def some_of(name: str, choices: tuple[Choice, ...], zh: str, en: str, *aliases: str, example: str = "") -> Column:
    """Several choices; required where an example is given."""
    return replace(one_of(name, choices, zh, en, *aliases, example=example), kind=Kind.CHOICES)


def days_of(ledger: str, *events: Event, by: tuple[str, ...] = ()) -> tuple[Rollup, ...]:
    """The rollup of a ledger of the plan's work: its events by day and office, and by the columns of `by`."""
    return (Rollup(name=f"{ledger}_days", grain="day", by=("office", *by), events=events),)
