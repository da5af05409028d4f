"""Regulated markets: where people trade and the bureau supervises."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.common import ADDRESS, CREDIT_CODE, NOTE, OFFICE, POINT, TOWNSHIP
from data.texts import Text

KINDS = (
    Choice("produce_wholesale", Text("农产品批发", "Produce wholesale"), ("农批", "农产品批发市场", "批发市场")),
    Choice("wet_market", Text("菜市场", "Wet market"), ("农贸市场", "集贸市场", "标准化菜市场")),
    Choice("trade_city", Text("商贸城", "Trade city"), ("小商品市场", "商品城")),
    Choice("mall", Text("商场", "Mall"), ("购物中心", "百货商场")),
    Choice("supermarket", Text("超市", "Supermarket"), ("大型超市", "卖场")),
    Choice("building_materials", Text("建材", "Building materials"), ("建材市场", "家居建材")),
    Choice("vehicles", Text("汽车", "Vehicles"), ("汽车市场", "汽配城", "二手车市场")),
    Choice("flowers", Text("花卉", "Flowers"), ("花卉市场", "花鸟市场")),
    Choice("exhibition", Text("会展", "Exhibition"), ("会展中心", "展馆")),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

LEVELS = (
    Choice("none", Text("无", "None"), ("未培育", "否")),
    Choice("city_cultivation", Text("市级培育", "City, in cultivation"), ("市级培育对象",)),
    Choice("city", Text("市级", "City"), ("市级认定",)),
    Choice("national_cultivation", Text("国家级培育", "National, in cultivation"), ("国家级培育对象",)),
    Choice("national", Text("国家级", "National"), ("国家级认定",)),
)

STATUSES = (
    Choice("open", Text("在营", "Open"), ("营业", "正常", "存续")),
    Choice("suspended", Text("停业", "Suspended"), ("歇业", "暂停营业")),
    Choice("closed", Text("关闭", "Closed"), ("注销", "拆除")),
)

LEDGER = Ledger(
    name="markets",
    title=Text("市场台账", "Markets"),
    definition=Text(
        "辖区内由市场监管所日常监管的商品交易市场、商场、超市和会展场馆。",
        "Commodity markets, malls, supermarkets and exhibition halls under an office's daily supervision.",
    ),
    order=10,
    reported_by=("office",),
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("市场编号", "Market code"),
            required=True,
            key=True,
            searched=True,
            aliases=("编号", "市场代码", "代码"),
            example="SC001",
        ),
        Column(
            name="name",
            kind=Kind.TEXT,
            label=Text("市场名称", "Market name"),
            required=True,
            searched=True,
            aliases=("名称", "市场全称", "场所名称"),
            example="示例菜市场",
        ),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("市场类型", "Kind of market"),
            required=True,
            aliases=("类型", "市场类别", "业态"),
            example="菜市场",
        ),
        Column(
            name="operator",
            kind=Kind.TEXT,
            label=Text("开办单位", "Operator"),
            aliases=("市场开办者", "经营管理单位", "主办单位"),
            example="示例市场管理有限公司",
        ),
        CREDIT_CODE,
        TOWNSHIP,
        replace(ADDRESS, searched=True),
        POINT,
        replace(OFFICE, label=Text("监管单位", "Supervising office"), aliases=(*OFFICE.aliases, "承办单位")),
        Column(
            name="merchants",
            kind=Kind.COUNT,
            label=Text("商户数", "Merchants"),
            unit="户",
            minimum=0,
            aliases=("商户数量", "经营户数", "入驻商户"),
            example="120",
        ),
        Column(
            name="area",
            kind=Kind.DECIMAL,
            label=Text("经营面积", "Area"),
            unit="㎡",
            minimum=0,
            aliases=("面积", "营业面积", "建筑面积"),
            example="3500",
        ),
        Column(
            name="turnover",
            kind=Kind.MONEY,
            label=Text("年交易额", "Yearly turnover"),
            unit="元",
            minimum=0,
            aliases=("年成交额", "交易额", "年营业额"),
        ),
        Column(
            name="online",
            kind=Kind.YES_NO,
            label=Text("线上渠道", "Online channel"),
            aliases=("是否线上经营", "线上经营", "网上销售"),
            example="否",
        ),
        Column(
            name="status",
            kind=Kind.CHOICE,
            choices=STATUSES,
            label=Text("经营状态", "Status"),
            required=True,
            aliases=("状态", "营业状态"),
            example="在营",
        ),
        Column(
            name="level",
            kind=Kind.CHOICE,
            choices=LEVELS,
            label=Text("规范化等级", "Standardised-market level"),
            aliases=("规范化市场等级", "规范化级别", "培育等级"),
            example="无",
        ),
        Column(
            name="level_document",
            kind=Kind.TEXT,
            label=Text("认定文号", "Document number"),
            aliases=("规范化文号", "公布文号"),
        ),
        Column(
            name="level_valid_to",
            kind=Kind.DATE,
            future=True,
            label=Text("认定有效期至", "Title valid to"),
            aliases=("有效期至", "规范化有效期"),
        ),
        NOTE,
    ),
    rules=(
        Rule(
            name="level_document_given",
            column="level_document",
            broken=lambda: pl.col("level").is_in(["city", "national"]) & pl.col("level_document").is_null(),
            message=Text("已认定的市场须写认定文号", "a recognised market needs its document number"),
            mend=Text("填写认定文号，或将等级改为“无”或培育", "enter the number, or change the level"),
        ),
    ),
)
