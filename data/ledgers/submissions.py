"""Who has handed in what for which period, and up to which day; without a submission a period reads "not reported"."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.common import LEDGER_NAME, OFFICE
from data.texts import Text

HAS_ROWS, NOTHING = "rows", "nothing"

LEDGER = Ledger(
    name="submissions",
    title=Text("报送记录", "Submissions"),
    definition=Text(
        "每单位每台账每月一条：有数据或零报告，以及报到哪一天。报到当月最后一天，这个月才算已报；只入库几行、没有说明报到哪一天的，不算报送。",
        "One row a unit, ledger and month: with rows or nothing to report, and up to which day. A month counts as "
        "handed in once it is reported up to its last day; rows that came in without a word on that are no report.",
    ),
    own=True,
    order=5,
    columns=(
        replace(OFFICE, label=Text("报送单位", "Office"), aliases=(), key=True),
        LEDGER_NAME,
        Column(
            name="period",
            kind=Kind.PERIOD,
            label=Text("报送期间", "Period"),
            required=True,
            key=True,
            example="2023-05",
        ),
        Column(
            name="content",
            kind=Kind.CHOICE,
            label=Text("报送内容", "Content"),
            required=True,
            choices=(
                Choice(HAS_ROWS, Text("有数据", "With rows")),
                Choice(NOTHING, Text("零报告", "Nothing to report"), ("无数据",)),
            ),
            example="零报告",
        ),
        Column(
            name="until",
            kind=Kind.DATE,
            label=Text("报至", "Up to"),
            note=Text("空着表示全月", "Empty means the whole month"),
            example="2023-05-31",
        ),
        Column(name="by", kind=Kind.PERSON, label=Text("报送人", "By"), personal=True),
        Column(name="at", kind=Kind.INSTANT, label=Text("报送时间", "At")),
    ),
)
