"""Which rows below a header are no records: totals, titles, remarks, signatures, page numbers, the template's example.

A row is left out only for what it says itself; whatever else is no record shows as a faulty row.
"""

from collections.abc import Sequence

import polars as pl

from data.ledgers.columns import Ledger
from data.texts import LANGUAGES
from services.exchange.sheets import example
from services.intake.marks import MARKED, NO_RESULT

WORDS_OF_TOTALS = "(?:合计|总计|小计|共计|累计|总和|total|subtotal|grandtotal|sum)"
# A cell that is nothing else, wherever it stands in front; the first cell of a row that ends in one: 商标类小计.
TOTAL = rf"^(?:本页|本月|本季|本年|全年|累计|全部)?{WORDS_OF_TOTALS}[:]?$"
FIRST_TOTAL = rf"^.{{0,15}}?{WORDS_OF_TOTALS}(?:\(.*\)|[:]?\d*[件条起户个项笔]?)?[:]?$|^共计?\d+[件条起户个项笔]"
LABEL = r"^[^:\d]{1,20}:.*$"
PAGE = (
    r"^第\d+页|^共\d+页|^page\d+|^[-—–]+\d+[-—–]+$|^\(?(?:本页|本表)?以下(?:空白|无正文|无内容)\)?$"
    r"|^\(?(?:转下页|接上页|续表|承前页|过次页|续上表|下页续)\)?$|^[-—–_=*.]{3,}$"
)
NOTE = r"^\(?(?:注|备注|说明|填表说明|note)\d*[:.、]|^\(?\d{1,2}[、.)]\D|^\(?(?:盖章|公章|签字|签章|印章)\)?$"
SECTION = (
    r"^\(?[一二三四五六七八九十]{1,3}[、.)]|^第[一二三四五六七八九十\d]+(?:部分|大?类|季度|批|章|节)"
    r"|^\d{4}年(?:度|\d{1,2}月)?(?:\d{1,2}日)?$|^\D*$"
)
# With so few columns a row of one cell may be a record.
ENOUGH_COLUMNS = 4
LABELLED = 3
SAID = "示例"
Row = tuple[str | None, ...]


def reasons(
    ledger: Ledger, names: dict[str, str], ahead: Sequence[str], numbers: Sequence[str], heading: Sequence[Row]
) -> pl.Expr:
    """Why a row of a sheet is left out (a code of LEFT_OUT), null where it counts. `names` are the positions of the
    recognised columns, `ahead` those where a total may say so, `numbers` those of line numbers, `heading` the rows of
    the header."""
    every = [str(position) for position in range(len(heading[0]))]
    told = [position for position in every if position not in numbers]
    plain = {position: _plain(position) for position in every}
    first = pl.coalesce(plain[position] for position in every)
    filled = pl.sum_horizontal(pl.col(position).is_not_null() for position in told)
    labels = pl.sum_horizontal(plain[position].str.contains(LABEL).fill_null(False) for position in told)
    lonely = (filled == 1) & pl.lit(len(names) >= ENOUGH_COLUMNS)
    few = filled <= LABELLED
    only = pl.coalesce(plain[position] for position in told)
    return (
        pl.when(pl.all_horizontal(_nothing(position) for position in names.values()))
        .then(
            pl.when(filled == 0)
            .then(pl.lit("empty"))
            .when(_beside(only))
            .then(pl.lit("remark"))
            .otherwise(pl.lit("empty"))
        )
        .when(_is_example(ledger, names))
        .then(pl.lit("example"))
        .when(pl.any_horizontal(_same(row) for row in heading))
        .then(pl.lit("header"))
        .when(pl.any_horizontal(plain[position].str.contains(TOTAL) for position in ahead).fill_null(False))
        .then(pl.lit("total"))
        .when(first.str.contains(FIRST_TOTAL).fill_null(False))
        .then(pl.lit("total"))
        .when((labels > 0) & (labels == filled) | _beside(only) & few)
        .then(pl.lit("remark"))
        .when(lonely & only.str.contains(SECTION).fill_null(False))
        .then(pl.lit("section"))
    ).alias("_why")


def _beside(text: pl.Expr) -> pl.Expr:
    return text.str.contains(f"{PAGE}|{NOTE}").fill_null(False)


def _plain(position: str) -> pl.Expr:
    """A cell without marks and blanks, in half width and lower case."""
    bare = pl.col(position).str.replace(MARKED, "").str.normalize("NFKC")
    return bare.str.replace_all(r"\s", "").str.to_lowercase()


def _nothing(position: str) -> pl.Expr:
    """An empty cell, or a formula that was filled down and never calculated."""
    return pl.col(position).is_null() | pl.col(position).str.starts_with(NO_RESULT)


def _same(row: Row) -> pl.Expr:
    return pl.all_horizontal(
        pl.col(str(position)).str.replace(MARKED, "").eq_missing(pl.lit(text, pl.String))
        for position, text in enumerate(row)
    )


def _is_example(ledger: Ledger, names: dict[str, str]) -> pl.Expr:
    """The example row as the template has it, in one of its languages; where it doesn't call itself one (示例), only
    in the template's place, right below the header."""
    columns = [column for column in ledger.columns if column.name in names]
    if not any(column.example for column in columns):
        return pl.lit(False)
    said = any(SAID in column.example for column in columns)
    return (pl.lit(said) | (pl.int_range(pl.len()) == 0)) & pl.any_horizontal(
        pl.all_horizontal(
            pl.col(names[column.name])
            .str.replace(MARKED, "")
            .str.strip_chars()
            .eq_missing(pl.lit(example(column, language) if column.example else None, pl.String))
            for column in columns
        )
        for language in LANGUAGES
    )
