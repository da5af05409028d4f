"""What of a person or an undecided case may be seen: masking of names, numbers, addresses and free text.

Whose a name is, `services.access.names` says: it is masked unless it is known to be an organisation's. Names of
organisations remain, except on a shared screen. Of an address the street or town (街镇) remains, as the registry
names it: in every row that is not open to who looks, on a shared screen, and where a person in the row is masked.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger
from data.ledgers.common import ADDRESS, CREDIT_CODE
from data.registry import entries
from data.texts import Text
from services.access.names import BLANK, DOTS, LATIN, MASK, is_organisation, mask_name, told, without
from services.access.numbers import is_uscc
from services.access.rights import OFFICE, Sight

__all__ = ["HIDDEN", "MASK", "conceal", "mask_name", "maskable", "may_identify", "open_rows", "withheld"]

HIDDEN = Text("未公开", "Not public")
FILE_NAME = "_name"
LONGER_THAN_A_NAME, SHORTEST_ORGANISATION = 5, 3
# What begins the codes of organisations; 92 is a person in business, whose name may be the operator's (GB 32100).
OF_ORGANISATIONS = ("1", "3", "4", "5", "7", "8", "91", "93")

MOBILE = r"((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?\d{4}"
IDENTITY = r"(\d{3})\d{14}[\dXx]"
EDGE_BEFORE, EDGE_AFTER = r"(^|\D)", r"(\D|$)"


def withheld(value: str) -> bool:
    """Whether a cell was masked by the board: an import takes it for "not given", never for a value."""
    return MASK in value or value.strip() in HIDDEN.both()


def conceal(frame: pl.DataFrame, ledger: Ledger, sight: Sight, *, language: str = "zh_CN") -> pl.DataFrame:
    """The frame as it may be shown to somebody of that sight, in frame form with the same columns.

    Rows of units that the sight is open to keep what is hidden until decided; persons in them are masked unless
    the sight has `names`. In all other rows, hidden columns read 未公开 while their date is empty, names of natural
    persons are masked, the row's own masked names and all mobile and identity numbers vanish from its texts,
    addresses are cut, and files are not named. On a shared screen every name is masked.
    `frame` must hold the column `office` of a ledger that has one, and the date columns: without them no row is
    open, and none decided; and the credit code, where it is to prove a name an organisation's.
    """
    columns = [column for column in ledger.columns if column.name in frame.columns]
    open_row = open_rows(frame, ledger, sight)
    whole = open_row & pl.lit(sight.names)
    personal = [column for column in columns if column.personal]
    hiding = [
        column for column in columns if column.hidden_until or (sight.screen and column.check == CREDIT_CODE.check)
    ]
    if not (personal or hiding) or (sight.opens_all and sight.names):
        return frame
    names = [column.name for column in personal if column.kind is Kind.PERSON]
    places = [column.name for column in personal if column.name == ADDRESS.name or column.kind is Kind.POINT]
    files = [column.name for column in personal if _names_file(ledger, column)]
    texts = [column.name for column in personal if column.name not in (*names, *places, *files)]
    masked, taken_out = _masked_names(frame, ledger, names, sight.screen)
    nobody = pl.Series([not one for one in taken_out], dtype=pl.Boolean)
    shown = [
        *(_kept(whole, name, pl.lit(masked[name])) for name in names),
        *(_kept(whole, name, pl.lit(_without(frame[name], taken_out))) for name in texts),
        *(_kept(open_row | pl.col(name).is_null(), name, pl.lit(HIDDEN(language))) for name in files),
        *(_kept(open_row & (whole | pl.lit(nobody)), name, _cut(ledger.column(name), language)) for name in places),
    ]
    return frame.with_columns(shown).with_columns(
        _kept(open_row, column.name, _hidden(column, frame.columns, sight.screen, language)) for column in hiding
    )


def maskable(column: Column) -> bool:
    """Whether a row may be shown without what stands in this column."""
    return column.personal or bool(column.hidden_until) or column.kind is Kind.ATTACHMENT


def may_identify(text: str) -> bool:
    """Whether a text that somebody searches for could be a part of a natural person's name or number.

    Whoever may not see a name must not find it either, for each hit would tell a part of it. The store looks for a text
    only where a name is at most four Chinese characters long or an organisation's (`data.store.searching`), so five
    characters are no part of one, and three are enough where they name an organisation. What has a middle dot or is
    Latin may always be a name. Three digits may stand in a telephone number.
    """
    text = BLANK.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if not text:
        return False
    if any(dot in text for dot in DOTS) or re.search(r"\d{3}", text):
        return True
    organisation = is_organisation(text) and len(text) >= SHORTEST_ORGANISATION
    return not organisation and (len(BLANK.sub("", text)) < LONGER_THAN_A_NAME or bool(LATIN.fullmatch(text)))


def open_rows(frame: pl.DataFrame, ledger: Ledger, sight: Sight) -> pl.Expr:
    """Whether the sight is open to each row of the frame."""
    if sight.opens_all:
        return pl.lit(True)
    if OFFICE not in ledger.schema:
        return pl.lit(sight.open_to(None))
    if OFFICE not in frame.columns or sight.screen:
        return pl.lit(False)
    return pl.col(OFFICE).is_in(sorted(sight.offices or ())).fill_null(False)


def _kept(where: pl.Expr, name: str, otherwise: pl.Expr) -> pl.Expr:
    return pl.when(where).then(pl.col(name)).otherwise(otherwise).alias(name)


def _names_file(ledger: Ledger, column: Column) -> bool:
    """Whether a column holds the name of the file in another one: it may name whose it is."""
    kept = (one.name for one in ledger.columns if one.kind is Kind.ATTACHMENT)
    return column.name.removesuffix(FILE_NAME) in kept and column.name.endswith(FILE_NAME)


def _masked_names(
    frame: pl.DataFrame, ledger: Ledger, names: Sequence[str], screen: bool
) -> tuple[dict[str, pl.Series], list[tuple[tuple[str, str], ...]]]:
    """The columns of names with masks in them, and for each row the names that were masked, each with its mask."""
    proven = _proven(frame, ledger)
    shown: dict[str, pl.Series] = {}
    taken_out: list[tuple[tuple[str, str], ...]] = [()] * frame.height
    for name in names:
        read = [
            told(value, every=screen, registered=registered) if value else None
            for value, registered in zip(frame[name], proven, strict=True)
        ]
        values = [one.shown if one else value for one, value in zip(read, frame[name], strict=True)]
        shown[name] = pl.Series(name, values, pl.String)
        taken_out = [before + (one.masked if one else ()) for before, one in zip(taken_out, read, strict=True)]
    return shown, taken_out


def _proven(frame: pl.DataFrame, ledger: Ledger) -> Iterable[bool]:
    """For each row, whether its credit code proves that it is about an organisation."""
    code = next((column.name for column in ledger.columns if column.check == CREDIT_CODE.check), "")
    if code not in frame.columns:
        return [False] * frame.height
    return [bool(value) and value.startswith(OF_ORGANISATIONS) and is_uscc(value) for value in frame[code]]


def _without(texts: pl.Series, taken_out: Sequence[tuple[tuple[str, str], ...]]) -> pl.Series:
    """The texts with the masked names of their rows and all personal numbers masked."""
    cleared = [without(text, names) if text and names else text for text, names in zip(texts, taken_out, strict=True)]
    return _numberless(pl.Series(texts.name, cleared, pl.String))


def _numberless(texts: pl.Series) -> pl.Series:
    for number in (IDENTITY, MOBILE):
        pattern = EDGE_BEFORE + number + EDGE_AFTER
        # Twice, for two numbers that share the character between them.
        for _ in range(2):
            texts = texts.str.replace_all(pattern, "${1}${2}" + MASK * 8 + "${3}")
    return texts


def _cut(column: Column, language: str) -> pl.Expr:
    """An address down to its street or town; a point not at all."""
    if column.kind is Kind.POINT:
        return pl.when(pl.col(column.name).is_not_null()).then(pl.lit(HIDDEN(language)))
    return pl.col(column.name).str.extract(_townships(), 1).fill_null("") + MASK * 3


def _townships() -> str:
    """The streets and towns of the registry, as a pattern."""
    return "(" + "|".join(re.escape(entry.label.zh) for entry in entries("townships")) + ")"


def _hidden(column: Column, present: list[str], screen: bool, language: str) -> pl.Expr:
    """The column with 未公开 before its date; a credit code names its holder, so a shared screen never shows it."""
    value, mark = pl.col(column.name), pl.lit(HIDDEN(language))
    if column.hidden_until not in present or (screen and column.check == CREDIT_CODE.check):
        return pl.when(value.is_not_null()).then(mark).alias(column.name)
    hide = pl.col(column.hidden_until).is_null() & value.is_not_null()
    return pl.when(hide).then(mark).otherwise(value).alias(column.name)
