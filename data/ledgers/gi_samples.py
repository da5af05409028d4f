"""Samples of the product taken from users or plots, and what the laboratory found."""

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.common import NOTE, POINT
from data.ledgers.indication_columns import USER
from data.texts import Text

PASSED, FAILED = "passed", "failed"
VERDICTS = (
    Choice(PASSED, Text("合格", "Passed"), ("符合",)),
    Choice(FAILED, Text("不合格", "Failed"), ("不符合",)),
    Choice("pending", Text("待检", "Pending"), ("检验中", "未出结果")),
)

LEDGER = Ledger(
    name="gi_samples",
    title=Text("地理标志抽样台账", "GI samples"),
    definition=Text(
        "对用标主体或地块抽样检验的结果，一个样品一个项目一条；产季按抽样日期计。",
        "Results of samples from users or plots, one row a sample and parameter; the season follows the date.",
    ),
    order=66,
    indexes=(("taken_on",),),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("样品编号", "Sample number"),
            required=True,
            key=True,
            searched=True,
            aliases=("抽样编号", "抽样单号"),
            example="CY001",
        ),
        Column(
            name="parameter",
            kind=Kind.TEXT,
            label=Text("检验项目", "Parameter"),
            required=True,
            key=True,
            aliases=("检测项目", "项目", "指标"),
            example="示例指标",
        ),
        Column(
            name="taken_on",
            kind=Kind.DATE,
            label=Text("抽样日期", "Taken on"),
            required=True,
            aliases=("采样日期", "抽检日期"),
            example="2025-12-10",
        ),
        USER,
        Column(
            name="plot",
            kind=Kind.REFERENCE,
            refers_to="gi_plots",
            label=Text("地块", "Plot"),
            aliases=("地块编号", "抽样地块"),
            example="DK001",
        ),
        POINT,
        Column(
            name="value",
            kind=Kind.TEXT,
            label=Text("检验值", "Value"),
            aliases=("检测值", "实测值", "检验结果值"),
            note=Text("照录报告，可写“未检出”。", "As the report says it, 未检出 included."),
        ),
        Column(name="unit", kind=Kind.TEXT, label=Text("检验单位", "Unit"), aliases=("计量单位", "结果单位")),
        Column(name="limit", kind=Kind.TEXT, label=Text("标准要求", "Limit"), aliases=("限量", "标准值", "指标要求")),
        Column(
            name="verdict",
            kind=Kind.CHOICE,
            choices=VERDICTS,
            label=Text("判定", "Verdict"),
            required=True,
            aliases=("结论", "检验结论", "单项判定"),
            example="合格",
        ),
        Column(
            name="laboratory",
            kind=Kind.TEXT,
            label=Text("检验机构", "Laboratory"),
            aliases=("检测机构", "承检机构"),
        ),
        NOTE,
    ),
    rules=(
        Rule(
            name="of_somebody",
            column="user",
            broken=lambda: pl.col("user").is_null() & pl.col("plot").is_null(),
            message=Text("用标主体和地块至少填一项", "give the mark user or the plot"),
            mend=Text("填写其中一项", "enter one of them"),
        ),
    ),
)
