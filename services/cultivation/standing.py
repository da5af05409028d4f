"""Where each market stands: its stage on a day, how long it has been there, and until when a title holds."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.ledgers.cultivation import ENDED
from services.cultivation.ladders import Stage, ladders, planned_stage, stages, title_ends
from services.cultivation.records import Records

WHERE = ("market", "ladder")
ENTRY = (*WHERE, "stage", "entered")
DOCUMENT = ("document_number", "document_date", "document_body", "document", "valid_to")


def entered(records: Records) -> pl.DataFrame:
    """The stages entered up to the day, in order: ENTRY and DOCUMENT. The stage in `cultivation` itself is among
    them, also where nobody wrote a row of `stage_entries` for it."""
    log = records["stage_entries"].select(*ENTRY, *DOCUMENT)
    own = records["cultivation"].filter(pl.col("entered") <= records.as_of).select(ENTRY)
    unlogged = own.join(log, on=ENTRY, how="anti")
    both = pl.concat([log.with_columns(late=pl.lit(False)), unlogged.with_columns(late=pl.lit(True))], how="diagonal")
    return both.sort("entered", "late", maintain_order=True).drop("late")


def standing(records: Records) -> pl.DataFrame:
    """The stage of each market and ladder on the day: ENTRY and DOCUMENT of the last stage entered, days (since
    then), usual (its usual length, null where not known), planned_end, responsible, office, state, id and version
    (of the `cultivation` row); markets that had not begun are left out."""
    last = entered(records).group_by(WHERE, maintain_order=True).last()
    known = {code: stage.days or None for code, stage in stages().items()}
    columns = ("planned_end", "responsible", "office", "state", "id", "version")
    return (
        last.join(records["cultivation"].select(*WHERE, *columns), on=WHERE)
        .with_columns(
            days=(pl.lit(records.as_of) - pl.col("entered")).dt.total_days(),
            usual=pl.col("stage").replace_strict(known, default=None, return_dtype=pl.Int64),
        )
        .select(*ENTRY, *DOCUMENT, "days", "usual", *columns)
        .sort(WHERE)
    )


def stage_by_market(places: pl.DataFrame) -> dict[str, str]:
    """The stage of each market that has not ended its cultivation, by the rows of `standing`; of one on both ladders
    that on the higher."""
    rank = list(ladders())
    going = places.filter(pl.col("state") != ENDED).select(*WHERE, "stage").rows()
    return {market: stage for market, ladder, stage in sorted(going, key=lambda row: rank.index(row[1]))}


def began(records: Records) -> pl.DataFrame:
    """The day each market last began its cultivation on a ladder: market, ladder, start."""
    begins = {code: planned_stage(code) for code in ladders()}
    stage = pl.col("ladder").replace_strict(begins, default="", return_dtype=pl.String)
    return entered(records).filter(pl.col("stage") == stage).group_by(WHERE).agg(pl.col("entered").max().alias("start"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title a market holds or held: since when, and its last day (None where no length is known)."""

    market: str
    ladder: str
    since: date
    until: date | None


def titles(records: Records) -> list[Title]:
    """The titles granted up to the day, one a market and ladder; a document's own date goes before the usual years,
    and a later document may prolong it."""
    known = stages()
    granted = {code for code, stage in known.items() if stage.years}
    found = []
    for (market, ladder), rows in entered(records).group_by(WHERE, maintain_order=True):
        given = rows.filter(pl.col("stage").is_in(list(granted)))
        if not given.is_empty():
            last = given.row(-1, named=True)
            found.append(Title(str(market), str(ladder), last["entered"], _until(known[last["stage"]], last, rows)))
    return sorted(found, key=lambda title: (title.market, title.ladder))


def _until(stage: Stage, last: dict, rows: pl.DataFrame) -> date | None:
    own = last["valid_to"] or title_ends(stage, last["entered"])
    later = [day for day in rows.filter(pl.col("entered") >= last["entered"])["valid_to"] if day is not None]
    return max([*later, *([own] if own else [])], default=None)
