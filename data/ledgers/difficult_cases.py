"""Difficult cases that units ask about, and when they were answered."""

import polars as pl

from data.ledgers.columns import Event, Ledger, Rule, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, words
from data.texts import Text

LEDGER = Ledger(
    name="difficult_cases",
    title=Text("疑难案件答复台账", "Difficult cases"),
    definition=Text(
        "各单位报送的疑难案件及答复情况，一问一条；报送按报送日期计，答复按答复日期计。",
        "Difficult cases that units asked about, one row each; asked and answered count by their own days.",
    ),
    order=83,
    dated="asked_on",
    natural_key=("office", "asked_on", "topic"),
    indexes=(("asked_on",), ("answered_on",)),
    rollups=days_of(
        "difficult_cases", Event(name="asked", date="asked_on"), Event(name="answered", date="answered_on")
    ),
    columns=(
        number("YNA", "疑难案件编号", "Difficult case number"),
        day("asked_on", "报送疑难日期", "Asked on", "报送日期", "请示日期", "提出日期", example="2023-05-29"),
        day("answered_on", "答复日期", "Answered on", "答复时间", "回复日期"),
        words(
            "topic", "疑难问题", "Difficult question", "疑难事项", "请示事项", example="商标近似的判断", personal=True
        ),
        words("asked_of", "答复来源", "Asked of", "咨询专家", "请示对象", "答复单位"),
        scan("proof", "答复材料", "Proof of the answer", "答复意见"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        not_before("answered_on", "asked_on", "答复早于报送", "answered before it was asked"),
        Rule(
            name="answered_by_somebody",
            column="asked_of",
            broken=lambda: pl.col("answered_on").is_not_null() & pl.col("asked_of").is_null(),
            message=Text("已答复而未写答复来源", "answered, but not by whom"),
            mend=Text("填写答复的专家或单位", "enter the expert or unit that answered"),
        ),
    ),
)
