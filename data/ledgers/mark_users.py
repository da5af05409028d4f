"""Who may use the special mark, and until when."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.common import CREDIT_CODE, NOTE
from data.ledgers.indication_columns import STANDARD_CODE, SYSTEMS
from data.texts import Text

AUTHORISED = "authorised"
STATES = (
    Choice("applying", Text("申请中", "Applying"), ("已申请",)),
    Choice(AUTHORISED, Text("有效", "Authorised"), ("已核准", "在用", "使用中")),
    Choice("suspended", Text("暂停使用", "Suspended"), ("暂停",)),
    Choice("ended", Text("已终止", "Ended"), ("注销", "停用", "撤销")),
)

LEDGER = Ledger(
    name="mark_users",
    title=Text("用标主体台账", "Mark users"),
    definition=Text(
        "经核准使用专用标志或证明商标的生产者，一个主体一条。",
        "Producers authorised to use the mark, one row each.",
    ),
    order=62,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("主体代码", "User code"),
            required=True,
            key=True,
            searched=True,
            aliases=("用标主体代码", "用标主体编号", "主体编号"),
            example="YB001",
        ),
        Column(
            name="name",
            kind=Kind.PERSON,
            personal=True,
            label=Text("主体名称", "Name"),
            required=True,
            searched=True,
            aliases=("用标主体名称", "用标企业名称", "名称"),
            example="示例果蔬专业合作社",
        ),
        CREDIT_CODE,
        Column(
            name="systems",
            kind=Kind.CHOICES,
            choices=SYSTEMS,
            label=Text("标志制度", "Mark system"),
            required=True,
            aliases=("用标类型", "标志类型", "保护制度"),
            example="地理标志产品",
        ),
        Column(
            name="authorised_from",
            kind=Kind.DATE,
            label=Text("核准日期", "Authorised from"),
            aliases=("授权起始", "有效期起", "用标起始日期"),
            example="2024-09-01",
        ),
        Column(
            name="authorised_to",
            kind=Kind.DATE,
            future=True,
            label=Text("有效期至", "Authorised to"),
            aliases=("授权截止", "有效期止", "用标截止日期"),
            example="2027-08-31",
        ),
        replace(
            STANDARD_CODE,
            note=Text("印在标志上的标准号或公告号。", "The standard or announcement number printed in the mark."),
        ),
        Column(
            name="label_quota",
            kind=Kind.COUNT,
            unit="枚",
            minimum=0,
            label=Text("每产季标识限额", "Label quota a season"),
            aliases=("标识限额", "标签配额", "核定标识数量"),
            note=Text(
                "一个产季核定的标识数量；未核定则留空。", "Labels allowed for one season; empty when none is set."
            ),
        ),
        Column(
            name="state",
            kind=Kind.CHOICE,
            choices=STATES,
            label=Text("用标状态", "State"),
            required=True,
            aliases=("状态", "授权状态"),
            example="有效",
        ),
        replace(NOTE, personal=True),
    ),
    rules=(
        Rule(
            name="ends_after_it_begins",
            column="authorised_to",
            broken=lambda: pl.col("authorised_to") < pl.col("authorised_from"),
            message=Text("有效期止早于核准日期", "the authorisation ends before it begins"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
