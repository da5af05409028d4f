"""What was last written about one market, so that the last change can be looked at and undone."""

import polars as pl

from data.store import Store, read_rows
from services.cultivation.records import LEDGERS, STEPS


def recent(store: Store, market: str, limit: int = 8) -> list[int]:
    """The numbers of the newest commits that wrote rows of the market's own ledgers as they now stand, withdrawn
    ones too, the newest first."""
    written = [
        read_rows(store, name, where={"market": market}, columns=("since",), withdrawn=True)["since"]
        for name in (*LEDGERS, *STEPS)
    ]
    return pl.concat(written).unique().sort(descending=True).head(limit).to_list()
