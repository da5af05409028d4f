"""Admission commitments (准入承诺) that merchants sign with their market."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Ledger, Rule
from data.ledgers.common import CREDIT_CODE
from data.ledgers.market_columns import AT_MARKET, CHANNEL, FILED_BY, MERCHANT, REMARK, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="commitments",
    title=Text("准入承诺台账", "Admission commitments"),
    definition=Text(
        "商户入场签订的知识产权保护承诺，一户一次签订为一条，按签订日期计。",
        "Commitments that merchants sign when they are admitted, one row a signature, counted by its day.",
    ),
    order=54,
    dated="signed_on",
    natural_key=("market", "merchant", "channel", "signed_on"),
    indexes=(("market", "signed_on"),),
    columns=(
        number("CN", "承诺书编号", "Commitment number"),
        AT_MARKET,
        MERCHANT,
        replace(CREDIT_CODE, label=Text("商户信用代码", "Merchant's credit code")),
        CHANNEL,
        day("signed_on", "签订日期", "Signed on", "承诺日期", example="2023-05-29"),
        day("valid_to", "承诺有效期至", "Commitment valid to", "有效期至", future=True),
        scan("scan", "承诺书扫描件", "Scan of the commitment", "扫描件"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="commitment_not_over_before_signed",
            column="valid_to",
            broken=lambda: pl.col("valid_to") < pl.col("signed_on"),
            message=Text("承诺有效期早于签订日期", "over before it was signed"),
            mend=Text("核对两个日期", "check both dates"),
        ),
    ),
)
