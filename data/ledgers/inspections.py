"""Inspections of markets and of single businesses."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup, Rule
from data.ledgers.common import ADDRESS, CREDIT_CODE, KEY_OBJECTS, MARKET, NOTE, OFFICE, SECTOR, TOWNSHIP
from data.texts import Text

THEMES = (
    Choice("trademark", Text("商标专用权保护", "Trademark protection"), ("商标保护", "商标")),
    Choice("gi", Text("地理标志", "Geographical indications"), ("地理标志专项",)),
    Choice("patent", Text("专利", "Patents"), ("假冒专利", "专利检查")),
    Choice("counterfeit", Text("打击侵权假冒", "Counterfeits"), ("双打", "侵权假冒")),
    Choice("quality", Text("商品质量", "Quality of goods"), ("产品质量",)),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

REASONS = (
    Choice("complaint", Text("投诉举报", "Complaint or report"), ("投诉", "举报")),
    Choice("campaign", Text("专项", "Campaign"), ("专项行动", "专项检查")),
    Choice("random", Text("双随机", "Random"), ("双随机一公开", "双随机抽查")),
    Choice("routine", Text("日常", "Routine"), ("日常检查", "日常巡查")),
)

CHANNELS = (
    Choice("offline", Text("线下", "On site"), ("线下检查", "现场")),
    Choice("online", Text("线上", "Online"), ("线上检查", "网络", "网上巡查")),
)

INSPECTED = Event(name="inspected", date="inspected_on", sums=("people_sent", "stalls_checked", "problems"))

LEDGER = Ledger(
    name="inspections",
    title=Text("检查台账", "Inspections"),
    definition=Text(
        "对市场和经营主体的现场检查，一次到场为一条，按检查日期计。",
        "On-site inspections of markets and businesses, one row a visit, counted by its day.",
    ),
    order=40,
    dated="inspected_on",
    reported_by=("brigade", "office"),
    natural_key=("inspected_on", "market", "object_name", "office", "theme", "reason"),
    indexes=(("inspected_on",), ("market", "inspected_on")),
    rollups=(
        Rollup(name="inspection_days", grain="day", by=("sector", "office", "reason"), events=(INSPECTED,)),
        Rollup(name="inspection_markets", grain="day", by=("market",), events=(INSPECTED,)),
        Rollup(
            name="inspection_objects",
            grain="day",
            by=("objects", "channel", "office"),
            events=(replace(INSPECTED, sums=()),),
        ),
        Rollup(
            name="inspection_places",
            grain="month",
            by=("sector", "township", "market"),
            events=(replace(INSPECTED, sums=()),),
        ),
    ),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("检查编号", "Inspection number"),
            key=True,
            generated="JC",
            searched=True,
            aliases=("编号", "检查记录编号"),
            note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
        ),
        Column(
            name="inspected_on",
            kind=Kind.DATE,
            label=Text("检查日期", "Date"),
            required=True,
            aliases=("检查时间", "日期"),
            example="2023-05-29",
        ),
        replace(MARKET, label=Text("受检市场", "Market"), aliases=(*MARKET.aliases, MARKET.label.zh)),
        Column(
            name="object_name",
            kind=Kind.PERSON,
            personal=True,
            searched=True,
            label=Text("受检对象", "Inspected business"),
            aliases=("检查对象", "被检查单位", "受检单位", "对象名称"),
            example="示例商行",
        ),
        CREDIT_CODE,
        replace(ADDRESS, personal=True),
        TOWNSHIP,
        SECTOR,
        replace(OFFICE, label=Text("检查单位", "Office"), aliases=(*OFFICE.aliases, OFFICE.label.zh)),
        Column(
            name="theme",
            kind=Kind.CHOICE,
            choices=THEMES,
            label=Text("检查主题", "Theme"),
            required=True,
            aliases=("主题", "检查内容"),
            example="打击侵权假冒",
        ),
        Column(
            name="reason",
            kind=Kind.CHOICE,
            choices=REASONS,
            label=Text("检查事由", "Reason"),
            required=True,
            aliases=("检查类型", "检查方式", "事由"),
            example="日常",
        ),
        Column(
            name="objects",
            kind=Kind.CHOICES,
            choices=KEY_OBJECTS,
            label=Text("检查重点保护对象", "Key objects"),
            aliases=("重点保护对象", "重点对象"),
        ),
        Column(
            name="channel",
            kind=Kind.CHOICE,
            choices=CHANNELS,
            label=Text("检查渠道", "On site or online"),
            aliases=("线上线下", "线上/线下"),
        ),
        Column(
            name="complaint",
            kind=Kind.REFERENCE,
            refers_to="complaints",
            label=Text("关联投诉举报", "Complaint"),
            aliases=("投诉举报编号", "投诉编号", "举报编号"),
        ),
        Column(
            name="case",
            kind=Kind.REFERENCE,
            refers_to="cases",
            label=Text("关联案件", "Case"),
            aliases=("立案编号", "案件编号"),
        ),
        Column(
            name="people_sent",
            kind=Kind.COUNT,
            minimum=0,
            unit="人次",
            label=Text("出动人次", "Officers sent"),
            aliases=("出动执法人员", "检查人数", "执法人员数"),
            example="2",
        ),
        Column(
            name="stalls_checked",
            kind=Kind.COUNT,
            minimum=0,
            unit="户",
            label=Text("检查户数", "Stalls checked"),
            aliases=("检查商户数", "检查摊位数"),
            example="12",
        ),
        Column(
            name="problems",
            kind=Kind.COUNT,
            minimum=0,
            unit="个",
            label=Text("发现问题数", "Problems found"),
            aliases=("问题数", "发现问题"),
            example="0",
        ),
        Column(
            name="follow_up_due",
            kind=Kind.DATE,
            future=True,
            label=Text("整改期限", "Follow-up due"),
            aliases=("复查期限", "整改时限"),
        ),
        Column(
            name="follow_up_done",
            kind=Kind.DATE,
            label=Text("整改完成日期", "Follow-up done"),
            aliases=("复查日期", "整改完成"),
        ),
        replace(NOTE, personal=True),
    ),
    rules=(
        Rule(
            name="object_given",
            column="object_name",
            broken=lambda: pl.col("market").is_null() & pl.col("object_name").is_null(),
            message=Text("受检市场和受检对象至少填一项", "give the market or the business inspected"),
            mend=Text("填写受检市场或受检对象", "enter one of them"),
        ),
        Rule(
            name="follow_up_not_before_inspection",
            column="follow_up_due",
            broken=lambda: pl.col("follow_up_due") < pl.col("inspected_on"),
            message=Text("整改期限早于检查日期", "follow-up due before the inspection"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
