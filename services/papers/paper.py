"""What a paper is made of, before it becomes Word or PDF: a provenance, and blocks one after another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import polars as pl

from services.exchange.sheets import NO, YES
from services.figures.export import Provenance
from services.words import formats
from services.words.language import Language

# Neither XML nor typst can hold these: controls, half a surrogate pair, and two signs that are no characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title, 3 the lowest."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in the text stays one. `strong` is for a verdict, `note` for the small print."""

    text: str
    look: Literal["body", "strong", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with points or with numbers from 1."""

    texts: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A frame whose column names are the headings, as read: numbers, dates and yes/no are written by `formats`.

    `widths` are the columns' shares of the page, equal when left out; numbers stand at the right, and so do
    the columns named in `right`. The header is repeated on every page.
    """

    frame: pl.DataFrame
    widths: Sequence[float] = ()
    caption: str = ""
    right: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.widths and len(self.widths) != self.frame.width:
            raise ValueError(f"{len(self.widths)} widths for {self.frame.width} columns")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG; `alternative` says in words what it shows, to who can't see it; `width` is its share of the page."""

    png: bytes
    caption: str
    alternative: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Items | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: `provenance` gives its title and what stands beneath it, followed by the lines (label, text) of
    `more`; a demonstration is marked at the head of every page."""

    provenance: Provenance
    blocks: Sequence[Block]
    more: Sequence[tuple[str, str]] = ()
    landscape: bool = False

    @property
    def title(self) -> str:
        return writable(self.provenance.title)

    def lines(self, _: Language) -> list[tuple[str, str]]:
        """Label and text of what stands beneath the title."""
        notes = self.provenance.notes(_)[1:]
        return [(writable(label), writable(text)) for label, text in (*notes, *self.more) if text]

    def mark(self, _: Language) -> str:
        """What every page says of invented data; empty when they are real."""
        return _("Demonstration data, not real") if self.provenance.demonstration else ""


def writable(text: str) -> str:
    """A text from outside as a document can hold it, without the signs that would make the file invalid."""
    return UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def captions(blocks: Iterable[Block], _: Language) -> list[str]:
    """For each block its caption, numbered for tables and pictures apart; empty where there is none."""
    tables = pictures = 0
    found = []
    for block in blocks:
        caption = ""
        if isinstance(block, Table) and block.caption:
            tables += 1
            caption = _("Table {number}  {caption}", number=tables, caption=writable(block.caption))
        if isinstance(block, Picture) and block.caption:
            pictures += 1
            caption = _("Figure {number}  {caption}", number=pictures, caption=writable(block.caption))
        found.append(caption)
    return found


def cells(table: Table, language: str) -> list[list[str]]:
    """The rows of a table as people read them; a missing value is the one mark for it."""
    return [[writable(_cell(value, language)) for value in row] for row in table.frame.iter_rows()]


def shares(table: Table) -> list[float]:
    """Each column's share of the table's width, together 1."""
    widths = table.widths or [1.0] * table.frame.width
    return [width / sum(widths) for width in widths]


def at_right(table: Table) -> list[bool]:
    """For each column whether its values stand at the right."""
    return [dtype.is_numeric() or name in table.right for name, dtype in table.frame.schema.items()]


def _cell(value: Any, language: str) -> str:
    match value:
        case None:
            return formats.MISSING
        case bool():
            return (YES if value else NO)(language)
        case int() | float() | Decimal():
            return formats.number(value)
        case datetime():
            return formats.instant(value, language)
        case date():
            return formats.day(value, language)
        case _:
            return str(value)
