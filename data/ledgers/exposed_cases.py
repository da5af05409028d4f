"""Typical cases that were made public to warn others."""

from data.ledgers.columns import Event, Ledger
from data.ledgers.common import SECTOR
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import CASE, days_of, words
from data.texts import Text

LEDGER = Ledger(
    name="exposed_cases",
    title=Text("典型案例曝光台账", "Exposed cases"),
    definition=Text(
        "向社会曝光的知识产权执法典型案例，一案一次为一条，按曝光日期计。",
        "Typical cases made public, one row each time, counted by the day.",
    ),
    order=81,
    dated="exposed_on",
    natural_key=("office", "exposed_on", "title"),
    indexes=(("exposed_on",),),
    rollups=days_of("exposed_cases", Event(name="exposed", date="exposed_on"), by=("sector",)),
    columns=(
        number("BGA", "曝光编号", "Exposure number"),
        day("exposed_on", "曝光日期", "Exposed on", "曝光时间", "公布日期", example="2023-05-29"),
        words(
            "title", "曝光案例名称", "Exposed case", "案例名称", "典型案例", example="示例商行商标侵权案", personal=True
        ),
        SECTOR,
        words("media", "曝光媒体", "Medium of the exposure", "媒体", "发布渠道"),
        CASE,
        scan("proof", "曝光材料", "Proof of the exposure", "网页截图", "报道截图"),
        FILED_BY,
        REMARK,
    ),
)
