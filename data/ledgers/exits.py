"""Merchants that had to leave a market because of counterfeits (假冒离场)."""

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.market_columns import AT_MARKET, FILED_BY, MERCHANT, REMARK, day, number, scan
from data.texts import Text

REASONS = (
    Choice("counterfeit", Text("销售假冒商品", "Sold counterfeits"), ("售假", "假冒")),
    Choice("repeated", Text("屡次侵权", "Infringed again and again"), ("多次侵权", "重复侵权")),
    Choice("refused", Text("拒签承诺", "Refused the commitment"), ("拒不承诺",)),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

LEDGER = Ledger(
    name="exits",
    title=Text("假冒离场台账", "Counterfeit exits"),
    definition=Text(
        "因侵权假冒被清退的商户，一户一次为一条，按离场日期计。",
        "Merchants made to leave over infringement, one row each, counted by the day they left.",
    ),
    order=56,
    dated="exited_on",
    natural_key=("market", "merchant", "exited_on"),
    columns=(
        number("LC", "离场记录编号", "Exit number"),
        AT_MARKET,
        MERCHANT,
        day("exited_on", "离场日期", "Left on", "清退日期", example="2023-05-29"),
        Column(
            name="reason",
            kind=Kind.CHOICE,
            choices=REASONS,
            label=Text("离场原因", "Reason for leaving"),
            required=True,
            aliases=("清退原因",),
            example="销售假冒商品",
        ),
        Column(
            name="case",
            kind=Kind.REFERENCE,
            refers_to="cases",
            label=Text("关联案件", "Case"),
            aliases=("立案编号", "案件编号"),
        ),
        Column(
            name="settled",
            kind=Kind.YES_NO,
            label=Text("善后办结", "Settled"),
            aliases=("是否办结", "是否结清"),
            example="是",
        ),
        scan("proof", "离场凭证", "Proof of the exit", "清退凭证"),
        FILED_BY,
        REMARK,
    ),
)
