"""Dated tasks of a market's cultivation: work plan, interim check, materials."""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, FILED_BY, LADDER, REMARK, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="milestones",
    title=Text("培育节点台账", "Milestones"),
    definition=Text(
        "培育过程中有期限的工作，一项一条；有法定日期的节点未录入时由看板按规则列出。",
        "Dated tasks of the cultivation; those that a rule dates are listed even before anybody enters them.",
    ),
    order=53,
    dated="due",
    natural_key=("market", "ladder", "task", "due"),
    columns=(
        number("JDN", "节点编号", "Milestone number"),
        AT_MARKET,
        LADDER,
        Column(
            name="task",
            kind=Kind.CHOICE,
            choices="milestones",
            label=Text("培育节点", "Milestone"),
            required=True,
            aliases=("节点", "节点名称"),
            example="报送工作方案",
        ),
        day("begins", "节点开始日期", "Begins on", "开始日期", future=True),
        day("due", "节点期限", "Due on", "期限", "截止日期", example="2023-05-29", future=True),
        Column(
            name="progress",
            kind=Kind.DECIMAL,
            minimum=0,
            maximum=100,
            unit="%",
            label=Text("节点完成比例", "Progress"),
            aliases=("完成比例", "进度"),
        ),
        day("done_on", "节点完成日期", "Done on", "完成日期"),
        scan("proof", "节点成果材料", "Result of the task", "成果材料"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="begins_before_due",
            column="begins",
            broken=lambda: pl.col("begins") > pl.col("due"),
            message=Text("节点开始日期晚于期限", "begins after it is due"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
