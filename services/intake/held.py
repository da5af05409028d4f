"""What the store holds already, as the intake may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from data.registry import entries
from data.store import Range, Store, count_rows, demonstration, read_rows

CHUNK = 5_000
SYSTEM_SCHEMA = {"id": pl.Int64(), "version": pl.Int64(), "since": pl.Int64()}


@dataclass(frozen=True)
class Known:
    """The store's live rows. With `replacing_demonstration` the demonstration's rows count as gone, for
    the commit removes them: what is left are the seeded offices."""

    store: Store
    replacing_demonstration: bool

    def rows(self, ledger_name: str, where: dict[str, Any] | None = None, **options: Any) -> pl.DataFrame:
        """Rows in frame form with id, version and since; `where` and `options` as in `read_rows`."""
        if self.replacing_demonstration and ledger_name != "offices":
            return empty(ledger_of(ledger_name), options.get("columns"))
        rows = read_rows(self.store, ledger_name, where=where, **options)
        if self.replacing_demonstration:
            return rows.filter(pl.col("code").is_in([entry.code for entry in entries("offices")]))
        return rows

    def count(self, ledger_name: str) -> int:
        return 0 if self.replacing_demonstration and ledger_name != "offices" else count_rows(self.store, ledger_name)

    def with_values(
        self, ledger_name: str, column: str, values: Collection[Any], *, withdrawn: bool = False
    ) -> pl.DataFrame:
        """The rows whose column holds one of the values, the `withdrawn` ones among them where asked for."""
        wanted = list(values)
        parts = [
            self.rows(ledger_name, {column: wanted[start : start + CHUNK]}, withdrawn=withdrawn)
            for start in range(0, len(wanted) if withdrawn or self.count(ledger_name) else 0, CHUNK)
        ]
        return pl.concat(parts) if parts else empty(ledger_of(ledger_name))

    def between(self, ledger_name: str, column: str, low: Any, high: Any) -> pl.DataFrame:
        """The rows whose column lies between the two, both included."""
        return self.rows(ledger_name, {column: Range(low, high)})


def known(store: Store, *, demonstrating: bool = False) -> Known:
    """The store as an upload of real data sees it, or as it is, for who works on the demonstration itself."""
    return Known(store, demonstration(store) and not demonstrating)


def empty(ledger: Ledger, columns: Collection[str] | None = None) -> pl.DataFrame:
    schema = {**SYSTEM_SCHEMA, **ledger.schema}
    kept = {
        name: dtype for name, dtype in schema.items() if columns is None or name in columns or name in SYSTEM_SCHEMA
    }
    return pl.DataFrame(schema=kept)
