"""Complaints (投诉) and reports (举报). No column holds the complainant: the board has no use for who it was."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup, Rule
from data.ledgers.common import ADDRESS, CREDIT_CODE, MARKET, OFFICE, SECTOR, TOWNSHIP
from data.texts import Text

CHANNELS = (
    Choice("12315", Text("12315", "12315"), ("12315平台", "全国12315平台")),
    Choice("12345", Text("12345", "12345"), ("12345热线", "政务热线")),
    Choice("letter", Text("来信", "Letter"), ("信件", "邮寄")),
    Choice("visit", Text("来访", "Visit"), ("现场", "上门")),
    Choice("transfer", Text("移交", "Transferred in"), ("转办", "上级交办", "部门移交")),
)

KINDS = (
    Choice("complaint", Text("投诉", "Complaint")),
    Choice("report", Text("举报", "Report")),
)

DECISIONS = (
    Choice("accepted", Text("受理", "Accepted"), ("已受理",)),
    Choice("refused", Text("不予受理", "Refused"), ("不受理",)),
    Choice("opened", Text("立案", "Case opened"), ("予以立案",)),
    Choice("not_opened", Text("不予立案", "No case opened"), ("不立案",)),
)

OUTCOMES = (
    Choice("settled", Text("达成", "Settled"), ("达成调解", "调解成功", "达成协议")),
    Choice("ended", Text("终止", "Ended"), ("终止调解", "调解终止")),
    Choice("transferred", Text("移送", "Transferred"), ("移送其他部门",)),
)

RECEIVED = Event(name="received", date="received_on")
DECIDED = Event(name="decided", date="decided_on", since="received_on")
CLOSED = Event(name="closed", date="closed_on", sums=("recovered",), since="received_on")

LEDGER = Ledger(
    name="complaints",
    title=Text("投诉举报台账", "Complaints and reports"),
    definition=Text(
        "投举中心和各所收到的涉知识产权投诉、举报，按收到日期计。",
        "Complaints and reports on intellectual property, counted by the day they were received.",
    ),
    order=30,
    dated="received_on",
    reported_by=("centre", "office"),
    indexes=(("received_on",), ("market", "received_on"), ("closed_on", "received_on")),
    rollups=(
        Rollup(
            name="complaint_days",
            grain="day",
            by=("sector", "office", "kind"),
            events=(RECEIVED, replace(CLOSED, since="")),
        ),
        Rollup(name="complaint_places", grain="month", by=("sector", "township", "market"), events=(RECEIVED,)),
        Rollup(
            name="complaint_spans",
            grain="month",
            by=("sector", "office", "kind"),
            events=(DECIDED, replace(CLOSED, sums=())),
        ),
    ),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("投诉举报编号", "Number"),
            required=True,
            key=True,
            searched=True,
            aliases=("编号", "登记编号", "工单编号", "工单号"),
            example="SLTS20230529001",
        ),
        Column(
            name="channel",
            kind=Kind.CHOICE,
            choices=CHANNELS,
            label=Text("接收渠道", "Channel"),
            required=True,
            aliases=("渠道", "来源渠道", "来源"),
            example="12315",
        ),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("类别", "Kind"),
            required=True,
            aliases=("投诉/举报", "诉求类型", "类型"),
            example="投诉",
        ),
        Column(
            name="received_on",
            kind=Kind.DATE,
            label=Text("收到日期", "Received on"),
            required=True,
            aliases=("收到时间", "接收日期", "登记日期", "登记时间"),
            example="2023-05-29",
        ),
        Column(
            name="respondent",
            kind=Kind.PERSON,
            personal=True,
            hidden_until="decided_on",
            searched=True,
            label=Text("被投诉举报人", "Respondent"),
            aliases=("被投诉人", "被举报人", "被投诉方", "涉诉主体"),
            example="示例商行",
        ),
        replace(
            CREDIT_CODE,
            label=Text("被投诉举报人信用代码", "Respondent's credit code"),
            aliases=(*CREDIT_CODE.aliases, CREDIT_CODE.label.zh),
            hidden_until="decided_on",
        ),
        replace(ADDRESS, hidden_until="decided_on", personal=True),
        TOWNSHIP,
        MARKET,
        replace(OFFICE, label=Text("承办单位", "Office")),
        Column(
            name="subject",
            kind=Kind.TEXT,
            label=Text("诉求内容", "Subject"),
            personal=True,
            hidden_until="decided_on",
            searched=True,
            aliases=("投诉内容", "举报内容", "诉求事项", "主要内容"),
            example="反映所购商品疑似侵权",
        ),
        SECTOR,
        Column(
            name="decision",
            kind=Kind.CHOICE,
            choices=DECISIONS,
            label=Text("处理决定", "Decision"),
            aliases=("受理情况", "是否受理", "立案情况"),
        ),
        Column(
            name="decided_on",
            kind=Kind.DATE,
            label=Text("决定日期", "Decided on"),
            aliases=("受理日期", "受理时间", "决定时间"),
        ),
        Column(
            name="outcome",
            kind=Kind.CHOICE,
            choices=OUTCOMES,
            label=Text("办理结果", "Outcome"),
            aliases=("处理结果", "调解结果"),
        ),
        Column(
            name="closed_on",
            kind=Kind.DATE,
            label=Text("办结日期", "Closed on"),
            aliases=("办结时间", "结案日期"),
        ),
        Column(
            name="recovered",
            kind=Kind.MONEY,
            unit="元",
            minimum=0,
            label=Text("挽回损失", "Losses recovered"),
            aliases=("挽回经济损失",),
        ),
        Column(
            name="case",
            kind=Kind.REFERENCE,
            refers_to="cases",
            label=Text("关联案件", "Case"),
            aliases=("立案编号", "案件编号", "转案件编号"),
        ),
    ),
    rules=(
        Rule(
            name="decided_not_before_received",
            column="decided_on",
            broken=lambda: pl.col("decided_on") < pl.col("received_on"),
            message=Text("决定日期早于收到日期", "decided before it was received"),
            mend=Text("核对两个日期", "check both dates"),
        ),
        Rule(
            name="closed_not_before_received",
            column="closed_on",
            broken=lambda: pl.col("closed_on") < pl.col("received_on"),
            message=Text("办结日期早于收到日期", "closed before it was received"),
            mend=Text("核对两个日期", "check both dates"),
        ),
        Rule(
            name="decision_fits_kind",
            column="decision",
            broken=lambda: (
                ((pl.col("kind") == "complaint") & pl.col("decision").is_in(["opened", "not_opened"]))
                | ((pl.col("kind") == "report") & pl.col("decision").is_in(["accepted", "refused"]))
            ),
            message=Text(
                "投诉填受理或不予受理，举报填立案或不予立案", "accept or refuse a complaint, open or not on a report"
            ),
            mend=Text("更正类别或处理决定", "correct the kind or the decision"),
        ),
        Rule(
            name="decision_dated",
            column="decided_on",
            broken=lambda: pl.col("decision").is_not_null() & pl.col("decided_on").is_null(),
            message=Text("有处理决定而无决定日期", "a decision without its date"),
            mend=Text("填写决定日期", "enter the date"),
        ),
    ),
)
