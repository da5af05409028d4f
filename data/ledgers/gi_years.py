"""The industry and the users of the mark, season by season: what the zone's 60 % are counted on."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.common import NOTE
from data.ledgers.indication_columns import SEASON
from data.texts import Text

LEDGER = Ledger(
    name="gi_years",
    title=Text("产业情况台账", "The industry by season"),
    definition=Text(
        "各产季全行业与用标主体的数量和产值，一产季一条，须写明来源。",
        "Producers and output of the industry and of the mark users, one row a season, with its source.",
    ),
    order=67,
    columns=(
        replace(SEASON, key=True),
        Column(
            name="producers",
            kind=Kind.COUNT,
            unit="户",
            minimum=0,
            label=Text("生产者总数", "All producers"),
            aliases=("生产者数量", "全部生产者", "生产主体数"),
        ),
        Column(
            name="users",
            kind=Kind.COUNT,
            unit="户",
            minimum=0,
            label=Text("用标主体数", "Mark users"),
            aliases=("用标户数", "用标生产者数"),
        ),
        Column(
            name="area",
            kind=Kind.DECIMAL,
            unit="亩",
            minimum=0,
            label=Text("种植总面积", "Area"),
            aliases=("种植面积", "面积"),
        ),
        Column(
            name="output",
            kind=Kind.DECIMAL,
            unit="千克",
            minimum=0,
            label=Text("总产量", "Output"),
            aliases=("产量", "年产量"),
        ),
        Column(
            name="output_value",
            kind=Kind.MONEY,
            unit="元",
            minimum=0,
            label=Text("产业总产值", "Output value, industry"),
            aliases=("总产值", "产值", "行业产值"),
        ),
        Column(
            name="users_output_value",
            kind=Kind.MONEY,
            unit="元",
            minimum=0,
            label=Text("用标主体产值", "Output value, mark users"),
            aliases=("用标产值",),
        ),
        Column(
            name="source",
            kind=Kind.TEXT,
            label=Text("数据来源", "Source"),
            required=True,
            aliases=("来源", "资料来源"),
            example="示例统计表",
        ),
        Column(
            name="counted_on",
            kind=Kind.DATE,
            label=Text("统计日期", "Counted on"),
            required=True,
            aliases=("数据日期", "截止日期"),
            example="2026-05-31",
        ),
        NOTE,
    ),
    rules=(
        Rule(
            name="users_are_producers",
            column="users",
            broken=lambda: pl.col("users") > pl.col("producers"),
            message=Text("用标主体数大于生产者总数", "more mark users than producers"),
            mend=Text("核对两个数量", "check both numbers"),
        ),
        Rule(
            name="part_of_the_industry",
            column="users_output_value",
            broken=lambda: pl.col("users_output_value") > pl.col("output_value"),
            message=Text("用标主体产值大于产业总产值", "the users' output value is above the industry's"),
            mend=Text("核对两个数值", "check both amounts"),
        ),
    ),
)
