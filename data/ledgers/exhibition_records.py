"""What the bureau did before, during and after an exhibition."""

from data.ledgers.columns import Choice, Column, Event, Kind, Ledger, Rollup
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.show_columns import AT_EXHIBITION
from data.texts import Text

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES = (
    Choice(BEFORE, Text("展前排查", "Check before the show"), ("展前",)),
    Choice(DURING, Text("展中巡查", "Patrol at the show"), ("展中",)),
    Choice(AFTER, Text("展后追查", "Follow-up after the show"), ("展后",)),
)


def _count(name: str, unit: str, zh: str, en: str, *aliases: str, example: str = "") -> Column:
    return Column(
        name=name, kind=Kind.COUNT, minimum=0, unit=unit, label=Text(zh, en), aliases=aliases, example=example
    )


LEDGER = Ledger(
    name="exhibition_records",
    title=Text("展会工作记录", "Exhibition records"),
    definition=Text(
        "展前排查、展中巡查、展后追查，一次为一条，按工作日期计。",
        "Checks before, patrols during and follow-ups after a show, one row each, counted by its day.",
    ),
    order=97,
    dated="done_on",
    natural_key=("exhibition", "phase", "done_on", "office"),
    rollups=(
        Rollup(
            name="exhibition_record_days",
            grain="day",
            by=("office", "phase"),
            events=(Event(name="done", date="done_on", sums=("people", "checked", "found")),),
        ),
    ),
    columns=(
        number("ZHJ", "展会记录编号", "Record number"),
        AT_EXHIBITION,
        Column(
            name="phase",
            kind=Kind.CHOICE,
            choices=PHASES,
            label=Text("展会工作阶段", "Phase"),
            required=True,
            aliases=("工作阶段",),
            example="展前排查",
        ),
        day("done_on", "展会工作日期", "Done on", "工作日期", example="2023-05-29"),
        _count("people", "人次", "展会出动人次", "Officers sent", "出动人次", example="4"),
        _count("checked", "个", "检查展位数", "Booths checked", "排查展位数", "巡查展位数", example="60"),
        _count("found", "个", "展会发现问题数", "Problems found", "发现问题数", example="0"),
        _count("materials", "份", "发放宣传材料数", "Leaflets given out", "宣传材料"),
        _count("asked", "人次", "现场咨询人次", "People advised", "咨询", "接待咨询人次"),
        scan("proof", "展会工作材料", "Proof of the work", "展会检查记录表"),
        FILED_BY,
        REMARK,
    ),
)
