"""The tables of the dossier, and its summary as a paper."""

from collections.abc import Sequence

import polars as pl

from data.ledgers import ledger
from data.registry import entries
from data.store import Store
from services.days.lights import LIGHTS
from services.exchange.sheets import header, written
from services.figures.export import Provenance
from services.indication.industry import Share
from services.indication.review import signature_mark
from services.indication.use import LACKING, STATES, MarkUse, alarm_texts
from services.indication.words import ground, percent
from services.indication.zone import CURRENT, PASSED, Zone
from services.indication.zone_application import Application
from services.papers.paper import Block, Heading, Items, Paper, Paragraph, Picture, Table
from services.records.readable import names_of
from services.words import formats
from services.words.language import Language


def stages(found: Zone, _: Language) -> pl.DataFrame:
    """The track with the day on which each stage was entered."""
    said = {PASSED: _("passed"), CURRENT: _("current")}
    rows = [(_.text(one.label), one.begun, said.get(one.state, _("ahead"))) for one in found.stages]
    return pl.DataFrame(rows, schema={_("Stage"): pl.String, _("Entered on"): pl.Date, _("State"): pl.String},
                        orient="row")  # fmt: skip


def met(value: bool | None, _: Language) -> str:
    """Whether a condition is met."""
    return {True: _("met"), False: _("not met"), None: _("not known")}[value]


def conditions(found: Zone, _: Language) -> pl.DataFrame:
    """The four conditions with how they stand, what proves it and what lacks."""
    rows = [
        (
            _.text(one.label), _.text(one.definition), one.value and _.text(one.value), met(one.met, _), one.proof,
            one.gap and _.text(one.gap),
        )
        for one in found.conditions
    ]  # fmt: skip
    columns = (_("Condition"), _("Definition"), _("Value"), _("Met?"), _("Proof"), _("Gap"))
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def items(found: Zone, offices: dict[str, str], _: Language) -> pl.DataFrame:
    """The records in the registry's order: topic, item, unit, dates, light, proof and file."""
    labels = _.labels(entries("zone"))
    shown = {code: light.plain(_.code) for code, light in LIGHTS.items()}
    return found.records.select(
        pl.col("number").alias(_("Item number")),
        pl.col("topic").replace(labels).alias(_("Topic")),
        pl.col("item").alias(_("Item of work")),
        pl.col("office").replace(offices).alias(_("Unit in charge")),
        pl.col("due").alias(_("Due date")),
        pl.col("done").alias(_("Done on")),
        pl.col("light").replace(shown).alias(_("State")),
        pl.col("proof").alias(_("Proof")),
        pl.col("attachment_name").alias(_("File")),
    )


