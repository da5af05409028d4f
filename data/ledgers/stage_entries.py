"""Which market moved to which stage when, and by whose document."""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, FILED_BY, LADDER, REMARK, STAGE, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="stage_entries",
    title=Text("培育阶段记录", "Stages entered"),
    definition=Text(
        "市场进入每一阶段的日期和依据文件，按进入日期计。", "When a market entered a stage, and by which document."
    ),
    order=51,
    dated="entered",
    natural_key=("market", "ladder", "stage", "entered"),
    columns=(
        number("JD", "阶段记录编号", "Stage record number"),
        AT_MARKET,
        LADDER,
        STAGE,
        day("entered", "进入日期", "Entered on", "进入阶段日期", example="2023-05-29"),
        Column(
            name="document_number",
            kind=Kind.IDENTIFIER,
            label=Text("依据文号", "Document number"),
            searched=True,
            aliases=("文号", "文件编号"),
        ),
        day("document_date", "文件日期", "Document date", "发文日期"),
        Column(
            name="document_body",
            kind=Kind.TEXT,
            label=Text("发文机关", "Issued by"),
            aliases=("发文单位",),
        ),
        scan("document", "文件扫描件", "Scan of the document", "扫描件"),
        day("valid_to", "称号有效期至", "Title valid to", "有效期至", future=True),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="title_not_over_before_it_began",
            column="valid_to",
            broken=lambda: pl.col("valid_to") < pl.col("entered"),
            message=Text("称号有效期早于进入日期", "the title ends before it began"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
