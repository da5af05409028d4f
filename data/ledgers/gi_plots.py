"""Plots on which the radish is grown, one row a plot and season."""

from dataclasses import replace

import polars as pl

from data.ledgers.columns import Choice, Column, Kind, Ledger, Rule
from data.ledgers.common import GEOMETRY, NOTE, POINT
from data.ledgers.indication_columns import SEASON, USER
from data.texts import Text

KINDS = (
    Choice("solar", Text("日光温室", "Solar greenhouse"), ("温室",)),
    Choice("arch", Text("塑料大棚", "Plastic tunnel"), ("大棚", "拱棚", "冷棚")),
    Choice("open", Text("露地", "Open field"), ("露天", "大田")),
)

LEDGER = Ledger(
    name="gi_plots",
    title=Text("种植地块台账", "Plots"),
    definition=Text(
        "各产季种植沙窝萝卜的地块，一地块一产季一条；面积为申报数。",
        "Plots grown in a season, one row a plot and season; the area is what was declared.",
    ),
    order=63,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("地块编号", "Plot code"),
            required=True,
            key=True,
            searched=True,
            aliases=("地块代码", "地块号", "田块编号"),
            example="DK001",
        ),
        replace(SEASON, key=True),
        Column(
            name="village",
            kind=Kind.TEXT,
            label=Text("所在村", "Village"),
            required=True,
            searched=True,
            aliases=("村", "村名", "行政村"),
            example="示例村",
        ),
        Column(
            name="grower",
            kind=Kind.IDENTIFIER,
            label=Text("种植户代码", "Grower code"),
            aliases=("种植户编号", "农户代码", "签约农户代码"),
            note=Text("签约农户在主体处的代码，不填姓名。", "The household's code with the user, not its name."),
        ),
        USER,
        Column(
            name="kind",
            kind=Kind.CHOICE,
            choices=KINDS,
            label=Text("设施类型", "Kind"),
            required=True,
            aliases=("地块类型", "种植方式", "棚室类型"),
            example="日光温室",
        ),
        Column(
            name="variety",
            kind=Kind.TEXT,
            label=Text("品种", "Variety"),
            aliases=("种植品种", "萝卜品种"),
        ),
        Column(
            name="sown_on",
            kind=Kind.DATE,
            label=Text("播种日期", "Sown on"),
            aliases=("播种时间", "播期"),
        ),
        Column(
            name="area_declared",
            kind=Kind.DECIMAL,
            unit="亩",
            minimum=0,
            label=Text("申报面积", "Area declared"),
            aliases=("面积", "种植面积", "地块面积"),
            example="1.2",
        ),
        Column(
            name="expected_yield",
            kind=Kind.DECIMAL,
            unit="千克",
            minimum=0,
            label=Text("预计产量", "Expected yield"),
            aliases=("预产量", "估产"),
            note=Text("整个地块本产季的预计产量。", "What the whole plot is expected to bear in the season."),
            example="3600",
        ),
        POINT,
        GEOMETRY,
        NOTE,
    ),
    rules=(
        Rule(
            name="placed",
            column="geometry",
            broken=lambda: pl.col("geometry").is_null() & pl.col("point").is_null(),
            message=Text("地块图形和坐标至少填一项", "give the plot's outline or its coordinates"),
            mend=Text("填写坐标或图形", "enter one of them"),
        ),
    ),
)
