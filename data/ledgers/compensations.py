"""Advance compensation (先行赔偿): what is paid into the market's fund, and the claims paid from it."""

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.market_columns import AT_MARKET, FILED_BY, REMARK, day, number, scan
from data.texts import Text

FUND, CLAIM = "fund", "claim"
KINDS = (
    Choice(FUND, Text("资金缴存", "Paid in"), ("缴存", "资金存入")),
    Choice(CLAIM, Text("先行赔付", "Claim"), ("赔付", "赔偿")),
)

LEDGER = Ledger(
    name="compensations",
    title=Text("先行赔偿台账", "Advance compensation"),
    definition=Text(
        "先行赔偿资金的缴存和赔付，一笔为一条，按发生日期计。",
        "Payments into the fund and claims paid from it, one row each, counted by its day.",
    ),
    order=55,
    dated="happened_on",
    natural_key=("market", "kind", "happened_on", "complaint", "amount"),
    columns=(
        number("PC", "赔偿记录编号", "Compensation number"),
        AT_MARKET,
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("赔偿记录类别", "Paid in or claim"),
            required=True,
            aliases=("缴存/赔付",),
            example="资金缴存",
        ),
        day("happened_on", "缴存或赔付日期", "Paid on", "发生日期", "赔付日期", example="2023-05-29"),
        Column(
            name="amount",
            kind=Kind.MONEY,
            unit="元",
            minimum=0,
            label=Text("缴存或赔付金额", "Amount"),
            required=True,
            aliases=("金额", "赔付金额", "缴存金额"),
            example="50000",
        ),
        Column(
            name="complaint",
            kind=Kind.REFERENCE,
            refers_to="complaints",
            label=Text("关联投诉", "Complaint"),
            aliases=("投诉编号", "投诉举报编号"),
        ),
        Column(
            name="days_to_pay",
            kind=Kind.COUNT,
            minimum=0,
            unit="日",
            label=Text("赔付用时", "Days to pay"),
            aliases=("赔付天数", "用时"),
        ),
        scan("proof", "缴存或赔付凭证", "Proof of payment", "凭证"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        Rule(
            name="only_claims_take_days",
            column="days_to_pay",
            broken=lambda: (pl.col("kind") == FUND) & pl.col("days_to_pay").is_not_null(),
            message=Text("资金缴存不填赔付用时", "a payment into the fund has no days to pay"),
            mend=Text("删去赔付用时，或更正类别", "leave the days out, or correct the kind"),
        ),
    ),
)
