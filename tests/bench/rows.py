"""Rows for stores of any size: the demonstration's, drawn again and again and moved to other days.

So what goes together (act and right, sector and channel, days between) stays together, and rollups fill as
they would in use. The same count gives the same rows.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import polars as pl

from data.demo.build import demonstration
from data.demo.days import FIRST, LAST
from data.demo.scene import Row
from data.ledgers import ledger
from data.ledgers.columns import Kind

SEED = 20230529
TIMES_MARKETS = 5
WEEKS_AWAY = 6
BATCH = 50_000
NUMBERS = {"cases": "示例立〔测〕{}号", "complaints": "SLTS-{}", "inspections": "SLJC-{}"}


@cache
def shown() -> dict[str, list[Row]]:
    """The demonstration's rows by ledger, markets five times over: two hundred of them."""
    rows = demonstration()
    return {**rows, "markets": [_market(row, time) for row in rows["markets"] for time in range(TIMES_MARKETS)]}


def _market(row: Row, time: int) -> Row:
    """The same market once more, some hundred metres away."""
    longitude, latitude = (float(value) for value in row["point"].split(","))
    return {
        **row,
        "code": f"{row['code']}-{time}",
        "name": f"{row['name']}-{time}",
        "point": f"{longitude + time * 0.004:.6f},{latitude - time * 0.003:.6f}",
    }


def drawn(ledger_name: str, count: int) -> Iterator[pl.DataFrame]:
    """`count` rows of cases, complaints or inspections in frame form, a batch at a time. They refer to
    offices and markets only, and have no decision numbers: those would stand many times over."""
    chance = np.random.default_rng([SEED, count])
    declared = ledger(ledger_name)
    rows = [{name: row.get(name) for name in declared.schema} for row in shown()[ledger_name]]
    left_out = [column.name for column in declared.references if column.refers_to not in ("offices", "markets")]
    left_out += [name for name in declared.schema if name == "decision_number"]
    source = pl.DataFrame(rows, schema=declared.schema).with_columns(
        pl.lit(None, declared.column(name).dtype).alias(name) for name in left_out
    )
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        numbers = [NUMBERS[ledger_name].format(number) for number in range(start + 1, start + size + 1)]
        chosen = source[chance.integers(0, source.height, size)]
        yield _moved(chosen, ledger_name, chance).with_columns(number=pl.Series(numbers))


def _moved(rows: pl.DataFrame, ledger_name: str, chance: np.random.Generator) -> pl.DataFrame:
    """All days of a row as many days earlier or later, within the demonstration's; one of its market's five."""
    dates = [column.name for column in ledger(ledger_name).columns if column.kind is Kind.DATE]
    days = pl.duration(days=pl.lit(pl.Series(chance.integers(-7 * WEEKS_AWAY, 7 * WEEKS_AWAY + 1, rows.height))))
    times = pl.Series(chance.integers(0, TIMES_MARKETS, rows.height)).cast(pl.String)
    return rows.with_columns(
        *((pl.col(name) + days).clip(FIRST, LAST) for name in dates),
        pl.concat_str("market", times, separator="-").alias("market"),
    )
