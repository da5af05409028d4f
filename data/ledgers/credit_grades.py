"""Credit grades (信用分级) of a standardised market's merchants."""

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.market_columns import AT_MARKET, FILED_BY, MERCHANT, REMARK, day, number, scan
from data.texts import Text

GRADES = tuple(Choice(code, Text(f"{code} 级", f"Grade {code}"), (code.upper(), f"{code}类")) for code in "ABCD")

LEDGER = Ledger(
    name="credit_grades",
    title=Text("商户信用分级台账", "Credit grades"),
    definition=Text(
        "对商户的知识产权信用分级，一户一次评定为一条，按评定日期计；以最近一次为准。",
        "Credit grades of merchants, one row a grading, counted by its day; the last one holds.",
    ),
    order=59,
    dated="graded_on",
    natural_key=("market", "merchant", "graded_on"),
    columns=(
        number("XY", "信用评定编号", "Grading number"),
        AT_MARKET,
        MERCHANT,
        day("graded_on", "评定日期", "Graded on", "信用评定日期", example="2023-05-29"),
        Column(
            name="grade",
            kind=Kind.CHOICE,
            choices=GRADES,
            label=Text("信用等级", "Credit grade"),
            required=True,
            aliases=("信用级别", "等级"),
            example="A 级",
        ),
        scan("proof", "信用评定材料", "Proof of the grading", "评定材料"),
        FILED_BY,
        REMARK,
    ),
)
