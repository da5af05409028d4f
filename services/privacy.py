"""What of a person or an undecided case may be seen: masking of names, numbers and free text.

A name is taken for a natural person's when it is two to four Chinese characters long (or any length with
the middle dot of 买买提·艾力), or Latin letters, and does not end like an organisation (店, 部, 厂, 公司 …).
A single 行, 园 or 堂 also ends given names, so only whole words with them (商行, 药堂) make an organisation.
In doubt it is a person. Names of organisations remain, except on a shared screen.
"""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger
from data.texts import Text

MASK = "＊"
HIDDEN = Text("未公开", "Not public")
CREDIT_CODE = "uscc"

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


def conceal(frame: pl.DataFrame, ledger: Ledger, *, screen: bool = False, language: str = "zh_CN") -> pl.DataFrame:
    """The frame as it may be shown outside the ledgers page, in frame form with the same columns.

    Hidden until decided: such columns read 未公开 while their date is empty (`frame` must hold the date
    column; without it every row counts as undecided). Personal columns: names of natural persons are
    masked, and with `screen` every name; the row's own masked names and all mobile and identity numbers
    vanish from its texts.
    """
    columns = [column for column in ledger.columns if column.name in frame.columns]
    names = [column.name for column in columns if column.kind is Kind.PERSON and column.personal]
    masked = {name: _masked(pl.col(name), screen) for name in names}
    texts = [column.name for column in columns if column.personal and column.name not in names]
    frame = frame.with_columns(_without(pl.col(name), masked) for name in texts).with_columns(**masked)
    hiding = [column for column in columns if column.hidden_until or (screen and column.check == CREDIT_CODE)]
    return frame.with_columns(_hidden(column, frame.columns, screen, language) for column in hiding)


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
