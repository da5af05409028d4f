"""When the three guidance documents that the plan names were taken into use, unit by unit."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, scan
from data.ledgers.work_columns import days_of
from data.texts import Text

# Task 2 of the plan names them.
DOCUMENTS = (
    Choice(
        "trademark_infringement",
        Text("商标侵权判断标准", "Standard for judging trademark infringement"),
        ("《商标侵权判断标准》", "侵权判断标准"),
    ),
    Choice(
        "trademark_violations",
        Text("商标一般违法判断标准", "Standard for judging other trademark violations"),
        ("《商标一般违法判断标准》", "一般违法判断标准"),
    ),
    Choice(
        "patent_adjudication",
        Text("专利侵权纠纷行政裁决办案指南", "Guide to adjudicating patent infringement disputes"),
        ("《专利侵权纠纷行政裁决办案指南》", "行政裁决办案指南", "办案指南"),
    ),
)

LEDGER = Ledger(
    name="guidance_use",
    title=Text("规范性文件落实台账", "Guidance in use"),
    definition=Text(
        "方案第2项列明的三份执法规范性文件在各单位开始使用的日期，一个单位一份文件一条。",
        "From which day each unit uses the three guidance documents of task 2, one row a unit and document.",
    ),
    order=75,
    dated="taken_on",
    indexes=(("taken_on",),),
    rollups=days_of("guidance_use", Event(name="taken", date="taken_on"), by=("document",)),
    columns=(
        Column(
            name="document",
            kind=Kind.CHOICE,
            choices=DOCUMENTS,
            label=Text("规范性文件", "Guidance document"),
            required=True,
            key=True,
            aliases=("文件名称", "规范文件", "标准名称"),
            example="商标侵权判断标准",
        ),
        replace(FILED_BY, key=True),
        day("taken_on", "开始使用日期", "Taken into use on", "启用日期", "落实日期", example="2023-05-29"),
        Column(
            name="by",
            kind=Kind.PERSON,
            personal=True,
            label=Text("落实责任人", "Taken into use by"),
            aliases=("责任人", "落实人"),
            example="示例人员",
        ),
        scan("proof", "落实佐证材料", "Proof of use", "佐证材料", "学习记录"),
        REMARK,
    ),
)
