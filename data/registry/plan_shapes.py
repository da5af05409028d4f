"""What a year's plan may say: its tasks clause by clause, and by which measures each clause is held to account.

A plan is one file in `plans/`, named by its year. What it refers to is judged by `services/plan/plan.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from data.registry.shapes import Part, Table, Word
from data.texts import Text

# "12-31" is a day that every year has, "5" one of every month.
_OF_YEAR = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
Due = Annotated[str, Meta(pattern=rf"^(?:{_OF_YEAR}|[1-9]|1\d|2[0-8]|)$")]


class Named(Part, frozen=True, kw_only=True):
    """A part that is referred to by its code."""

    code: Word
    label: Text


class Measure(Part, frozen=True, kw_only=True):
    """By what a clause is measured: an indicator, or the rows of a ledger where no indicator counts them, and the rule
    of its light (`services/plan/standing.py` applies it).

    `limit` narrows the rule "matters" to one time limit. `per` says whether a target is reached over the "year" or
    holds "always". `see` is the page, with its address, on which the records are seen best; otherwise the ledger.
    """

    indicator: str = ""
    ledger: str = ""
    rule: Literal["none", "progress", "dated", "faultless", "matters", "tasks"] = "none"
    target: Annotated[int, Meta(ge=1)] | None = None
    per: Literal["year", "always"] = "year"
    due: Due = ""
    limit: str = ""
    see: Mapping[str, str] = {}


class Clause(Part, frozen=True, kw_only=True):
    """A piece of a task's text, word for word in Chinese, with its measures, or why it is not measured."""

    text: Text
    measures: tuple[Measure, ...] = ()
    unmeasured: Text | None = None


class Task(Named, frozen=True, kw_only=True):
    """A numbered task, or a requirement: its heading, its group, who is responsible, its clauses in their order."""

    group: Word
    units: Annotated[tuple[Word, ...], Meta(min_length=1)]
    clauses: Annotated[tuple[Clause, ...], Meta(min_length=1)]


class Plan(Table, frozen=True, kw_only=True):
    """The plan of the year that is its code. In the group REQUIREMENTS stand its work requirements."""

    label: Text
    number: Word
    issued_on: date
    groups: Annotated[tuple[Named, ...], Meta(min_length=1)]
    tasks: Annotated[tuple[Task, ...], Meta(min_length=1)]
