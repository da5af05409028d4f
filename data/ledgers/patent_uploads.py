"""The monthly upload of patent cases to the national system."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Column, Event, Kind, Ledger, Rule, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, scan
from data.ledgers.work_columns import days_of, tally
from data.texts import Text

MONTH_BEGINS = (pl.col("period") + "-01").str.to_date("%Y-%m-%d", strict=False)

LEDGER = Ledger(
    name="patent_uploads",
    title=Text("专利案件上传台账", "Patent uploads"),
    definition=Text(
        "专利行政执法案件信息上传国家系统的情况，一个单位一个月一条；某月的信息应于次月5日前上传，逢节假日顺延。",
        "Uploads of patent cases to the national system, one row a unit and month; a month is due by the 5th of the "
        "next, moved on to a working day.",
    ),
    order=74,
    dated="uploaded_on",
    rollups=days_of("patent_uploads", Event(name="uploaded", date="uploaded_on", since="period")),
    indexes=(("uploaded_on",),),
    columns=(
        Column(
            name="period",
            kind=Kind.PERIOD,
            label=Text("案件所属月份", "Month of the cases"),
            required=True,
            key=True,
            aliases=("所属月份", "上传月份", "案件月份", "月份"),
            example="2023-05",
        ),
        replace(FILED_BY, key=True),
        day("uploaded_on", "上传日期", "Uploaded on", "上传时间", "上报日期"),
        tally("cases_due", "应上传件数", "Cases due", "件", "应报件数", "应上传案件数", example="2"),
        tally("uploaded", "已上传件数", "Cases uploaded", "件", "实报件数", "上传件数", "已上传案件数", example="2"),
        tally("wrong", "错报件数", "Wrongly reported", "件", "错报", "错报数", example="0"),
        tally("missing", "漏报件数", "Not reported", "件", "漏报", "漏报数", example="0"),
        day("corrected_on", "更正补报日期", "Corrected on", "更正日期", "补报日期"),
        scan("proof", "上传回执", "Receipt of the upload", "系统截图", "回执"),
        REMARK,
    ),
    rules=(
        Rule(
            name="uploaded_not_before_month",
            column="uploaded_on",
            broken=lambda: pl.col("uploaded_on") < MONTH_BEGINS,
            message=Text("上传日期早于案件所属月份", "uploaded before the month began"),
            mend=Text("核对月份和上传日期", "check the month and the day"),
        ),
        not_before("corrected_on", "uploaded_on", "更正补报早于上传", "corrected before it was uploaded"),
        Rule(
            name="uploaded_within_due",
            column="uploaded",
            broken=lambda: pl.col("uploaded") + pl.col("missing").fill_null(0) > pl.col("cases_due"),
            message=Text("已上传与漏报之和大于应上传件数", "uploaded and missing exceed what was due"),
            mend=Text("核对三个数", "check the three numbers"),
        ),
        Rule(
            name="wrong_among_uploaded",
            column="wrong",
            broken=lambda: pl.col("wrong") > pl.col("uploaded"),
            message=Text("错报件数大于已上传件数", "more wrong than uploaded"),
            mend=Text("核对两个数", "check both numbers"),
        ),
    ),
)
