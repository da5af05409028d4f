"""The application for the zone with everything that belongs to it, and what it lacks."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.registry import entries
from data.store import Store, read_rows
from data.texts import Text
from services.access.rights import Action, Person, require
from services.indication.industry import Share, shares
from services.indication.seasons import plots_of
from services.indication.use import MarkUse, mark_use, seasons_of_use
from services.indication.versions import Version, version_in_force
from services.indication.zone import Zone, zone
from services.indication.zone_registry import STAGE


@dataclass(frozen=True, slots=True)
class Application:
    """The application as it stands. `area` is the version in force, None without one; `use` that of the newest season
    of which anything is entered; `plots` are those of the newest season."""

    zone: Zone
    rights: pl.DataFrame
    years: pl.DataFrame
    shares: tuple[Share, Share]
    area: Version | None
    plots: pl.DataFrame
    use: MarkUse | None


def application(store: Store, person: Person, today: date) -> Application:
    """The application as it stands today. Raises NotAllowed."""
    require(person, Action.DISCLOSE)
    season = next(iter(seasons_of_use(store)), None)
    return Application(
        zone=zone(store, today),
        rights=read_rows(store, "gi_rights", order=("system", "code")),
        years=read_rows(store, "gi_years", order=("-season",)),
        shares=shares(store),
        area=version_in_force(store, today),
        plots=plots_of(store),
        use=mark_use(store, person, season, today) if season else None,
    )


def missing(found: Application) -> list[Text]:
    """Everything that it lacks, in the order of the dossier."""
    lacks = [_lacking(one.label, one.gap) for one in found.zone.conditions if one.gap]
    if found.rights.is_empty():
        lacks.append(Text("没有登记地理标志权利", "no right is entered"))
    if found.area is None:
        lacks.append(Text("没有定稿生效的保护范围，缺范围图", "no boundary is in force: no map of the area"))
    elif found.area.map_approval_file is None:
        lacks.append(Text("保护范围图没有审图号，不得公开", "the map has no approval number: not to be published"))
    unentered = Text("没有登记工作事项", "no item of work is entered")
    lacks += [_lacking(topic.label, unentered) for topic in found.zone.topics if not topic.items]
    labels = {entry.code: entry.label for entry in entries("zone")}
    told = [one.code for one in found.zone.conditions if one.gap]
    unproved = found.zone.records.filter(
        pl.col("attachment").is_null(), pl.col("group") != STAGE, ~pl.col("topic").is_in(told)
    )
    lacks += [
        _lacking(labels[topic], Text(f"“{item}”没有证明文件", f"no file proves “{item}”"))
        for topic, item in unproved.select("topic", "item").iter_rows()
    ]
    for year in found.zone.summaries:
        if year.number is None:
            lacks.append(Text(f"{year.year} 年度总结没有登记", f"the summary of {year.year} is not entered"))
    return lacks


def _lacking(label: Text, what: Text) -> Text:
    return Text(f"{label.zh}：{what.zh}", f"{label.en}: {what.en}")
