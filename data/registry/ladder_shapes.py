"""What the registry files of the standardised markets may say: criteria, their groups, ladders, stages, milestones."""

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import Annotated, Literal

from msgspec import Meta

from data.registry.shapes import Count, Days, Graded, Length, Part, Sourced, Years
from data.texts import Text


class Group(Graded, frozen=True, kw_only=True):
    """A group of criteria; `points` is what a scored group adds up to, 0 for one that is not scored."""

    scored: bool
    points: Count = 0


class Criterion(Sourced, frozen=True, kw_only=True):
    """One criterion: `points` at most, `proof` one of PROOFS, `effort` in person-days to fill it (an estimate of
    the bureau's), `online` whether the online channel is assessed too, `records` the ledger whose rows prove it."""

    group: str
    points: Count
    proof: str
    effort: Length
    online: bool = False
    records: str = ""


class Required(Part, frozen=True, kw_only=True):
    """What a stage asks for: ledgers with a row of the market, kinds of assessment that are complete, proofs of all
    scored criteria, milestones that are done."""

    records: tuple[str, ...] = ()
    assessed: tuple[Literal["self", "official"], ...] = ()
    proofs: bool = False
    milestones: tuple[str, ...] = ()


class Stage(Graded, frozen=True, kw_only=True):
    """One stage. `by` says whose decision it is; a `gate` is refused while something required is missing. `days` is
    the usual length and `years` how long the title holds, 0 where that is not known or does not apply."""

    entry: Text
    by: Literal["bureau", "superior"]
    gate: bool = False
    requires: Required = Required()
    days: Days = 0
    years: Years = 0


class Ladder(Graded, frozen=True, kw_only=True):
    """A ladder: its stages in order, and the level a market has in the register from a stage on."""

    stages: Annotated[tuple[str, ...], Meta(min_length=1)]
    levels: Mapping[str, str] = {}

    def upto(self, stage: str) -> tuple[str, ...]:
        """The stages up to and including one of them."""
        return (*takewhile(lambda code: code != stage, self.stages), stage)

    def after(self, stage: str) -> str:
        """The stage that follows; "" after the last, or after one that the ladder no longer has."""
        following = self.stages[self.stages.index(stage) + 1 :] if stage in self.stages else ()
        return following[0] if following else ""


class Milestone(Sourced, frozen=True, kw_only=True):
    """A dated task; `stage`, `month` and `day` where a rule dates it. It is near `near_days` before it is due."""

    stage: str = ""
    month: Annotated[int, Meta(ge=0, le=12)] = 0
    day: Annotated[int, Meta(ge=0, le=31)] = 0
    near_days: Days

    def due(self, entered: date) -> date:
        """The first such day after the stage was entered; ValueError for a milestone no rule dates."""
        this_year = date(entered.year, self.month, self.day)
        return this_year if this_year > entered else date(entered.year + 1, self.month, self.day)
