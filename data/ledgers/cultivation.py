"""Markets in cultivation: where each stands on its ladder. How it came there is in `stage_entries`."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.market_columns import AT_MARKET, FILED_BY, LADDER, REMARK, STAGE, day
from data.texts import Text

ACTIVE, PAUSED, ENDED = "active", "paused", "ended"
STATES = (
    Choice(ACTIVE, Text("进行中", "Active"), ("在培", "正常推进")),
    Choice(PAUSED, Text("暂停", "Paused"), ("暂缓",)),
    Choice(ENDED, Text("终止", "Ended"), ("退出", "撤销称号")),
)

LEDGER = Ledger(
    name="cultivation",
    title=Text("规范化培育台账", "Cultivation"),
    definition=Text(
        "申报或培育知识产权保护规范化市场的市场，每市场每级别一条，记当前阶段。",
        "Markets on the way to the title of a standardised market, one row a market and ladder: the present stage.",
    ),
    order=50,
    columns=(
        replace(AT_MARKET, key=True),
        replace(LADDER, key=True),
        STAGE,
        day("entered", "进入阶段日期", "Stage entered on", "进入日期", "阶段开始日期", example="2023-05-29"),
        replace(
            day("planned_end", "计划完成日期", "Planned end", "计划完成", "计划完成时间", future=True),
            note=Text("认定材料计划齐备的日期。", "The day by which the materials are meant to be complete."),
        ),
        Column(
            name="responsible",
            kind=Kind.PERSON,
            label=Text("责任人", "Responsible person"),
            aliases=("负责人", "联系人"),
            example="示例人员",
        ),
        replace(FILED_BY, label=Text("培育责任单位", "Responsible office")),
        Column(
            name="state",
            kind=Kind.CHOICE,
            choices=STATES,
            label=Text("培育状态", "State"),
            required=True,
            aliases=("状态",),
            example="进行中",
        ),
        REMARK,
    ),
)
