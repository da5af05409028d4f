"""What became of a column's cells: values, the rule each bad one broke, and what could have been meant."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import polars as pl


class Names(Protocol):
    """Finds the row a person means by a code or name."""

    def find(self, text: str) -> tuple[str | None, str | None, list[str]]: ...


@dataclass(frozen=True, kw_only=True)
class How:
    """How to read one column of one sheet: its unit, coordinate system and remembered values.

    `factor` converts the sheet's unit to the column's; `system` is "" when the sheet names none;
    `remembered` maps plain texts to choice codes; `names` finds the rows a reference may mean.
    """

    today: date
    factor: Decimal = Decimal(1)
    system: str = ""
    remembered: dict[str, str] = field(default_factory=dict)
    names: Names | None = None


def outcome(values: pl.Series, rules: pl.Series | str, offers: pl.Series | None = None) -> pl.DataFrame:
    """The columns value, rule (null where there is a value) and offers ("；"-joined)."""
    rule = pl.lit(rules) if isinstance(rules, str) else rules
    return pl.select(
        values.alias("value"),
        pl.when(values.is_null()).then(rule).alias("rule"),
        (pl.lit("") if offers is None else offers).alias("offers"),
    )


def each(found: list[tuple[Any, str | None, list[str]]], dtype: pl.DataType) -> pl.DataFrame:
    """The same from one (value, rule, offers) for each cell."""
    return pl.DataFrame(
        {
            "value": pl.Series([value for value, _, _ in found], dtype=dtype),
            "rule": pl.Series([rule for _, rule, _ in found], dtype=pl.String),
            "offers": pl.Series(["；".join(offers) for _, _, offers in found], dtype=pl.String),
        }
    )
