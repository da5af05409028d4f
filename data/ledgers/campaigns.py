"""Special campaigns for geographical indications, by group of products."""

import polars as pl

from data.ledgers.columns import Column, Event, Kind, Ledger, Rollup, Rule
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="campaigns",
    title=Text("地理标志专项整治台账", "GI campaigns"),
    definition=Text(
        "地理标志专项整治行动，一次为一条，按计划日期排列，完成按完成日期计。",
        "Special campaigns for geographical indications, one row each; done counts by the day it was done.",
    ),
    order=92,
    dated="planned_on",
    natural_key=("product_group", "planned_on", "office"),
    rollups=(
        Rollup(
            name="campaign_days",
            grain="day",
            by=("office", "product_group"),
            events=(
                Event(name="planned", date="planned_on"),
                Event(name="done", date="done_on", sums=("checked", "found")),
            ),
        ),
    ),
    columns=(
        number("ZX", "专项编号", "Campaign number"),
        Column(
            name="product_group",
            kind=Kind.CHOICE,
            choices="product-groups",
            label=Text("整治产品组别", "Product group"),
            required=True,
            aliases=("产品组别", "专项产品类别"),
            example="农产品",
        ),
        day("planned_on", "专项计划日期", "Planned on", "计划日期", example="2023-05-29", future=True),
        day("done_on", "专项完成日期", "Done on", "完成日期"),
        Column(
            name="checked",
            kind=Kind.COUNT,
            minimum=0,
            unit="户",
            label=Text("专项检查户数", "Businesses checked"),
            aliases=("检查户数",),
        ),
        Column(
            name="found",
            kind=Kind.COUNT,
            minimum=0,
            unit="个",
            label=Text("专项发现问题数", "Problems found"),
            aliases=("发现问题数",),
        ),
        scan("proof", "专项工作材料", "Proof of the campaign", "专项总结"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="counted_when_done",
            column="done_on",
            broken=lambda: pl.col("done_on").is_null() & pl.any_horizontal(pl.col("checked", "found") > 0),
            message=Text("有检查结果而无专项完成日期", "results without the day it was done"),
            mend=Text("填写完成日期，或删去结果", "enter the day, or leave the results out"),
        ),
    ),
)
