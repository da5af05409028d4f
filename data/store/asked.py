"""What a commit is asked to write: single changes, many rows as a frame, and both of one ledger as one frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from data.ledgers.columns import Ledger
from data.texts import UNSEEN, visible

HEAD = {"id": pl.Int64(), "version": pl.Int64(), "withdraw": pl.String(), "shape": pl.UInt32()}


@dataclass(frozen=True, slots=True)
class Change:
    """One row to write, in frame form. Without `id` a new row; with `id` the given columns change, and
    the write is refused unless the row still has `version`. `withdraw` is a reason; "" brings back."""

    ledger: str
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int | None = None
    withdraw: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Many rows to write, in frame form, each as a `Change`: its columns are the values that every row gives, and where
    they are wanted `id`, `version` and `withdraw`."""

    ledger: str
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked of one ledger. `rows` holds what `HEAD` names and every column of the ledger in frame form;
    `shapes[shape]` are the columns that a row gives, in the others it is null and means nothing."""

    rows: pl.DataFrame
    shapes: Sequence[frozenset[str]]

    def gives(self, names: Iterable[str]) -> pl.Expr:
        """Whether a row gives one of these columns."""
        wanted = frozenset(names)
        return pl.col("shape").is_in([n for n, shape in enumerate(self.shapes) if shape & wanted])

    @property
    def fresh(self) -> pl.DataFrame:
        """The new rows, in the order in which they are asked for."""
        return self.rows.filter(pl.col("id").is_null())

    @property
    def moved(self) -> pl.DataFrame:
        """The rows that stand already."""
        return self.rows.filter(pl.col("id").is_not_null())


def gathered(ledger: Ledger, parts: Sequence[Change | Rows]) -> Asked:
    """Changes and rows of one ledger as one frame, the changes first."""
    changes = [part for part in parts if isinstance(part, Change)]
    shapes = {shape: n for n, shape in enumerate({frozenset(change.values) for change in changes})}
    one_by_one = pl.DataFrame([change.values for change in changes], schema=ledger.schema, orient="row").with_columns(
        pl.Series("id", [change.id for change in changes], pl.Int64),
        pl.Series("version", [change.version for change in changes], pl.Int64),
        pl.Series("withdraw", [change.withdraw and visible(change.withdraw) for change in changes], pl.String),
        pl.Series("shape", [shapes[frozenset(change.values)] for change in changes], pl.UInt32),
    )
    frames = [part.frame for part in parts if isinstance(part, Rows)]
    numbered = [frame.with_columns(shape=pl.lit(n, pl.UInt32)) for n, frame in enumerate(frames, len(shapes))]
    rows = pl.concat([one_by_one, *numbered], how="diagonal").select(*HEAD, *ledger.schema)
    return Asked(
        rows.with_columns(pl.col("withdraw").str.replace_all(UNSEEN, "")),
        [*shapes, *(frozenset(frame.columns) for frame in frames)],
    )
