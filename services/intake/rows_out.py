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
FIRST_TOTAL = rf"^.{{0,15}}?{WORDS_OF_TOTALS}(?:\(.*\)|[:]?\d*[件条起户个项笔]?)?[:]?$|^共计?\d+[件条起户个项笔]|^其中:"
LABEL = r"^[^:\d]{1,20}:.*$"
PAGE = (
    r"^第\d+页|^共\d+页|^page\d+|^[-—–]+\d+[-—–]+$|^\(?(?:本页|本表)?以下(?:空白|无正文|无内容)\)?$"
    r"|^\(?(?:转下页|接上页|续表|承前页|过次页|续上表|下页续)\)?$|^[-—–_=*.]{3,}$"
)
NOTE = (
    r"^[※*]|^\(?(?:注|备注|说明|填表说明|note)\d*[:.、]|^\(?\d{1,2}[、.)]\D|^\(?(?:盖章|公章|签字|签章|印章)\)?$"
    r"|^(?:制表|填表|填报|审核|审批|复核|经办|单位负责|负责|联系)人"
)
SIGNED = r"^\(?(?:制表|填表|填报|审核|审批|复核|经办|单位负责|负责|联系)人(?:\(.*\))?[:.]?$"
DATED = r"^(?:制表|填表|填报|报送|打印|统计)(?:日期|时间)[:]?"
# The cells of a row below the header that numbers its columns, or says of each whether it must be filled.
NUMBERED = r"^(?:\(?(?:\d{1,2}|[甲乙丙丁戊己庚辛壬癸子丑])\)?|栏次)$"
DEMANDED = r"^\(?(?:非?必填|选填|必选|可选|必录|文本|日期|数字|下拉)(?:项|选择)?\)?$"
SECTION = (
    r"^\(?[一二三四五六七八九十]{1,3}[、.)]|^第[一二三四五六七八九十\d]+(?:部分|大?类|季度|批|章|节)"
    r"|^\d{4}年(?:度|\d{1,2}月)?(?:\d{1,2}日)?$|^\D*$"
)
# With so few columns a row of one cell may be a record.
ENOUGH_COLUMNS = 4
LABELLED = 3
# How many rows below the header may still belong to it.
BELOW = 2
SAID = "示例"
LONGEST, LONG = 80, "……"


def reasons(
    body: pl.DataFrame,
    heading: pl.DataFrame,
    ledger: Ledger,
    names: dict[str, str],
    ahead: Sequence[str],
    numbers: Sequence[str],
) -> pl.Series:
    """Why each row of a sheet's body is left out (a code of LEFT_OUT), null where it counts. `heading` are the rows of
    the header, `names` the positions of the recognised columns, `ahead` those where a total may say so, `numbers`
    those of line numbers."""
    every = heading.columns
    told = [position for position in every if position not in numbers]
    plain = {position: pl.col(f"plain:{position}") for position in every}
    first = pl.coalesce(plain[position] for position in every)
    only = pl.coalesce(plain[position] for position in told)
    filled = pl.sum_horizontal(pl.col(position).is_not_null() for position in told)
    labels = pl.sum_horizontal(plain[position].str.contains(LABEL).fill_null(False) for position in told)
    beside = only.str.contains(f"{PAGE}|{NOTE}").fill_null(False)
    signed = only.str.contains(f"{SIGNED}|{DATED}").fill_null(False)
    lonely = (filled == 1) & pl.lit(len(names) >= ENOUGH_COLUMNS)
    nothing = pl.all_horizontal(_nothing(position) for position in names.values())
    why = (
        pl.when(nothing)
        .then(pl.when(beside).then(pl.lit("remark")).otherwise(pl.lit("empty")))
        .when(_is_example(ledger, {name: plain[position] for name, position in names.items()}))
        .then(pl.lit("example"))
        .when(pl.any_horizontal(_same(row, plain) for row in _plainly(heading, every).iter_rows(named=True)))
        .then(pl.lit("header"))
        .when((pl.int_range(pl.len()) < BELOW) & (filled >= ENOUGH_COLUMNS) & _all(plain, told, NUMBERED, DEMANDED))
        .then(pl.lit("header"))
        .when(pl.any_horizontal(plain[position].str.contains(TOTAL) for position in ahead).fill_null(False))
        .then(pl.lit("total"))
        .when(first.str.contains(FIRST_TOTAL).fill_null(False))
        .then(pl.lit("total"))
        .when(((labels > 0) & (labels == filled)) | (beside & (filled <= LABELLED)) | signed)
        .then(pl.lit("remark"))
        .when(lonely & only.str.contains(SECTION).fill_null(False))
        .then(pl.lit("section"))
    )
    return pl.concat([body, _plainly(body, every)], how="horizontal").select(why.alias("why")).to_series()


def _plainly(rows: pl.DataFrame, positions: Sequence[str]) -> pl.DataFrame:
    """The cells without marks and blanks, in half width and lower case, as "plain:" columns; of long ones only the
    beginning, for no title or total is long."""
    bare = {position: pl.col(position).str.replace(MARKED, "").str.slice(0, LONGEST + 1) for position in positions}
    return rows.select(
        pl.when(text.str.len_chars() > LONGEST)
        .then(pl.lit(LONG))
        .otherwise(text.str.normalize("NFKC").str.replace_all(r"\s", "").str.to_lowercase())
        .alias(f"plain:{position}")
        for position, text in bare.items()
    )


def _nothing(position: str) -> pl.Expr:
    """An empty cell, or a formula that was filled down and never calculated."""
    return pl.col(position).is_null() | pl.col(position).str.starts_with(NO_RESULT)


def _all(plain: dict[str, pl.Expr], positions: Sequence[str], *patterns: str) -> pl.Expr:
    """Whether all cells that are filled are of one of the patterns."""
    return pl.any_horizontal(
        pl.all_horizontal(plain[position].str.contains(pattern).fill_null(True) for position in positions)
        for pattern in patterns
    )


def _same(row: dict[str, str | None], plain: dict[str, pl.Expr]) -> pl.Expr:
    return pl.all_horizontal(
        cell.eq_missing(pl.lit(row[f"plain:{position}"], pl.String)) for position, cell in plain.items()
    )


def _is_example(ledger: Ledger, plain: dict[str, pl.Expr]) -> pl.Expr:
    """The example row as the template has it, in one of its languages; where it doesn't call itself one (示例), only
    in the template's place, right below the header."""
    columns = [column for column in ledger.columns if column.name in plain]
    if not any(column.example for column in columns):
        return pl.lit(False)
    said = any(SAID in column.example for column in columns)
    texts = {
        language: [example(column, language) if column.example else None for column in columns]
        for language in LANGUAGES
    }
    rows = [
        _plainly(pl.DataFrame({"0": texts[language]}, schema={"0": pl.String}), ["0"]).to_series()
        for language in LANGUAGES
    ]
    return (pl.lit(said) | (pl.int_range(pl.len()) == 0)) & pl.any_horizontal(
        pl.all_horizontal(
            plain[column.name].eq_missing(pl.lit(text, pl.String)) for column, text in zip(columns, row, strict=True)
        )
        for row in rows
    )
