"""The two ladders (市级, 国家级), their stages and milestones, from data/registry/ladders.toml, stages.toml and
milestones.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from data.ledgers.assessments import OFFICIAL, SELF
from data.ledgers.markets import LEVELS
from data.registry import Entry, RegistryError, entries, judged_by
from data.texts import Text
from services.cultivation.declared import (
    MISSING,
    Keys,
    definition_of,
    known_codes,
    more_of,
    remembered,
    source_of,
    typed,
)
from services.cultivation.records import LEDGERS

BUREAU, SUPERIOR = "bureau", "superior"
LADDER_KEYS: Keys = {"stages": (list, MISSING), "levels": (dict, {}), "grade": (str, MISSING)}
STAGE_KEYS: Keys = {
    "entry": (dict, MISSING),
    "by": (str, MISSING),
    "gate": (bool, False),
    "requires": (dict, {}),
    "days": (int, 0),
    "years": (int, 0),
    "grade": (str, MISSING),
}
REQUIRED_KEYS: Keys = {"records": (list, []), "assessed": (list, []), "proofs": (bool, False), "milestones": (list, [])}
MILESTONE_KEYS: Keys = {"stage": (str, ""), "month": (int, 0), "day": (int, 0), "near_days": (int, MISSING)}


@dataclass(frozen=True, slots=True)
class Required:
    """What a stage asks for: ledgers with a row of the market, kinds of assessment that are complete, proofs of all
    scored criteria, milestones that are done."""

    records: tuple[str, ...] = ()
    assessed: tuple[str, ...] = ()
    proofs: bool = False
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `by` says whose decision it is; a `gate` is refused while something required is missing. `days` is
    the usual length and `years` how long the title holds, 0 where that is not known or does not apply."""

    code: str
    label: Text
    definition: Text
    entry: Text
    by: str
    gate: bool
    requires: Required
    days: int
    years: int
    source: Text
    grade: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder: its stages in order, the level a market has in the register from a stage on, and the stage whose
    length is planned (`planned`): the first with usual days, "" for none."""

    code: str
    label: Text
    definition: Text
    stages: tuple[str, ...]
    levels: Mapping[str, str]
    source: Text
    grade: str
    planned: str

    def upto(self, stage: str) -> tuple[str, ...]:
        """The stages up to and including one of them."""
        return (*takewhile(lambda code: code != stage, self.stages), stage)

    def after(self, stage: str) -> str:
        """The stage that follows; "" after the last, or after one that the ladder no longer has."""
        following = self.stages[self.stages.index(stage) + 1 :] if stage in self.stages else ()
        return following[0] if following else ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated task; `stage`, `month` and `day` where a rule dates it. It is near `near_days` before it is due."""

    code: str
    label: Text
    definition: Text
    stage: str
    month: int
    day: int
    near_days: int
    source: Text

    def due(self, entered: date) -> date:
        """The first such day after the stage was entered; ValueError for a milestone no rule dates."""
        this_year = date(entered.year, self.month, self.day)
        return this_year if this_year > entered else date(entered.year + 1, self.month, self.day)


@remembered("stages", "milestones")
def stages() -> dict[str, Stage]:
    """Every stage by its code. Raises RegistryError."""
    return {entry.code: _stage(entry) for entry in entries("stages")}


def _stage(entry: Entry) -> Stage:
    where = f"stages.toml [{entry.code}]"
    more = more_of("stages", entry, STAGE_KEYS)
    known_codes(f"{where} by", [more["by"]], (BUREAU, SUPERIOR))
    if more["gate"] and more["by"] != BUREAU:
        raise RegistryError(f"{where} gate", Text("上级的决定不能被拦下", "a superior's decision is never refused"))
    more["entry"] = _text(f"{where} entry", more["entry"])
    more["requires"] = _required(f"{where} requires", more["requires"])
    return Stage(entry.code, entry.label, definition_of("stages", entry), source=source_of("stages", entry), **more)


def _text(where: str, table: dict) -> Text:
    given = typed(where, table, {"zh": (str, MISSING), "en": (str, MISSING)})
    return Text(given["zh"], given["en"])


def _required(where: str, table: dict) -> Required:
    given = typed(where, table, REQUIRED_KEYS)
    return Required(
        records=known_codes(f"{where} records", given["records"], LEDGERS),
        assessed=known_codes(f"{where} assessed", given["assessed"], (SELF, OFFICIAL)),
        proofs=given["proofs"],
        milestones=known_codes(f"{where} milestones", given["milestones"], milestones()),
    )


@remembered("ladders", "stages", "milestones")
def ladders() -> dict[str, Ladder]:
    """Every ladder by its code. Raises RegistryError."""
    return {entry.code: _ladder(entry) for entry in entries("ladders")}


def _ladder(entry: Entry) -> Ladder:
    where, known = f"ladders.toml [{entry.code}]", tuple(stage.code for stage in entries("stages"))
    more = more_of("ladders", entry, LADDER_KEYS)
    more["stages"] = known_codes(f"{where} stages", more["stages"], known)
    if not more["stages"]:
        raise RegistryError(f"{where} stages", Text("至少须有一个阶段", "a ladder needs at least one"))
    # A stage that the ladder skips may keep its level: it only never comes to it.
    known_codes(f"{where} levels", list(more["levels"]), known)
    known_codes(f"{where} levels", list(more["levels"].values()), tuple(level.code for level in LEVELS))
    planned = next((code for code in more["stages"] if stages()[code].days), "")
    texts = (entry.label, definition_of("ladders", entry))
    return Ladder(entry.code, *texts, source=source_of("ladders", entry), planned=planned, **more)


@remembered("milestones", "stages")
def milestones() -> dict[str, Milestone]:
    """Every kind of milestone by its code. Raises RegistryError."""
    return {entry.code: _milestone(entry) for entry in entries("milestones")}


def _milestone(entry: Entry) -> Milestone:
    where = f"milestones.toml [{entry.code}]"
    more = more_of("milestones", entry, MILESTONE_KEYS)
    if bool(more["stage"]) != bool(more["month"]) or bool(more["month"]) != bool(more["day"]):
        raise RegistryError(
            where,
            Text("stage、month、day 须一并写或都不写", "stage, month and day are given together or not at all"),
        )
    if more["stage"]:
        known_codes(f"{where} stage", [more["stage"]], tuple(stage.code for stage in entries("stages")))
        _refuse_no_day(where, more["month"], more["day"])
    return Milestone(
        entry.code, entry.label, definition_of("milestones", entry), source=source_of("milestones", entry), **more
    )


def _refuse_no_day(where: str, month: int, day: int) -> None:
    """29 February is no day of every year."""
    try:
        date(2023, month, day)
    except ValueError as error:
        raise RegistryError(
            where, Text(f"{month}-{day} 不是每年都有的日子", f"{month}-{day} is no day of every year")
        ) from error


def title_ends(stage: Stage, granted: date) -> date | None:
    """The last day of a title granted on a day (three years: 2024-05-20 to 2027-05-19); None for a stage without."""
    if not stage.years:
        return None
    year = granted.year + stage.years
    leap = (granted.month, granted.day) == (2, 29)
    return (date(year, 3, 1) if leap else granted.replace(year=year)) - timedelta(days=1)


judged_by("stages", lambda: (stages(), ladders()))
judged_by("ladders", ladders)
judged_by("milestones", milestones)
