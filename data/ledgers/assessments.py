"""Assessments of a market, one row a criterion; what it says of itself and what officials find are kept apart."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, CHANNEL, FILED_BY, REMARK, day, scan
from data.registry import entries
from data.registry.ladder_shapes import Criterion
from data.texts import Text

SELF, OFFICIAL = "self", "official"
KINDS = (
    Choice(SELF, Text("自评", "Self-assessment"), ("市场自评", "自我评价")),
    Choice(OFFICIAL, Text("考评", "Official assessment"), ("官方考评", "监管考评", "局考评")),
)


def _above_most() -> pl.Expr:
    """More points than the criterion has (criteria.toml)."""
    most = {entry.code: float(entry.points) for entry in entries("criteria", Criterion)}
    return pl.col("points") > pl.col("criterion").replace_strict(most, default=None, return_dtype=pl.Float64)


LEDGER = Ledger(
    name="assessments",
    title=Text("规范化评价台账", "Assessments"),
    definition=Text(
        "按评价指标对市场逐项评分，一次评价一项一条，按评价日期计；自评与考评分开。",
        "Points by criterion, one row each, counted by the day; self and official assessments stand apart.",
    ),
    order=52,
    dated="assessed_on",
    indexes=(("market", "assessed_on"),),
    columns=(
        replace(AT_MARKET, key=True),
        replace(day("assessed_on", "评价日期", "Assessed on", "评分日期", example="2023-05-29"), key=True),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("评价类别", "Kind of assessment"),
            required=True,
            key=True,
            aliases=("评价类型", "自评/考评"),
            example="自评",
        ),
        replace(CHANNEL, key=True),
        Column(
            name="criterion",
            kind=Kind.CHOICE,
            choices="criteria",
            label=Text("评价指标", "Criterion"),
            required=True,
            key=True,
            aliases=("指标", "评价项目"),
            example="知识产权保护基本管理制度",
        ),
        Column(
            name="points",
            kind=Kind.DECIMAL,
            minimum=0,
            label=Text("得分", "Points"),
            required=True,
            aliases=("分值", "评分"),
            example="12",
            note=Text("不超过该指标满分。", "Not above the criterion's points."),
        ),
        scan("proof", "证明材料", "Proof", "佐证材料", "附件"),
        Column(
            name="assessor",
            kind=Kind.PERSON,
            label=Text("评价人", "Assessor"),
            personal=True,
            aliases=("评分人", "考评人"),
            example="示例人员",
        ),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="points_within_criterion",
            column="points",
            broken=_above_most,
            message=Text("得分高于该指标满分", "more points than the criterion has"),
            mend=Text("核对指标和得分", "check criterion and points"),
        ),
    ),
)
