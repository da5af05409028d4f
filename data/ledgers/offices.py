"""Units of the bureau: sections, the brigade, offices and the complaints centre."""

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.texts import Text

SECTION, BRIGADE, OFFICE, CENTRE = "section", "brigade", "office", "centre"

LEDGER = Ledger(
    name="offices",
    title=Text("单位", "Offices"),
    definition=Text("承担方案任务的内设机构、执法支队、市场监管所和中心。", "Units that carry tasks of the plan."),
    own=True,
    lasting=True,
    order=1,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("单位代码", "Office code"),
            required=True,
            key=True,
            aliases=("代码", "机构代码", "code"),
            example="SLS01",
        ),
        Column(
            name="name",
            kind=Kind.TEXT,
            label=Text("单位名称", "Office name"),
            required=True,
            searched=True,
            aliases=("名称", "机构名称", "全称"),
            example="示例市场监管所",
        ),
        Column(
            name="short_name",
            kind=Kind.TEXT,
            label=Text("简称", "Short name"),
            required=True,
            aliases=("单位简称",),
            example="示例所",
        ),
        Column(
            name="former_names",
            kind=Kind.TEXT,
            label=Text("曾用名", "Former names"),
            note=Text("多个用“;”分开。", "Separate several with ;"),
            aliases=("原名", "曾用名称"),
        ),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            label=Text("单位类别", "Kind of office"),
            required=True,
            choices=(
                Choice(SECTION, Text("科室", "Section"), ("科",)),
                Choice(BRIGADE, Text("支队", "Brigade"), ("执法支队",)),
                Choice(OFFICE, Text("市场监管所", "Market-supervision office"), ("所",)),
                Choice(CENTRE, Text("中心", "Centre"), ("投举中心",)),
            ),
            aliases=("类别",),
            example="市场监管所",
        ),
        Column(
            name="townships",
            kind=Kind.CHOICES,
            label=Text("辖区街镇", "Townships"),
            choices="townships",
            aliases=("辖区", "街镇"),
            example="杨柳青镇",
        ),
    ),
)
