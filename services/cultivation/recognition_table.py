"""All markets on the ladders in one table for the superior: where each stands, its score, and what is missing."""

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.assessments import OFFICIAL, SELF
from data.ledgers.market_columns import OFFLINE
from data.store import Store
from services.cultivation.ladders import ladders, stages
from services.cultivation.market_day import Known
from services.figures.export import Provenance
from services.papers.paper import Paper, Table
from services.records.readable import names_of
from services.words import formats
from services.words.language import Language


def all_markets(store: Store, known: Known, _: Language) -> pl.DataFrame:
    """One row a market and ladder, columns named in the reader's language; what is missing is named in full."""
    register = {row["code"]: row for row in known.records.markets.iter_rows(named=True)}
    offices = names_of(store, "offices", known.records.markets["office"])
    kind = ledger_of("markets").column("kind")
    kinds = _.labels(kind.options())
    until = {(title.market, title.ladder): title.until for title in known.titles}
    return pl.DataFrame(
        [
            {
                _("Market"): register[row["market"]]["name"],
                _.text(kind.label): kinds.get(register[row["market"]]["kind"]),
                _("Supervised by"): offices.get(register[row["market"]]["office"]),
                _("Ladder"): _.text(ladders()[row["ladder"]].label),
                _("Stage"): _.text(stages()[row["stage"]].label) if row["stage"] in stages() else row["stage"],
                _("Entered on"): row["entered"],
                _("Document number"): row["document_number"],
                _("Official"): _points(known, row["market"], OFFICIAL),
                _("Self-assessment"): _points(known, row["market"], SELF),
                _("Title to"): until.get((row["market"], row["ladder"])),
                _("Things missing"): _listed(known, row["market"], row["ladder"], _),
            }
            for row in known.board.iter_rows(named=True)
        ],
        schema_overrides={_("Title to"): pl.Date(), _("Document number"): pl.String()},
    )


def _points(known: Known, market: str, kind: str) -> str:
    """The reference score of the stalls; how many criteria were assessed where not all were."""
    own = known.totals.filter(pl.col("market") == market, pl.col("kind") == kind, pl.col("channel") == OFFLINE)
    if own.is_empty():
        return formats.MISSING
    row = own.row(0, named=True)
    partly = "" if row["assessed"] == row["criteria"] else f" ({row['assessed']}/{row['criteria']})"
    return f"{formats.number(row['points'])}{partly}"


def _listed(known: Known, market: str, ladder: str, _: Language) -> str:
    gaps = known.lacking[market, ladder]
    between = "；" if _.code != "en" else "; "
    return between.join(_.text(gap.text) for gap in gaps) or _("Nothing missing")


def all_markets_paper(rows: pl.DataFrame, provenance: Provenance, _: Language) -> Paper:
    """The table as a paper to hand on, across the page; the kind of market stays in the workbook."""
    widths = {
        _("Market"): 1.7, _("Supervised by"): 1.5, _("Ladder"): 0.9, _("Stage"): 1.1, _("Entered on"): 1.75,
        _("Document number"): 1.8, _("Official"): 0.8, _("Self-assessment"): 1.1, _("Title to"): 1.75,
        _("Things missing"): 3,
    }  # fmt: skip
    right = frozenset({_("Official"), _("Self-assessment")})
    return Paper(provenance, [Table(rows.select(*widths), list(widths.values()), right=right)], landscape=True)
