"""Patent and trademark agencies in the district and their credit commitments. No grade: no rule gives one here."""

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, scan
from data.ledgers.work_columns import days_of, some_of
from data.texts import Text

KINDS = (
    Choice("patent", Text("专利代理", "Patent agency"), ("专利", "专利代理机构")),
    Choice("trademark", Text("商标代理", "Trademark agency"), ("商标", "商标代理机构")),
)

LEDGER = Ledger(
    name="agencies",
    title=Text("代理机构台账", "Agencies"),
    definition=Text(
        "辖区专利、商标代理机构及其信用承诺，一家一条；承诺按提交日期计。不评信用等级。",
        "Patent and trademark agencies of the district, one row each; commitments count by the day of handing in. "
        "No credit grade is given.",
    ),
    order=86,
    indexes=(("commitment_on",), ("reported_on",)),
    rollups=days_of(
        "agencies", Event(name="committed", date="commitment_on"), Event(name="reported", date="reported_on")
    ),
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("代理机构代码", "Agency code"),
            required=True,
            key=True,
            searched=True,
            aliases=("机构代码", "代码"),
            example="SLDL001",
        ),
        Column(
            name="name",
            kind=Kind.PERSON,
            personal=True,
            searched=True,
            label=Text("代理机构名称", "Agency"),
            required=True,
            aliases=("机构名称", "名称"),
            example="示例知识产权代理有限公司",
        ),
        some_of("kind", KINDS, "代理类别", "Kind of agency", "代理业务", "机构类别", example="商标代理"),
        day("commitment_on", "提交信用承诺日期", "Commitment on", "信用承诺日期", "承诺日期", "承诺书日期"),
        day("reported_on", "汇集报送日期", "Reported upward on", "报送市局日期", "报送日期"),
        day("checked_on", "最近检查日期", "Last checked on", "检查日期", "协助检查日期"),
        scan("proof", "信用承诺书", "The commitment", "承诺书扫描件"),
        FILED_BY,
        REMARK,
    ),
    rules=(not_before("reported_on", "commitment_on", "汇集报送早于提交承诺", "reported before it was handed in"),),
)
