"""The two ladders (市级, 国家级), their stages and milestones, from data/registry/ladders.toml, stages.toml and
milestones.toml."""

from datetime import date, timedelta

from data.ledgers.markets import LEVELS
from data.registry import RegistryError, entries, judged_by
from data.registry.ladder_shapes import Ladder, Milestone, Stage
from data.registry.remembered import known_codes, remembered
from data.texts import Text
from services.cultivation.records import LEDGERS

BUREAU, SUPERIOR = "bureau", "superior"


@remembered("stages", "milestones")
def stages() -> dict[str, Stage]:
    """Every stage by its code. Raises RegistryError."""
    return {stage.code: _checked_stage(stage) for stage in entries("stages", Stage)}


def _checked_stage(stage: Stage) -> Stage:
    where = f"stages.toml [{stage.code}]"
    if stage.gate and stage.by != BUREAU:
        raise RegistryError(f"{where} gate", Text("上级的决定不能被拦下", "a superior's decision is never refused"))
    known_codes(f"{where} requires.records", stage.requires.records, LEDGERS)
    known_codes(f"{where} requires.milestones", stage.requires.milestones, milestones())
    return stage


@remembered("ladders", "stages", "milestones")
def ladders() -> dict[str, Ladder]:
    """Every ladder by its code. Raises RegistryError."""
    return {ladder.code: _checked_ladder(ladder) for ladder in entries("ladders", Ladder)}


def _checked_ladder(ladder: Ladder) -> Ladder:
    where, known = f"ladders.toml [{ladder.code}]", [stage.code for stage in entries("stages", Stage)]
    known_codes(f"{where} stages", ladder.stages, known)
    # A stage that the ladder skips may keep its level: it only never comes to it.
    known_codes(f"{where} levels", ladder.levels, known)
    known_codes(f"{where} levels", ladder.levels.values(), (level.code for level in LEVELS))
    return ladder


def planned_stage(ladder: str) -> str:
    """The stage of a ladder whose length is planned: the first with usual days, "" for none."""
    return next((code for code in ladders()[ladder].stages if stages()[code].days), "")


@remembered("milestones", "stages")
def milestones() -> dict[str, Milestone]:
    """Every kind of milestone by its code. Raises RegistryError."""
    return {one.code: _checked_milestone(one) for one in entries("milestones", Milestone)}


def _checked_milestone(one: Milestone) -> Milestone:
    where = f"milestones.toml [{one.code}]"
    if not bool(one.stage) == bool(one.month) == bool(one.day):
        raise RegistryError(
            where,
            Text("stage、month、day 须一并写或都不写", "stage, month and day are given together or not at all"),
        )
    if one.stage:
        known_codes(f"{where} stage", [one.stage], (stage.code for stage in entries("stages", Stage)))
        _refuse_no_day(where, one.month, one.day)
    return one


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
