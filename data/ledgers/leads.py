"""Leads that the superior hands down: abnormal patent applications, trademarks filed in bad faith."""

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rule, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, one_of, words
from data.texts import Text

KINDS = (
    Choice(
        "abnormal_patent",
        Text("非正常专利申请", "Abnormal patent application"),
        ("非正常申请", "非正常专利", "非正常"),
    ),
    Choice(
        "bad_faith_mark",
        Text("恶意商标注册", "Trademark filed in bad faith"),
        ("恶意注册", "恶意商标", "恶意商标注册申请", "恶意申请商标注册"),
    ),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

LEDGER = Ledger(
    name="leads",
    title=Text("交办线索台账", "Leads handed down"),
    definition=Text(
        "上级交办的非正常专利申请、恶意商标注册等线索，一条线索一条；收到按交办日期计，处置按处置日期计，期限以交办文件为准。",
        "Leads handed down on abnormal patent applications and bad-faith trademarks, one row each; received and "
        "handled count by their own days, and the hand-down says by when.",
    ),
    order=85,
    dated="handed_on",
    natural_key=("office", "handed_on", "kind", "subject"),
    indexes=(("handed_on",), ("handled_on",)),
    rollups=days_of(
        "leads", Event(name="received", date="handed_on"), Event(name="handled", date="handled_on"), by=("kind",)
    ),
    columns=(
        number("JBX", "交办线索编号", "Lead number", "交办编号", "线索编号"),
        one_of("kind", KINDS, "线索类别", "Kind of lead", "线索类型", example="非正常专利申请"),
        day("handed_on", "交办日期", "Handed down on", "交办时间", "收到日期", example="2023-05-29"),
        words("handed_by", "交办单位", "Handed down by", "交办部门", "来源", example="市知识产权局"),
        Column(
            name="subject",
            kind=Kind.PERSON,
            personal=True,
            hidden_until="handled_on",
            searched=True,
            label=Text("申请人或代理机构", "Applicant or agency"),
            required=True,
            aliases=("申请人", "代理机构", "涉及主体", "线索对象"),
            example="示例商行",
        ),
        day("due_on", "办理期限", "Due by the hand-down", "办结期限", "完成时限", "反馈期限", future=True),
        day("verified_on", "核实日期", "Verified on", "核查日期", "核实时间"),
        day("handled_on", "处置日期", "Handled on", "办结日期", "处置时间"),
        Column(
            name="result",
            kind=Kind.TEXT,
            personal=True,
            hidden_until="handled_on",
            label=Text("处置结果", "Result of the lead"),
            aliases=("办理结果", "处理结果", "核实结果"),
        ),
        scan("proof", "核实处置材料", "Proof of how it was handled", "处置材料", "约谈记录"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        not_before("due_on", "handed_on", "办理期限早于交办", "due before it was handed down"),
        not_before("verified_on", "handed_on", "核实早于交办", "verified before it was handed down"),
        not_before("handled_on", "handed_on", "处置早于交办", "handled before it was handed down"),
        not_before("handled_on", "verified_on", "处置早于核实", "handled before it was verified"),
        Rule(
            name="handled_with_result",
            column="result",
            broken=lambda: pl.col("handled_on").is_not_null() & pl.col("result").is_null(),
            message=Text("已处置而未写处置结果", "handled without a result"),
            mend=Text("填写处置结果", "enter the result"),
        ),
    ),
)
