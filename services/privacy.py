"""What of a person or an undecided case may be seen: masking of names, numbers and free text.

A name is taken for a natural person's when it is two to four Chinese characters long (or any length with
the middle dot of 买买提·艾力), or Latin letters, and does not end like an organisation (店, 部, 厂, 公司 …).
A single 行, 园 or 堂 also ends given names, so only whole words with them (商行, 药堂) make an organisation.
In doubt it is a person. Names of organisations remain, except on a shared screen.
"""

import re

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger
from data.texts import Text
from services.rights import OFFICE, Sight

MASK = "＊"
HIDDEN = Text("未公开", "Not public")
CREDIT_CODE = "uscc"
MIDDLE_DOT = "·"
LONGER_THAN_A_NAME, SHORTEST_ORGANISATION = 5, 3

ORGANISATION = (
    "(店|部|厂|社|摊|铺|公司|集团|中心|市场|商场|农场|商城|超市|市集|商行|车行|货行|粮行|银行|药房|药堂|诊所|医院|学校|"
    "餐厅|饭庄|酒楼|茶楼|工坊|作坊|仓库|站点|加油站|服务站|联合体|个体户)$"
)
LATIN_ORGANISATION = r"(?i)\b(co|ltd|inc|llc|company|shop|store|market|group|corp)\b"
HAN_NAME = r"^(\p{Han}{2,4}|\p{Han}+(·\p{Han}+)+)$"
LATIN_NAME = r"^[\p{Latin} .'-]+$"
MOBILE = r"((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?\d{4}"
IDENTITY = r"(\d{3})\d{14}[\dXx]"
EDGE_BEFORE, EDGE_AFTER = r"(^|\D)", r"(\D|$)"


def is_person(name: pl.Expr) -> pl.Expr:
    """Whether a name is taken for a natural person's; see the rule above."""
    name = name.str.strip_chars()
    han = name.str.contains(HAN_NAME) & ~name.str.contains(ORGANISATION)
    latin = name.str.contains(LATIN_NAME) & ~name.str.contains(LATIN_ORGANISATION)
    return han | latin


def mask_name(name: str) -> str:
    """张三 → 张＊, 欧阳小明 → 欧＊＊＊; the first character stays."""
    return name[:1] + MASK * max(1, min(len(name) - 1, 3))


def withheld(value: str) -> bool:
    """Whether a cell was masked by the board: an import takes it for "not given", never for a value."""
    return MASK in value or value.strip() in HIDDEN.both()


def conceal(frame: pl.DataFrame, ledger: Ledger, sight: Sight, *, language: str = "zh_CN") -> pl.DataFrame:
    """The frame as it may be shown to somebody of that sight, in frame form with the same columns.

    Rows of units that the sight is open to keep what is hidden until decided; persons in them are masked unless
    the sight has `names`. In all other rows, hidden columns read 未公开 while their date is empty, names of natural
    persons are masked, and the row's own masked names and all mobile and identity numbers vanish from its texts.
    `frame` must hold the column `office` of a ledger that has one, and the date columns: without them no row is
    open, and none decided. On a shared screen every name is masked.
    """
    columns = [column for column in ledger.columns if column.name in frame.columns]
    open_row = open_rows(frame, ledger, sight)
    whole = open_row & pl.lit(sight.names)
    names = [column.name for column in columns if column.kind is Kind.PERSON and column.personal]
    masked = {name: _masked(pl.col(name), sight.screen) for name in names}
    texts = [column.name for column in columns if column.personal and column.name not in names]
    hiding = [column for column in columns if column.hidden_until or (sight.screen and column.check == CREDIT_CODE)]
    # Texts first: the names that are taken out of them must still stand there.
    return (
        frame.with_columns(_kept(whole, name, _without(pl.col(name), masked)) for name in texts)
        .with_columns(_kept(whole, name, mask) for name, mask in masked.items())
        .with_columns(
            _kept(open_row, column.name, _hidden(column, frame.columns, sight.screen, language)) for column in hiding
        )
    )


def maskable(column: Column) -> bool:
    """Whether a row may be shown without what stands in this column."""
    return column.personal or bool(column.hidden_until)


def may_identify(text: str) -> bool:
    """Whether a text that somebody searches for could be a part of a natural person's name or number.

    Whoever may not see a name must not find it either, for each hit would tell a part of it. A name is at most four
    Chinese characters long, or has a middle dot, or is Latin: so five characters are no part of a short one, and
    three are enough where they end like an organisation. Three digits may stand in a telephone number.
    """
    text = text.strip()
    letters = pl.lit(text)
    latin = letters.str.contains(LATIN_NAME) & ~letters.str.contains(LATIN_ORGANISATION)
    organisation = letters.str.contains(ORGANISATION) & pl.lit(len(text) >= SHORTEST_ORGANISATION)
    short = pl.lit(len(text) < LONGER_THAN_A_NAME)
    return bool(text) and (
        MIDDLE_DOT in text or bool(re.search(r"\d{3}", text)) or pl.select(latin | (short & ~organisation)).item()
    )


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


def _masked(name: pl.Expr, screen: bool) -> pl.Expr:
    """The name, or its mask where it must be masked; a mask is never masked again."""
    stars = pl.lit(MASK).repeat_by((name.str.len_chars() - 1).clip(1, 3)).list.join("")
    chosen = name.is_not_null() if screen else is_person(name)
    return pl.when(chosen).then(name.str.head(1) + stars).otherwise(name)


def _without(text: pl.Expr, masked: dict[str, pl.Expr]) -> pl.Expr:
    """The text with the row's own names and all personal numbers masked."""
    for name, mask in masked.items():
        long_enough = pl.col(name).str.len_chars() >= 2
        text = pl.when(long_enough).then(text.str.split(pl.col(name)).list.join(mask)).otherwise(text)
    for number in (IDENTITY, MOBILE):
        pattern = EDGE_BEFORE + number + EDGE_AFTER
        # Twice, for two numbers that share the character between them.
        for _ in range(2):
            text = text.str.replace_all(pattern, "${1}${2}" + MASK * 8 + "${3}")
    return text


def _hidden(column: Column, present: list[str], screen: bool, language: str) -> pl.Expr:
    """The column with 未公开 before its date; a credit code names its holder, so a shared screen never shows it."""
    value, mark = pl.col(column.name), pl.lit(HIDDEN(language))
    if column.hidden_until not in present or (screen and column.check == CREDIT_CODE):
        return pl.when(value.is_not_null()).then(mark).alias(column.name)
    hide = pl.col(column.hidden_until).is_null() & value.is_not_null()
    return pl.when(hide).then(mark).otherwise(value).alias(column.name)
