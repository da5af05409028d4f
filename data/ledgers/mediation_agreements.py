"""Agreements from the mediation of disputes over patents and trademarks, and their confirmation by a court."""

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rule, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, one_of, words
from data.texts import Text

CONFIRMED = "confirmed"
OUTCOMES = (
    Choice(CONFIRMED, Text("确认有效", "Confirmed"), ("裁定有效", "予以确认")),
    Choice("dismissed", Text("驳回申请", "Dismissed"), ("裁定驳回",)),
    Choice("not_accepted", Text("不予受理", "Not accepted")),
    Choice("withdrawn", Text("撤回申请", "Withdrawn"), ("申请人撤回",)),
)

LEDGER = Ledger(
    name="mediation_agreements",
    title=Text("调解协议司法确认台账", "Mediation agreements"),
    definition=Text(
        "专利、商标等知识产权纠纷的行政调解协议及其司法确认，一份协议为一条；申请按申请日期计，确认按裁定确认日期计。",
        "Agreements mediated by the bureau and their judicial confirmation, one row each; counted by the day of the "
        "application and of the court's confirmation.",
    ),
    order=71,
    dated="effective_on",
    natural_key=("office", "effective_on", "dispute"),
    indexes=(("effective_on",), ("submitted_on",), ("confirmed_on",)),
    rollups=days_of(
        "mediation_agreements",
        Event(name="effective", date="effective_on"),
        Event(name="submitted", date="submitted_on"),
        Event(name="confirmed", date="confirmed_on"),
    ),
    columns=(
        number("TJX", "调解协议编号", "Agreement number"),
        words("dispute", "纠纷事由", "Dispute", "纠纷内容", "案由", example="外观设计专利侵权纠纷", personal=True),
        Column(
            name="parties",
            kind=Kind.PERSON,
            personal=True,
            searched=True,
            label=Text("调解双方", "Parties to the agreement"),
            aliases=("双方当事人", "当事人", "申请人与被申请人"),
            example="示例商行",
        ),
        day("effective_on", "协议生效日期", "Effective on", "生效日期", "签订日期", example="2023-05-29"),
        Column(
            name="submitted_on",
            kind=Kind.DATE,
            label=Text("申请司法确认日期", "Submitted on"),
            aliases=("司法确认申请日期", "申请日期", "提交法院日期"),
            note=Text(
                "双方当事人共同提出，自协议生效之日起30日内。",
                "By both sides together, within 30 days of the agreement taking effect.",
            ),
        ),
        words("court", "确认法院", "Confirming court", "受理法院", "法院"),
        day("confirmed_on", "裁定确认日期", "Confirmed on", "确认日期", "司法确认日期"),
        one_of("outcome", OUTCOMES, "司法确认结果", "Outcome at court", "确认结果", "裁定结果"),
        scan("proof", "协议及裁定书", "Agreement and ruling", "调解协议书", "裁定书"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        not_before("submitted_on", "effective_on", "申请司法确认早于协议生效", "submitted before it took effect"),
        not_before("confirmed_on", "submitted_on", "裁定确认早于申请", "confirmed before it was submitted"),
        Rule(
            name="confirmed_after_submission",
            column="submitted_on",
            broken=lambda: pl.col("confirmed_on").is_not_null() & pl.col("submitted_on").is_null(),
            message=Text("有裁定确认日期而无申请日期", "confirmed without having been submitted"),
            mend=Text("填写申请司法确认日期", "enter the day of the application"),
        ),
        Rule(
            name="confirmed_is_the_outcome",
            column="outcome",
            broken=lambda: pl.col("confirmed_on").is_not_null() & (pl.col("outcome") != CONFIRMED),
            message=Text("有裁定确认日期而结果不是确认有效", "a day of confirmation, but another outcome"),
            mend=Text("更正结果，或清空裁定确认日期", "correct the outcome, or clear the day"),
        ),
    ),
)
