"""A filled form as a workbook: the form as it is handed up, and a sheet of notes."""

import io
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.texts import Text
from services.figures.export import Provenance
from services.returns.fill import Filled
from services.words import formats
from services.words.language import Language

STYLES = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "head": {
        "bold": True,
        "bg_color": "#DDE6EE",
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "name": {"border": 1},
    "count": {"border": 1, "num_format": "#,##0"},
    "money": {"border": 1, "num_format": "#,##0.00"},
    "empty": {"border": 1, "pattern": 14, "fg_color": "#C9C9C0", "bg_color": "#FFFFFF"},
    "note": {"text_wrap": True, "valign": "top"},
}


def provenance(filled: Filled, *, commit: int, demonstration: bool, as_of: date, _: Language) -> Provenance:
    """What the workbook says of itself."""
    form, quarter = filled.form, filled.quarter
    return Provenance(
        title=_.text(form.label),
        definition=_.text(form.definition),
        period=formats.quarter(quarter.first, _.code),
        as_of=min(as_of, quarter.last),
        commit=commit,
        source=_.text(form.source),
        demonstration=demonstration,
    )


def workbook(filled: Filled, about: Provenance, _: Language) -> bytes:
    """The bytes of the .xlsx: hatched cells are empty and named in the notes; texts are never formulas."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        styles = {name: book.add_format(properties) for name, properties in STYLES.items()}
        _table(book.add_worksheet(_("Form")), filled, about, styles, _)
        sheet = book.add_worksheet(_("Notes"))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90, styles["note"])
        for number, (label, text) in enumerate([*about.notes(_), *remarks(filled, _)]):
            sheet.write_string(number, 0, label)
            sheet.write_string(number, 1, text)
    return file.getvalue()


def _table(sheet: Worksheet, filled: Filled, about: Provenance, styles: dict[str, Format], _: Language) -> None:
    form = filled.form
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(form.columns), 15)
    sheet.merge_range(0, 0, 0, len(form.columns), about.title, styles["title"])
    sheet.write_string(1, 0, about.line(_))
    sheet.write_string(2, 0, _("Item"), styles["head"])
    for place, column in enumerate(form.columns, start=1):
        sheet.write_string(2, place, _.text(column.label), styles["head"])
    for line, row in enumerate(form.rows, start=3):
        sheet.write_string(line, 0, _.text(row.label), styles["name"])
        for place, column in enumerate(form.columns, start=1):
            value = filled.values[row.code, column.code]
            if value is None:
                sheet.write_blank(line, place, None, styles["empty"])
            else:
                sheet.write_number(line, place, float(value), styles["money" if column.sums else "count"])


def remarks(filled: Filled, _: Language) -> list[tuple[str, str]]:
    """What a reader of the form must know: empty cells by row and column, units missing, cases in no row."""
    form = filled.form
    rows, columns = ({part.code: part.label for part in parts} for parts in (form.rows, form.columns))
    grouped: dict[tuple[str, Text], list[str]] = {}
    for empty in filled.empty:
        grouped.setdefault((empty.row, empty.why), []).append(_.text(columns[empty.column]))
    notes = [
        (
            _("Left empty"),
            _(
                "{row} ({columns}): {why}",
                row=_.text(rows[row]),
                columns=formats.listing(names, _.code),
                why=_.text(why),
            ),
        )
        for (row, why), names in grouped.items()
    ]
    if filled.missing_units:
        notes.append((_("Not handed in"), formats.listing(filled.missing_units, _.code)))
    if filled.in_no_row:
        count = filled.in_no_row
        notes.append((_("In no row"), _.n("{n} case opened fits no row", "{n} cases opened fit no row", count)))
    return notes
