"""What was last written about one market, so that the last change can be looked at and undone."""

import polars as pl

from data.store import Store, commits, read_rows
from services.cultivation.records import LEDGERS, STEPS

SCHEMA_ORDER = ("number", "at", "actor", "how", "kind", "reason")


def recent(store: Store, market: str, limit: int = 5) -> pl.DataFrame:
    """The newest commits that wrote rows of the market's own ledgers as they now stand, withdrawn ones too, the
    newest first: number, at (UTC), actor, how, kind, reason."""
    written = [
        read_rows(store, name, where={"market": market}, columns=("since",), withdrawn=True)["since"]
        for name in (*LEDGERS, *STEPS)
    ]
    numbers = pl.concat(written).unique().sort(descending=True).head(limit)
    since = numbers.min()
    if not isinstance(since, int):
        return commits(store, limit=0).select(SCHEMA_ORDER)
    found = commits(store, since=since - 1, limit=10_000).filter(pl.col("number").is_in(numbers.to_list()))
    return found.select(SCHEMA_ORDER).unique("number", keep="first", maintain_order=True)
