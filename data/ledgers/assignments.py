"""Headers and choice values a person assigned by hand, remembered for that office and ledger."""

from data.ledgers.columns import Choice, Column, Kind, Ledger
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
        Column(
            name="office",
            kind=Kind.REFERENCE,
            refers_to="offices",
            label=Text("单位", "Office"),
            required=True,
            key=True,
            example="执法支队",
        ),
        Column(
            name="ledger",
            kind=Kind.IDENTIFIER,
            label=Text("台账", "Ledger"),
            required=True,
            key=True,
            example="cases",
        ),
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
