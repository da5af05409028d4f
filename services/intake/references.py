"""Finding the row a person means: by key, full, short or former name. Near misses are offered, never taken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data.ledgers import ledger as ledger_of
from services.intake.choices import SEPARATORS
from services.intake.known import Known
from services.intake.words import plain

NAMES = ("name", "short_name", "former_names")
# A ledger longer than this is looked up by key alone, and nothing is offered from it.
MOST_NAMED = 20_000


@dataclass(frozen=True)
class Index:
    """The rows of one ledger by plain key and by plain name."""

    keys: dict[str, str]
    names: dict[str, set[str]]
    words: list[str]

    def find(self, text: str) -> tuple[str | None, str | None, list[str]]:
        """The row's key; or the rule broken: "reference", or "ambiguous" and the keys of those that fit."""
        word = plain(text)
        if word in self.keys:
            return self.keys[word], None, []
        meant = self.names.get(word, set())
        if len(meant) == 1:
            return next(iter(meant)), None, []
        return (None, "ambiguous", sorted(meant)) if meant else (None, "reference", [])


def index(known: Known, ledger_name: str, fresh: pl.DataFrame | None, wanted: Iterable[str]) -> Index:
    """An index over the store's rows and the good rows of the same upload (`fresh`).

    Of a long ledger only the rows whose key is among `wanted` are read.
    """
    ledger = ledger_of(ledger_name)
    key = ledger.keys[0].name
    named = [name for name in NAMES if name in ledger.schema]
    if known.count(ledger_name) <= MOST_NAMED:
        stored = known.rows(ledger_name, columns=[key, *named])
    else:
        stored = known.with_values(ledger_name, key, {text.strip() for text in wanted})
    rows = [frame.select(key, *named) for frame in (stored, fresh) if frame is not None]
    return _index(pl.concat(rows).filter(pl.col(key).is_not_null()), key, named)


def _index(rows: pl.DataFrame, key: str, named: list[str]) -> Index:
    names: dict[str, set[str]] = defaultdict(set)
    words: list[str] = []
    for name in named:
        for code, text in rows.select(key, name).drop_nulls().iter_rows():
            for word in SEPARATORS.split(text) if name == "former_names" else [text]:
                names[plain(word)].add(code)
                words.append(word.strip())
    codes = rows[key].unique().to_list()
    return Index({plain(code): code for code in codes}, dict(names), words or codes)
