"""Joint punishment (联合惩戒) of merchants that gravely broke trust."""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, FILED_BY, MERCHANT, REMARK, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="joint_punishments",
    title=Text("联合惩戒台账", "Joint punishments"),
    definition=Text(
        "对严重失信商户由多部门实施的联合惩戒，一次为一条，按决定日期计。",
        "Measures that several authorities take against a merchant, one row each, counted by the decision.",
    ),
    order=60,
    dated="punished_on",
    natural_key=("market", "merchant", "punished_on"),
    columns=(
        number("CJ", "惩戒编号", "Punishment number"),
        AT_MARKET,
        MERCHANT,
        day("punished_on", "惩戒决定日期", "Punished on", "惩戒日期", example="2023-05-29"),
        Column(
            name="measure",
            kind=Kind.TEXT,
            label=Text("惩戒措施", "Measure"),
            required=True,
            aliases=("措施",),
            example="列为重点监管对象",
        ),
        Column(
            name="partners",
            kind=Kind.TEXT,
            label=Text("联合部门", "Partners"),
            aliases=("惩戒部门", "参与部门"),
        ),
        Column(
            name="case",
            kind=Kind.REFERENCE,
            refers_to="cases",
            label=Text("关联案件", "Case"),
            aliases=("立案编号", "案件编号"),
        ),
        day("ends_on", "惩戒截止日期", "Ends on", "截止日期", future=True),
        scan("proof", "惩戒文书", "Decision on the punishment", "文书"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="punishment_not_over_before_it_began",
            column="ends_on",
            broken=lambda: pl.col("ends_on") < pl.col("punished_on"),
            message=Text("惩戒截止早于决定", "over before it began"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
