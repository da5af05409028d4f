"""Columns that several ledgers share; a ledger says with `dataclasses.replace` what is different there."""

from data.ledgers.columns import Choice, Column, Kind
from data.texts import Text

# What the plan protects first among trademarks (task 6).
KEY_OBJECTS = (
    Choice("well_known", Text("驰名商标", "Well-known trademark")),
    Choice("old_brand", Text("老字号", "Time-honoured brand"), ("中华老字号", "津门老字号")),
    Choice("farm_brand", Text("涉农商标", "Agricultural trademark")),
    Choice("jinnong", Text("津农精品", "Jinnong premium brand"), ("“津农精品”",)),
    Choice("gi", Text("地理标志", "Geographical indication")),
    Choice("official_mark", Text("官方标志", "Official mark")),
    Choice("special_mark", Text("特殊标志", "Special mark"), ("奥林匹克标志",)),
)

OFFICE = Column(
    name="office",
    kind=Kind.REFERENCE,
    refers_to="offices",
    label=Text("承办单位", "Office"),
    required=True,
    aliases=("单位", "办案单位", "办案机构", "承办机构", "责任单位", "监管所", "市场监管所", "所属市场所"),
    example="执法支队",
)

TOWNSHIP = Column(
    name="township",
    kind=Kind.CHOICE,
    choices="townships",
    label=Text("街镇", "Township"),
    required=True,
    aliases=("所属街镇", "街道（镇）", "街道/镇", "乡镇街道", "镇街", "属地"),
    example="杨柳青镇",
)

ADDRESS = Column(
    name="address",
    kind=Kind.TEXT,
    label=Text("地址", "Address"),
    aliases=("详细地址", "住所", "经营地址", "发生地", "地点"),
)

MARKET = Column(
    name="market",
    kind=Kind.REFERENCE,
    refers_to="markets",
    label=Text("所在市场", "Market"),
    aliases=("市场", "市场名称", "所属市场", "市场编号", "涉及市场"),
)

SECTOR = Column(
    name="sector",
    kind=Kind.CHOICE,
    choices="sectors",
    label=Text("行业", "Sector"),
    required=True,
    aliases=("所属行业", "重点行业", "重点领域", "行业类别", "领域"),
    example="食品",
)

POINT = Column(
    name="point",
    kind=Kind.POINT,
    unit="WGS-84",
    label=Text("坐标", "Coordinates"),
    aliases=("经纬度", "坐标位置", "位置坐标", "坐标点"),
    note=Text(
        "经度,纬度；坐标系写在表头括号内（WGS-84、CGCS2000、GCJ-02、BD-09 或 EPSG:4548），入库时统一换算为 WGS-84。",
        "longitude,latitude; name the system in the header's brackets; it is converted once to WGS-84.",
    ),
)

GEOMETRY = Column(
    name="geometry",
    kind=Kind.GEOMETRY,
    unit="WGS-84",
    label=Text("图形", "Geometry"),
    aliases=("地块图形", "边界图形", "几何图形", "geojson"),
    note=Text(
        "GeoJSON 面，至多 30,000 字符；更大的图形从边界文件导入。坐标系写法同坐标列。",
        "A GeoJSON polygon of up to 30,000 characters; larger ones come as a boundary file. Systems as for points.",
    ),
    example='{"type":"Polygon","coordinates":[[[117.0,39.1],[117.001,39.1],[117.001,39.101],[117.0,39.1]]]}',
)

CREDIT_CODE = Column(
    name="credit_code",
    kind=Kind.IDENTIFIER,
    check="uscc",
    label=Text("统一社会信用代码", "Unified social credit code"),
    aliases=("信用代码", "社会信用代码", "统一信用代码"),
    note=Text("18 位，按 GB 32100 校验。", "18 characters, checked by GB 32100."),
)

LEDGER_NAME = Column(
    name="ledger",
    kind=Kind.IDENTIFIER,
    label=Text("台账", "Ledger"),
    required=True,
    key=True,
    example="cases",
)

NOTE = Column(
    name="note",
    kind=Kind.TEXT,
    label=Text("备注", "Note"),
    aliases=("说明", "备注说明"),
)
