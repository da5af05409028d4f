"""Finding the row a person means: by key, full, short or former name, or as it was assigned by hand. Near misses are
offered, best first, and never taken."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nlargest

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from services.intake.choices import SEPARATORS
from services.intake.held import Known
from services.intake.outcome import MOST_OFFERED, Found
from services.intake.words import identifier, plain

NAMES = ("name", "short_name", "former_names")
FORMER = "former_names"
# A ledger longer than this is looked up by key alone, and nothing is offered from it.
MOST_NAMED = 20_000
MOST_COMPARED = 5_000
NEAR, OFFERS = 0.6, 3


@dataclass(frozen=True)
class Index:
    """The rows of one ledger by plain key and by plain name. `named`: for each key what people call it, the name to
    offer first, former ones last."""

    keys: dict[str, str]
    names: dict[str, set[str]]
    named: dict[str, list[str]]
    former: frozenset[str] = frozenset()
    left: Iterator[int] = field(default_factory=lambda: iter(range(MOST_OFFERED)))

    def find(self, text: str, assigned: Mapping[str, str]) -> Found:
        """The row's key; or the rule broken: "reference" and what looks like it, "ambiguous" and the keys that fit.

        `assigned` are keys by the plain texts that a person gave them.
        """
        word = plain(text)
        key = self.keys.get(word) or self.keys.get(plain(identifier(text)))
        if key:
            return key, None, []
        meant = self.names.get(word, set())
        if len(meant) == 1:
            return next(iter(meant)), None, []
        if assigned.get(word) in self.named:
            return assigned[word], None, []
        if meant:
            return None, "ambiguous", sorted(meant)
        return None, "reference", self._near(word) if next(self.left, None) is not None else []

    def _near(self, word: str) -> list[str]:
        """The names of up to three rows that look like the word, best first."""
        if len(self.named) > MOST_COMPARED:
            return []
        scored = ((max(self._likeness(word, name) for name in names), names[0]) for names in self.named.values())
        return [name for _, name in nlargest(OFFERS, (one for one in scored if one[0] >= NEAR))]

    def _likeness(self, word: str, name: str) -> float:
        """How alike two names are; one that leaves out parts of the other (辛口所) is nearer than one that differs."""
        other = plain(name)
        shorter, longer = sorted((word, other), key=len)
        rest = iter(longer)
        within = len(shorter) > 1 and all(sign in rest for sign in shorter)
        return SequenceMatcher(None, word, other).ratio() + 0.5 * within - 0.05 * (other in self.former)


def names_of(ledger: Ledger) -> list[str]:
    """The columns by which rows of a ledger are called."""
    return [name for name in NAMES if name in ledger.schema]


def index(known: Known, ledger_name: str, fresh: pl.DataFrame | None, wanted: Iterable[str]) -> Index:
    """An index over the store's rows and the good rows of the same upload (`fresh`).

    Of a long ledger only the rows whose key is among `wanted` are read.
    """
    ledger = ledger_of(ledger_name)
    key = ledger.keys[0].name
    named = names_of(ledger)
    if known.count(ledger_name) <= MOST_NAMED:
        stored = known.rows(ledger_name, columns=[key, *named])
    else:
        stored = known.with_values(
            ledger_name, key, {form for text in wanted for form in (text.strip(), identifier(text))}
        )
    rows = [frame.select(key, *named) for frame in (stored, fresh) if frame is not None]
    return _index(pl.concat(rows).filter(pl.col(key).is_not_null()), key, named)


def _index(rows: pl.DataFrame, key: str, named: list[str]) -> Index:
    names: dict[str, set[str]] = defaultdict(set)
    called: dict[str, list[str]] = {code: [] for code in rows[key].unique(maintain_order=True)}
    former: set[str] = set()
    # What people call a row today comes first, the short name before the full one.
    for name in sorted(named, key=("short_name", "name", FORMER).index):
        for code, text in rows.select(key, name).drop_nulls().iter_rows():
            for word in SEPARATORS.split(text) if name == FORMER else [text]:
                names[plain(word)].add(code)
                called[code].append(word.strip())
                former |= {plain(word)} if name == FORMER else set()
    return Index(
        keys={plain(form): code for code in called for form in (identifier(code), code)},
        names=dict(names),
        named={code: words or [code] for code, words in called.items()},
        former=frozenset(former),
    )
