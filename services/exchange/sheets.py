"""How a ledger is written in a sheet: headers, cell values, and text that a spreadsheet must not run."""

import re

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger
from data.texts import Text

YES, NO = Text("是", "Yes"), Text("否", "No")
SEPARATOR = "；"

# A spreadsheet runs a CSV cell that begins like this; the apostrophe in front of it is ours.
FORMULA = "[=+\\-@\\t\\r\\n＝＋－＠]"
GUARDED = re.compile(f"^'+{FORMULA}")

UNITS: dict[str, Text] = {
    "元": Text("元", "yuan"),
    "人次": Text("人次", "person-times"),
    "户": Text("户", "businesses"),
    "个": Text("个", "items"),
    "日": Text("日", "days"),
    "㎡": Text("㎡", "m²"),
    "亩": Text("亩", "mu"),
    "公顷": Text("公顷", "ha"),
    "千克": Text("千克", "kg"),
    "枚": Text("枚", "labels"),
}


def unit_label(unit: str, language: str) -> str:
    """A declared unit in the language; one without an English name stands as declared."""
    return UNITS[unit](language) if unit in UNITS else unit


def header(column: Column, language: str) -> str:
    """A column's header, with its unit: 货值金额（元）, Value of goods (yuan)."""
    label, unit = column.label(language), unit_label(column.unit, language)
    if not unit:
        return label
    return f"{label} ({unit})" if language == "en" else f"{label}（{unit}）"


def example(column: Column, language: str) -> str:
    """The example value of a column, a choice by its label in the language."""
    for choice in column.options():
        if column.example in (*choice.label.both(), choice.code):
            return choice.label(language)
    if column.kind is Kind.YES_NO:
        return (YES if column.example == YES.zh else NO)(language)
    return column.example


def written(frame: pl.DataFrame, ledger: Ledger, language: str) -> pl.DataFrame:
    """A frame in frame form as people read it: choices as labels, yes and no as words, instants with their offset.

    Numbers, money and dates keep their types. Only columns of the ledger are taken, in its order.
    """
    columns = [column for column in ledger.columns if column.name in frame.columns]
    return frame.select(_written(column, language).alias(column.name) for column in columns)


def _written(column: Column, language: str) -> pl.Expr:
    value = pl.col(column.name)
    match column.kind:
        case Kind.CHOICE:
            return value.replace(_labels(column, language))
        case Kind.CHOICES:
            labels = _labels(column, language)
            return value.str.split(";").list.eval(pl.element().replace(labels)).list.join(SEPARATOR)
        case Kind.YES_NO:
            return pl.when(value).then(pl.lit(YES(language))).when(~value).then(pl.lit(NO(language)))
        case Kind.INSTANT:
            return value.dt.convert_time_zone("Asia/Shanghai").dt.to_string("iso:strict")
        case _:
            return value


def _labels(column: Column, language: str) -> dict[str, str]:
    return {choice.code: choice.label(language) for choice in column.options()}


def guard(value: pl.Expr) -> pl.Expr:
    """Text for a CSV cell, with an apostrophe before what a spreadsheet would run; `unguard` takes it off again."""
    return pl.when(~value.str.contains(f"^'*{FORMULA}")).then(value).otherwise(pl.lit("'") + value)


def unguard(cell: str) -> str:
    """A CSV cell as it was before `guard`."""
    return cell[1:] if GUARDED.match(cell) else cell
