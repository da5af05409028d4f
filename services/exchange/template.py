"""The Excel template of a ledger: headers, drop-downs, comments, one example row, and how to fill it in."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import KIND_LABELS, Column, Kind, Ledger
from data.store import Store, count_rows, read_rows
from data.texts import Text
from services.exchange.sheets import NO, YES, example, header, unit_label

GUIDE = Text("填写说明", "How to fill in")
LISTS = Text("选项", "Lists")
LAST_ROW = 20_000
MOST_REFERRED = 2_000
HOW: dict[Kind, Text] = {
    Kind.DATE: Text("写作 2023-05-29", "as 2023-05-29"),
    Kind.PERIOD: Text("写作 2023-05", "as 2023-05"),
    Kind.INSTANT: Text("写作 2023-05-29 14:05", "as 2023-05-29 14:05"),
    Kind.CHOICES: Text("可填多项，用“；”分开", "several allowed, separated by ;"),
    Kind.POINT: Text("经度,纬度，如 117.012345,39.123456", "longitude,latitude, e.g. 117.012345,39.123456"),
    Kind.REFERENCE: Text("填编号、全称或简称", "its code, full or short name"),
    Kind.GEOMETRY: Text("GeoJSON 面，经度在前", "a GeoJSON polygon, longitude first"),
    Kind.ATTACHMENT: Text("附件的 SHA-256", "the file's SHA-256"),
}
REQUIRED, OPTIONAL = Text("必填", "required"), Text("选填", "optional")
# No ledger has a column of these names, so that an upload never takes the guide for a ledger.
GUIDE_HEADER = (
    Text("列名", "Column name"),
    Text("是否必填", "Needed"),
    Text("数据种类", "Data kind"),
    Text("计量单位", "Counted in"),
    Text("写法", "How to write it"),
    Text("可选值", "Choices"),
    Text("列说明", "What it means"),
)
GUIDE_LINES = (
    Text(
        "深色表头为必填列；第 2 行是示例，填写前请覆盖或删除。",
        "Dark headers are required; row 2 is an example: overwrite or delete it.",
    ),
    Text(
        "表头括号内是单位，可以改写（如“万元”），入库时换算。",
        "The unit stands in the header's brackets; you may change it, and amounts are converted.",
    ),
    Text(
        "不要填写手机号码和身份证号码，含有这些内容的行不予入库。",
        "Enter no mobile or identity numbers: rows that hold one are refused.",
    ),
)


def template(store: Store, ledger: Ledger, *, language: str = "zh_CN") -> bytes:
    """The template as the bytes of an .xlsx file; references are offered from the store's rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(ledger.title(language))
        _write_guide(book, ledger, language)
        lists = book.add_worksheet(LISTS(language))
        lists.hide()
        formats = {name: book.add_format(properties) for name, properties in FORMATS.items()}
        for position, column in enumerate(ledger.columns):
            _write_column(sheet, position, column, language, formats)
            _offer(sheet, lists, position, offered(store, column, language), LISTS(language))
        sheet.freeze_panes(1, 0)
    return file.getvalue()


FORMATS = {
    "required": {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "border": 1},
    "optional": {"bg_color": "#DDE6EE", "text_wrap": True, "border": 1},
    "date": {"num_format": "yyyy-mm-dd"},
    "money": {"num_format": "#,##0.00"},
    "text": {"num_format": "@"},
    "number": {},
}
NUMBERS = {Kind.DATE: "date", Kind.MONEY: "money", Kind.COUNT: "number", Kind.DECIMAL: "number"}


def _write_column(
    sheet: Worksheet, position: int, column: Column, language: str, formats: Mapping[str, Format]
) -> None:
    """Header with its comment, the format of the cells below, and the example."""
    title = header(column, language)
    sheet.set_column(position, position, max(12, 2 * len(title) + 2), formats[NUMBERS.get(column.kind, "text")])
    sheet.write_string(0, position, title, formats["required" if column.required else "optional"])
    sheet.write_comment(0, position, "\n".join(_comment(column, language)), {"x_scale": 2, "author": ""})
    if column.example:
        sheet.write_string(1, position, example(column, language))


def _comment(column: Column, language: str) -> list[str]:
    need = (REQUIRED if column.required else OPTIONAL)(language)
    lines = [f"{column.label(language)} · {KIND_LABELS[column.kind](language)} · {need}"]
    lines += [text(language) for text in (HOW.get(column.kind), column.note) if text]
    return lines


def offered(store: Store, column: Column, language: str) -> list[str]:
    """The values offered as a drop-down: choices, yes and no, or the rows a reference may name.

    A ledger too long to scroll through (cases, complaints) is not offered.
    """
    match column.kind:
        case Kind.CHOICE:
            return [choice.label(language) for choice in column.options()]
        case Kind.YES_NO:
            return [YES(language), NO(language)]
        case Kind.REFERENCE:
            return _referred(store, ledger_of(column.refers_to))
        case _:
            return []


def _referred(store: Store, ledger: Ledger) -> list[str]:
    """Short names where the ledger has them and they tell its rows apart, else keys."""
    if count_rows(store, ledger.name) > MOST_REFERRED:
        return []
    key = ledger.keys[0].name
    rows = read_rows(store, ledger.name, order=(key,))
    for name in ("short_name", "name"):
        if name in rows.columns and rows[name].null_count() == 0 and rows[name].is_unique().all():
            return rows[name].to_list()
    return rows[key].to_list()


def _offer(sheet: Worksheet, lists: Worksheet, position: int, values: Sequence[str], lists_name: str) -> None:
    """A drop-down over the column; another value is warned of, for the intake knows aliases that the list hasn't."""
    if not values:
        return
    lists.write_column(0, position, values)
    source = f"='{lists_name}'!{xl_range_abs(0, position, len(values) - 1, position)}"
    below = f"{xl_col_to_name(position)}2:{xl_col_to_name(position)}{LAST_ROW}"
    sheet.data_validation(below, {"validate": "list", "source": source, "error_type": "warning"})


def _write_guide(book: xlsxwriter.Workbook, ledger: Ledger, language: str) -> None:
    """The second sheet: what the ledger is, and one line a column."""
    sheet = book.add_worksheet(GUIDE(language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 4, 16, wrapped)
    sheet.set_column(5, 6, 60, wrapped)
    sheet.write_string(0, 0, ledger.definition(language))
    for row, line in enumerate(GUIDE_LINES, start=1):
        sheet.write_string(row, 0, line(language))
    first = len(GUIDE_LINES) + 2
    sheet.write_row(first, 0, [text(language) for text in GUIDE_HEADER], bold)
    for number, column in enumerate(ledger.columns, start=1):
        sheet.write_row(first + number, 0, _guide_row(number, column, language), wrapped)


def _guide_row(number: int, column: Column, language: str) -> list[str]:
    how, note = HOW.get(column.kind), column.note
    return [
        f"{number}. {column.label(language)}",
        REQUIRED(language) if column.required else "",
        KIND_LABELS[column.kind](language),
        unit_label(column.unit, language),
        how(language) if how else "",
        ("、" if language != "en" else ", ").join(choice.label(language) for choice in column.options()),
        note(language) if note else "",
    ]
