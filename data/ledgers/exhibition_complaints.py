"""Complaints that holders of rights make at an exhibition, in hours."""

from data.ledgers.columns import Choice, Column, Kind, Ledger, not_before
from data.ledgers.market_columns import FILED_BY, REMARK, day, number
from data.ledgers.show_columns import AT_EXHIBITION
from data.texts import Text

MEASURES = (
    Choice("covered", Text("遮盖展品", "Exhibit covered"), ("遮盖",)),
    Choice("removed", Text("撤展", "Exhibit removed"), ("撤下展品", "撤出展品")),
    Choice("leaflets", Text("撤下宣传材料", "Leaflets taken away"), ("撤下宣传册",)),
    Choice("none", Text("未采取措施", "No measure"), ("无",)),
)

RESULTS = (
    Choice("infringing", Text("涉嫌侵权", "Probably infringing"), ("认定涉嫌侵权",)),
    Choice("unfounded", Text("不成立", "Unfounded"), ("投诉不成立",)),
    Choice("withdrawn", Text("撤回投诉", "Withdrawn"), ("撤回",)),
    Choice("transferred", Text("展后移送", "Handed over after the show"), ("移送",)),
)


def _instant(name: str, zh: str, en: str, *aliases: str, example: str = "") -> Column:
    """A point in time; one with an example is required."""
    return Column(
        name=name,
        kind=Kind.INSTANT,
        label=Text(zh, en),
        aliases=aliases,
        required=bool(example),
        example=example,
    )


LEDGER = Ledger(
    name="exhibition_complaints",
    title=Text("展会投诉台账", "Exhibition complaints"),
    definition=Text(
        "展会现场的知识产权投诉，一件为一条；移交和答辩以小时计，展后立案以工作日计。不记投诉人。",
        "Complaints on intellectual property at a show, one row each; handing over and answering run in hours, "
        "opening a case after the show in working days. Who complains is not kept.",
    ),
    order=98,
    natural_key=("exhibition", "received_at", "booth"),
    columns=(
        number("ZHT", "展会投诉编号", "Complaint number"),
        AT_EXHIBITION,
        _instant("received_at", "展会投诉时间", "Received at", "投诉时间", example="2023-05-29 09:30"),
        Column(
            name="right_number",
            kind=Kind.IDENTIFIER,
            searched=True,
            label=Text("权利号", "Number of the right"),
            aliases=("权利证书号", "注册号或专利号"),
        ),
        Column(
            name="booth",
            kind=Kind.TEXT,
            personal=True,
            searched=True,
            label=Text("被投诉展位", "Booth"),
            required=True,
            aliases=("展位", "展位号"),
            example="A101",
        ),
        _instant("handed_over_at", "投诉移交时间", "Handed over at", "移交时间"),
        _instant("answered_at", "参展商答辩时间", "Answered at", "展会答辩时间"),
        Column(
            name="measure",
            kind=Kind.CHOICE,
            choices=MEASURES,
            label=Text("展会处置措施", "Measure"),
            aliases=("处置措施", "措施"),
        ),
        Column(
            name="result",
            kind=Kind.CHOICE,
            choices=RESULTS,
            label=Text("展会投诉结果", "Result"),
            aliases=("投诉结果",),
        ),
        day("opened_on", "展后立案日期", "Case opened on", "展会案件立案日期"),
        FILED_BY,
        REMARK,
    ),
    rules=(
        not_before("handed_over_at", "received_at", "移交早于投诉", "handed over before it was received"),
        not_before("answered_at", "received_at", "答辩早于投诉", "answered before it was received"),
    ),
)
