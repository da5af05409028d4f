"""Headers and choice values a person assigned by hand, remembered for that office and ledger."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.common import LEDGER_NAME, OFFICE
from data.texts import Text

HEADER, VALUE, IGNORED = "header", "value", "ignored"

LEDGER = Ledger(
    name="assignments",
    title=Text("对应关系", "Assignments"),
    definition=Text(
        "人工指定的表头与列、取值与选项的对应关系，按单位和台账记忆，可撤销。",
        "Headers and values assigned by hand, remembered for an office and ledger, and reversible.",
    ),
    own=True,
    lasting=True,
    order=6,
    columns=(
        replace(OFFICE, label=Text("单位", "Office"), aliases=(), key=True),
        LEDGER_NAME,
        Column(
            name="kind",
            kind=Kind.CHOICE,
            label=Text("种类", "Kind"),
            required=True,
            key=True,
            choices=(
                Choice(HEADER, Text("表头", "Header")),
                Choice(VALUE, Text("取值", "Value")),
                Choice(IGNORED, Text("不采用的表头", "Header left out")),
            ),
            example="表头",
        ),
        Column(
            name="column", kind=Kind.IDENTIFIER, label=Text("列", "Column"), key=True, required=True, example="fine"
        ),
        Column(name="text", kind=Kind.TEXT, label=Text("原文", "Text"), required=True, key=True, example="处罚金额"),
        Column(name="target", kind=Kind.TEXT, label=Text("对应", "Target"), required=True, example="fine"),
    ),
)
