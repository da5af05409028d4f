"""What the users of the mark sold under it."""

from dataclasses import replace

from data.ledgers.columns import Column, Kind, Ledger
from data.ledgers.common import NOTE
from data.ledgers.indication_columns import SEASON, USER
from data.texts import Text

LEDGER = Ledger(
    name="sales",
    title=Text("用标销售台账", "Sales under the mark"),
    definition=Text(
        "用标主体各产季带标销售的产品数量，以主体报送为准。",
        "What each user sold under the mark in a season, as the user reports it.",
    ),
    order=65,
    natural_key=("user", "season", "sold_on"),
    indexes=(("season",),),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("销售编号", "Sale number"),
            key=True,
            generated="XS",
            aliases=("销售记录编号",),
            note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
        ),
        replace(USER, required=True),
        SEASON,
        Column(
            name="sold_on",
            kind=Kind.DATE,
            label=Text("统计截止日期", "Counted up to"),
            aliases=("销售日期", "截止日期"),
            example="2026-03-31",
        ),
        Column(
            name="quantity",
            kind=Kind.DECIMAL,
            unit="千克",
            minimum=0,
            label=Text("销售数量", "Quantity sold"),
            required=True,
            aliases=("销量", "带标销售量", "销售量"),
            example="3000",
        ),
        NOTE,
    ),
)
