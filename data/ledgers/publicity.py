"""What the bureau does to make intellectual property protection known."""

from data.ledgers.columns import Choice, Event, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, one_of, tally, words
from data.texts import Text

KINDS = (
    Choice("consumer_day", Text("3·15", "15 March"), ("3.15", "315", "国际消费者权益日", "3·15国际消费者权益日")),
    Choice("ip_week", Text("4·26", "26 April"), ("4.26", "426", "知识产权宣传周", "4·26知识产权宣传周")),
    Choice("lecture", Text("公益讲座", "Public lecture"), ("讲座", "宣讲")),
    Choice("cases_explained", Text("以案释法", "Law explained by cases"), ("以案说法",)),
    Choice("companies", Text("企业走访", "Visiting companies"), ("走访企业", "入企宣传", "进企业")),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

LEDGER = Ledger(
    name="publicity",
    title=Text("宣传活动台账", "Publicity"),
    definition=Text(
        "知识产权保护宣传活动，一场为一条，按活动日期计。",
        "Events that make the protection of intellectual property known, one row each, counted by the day.",
    ),
    order=80,
    dated="held_on",
    natural_key=("office", "held_on", "kind", "place"),
    indexes=(("held_on",),),
    rollups=days_of("publicity", Event(name="held", date="held_on", sums=("people", "materials")), by=("kind",)),
    columns=(
        number("XCH", "宣传活动编号", "Event number"),
        one_of("kind", KINDS, "宣传形式", "Kind of event", "活动类型", "宣传类型", "活动形式", example="4·26"),
        day("held_on", "宣传日期", "Day of the event", "活动日期", "活动时间", "宣传时间", example="2023-04-26"),
        words("place", "宣传地点", "Place of the event", "活动地点", "地点", example="示例广场"),
        tally("people", "受众人数", "People reached", "人", "参加人数", "咨询人数", example="120"),
        tally("materials", "发放宣传材料", "Materials handed out", "份", "宣传材料", "发放材料", example="300"),
        words("media", "报道媒体", "Media that reported", "媒体报道"),
        scan("proof", "宣传活动材料", "Proof of the event", "活动照片", "现场照片"),
        FILED_BY,
        REMARK,
    ),
)
