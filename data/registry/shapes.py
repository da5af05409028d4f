"""What each registry file may say: an entry of it as a typed, frozen struct. Nothing else passes (`shaped.py`).

Texts, numbers within their bounds and codes of a fixed few are judged here; what rests on other entries or on ledgers
is judged by the loader of the file (`judged_by`). What the keys mean stands in the head of each TOML file.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct, field

from data.texts import Text

Word = Annotated[str, Meta(min_length=1)]
# No amount of anything is larger, and a column holds it.
Count = Annotated[int, Meta(ge=0, le=10**12)]
# They are added to days: 0 for none, and none that no calendar reaches.
Years = Annotated[int, Meta(ge=0, le=100)]
Days = Annotated[int, Meta(ge=0, le=3650)]
Share = Annotated[float, Meta(gt=0, le=1)]
DayOfMonth = Annotated[int, Meta(ge=1, le=28)]
# In the limit's own unit; what is too long in it `services.days.limits` says.
Length = Annotated[int, Meta(ge=1, le=3650)]
WORKING_DAYS, DAYS, MONTHS, YEARS, HOURS = "working_days", "days", "months", "years", "hours"
DAY_OF_MONTH = "day_of_month"


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table within an entry, or an entry."""


class Unit(Text, frozen=True):
    """What a value is counted in; it may be empty in a language."""

    zh: str = ""
    en: str = ""


class Table(Part, frozen=True, kw_only=True):
    """One table of a file: its code, which is its name and none of its keys."""

    code: str = field(name="")


Shape = TypeVar("Shape", bound=Table)


class Named(Table, frozen=True, kw_only=True):
    """A table with a name to show."""

    label: Text
    aliases: tuple[str, ...] = ()


class Entry(Named, frozen=True, kw_only=True):
    """A named table of which may be said what it means, where it comes from and how sure that is."""

    definition: Text | None = None
    source: Text | None = None
    grade: str = ""


class Defined(Named, frozen=True, kw_only=True):
    """One that has to be defined."""

    definition: Text
    source: Text | None = None
    grade: str = ""


class Sourced(Named, frozen=True, kw_only=True):
    """One that has to be defined and to name where it comes from."""

    definition: Text
    source: Text
    grade: str = "-"


class Graded(Named, frozen=True, kw_only=True):
    """One that has to say as well how sure that is."""

    definition: Text
    source: Text
    grade: Word


class Page(Entry, frozen=True, kw_only=True):
    question: Text
    section: Text
    icon: Word
    script: Word
    map: bool = False
    needs: str = ""


class Office(Entry, frozen=True, kw_only=True):
    kind: Word


class Sector(Entry, frozen=True, kw_only=True):
    plan: str = ""


class MapSetting(Entry, frozen=True, kw_only=True):
    value: str


class Reporting(Entry, frozen=True, kw_only=True):
    due_day: DayOfMonth


class SessionLimits(Entry, frozen=True, kw_only=True):
    idle_minutes: Annotated[int, Meta(ge=5, le=24 * 60)]
    absolute_hours: Annotated[int, Meta(ge=1, le=7 * 24)]


class LinkLife(Entry, frozen=True, kw_only=True):
    hours: Annotated[int, Meta(ge=1, le=7 * 24)]


class Password(Entry, frozen=True, kw_only=True):
    least: Annotated[int, Meta(ge=8, le=64)]


class Year(Table, frozen=True, kw_only=True):
    """A year's weekdays off and weekend days worked."""

    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class Term(Part, frozen=True, kw_only=True):
    """One version of a limit, in force for matters from `since` on (None: from the beginning) up to `until` (None:
    with no end but the next version). `extension` and `further` are what it may be extended by, once and once more."""

    value: Length
    unit: Literal["working_days", "days", "months", "years", "hours", "day_of_month"]
    extension: Days = 0
    further: Days = 0
    since: date | None = None
    until: date | None = None


class Limit(Sourced, frozen=True, kw_only=True):
    """A limit and where it comes from. `terms` are oldest first; none means that it is not verified.

    `ledger`, `starts`, `ends` and, where they apply, the others name the columns by which a ledger's rows are held
    against it; they are empty where no ledger has the dates. `due` names the column of a ledger whose rows say their
    own last day.
    """

    terms: tuple[Term, ...] = ()
    ledger: str = ""
    starts: str = ""
    due: str = ""
    ends: str = ""
    stops: str = ""
    version: str = ""
    extended: str = ""
    excluded: str = ""
    only: Mapping[str, str | tuple[str, ...]] = {}

    @property
    def columns(self) -> list[str]:
        """The columns of its ledger that it names."""
        single = (self.starts, self.due, self.ends, self.stops, self.version, self.extended, self.excluded)
        return [*dict.fromkeys([*filter(None, single), *self.only])]


class Indicator(Sourced, frozen=True, kw_only=True):
    """One declared indicator. `direction` says which way is better, "none" where neither is; `standing` counts what
    holds on the last day of a period, not what happened in it."""

    unit: Unit
    kind: Literal["count", "money"]
    numerator: Text
    denominator: Text | None = None
    direction: Literal["none", "more", "less"]
    target: int | None = None
    owner: Word
    ledger: Word
    standing: bool = False
    overview: bool = False


class Reference(Graded, frozen=True, kw_only=True):
    """One published figure. Values are texts as they were published ("1000 余件"); None was not published."""

    cases: Text | None = None
    amount: Text | None = None
    fines_and_confiscation: Text | None = None
    transferred: Text | None = None


class Threshold(Sourced, frozen=True, kw_only=True):
    """One threshold: what it means, its value and unit, and where it comes from."""

    value: Annotated[float, Meta(gt=0, le=1_000_000)]
    unit: Text


class ZoneEntry(Entry, frozen=True, kw_only=True):
    """One matter of the zone application; `years` and `least_share` are 0 where the rule has none."""

    group: Literal["stage", "condition", "dimension", "task", "summary"]
    years: Years = 0
    least_share: Share = 0.0


class Basis(Part, frozen=True, kw_only=True):
    """A law and its article between two days, both included (None: without end). No article: it is not verified."""

    law: Text
    article: Text | None = None
    since: date | None = None
    until: date | None = None


class LegalBasis(Named, frozen=True, kw_only=True):
    """What some acts of a case rest on, oldest first."""

    definition: Text | None = None
    source: Text
    grade: Word
    acts: Annotated[tuple[Word, ...], Meta(min_length=1)]
    bases: Annotated[tuple[Basis, ...], Meta(min_length=1)]


class LegalAmounts(Part, frozen=True, kw_only=True):
    """Amounts in yuan, by the column of the case ledger; None where the rule names none."""

    illegal_gains: Count | None = None
    illegal_turnover: Count | None = None
    goods_value: Count | None = None


class TransferThreshold(Sourced, frozen=True, kw_only=True):
    """The amounts from which handing a case to the police is considered."""

    since: date
    acts: Annotated[tuple[Word, ...], Meta(min_length=1)]
    amounts: LegalAmounts
