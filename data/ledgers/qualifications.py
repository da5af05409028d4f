"""People who hold the qualification to enforce intellectual property law, one row a certificate."""

from data.ledgers.columns import Column, Event, Kind, Ledger, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day
from data.ledgers.work_columns import days_of
from data.texts import Text

LEDGER = Ledger(
    name="qualifications",
    title=Text("执法资格台账", "Qualifications"),
    definition=Text(
        "取得知识产权执法资格的人员，一证为一条；换发新证另填一条，人数按人计、不按证计。",
        "Staff qualified to enforce intellectual property law, one row a certificate, a renewed one another row; "
        "people are counted, not certificates.",
    ),
    order=72,
    dated="valid_from",
    indexes=(("valid_from",), ("valid_to",)),
    rollups=days_of("qualifications", Event(name="began", date="valid_from"), Event(name="last_day", date="valid_to")),
    columns=(
        Column(
            name="certificate",
            kind=Kind.IDENTIFIER,
            label=Text("执法证件编号", "Certificate number"),
            required=True,
            key=True,
            searched=True,
            aliases=("证件编号", "执法证号", "证书编号", "资格证号"),
            example="示例执法证001",
        ),
        Column(
            name="person",
            kind=Kind.PERSON,
            personal=True,
            searched=True,
            label=Text("持证人", "Holder"),
            required=True,
            aliases=("姓名", "执法人员", "持证人员", "人员姓名"),
            example="示例人员",
        ),
        day("valid_from", "有效期起", "Valid from", "取得日期", "发证日期", "有效期自", example="2023-05-29"),
        Column(
            name="valid_to",
            kind=Kind.DATE,
            future=True,
            label=Text("有效期止", "Valid to"),
            aliases=("有效期至", "到期日期", "有效期截止"),
            note=Text("含当日；没有期限的留空。", "That day included; empty for one without an end."),
        ),
        FILED_BY,
        REMARK,
    ),
    rules=(not_before("valid_to", "valid_from", "有效期止早于有效期起", "valid to a day before it begins"),),
)
