"""Exhibitions held in the district."""

import polars as pl

from data.ledgers.columns import Column, Event, Kind, Ledger, Rollup, Rule
from data.ledgers.market_columns import FILED_BY, REMARK, day
from data.texts import Text

LEDGER = Ledger(
    name="exhibitions",
    title=Text("展会台账", "Exhibitions"),
    definition=Text(
        "辖区内举办的展会，一届为一条，按开展日期计。",
        "Exhibitions held in the district, one row each, counted by the day they open.",
    ),
    order=96,
    dated="starts_on",
    rollups=(
        Rollup(
            name="exhibition_days",
            grain="day",
            by=("office",),
            events=(Event(name="opened", date="starts_on", sums=("exhibitors",)),),
        ),
    ),
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("展会编号", "Exhibition code"),
            key=True,
            generated="ZH",
            searched=True,
            example="ZH001",
            note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
        ),
        Column(
            name="name",
            kind=Kind.TEXT,
            label=Text("展会名称", "Exhibition"),
            required=True,
            searched=True,
            aliases=("展会",),
            example="示例农产品展览会",
        ),
        Column(
            name="venue",
            kind=Kind.TEXT,
            label=Text("展馆", "Venue"),
            required=True,
            searched=True,
            aliases=("展会场馆", "举办场馆", "场馆"),
            example="示例会展中心",
        ),
        Column(
            name="organiser",
            kind=Kind.TEXT,
            label=Text("展会主办方", "Organiser"),
            searched=True,
            aliases=("主办方", "主办单位", "展会举办者"),
            example="示例会展有限公司",
        ),
        day("starts_on", "开展日期", "Opens on", "展会开始日期", example="2023-05-29", future=True),
        day("ends_on", "闭展日期", "Closes on", "展会结束日期", example="2023-05-31", future=True),
        Column(
            name="exhibitors",
            kind=Kind.COUNT,
            minimum=0,
            unit="家",
            label=Text("参展商数", "Exhibitors"),
            aliases=("参展商数量", "参展企业数"),
            example="120",
        ),
        Column(
            name="complaint_body",
            kind=Kind.YES_NO,
            label=Text("是否设投诉机构", "Complaint body"),
            aliases=("设立投诉机构", "投诉机构"),
            example="是",
        ),
        FILED_BY,
        REMARK,
    ),
    natural_key=("name", "starts_on"),
    rules=(
        Rule(
            name="opens_before_it_closes",
            column="ends_on",
            broken=lambda: pl.col("ends_on") < pl.col("starts_on"),
            message=Text("闭展日期早于开展日期", "closes before it opens"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
