"""Which column a header means: by label, alias or name, in either language, or as a person assigned it."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind, Ledger
from data.texts import Text
from services.intake.places import system_named
from services.intake.units import split_header, unit_assigned, unit_behind, unit_in
from services.intake.words import plain

LONGITUDE, LATITUDE = ".longitude", ".latitude"
LONGITUDE_WORDS = {"经度", "longitude", "lon", "lng", "东经"}
LATITUDE_WORDS = {"纬度", "latitude", "lat", "北纬"}
# Numbers of lines, which every sheet has and no ledger keeps.
# What may stand before a header and means nothing: 1.立案编号, ※行业.
LEADING = re.compile(r"^\s*(?:\(?\d{1,2}[)）.、．]|[※★☆●▲△◆*]+)\s*")
LINE_NUMBERS = {"序号", "序", "no.", "no", "#", "行号"}
# The board's own column in the workbook of wrong rows that it gives back; no ledger has one of this name.
RETURNED = Text("退回原因", "Why returned")
NO_COLUMNS = LINE_NUMBERS | {plain(text) for text in RETURNED.both()}


@dataclass(frozen=True, slots=True)
class Match:
    """A header's column: its name (with LONGITUDE or LATITUDE for half a point), unit and system in brackets."""

    column: str
    unit: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What people assigned by hand for one office and ledger, by plain text: headers to columns, headers
    left out, and for each column values to codes."""

    headers: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _words(ledger_name: str) -> dict[str, list[str]]:
    """The columns each plain word may mean, those it labels before those it is an alias of."""
    columns = ledger_of(ledger_name).columns
    words: dict[str, list[str]] = {}
    for column in columns:
        for word in (*column.label.both(), column.name):
            words.setdefault(plain(word), []).append(column.name)
    for column in columns:
        for word in column.aliases:
            words.setdefault(plain(word), []).append(column.name)
    return {word: list(dict.fromkeys(names)) for word, names in words.items()}


def match(ledger: Ledger, header: str, remembered: Remembered) -> list[Match]:
    """The columns a header may mean, likeliest first."""
    whole, (words, inside) = plain(header), split_header(header)
    target = remembered.headers.get(whole)
    if target in ledger.schema:
        return [Match(target, unit_assigned(ledger.column(target), header), system_named(inside))]
    found = [Match(name) for name in _words(ledger.name).get(whole, [])]
    if words != whole:
        named = ((name, unit_in(ledger.column(name), inside)) for name in _words(ledger.name).get(words, []))
        found += [Match(name, unit, system_named(inside)) for name, unit in named if unit is not None]
    found = found or _half_point(ledger, words, inside) or _unit_behind(ledger, whole)
    bare = LEADING.sub("", header)
    return match(ledger, bare, remembered) if not found and bare != header else found


def _half_point(ledger: Ledger, words: str, inside: str) -> list[Match]:
    point = next((column.name for column in ledger.columns if column.kind is Kind.POINT), None)
    half = LONGITUDE if words in LONGITUDE_WORDS else LATITUDE if words in LATITUDE_WORDS else ""
    return [Match(point + half, system=system_named(inside))] if point and half else []


def _unit_behind(ledger: Ledger, whole: str) -> list[Match]:
    """货值金额万元, 货值金额/万元: a unit of money without brackets."""
    return [
        Match(name, unit)
        for words, unit in unit_behind(whole)
        for name in _words(ledger.name).get(words, [])
        if ledger.column(name).kind is Kind.MONEY
    ]


def column_of(ledger: Ledger, name: str) -> Column:
    """The ledger's column a match means, also for half a point."""
    return ledger.column(name.removesuffix(LONGITUDE).removesuffix(LATITUDE))
