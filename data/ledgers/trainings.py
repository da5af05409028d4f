"""Trainings in enforcement that the bureau organises for its own people."""

from data.ledgers.columns import Column, Event, Kind, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, tally, words
from data.texts import Text

LEDGER = Ledger(
    name="trainings",
    title=Text("执法业务培训台账", "Enforcement trainings"),
    definition=Text(
        "面向一线市场监管人员的商标、专利执法业务培训，一场为一条，按培训日期计；面向市场和商户的填市场培训台账。",
        "Trainings of the bureau's own staff, one row each, counted by the day; markets have their own ledger.",
    ),
    order=73,
    dated="held_on",
    natural_key=("office", "held_on", "topic"),
    indexes=(("held_on",),),
    rollups=days_of("trainings", Event(name="held", date="held_on", sums=("people",))),
    columns=(
        number("YPX", "业务培训编号", "Enforcement training number"),
        day("held_on", "业务培训日期", "Training day", "培训日期", "培训时间", "举办日期", example="2023-05-29"),
        words(
            "topic", "业务培训主题", "Topic of the training", "培训内容", "培训主题", "课程", example="商标侵权判断标准"
        ),
        words("units", "参训单位", "Units trained", "参加单位", "培训对象"),
        tally("people", "参训人数", "People trained", "人", "参训人次", "培训人数", example="20"),
        Column(
            name="hours",
            kind=Kind.DECIMAL,
            minimum=0,
            unit="学时",
            label=Text("培训学时", "Hours of training"),
            aliases=("学时", "课时"),
            example="4",
        ),
        scan("proof", "培训签到及课件", "Proof of the enforcement training", "签到表", "培训通知"),
        FILED_BY,
        REMARK,
    ),
)
