"""Trainings on intellectual property held at or for a standardised market."""

from data.ledgers.columns import Column, Kind, Ledger
from data.ledgers.market_columns import AT_MARKET, FILED_BY, REMARK, day, number, scan
from data.texts import Text

LEDGER = Ledger(
    name="market_trainings",
    title=Text("市场培训台账", "Market trainings"),
    definition=Text(
        "面向市场管理人员和商户的知识产权培训，一场为一条，按培训日期计。",
        "Trainings for a market's staff and merchants, one row each, counted by its day.",
    ),
    order=57,
    dated="held_on",
    natural_key=("market", "held_on", "theme"),
    columns=(
        number("PX", "培训编号", "Training number"),
        AT_MARKET,
        day("held_on", "培训日期", "Held on", "培训时间", example="2023-05-29"),
        Column(
            name="theme",
            kind=Kind.TEXT,
            label=Text("培训主题", "Theme of the training"),
            required=True,
            searched=True,
            aliases=("培训内容",),
            example="商标真伪辨识",
        ),
        Column(
            name="attendees",
            kind=Kind.COUNT,
            minimum=0,
            unit="人次",
            label=Text("参训人次", "Attendees"),
            aliases=("参训人数", "培训人数"),
            example="40",
        ),
        scan("proof", "签到及现场材料", "Proof of the training", "签到表"),
        FILED_BY,
        REMARK,
    ),
)
