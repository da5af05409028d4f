"""Disputes over a patent's infringement that the bureau adjudicates or mediates, or passes up."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup, Rule, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.patent_number import DESIGN, INVENTION, UTILITY_MODEL, figures, fits_its_check_digit, kind
from data.texts import Text

ADJUDICATION, MEDIATION = "adjudication", "mediation"
KINDS = (
    Choice(ADJUDICATION, Text("裁决", "Adjudication"), ("行政裁决", "侵权纠纷裁决")),
    Choice(MEDIATION, Text("调解", "Mediation"), ("行政调解", "纠纷调解")),
)

PATENT_KINDS = (
    Choice(INVENTION, Text("发明", "Invention"), ("发明专利",)),
    Choice(UTILITY_MODEL, Text("实用新型", "Utility model"), ("实用新型专利",)),
    Choice(DESIGN, Text("外观设计", "Design"), ("外观设计专利", "外观")),
)

OUTCOMES = (
    Choice("adjudicated", Text("裁决", "Adjudicated"), ("作出裁决",)),
    Choice("mediated", Text("调解", "Mediated"), ("达成调解", "调解结案")),
    Choice("withdrawn", Text("撤回", "Withdrawn"), ("撤回请求", "撤销", "撤案")),
    Choice("dismissed", Text("驳回", "Dismissed"), ("驳回请求",)),
    Choice("refused", Text("不予受理", "Refused"), ("不受理",)),
)

LOCAL = "local"
HANDLED = (
    Choice(LOCAL, Text("本地办理", "Handled here"), ("本区办理", "区级办理")),
    Choice("passed_up", Text("上送", "Passed up"), ("报送市局", "市级办理", "移送市局")),
)


def _party(name: str, zh: str, en: str, *aliases: str) -> Column:
    return Column(
        name=name,
        kind=Kind.PERSON,
        personal=True,
        hidden_until="closed_on",
        searched=True,
        label=Text(zh, en),
        aliases=aliases,
        example="示例有限公司",
    )


LEDGER = Ledger(
    name="patent_disputes",
    title=Text("专利纠纷台账", "Patent disputes"),
    definition=Text(
        "专利侵权纠纷的行政裁决和专利纠纷的行政调解，一件为一条；受理按立案日期计，办结按结案日期计。",
        "Adjudicated and mediated patent disputes, one row each; accepted counts by the day it was opened, "
        "closed by the day it was closed.",
    ),
    order=90,
    dated="requested_on",
    natural_key=("patent_number", "requested_on"),
    rollups=(
        Rollup(
            name="patent_dispute_days",
            grain="day",
            by=("office", "kind", "patent_kind", "handled"),
            events=(
                Event(name="requested", date="requested_on"),
                Event(name="accepted", date="opened_on"),
                Event(name="closed", date="closed_on"),
            ),
        ),
    ),
    columns=(
        number("ZJF", "纠纷编号", "Dispute number"),
        Column(
            name="patent_number",
            kind=Kind.IDENTIFIER,
            hidden_until="closed_on",
            searched=True,
            label=Text("涉案专利号", "Patent number"),
            required=True,
            aliases=("专利号", "涉及专利号"),
            example="ZL202330999999.5",
            note=Text(
                "年份4位、种类1位（1发明、2实用新型、3外观设计、8和9为PCT）、流水号7位、校验位；不符只提示，不拒收。",
                "Year 4, kind 1 (1 invention, 2 utility model, 3 design, 8 and 9 by the PCT), serial 7, check digit; "
                "a doubt is said, nothing is refused.",
            ),
        ),
        Column(
            name="patent_kind",
            kind=Kind.CHOICE,
            choices=PATENT_KINDS,
            label=Text("专利种类", "Kind of patent"),
            required=True,
            aliases=("专利类型", "专利类别"),
            example="外观设计",
        ),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("纠纷办理方式", "Adjudicated or mediated"),
            required=True,
            aliases=("裁决/调解", "纠纷类别"),
            example="裁决",
        ),
        Column(
            name="handled",
            kind=Kind.CHOICE,
            choices=HANDLED,
            label=Text("办理层级", "Handled where"),
            required=True,
            aliases=("本地办理或上送", "是否本地办理"),
            example="本地办理",
        ),
        _party("requester", "请求人", "Requester", "请求人名称", "专利权人"),
        _party("respondent", "被请求人", "Respondent", "被请求人名称"),
        day("requested_on", "请求日期", "Requested on", "收到请求日期", "请求时间", example="2023-05-29"),
        day("opened_on", "纠纷立案日期", "Opened on", "纠纷受理日期"),
        day("sent_on", "副本送达日期", "Sent to the respondent", "请求书送达日期", "发送副本日期"),
        day("answered_on", "答辩日期", "Answered on", "答辩时间", "意见陈述日期"),
        day("closed_on", "纠纷结案日期", "Closed on", "纠纷办结日期"),
        Column(
            name="extended",
            kind=Kind.YES_NO,
            label=Text("纠纷是否延期", "Extended"),
            aliases=("纠纷延期",),
        ),
        Column(
            name="excluded_days",
            kind=Kind.COUNT,
            minimum=0,
            maximum=2000,
            unit="日",
            label=Text("纠纷扣除天数", "Excluded days"),
            aliases=("中止等扣除天数",),
            note=Text(
                "中止、公告、检验鉴定、和解等不计入期限的天数。",
                "Days that do not count: suspension, announcement, testing, settlement.",
            ),
        ),
        Column(
            name="outcome",
            kind=Kind.CHOICE,
            choices=OUTCOMES,
            label=Text("纠纷结果", "Outcome"),
            aliases=("纠纷处理结果", "结案方式"),
        ),
        scan("proof", "裁决书或调解书", "Decision or agreement", "纠纷文书"),
        FILED_BY,
        replace(REMARK, hidden_until="closed_on"),
    ),
    rules=(
        not_before("opened_on", "requested_on", "纠纷立案早于请求", "opened before it was requested"),
        not_before("sent_on", "opened_on", "副本送达早于立案", "sent before it was opened"),
        not_before("answered_on", "sent_on", "答辩早于副本送达", "answered before it was sent"),
        not_before("closed_on", "requested_on", "纠纷结案早于请求", "closed before it was requested"),
        Rule(
            name="outcome_when_closed",
            column="outcome",
            broken=lambda: pl.col("outcome").is_null() != pl.col("closed_on").is_null(),
            message=Text("纠纷结果和结案日期须同时填写", "an outcome and a closing date go together"),
            mend=Text("补填另一项，或都留空", "enter the other, or leave both empty"),
        ),
        Rule(
            name="patent_number_form",
            column="patent_number",
            broken=lambda: figures("patent_number").is_null(),
            message=Text("专利号不是年份4位、种类1位、流水号7位的形式", "not year 4, kind 1, serial 7"),
            mend=Text("与专利登记簿副本或公报核对", "compare it with the register or the gazette"),
            doubt=True,
        ),
        Rule(
            name="patent_number_check_digit",
            column="patent_number",
            broken=lambda: ~fits_its_check_digit("patent_number"),
            message=Text("专利号的校验位与前12位不符", "the check digit does not fit the twelve figures"),
            mend=Text("与专利登记簿副本或公报核对", "compare it with the register or the gazette"),
            doubt=True,
        ),
        Rule(
            name="patent_kind_of_its_digit",
            column="patent_kind",
            broken=lambda: kind("patent_number") != pl.col("patent_kind"),
            message=Text("专利种类与专利号第5位不符", "another kind than the fifth figure of the number says"),
            mend=Text("1、8为发明，2、9为实用新型，3为外观设计", "1, 8 invention; 2, 9 utility model; 3 design"),
            doubt=True,
        ),
    ),
)
