"""Batches that a reviewer has looked at (已核); rows of other batches count, but as 未核."""

from data.ledgers.columns import Column, Kind, Ledger
from data.texts import Text

LEDGER = Ledger(
    name="reviews",
    title=Text("核对记录", "Reviews"),
    definition=Text("审核人核对过的批次；一批次一条。", "Batches that a reviewer has checked, one row each."),
    own=True,
    order=7,
    columns=(
        Column(
            name="batch",
            kind=Kind.IDENTIFIER,
            label=Text("提交号", "Commit"),
            required=True,
            key=True,
            example="12",
        ),
        Column(name="by", kind=Kind.PERSON, label=Text("核对人", "By"), personal=True),
        Column(name="at", kind=Kind.INSTANT, label=Text("核对时间", "At")),
        Column(name="remark", kind=Kind.TEXT, label=Text("核对意见", "Remark")),
    ),
)
