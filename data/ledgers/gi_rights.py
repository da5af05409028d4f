"""The rights in the name: a record for each system, never one flag for all three."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.common import NOTE
from data.ledgers.indication_columns import STANDARD_CODE, SYSTEMS
from data.texts import Text

STATUSES = (
    Choice("applied", Text("申请中", "Applied for"), ("受理", "申报中")),
    Choice("in_force", Text("有效", "In force"), ("已认定", "已注册", "保护中")),
    Choice("ended", Text("已失效", "Ended"), ("撤销", "注销", "终止")),
)

LEDGER = Ledger(
    name="gi_rights",
    title=Text("地理标志权利台账", "GI rights"),
    definition=Text(
        "产品在每一保护制度下的权利，一种制度一条；未核实的内容留空。",
        "The product's right in each system of protection, one row a system; what is not verified stays empty.",
    ),
    order=60,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("权利编号", "Right code"),
            required=True,
            key=True,
            aliases=("权利代码",),
            example="QL001",
        ),
        Column(
            name="product",
            kind=Kind.TEXT,
            label=Text("产品名称", "Product"),
            required=True,
            searched=True,
            aliases=("产品", "地理标志名称"),
            example="示例萝卜",
        ),
        Column(
            name="system",
            kind=Kind.CHOICE,
            choices=SYSTEMS,
            label=Text("保护制度", "System"),
            required=True,
            aliases=("制度", "保护类型", "认定类型"),
            example="地理标志产品",
        ),
        Column(
            name="number",
            kind=Kind.TEXT,
            label=Text("登记或注册号", "Registration number"),
            aliases=("注册号", "登记证书编号", "认定编号"),
        ),
        Column(
            name="announcement",
            kind=Kind.TEXT,
            label=Text("公告号", "Announcement"),
            aliases=("公告文号", "批准公告", "公告编号"),
        ),
        Column(
            name="announced_on",
            kind=Kind.DATE,
            label=Text("公告日期", "Announced on"),
            aliases=("批准日期", "注册日期", "认定日期", "登记日期"),
        ),
        Column(
            name="holder",
            kind=Kind.TEXT,
            label=Text("权利人或申请人", "Holder"),
            searched=True,
            aliases=("权利人", "申请人", "注册人", "证书持有人"),
        ),
        Column(
            name="area_text",
            kind=Kind.TEXT,
            label=Text("保护范围表述", "Wording of the area"),
            aliases=("保护范围", "产地范围", "地域范围"),
            note=Text("照录公告原文。", "As the announcement words it."),
        ),
        replace(STANDARD_CODE, aliases=(*STANDARD_CODE.aliases, "质量技术要求")),
        Column(
            name="status",
            kind=Kind.CHOICE,
            choices=STATUSES,
            label=Text("权利状态", "Status"),
            aliases=("状态", "法律状态"),
        ),
        NOTE,
    ),
)