def topics(found: Zone, _: Language) -> pl.DataFrame:
    """The five dimensions and the plan's three with the completeness of their evidence."""
    rows = [
        (
            _.text(one.label), one.items, one.done, one.proved,
            formats.share(one.proved, one.items) if one.items else None,
            one.light and one.light.plain(_.code),
        )
        for one in found.topics
    ]  # fmt: skip
    columns = {
        _("Topic"): pl.String, _("Items"): pl.Int64, _("Done"): pl.Int64, _("Proved by a file"): pl.Int64,
        _("Evidence"): pl.String, _("Gravest state"): pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row")


def industry(both: Sequence[Share], _: Language) -> pl.DataFrame:
    """The two shares of the rule with definition and source."""
    rows = [
        (
            _.text(one.label), one.season, _("No data yet") if one.value is None else percent(float(one.value)),
            percent(float(one.least)), _.text(one.definition), one.source,
        )
        for one in both
    ]  # fmt: skip
    columns = (_("Share"), _("Season"), _("Value"), _("At least"), _("Definition"), _("Source of the figures"))
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def ledger_rows(name: str, rows: pl.DataFrame, _: Language) -> pl.DataFrame:
    """Rows of a ledger as people read them, all its columns."""
    known = ledger(name)
    shown = written(rows, known, _.code)
    return shown.rename({column: header(known.column(column), _.code) for column in shown.columns})


def use(found: MarkUse, _: Language) -> pl.DataFrame:
    """The balance of every user with its verdict; what is missing stays empty."""
    told = [
        "；".join(_.text(text) for text in [*alarm_texts(raised, found.thresholds), *(LACKING[one] for one in lacks)])
        for raised, lacks in found.balance.select("alarms", "lacking").iter_rows()
    ]
    numbers = {
        "plots": _("Plots"), "area": _("Area (mu)"), "expected_yield": _("Expected yield (kg)"),
        "quota": _("Label quota"), "issued": _("Labels issued"), "used": _("Labels used"),
        "returned": _("Returned"), "damaged": _("Damaged"), "left": _("Not accounted for"),
        "labelled": _("In circulation (kg)"), "sold": _("Sold (kg)"),
    }  # fmt: skip
    return found.balance.select(
        pl.col("user").alias(_("User code")),
        pl.col("name").alias(_("Name")),
        *(pl.col(name).alias(label) for name, label in numbers.items()),
        pl.col("state").replace({code: _.text(text) for code, text in STATES.items()}).alias(_("Verdict")),
        pl.Series(_("Reason"), [text or None for text in told], dtype=pl.String),
    )


def summary(store: Store, found: Application, lacks: Sequence[str], picture: Picture | None, about: Provenance,
            _: Language) -> Paper:  # fmt: skip
    """The summary: stage, conditions, area, industry, items, yearly summaries, and what lacks."""
    zone = found.zone
    since = _(", since {day}", day=formats.day(zone.stage.begun, _.code)) if zone.stage.begun else ""
    blocks: list[Block] = [
        Heading(_("Where the application stands")),
        Paragraph(_("Applicant: {applicant}", applicant=_.text(zone.applicant)), "strong"),
        Paragraph(_("Stage: {stage}{since}", stage=_.text(zone.stage.label), since=since), "strong"),
        Table(stages(zone, _)),
        Heading(_("The four conditions")),
        Table(conditions(zone, _), widths=(1.5, 2.2, 2, 0.9, 1.5, 2)),
        Heading(_("The protected area")),
        *_area(found, picture, _),
        Heading(_("The industry and the use of the mark")),
        Table(industry(found.shares, _), widths=(2, 1.5, 1, 0.9, 2.2, 1.5)),
        *_use(found.use, _),
        Heading(_("Dimensions and tasks of the plan")),
        Table(topics(zone, _), widths=(2, 0.8, 0.8, 1.2, 1, 1.2)),
        Heading(_("Items of work and their evidence")),
        *_items(zone, names_of(store, "offices"), _),
        Heading(_("What is missing")),
        *([Items(lacks, numbered=True)] if lacks else [Paragraph(_("Nothing is missing."))]),
    ]
    return Paper(about, blocks, landscape=False)


def _area(found: Application, picture: Picture | None, _: Language) -> list[Block]:
    """The words of the announcements, the version in force with its signature, and the map."""
    labels = {name: _.text(ledger("gi_rights").column(name).label) for name in ("product", "system", "area_text")}
    words = written(found.rights, ledger("gi_rights"), _.code).select(
        pl.col(name).alias(labels[name]) for name in labels
    )
    told: list[Block] = [Table(words, widths=(1, 1.4, 4))] if words.height else []
    own = found.area
    if own is None or picture is None:
        return [*told, Paragraph(_("No boundary is in force."), "note")]
    size = _.text(ground(own.area))
    day = formats.day(own.in_force_from, _.code)
    told.append(Paragraph(_("{title}: {size}, in force from {day}", title=own.title, size=size, day=day)))
    if mark := signature_mark(own.signed_how):
        told.append(Paragraph(_.text(mark), "strong"))
    return [*told, picture]


def _use(found: MarkUse | None, _: Language) -> list[Block]:
    """How many users are in balance; single users stand in the table of the zip."""
    if found is None:
        return [Paragraph(_("No plots, labels or sales are entered."), "note")]
    states = found.balance["state"].to_list()
    counts = [f"{_.text(label)} {states.count(code)}" for code, label in STATES.items()]
    said = _("Season {season}, {n} users of the mark: {counts}", season=found.season, n=len(states),
             counts=formats.listing(counts, _.code))  # fmt: skip
    return [Paragraph(said)]


def _items(zone: Zone, offices: dict[str, str], _: Language) -> list[Block]:
    """The items without their numbers, the days short, so that they fit a page."""
    rows = items(zone, offices, _).drop(_("Item number"), _("Proof")).with_columns(pl.col(pl.Date).dt.to_string("iso"))
    if rows.is_empty():
        return [Paragraph(_("No item of work is entered."), "note")]
    return [Table(rows, widths=(1.4, 2.2, 1.1, 1.7, 1.7, 0.9, 1.7))]
