"""Cases recommended to the superior as typical or guiding ones."""

from data.ledgers.columns import Choice, Event, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, one_of, words
from data.texts import Text

KINDS = (
    Choice("typical", Text("典型案例", "Typical case"), ("典型", "典型案件")),
    Choice("guiding", Text("指导案例", "Guiding case"), ("指导", "指导性案例")),
)

LEDGER = Ledger(
    name="recommended_cases",
    title=Text("案例推荐台账", "Recommended cases"),
    definition=Text(
        "向上级推荐的典型案例和指导案例，一案一次为一条，按推荐日期计。",
        "Typical and guiding cases recommended to the superior, one row each time, counted by the day.",
    ),
    order=84,
    dated="recommended_on",
    natural_key=("office", "recommended_on", "kind", "title"),
    indexes=(("recommended_on",),),
    rollups=days_of("recommended_cases", Event(name="recommended", date="recommended_on"), by=("kind",)),
    columns=(
        number("TJA", "推荐编号", "Recommendation number"),
        day("recommended_on", "推荐日期", "Recommended on", "推荐时间", "报送日期", example="2023-05-29"),
        words("title", "推荐案例名称", "Recommended case", "案例名称", example="示例商行商标侵权案", personal=True),
        one_of("kind", KINDS, "案例类别", "Kind of case", "案例类型", "推荐类别", example="典型案例"),
        words("to", "推荐至", "Recommended to", "推荐对象", "接收单位"),
        scan("proof", "推荐材料", "Proof of the recommendation", "推荐函"),
        FILED_BY,
        REMARK,
    ),
)
