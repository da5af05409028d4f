"""The application for recognition as a paper: what is missing first, then the market, its way, its scores and work."""

from datetime import date
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from services.cultivation.ladders import SUPERIOR, Stage, milestones, stages
from services.cultivation.recognition import Application
from services.cultivation.recognition_scores import criteria_of, frame_of, scores_of
from services.cultivation.standing import entered
from services.cultivation.summary import summary
from services.cultivation.tasks import tasks
from services.days.lights import LIGHTS
from services.exchange.sheets import NO, YES
from services.figures.export import Provenance
from services.papers.paper import Block, Heading, Items, Paper, Paragraph, Table
from services.words import formats
from services.words.language import Language


def application_paper(application: Application, provenance: Provenance, _: Language) -> Paper:
    """The whole paper; its tables follow the registry, so what is added there stands in it."""
    parts = (_missing, _market, _way, scores_of, criteria_of, _work, _tasks, _enclosed)
    return Paper(provenance, [block for part in parts for block in part(application, _)])


def _missing(application: Application, _: Language) -> list[Block]:
    if not application.gaps:
        return [Heading(_("What is missing")), Paragraph(_("Everything that is asked for is on file."), "strong")]
    said = _.n("{n} thing is missing.", "{n} things are missing.", len(application.gaps))
    texts = [_.text(gap.text) for gap in application.gaps]
    return [Heading(_("What is missing")), Paragraph(said, "strong"), Items(texts, numbered=True)]


def _market(application: Application, _: Language) -> list[Block]:
    row, place = application.market, application.place
    kind, township = (ledger_of("markets").column(name) for name in ("kind", "township"))
    labels = {one.code: _.text(one.label) for column in (kind, township) for one in column.options()}
    stage = _.text(stages()[place["stage"]].label) if place["stage"] in stages() else place["stage"]
    facts = {
        _("Market"): row["name"],
        _("Code"): row["code"],
        _.text(kind.label): labels.get(row["kind"]),
        _.text(township.label): labels.get(row["township"]),
        _("Supervised by"): application.office,
        _("Merchants"): formats.number(row["merchants"]),
        _("Online channel"): {True: YES(_.code), False: NO(_.code)}.get(row["online"]),
        _("Ladder"): _.text(application.ladder.label),
        _("Stage"): f"{stage} · {formats.day(place['entered'], _.code)}",
        _("Planned end"): formats.day(place["planned_end"], _.code),
        _("Responsible person"): place["responsible"],
    }
    frame = pl.DataFrame(list(facts.items()), schema={_("Item"): pl.String, _("Content"): pl.String}, orient="row")
    return [Heading(_("The market")), Table(frame, widths=(1, 3))]


def _way(application: Application, _: Language) -> list[Block]:
    known, columns = stages(), (_("Stage"), _("Entered on"), _("Document and body"), _("Enclosure"))
    rows = entered(application.records).filter(pl.col("ladder") == application.ladder.code)
    frame = frame_of(
        (
            {
                columns[0]: _.text(known[row["stage"]].label),
                columns[1]: formats.day(row["entered"], _.code),
                columns[2]: _document(row, _),
                columns[3]: _enclosure(application, row, known[row["stage"]], _),
            }
            for row in rows.iter_rows(named=True)
            if row["stage"] in known
        ),
        columns,
    )
    return [Heading(_("Stages entered")), Table(frame, widths=(2, 2.4, 4.4, 1.5))]


def _document(row: dict[str, Any], _: Language) -> str | None:
    parts = (row["document_number"], row["document_body"], _day(row["document_date"], _))
    return "\n".join(part for part in parts if part) or None


def _enclosure(application: Application, row: dict, stage: Stage, _: Language) -> str | None:
    """The number of a stage's document; in words where a superior's is missing."""
    if row["document"]:
        return str(application.number_of(stage.label, row["document"]))
    return _("missing") if stage.by == SUPERIOR else None


def _day(day: date | None, _: Language) -> str | None:
    return formats.day(day, _.code) if day else None


def _work(application: Application, _: Language) -> list[Block]:
    """The market's own work in numbers."""
    own, count = summary(application.records, application.market["code"]), formats.number
    coverage = formats.share(own.committed, own.merchants)
    paid = formats.money_in_full(own.paid, _.code)
    checked = _("{n}; {found} problems found, {mended} mended", n=count(own.checks), found=count(own.found),
                mended=count(own.mended))  # fmt: skip
    grades = "　".join(f"{code.upper()} {count(n)}" for code, n in own.grades.items())
    facts = {
        _("Merchants with a valid commitment"): f"{count(own.committed)} · {coverage}",
        _("Compensation fund"): formats.money_in_full(own.fund, _.code),
        _("Claims paid"): f"{count(own.claims)} · {paid}",
        _("Days to pay, median"): count(own.days_to_pay),
        _("Merchants made to leave"): _("{n}, {open} not settled", n=count(own.exits), open=own.unsettled),
        _("Trainings"): _("{n}, {people} attendees", n=count(own.trainings), people=count(own.attendees)),
        _("Self-inspections"): checked,
        _("Merchants by credit grade"): grades or formats.MISSING,
        _("Joint punishments in force"): count(own.punished),
    }
    frame = pl.DataFrame(list(facts.items()), schema=[_("Kind of work"), _("Result")], orient="row")
    return [Heading(_("The market's own work")), Table(frame, (1, 2))]


def _tasks(application: Application, _: Language) -> list[Block]:
    rows = tasks(application.records).filter(pl.col("ladder") == application.ladder.code)
    if rows.is_empty():
        return []
    known, columns = milestones(), (_("Task"), _("Due"), _("Done on"), _("Light"))
    frame = frame_of(
        (
            {
                columns[0]: _.text(known[row["task"]].label) if row["task"] in known else row["task"],
                columns[1]: formats.day(row["due"], _.code),
                columns[2]: _day(row["done_on"], _),
                columns[3]: LIGHTS[row["light"]].plain(_.code),
            }
            for row in rows.iter_rows(named=True)
        ),
        columns,
    )
    return [Heading(_("Dated tasks")), Table(frame, (3, 2, 2, 1.5))]


def _enclosed(application: Application, _: Language) -> list[Block]:
    columns = (_("No."), _("About"), _("File"))
    frame = frame_of(
        (
            {columns[0]: str(number), columns[1]: _.text(proof.about), columns[2]: application.file_name(proof)}
            for number, proof in enumerate(application.proofs, start=1)
        ),
        columns,
    )
    if frame.is_empty():
        return [Heading(_("Enclosures")), Paragraph(_("No file is on record."))]
    return [Heading(_("Enclosures")), Table(frame, (0.6, 3, 4))]
