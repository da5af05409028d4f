"""Columns that the ledgers of the geographical indication share."""

from data.ledgers.columns import Choice, Column, Kind
from data.texts import Text

GI_PRODUCT, CERTIFICATION_MARK, AGRICULTURAL_GI = "gi_product", "certification_mark", "agricultural_gi"

# Three systems with three laws and three registers: a product may stand in each of them.
SYSTEMS = (
    Choice(GI_PRODUCT, Text("地理标志产品", "GI product"), ("地标产品", "国家地理标志产品")),
    Choice(CERTIFICATION_MARK, Text("证明商标", "Certification mark"), ("地理标志证明商标",)),
    Choice(AGRICULTURAL_GI, Text("农产品地理标志", "Agricultural GI"), ("AGI", "农产品地标")),
)

SEASON = Column(
    name="season",
    kind=Kind.IDENTIFIER,
    check="season",
    label=Text("产季", "Season"),
    required=True,
    aliases=("季", "种植季", "生产季", "年度产季"),
    example="2025-2026",
    note=Text(
        "跨年书写，如 2025-2026；自 7 月 1 日至次年 6 月 30 日。", "Two years: 2025-2026, from 1 July to 30 June."
    ),
)

USER = Column(
    name="user",
    kind=Kind.REFERENCE,
    refers_to="mark_users",
    label=Text("用标主体", "Mark user"),
    aliases=("用标主体代码", "用标主体编号", "用标企业", "专用标志使用人", "主体代码"),
    example="YB001",
)

STANDARD_CODE = Column(
    name="standard_code",
    kind=Kind.TEXT,
    label=Text("执行标准号", "Standard"),
    aliases=("标准号", "标准代号", "产品标准", "专用标志标准号"),
)
