"""The application for the demonstration zone: stages reached, conditions, and the evidence of its work."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.common import NOTE, OFFICE
from data.texts import Text

LEDGER = Ledger(
    name="zone_records",
    title=Text("示范区申报台账", "Zone application"),
    definition=Text(
        "示范区申报的阶段、条件、各维度工作和年度总结，一事项一条；有附件才算证明材料齐备。",
        "Stages, conditions, items of work and yearly summaries of the application; an item is proved by its file.",
    ),
    order=68,
    natural_key=("topic", "item"),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("事项编号", "Item number"),
            key=True,
            generated="SF",
            aliases=("事项代码",),
            note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
        ),
        Column(
            name="topic",
            kind=Kind.CHOICE,
            choices="zone",
            label=Text("事项类别", "Topic"),
            required=True,
            aliases=("阶段或维度", "维度", "类别"),
            example="夯实保护制度",
        ),
        Column(
            name="item",
            kind=Kind.TEXT,
            label=Text("工作事项", "Item"),
            required=True,
            searched=True,
            aliases=("事项", "工作内容", "事项名称"),
            example="示例工作事项",
        ),
        replace(
            OFFICE,
            label=Text("责任单位", "Unit in charge"),
            aliases=("单位", "牵头单位", "主办单位"),
            example="知识产权科",
        ),
        Column(
            name="value",
            kind=Kind.TEXT,
            label=Text("指标值", "Value"),
            aliases=("完成值", "实际值"),
            note=Text("条件类事项的实际情况。", "For a condition: how it stands."),
        ),
        Column(name="proof", kind=Kind.TEXT, label=Text("证明材料", "Proof"), aliases=("佐证材料", "材料名称", "文号")),
        Column(
            name="begun",
            kind=Kind.DATE,
            label=Text("开始日期", "Begun"),
            aliases=("进入日期", "启动日期"),
            note=Text("阶段类事项为进入该阶段之日。", "For a stage: the day on which it was entered."),
        ),
        Column(
            name="due",
            kind=Kind.DATE,
            future=True,
            label=Text("完成期限", "Due"),
            aliases=("期限", "截止日期", "计划完成日期"),
        ),
        Column(name="done", kind=Kind.DATE, label=Text("完成日期", "Done"), aliases=("实际完成日期", "办结日期")),
        Column(
            name="attachment",
            kind=Kind.ATTACHMENT,
            label=Text("附件", "File"),
            note=Text("在示范区页面上传后自动填写。", "Filled in when a file is added on the zone's page."),
        ),
        Column(name="attachment_name", kind=Kind.TEXT, personal=True, label=Text("附件文件名", "Name of the file")),
        NOTE,
    ),
    rules=(
        Rule(
            name="done_after_it_began",
            column="done",
            broken=lambda: pl.col("done") < pl.col("begun"),
            message=Text("完成早于开始", "done before it began"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
