"""Inspections that a standardised market makes of its own merchants."""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, CHANNEL, FILED_BY, REMARK, day, number, scan
from data.texts import Text


def _count(name: str, zh: str, en: str, unit: str, *aliases: str, example: str = "") -> Column:
    return Column(
        name=name, kind=Kind.COUNT, minimum=0, unit=unit, label=Text(zh, en), aliases=aliases, example=example
    )


LEDGER = Ledger(
    name="self_inspections",
    title=Text("市场自查台账", "Self-inspections"),
    definition=Text(
        "市场对场内商户的知识产权自查，一次为一条，按自查日期计；不是执法检查。",
        "A market's checks of its own merchants, counted by the day; they are no inspections by the bureau.",
    ),
    order=58,
    dated="checked_on",
    natural_key=("market", "checked_on", "channel"),
    columns=(
        number("ZC", "自查编号", "Self-inspection number"),
        AT_MARKET,
        CHANNEL,
        day("checked_on", "自查日期", "Checked on", "自查时间", example="2023-05-29"),
        _count("merchants_checked", "自查户数", "Merchants checked", "户", "自查商户数", example="40"),
        _count("found", "自查发现问题", "Problems found by the market", "个", "自查问题数", example="2"),
        _count("mended", "自查整改完成", "Problems mended by the market", "个", "已整改", example="2"),
        scan("proof", "自查记录", "Record of the self-inspection", "自查记录表"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="mended_not_above_found",
            column="mended",
            broken=lambda: pl.col("mended") > pl.col("found"),
            message=Text("整改完成数大于发现问题数", "more mended than found"),
            mend=Text("核对两个数", "check both numbers"),
        ),
    ),
)
