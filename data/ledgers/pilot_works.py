"""Work of the patent-protection pilot: planned, done, accepted."""

import polars as pl

from data.ledgers.columns import Column, Event, Kind, Ledger, Rollup, Rule
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.texts import Text


def _in_order(later: str, earlier: str, zh: str, en: str) -> Rule:
    return Rule(
        name=f"{later}_needs_{earlier}",
        column=later,
        broken=lambda: pl.col(later).is_not_null() & (pl.col(earlier).is_null() | (pl.col(later) < pl.col(earlier))),
        message=Text(zh, en),
        mend=Text("核对两个日期", "check both dates"),
    )


LEDGER = Ledger(
    name="pilot_works",
    title=Text("专利保护试点台账", "Patent pilot"),
    definition=Text(
        "专利行政保护试点的工作事项，一项为一条；完成按完成日期计，验收由上级组织。",
        "Items of the patent-protection pilot, one row each; done counts by its day. The superior accepts it.",
    ),
    order=99,
    dated="planned_on",
    natural_key=("item", "planned_on"),
    rollups=(
        Rollup(
            name="pilot_work_days",
            grain="day",
            by=("office",),
            events=(
                Event(name="planned", date="planned_on"),
                Event(name="done", date="done_on"),
                Event(name="accepted", date="accepted_on"),
            ),
        ),
    ),
    columns=(
        number("SD", "试点事项编号", "Item number"),
        Column(
            name="item",
            kind=Kind.TEXT,
            searched=True,
            label=Text("试点工作事项", "Item"),
            required=True,
            aliases=("工作事项", "试点事项"),
            example="委托执法协议签订",
        ),
        day("planned_on", "试点计划日期", "Planned on", "计划完成日期", example="2023-05-29", future=True),
        day("done_on", "试点完成日期", "Done on", "试点实际完成日期"),
        day("accepted_on", "试点验收日期", "Accepted on", "验收日期"),
        scan("proof", "试点成果材料", "Proof of the item", "试点材料"),
        FILED_BY,
        REMARK,
    ),
    rules=(_in_order("accepted_on", "done_on", "验收而未完成，或验收早于完成", "accepted but not done before"),),
)
