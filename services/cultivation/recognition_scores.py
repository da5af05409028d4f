"""The scores in an application's paper: by group, and criterion by criterion with the proofs that are enclosed."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from data.ledgers.assessments import OFFICIAL, SELF
from data.ledgers.market_columns import ONLINE
from services.cultivation.criteria import Group, groups
from services.cultivation.progress import evidence
from services.cultivation.recognition import Application, criterion_text
from services.cultivation.scores import by_group, checklist
from services.papers.paper import Block, Heading, Paragraph, Table
from services.words import formats
from services.words.language import Language


def scores_of(application: Application, _: Language) -> list[Block]:
    """Points by group, official and own, the online channel in rows of its own."""
    given = {(row["kind"], row["channel"], row["group"]): row for row in by_group(application.records).to_dicts()}
    rows = [
        (
            _.text(group.label) + (f" · {_('Online channel')}" if channel == ONLINE else ""),
            _of(given.get((OFFICIAL, channel, group.code))),
            _of(given.get((SELF, channel, group.code))),
        )
        for channel in dict.fromkeys(checklist(application.records, SELF)["channel"])
        for group in groups().values()
    ]
    columns = (_("Group"), _("Official"), _("Self-assessment"))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    note = _("Points of the last assessment of each criterion, of all that can be given; only scored groups add up to "
             "the reference score.")  # fmt: skip
    return [Heading(_("Scores")), Table(frame, (3, 1, 1), right=frozenset(columns[1:])), Paragraph(note, "note")]


def _of(row: dict | None) -> str:
    """Points of those that can be given, and how many criteria were assessed where not all were."""
    if row is None:
        return formats.MISSING
    partly = "" if row["assessed"] == row["criteria"] else f" ({row['assessed']}/{row['criteria']})"
    return f"{formats.number(row['points'])} / {formats.number(row['possible'])}{partly}"


def criteria_of(application: Application, _: Language) -> list[Block]:
    """A table a group: every criterion with its points and the numbers of its enclosures."""
    official = checklist(application.records, OFFICIAL)["points"]
    rows = checklist(application.records, SELF).with_columns(official=official)
    proved = set(evidence(application.records).select("criterion", "channel").rows())
    blocks: list[Block] = [Heading(_("Criteria and proofs"))]
    for group in groups().values():
        own = rows.filter(pl.col("group") == group.code)
        if own.height:
            blocks += [Heading(_.text(group.label), 2), _of_group(application, own.to_dicts(), group, proved, _)]
    return blocks


def _of_group(application: Application, rows: Sequence[dict], group: Group, proved: set, _: Language) -> Table:
    columns = (_("Criterion"), _("Points at most"), _("Official"), _("Self-assessment"), _("Enclosure"))
    frame = frame_of(
        (
            {
                columns[0]: _.text(criterion_text(row["criterion"], row["channel"])),
                columns[1]: formats.number(row["possible"]),
                columns[2]: formats.number(row["official"]),
                columns[3]: formats.number(row["points"]),
                columns[4]: _enclosures(application, row, group, proved, _),
            }
            for row in rows
        ),
        columns,
    )
    return Table(frame, (4.6, 1.3, 1.3, 1.8, 1.7), right=frozenset(columns[1:4]))


def _enclosures(application: Application, row: dict, group: Group, proved: set, _: Language) -> str | None:
    number = application.number_of(criterion_text(row["criterion"], row["channel"]))
    if number:
        return str(number)
    if (row["criterion"], row["channel"]) in proved:
        return _("by its ledger")
    return _("missing") if group.scored else None


def frame_of(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pl.DataFrame:
    """Rows as texts under their headings, also where there is no row."""
    return pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String))
