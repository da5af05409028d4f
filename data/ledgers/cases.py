"""Enforcement cases, from filing to publication."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup, Rule, not_before
from data.ledgers.common import ADDRESS, CREDIT_CODE, KEY_OBJECTS, MARKET, NOTE, OFFICE, POINT, SECTOR, TOWNSHIP
from data.texts import Text

LAWS = (
    Choice("trademark", Text("商标法", "Trademark Law"), ("中华人民共和国商标法",)),
    Choice("patent", Text("专利法", "Patent Law"), ("中华人民共和国专利法",)),
    Choice("unfair_competition", Text("反不正当竞争法", "Anti-Unfair Competition Law"), ("反法",)),
    Choice("product_quality", Text("产品质量法", "Product Quality Law"), ("质量法",)),
    Choice("food_safety", Text("食品安全法", "Food Safety Law")),
    Choice("drug", Text("药品管理法", "Drug Administration Law")),
    Choice("seed", Text("种子法", "Seed Law")),
    Choice("gi_rules", Text("地理标志产品保护办法", "GI Product Protection Rules"), ("地理标志产品保护规定",)),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

RIGHTS = (
    Choice("trademark", Text("商标", "Trademark"), ("注册商标", "商标权")),
    Choice("patent", Text("专利", "Patent"), ("专利权",)),
    Choice("gi", Text("地理标志", "Geographical indication"), ("地标",)),
    Choice("official_mark", Text("官方标志", "Official mark")),
    Choice("special_mark", Text("特殊标志", "Special mark"), ("奥林匹克标志",)),
    Choice("plant_variety", Text("植物新品种", "Plant variety"), ("品种权",)),
    Choice("none", Text("无", "None"), ("不涉及",)),
)

# 商标一般违法判断标准 第三条
ORDINARY_ACTS = (
    Choice("unregistered", Text("必须使用注册商标而未使用", "No registered mark where one is required")),
    Choice("banned_sign", Text("使用不得作为商标使用的标志", "Using a sign that may be no trademark")),
    Choice(
        "well_known_words", Text("使用驰名商标字样", "Advertising as a well-known trademark"), ("使用“驰名商标”字样",)
    ),
    Choice(
        "licensee_unnamed",
        Text("被许可人未标明名称和产地", "Licensee without name and origin"),
        ("被许可人未标明名称和商品产地",),
    ),
    Choice("mark_altered", Text("自行改变注册事项", "Altering what is registered"), ("自行改变注册商标",)),
    Choice("posing_registered", Text("冒充注册商标", "Posing as a registered trademark")),
    Choice(
        "collective_duty",
        Text("未履行集体、证明商标管理义务", "Collective or certification mark not managed"),
        ("未履行集体商标、证明商标管理义务", "未履行集体/证明商标管理义务"),
    ),
    Choice("printing_duty", Text("未履行商标印制管理义务", "Duties in printing trademarks"), ("商标印制违法",)),
    Choice("bad_faith_filing", Text("恶意申请商标注册", "Filing a trademark in bad faith"), ("恶意商标注册",)),
    Choice("other_trademark", Text("其他商标一般违法", "Other ordinary trademark offence"), ("商标一般违法",)),
)

# 地理标志产品保护办法（令80）第三十条；gi_misuse 为产地外使用名称
GI_ACTS = (
    Choice(
        "gi_misuse",
        Text("擅用地理标志名称", "Using a GI name without right"),
        ("擅自使用地理标志", "产地外使用地理标志名称", "产地外使用名称"),
    ),
    Choice("gi_similar_name", Text("使用相似地理标志名称误导", "Misleading by a similar GI name"), ("相似名称误导",)),
    Choice(
        "gi_translated",
        Text("地理标志名称翻译或附“种、型、式、类、风格”", "GI name translated, or with kind, type, style"),
        ("翻译或“种、型、式、类、风格”",),
    ),
    Choice("gi_substandard", Text("产地内产品不符合标准", "From the area but below the standard"), ("产地内不符标准",)),
    Choice("gi_mark_misuse", Text("冒用专用标志", "Using the GI mark without right"), ("冒用地理标志专用标志",)),
    Choice("gi_mark_similar", Text("使用近似专用标志", "Using a mark like the GI mark"), ("近似标志",)),
    Choice("gi_sale", Text("销售违法使用地理标志的产品", "Selling goods that misuse a GI"), ("销售冒用地理标志产品",)),
    Choice("mark_forgery", Text("伪造专用标志", "Forging the GI mark"), ("伪造地理标志专用标志", "伪造标志")),
    Choice("gi_other", Text("其他地理标志违法", "Other GI offence")),
)

ACTS = (
    Choice(
        "trademark_sale",
        Text("销售侵犯注册商标专用权商品", "Selling goods that infringe a trademark"),
        ("销售侵权商品",),
    ),
    Choice(
        "trademark_use", Text("擅自使用注册商标", "Using a trademark without licence"), ("商标侵权", "未经许可使用商标")
    ),
    Choice(
        "trademark_bag", Text("散装水泥灌装他人商标袋", "Bulk cement in another's branded bags"), ("灌装他人商标袋",)
    ),
    Choice(
        "counterfeit_goods", Text("生产销售假冒伪劣商品", "Making or selling counterfeits"), ("假冒伪劣", "伪劣商品")
    ),
    Choice("fake_patent", Text("假冒专利", "Passing off a patent")),
    *ORDINARY_ACTS,
    *GI_ACTS,
    Choice("seed_label", Text("套包套牌种子", "Seeds in another's packaging"), ("套包种子", "套牌种子")),
    Choice("confusion", Text("混淆行为", "Passing off"), ("仿冒混淆",)),
    Choice("agency", Text("代理违法行为", "Unlawful agency"), ("商标代理违法", "专利代理违法")),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

CHANNELS = (
    Choice("shop", Text("线下门店", "Shop"), ("门店", "线下")),
    Choice("market", Text("市场摊位", "Market stall"), ("市场", "摊位", "实体市场")),
    Choice("online", Text("线上", "Online"), ("网络", "电商", "网店", "互联网")),
    Choice("production", Text("生产环节", "Production"), ("生产", "加工点", "窝点")),
    Choice("exhibition", Text("展会", "Exhibition"), ("会展",)),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

SOURCES = (
    Choice("report", Text("举报", "Report"), ("投诉举报", "群众举报")),
    Choice("hotline", Text("12345", "12345 hotline"), ("12345热线", "热线")),
    Choice("transfer", Text("移送", "Transferred in"), ("移交", "部门移送")),
    Choice("procurator", Text("检察意见", "Procuratorial opinion"), ("检察建议",)),
    Choice("inspection", Text("检查", "Inspection"), ("日常检查", "监督检查")),
    Choice("holder", Text("权利人投诉", "Rights holder"), ("权利人举报", "品牌投诉")),
)

OUTCOMES = (
    Choice("fine", Text("罚款", "Fine")),
    Choice("confiscation", Text("没收", "Confiscation"), ("没收侵权商品", "没收违法所得")),
    Choice("warning", Text("警告", "Warning"), ("责令改正",)),
    Choice("no_penalty", Text("不予处罚", "No penalty"), ("免予处罚", "免罚")),
    Choice("withdrawn", Text("撤案", "Case dropped"), ("销案",)),
    Choice("transferred", Text("移送", "Transferred"), ("移送公安", "移送司法")),
)

RECEIVERS = (
    Choice("police", Text("公安机关", "Police"), ("公安", "公安局")),
    Choice("agriculture", Text("农业农村部门", "Agriculture authority"), ("农业农村委", "农业部门", "农委")),
    Choice("procurator", Text("检察机关", "Procuratorate"), ("检察院",)),
    Choice("culture", Text("文化执法部门", "Culture enforcement"), ("文旅局", "文化部门")),
    Choice("other", Text("其他部门", "Other authority"), ("其他", "异地市场监管部门")),
)


def _date(name: str, zh: str, en: str, aliases: tuple[str, ...], note: Text | None = None, example: str = "") -> Column:
    """A date column; one with an example is required."""
    return Column(
        name=name,
        kind=Kind.DATE,
        label=Text(zh, en),
        aliases=aliases,
        note=note,
        example=example,
        required=bool(example),
    )


def _money(name: str, zh: str, en: str, aliases: tuple[str, ...] = (), note: Text | None = None) -> Column:
    return Column(name=name, kind=Kind.MONEY, unit="元", minimum=0, label=Text(zh, en), aliases=aliases, note=note)


OPENED = Event(name="opened", date="opened_on", sums=("reported_value",))
DECIDED = Event(
    name="decided",
    date="decided_on",
    sums=("goods_value", "illegal_turnover", "illegal_gains", "fine", "confiscated", "recovered"),
    since="opened_on",
    without="excluded_days",
)
CLOSED = Event(name="closed", date="closed_on", since="opened_on", without="excluded_days")
TRANSFERRED = Event(name="transferred", date="transferred_on")
FOUND = Event(name="found_to_opened", date="opened_on", since="found_on")
PUBLISHED = Event(name="decided_to_published", date="published_on", since="decided_on")
COUNTED = (OPENED, DECIDED, CLOSED, TRANSFERRED)


def _counted_only(*events: Event) -> tuple[Event, ...]:
    return tuple(replace(event, since="", without="") for event in events)


LEDGER = Ledger(
    name="cases",
    title=Text("案件台账", "Cases"),
    definition=Text(
        "依法立案查处的侵权假冒案件；立案按立案日期计，办结按结案日期计。",
        "Cases opened against infringement and counterfeits; opened counts by filing date, closed by closing date.",
    ),
    order=20,
    dated="opened_on",
    reported_by=("brigade", "office"),
    indexes=(
        ("opened_on", "closed_on"),
        ("closed_on", "opened_on"),
        ("market", "opened_on"),
        ("office", "opened_on"),
        # Every event's date has one: the days of a month that an as-of day cuts are counted from the rows.
        ("decided_on",),
        ("transferred_on",),
        ("published_on",),
    ),
    rollups=(
        Rollup(name="case_days", grain="day", by=("sector", "office"), events=_counted_only(*COUNTED)),
        Rollup(
            name="case_months",
            grain="month",
            by=("sector", "office", "right", "act", "channel"),
            events=_counted_only(*COUNTED),
        ),
        Rollup(name="case_places", grain="month", by=("sector", "township", "market"), events=_counted_only(OPENED)),
        Rollup(name="case_receivers", grain="month", by=("sector", "receiver"), events=_counted_only(TRANSFERRED)),
        Rollup(
            name="case_spans",
            grain="month",
            by=("sector", "office"),
            events=tuple(replace(event, sums=()) for event in (FOUND, DECIDED, CLOSED, PUBLISHED)),
        ),
    ),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("立案编号", "Filing number"),
            required=True,
            key=True,
            searched=True,
            aliases=("案件编号", "立案号", "案号"),
            note=Text("简易程序填处罚决定书文号。", "For the summary procedure: the decision number."),
            example="示例立〔2023〕1号",
        ),
        Column(
            name="decision_number",
            kind=Kind.IDENTIFIER,
            check="decision_number",
            label=Text("决定书文号", "Decision number"),
            searched=True,
            aliases=(
                "处罚决定书文号",
                "处罚文号",
                "处罚决定文号",
                "行政处罚决定书文号",
                "行政处罚决定文号",
                "行政处罚决定书号",
            ),
            note=Text("作出决定前留空；格式：代字〔年份〕序号号。", "Empty until decided; format 代字〔YYYY〕N号."),
        ),
        Column(
            name="title",
            kind=Kind.TEXT,
            label=Text("案件名称", "Title"),
            required=True,
            searched=True,
            hidden_until="decided_on",
            personal=True,
            aliases=("案名", "案件名"),
            example="示例商行销售侵犯注册商标专用权商品案",
        ),
        Column(
            name="party",
            kind=Kind.PERSON,
            label=Text("当事人", "Party"),
            personal=True,
            hidden_until="decided_on",
            searched=True,
            aliases=("当事人名称", "被处罚人", "涉案主体", "当事人姓名"),
            example="示例商行",
        ),
        replace(
            CREDIT_CODE,
            label=Text("当事人信用代码", "Party's credit code"),
            aliases=(*CREDIT_CODE.aliases, CREDIT_CODE.label.zh),
            hidden_until="decided_on",
        ),
        Column(
            name="act",
            kind=Kind.CHOICE,
            choices=ACTS,
            label=Text("案由", "Unlawful act"),
            required=True,
            aliases=("违法行为", "案由类别"),
            example="销售侵犯注册商标专用权商品",
        ),
        Column(
            name="law",
            kind=Kind.CHOICE,
            choices=LAWS,
            label=Text("适用法律", "Law"),
            required=True,
            aliases=("法律依据", "法律", "违反法律"),
            example="商标法",
        ),
        Column(
            name="right",
            kind=Kind.CHOICE,
            choices=RIGHTS,
            label=Text("权利类型", "Right"),
            required=True,
            aliases=("知识产权类型", "权利种类"),
            example="商标",
        ),
        Column(
            name="key_object",
            kind=Kind.CHOICE,
            choices=KEY_OBJECTS,
            label=Text("重点保护对象", "Key object"),
            aliases=("重点对象",),
        ),
        SECTOR,
        Column(
            name="product_group",
            kind=Kind.CHOICE,
            choices="product-groups",
            label=Text("地理标志产品组别", "GI product group"),
            aliases=("产品组别", "地理标志产品类别"),
        ),
        replace(ADDRESS, hidden_until="decided_on", personal=True),
        TOWNSHIP,
        MARKET,
        replace(POINT, hidden_until="decided_on", personal=True),
        OFFICE,
        Column(
            name="channel",
            kind=Kind.CHOICE,
            choices=CHANNELS,
            label=Text("发生渠道", "Channel"),
            required=True,
            aliases=("渠道", "销售渠道", "环节"),
            example="市场摊位",
        ),
        Column(
            name="source",
            kind=Kind.CHOICE,
            choices=SOURCES,
            label=Text("案件来源", "Source"),
            required=True,
            aliases=("来源", "线索来源"),
            example="检查",
        ),
        _date("found_on", "发现日期", "Found on", ("发现时间", "线索日期", "发现线索日期")),
        _date("opened_on", "立案日期", "Opened on", ("立案时间", "立案日"), example="2023-05-29"),
        _date("concluded_on", "调查终结日期", "Investigation concluded", ("调查终结", "调查终结时间")),
        _date("decided_on", "决定日期", "Decided on", ("处罚决定日期", "处罚日期", "决定时间")),
        _date(
            "closed_on",
            "结案日期",
            "Closed on",
            ("结案时间", "办结日期", "办结时间"),
            Text("办结只以此日期为准。", "A case counts as closed only by this date."),
        ),
        _date("published_on", "公示日期", "Published on", ("双公示日期", "公开日期")),
        Column(
            name="excluded_days",
            kind=Kind.COUNT,
            minimum=0,
            maximum=2000,
            unit="日",
            label=Text("扣除天数", "Excluded days"),
            aliases=("不计入期限天数", "检验鉴定天数"),
            note=Text(
                "检验、检测、鉴定、听证、中止等不计入办案期限的天数。",
                "Days that do not count: testing, hearing, suspension.",
            ),
        ),
        Column(
            name="extended",
            kind=Kind.YES_NO,
            label=Text("是否延期", "Extended"),
            aliases=("延期", "经批准延期"),
        ),
        Column(
            name="outcomes",
            kind=Kind.CHOICES,
            choices=OUTCOMES,
            label=Text("处理结果", "Outcomes"),
            aliases=("处罚结果", "处理方式", "处罚种类"),
        ),
        _money("goods_value", "货值金额", "Value of goods", ("货值",)),
        _money("illegal_turnover", "违法经营额", "Illegal turnover", ("非法经营额",)),
        _money("illegal_gains", "违法所得", "Illegal gains", ("违法所得金额",)),
        _money(
            "reported_value",
            "涉案金额",
            "Reported amount",
            ("案值", "涉案价值"),
            Text(
                "单位上报口径，不等于货值金额、违法经营额或违法所得。", "As reported; none of the three legal amounts."
            ),
        ),
        _money("fine", "罚款金额", "Fine", ("罚款", "罚款额")),
        _money("confiscated", "没收金额", "Confiscated", ("没收违法所得金额", "没收款", "没收")),
        _money("recovered", "挽回损失", "Losses recovered", ("挽回经济损失", "挽回损失金额")),
        Column(
            name="receiver",
            kind=Kind.CHOICE,
            choices=RECEIVERS,
            label=Text("移送机关", "Transferred to"),
            aliases=("移送部门", "移送单位", "移送至"),
        ),
        _date("transferred_on", "移送日期", "Transferred on", ("移送时间",)),
        Column(
            name="answer",
            kind=Kind.TEXT,
            label=Text("移送回复", "Receiver's answer"),
            hidden_until="decided_on",
            personal=True,
            aliases=("回复情况", "移送反馈"),
        ),
        Column(
            name="rural_market", kind=Kind.YES_NO, label=Text("农村市场", "Rural market"), aliases=("是否农村市场",)
        ),
        Column(
            name="foreign_holder",
            kind=Kind.YES_NO,
            label=Text("外资权利人", "Foreign rights holder"),
            aliases=("是否外资权利人", "涉外"),
        ),
        Column(
            name="key_market",
            kind=Kind.YES_NO,
            label=Text("重点实体市场", "Key physical market"),
            aliases=("是否重点实体市场",),
        ),
        replace(NOTE, hidden_until="decided_on", personal=True, searched=True),
    ),
    rules=(
        not_before("opened_on", "found_on", "立案日期早于发现日期", "opened before it was found"),
        not_before("concluded_on", "opened_on", "调查终结早于立案", "concluded before it was opened"),
        not_before("decided_on", "opened_on", "决定日期早于立案", "decided before it was opened"),
        not_before("closed_on", "opened_on", "结案日期早于立案", "closed before it was opened"),
        not_before("published_on", "decided_on", "公示日期早于决定", "published before it was decided"),
        Rule(
            name="decision_number_without_decision",
            column="decision_number",
            broken=lambda: pl.col("decision_number").is_not_null() & pl.col("decided_on").is_null(),
            message=Text("有决定书文号而无决定日期", "a decision number without a date of decision"),
            mend=Text("填写决定日期，或删去文号", "enter the date, or remove the number"),
        ),
        Rule(
            name="transfer_complete",
            column="receiver",
            broken=lambda: pl.col("transferred_on").is_not_null() & pl.col("receiver").is_null(),
            message=Text("有移送日期而无移送机关", "a date of transfer without a receiver"),
            mend=Text("填写移送机关", "enter the receiving authority"),
        ),
        Rule(
            name="variety_not_own",
            column="right",
            broken=lambda: (pl.col("right") == "plant_variety") & (pl.col("receiver").fill_null("") != "agriculture"),
            message=Text(
                "植物新品种案件由农业农村部门管辖，本局只计移送",
                "variety-right cases belong to the agriculture authority; only transfers count here",
            ),
            mend=Text(
                "移送机关填“农业农村部门”，或更正权利类型", "enter the agriculture authority, or correct the right"
            ),
        ),
    ),
)
