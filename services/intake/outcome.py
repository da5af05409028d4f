"""What became of a column's cells: values, the rule each bad one broke, and what could have been meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import polars as pl

from services.intake.words import near

# A value, or the rule broken and what could have been meant.
Found = tuple[Any, str | None, list[str]]
# Looking for what is near is slow, and after so many misses the column itself is wrong.
MOST_OFFERED = 100


class Names(Protocol):
    """Finds the row a person means by a code or name, or by what was assigned to it by hand."""

    def find(self, text: str, assigned: Mapping[str, str]) -> Found: ...


@dataclass(frozen=True, kw_only=True)
class How:
    """How to read one column of one sheet: its unit, coordinate system and remembered values.

    `factor` converts the sheet's unit to the column's, None where nobody knows which it is; `system` is "" when the
    sheet names none; `remembered` maps plain texts to choice codes or keys; `names` finds the row a reference means.
    """

    today: date
    factor: Decimal | None = Decimal(1)
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


def offered(texts: Iterable[str], found: list[Found], words: list[str]) -> list[Found]:
    """The same, with the words near each text that broke a rule and has no offers yet."""
    left = iter(range(MOST_OFFERED))
    return [
        (value, rule, near(text, words))
        if rule and not offers and next(left, None) is not None
        else (value, rule, offers)
        for text, (value, rule, offers) in zip(texts, found, strict=True)
    ]


def each(found: list[Found], dtype: pl.DataType) -> pl.DataFrame:
    """The same from one (value, rule, offers) for each cell."""
    return pl.DataFrame(
        {
            "value": pl.Series([value for value, _, _ in found], dtype=dtype),
            "rule": pl.Series([rule for _, rule, _ in found], dtype=pl.String),
            "offers": pl.Series(["；".join(offers) for _, _, offers in found], dtype=pl.String),
        }
    )
