"""Labels given out for the mark, and what became of them."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.common import NOTE
from data.ledgers.indication_columns import SEASON, USER
from data.texts import Text

ACCOUNTED = ("used", "returned", "damaged")


def _labels(name: str, zh: str, en: str, aliases: tuple[str, ...], example: str = "") -> Column:
    """A number of labels; one with an example is required."""
    return Column(
        name=name,
        kind=Kind.COUNT,
        unit="枚",
        minimum=0,
        label=Text(zh, en),
        aliases=aliases,
        example=example,
        required=bool(example),
    )


LEDGER = Ledger(
    name="label_issues",
    title=Text("标识发放台账", "Label issues"),
    definition=Text(
        "向用标主体发放专用标识的记录及其使用、退回、损毁数量；协会掌握而本局未掌握的留空。",
        "Labels issued to users, and those used, returned and damaged; what only the association knows stays empty.",
    ),
    order=64,
    natural_key=("user", "season", "issued_on"),
    indexes=(("season",),),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("发放编号", "Issue number"),
            key=True,
            generated="BS",
            aliases=("标识发放编号", "领用编号"),
            note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
        ),
        replace(USER, required=True),
        SEASON,
        Column(
            name="issued_on",
            kind=Kind.DATE,
            label=Text("发放日期", "Issued on"),
            aliases=("领用日期", "发放时间"),
            example="2025-10-20",
        ),
        _labels("issued", "发放数量", "Issued", ("领用数量", "发放标识数", "发放枚数"), "2000"),
        _labels("used", "使用数量", "Used", ("已使用", "用标数量")),
        _labels("returned", "退回数量", "Returned", ("已退回", "交回数量")),
        _labels("damaged", "损毁数量", "Damaged", ("损坏数量", "作废数量")),
        Column(
            name="label_weight",
            kind=Kind.DECIMAL,
            unit="千克",
            minimum=0,
            label=Text("每枚对应重量", "Weight a label stands for"),
            aliases=("单枚重量", "标识规格", "每标重量"),
            note=Text(
                "一枚标识所标产品的重量；没有此数则不与产量比较。",
                "What one label marks; without it labels are not held against the yield.",
            ),
            example="2.5",
        ),
        NOTE,
    ),
    rules=(
        Rule(
            name="no_more_than_issued",
            column="used",
            broken=lambda: pl.sum_horizontal(*ACCOUNTED) > pl.col("issued"),
            message=Text("使用、退回、损毁之和大于发放数量", "more used, returned and damaged than were issued"),
            mend=Text("核对各项数量", "check the numbers"),
        ),
    ),
)
