"""Visits to companies to make the ways of settling patent disputes known."""

from data.ledgers.columns import Column, Event, Kind, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, tally, words
from data.texts import Text

LEDGER = Ledger(
    name="company_visits",
    title=Text("走访企业台账", "Company visits"),
    definition=Text(
        "深入企业宣传和了解专利纠纷情况的走访，一次为一条，按走访日期计；不是执法检查。",
        "Visits to companies about patent disputes, one row each, counted by the day; they are no inspections.",
    ),
    order=87,
    dated="visited_on",
    natural_key=("office", "visited_on", "company"),
    indexes=(("visited_on",),),
    rollups=days_of("company_visits", Event(name="visited", date="visited_on")),
    columns=(
        number("ZFQ", "走访编号", "Visit number"),
        day("visited_on", "走访日期", "Visited on", "走访时间", example="2023-05-29"),
        Column(
            name="company",
            kind=Kind.PERSON,
            personal=True,
            searched=True,
            label=Text("走访企业", "Company visited"),
            required=True,
            aliases=("企业名称", "企业", "被走访企业"),
            example="示例机械有限公司",
        ),
        words("topic", "走访内容", "Topic of the visit", "走访事项", "宣传内容", example="专利纠纷受理渠道"),
        tally("people", "走访人数", "Officers visiting", "人", "走访人员数", example="2"),
        scan("proof", "走访记录", "Record of the visit", "走访照片"),
        FILED_BY,
        REMARK,
    ),
)
